"""The field for words written on a ballot: Enter takes them, Esc leaves what stood before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

MOST = 500


class RemarkField(QLineEdit):
    """Lies over the paper where the words stand; ``written`` carries them, once."""

    written = Signal(str)

    def __init__(self, parent: QWidget, text: str, question: str) -> None:
        super().__init__(text, parent)
        self.before = text
        self.setMaxLength(MOST)
        self.setAccessibleName(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc; every other key is for the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.written.emit(" ".join(self.text().split()))
        elif event.key() == Qt.Key.Key_Escape:
            self.written.emit(self.before)
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
