"""Blocks of cells as Excel puts them on the clipboard, and figures about a selection."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.kernel.numbers import shown


def block_of(indexes: Sequence[QModelIndex]) -> str:
    """Write the smallest block that holds ``indexes``, tab between cells, newline between rows."""
    if not indexes:
        return ""
    texts = {(i.row(), i.column()): str(i.data(Qt.ItemDataRole.DisplayRole) or "") for i in indexes}
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerows([[texts.get((row, column), "") for column in columns] for row in rows])
    return out.getvalue()


def read_block(text: str) -> list[list[str]]:
    """Read a block from the clipboard; quoted cells may hold line breaks, which become spaces."""
    if not text.strip("\r\n"):
        return []
    rows = csv.reader(io.StringIO(text.rstrip("\r\n")), dialect="excel-tab")
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def statistics(model: RowsModel[Any], indexes: Sequence[QModelIndex], by_cell: bool) -> str:
    """Say how much is selected, and the sum and mean of its figures."""
    lines = {index.row() for index in indexes}
    if not lines:
        return ""
    if not by_cell or len(indexes) == 1:
        return f"已选 {len(lines)} 行"
    numbers = [number for index in indexes if (number := number_of(model, index)) is not None]
    words = f"已选 {len(indexes)} 格"
    if len(numbers) < 2:
        return words
    total = sum(numbers, Fraction(0))
    places = 0 if total.denominator == 1 else 1
    return f"{words}，合计 {shown(total, places)}，平均 {shown(total / len(numbers), 1)}"


def number_of(model: RowsModel[Any], index: QModelIndex) -> Fraction | None:
    """Return the figure of a cell, None when it holds none."""
    reader = model.columns[index.column()].number
    row = model.at(index.row())
    if reader is None or row is None:
        return None
    value = reader(row)
    return None if value is None else Fraction(value)
