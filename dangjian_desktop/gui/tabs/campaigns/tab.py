"""活动进度: the three views of one campaign, its pane, and the strip about contradictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QApplication

from dangjian_desktop.domain.campaigns import Task
from dangjian_desktop.domain.progress import CampaignStatus, TaskProgress
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.campaigns.acting import Acting
from dangjian_desktop.gui.tabs.campaigns.board import BoardDrawing
from dangjian_desktop.gui.tabs.campaigns.gantt import GanttDrawing
from dangjian_desktop.gui.tabs.campaigns.model import IMPORT, GanttRow, board_of, gantt_rows
from dangjian_desktop.gui.tabs.campaigns.pane import TaskPane
from dangjian_desktop.gui.tabs.campaigns.retention import ASIDE, Retaining
from dangjian_desktop.gui.tabs.campaigns.table import TaskLine, task_grid, task_lines
from dangjian_desktop.gui.tabs.campaigns.views import BoardView, GanttView
from dangjian_desktop.gui.tabs.scoring.ledger import mending_grid
from dangjian_desktop.gui.widgets.fields import SearchField, Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, QuestionStrip, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, row
from dangjian_desktop.gui.widgets.menus import MoreButton
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.home import MENDING, RETENTION
from dangjian_desktop.services.office import Office

VIEWS = (
    Segment("gantt", "甘特图"),
    Segment("board", "挂图作战"),
    Segment("table", "任务表"),
    Segment("mending", "整改台账"),
)
EMPTY = len(VIEWS)


class CampaignsTab(Tab):
    """The campaign in hand as Gantt chart, board and table."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CAMPAIGNS, Topic.TASKS, Topic.ROSTER})

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.state: CampaignStatus | None = None
        self.rows: tuple[GanttRow, ...] = ()
        self.unit: tuple[str, str] | None = None
        self.task_id, self.awaited = "", ""
        self.doubtful: Task | None = None
        self.acting = Acting(self)
        self._build_head()
        self._build_views()
        self._build_strip()
        self.retaining = Retaining(self)

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.views = Segmented(VIEWS, "视图")
        self.views.chosen.connect(self.show_view)
        self.search_field = SearchField("找任务、责任人", 200)
        self.search_field.searched.connect(self.search)
        self.head = TitleRow("活动进度", self.views, self.search_field)
        *most, primary = (command.id for command in self.spec.commands if command.id not in ASIDE)
        self.head.add_buttons(self.shell.registry, *most)
        self.head.add_button(MoreButton(self.shell.registry, (ASIDE,)))
        self.head.add_buttons(self.shell.registry, primary)
        self.column.addWidget(self.head)

    def _build_views(self) -> None:
        self.gantt, self.board = GanttView(), BoardView()
        self.table = task_grid(self.shell.settings)
        # The same record as in 评分定级, where a matter is worked on.
        self.mending = mending_grid(self.shell.settings)
        self.mending.opened.connect(lambda _: self.shell.show_tab("scoring", MENDING))
        self.gantt.chosen.connect(self._row_chosen)
        self.gantt.opened.connect(self._open_row)
        self.board.chosen.connect(self._cell_chosen)
        self.board.opened.connect(lambda *_: self.acting.begin_tick())
        self.table.chosen.connect(self._line_chosen)
        self.table.opened.connect(lambda line: self.show_pane(line.progress.task.id, None) if line else None)
        self.bring = ActionButton(self.shell.registry, IMPORT)
        empty = EmptyPlace(
            "timeline", "还没有活动", "把活动通知（全文或“任务分解表”）导入，就有阶段、任务和完成时间。",
            self.bring, ActionButton(self.shell.registry, "window.sample"),
        )  # fmt: skip
        self.stack = Pages()
        for view in (self.gantt, self.board, self.table, self.mending, empty):
            self.stack.addWidget(view)
        self.pane = TaskPane()
        self.pane.closed.connect(lambda: self.current_view().setFocus())
        line = row(gap=0)
        line.addWidget(self.stack, 1)
        line.addWidget(self.pane)
        self.column.addLayout(line, 1)

    def _build_strip(self) -> None:
        self.doubt_words = ElidedLabel("")
        self.doubt = QuestionStrip(self.doubt_words)
        self.as_body, self.as_table = Button("按正文"), Button("按分解表")
        self.as_body.clicked.connect(lambda: self.acting.settle(as_in_body=True))
        self.as_table.clicked.connect(lambda: self.acting.settle(as_in_body=False))
        self.doubt.across.addWidget(self.as_body)
        self.doubt.across.addWidget(self.as_table)
        self.column.addWidget(self.doubt)

    # ------------------------------------------------------------ showing

    def refresh(self, changes: Changes) -> None:
        """Ask for the status of the campaign in hand."""
        self.runner.run(self.office.campaigns.status_in_hand, then=self.show_status, key="campaigns.status")

    def show_status(self, status: CampaignStatus | None) -> None:
        """Show a campaign's status; None: there is no campaign yet."""
        self.state = status
        self.views.setEnabled(status is not None)
        if status is None:
            self.pane.hide()
            self.doubt.put("")
            self.stack.setCurrentIndex(EMPTY)
            if self.isVisible():
                self.bring.setFocus()
            self.status("还没有活动")
            return
        self.rows = gantt_rows(status)
        self.gantt.show_drawing(GanttDrawing(self.rows, status.today))
        self.board.show_drawing(BoardDrawing(board_of(status)))
        self.table.rows_model.set_rows(task_lines(status))
        ledger = self.office.grading.rectifying.ledger
        show = self.mending.rows_model.set_rows
        self.runner.run(
            ledger, status.campaign.id, then=lambda held: show(held.rows), key="campaigns.mending"
        )
        self.show_view(self.views.current())
        self._show_doubt(status)
        self._go_on()
        words = [f"{len(status.tasks)} 项任务，{len(status.units)} 个村、社区",
                 f"完成 {status.share.done} / {status.share.total}"]  # fmt: skip
        if status.late:
            words.append(f"{len(status.late)} 项逾期")
        self.status(*words)
        if self.pane.isVisible() and self.pane.form is not None:
            self.show_pane(self.task_id, self.unit)
        self.shell.registry.refresh()

    def show_view(self, name: str) -> None:
        """Show one of the three views."""
        if self.state is not None:
            self.stack.setCurrentIndex([view.id for view in VIEWS].index(name))
            here = QApplication.focusWidget()
            if here is None or not self.pane.isAncestorOf(here):
                self.current_view().setFocus()
        self.shell.registry.refresh()

    def current_view(self) -> Any:
        """Return the view in hand."""
        return self.stack.currentWidget()

    def search(self, text: str) -> None:
        """Show the task table with the tasks found."""
        if text and self.state is not None:
            self.views.choose("table")
        self.table.rows_model.search(text)
        self.search_field.show_count(f"{len(self.table.rows_model.shown)} 项" if text else "")

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search_field.setFocus()

    def go(self, target: Any) -> None:
        """Show the task with id ``target``; before the first status has come, wait for it."""
        if target == IMPORT:
            self.acting.import_notice()
            return
        if isinstance(target, str) and target.startswith(RETENTION):
            self.retaining.begin(target.removeprefix(RETENTION))
            return
        self.awaited = target if isinstance(target, str) else ""
        self._go_on()

    def begin_retention(self) -> None:
        """Show how long the personal data of the campaign in hand is kept."""
        if self.state is not None:
            self.retaining.begin(self.state.campaign.id)

    def _go_on(self) -> None:
        places = [n for n, line in enumerate(self.rows) if line.task and line.task.task.id == self.awaited]
        if places:
            self.awaited = ""
            self.views.choose("gantt")
            self.gantt.choose(places[0])
            self._open_row(places[0])

    def _show_doubt(self, status: CampaignStatus) -> None:
        self.doubtful = next((t.task for t in status.tasks if t.task.other_due_text), None)
        if (task := self.doubtful) is None:
            self.doubt.put("")
        else:
            self.doubt.put(
                f"正文与任务分解表不一致：{task.items[0][:16]}…，正文写“{task.other_due_text}”，"
                f"分解表写“{task.due_text}”。暂按分解表，请选定。"
            )

    # ------------------------------------------------------------ choosing

    def has_selection(self) -> bool:
        """Tell whether a task (or a unit's task) is in hand."""
        return self.state is not None and bool(self.task_id)

    def task_of(self, task_id: str) -> TaskProgress | None:
        tasks = self.state.tasks if self.state else ()
        return next((t for t in tasks if t.task.id == task_id), None)

    def _row_chosen(self, place: int) -> None:
        task = self.rows[place].task
        self.task_id, self.unit = (task.task.id if task else ""), None
        self.shell.registry.refresh()
        if task is not None and self.pane.isVisible():
            self.show_pane(self.task_id, None)

    def _open_row(self, place: int) -> None:
        task = self.rows[place].task
        if task is not None:
            self.show_pane(task.task.id, None)

    def _line_chosen(self, line: TaskLine | None) -> None:
        if line is not None and self.views.current() == "table":
            self.task_id, self.unit = line.progress.task.id, None
            self.shell.registry.refresh()
            if self.pane.isVisible():
                self.show_pane(self.task_id, None)

    def _cell_chosen(self, down: int, right: int) -> None:
        if self.board.drawing is None:
            return
        board = self.board.drawing.board
        self.unit = (board.rows[down].community_id, board.rows[down].name)
        self.task_id = board.columns[right].task.task.id
        self.shell.registry.refresh()
        self.show_pane(self.task_id, self.unit)
        self.status(f"{board.rows[down].name}：{board.columns[right].title}", "已选 1 格")

    def show_pane(self, task_id: str, unit: tuple[str, str] | None) -> None:
        """Take a task (of one unit) in hand and show it in the pane."""
        self.task_id, self.unit = task_id, unit
        self.runner.run(
            self.office.campaigns.sign_offs, task_id, unit[0] if unit else None,
            then=lambda entries: self._fill_pane(task_id, unit, entries), key="campaigns.pane",
        )  # fmt: skip

    def _fill_pane(self, task_id: str, unit: tuple[str, str] | None, entries: Any) -> None:
        progress = self.task_of(task_id)
        if progress is not None and self.state is not None:
            self.pane.show_task(progress, unit, entries, self.state.today, self.acting.save_tick)

    def states_to_show(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return further views of this tab for the pictures of the manual."""
        return (("board", self._show_last_task), ("table", self._show_table))

    def _show_last_task(self) -> None:
        self.views.choose("board")
        if self.board.drawing is not None:
            self.board.choose(3, self.board.drawing.counts()[1] - 1)

    def _show_table(self) -> None:
        self.pane.hide()
        self.views.choose("table")
