"""Scrolling views over the Gantt chart and the board: mouse, keyboard, current place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from dangjian_desktop.gui.tabs.campaigns.board import BoardDrawing
from dangjian_desktop.gui.tabs.campaigns.gantt import HEAD, ROW, GanttDrawing
from dangjian_desktop.gui.theme import px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS

KEYS = Qt.Key


class DrawingView(QAbstractScrollArea):
    """What both views share: a drawing larger than the place, a picture of it, and zoom."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(self.backgroundRole())

    def picture(self, scale: float = 2.0) -> QPixmap:
        """Return the whole drawing as a picture, ``scale`` times as dense as the screen."""
        size = self.whole()
        made = QPixmap(QSize(round(size.width() * scale), round(size.height() * scale)))
        made.setDevicePixelRatio(scale)
        made.fill(QColor(COLOURS.surface))
        painter = QPainter(made)
        self.paint_whole(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return made

    def paint_page(self, painter: QPainter, page: QRectF) -> None:
        """Draw the whole into ``page``, as large as it fits."""
        size = self.whole()
        scale = min(page.width() / size.width(), page.height() / size.height())
        painter.save()
        painter.translate(page.topLeft())
        painter.scale(scale, scale)
        self.paint_whole(painter, QRectF(0, 0, size.width(), size.height()))
        painter.restore()

    def whole(self) -> QSize:
        """Return the size of the whole drawing."""
        return self.viewport().size()

    def paint_whole(self, painter: QPainter, rect: QRectF) -> None:
        """Draw everything without scrolling or selection."""

    def measure(self) -> None:
        """Set the scroll bars to the drawing."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll bars right."""
        super().resizeEvent(event)
        self.measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.measure()
            self.viewport().update()


class GanttView(DrawingView):
    """The Gantt chart with one current row."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__("甘特图")
        self.drawing: GanttDrawing | None = None
        self.current = -1
        self.hover = -1

    def show_drawing(self, drawing: GanttDrawing) -> None:
        """Show another chart; the current row stays when it exists."""
        self.drawing = drawing
        self.current = min(self.current, len(drawing.rows) - 1)
        self.measure()
        self.viewport().update()

    def choose(self, place: int) -> None:
        """Make a row the current one and scroll it into view."""
        if self.drawing is None or not 0 <= place < len(self.drawing.rows):
            return
        self.current = place
        bar, step = self.verticalScrollBar(), px(ROW)
        room = self.viewport().height() - px(HEAD)
        bar.setValue(max(min(bar.value(), place * step), (place + 1) * step - room))
        self.viewport().update()
        self.chosen.emit(place)

    def whole(self) -> QSize:
        """Return the width in hand and the full height."""
        height = self.drawing.height() if self.drawing else px(HEAD)
        return QSize(max(self.viewport().width(), px(1100)), round(height) + px(28))

    def paint_whole(self, painter: QPainter, rect: QRectF) -> None:
        """Draw every row."""
        if self.drawing is not None:
            self.drawing.paint(painter, rect)

    def measure(self) -> None:
        """Set the vertical scroll bar to the rows."""
        if self.drawing is None:
            return
        room = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, round(self.drawing.height()) - room))
        self.verticalScrollBar().setPageStep(room)
        self.verticalScrollBar().setSingleStep(px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in view."""
        painter = QPainter(self.viewport())
        rect = QRectF(self.viewport().rect())
        painter.fillRect(rect, QColor(COLOURS.surface))
        if self.drawing is not None:
            self.drawing.paint(painter, rect, self.current, self.hover, self.verticalScrollBar().value())
        painter.end()

    def row_at(self, point: QPoint) -> int:
        """Return the row under ``point``, or −1."""
        y = point.y() - px(HEAD)
        if y < 0 or self.drawing is None:
            return -1
        place = int((y + self.verticalScrollBar().value()) // px(ROW))
        return place if place < len(self.drawing.rows) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        self.choose(self.row_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        place = self.row_at(event.position().toPoint())
        if place >= 0:
            self.opened.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer and tell its whole words."""
        place = self.row_at(event.position().toPoint())
        if place != self.hover:
            self.hover = place
            row = self.drawing.rows[place] if self.drawing and place >= 0 else None
            self.viewport().setToolTip(_whole_words(row.task.task.items) if row and row.task else "")
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.hover = -1
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by rows; Enter opens."""
        last = len(self.drawing.rows) - 1 if self.drawing else -1
        moves = {KEYS.Key_Up: self.current - 1, KEYS.Key_Down: self.current + 1,
                 KEYS.Key_PageUp: self.current - 10, KEYS.Key_PageDown: self.current + 10,
                 KEYS.Key_Home: 0, KEYS.Key_End: last}  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self.choose(max(0, min(last, moves[key])))
        elif key in (KEYS.Key_Return, KEYS.Key_Enter) and self.current >= 0 and not event.modifiers():
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)


class BoardView(DrawingView):
    """The units × tasks board with one current cell; head and first two columns stay in view."""

    chosen = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("挂图作战")
        self.drawing: BoardDrawing | None = None
        self.current = (-1, -1)

    def show_drawing(self, drawing: BoardDrawing) -> None:
        """Show another board; the current cell stays when it exists."""
        self.drawing = drawing
        rows, columns = drawing.counts()
        if self.current[0] >= rows or self.current[1] >= columns:
            self.current = (-1, -1)
        self.measure()
        self.viewport().update()

    def whole(self) -> QSize:
        """Return the size in which every cell is shown."""
        if self.drawing is None:
            return super().whole()
        size = self.drawing.wanted(self.viewport().width(), 0)
        return QSize(round(size.width()), round(size.height()))

    def paint_whole(self, painter: QPainter, rect: QRectF) -> None:
        """Draw every cell."""
        if self.drawing is not None:
            self.drawing.paint(painter, rect, (-1, -1), 0, 0)

    def measure(self) -> None:
        """Set both scroll bars to the cells."""
        if self.drawing is None:
            return
        room = self.viewport().size()
        size = self.drawing.wanted(room.width(), room.height())
        self.verticalScrollBar().setRange(0, max(0, round(size.height()) - room.height()))
        self.verticalScrollBar().setSingleStep(px(28))
        self.verticalScrollBar().setPageStep(room.height())
        self.horizontalScrollBar().setRange(0, max(0, round(size.width()) - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())

    def offsets(self) -> tuple[int, int]:
        """Return how far the cells are scrolled, x then y."""
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells in view."""
        painter = QPainter(self.viewport())
        rect = QRectF(self.viewport().rect())
        painter.fillRect(rect, QColor(COLOURS.surface))
        if self.drawing is not None:
            self.drawing.paint(painter, rect, self.current, *self.offsets())
        painter.end()

    def choose(self, row: int, column: int) -> None:
        """Make a cell the current one and scroll it into view."""
        if self.drawing is None:
            return
        rows, columns = self.drawing.counts()
        if not (0 <= row < rows and 0 <= column < columns):
            return
        self.current = (row, column)
        x, y = self.drawing.reveal(QRectF(self.viewport().rect()), row, column, *self.offsets())
        self.horizontalScrollBar().setValue(round(x))
        self.verticalScrollBar().setValue(round(y))
        self.viewport().update()
        self.chosen.emit(row, column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the cell under the pointer the current one."""
        if self.drawing is not None:
            rect = QRectF(self.viewport().rect())
            found = self.drawing.cell_at(rect, event.position(), *self.offsets())
            if found is not None:
                self.choose(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell under the pointer."""
        if self.current != (-1, -1):
            self.opened.emit(*self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by cells; Enter opens."""
        steps = {KEYS.Key_Up: (-1, 0), KEYS.Key_Down: (1, 0), KEYS.Key_Left: (0, -1), KEYS.Key_Right: (0, 1),
                 KEYS.Key_PageUp: (-10, 0), KEYS.Key_PageDown: (10, 0)}  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps and self.drawing is not None:
            rows, columns = self.drawing.counts()
            down, right = steps[key]
            row = max(0, min(rows - 1, max(0, self.current[0]) + (down if self.current[0] >= 0 else 0)))
            column = max(
                0, min(columns - 1, max(0, self.current[1]) + (right if self.current[1] >= 0 else 0))
            )
            self.choose(row, column)
        elif key in (KEYS.Key_Return, KEYS.Key_Enter) and self.current != (-1, -1) and not event.modifiers():
            self.opened.emit(*self.current)
        else:
            super().keyPressEvent(event)


def _whole_words(items: tuple[str, ...]) -> str:
    return items[0] if len(items) == 1 else "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
