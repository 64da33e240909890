"""The letters the office can write, kind by kind, and what is asked for each, in the order of the page."""

from __future__ import annotations

from dangjian_desktop.services.paper_asks import (
    DATED,
    ISSUER,
    OFFICE,
    TELEPHONE,
    About,
    Ask,
    FieldKind,
    PaperKind,
)

NO_SEAL, SEAL_ROOM, SEAL_DRAWN = "不盖章", "盖章，留出位置", "盖章，画出位置"
RED_HEAD, PREPRINTED = "印红头", "套红，只印黑字"

JOINT = Ask("joint", "联合机关", FieldKind.LINES, hint="联合行文时填其他机关，一行一个；没有就不填")
NUMBER = Ask("number", "发文字号", hint="如 栖委〔2026〕12号")
TITLE = Ask("title", "标题", FieldKind.LINES, hint="如 关于做好防火工作的通知；要自己定回行就按回车")
RECEIVERS = Ask("receivers", "主送机关", hint="如 各村、社区党组织")
BODY = Ask(
    "body", "正文", FieldKind.LINES, hint="一行一段；“一、”“（一）”“1.”“（1）”开头的是标题；可粘贴表格"
)
ATTACHED = Ask(
    "attached", "附件", FieldKind.LINES, hint="一行一个名称；要接着印的写【名称】，下面写内容或粘贴表格"
)
SEAL = Ask("seal", "印章", FieldKind.CHOICE, choices=(NO_SEAL, SEAL_ROOM, SEAL_DRAWN))
REMARK = Ask("remark", "附注", hint="如 此件公开发布，没有就不填")
SECRECY = (
    Ask("copy_number", "份号", hint="6 位数字，没有就不填"),
    Ask("secrecy", "密级", hint="如 机密★1年，没有就不填"),
    Ask("urgency", "紧急程度", hint="特急或加急，没有就不填"),
)
IMPRINT = (Ask("copies_to", "抄送", hint="没有就不填"), Ask("printer", "印发机关", hint="不填就不印版记"))
HEAD = Ask("head", "红头", FieldKind.CHOICE, choices=(RED_HEAD, PREPRINTED))
SIGNERS = Ask("signers", "签发人", hint="几个人用顿号隔开")

BOTH = ("pdf", "docx")
_TEXT = (TITLE, RECEIVERS, BODY, ATTACHED)
_GOVERNMENT = Ask("issuer", "发文机关", hint="如 栖梧镇人民政府")
_DOWN = (ISSUER, JOINT, NUMBER, *_TEXT, DATED, SEAL, REMARK, *IMPRINT, *SECRECY, HEAD)
_CONTACT = Ask("remark", "附注", hint="请示要写联系人和电话")
_UP = (ISSUER, JOINT, NUMBER, SIGNERS, *_TEXT, DATED, SEAL, _CONTACT, *IMPRINT, *SECRECY, HEAD)
_POSTED = (_GOVERNMENT, JOINT, Ask("number", "编号", hint="如 第1号，没有就不填"), TITLE, BODY, ATTACHED)


def _letter(code: str, name: str, asks: tuple[Ask, ...]) -> PaperKind:
    return PaperKind(code, name, About.OFFICE, BOTH, asks, several=True)


LETTER_KINDS: tuple[PaperKind, ...] = (
    _letter("official_notice", "通知", _DOWN),
    _letter("request", "请示", _UP),
    _letter("report", "报告", _UP),
    _letter("reply", "批复", _DOWN),
    _letter("decision", "决定", _DOWN),
    _letter(
        "correspondence",
        "函",
        (ISSUER, JOINT, NUMBER, *_TEXT, DATED, SEAL, REMARK, IMPRINT[0], *SECRECY, HEAD),
    ),
    _letter(
        "order",
        "令",
        (
            _GOVERNMENT,
            Ask("number", "令号", hint="如 第3号"),
            BODY,
            Ask("post", "签发人职务", hint="如 镇长"),
            Ask("signer", "签发人", hint="印在签名章的位置"),
            DATED,
            ATTACHED,
            *IMPRINT,
            HEAD,
        ),
    ),
    _letter(
        "minutes",
        "纪要",
        (
            ISSUER,
            Ask("meeting", "会议名称", hint="印在红头里，如 党委会议"),
            Ask("number", "期号", hint="如 〔2026〕5号"),
            TITLE,
            BODY,
            Ask("present", "出席", hint="单位和姓名，用顿号隔开"),
            Ask("absent", "请假", hint="没有就不填"),
            Ask("attending", "列席", hint="没有就不填"),
            DATED,
            *IMPRINT,
            HEAD,
        ),
    ),
    _letter("proclamation", "公告", (*_POSTED, DATED, SEAL)),
    _letter("circular", "通告", (*_POSTED, DATED, SEAL)),
    _letter(
        "publicity",
        "公示",
        (
            ISSUER,
            JOINT,
            TITLE,
            BODY,
            ATTACHED,
            Ask("start", "公示开始", FieldKind.DATE),
            Ask("end", "公示结束", FieldKind.DATE),
            OFFICE,
            TELEPHONE,
            Ask("address", "受理地址", shared=True),
            DATED,
            SEAL,
        ),
    ),
)

IN_SENTENCES, AS_TABLE = "逐人一段", "列表"
APPOINTEES = Ask(
    "appointees",
    "拟任人选",
    FieldKind.LINES,
    hint="一行一名：姓名｜拟任职务；不填就取资格联审通过的人选",
)
APPOINTMENT = _letter(
    "appointment_notice",
    "任前公示",
    (
        ISSUER,
        Ask("title", "标题", FieldKind.LINES, hint="不填就是“干部任前公示”"),
        APPOINTEES,
        Ask("layout", "样式", FieldKind.CHOICE, choices=(IN_SENTENCES, AS_TABLE)),
        Ask("start", "公示开始", FieldKind.DATE),
        Ask("end", "公示结束", FieldKind.DATE),
        OFFICE,
        TELEPHONE,
        Ask("address", "受理地址", shared=True),
        DATED,
        SEAL,
    ),
)
