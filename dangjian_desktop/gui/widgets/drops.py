"""A file dragged onto a widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Lets ``owner`` take one file at a time; ``dropped`` carries its path."""

    dropped = Signal(object)  # Path

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        owner.setAcceptDrops(True)
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept one local file and say which."""
        if isinstance(event, QDragEnterEvent | QDropEvent):
            path = one_file(event)
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(path)
                return True
        return False


def one_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Return the one file dragged here, or None."""
    urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
