"""How many stand in each grade against its quota: a bar a grade, the quota as a line through it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grade_bars import GradeBar, grade_bars
from dangjian_desktop.domain.ranking import CategoryResult
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.scoring.delegate import grade_fill
from dangjian_desktop.gui.tabs.scoring.pictures import titled
from dangjian_desktop.gui.theme import font, px, veiled, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State

MOST_ROW, LEAST_ROW, LEGEND, LEAST_TRACK = 34, 22, 22, 80
DECIDED, PROPOSED, TIED, OUTSIDE = range(4)
PARTS = ("已定", "建议", "同分", "名额外")
LINE = "名额"


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one category with their colours, and the longest of them."""

    bars: tuple[GradeBar, ...]
    fills: tuple[str, ...]

    @property
    def longest(self) -> int:
        """Return how many the whole width stands for."""
        return max((max(bar.count, bar.limit or 0) for bar in self.bars), default=0) or 1

    def has(self, kind: int) -> bool:
        """Tell whether a filling (or, after them, the line of a quota) is drawn."""
        if kind == len(PARTS):
            return any(bar.ceiling for bar in self.bars)
        return any((bar.decided, bar.proposed, bar.tied, bar.outside)[kind] for bar in self.bars)

    def words(self) -> str:
        """Say the chart for a screen reader."""
        return "；".join(
            f"{bar.name} {bar.count} 个，已定 {bar.decided} 个{'，' if bar.against else ''}{bar.against}"
            for bar in self.bars
        )


def bars_of(form: ScoreForm, result: CategoryResult) -> Bars:
    """Return the bars of those rated against each other on ``form``."""
    bars = grade_bars(form, result)
    return Bars(bars, tuple(grade_fill(form, bar.name) for bar in bars))


# ---------------------------------------------------------------- drawing


def paint_bars(painter: QPainter, rect: QRectF, made: Bars) -> None:
    """Draw a row for every grade and, below them, what the fillings mean."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = rect.height() - px(LEGEND)
    height = min(float(px(MOST_ROW)), room / max(1, len(made.bars)))
    painter.setFont(font(bold=True))
    names = max(painter.fontMetrics().horizontalAdvance(bar.name) for bar in made.bars) + px(10)
    counts = max(painter.fontMetrics().horizontalAdvance(str(bar.count)) for bar in made.bars) + px(8)
    painter.setFont(font(SIZES.note))
    notes = max(painter.fontMetrics().horizontalAdvance(bar.against) for bar in made.bars)
    signs = px(20) if any(bar.over for bar in made.bars) else 0
    beside = rect.width() - names - counts - signs - notes >= px(LEAST_TRACK)
    place = QRectF(rect.left(), rect.top(), rect.width(), height)
    for bar, fill in zip(made.bars, made.fills, strict=True):
        _paint_row(painter, place, bar, fill, made.longest, (names, counts, signs + notes if beside else 0))
        place.translate(0, height)
    _paint_legend(painter, QRectF(rect.left(), place.top(), rect.width(), px(LEGEND)), made)
    painter.restore()


def _paint_row(
    painter: QPainter, place: QRectF, bar: GradeBar, fill: str, longest: int, widths: tuple[int, int, int]
) -> None:
    names, counts, notes = widths
    under = not notes and bool(bar.against)
    left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(COLOURS.ink))
    painter.setFont(font(bold=True))
    painter.drawText(QRectF(place.left(), place.top(), names, place.height()), left | middle, bar.name)
    track = QRectF(
        place.left() + names, place.top(), place.width() - names - counts - notes - px(6), place.height()
    )
    unit = track.width() / longest
    thick = min(float(px(18)), place.height() * (0.36 if under else 0.62))
    body = QRectF(track.left(), track.top() + px(4) if under else track.center().y() - thick / 2, 0, thick)
    painter.fillRect(QRectF(body.left(), body.bottom(), track.width(), 1), QColor(COLOURS.hairline))
    for kind, count in enumerate((bar.decided, bar.proposed, bar.tied, bar.outside)):
        if count:
            body.setWidth(unit * count)
            _paint_part(painter, body, fill, kind)
            body.moveLeft(body.right())
    painter.setFont(font(bold=True))
    painter.setPen(QColor(COLOURS.ink))
    at = QRectF(track.right() + px(6), place.top(), counts, place.height())
    painter.drawText(at, left | middle, str(bar.count))
    if bar.limit is not None:
        over = body.adjusted(0, -px(4), 0, px(2)) if under else track
        _paint_line(painter, over, track.left() + unit * bar.limit, whole=bar.ceiling)
    if under:
        room = QSizeF(place.right() - track.left(), place.bottom() - body.bottom())
        _paint_against(painter, QRectF(QPointF(track.left(), body.bottom()), room), bar, SIZES.small)
    else:
        beside = QRectF(at.right(), place.top(), notes, place.height())
        _paint_against(painter, beside, bar, SIZES.note)


def _paint_against(painter: QPainter, at: QRectF, bar: GradeBar, size: int) -> None:
    """Write how the bar stands against its quota, with a sign where it is over."""
    if bar.over:
        paint_sign(painter, QRectF(at.left(), at.top(), px(16), at.height()), Sign.WARNING, State.SOON)
        at.adjust(px(20), 0, 0, 0)
    painter.setFont(font(size))
    painter.setPen(QColor(COLOURS.ink2))
    words = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(at.adjusted(0, 0, px(4), 0), words, bar.against)


def _paint_part(painter: QPainter, body: QRectF, fill: str, kind: int) -> None:
    """Fill one part: solid where decided, hatched where proposed, empty outside the line, dashed: tied."""
    inside = body.adjusted(0.6, 0.6, -0.6, -0.6)
    if kind == DECIDED:
        painter.fillRect(inside, QColor(fill))
        return
    painter.fillRect(inside, QColor(COLOURS.surface))
    if kind == PROPOSED:
        painter.fillRect(inside, veiled(fill, 60))
        painter.fillRect(inside, QBrush(QColor(fill), Qt.BrushStyle.BDiagPattern))
    style = Qt.PenStyle.DashLine if kind == TIED else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(fill), 1.2, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(inside)


def _paint_line(painter: QPainter, track: QRectF, x: float, *, whole: bool) -> None:
    """Draw the quota: a line with a flag for a ceiling, a dashed one for a mark to compare with."""
    pen = QPen(QColor(COLOURS.ink), px(2), Qt.PenStyle.SolidLine if whole else Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, track.top() + px(1)), QPointF(x, track.bottom() - px(1)))
    if whole:
        side, top = float(px(6)), track.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        painter.drawPolygon(
            QPolygonF([QPointF(x - side, top), QPointF(x + side, top), QPointF(x, top + side)])
        )


def _paint_legend(painter: QPainter, place: QRectF, made: Bars) -> None:
    """Say what the fillings that are there mean."""
    painter.setFont(font(SIZES.small))
    side, x, middle = float(px(11)), place.left(), place.center().y()
    for kind, word in enumerate((*PARTS, LINE)):
        if not made.has(kind):
            continue
        swatch = QRectF(x, middle - side / 2, side * 1.2, side)
        if word == LINE:
            _paint_line(painter, swatch.adjusted(0, -px(2), 0, px(2)), swatch.center().x(), whole=True)
        else:
            _paint_part(painter, swatch, COLOURS.ink2, kind)
        painter.setPen(QColor(COLOURS.ink2))
        width = painter.fontMetrics().horizontalAdvance(word)
        at = QRectF(swatch.right() + px(3), place.top(), width + px(3), place.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, word)
        x = at.right() + px(5)


class GradeChart(QWidget):
    """The bars in a pane."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Bars | None = None
        self.setAccessibleName("等次和名额")

    def show_result(self, form: ScoreForm | None, result: CategoryResult | None) -> None:
        """Draw other bars."""
        self.made = bars_of(form, result) if form is not None and result is not None else None
        self.setAccessibleDescription(self.made.words() if self.made else "")
        self.setToolTip(self.accessibleDescription())
        self.updateGeometry()
        self.update()

    def _rows(self) -> int:
        return len(self.made.bars) if self.made is not None else 4

    def sizeHint(self) -> QSize:
        """Return the height of the drawing."""
        return QSize(px(380), px(MOST_ROW) * self._rows() + px(LEGEND))

    def minimumSizeHint(self) -> QSize:
        """Give way on low windows: the bars get thinner, the words stay."""
        return QSize(px(150), px(LEAST_ROW) * self._rows() + px(LEGEND))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        if self.made is not None and self.made.bars:
            paint_bars(QPainter(self), QRectF(self.rect()).adjusted(1, 0, -1, 0), self.made)

    def picture(self, title: str, scale: float = 2.0) -> QPixmap:
        """Return the bars under their title, ``scale`` times as dense as the screen."""

        def draw(painter: QPainter, room: QRectF) -> None:
            if self.made is not None and self.made.bars:
                paint_bars(painter, room, self.made)

        return titled(title, QSize(px(488), self.sizeHint().height() + px(4)), draw, scale)
