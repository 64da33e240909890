"""首页: three questions, three places; every line is a door."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.domain.progress import CampaignStatus, TaskProgress
from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.campaigns.model import IMPORT, days_note, spaced, task_title
from dangjian_desktop.gui.tabs.home.cards import AreaTable, DueList, Line, LineList, PhaseCard
from dangjian_desktop.gui.theme import px, zoom_changed
from dangjian_desktop.gui.tokens import SIZES, State
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.layouts import clear, column, row
from dangjian_desktop.gui.widgets.words import Button, Label, SignLabel, line, link
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.home import BackupState, Dashboard, Waiting
from dangjian_desktop.services.office import Office

MOST_DUE = 8

DIRECTION = QBoxLayout.Direction
BESIDE = 960  # px at 100 %: both columns fit
SIDE = 344
UNBOUND = 16_777_215  # what Qt takes for no maximum


class HomeTab(Tab):
    """The truth about everything else, on one page."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.seen = False
        self.head = TitleRow("今天要办")
        self.head.add_buttons(shell.registry, *(command.id for command in spec.commands))
        self.column.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = inside = QFrame()
        inside.setProperty("kind", "page")
        self.area.setWidget(inside)
        self.column.addWidget(self.area, 1)
        self._build(column(inside, (SIZES.margin, 12, SIZES.margin, 16), gap=0))
        self.setFocusProxy(self.due)
        inside.hide()  # what is not known yet is not said to be nothing

    def _build(self, page: QVBoxLayout) -> None:
        self.cards = row(gap=16)
        page.addLayout(self.cards)
        page.addSpacing(px(12))
        across = row(gap=0)
        page.addLayout(across, 1)
        left = column(gap=0)
        across.addLayout(left, 1)
        self.gap = line(upright=True)
        self.side = QWidget()
        across.addWidget(self.gap)
        across.addWidget(self.side)
        self.across = across
        self._build_left(left)
        self._build_right(column(self.side, gap=0))
        self.arrange()

    def arrange(self) -> None:
        """Put what waits beside what is due, or under it where the zoom leaves no room."""
        narrow = self.width() < px(BESIDE)
        self.across.setDirection(DIRECTION.TopToBottom if narrow else DIRECTION.LeftToRight)
        self.across.setSpacing(px(16 if narrow else 24))
        self.gap.setVisible(not narrow)
        self.side.setMinimumWidth(0 if narrow else px(SIDE))
        self.side.setMaximumWidth(UNBOUND if narrow else px(SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "side"):
            self.arrange()

    def _build_left(self, left: QVBoxLayout) -> None:
        self.due_head = Label("按紧急程度", "small")
        self.all_tasks = link("", lambda: self.shell.show_tab("campaigns"), name="全部任务")
        left.addLayout(_headed("到期任务", self.due_head, self.all_tasks))
        self.due = DueList("到期任务", 40)
        self.due.pressed.connect(lambda task: self.shell.show_tab("campaigns", task))
        left.addWidget(self.due)
        self.nothing_due = Label("两周之内没有到期的任务。", "note")
        left.addWidget(self.nothing_due)
        left.addSpacing(px(16))
        self.areas_head = QWidget()
        inner = column(self.areas_head, gap=0)
        inner.addLayout(_headed("各片进度", Label("村、社区完成任务的比例", "small")))
        self.areas = AreaTable()
        inner.addWidget(self.areas)
        left.addWidget(self.areas_head)
        bring = Button("导入活动通知…", "import")
        bring.clicked.connect(lambda: self.shell.show_tab("campaigns", IMPORT))
        self.empty = EmptyPlace(
            "timeline", "还没有活动", "把活动通知导入“活动进度”，这里就列出到期的任务和各片的进度。",
            bring, ActionButton(self.shell.registry, "window.sample"),
        )  # fmt: skip
        left.addWidget(self.empty, 1)
        left.addStretch(1)

    def _build_right(self, right: QVBoxLayout) -> None:
        self.waiting_count = Label("", "small")
        right.addLayout(_headed("等我处理", None, self.waiting_count))
        self.waiting = LineList("等我处理", 52)
        self.waiting.pressed.connect(lambda target: self.shell.show_tab(*target))
        right.addWidget(self.waiting)
        self.nothing_waits = Label("没有等着处理的事。", "note")
        right.addWidget(self.nothing_waits)
        right.addSpacing(px(18))
        right.addLayout(_headed("数据备份"))
        card = QFrame()
        card.setProperty("kind", "card")
        self.backup_card = column(card, (16, 12, 16, 12), gap=6)
        right.addWidget(card)
        right.addSpacing(px(18))
        right.addLayout(_headed("本册数据"))
        self.figures = Label("", "note", wrap=True)
        right.addWidget(self.figures)
        right.addStretch(1)

    # ------------------------------------------------------------ showing

    def refresh(self, changes: Changes) -> None:
        """Ask for the dashboard."""
        self.runner.run(self.office.home.dashboard, then=self.show_dashboard, key="home.dashboard")

    def show_dashboard(self, board: Dashboard) -> None:
        """Show the dashboard."""
        self.inside.show()
        status = board.status
        self._show_phases(status)
        lines = [_due_line(task, board) for task in board.due[:MOST_DUE]]
        self.due.show_lines(lines)
        self.due.setVisible(bool(lines))
        if lines and not self.seen and self.isVisible():
            self.due.setFocus()
        self.seen = True
        self.nothing_due.setVisible(status is not None and not lines)
        self.empty.setVisible(status is None)
        self.areas_head.setVisible(status is not None and bool(status.areas))
        self.due_head.setVisible(bool(lines))
        self.all_tasks.setVisible(status is not None)
        if status is not None:
            self.all_tasks.setText(f"全部 {len(status.tasks)} 项  Ctrl+3")
            self.areas.show_areas([p.phase.name.removesuffix("阶段") for p in status.phases], status.areas)
        self.waiting.show_lines([_waiting_line(item) for item in board.waiting])
        self.waiting.setVisible(bool(board.waiting))
        self.nothing_waits.setVisible(not board.waiting)
        total = sum(item.count for item in board.waiting)
        self.waiting_count.setText(f"{len(board.waiting)} 类 {total} 件" if board.waiting else "")
        self._show_backup(board.backup)
        known = board.figures
        self.figures.setText(
            f"{known.communities} 个村、社区，{known.party_orgs} 个党组织，{known.persons} 人；"
            f"{known.meetings} 次测评会，{known.ballots} 张票。"
        )
        self._say(board)

    def _say(self, board: Dashboard) -> None:
        words = _summary(board)
        self.head.set_note(words)
        late = len(board.status.late) if board.status else 0
        self.status(*(part for part in (f"{late} 项逾期" if late else "", _near(board)) if part))

    def _show_phases(self, status: CampaignStatus | None) -> None:
        clear(self.cards)
        for place, phase in enumerate(status.phases if status else ()):
            card = PhaseCard(place, phase)
            card.pressed.connect(lambda: self.shell.show_tab("campaigns"))
            self.cards.addWidget(card, 1)

    def _show_backup(self, state: BackupState) -> None:
        clear(self.backup_card)
        good = state.last is not None and not state.old
        sign = SignLabel(Sign.DISC if good else Sign.WARNING, State.DONE if good else State.SOON, 20)
        across = row(gap=10)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        across.addLayout(words, 1)
        title = "本机备份正常" if good else "备份已过 7 天" if state.last else "还没有备份"
        words.addWidget(Label(title, "strong"))
        if state.last is not None:
            when = f"{state.last.month}月{state.last.day}日 {state.last:%H:%M}"
            words.addWidget(Label(f"{when}，共 {state.copies} 份，已核对可恢复", "small", wrap=True))
        else:
            words.addWidget(Label("关闭程序时会自动备份，也可以现在备份。", "small", wrap=True))
        self.backup_card.addLayout(across)
        buttons = row(gap=8)
        for name in ("home.backup", "home.backup_to"):
            buttons.addWidget(ActionButton(self.shell.registry, name))
        buttons.addStretch(1)
        self.backup_card.addLayout(buttons)

    # ------------------------------------------------------------ acting

    def back_up(self) -> None:
        """Make a backup beside the data."""
        self.runner.run(self.office.upkeep.backup, then=self._backed_up, what="正在备份")

    def back_up_to(self) -> None:
        """Make a backup in a folder the clerk chooses."""
        folder = self.shell.desk.choose_folder(self, "备份到哪个文件夹", "")
        if folder:
            self.runner.run(self.office.upkeep.backup, Path(folder), then=self._backed_up, what="正在备份")

    def _backed_up(self, done: Outcome[Path]) -> None:
        folder = str(done.value.parent)
        self.shell.say(
            f"已备份并核对：{done.value.name}", Link("打开文件夹", lambda: self.shell.desk.show_file(folder))
        )

    def go(self, target: Any) -> None:
        """Nothing on this page needs finding."""


def _headed(title: str, note: QWidget | None = None, *right: QWidget) -> Any:
    across = row(gap=10)
    across.setContentsMargins(0, 0, 0, px(8))
    across.addWidget(Label(title, "section"))
    if note is not None:
        across.addWidget(note)
    across.addStretch(1)
    for widget in right:
        across.addWidget(widget)
    return across


def _due_line(task: TaskProgress, board: Dashboard) -> Line:
    note = days_note(task, board.today)
    end = task.task.end
    if not note and end is not None:
        note = f"还有 {(end - board.today).days} 天"
    near = end is not None and (end - board.today).days <= 7
    state = State.OVERDUE if task.late else State.SOON if near else State.IDLE
    return Line(
        title=task_title(task),
        note=_missing(task, board.status),
        figure=spaced(task.share),
        target=task.task.id,
        chip=Chip(note, state),
        who="、".join(task.task.owners),
        when=task.task.due_text,
    )


def _missing(task: TaskProgress, status: CampaignStatus | None) -> str:
    names = {unit.community.id: unit.community.name for unit in status.units} if status else {}
    late = [names[unit] for unit in task.late_units if unit in names]
    if not late:
        return ""
    if len(late) == task.share.total:
        return "各村、社区都未完成"
    return "、".join(late[:3]) + (f"等 {len(late)} 个" if len(late) > 3 else "") + "未完成"


def _waiting_line(item: Waiting) -> Line:
    return Line(item.title, item.note, str(item.count), (item.tab, item.target or None), icon=item.icon)


def _near(board: Dashboard) -> str:
    status = board.status
    near = status.due_within(7) if status else ()
    return f"{len(near)} 项本周到期" if near else ""


def _summary(board: Dashboard) -> str:
    if board.status is None:
        return ""
    late, near = len(board.status.late), _near(board)
    parts = [f"{late} 项逾期" if late else "没有逾期", near]
    done = percent(board.status.share.fraction, 0)
    return "，".join(part for part in parts if part) + f"；{len(board.status.units)} 个村、社区总进度 {done}"
