"""Web pages, saved or copied: tables with their merged cells, and the lines between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.exchange.grid import Block, Cell, Paragraph, Row, Source, Table
from dangjian_desktop.exchange.plaintext import decoded

MOST_COLUMNS, MOST_ROWS = 256, 60_000
_CELLS = ("td", "th")
_LINES = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "dd", "section"})
_HIDDEN = frozenset({"script", "style", "title", "template"})
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BROKEN = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]\\s*(?=[{_WIDE}])")
_BLANK = re.compile(r"[ \t\r\n]+")


def web_blocks(source: Source) -> tuple[Block, ...]:
    """Read the tables and lines of a page in their order; a table that only lays out others is passed over.

    Raises:
        Rejected: when it is no text.
    """
    reader = _Reader(source.name)
    reader.feed(decoded(source))
    reader.close()
    return tuple(reader.finished())


@dataclass(slots=True)
class _Cell:
    rows: int = 1
    columns: int = 1
    texts: list[str] = field(default_factory=list)

    def raw(self) -> str:
        lines = (line.strip(" ") for line in "".join(self.texts).split("\n"))
        return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class _Grid:
    """A table while it is read. ``outer``: it holds others, so that its own cells are only layout."""

    rows: list[list[_Cell]] = field(default_factory=list)
    open: bool = False
    outer: bool = False


class _Reader(HTMLParser):
    """Collects blocks; cells and rows that a page forgets to end are ended by the next."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.blocks: list[Block] = []
        self.grids: list[_Grid] = []
        self.line = _Cell()
        self.lines = 0
        self.tables = 0
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell or a line."""
        grid = self.grids[-1] if self.grids else None
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag == "table":
            self._end_line()
            if grid is not None:
                grid.outer = True
            self.grids.append(_Grid())
        elif tag == "tr" and grid is not None:
            grid.rows.append([])
            grid.open = False
        elif tag in _CELLS and grid is not None and len(grid.rows) <= MOST_ROWS:
            told = dict(attrs)
            if not grid.rows:
                grid.rows.append([])
            grid.rows[-1].append(_Cell(_span(told.get("rowspan")), _span(told.get("colspan"))))
            grid.open = True
        elif tag == "br" or tag in _LINES:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        """End a table, a row, a cell or a line."""
        grid = self.grids[-1] if self.grids else None
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag == "table" and grid is not None:
            self._end_table()
        elif tag in ("tr", *_CELLS) and grid is not None:
            grid.open = False
        elif tag in _LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Take text, its line ends as blanks: none where one stands between two Chinese characters."""
        if not self.hidden:
            self._here().texts.append(_BLANK.sub(" ", _BROKEN.sub("", data)))

    def finished(self) -> list[Block]:
        """Return what was read, with the tables and the line that nothing ended."""
        while self.grids:
            self._end_table()
        self._end_line()
        return self.blocks

    def _here(self) -> _Cell:
        grid = self.grids[-1] if self.grids else None
        return grid.rows[-1][-1] if grid is not None and grid.open else self.line

    def _end_line(self) -> None:
        """End a line: of a cell, or of what stands outside tables."""
        here = self._here()
        if here is not self.line:
            here.texts.append("\n")
            return
        text = tidy(self.line.raw())
        self.line = _Cell()
        if text:
            self.lines += 1
            self.blocks.append(Paragraph(text, f"第{self.lines}段"))

    def _end_table(self) -> None:
        grid = self.grids.pop()
        self._end_line()
        rows = [] if grid.outer else _spread(grid.rows)
        if rows:
            self.tables += 1
            width = max(len(row.cells) for row in rows)
            made = Table(self.name, f"表{self.tables}", tuple(rows), width, spans_known=True)
            self.blocks.append(made)


def _span(written: str | None) -> int:
    """Read a span; 0, the old way to say “to the end”, and what is no number are one."""
    return min(max(1, int(written)), MOST_COLUMNS) if written and written.strip().isdecimal() else 1


def _spread(rows: list[list[_Cell]]) -> list[Row]:
    """Give every row all its cells: those a merged cell covers carry its text and address."""
    carried: dict[int, tuple[int, Cell]] = {}  # by column: in how many more rows, the cell
    made: list[Row] = []
    for number, row in enumerate(rows, 1):
        cells: list[Cell] = []
        waiting = iter(row)
        here = next(waiting, None)
        while len(cells) < MOST_COLUMNS and (here is not None or len(cells) in carried):
            column = len(cells)
            if column in carried:
                left, above = carried.pop(column)
                cells.append(above)
                if left > 1:
                    carried[column] = (left - 1, above)
            elif here is not None:
                _put(here, number, cells, carried)
                here = next(waiting, None)
        if cells:
            made.append(Row(tuple(cells), f"第{number}行"))
    return made


def _put(read: _Cell, number: int, cells: list[Cell], carried: dict[int, tuple[int, Cell]]) -> None:
    raw, column = read.raw(), len(cells)
    text = tidy(raw)
    kept = raw if raw != text else ""
    address = f"第{number}行第{column + 1}格"
    covered = Cell(text, address, kept, covered=True)
    cells.append(Cell(text, address, kept, rows=read.rows, columns=read.columns))
    cells.extend([covered] * (read.columns - 1))
    if read.rows > 1:
        carried.update(dict.fromkeys(range(column, column + read.columns), (read.rows - 1, covered)))
