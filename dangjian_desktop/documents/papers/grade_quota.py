"""等次分布和名额对照表: how many stand in each grade of a category against its quota, drawn in cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.wording import demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.grade_bars import GradeBar, per_cell
from dangjian_desktop.domain.papers import Align, Cell, Column, Paper, Row, TableBlock
from dangjian_desktop.kernel.numbers import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaCategory:
    """The bars of those rated against each other."""

    name: str
    total: int
    bars: tuple[GradeBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFacts:
    """What the table is made from."""

    issuer: str
    year: int
    dated: date
    categories: tuple[QuotaCategory, ...]


def grade_quota(facts: QuotaFacts, form: DocumentForm) -> Paper:
    """Return the table, category by category. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.categories)
    each = per_cell(bar for one in facts.categories for bar in one.bars)
    body = tuple(row for one in facts.categories for row in _rows(one, form, each))
    columns = (
        Column(34),
        Column(18),
        Column(16, numeric=True),
        Column(20, numeric=True),
        Column(20, numeric=True),
        Column(16, numeric=True),
        Column(38),
        Column(105, Align.LEFT),
    )
    title = filled(form, "title", year=str(facts.year))
    sums = "；".join(
        filled(form, "quota", category=one.name, grade=bar.name, arithmetic=bar.quota.arithmetic)
        for one in facts.categories
        for bar in one.bars
        if bar.quota is not None
    )
    table = TableBlock(columns, (head(*form.lines("heads")),), body, 11)
    notes = filled_lines(form, "notes", cell=str(each), arithmetic=f"{sums}。" if sums else "")
    part = sheet(form, title, table, facts.dated, notes, issuer=facts.issuer)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _rows(one: QuotaCategory, form: DocumentForm, each: int) -> list[Row]:
    rows = []
    for place, bar in enumerate(one.bars):
        name = filled(form, "category", category=one.name, total=str(one.total))
        share = percent(Fraction(bar.count, one.total)) if one.total else ""
        limit = bar.limit
        rows.append(
            Row(
                (
                    *([Cell(name, rows=len(one.bars))] if not place else []),
                    Cell(bar.name, bold=True),
                    Cell(str(bar.count), value=bar.count),
                    Cell(str(bar.decided), value=bar.decided),
                    Cell(share),
                    Cell("—") if limit is None else Cell(str(limit), value=limit),
                    Cell(bar.against or "—"),
                    Cell(bar.cells(each)),
                )
            )
        )
    return rows
