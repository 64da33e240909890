"""Line icons from SVG, recoloured when loaded and sharp at every zoom and density."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.kernel.paths import resources_folder

SOURCE_COLOUR = COLOURS.icon_source
NAMES_FOLDER = "icons"


@lru_cache(maxsize=256)
def drawing(name: str, colour: str) -> QSvgRenderer:
    """Return the renderer of icon ``name`` with every line in ``colour``."""
    text = (resources_folder() / NAMES_FOLDER / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(text.replace(SOURCE_COLOUR, colour).encode()))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str = COLOURS.ink2) -> None:
    """Draw icon ``name`` into ``rect``."""
    drawing(name, colour).render(painter, rect)


class LineIcon(QIconEngine):
    """Draws one SVG icon: its colour, another when disabled."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self.name, self.colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the size asked for, at the painter's density."""
        colour = COLOURS.disabled if mode is QIcon.Mode.Disabled else self.colour
        paint_icon(painter, QRectF(rect), self.name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw into a transparent pixmap of ``size``."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Draw into a transparent pixmap of ``size``, ``scale`` device pixels to each of its own."""
        image = QImage(size * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(scale)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks when an icon is changed."""
        return LineIcon(self.name, self.colour)


def icon(name: str, colour: str = COLOURS.ink2) -> QIcon:
    """Return icon ``name`` in ``colour``; an empty name gives an empty icon."""
    return QIcon(LineIcon(name, colour)) if name else QIcon()
