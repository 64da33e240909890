"""Keys of a field are the same on every system: on Linux Ctrl+D, E, K and U are the commands', too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit, QWidget

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox)
TAKEN = frozenset({Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U})
"""With Ctrl, Qt's fields take these on X11 to move and delete as a terminal does; on Windows they do not."""


class PlainKeys(QObject):
    """Stands before the field that has the keyboard, and leaves these keys to the commands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, FIELDS):
            before.removeEventFilter(self)
        if isinstance(now, FIELDS):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys from the field: a command that has one runs, where none has it nothing happens."""
        if not isinstance(event, QKeyEvent) or event.key() not in TAKEN:
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        event.ignore()
        return event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
