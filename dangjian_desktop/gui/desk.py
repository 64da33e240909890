"""The real file dialogs and the system's opener."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

# Qt's own Chinese lacks these two; systems with a dialog of their own never show them.
LABELS = ((QFileDialog.DialogLabel.LookIn, "位置："), (QFileDialog.DialogLabel.FileType, "文件类型："))


class SystemDesk:
    """Asks through the system's dialogs, opens with the system's programs."""

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: str) -> str:
        """Ask for a file to read; empty when the clerk closed the dialog."""
        asked = QFileDialog(parent, title, at_home(folder), kinds)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        return answer(asked)

    def save_file(self, parent: QWidget, title: str, kinds: str, path: str) -> str:
        """Ask for a file to write; empty when the clerk closed the dialog."""
        start = Path(at_home(path))
        asked = QFileDialog(parent, title, str(start.parent), kinds)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(start.suffix.lstrip("."))
        asked.selectFile(start.name)
        return answer(asked)

    def choose_folder(self, parent: QWidget, title: str, folder: str) -> str:
        """Ask for a folder; empty when the clerk closed the dialog."""
        asked = QFileDialog(parent, title, at_home(folder))
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setOption(QFileDialog.Option.ShowDirsOnly)
        return answer(asked)

    def show_file(self, path: str) -> bool:
        """Open a file or folder with the system's program for it."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def at_home(path: str) -> str:
    """Return ``path``, under the clerk's 文档 when it names no folder of its own."""
    if Path(path).is_absolute():
        return path
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return str(there / path)


def answer(asked: QFileDialog) -> str:
    """Show a dialog; return the one path chosen, or nothing."""
    for label, words in LABELS:
        asked.setLabelText(label, words)
    chosen = asked.selectedFiles() if asked.exec() else []
    asked.deleteLater()
    return chosen[0] if chosen else ""
