"""Structure of a 班子 as bars, each with count and share, and the share among all; drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.structure import Figure, SectionFigures
from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SERIES, SIZES
from dangjian_desktop.kernel.numbers import percent

BAR, HEAD, GAP, KEY, NAMES, FIGURES = 26, 26, 10, 26, 92, 106
NEED_NAMES, NEED_FIGURES = 146, 68
SHARE_OF_ALL = (COLOURS.ink, "黑线是全部班子的比例")
LEAST = (COLOURS.red, "红线是要求的数")


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement: ``count`` of ``whole`` fit, ``least`` must; drawn with a line at ``least``."""

    name: str
    count: int
    whole: int
    least: int
    unit: str = "人"

    @property
    def met(self) -> bool:
        """Tell whether enough fit."""
        return self.count >= self.least


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn: requirements, the sections of one body (or of all), those of all to compare with."""

    title: str
    sections: tuple[SectionFigures, ...] = ()
    whole: tuple[SectionFigures, ...] = ()
    needs: tuple[Need, ...] = ()

    def height(self) -> int:
        """Return the height at 100 %."""
        needs = HEAD + BAR * len(self.needs) + GAP if self.needs else 0
        keys = KEY * (bool(self.needs) + bool(self.whole))
        return needs + sum(HEAD + BAR * len(one.figures) + GAP for one in self.sections) + keys

    def words(self) -> str:
        """Say the drawing for those who cannot see it."""
        parts = [
            f"{section.name}：" + "，".join(f"{one.name} {one.count}" for one in section.figures)
            for section in self.sections
        ]
        parts += [f"{one.name} {one.count} {one.unit}，要求 {one.least}" for one in self.needs]
        return f"{self.title}。{'；'.join(parts)}"


def paint_bars(painter: QPainter, rect: QRectF, bars: Bars) -> None:
    """Draw the sections under each other; a mark on each bar's track is the share among all."""
    top = _paint_needs(painter, rect, bars.needs) if bars.needs else rect.top()
    for place, section in enumerate(bars.sections):
        others = bars.whole[place].figures if place < len(bars.whole) else ()
        painter.setFont(font(bold=True))
        painter.setPen(QColor(COLOURS.ink))
        head = QRectF(rect.left(), top, rect.width(), px(HEAD))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, section.name)
        if section.unknown:
            painter.setFont(font(SIZES.note))
            painter.setPen(QColor(COLOURS.soon_text))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(head, right, f"未登记 {section.unknown} 人")
        top += px(HEAD)
        for number, figure in enumerate(section.figures):
            other = others[number].share if number < len(others) else None
            _paint_bar(painter, QRectF(rect.left(), top, rect.width(), px(BAR)), figure, other)
            top += px(BAR)
        top += px(GAP)
    if bars.needs:
        _paint_key(painter, QRectF(rect.left(), top, rect.width(), px(KEY)), LEAST)
        top += px(KEY)
    if bars.whole:
        _paint_key(painter, QRectF(rect.left(), top, rect.width(), px(KEY)), SHARE_OF_ALL)


def _paint_needs(painter: QPainter, rect: QRectF, needs: tuple[Need, ...]) -> float:
    """Draw the requirements, each with its line; returns where the next section begins."""
    top = rect.top()
    painter.setFont(font(bold=True))
    painter.setPen(QColor(COLOURS.ink))
    head = QRectF(rect.left(), top, rect.width(), px(HEAD))
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, "要求")
    top += px(HEAD)
    for need in needs:
        place = QRectF(rect.left(), top, rect.width(), px(BAR))
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        name = QRectF(place.left(), place.top(), px(NEED_NAMES), place.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, need.name)
        track = QRectF(
            place.left() + px(NEED_NAMES),
            place.top() + px(6),
            place.width() - px(NEED_NAMES + NEED_FIGURES),
            px(BAR - 12),
        )
        painter.fillRect(track, QColor(COLOURS.track))
        whole = max(need.whole, need.least, 1)
        colour = SERIES[3] if need.met else SERIES[1]
        width = track.width() * need.count / whole
        painter.fillRect(QRectF(track.left(), track.top(), width, track.height()), QColor(colour))
        x = track.left() + track.width() * need.least / whole
        painter.setPen(QPen(QColor(COLOURS.red), max(2, px(2))))
        painter.drawLine(QPointF(x, track.top() - px(3)), QPointF(x, track.bottom() + px(3)))
        painter.setPen(QColor(COLOURS.ink))
        told = QRectF(place.right() - px(NEED_FIGURES), place.top(), px(NEED_FIGURES), place.height())
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(told, right, f"{need.count} / {need.least} {need.unit}")
        top += px(BAR)
    return top + px(GAP)


def _paint_bar(painter: QPainter, place: QRectF, figure: Figure, other: Fraction | None) -> None:
    painter.setFont(font(SIZES.note))
    painter.setPen(QColor(COLOURS.ink2))
    names = QRectF(place.left(), place.top(), px(NAMES), place.height())
    painter.drawText(names, Qt.AlignmentFlag.AlignVCenter, figure.name)
    track = QRectF(
        place.left() + px(NAMES), place.top() + px(6), place.width() - px(NAMES + FIGURES), px(BAR - 12)
    )
    painter.fillRect(track, QColor(COLOURS.track))
    share = figure.share or Fraction(0)
    painter.fillRect(
        QRectF(track.left(), track.top(), track.width() * float(share), track.height()), QColor(SERIES[0])
    )
    if other is not None:
        x = track.left() + track.width() * float(other)
        painter.setPen(QPen(QColor(COLOURS.ink), max(2, px(2))))
        painter.drawLine(QPointF(x, track.top() - px(3)), QPointF(x, track.bottom() + px(3)))
    painter.setFont(font())
    painter.setPen(QColor(COLOURS.ink))
    told = QRectF(place.right() - px(FIGURES), place.top(), px(FIGURES), place.height())
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    words = "—" if figure.share is None else percent(figure.share)
    painter.drawText(told.adjusted(0, 0, -px(52), 0), right, f"{figure.count} 人")
    painter.drawText(told, right, words)


def _paint_key(painter: QPainter, place: QRectF, key: tuple[str, str]) -> None:
    colour, words = key
    painter.setPen(QPen(QColor(colour), max(2, px(2))))
    middle, x = place.center().y(), place.left() + px(4)
    painter.drawLine(QPointF(x, middle - px(8)), QPointF(x, middle + px(8)))
    painter.setFont(font(SIZES.note))
    painter.setPen(QColor(COLOURS.ink2))
    painter.drawText(place.adjusted(px(12), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


class StructureChart(QWidget):
    """The drawing on the page."""

    def __init__(self) -> None:
        super().__init__()
        self.bars = Bars("")
        self.setAccessibleName("班子结构图")

    def show_bars(self, bars: Bars) -> None:
        """Draw another structure."""
        self.bars = bars
        self.setAccessibleDescription(bars.words())
        self.setMinimumHeight(px(bars.height()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(px(320), px(self.bars.height()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.setMinimumHeight(px(self.bars.height()))
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        paint_bars(QPainter(self), QRectF(self.rect()), self.bars)


def picture_of(bars: Bars, scale: float = 2.0) -> QPixmap:
    """Return the drawing under its title, ``scale`` times as dense as the screen."""
    size = QSize(px(520), px(bars.height() + 62))
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(QColor(COLOURS.surface))
    painter = QPainter(made)
    paint_page(painter, QRectF(0, 0, size.width(), size.height()), bars)
    painter.end()
    return made


def paint_page(painter: QPainter, page: QRectF, bars: Bars) -> None:
    """Draw title and bars on a page, as large as its width allows (a sheet of paper, a picture)."""
    scale = page.width() / px(520)
    painter.save()
    painter.scale(scale, scale)
    painter.setFont(font(SIZES.section, bold=True))
    painter.setPen(QColor(COLOURS.ink))
    title = QRectF(px(16), px(12), px(488), px(26))
    painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, bars.title)
    paint_bars(painter, QRectF(px(16), px(46), px(488), px(bars.height())), bars)
    painter.restore()
