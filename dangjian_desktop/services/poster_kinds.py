"""The large sheets the office can make, and what is asked for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dangjian_desktop.domain.posters import SERIES
from dangjian_desktop.services.paper_asks import DATED, ISSUER, TELEPHONE, About, Ask, FieldKind, PaperKind

SHEETS = tuple(f"{name}{way}" for name in SERIES for way in ("", "横"))
WHOLE, ON_A4, ON_A3 = "整幅", "A4 拼贴", "A3 拼贴"
SMALLEST_HUNG = 148
"""The shortest side in mm of a sheet that is hung: half of A4's long one."""
SHEET = Ask(
    "sheet",
    "纸张",
    FieldKind.SHEET,
    hint="如 A3、A2横、60×160厘米（宽×高）",
    choices=SHEETS,
    least=SMALLEST_HUNG,
)
TILES = Ask("tiles", "打印方式", FieldKind.CHOICE, choices=(WHOLE, ON_A4, ON_A3))
ON_RED, ON_WHITE = "红底", "白底（省墨）"
SCHEME = Ask("scheme", "配色", FieldKind.CHOICE, choices=(ON_RED, ON_WHITE))
FLOWS: Mapping[str, str] = MappingProxyType({"换届选举": "", "投票": "voting", "民主测评": "appraisal"})
"""The models of a 流程图, and under which keys its form has them."""
LINK = Ask("link", "二维码", hint="扫码后打开的网址或看到的文字，没有就不填")
LINK_WORDS = Ask("link_words", "二维码说明", hint="如 扫码提意见")
KICKER = Ask("kicker", "小标题", hint="印在大标题上面，可以不填")
LOGO = Ask("logo", "徽标", FieldKind.PICTURE, hint="放在大标题旁")
PICTURE = Ask("picture", "图片", FieldKind.PICTURE, hint="照片、示意图")
CAPTION = Ask("caption", "图片说明", hint="印在图片下面，可以不填")
TAIL = (ISSUER, DATED, SHEET, SCHEME, TILES, LINK, LINK_WORDS)
USUAL_SHEET = "A3"
USUAL_SHEETS: Mapping[str, str] = MappingProxyType(
    {"banner_letters": "A4", "sign": "A4横", "name_plate": "200×100"}
)
"""The size of a sheet where none is typed, by paper; that of all others is :data:`USUAL_SHEET`."""
PLATES = ("200×100", "180×90", "150×80", "240×120")
PDF = ("pdf",)

POSTER_KINDS = (
    PaperKind(
        "poster",
        "宣传海报",
        About.OFFICE,
        PDF,
        (
            Ask("title", "大标题", FieldKind.LINES, hint="不填用范本的话；换行处另起一行"),
            KICKER,
            Ask("lines", "要点", FieldKind.LINES, hint="一行一条；不填用范本的话"),
            Ask("slogan", "标语", hint="不填用范本的话"),
            TELEPHONE,
            LOGO,
            PICTURE,
            CAPTION,
            *TAIL,
        ),
    ),
    PaperKind(
        "slogan_poster",
        "宣传标语",
        About.OFFICE,
        PDF,
        (Ask("title", "标语", FieldKind.SLOGAN, hint="可从标语库选；换行处写 /"), KICKER, LOGO, *TAIL),
    ),
    PaperKind(
        "election_poster",
        "选举公告海报",
        About.OFFICE,
        PDF,
        (
            Ask("kicker", "选举名称", hint="如 柳岸村第十二届村民委员会换届选举"),
            Ask("title", "公告名称", hint="不填为 选举日公告"),
            Ask("day", "选举日", FieldKind.DATE),
            Ask("facts", "事项", FieldKind.LINES, hint="一行一项，写成 投票地点：村文化礼堂"),
            Ask("lines", "须知", FieldKind.LINES, hint="不填用范本的话"),
            Ask("signed", "落款", hint="不填为本村村民选举委员会"),
            *TAIL[1:],
        ),
    ),
    PaperKind(
        "board",
        "公示栏版面",
        About.OFFICE,
        PDF,
        (
            Ask("title", "大标题", FieldKind.LINES, hint="不填用范本的话；换行处另起一行"),
            KICKER,
            Ask("parts", "内容", FieldKind.LINES, hint="【标题】单独一行，下面写这一块的内容"),
            LOGO,
            PICTURE,
            CAPTION,
            *TAIL,
        ),
    ),
    PaperKind(
        "flow_chart",
        "流程图",
        About.OFFICE,
        PDF,
        (
            Ask("title", "大标题", FieldKind.LINES, hint="不填用范本的话；换行处另起一行"),
            KICKER,
            Ask("model", "范本", FieldKind.CHOICE, choices=tuple(FLOWS)),
            Ask("steps", "步骤", FieldKind.LINES, hint="不填用范本的；一行一步，写成 选民登记：公布登记名单"),
            *TAIL,
        ),
    ),
    PaperKind(
        "banner",
        "横幅",
        About.OFFICE,
        PDF,
        (
            Ask("title", "标语", FieldKind.SLOGAN, hint="可从标语库选"),
            Ask("length", "长（米）", FieldKind.LENGTH, hint="如 6"),
            Ask("height", "高（米）", FieldKind.LENGTH, hint="如 0.7"),
            Ask("tail", "落款", hint="排在末尾的小字，可以不填"),
        ),
    ),
    PaperKind(
        "banner_letters",
        "横幅单字",
        About.OFFICE,
        PDF,
        (
            Ask("title", "标语", FieldKind.SLOGAN, hint="一个字一张纸"),
            Ask("sheet", "纸张", FieldKind.SHEET, hint="如 A4、A3、60×60厘米", choices=("A4", "A3", "A2")),
            Ask("colour", "颜色", FieldKind.CHOICE, choices=("红", "黑", "空心")),
        ),
    ),
    PaperKind(
        "sign",
        "指示牌",
        About.OFFICE,
        PDF,
        (
            Ask(
                "lines",
                "牌子",
                FieldKind.LINES,
                hint="一行一块，不填为投票站全套；说明写在冒号后面，箭头写在末尾，如 投票站 →",
            ),
            Ask("kicker", "小标题", hint="印在最上面，如 柳岸村换届选举"),
            Ask("sheet", "纸张", FieldKind.SHEET, hint="如 A4横、A3，门牌写 30×120厘米", choices=SHEETS),
        ),
    ),
    PaperKind(
        "name_plate",
        "桌牌",
        About.OFFICE,
        PDF,
        (
            Ask(
                "lines", "桌牌", FieldKind.LINES, hint="一行一个，不填为各岗位；职务写在后面，如 张某：监票人"
            ),
            Ask("sheet", "牌面", FieldKind.SHEET, hint="宽×高，如 200×100（毫米）", choices=PLATES),
        ),
    ),
)
