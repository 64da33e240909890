"""Forms to be filled in by hand: 评分表, 调查问卷 from their definitions, 发放登记表 of ballots printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head, runs
from dangjian_desktop.domain.ballot_issues import BallotIssue
from dangjian_desktop.domain.forms import BallotForm, DocumentForm, ScoreForm
from dangjian_desktop.domain.papers import (
    Align,
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

_WIDTHS = (20, 52, 104, 13, 15, 15, 29)
_REGISTER = (14, 30, 26, 24, 60, 24, 36, 34)
_EMPTY_ROWS, _LEAST_ROWS = 3, 10
_GAP = "　"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """What a blank form says besides its definition: who issues it, about whom, when."""

    issuer: str
    subject: str = ""
    dated: date


def score_sheet(facts: FormFacts, asked: ScoreForm, form: DocumentForm) -> Paper:
    """Return the empty score sheet of one category. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, asked.indicators)
    groups = {one.code: one.name for one in asked.groups}
    lines = [one for code in groups for one in asked.indicators if one.group == code]
    spans = runs([one.group for one in lines])
    body = []
    for span, one in zip(spans, lines, strict=True):
        first = [Cell(groups[one.group], rows=span)] if span else []
        texts = (one.text, one.criteria, _points(one.max_points), "", "", "")
        body.append(Row((*first, *(Cell(text) for text in texts))))
    total = (form.text("total"), "", "", _points(asked.full_points()), "", "", "")
    body.append(Row(tuple(Cell(text, bold=True) for text in total)))
    left = (1, 2, 6)
    columns = tuple(
        Column(width, Align.LEFT) if at in left else Column(width) for at, width in enumerate(_WIDTHS)
    )
    table = TableBlock(columns, (head(*form.lines("columns")),), tuple(body), 11)
    title = filled(form, "title", name=asked.name)
    part = ListTable(
        title, table, form.text("unit"), form.text("dated"), form.lines("notes"), form.lines("signatures")
    )
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, asked.name)


def questionnaire(facts: FormFacts, asked: BallotForm, form: DocumentForm) -> Paper:
    """Return the questions of a ballot one below the other, with room for remarks; the same for everyone.

    Raises Rejected ``papers.blank`` / ``papers.empty_list``.
    """
    demand(form, 测评对象=facts.subject)
    demand_rows(form, asked.items)
    options = _GAP.join(filled(form, "option", text=one.text) for one in asked.options)
    blocks = [Paragraph(text) for text in form.lines("opening")]
    for number, item in enumerate(asked.items, 1):
        blocks.append(Paragraph(filled(form, "item", number=str(number), text=item.text)))
        blocks.append(Paragraph(options))
    blocks += [Paragraph(text) for text in filled_lines(form, "remark", number=str(len(asked.items) + 1))]
    title = filled(form, "title", subject=facts.subject)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.subject)


def issue_register(
    facts: FormFacts, printed: Sequence[tuple[date, BallotIssue]], form: DocumentForm
) -> Paper:
    """Return the register of ballots printed, with empty lines to be filled in by hand."""
    demand(form, 会议名称=facts.subject)
    rows = [
        (str(number), day.isoformat(), one.group, str(one.count), one.where, "", "", "")
        for number, (day, one) in enumerate(printed, 1)
    ]
    rows += [("",) * 8] * max(_EMPTY_ROWS, _LEAST_ROWS - len(rows))
    total = str(sum(one.count for _, one in printed)) if printed else ""
    body = [Row(tuple(Cell(text) for text in row)) for row in rows]
    sums = ("", form.text("total"), "", total, "", "", "", "")
    body.append(Row(tuple(Cell(text, bold=True) for text in sums)))
    columns = tuple(Column(width) for width in _REGISTER)
    table = TableBlock(columns, (head(*form.lines("columns")),), tuple(body), 11)
    title = filled(form, "title", meeting=facts.subject)
    unit, dated = (
        filled(form, "unit", issuer=facts.issuer),
        filled(form, "dated", date=chinese_date(facts.dated)),
    )
    part = ListTable(title, table, unit, dated, form.lines("notes"), form.lines("signatures"))
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.subject)


def _points(points: Fraction) -> str:
    whole = points.numerator // points.denominator
    return str(whole) if points == whole else f"{whole}.{(points - whole) * 10 // 1}"
