"""The paper as it lies on the desk: items in paper order, the current one framed and larger."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.look import (
    BOX_EDGE,
    CENTRE,
    GROUND,
    LEFT,
    PAPER_HEAD,
    RIGHT,
    Scale,
    box,
    card,
    tick,
    write,
)
from dangjian_desktop.gui.tabs.ballots.session import Mode, Sitting
from dangjian_desktop.gui.tokens import COLOURS

HEAD, COLUMN_HEAD, ROW, ROW_LEAST, ROW_MOST = 78, 40, 53, 40, 64
MARGIN, NUMBER_WIDTH = 24, 76


class PaperView(QWidget):
    """Paints the ballot in hand; nothing on it can be clicked."""

    def __init__(self, sitting: Sitting, scale: Scale) -> None:
        super().__init__()
        self.sitting, self.scale = sitting, scale
        self.seen = self._seen()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size in the pictures."""
        return QSize(self.scale.px(872), self.scale.px(664))

    def follow(self) -> None:
        """Repaint what the last key changed: two rows where only an answer was given."""
        seen, self.seen = self.seen, self._seen()
        if seen[:-1] != self.seen[:-1] or self.sitting.mode is not Mode.MARKS:
            self.update()
            return
        low, high = sorted((seen[-1], self.seen[-1]))
        rows = self.row_rect(low).united(self.row_rect(high))
        edge = self.scale.px(16)
        self.update(rows.adjusted(-edge, -edge, edge, edge).toAlignedRect())

    def _seen(self) -> tuple[object, str, int, int]:
        sitting = self.sitting
        return (
            sitting.mode,
            sitting.shown_number + sitting.draft.group,
            self.first_shown(),
            sitting.draft.cursor,
        )

    # ---------------------------------------------------------------- places

    def table(self) -> QRectF:
        """Return the frame of the table."""
        inner = QRectF(self.rect()).adjusted(
            self.scale.px(MARGIN),
            self.scale.px(HEAD),
            -self.scale.px(MARGIN),
            -self.scale.px(MARGIN) + self.scale.px(8),
        )
        rows = len(self.sitting.form.items)
        height = self.scale.px(COLUMN_HEAD) + min(rows, self.rows_shown()) * self.row_height()
        return QRectF(inner.left(), inner.top(), inner.width(), min(height, inner.height()))

    def _room(self) -> float:
        return (
            self.height()
            - self.scale.px(HEAD)
            - self.scale.px(COLUMN_HEAD)
            - self.scale.px(MARGIN)
            + self.scale.px(8)
        )

    def row_height(self) -> float:
        """Return the height of a row: as tall as the items allow, never too small to read."""
        least, most = self.scale.px(ROW_LEAST), self.scale.px(ROW_MOST)
        return max(least, min(most, self._room() / len(self.sitting.form.items)))

    def rows_shown(self) -> int:
        """Return how many items stand on the screen at once."""
        return max(1, int(self._room() / self.row_height() + 0.01))

    def first_shown(self) -> int:
        """Return the first item shown: the current one stays in the middle of a long ballot."""
        rows, shown = len(self.sitting.form.items), self.rows_shown()
        current = min(self.sitting.draft.cursor, rows - 1)
        return max(0, min(current - shown // 2, rows - shown))

    def option_columns(self) -> list[QRectF]:
        """Return the columns of the options, of one width, in the order of the paper."""
        table = self.table()
        count = len(self.sitting.form.options)
        metrics = QFontMetricsF(self.scale.font(17, bold=True))
        widest = max(metrics.horizontalAdvance(o.text) for o in self.sitting.form.options) + self.scale.px(24)
        wide = min(max(self.scale.px(104), widest), table.width() * 0.62 / count)
        left = table.right() - wide * count
        return [QRectF(left + n * wide, table.top(), wide, table.height()) for n in range(count)]

    def row_rect(self, item: int) -> QRectF:
        """Return the place of one item that is shown."""
        table, height = self.table(), self.row_height()
        top = table.top() + self.scale.px(COLUMN_HEAD) + (item - self.first_shown()) * height
        return QRectF(table.left(), top, table.width(), height)

    # ---------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        card(painter, QRectF(self.rect()))
        self._paint_head(painter)
        if self.sitting.mode is Mode.GROUP:
            self._paint_choices(
                painter,
                words.GROUP_QUESTION,
                [g.name for g in self.sitting.form.groups],
                words.GROUP_NOTE,
                -1,
            )
        elif self.sitting.mode is Mode.REASON:
            reasons = list(self.sitting.form.invalid_reasons)
            chosen = self.sitting.draft.reason
            question = words.INVALID_QUESTION.format(number=self.sitting.draft.number)
            at = reasons.index(chosen) if chosen in reasons else -1
            self._paint_choices(painter, question, reasons, words.INVALID_NOTE, at)
        else:
            self._paint_table(painter, QRectF(event.rect()))

    def _paint_head(self, painter: QPainter) -> None:
        top, height = self.scale.px(14), self.scale.px(48)
        typing = self.sitting.mode is Mode.NUMBER
        frame = QRectF(
            self.width() - self.scale.px(MARGIN) - self.scale.px(96), top, self.scale.px(96), height
        )
        ground = COLOURS.ballot_row if typing else COLOURS.surface
        box(painter, frame, COLOURS.ink, self.scale.px(3) if typing else self.scale.px(2), ground, 4)
        write(painter, frame, self.sitting.shown_number, self.scale.font(28, bold=True), COLOURS.ink, CENTRE)
        label = QRectF(frame.left() - self.scale.px(96), top, self.scale.px(80), height)
        write(painter, label, words.PAPER_NUMBER, self.scale.font(17), COLOURS.ink2, RIGHT)
        title = QRectF(self.scale.px(32), top, label.left() - self.scale.px(40), height)
        text = self.sitting.form.title
        write(painter, title, text, self.scale.fitted(text, 22, title.width(), bold=True, least=16))

    def _paint_table(self, painter: QPainter, wanted: QRectF) -> None:
        table, columns = self.table(), self.option_columns()
        head = QRectF(table.left(), table.top(), table.width(), self.scale.px(COLUMN_HEAD))
        painter.fillRect(head, QColor(PAPER_HEAD))
        at = QRectF(
            table.left() + self.scale.px(NUMBER_WIDTH),
            head.top(),
            columns[0].left() - table.left(),
            head.height(),
        )
        write(painter, at, words.ITEM_HEAD, self.scale.font(17), COLOURS.ink2)
        for option, column in zip(self.sitting.form.options, columns, strict=True):
            cell = QRectF(
                column.left() + self.scale.px(4), head.top(), column.width() - self.scale.px(8), head.height()
            )
            write(
                painter,
                cell,
                option.text,
                self.scale.fitted(option.text, 17, cell.width(), bold=True),
                COLOURS.ink,
                CENTRE,
            )
        first, last = self.first_shown(), self.first_shown() + self.rows_shown()
        items = len(self.sitting.form.items)
        current = self.sitting.draft.cursor if self.sitting.mode is Mode.MARKS else -1
        painter.setPen(QPen(QColor(BOX_EDGE), 1))
        painter.drawLine(columns[0].topLeft(), columns[0].bottomLeft())
        for item in range(first, min(last, items)):
            if item != current and self.row_rect(item).intersects(wanted):
                self._paint_row(painter, item, columns)
        painter.setPen(QPen(QColor(COLOURS.phase_bar), self.scale.px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(table)
        if first <= current < min(last, items):
            self._paint_current(painter, current, columns)
        if items > self.rows_shown():
            self._paint_extent(painter, first, min(last, items), items)

    def _paint_row(self, painter: QPainter, item: int, columns: list[QRectF]) -> None:
        row = self.row_rect(item)
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        number = QRectF(row.left(), row.top(), self.scale.px(NUMBER_WIDTH), row.height())
        write(painter, number, str(item + 1), self.scale.font(22), COLOURS.ink, CENTRE)
        self._paint_item(painter, item, row, columns[0].left(), 22)
        marks = self.sitting.draft.marks
        typed = item < len(marks)
        for option, column in enumerate(columns):
            square = _square(column, row, self.scale.px(32))
            if typed and marks[item] == option:
                tick(painter, square.adjusted(-1, -1, 1, 1))
            else:
                box(
                    painter,
                    square,
                    BOX_EDGE if typed else COLOURS.strong_edge,
                    self.scale.px(1.5),
                    COLOURS.surface,
                    5,
                )

    def _paint_current(self, painter: QPainter, item: int, columns: list[QRectF]) -> None:
        row = self.row_rect(item)
        frame = row.adjusted(-self.scale.px(12), -self.scale.px(1), self.scale.px(12), self.scale.px(1))
        box(painter, frame, COLOURS.ink, self.scale.px(3), COLOURS.ballot_row, 5)
        middle, left = frame.center().y(), frame.left()
        pointer = [
            (left, middle - self.scale.px(11)),
            (left + self.scale.px(19), middle),
            (left, middle + self.scale.px(11)),
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in pointer]))
        number = QRectF(row.left(), row.top(), self.scale.px(NUMBER_WIDTH), row.height())
        write(painter, number, str(item + 1), self.scale.font(26, bold=True), COLOURS.ink, CENTRE)
        self._paint_item(painter, item, row, columns[0].left(), 26, bold=True)
        for option, column in zip(self.sitting.form.options, columns, strict=True):
            square = _square(column, row, self.scale.px(38))
            box(painter, square, COLOURS.ink, self.scale.px(2), COLOURS.surface, 5)
            write(painter, square, option.key, self.scale.font(23, bold=True), COLOURS.ink, CENTRE)

    def _paint_item(
        self, painter: QPainter, item: int, row: QRectF, right: float, size: float, *, bold: bool = False
    ) -> None:
        """Write an item's words in one line, in two where they would be too small or cut off."""
        text = self.sitting.form.items[item].text
        place = QRectF(row.left() + self.scale.px(NUMBER_WIDTH), row.top(), 0, row.height())
        place.setRight(right - self.scale.px(8))
        used = self.scale.fitted(text, size, place.width(), bold=bold, least=16)
        if QFontMetricsF(used).horizontalAdvance(text) <= place.width():
            write(painter, place, text, used)
            return
        painter.setFont(self.scale.font(14, bold))
        painter.setPen(QColor(COLOURS.ink))
        painter.drawText(place, int(LEFT) | int(Qt.TextFlag.TextWrapAnywhere), text)

    def _paint_extent(self, painter: QPainter, first: int, last: int, items: int) -> None:
        text = words.SHOWN_ITEMS.format(first=first + 1, last=last, items=items)
        place = QRectF(
            self.scale.px(32),
            self.height() - self.scale.px(24),
            self.width() - self.scale.px(64),
            self.scale.px(22),
        )
        write(painter, place, text, self.scale.font(14), COLOURS.ink2, RIGHT)

    def _paint_choices(
        self, painter: QPainter, question: str, choices: list[str], note: str, chosen: int
    ) -> None:
        """Ask for one digit: who the pile is from, or why the paper is invalid."""
        left, width = self.scale.px(56), self.width() - self.scale.px(112)
        top = float(self.scale.px(HEAD + 24))
        write(painter, QRectF(left, top, width, self.scale.px(40)), question, self.scale.font(26, bold=True))
        top += self.scale.px(64)
        for number, choice in enumerate(choices[:9], 1):
            row = QRectF(left, top, width, self.scale.px(56))
            if number - 1 == chosen:
                box(painter, row, COLOURS.ink, self.scale.px(3), COLOURS.ballot_row, 5)
            cap = QRectF(
                left + self.scale.px(9), top + self.scale.px(9), self.scale.px(38), self.scale.px(38)
            )
            box(painter, cap, COLOURS.ink, self.scale.px(2), COLOURS.surface, 5)
            write(painter, cap, str(number), self.scale.font(23, bold=True), COLOURS.ink, CENTRE)
            place = row.adjusted(self.scale.px(68), 0, -self.scale.px(12), 0)
            write(
                painter,
                place,
                choice,
                self.scale.fitted(choice, 24, place.width(), bold=number - 1 == chosen),
            )
            top += self.scale.px(64)
        write(
            painter,
            QRectF(left, top + self.scale.px(8), width, self.scale.px(28)),
            note,
            self.scale.fitted(note, 16, width),
            COLOURS.ink2,
            LEFT,
        )


def _square(column: QRectF, row: QRectF, side: float) -> QRectF:
    side = min(side, row.height() - 8)
    middle = QPointF(column.center().x(), row.center().y())
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
