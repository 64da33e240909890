"""The distribution of scores: one square an organisation, hollow outside the quota; drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.forms import QuotaKind
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.gui.tabs.scoring.delegate import grade_fill
from dangjian_desktop.gui.tabs.scoring.pictures import titled
from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow

HEIGHT, LEAST = 206, 122
STEP = 5
MOST_BINS = 12
UNDER = 72  # axis, grades and notes under the squares
TALLEST = 12


@dataclass(frozen=True, slots=True)
class Square:
    """One organisation: the colour of its grade by score; ``hollow`` stands outside the line."""

    fill: str
    hollow: bool
    dashed: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The organisations whose score lies in [low, low + step)."""

    low: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class BandMark:
    """A grade under the axis: from where to where, how many by score, and its quota in words."""

    name: str
    fill: str
    low: Fraction
    high: Fraction
    count: int
    note: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """Everything the chart draws."""

    low: int
    high: int
    step: int
    bins: tuple[Bin, ...]
    bands: tuple[BandMark, ...]
    scored: int

    def words(self) -> str:
        """Say the chart for a screen reader."""
        return "，".join(f"{band.name} {band.count} 个 {band.note}".strip() for band in self.bands)


def distribution(category: RatingCategory) -> Distribution:
    """Sort a category's complete scores into bins from the lowest of interest to the full points."""
    rows = [row for row in category.rows if row.score is not None]
    high = int(category.form.full_points())
    lowest = min((row.score for row in rows if row.score is not None), default=Fraction(high))
    low = min(high // 2, int(lowest) // STEP * STEP)
    step = STEP if (high - low) / STEP <= MOST_BINS else STEP * 2
    low = low // step * step
    bins = []
    for start in range(low, high, step):
        last = start + step >= high
        inside = [
            r for r in rows if r.score is not None and start <= r.score and (r.score < start + step or last)
        ]
        inside.sort(key=lambda r: (_hollow(r), _dashed(r), -(r.score or Fraction(0))))
        bins.append(Bin(start, tuple(_square(category, r) for r in inside)))
    return Distribution(low, high, step, tuple(bins), _bands(category, rows, low, high), len(rows))


def _hollow(row: RatingRow) -> bool:
    return row.by_score != row.proposed or row.result.standing in (Standing.OUTSIDE, Standing.TIED)


def _dashed(row: RatingRow) -> bool:
    return row.result.standing is Standing.TIED


def _square(category: RatingCategory, row: RatingRow) -> Square:
    return Square(grade_fill(category.form, row.by_score), _hollow(row), _dashed(row))


def _bands(category: RatingCategory, rows: list[RatingRow], low: int, high: int) -> tuple[BandMark, ...]:
    quotas = {line.quota.grade: line for line in category.quotas}
    marks = []
    for band in category.form.bands:
        own = [r for r in rows if r.by_score == band.name]
        line = quotas.get(band.grade)
        note = ""
        if line is not None and line.quota.kind is QuotaKind.CEILING:
            tied = sum(_dashed(r) for r in own)
            outside = sum(_hollow(r) for r in own) - tied
            note = f"名额 {line.limit}"
            note += f"，空框 {outside} 个在线外" if outside else ""
            note += f"，虚框 {tied} 个待定" if tied else ""
        elif line is not None:
            note = f"约 {percent(line.quota.share, 0)}"
        marks.append(
            BandMark(
                band.name,
                grade_fill(category.form, band.name),
                max(band.scores.low if band.scores.low is not None else Fraction(low), Fraction(low)),
                min(band.scores.high if band.scores.high is not None else Fraction(high), Fraction(high)),
                len(own),
                note,
            )
        )
    return tuple(marks)


# ---------------------------------------------------------------- drawing


def paint_distribution(painter: QPainter, rect: QRectF, made: Distribution) -> None:
    """Draw squares, axis, and the grades under it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    slot = rect.width() / max(1, len(made.bins))
    plot = max(float(px(30)), rect.height() - px(UNDER))
    base = rect.top() + plot
    tallest = max((len(one.squares) for one in made.bins), default=0)
    height = min(float(px(TALLEST + 1)), (plot - px(18)) / max(1, tallest))
    for number, one in enumerate(made.bins):
        _paint_bin(painter, QRectF(rect.left() + number * slot, rect.top(), slot, plot), one, height)
    painter.setPen(QPen(QColor(COLOURS.strong_edge), 1))
    painter.drawLine(QPointF(rect.left(), base + 0.5), QPointF(rect.right(), base + 0.5))
    _paint_axis(painter, rect, base, made)
    _paint_bands(painter, rect, base + px(23), made)
    painter.restore()


def _paint_bin(painter: QPainter, place: QRectF, one: Bin, height: float) -> None:
    top = place.bottom()
    gap = 2.0 if height > px(5) else 0.5
    for square in one.squares:
        top -= height
        body = QRectF(place.left() + px(3), top + gap / 2, place.width() - px(6), height - gap)
        if square.hollow:
            style = Qt.PenStyle.DashLine if square.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(square.fill), 1.2, style))
            painter.setBrush(QColor(COLOURS.surface))
            body = body.adjusted(0.6, 0.6, -0.6, -0.6)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(square.fill))
        painter.drawRoundedRect(body, min(px(2), height / 4), min(px(2), height / 4))
    if one.squares:
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink))
        words = QRectF(place.left(), top - px(17), place.width(), px(16))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(len(one.squares)))


def _at(rect: QRectF, made: Distribution, value: Fraction) -> float:
    return rect.left() + rect.width() * float((value - made.low) / (made.high - made.low))


def _paint_axis(painter: QPainter, rect: QRectF, base: float, made: Distribution) -> None:
    painter.setFont(font(SIZES.small))
    painter.setPen(QColor(COLOURS.ink2))
    half = px(16)
    for value in range(made.low, made.high + 1, made.step):
        x = min(max(_at(rect, made, Fraction(value)), rect.left() + half / 2), rect.right() - half / 2)
        words = QRectF(x - half, base + px(3), 2 * half, px(17))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(value))


def _paint_bands(painter: QPainter, rect: QRectF, top: float, made: Distribution) -> None:
    for band in made.bands:
        left, right = _at(rect, made, band.low) + px(2), _at(rect, made, band.high) - px(2)
        if right <= left:
            continue
        painter.fillRect(QRectF(left, top, right - left, px(3)), QColor(band.fill))
        best = band is made.bands[0]
        words = QRectF(left, top + px(5), max(right - left, px(58)), px(20))
        painter.setFont(font(bold=True))
        painter.setPen(QColor(COLOURS.ink))
        name = painter.fontMetrics().horizontalAdvance(band.name)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, band.name)
        painter.setFont(font())
        painter.drawText(
            words.adjusted(name + px(5), 0, px(20), 0), Qt.AlignmentFlag.AlignVCenter, str(band.count)
        )
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        note = (
            QRectF(rect.right() - px(300), words.bottom(), px(300), px(20))
            if best
            else words.translated(0, px(20))
        )
        flags = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignRight if best else Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(note if best else note.adjusted(0, 0, px(40), 0), flags, band.note)


class DistributionChart(QWidget):
    """The chart in the pane."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Distribution | None = None
        self.setAccessibleName("得分分布")

    def show_category(self, category: RatingCategory | None) -> None:
        """Draw another category."""
        self.made = distribution(category) if category is not None else None
        self.setAccessibleDescription(self.made.words() if self.made else "")
        self.setToolTip(self.accessibleDescription())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the drawing."""
        return QSize(px(380), px(HEIGHT - 22))

    def minimumSizeHint(self) -> QSize:
        """Give way on low windows: the squares shrink, the words stay."""
        return QSize(px(200), px(LEAST))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        if self.made is not None:
            paint_distribution(QPainter(self), QRectF(self.rect()).adjusted(1, 0, -1, 0), self.made)

    def picture(self, title: str, scale: float = 2.0) -> QPixmap:
        """Return the chart under its title, ``scale`` times as dense as the screen."""

        def draw(painter: QPainter, room: QRectF) -> None:
            if self.made is not None:
                paint_distribution(painter, room, self.made)

        return titled(title, QSize(px(428), px(HEIGHT)), draw, scale)
