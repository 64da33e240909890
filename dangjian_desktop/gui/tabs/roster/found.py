"""The strip under the title: how the search matched, which filters hold, and a word to drop them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.layouts import fixed_height, row
from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.gui.widgets.words import Label, link


class Lit(QWidget):
    """What is searched for, on the light that marks hits."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.text = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words and a little air."""
        return QSize(QFontMetrics(font(SIZES.note)).horizontalAdvance(self.text) + px(8), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the light and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.search_hit))
        rect = QRectF(0, (self.height() - px(20)) / 2, self.width(), px(20))
        painter.drawRoundedRect(rect, px(3), px(3))
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text)


class FoundStrip(QFrame):
    """Hidden while nothing is searched or filtered."""

    def __init__(self, clear: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "head-strip")
        fixed_height(self, 32)
        across = row(self, (SIZES.margin - 1, 0, SIZES.margin, 0), gap=6)
        self.how, self.lit, self.words = Label("", "note"), Lit(), Label("", "note")
        self.filters = Label("", "note")
        for widget in (self.how, self.lit, self.words):
            across.addWidget(widget)
        across.addWidget(self.filters)
        across.addWidget(link("清除筛选", clear))
        across.addStretch(1)
        self.hide()

    def show_model(self, model: RowsModel[Any], unit: str) -> None:
        """Say how the search of a list matched, counted in ``unit``, and which of its columns filter."""
        titles = {f"column:{column.id}": column.title for column in model.every}
        filters = [titles[name] for name in model.filters if name in titles]
        counts = model.found_in()
        by_column = {one.title: counts[one.title] for one in model.every if one.title in counts}
        self.show_found(model.query, by_column, unit, filters, initials=model.by_initials())

    def show_found(
        self, query: str, counts: Mapping[str, int], unit: str, filters: list[str], *, initials: bool
    ) -> None:
        """Say how ``query`` matched (``initials``: a letter for each character) and which columns filter."""
        self.setVisible(bool(query or filters))
        by_sound = query.isascii() and query.isalnum() and not query.isdecimal()
        self.how.setText(("首字母" if initials else "拼音") if by_sound else "查找")
        self.lit.show_text(query)
        self.lit.setVisible(bool(query))
        self.how.setVisible(bool(query))
        parts = [f"{title} {count} {unit}" for title, count in counts.items()]
        self.words.setText("，".join(parts) if parts else "没有找到，换几个字或只输首字母")
        self.words.setVisible(bool(query))
        gap = "　" if query else ""
        self.filters.setText(f"{gap}已筛选：{'、'.join(filters)}" if filters else "")
        self.filters.setVisible(bool(filters))
