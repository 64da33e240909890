"""The commands of 首页 as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "首页"

COMMANDS = (
    Command(
        "home.backup",
        "立即备份",
        PLACE,
        run=lambda tab: tab.back_up(),
        shortcut="Ctrl+Shift+B",
        icon="database",
        tip="把数据备份到数据文件旁边的备份文件夹",
    ),
    Command(
        "home.backup_to",
        "备份到U盘…",
        PLACE,
        run=lambda tab: tab.back_up_to(),
        icon="export",
        button="备份到U盘",
        tip="选一个文件夹（如U盘），把数据备份过去",
    ),
    Command(
        "home.plan",
        "看活动进度",
        PLACE,
        run=lambda tab: tab.shell.show_tab("campaigns"),
        icon="timeline",
        button="全部任务",
        primary=True,
        tip="到“活动进度”看全部任务",
    ),
)


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.home.tab import HomeTab

    return HomeTab(spec, office, shell)


def badges(office: Office, shell: Shell) -> None:
    """Show the counts on the rail, whichever tab comes first."""
    from dangjian_desktop.gui.tabs.home.badges import keep_badges

    keep_badges(office, shell)


SPEC = TabSpec("home", PLACE, "home", make, COMMANDS, on_open=badges)
