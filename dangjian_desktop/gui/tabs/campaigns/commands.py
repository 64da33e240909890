"""The commands of 活动进度 as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "活动进度"

COMMANDS = (
    Command(
        "campaigns.import",
        "导入通知…",
        PLACE,
        run=lambda tab: tab.acting.import_notice(),
        shortcut="Ctrl+Shift+N",
        also=("Ctrl+I",),
        icon="import",
        button="导入通知",
        keywords="任务分解表 附件2",
        tip="从通知全文或任务分解表导入阶段和任务",
    ),
    Command(
        "campaigns.tick",
        "销号",
        PLACE,
        run=lambda tab: tab.acting.begin_tick(),
        shortcut="Ctrl+Return",
        icon="check",
        keywords="办结 佐证",
        enabled_when=lambda tab: tab.has_selection(),
        tip="给选中的任务销号，写明签收人和佐证",
    ),
    Command(
        "campaigns.picture",
        "复制图",
        PLACE,
        run=lambda tab: tab.acting.copy_picture(),
        shortcut="Ctrl+Shift+C",
        icon="picture",
        keywords="甘特图 挂图",
        enabled_when=lambda tab: tab.state is not None,
        tip="把当前的图复制到剪贴板",
    ),
    Command(
        "campaigns.print",
        "打印挂图",
        PLACE,
        run=lambda tab: tab.acting.print_chart(),
        shortcut="Ctrl+P",
        icon="print",
        button="打印",
        enabled_when=lambda tab: tab.state is not None,
        tip="打印当前的图（可选 A3）",
    ),
    Command(
        "campaigns.new_task",
        "新建任务",
        PLACE,
        run=lambda tab: tab.acting.begin_task(),
        shortcut="Ctrl+N",
        icon="plus",
        primary=True,
    ),
    Command(
        "campaigns.retention",
        "个人资料：保存期限和关闭…",
        PLACE,
        run=lambda tab: tab.begin_retention(),
        shortcut="Ctrl+Shift+K",
        icon="lock",
        keywords="关闭个人资料 脱敏 到期 隐私",
        enabled_when=lambda tab: tab.state is not None,
        needs="先导入活动通知",
    ),
)


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.campaigns.tab import CampaignsTab

    return CampaignsTab(spec, office, shell)


SPEC = TabSpec("campaigns", PLACE, "timeline", make, COMMANDS)
