"""What the pages behind the rating list share: the way back, a grid, a pane, and forms typed in the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpacerItem,
    QStackedWidget,
    QWidget,
)

from dangjian_desktop.domain.written_dates import whole_day
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.asking import LABEL, AskForm
from dangjian_desktop.gui.theme import px, zoom_percent
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.fitting import with_room
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, fixed_height, frame, row
from dangjian_desktop.gui.widgets.panes import Pane, Section, beside
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, KeyCap, Label

R = TypeVar("R")
NOTE = 90  # room the words in the head are left at least
BAD_DAY = "日期请写成 2012-04-21 的样子。"
CENTURY = date(2099, 12, 31)  # a year of two digits is one of this century


def typed_day(text: str) -> date | None:
    """Read a day as clerks type it: 2012-04-21, 2012.4.21, 20120421, 2012年4月21日; None when it is none."""
    return whole_day(text, CENTURY)


def several(hint: str, height: int = 66) -> QPlainTextEdit:
    """Return a field of several lines; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setPlaceholderText(hint)
    fixed_height(made, height)
    return made


def one_line(text: str = "", hint: str = "", most: int = 60) -> QLineEdit:
    """Return a field of one line."""
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    made.setMaxLength(most)
    return made


class PaneForm(AskForm):
    """Fields one under the other with a button that records them; Esc leaves."""

    saved = Signal()
    left = Signal()

    def __init__(self, keep: str, *fields: tuple[str, QWidget]) -> None:
        super().__init__()
        for name, editor in fields:
            self.add(name, editor)
            if isinstance(editor, QLineEdit):
                editor.returnPressed.connect(self.saved.emit)
        self.keep, leave = Button(keep, "check", "primary"), Button("取消")
        self.keep.setToolTip(f"{keep}（Ctrl+Enter）")
        self.keep.clicked.connect(lambda _=False: self.saved.emit())
        leave.clicked.connect(lambda _=False: self.left.emit())
        across = row(gap=8)
        # the buttons stand under the fields; on narrow panes they move to the left
        across.addSpacerItem(
            QSpacerItem(px(LABEL), 0, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        )
        across.addWidget(self.keep)
        across.addWidget(leave)
        across.addStretch(1)
        self.body.addLayout(across)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        editor = self.fields[name].editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText().strip()
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def day(self, name: str, *, empty: bool = False) -> date | None:
        """Return a day; None, with the field marked, when it is none (``empty``: it may be left out)."""
        text = self.text(name)
        if empty and not text:
            return None
        day = typed_day(text)
        if day is None:
            self.fields[name].wrong(BAD_DAY)
        return day

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record on Ctrl+Enter, leave on Esc; a field of one line has said so itself on any Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        enter = enter and not isinstance(self.focusWidget(), QLineEdit)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        else:
            super().keyPressEvent(event)


class WorkPage(QWidget, Generic[R]):
    """A page behind the list: a head with the way back, a grid at the left, a pane at the right.

    ``give_way`` names the columns that go first where there is no room for all; the pane says them.
    """

    give_way: ClassVar[tuple[str, ...]] = ()
    left = Signal()
    noted = Signal(str)  # the words in the head, for the status line
    picked = Signal(str)  # another publication, round, … was chosen in the head

    def __init__(
        self,
        shell: Shell,
        title: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], Any],
        *commands: str,
        grid: str,
        cells: bool = False,
        frozen: int = 1,
    ) -> None:
        super().__init__()
        self.shell = shell
        self.title_words = title
        self.form: PaneForm | None = None
        self.wanted = ""  # what was just made, to be chosen in the head once it is offered
        self.show_again: Callable[[], object] = lambda: None
        outer = column(self)
        outer.addWidget(self._head(title, commands))
        self.model: RowsModel[R] = RowsModel(columns, key)
        self.grid = Grid(self.model, shell.settings, grid, cells=cells, frozen=frozen)
        self.grid.setAccessibleName(title)
        self.grid.viewport().installEventFilter(self)
        self.pane = Pane()
        self.pane.shut.hide()
        outer.addLayout(beside(self.grid, self.pane), 1)

    def _head(self, title: str, commands: Sequence[str]) -> QWidget:
        bar = frame("head-strip")
        across = row(bar, (16, 7, 16, 7), gap=10)
        back = Button("返回名单", "chevron-left", "flat", name="返回名单")
        back.setToolTip("返回名单（Esc）")
        back.clicked.connect(self.left.emit)
        across.addWidget(back)
        across.addWidget(KeyCap("Esc"))
        across.addWidget(Label(title, "section"))
        self.choices = Segmented((), title)
        self.choices.chosen.connect(self.picked.emit)
        self.choices.hide()
        across.addWidget(self.choices)
        self.note = ElidedLabel("", "note")
        across.addWidget(self.note, 1)
        self.actions_shown = [ActionButton(self.shell.registry, name) for name in commands]
        for button in self.actions_shown:
            across.addWidget(button)
        self.bar = bar
        return bar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns into the grid when its size, or the zoom, changes."""
        if event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show the columns there is room for; the cell in hand stays in hand."""
        every = self.model.every
        room = (self.grid.viewport().width() - len(every)) * 100 // zoom_percent()
        names = self.with_room(room)
        if names == tuple(column.id for column in self.model.columns):
            return
        here = self.grid.currentIndex()
        kept, held = self.grid.row_in_hand(), self.model.columns[here.column()].id if here.isValid() else ""
        self.model.show_columns(names)
        if kept is not None:
            line, column = self.model.line_of(self.model.key(kept)), max(0, self.model.column_at(held))
            self.grid.setCurrentIndex(self.model.index(line, column))

    def with_room(self, room: int) -> tuple[str, ...]:
        """Return the ids of the columns that have room in ``room`` px (100 %)."""
        return with_room(self.model.every, room, self.give_way)

    def arrange(self) -> None:
        """Let the buttons of the head show their icons alone where their words leave no room."""
        others = [w for w in self.bar.findChildren(QWidget) if w.parent() is self.bar and not w.isHidden()]
        held = sum(w.sizeHint().width() for w in others if w is not self.note and w not in self.actions_shown)
        words = sum(b.fontMetrics().horizontalAdvance(b.words) + px(58) for b in self.actions_shown)
        short = held + words + px(NOTE) + px(10) * len(others) > self.width()
        for button in self.actions_shown:
            button.shorten(short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head within the page."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the head within the page."""
        super().showEvent(event)
        self.arrange()

    def show_choices(self, segments: Sequence[Segment]) -> None:
        """Offer what can be shown, where there is more than one."""
        self.choices.set_segments(list(segments))
        if self.wanted in self.choices.buttons:
            self.choices.choose(self.wanted, silent=True)
            self.wanted = ""
        self.choices.setVisible(len(segments) > 1)
        self.arrange()

    def say(self, words: str) -> None:
        """Show words in the head and in the status line."""
        self.note.setText(words)
        self.noted.emit(words)

    def buttons(self, *names: str) -> Sequence[QWidget]:
        """Return buttons of commands for the foot of the pane."""
        return [ActionButton(self.shell.registry, name) for name in names]

    def ask(
        self, title: str, form: PaneForm, save: Callable[[], object], hint: str = "", *, whole: bool = False
    ) -> None:
        """Show a form in the pane instead of what was there; ``whole``: it is not about the row in hand."""
        if whole:
            self.pane.show_head(self.title_words)
        self.form = form
        form.saved.connect(save)
        form.left.connect(self.leave_form)
        asked = Section(title)
        if hint:
            asked.add(Label(hint, "hint", wrap=True))
            asked.body.addSpacing(px(6))
        asked.add(form)
        self.pane.show_sections(asked)
        self.pane.show_foot()
        form.begin()
        self.pane.begin_form(form, f"“{title}”")

    def leave_form(self) -> None:
        """Leave the form; the pane shows what it showed before."""
        self.form = None
        self.show_again()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def in_front(self) -> bool:
        """Tell whether this is the page that is shown."""
        stack = self.parentWidget()
        return isinstance(stack, QStackedWidget) and stack.currentWidget() is self

    def typing(self) -> bool:
        """Tell whether a form is open."""
        return self.form is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
