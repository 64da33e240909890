"""The commands of 评分定级 as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "评分定级"

COMMANDS = (
    Command(
        "scoring.points",
        "录入得分",
        PLACE,
        run=lambda tab: tab.open_sheet(),
        shortcut="Ctrl+E",
        also=("F2",),
        icon="edit",
        keywords="评分表 扣分 自评",
        enabled_when=lambda tab: tab.on_row(),
        tip="录入选中党组织的自评和考核得分，扣分写明理由",
    ),
    Command(
        "scoring.summary",
        "导出汇总表…",
        PLACE,
        run=lambda tab: tab.export("rating_summary", "分类定级情况汇总表"),
        shortcut="Ctrl+Shift+S",
        icon="table",
        button="汇总表",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.list",
        "导出一览表…",
        PLACE,
        run=lambda tab: tab.export("rating_list", "分类定级情况一览表"),
        shortcut="Ctrl+Shift+L",
        icon="list",
        button="一览表",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.picture",
        "复制得分分布图",
        PLACE,
        run=lambda tab: tab.copy_picture(),
        shortcut="Ctrl+Shift+C",
        icon="picture",
        button="复制图",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.ranking",
        "导出排名表…",
        PLACE,
        run=lambda tab: tab.export("ranking_list", "分类定级排名表"),
        shortcut="Ctrl+Alt+P",
        icon="rating",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.why",
        "这个党组织的定级说明…",
        PLACE,
        run=lambda tab: tab.export_reasons(whole=False),
        shortcut="Ctrl+Alt+W",
        icon="paper",
        needs="先选中一个党组织",
        enabled_when=lambda tab: tab.on_row(),
        tip="把“为什么”印成定级说明：得分、算式、依据、决定、复核",
    ),
    Command(
        "scoring.why_all",
        "全部党组织的定级说明…",
        PLACE,
        run=lambda tab: tab.export_reasons(whole=True),
        shortcut="Ctrl+Alt+A",
        icon="copy",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.publicity",
        "公示和异议",
        PLACE,
        run=lambda tab: tab.pages.open(tab.pages.publicity),
        shortcut="Ctrl+Shift+G",
        icon="bell",
        keywords="公示 异议 复核 张贴",
        enabled_when=lambda tab: tab.has_list(),
    ),
    Command(
        "scoring.publish",
        "张贴公示…",
        PLACE,
        run=lambda tab: tab.pages.publicising.begin_publish(),
        shortcut="Ctrl+Alt+G",
        icon="poster",
        button="张贴公示",
        needs="先打开“公示和异议”",
        enabled_when=lambda tab: tab.pages.publicising.can_publish(),
        tip="把党委已定的等次公示若干个工作日",
    ),
    Command(
        "scoring.object",
        "登记异议…",
        PLACE,
        run=lambda tab: tab.pages.publicising.begin_objection(),
        shortcut="Ctrl+Alt+Y",
        icon="plus",
        button="登记异议",
        needs="先选中公示的一行",
        enabled_when=lambda tab: tab.pages.publicising.can_object(),
    ),
    Command(
        "scoring.investigate",
        "登记调查…",
        PLACE,
        run=lambda tab: tab.pages.publicising.begin_investigation(),
        shortcut="Ctrl+Alt+D",
        icon="search",
        button="登记调查",
        needs="先选中有异议的一行",
        enabled_when=lambda tab: tab.pages.publicising.can_investigate(),
    ),
    Command(
        "scoring.answer",
        "答复和复核…",
        PLACE,
        run=lambda tab: tab.pages.publicising.begin_answer(),
        shortcut="Ctrl+Alt+F",
        icon="send",
        button="答复",
        needs="先登记调查情况",
        enabled_when=lambda tab: tab.pages.publicising.can_answer(),
    ),
    Command(
        "scoring.withdraw",
        "撤下公示…",
        PLACE,
        run=lambda tab: tab.pages.publicising.begin_withdraw(),
        shortcut="Ctrl+Alt+X",
        icon="minus",
        button="撤下",
        needs="先打开“公示和异议”",
        enabled_when=lambda tab: tab.pages.publicising.can_withdraw(),
    ),
    Command(
        "scoring.decide",
        "记录党委决定",
        PLACE,
        run=lambda tab: tab.begin_decision(),
        shortcut="Ctrl+Return",
        icon="stamp",
        primary=True,
        keywords="定级 等次 研究 复核",
        enabled_when=lambda tab: tab.on_row(),
        tip="记录党委对选中党组织的决定，原来的决定保留",
    ),
)


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

    return ScoringTab(spec, office, shell)


SPEC = TabSpec("scoring", PLACE, "rating", make, COMMANDS)
