"""Papers of an appraisal meeting: the anonymous ballot and the 计票结果报告单."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import (
    Align,
    BallotSheet,
    Block,
    Cell,
    Column,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    chinese_date,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFacts:
    """What a 测评票 is made from: the ballot form's own words. There is nothing here about a voter.

    ``band`` is the colour of the group.
    """

    title: str
    subject: str
    intro: str
    items: tuple[str, ...]
    options: tuple[str, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount:
    """One item: votes per option in the form's order, and its rates as written (88.6%)."""

    text: str
    votes: tuple[int, ...]
    rates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFacts:
    """What the 计票结果报告单 is made from; ``base`` names the denominator of the rates."""

    issuer: str
    meeting: str
    subject: str
    held: date
    dated: date
    groups: tuple[GroupCount, ...]
    options: tuple[str, ...]
    items: tuple[ItemCount, ...]
    rate_names: tuple[str, ...] = ()
    base: str = ""
    notes: tuple[str, ...] = ()


def ballot(facts: BallotFacts, form: DocumentForm) -> Paper:
    """Return a sheet of equal ballots. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 标题=facts.title)
    demand_rows(form, facts.items)
    demand_rows(form, facts.options)
    group = filled(form, "group", group=facts.group) if facts.group else ""
    subject = filled_lines(form, "subject", subject=facts.subject) if facts.subject else ()
    sheet = BallotSheet(
        title=facts.title,
        items=facts.items,
        options=facts.options,
        group=group,
        item_head=form.text("item_head"),
        instructions=(*subject, facts.intro) if facts.intro else (*subject, *form.lines("instructions")),
        footer=filled(form, "footer", issuer=facts.issuer),
        band=facts.band,
    )
    return Paper(form.code, facts.title, (sheet,), facts.issuer, facts.dated, facts.subject or facts.title)


def tally_report(facts: TallyFacts, form: DocumentForm) -> Paper:
    """Return the report of a count. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, facts.groups)
    demand_rows(form, facts.items)
    blanks = {
        "meeting": facts.meeting,
        "subject": facts.subject,
        "held": chinese_date(facts.held),
        "base": facts.base,
    }
    blocks: list[Block] = [Paragraph(text) for text in filled_lines(form, "opening", **blanks)]
    blocks.append(_group_table(facts.groups))
    blocks += [Paragraph(text) for text in filled_lines(form, "results", **blanks)]
    blocks.append(_item_table(facts))
    if facts.rate_names and facts.base:
        blocks += [Paragraph(text) for text in filled_lines(form, "rates", **blanks)]
    blocks += [Paragraph(text) for text in (*facts.notes, *form.lines("signatures"))]
    title = filled(form, "title", **blanks)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.meeting)


def _group_table(groups: Sequence[GroupCount]) -> TableBlock:
    columns = (Column(34), *(Column(18, numeric=True) for _ in range(7)))
    heads = head("测评人员", "应到", "实到", "发出", "收回", "有效", "无效", "弃权")
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


def _item_table(facts: TallyFacts) -> TableBlock:
    columns = (
        Column(48, Align.LEFT),
        *(Column(17, numeric=True) for _ in facts.options),
        *(Column(20, numeric=True) for _ in facts.rate_names),
    )
    body = [
        Row((Cell(item.text), *map(_figure, item.votes), *(Cell(rate) for rate in item.rates)))
        for item in facts.items
    ]
    return TableBlock(columns, (head("测评内容", *facts.options, *facts.rate_names),), tuple(body), 10)
