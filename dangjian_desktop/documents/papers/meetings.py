"""Papers of an appraisal meeting: the anonymous ballot and the 计票结果报告单."""

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
    sheet,
    with_chart,
)
from dangjian_desktop.domain.ballot_blocks import BallotBlock, Words
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_charts import Bar, BarRow, Stretch, Tone, apart
from dangjian_desktop.domain.papers import (
    Align,
    BallotSheet,
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
class BallotFacts:
    """What a 测评票 is made from: the ballot form's own words. There is nothing here about a voter.

    ``band`` is the colour of the group.
    """

    title: str
    subject: str
    intro: str
    blocks: tuple[BallotBlock, ...]
    dated: date
    issuer: str
    group: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """The ballots of one respondent group; a figure that is kept hidden is given as None."""

    name: str
    due: int | None
    present: int | None
    issued: int | None
    returned: int | None
    valid: int | None
    invalid: int | None
    blank: int | None


BLANK = "未选"


_TO_SIGN = "　" * 5  # room for a name written by hand
_SIGNED_LINE = 26  # characters of a line of a letter, without the two it begins with


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount:
    """One item or person: votes per option in the form's order (None: kept back), its rates as written
    (88.6%), its score.

    ``note`` is what stands beside a name, ``item`` what a person is judged in where there are several.
    """

    text: str
    votes: tuple[int | None, ...]
    rates: tuple[str, ...] = ()
    score: str = ""
    note: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """Items with the same options; ``title`` is the question where the rows are its options; ``tones`` are
    what the options say."""

    options: tuple[str, ...]
    rows: tuple[ItemCount, ...]
    rate_names: tuple[str, ...] = ()
    title: str = ""
    people: bool = False
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFacts:
    """What the 计票结果报告单 is made from; ``base`` names the denominator of the rates, ``tellers`` and
    ``scrutineers`` who counted and who watched, as far as known."""

    issuer: str
    meeting: str
    subject: str
    held: date
    dated: date
    groups: tuple[GroupCount, ...]
    tables: tuple[ResultTable, ...]
    base: str = ""
    notes: tuple[str, ...] = ()
    tellers: str = ""
    scrutineers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPage:
    """One table of one group's result, with its 收回, 有效, 无效, 空白."""

    group: str
    papers: tuple[int, int, int, int]
    table: ResultTable
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFacts:
    """What the 测评汇总表 is made from; ``places`` are the decimals of a share."""

    issuer: str
    meeting: str
    subject: str
    dated: date
    pages: tuple[SummaryPage, ...]
    notes: tuple[str, ...] = ()
    places: int = 1


def ballot_words(form: DocumentForm) -> Words:
    """Return the words of a ballot that are no item's, as the document form has them."""
    names = ("items", "people", "notes", "exactly", "between", "at_most", "several")
    return Words(*(form.text(f"ballot.{name}") for name in names))


def ballot(facts: BallotFacts, form: DocumentForm) -> Paper:
    """Return a sheet of equal ballots. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 标题=facts.title)
    demand_rows(form, facts.blocks)
    group = filled(form, "group", group=facts.group) if facts.group else ""
    subject = filled_lines(form, "subject", subject=facts.subject) if facts.subject else ()
    sheet = BallotSheet(
        title=facts.title,
        items=(),
        options=(),
        blocks=facts.blocks,
        group=group,
        instructions=(*subject, facts.intro) if facts.intro else (*subject, *form.lines("instructions")),
        footer=filled(form, "footer", issuer=facts.issuer),
        band=facts.band,
    )
    return Paper(form.code, facts.title, (sheet,), facts.issuer, facts.dated, facts.subject or facts.title)


def tally_report(facts: TallyFacts, form: DocumentForm) -> Paper:
    """Return the report of a count. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, facts.groups)
    demand_rows(form, facts.tables)
    blanks = {
        "meeting": facts.meeting,
        "subject": facts.subject,
        "about": "" if facts.subject in facts.meeting else f"对{facts.subject}",
        "held": chinese_date(facts.held),
        "base": facts.base,
    }
    blocks: list[Block] = [Paragraph(text) for text in filled_lines(form, "opening", **blanks)]
    blocks.append(_group_table(facts.groups))
    blocks += [Paragraph(text) for text in filled_lines(form, "results", **blanks)]
    for table in facts.tables:
        blocks += [Paragraph(table.title)] if table.title else []
        blocks.append(_result_table(table, form, numbered=False))
    if any(table.rate_names for table in facts.tables) and facts.base:
        blocks += [Paragraph(text) for text in filled_lines(form, "rates", **blanks)]
    blocks += [Paragraph(text) for text in (*facts.notes, *_signed(facts, form))]
    title = filled(form, "title", **blanks)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.meeting)


def _signed(facts: TallyFacts, form: DocumentForm) -> tuple[str, ...]:
    """Return the lines that are signed: who counted and who watched beside each other where both fit."""
    tellers = filled(form, "tellers", names=facts.tellers)
    scrutineers = filled(form, "scrutineers", names=facts.scrutineers)
    beside = f"{tellers}{_TO_SIGN}{scrutineers}{_TO_SIGN}"
    lines = (beside.rstrip(),) if len(beside) <= _SIGNED_LINE else (tellers, scrutineers)
    return (*lines, *form.lines("signatures"))


def _group_table(groups: Sequence[GroupCount]) -> TableBlock:
    columns = (Column(34), *(Column(18, numeric=True) for _ in range(7)))
    heads = head("测评人员", "应到", "实到", "发出", "收回", "有效", "无效", "空白")
    body = [
        Row(
            (
                Cell(group.name),
                *map(_figure, (group.due, group.present, group.issued, group.returned, *_rest(group))),
            )
        )
        for group in groups
    ]
    return TableBlock(columns, (heads,), tuple(body))


def _rest(group: GroupCount) -> tuple[int | None, int | None, int | None]:
    return (group.valid, group.invalid, group.blank)


def _figure(value: int | None) -> Cell:
    return Cell("—") if value is None else Cell(str(value), value=value)


def appraisal_summary(facts: SummaryFacts, form: DocumentForm) -> Paper:
    """Return the summary tables of a meeting. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, facts.pages)
    title = filled(form, "title", meeting=facts.meeting)
    parts = []
    for page in facts.pages:
        names = ("returned", "valid", "invalid", "blank")
        figures = {name: str(count) for name, count in zip(names, page.papers, strict=True)}
        heading = filled(form, "heading", title=title, group=page.group, item=page.table.title)
        part = sheet(
            form,
            heading.rstrip("\n"),
            _result_table(page.table, form, numbered=True),
            facts.dated,
            (*page.notes, *facts.notes),
            subject=facts.subject,
            **figures,
        )
        parts.append(with_chart(form, part, _answers(page, form, facts.places)))
    return Paper(form.code, title, tuple(parts), facts.issuer, facts.dated, facts.meeting)


def _answers(page: SummaryPage, form: DocumentForm, places: int) -> ChartBlock:
    """Draw the shares of the answers: behind each other, or one a row where several may be ticked.

    They are of the valid ballots; of a row that is kept back or has none only the name stands there.
    """
    table, valid = page.table, page.papers[1]
    if table.title:
        counts = [(row.text, row.votes) for row in table.rows]
        rows = tuple(BarRow(name, (_shares(votes, valid, places),)) for name, votes in counts)
        return ChartBlock(form.text("chart.several"), (form.text("chart.share"),), rows, whole=Fraction(1))
    rows = tuple(
        BarRow(f"{row.text} {row.item}".rstrip(), (_shares(row.votes, _sum(row.votes), places),))
        for row in table.rows
    )
    title = form.text("chart.title")
    return ChartBlock(title, table.options, rows, whole=Fraction(1), tones=apart(table.tones))


def _sum(votes: Sequence[int | None]) -> int:
    return sum(one or 0 for one in votes)


def _shares(votes: Sequence[int | None], of: int, places: int) -> Bar:
    if not of or None in votes:
        return Bar((), "—")
    shares = (Fraction(one or 0, of) for one in votes)
    return Bar(tuple(Stretch(one, n, percent(one, places)) for n, one in enumerate(shares) if one))


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a table of results with its heading and its cells."""

    head: str
    column: Column
    cells: Sequence[Cell]


def _result_table(table: ResultTable, form: DocumentForm, *, numbered: bool) -> TableBlock:
    """Return one table of results: who or what, votes per option, rates, the weighted score."""
    # upright, the words above the figures just fit: 不满意 is not broken
    item, option, rate = (24 if table.people else 48, 17, 20) if numbered else (38, 18, 23)
    fields = _named(table, form, item, numbered=numbered)
    for index, name in enumerate(table.options):
        votes = [_figure(row.votes[index]) for row in table.rows]
        fields.append(_Field(name, Column(option, numeric=True), votes))
    for index, name in enumerate(table.rate_names):
        rates = [Cell(row.rates[index]) for row in table.rows]
        fields.append(_Field(name, Column(rate, numeric=True), rates))
    if any(row.score for row in table.rows):
        scores = [Cell(row.score) for row in table.rows]
        fields.append(_Field(form.text("table.score"), Column(16, numeric=True), scores))
    body = zip(*(one.cells for one in fields), strict=True)
    return TableBlock(
        tuple(one.column for one in fields),
        (head(*(one.head for one in fields)),),
        tuple(map(Row, body)),
        10,
    )


def _named(table: ResultTable, form: DocumentForm, width: int, *, numbered: bool) -> list[_Field]:
    """Return the columns left of the votes: number, name (``width`` wide), remark, what is judged."""
    fields = []
    if numbered:
        numbers = [Cell(str(number), value=number) for number in range(1, len(table.rows) + 1)]
        fields.append(_Field(form.text("table.number"), Column(9), numbers))
    who = form.text("table.person" if table.people else "table.item")
    fields.append(_Field(who, Column(width, Align.LEFT), [Cell(row.text) for row in table.rows]))
    if any(row.note for row in table.rows):
        notes = [Cell(row.note) for row in table.rows]
        fields.append(_Field(form.text("table.note"), Column(34, Align.LEFT), notes))
    if any(row.item for row in table.rows):
        asked = [Cell(row.item) for row in table.rows]
        fields.append(_Field(form.text("table.asked"), Column(24, Align.LEFT), asked))
    return fields
