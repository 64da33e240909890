"""Boards put up for everyone: what is mended, what was done, what is promised, where to complain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import (
    Align,
    Block,
    Cell,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    chinese_date,
)
from dangjian_desktop.domain.typed_tables import BETWEEN, TypedTable
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    """What the boards are made from: one a table; ``about`` says a line about a unit by its name."""

    issuer: str
    dated: date
    tables: tuple[TypedTable, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    telephone: str = ""
    address: str = ""


_WEIGHTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "rectify_board": (14, 56, 70, 30, 48, 36),
        "merit_board": (14, 96, 96, 40),
        "promise_board": (14, 100, 40, 48, 52),
        "complaint_board": (14, 33, 36, 40, 33),
    }
)
_NAMED = 3  # of many rows that lack the same cell
_ROOM = 34  # points a row of the table in a letter is high at least


def boards(facts: BoardFacts, form: DocumentForm) -> Paper:
    """Return a board for each table, each on new pages.

    Raises Rejected ``papers.empty_list``, ``papers.row_lacks``, ``papers.rows_lack``,
    ``papers.row_too_long``.
    """
    demand_rows(form, facts.tables)
    _check(facts.tables, form)
    parts = tuple(_board(table, facts, form) for table in facts.tables)
    title = parts[0].title if len(parts) == 1 else form.name
    return Paper(form.code, title, parts, facts.issuer, facts.dated, title)


def complaint_board(facts: BoardFacts, form: DocumentForm) -> Paper:
    """Return the notice that says where to complain. Raises as :func:`boards`, and ``papers.blank``."""
    demand(form, 落款=facts.issuer)
    demand_rows(form, facts.tables)
    _check(facts.tables, form)
    rows = [row for table in facts.tables for row in table.rows]
    blocks: list[Block] = [Paragraph(text) for text in filled_lines(form, "opening", issuer=facts.issuer)]
    blocks.append(_table(rows, form, 14))
    blocks += [Paragraph(text) for text in form.lines("closing")]
    title = form.text("title")
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, title)


def _board(table: TypedTable, facts: BoardFacts, form: DocumentForm) -> ListTable:
    blanks = {
        "unit": table.name or facts.issuer,
        "about": facts.about.get(table.name, ""),
        "telephone": facts.telephone,
        "issuer": facts.issuer,
    }
    watched = filled(form, "telephone", **blanks) if facts.telephone else ""
    return ListTable(
        filled(form, "title", **blanks),
        _table(table.rows, form, 14),
        filled(form, "unit", **blanks),
        filled(form, "dated", date=chinese_date(facts.dated)),
        (form.text("note") + watched,),
        note_head="",
        about=table.name,
        hung=True,
    )


def _table(rows: Sequence[tuple[str, ...]], form: DocumentForm, size: int) -> TableBlock:
    heads = form.lines("heads")
    body = tuple(
        Row((Cell(str(at), value=at), *(Cell(text) for text in row + ("",) * (len(heads) - len(row)))), _ROOM)
        for at, row in enumerate(rows, 1)
    )
    wide = set(form.lines("wide"))
    columns = tuple(
        Column(weight, Align.LEFT if name in wide else Align.CENTRE)
        for name, weight in zip(("序号", *heads), _WEIGHTS[form.code], strict=True)
    )
    return TableBlock(columns, (head("序号", *heads),), body, size)


def _check(tables: Sequence[TypedTable], form: DocumentForm) -> None:
    """Refuse rows with cells too many, or without a cell that must not be empty."""
    heads, needs = form.lines("heads"), form.lines("needs")
    found: list[Finding] = []
    short: dict[str, list[Where]] = {}  # rows by what they lack: many alike are told together
    for table in tables:
        for row in table.rows:
            where = Where(record=table.name, field=row[0][:16])
            if len(row) > len(heads):
                few = "、".join(heads)
                found.append(finding("papers.row_too_long", where=where, cells=len(row), heads=few))
                continue
            cells = dict(zip(heads, row, strict=False))
            lacking = "、".join(name for name in needs if not cells.get(name))
            if lacking:
                short.setdefault(lacking, []).append(where)
    order = BETWEEN.join(heads)
    for lacking, rows in short.items():
        if len(rows) == 1:
            found.append(finding("papers.row_lacks", where=rows[0], lacking=lacking, heads=order))
            continue
        names = "、".join(f"{where.record}“{where.field}”" for where in rows[:_NAMED])
        more = "等" if len(rows) > _NAMED else ""
        found.append(
            finding("papers.rows_lack", count=len(rows), names=names + more, lacking=lacking, heads=order)
        )
    if found:
        raise Rejected(*found)
