"""Tables on paper: columns with width weights, rows, merged cells, and where each cell comes to stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding


class Align(StrEnum):
    """How text stands between the left and right edge."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the table's width (any unit) and how its cells are aligned.

    ``numeric``: its figures (counts, shares, scores) become numbers in Excel; codes and phones are not.
    ``shares``: ballots stand together in its cells, behind their share or alone (94.7%（36/38）, 36/38); in
    Excel each number has a column.
    """

    weight: int
    align: Align = Align.CENTRE
    numeric: bool = False
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``rows`` and ``cols`` say how many it covers; ``value`` is the number behind a figure."""

    text: str
    rows: int = 1
    cols: int = 1
    align: Align | None = None
    bold: bool = False
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, from left to right; places covered from above are left out.

    ``height`` is the least height in points, where room is left to write by hand.
    """

    cells: tuple[Cell, ...]
    height: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and column (from 0) of its upper left corner."""

    row: int
    col: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: ``header`` rows are repeated on every page; ``size`` is the type size in points."""

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    size: int = 12

    @property
    def headings(self) -> frozenset[int]:
        """Return which rows of the body head those below: one bold cell across all columns."""
        across = len(self.columns)
        alone = [(at, row.cells[0]) for at, row in enumerate(self.body[:-1]) if len(row.cells) == 1]
        return frozenset(at for at, cell in alone if cell.bold and cell.cols == across > 1)

    def texts(self) -> tuple[str, ...]:
        """Return the texts of all cells in reading order."""
        return tuple(cell.text for row in (*self.header, *self.body) for cell in row.cells if cell.text)

    def placed_header(self) -> tuple[Placed, ...]:
        """Return the header's cells with their places; see :func:`place`."""
        return place(self.header, len(self.columns))

    def placed_body(self) -> tuple[Placed, ...]:
        """Return the body's cells with their places, rows counted from 0 again; see :func:`place`."""
        return place(self.body, len(self.columns))


def place(rows: Sequence[Row], width: int) -> tuple[Placed, ...]:
    """Find where each cell stands in a grid ``width`` columns wide.

    Raises Rejected ``papers.table_shape`` when a row has too few or too many cells, or a merged cell
    reaches past the last row.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for index, row in enumerate(rows):
        col = 0
        for cell in row.cells:
            while (index, col) in taken:
                col += 1
            spots = set(product(range(index, index + cell.rows), range(col, col + cell.cols)))
            if spots & taken or col + cell.cols > width or index + cell.rows > len(rows):
                raise Rejected(_misshapen(index, row))
            taken |= spots
            placed.append(Placed(index, col, cell))
        if any((index, each) not in taken for each in range(width)):
            raise Rejected(_misshapen(index, row))
    return tuple(placed)


def plain_table(
    columns: Iterable[Column], heads: Iterable[str], rows: Iterable[Iterable[str]], size: int = 12
) -> TableBlock:
    """Make a table without merged cells."""
    header = Row(tuple(Cell(text, bold=True) for text in heads))
    body = tuple(Row(tuple(Cell(text) for text in row)) for row in rows)
    return TableBlock(tuple(columns), (header,), body, size)


def _misshapen(index: int, row: Row) -> Finding:
    first = row.cells[0].text if row.cells else ""
    return finding("papers.table_shape", where=Where(record=first), row=index + 1)
