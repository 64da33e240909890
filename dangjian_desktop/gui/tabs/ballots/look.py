"""The look the typing screen's painted parts share: its own scale, fonts that fit, frames, the tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from dangjian_desktop.gui.theme import zoom_percent
from dangjian_desktop.gui.tokens import COLOURS, FAMILIES

GROUND = COLOURS.typing_ground
HEAD_GROUND = COLOURS.typing_head
BOX_EDGE = COLOURS.ballot_edge
PAPER_HEAD = COLOURS.ballot_head

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


PICTURE = (1366, 768)
SMALLEST, LARGEST = 0.8, 1.4


class Scale:
    """Sizes of the typing screen. It fills the window as the picture fills 1366 × 768: a larger window
    gives a larger paper, so the factor follows the window and not only the zoom."""

    def __init__(self) -> None:
        self.factor = 1.0
        self.fonts: dict[tuple[float, bool], QFont] = {}
        self.sizes: dict[tuple[str, float, float, bool, float], QFont] = {}

    def fit(self, width: int, height: int) -> None:
        """Take the size of the window."""
        most = max(LARGEST, zoom_percent() / 100)
        self.factor = max(SMALLEST, min(width / PICTURE[0], height / PICTURE[1], most))
        self.fonts.clear()
        self.sizes.clear()

    def px(self, length: float) -> int:
        """Scale a length of the picture; one pixel stays one pixel."""
        return round(length * self.factor) if length > 1 else round(length)

    def font(self, size: float, bold: bool = False) -> QFont:
        """Return the office font at ``size`` px of the picture, with figures of equal width."""
        made = self.fonts.get((size, bold))
        if made is None:
            made = QFont(list(FAMILIES))
            made.setPixelSize(max(9, round(size * self.factor)))
            made.setBold(bold)
            made.setFeature(QFont.Tag("tnum"), 1)
            self.fonts[size, bold] = made
        return made

    def fitted(self, text: str, size: float, width: float, *, bold: bool = False, least: float = 13) -> QFont:
        """Return the font of ``size`` px, smaller where ``text`` would be wider than ``width``."""
        key = (text, size, width, bold, least)
        used = self.sizes.get(key)
        if used is None:
            used = self.font(size, bold)
            while size > least and QFontMetricsF(used).horizontalAdvance(text) > width:
                size -= 1
                used = self.font(size, bold)
            self.sizes[key] = used
        return used


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    used: QFont,
    colour: str = COLOURS.ink,
    flags: Qt.AlignmentFlag = LEFT,
) -> None:
    """Write one line, ended with … where it is too long."""
    painter.setFont(used)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
    painter.drawText(rect, int(flags), shown)


def write_whole(painter: QPainter, rect: QRectF, text: str, used: QFont, smaller: QFont, colour: str) -> None:
    """Write one line, or in ``smaller`` letters as many as fit where it is too long."""
    if QFontMetricsF(used).horizontalAdvance(text) <= rect.width():
        write(painter, rect, text, used, colour)
        return
    painter.setFont(smaller)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(LEFT) | int(Qt.TextFlag.TextWrapAnywhere), text)


def box(painter: QPainter, rect: QRectF, edge: str, width: float, ground: str, radius: float = 6) -> None:
    """Draw a rounded frame with its line wholly inside ``rect``."""
    half = width / 2
    painter.setPen(QPen(QColor(edge), width) if width else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def card(painter: QPainter, rect: QRectF) -> None:
    """Draw the white sheet of one part."""
    box(painter, rect, COLOURS.control_edge, 1, COLOURS.surface, 4)


def tick(painter: QPainter, rect: QRectF) -> None:
    """Draw a chosen box: ink, with a white tick; the same for every answer."""
    box(painter, rect, COLOURS.ink, 0, COLOURS.ink, 5)
    pen = QPen(QColor(COLOURS.surface), rect.width() * 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    side = rect.width()
    at = [(0.25, 0.52), (0.43, 0.70), (0.76, 0.33)]
    painter.drawPolyline(QPolygonF([QPointF(rect.left() + x * side, rect.top() + y * side) for x, y in at]))
