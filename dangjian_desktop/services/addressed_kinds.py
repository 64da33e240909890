"""The papers that go to many, one each: what is asked for 通知书, 催办通知, 公开信."""

from __future__ import annotations

from dangjian_desktop.services.paper_asks import (
    DATED,
    ISSUER,
    OFFICE_NAMED,
    TELEPHONE_NAMED,
    About,
    Ask,
    FieldKind,
    PaperKind,
)

NOTICE_LETTER, REMINDER, OPEN_LETTER = "notice_letter", "reminder", "open_letter"
_FORMATS = ("pdf", "docx")
_TO = Ask("recipient", "收件人", hint="批量生成时，各份换成名单里的")
_TITLE = Ask("title", "标题", FieldKind.LINES, hint="按回车另起一行，不按就自动回行")
_SALUTE = Ask("salute", "称呼", hint="如 {收件人}同志")
_BODY = Ask("body", "正文", FieldKind.LINES, hint="一行一段，可写 {收件人} {单位} {职务}")
_MATTER = Ask("matter", "事由", hint="如 参加村“两委”班子测评大会")

ADDRESSED_KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        NOTICE_LETTER,
        "通知书",
        About.OFFICE,
        _FORMATS,
        (
            _TO,
            _MATTER,
            Ask("when", "时间", hint="如 4月20日（星期五）上午9时"),
            Ask("place", "地点", hint="如 村文化礼堂"),
            OFFICE_NAMED,
            TELEPHONE_NAMED,
            _TITLE,
            _SALUTE,
            _BODY,
            ISSUER,
            DATED,
        ),
        addressed=True,
    ),
    PaperKind(
        REMINDER,
        "催办通知",
        About.OFFICE,
        _FORMATS,
        (
            _TO,
            Ask("matters", "事项", FieldKind.LINES, hint="一行一项；活动进度里逾期的任务自动列出"),
            Ask("deadline", "办结期限", hint="如 4月25日"),
            OFFICE_NAMED,
            TELEPHONE_NAMED,
            _TITLE,
            _SALUTE,
            _BODY,
            ISSUER,
            DATED,
        ),
        addressed=True,
    ),
    PaperKind(
        OPEN_LETTER,
        "公开信",
        About.OFFICE,
        _FORMATS,
        (_TO, _MATTER, OFFICE_NAMED, TELEPHONE_NAMED, _TITLE, _SALUTE, _BODY, ISSUER, DATED),
        addressed=True,
    ),
)
