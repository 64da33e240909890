"""Bringing files and pasted text into 花名册."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from dangjian_desktop.gui.importing.page import Given, ImportPage, Ways, quietly
from dangjian_desktop.gui.tabs.covering import begin
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.services.import_views import ImportView, roster_view
from dangjian_desktop.services.importing import pasted

VOTERS = "voters"  # the kind of file, and the name of the page aside

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.base import Tab
    from dangjian_desktop.services.office import Office
    from dangjian_desktop.services.roster_import import RosterPlan


def begin_import(tab: Tab, given: Path | str | None = None) -> ImportPage | None:
    """Ask for a file (unless ``given``) and show over ``tab`` what importing it would do."""
    asides = getattr(tab, "asides", None)
    kind = VOTERS if asides is not None and asides.shown() == VOTERS else ""
    return begin(tab, roster_ways(tab.office, kind), given)


def begin_pasted(tab: Tab) -> ImportPage | None:
    """Show what importing the text on the clipboard would do."""
    held = QGuiApplication.clipboard().mimeData()
    text = pasted(held.text(), held.html())
    if not text.strip():
        tab.shell.say("剪贴板里没有文字。请先在 Excel、Word 或网页里复制整个表格。", state=State.SOON)
        return None
    return begin_import(tab, text)


def roster_ways(office: Office, kind: str = "") -> Ways:
    """Return how roster files are previewed and stored; ``kind`` says what they hold where it is known."""

    def preview(given: Given, _year: int | None) -> RosterPlan:
        return office.imports.preview(given, kind)

    apply = quietly(partial(office.imports.apply, learn=True))
    return Ways("导入花名册", preview, roster_view, apply, _done, imports=office.imports)


def _done(view: ImportView) -> str:
    return f"已导入：{view.will}。"
