"""导入测评票: what a table would store, and what is wrong in it cell by cell, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballots import BallotStatus
from dangjian_desktop.domain.entries import FIRST, SECOND
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Pages, column, row
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.services.ballot_import import BallotPlan
from dangjian_desktop.services.ballot_problems import Problem, problems_of

CHIPS = {True: (State.WRONG, Sign.SQUARE_CROSS), False: (State.SOON, Sign.WARNING)}


def _chip(one: Problem) -> Chip:
    return Chip(one.outcome, *CHIPS[one.refused])


COLUMNS: tuple[Column[Problem], ...] = (
    Column("cell", "单元格", lambda p: p.cell, 84, searched=True, sort=lambda p: p.number),
    Column("sheet", "工作表", lambda p: p.sheet, 110, filter=True, tip=lambda p: p.sheet),
    Column("field", "栏目", lambda p: p.field, 150, filter=True, searched=True, tip=lambda p: p.field),
    Column("outcome", "处理", lambda p: p.outcome, 96, chip=_chip, filter=True),
    Column("problem", "问题", lambda p: p.problem, 330, searched=True, tip=lambda p: p.problem),
    Column("remedy", "怎么办", lambda p: p.remedy, 330, searched=True, tip=lambda p: p.remedy),
    Column("file", "文件", lambda p: p.file, 150, tip=lambda p: p.file, muted=True),
)


class ImportPage(QWidget):
    """Shows a :class:`BallotPlan`; Ctrl+Alt+I stores it, Esc leaves. Where papers are typed twice, ``entry``
    says as which entry they are read."""

    left = Signal()
    applied = Signal()
    entry_asked = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.plan: BallotPlan | None = None
        self.setAccessibleName(words.IMPORT)
        self.head = TitleRow(words.IMPORT)
        self.head.add_button(ActionButton(shell.registry, "ballots.export_problems"))
        back, self.apply = Button(words.BACK_TO_LIST, "undo"), Button("", "import", "primary")
        back.setToolTip(words.BACK_TIP)
        back.clicked.connect(self.left)
        self.apply.setToolTip(words.IMPORT_TIP)
        self.apply.clicked.connect(self.applied)
        self.head.add_button(back)
        self.head.add_button(self.apply)
        body = column(self)
        body.addWidget(self.head)
        self.counts, self.note = Label("", "strong", wrap=True), Label("", "note", wrap=True)
        for label in (self.counts, self.note):
            label.setContentsMargins(px(24), px(10), px(24), 0)
            body.addWidget(label)
        entries = {FIRST: words.FIRST_ENTRY, SECOND: words.SECOND_ENTRY}
        self.entry = Segmented([Segment(str(n), name) for n, name in entries.items()], words.IMPORT_AS)
        self.entry.chosen.connect(lambda chosen: self.entry_asked.emit(int(chosen)))
        across = row(margins=(24, 10, 24, 0))
        across.addWidget(self.entry)
        across.addStretch(1)
        body.addLayout(across)
        body.addSpacing(px(10))
        self.model = RowsModel(COLUMNS, key=lambda one: one.number)
        self.grid = Grid(self.model, shell.settings, "ballots.import")
        self.grid.setAccessibleName(words.PROBLEMS)
        self.pages = Pages()
        self.pages.addWidget(self.grid)
        self.pages.addWidget(EmptyPlace("check", words.NO_PROBLEMS, words.NO_PROBLEMS_NOTE))
        body.addWidget(self.pages, 1)

    def show_plan(self, plan: BallotPlan, form: BallotForm, title: str, *, twice: bool) -> None:
        """Show what would be stored into the meeting ``title``, and what would not and why."""
        self.plan = plan
        self.entry.setVisible(twice)
        self.entry.choose(str(plan.entry), silent=True)
        problems = problems_of(plan)
        self.head.set_note(words.IMPORT_INTO.format(file=plan.file, title=title))
        count = len(plan.drafts)
        self.apply.setText(words.IMPORT_COUNT.format(count=count))
        self.apply.setEnabled(count > 0)
        read = words.IMPORT_ROWS.format(rows=count + plan.refused, count=count, refused=plan.refused)
        told = sum(not one.refused for one in problems)
        self.counts.setText(read + (words.IMPORT_TOLD.format(count=told) if told else "") + "。")
        self.note.setText(_said_of_groups(plan, form))
        self.note.setVisible(count > 0)
        self.model.set_rows(problems)
        self.pages.setCurrentIndex(0 if problems else 1)
        if problems:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.setFocusProxy(self.grid if problems else self.apply)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _said_of_groups(plan: BallotPlan, form: BallotForm) -> str:
    """Say how many papers of whom, and how many are invalid."""
    parts = []
    for group in form.groups:
        count = sum(draft.group == group.code for draft in plan.drafts)
        parts += [words.IMPORT_GROUP.format(group=group.name, count=count)] if count else []
    invalid = sum(draft.status is BallotStatus.INVALID for draft in plan.drafts)
    return "、".join(parts) + (words.IMPORT_INVALID.format(count=invalid) if invalid else "") + "。"
