"""How long a campaign's personal data is kept, and closing it: the pane that asks, in numbers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import ConfirmStrip
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.retention import Closed, ClosingPlan, Term

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.campaigns.tab import CampaignsTab

UNTIL, REASON = "保存到", "原因"
ASIDE = ("campaigns.retention",)
"""The commands that stand in the menu 更多 of the title row, not as buttons."""
MOST_NAMES, MOST_BACKUPS = 12, 5


class RetentionForm(AskForm):
    """Asks until when the data is kept, and why it is closed."""

    def __init__(self, plan: ClosingPlan) -> None:
        super().__init__()
        self.until, self.reason = QLineEdit(plan.term.until.isoformat()), QLineEdit()
        self.reason.setMaxLength(100)
        self.reason.setPlaceholderText("如：保存期满")
        self.add(UNTIL, self.until)
        self.add(REASON, self.reason)

    def day(self) -> date | None:
        """Return the day typed; None, with the field marked, when it is none."""
        self.clear()
        try:
            return date.fromisoformat(self.until.text().strip())
        except ValueError:
            self.fields[UNTIL].wrong("日期请写成 2026-03-05 的样子。")
            return None


class Retaining(QObject):
    """Shows the plan in the pane of the tab, sets the day and closes; lives with the tab."""

    def __init__(self, tab: CampaignsTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.plan: ClosingPlan | None = None
        self.form: RetentionForm | None = None
        self.confirm = ConfirmStrip()
        tab.column.addWidget(self.confirm)

    def begin(self, campaign_id: str) -> None:
        """Ask what closing the campaign would do, and show it."""
        self.tab.runner.run(self.tab.office.retention.plan, campaign_id, then=self.show_plan)

    def show_plan(self, plan: ClosingPlan) -> None:
        """Show term and numbers; what can be typed only while nothing is closed yet."""
        self.plan, self.form = plan, None
        pane, campaign = self.tab.pane, plan.term.campaign
        pane.form = pane.new = None
        self.confirm.leave()
        closed = campaign.closed_on
        pane.show_head("个人资料", "", campaign.title, (_chip(plan, self.tab.shell.today()),))
        if closed is not None:
            said = Section("已关闭")
            said.add(Label(f"{closed.isoformat()} 已关闭，姓名改为代号，文字已清除。", wrap=True))
            said.add(Label(f"{plan.checked_again()}。", "hint", wrap=True))
            pane.show_sections(said, self._backups(plan))
            pane.show_foot()
            pane.open_pane()
            return
        self.form = RetentionForm(plan)
        asked = Section("保存期限")
        asked.add(Label(plan.term.source, "hint", wrap=True))
        asked.body.addSpacing(px(8))
        asked.add(self.form)
        pane.show_sections(asked, _numbers(plan), self._backups(plan))
        keep, close = Button("改期", "calendar"), Button("关闭个人资料", "lock", "primary")
        keep.clicked.connect(self.save_day)
        close.clicked.connect(self.ask)
        pane.show_foot(keep, close)
        pane.open_pane()
        pane.begin_form(self.form, f"{campaign.title}的“个人资料”")
        self.form.until.returnPressed.connect(self.save_day)
        # After the key has gone its way: else the window would press 取消, which has the keyboard then.
        self.form.reason.returnPressed.connect(lambda: QTimer.singleShot(0, self.ask))
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _backups(self, plan: ClosingPlan) -> QWidget:
        section = Section("备份", f"{len(plan.backups)} 份" if plan.backups else "")
        if not plan.backups:
            section.add(Label("本数据文件旁没有备份。", wrap=True))
            return section
        folder = str(plan.backups[0].parent)
        section.add(Label("关闭以前做的备份里仍有原来的内容，要一并删除的，请到文件夹里删。", wrap=True))
        section.facts([Fact("", path.name) for path in plan.backups[:MOST_BACKUPS]], 0)
        section.facts((Fact("文件夹", folder, "打开", lambda: self._open(folder)),), 58)
        return section

    def _open(self, folder: str) -> None:
        self.tab.shell.desk.show_file(folder)

    def save_day(self) -> None:
        """Set until when the data is kept."""
        day = self.form.day() if self.form is not None else None
        if day is not None and self.plan is not None and self.form is not None:
            self.tab.runner.run(self.tab.office.retention.set_until, self.plan.term.campaign.id, day,
                                then=partial(self._kept, self.form.reason.text()),
                                refused=self._refused)  # fmt: skip

    def _kept(self, reason: str, done: Outcome[Term]) -> None:
        self.tab.shell.say(f"个人资料保存到 {done.value.until.isoformat()}。")
        self.tab.runner.run(self.tab.office.retention.plan, done.value.campaign.id,
                            then=partial(self._show_again, reason))  # fmt: skip

    def _show_again(self, reason: str, plan: ClosingPlan) -> None:
        """Show the plan with the reason that was typed; it is not stored yet."""
        self.show_plan(plan)
        if self.form is not None:
            self.form.reason.setText(reason)

    def ask(self) -> None:
        """Say once more what will happen, and that it cannot be taken back; what may not be is not asked."""
        if self.form is not None and self.plan is not None:
            self.form.clear()
            self.tab.runner.run(self.tab.office.retention.closable, self.plan.term.campaign.id,
                                self.form.reason.text(), then=self._asked, refused=self._refused)  # fmt: skip

    def _asked(self, plan: ClosingPlan) -> None:
        self.confirm.ask(f"{plan.summary()}。不能撤销。", "关闭个人资料", self._close)

    def _close(self) -> None:
        if self.form is not None and self.plan is not None:
            self.tab.runner.run(self.tab.office.retention.close, self.plan.term.campaign.id,
                                self.form.reason.text(), then=self._closed, refused=self._refused,
                                what="正在关闭个人资料")  # fmt: skip

    def _closed(self, done: Outcome[Closed]) -> None:
        plan, left = done.value.plan, done.value.left
        links = (Link("看备份", lambda: self.tab.shell.show_tab("settings")),) if plan.backups else ()
        self.tab.shell.say(f"“{plan.term.campaign.title}”的个人资料已关闭。{left.checked_again()}。", *links)
        self.begin(plan.term.campaign.id)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.form.refuse(findings) if self.form is not None else findings
        if self.form is not None and (field := self.form.fields.get(findings[0].where.field)) is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if rest:
            self.tab.shell.notice(rest)


def _chip(plan: ClosingPlan, today: date) -> ChipLabel:
    if plan.term.campaign.closed_on is not None:
        return ChipLabel("已关闭", State.DONE)
    if plan.term.due(today):
        return ChipLabel("到期，应当关闭", State.SOON)
    return ChipLabel("保存期内", State.IDLE)


def _numbers(plan: ClosingPlan) -> Section:
    """Say what closing does, in numbers; what there is none of is left out."""
    texts = (
        (plan.opinions, "条意见"),
        (plan.talks, "次谈话"),
        (plan.tellings, "条送达"),
        (plan.objections, "条异议"),
    )
    words = "、".join(f"{count} {what}" for count, what in texts if count)
    facts = (
        (plan.candidates, Fact("候选人", f"{plan.candidates} 名，改为代号，各条结论仍在")),
        (words, Fact("文字", f"{words}，清除")),
        (plan.surveys, Fact("个人测评", f"{plan.surveys} 次，去掉姓名，票数仍在")),
        (plan.typists, Fact("录入人", f"{plan.typists} 名，清除，票数仍在")),
        (plan.acting, Fact("签名", f"{plan.acting} 处签名、责任人，清除（单位仍在）")),
        (plan.words, Fact("姓名号码", f"{plan.words} 处文字里写到的，隐去")),
        (plan.fields, Fact("公文填写", f"{plan.fields} 项内容，清除")),
        (plan.papers, Fact("公文", f"{plan.papers} 份写有姓名的，删除")),
        (True, Fact("人员", _persons(plan))),
    )
    section = Section("关闭时")
    section.facts([fact for there, fact in facts if there], 72)
    return section


def _persons(plan: ClosingPlan) -> str:
    if not plan.only_here:
        return "都在花名册里另有职务，不动"
    shown = "、".join(plan.only_here[:MOST_NAMES])
    more = "等" if len(plan.only_here) > MOST_NAMES else ""
    return f"{len(plan.only_here)} 名只因本次活动登记，删除：{shown}{more}"
