"""The field for words written on a ballot: Enter takes them, Esc leaves what stood before."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
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

    def fill(self, place: QRect) -> None:
        """Lie over ``place`` as a whole: the fields of the window have one height, this one the paper's."""
        inner = place.height() - 2  # without the edge
        self.setStyleSheet(f"QLineEdit {{ min-height: {inner}px; max-height: {inner}px; }}")
        self.setGeometry(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc; every other key is for the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.written.emit(" ".join(self.text().split()))
        elif event.key() == Qt.Key.Key_Escape:
            self.written.emit(self.before)
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
