"""The context menu of a text field: the system's, and the picker of rare characters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

PICKER = "window.characters"


def offer_picker(editor: QLineEdit) -> None:
    """Let the context menu of ``editor`` offer 生僻字."""
    editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    editor.customContextMenuRequested.connect(lambda at: _show(editor, at))


def _show(editor: QLineEdit, at: QPoint) -> None:
    menu = editor.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    pick = editor.window().findChild(QAction, PICKER, Qt.FindChildOption.FindDirectChildrenOnly)
    if isinstance(pick, QAction) and pick.isEnabled():
        menu.addSeparator()
        menu.addAction(pick)
    menu.popup(editor.mapToGlobal(at))
