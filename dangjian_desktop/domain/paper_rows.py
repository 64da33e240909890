"""Rows of a paper's table put in, taken out, moved and mended; merged cells grow and shrink with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from dangjian_desktop.domain.paper_tables import Cell, Row, TableBlock

TableRow = tuple[str, ...]
"""The texts of the cells that begin in a row; one merged over three rows ends with ⇣3."""
DOWN = "⇣"
_MERGED = re.compile(rf"^(.*){DOWN}(\d+)$", re.DOTALL)


def row_texts(row: Row) -> TableRow:
    """Return the texts of the cells that begin in a row, with how far down they are merged."""
    return tuple(f"{cell.text}{DOWN}{cell.rows}" if cell.rows > 1 else cell.text for cell in row.cells)


def rows_of(table: TableBlock) -> tuple[TableRow, ...]:
    """Return the texts of the body, row by row."""
    return tuple(row_texts(row) for row in table.body)


def heads_of(table: TableBlock) -> tuple[TableRow, ...]:
    """Return the texts of the header, row by row."""
    return tuple(row_texts(row) for row in table.header)


def with_heads(table: TableBlock, rows: Sequence[TableRow]) -> TableBlock:
    """Return the table with other words in its header; the header keeps its rows and cells."""
    if [len(row) for row in rows] != [len(row.cells) for row in table.header]:
        return table
    header = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text=bare_text(text)) for cell, text in zip(row.cells, texts, strict=True)
            ),
        )
        for row, texts in zip(table.header, rows, strict=True)
    )
    return replace(table, header=header)


def bare_text(text: str) -> str:
    """Return the text of a cell without what says how far down it is merged."""
    found = _MERGED.match(text)
    return found[1] if found else text


def with_rows(table: TableBlock, rows: Sequence[TableRow]) -> TableBlock:
    """Return the table with other rows; those that stand in it, or nearly so, keep how they look.

    Whatever the rows are, the table has its shape and loses no text: rows too short are filled up, texts
    too many stand together in the last cell.
    """
    given = rows_of(table)
    if tuple(rows) == given:
        return table
    like: dict[int, Row] = {}
    steps = SequenceMatcher(None, given, tuple(rows), autojunk=False).get_opcodes()
    for tag, start, stop, first, last in steps:
        if tag in ("equal", "replace"):
            for at in range(min(stop - start, last - first)):
                like[first + at] = table.body[start + at]
    body: list[Row] = []
    covered: dict[int, int] = {}  # column: rows it is still covered for
    for number, texts in enumerate(rows):
        room = len(rows) - number
        row = _made(texts, like.get(number), len(table.columns), covered, room)
        body.append(row)
    return replace(table, body=tuple(body))


def _made(texts: TableRow, like: Row | None, width: int, covered: dict[int, int], room: int) -> Row:
    """Make one row and note in ``covered`` what it covers below it."""
    free = [col for col in range(width) if not covered.get(col)]
    cells = [_cell(text, like, at, room) for at, text in enumerate(texts)]
    if sum(cell.cols for cell in cells) != len(free):
        cells = _one_each(cells, len(free))
    covered.update({col: max(0, rows - 1) for col, rows in covered.items()})
    columns = iter(free)
    for cell in cells:
        for _ in range(cell.cols):
            covered[next(columns)] = cell.rows - 1
    return Row(tuple(cells), height=like.height if like is not None else 0)


def _one_each(cells: Sequence[Cell], columns: int) -> list[Cell]:
    """Give every column one cell; the last takes the texts of those too many."""
    single = [replace(cell, cols=1) for cell in cells]
    if len(single) <= columns:
        return [*single, *[Cell("")] * (columns - len(single))]
    if not columns:
        return []
    rest = "　".join(cell.text for cell in single[columns - 1 :] if cell.text)
    return [*single[: columns - 1], Cell(rest)]


def _cell(text: str, like: Row | None, at: int, room: int) -> Cell:
    found = _MERGED.match(text)
    plain, rows = (found[1], min(max(1, int(found[2])), room)) if found else (text, 1)
    donor = like.cells[at] if like is not None and at < len(like.cells) else Cell("")
    return replace(donor, text=plain, rows=rows, value=donor.value if donor.text == plain else None)


def with_row(table: TableBlock, at: int, texts: Sequence[str] = ()) -> TableBlock:
    """Return the table with a new row before row ``at``; cells merged across that place grow by it."""
    body, covered = [*table.body], 0
    grown: dict[int, list[Cell]] = {}
    for placed in table.placed_body():
        if placed.row < at < placed.row + placed.cell.rows:
            cells = grown.setdefault(placed.row, [*body[placed.row].cells])
            cells[_place_in(table, placed.row, placed.col)] = replace(placed.cell, rows=placed.cell.rows + 1)
            covered += placed.cell.cols
    for number, cells in grown.items():
        body[number] = replace(body[number], cells=tuple(cells))
    free = len(table.columns) - covered
    words = [*texts[:free], *([""] * (free - len(texts)))]
    body.insert(at, Row(tuple(Cell(text) for text in words), height=_height(table, at)))
    return replace(table, body=tuple(body))


def without_row(table: TableBlock, at: int) -> TableBlock:
    """Return the table without row ``at``; a merged cell that begins there begins one row lower."""
    body: list[list[tuple[int, Cell]]] = [[] for _ in table.body]
    for placed in table.placed_body():
        cell, row = placed.cell, placed.row
        if row <= at < row + cell.rows:
            if cell.rows == 1:
                continue
            cell = replace(cell, rows=cell.rows - 1)
            row = row + 1 if row == at else row
        body[row].append((placed.col, cell))
    rows = [
        replace(row, cells=tuple(cell for _, cell in sorted(cells, key=lambda one: one[0])))
        for row, cells in zip(table.body, body, strict=True)
    ]
    return replace(table, body=(*rows[:at], *rows[at + 1 :]))


def can_move(table: TableBlock, at: int, by: int) -> bool:
    """Tell whether a row can change places with another: neither touches a cell merged over rows."""
    to = at + by
    if not (0 <= at < len(table.body) and 0 <= to < len(table.body)):
        return False
    reach = [
        placed
        for placed in table.placed_body()
        if placed.cell.rows > 1
        and any(placed.row <= one < placed.row + placed.cell.rows for one in (at, to))
        and not all(placed.row < one < placed.row + placed.cell.rows for one in (at, to))
    ]
    return not reach


def with_row_moved(table: TableBlock, at: int, by: int) -> TableBlock:
    """Return the table with row ``at`` and the row ``by`` further on in each other's places."""
    body = [*table.body]
    body[at], body[at + by] = body[at + by], body[at]
    return replace(table, body=tuple(body))


def _place_in(table: TableBlock, row: int, col: int) -> int:
    """Return which of the cells of a row stands in a column."""
    return sorted(one.col for one in table.placed_body() if one.row == row).index(col)


def _height(table: TableBlock, at: int) -> int:
    """Return the height of the rows around a place: forms to be written in leave room in every row."""
    beside = table.body[max(0, at - 1) : at + 1]
    return max((row.height for row in beside), default=0)
