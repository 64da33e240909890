"""定级说明, one an organisation, and 排名表: how each grade came about, and who stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.documents.papers.wording import demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Align, Cell, Column, ListTable, Paper, Row, TableBlock

Line = tuple[str, str, str]
"""What it is, what came out, the arithmetic or evidence with its clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsOf:
    """One organisation: points line by line, steps to the grade, decisions, objections."""

    name: str
    category: str
    form: str
    bands: str
    points: tuple[Line, ...]
    total: Line
    steps: tuple[Line, ...]
    decisions: tuple[Line, ...]
    objections: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsFacts:
    """What 定级说明 is made from."""

    issuer: str
    year: int
    dated: date
    orgs: tuple[ReasonsOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The organisations rated together, best first; each row as the cells of 排名表."""

    name: str
    quotas: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFacts:
    """What 排名表 is made from."""

    issuer: str
    year: int
    dated: date
    categories: tuple[Ranked, ...]


def grade_reasons(facts: ReasonsFacts, form: DocumentForm) -> Paper:
    """Return a page an organisation. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.orgs)
    title = filled(form, "title", year=str(facts.year))
    parts = tuple(_reasons(one, facts, form, title) for one in facts.orgs)
    about = facts.orgs[0].name if len(facts.orgs) == 1 else title
    return Paper(form.code, title, parts, facts.issuer, facts.dated, about)


def _reasons(one: ReasonsOf, facts: ReasonsFacts, form: DocumentForm, title: str) -> ListTable:
    body = [_band(filled(form, "points", sheet=one.form), 4), *_lines(one.points)]
    sums = (form.text("total"), *one.total[1:])
    body.append(Row((Cell(""), *(Cell(text, bold=True) for text in sums))))
    body += [_band(form.text("steps"), 4), *_lines(one.steps)]
    decided = one.decisions or ((form.text("undecided"), "", ""),)
    body += [_band(form.text("decisions"), 4), *_lines(decided)]
    if one.objections:
        body += [_band(form.text("objections"), 4), *_lines(one.objections)]
    columns = (Column(11), Column(50, Align.LEFT), Column(28), Column(90, Align.LEFT))
    table = TableBlock(columns, (head(*form.lines("heads")),), tuple(body), 10)
    notes = filled_lines(form, "notes", bands=one.bands)
    upright = sheet(form, title, table, facts.dated, notes, unit=one.name, category=one.category)
    return replace(upright, landscape=False)


def ranking_list(facts: RankingFacts, form: DocumentForm) -> Paper:
    """Return 排名表, category by category. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, [row for one in facts.categories for row in one.rows])
    body: list[Row] = []
    for one in facts.categories:
        quotas = "，".join(filled(form, "quota", grade=grade, arithmetic=sums) for grade, sums in one.quotas)
        words = filled(form, "category", category=one.name, total=str(len(one.rows)), quotas=quotas)
        body.append(_band(words.replace("，）", "）"), 8))
        # a rank is no amount: it stands in the middle, apart from the name beside it
        body += [Row((Cell(row[0], align=Align.CENTRE), *map(Cell, row[1:]))) for row in one.rows]
    columns = (
        Column(14, numeric=True),
        Column(66, Align.LEFT),
        Column(18, numeric=True),
        Column(20, numeric=True),
        Column(22, numeric=True),
        Column(18),
        Column(32),
        Column(24),
    )
    table = TableBlock(columns, (head(*form.lines("heads")),), tuple(body), 11)
    title = filled(form, "title", year=str(facts.year))
    part = sheet(form, title, table, facts.dated, form.lines("notes"), issuer=facts.issuer)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _band(text: str, over: int) -> Row:
    return Row((Cell(text, cols=over, bold=True, align=Align.LEFT),))


def _lines(lines: Sequence[Line]) -> list[Row]:
    return [
        Row((Cell(str(at), value=at), *(Cell(text) for text in line))) for at, line in enumerate(lines, 1)
    ]
