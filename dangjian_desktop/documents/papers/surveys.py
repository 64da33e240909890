"""Two papers of a survey: a round beside the one before, and the papers two typists read differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import (
    Align,
    Cell,
    Column,
    ListTable,
    Paper,
    Row,
    TableBlock,
    chinese_date,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFacts:
    """One table of a 测评结果对比表: the rows as written, whom they are of, which rounds they compare."""

    group: str
    rows: tuple[tuple[str, ...], ...]


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
    """The rows of one group, area by area, as written: area, unit, name, ballots, rates, points."""

    group: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFacts:
    """What the 各单位测评结果表 is made from; ``name`` is the survey's, ``rates`` the names of its rates."""

    issuer: str
    name: str
    dated: date
    rates: tuple[str, ...]
    scored: bool
    tables: tuple[FiguresTable, ...]


COMPARED = (60, 36, 22, 22, 22, 22, 22, 34)
_PLACES = (26, 34, 44)
DIFFERENT = (16, 60, 36, 36, 44, 30)


def survey_comparison(facts: ComparisonFacts, form: DocumentForm) -> Paper:
    """Return two rounds side by side. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, [row for table in facts.tables for row in table.rows])
    title = filled(form, "title", meeting=facts.meeting)
    columns = _columns(COMPARED, left=2)
    parts = []
    for one in facts.tables:
        body = tuple(Row(tuple(Cell(text) for text in row)) for row in one.rows)
        table = TableBlock(columns, (head(*form.lines("columns")),), body, 10)
        heading = filled(form, "heading", title=title, group=one.group)
        unit = filled(form, "unit", subject=facts.subject)
        dated = filled(form, "dated", date=chinese_date(facts.dated))
        signatures = form.lines("signatures")
        parts.append(
            ListTable(heading, table, unit, dated, (facts.before, *facts.notes), signatures, about=one.group)
        )
    return Paper(form.code, title, tuple(parts), facts.issuer, facts.dated, facts.meeting)


def survey_figures(facts: FiguresFacts, form: DocumentForm) -> Paper:
    """Return one survey over many meetings. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 测评票=facts.name)
    demand_rows(form, [row for table in facts.tables for row in table.rows])
    title = filled(form, "title", name=facts.name)
    unitless = not any(row[1] for table in facts.tables for row in table.rows)
    kept = [n for n in range(4) if n != 1 or not unitless]
    lead, names = form.lines("columns"), (*facts.rates, *((form.text("score"),) if facts.scored else ()))
    heads = head(*(lead[n] for n in kept), *names)
    columns = (
        *(_columns([_PLACES[n] for n in kept[:-1]], left=3)),
        Column(18),
        *(Column(40) for _ in facts.rates),
        *((Column(18),) if facts.scored else ()),
    )
    parts = []
    for one in facts.tables:
        body = tuple(Row(tuple(Cell(row[n]) for n in (*kept, *range(4, len(row))))) for row in one.rows)
        heading = filled(form, "heading", title=title, group=one.group)
        unit, dated = form.text("unit"), filled(form, "dated", date=chinese_date(facts.dated))
        table = TableBlock(columns, (heads,), body, 10)
        signatures = form.lines("signatures")
        parts.append(ListTable(heading, table, unit, dated, one.notes, signatures, about=one.group))
    return Paper(form.code, title, tuple(parts), facts.issuer, facts.dated, facts.name)


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
    part = ListTable(
        title,
        table,
        filled(form, "unit", **counts),
        filled(form, "dated", date=chinese_date(facts.dated)),
        filled_lines(form, "notes", **counts),
        form.lines("signatures"),
    )
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.meeting)


def _columns(widths: Sequence[int], left: int) -> tuple[Column, ...]:
    """Return columns of these widths, the first ``left`` of them of words."""
    return tuple(Column(width, Align.LEFT) if n < left else Column(width) for n, width in enumerate(widths))
