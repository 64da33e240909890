"""The commands of 资格联审 as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.tabs.base import Tab, TabSpec

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.office import Office

PLACE = "资格联审"

COMMANDS = (
    Command(
        "vetting.opinion",
        "登记意见",
        PLACE,
        run=lambda tab: tab.acting.begin_opinion(),
        shortcut="F2",
        icon="edit",
        keywords="答复 无问题 有问题 待核实",
        enabled_when=lambda tab: tab.acting.can_answer(),
        tip="登记选中条款的意见；也可直接按 1 无问题、2 有问题、3 待核实",
    ),
    Command(
        "vetting.talk",
        "登记诫勉谈话",
        PLACE,
        run=lambda tab: tab.acting.begin_talk(),
        shortcut="Ctrl+T",
        icon="people",
        button="登记谈话",
        keywords="承诺整改 放弃参选",
        enabled_when=lambda tab: tab.acting.has_candidate(),
    ),
    Command(
        "vetting.tell",
        "登记送达",
        PLACE,
        run=lambda tab: tab.acting.begin_telling(),
        shortcut="Ctrl+Shift+D",
        icon="send",
        keywords="告知 通知书 签收",
        enabled_when=lambda tab: tab.acting.can_tell(),
        tip="登记把结论告知本人的日期和方式",
    ),
    Command(
        "vetting.review",
        "登记复核",
        PLACE,
        run=lambda tab: tab.acting.begin_review(),
        shortcut="Ctrl+R",
        icon="refresh",
        keywords="申诉 异议",
        enabled_when=lambda tab: tab.acting.can_review(),
        tip="登记选中条款的复核结果，原意见保留",
    ),
    Command(
        "vetting.table",
        "导出审查结果汇总表…",
        PLACE,
        run=lambda tab: tab.export(),
        shortcut="Ctrl+Shift+S",
        icon="table",
        button="汇总表",
        enabled_when=lambda tab: tab.has_candidates(),
    ),
    Command(
        "vetting.add",
        "新增候选人",
        PLACE,
        run=lambda tab: tab.proposing.begin(),
        shortcut="Ctrl+N",
        icon="plus",
        keywords="提名 报名",
        enabled_when=lambda tab: tab.has_campaign(),
        tip="从花名册里找人，列为候选人",
    ),
)


def make(spec: TabSpec, office: Office, shell: Shell) -> Tab:
    """Build the tab on first show."""
    from dangjian_desktop.gui.tabs.vetting.tab import VettingTab

    return VettingTab(spec, office, shell)


SPEC = TabSpec("vetting", PLACE, "shield", make, COMMANDS)
