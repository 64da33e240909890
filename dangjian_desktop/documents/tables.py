"""Tables on paper: column widths, cell lines, row heights; cut between rows, the header on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise, product
from math import ceil

from dangjian_desktop.documents.drawn import Item, Rule, moved
from dangjian_desktop.documents.flow import Piece
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.titles import cells, places
from dangjian_desktop.documents.typeset import (
    ASCENT,
    Glyph,
    Leeway,
    Line,
    Type,
    break_lines,
    measure,
    shape,
    single,
)
from dangjian_desktop.domain.paper_tables import Align, Placed, TableBlock
from dangjian_desktop.kernel.findings import Rejected, Where, finding

PAD_X, PAD_Y = 3.6, 4.2
LEADING = 1.36
THIN, THICK = 0.5, 1.0
_CELL = Leeway(hang=PAD_X - 3 * THIN, stretch=0.3)
SOFT = "\v"
"""Where a cell's line is broken without a new paragraph."""
CARRIED = 2  # rows that go over to the page of the notes and signatures
_EPS = 0.01
_FEW = 3  # lines of a cell of a word or two
_LONELY = 2  # characters in a last line that look lost
_SHORT = 24  # characters of a cell of words that is no running text
_UNEVEN = 0.75  # what a character more in one line than in another costs, as places() prices them
_NAME = 5  # characters of a name, with the space that stands in one of two


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell with its broken lines."""

    placed: Placed
    lines: tuple[Line, ...]
    align: Align

    @property
    def last_row(self) -> int:
        return self.placed.row + self.placed.cell.rows

    @property
    def few(self) -> bool:
        """Say whether these are lines of a word or two, broken between words."""
        text = self.placed.cell.text
        short = self.align is Align.CENTRE or len(text) <= _SHORT or _of_names(text)
        return short and len(self.lines) <= _FEW


class TableFlow:
    """A table in a given width; ``start`` is the first body row that is still to be printed.

    Raises Rejected ``papers.table_too_wide`` when a column cannot hold one character.
    """

    def __init__(self, table: TableBlock, width: float, fonts: FontSet) -> None:
        self.table = table
        self.widths = _widths(table, width)
        self.leading = table.size * LEADING
        self._headings = table.headings
        self._least = tuple(row.height for row in table.body)
        self._header = tuple(self._set(placed, fonts, head=True) for placed in table.placed_header())
        self._body = tuple(self._set(placed, fonts, head=False) for placed in table.placed_body())
        self._starting = self._by_row()

    @cached_property
    def header_height(self) -> float:
        """Return the height of the header rows."""
        return sum(self._heights(self._header, self._leasts(len(self.table.header))))

    @property
    def row_heights(self) -> list[float]:
        """Return the heights of the body's rows when all stand on one page."""
        return self._body_heights(0, len(self.table.body))

    def apart(self, pitch: float) -> float:
        """Return the blank above and below the table between lines of text ``pitch`` apart.

        What whole lines leave is shared out evenly, a third of a line at least.
        """
        height = self.header_height + sum(self.row_heights)
        return (ceil((height + pitch / 3) / pitch) * pitch - height) / 2

    @property
    def centred_lines(self) -> int:
        """Return how many lines the cells of a word or two are broken into, header and body."""
        cells = (*self._header, *self._body)
        return sum(len(each.lines) for each in cells if each.align is Align.CENTRE)

    def broken(self, placed: Placed, *, head: bool) -> str:
        """Return a cell's text with :data:`SOFT` where a cell of a word or two is broken in print."""
        found = self._found(placed, head=head)
        if found is None or not found.few:
            return placed.cell.text
        lines = iter(found.lines)
        paragraphs = []
        for paragraph in placed.cell.text.split("\n"):
            parts, left = [], len(paragraph)
            while left > 0 and (line := next(lines, None)) is not None:
                parts.append(line.text)
                left -= len(line.text)
            paragraphs.append(SOFT.join(parts) if left == 0 else paragraph)
        return "\n".join(paragraphs)

    def tightened(self, placed: Placed, more: float, *, head: bool) -> float:
        """Return the space, 0 or less, after each character of a cell of a word or two that lets its lines,
        whose marks give up room in print, fit where there is ``more`` room than in print, in points.
        """
        found = self._found(placed, head=head)
        if found is None or not found.few:
            return 0.0
        room = sum(self.widths[placed.col : placed.col + placed.cell.cols]) - 2 * PAD_X + more
        lines = [line.glyphs for line in found.lines if line.glyphs]
        return min([0.0, *((room - measure(glyphs)) / len(glyphs) for glyphs in lines)])

    def _found(self, placed: Placed, *, head: bool) -> _Set | None:
        cells = self._header if head else self._starting[placed.row]
        return next((each for each in cells if each.placed is placed or each.placed == placed), None)

    def _leasts(self, count: int) -> list[float]:
        return [self.leading + 2 * PAD_Y] * count

    def take_from(self, start: int, room: float, end: int | None = None) -> tuple[Piece | None, int]:
        """Return header and rows from ``start`` (to ``end``) that fit ``room``, and the row after them."""
        stop = start
        heights: list[float] = []
        while stop < (len(self.table.body) if end is None else end):
            longer = self._body_heights(start, stop + 1)
            if self.header_height + sum(longer) > room + _EPS:
                break
            stop, heights = stop + 1, longer
        if stop - 1 in self._headings:  # a heading goes with the rows below it
            while stop > start and stop - 1 in self._headings:
                stop -= 1
            heights = self._body_heights(start, stop)
        if stop == start:
            return None, start
        return self._piece(start, stop, heights), stop

    def too_high(self, row: int) -> Rejected:
        """Return the error for a row that is higher than a page."""
        cells = self._starting[row]
        longest = max((each.placed.cell.text for each in cells), key=len, default="").replace("\n", "")
        return Rejected(finding("papers.row_too_high", where=Where(record=longest[:12]), text=longest[:24]))

    def _by_row(self) -> list[list[_Set]]:
        rows: list[list[_Set]] = [[] for _ in self.table.body]
        for each in self._body:
            rows[each.placed.row].append(each)
        return rows

    def _visible(self, start: int, stop: int) -> list[_Set]:
        above = [each for each in self._spanning if each.placed.row < start < each.last_row]
        return above + [each for row in self._starting[start:stop] for each in row]

    @cached_property
    def _spanning(self) -> list[_Set]:
        return [each for each in self._body if each.placed.cell.rows > 1]

    def _set(self, placed: Placed, fonts: FontSet, head: bool) -> _Set:
        cell = placed.cell
        column = self.table.columns[placed.col]
        align = cell.align or (Align.CENTRE if head else column.align)
        kind = Type(Role.HEI if head or cell.bold else Role.FANG, self.table.size)
        width = sum(self.widths[placed.col : placed.col + cell.cols]) - 2 * PAD_X
        lines: list[Line] = []
        for paragraph in cell.text.split("\n"):
            lines.extend(_broken(paragraph, kind, width, align, fonts))
        return _Set(placed, tuple(lines), align)

    def _body_heights(self, start: int, stop: int) -> list[float]:
        plain = self.leading + 2 * PAD_Y
        leasts = [max(plain, least) for least in self._least[start:stop]]
        return self._heights(self._visible(start, stop), leasts, start)

    def _heights(self, cells: Sequence[_Set], leasts: list[float], start: int = 0) -> list[float]:
        heights, stop = leasts, start + len(leasts)
        for spanning in (False, True):
            for each in cells:
                first, last = max(each.placed.row, start), min(each.last_row, stop)
                if (last - first > 1) is spanning:
                    need = len(each.lines) * self.leading + 2 * PAD_Y
                    short = need - sum(heights[first - start : last - start])
                    heights[last - 1 - start] += max(0.0, short)
        return heights

    def _piece(self, start: int, stop: int, heights: list[float]) -> Piece:
        header = self._heights(self._header, self._leasts(len(self.table.header)))
        items = self._draw(self._header, 0, header, 0.0)
        items += self._draw(self._visible(start, stop), start, heights, self.header_height)
        height, width = self.header_height + sum(heights), sum(self.widths)
        for x1, y1, x2, y2 in (
            (0, 0, width, 0),
            (0, height, width, height),
            (0, 0, 0, height),
            (width, 0, width, height),
        ):
            items.append(Rule(x1, y1, x2, y2, THICK))
        return Piece(height, tuple(items))

    def _draw(self, cells: Sequence[_Set], start: int, heights: list[float], top: float) -> list[Item]:
        items: list[Item] = []
        for each in cells:
            placed = each.placed
            first, last = max(placed.row - start, 0), min(each.last_row - start, len(heights))
            x, width = (
                sum(self.widths[: placed.col]),
                sum(self.widths[placed.col : placed.col + placed.cell.cols]),
            )
            y, height = top + sum(heights[:first]), sum(heights[first:last])
            items.append(Rule(x + width, y, x + width, y + height, THIN))
            items.append(Rule(x, y + height, x + width, y + height, THIN))
            items.extend(self._lines(each, x, y, width, height))
        return items

    def _lines(self, each: _Set, x: float, y: float, width: float, height: float) -> list[Item]:
        items: list[Item] = []
        size = self.table.size
        at = y + (height - len(each.lines) * self.leading) / 2 + (self.leading - size) / 2 + ASCENT * size
        for line in each.lines:
            free = max(0.0, width - 2 * PAD_X - line.shown)
            shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[each.align]
            items.extend(line.runs(x + PAD_X + shift, at))
            at += self.leading
        return items


@dataclass(frozen=True, slots=True)
class TableCut:
    """The rest of a table, from ``start`` on, as the flow asks for it page by page.

    ``after`` is the height of what follows and must not stand without rows: where it does not fit below the
    table's end, the last rows are carried over to it. Below a line of text the table begins ``apart`` lower.
    """

    flow: TableFlow
    start: int = 0
    after: float = 0.0
    apart: float = 0.0

    def take(self, room: float) -> tuple[Piece | None, TableCut | None]:
        """Return the rows that fit with the header above them, and the rest of the table."""
        if self.apart:
            lower, rest = replace(self, apart=0.0).take(room - self.apart)
            if lower is not None:
                return Piece(lower.height + self.apart, moved(lower.items, 0.0, self.apart)), rest
        piece, stop = self.flow.take_from(self.start, room)
        end = len(self.flow.table.body)
        lonely = self.after and piece is not None and stop == end and piece.height + self.after > room
        if lonely and end - self.start > CARRIED:
            piece, stop = self.flow.take_from(self.start, room, end - CARRIED)
        rest = TableCut(self.flow, stop, self.after) if stop < end else None
        return piece, rest

    def too_high(self) -> Rejected:
        """Return the error for a row that fits no page."""
        return self.flow.too_high(self.start)


def _widths(table: TableBlock, width: float) -> list[float]:
    total = sum(column.weight for column in table.columns)
    widths = [width * column.weight / total for column in table.columns]
    if min(widths) < table.size + 2 * PAD_X:
        rows = (*table.header, *table.body)
        named = "、".join(cell.text for cell in rows[0].cells[:3]) if rows else ""
        where = Where(record=named.replace("\n", "")[:24])
        raise Rejected(finding("papers.table_too_wide", where=where, columns=len(widths)))
    return widths


def _broken(text: str, kind: Type, width: float, align: Align, fonts: FontSet) -> list[Line]:
    """Break a cell's paragraph: a short one between words and evenly, others to the full width."""
    glyphs = shape(text, kind, fonts)
    lines = break_lines(glyphs, width, justify=align is Align.LEFT, leeway=_CELL)
    if len(lines) > 1 and _of_names(text):
        return _names(text, kind, width, fonts) or lines
    short = align is Align.CENTRE or (align is Align.LEFT and len(text) <= _SHORT and not text.isascii())
    if short and 1 < len(lines) <= _FEW:
        return _worded(text, kind, width, lines, fonts)
    if align is Align.LEFT and len(lines) > 1 and len(lines[-1].glyphs) <= _LONELY:
        return _less_lonely(glyphs, width, lines)
    return lines


def _worded(text: str, kind: Type, width: float, lines: list[Line], fonts: FontSet) -> list[Line]:
    """Break a short text into as many lines between words, about equally long; where none fit, evenly."""
    for parts in _divisions(text, len(lines)):
        worded = [shape(part, kind, fonts) for part in parts]
        if all(measure(part) <= width for part in worded):
            return [single(part) for part in worded]
    glyphs = shape(text, kind, fonts)
    share = min(width, measure(glyphs) / len(lines) + 0.6 * kind.size)
    even = break_lines(glyphs, share, justify=False, leeway=_CELL)
    return even if len(even) == len(lines) else lines


@lru_cache(maxsize=4096)
def _divisions(text: str, count: int) -> tuple[tuple[str, ...], ...]:
    """Return the ways to divide ``text`` into ``count`` lines between words, the best first."""
    step, prices = len(text) / count, places(text)
    near = [[at for at in prices if abs(at - step * number) <= step / 2 + 1] for number in range(1, count)]
    found = []
    for cuts in product(*near):
        parts = tuple(text[start:end] for start, end in pairwise((0, *cuts, len(text))))
        lengths = [cells(part) for part in parts]
        alone = sum(length < _LONELY for length in lengths)
        cost = sum(prices[at] for at in cuts) + _UNEVEN * (max(lengths) - min(lengths)) + 3 * alone
        found.append((cost, parts))
    return tuple(parts for _, parts in sorted(found, key=lambda each: each[0]) if all(parts))


def _of_names(text: str) -> bool:
    return "、" in text and max(map(len, text.split("、"))) <= _NAME


def _names(text: str, kind: Type, width: float, fonts: FontSet) -> list[Line]:
    """Break a list of names after its marks only, so that no name is torn; empty when a name is too wide."""
    *before, last = text.split("、")
    rows: list[list[Glyph]] = []
    for piece in (*(f"{name}、" for name in before), last):
        glyphs = shape(piece, kind, fonts)
        if measure(glyphs) > width:
            return []
        if rows and measure(rows[-1]) + measure(glyphs) <= width:
            rows[-1].extend(glyphs)
        else:
            rows.append(glyphs)
    return [single(row) for row in rows]


def _less_lonely(glyphs: list[Glyph], width: float, lines: list[Line]) -> list[Line]:
    """Break into as many lines a little narrower, when the last one then has more than two characters."""
    for share in (0.96, 0.92, 0.88, 0.84, 0.8):
        narrower = break_lines(glyphs, width * share, justify=False, leeway=_CELL)
        if len(narrower) == len(lines) and len(narrower[-1].glyphs) > _LONELY:
            return narrower
    return lines
