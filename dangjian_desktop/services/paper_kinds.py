"""The papers the office can make: what each is called, what it is about, what is asked for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from dangjian_desktop.domain.posters import Sheet
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.services.addressed_kinds import ADDRESSED_KINDS
from dangjian_desktop.services.election_kinds import ELECTION_KINDS
from dangjian_desktop.services.letter_kinds import APPOINTMENT, LETTER_KINDS
from dangjian_desktop.services.paper_asks import (
    CATEGORY,
    DATED,
    ISSUER,
    MOST_COPIES,
    OFFICE,
    RUN,
    TELEPHONE,
    YEAR,
    About,
    Ask,
    FieldKind,
    PaperKind,
)
from dangjian_desktop.services.poster_kinds import POSTER_KINDS
from dangjian_desktop.services.roster_kinds import ROSTER_KINDS
from dangjian_desktop.services.survey_facts import SURVEY_KINDS
from dangjian_desktop.services.table_kinds import (
    BOARD_KINDS,
    MEETING_KINDS,
    POOR_KINDS,
    VETTING_SHEETS,
    WEEKLY,
)

BOTH, TABLE = ("pdf", "docx"), ("pdf", "docx", "xlsx")

KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        "notice",
        "活动通知",
        About.CAMPAIGN,
        BOTH,
        (
            ISSUER,
            Ask("number", "发文字号", hint="如 栖委〔2026〕12号"),
            Ask("receivers", "主送机关", hint="如 各村、社区党组织"),
            Ask("aims", "总体要求", FieldKind.LINES, hint="不填用范本的话"),
            DATED,
            Ask("copies_to", "抄送", hint="没有就不填"),
            Ask("printer", "印发机关", hint="不填就不印版记"),
            Ask("township", "范围", hint="如 全镇", shared=True),
        ),
    ),
    PaperKind("work_group_list", "工作组成员名单", About.CAMPAIGN, TABLE, (ISSUER, DATED)),
    PaperKind("task_table", "工作任务分解表", About.CAMPAIGN, TABLE, (ISSUER, DATED)),
    PaperKind("ballot", "测评票", About.MEETING, BOTH, (*RUN, ISSUER, DATED)),
    PaperKind("issue_register", "测评票发放登记表", About.MEETING, TABLE, (ISSUER, DATED)),
    PaperKind("questionnaire", "调查问卷", About.MEETING, BOTH, (*RUN, ISSUER, DATED)),
    PaperKind("tally_report", "计票结果报告单", About.MEETING, BOTH, (ISSUER, DATED)),
    PaperKind("appraisal_summary", "测评汇总表", About.MEETING, TABLE, (ISSUER, DATED)),
    *SURVEY_KINDS,
    PaperKind("score_sheet", "评分表", About.OFFICE, TABLE, (CATEGORY, *RUN, ISSUER, DATED)),
    PaperKind("rating_summary", "分类定级情况汇总表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind("rating_list", "分类定级情况一览表", About.CAMPAIGN, TABLE, (ISSUER, YEAR, DATED)),
    PaperKind(
        "grading_notice",
        "分类定级结果公示",
        About.CAMPAIGN,
        BOTH,
        (
            ISSUER,
            YEAR,
            Ask("start", "公示开始", FieldKind.DATE),
            Ask("end", "公示结束", FieldKind.DATE),
            OFFICE,
            TELEPHONE,
            Ask("address", "受理地址", shared=True),
            DATED,
        ),
    ),
    *POOR_KINDS,
    PaperKind("vetting_table", "资格审查结果汇总表", About.CAMPAIGN, TABLE, (ISSUER, DATED)),
    *VETTING_SHEETS,
    WEEKLY,
    *MEETING_KINDS,
    *BOARD_KINDS,
    *ELECTION_KINDS,
    *ROSTER_KINDS,
    *LETTER_KINDS,
    APPOINTMENT,
    *ADDRESSED_KINDS,
    *POSTER_KINDS,
)


def kind_of(code: str) -> PaperKind:
    """Return the kind ``code``.

    Raises:
        Rejected: there is no such paper.
    """
    for kind in KINDS:
        if kind.code == code:
            return kind
    raise Rejected(finding("papers.unknown_kind", kind=code, known="、".join(k.code for k in KINDS)))


def needs_meeting(kind: PaperKind) -> bool:
    """Tell whether a paper is about one meeting."""
    return kind.about is About.MEETING


def checked(kind: PaperKind, values: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what is wrong with typed field values: unreadable dates, years, choices."""
    found: list[Finding] = []
    for ask in kind.asks:
        text = values.get(ask.code, "").strip()
        where = Where(field=ask.label)
        if not text:
            continue
        if ask.kind is FieldKind.CHOICE and text not in ask.choices:
            found.append(finding("papers.bad_choice", where=where, text=text, known="、".join(ask.choices)))
        elif ask.kind is FieldKind.COUNT and not _is_count(text):
            found.append(finding("papers.bad_count", where=where, text=text, most=MOST_COPIES))
        elif ask.kind in _READABLE:
            code, readable = _READABLE[ask.kind]
            if not readable(text):
                found.append(finding(code, where=where, text=text))
            elif ask.least and _is_small(text, ask.least):
                found.append(finding("papers.small_sheet", where=where, text=text))
    return tuple(found)


_READABLE: Mapping[FieldKind, tuple[str, Callable[[str], bool]]] = {
    FieldKind.DATE: ("papers.bad_date", lambda text: read_day(text) is not None),
    FieldKind.YEAR: ("papers.bad_year", lambda text: re.fullmatch("[0-9]{4}", text) is not None),
    FieldKind.SHEET: ("papers.bad_sheet", lambda text: Sheet.read(text) is not None),
    FieldKind.LENGTH: ("papers.bad_length", lambda text: metres(text) is not None),
}


def _is_small(text: str, least: int) -> bool:
    """Tell whether a sheet is so small that its size was meant in another unit."""
    sheet = Sheet.read(text)
    return sheet is not None and min(sheet.width, sheet.height) < least


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_COPIES


FIELD_OF_BLANK: Mapping[str, str] = {
    "标题": "title",
    "标语": "title",
    "内容": "parts",
    "选举名称": "kicker",
    "选举日": "day",
    "事项": "facts",
    "发文机关": "issuer",
    "公示单位": "issuer",
    "填报单位": "issuer",
    "审查单位": "issuer",
    "谈话单位": "issuer",
    "会议名称": "meeting",
    "会议时间": "meeting_time",
    "会议地点": "meeting_place",
    "参加人员": "meeting_people",
    "投票时间": "hours",
    "落款": "issuer",
    "主送机关": "receivers",
    "正文": "body",
    "签发人": "signers",
    "令号": "number",
    "出席": "present",
    "受理部门": "office",
    "受理电话": "telephone",
    "拟任人选": "appointees",
}
"""The field that fills a blank of the document forms, by the blank's name there."""


def named(kind: PaperKind, item: Finding) -> Finding:
    """Return a finding about an empty blank under the name of the field that fills it."""
    code = FIELD_OF_BLANK.get(str(item.fact("blank")))
    code = "signer" if code == "signers" and any(ask.code == "signer" for ask in kind.asks) else code
    label = next((ask.label for ask in kind.asks if ask.code == code), "")
    if item.code != "papers.blank" or not label:
        return item
    return finding("papers.blank", where=Where(field=label), paper=kind.name, blank=label)


def read_day(text: str) -> date | None:
    """Read a day written 2026-03-05; None when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def metres(text: str) -> int | None:
    """Read a length in metres as whole millimetres: 6 → 6000, 0.7 → 700; None when no cloth is so long."""
    found = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,3}))?\s*(?:米|m)?", text.strip())
    if found is None:
        return None
    length = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))
    return length if 100 <= length <= 20_000 else None
