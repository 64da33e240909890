"""The fixed wording of a form with its blanks filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Cell, ChartBlock, Heading, ListTable, Row, TableBlock, chinese_date
from dangjian_desktop.kernel.findings import Rejected, Where, finding

CHART, TABLE = "chart", "table"  # parts of a sheet, as forms put them in order
_NUMERALS = "一二三四五六七八九十"


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def filled(form: DocumentForm, key: str, **blanks: str) -> str:
    """Return the wording under ``key`` with its {blanks} filled; an unknown or empty blank leaves nothing."""
    return form.text(key).format_map(_Blanks(blanks))


def filled_lines(form: DocumentForm, key: str, **blanks: str) -> tuple[str, ...]:
    """Return the wording under ``key`` line by line, blanks filled."""
    return tuple(line.format_map(_Blanks(blanks)) for line in form.lines(key))


def demand(form: DocumentForm, **blanks: str) -> None:
    """Raise Rejected ``papers.blank`` naming each blank (Chinese name → value) that is empty."""
    empty = [name for name, value in blanks.items() if not value.strip()]
    if empty:
        raise Rejected(
            *(finding("papers.blank", where=Where(field=name), paper=form.name, blank=name) for name in empty)
        )


def demand_rows(form: DocumentForm, rows: Sequence[object]) -> None:
    """Raise Rejected ``papers.empty_list`` when a list has nothing in it."""
    if not rows:
        raise Rejected(finding("papers.empty_list", paper=form.name))


def numeral(number: int) -> str:
    """Write 1–99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return lead + (_NUMERALS[ones - 1] if ones else "")


def first_level(number: int, text: str) -> Heading:
    """Return 一、text."""
    return Heading(1, f"{numeral(number)}、{text}")


def head(*texts: str) -> Row:
    """Return a header row."""
    return Row(tuple(Cell(text, bold=True) for text in texts))


def sheet(
    form: DocumentForm, title: str, table: TableBlock, dated: date, notes: Sequence[str], /, **blanks: str
) -> ListTable:
    """Return a table with what its form puts around it: whose it is, the day, notes and signatures."""
    return ListTable(
        title,
        table,
        filled(form, "unit", **blanks),
        filled(form, "dated", date=chinese_date(dated)),
        tuple(notes),
        form.lines("signatures"),
    )


def with_chart(form: DocumentForm, part: ListTable, chart: ChartBlock | None) -> ListTable:
    """Return a sheet with its chart, where its form has one among its parts: before the table or after it."""
    parts = form.lines("parts")
    if chart is None or not chart.rows or CHART not in parts:
        return part
    first = TABLE in parts and parts.index(CHART) < parts.index(TABLE)
    return replace(part, chart=chart, chart_first=first)


def runs(keys: Sequence[str]) -> list[int]:
    """Return for each place how many equal keys follow from there, 0 inside a run: the spans of merged cells.

    An empty key is never merged: things without a name do not belong together.
    """
    spans = [0] * len(keys)
    start = 0
    for index in range(1, len(keys) + 1):
        if index == len(keys) or keys[index] != keys[start] or not keys[start]:
            spans[start] = index - start
            start = index
    return spans


def counted(texts: Sequence[str]) -> tuple[str, ...]:
    """Write texts as sentences, 1. 2. 3. before them when there are several."""
    if len(texts) == 1:
        return (sentence(texts[0]),)
    return tuple(sentence(f"{number}.{text}") for number, text in enumerate(texts, 1))


def sentence(text: str) -> str:
    """End ``text`` with exactly one full stop."""
    return text.rstrip("。；;，, ") + "。"
