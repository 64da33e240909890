"""The commands of 测评录入 as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "测评录入"

COMMANDS = (
    Command("ballots.new", "新建测评会", PLACE, run=lambda tab: tab.meetings.begin(), shortcut="Ctrl+N",
            icon="plus", button="新建", keywords="民主测评 满意度",
            enabled_when=lambda tab: bool(tab.shell.campaign)),
    Command("ballots.import", "导入测评票…", PLACE, run=lambda tab: tab.bringing.begin(),
            shortcut="Ctrl+I", icon="import", button="导入", keywords="xlsx csv 表格",
            enabled_when=lambda tab: tab.takes_papers(), tip="从表格文件导入：一行一张票，一列一个项目"),
    Command("ballots.apply_import", "写入读到的测评票", PLACE, run=lambda tab: tab.bringing.apply(),
            shortcut="Ctrl+Alt+I", icon="import", enabled_when=lambda tab: tab.bringing.can_apply()),
    Command("ballots.export_problems", "导出导入的问题…", PLACE, run=lambda tab: tab.bringing.export(),
            shortcut="Ctrl+Alt+E", icon="export", button="导出问题",
            enabled_when=lambda tab: tab.bringing.can_export(),
            tip="把每一处问题、单元格和怎么办写成 Excel 表格"),
    Command("ballots.print_ballot", "打印测评票", PLACE, run=lambda tab: tab.papers.print_paper("ballot"),
            shortcut="Ctrl+Shift+P", icon="ballot", button="测评票", tip="预览并打印空白的测评票",
            enabled_when=lambda tab: tab.has_meeting()),
    Command("ballots.print_report", "打印计票结果报告单", PLACE,
            run=lambda tab: tab.papers.print_paper("tally_report"), shortcut="Ctrl+P", icon="print",
            button="计票结果报告单", enabled_when=lambda tab: tab.has_meeting(),
            tip="预览并打印票数、各项结果和核对情况，供签名"),
    Command("ballots.forms", "测评票样式…", PLACE, run=lambda tab: tab.designing.begin(),
            shortcut="Ctrl+Shift+Y", icon="sliders", keywords="设计 自定义 题目 选项",
            tip="看各种测评票，复制或新建本单位的测评票"),
    Command("ballots.second", "第二遍录入", PLACE, run=lambda tab: tab.place.begin_second(),
            shortcut="Ctrl+Alt+Return", icon="keyboard", keywords="双录 复录",
            enabled_when=lambda tab: tab.is_doubled(), tip="不看第一遍，把票再录一遍"),
    Command("ballots.differences", "核对不一致", PLACE, run=lambda tab: tab.comparing.begin(),
            shortcut="Ctrl+D", icon="split", keywords="双录 差异 核定",
            enabled_when=lambda tab: tab.is_compared(), tip="两遍不一致的票，对照纸票核定"),
    Command("ballots.compare", "与上次比较", PLACE, run=lambda tab: tab.rounding.begin(),
            shortcut="Ctrl+Shift+M", icon="columns", keywords="对比 上一轮 变化",
            enabled_when=lambda tab: tab.is_counted(), tip="各项比率、得分与上一次测评并排看"),
    Command("ballots.export_comparison", "导出测评结果对比表", PLACE,
            run=lambda tab: tab.papers.export_paper("survey_comparison"), shortcut="Ctrl+Shift+I",
            icon="export", button="导出表格", enabled_when=lambda tab: tab.is_counted(),
            tip="导出为 Excel、PDF 或 Word"),
    Command("ballots.print_comparison", "打印测评结果对比表", PLACE,
            run=lambda tab: tab.papers.print_paper("survey_comparison"), shortcut="Ctrl+Alt+V",
            icon="print", button="打印", enabled_when=lambda tab: tab.is_counted()),
    Command("ballots.figures", "各单位结果", PLACE, run=lambda tab: tab.figuring.begin(),
            shortcut="Ctrl+Shift+J", icon="rating", keywords="汇总 按片 按单位 按人 满意率",
            enabled_when=lambda tab: tab.is_counted(), tip="这种测评票在各单位、各片的结果"),
    Command("ballots.export_figures", "导出各单位测评结果表", PLACE,
            run=lambda tab: tab.papers.export_paper("survey_figures"), shortcut="Ctrl+Shift+U",
            icon="export", button="导出表格", enabled_when=lambda tab: tab.is_counted(),
            tip="导出为 Excel、PDF 或 Word"),
    Command("ballots.print_figures", "打印各单位测评结果表", PLACE,
            run=lambda tab: tab.papers.print_paper("survey_figures"), shortcut="Ctrl+Shift+O",
            icon="print", button="打印", enabled_when=lambda tab: tab.is_counted()),
    Command("ballots.print_differences", "打印不一致清单", PLACE,
            run=lambda tab: tab.papers.print_paper("difference_list"), shortcut="Ctrl+Alt+H",
            icon="print", button="打印清单", keywords="双录 核定 签字",
            enabled_when=lambda tab: tab.is_compared(),
            tip="票号、两遍录的内容，留出核定和签字的位置"),
    Command("ballots.batches", "分批合计", PLACE, run=lambda tab: tab.batching.begin(),
            shortcut="Ctrl+B", icon="table", keywords="批 25 50 清点",
            enabled_when=lambda tab: tab.is_batched(), tip="每批票的合计，与手工清点的数核对"),
    Command("ballots.totals", "填写汇总数", PLACE, run=lambda tab: tab.totalling.begin(),
            shortcut="Ctrl+T", icon="table", keywords="汇总 合计",
            enabled_when=lambda tab: tab.is_totalled(), tip="只录汇总数的测评会：填写或导入各项票数"),
    Command("ballots.finish", "完成核对", PLACE, run=lambda tab: tab.meetings.finish(),
            shortcut="Ctrl+Shift+Return", icon="check", keywords="平衡 核对",
            enabled_when=lambda tab: tab.is_open(), tip="核对收回数与有效、无效、空白票数，无误后完成"),
    Command("ballots.type", "开始录入", PLACE, run=lambda tab: tab.place.begin(), shortcut="Ctrl+Return",
            icon="keyboard", keywords="录票 数字键盘", enabled_when=lambda tab: tab.takes_papers(),
            primary=True,
            tip="用数字键盘录入选中测评会的票"),
)  # fmt: skip


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab

    return BallotsTab(spec, office, shell)


SPEC = TabSpec("ballots", PLACE, "ballot", make, COMMANDS)
