"""Boxes the wheel leaves alone (rolled over them, it scrolls the page), and lists of words under a line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from dangjian_desktop.gui.theme import px


class Combo(QComboBox):
    """Chooses one of a list."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page; the open list has its own."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of commands to the window; Qt would look for a choice that begins with them."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.text() and not self.isEditable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """End a choice that is too long for the box in …, where Qt cuts through a character."""
        if self.isEditable():
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        which, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(which, option, part, self).width() - px(2)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(which, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class Spin(QSpinBox):
    """Takes a whole number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def combo() -> QComboBox:
    """Return a list of choices that never asks for more room than there is."""
    box = Combo()
    box.setMaxVisibleItems(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def suggest(editor: QLineEdit, words: Iterable[str]) -> None:
    """List under ``editor`` those of ``words`` that hold what is typed; Enter takes one and ends."""
    completer = QCompleter(list(words), editor)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    list_below(editor, completer, ends=True)


def list_below(editor: QLineEdit, completer: QCompleter, *, ends: bool = False) -> None:
    """Let ``completer`` list its words under ``editor``, in the look of the list of a box.

    Enter takes the word that is lit up and nothing more; where it ``ends``, the line has the key as well.
    """
    editor.setCompleter(completer)
    shown = dressed_list(completer)
    shown.installEventFilter(_OneEnter(editor, completer, shown, ends=ends))


def dressed_list(completer: QCompleter) -> QAbstractItemView:
    """Make the list of ``completer``, in the look of the list of a box."""
    shown = QListView()
    shown.setProperty("kind", "offered")
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long words end in …
    completer.setPopup(shown)
    return shown


class _OneEnter(QObject):
    """Says what Enter does in the list of words: Qt goes past who watches the line's keys."""

    def __init__(
        self, editor: QLineEdit, completer: QCompleter, shown: QAbstractItemView, *, ends: bool
    ) -> None:
        super().__init__(editor)
        self.editor, self.completer, self.shown, self.ends = editor, completer, shown, ends

    def eventFilter(self, _shown: QObject, event: QEvent) -> bool:
        """Take the word that is lit up, if one is, close the list; the line has the key where it ends."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        chosen = self.shown.currentIndex()
        self.shown.hide()
        if chosen.isValid():
            self.editor.setText(str(chosen.data()))
            self.completer.activated.emit(self.editor.text())
        if self.ends or not chosen.isValid():
            QApplication.sendEvent(self.editor, event)
        return True
