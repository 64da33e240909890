"""An anonymous ballot: its title, what it asks, a box for each option.

Nothing on it tells one ballot from another: no number, code, name, date or mark is drawn (domain.md §4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.documents.ballot_blocks import COMFORTS, Sizes, Strip, strips
from dangjian_desktop.documents.drawn import MM, Fill, Item, moved
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, shape, single
from dangjian_desktop.domain.papers import BallotSheet

MARGIN = 13 * MM
BAND_TOP, BAND = 0.54, 2.5 * MM
TITLE_STEP, GROUP_STEP, TEXT_STEP, FOOT_STEP = 28.0, 24.0, 18.0, 22.0
"""Heights of the lines of the head and of the foot at full size."""
OVER_TEXT, UNDER_TEXT = 4.0, 6.0
_SMALL_ROOM, _SMALL_MARGIN = 110 * MM, 8 * MM  # A6 and smaller
LONG_FOOT = 30.0
SIDE_OF = "第 {number} 页，共 {count} 页"


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """The measures of a ballot's head in points at a scale; a small one has a narrower margin too."""

    scale: float
    margin: float = MARGIN

    def type(self, role: Role, size: float) -> Type:
        """Return a type at this scale."""
        return Type(role, size * self.scale)

    @property
    def title(self) -> Type:
        """The type of the title."""
        return self.type(Role.TITLE, 20.0)

    @property
    def group(self) -> Type:
        """The type of the respondents' group."""
        return self.type(Role.KAI, 15.0)

    @property
    def text(self) -> Type:
        """The type of instructions and of the foot."""
        return self.type(Role.FANG, 12.0)


@dataclass(frozen=True, slots=True)
class SetBallot:
    """A ballot laid out for a place of a sheet: its sides, and the measures they were drawn by."""

    sides: tuple[tuple[Item, ...], ...]
    head: HeadSizes
    blocks: Sizes


def ballot_in(part: BallotSheet, room: tuple[float, float], scale: float, fonts: FontSet) -> SetBallot | None:
    """Lay out one ballot in a place of a sheet, its type at ``scale``; None when it does not fit."""
    small = min(room) < _SMALL_ROOM
    return _ballot(part, *room, HeadSizes(scale, _SMALL_MARGIN if small else MARGIN), fonts)


def ballot_overleaf(
    part: BallotSheet, room: tuple[float, float], scale: float, fonts: FontSet
) -> SetBallot | None:
    """Lay out one ballot that needs several sides; None where not even a row fits.

    Each side says which it is and of how many; that is the same on every ballot.
    """
    wide, high = room
    sizes = HeadSizes(scale)
    head, top = _head(part, wide, sizes, fonts)
    tried = [
        (flow, measures)
        for comfort in COMFORTS
        if (pieces := strips(part.parts(), measures := Sizes(scale, wide - 2 * MARGIN, comfort), fonts))
        and (flow := _flow(pieces, high - MARGIN - LONG_FOOT - top, high - 2 * MARGIN - LONG_FOOT))
    ]
    if not tried:
        return None
    made = []
    sides, measures = min(tried, key=lambda one: len(one[0]))  # the most comfortable of those with the fewest
    for number, side in enumerate(sides, 1):
        items, y = (list(head), top) if number == 1 else ([], MARGIN)
        for piece in side:
            items.extend(moved(piece.items, MARGIN, y))
            y += piece.height
        items.extend(_long_foot(part, room, (number, len(sides)), sizes, fonts))
        made.append(tuple(items))
    return SetBallot(tuple(made), sizes, measures)


def _flow(pieces: Sequence[Strip], first: float, rest: float) -> list[list[Strip]] | None:
    """Break strips into sides; a head never stands last, and comes again on the next side."""
    sides: list[list[Strip]] = [[]]
    left = first
    for n, piece in enumerate(pieces):
        after = pieces[n + 1] if n + 1 < len(pieces) else None
        leads = after is not None and after.head is not None and piece.head is None
        with_next = after.height if after is not None and leads else 0.0
        if piece.height + with_next > left:
            if not piece.items:
                continue
            sides.append([piece.head] if piece.head is not None else [])
            left = rest - sum(one.height for one in sides[-1])
            if piece.height + with_next > left:
                return None
        sides[-1].append(piece)
        left -= piece.height
    return [side for side in sides if side]


def _long_foot(
    part: BallotSheet, room: tuple[float, float], side: tuple[int, int], sizes: HeadSizes, fonts: FontSet
) -> list[Item]:
    items: list[Item] = []
    wide, high = room
    y = high - MARGIN - LONG_FOOT + 22.0
    text = SIDE_OF.format(number=side[0], count=side[1])
    _centre(items, single(shape(text, sizes.type(Role.FANG, 10.5), fonts)), wide, y, 0.0)
    if part.footer and side[0] == side[1]:
        line = single(shape(part.footer, sizes.text, fonts))
        items.extend(line.runs(wide - MARGIN - line.width, y + ASCENT * sizes.text.size))
    return items


def _ballot(
    part: BallotSheet, width: float, height: float, sizes: HeadSizes, fonts: FontSet
) -> SetBallot | None:
    """Lay out one ballot in a space of its own; None when it does not fit."""
    margin = sizes.margin
    items, y = _head(part, width, sizes, fonts)
    foot = FOOT_STEP * sizes.scale if part.footer else 0.0
    for comfort in COMFORTS:
        measures = Sizes(sizes.scale, width - 2 * margin, comfort)
        pieces = strips(part.parts(), measures, fonts)
        if pieces is None:
            return None
        used = sum(piece.height for piece in pieces)
        if y + used + foot <= height - margin:
            break
    else:
        return None
    for piece in pieces:
        items.extend(moved(piece.items, margin, y))
        y += piece.height
    if part.footer:
        line = single(shape(part.footer, sizes.text, fonts))
        items.extend(line.runs(width - margin - line.width, y + 19.0 * sizes.scale))
    return SetBallot((tuple(items),), sizes, measures)


def _head(part: BallotSheet, width: float, sizes: HeadSizes, fonts: FontSet) -> tuple[list[Item], float]:
    """Return the strip of the group, title, group and instructions, and where they end."""
    margin, scale = sizes.margin, sizes.scale
    inner = width - 2 * margin
    items: list[Item] = _band(part.band, width, margin)
    y = margin
    for text in break_title(part.title, inner / sizes.title.size):
        y = _centre(items, single(shape(text, sizes.title, fonts)), width, y, TITLE_STEP * scale)
    if part.group:
        y = _centre(items, single(shape(part.group, sizes.group, fonts)), width, y, GROUP_STEP * scale)
    y += OVER_TEXT
    for note in part.instructions:
        for line in break_lines(shape(note, sizes.text, fonts), inner, 2 * sizes.text.size):
            items.extend(line.runs(margin, y + ASCENT * sizes.text.size))
            y += TEXT_STEP * scale
    return items, y + UNDER_TEXT * scale


def _band(colour: str, width: float, margin: float) -> list[Item]:
    """Return the strip above the title that tells the group by its colour."""
    if not colour:
        return []
    top, low, right = margin * BAND_TOP, margin * BAND_TOP + BAND, width - margin
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [Fill(((margin, top), (right, top), (right, low), (margin, low)), (red, green, blue))]


def _centre(items: list[Item], line: Line, width: float, y: float, step: float) -> float:
    items.extend(line.runs((width - line.width) / 2, y + ASCENT * line.glyphs[0].size))
    return y + step
