"""Two papers of a survey: a round beside the one before, and the papers two typists read differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.wording import (
    demand,
    demand_rows,
    filled,
    filled_lines,
    head,
    sheet,
    with_chart,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_charts import Bar, BarRow, Stretch, Tone
from dangjian_desktop.domain.papers import (
    Align,
    Cell,
    ChartBlock,
    Column,
    ListTable,
    Paper,
    Row,
    TableBlock,
    chinese_date,
)
from dangjian_desktop.kernel.texts.ballots import COMPARED_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedBar:
    """One figure in two rounds as it is drawn: exact (None: not asked then), as written, and its movement."""

    name: str
    measure: str
    before: Fraction | None
    after: Fraction | None
    figures: tuple[str, str]
    movement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFacts:
    """One table of a 测评结果对比表: the rows as written, whom they are of, and what is drawn of them."""

    group: str
    rows: tuple[tuple[str, ...], ...]
    drawn: tuple[ComparedBar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFacts:
    """What the 测评结果对比表 is made from; ``before`` is empty without a round before."""

    issuer: str
    meeting: str
    subject: str
    dated: date
    before: str
    tables: tuple[ComparedFacts, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceFacts:
    """What the 双录不一致清单 is made from: paper, place, first, second, and what was decided so far."""

    issuer: str
    meeting: str
    dated: date
    rows: tuple[tuple[str, str, str, str, str], ...]
    papers: int
    compared: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTable:
    """The rows of one group, area by area, as written: area, unit, name, ballots, then the ``figures``.

    ``item`` is the question whose options are the figures, empty for the rates and points of the survey.
    """

    group: str
    figures: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFacts:
    """What the 各单位测评结果表 is made from; ``name`` is the survey's."""

    issuer: str
    name: str
    dated: date
    tables: tuple[FiguresTable, ...]


COMPARED = (60, 36, 22, 22, 22, 22, 22, 34)
COMPARED_FIGURES, COMPARED_BALLOTS = (2, 3, 4, 5, 7), (2, 4)
_PLACES = (26, 34, 44)
FEW_FIGURES, MANY_FIGURES, MANY = 40, 26, 6
DIFFERENT = (16, 60, 36, 36, 44, 30)


def survey_comparison(facts: ComparisonFacts, form: DocumentForm) -> Paper:
    """Return two rounds side by side. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, [row for table in facts.tables for row in table.rows])
    title = filled(form, "title", meeting=facts.meeting)
    columns = tuple(
        replace(column, shares=n in COMPARED_BALLOTS)
        for n, column in enumerate(_columns(COMPARED, left=2, figures=COMPARED_FIGURES))
    )
    parts = []
    for one in facts.tables:
        body = tuple(Row(tuple(_compared(text) for text in row)) for row in one.rows)
        table = TableBlock(columns, (head(*form.lines("columns")),), body, 10)
        heading = filled(form, "heading", title=title, group=one.group)
        notes = (facts.before, *facts.notes)
        part = sheet(form, heading, table, facts.dated, notes, subject=facts.subject)
        parts.append(replace(with_chart(form, part, _rounds(one, form)), about=one.group))
    return Paper(form.code, title, tuple(parts), facts.issuer, facts.dated, facts.meeting)


def _compared(text: str) -> Cell:
    """Return a cell; where nothing moved there is a nought behind the word."""
    return Cell(text, value=0 if text == COMPARED_WORDS["same"] else None)


def _rounds(one: ComparedFacts, form: DocumentForm) -> ChartBlock | None:
    """Draw each figure of the round before above the one of this round, all on one scale of shares."""
    if all(bar.before is None for bar in one.drawn):
        return None
    rows = (BarRow(bar.name, _two(bar)) for bar in one.drawn)
    title = filled(form, "chart.title", measure=one.drawn[0].measure)
    series, tones = form.lines("chart.series"), (Tone.UNSTATED, Tone.BEST)
    return ChartBlock(title, series, tuple(rows), whole=Fraction(1), tones=tones)


def _two(bar: ComparedBar) -> tuple[Bar, Bar]:
    sides = ((bar.before, bar.figures[0], ""), (bar.after, bar.figures[1], bar.movement))
    before, after = (
        Bar(() if value is None else (Stretch(value, n, figure),), said)
        for n, (value, figure, said) in enumerate(sides)
    )
    return before, after


def survey_figures(facts: FiguresFacts, form: DocumentForm) -> Paper:
    """Return one survey over many meetings. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 测评票=facts.name)
    demand_rows(form, [row for table in facts.tables for row in table.rows])
    title = filled(form, "title", name=facts.name)
    dated, parts = filled(form, "dated", date=chinese_date(facts.dated)), []
    for one in facts.tables:
        key, unit = ("item_heading", "item_unit") if one.item else ("heading", "unit")
        heading = filled(form, key, title=title, group=one.group, item=one.item)
        about = f"{one.group} {one.item}".strip()
        table, signatures = _figures_table(one, form.lines("columns")), form.lines("signatures")
        parts.append(ListTable(heading, table, form.text(unit), dated, one.notes, signatures, about=about))
    return Paper(form.code, title, tuple(parts), facts.issuer, facts.dated, facts.name)


def _figures_table(one: FiguresTable, lead: Sequence[str]) -> TableBlock:
    """Return the rows under their heads, without the column of units where no row names one."""
    kept = [n for n in range(4) if n != 1 or any(row[1] for row in one.rows)]
    body = tuple(Row(tuple(Cell(row[n]) for n in (*kept, *range(4, len(row))))) for row in one.rows)
    width = FEW_FIGURES if len(one.figures) < MANY else MANY_FIGURES
    columns = (
        *_columns([_PLACES[n] for n in kept[:-1]], left=3),
        Column(18, numeric=True),
        *(Column(width, numeric=True, shares=True) for _ in one.figures),
    )
    return TableBlock(columns, (head(*(lead[n] for n in kept), *one.figures),), body, 10)


def difference_list(facts: DifferenceFacts, form: DocumentForm) -> Paper:
    """Return the papers two typists read differently, with room for what the paper says and who says so."""
    demand(form, 会议名称=facts.meeting)
    title = filled(form, "title", meeting=facts.meeting)
    rows: Sequence[tuple[str, ...]] = [(*row, "") for row in facts.rows]
    if not rows:
        rows = [(form.text("none"), "", "", "", "", "")]
    body = tuple(Row(tuple(Cell(text) for text in row)) for row in rows)
    table = TableBlock(_columns(DIFFERENT, left=2), (head(*form.lines("columns")),), body, 11)
    counts = {
        "papers": str(facts.papers),
        "places": str(len(facts.rows)),
        "compared": str(facts.compared),
        "open": str(facts.open),
    }
    notes = filled_lines(form, "notes", **counts)
    part = sheet(form, title, table, facts.dated, notes, **counts)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.meeting)


def _columns(widths: Sequence[int], left: int, figures: Sequence[int] = ()) -> tuple[Column, ...]:
    """Return columns of these widths, the first ``left`` of them of words, some of ``figures``."""
    return tuple(
        Column(width, Align.LEFT if n < left else Align.CENTRE, numeric=n in figures)
        for n, width in enumerate(widths)
    )
