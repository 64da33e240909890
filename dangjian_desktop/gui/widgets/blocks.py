"""Blocks of cells as Excel puts them on the clipboard, and figures about a selection, by spans of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.kernel.numbers import shown

LINES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Block:
    """A span of cells, both ends with it."""

    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> int:
        """Return how many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def lines_of(model: RowsModel[Any], blocks: Sequence[Block]) -> list[int]:
    """Return the lines of ``blocks`` that hold rows, each once, from the top."""
    spans = {(block.top, block.bottom) for block in blocks}
    lines = {line for top, bottom in spans for line in range(top, bottom + 1)} if len(spans) > 1 else ()
    only = next(iter(spans), (0, -1))
    ordered = sorted(lines) if lines else range(only[0], only[1] + 1)
    if isinstance(model.lines, range):
        return list(ordered)
    return [line for line in ordered if model.lines[line] >= 0]


def cells_of(model: RowsModel[Any], blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Give every cell of ``blocks`` that belongs to a row, as line and column."""
    for block in blocks:
        for line in lines_of(model, [block]):
            for column in range(block.left, block.right + 1):
                yield line, column


def written(model: RowsModel[Any], blocks: Sequence[Block]) -> Iterator[str]:
    """Write the smallest block that holds ``blocks``, tab between cells, a line for each row, in pieces."""
    lines = lines_of(model, blocks)
    columns = sorted(_columns_of(blocks))
    texts = [model.columns[column].text for column in columns]
    rows = [(line, model.at(line)) for line in lines]  # as they stand now, whatever moves meanwhile
    inside = len(blocks) == 1
    for start in range(0, len(rows), LINES_AT_ONCE):
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        for line, row in rows[start : start + LINES_AT_ONCE]:
            if inside:
                writer.writerow([text(row) for text in texts])
                continue
            here = _columns_of(block for block in blocks if block.top <= line <= block.bottom)
            writer.writerow(
                [text(row) if column in here else "" for column, text in zip(columns, texts, strict=True)]
            )
        yield out.getvalue()


def _columns_of(blocks: Iterable[Block]) -> set[int]:
    return {column for block in blocks for column in range(block.left, block.right + 1)}


def read_block(text: str) -> list[list[str]]:
    """Read a block from the clipboard; quoted cells may hold line breaks, which become spaces."""
    if not text.strip("\r\n"):
        return []
    rows = csv.reader(io.StringIO(text.rstrip("\r\n")), dialect="excel-tab")
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def statistics(model: RowsModel[Any], blocks: Sequence[Block], by_cell: bool) -> str:
    """Say how much is selected, and the sum and mean of its figures."""
    lines = lines_of(model, blocks)
    cells = sum(len(lines_of(model, [one])) * (one.right - one.left + 1) for one in blocks)
    if not lines:
        return ""
    if not by_cell or cells == 1:
        return f"已选 {len(lines)} 行"
    figures = [figure for block in blocks for figure in figures_of(model, block)]
    words = f"已选 {cells} 格"
    if len(figures) < 2:
        return words
    total = Fraction(sum(figures))
    places = 0 if total.denominator == 1 else 1
    return f"{words}，合计 {shown(total, places)}，平均 {shown(total / len(figures), 1)}"


def figures_of(model: RowsModel[Any], block: Block) -> Iterator[Fraction | int]:
    """Give the amounts in the cells of a block."""
    lines = [model.positions[model.lines[line]] for line in lines_of(model, [block])]
    for column in model.columns[block.left : block.right + 1]:
        if column.number is not None and not column.counts_off:
            figures = model.sheet.figures(column)
            yield from (figure for line in lines if (figure := figures[line]) is not None)
