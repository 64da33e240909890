"""The head of a grid: 13 px words, the sort arrow, the filter of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.rows import COLUMN_ROLE, FLAGS, Align, RowsModel

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.filtering import FilterBox
    from dangjian_desktop.gui.widgets.rows import Column


ORDER_SIGNS: dict[Qt.SortOrder | None, str] = {
    Qt.SortOrder.AscendingOrder: "chevron-up",
    Qt.SortOrder.DescendingOrder: "chevron-down",
}


class Head(QHeaderView):
    """Draws the heads; a press on ⌄ opens the list of values, elsewhere it sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(36))
        self.setStretchLastSection(True)
        self.lines = 1
        self.sectionClicked.connect(self.sort_by)

    def rows_model(self) -> RowsModel[Any] | None:
        """Return the model when it can sort and filter."""
        model = self.model()
        return model if isinstance(model, RowsModel) else None

    def sizeHint(self) -> QSize:
        """Return the height of the token, and that of a line for each further one."""
        further = (self.lines - 1) * self._line_height()
        return QSize(super().sizeHint().width(), px(SIZES.head) + further)

    def _line_height(self) -> int:
        return QFontMetrics(font(SIZES.note)).height()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one head."""
        column: Column[Any] | None = self.model().headerData(
            logicalIndex, Qt.Orientation.Horizontal, COLUMN_ROLE
        )
        painter.save()
        painter.fillRect(rect, QColor(COLOURS.table_head))
        painter.setPen(QColor(COLOURS.control_edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        order = self._order_of(logicalIndex)
        painter.setFont(font(SIZES.note, bold=order is not None))
        painter.setPen(QColor(COLOURS.ink2 if order is None else COLOURS.ink))
        align = column.align if column is not None else Align.LEFT
        filters = column is not None and bool(column.filter)
        marked = px(14) if filters and align is not Align.LEFT else 0
        inner = rect.adjusted(px(SIZES.cell_pad), 0, -px(SIZES.cell_pad) - marked, 0)
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        beside = self._beside(inner, self._write(painter, inner, title, align), align)
        for name in filter(None, (ORDER_SIGNS.get(order), column.icon if column is not None else "")):
            self._mark(painter, name, beside)
        if filters:
            self._mark_filter(painter, rect, logicalIndex)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, title: str, align: Align) -> int:
        """Write the title and return how wide it has become."""
        shown = _in_lines(title, painter.fontMetrics(), inner.width(), self.lines)
        painter.drawText(inner, int(FLAGS[align]), "\n".join(shown))
        return max(painter.fontMetrics().horizontalAdvance(one) for one in shown)

    def _order_of(self, section: int) -> Qt.SortOrder | None:
        """Return how the rows are sorted by a column; None where they are not."""
        model = self.rows_model()
        if model is None or model.sorted_by is None or model.sorted_by[0] != section:
            return None
        return model.sorted_by[1]

    def _mark_filter(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.rows_model()
        filtering = model is not None and model.filtered(section)
        name, colour = ("filter", COLOURS.blue) if filtering else ("chevron-down", COLOURS.ink2)
        self._mark(painter, name, self.filter_rect(rect).topLeft(), colour)

    def _beside(self, inner: QRect, words: int, align: Align) -> QPoint:
        left = inner.left() + words + px(5) if align is Align.LEFT else inner.right() - words - px(19)
        return QPoint(left, inner.center().y() - px(6))

    def _mark(self, painter: QPainter, name: str, at: QPoint, colour: str = COLOURS.ink2) -> None:
        icon(name, colour).paint(painter, QRect(at, QSize(px(14), px(14))))

    def filter_rect(self, rect: QRect) -> QRect:
        """Return where the ⌄ of a column stands."""
        return QRect(rect.right() - px(22), rect.center().y() - px(6), px(16), px(16))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list of values when its mark was pressed."""
        section = self.logicalIndexAt(event.position().toPoint())
        model = self.rows_model()
        if model is not None and section >= 0 and model.columns[section].filter:
            left = self.sectionViewportPosition(section)
            rect = QRect(left, 0, self.sectionSize(section), self.height())
            if (
                self.filter_rect(rect)
                .adjusted(-px(4), -px(8), px(4), px(8))
                .contains(event.position().toPoint())
            ):
                self.ask_filter(section)
                return
        super().mouseReleaseEvent(event)

    def sort_by(self, section: int) -> None:
        """Sort up, then down, then as the rows came."""
        model = self.rows_model()
        if model is None:
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if model.sorted_by == (section, up):
            model.sort(section, down)
        elif model.sorted_by == (section, down):
            model.sort(-1)
        else:
            model.sort(section, up)
        self.viewport().update()

    def ask_filter(self, section: int) -> FilterBox | None:
        """Show the values of a column to tick; the ticked ones stay."""
        from dangjian_desktop.gui.widgets.filtering import FilterBox

        model = self.rows_model()
        if model is None or not model.columns[section].filter:
            return None
        box = FilterBox(self, model, section)
        box.destroyed.connect(self.viewport().update)
        left = min(self.sectionViewportPosition(section), self.width() - box.sizeHint().width())
        box.move(self.viewport().mapToGlobal(QPoint(max(0, left), self.height())))
        box.show()
        box.field.setFocus()
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the grid."""
        event.ignore()


def in_lines(view: QTableView, lines: int) -> None:
    """Let the heads of ``view`` have that many lines."""
    head = view.horizontalHeader()
    if isinstance(head, Head):
        head.lines = lines
        head.updateGeometry()


def _in_lines(title: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Break a title where it is full, between any two characters; the last line ends in dots if it must.

    With one line nothing is cut here: it is drawn as far as it goes.
    """
    lines: list[str] = []
    while len(lines) < most - 1 and metrics.horizontalAdvance(title) > width:
        fits = (n for n in range(len(title), 1, -1) if metrics.horizontalAdvance(title[:n]) <= width)
        end = next(fits, 1)
        lines.append(title[:end])
        title = title[end:]
    if most > 1:
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)
    return [*lines, title]
