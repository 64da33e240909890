"""Papers of 分类定级: the public notice, the summary of counts and shares, the list of organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.wording import (
    demand,
    demand_rows,
    filled,
    filled_lines,
    head,
    runs,
    sheet,
    with_chart,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_charts import Bar, BarRow, Stretch
from dangjian_desktop.domain.papers import (
    Align,
    Block,
    Cell,
    ChartBlock,
    Column,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    chinese_date,
)
from dangjian_desktop.kernel.numbers import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """How many organisations of a category have each grade, in the order of the form's grades.

    ``limit`` is how many the quota of the best grade allows, None without one; ``against`` says the count
    against it.
    """

    category: str
    counts: tuple[int, ...]
    limit: int | None = None
    against: str = ""

    @property
    def total(self) -> int:
        """Return the number of rated organisations."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSummaryFacts:
    """What 分类定级情况汇总表 is made from."""

    issuer: str
    year: int
    dated: date
    grades: tuple[str, ...]
    rows: tuple[CategoryCount, ...]
    undecided: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedOrg:
    """An organisation with its result; ``reason`` is the 扣分说明 or the reason of the grade,
    ``reviewed`` the grade after 复核, empty while there was none."""

    category: str
    name: str
    score: str
    grade: str
    secretary: str = ""
    reason: str = ""
    reviewed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingListFacts:
    """What 分类定级情况一览表 is made from."""

    issuer: str
    year: int
    dated: date
    rows: tuple[RatedOrg, ...]
    undecided: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingNoticeFacts:
    """What the 公示 of the grades is made from."""

    issuer: str
    year: int
    dated: date
    start: date
    end: date
    days: int
    rows: tuple[RatedOrg, ...]
    telephone: str
    office: str
    address: str = ""


def rating_summary(facts: RatingSummaryFacts, form: DocumentForm) -> Paper:
    """Return the table of counts and shares with its total. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.rows)
    top = [Cell("类别", rows=2), Cell("参评总数", rows=2), *(Cell(grade, cols=2) for grade in facts.grades)]
    header = (Row(tuple(top)), head(*("数量", "占比") * len(facts.grades)))
    total = CategoryCount(
        category="合计", counts=tuple(map(sum, zip(*(row.counts for row in facts.rows), strict=True)))
    )
    body = [_counts(row) for row in facts.rows]
    body.append(_counts(total, bold=True))
    columns = (
        Column(30),
        Column(20, numeric=True),
        *(Column(16, numeric=True) for _ in range(2 * len(facts.grades))),
    )
    table = TableBlock(columns, header, tuple(body))
    blanks = {"year": str(facts.year), "issuer": facts.issuer}
    title = filled(form, "title", **blanks)
    notes = (*filled_lines(form, "notes", **blanks), *_undecided(form, facts.undecided))
    part = sheet(form, title, table, facts.dated, notes, **blanks)
    part = with_chart(form, part, _distribution(facts, total, form))
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _distribution(facts: RatingSummaryFacts, total: CategoryCount, form: DocumentForm) -> ChartBlock:
    """Draw how each category is divided into grades; a line shows how far the best one may go."""
    rows = (*facts.rows, total) if len(facts.rows) > 1 else facts.rows
    return ChartBlock(
        form.text("chart.title"),
        facts.grades,
        tuple(BarRow(row.category, (_shares(row, facts.grades, form),)) for row in rows if row.total),
        whole=Fraction(1),
        mark=filled(form, "chart.mark", grade=facts.grades[0]) if facts.grades else "",
    )


def _shares(row: CategoryCount, grades: Sequence[str], form: DocumentForm) -> Bar:
    shares = ((n, Fraction(count, row.total)) for n, count in enumerate(row.counts))
    stretches = tuple(Stretch(share, n, percent(share)) for n, share in shares if share)
    key = "chart.against" if row.against else "chart.alone"
    said = filled(form, key, total=str(row.total), grade=grades[0], against=row.against)
    return Bar(stretches, said, None if row.limit is None else Fraction(row.limit, row.total))


def _undecided(form: DocumentForm, count: int) -> tuple[str, ...]:
    """Say how many stand on a proposal only."""
    return (filled(form, "undecided", count=str(count)),) if count else ()


def rating_list(facts: RatingListFacts, form: DocumentForm) -> Paper:
    """Return the list of organisations by category. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.rows)
    spans = runs([row.category for row in facts.rows])
    body = []
    for index, row in enumerate(facts.rows):
        cells = [Cell(str(index + 1), value=index + 1)]
        cells += [Cell(row.category, rows=spans[index])] if spans[index] else []
        cells += [Cell(text) for text in (row.name, row.secretary, row.score, row.grade, row.reason)]
        body.append(Row(tuple(cells)))
    columns = (
        Column(10),
        Column(17),
        Column(44),
        Column(16),
        Column(14, numeric=True),
        Column(13),
        Column(99, Align.LEFT),
    )
    heads = head("序号", "类别", "党组织名称", "书记", "得分", "等次", "扣分说明")
    table = TableBlock(columns, (heads,), tuple(body), 11)
    blanks = {"year": str(facts.year), "issuer": facts.issuer}
    title = filled(form, "title", **blanks)
    notes = (*filled_lines(form, "notes", **blanks), *_undecided(form, facts.undecided))
    part = sheet(form, title, table, facts.dated, notes, **blanks)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def grading_notice(facts: GradingNoticeFacts, form: DocumentForm) -> Paper:
    """Return the 公示. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 公示单位=facts.issuer, 受理电话=facts.telephone, 受理部门=facts.office)
    demand_rows(form, facts.rows)
    blanks = {
        "year": str(facts.year),
        "issuer": facts.issuer,
        "count": str(len(facts.rows)),
        "start": chinese_date(facts.start),
        "end": chinese_date(facts.end),
        "days": str(facts.days),
        "telephone": facts.telephone,
        "office": facts.office,
        "address": facts.address,
    }
    blocks: list[Block] = [Paragraph(text) for text in filled_lines(form, "opening", **blanks)]
    blocks.append(_grade_table(facts.rows))
    blocks += [Paragraph(text) for text in filled_lines(form, "closing", **blanks)]
    if facts.address:
        blocks += [Paragraph(text) for text in filled_lines(form, "address", **blanks)]
    title = filled(form, "title", **blanks)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, title)


def _counts(row: CategoryCount, bold: bool = False) -> Row:
    cells = [Cell(row.category, bold=bold), Cell(str(row.total), bold=bold, value=row.total)]
    for count in row.counts:
        share = percent(Fraction(count, row.total)) if row.total else "—"
        cells += [Cell(str(count), bold=bold, value=count), Cell(share, bold=bold)]
    return Row(tuple(cells))


def _grade_table(rows: Sequence[RatedOrg]) -> TableBlock:
    """Return the list; where a 复核 was held, its grade stands beside the one put up."""
    spans = runs([row.category for row in rows])
    both = any(row.reviewed for row in rows)
    body = []
    for index, row in enumerate(rows):
        cells = [Cell(str(index + 1))]
        cells += [Cell(row.category, rows=spans[index])] if spans[index] else []
        cells += [Cell(row.name), Cell(row.grade)]
        cells += [Cell(row.reviewed or "—")] if both else []
        body.append(Row(tuple(cells)))
    heads = ["序号", "类别", "党组织名称", "公示等次" if both else "等次", *(["复核等次"] if both else [])]
    wide = (14, 26, 56, 24, 24) if both else (14, 28, 70, 22)
    return TableBlock(tuple(Column(w) for w in wide), (head(*heads),), tuple(body), 14)
