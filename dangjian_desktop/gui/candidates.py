"""The characters the picker found, drawn large, one a row, with all one needs to tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.gui.widgets.words import paint_cap

if TYPE_CHECKING:
    from dangjian_desktop.services.characters import Candidate

ROWS, ROW, GLYPH = 7, 44, 28
NOTHING = "没有找到。换几个部件，或只输部首和部首以外的笔画数，如“金7”。"
SEEKING = "正在找…"
HOWTO = "输入这个字的部件、拼音、笔画或编码，下面列出可能的字。"
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class CandidateList(QWidget):
    """At most seven rows are seen; one is in hand, ``taken`` says its character."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Candidate, ...] = ()
        self.current = self.first = 0
        self.asked = self.seeking = False
        self.setAccessibleName("找到的字")

    def show_rows(self, rows: Sequence[Candidate], *, asked: bool) -> None:
        """Show ``rows``, the first in hand; ``asked``: something was looked for."""
        self.rows, self.asked, self.seeking = tuple(rows), asked, False
        self.current = self.first = 0
        self.move_by(0)

    def seek(self) -> None:
        """Say that what was typed is being looked for; rows found before stay until then."""
        self.seeking = True
        self.update()

    def move_by(self, step: int) -> None:
        """Take a row further down or up in hand and show the rows about it."""
        if self.rows:
            self.current = max(0, min(len(self.rows) - 1, self.current + step))
            if abs(step) == ROWS:
                self.first = self.current
            self.first = max(self.current - ROWS + 1, min(self.first, self.current))
        self.tell()
        self.update()

    def take(self, place: int | None = None) -> None:
        """Take the row in hand, or the one at ``place``."""
        at = self.current if place is None else place
        if at < len(self.rows):
            self.taken.emit(self.rows[at].char)

    def tell(self) -> None:
        """Let a screen reader say the row in hand."""
        one = self.rows[self.current] if self.rows else None
        self.setAccessibleDescription(f"{one.char} {one.code} {one.reading}" if one else "没有找到")

    def height_needed(self) -> int:
        """Return the height of all rows that can be seen."""
        return px(ROW) * ROWS + px(8)

    def sizeHint(self) -> QSize:
        """Return room for the rows."""
        return QSize(px(400), self.height_needed())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row that is pressed."""
        self.take(self.first + max(0, int(event.position().y() - px(4))) // px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say what to type."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(COLOURS.hairline))
        painter.drawLine(0, 0, self.width(), 0)
        if not self.rows:
            painter.setPen(QColor(COLOURS.ink2))
            painter.setFont(font(SIZES.note))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_words())
            return
        for place, one in enumerate(self.rows[self.first : self.first + ROWS]):
            rect = QRectF(px(8), px(4) + place * px(ROW), self.width() - px(16), px(ROW))
            self.paint_row(painter, rect, one, str(place + 1), self.first + place == self.current)

    def _empty_words(self) -> str:
        """Return what stands in the empty list."""
        return SEEKING if self.seeking else NOTHING if self.asked else HOWTO

    def paint_row(self, painter: QPainter, rect: QRectF, one: Candidate, digit: str, in_hand: bool) -> None:
        """Draw one character with its digit, code point, readings, strokes, parts, and if it prints."""
        if in_hand:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.selection))
            painter.drawRoundedRect(rect, px(5), px(5))
        paint_cap(painter, QRectF(rect.left() + px(8), rect.center().y() - px(11), px(22), px(22)), digit)
        self._words(painter, rect, 44, 44, one.char, GLYPH)
        self._words(painter, rect, 96, 78, one.code, SIZES.note)
        self._words(painter, rect, 178, 110, one.reading, SIZES.body)
        self._words(painter, rect, 292, 50, f"{one.strokes} 画" if one.strokes else "", SIZES.note)
        self._words(painter, rect, 344, 120, one.made_of, SIZES.note, COLOURS.ink2)
        words = "能打印" if one.font else "不能打印"
        right = QRectF(rect.right() - px(82), rect.top(), px(76), rect.height())
        side = px(14)
        at = QRectF(right.left() - px(20), rect.center().y() - side / 2, side, side)
        paint_sign(
            painter,
            at,
            Sign.CHECK if one.font else Sign.SQUARE_CROSS,
            State.DONE if one.font else State.WRONG,
        )
        painter.setPen(QColor(COLOURS.ink2 if one.font else COLOURS.red))
        painter.setFont(font(SIZES.note))
        painter.drawText(right, MIDDLE, words)

    def _words(
        self, painter: QPainter, rect: QRectF, left: int, width: int, text: str, size: float,
        ink: str = COLOURS.ink,
    ) -> None:  # fmt: skip
        painter.setFont(font(size))
        painter.setPen(QColor(ink))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, px(width))
        painter.drawText(QRectF(rect.left() + px(left), rect.top(), px(width), rect.height()), MIDDLE, shown)
