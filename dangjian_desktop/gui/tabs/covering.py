"""Puts a preview in the place of a tab's own widgets, and takes it away again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.importing.page import KINDS, Given, ImportPage, Ways
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.tabs.base import Tab

STATUS = ("预览中，尚未写入", "源文件只读，不改动")


class Cover(QObject):
    """A preview lying over a tab: what was shown before is hidden, and shown again when it leaves."""

    def __init__(self, tab: Tab, ways: Ways) -> None:
        super().__init__(tab)
        self.tab = tab
        self.words = tab.words
        children = tab.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self.hidden = [one for one in children if not one.isHidden() and not one.isWindow()]
        self.focused: QWidget | None = tab.focusWidget()
        self.stretches = [tab.column.stretch(place) for place in range(tab.column.count())]
        for one in self.hidden:
            one.hide()
        for place in range(len(self.stretches)):
            tab.column.setStretch(place, 0)  # an empty place with a stretch would take its share
        self.page = ImportPage(ways, tab.shell)
        tab.column.addWidget(self.page, 1)
        self.page.left.connect(self.leave)
        tab.status(*STATUS)
        tab.shell.page_turned.emit()

    def leave(self) -> None:
        """Take the preview away."""
        tab = self.tab
        tab.column.removeWidget(self.page)
        self.page.hide()
        self.page.deleteLater()
        for place, stretch in enumerate(self.stretches):
            tab.column.setStretch(place, stretch)
        for one in self.hidden:
            one.show()
        tab.status(*self.words)
        tab.shell.page_turned.emit()
        (tab if self.focused is None else self.focused).setFocus()
        self.deleteLater()


def cover_of(tab: Tab) -> ImportPage | None:
    """Return the preview lying over a tab, or None."""
    pages = tab.findChildren(ImportPage, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next((page for page in pages if not page.isHidden()), None)


def begin(tab: Tab, ways: Ways, given: Given | None = None) -> ImportPage | None:
    """Ask for a file (unless ``given``) and show its preview over ``tab``; None when no file was chosen."""
    if given is None:
        folder = tab.shell.settings.get(LAST_FOLDER)
        chosen = tab.shell.desk.open_file(tab, ways.title, KINDS, folder)
        if not chosen:
            return None
        given = Path(chosen)
    page = cover_of(tab) or Cover(tab, ways).page
    page.read(given)
    return page
