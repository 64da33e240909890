"""The papers made of the roster alone: what is asked for 干部名册 and 选民名单."""

from __future__ import annotations

from dangjian_desktop.services.paper_asks import ISSUER, TELEPHONE, About, Ask, FieldKind, PaperKind

BY_UNIT, BY_STROKES, BY_SOUND = "单位和任职顺序", "姓氏笔画", "拼音"
CADRES, TWO, RESERVES, EVERYONE = "全部干部", "“两委”", "后备", "全部人员"
NO_NUMBERS, MASKED, FULL = "不印", "只印首尾", "印完整"
ROLL_STROKES, ROLL_NUMBERS = "姓氏笔画", "名单编号"
ROLL_COLUMNS = ("6", "4", "5", "7", "8")
CADRE_LIST, VOTER_ROLL = "cadre_list", "voter_roll"
_FORMATS = ("pdf", "docx", "xlsx")

ROSTER_KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        CADRE_LIST,
        "干部名册",
        About.OFFICE,
        _FORMATS,
        (
            ISSUER,
            Ask("dated", "截至", FieldKind.DATE),
            Ask("scope", "范围", FieldKind.CHOICE, choices=(CADRES, TWO, RESERVES, EVERYONE)),
            Ask("order", "次序", FieldKind.CHOICE, choices=(BY_UNIT, BY_STROKES, BY_SOUND)),
            Ask("numbers", "电话和证号", FieldKind.CHOICE, choices=(NO_NUMBERS, MASKED, FULL)),
            Ask("purpose", "用途", hint="印完整的电话和证号须填写，记入操作日志"),
        ),
    ),
    PaperKind(
        VOTER_ROLL,
        "选民名单（公布）",
        About.OFFICE,
        _FORMATS,
        (
            Ask("community", "村（社区）", hint="如 石桥村；不填就印全部"),
            Ask("order", "次序", FieldKind.CHOICE, choices=(ROLL_STROKES, ROLL_NUMBERS)),
            Ask("columns", "每行人数", FieldKind.CHOICE, choices=ROLL_COLUMNS),
            Ask("committee", "落款", hint="不填就是本村的村民选举委员会"),
            TELEPHONE,
            Ask("dated", "公布日期", FieldKind.DATE),
        ),
    ),
)
