"""A table model over any list of values: columns as data, one pass per search, filter or sort."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from dangjian_desktop.gui import memory
from dangjian_desktop.gui.pinyin import Span, find
from dangjian_desktop.gui.signs import Chip
from dangjian_desktop.gui.widgets.arranged import Arranged
from dangjian_desktop.gui.widgets.choices import Choice, Keeper
from dangjian_desktop.gui.widgets.groups import Group, Grouping
from dangjian_desktop.gui.widgets.sheet import AT_ONCE, Sheet

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
MOST_MOVED = 200  # rows put in their places one by one; of more everything is read again

ROW_ROLE = Qt.ItemDataRole.UserRole
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
SHARE_ROLE = Qt.ItemDataRole.UserRole + 2
SPAN_ROLE = Qt.ItemDataRole.UserRole + 3
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 4
HEAVY_LINE_ROLE = Qt.ItemDataRole.UserRole + 5
BAR_FILL_ROLE = Qt.ItemDataRole.UserRole + 6
LEAD_ROLE = Qt.ItemDataRole.UserRole + 7
GROUP_ROLE = Qt.ItemDataRole.UserRole + 8


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
    ``fill`` is the bar's colour, ``share_words`` the room of the words beside it, so that the bars of
    a column are as long; ``chip_width`` gives chips one width (px at 100 %).
    ``filter`` puts a list of the values under the head; ``number`` and ``day`` give what conditions compare.
    ``head_tip`` says what the column is for. ``group`` lets rows be grouped by the column and gives the name
    of a row's group. ``optional``: shown only when the clerk asks for it.
    ``named``: it holds names of persons; a search reads their surnames as such and shows those that begin
    with what is typed first. ``counts_off``: its figures number the rows and are no amounts to add up.
    ``least``: the width it gives way to where the columns have no room side by side; 0: it keeps its width.
    ``most``: the width it takes up to where there is room to spare; 0: the last column has it all.
    """

    id: str
    title: str
    text: Callable[[R], str]
    width: int = 96
    least: int = field(default=0, kw_only=True)
    most: int = field(default=0, kw_only=True)
    align: Align = Align.LEFT
    sort: Callable[[R], Any] | None = None
    editable: Callable[[R], bool] | None = None
    edit_text: Callable[[R], str] | None = None
    check: Callable[[R, str], str] | None = None
    choices: Callable[[R], Sequence[str]] | None = None
    chip: Callable[[R], Chip | None] | None = None
    share: Callable[[R], Fraction | None] | None = None
    fill: Callable[[R], str] | None = None
    share_words: int = 46
    number: Callable[[R], Fraction | int | None] | None = None
    day: Callable[[R], date | None] | None = None
    group: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    chip_width: int = 0
    bold: bool = False
    muted: bool = False
    filter: bool = False
    searched: bool = False
    named: bool = False
    optional: bool = False
    counts_off: bool = False
    icon: str = ""
    head_tip: str = ""


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """One cell the clerk typed or pasted into."""

    row: R
    column: str
    text: str


class Ahead(QTimer):
    """Reads a little of what searching and sorting a long list will want, while nothing else happens."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(0)
        self.timeout.connect(self._go_on)
        self.steps: Iterator[None] = iter(())

    def begin(self, sheet: Sheet[Any], columns: Sequence[Column[Any]]) -> None:
        """Read a sheet from now on, none when it is short."""
        if len(sheet.rows) > AT_ONCE:
            self.steps = sheet.prepare(columns)
            memory.set_aside()
            self.start()
        else:
            self.stop()

    def _go_on(self) -> None:
        try:
            next(self.steps)
        except StopIteration:
            self.stop()
            memory.set_aside()


class RowsModel(Arranged[R], QAbstractTableModel):
    """Shows ``rows`` in the order and choice in hand; rows are values, replaced whole.

    ``edited`` carries every edit of one act (a cell, a paste, a fill down) as one tuple, so that it
    becomes one step to undo. ``key`` gives what identifies a row when newer rows replace older ones.
    """

    edited = Signal(object)  # tuple[Edit, ...]
    shown_changed = Signal()
    arranging = Signal()  # rows are about to move

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Hashable],
                 parent: QObject | None = None, *, orders: Sequence[Column[R]] = ()) -> None:  # fmt: skip
        QAbstractTableModel.__init__(self, parent)
        self.begin(columns, key, orders)
        self.ahead = Ahead(self)
        self.lead = lead_of(self.columns)

    # what is shown

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """The shown column that orders the rows and how, None for the order they came in."""
        at = self.column_at(self.sorted_column)
        order = Qt.SortOrder.DescendingOrder if self.sorted_down else Qt.SortOrder.AscendingOrder
        return (at, order) if at >= 0 else None

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Have other columns altogether; the rows go."""
        self.beginResetModel()
        self.begin(columns, self.key)
        self.lead = lead_of(self.columns)
        self.endResetModel()

    def show_columns(self, names: Sequence[str]) -> None:
        """Show the columns with these ids, in this order."""
        chosen = [column for name in names if (column := self.column_named(name)) is not None]
        if chosen and tuple(chosen) != self.columns:
            self.beginResetModel()
            self.columns = tuple(chosen)
            self.lead = lead_of(self.columns)
            self.endResetModel()
            self.shown_changed.emit()

    def set_rows(self, rows: Sequence[R], standing: Callable[[R], Any] | None = None) -> None:
        """Show ``rows`` instead, keeping search, filters and order.

        ``standing``: what the rows are ordered by of themselves; they must come in that order.
        """
        fresh = Sheet(list(rows), self.key, standing)
        self._arrange(fresh)
        self.ahead.begin(fresh, self.read)

    def replace_rows(self, rows: Sequence[R]) -> None:
        """Put newer rows in the place of those with the same key; nothing moves until the next act."""
        known = [row for row in rows if self.sheet.place(self.key(row)) >= 0]
        if len(known) > MOST_MOVED:
            self.sheet.put_many(known, self.read)
            self._fill()
            self.ahead.begin(self.sheet, self.read)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))
            return
        for row in known:
            line = self._line_of(self.sheet.put(row, self.read))
            if line >= 0:
                self.shown[self.lines[line]] = row
                self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    def renew_rows(self, keys: Collection[Hashable], rows: Sequence[R]) -> None:
        """Have ``rows`` instead of those with ``keys``, and arrange again: some come, move or go."""
        sheet = self.sheet
        coming = {self.key(row) for row in rows}
        if len(rows) <= MOST_MOVED and all(key in coming or sheet.place(key) < 0 for key in keys):
            for row in rows:
                sheet.put(row, self.read)
            self._arrange(sheet)
            return
        left = [row for n in sheet.own() if self.key(row := sheet.rows[n]) not in keys]
        if sheet.standing is None or len(rows) > MOST_MOVED:
            left += rows
            left.sort(key=sheet.standing or (lambda _: 0))
        else:
            for row in rows:
                insort(left, row, key=sheet.standing)
        self.set_rows(left, sheet.standing)

    def search(self, text: str) -> None:
        """Keep the rows in whose searched columns ``text`` is found; the first such column ranks first."""
        if text.strip() != self.query:
            self.query = text.strip()
            self.arrange()

    def filter(self, name: str, keep: Callable[[R], bool] | None) -> None:
        """Set (or with None: drop) the filter called ``name``."""
        held = self.filters.get(name)
        if keep is None if held is None else (keep is not None and held.keep is keep):
            return
        if keep is None:
            self.filters.pop(name)
        else:
            self.filters[name] = Keeper(keep=keep)
        self.arrange()

    def choose(self, column: int, choice: Choice | None) -> None:
        """Keep the rows whose cell in ``column`` is among a choice; None keeps all."""
        name = f"column:{self.columns[column].id}"
        if choice is None:
            self.filters.pop(name, None)
        else:
            self.filters[name] = Keeper(column=self.columns[column], choice=choice)
        self.arrange()

    def filter_values(self, column: int, values: frozenset[str] | None) -> None:
        """Keep the rows whose text in ``column`` is among ``values``; None keeps all."""
        self.choose(column, None if values is None else Choice(values=values))

    def clear_filters(self) -> None:
        """Drop search and filters."""
        self.filters.clear()
        self.query = ""
        self.arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by ``column``; −1 gives the order the rows came in."""
        self.sorted_column = self.columns[column].id if column >= 0 else ""
        self.sorted_down = order is Qt.SortOrder.DescendingOrder
        self.arrange()

    def group_by(self, name: str) -> None:
        """Group the rows by the column with the id ``name``; empty for no groups."""
        if name != self.grouping.by:
            by = name if self.column_named(name) is not None else ""
            self._arrange(self.sheet, Grouping(by, self.grouping.known))

    def fold(self, name: str, folded: bool | None = None) -> None:
        """Fold the group called ``name``, unfold it, or (None) do the other of the two."""
        if self.grouping.fold(name, folded):
            self.arrange()

    def arrange(self) -> None:
        """Choose and order the rows again: one pass, not one per paint."""
        self._arrange(self.sheet)

    def _arrange(self, sheet: Sheet[R], grouping: Grouping | None = None) -> None:
        self.arranging.emit()
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._mark(index.row())) for index in self.persistentIndexList()]
        self.sheet, self.grouping = sheet, grouping or self.grouping
        self._choose()
        lines = {mark: self._line_marked(mark) for mark in {mark for _, mark in kept}}
        for index, mark in kept:
            at = lines[mark]
            self.changePersistentIndex(index, NO_INDEX if at < 0 else self.index(at, index.column()))
        self.layoutChanged.emit()
        self.shown_changed.emit()

    # where things stand

    # what Qt asks

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        line = self.lines[index.row()]
        if line < 0:
            return group_data(self.grouping.groups[~line], index.column(), role)
        row, column = self.shown[line], self.columns[index.column()]
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
        return basic | Qt.ItemFlag.ItemIsEditable if self.takes(index.row(), index.column()) else basic

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say that one cell was typed into; the service decides, newer rows follow."""
        row = self.at(index.row())
        if role != Qt.ItemDataRole.EditRole or row is None:
            return False
        if str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.edited.emit((Edit(row, self.columns[index.column()].id, str(value)),))
        return True

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> int:
        """Say that a block was pasted with its corner at a cell; return how many cells took it."""
        return self.put(
            (line, column + across, text)
            for line, texts in zip(self.data_lines(row, len(block)), block, strict=False)
            for across, text in enumerate(texts)
        )

    def put(self, cells: Iterable[tuple[int, int, str]]) -> int:
        """Say that texts were put into cells (line, column, text) by one act; return how many took one."""
        edits = [
            Edit(self.shown[self.lines[line]], self.columns[column].id, text)
            for line, column, text in cells
            if column < len(self.columns) and self.takes(line, column)
        ]
        if edits:
            self.edited.emit(tuple(edits))
        return len(edits)


def group_data(group: Group, column: int, role: int) -> Any:
    """Return what a cell in the head of a group shows."""
    if role == GROUP_ROLE:
        return group
    return group.words() if role == Qt.ItemDataRole.DisplayRole and column == 0 else None


def lead_of(columns: Sequence[Column[Any]]) -> int:
    """Return which column leads the row in hand: the first of words that is not muted."""
    words = [n for n, column in enumerate(columns) if column.align is Align.LEFT]
    return next((n for n in words if not columns[n].muted), words[0] if words else 0)


def read_by(name: str) -> Callable[[RowsModel[Any], Any, int], Any]:
    """Return what reads a cell through the column's field ``name``; a column without it gives None."""

    def read(model: RowsModel[Any], row: Any, column: int) -> Any:
        reader = getattr(model.columns[column], name)
        return None if reader is None else reader(row)

    return read


def span_of(model: RowsModel[Any], row: Any, column: int) -> Span | None:
    """Return what the search found in a cell."""
    shown = model.columns[column]
    return find(shown.text(row), model.query, name=shown.named) if model.query and shown.searched else None


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
