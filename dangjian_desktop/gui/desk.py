"""The real file dialogs and the system's opener."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


class SystemDesk:
    """Asks through the system's dialogs, opens with the system's programs."""

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: str) -> str:
        """Ask for a file to read; empty when the clerk closed the dialog."""
        return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]

    def save_file(self, parent: QWidget, title: str, kinds: str, path: str) -> str:
        """Ask for a file to write; empty when the clerk closed the dialog."""
        return QFileDialog.getSaveFileName(parent, title, path, kinds)[0]

    def choose_folder(self, parent: QWidget, title: str, folder: str) -> str:
        """Ask for a folder; empty when the clerk closed the dialog."""
        return QFileDialog.getExistingDirectory(parent, title, folder)

    def show_file(self, path: str) -> bool:
        """Open a file or folder with the system's program for it."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(path))
