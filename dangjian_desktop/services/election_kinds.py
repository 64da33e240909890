"""Papers of a village or community election; what is asked once holds for all of them."""

from __future__ import annotations

from dangjian_desktop.services.letter_kinds import SEAL
from dangjian_desktop.services.paper_asks import RUN, About, Ask, FieldKind, PaperKind

FIRST, AGAIN = "第一次投票", "另行选举"
BY_STROKES, AS_TYPED = "姓氏笔画", "填写的次序"
ELECTION = Ask("election_name", "选举名称", hint="如 青桥村第十二届村民委员会换届选举", shared=True)
COMMITTEE = Ask("election_committee", "落款", hint="如 青桥村村民选举委员会", shared=True)
DAY = Ask("election_day", "选举日", FieldKind.DATE, shared=True)
NUMBER = Ask("number", "编号", hint="如 第1号，没有就不填")
TELEPHONE = Ask("election_telephone", "联系电话", hint="没有就不填", shared=True)
SEATS = Ask(
    "election_seats",
    "候选人",
    FieldKind.LINES,
    hint="一行一个职务：主任｜1｜单砺石、纪怀川（应选几名写数字）",
    shared=True,
)
ORDER = Ask("order", "候选人次序", FieldKind.CHOICE, choices=(BY_STROKES, AS_TYPED))
DATED = Ask("dated", "公告日期", FieldKind.DATE)
_BOTH = ("pdf", "docx")


def _posted(code: str, name: str, *asks: Ask) -> PaperKind:
    return PaperKind(
        code, name, About.OFFICE, _BOTH, (ELECTION, COMMITTEE, NUMBER, *asks, DATED, SEAL)
    )  # fmt: skip


ELECTION_KINDS: tuple[PaperKind, ...] = (
    _posted("election_day", "选举日公告", DAY),
    _posted(
        "election_voters",
        "选民名单公告",
        Ask("election_place", "村（社区）", hint="花名册里的名称，选民人数从选民名单取", shared=True),
        Ask("registered", "选民人数", hint="不填就取选民名单的人数"),
        DAY,
        TELEPHONE,
    ),
    _posted("election_candidates", "候选人名单公告", SEATS, ORDER, TELEPHONE),
    _posted(
        "election_voting",
        "投票公告",
        DAY,
        Ask("hours", "投票时间", hint="如 上午8时至下午4时"),
        Ask("places", "投票地点", FieldKind.LINES, hint="一行一处，如 中心会场：村文化礼堂"),
        SEATS,
        Ask("rules", "投票须知", FieldKind.LINES, hint="不填用范本的话"),
        TELEPHONE,
    ),
    _posted(
        "election_result",
        "选举结果公告",
        DAY,
        Ask("round", "投票", FieldKind.CHOICE, choices=(FIRST, AGAIN)),
        Ask("registered", "选民人数", hint="登记参加选举的人数"),
        Ask("issued", "发出选票", hint="张数"),
        Ask("returned", "收回选票", hint="张数"),
        Ask("valid", "有效票", hint="张数"),
        Ask("invalid", "无效票", hint="张数"),
        Ask("elected", "当选人", FieldKind.LINES, hint="一行一名：主任｜单砺石｜812"),
        TELEPHONE,
    ),
    PaperKind("election_ballot", "选票", About.OFFICE, _BOTH, (ELECTION, COMMITTEE, DAY, SEATS, ORDER, *RUN)),
)
