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
