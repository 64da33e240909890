"""Forms to be filled in by hand: 评分表, 调查问卷 from their definitions, 发放登记表 of ballots printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.documents.papers.meetings import ballot_words
from dangjian_desktop.documents.papers.wording import (
    demand,
    demand_rows,
    filled,
    filled_lines,
    head,
    runs,
    sheet,
)
from dangjian_desktop.domain.ballot_blocks import limits
from dangjian_desktop.domain.ballot_issues import EVERYONE, BallotIssue, BallotMove, IssueBalance
from dangjian_desktop.domain.forms import BallotForm, DocumentForm, ScoreForm
from dangjian_desktop.domain.grading import bands_words
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
)

_WIDTHS = (20, 52, 104, 13, 15, 15, 29)
_REGISTER = (14, 30, 26, 24, 52, 24, 36, 44)
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
        proof = filled(form, "evidence", evidence=one.evidence) if one.evidence else ""
        texts = (one.text, f"{one.criteria}{proof}", _points(one.max_points), "", "", "")
        body.append(Row((*first, *(Cell(text) for text in texts))))
    total = (form.text("total"), "", "", _points(asked.full_points()), "", "", "")
    body.append(Row(tuple(Cell(text, bold=True) for text in total)))
    left = (1, 2, 6)
    columns = tuple(
        Column(width, Align.LEFT if at in left else Align.CENTRE, numeric=at in (3, 4, 5))
        for at, width in enumerate(_WIDTHS)
    )
    table = TableBlock(columns, (head(*form.lines("columns")),), tuple(body), 11)
    title = filled(form, "title", name=asked.name)
    part = ListTable(
        title,
        table,
        form.text("unit"),
        form.text("dated"),
        (bands_words(asked), *form.lines("notes")),
        form.lines("signatures"),
    )
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, asked.name)


def questionnaire(facts: FormFacts, asked: BallotForm, form: DocumentForm) -> Paper:
    """Return the questions of a ballot one below the other, with room for remarks; the same for everyone.

    Raises Rejected ``papers.blank`` / ``papers.empty_list``.
    """
    demand(form, 测评对象=facts.subject)
    demand_rows(form, asked.items)
    words = ballot_words(form)
    blocks = [Paragraph(text) for text in form.lines("opening")]
    places = [asked.remark_place(n) for n in range(len(asked.remarks))]
    for number, item in enumerate(asked.items, 1):
        for one in (r for r, at in zip(asked.remarks, places, strict=True) if at == number - 1):
            blocks += _asked_in_words(form, "", one.text)
        said = limits(asked, number - 1, words)
        blocks.append(Paragraph(filled(form, "item", number=str(number), text=item.text + said)))
        texts = (filled(form, "option", text=one.text) for one in asked.options_of(number - 1))
        blocks.append(Paragraph(_GAP.join(texts)))
    last = [r.text for r, at in zip(asked.remarks, places, strict=True) if at == len(asked.items)]
    asks = last if asked.remarks else [form.text("advice")]
    for number, text in enumerate(asks, len(asked.items) + 1):
        blocks += _asked_in_words(form, str(number), text)
    title = filled(form, "title", subject=facts.subject)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.subject)


def _asked_in_words(form: DocumentForm, number: str, text: str) -> list[Paragraph]:
    """Return a question with its empty lines; without a number where it stands among the others."""
    lines = filled_lines(form, "remark", number=number, text=text)
    return [Paragraph(line if number else line.lstrip(".．、 ")) for line in lines]


def issue_register(
    facts: FormFacts, lines: Sequence[BallotIssue], sums: Sequence[IssueBalance], form: DocumentForm
) -> Paper:
    """Return the register of ballots printed, left over, destroyed, with empty lines to fill in by hand."""
    demand(form, 会议名称=facts.subject)
    rows = [_registered(number, line, form) for number, line in enumerate(lines, 1)]
    printed = sum(line.count for line in lines if line.move is BallotMove.PRINTED)
    rows += [("",) * 8] * max(_EMPTY_ROWS, _LEAST_ROWS - len(rows))
    total = str(printed) if printed else ""
    body = [Row(tuple(Cell(text) for text in row)) for row in rows]
    last = ("", form.text("total"), "", total, "", "", "", "")
    body.append(Row(tuple(Cell(text, bold=True) for text in last)))
    columns = tuple(Column(width, numeric=at in (3, 5)) for at, width in enumerate(_REGISTER))
    table = TableBlock(columns, (head(*form.lines("columns")),), tuple(body), 11)
    title = filled(form, "title", meeting=facts.subject)
    notes = (*form.lines("notes"), *(_balance(one, form) for one in sums if one.issued))
    part = sheet(form, title, table, facts.dated, notes, issuer=facts.issuer)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.subject)


def _registered(number: int, line: BallotIssue, form: DocumentForm) -> tuple[str, ...]:
    """Return one line of the register; what was left over or destroyed stands under 备注."""
    head = (str(number), line.at.date().isoformat(), line.group or EVERYONE)
    if line.move is BallotMove.PRINTED:
        return (*head, str(line.count), line.note, "", "", "")
    said = filled(form, line.move.value, count=str(line.count))
    return (*head, "", "", "", "", "，".join(part for part in (said, line.note) if part))


def _balance(one: IssueBalance, form: DocumentForm) -> str:
    figures = {
        "group": one.group,
        "printed": str(one.printed),
        "issued": str(one.issued),
        "spare": str(one.spare),
        "spoiled": str(one.spoiled),
        "gap": str(abs(one.gap)),
    }
    return filled(form, "balance" if not one.gap else "missing" if one.gap > 0 else "over", **figures)


def _points(points: Fraction) -> str:
    whole = points.numerator // points.denominator
    return str(whole) if points == whole else f"{whole}.{(points - whole) * 10 // 1}"
