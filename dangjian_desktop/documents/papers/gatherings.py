"""Papers of a meeting: who is called and how, what is on, who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import (
    counted,
    demand,
    demand_rows,
    filled,
    first_level,
    head,
    numeral,
    sentence,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import spaced
from dangjian_desktop.domain.papers import (
    Block,
    Cell,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """A meeting as it is announced; ``time`` as written (5月8日上午9时)."""

    issuer: str
    dated: date
    meeting: str
    time: str = ""
    place: str = ""
    host: str = ""
    attendants: str = ""
    receivers: str = ""
    items: tuple[tuple[str, ...], ...] = ()
    demands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected at a meeting."""

    name: str
    unit: str
    post: str


def sign_in(facts: MeetingFacts, people: tuple[Expected, ...], blanks: int, form: DocumentForm) -> Paper:
    """Return 签到表: names and ``blanks`` empty lines. Raises ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting)
    demand_rows(form, range(len(people) + blanks))
    columns = (Column(13), Column(24), Column(36), Column(50), Column(32), Column(19))
    lines = [*people, *(Expected("", "", "") for _ in range(blanks))]
    body = tuple(
        Row(
            (
                Cell(str(at), value=at),
                *(Cell(text) for text in (spaced(one.name), one.unit, one.post, "", "")),
            ),
            27,
        )
        for at, one in enumerate(lines, 1)
    )
    words = {"meeting": facts.meeting, "time": facts.time, "place": facts.place, "count": str(len(people))}
    title = filled(form, "title", **words)
    part = ListTable(
        title,
        TableBlock(columns, (head("序号", "姓名", "单位", "职务", "签名", "备注"),), body),
        filled(form, "unit" if facts.place else "unit_without_place", **words) if facts.time else "",
        filled(form, "dated", **words) if people else "",
        landscape=False,
    )
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.meeting)


def agenda(facts: MeetingFacts, form: DocumentForm) -> Paper:
    """Return a 会议议程. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 会议名称=facts.meeting, 会议时间=facts.time, 会议地点=facts.place)
    demand_rows(form, facts.items)
    told = {"时间": facts.time, "地点": facts.place, "主持": facts.host, "参加人员": facts.attendants}
    blocks: list[Block] = [Paragraph(f"{name}：{text}") for name, text in told.items() if text]
    blocks.append(Paragraph(form.text("items_head")))
    blocks += [Paragraph(f"{numeral(at)}、{_item(item)}") for at, item in enumerate(facts.items, 1)]
    title = filled(form, "title", meeting=facts.meeting)
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.meeting)


def meeting_notice(facts: MeetingFacts, form: DocumentForm) -> Paper:
    """Return a 会议通知. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(
        form,
        发文机关=facts.issuer,
        会议名称=facts.meeting,
        主送机关=facts.receivers,
        会议时间=facts.time,
        会议地点=facts.place,
        参加人员=facts.attendants,
    )
    demand_rows(form, facts.items)
    blanks = {"meeting": facts.meeting, "issuer": facts.issuer}
    blocks: list[Block] = [Paragraph(filled(form, "opening", **blanks))]
    heads = form.lines("heads")
    told = (facts.time, facts.place, facts.attendants)
    for number, (name, text) in enumerate(zip(heads, told, strict=False), 1):
        blocks += [first_level(number, name), Paragraph(sentence(text))]
    blocks.append(first_level(4, heads[3]))
    blocks += [Paragraph(text) for text in counted(tuple(map(_item, facts.items)))]
    blocks.append(first_level(5, heads[4]))
    demands = facts.demands or form.lines("demands")
    blocks += [Paragraph(text) for text in counted(demands)]
    title = filled(form, "title", **blanks)
    letter = OfficialLetter(
        title,
        tuple(blocks),
        receivers=facts.receivers.rstrip("：:"),
        signature=facts.issuer,
        dated=facts.dated,
    )
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.meeting)


def _item(cells: tuple[str, ...]) -> str:
    """Write what is on, who speaks, for how long: 传达文件精神（镇党委书记，15分钟）."""
    first, *rest = cells
    more = "，".join(text for text in rest if text)
    return f"{first.rstrip('。；')}（{more}）" if more else first.rstrip("。；")
