"""A drawing as a picture with its title, for the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES

TITLE, MARGIN = 44, 16


def titled(title: str, room: QSize, draw: Callable[[QPainter, QRectF], object], scale: float) -> QPixmap:
    """Return what ``draw`` draws into ``room`` under a title, ``scale`` times as dense as the screen."""
    size = QSize(room.width() + px(2 * MARGIN), room.height() + px(TITLE + 14))
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(QColor(COLOURS.surface))
    painter = QPainter(made)
    painter.setFont(font(SIZES.section, bold=True))
    painter.setPen(QColor(COLOURS.ink))
    painter.drawText(QRectF(px(MARGIN), px(10), size.width(), px(24)), Qt.AlignmentFlag.AlignVCenter, title)
    draw(painter, QRectF(px(MARGIN), px(TITLE), room.width(), room.height()))
    painter.end()
    return made
