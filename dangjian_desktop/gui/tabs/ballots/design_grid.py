"""One table of a ballot form on the screen: typed into cell by cell, rows added, taken out and moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.ballots.design_tables import Col, Draft, Kind, Table, with_rows
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.rows import Column, Edit, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, by its place."""

    number: int
    table: Table


class DesignGrid(QWidget):
    """Shows one table of a draft; ``changed`` carries the draft with what was typed."""

    changed = Signal(object)  # Draft

    def __init__(self, kind: Kind, settings: Settings) -> None:
        super().__init__()
        self.kind, self.draft = kind, Draft()
        self.model: RowsModel[Line] = RowsModel(
            tuple(self._column(one) for one in kind.columns), key=lambda line: line.number
        )
        self.model.edited.connect(self._typed)
        self.grid = Grid(self.model, settings, f"ballots.design.{kind.key}", cells=True)
        self.grid.setAccessibleName(kind.title)
        body = column(self, gap=8)
        body.addWidget(Label(kind.note, "note", wrap=True))
        body.addWidget(self.grid, 1)
        acts = row(gap=8)
        for text, icon_name, act in (
            ("加一行", "plus", self.add),
            ("删这一行", "trash", self.drop),
            ("上移", "chevron-up", lambda: self.move_line(-1)),
            ("下移", "chevron-down", lambda: self.move_line(1)),
        ):
            button = Button(text, icon_name)
            button.clicked.connect(act)
            acts.addWidget(button)
        acts.addStretch(1)
        body.addLayout(acts)

    def _column(self, one: Col) -> Column[Line]:
        def check(line: Line, text: str) -> str:
            try:
                one.put(self.draft, line.table, text.strip())
            except ValueError as error:
                return str(error)
            return ""

        def offered(_: Line) -> Sequence[str]:
            return one.offered(self.draft) if one.offered is not None else one.choices

        return Column(
            one.id, one.title, lambda line: one.show(self.draft, line.table), one.width,
            editable=lambda _: True, check=check,
            choices=offered if one.offered or one.choices else None,
        )  # fmt: skip

    def show_draft(self, draft: Draft) -> None:
        """Show the table of a draft."""
        at = self.at()
        self.draft = draft
        self.model.set_rows([Line(n, table) for n, table in enumerate(draft.get(self.kind.key, ()))])
        if self.model.shown:
            index = self.grid.currentIndex()
            place = min(max(at, 0), len(self.model.shown) - 1)
            self.grid.setCurrentIndex(self.model.index(place, max(0, index.column())))

    def at(self) -> int:
        """Return the place of the row in hand, -1 where there is none."""
        line = self.model.at(self.grid.currentIndex().row())
        return line.number if line is not None else -1

    def rows(self) -> list[Table]:
        """Return the rows of the table."""
        return list(self.draft.get(self.kind.key, ()))

    def _typed(self, edits: tuple[Edit[Line], ...]) -> None:
        rows, columns = self.rows(), {one.id: one for one in self.kind.columns}
        for edit in edits:
            number = edit.row.number
            rows[number] = columns[edit.column].put(self.draft, rows[number], edit.text.strip())
        self._take(rows, self.at())

    def add(self) -> None:
        """Put a new row below the one in hand."""
        rows, at = self.rows(), self.at() + 1
        rows.insert(at, dict(self.kind.fresh))
        self._take(rows, at)
        self.grid.setFocus()

    def drop(self) -> None:
        """Take out the row in hand."""
        rows, at = self.rows(), self.at()
        if 0 <= at < len(rows):
            del rows[at]
            self._take(rows, at)

    def move_line(self, by: int) -> None:
        """Move the row in hand up or down."""
        rows, at = self.rows(), self.at()
        if 0 <= at < len(rows) and 0 <= at + by < len(rows):
            rows[at], rows[at + by] = rows[at + by], rows[at]
            self._take(rows, at + by)

    def _take(self, rows: list[Table], at: int) -> None:
        draft = with_rows(self.draft, self.kind, rows)
        self.show_draft(draft)
        if self.model.shown:
            place = min(max(at, 0), len(self.model.shown) - 1)
            self.grid.setCurrentIndex(self.model.index(place, max(0, self.grid.currentIndex().column())))
        self.changed.emit(draft)
