"""What the keyboard does in the cells of a grid: copy, paste, fill, empty, fold groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QKeyCombination, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from dangjian_desktop.gui.widgets.blocks import LINES_AT_ONCE, cells_of, lines_of, read_block, written
from dangjian_desktop.gui.widgets.heads import Head

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.grid import Grid
    from dangjian_desktop.gui.widgets.rows import RowsModel


class Hand(QObject):
    """Acts on the selected cells of one grid; each act is one step to undo."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.copying = QTimer(self, interval=0)
        self.copying.timeout.connect(self._copy_on)
        self.pieces: tuple[Iterator[str], list[str]] = (iter(()), [])

    def press_head(self, index: QModelIndex) -> None:
        """Fold or unfold the group whose head was pressed."""
        group = self.grid.rows_model.group_at(index.row())
        if group is not None:
            self.grid.rows_model.fold(group.name)

    def copy(self) -> None:
        """Put the selected block on the clipboard, as Excel reads it; many lines in small pieces."""
        self.pieces = (written(self.grid.rows_model, self.grid.blocks()), [])
        self._copy_on()
        if (
            self.copying.isActive()
            and len(lines_of(self.grid.rows_model, self.grid.blocks())) <= LINES_AT_ONCE
        ):
            self._copy_on()

    def _copy_on(self) -> None:
        coming, done = self.pieces
        piece = next(coming, None)
        if piece is not None:
            done.append(piece)
            self.copying.start()
            return
        self.copying.stop()
        if done:
            QGuiApplication.clipboard().setText("".join(done))

    def paste(self) -> None:
        """Put the clipboard's block in, its corner at the active cell; one value fills a selection."""
        block, chosen, model = (
            read_block(QGuiApplication.clipboard().text()),
            self.grid.blocks(),
            self.grid.rows_model,
        )
        here = self.grid.currentIndex()
        if not block or not here.isValid():
            return
        if len(block) == 1 and len(block[0]) == 1:
            taken = self.fill_cells(block[0][0])
        else:
            top = min((one.top for one in chosen), default=here.row())
            left = min((one.left for one in chosen), default=here.column())
            kept_out = _left_out(model, top, left, block)
            taken = model.paste(top, left, block)
            if taken and kept_out:
                self.grid.part_of_paste.emit("、".join(kept_out))
        if not taken:
            self.grid.refused_paste.emit()

    def fill_cells(self, text: str) -> int:
        """Put one text into every selected cell, as one act; return how many took it."""
        model = self.grid.rows_model
        return model.put((line, column, text) for line, column in cells_of(model, self.grid.blocks()))

    def fill_down(self) -> None:
        """Give the selected cells the text of the topmost of their column."""
        self._fill(lambda _line, column: column)

    def fill_right(self) -> None:
        """Give the selected cells the text of the leftmost of their line."""
        self._fill(lambda line, _column: line)

    def _fill(self, strand: Callable[[int, int], int]) -> None:
        """Give the selected cells of one strand (a column, a line) the text of its first."""
        model, cells = self.grid.rows_model, sorted(cells_of(self.grid.rows_model, self.grid.blocks()))
        first: dict[int, str] = {}
        put = []
        for line, column in cells:
            name = strand(line, column)
            if name not in first:
                first[name] = str(model.index(line, column).data(Qt.ItemDataRole.EditRole) or "")
            else:
                put.append((line, column, first[name]))
        model.put(put)

    def empty_cells(self) -> None:
        """Empty the selected cells."""
        self.fill_cells("")


def _left_out(
    model: RowsModel[Any], row: int, column: int, block: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Return the titles of the columns that do not take a pasted block though it has other texts."""
    found = (
        model.columns[column + across].title
        for line, texts in zip(model.data_lines(row, len(block)), block, strict=False)
        for across, text in enumerate(texts)
        if text.strip()
        and column + across < len(model.columns)
        and not model.takes(line, column + across)
        and text.strip() != model.index(line, column + across).data(Qt.ItemDataRole.DisplayRole)
    )
    return tuple(dict.fromkeys(found))


def fold_by(grid: Grid, event: QKeyEvent) -> bool:
    """Fold or unfold the group whose head is in hand, or go to the head; tell whether the key did."""
    model, here, key = grid.rows_model, grid.currentIndex(), event.key()
    if not model.grouping.by or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    group = model.group_at(here.row())
    if group is None:
        if key != Qt.Key.Key_Left or here.column() > 0:
            return False
        head = next((n for n in range(here.row(), -1, -1) if model.lines[n] < 0), here.row())
        grid.setCurrentIndex(model.index(head, 0))
        return True
    if key in FOLDS:
        model.fold(group.name, FOLDS[key])
    return key in FOLDS


def filter_by(grid: Grid, event: QKeyEvent) -> bool:
    """Open the filter of the column in hand by Alt+↓; tell whether it has one."""
    if event.keyCombination().toCombined() != FILTER_KEY:
        return False
    head, here = grid.horizontalHeader(), grid.currentIndex()
    return here.isValid() and isinstance(head, Head) and head.ask_filter(here.column()) is not None


CELL_KEYS: dict[int, Callable[[Hand], object]] = {
    QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_V).toCombined(): Hand.paste,
    QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_D).toCombined(): Hand.fill_down,
    QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_R).toCombined(): Hand.fill_right,
    QKeyCombination(Qt.Key.Key_Delete).toCombined(): Hand.empty_cells,
}
FILTER_KEY = QKeyCombination(Qt.Modifier.ALT, Qt.Key.Key_Down).toCombined()
FOLDS: dict[int, bool | None] = {
    Qt.Key.Key_Left: True,
    Qt.Key.Key_Right: False,
    Qt.Key.Key_Return: None,
    Qt.Key.Key_Enter: None,
    Qt.Key.Key_Space: None,
}
