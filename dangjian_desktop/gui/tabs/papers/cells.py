"""A table of a paper as a grid whose cells are mended; merged cells stand once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.paper_tables import Placed, TableBlock
from dangjian_desktop.domain.paper_texts import MendedRow, row_texts
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import clear, column
from dangjian_desktop.gui.widgets.rows import Column, Edit, RowsModel

WIDEST, NARROWEST = 260, 72


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table as it is to be printed: where each cell stands, and its text."""

    number: int
    given: tuple[str, ...]
    printed: tuple[str, ...]
    places: tuple[int, ...]

    def text(self, column_number: int) -> str:
        """Return the text of a column; nothing where a merged cell of a row above reaches down."""
        return self.printed[self.places.index(column_number)] if column_number in self.places else ""

    def with_text(self, column_number: int, text: str) -> Line:
        """Return the row with another text in one column."""
        at = self.places.index(column_number)
        printed = (*self.printed[:at], text, *self.printed[at + 1 :])
        return Line(self.number, self.given, printed, self.places)


class TableEdit(QWidget):
    """Shows one table; ``changed`` tells that a cell was typed into."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.body = column(self, gap=0)
        self.lines: list[Line] = []
        self.grid: Grid | None = None

    def show_table(self, table: TableBlock, rows: Sequence[MendedRow], name: str) -> None:
        """Show a table of the record with the rows that were mended."""
        mended = {row.given: row.printed for row in rows}
        placed: dict[int, list[Placed]] = {}
        for one in table.placed_body():
            placed.setdefault(one.row, []).append(one)
        self.lines = []
        for number, row in enumerate(table.body):
            given = row_texts(row)
            places = tuple(one.col for one in placed.get(number, ()))
            self.lines.append(Line(number, given, mended.get(given, given), places))
        clear(self.body)
        model: RowsModel[Line] = RowsModel(_columns(table, self.lines), key=lambda line: line.number)
        model.set_rows(self.lines)
        model.edited.connect(self._typed)
        self.grid = Grid(model, self.settings, name, cells=True)
        self.grid.setAccessibleName("表格，逐格改")
        self.body.addWidget(self.grid)

    def rows(self) -> tuple[MendedRow, ...]:
        """Return the rows that differ from the record."""
        return tuple(
            MendedRow(given=line.given, printed=line.printed)
            for line in self.lines
            if line.given != line.printed
        )

    def _typed(self, edits: tuple[Edit[Line], ...]) -> None:
        for edit in edits:
            line = self.lines[edit.row.number]
            self.lines[line.number] = line.with_text(int(edit.column), edit.text.strip())
        if self.grid is not None:
            self.grid.rows_model.set_rows(self.lines)
        self.changed.emit()


def _columns(table: TableBlock, lines: Sequence[Line]) -> tuple[Column[Line], ...]:
    heads = {one.col: one.cell.text for one in table.placed_header()}

    def made(number: int) -> Column[Line]:
        title = heads.get(number, "").replace("\n", "") or f"第 {number + 1} 列"
        longest = max((len(line.text(number)) for line in lines), default=0)
        width = min(WIDEST, max(NARROWEST, 24 + 14 * max(longest, len(title))))
        return Column(
            str(number), title, lambda line: line.text(number).replace("\n", " "), width,
            editable=lambda line: number in line.places,
            edit_text=lambda line: line.text(number),
            tip=lambda line: line.text(number),
        )  # fmt: skip

    return tuple(made(number) for number in range(len(table.columns)))
