"""A table of a paper as a grid: cells are mended, rows put in, taken out, moved; merged cells stand once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.paper_rows import (
    DOWN,
    TableRow,
    bare_text,
    can_move,
    heads_of,
    row_texts,
    rows_of,
    with_heads,
    with_row,
    with_row_moved,
    with_rows,
    without_row,
)
from dangjian_desktop.domain.paper_tables import Placed, TableBlock
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import clear, column
from dangjian_desktop.gui.widgets.rows import Column, Edit, RowsModel

WIDEST, NARROWEST, LEAD = 260, 72, 52
HEAD = "表头"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table as it is to be printed: where each cell stands, and its text.

    Rows of the header have numbers below 0, the last of them −1.
    """

    number: int
    texts: TableRow
    places: tuple[int, ...]

    def name(self) -> str:
        """Return what the row is called: 表头, or its number."""
        return HEAD if self.number < 0 else str(self.number + 1)

    def text(self, column_number: int) -> str:
        """Return the text of a column; nothing where a merged cell of a row above reaches down."""
        return bare_text(self.texts[self.places.index(column_number)]) if column_number in self.places else ""

    def with_text(self, column_number: int, text: str) -> TableRow:
        """Return the texts with another one in one column."""
        at = self.places.index(column_number)
        _, merged, rows = self.texts[at].rpartition(DOWN)
        return (*self.texts[:at], text + merged + rows if merged else text, *self.texts[at + 1 :])


class TableEdit(QWidget):
    """Shows one table; ``changed`` tells that a cell was typed into or a row came or went."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.body = column(self, gap=0)
        self.given: TableBlock | None = None
        self.table: TableBlock | None = None
        self.name = ""
        self.lines: list[Line] = []
        self.grid: Grid | None = None

    def show_table(
        self, given: TableBlock, heads: Sequence[TableRow], rows: Sequence[TableRow], name: str
    ) -> None:
        """Show a table of the record with the header and rows that are to be printed."""
        same = given is self.given and name == self.name
        if same and (self.heads(), self.rows()) == (tuple(heads), tuple(rows)):
            return
        table = with_heads(with_rows(given, rows), heads)
        afresh = self.grid is None or name != self.name or len(given.columns) != len(self.columns()) - 1
        self.given, self.name = given, name
        at = 0 if afresh else self.at()
        self.table = table
        self.lines = _lines(table)
        if afresh:
            self._make_grid()
        self._show(at)

    def columns(self) -> Sequence[Column[Line]]:
        """Return the columns shown."""
        return self.grid.rows_model.columns if self.grid is not None else ()

    def _make_grid(self) -> None:
        clear(self.body)
        if self.table is None:
            return
        model: RowsModel[Line] = RowsModel(_columns(self.table, self.lines), key=lambda line: line.number)
        model.edited.connect(self._typed)
        self.grid = Grid(model, self.settings, self.name, cells=True)
        self.grid.setAccessibleName("表格，逐格改")
        self.body.addWidget(self.grid)

    def _show(self, at: int) -> None:
        if self.grid is None:
            return
        before = self.grid.currentIndex()
        self.grid.rows_model.set_rows(self.lines)
        if self.lines:
            first, last = self.lines[0].number, self.lines[-1].number
            row = min(max(first, at), last)
            shown = next((n for n, line in enumerate(self.grid.rows_model.shown) if line.number == row), row)
            self.grid.setCurrentIndex(self.grid.rows_model.index(shown, max(1, before.column())))

    def heads(self) -> tuple[TableRow, ...]:
        """Return the rows of the header as they are to be printed."""
        return heads_of(self.table) if self.table is not None else ()

    def rows(self) -> tuple[TableRow, ...]:
        """Return the rows as they are to be printed."""
        return rows_of(self.table) if self.table is not None else ()

    def _typed(self, edits: tuple[Edit[Line], ...]) -> None:
        heads, rows = [*self.heads()], [*self.rows()]
        for edit in edits:
            if not edit.column.isdigit():
                continue
            where = heads if edit.row.number < 0 else rows
            line = Line(edit.row.number, where[edit.row.number], edit.row.places)
            where[line.number] = line.with_text(int(edit.column), edit.text.strip())
        if self.given is not None:
            self._take(with_heads(with_rows(self.given, rows), heads), self.at())

    # ------------------------------------------------------------ rows

    def at(self) -> int:
        """Return the number of the row in hand, the last one when none is."""
        line = self.grid.rows_model.at(self.grid.currentIndex().row()) if self.grid is not None else None
        return line.number if line is not None else len(self.rows()) - 1

    def add(self) -> None:
        """Put an empty row below the one in hand."""
        if self.table is not None:
            at = max(0, self.at() + 1)
            self._take(with_row(self.table, at), at)

    def can_drop(self) -> bool:
        """Tell whether a row can go: the header does not, and one of the others stays."""
        return self.at() >= 0 and len(self.rows()) > 1

    def drop(self) -> None:
        """Take out the row in hand."""
        if self.table is not None and self.can_drop():
            self._take(without_row(self.table, self.at()), self.at())

    def can_move(self, by: int) -> bool:
        """Tell whether the row in hand can move up or down."""
        return self.table is not None and can_move(self.table, self.at(), by)

    def move_row(self, by: int) -> None:
        """Move the row in hand up or down."""
        if self.table is not None and self.can_move(by):
            self._take(with_row_moved(self.table, self.at(), by), self.at() + by)

    def _take(self, table: TableBlock, at: int) -> None:
        self.table = table
        self.lines = _lines(table)
        self._show(at)
        self.changed.emit()


def _lines(table: TableBlock) -> list[Line]:
    above = len(table.header)
    heads = _placed(table.placed_header())
    places = _placed(table.placed_body())
    return [
        *(Line(at - above, row_texts(row), tuple(heads.get(at, ()))) for at, row in enumerate(table.header)),
        *(Line(at, row_texts(row), tuple(places.get(at, ()))) for at, row in enumerate(table.body)),
    ]


def _placed(cells: Sequence[Placed]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for one in cells:
        places.setdefault(one.row, []).append(one.col)
    return places


def _columns(table: TableBlock, lines: Sequence[Line]) -> tuple[Column[Line], ...]:
    heads = {one.col: one.cell.text for one in table.placed_header()}

    def made(number: int) -> Column[Line]:
        title = heads.get(number, "").replace("\n", "") or f"第 {number + 1} 列"
        longest = max((len(line.text(number)) for line in lines if line.number >= 0), default=0)
        width = min(WIDEST, max(NARROWEST, 24 + 14 * max(longest, len(title))))
        return Column(
            str(number), title, lambda line: line.text(number).replace("\n", " "), width,
            editable=lambda line: number in line.places,
            edit_text=lambda line: line.text(number),
            tip=lambda line: line.text(number),
        )  # fmt: skip

    lead: Column[Line] = Column("row", "行", lambda line: line.name(), LEAD, muted=True)
    return (lead, *(made(number) for number in range(len(table.columns))))
