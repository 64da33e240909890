"""An anonymous ballot: its title, what it asks, a box for each option.

Nothing on it tells one ballot from another: no number, code, name, date or mark is drawn (domain.md §4).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dangjian_desktop.documents.drawn import MM, Box, Fill, Item, Rule, moved
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, shape, single
from dangjian_desktop.domain.papers import BallotSheet

MARGIN = 13 * MM
_BAND_TOP, _BAND = 0.54, 2.5 * MM
_SMALL_ROOM, _SMALL_MARGIN = 110 * MM, 8 * MM  # A6 and smaller


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The measures of one ballot in points at a scale; a small one has a narrower margin too."""

    scale: float
    margin: float = MARGIN

    def type(self, role: Role, size: float) -> Type:
        return Type(role, size * self.scale)

    @property
    def title(self) -> Type:
        return self.type(Role.TITLE, 20.0)

    @property
    def group(self) -> Type:
        return self.type(Role.KAI, 15.0)

    @property
    def text(self) -> Type:
        return self.type(Role.FANG, 12.0)

    @property
    def head(self) -> Type:
        return self.type(Role.HEI, 13.0)

    @property
    def item(self) -> Type:
        return self.type(Role.FANG, 14.0)


def ballot_in(
    part: BallotSheet, room: tuple[float, float], scale: float, fonts: FontSet
) -> tuple[Item, ...] | None:
    """Lay out one ballot in a place of a sheet, its type at ``scale``; None when it does not fit."""
    small = min(room) < _SMALL_ROOM
    return _ballot(part, *room, _Sizes(scale, _SMALL_MARGIN if small else MARGIN), fonts)


def _ballot(
    part: BallotSheet, width: float, height: float, sizes: _Sizes, fonts: FontSet
) -> tuple[Item, ...] | None:
    """Lay out one ballot in a space of its own; None when it does not fit."""
    margin = sizes.margin
    inner, scale = width - 2 * margin, sizes.scale
    items: list[Item] = _band(part.band, width, margin)
    y = margin
    for text in break_title(part.title, inner / sizes.title.size):
        y = _centre(items, single(shape(text, sizes.title, fonts)), width, y, 28.0 * scale)
    if part.group:
        y = _centre(items, single(shape(part.group, sizes.group, fonts)), width, y, 24.0 * scale)
    y += 4.0
    for note in part.instructions:
        for line in break_lines(shape(note, sizes.text, fonts), inner, 2 * sizes.text.size):
            items.extend(line.runs(margin, y + ASCENT * sizes.text.size))
            y += 18.0 * scale
    y += 6.0 * scale
    foot = 22.0 * scale if part.footer else 0.0
    table = _Boxes(part, inner, sizes, fonts).draw(height - margin - foot - y)
    if table is None:
        return None
    drawn, used = table
    items.extend(moved(drawn, margin, y))
    if part.footer:
        line = single(shape(part.footer, sizes.text, fonts))
        items.extend(line.runs(width - margin - line.width, y + used + 19.0 * scale))
    return tuple(items)


def _band(colour: str, width: float, margin: float) -> list[Item]:
    """Return the strip above the title that tells the group by its colour."""
    if not colour:
        return []
    top, low, right = margin * _BAND_TOP, margin * _BAND_TOP + _BAND, width - margin
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [Fill(((margin, top), (right, top), (right, low), (margin, low)), (red, green, blue))]


def _centre(items: list[Item], line: Line, width: float, y: float, step: float) -> float:
    items.extend(line.runs((width - line.width) / 2, y + ASCENT * line.glyphs[0].size))
    return y + step


class _Boxes:
    """The table of a ballot: items down, options across, an empty box at each crossing."""

    def __init__(self, part: BallotSheet, width: float, sizes: _Sizes, fonts: FontSet) -> None:
        self.sizes, self.width = sizes, width
        self.options = [single(shape(text, sizes.head, fonts)) for text in part.options]
        self.item_head = single(shape(part.item_head, sizes.head, fonts)) if part.item_head else None
        widest = max(line.width for line in self.options) + 10 * sizes.scale
        self.column = max(widest, min(84.0, width * 0.5 / len(self.options)))
        self.first = width - self.column * len(self.options)
        self.leading = sizes.item.size * 1.32
        room = self.first - 12 * sizes.scale
        fits = room >= 6 * sizes.item.size
        self.names = (
            [break_lines(shape(text, sizes.item, fonts), room) for text in part.items] if fits else []
        )

    def draw(self, room: float) -> tuple[tuple[Item, ...], float] | None:
        """Return the items and the height; None when rows or options do not fit."""
        top = 30.0 * self.sizes.scale
        for comfort in (16.0, 12.0, 8.0, 5.0):
            heights = [len(lines) * self.leading + comfort * self.sizes.scale for lines in self.names]
            if heights and top + sum(heights) <= room:
                return self._drawn(top, heights), top + sum(heights)
        return None

    def _drawn(self, top: float, heights: list[float]) -> tuple[Item, ...]:
        edges = [0.0, *(self.first + self.column * n for n in range(len(self.options) + 1))]
        items: list[Item] = []
        for index, line in enumerate([self.item_head, *self.options]):
            if line is not None:
                middle = (edges[index] + edges[index + 1]) / 2
                items.extend(
                    line.runs(middle - line.width / 2, top / 2 + (ASCENT - 0.5) * self.sizes.head.size)
                )
        rules, y = [0.0, top], top
        for lines, height in zip(self.names, heights, strict=True):
            items.extend(self._row(lines, y, height, edges))
            y += height
            rules.append(y)
        items.extend(Rule(0.0, at, self.width, at, 1.0 if at in (0.0, y) else 0.5) for at in rules)
        items.extend(Rule(at, 0.0, at, y, 1.0 if at in (edges[0], edges[-1]) else 0.5) for at in edges)
        return tuple(items)

    def _row(self, lines: list[Line], y: float, height: float, edges: list[float]) -> list[Item]:
        items: list[Item] = []
        size = self.sizes.item.size
        at = y + (height - len(lines) * self.leading) / 2 + self.leading / 2 + (ASCENT - 0.5) * size
        for line in lines:
            items.extend(line.runs(6.0 * self.sizes.scale, at))
            at += self.leading
        side = min(5 * MM * self.sizes.scale, height - 6)
        for left, right in pairwise(edges[1:]):
            items.append(Box((left + right - side) / 2, y + (height - side) / 2, side))
        return items
