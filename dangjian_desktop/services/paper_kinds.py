"""The papers the office can make: what each is called, what it is about, what is asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding


class About(StrEnum):
    """What a paper is made about."""

    CAMPAIGN = "campaign"
    MEETING = "meeting"


class FieldKind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of a paper that the record does not hold; ``shared`` ones are the same for all papers."""

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    choices: tuple[str, ...] = ()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its document form, what it is about, the formats it comes in, what is asked."""

    code: str
    name: str
    about: About
    formats: tuple[str, ...]
    asks: tuple[Ask, ...]


ISSUER = Ask("issuer", "发文机关", hint="如 中共栖梧镇委员会", shared=True)
DATED = Ask("dated", "成文日期", FieldKind.DATE)
OFFICE = Ask("office", "受理部门", hint="如 镇组织人事办", shared=True)
TELEPHONE = Ask("telephone", "受理电话", shared=True)
YEAR = Ask("year", "年度", FieldKind.YEAR)

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
    PaperKind("ballot", "测评票", About.MEETING, BOTH, (ISSUER, DATED)),
    PaperKind("tally_report", "计票结果报告单", About.MEETING, BOTH, (ISSUER, DATED)),
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
    PaperKind("vetting_table", "资格审查结果汇总表", About.CAMPAIGN, TABLE, (ISSUER, DATED)),
    PaperKind(
        "poster",
        "宣传海报",
        About.CAMPAIGN,
        ("pdf",),
        (
            ISSUER,
            Ask("title", "大标题", FieldKind.LINES, hint="不填用范本的话；换行处另起一行"),
            Ask("lines", "要点", FieldKind.LINES, hint="一行一条"),
            Ask("slogan", "标语"),
            TELEPHONE,
            Ask("size", "纸张", FieldKind.CHOICE, choices=("A3", "A4", "A2", "A1", "A0")),
            DATED,
        ),
    ),
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


def checked(kind: PaperKind, values: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what is wrong with typed field values: unreadable dates, years, choices."""
    found: list[Finding] = []
    for ask in kind.asks:
        text = values.get(ask.code, "").strip()
        where = Where(field=ask.label)
        if not text:
            continue
        if ask.kind is FieldKind.DATE and read_day(text) is None:
            found.append(finding("papers.bad_date", where=where, text=text))
        elif ask.kind is FieldKind.YEAR and not (text.isascii() and text.isdigit() and len(text) == 4):
            found.append(finding("papers.bad_year", where=where, text=text))
        elif ask.kind is FieldKind.CHOICE and text not in ask.choices:
            found.append(finding("papers.bad_choice", where=where, text=text, known="、".join(ask.choices)))
    return tuple(found)


FIELD_OF_BLANK: Mapping[str, str] = {
    "发文机关": "issuer",
    "公示单位": "issuer",
    "落款": "issuer",
    "主送机关": "receivers",
    "受理部门": "office",
    "受理电话": "telephone",
}
"""The field that fills a blank of the document forms, by the blank's name there."""


def named(kind: PaperKind, item: Finding) -> Finding:
    """Return a finding about an empty blank under the name of the field that fills it."""
    code = FIELD_OF_BLANK.get(str(item.fact("blank")))
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
