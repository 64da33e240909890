"""The head of a grid: 13 px words, the sort arrow, the filter of a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.rows import COLUMN_ROLE, FLAGS, Align, RowsModel

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

MOST_VALUES = 40


class Head(QHeaderView):
    """Draws the heads; a press on ⌄ opens the list of values, elsewhere it sorts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(36))
        self.setStretchLastSection(True)
        self.sectionClicked.connect(self.sort_by)

    def rows_model(self) -> RowsModel[Any] | None:
        """Return the model when it can sort and filter."""
        model = self.model()
        return model if isinstance(model, RowsModel) else None

    def sizeHint(self) -> QSize:
        """Return the height of the token."""
        return QSize(super().sizeHint().width(), px(SIZES.head))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one head."""
        column: Column[Any] | None = self.model().headerData(
            logicalIndex, Qt.Orientation.Horizontal, COLUMN_ROLE
        )
        painter.save()
        painter.fillRect(rect, QColor(COLOURS.table_head))
        painter.setPen(QColor(COLOURS.control_edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        model = self.rows_model()
        sorted_by = model.sorted_by if model is not None else None
        here = sorted_by is not None and sorted_by[0] == logicalIndex
        painter.setFont(font(SIZES.note, bold=here))
        painter.setPen(QColor(COLOURS.ink if here else COLOURS.ink2))
        align = column.align if column is not None else Align.LEFT
        inner = rect.adjusted(px(SIZES.cell_pad), 0, -px(SIZES.cell_pad), 0)
        painter.drawText(inner, int(FLAGS[align]), title)
        words = painter.fontMetrics().horizontalAdvance(title)
        if here and sorted_by is not None:
            up = sorted_by[1] is Qt.SortOrder.AscendingOrder
            self._mark(painter, "chevron-up" if up else "chevron-down", self._beside(inner, words, align))
        if column is not None and column.icon:
            self._mark(painter, column.icon, self._beside(inner, words, align))
        if column is not None and column.filter:
            filtering = model is not None and model.filtered(logicalIndex)
            self._mark(painter, "filter" if filtering else "chevron-down", self.filter_rect(rect).topLeft(),
                       COLOURS.blue if filtering else COLOURS.ink2)  # fmt: skip
        painter.restore()

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

    def ask_filter(self, section: int) -> QMenu | None:
        """Show the values of a column to tick; the ticked ones stay."""
        model = self.rows_model()
        if model is None:
            return None
        menu = FilterMenu(self, model, section)
        at = QPoint(self.sectionViewportPosition(section), self.height())
        menu.popup(self.viewport().mapToGlobal(at))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the grid."""
        event.ignore()


class FilterMenu(QMenu):
    """The values of one column, each with a tick; ticking keeps the menu open."""

    def __init__(self, head: Head, model: RowsModel[Any], section: int) -> None:
        super().__init__(head)
        self.model, self.section, self.head = model, section, head
        self.aboutToHide.connect(self.deleteLater)
        everything = self.addAction("全部")
        everything.triggered.connect(lambda: self.choose(None))
        self.addSeparator()
        keep = model.filters.get(f"column:{model.columns[section].id}")
        on = {model.columns[section].text(row) for row in model.rows if keep is None or keep(row)}
        self.values = model.values(section)[:MOST_VALUES]
        self.ticks = {value: self.addAction(value or "（空）") for value in self.values}
        for value, action in self.ticks.items():
            action.setCheckable(True)
            action.setChecked(keep is not None and value in on)

    def choose(self, values: frozenset[str] | None) -> None:
        """Filter by ``values``."""
        self.model.filter_values(self.section, values or None)
        self.head.viewport().update()

    def apply(self) -> None:
        """Filter by what is ticked; nothing ticked keeps all."""
        self.choose(frozenset(value for value, action in self.ticks.items() if action.isChecked()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        self._tick_or(event, super().mouseReleaseEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick on the space bar without closing."""
        if event.key() == Qt.Key.Key_Space:
            self._tick_or(event, super().keyPressEvent)
            return
        super().keyPressEvent(event)

    def _tick_or(self, event: Any, otherwise: Callable[[Any], object]) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and action.isCheckable():
            action.toggle()
            self.apply()
        else:
            otherwise(event)
