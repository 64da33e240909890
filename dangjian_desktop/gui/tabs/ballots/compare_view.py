"""Both entries of one paper side by side, painted: equal places small, differing ones large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.look import CENTRE, box, write, write_whole
from dangjian_desktop.gui.tabs.ballots.settling import Line, Settling, Side
from dangjian_desktop.gui.theme import font, px, soft_px
from dangjian_desktop.gui.tokens import COLOURS, STATES, State
from dangjian_desktop.gui.widgets.words import paint_cap

HEAD, EQUAL, DIFFERING = 38, 30, 60
FIRST_AT, SECOND_AT, TAKEN_AT = 0.30, 0.55, 0.795
SIDES = ((Side.FIRST, "←"), (Side.SECOND, "→"))


class CompareView(QWidget):
    """Shows one :class:`Settling`; a click in a box takes its reading."""

    chosen = Signal(int, object)  # place, Side

    def __init__(self) -> None:
        super().__init__()
        self.settling: Settling | None = None
        self.lines: tuple[Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(soft_px(480))

    def show_paper(self, settling: Settling | None) -> None:
        """Show another paper."""
        self.settling = settling
        self.lines = settling.lines() if settling is not None else ()
        self.updateGeometry()
        self.follow()

    def follow(self) -> None:
        """Show what the last key changed."""
        self.setFixedHeight(self.sizeHint().height())
        self.update()
        if self.settling is not None:
            at = next((one for one in self.lines if one.place == self.settling.place), None)
            if at is not None:
                self.setAccessibleDescription(
                    words.SPOKEN_DIFFERENCE.format(text=at.text, first=at.first, second=at.second)
                )

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        height = px(HEAD) + sum(self._height(one) for one in self.lines) + 1
        return QSize(px(920), height)

    def line_rect(self, place: int) -> QRectF:
        """Return where a line stands."""
        top = px(HEAD)
        for one in self.lines:
            height = self._height(one)
            if one.place == place:
                return QRectF(0, top, self.width(), height)
            top += height
        return QRectF()

    def _height(self, line: Line) -> int:
        return px(DIFFERING if line.differs else EQUAL)

    def _columns(self) -> tuple[float, float, float]:
        return (self.width() * FIRST_AT, self.width() * SECOND_AT, self.width() * TAKEN_AT)

    def _boxes(self, row: QRectF) -> tuple[QRectF, QRectF]:
        first, second, taken = self._columns()
        pad = px(8)
        return (
            QRectF(first + pad, row.top() + pad, second - first - 2 * pad, row.height() - 2 * pad),
            QRectF(second + pad, row.top() + pad, taken - second - 2 * pad, row.height() - 2 * pad),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the reading in the box that was clicked."""
        for line in self.lines:
            if line.differs:
                for (side, _), rect in zip(SIDES, self._boxes(self.line_rect(line.place)), strict=True):
                    if rect.contains(event.position()):
                        self.chosen.emit(line.place, side)
                        return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the table."""
        if self.settling is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        top = px(HEAD)
        for line in self.lines:
            row = QRectF(0, top, self.width(), self._height(line))
            top += self._height(line)
            if line.differs:
                self._paint_differing(painter, row, line)
            else:
                self._paint_equal(painter, row, line)
            painter.setPen(QPen(QColor(COLOURS.hairline), 1))
            painter.drawLine(row.bottomLeft(), row.bottomRight())
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        for x in (self._columns()[0], self._columns()[2]):
            painter.drawLine(int(x), px(HEAD), int(x), top)

    def _paint_head(self, painter: QPainter) -> None:
        head = QRectF(0, 0, self.width(), px(HEAD))
        painter.fillRect(head, QColor(COLOURS.table_head))
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(head.topLeft(), head.topRight())
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        first, second, taken = self._columns()
        places = (px(14), px(56), first + px(16), second + px(16), taken + px(16))
        for x, text, bold in zip(places, words.COMPARE_HEADS, (False, False, True, True, False), strict=True):
            at = QRectF(x, 0, px(200), px(HEAD))
            write(painter, at, text, font(13, bold), COLOURS.ink if bold else COLOURS.ink2)

    def _paint_equal(self, painter: QPainter, row: QRectF, line: Line) -> None:
        first, second, taken = self._columns()
        self._paint_text(painter, row, line, first, bold=False)
        for x, text in ((first, line.first), (second, line.second)):
            sign = QRectF(x + px(20), row.center().y() - px(7), px(14), px(14))
            paint_sign(painter, sign, Sign.EQUAL, State.IDLE)
            place = QRectF(x + px(53), row.top(), second - first - px(60), row.height())
            write(painter, place, text, font(13), COLOURS.ink2)
        rest = QRectF(taken + px(44), row.top(), self.width() - taken - px(48), row.height())
        write(painter, rest, line.first, font(13), COLOURS.ink2)

    def _paint_text(self, painter: QPainter, row: QRectF, line: Line, right: float, *, bold: bool) -> None:
        used = font(15 if bold else 13, bold)
        ink = COLOURS.ink if bold else COLOURS.ink2
        write(painter, QRectF(0, row.top(), px(48), row.height()), line.label, used, ink, CENTRE)
        write(painter, QRectF(px(56), row.top(), right - px(64), row.height()), line.text, used, ink)

    def _paint_differing(self, painter: QPainter, row: QRectF, line: Line) -> None:
        settling = self.settling
        if settling is None:
            return
        current = settling.place == line.place
        decision = settling.decided.get(line.place)
        soon = STATES[State.SOON]
        painter.fillRect(row, QColor(soon.tint if current else COLOURS.table_head))
        if current:
            painter.fillRect(QRectF(0, row.top(), px(3), row.height()), QColor(soon.fill))
        first, _, taken = self._columns()
        self._paint_text(painter, row, line, first, bold=True)
        for (side, key), rect, text in zip(SIDES, self._boxes(row), (line.first, line.second), strict=True):
            took = decision is not None and decision.side is side
            self._paint_box(painter, rect, text, key, took=took, open_yet=decision is None)
        sign = QRectF(taken + px(16), row.center().y() - px(10), px(20), px(20))
        words_at = QRectF(taken + px(44), row.top(), self.width() - taken - px(48), row.height())
        if decision is None:
            paint_sign(painter, sign, Sign.QUESTION, State.SOON)
            write(painter, words_at, words.UNDECIDED, font(15, True), soon.text)
            return
        paint_sign(painter, sign, Sign.DISC, State.DONE)
        half = row.height() / 2
        upper = QRectF(words_at.left(), row.top() + px(8), words_at.width(), half - px(8))
        write(painter, upper, settling.taken(line), font(15, True))
        lower = QRectF(words_at.left(), row.top() + half, words_at.width(), half - px(8))
        write(painter, lower, words.TAKEN[decision.side], font(12), COLOURS.ink2)

    def _paint_box(
        self, painter: QPainter, rect: QRectF, text: str, key: str, *, took: bool, open_yet: bool
    ) -> None:
        done = STATES[State.DONE]
        if took:
            box(painter, rect, done.fill, px(2), done.tint, px(5))
        else:
            box(painter, rect, COLOURS.ink if open_yet else COLOURS.control_edge, px(2) if open_yet else 1,
                COLOURS.surface, px(5))  # fmt: skip
        cap = QRectF(rect.left() + px(10), rect.center().y() - px(11), px(24), px(22))
        if took:
            paint_sign(painter, cap, Sign.CHECK, State.DONE)
        else:
            paint_cap(painter, cap, key)
        place = QRectF(rect.left() + px(44), rect.top(), rect.width() - px(52), rect.height())
        bold = took or open_yet
        colour = COLOURS.ink if bold else COLOURS.ink2
        write_whole(painter, place, text, font(16, bold), font(13, bold), colour)


class NumberBox(QWidget):
    """请拿出这张票: the number to take out of the box, in a frame."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.setFixedSize(px(132), px(92))

    def show_number(self, number: int) -> None:
        """Show another number."""
        self.number = number
        self.setAccessibleName(words.TAKE_OUT_NUMBER.format(number=number))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        self.setFixedSize(px(132), px(92))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        box(painter, rect, COLOURS.ink, px(2), COLOURS.surface, px(6))
        top = QRectF(0, px(6), rect.width(), px(26))
        write(painter, top, words.TAKE_OUT, font(13), COLOURS.ink2, CENTRE)
        low = QRectF(0, px(30), rect.width(), px(56))
        write(painter, low, f"{self.number:03d}", font(42, True), COLOURS.ink, CENTRE)
        painter.setPen(Qt.PenStyle.NoPen)
