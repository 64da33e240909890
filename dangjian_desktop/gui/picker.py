"""生僻字: a small box over the window that finds a rare character and puts it where the cursor was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from dangjian_desktop.gui.candidates import ROWS, SEEKING, CandidateList
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.delegates import LENT
from dangjian_desktop.gui.widgets.layouts import column, fixed_height, row
from dangjian_desktop.gui.widgets.words import IconLabel, KeyCap, Label

if TYPE_CHECKING:
    from dangjian_desktop.services.characters import Candidates

FIELD, FOOT, WIDTH, GAP = 48, 38, 620, 4
HINT = "部件（龙天）、拼音、笔画（9画）、部首加笔画（金7）或编码"
KEYS = ((("↑", "↓"), "选，再按数字直接填入"), (("Enter",), "填入"), (("Esc",), "关闭"))
DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_1.value + ROWS)

Target = QLineEdit | QPlainTextEdit | QTextEdit
Ask = Callable[[str, Callable[["Candidates"], object]], object]


def text_target() -> Target | None:
    """Return the text field that has the cursor; a cell in hand that can be typed in is opened first."""
    here = QApplication.focusWidget()
    if isinstance(here, QAbstractItemView) and here.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
        here.edit(here.currentIndex())
        here = QApplication.focusWidget()
    if isinstance(here, QComboBox):
        here = here.lineEdit()
    writable = isinstance(here, (QLineEdit, QPlainTextEdit, QTextEdit)) and not here.isReadOnly()
    return here if writable else None  # type: ignore[return-value]


class CharacterPicker(QWidget):
    """Lies over the window, unseen but for its box; Esc or a press beside the box closes it.

    The field it fills is lent meanwhile: it keeps its text, cursor and selection, and a cell its editor.
    """

    def __init__(self, window: QWidget, ask: Ask) -> None:
        super().__init__(window)
        self.ask = ask
        self.target: Target | None = None
        self.by_digit = False
        self.box = QFrame(self)
        self.box.setObjectName("picker")
        self.list = CandidateList()
        self.list.taken.connect(self.put)
        outer = column(self.box)
        outer.addWidget(self._field_row())
        outer.addWidget(self.list)
        outer.addWidget(self._foot())
        self.field.textChanged.connect(self.look)
        self.field.installEventFilter(self)
        self.hide()

    def _field_row(self) -> QWidget:
        place = QWidget()
        fixed_height(place, FIELD)
        across = row(place, (16, 0, 16, 0), gap=12)
        across.addWidget(IconLabel("search", side=18))
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setAccessibleName("找生僻字")
        self.field.setPlaceholderText(HINT)
        across.addWidget(self.field, 1)
        return place

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("paletteFoot")
        fixed_height(foot, FOOT)
        across = row(foot, (16, 0, 16, 0), gap=6)
        for caps, words in KEYS:
            for cap in caps:
                across.addWidget(KeyCap(cap))
            across.addWidget(Label(words, "small"))
            across.addSpacing(px(8))
        across.addStretch(1)
        self.total = Label("", "small")
        across.addWidget(self.total)
        return foot

    # ------------------------------------------------------------ opening and closing

    def open(self, target: Target) -> None:
        """Show, empty, beside ``target``, ready to type."""
        self.target = target
        target.setProperty(LENT, True)
        self.field.clear()
        self.look("")
        self._place(target)
        # A popup's focus leaves the field lent as it is: no 编辑完成, no selection lost.
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, target: Target) -> None:
        width = min(px(WIDTH), self.width() - px(16))
        height = px(FIELD) + self.list.height_needed() + px(FOOT)
        corner = self.mapFromGlobal(target.mapToGlobal(QPoint(0, target.height() + px(GAP))))
        left = max(px(8), min(corner.x(), self.width() - width - px(8)))
        top = corner.y()
        if top + height > self.height():
            above = corner.y() - target.height() - 2 * px(GAP) - height
            top = above if above >= 0 else max(0, self.height() - height)
        self.box.setGeometry(QRect(left, top, width, height))

    def shut(self) -> None:
        """Hide and give the field back."""
        self.hide()
        target, self.target = self.target, None
        if target is not None and isValid(target):
            target.setFocus(Qt.FocusReason.PopupFocusReason)
            target.setProperty(LENT, False)

    def put(self, char: str) -> None:
        """Write ``char`` at the cursor of the field, as if typed, and close."""
        target = self.target
        self.shut()
        if target is not None and isValid(target):
            typed = QInputMethodEvent()
            typed.setCommitString(char)
            QApplication.sendEvent(target, typed)

    # ------------------------------------------------------------ finding

    def look(self, typed: str) -> None:
        """Find what ``typed`` means."""
        self.by_digit = False
        if typed.strip():
            self.total.setText(SEEKING)
            if not self.list.rows:
                self.list.seek()
            self.ask(typed, lambda found: self.show_found(typed, found))
        else:
            self.list.show_rows((), asked=False)
            self.total.setText("")

    def show_found(self, typed: str, found: Candidates) -> None:
        """Show what was found, unless something else has been typed since."""
        if typed != self.field.text() or not self.isVisible():
            return
        self.list.show_rows(found.found, asked=True)
        shown = len(found.found)
        self.total.setText(f"{shown} / {found.total} 字" if shown < found.total else f"{shown} 字")

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list while the field has the cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.take_key(event.key())
        return False

    def take_key(self, key: int) -> bool:
        """Act on a key; tell whether it was one of the list's."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS,
        }  # fmt: skip
        if key in steps:
            self.by_digit = bool(self.list.rows)
            self.list.move_by(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.take()
        elif key == Qt.Key.Key_Escape:
            self.shut()
        elif self.by_digit and key in DIGITS:
            self.list.take(self.list.first + key - Qt.Key.Key_1.value)
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press beside the box."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.shut()
