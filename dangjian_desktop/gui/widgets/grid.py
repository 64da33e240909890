"""The grid: a table that behaves like Excel where a clerk expects it."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from itertools import chain
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
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
from dangjian_desktop.gui.widgets.blocks import (
    Block,
    lines_of,
    statistics,
)
from dangjian_desktop.gui.widgets.delegates import CellDelegate
from dangjian_desktop.gui.widgets.fitting import fitted
from dangjian_desktop.gui.widgets.hand import CELL_KEYS, Hand, filter_by, fold_by
from dangjian_desktop.gui.widgets.heads import Head
from dangjian_desktop.gui.widgets.rows import Index, RowsModel

MOST_FOLLOWED = 2_000  # selected cells that are found again after rows have moved


class Grid(QTableView):
    """A table over a :class:`RowsModel`.

    ``cells``: single cells are selected, typed into and copied (otherwise whole rows). ``frozen``: the
    first columns stay when the rest scrolls. ``name``: widths are remembered under it.
    """

    chosen = Signal(object)  # the row value in hand, or None
    opened = Signal(object)  # the row value Enter or a double click was given to
    counted = Signal(str)  # words about the selection, for the status line
    refused_paste = Signal()  # nothing of a paste could be taken
    part_of_paste = Signal(str)  # a paste was taken but for these columns

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
        self.hand = Hand(self)
        self.delegate.spread.connect(self.hand.fill_cells)
        self._set_ways(cells)
        self.restore_widths()
        self.rescale()
        self.horizontalHeader().sectionResized.connect(self._resized)
        model.shown_changed.connect(self._say_chosen_later)
        model.arranging.connect(self._let_go)
        model.modelReset.connect(self._take_columns)
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
        self.clicked.connect(self.hand.press_head)

    # sizes

    def rescale(self) -> None:
        """Set heights and widths to the zoom."""
        self.verticalHeader().setDefaultSectionSize(px(self.row_height))
        self.verticalHeader().setMinimumSectionSize(px(28))
        self.horizontalHeader().setMinimumSectionSize(px(36))
        room = (self.viewport().width() - len(self.widths)) * 100 // zoom_percent()  # px() rounds each width
        for number, width in enumerate(fitted(self.rows_model.columns, self.widths, room)):
            if self.columnWidth(number) != px(width):  # setting one again takes as long as the first time
                self.setColumnWidth(number, px(width))

    def restore_widths(self) -> None:
        """Take the remembered widths (px at 100 %), or those of the columns."""
        kept = self.settings.get(WIDTHS).get(self.name, {})
        self.widths = [int(kept.get(column.id, column.width)) for column in self.rows_model.columns]

    def _take_columns(self) -> None:
        """Follow other columns with their widths."""
        self.restore_widths()
        self.rescale()

    def keep_widths(self) -> None:
        """Remember the widths."""
        ids = [column.id for column in self.rows_model.columns]
        kept = self.settings.get(WIDTHS).get(self.name, {})
        self.settings.put(WIDTHS, self.name, kept | dict(zip(ids, self.widths, strict=True)))

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
        """Let columns that can give way do so, and keep the frozen ones in place."""
        super().resizeEvent(event)
        columns = self.rows_model.columns
        if len(columns) == len(self.widths) and any(column.least or column.most for column in columns):
            self.rescale()  # while other columns come in, their widths are not there yet
        if self.frozen is not None:
            self.frozen.fit()

    # what is in hand

    def row_in_hand(self) -> Any:
        """Return the value of the current row, or None."""
        return self.rows_model.at(self.currentIndex().row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row in hand when none is: Qt alone would light it up without selecting it."""
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.setCurrentIndex(self.rows_model.index(0, 0))
        super().focusInEvent(event)

    def rows_selected(self) -> list[Any]:
        """Return the values of the selected rows, top to bottom."""
        lines = lines_of(self.rows_model, self.blocks())
        return [row for line in lines if (row := self.rows_model.at(line)) is not None]

    def blocks(self) -> list[Block]:
        """Return what is selected as blocks of cells: one for all rows, however many."""
        chosen = self.selectionModel().selection()
        spans = (chosen.at(n) for n in range(chosen.count()))
        return [Block(one.top(), one.left(), one.bottom(), one.right()) for one in spans]

    def _let_go(self) -> None:
        """Before rows move, drop a large selection but the cell in hand: following all takes long."""
        if sum(block.cells() for block in self.blocks()) > MOST_FOLLOWED:
            self.selectionModel().clearSelection()

    def setCurrentIndex(self, index: Index) -> None:
        """Take a cell in hand and select it alone, whatever keys are held."""
        flag = QItemSelectionModel.SelectionFlag
        rows = self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
        command = flag.ClearAndSelect | flag.Rows if rows else flag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, command if index.isValid() else flag.Clear)

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
        _repaint(self, previous.row(), current.row())
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
        self.counted.emit(statistics(self.rows_model, self.blocks(), _by_cell(self)))

    # keyboard, copy and paste

    def edit(self, index: Index, trigger: Any = None, event: Any = None) -> Any:
        """Open the editor where the cell is seen: over a frozen column, not under it."""
        if trigger is None:
            return super().edit(index)
        if self.frozen is not None and index.column() < self.frozen.count:
            return self.frozen.edit(index, trigger, event)
        return super().edit(index, trigger, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act as Excel does: copy, paste, fill down, Enter goes on, Delete empties; ← → fold groups."""
        act = CELL_KEYS.get(event.keyCombination().toCombined()) if _by_cell(self) else None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.hand.copy()
        elif fold_by(self, event) or filter_by(self, event):
            event.accept()
        elif act is not None:
            act(self.hand)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            _go_on(self)
        elif event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

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
        before = self.delegate.hovered
        if line == before:
            return
        self.delegate.hovered = line
        if self.frozen is not None:
            self.frozen.delegate.hovered = line
        _repaint(self, before, line)


def _repaint(grid: Grid, *lines: int) -> None:
    """Repaint some rows from edge to edge; the others have not changed."""
    views: list[QTableView] = [grid] if grid.frozen is None else [grid, grid.frozen]
    for view in views:
        place = view.viewport()
        for line in lines:
            place.update(0, view.rowViewportPosition(line), place.width(), view.rowHeight(line))


def _by_cell(grid: Grid) -> bool:
    return grid.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectItems


def _go_on(grid: Grid) -> None:
    """Go to the cell below, or open the row in hand where rows are chosen whole."""
    if _by_cell(grid):
        QTimer.singleShot(0, grid, partial(_go_down, grid))  # after the editor has handed its text over
    else:
        grid.opened.emit(grid.row_in_hand())


def _go_down(grid: Grid) -> None:
    here = grid.currentIndex()
    below = grid.rows_model.index(here.row() + 1, here.column())
    if below.isValid():
        grid.setCurrentIndex(below)


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
        self.freeze()
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.shade = Shade(grid)
        self.doubleClicked.connect(lambda index: grid.opened.emit(grid.rows_model.at(index.row())))
        self.clicked.connect(grid.hand.press_head)
        self.delegate.spread.connect(grid.hand.fill_cells)
        grid.rows_model.modelReset.connect(self.freeze)
        self.fit()

    def freeze(self) -> None:
        """Show the first columns alone."""
        for column in range(len(self.grid.rows_model.columns)):
            self.setColumnHidden(column, column >= self.count)

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


def step_off(grid: Grid) -> None:
    """Go to the row behind those selected, else before them: they are about to go, the place stays."""
    model, going = grid.rows_model, lines_of(grid.rows_model, grid.blocks())
    if going:
        near = chain(range(going[-1] + 1, model.rowCount()), range(going[0] - 1, -1, -1))
        line = next((one for one in near if model.at(one) is not None), -1)
        grid.setCurrentIndex(model.index(line, max(0, grid.currentIndex().column())))


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
