"""流程图: numbered steps in cards that follow each other like an S, with arrows between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, Rule, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    BRONZE,
    CREAM,
    DEEP,
    INK,
    WHITE,
    balanced,
    centred_ink,
    code_block,
    first_fitting,
    foot,
    kicker,
    largest,
    look_of,
    readable,
    title_block,
    too_long,
)
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, shape, single
from dangjian_desktop.domain.posters import Poster, Section

_SIZES = tuple(share / 1000 for share in (*range(100, 74, -2), *range(74, 14, -1)))
_ACROSS, _DOWN = 2.2, 1.5  # the least gaps between cards, in sizes of type: an arrow stands in them
_WIDEST_GAP = 3.2
_RAGGED = 0.35  # what an arrangement loses whose last row is empty but for a step
_STRAIGHT = 1.08  # and one whose steps follow each other in one line


_NARROW, _LEAST_WIDE, _WIDEST = 13.0, 6.4, 30.0
"""Widths of cards in sizes of type: narrower than the first, the number stands over the text, not beside."""
_NOTE = 0.82


@dataclass(frozen=True, slots=True)
class _Step:
    """A step broken into lines at one size; ``over``: its number stands over its text."""

    title: list[Line]
    note: list[Line]
    over: bool

    def text_height(self, size: float) -> float:
        """Return how high its text is."""
        lines = 1.5 * len(self.title) + 1.22 * len(self.note)
        return size * (lines + (0.2 if self.title and self.note else 0.0))

    def height(self, size: float) -> float:
        """Return how high its card is."""
        return self.text_height(size) + size * (2.9 if self.over else 1.0)

    def width(self) -> float:
        """Return how wide its text is."""
        return max((line.width for line in (*self.title, *self.note)), default=0.0)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where cards go: columns, card width, the height of each row, type size, and the steps set in it."""

    columns: int
    wide: float
    highs: tuple[float, ...]
    size: float
    steps: tuple[_Step, ...]

    @property
    def used(self) -> float:
        """Return the least height it takes."""
        return sum(self.highs) + (len(self.highs) - 1) * _DOWN * self.size

    @property
    def worth(self) -> float:
        """Return how well it reads: the size of its type, less where its last row is not full, where its
        cards are wide and empty, and where the steps turn."""
        filled = max(one.width() for one in self.steps) / self.wide
        ragged = 1.0 - _RAGGED * (-len(self.steps) % self.columns) / self.columns
        straight = _STRAIGHT if 1 in (self.columns, len(self.highs)) else 1.0
        return self.size * ragged * straight * (0.6 + 0.4 * min(1.0, 1.6 * filled))

    def spread(self, room: float) -> tuple[_Plan, float]:
        """Return it filling ``room`` with higher cards and wider gaps, and the gap between its rows."""
        spare, gaps = room - self.used, len(self.highs) - 1
        down = min((_DOWN * self.size + 0.4 * spare / gaps), _WIDEST_GAP * self.size) if gaps else 0.0
        more = (room - sum(self.highs) - gaps * down) / sum(self.highs)
        return replace(self, highs=tuple(high * (1 + min(more, 0.7)) for high in self.highs)), down


@dataclass(frozen=True, slots=True)
class _Place:
    """The corner and the size of a card."""

    x: float
    y: float
    wide: float
    high: float


def flow_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    look = look_of(part)
    unit = min(width, height)
    edge = 0.2 * unit + (0.05 * unit if part.kicker else 0.0)
    items: list[Item] = [
        rectangle(0, 0, width, height, look.ground),
        rectangle(0, 0, width, edge, look.head),
        rectangle(0, edge, width, 0.006 * unit, look.rule),
    ]
    above = 0.07 * unit if part.kicker else 0.0
    side = 0.125 * unit if part.link else 0.0
    room = width * 0.84 - (2.2 * side if part.link else 0.0)
    lines, size = largest(part.title, room, edge * 0.74 - above, most_lines=2, cap=0.1 * unit)
    if size < 0.035 * unit:
        raise too_long(part.title, part)
    high = size * (1.24 * (len(lines) - 1) + 1)
    top = (edge - high - above) / 2 + above
    if part.kicker:
        items.extend(kicker(part, width / 2, top - 0.035 * unit, unit * 0.9, room * 1.07, fonts))
    items.extend(title_block(lines, size, width / 2, top, look.words, fonts))
    items.extend(_steps(part, width, unit, (edge + 0.045 * unit, height - 0.1 * unit), fonts))
    if part.link:
        items.extend(
            code_block(part, width * 0.95 - side / 2, (edge - 1.18 * side) / 2, side, fonts, look.words)
        )
    items.extend(foot(part, width / 2, height - 0.04 * unit, unit * 0.9, INK, fonts))
    return Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))


def _steps(
    part: Poster, width: float, unit: float, between: tuple[float, float], fonts: FontSet
) -> list[Item]:
    """Choose columns and the largest type with which all steps fit, then draw them."""
    room = between[1] - between[0]
    most = min(5, len(part.sections))
    plans = [_largest(part, width, unit, room, columns, fonts) for columns in range(1, most + 1)]
    found = [plan for plan in plans if plan is not None]
    if not found:
        raise too_long(part.sections[0].title if part.sections else part.title, part)
    best, down = max(found, key=lambda plan: (plan.worth, plan.used)).spread(room)
    return _drawn(best, width, between, down, fonts)


def _largest(
    part: Poster, width: float, unit: float, room: float, columns: int, fonts: FontSet
) -> _Plan | None:
    """Return the steps in so many columns, in the largest type that fits into ``room``; None for none."""

    def lay(size: float) -> _Plan | None:
        wide = (width * 0.9 - _ACROSS * size * (columns - 1)) / columns
        if wide < _LEAST_WIDE * size:
            return None
        steps = tuple(_step(one, wide, size, fonts) for one in part.sections)
        rows = [steps[start : start + columns] for start in range(0, len(steps), columns)]
        highs = tuple(max(one.height(size) for one in row) for row in rows)
        plan = _Plan(columns, wide, highs, size, steps)
        return plan if plan.used <= room else None

    found = first_fitting(readable(_SIZES, unit), lay)
    return found if found and found.wide <= _WIDEST * found.size else None


def _step(one: Section, wide: float, size: float, fonts: FontSet) -> _Step:
    over = wide < _NARROW * size
    room = wide - (1.2 if over else 3.4) * size
    title = balanced(one.title, Type(Role.HEI, size * 1.1, size * 1.13), room, fonts) if one.title else []
    kind = Type(Role.HEI, size * _NOTE, size * _NOTE * 1.03)
    note = [line for text in one.lines for line in balanced(text, kind, room, fonts)]
    return _Step(title, note, over)


def _drawn(
    plan: _Plan, width: float, between: tuple[float, float], down: float, fonts: FontSet
) -> list[Item]:
    spare = between[1] - between[0] - sum(plan.highs) - (len(plan.highs) - 1) * down
    across = _ACROSS * plan.size
    left = (width - plan.columns * plan.wide - (plan.columns - 1) * across) / 2
    tops = list(accumulate((high + down for high in plan.highs), initial=between[0] + spare / 2))
    places: list[_Place] = []
    for number in range(len(plan.steps)):
        row, column = divmod(number, plan.columns)
        column = column if row % 2 == 0 else plan.columns - 1 - column
        places.append(_Place(left + column * (plan.wide + across), tops[row], plan.wide, plan.highs[row]))
    items: list[Item] = []
    for here, there in pairwise(places):
        items.extend(_arrow(plan.size, here, there))
    for number, (step, place) in enumerate(zip(plan.steps, places, strict=True), 1):
        items.extend(_card(plan.size, step, place, number, fonts))
    return items


def _arrow(size: float, here: _Place, there: _Place) -> list[Item]:
    """Return the arrow between the edges of two neighbouring cards."""
    thick, tip = size * 0.26, size * 0.6
    if abs(here.y - there.y) < 1:
        y = here.y + here.high / 2
        right = there.x > here.x
        x1 = here.x + here.wide if right else here.x
        x2 = there.x if right else there.x + there.wide
        way = 1 if right else -1
        x1, x2 = x1 + way * tip * 0.5, x2 - way * tip * 0.4
        return [
            Rule(x1, y, x2 - way * tip, y, thick, BRONZE),
            Fill(((x2, y), (x2 - way * tip * 1.2, y - tip), (x2 - way * tip * 1.2, y + tip)), BRONZE),
        ]
    x = here.x + here.wide / 2
    y1, y2 = here.y + here.high + tip * 0.4, there.y - tip * 0.3
    return [
        Rule(x, y1, x, y2 - tip, thick, BRONZE),
        Fill(((x, y2), (x - tip, y2 - tip * 1.2), (x + tip, y2 - tip * 1.2)), BRONZE),
    ]


def _card(size: float, step: _Step, place: _Place, number: int, fonts: FontSet) -> list[Item]:
    x, y, wide, high = place.x, place.y, place.wide, place.high
    band = 1.9 * size
    across, down = (wide, band) if step.over else (band, high)
    items: list[Item] = [rectangle(x, y, wide, high, WHITE), rectangle(x, y, across, down, DEEP)]
    corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        items.append(Rule(x1, y1, x2, y2, size * 0.06, DEEP))
    digits = single(shape(str(number), Type(Role.TITLE, size * 1.25), fonts))
    items.extend(centred_ink(digits, x + across / 2, y + down / 2 + 0.42 * size, CREAM))
    top = y + band if step.over else y
    at = top + (y + high - top - step.text_height(size)) / 2
    left, middle = x + band + 0.7 * size, x + wide / 2
    for lines, colour, share, leading in ((step.title, DEEP, 1.1, 1.5), (step.note, INK, _NOTE, 1.22)):
        for line in lines:
            y = at + (leading - share) / 2 * size + ASCENT * share * size
            drawn = centred_ink(line, middle, y, colour) if step.over else line.runs(left, y, colour)
            items.extend(drawn)
            at += leading * size
        at += 0.2 * size if step.note else 0.0
    return items
