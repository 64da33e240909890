"""Short ways to lay widgets out; spacing follows the zoom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dangjian_desktop.gui.theme import ZoomFollower, px, soft_px

L = TypeVar("L", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
NONE: Margins = (0, 0, 0, 0)


class Rescaler(ZoomFollower):
    """Sets a layout's margins and spacing again when the zoom changes."""

    def __init__(self, owner: QWidget, layout: QLayout, margins: Margins, gap: int) -> None:
        super().__init__(owner)
        self.layout_in_hand, self.margins, self.gap = layout, margins, gap
        self.rescale()

    def rescale(self) -> None:
        """Set margins and spacing to the zoom."""
        left, top, right, bottom = (px(length) if length else 0 for length in self.margins)
        self.layout_in_hand.setContentsMargins(left, top, right, bottom)
        self.layout_in_hand.setSpacing(px(self.gap) if self.gap else 0)


def column(parent: QWidget | None = None, margins: Margins = NONE, gap: int = 0) -> QVBoxLayout:
    """Return a column of widgets (on ``parent`` when given)."""
    return _kept(QVBoxLayout() if parent is None else QVBoxLayout(parent), parent, margins, gap)


def row(parent: QWidget | None = None, margins: Margins = NONE, gap: int = 8) -> QHBoxLayout:
    """Return a row of widgets (on ``parent`` when given)."""
    return _kept(QHBoxLayout() if parent is None else QHBoxLayout(parent), parent, margins, gap)


def _kept(layout: L, parent: QWidget | None, margins: Margins, gap: int) -> L:
    if parent is not None:
        Rescaler(parent, layout, margins, gap)
    else:
        layout.setContentsMargins(*(px(length) if length else 0 for length in margins))
        layout.setSpacing(px(gap) if gap else 0)
    return layout


def frame(kind: str) -> QFrame:
    """Return a frame of the style sheet's ``kind``: card, plate, pane, foot, head-strip, quote…"""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


class Fixed(ZoomFollower):
    """Keeps a size of a widget (given at 100 %) in step with the zoom; ``soft``: as far as need be."""

    def __init__(
        self, owner: QWidget, set_size: Callable[[int], object], length: int, *, soft: bool = False
    ) -> None:
        super().__init__(owner)
        self.set_size, self.length, self.soft = set_size, length, soft
        self.rescale()

    def rescale(self) -> None:
        """Set the size to the zoom."""
        self.set_size(soft_px(self.length) if self.soft else px(self.length))


def fixed_height(widget: QWidget, height: int) -> None:
    """Hold ``widget`` at ``height`` px (100 %)."""
    Fixed(widget, widget.setFixedHeight, height)


def fixed_width(widget: QWidget, width: int) -> None:
    """Hold ``widget`` at ``width`` px (100 %)."""
    Fixed(widget, widget.setFixedWidth, width)


class Pages(QStackedWidget):
    """Pages in one place; only the one shown says how little room will do."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return what the page shown needs."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        """Return that the height does not follow the width: pages take what there is and scroll."""
        return -1


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
