"""等次分布和名额对照表: how many stand in each grade of a category against its quota, told and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.wording import (
    demand_rows,
    filled,
    filled_lines,
    head,
    sheet,
    with_chart,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.grade_bars import GradeBar
from dangjian_desktop.domain.paper_charts import Bar, BarRow, Stretch
from dangjian_desktop.domain.papers import Cell, ChartBlock, Column, Paper, Row, TableBlock
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
    body = tuple(row for one in facts.categories for row in _rows(one, form))
    columns = (
        Column(34),
        Column(18),
        Column(16, numeric=True),
        Column(20, numeric=True),
        Column(20, numeric=True),
        Column(16, numeric=True),
        Column(38),
    )
    title = filled(form, "title", year=str(facts.year))
    sums = "；".join(
        filled(form, "quota", category=one.name, grade=bar.name, arithmetic=bar.quota.arithmetic)
        for one in facts.categories
        for bar in one.bars
        if bar.quota is not None
    )
    table = TableBlock(columns, (head(*form.lines("heads")),), body, 11)
    notes = filled_lines(form, "notes", arithmetic=f"{sums}。" if sums else "")
    part = sheet(form, title, table, facts.dated, notes, issuer=facts.issuer)
    part = with_chart(form, part, _chart(facts, form))
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _chart(facts: QuotaFacts, form: DocumentForm) -> ChartBlock:
    """Draw every grade as a bar of who is decided, proposed, tied, outside; its quota as a line across."""
    rows = (
        BarRow(bar.name, (_bar(bar, one.total, form),), "" if place else _called(one, form))
        for one in facts.categories
        for place, bar in enumerate(one.bars)
    )
    return ChartBlock(
        form.text("chart.title"), form.lines("chart.series"), tuple(rows), mark=form.text("chart.mark")
    )


def _bar(bar: GradeBar, total: int, form: DocumentForm) -> Bar:
    parts = (bar.decided, bar.proposed, bar.tied, bar.outside)
    stretches = (Stretch(Fraction(count), n, str(count)) for n, count in enumerate(parts) if count)
    share = percent(Fraction(bar.count, total)) if total else ""
    key = "chart.against" if bar.against else "chart.alone"
    said = filled(form, key, count=str(bar.count), share=share, against=bar.against)
    return Bar(tuple(stretches), said, None if bar.limit is None else Fraction(bar.limit))


def _called(one: QuotaCategory, form: DocumentForm) -> str:
    return filled(form, "category", category=one.name, total=str(one.total))


def _rows(one: QuotaCategory, form: DocumentForm) -> list[Row]:
    rows = []
    for place, bar in enumerate(one.bars):
        name = _called(one, form)
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
                )
            )
        )
    return rows
