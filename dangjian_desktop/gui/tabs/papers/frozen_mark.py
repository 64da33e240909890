"""The mark of a paper that is frozen (定稿): since when, what it means, a word to press to mend it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame

from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.gui.widgets.words import IconLabel, Label, link


class FrozenMark(QFrame):
    """A strip over what cannot be typed into; ``thaw`` is what its word 取消定稿 does."""

    def __init__(self, thaw: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "strip-done")
        across = row(self, (10, 7, 10, 7), gap=8)
        across.addWidget(IconLabel("lock", COLOURS.ink2, 16))
        self.words = Label("", "note", wrap=True)
        across.addWidget(self.words, 1)
        self.thaw = link("取消定稿", thaw)
        self.thaw.setToolTip("接着改；定稿的那一版仍保留（Ctrl+Shift+F）")
        across.addWidget(self.thaw)
        self.hide()

    def show_day(self, day: date | None, common: bool) -> None:
        """Show since when the paper is frozen, None: not at all; ``common``: its words go to many."""
        said = "每份都照这一稿，只换收件人" if common else "打印和导出 PDF 一字不差"
        self.words.setText(f"{day.isoformat()} 已定稿，{said}。要改请先取消定稿。" if day else "")
        self.setAccessibleName(self.words.text())
        self.setVisible(day is not None)
