"""The grid: a table that behaves like Excel where a clerk expects it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from dangjian_desktop.gui.settings import WIDTHS, Settings
from dangjian_desktop.gui.theme import px, veiled, zoom_changed, zoom_percent
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.blocks import block_of, read_block, statistics
from dangjian_desktop.gui.widgets.delegates import CellDelegate
from dangjian_desktop.gui.widgets.heads import Head
from dangjian_desktop.gui.widgets.rows import Index, RowsModel


class Grid(QTableView):
    """A table over a :class:`RowsModel`.

    ``cells``: single cells are selected, typed into and copied (otherwise whole rows). ``frozen``: the
    first columns stay when the rest scrolls. ``name``: widths are remembered under it.
    """

    chosen = Signal(object)  # the row value in hand, or None
    opened = Signal(object)  # the row value Enter or a double click was given to
    counted = Signal(str)  # words about the selection, for the status line
    refused_paste = Signal()  # nothing of a paste could be taken

    def __init__(
        self, model: RowsModel[Any], settings: Settings, name: str, *, cells: bool = False, frozen: int = 0,
        row_height: int = SIZES.row,
    ) -> None:  # fmt: skip
        super().__init__()
        self.rows_model, self.settings, self.name, self.row_height = model, settings, name, row_height
        self.frozen: FrozenColumns | None = None
        self.telling = QTimer(self, interval=0, singleShot=True)
        self.telling.timeout.connect(self._tell)
        self.saving = QTimer(self, interval=600, singleShot=True)
        self.saving.timeout.connect(self.keep_widths)
        self.setHorizontalHeader(Head(self))
        self.setModel(model)
        self.delegate = CellDelegate(self)
        self.setItemDelegate(self.delegate)
        self._set_ways(cells)
        self.restore_widths()
        self.rescale()
        self.horizontalHeader().sectionResized.connect(self._resized)
        model.shown_changed.connect(self._say_chosen_later)
        if frozen:
            self.frozen = FrozenColumns(self, frozen)

    def _set_ways(self, cells: bool) -> None:
        view = QAbstractItemView
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(cells)
        self.setHorizontalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerItem)
        self.setSelectionMode(view.SelectionMode.ExtendedSelection)
        behaviour = view.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if cells else behaviour.SelectRows)
        trigger = view.EditTrigger
        self.setEditTriggers(
            trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked
            if cells
            else trigger.NoEditTriggers
        )
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.at(index.row())))

    # sizes

    def rescale(self) -> None:
        """Set heights and widths to the zoom."""
        self.verticalHeader().setDefaultSectionSize(px(self.row_height))
        self.verticalHeader().setMinimumSectionSize(px(28))
        self.horizontalHeader().setMinimumSectionSize(px(36))
        for number, width in enumerate(self.widths):
            self.setColumnWidth(number, px(width))

    def restore_widths(self) -> None:
        """Take the remembered widths (px at 100 %), or those of the columns."""
        kept = self.settings.get(WIDTHS).get(self.name, {})
        self.widths = [int(kept.get(column.id, column.width)) for column in self.rows_model.columns]

    def keep_widths(self) -> None:
        """Remember the widths."""
        ids = [column.id for column in self.rows_model.columns]
        self.settings.put(WIDTHS, self.name, dict(zip(ids, self.widths, strict=True)))

    def _resized(self, column: int, _old: int, new: int) -> None:
        last = column == len(self.widths) - 1
        if not last and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.widths[column] = round(new * 100 / zoom_percent())
            self.saving.start()
        if self.frozen is not None:
            self.frozen.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "widths"):
            self.rescale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen columns in place."""
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.fit()

    # what is in hand

    def row_in_hand(self) -> Any:
        """Return the value of the current row, or None."""
        return self.rows_model.at(self.currentIndex().row())

    def rows_selected(self) -> list[Any]:
        """Return the values of the selected rows, top to bottom."""
        lines = sorted({index.row() for index in self.selectedIndexes()})
        return [row for line in lines if (row := self.rows_model.at(line)) is not None]

    def show_row(self, key: Hashable) -> bool:
        """Go to the row identified by ``key``; tell whether it is shown."""
        line = self.rows_model.line_of(key)
        if line < 0:
            return False
        self.setCurrentIndex(self.rows_model.index(line, max(0, self.currentIndex().column())))
        self.scrollTo(self.currentIndex())
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint the rows concerned and say which is in hand."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if self.frozen is not None:
            self.frozen.viewport().update()
        if current.row() != previous.row() or not current.isValid():
            self._say_chosen_later()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Count anew."""
        super().selectionChanged(selected, deselected)
        if hasattr(self, "telling"):
            self.telling.start()

    def _say_chosen_later(self) -> None:
        self.telling.setProperty("row", True)
        self.telling.start()

    def _tell(self) -> None:
        if self.telling.property("row"):
            self.telling.setProperty("row", False)
            self.chosen.emit(self.row_in_hand())
        by_cell = self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectItems
        self.counted.emit(statistics(self.rows_model, self.selectedIndexes(), by_cell))

    # keyboard, copy and paste

    def edit(self, index: Index, trigger: Any = None, event: Any = None) -> Any:
        """Open the editor where the cell is seen: over a frozen column, not under it."""
        if trigger is None:
            return super().edit(index)
        if self.frozen is not None and index.column() < self.frozen.count:
            return self.frozen.edit(index, trigger, event)
        return super().edit(index, trigger, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act as Excel does: copy, paste, fill down, Enter goes on, Delete empties."""
        by_cell = self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectItems
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif by_cell and event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif (
            by_cell
            and event.key() == Qt.Key.Key_D
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.fill_down()
        elif (
            by_cell
            and event.key() == Qt.Key.Key_Delete
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            self.empty_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not by_cell:
            self.opened.emit(self.row_in_hand())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QTimer.singleShot(0, self, self._down)  # after the editor has handed its text over
        elif event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _down(self) -> None:
        here = self.currentIndex()
        below = self.rows_model.index(here.row() + 1, here.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def copy(self) -> None:
        """Put the selected block on the clipboard, as Excel reads it."""
        text = block_of(self.selectedIndexes())
        if text:
            QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Put the clipboard's block in, its corner at the active cell; one value fills a selection."""
        block = read_block(QGuiApplication.clipboard().text())
        chosen = self.selectedIndexes()
        if not block or not self.currentIndex().isValid():
            return
        top = min((index.row() for index in chosen), default=self.currentIndex().row())
        left = min((index.column() for index in chosen), default=self.currentIndex().column())
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
            bottom = max(index.row() for index in chosen)
            right = max(index.column() for index in chosen)
            block = [block[0] * (right - left + 1)] * (bottom - top + 1)
        if not self.rows_model.paste(top, left, block):
            self.refused_paste.emit()

    def fill_down(self) -> None:
        """Give the selected cells the text of the topmost of their column."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        top, bottom = min(i.row() for i in chosen), max(i.row() for i in chosen)
        left, right = min(i.column() for i in chosen), max(i.column() for i in chosen)
        first = [
            str(self.rows_model.index(top, column).data(Qt.ItemDataRole.EditRole))
            for column in range(left, right + 1)
        ]
        if bottom > top:
            self.rows_model.paste(top + 1, left, [first] * (bottom - top))

    def empty_cells(self) -> None:
        """Empty the selected cells."""
        chosen = self.selectedIndexes()
        if chosen:
            top, bottom = min(i.row() for i in chosen), max(i.row() for i in chosen)
            left, right = min(i.column() for i in chosen), max(i.column() for i in chosen)
            self.rows_model.paste(top, left, [[""] * (right - left + 1)] * (bottom - top + 1))

    # the pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        super().mouseMoveEvent(event)
        self.hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self.hover(-1)

    def hover(self, line: int) -> None:
        """Light line ``line``."""
        if line == self.delegate.hovered:
            return
        self.delegate.hovered = line
        self.viewport().update()
        if self.frozen is not None:
            self.frozen.delegate.hovered = line
            self.frozen.viewport().update()


class FrozenColumns(QTableView):
    """The first columns again, laid over the grid so that they stay when it scrolls sideways."""

    def __init__(self, grid: Grid, count: int) -> None:
        super().__init__(grid)
        self.grid, self.count = grid, count
        self.setHorizontalHeader(Head(self))
        self.setModel(grid.rows_model)
        self.setSelectionModel(grid.selectionModel())
        self.delegate = FrozenDelegate(self, grid)
        self.setItemDelegate(self.delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(grid)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(False)
        self.setSelectionBehavior(grid.selectionBehavior())
        self.setSelectionMode(grid.selectionMode())
        self.setEditTriggers(grid.editTriggers())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        for column in range(count, len(grid.rows_model.columns)):
            self.setColumnHidden(column, True)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.shade = Shade(grid)
        self.doubleClicked.connect(lambda index: grid.opened.emit(grid.rows_model.at(index.row())))
        self.fit()

    def fit(self) -> None:
        """Lie exactly over the first columns of the grid."""
        width = 0
        for column in range(self.count):
            self.setColumnWidth(column, self.grid.columnWidth(column))
            width += self.grid.columnWidth(column)
        self.verticalHeader().setDefaultSectionSize(self.grid.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(self.grid.horizontalHeader().height())
        height = self.grid.viewport().height() + self.grid.horizontalHeader().height()
        at = self.grid.viewport().geometry().topLeft() - QPoint(0, self.grid.horizontalHeader().height())
        self.setGeometry(at.x(), at.y(), width, height)
        self.shade.setGeometry(at.x() + width, at.y(), px(6), height)
        self.shade.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        super().mouseMoveEvent(event)
        self.grid.hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Put the light out."""
        super().leaveEvent(event)
        self.grid.hover(-1)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Give the keyboard back to the grid, which answers for both."""
        super().closeEditor(editor, hint)
        self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the grid."""
        self.grid.keyPressEvent(event)


class FrozenDelegate(CellDelegate):
    """Draws frozen cells as the grid does."""

    def __init__(self, view: QTableView, grid: Grid) -> None:
        super().__init__(view)
        self.grid = grid


class Shade(QWidget):
    """The frozen edge: one line and a soft shadow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge."""
        painter = QPainter(self)
        painter.fillRect(0, 0, 1, self.height(), QColor(COLOURS.control_edge))
        shadow = QLinearGradient(1, 0, self.width(), 0)
        shadow.setColorAt(0, veiled(COLOURS.shade, 26))
        shadow.setColorAt(1, veiled(COLOURS.shade, 0))
        painter.fillRect(1, 0, self.width() - 1, self.height(), shadow)
