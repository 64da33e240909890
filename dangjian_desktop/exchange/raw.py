"""Rows of a workbook kept as calamine gives them; cells are made for those who ask for cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import overload

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.exchange.grid import Cell, Row, Table, WholeRows, column_letters, sheet_address

Value = int | float | str | bool | time | date | datetime | timedelta
Extent = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class RawRows(WholeRows):
    """The rows of one sheet, each made anew when it is asked for; keep what is needed of them.

    ``spans`` maps each place inside a merged cell to (first row, first column, rows, columns);
    ``simple`` maps Traditional texts to Simplified ones.
    """

    grid: Sequence[Sequence[Value]]
    spans: Mapping[tuple[int, int], Extent] = field(default_factory=dict)
    simple: Mapping[str, str] = field(default_factory=dict)
    first: int = 0

    def __len__(self) -> int:
        return len(self.grid) - self.first

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            begin, end, step = place.indices(len(self))
            if end == len(self) and step == 1:
                return RawRows(self.grid, self.spans, self.simple, self.first + begin)
            return tuple(self[number] for number in range(begin, end, step))
        return self._row(range(self.first, len(self.grid))[place])

    def texts(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Give the number of every row, counted from 0, and its cells' texts."""
        merged = {row for row, _ in self.spans}
        for number in range(self.first, len(self.grid)):
            if number in merged:
                yield number, [cell.text for cell in self._row(number).cells]
            else:
                yield number, [self._clean(value) for value in self.grid[number]]

    def foreign(self) -> set[str]:
        """Return every text of the rows, each once, that is not ASCII."""
        # Asked one by one before they are made a set: most cells are numbers and dates.
        return {value for row in self.grid for value in row if type(value) is str and not value.isascii()}

    def simplified(self, simple: Mapping[str, str]) -> tuple[RawRows, int]:
        """Return the rows with other texts for some, and how many cells that concerns."""
        count = sum(value in simple for row in self.grid for value in row)
        return RawRows(self.grid, self.spans, simple, self.first), count

    def _row(self, number: int) -> Row:
        values = self.grid[number]
        cells = tuple(self._cell(number, column, value) for column, value in enumerate(values))
        return Row(cells, row_address(number))

    def _cell(self, row: int, column: int, value: Value) -> Cell:
        extent = self.spans.get((row, column))
        if extent is None:
            return self._made(value, sheet_address(row, column), False, 1, 1)
        top, left, height, breadth = extent
        inside = top < len(self.grid) and left < len(self.grid[top])
        first = self.grid[top][left] if inside else ""
        return self._made(first, sheet_address(top, left), (row, column) != (top, left), height, breadth)

    def _made(self, value: Value, address: str, covered: bool, rows: int, columns: int) -> Cell:
        raw, text = written(value), self._clean(value)
        return Cell(text, address, raw if raw != text else "", covered, rows, columns)

    def _clean(self, value: Value) -> str:
        text = value if type(value) is str else written(value)
        return tidy(self.simple.get(text, text) if self.simple else text)


def texts_of(table: Table, first: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the rows of a table from ``first`` on as texts, each with its number counted from 0."""
    rows = table.rows[first:]
    if isinstance(rows, RawRows):
        yield from rows.texts()
        return
    for number, row in enumerate(rows, first):
        yield number, [cell.text for cell in row.cells]


def address_in(table: Table, number: int, column: int) -> str:
    """Return the address of one cell of a table."""
    if isinstance(table.rows, RawRows) and not table.rows.spans:
        return f"{column_letters(column)}{number + 1}"
    row = table.rows[number]
    return row.cells[column].address if column < len(row.cells) else row.address


def own_address_in(table: Table, number: int, column: int) -> str:
    """Return the address of one cell, empty where a merged cell covers it that begins elsewhere."""
    if isinstance(table.rows, RawRows) and (number, column) not in table.rows.spans:
        return f"{column_letters(column)}{number + 1}"
    cell = table.rows[number].cells[column]
    return "" if cell.covered else cell.address


def original_in(table: Table, number: int, column: int) -> str:
    """Return one cell as the file has it, before any cleaning."""
    if isinstance(table.rows, RawRows) and not table.rows.spans:
        return written(table.rows.grid[number][column])
    cell = table.rows[number].cells[column]
    return cell.raw or cell.text


def row_address(number: int) -> str:
    """Return the address of a row counted from 0."""
    return f"第{number + 1}行"


def cell_of(raw: str, address: str) -> Cell:
    """Clean one cell and keep its raw text where cleaning changed it."""
    text = tidy(raw)
    return Cell(text, address, raw if raw != text else "")


def written(value: Value) -> str:
    """Write a cell's value the way a clerk sees it: dates as 2012-03-05, whole numbers without .0."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value)
