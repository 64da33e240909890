"""挂图作战: the units × tasks board, drawn once for screen, picture and wall chart."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.progress import Cell
from dangjian_desktop.gui.signs import Sign, bar_colour, paint_bar, paint_hatch, paint_sign
from dangjian_desktop.gui.tabs.campaigns.model import Board, BoardRow, cell_words, spaced
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, STATES, State
from dangjian_desktop.kernel.numbers import percent

HEAD, ROW, ROW_MOST = 64, 28, 34
AREA, NAME, TOTAL, COLUMN, COLUMN_MOST = 40, 96, 104, 78, 132
ALIGN = Qt.AlignmentFlag
SIGNS = {
    TaskState.DONE: Sign.CHECK,
    TaskState.REVIEW: Sign.RING_CHECK,
    TaskState.DOING: Sign.HALF,
    TaskState.IDLE: Sign.RING,
    TaskState.WAIVED: Sign.NONE,
}


class BoardDrawing:
    """Draws the board into any rectangle of any painter; head and first two columns never scroll."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def counts(self) -> tuple[int, int]:
        """Return the numbers of rows and columns of cells."""
        return len(self.board.rows), len(self.board.columns)

    def row_height(self, room: float) -> float:
        """Return the height of a row: more air where all rows fit."""
        rows = max(1, len(self.board.rows))
        return max(px(ROW), min(px(ROW_MOST), (room - px(HEAD)) // rows)) if room else px(ROW)

    def column_width(self, room: float) -> float:
        """Return the width of a column of cells: wider where all fit."""
        columns = max(1, len(self.board.columns))
        return max(px(COLUMN), min(px(COLUMN_MOST), (room - self.left() - px(TOTAL)) / columns))

    def left(self) -> float:
        """Return the width of the columns that never scroll."""
        used = QFontMetricsF(font(SIZES.body))
        widest = max((used.horizontalAdvance(row.name) for row in self.board.rows), default=0)
        return px(AREA) + max(px(NAME), widest + px(20))

    def wanted(self, width: float, height: float) -> QSizeF:
        """Return the size of the whole board for a place of ``width`` × ``height``."""
        rows, columns = self.counts()
        return QSizeF(
            self.left() + columns * self.column_width(width) + px(TOTAL),
            px(HEAD) + rows * self.row_height(height),
        )

    def paint(self, painter: QPainter, rect: QRectF, current: tuple[int, int], x: float, y: float) -> None:
        """Draw the board scrolled by ``x`` and ``y`` with the cell ``current`` framed."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high, left = self.column_width(rect.width()), self.row_height(rect.height()), self.left()
        body = QRectF(
            rect.left() + left, rect.top() + px(HEAD), rect.width() - left, rect.height() - px(HEAD)
        )
        painter.save()
        painter.setClipRect(body)
        self._cells(painter, body.translated(-x, -y), body, wide, high, current)
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(rect.left(), body.top(), rect.width(), body.height()))
        self._units(painter, QRectF(rect.left(), body.top() - y, left, body.height()), high, current[0])
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(body.left(), rect.top(), body.width(), px(HEAD)))
        self._heads(painter, QRectF(body.left() - x, rect.top(), body.width(), px(HEAD)), wide, current[1])
        painter.restore()
        self._corner(painter, QRectF(rect.left(), rect.top(), left, px(HEAD)))
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(
            QPointF(body.left(), rect.top()),
            QPointF(body.left(), min(rect.bottom(), body.top() - y + high * len(self.board.rows))),
        )
        painter.drawLine(QPointF(rect.left(), body.top()), QPointF(rect.right(), body.top()))
        painter.restore()

    def cell_at(self, rect: QRectF, point: QPointF, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of the cell under ``point``, or None."""
        rows, columns = self.counts()
        column = (point.x() - rect.left() - self.left() + x) // self.column_width(rect.width())
        row = (point.y() - rect.top() - px(HEAD) + y) // self.row_height(rect.height())
        inside = point.x() > rect.left() + self.left() and point.y() > rect.top() + px(HEAD)
        return (int(row), int(column)) if inside and 0 <= row < rows and 0 <= column < columns else None

    def reveal(self, rect: QRectF, row: int, column: int, x: float, y: float) -> tuple[float, float]:
        """Return how far to scroll so that a cell is in view."""
        wide, high = self.column_width(rect.width()), self.row_height(rect.height())
        room_x, room_y = rect.width() - self.left(), rect.height() - px(HEAD)
        return (
            max(min(x, column * wide), (column + 1) * wide - room_x),
            max(min(y, row * high), (row + 1) * high - room_y),
        )

    def _heads(self, painter: QPainter, head: QRectF, wide: float, current: int) -> None:
        columns = self.board.columns
        whole = QRectF(head.left(), head.top(), wide * len(columns) + px(TOTAL), head.height())
        painter.fillRect(whole.united(head), QColor(COLOURS.table_head))
        for place, column in enumerate(columns):
            box = QRectF(head.left() + place * wide, head.top(), wide, head.height())
            late = column.task.late > 0
            painter.setFont(font(SIZES.note, bold=place == current))
            painter.setPen(QColor(COLOURS.ink))
            title = QRectF(box.left() + px(4), box.top() + px(5), box.width() - px(8), px(36))
            self._two_lines(painter, title, column.title)
            painter.setFont(font(SIZES.small, bold=late))
            painter.setPen(QColor(COLOURS.red if late else COLOURS.ink2))
            count = QRectF(box.left(), box.bottom() - px(22), box.width(), px(20))
            painter.drawText(count, ALIGN.AlignCenter, spaced(column.task.share))
            painter.setPen(
                QPen(QColor(COLOURS.control_edge if column.first_of_phase else COLOURS.matrix_line), 1)
            )
            painter.drawLine(box.topLeft(), box.bottomLeft())
        total = QRectF(head.left() + wide * len(columns), head.top(), px(TOTAL), head.height())
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(total.topLeft(), total.bottomLeft())
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(total.adjusted(px(10), 0, 0, 0), ALIGN.AlignVCenter, "完成")

    def _two_lines(self, painter: QPainter, box: QRectF, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        fits = next(
            (n for n in range(len(text), 0, -1) if metrics.horizontalAdvance(text[:n]) <= box.width()), 1
        )
        lines = [text[:fits], metrics.elidedText(text[fits:], Qt.TextElideMode.ElideRight, box.width())]
        lines = [line for line in lines if line]
        if len(lines) == 2 and len(text) <= 2 * fits:
            half = (len(text) + 1) // 2
            lines = [text[:half], text[half:]]
        step = px(17)
        top = box.top() + (box.height() - step * len(lines)) / 2
        for n, line in enumerate(lines):
            painter.drawText(QRectF(box.left(), top + n * step, box.width(), step), ALIGN.AlignCenter, line)

    def _corner(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, QColor(COLOURS.table_head))
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(QRectF(box.left(), box.top(), px(AREA), box.height()), ALIGN.AlignCenter, "片")
        painter.drawText(box.adjusted(px(AREA + 10), 0, 0, 0), ALIGN.AlignVCenter, "村、社区")
        painter.setPen(QPen(QColor(COLOURS.hairline), 1))
        painter.drawLine(
            QPointF(box.left() + px(AREA), box.top()), QPointF(box.left() + px(AREA), box.bottom())
        )

    def _units(self, painter: QPainter, box: QRectF, high: float, current: int) -> None:
        y = box.top()
        for area, count in self.board.areas:
            cell = QRectF(box.left(), y, px(AREA), high * count)
            painter.fillRect(cell, QColor(COLOURS.surface))
            self._upright(painter, cell, area)
            y += high * count
            painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
            painter.drawLine(cell.bottomLeft(), QPointF(box.right(), cell.bottom()))
        for place, row in enumerate(self.board.rows):
            name = QRectF(box.left() + px(AREA), box.top() + place * high, box.width() - px(AREA), high)
            painter.fillRect(name, QColor(COLOURS.selection if place == current else COLOURS.surface))
            painter.setFont(font(SIZES.body, bold=place == current))
            painter.setPen(QColor(COLOURS.ink))
            painter.drawText(name.adjusted(px(10), 0, 0, 0), ALIGN.AlignVCenter, row.name)
            painter.setPen(QPen(QColor(COLOURS.control_edge if row.last_of_area else COLOURS.hairline), 1))
            painter.drawLine(name.bottomLeft(), name.bottomRight())
            painter.setPen(QPen(QColor(COLOURS.hairline), 1))
            painter.drawLine(name.topLeft(), name.bottomLeft())

    def _upright(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setFont(font(SIZES.note, bold=True))
        painter.setPen(QColor(COLOURS.ink))
        step = px(18)
        if len(text) * step > box.height():
            words = QFontMetricsF(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, box.width() - px(4)
            )
            painter.drawText(box, ALIGN.AlignCenter, words)
            return
        top = box.center().y() - step * len(text) / 2
        for n, letter in enumerate(text):
            painter.drawText(QRectF(box.left(), top + n * step, box.width(), step), ALIGN.AlignCenter, letter)

    def _cells(
        self, painter: QPainter, at: QRectF, clip: QRectF, wide: float, high: float, current: tuple[int, int]
    ) -> None:
        columns = len(self.board.columns)
        for place, row in self._rows_in(at, clip, high):
            top = at.top() + place * high
            for column, cell in enumerate(row.cells):
                box = QRectF(at.left() + column * wide, top, wide, high)
                if box.right() < clip.left() or box.left() > clip.right():
                    continue
                self._cell(painter, box.adjusted(px(2), px(1.5), -px(2), -px(1.5)), cell)
                edge = self.board.columns[column].first_of_phase
                painter.setPen(QPen(QColor(COLOURS.control_edge if edge else COLOURS.matrix_line), 1))
                painter.drawLine(box.topLeft(), box.bottomLeft())
                if (place, column) == current:
                    # Black around white: seen on every ground, red too, and without telling colours apart.
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(QColor(COLOURS.surface), px(6)))
                    painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), px(4), px(4))
                    painter.setPen(QPen(QColor(COLOURS.ink), px(2.5)))
                    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))
            self._total(painter, QRectF(at.left() + columns * wide, top, px(TOTAL), high), row)
            painter.setPen(QPen(QColor(COLOURS.control_edge if row.last_of_area else COLOURS.hairline), 1))
            painter.drawLine(
                QPointF(clip.left(), top + high), QPointF(at.left() + columns * wide + px(TOTAL), top + high)
            )

    def _rows_in(self, at: QRectF, clip: QRectF, high: float) -> Iterator[tuple[int, BoardRow]]:
        first = max(0, int((clip.top() - at.top()) // high))
        last = min(len(self.board.rows), int((clip.bottom() - at.top()) // high) + 1)
        return ((place, self.board.rows[place]) for place in range(first, last))

    def _cell(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        word, state = cell_words(cell)
        colours = STATES[state]
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.state is TaskState.WAIVED:
            painter.setBrush(QColor(COLOURS.surface))
            painter.drawRoundedRect(box, px(3), px(3))
            paint_hatch(painter, box)
        elif cell.state is not TaskState.IDLE or cell.late:
            painter.setBrush(QColor(colours.tint))
            painter.drawRoundedRect(box, px(3), px(3))
        sign = Sign.BANG if cell.late else SIGNS[cell.state]
        painter.setFont(font(SIZES.small, bold=bool(cell.late)))
        width = QFontMetricsF(painter.font()).horizontalAdvance(word)
        side = px(8 if not word else 12) if sign is not Sign.NONE else 0.0
        gap = px(5) if word and side else 0
        left = box.center().x() - (width + side + gap) / 2
        if side:
            paint_sign(
                painter, QRectF(left, box.center().y() - side / 2, side, side), sign, state, bool(cell.late)
            )
        painter.setPen(QColor(colours.text))
        if cell.state is TaskState.WAIVED:
            plate = QRectF(left - px(3), box.center().y() - px(9), width + px(6), px(18))
            painter.fillRect(plate, QColor(COLOURS.surface))
        painter.drawText(
            QRectF(left + side + gap, box.top(), width + px(4), box.height()), ALIGN.AlignVCenter, word
        )

    def _total(self, painter: QPainter, box: QRectF, row: BoardRow) -> None:
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        share = float(row.share.fraction)
        bar = QRectF(box.left() + px(10), box.center().y() - px(3), px(40), px(6))
        paint_bar(painter, bar, share, bar_colour(share))
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink))
        figure = QRectF(bar.right(), box.top(), box.right() - px(10) - bar.right(), box.height())
        painter.drawText(figure, ALIGN.AlignVCenter | ALIGN.AlignRight, percent(row.share.fraction, 0))


LEGEND = (
    (TaskState.DONE, State.DONE, "已销号", "佐证齐全，已签收"),
    (TaskState.REVIEW, State.REVIEW, "待核", "已办完，等核验"),
    (TaskState.DOING, State.DOING, "在办", "已开始"),
    (TaskState.IDLE, State.IDLE, "未开始", ""),
    (TaskState.WAIVED, State.IDLE, "免办", "写明理由"),
)
