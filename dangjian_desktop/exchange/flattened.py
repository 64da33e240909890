"""Tables flattened to text: every cell ends in " |" and stands on its own line.

What flattening keeps: the cells that begin in a row, in their order, and then one more "|" for each
place that a merged cell from another row or column covered. So the number of lost places is known,
but not where in the row they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import gcd

from dangjian_desktop.domain.names import narrow, squeezed
from dangjian_desktop.exchange.grid import Block, Cell, Paragraph, Row, Table
from dangjian_desktop.exchange.raw import cell_of

_HEADING = re.compile(r"^\s*(?:附\s*件|附\s*表|表\s*\d|第\S{1,3}篇)")
_LONGEST_CELL = 6
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its number, counted from 1."""

    number: int
    text: str


@dataclass(slots=True)
class _Run:
    """Cells in their order up to places that were lost; ``lost`` is 0 for the last run."""

    cells: list[Cell] = field(default_factory=list)
    lost: int = 0

    @property
    def places(self) -> int:
        return len(self.cells) + self.lost


def is_flattened(lines: Sequence[str]) -> bool:
    """Tell whether the text holds a flattened table: at least four lines that end a cell."""
    return sum(line.rstrip().endswith("|") for line in lines) >= 4


def flattened_blocks(source: str, lines: Sequence[str], headwords: frozenset[str]) -> tuple[Block, ...]:
    """Cut the text into paragraphs and flattened tables.

    ``headwords`` are known heading words without blanks; leading ones tell the width of a table.
    """
    blocks: list[Block] = []
    tables = 0
    for part in _parts([Line(number, text) for number, text in enumerate(lines, 1)]):
        if isinstance(part, Line):
            text = narrow(part.text).strip()
            if text:
                blocks.append(Paragraph(text, f"第{part.number}行"))
            continue
        tables += 1
        blocks.append(_table(source, f"表{tables}", part, headwords))
    return tuple(blocks)


def _parts(lines: Sequence[Line]) -> list[Line | list[Line]]:
    """Separate lines of text from blocks of cell lines; a cell may run over a few lines."""
    parts: list[Line | list[Line]] = []
    block: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        if line.text.rstrip().endswith("|"):
            block.extend([*waiting, line])
            waiting = []
        elif block and len(waiting) < _LONGEST_CELL and not _HEADING.match(line.text):
            waiting.append(line)
        else:
            parts.extend([block, *waiting] if block else waiting)
            parts.append(line)
            block, waiting = [], []
    parts.extend([block, *waiting] if block else waiting)
    return parts


def _table(source: str, name: str, lines: Sequence[Line], headwords: frozenset[str]) -> Table:
    runs = _runs(lines)
    width = _width(runs, headwords)
    rows = tuple(row for run in runs for row in _rows(run, width))
    return Table(source, name, rows, width)


def _runs(lines: Sequence[Line]) -> list[_Run]:
    runs = [_Run()]
    held: list[str] = []
    begin = 0
    for line in lines:
        begin = begin or line.number
        if not line.text.rstrip().endswith("|"):
            held.append(line.text)
            continue
        first, *others = line.text.rstrip()[:-1].split("|")
        texts = ["\n".join([*held, first]), *others]
        held = []
        while len(texts) > 1 and not texts[-1].strip():
            texts.pop()
            runs[-1].lost += 1
        runs[-1].cells.extend(cell_of(text.strip(), f"第{begin}行") for text in texts)
        begin = 0
        if runs[-1].lost:
            runs.append(_Run())
    return [run for run in runs if run.cells]


def _width(runs: Sequence[_Run], headwords: frozenset[str]) -> int:
    """Find the number of columns: every closed run fills whole rows."""
    closed = [run for run in runs if run.lost]
    first = runs[0]
    leading = _leading(first, headwords)
    if not closed:
        return leading if leading > 1 else len(first.cells)
    if first.lost and leading == len(first.cells):
        return first.places
    common = 0
    for run in closed:
        common = gcd(common, run.places)
    least = max(run.lost for run in closed) + 1
    if leading > 1 and leading >= least and (common % leading == 0 or common < least):
        return leading
    if least <= common <= _WIDEST:
        return common
    usual = Counter(run.places for run in closed if run.places <= _WIDEST).most_common(1)
    return max(least, usual[0][0] if usual else least)


def _leading(run: _Run, headwords: frozenset[str]) -> int:
    """Count the heading words the first run begins with; an unknown one between known ones counts."""
    count = 0
    for position, cell in enumerate(run.cells, 1):
        if squeezed(cell.text) in headwords:
            count = position
        elif position > count + 1:
            break
    # one more cell closes a heading row whose last word, a group heading, is not a known one
    return count + 1 if run.lost and count + 1 == len(run.cells) else count


def _rows(run: _Run, width: int) -> list[Row]:
    rows = []
    whole, rest = divmod(len(run.cells), width)
    if rest == 0 and run.lost:
        whole, rest = whole - 1, width
    for number in range(whole):
        cells = tuple(run.cells[number * width : (number + 1) * width])
        rows.append(Row(cells, cells[0].address))
    if rest:
        cells = tuple(run.cells[whole * width :])
        fits = run.lost == 0 or rest + run.lost == width
        rows.append(Row(cells, cells[0].address, width - rest, unfit=not fits))
    return rows
