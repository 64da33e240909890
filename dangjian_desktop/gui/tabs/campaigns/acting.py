"""What the clerk does in 活动进度: sign off, add, import, decide a contradiction, copy, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter

from dangjian_desktop.domain.campaigns import Task, TaskScope
from dangjian_desktop.gui.tabs.campaigns.views import DrawingView
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.campaigns import NewTask

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.campaigns.tab import CampaignsTab


class Acting(QObject):
    """The acts of one campaign tab; it lives and dies with the tab."""

    def __init__(self, tab: CampaignsTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def begin_tick(self) -> None:
        """Open the pane on the task in hand at the signer; a task of each unit leads to the board."""
        progress = self.tab.task_of(self.tab.task_id)
        if progress is None:
            return
        if progress.task.scope is TaskScope.EACH_UNIT and self.tab.unit is None:
            self.tab.views.choose("board")
            board = self.tab.board.drawing.board if self.tab.board.drawing else None
            columns = [c.task.task.id for c in board.columns] if board else []
            if self.tab.task_id in columns:
                self.tab.board.choose(0, columns.index(self.tab.task_id))
            return
        if self.tab.pane.form is not None and self.tab.pane.isVisible():
            self.tab.pane.form.signer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.tab.show_pane(self.tab.task_id, self.tab.unit)

    def save_tick(self) -> None:
        """Record what the pane says."""
        form = self.tab.pane.form
        tick = form.tick(self.tab.unit[0] if self.tab.unit else None) if form else None
        if tick is not None:
            self.tab.runner.run(self.tab.office.campaigns.tick, tick, refused=self._tick_refused)

    def _tick_refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.tab.pane.form.refuse(findings) if self.tab.pane.form else findings
        if rest:
            self.tab.shell.notice(rest)

    def settle(self, *, as_in_body: bool) -> None:
        """Take the body's or the table's time for the task in doubt."""
        if self.tab.doubtful is not None:
            self.tab.runner.run(self.tab.office.campaigns.settle, self.tab.doubtful.id, as_in_body=as_in_body)

    def begin_task(self) -> None:
        """Ask for a new task in the pane."""
        if self.tab.state is None:
            self.tab.shell.say("先导入一份活动通知，再往里加任务。", state=State.SOON)
            return
        self.tab.pane.show_new([p.phase for p in self.tab.state.phases], self.save_task)

    def save_task(self) -> None:
        """Add the task the pane asks for."""
        form = self.tab.pane.new
        if form is None or self.tab.state is None:
            return
        if not form.words.text().strip():
            form.fields["words"].wrong("请写明任务内容。")
            return
        asked = NewTask(
            campaign_id=self.tab.state.campaign.id,
            phase_id=str(form.phase.currentData()),
            words=form.words.text(),
            due_text=form.due.text(),
            owners=form.owners.text(),
            scope=TaskScope(form.scope.currentData()),
        )
        self.tab.runner.run(self.tab.office.campaigns.add_task, asked, then=self._task_added)

    def _task_added(self, done: Outcome[Task]) -> None:
        self.tab.pane.hide()
        self.tab.shell.say(f"已新建任务：{done.value.items[0][:24]}")

    def import_notice(self, given: Path | None = None) -> None:
        """Read a notice (asked for unless ``given``) and show what would be written."""
        from dangjian_desktop.gui.tabs.campaigns.importing import begin_import

        begin_import(self.tab, given)

    def copy_picture(self) -> None:
        """Put the chart or board in hand on the clipboard as a picture."""
        view = self.tab.current_view()
        if isinstance(view, DrawingView):
            QGuiApplication.clipboard().setPixmap(view.picture())
            self.tab.shell.say("图已复制，可以粘贴到 Word 或微信。")
        else:
            self.tab.table.selectAll()
            self.tab.table.hand.copy()
            self.tab.shell.say("任务表已复制，可以粘贴到 Excel。")

    def print_chart(self) -> None:
        """Print the chart or board in hand through the system's preview."""
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import preview

        view = self.tab.current_view() if isinstance(self.tab.current_view(), DrawingView) else self.tab.gantt
        title = self.tab.state.campaign.title if self.tab.state else ""

        def paint(painter: QPainter, page: QRectF) -> None:
            view.paint_page(painter, page)

        memory = Memory(self.tab.shell.settings, "campaigns.chart")
        preview(self.tab, f"{title}—{view.accessibleName()}", paint, memory, landscape=True)
