"""The blocks of a ballot as strips one below the other, so that a long ballot can go on overleaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dangjian_desktop.documents.drawn import MM, Box, Item, Rule
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, shape, single
from dangjian_desktop.domain.ballot_blocks import BallotBlock, BallotQuestion, BallotTable, BallotWords

COMFORTS = (16.0, 12.0, 8.0, 5.0)
"""Free space in a row, the most comfortable first."""
LEADING, NOTE_LEADING = 1.32, 1.3
BOX, TABLE_BOX, GAP = 4.2 * MM, 5 * MM, 10.0
"""Sides of the boxes to tick beside options and in tables; the space between two blocks."""
_NARROWEST = 17.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece that is not broken, drawn from its upper left corner; ``head`` stands over it on a new page."""

    height: float
    items: tuple[Item, ...]
    head: Strip | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of one ballot in points at a scale, in a given width."""

    scale: float
    width: float
    comfort: float

    def type(self, role: Role, size: float) -> Type:
        """Return a type at this scale."""
        return Type(role, size * self.scale)

    @property
    def head(self) -> Type:
        """The type of heads."""
        return self.type(Role.HEI, 13.0)

    @property
    def item(self) -> Type:
        """The type of items."""
        return self.type(Role.FANG, 14.0)

    @property
    def answer(self) -> float:
        """The height of a line to write on."""
        return max(20.0, 26.0 * self.scale)

    def row(self, lines: int) -> float:
        """Return the height of a row of so many lines."""
        return lines * self.item.size * LEADING + self.comfort * self.scale


def strips(blocks: Sequence[BallotBlock], sizes: Sizes, fonts: FontSet) -> list[Strip] | None:
    """Return the strips of all blocks, None where one is too wide."""
    found: list[Strip] = []
    for n, block in enumerate(blocks):
        if n:
            found.append(Strip(GAP * sizes.scale, ()))
        if isinstance(block, BallotTable):
            table = TableLayout(block, sizes, fonts)
            if not table.fits:
                return None
            found.extend(table.strips())
        elif isinstance(block, BallotQuestion):
            found.append(_question(block, sizes, fonts))
        else:
            found.append(_words(block, sizes, fonts))
    return found


class TableLayout:
    """A table of a ballot: rows down, options across, an empty box at each crossing; where it stands in the
    width, in points. ``fits`` tells whether it has the room; its rows are broken only then."""

    def __init__(self, block: BallotTable, sizes: Sizes, fonts: FontSet) -> None:
        self.block, self.sizes, self.fonts = block, sizes, fonts
        scale = sizes.scale
        self.options = [single(shape(text, sizes.head, fonts)) for text in block.options]
        self.cells = max(1, len(block.cells))
        count = len(block.options) * self.cells
        least, self.note = self._name_width(), self._note_width()
        widest = max(line.width for line in self.options) + 10 * scale
        room = sizes.width - least - min(self.note, 110.0 * scale)
        # several items side by side leave no room for words across: they are written downwards
        self.upright = bool(block.cells) and widest * count > room
        wished = 30.0 * scale if self.upright else max(widest, min(84.0, sizes.width * 0.5 / count))
        self.column = min(wished, room / count) if block.cells else wished
        self.note = max(0.0, min(self.note, sizes.width - least - self.column * count))
        self.first = sizes.width - self.note - self.column * count
        self.fits = self.column >= _NARROWEST * scale and self.first >= least - 0.01 and self._notes_fit()
        self.names = self._broken(block.rows, sizes.item, self.first - 12 * scale)
        self.notes = self._broken(block.notes, self.small, self.note - 8 * scale)

    def _broken(self, texts: Sequence[str], kind: Type, room: float) -> list[list[Line]]:
        """Break texts into lines; nothing is broken where the table does not fit anyway."""
        return [
            break_lines(shape(text, kind, self.fonts), room) if text else [] for text in texts if self.fits
        ]

    def _notes_fit(self) -> bool:
        """Tell whether the notes have room for five characters, or for all where they are shorter."""
        return self.note >= min(self._note_width(), 5 * self.small.size)

    @property
    def small(self) -> Type:
        """The type of notes."""
        return self.sizes.type(Role.FANG, 11.0)

    def _note_width(self) -> float:
        """Return the width the longest note asks for."""
        if not any(self.block.notes):
            return 0.0
        noted = [single(shape(text, self.small, self.fonts)) for text in self.block.notes if text]
        return max(line.width for line in noted) + 12 * self.sizes.scale

    def _name_width(self) -> float:
        """Return the least room for the words of the rows: names whole where something stands beside them."""
        size, scale = self.sizes.item.size, self.sizes.scale
        if not any(self.block.notes):
            return 6 * size + 12 * scale
        longest = max(single(shape(text, self.sizes.item, self.fonts)).width for text in self.block.rows)
        return min(max(longest, 4 * size), 8 * size) + 14 * scale

    @property
    def edges(self) -> list[float]:
        """Return the upright lines: the names, the notes, then every option."""
        left = self.first
        found = [0.0, left]
        if self.note:
            left += self.note
            found.append(left)
        count = len(self.options) * self.cells
        return [*found, *(left + self.column * n for n in range(1, count + 1))]

    @property
    def boxes(self) -> list[tuple[float, float]]:
        """Return left and right of every option's column."""
        return list(pairwise(self.edges))[2 if self.note else 1 :]

    def strips(self) -> list[Strip]:
        """Return a strip per row, each with the head it wants over it on a new page."""
        head = self._head()
        rows = []
        for n, lines in enumerate(self.names):
            notes, high = self._notes_of(n), self.row_height(n)
            rows.append(Strip(high, tuple(self._row(lines, notes, high, n == len(self.names) - 1)), head))
        return [Strip(head.height, head.items), *rows]

    def row_height(self, row: int) -> float:
        """Return the height of a row, the higher of its words and its notes."""
        notes = len(self._notes_of(row)) * self.small.size * NOTE_LEADING
        return max(self.sizes.row(len(self.names[row])), self.sizes.row(0) + notes)

    def _notes_of(self, row: int) -> list[Line]:
        return self.notes[row] if row < len(self.notes) else []

    @property
    def head_heights(self) -> tuple[float, float]:
        """Return the heights of the head's two rows: items (0 where there is one) and options."""
        scale = self.sizes.scale
        over = 26.0 * scale if self.block.cells else 0.0
        down = max((len(text) for text in self.block.options), default=1) if self.upright else 1
        return over, max(30.0, 12.0 + down * 14.3 if self.upright else 30.0) * scale

    def _head(self) -> Strip:
        sizes = self.sizes
        over, under = self.head_heights
        high = over + under
        items: list[Item] = [*self._frame(high, 1.0, 0.5, over)]
        for text, left, right in (
            (self.block.head, 0.0, self.first),
            (self.block.note_head if self.note else "", self.first, self.first + self.note),
        ):
            if text:
                items.extend(self._middle(single(shape(text, sizes.head, self.fonts)), left, right, high / 2))
        start = self.first + self.note
        for n, text in enumerate(self.block.cells):
            left = start + n * self.column * len(self.options)
            right = left + self.column * len(self.options)
            kind = sizes.head
            line = single(shape(text, kind, self.fonts))
            if line.width > right - left - 4:
                line = single(
                    shape(text, Type(Role.HEI, kind.size * (right - left - 4) / line.width), self.fonts)
                )
            items.extend(self._middle(line, left, right, over / 2))
        if over:
            items.append(Rule(start, over, sizes.width, over, 0.5))
        for n, (left, right) in enumerate(self.boxes):
            text = self.block.options[n % len(self.options)]
            items.extend(self._option(text, left, right, over, under))
        return Strip(high, tuple(items))

    def _option(self, text: str, left: float, right: float, top: float, high: float) -> Iterator[Item]:
        if not self.upright:
            yield from self._middle(
                single(shape(text, self.sizes.head, self.fonts)), left, right, top + high / 2
            )
            return
        kind = self.sizes.type(Role.HEI, 12.0)
        step = kind.size * 1.19
        y = top + (high - step * len(text)) / 2 + step / 2
        for char in text:
            yield from self._middle(single(shape(char, kind, self.fonts)), left, right, y)
            y += step

    @staticmethod
    def _middle(line: Line, left: float, right: float, y: float) -> tuple[Item, ...]:
        size = line.glyphs[0].size
        return tuple(line.runs((left + right - line.width) / 2, y + (ASCENT - 0.5) * size))

    def _frame(self, high: float, top: float, low: float, over: float = 0.0) -> Iterator[Item]:
        """Draw the lines around the cells of a row; between the options of one cell from ``over`` down."""
        edges, wide = self.edges, self.sizes.width
        if top:
            yield Rule(0.0, 0.0, wide, 0.0, top)
        yield Rule(0.0, high, wide, high, low)
        lead = 3 if self.note else 2  # left of the names, of the notes and of the first option
        for n, at in enumerate(edges):
            inside = n >= lead and (n - lead + 1) % len(self.options) != 0
            outer = n in (0, len(edges) - 1)
            yield Rule(at, over if inside else 0.0, at, high, 1.0 if outer else 0.5)

    def _row(self, lines: list[Line], notes: list[Line], high: float, last: bool) -> Iterator[Item]:
        yield from self._frame(high, 0.0, 1.0 if last else 0.5)
        scale = self.sizes.scale
        yield from _stacked(lines, 6.0 * scale, high, self.sizes.item.size, LEADING)
        yield from _stacked(notes, self.first + 4.0 * scale, high, self.small.size, NOTE_LEADING)
        side = min(TABLE_BOX * scale, high - 6, self.column - 5)
        for left, right in self.boxes:
            yield Box((left + right - side) / 2, (high - side) / 2, side)


def _stacked(lines: Sequence[Line], x: float, high: float, size: float, leading: float) -> Iterator[Item]:
    step = size * leading
    y = (high - len(lines) * step) / 2 + step / 2 + (ASCENT - 0.5) * size
    for line in lines:
        yield from line.runs(x, y)
        y += step


@dataclass(frozen=True, slots=True)
class OptionPlaces:
    """How the options of a question stand: so many side by side, each so wide, from an indent on."""

    across: int
    column: float
    indent: float
    row: float

    @classmethod
    def of(cls, lines: Sequence[Line], sizes: Sizes) -> OptionPlaces:
        """All take one of two widths, so that boxes stand below each other."""
        scale, indent = sizes.scale, 1.6 * sizes.item.size
        wide = max(line.width for line in lines) + BOX * scale + 18 * scale
        across = max(1, min(len(lines), int((sizes.width - indent) / wide)))
        column = (sizes.width - indent) / across if across > 1 else sizes.width - indent
        row = sizes.item.size * LEADING + min(sizes.comfort, 8.0) * scale
        return cls(across, min(column, wide + 30 * scale), indent, row)


def _question(block: BallotQuestion, sizes: Sizes, fonts: FontSet) -> Strip:
    """Lay out a question: its words, then the options in as many lines as they need."""
    scale, step = sizes.scale, sizes.item.size * LEADING
    y, items = 2.0 * scale, list[Item]()
    for line in break_lines(shape(block.text, sizes.type(Role.HEI, 13.0), fonts), sizes.width):
        items.extend(line.runs(0.0, y + ASCENT * sizes.item.size))
        y += step
    y += min(sizes.comfort, 8.0) * scale / 2
    side = BOX * scale
    lines = [single(shape(text, sizes.item, fonts)) for text in block.options]
    places = OptionPlaces.of(lines, sizes)
    row = places.row
    for n, line in enumerate(lines):
        down, along = divmod(n, places.across)
        left, top = places.indent + along * places.column, y + down * row
        items.append(Box(left, top + (row - side) / 2, side))
        items.extend(line.runs(left + side + 5 * scale, top + row / 2 + (ASCENT - 0.5) * sizes.item.size))
    return Strip(y + -(-len(lines) // places.across) * row, tuple(items))


def _words(block: BallotWords, sizes: Sizes, fonts: FontSet) -> Strip:
    """Lay out a question answered in words: the question and empty lines to write on."""
    scale, y, items = sizes.scale, 2.0 * sizes.scale, list[Item]()
    for line in break_lines(shape(block.text, sizes.type(Role.HEI, 13.0), fonts), sizes.width):
        items.extend(line.runs(0.0, y + ASCENT * sizes.item.size))
        y += sizes.item.size * LEADING
    step = sizes.answer
    for n in range(1, max(1, block.lines) + 1):
        items.append(Rule(0.0, y + n * step, sizes.width, y + n * step, 0.5))
    return Strip(y + max(1, block.lines) * step + 4 * scale, tuple(items))
