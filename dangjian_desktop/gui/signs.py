"""State signs, chips and bars: drawn once here, used by delegates, widgets and boards alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, STATES, State


class Sign(StrEnum):
    """The shape that says a state without colour."""

    NONE = ""
    CHECK = "check"
    DISC = "disc"
    RING_CHECK = "ring-check"
    HALF = "half"
    ARROW = "arrow"
    QUESTION = "question"
    ASK = "ask"
    WARNING = "warning"
    SQUARE_CROSS = "square-cross"
    CROSS = "cross"
    ALARM = "alarm"
    BANG = "bang"
    RING = "ring"
    PLUS = "plus"
    EQUAL = "equal"
    DASH = "dash"
    DOT = "dot"


SIGN_OF: dict[State, Sign] = {
    State.DONE: Sign.DISC,
    State.REVIEW: Sign.RING_CHECK,
    State.DOING: Sign.HALF,
    State.SOON: Sign.QUESTION,
    State.WRONG: Sign.SQUARE_CROSS,
    State.OVERDUE: Sign.ALARM,
    State.IDLE: Sign.RING,
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A word on the tint of its state, with an optional sign before it."""

    text: str
    state: State = State.IDLE
    sign: Sign = Sign.NONE


def paint_sign(painter: QPainter, rect: QRectF, sign: Sign, state: State, on_solid: bool = False) -> None:
    """Draw ``sign`` in the middle of ``rect``, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    if sign is Sign.NONE or side <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(side / 20, side / 20)
    _DRAW[sign](painter, QColor(COLOURS.surface if on_solid else STATES[state].fill))
    painter.restore()


def _pen(colour: QColor, width: float = 2.0) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _disc(painter: QPainter, fill: QColor | None, edge: QColor, radius: float = 8.5) -> None:
    painter.setPen(_pen(edge, 1.7))
    painter.setBrush(QBrush(fill) if fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawEllipse(QPointF(0, 0), radius, radius)


def _check(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2.4))
    _lines(painter, (-6, 0.5), (-2, 4.5), (6, -4.5))


def _small_check(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour))
    _lines(painter, (-4, 0.4), (-1.2, 3.2), (4.2, -3))


def _check_disc(painter: QPainter, colour: QColor) -> None:
    _disc(painter, colour, colour)
    _small_check(painter, QColor(COLOURS.surface))


def _check_ring(painter: QPainter, colour: QColor) -> None:
    _disc(painter, None, colour)
    _small_check(painter, colour)


def _half(painter: QPainter, colour: QColor) -> None:
    _disc(painter, QColor(COLOURS.surface), colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(QRectF(-5.5, -5.5, 11, 11), -90 * 16, 180 * 16)


def _arrow(painter: QPainter, colour: QColor) -> None:
    _disc(painter, QColor(COLOURS.surface), colour)
    painter.setPen(_pen(colour, 1.8))
    _lines(painter, (-3.4, 3.4), (3.2, -3.2))
    _lines(painter, (-1.6, -3.4), (3.4, -3.4), (3.4, 1.6))


def _letter(painter: QPainter, colour: QColor, letter: str, size: int, dy: float = 0.0) -> None:
    used = font(bold=True)
    used.setPixelSize(size)
    painter.setFont(used)
    painter.setPen(colour)
    painter.drawText(QRectF(-10, -10 + dy, 20, 20), Qt.AlignmentFlag.AlignCenter, letter)


def _question(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.setBrush(QColor(COLOURS.surface))
    painter.drawPolygon(QPolygonF([QPointF(0, -9), QPointF(9, 0), QPointF(0, 9), QPointF(-9, 0)]))
    _letter(painter, QColor(STATES[State.SOON].text), "?", 11)


def _ask(painter: QPainter, _colour: QColor) -> None:
    _letter(painter, QColor(STATES[State.SOON].text), "?", 18)


def _triangle(painter: QPainter, fill: QColor, edge: QColor, mark: QColor) -> None:
    painter.setPen(_pen(edge, 1.7))
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([QPointF(0, -8), QPointF(8.8, 7.5), QPointF(-8.8, 7.5)]))
    painter.setPen(_pen(mark, 1.9))
    painter.drawLine(QPointF(0, -2.6), QPointF(0, 2))
    painter.drawPoint(QPointF(0, 5))


def _warning(painter: QPainter, colour: QColor) -> None:
    _triangle(painter, QColor(COLOURS.surface), colour, QColor(STATES[State.SOON].text))


def _alarm(painter: QPainter, colour: QColor) -> None:
    white = colour == QColor(COLOURS.surface)
    _triangle(painter, colour, colour, QColor(COLOURS.red) if white else QColor(COLOURS.surface))


def _bang(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2.6))
    painter.drawLine(QPointF(0, -6), QPointF(0, 1.5))
    painter.drawPoint(QPointF(0, 6))


def _cross(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 2.4))
    _lines(painter, (-5, -5), (5, 5))
    _lines(painter, (5, -5), (-5, 5))


def _square_cross(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(-8.8, -8.8, 17.6, 17.6), 3, 3)
    painter.setPen(_pen(QColor(COLOURS.surface)))
    _lines(painter, (-3.4, -3.4), (3.4, 3.4))
    _lines(painter, (3.4, -3.4), (-3.4, 3.4))


def _ring(painter: QPainter, colour: QColor) -> None:
    _disc(painter, QColor(COLOURS.surface), colour, 5)


def _dot(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, 0), 5.5, 5.5)


def _plus(painter: QPainter, colour: QColor) -> None:
    _disc(painter, colour, colour)
    painter.setPen(_pen(QColor(COLOURS.surface)))
    _lines(painter, (-4, 0), (4, 0))
    _lines(painter, (0, -4), (0, 4))


def _equal(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.8))
    _lines(painter, (-5, -2.4), (5, -2.4))
    _lines(painter, (-5, 2.4), (5, 2.4))


def _dash(painter: QPainter, colour: QColor) -> None:
    _disc(painter, QColor(COLOURS.disabled_ground), colour)
    painter.setPen(_pen(QColor(COLOURS.ink2), 1.8))
    _lines(painter, (-3.4, 0), (3.4, 0))


_DRAW = {
    Sign.CHECK: _check, Sign.DISC: _check_disc, Sign.RING_CHECK: _check_ring, Sign.HALF: _half,
    Sign.ARROW: _arrow, Sign.QUESTION: _question, Sign.ASK: _ask, Sign.WARNING: _warning,
    Sign.SQUARE_CROSS: _square_cross, Sign.CROSS: _cross, Sign.ALARM: _alarm, Sign.BANG: _bang,
    Sign.RING: _ring, Sign.DOT: _dot, Sign.PLUS: _plus, Sign.EQUAL: _equal, Sign.DASH: _dash,
}  # fmt: skip


def chip_width(chip: Chip) -> float:
    """Return the width of ``chip`` in px."""
    text = QFontMetricsF(_chip_font(chip)).horizontalAdvance(chip.text)
    return text + px(16) + (px(18) if chip.sign is not Sign.NONE else 0)


def paint_chip(painter: QPainter, rect: QRectF, chip: Chip, radius: float = SIZES.chip_radius) -> None:
    """Draw ``chip`` filling ``rect``; sign and word stay in its middle."""
    colours = STATES[chip.state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.edge), 1) if colours.edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(radius), px(radius))
    painter.setFont(_chip_font(chip))
    metrics = QFontMetricsF(painter.font())
    side = px(13) if chip.sign is not Sign.NONE else 0
    gap = px(5) if side and chip.text else 0
    left = rect.center().x() - (metrics.horizontalAdvance(chip.text) + side + gap) / 2
    if side:
        at = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_sign(painter, at, chip.sign, chip.state, chip.state is State.OVERDUE)
    painter.setPen(QColor(colours.text))
    words = QRectF(left + side + gap, rect.top(), rect.right() - left, rect.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip.text)
    painter.restore()


def _chip_font(chip: Chip) -> QFont:
    return font(SIZES.note, bold=chip.state is State.OVERDUE)


def paint_hatch(painter: QPainter, rect: QRectF, colour: str = COLOURS.control_edge, gap: float = 6) -> None:
    """Draw the slanted lines that mean 免办, a lateness tail or a contradiction."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    painter.setPen(QPen(QColor(colour), 1))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += px(gap)
    painter.restore()


def paint_bar(painter: QPainter, rect: QRectF, share: float, fill: str = COLOURS.blue_fill) -> None:
    """Draw a rounded bar, ``share`` (0–1) of it filled."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(QColor(COLOURS.track))
    painter.drawRoundedRect(rect, radius, radius)
    if share > 0:
        width = max(rect.height(), rect.width() * min(share, 1.0))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), width, rect.height()), radius, radius)
    painter.restore()


def bar_colour(share: float) -> str:
    """Return the fill of a progress bar: green when whole, blue before."""
    return STATES[State.DONE].fill if share >= 1 else COLOURS.blue_fill
