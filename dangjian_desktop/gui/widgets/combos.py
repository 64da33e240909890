"""Boxes the wheel leaves alone (rolled over them, it scrolls the page), and lists of words under a line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QCompleter, QLineEdit, QSpinBox


class Combo(QComboBox):
    """Chooses one of a list."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page; the open list has its own."""
        event.ignore()


class Spin(QSpinBox):
    """Takes a whole number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def suggest(editor: QLineEdit, words: Iterable[str]) -> None:
    """List under ``editor`` those of ``words`` that hold what is typed; Enter takes one and ends."""
    completer = QCompleter(list(words), editor)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    editor.setCompleter(completer)
    shown = completer.popup()
    if shown is not None:
        shown.installEventFilter(_OneEnter(editor, shown))


class _OneEnter(QObject):
    """Passes Enter from the list of words on to the line: Qt goes past who watches the line's keys."""

    def __init__(self, editor: QLineEdit, shown: QAbstractItemView) -> None:
        super().__init__(editor)
        self.editor, self.shown = editor, shown

    def eventFilter(self, _shown: QObject, event: QEvent) -> bool:
        """Take the word that is lit up, if one is, close the list and let the line have the key."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        chosen = self.shown.currentIndex()
        self.shown.hide()
        if chosen.isValid():
            self.editor.setText(str(chosen.data()))
        QApplication.sendEvent(self.editor, event)
        return True
