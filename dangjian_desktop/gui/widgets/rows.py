"""A table model over any list of values: columns as data, one pass per search, filter or sort."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dangjian_desktop.gui.pinyin import Span, find
from dangjian_desktop.gui.signs import Chip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

ROW_ROLE = Qt.ItemDataRole.UserRole
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
SHARE_ROLE = Qt.ItemDataRole.UserRole + 2
SPAN_ROLE = Qt.ItemDataRole.UserRole + 3
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 4
HEAVY_LINE_ROLE = Qt.ItemDataRole.UserRole + 5
BAR_FILL_ROLE = Qt.ItemDataRole.UserRole + 6
LEAD_ROLE = Qt.ItemDataRole.UserRole + 7


class Align(StrEnum):
    """Words and dates left, figures right, one-sign cells in the middle."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


FLAGS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: what it shows of a row, and what can be done with it.

    ``sort`` gives the key rows are ordered by (default: the text). ``editable`` tells whether a cell
    takes typing; ``check`` returns a sentence about a typed text that will not do, or an empty string.
    ``choices`` are offered while typing. ``chip`` and ``share`` draw a chip or a bar in the cell;
    ``fill`` is the bar's colour, ``chip_width`` gives chips one width (px at 100 %).
    ``filter`` puts a list of the values under the head; ``head_tip`` says what the column is for.
    """

    id: str
    title: str
    text: Callable[[R], str]
    width: int = 96
    align: Align = Align.LEFT
    sort: Callable[[R], Any] | None = None
    editable: Callable[[R], bool] | None = None
    edit_text: Callable[[R], str] | None = None
    check: Callable[[R, str], str] | None = None
    choices: Callable[[R], Sequence[str]] | None = None
    chip: Callable[[R], Chip | None] | None = None
    share: Callable[[R], Fraction | None] | None = None
    fill: Callable[[R], str] | None = None
    number: Callable[[R], Fraction | int | None] | None = None
    tip: Callable[[R], str] | None = None
    chip_width: int = 0
    bold: bool = False
    muted: bool = False
    filter: bool = False
    searched: bool = False
    icon: str = ""
    head_tip: str = ""


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """One cell the clerk typed or pasted into."""

    row: R
    column: str
    text: str


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows ``rows`` in the order and choice in hand; rows are values, replaced whole.

    ``edited`` carries every edit of one act (a cell, a paste, a fill down) as one tuple, so that it
    becomes one step to undo. ``key`` gives what identifies a row when newer rows replace older ones.
    """

    edited = Signal(object)  # tuple[Edit, ...]
    shown_changed = Signal()

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Hashable],
                 parent: QObject | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.columns, self.key = tuple(columns), key
        self.rows: list[R] = []
        self.shown: list[R] = []
        self.query = ""
        self.filters: dict[str, Callable[[R], bool]] = {}
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.spans: dict[Hashable, dict[int, Span]] = {}
        self.heavy_after: Hashable | None = None
        self.lead = next((n for n, column in enumerate(self.columns) if column.align is Align.LEFT), 0)

    # what is shown

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show ``rows`` instead, keeping search, filters and order."""
        self.rows = list(rows)
        self.arrange()

    def search(self, text: str) -> None:
        """Keep the rows in whose searched columns ``text`` is found; the first such column ranks first."""
        self.query = text.strip()
        self.arrange()

    def filter(self, name: str, keep: Callable[[R], bool] | None) -> None:
        """Set (or with None: drop) the filter called ``name``."""
        if keep is None:
            self.filters.pop(name, None)
        else:
            self.filters[name] = keep
        self.arrange()

    def filter_values(self, column: int, values: frozenset[str] | None) -> None:
        """Keep the rows whose text in ``column`` is among ``values``; None keeps all."""
        text = self.columns[column].text
        name = f"column:{self.columns[column].id}"
        self.filter(name, None if values is None else lambda row: text(row) in values)

    def clear_filters(self) -> None:
        """Drop search and filters."""
        self.filters.clear()
        self.query = ""
        self.arrange()

    def filtered(self, column: int) -> bool:
        """Tell whether the head of ``column`` filters."""
        return f"column:{self.columns[column].id}" in self.filters

    def values(self, column: int) -> list[str]:
        """Return the different texts of ``column`` over all rows, in order."""
        text = self.columns[column].text
        return sorted({text(row) for row in self.rows})

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by ``column``; −1 gives the order the rows came in."""
        self.sorted_by = (column, order) if column >= 0 else None
        self.arrange()

    def arrange(self) -> None:
        """Choose and order the rows again: one pass, not one per paint."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [
            (index, self.key(self.shown[index.row()])) for index in before if index.row() < len(self.shown)
        ]
        self.shown = self._ordered(
            [row for row in self.rows if all(keep(row) for keep in self.filters.values())]
        )
        place = {self.key(row): number for number, row in enumerate(self.shown)}
        for index, key in kept:
            at = place.get(key)
            self.changePersistentIndex(index, NO_INDEX if at is None else self.index(at, index.column()))
        self.layoutChanged.emit()
        self.shown_changed.emit()

    def _ordered(self, rows: list[R]) -> list[R]:
        if self.sorted_by is not None:
            number, order = self.sorted_by
            column = self.columns[number]
            rows.sort(key=column.sort or column.text, reverse=order is Qt.SortOrder.DescendingOrder)
        self.spans, self.heavy_after = {}, None
        if not self.query:
            return rows
        groups: dict[int, list[R]] = {}
        for row in rows:
            found = self._found(row)
            if found:
                self.spans[self.key(row)] = found
                groups.setdefault(min(found), []).append(row)
        ordered = [groups[number] for number in sorted(groups)]
        if len(ordered) > 1:
            self.heavy_after = self.key(ordered[0][-1])
        return [row for group in ordered for row in group]

    def _found(self, row: R) -> dict[int, Span]:
        found: dict[int, Span] = {}
        for number, column in enumerate(self.columns):
            if column.searched and (span := find(column.text(row), self.query)) is not None:
                found[number] = span
        return found

    def found_in(self) -> dict[str, int]:
        """Return how many shown rows matched in each searched column, by its title."""
        counts: dict[str, int] = {}
        for spans in self.spans.values():
            for number in spans:
                title = self.columns[number].title
                counts[title] = counts.get(title, 0) + 1
        return counts

    def at(self, row: int) -> R | None:
        """Return the value shown in line ``row``."""
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def line_of(self, key: Hashable) -> int:
        """Return the line that shows the row identified by ``key``, −1 when it is not shown."""
        return next((n for n, row in enumerate(self.shown) if self.key(row) == key), -1)

    # what Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row, column = self.shown[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.EditRole:
            return (column.edit_text or column.text)(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return FLAGS[column.align]
        reader = _READERS.get(role)
        return reader(self, row, index.column()) if reader is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # fmt: skip
        """Return the heads: titles across, numbers down."""
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return FLAGS[column.align]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.head_tip or None
        return column if role == COLUMN_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        basic = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        editable = self.columns[index.column()].editable
        if editable is not None and editable(self.shown[index.row()]):
            return basic | Qt.ItemFlag.ItemIsEditable
        return basic

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say that one cell was typed into; the service decides, newer rows follow."""
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.edited.emit((Edit(self.shown[index.row()], self.columns[index.column()].id, str(value)),))
        return True

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> int:
        """Say that a block was pasted with its corner at a cell; return how many cells took it."""
        edits = [
            Edit(self.shown[row + down], self.columns[column + across].id, text)
            for down, texts in enumerate(block)
            for across, text in enumerate(texts)
            if row + down < len(self.shown) and column + across < len(self.columns)
            and self.flags(self.index(row + down, column + across)) & Qt.ItemFlag.ItemIsEditable
        ]  # fmt: skip
        if edits:
            self.edited.emit(tuple(edits))
        return len(edits)


def read_by(name: str) -> Callable[[RowsModel[Any], Any, int], Any]:
    """Return what reads a cell through the column's field ``name``; a column without it gives None."""

    def read(model: RowsModel[Any], row: Any, column: int) -> Any:
        reader = getattr(model.columns[column], name)
        return None if reader is None else reader(row)

    return read


def span_of(model: RowsModel[Any], row: Any, column: int) -> Span | None:
    """Return what the search found in a cell."""
    return model.spans.get(model.key(row), {}).get(column) if model.spans else None


_READERS: dict[int, Callable[[RowsModel[Any], Any, int], Any]] = {
    ROW_ROLE: lambda _model, row, _column: row,
    CHIP_ROLE: read_by("chip"),
    SHARE_ROLE: read_by("share"),
    SPAN_ROLE: span_of,
    BAR_FILL_ROLE: read_by("fill"),
    COLUMN_ROLE: lambda model, _row, column: model.columns[column],
    LEAD_ROLE: lambda model, _row, column: model.lead == column,
    HEAVY_LINE_ROLE: lambda model, row, _column: model.heavy_after == model.key(row),
    Qt.ItemDataRole.ToolTipRole: read_by("tip"),
}
