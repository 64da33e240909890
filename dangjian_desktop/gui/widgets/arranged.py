"""What a list shows of its rows: which columns, filters, search, order and groups; no Qt in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from dangjian_desktop.gui.pinyin import find
from dangjian_desktop.gui.widgets.choices import Choice, Keeper
from dangjian_desktop.gui.widgets.groups import Group, Grouping
from dangjian_desktop.gui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

R = TypeVar("R")
SAMPLE = 60  # rows looked at to say how a search matched


class Arranged(Generic[R]):
    """The rows of a list and the choice in hand.

    ``every`` are all columns there are, ``columns`` those shown, ``read`` all and those besides that only
    give orders the rows may be asked to stand in. ``shown`` are the rows that search and filters leave,
    ``positions`` their places among all rows; ``lines`` tell what stands in each line of the table: a place
    in ``shown``, or (where rows are grouped) a negative number for the head of a group.
    """

    def begin(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], orders: Sequence[Column[R]] = ()
    ) -> None:
        """Have these columns and no rows."""
        self.every: tuple[Column[R], ...] = tuple(columns)
        self.read: tuple[Column[R], ...] = (*columns, *orders)
        self.columns: tuple[Column[R], ...] = self.every
        self.key = key
        self.sheet: Sheet[R] = Sheet([], key)
        self.shown: list[R] = []
        self.positions: Sequence[int] = ()
        self.lines: Sequence[int] = ()
        self.grouping = Grouping()
        self.query = ""
        self.filters: dict[str, Keeper[R]] = {}
        self.sorted_column, self.sorted_down = "", False
        self.hits: dict[str, int] = {}
        self.heavy_after: Hashable | None = None

    @property
    def rows(self) -> list[R]:
        """All rows, in no order to rely on once some were put in or replaced."""
        return self.sheet.rows

    def column_at(self, name: str) -> int:
        """Return where the column with the id ``name`` is shown, −1 when it is not."""
        return next((n for n, column in enumerate(self.columns) if column.id == name), -1)

    def column_named(self, name: str) -> Column[R] | None:
        """Return the column with the id ``name``, shown or not."""
        return next((column for column in self.every if column.id == name), None)

    def considered(self) -> Sequence[int]:
        """Return the positions that may be shown, in the order in hand, before filters and search."""
        column = self.column_named(self.sorted_column)
        if column is None:
            return self.sheet.own()
        return self.sheet.order(column, down=self.sorted_down)

    def _choose(self) -> None:
        sheet = self.sheet
        picked: Sequence[int] = self.considered()
        for keeper in self.filters.values():
            mask = keeper.mask(sheet)
            picked = [n for n in picked if mask[n]]
        self.hits, self.heavy_after = {}, None
        if self.query:
            picked = self._found(picked)
        self.positions = picked
        self._fill()
        by = self.column_named(self.grouping.by)
        if by is None:
            self.lines = range(len(picked))
        else:
            self.lines = self.grouping.lines(picked, sheet, by)
            self.heavy_after = None

    def _fill(self) -> None:
        """Take what is shown from the rows."""
        rows, picked = self.sheet.rows, self.positions
        self.shown = rows if isinstance(picked, range) else [rows[n] for n in picked]

    def _found(self, picked: Sequence[int]) -> list[int]:
        """Return the positions the search finds, by the column it finds first; count them."""
        groups: list[list[int]] = []
        rest = picked
        for column in self.every:
            if not column.searched:
                continue
            found = self.sheet.found(column, self.query)
            if not found:
                continue
            self._count(column, found, picked)
            first = [n for n in rest if found[n]]
            if column.named:
                first = self.sheet.beginning_first(column, first)
            if first:
                groups.append(first)
                rest = [n for n in rest if not found[n]]
        if len(groups) > 1:
            self.heavy_after = self.key(self.sheet.rows[groups[0][-1]])
        return list(chain.from_iterable(groups))

    def _count(self, column: Column[R], found: Sequence[bool], picked: Sequence[int]) -> None:
        every = len(picked) == len(found)
        if count := sum(found if every else map(found.__getitem__, picked)):
            self.hits[column.title] = count

    def found_in(self) -> dict[str, int]:
        """Return how many shown rows matched in each searched column, by its title."""
        return dict(self.hits)

    def by_initials(self) -> bool:
        """Tell whether what the search finds (in the first rows shown) is one character for each letter."""
        if not self.query:
            return True
        spans = [
            span
            for row in self.shown[:SAMPLE]
            for column in self.every
            if column.searched and (span := find(column.text(row), self.query, name=column.named)) is not None
        ]
        return all(end - start == len(self.query) for start, end in spans)

    def choice(self, column: int) -> Choice | None:
        """Return what the head of ``column`` filters by, None when it keeps all."""
        kept = self.filters.get(f"column:{self.columns[column].id}")
        return kept.choice if kept is not None else None

    def filtered(self, column: int) -> bool:
        """Tell whether the head of ``column`` filters."""
        return f"column:{self.columns[column].id}" in self.filters

    def values(self, column: int) -> list[str]:
        """Return the different texts of ``column`` over all rows, in order."""
        return list(self.sheet.values(self.columns[column]))

    def at(self, line: int) -> R | None:
        """Return the value shown in ``line``; None outside the table and for the head of a group."""
        if not 0 <= line < len(self.lines) or self.lines[line] < 0:
            return None
        return self.shown[self.lines[line]]

    def group_at(self, line: int) -> Group | None:
        """Return the group whose head stands in ``line``, None for a row."""
        if not 0 <= line < len(self.lines) or self.lines[line] >= 0:
            return None
        return self.grouping.groups[~self.lines[line]]

    def data_lines(self, top: int, count: int) -> list[int]:
        """Return the next ``count`` lines from ``top`` that hold rows; heads of groups are passed over."""
        return list(islice((n for n in range(top, len(self.lines)) if self.lines[n] >= 0), count))

    def rows_of(self, keys: Iterable[Hashable]) -> list[R]:
        """Return the rows identified by ``keys``, those that are there."""
        return [self.rows[at] for at in map(self.sheet.place, keys) if at >= 0]

    def line_of(self, key: Hashable) -> int:
        """Return the line that shows the row identified by ``key``, −1 when it is not shown."""
        at = self.sheet.place(key)
        return self._line_of(at) if at >= 0 else -1

    def _line_of(self, position: int) -> int:
        try:
            place = self.positions.index(position)
            return place if isinstance(self.lines, range) else self.lines.index(place)
        except ValueError:
            return -1

    def _mark(self, line: int) -> Hashable:
        """Return what finds the line again when rows have moved."""
        group, row = self.group_at(line), self.at(line)
        if group is not None:
            return group
        return None if row is None else ("row", self.key(row))

    def _line_marked(self, mark: Hashable) -> int:
        if isinstance(mark, Group):
            return self.grouping.line_of(mark.name, self.lines)
        return self.line_of(mark[1]) if isinstance(mark, tuple) else -1

    def takes(self, line: int, column: int) -> bool:
        """Tell whether a cell takes typing."""
        row, editable = self.at(line), self.columns[column].editable
        return row is not None and editable is not None and editable(row)
