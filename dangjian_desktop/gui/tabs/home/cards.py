"""What 首页 draws itself: phase cards, due lines, lines that wait, the table of areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.domain.progress import AreaProgress, PhaseProgress
from dangjian_desktop.gui.icons import paint_icon
from dangjian_desktop.gui.signs import Chip, bar_colour, chip_width, paint_bar, paint_chip
from dangjian_desktop.gui.theme import font, px, soft_px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.kernel.numbers import percent

ALIGN = Qt.AlignmentFlag
NUMERALS = "一二三四五六七八九十"


class PhaseCard(QWidget):
    """How far one phase is; a press leads to its tasks."""

    pressed = Signal()

    def __init__(self, place: int, progress: PhaseProgress) -> None:
        super().__init__()
        self.place, self.progress = place, progress
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{progress.phase.name} {progress.phase.due_text}".strip())
        self.setAccessibleName(f"{self.name()} 完成 {percent(progress.share.fraction, 0)}，{self.note()[0]}")

    def name(self) -> str:
        """Return numeral and name of the phase, without its last word 阶段."""
        numeral = NUMERALS[self.place] if self.place < len(NUMERALS) else str(self.place + 1)
        return f"{numeral} {self.progress.phase.name.removesuffix('阶段')}"

    def note(self) -> tuple[str, str]:
        """Return the words at the lower right and their colour."""
        if self.progress.late_tasks:
            return f"{self.progress.late_tasks} 项逾期", COLOURS.red
        if self.progress.starts_in:
            return f"{self.progress.starts_in} 天后开始", COLOURS.ink2
        whole = self.progress.share.total and self.progress.share.done == self.progress.share.total
        return ("已全部销号" if whole else ""), COLOURS.done_text

    def sizeHint(self) -> QSize:
        """Return the card's size."""
        return QSize(px(220), px(84))

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the card."""
        return QSize(soft_px(118), px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        current = self.progress.current
        edge = COLOURS.blue if self.hasFocus() else COLOURS.strong_edge if current else COLOURS.hairline
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(COLOURS.surface if current or self.underMouse() else COLOURS.table_head))
        painter.drawRoundedRect(rect, px(SIZES.card_radius), px(SIZES.card_radius))
        side = px(15 if rect.width() > px(150) else 10)
        inner = rect.adjusted(side, px(10), -side, -px(9))
        self._name(painter, inner)
        share = float(self.progress.share.fraction)
        bar = QRectF(inner.left(), inner.top() + px(32), inner.width(), px(8))
        paint_bar(painter, bar, share, bar_colour(share))
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink2))
        foot = QRectF(inner.left(), inner.bottom() - px(18), inner.width(), px(18))
        words, colour = self.note()
        letters, due = QFontMetricsF(painter.font()), self.progress.phase.due_text
        room = foot.width() - letters.horizontalAdvance(words) - px(8)
        if not words or letters.horizontalAdvance(due) <= room:  # part of a date says nothing
            painter.drawText(foot, ALIGN.AlignVCenter, due)
        painter.setPen(QColor(colour))
        painter.drawText(foot, ALIGN.AlignVCenter | ALIGN.AlignRight, words)

    def _name(self, painter: QPainter, inner: QRectF) -> None:
        line = QRectF(inner.left(), inner.top(), inner.width(), px(24))
        painter.setPen(QColor(COLOURS.ink))
        figure = percent(self.progress.share.fraction, 0)
        room = line.width() - QFontMetricsF(font(18, bold=True)).horizontalAdvance(figure) - px(8)
        bare = self.progress.phase.name.removesuffix("阶段")
        large, small = font(SIZES.section, bold=True), font(SIZES.note, bold=True)
        ways = ((self.name(), large), (bare, large))  # the numeral goes first, then the letters get smaller
        fits = (way for way in ways if QFontMetricsF(way[1]).horizontalAdvance(way[0]) <= room)
        name, letter = next(fits, (bare, small))
        painter.setFont(letter)
        letters = QFontMetricsF(letter)
        name = letters.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, ALIGN.AlignVCenter, name)
        width = letters.horizontalAdvance(name)
        painter.setFont(font(18, bold=True))
        painter.drawText(line, ALIGN.AlignVCenter | ALIGN.AlignRight, figure)
        if self.progress.current:
            box = QRectF(line.left() + width + px(10), line.top() + px(1), px(58), px(22))
            if box.right() < line.right() - px(52):
                paint_chip(painter, box, Chip("进行中", State.DOING))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say that the card was pressed."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and space as a press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list that leads somewhere: ``target`` is handed back when it is pressed."""

    title: str
    note: str = ""
    figure: str = ""
    target: Any = None
    chip: Chip | None = None
    icon: str = ""
    who: str = ""
    when: str = ""


class LineList(QWidget):
    """A short list drawn whole; ↑ ↓ move, Enter or a press leads to the place of a line."""

    pressed = Signal(object)

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.line_height, self.current, self.hover = height, -1, -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` instead of what was there."""
        self.lines = tuple(lines)
        self.current = min(self.current, len(self.lines) - 1)
        self.fit()

    def fit(self) -> None:
        """Be as high as the lines are at this zoom."""
        self.setFixedHeight(px(self.line_height) * len(self.lines) + 1)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.fit()

    def box(self, place: int) -> QRectF:
        """Return the rectangle of one line."""
        high = px(self.line_height)
        return QRectF(0, place * high, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(COLOURS.hairline))
        for place, line in enumerate(self.lines):
            box = self.box(place)
            current = place == self.current and self.hasFocus()
            if current or place == self.hover:
                painter.fillRect(box, QColor(COLOURS.selection if current else COLOURS.hover))
            if current:
                painter.fillRect(QRectF(0, box.top(), px(3), box.height()), QColor(COLOURS.blue))
            self.paint_line(painter, box, line)
            painter.fillRect(QRectF(0, box.bottom(), box.width(), 1), QColor(COLOURS.hairline))

    def paint_line(self, painter: QPainter, box: QRectF, line: Line) -> None:
        """Draw one line: icon on a plate, title over note, figure and an arrow."""
        plate = QRectF(box.left(), box.center().y() - px(16), px(32), px(32))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.rail))
        painter.drawRoundedRect(plate, px(5), px(5))
        paint_icon(painter, plate.adjusted(px(7), px(7), -px(7), -px(7)), line.icon or "info")
        left = plate.right() + px(12)
        room = box.right() - px(70) - left
        _text(painter, QRectF(left, box.top() + px(6), room, px(21)), line.title, SIZES.body)
        _text(painter, QRectF(left, box.top() + px(27), room, px(19)), line.note, SIZES.small, COLOURS.ink2)
        painter.setFont(font(18, bold=True))
        painter.setPen(QColor(COLOURS.ink))
        painter.drawText(QRectF(box.right() - px(90), box.top(), px(66), box.height()), _RIGHT, line.figure)
        arrow = QRectF(box.right() - px(18), box.center().y() - px(8), px(16), px(16))
        paint_icon(painter, arrow, "chevron-right")

    def at(self, event: QMouseEvent) -> int:
        """Return the line under the pointer, or −1."""
        place = int(event.position().y() // px(self.line_height))
        return place if 0 <= place < len(self.lines) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the line under the pointer."""
        if (place := self.at(event)) != self.hover:
            self.hover = place
            self.setToolTip(self.lines[place].note if place >= 0 else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        self.hover = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to the line's place."""
        place = self.at(event)
        if place >= 0:
            self.current = place
            self.pressed.emit(self.lines[place].target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with ↑ ↓; Enter leads to the line's place."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.lines:
            self.current = max(0, min(len(self.lines) - 1, self.current + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.pressed.emit(self.lines[self.current].target)
        else:
            super().keyPressEvent(event)


class DueList(LineList):
    """到期任务: days as a chip, task, what is missing, who, when, how many."""

    def paint_line(self, painter: QPainter, box: QRectF, line: Line) -> None:
        """Draw one due task in columns."""
        chips = (ceil(chip_width(one.chip)) for one in self.lines if one.chip is not None)
        chip = max(px(78), *chips, 0)  # all of one width
        if line.chip is not None:
            paint_chip(
                painter, QRectF(box.left() + px(12), box.center().y() - px(11), chip, px(22)), line.chip
            )
        right = box.right() - px(10)
        who = px(126) + max(0.0, box.width() - px(840)) * 0.4  # wide windows name every owner
        columns = [(line.figure, px(70), _RIGHT), (line.when, px(104), ALIGN.AlignVCenter),
                   (line.who, who, ALIGN.AlignVCenter)]  # fmt: skip
        room = box.width() - chip - px(36)
        while len(columns) > 1 and room - sum(wide for _, wide, _ in columns) < px(150):
            columns.pop()  # the task comes before who does it, and before the written time
        for text, width, align in columns:
            _text(painter, QRectF(right - width, box.top(), width - px(6), box.height()), text, SIZES.note,
                  COLOURS.ink, align=align)  # fmt: skip
            right -= width + px(4)
        left = box.left() + chip + px(26)
        title = QFontMetricsF(font(SIZES.body, bold=True)).horizontalAdvance(line.title)
        room = right - left
        wide = min(title + px(4), room if not line.note else max(room * 0.5, room - px(200)))
        _text(painter, QRectF(left, box.top(), wide, box.height()), line.title, SIZES.body, bold=True)
        rest = QRectF(left + wide + px(14), box.top(), room - wide - px(14), box.height())
        if rest.width() > px(60):
            _text(painter, rest, line.note, SIZES.note, COLOURS.ink2)


class AreaTable(QWidget):
    """各片进度: a bar per phase and the slowest community."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.areas: tuple[AreaProgress, ...] = ()
        self.setAccessibleName("各片进度")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_areas(self, names: Sequence[str], areas: Sequence[AreaProgress]) -> None:
        """Show one row for each area and one column for each phase."""
        self.names, self.areas = tuple(names), tuple(areas)
        self.fit()

    def fit(self) -> None:
        """Be as high as the rows are at this zoom."""
        self.setFixedHeight(px(28) + px(32) * len(self.areas) + 1)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw head and rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = QRectF(0, 0, self.width(), px(28))
        painter.fillRect(head, QColor(COLOURS.table_head))
        name, slow = px(122), px(150)
        wide = (self.width() - name - slow) / max(1, len(self.names))
        _text(painter, QRectF(px(10), 0, name, head.height()), "片", SIZES.note, COLOURS.ink2)
        for n, phase in enumerate(self.names):
            _text(
                painter,
                QRectF(name + n * wide, 0, wide - px(8), head.height()),
                phase,
                SIZES.note,
                COLOURS.ink2,
            )
        left = name + wide * len(self.names)
        _text(painter, QRectF(left, 0, slow, head.height()), "最慢的村、社区", SIZES.note, COLOURS.ink2)
        for place, area in enumerate(self.areas):
            box = QRectF(0, px(28) + place * px(32), self.width(), px(32))
            self._row(painter, box, area, name, wide, left)
            painter.fillRect(QRectF(0, box.bottom(), box.width(), 1), QColor(COLOURS.hairline))

    def _row(
        self, painter: QPainter, box: QRectF, area: AreaProgress, name: float, wide: float, left: float
    ) -> None:
        words = area.area.name if area.area else "片外"
        _text(painter, QRectF(px(10), box.top(), px(64), box.height()), words, SIZES.body)
        _text(
            painter,
            QRectF(px(74), box.top(), px(44), box.height()),
            f"{area.communities} 个",
            SIZES.small,
            COLOURS.ink2,
        )
        for n, share in enumerate(area.shares):
            x = name + n * wide
            if not share.total:
                _text(painter, QRectF(x, box.top(), wide, box.height()), "—", SIZES.note, COLOURS.ink3)
                continue
            part = float(share.fraction)
            figure, bar = share_boxes(QRectF(x, box.top(), wide, box.height()))
            paint_bar(painter, bar, part, bar_colour(part))
            _text(painter, figure, percent(share.fraction, 0), SIZES.note, align=_RIGHT)
        if area.slowest is not None:
            unit = QRectF(left, box.top(), px(92), box.height())
            _text(painter, unit, area.slowest.community.name, SIZES.note)
            figure = QRectF(left + px(92), box.top(), px(48), box.height())
            _text(
                painter,
                figure,
                percent(area.slowest.share.fraction, 0),
                SIZES.note,
                COLOURS.ink2,
                align=_RIGHT,
            )


def share_boxes(cell: QRectF) -> tuple[QRectF, QRectF]:
    """Return where figure and bar of a phase stand: side by side, in a narrow column one over the other."""
    figure, gap = px(44), px(12)
    wide = min(px(84), cell.width() - figure - px(6) - gap)
    if wide >= px(24):
        bar = QRectF(cell.left(), cell.center().y() - px(3), wide, px(6))
        return QRectF(bar.right() + px(6), cell.top(), figure, cell.height()), bar
    wide = max(figure, min(px(64), cell.width() - gap))
    bar = QRectF(cell.left(), cell.bottom() - px(8), wide, px(4))
    return QRectF(cell.left(), cell.top(), wide, cell.height() - px(8)), bar


_RIGHT = ALIGN.AlignVCenter | ALIGN.AlignRight


def _text(
    painter: QPainter, box: QRectF, text: str, size: int, colour: str = COLOURS.ink,
    *, bold: bool = False, align: Qt.AlignmentFlag = ALIGN.AlignVCenter,
) -> None:  # fmt: skip
    painter.setFont(font(size, bold=bold))
    painter.setPen(QColor(colour))
    words = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align, words)
