"""流程图: numbered steps in cards that follow each other like an S, with arrows between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, Rule, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    CREAM,
    DEEP,
    GOLD,
    GROUND,
    INK,
    WHITE,
    balanced,
    centred_ink,
    code_block,
    foot,
    kicker,
    largest,
    title_block,
    too_long,
)
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, shape, single
from dangjian_desktop.domain.posters import Poster, Section

_WORTH = 0.72
_SIZES = (0.05, 0.046, 0.042, 0.039, 0.036, 0.033, 0.03, 0.027, 0.024, 0.022, 0.02, 0.018, 0.016)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step broken into lines at one size."""

    title: list[Line]
    note: list[Line]

    def height(self, size: float) -> float:
        """Return how high its card is."""
        return size * (1.5 * len(self.title) + 1.2 * len(self.note) + 1.0 + (0.25 if self.note else 0.0))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where cards go: columns, card width, row height, gaps, type size."""

    columns: int
    wide: float
    high: float
    gap: float
    size: float


@dataclass(frozen=True, slots=True)
class _Fitting:
    """An arrangement that fits: its steps, the height it uses, and whether its last row is full."""

    plan: _Plan
    steps: list[_Step]
    used: float
    full: bool


def flow_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    unit = min(width, height)
    edge = 0.2 * unit + (0.05 * unit if part.kicker else 0.0)
    items: list[Item] = [
        rectangle(0, 0, width, height, GROUND),
        rectangle(0, 0, width, edge, DEEP),
        rectangle(0, edge, width, 0.006 * unit, GOLD),
    ]
    above = 0.07 * unit if part.kicker else 0.0
    lines, size = largest(part.title, width * 0.84, edge * 0.74 - above, most_lines=2, cap=0.1 * unit)
    if size < 0.035 * unit:
        raise too_long(part.title, part)
    high = size * (1.24 * (len(lines) - 1) + 1)
    top = (edge - high - above) / 2 + above
    if part.kicker:
        items.extend(kicker(part.kicker, width / 2, top - 0.035 * unit, unit * 0.9, width * 0.9, fonts))
    items.extend(title_block(lines, size, width / 2, top, CREAM, fonts))
    below = 0.1 * unit + (0.14 * unit if part.link else 0.0)
    items.extend(_steps(part, width, unit, (edge + 0.055 * unit, height - below), fonts))
    if part.link:
        side = 0.12 * unit
        items.extend(code_block(part, width * 0.93 - side / 2, height - 0.2 * unit, side, fonts, INK))
    items.extend(foot(part, width / 2, height - 0.04 * unit, unit * 0.9, INK, fonts))
    return Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))


def _steps(
    part: Poster, width: float, unit: float, between: tuple[float, float], fonts: FontSet
) -> list[Item]:
    """Choose columns and the largest type with which all steps fit, then draw them."""
    room = between[1] - between[0]
    found: list[_Fitting] = []
    for share in _SIZES:
        if found and share * unit < found[0].plan.size * _WORTH:
            break
        found.extend(_fitting(part, width, share * unit, room, fonts))
    if not found:
        raise too_long(part.sections[0].title if part.sections else part.title, part)
    # Rows that are full look better than the last point of size; then the one that fills the sheet best.
    best = max(found, key=lambda one: (one.full, one.plan.size, one.used))
    plan = best.plan
    stretch = (room - best.used) / ceil(len(part.sections) / plan.columns)
    plan = replace(plan, high=plan.high + min(stretch * 0.5, plan.size * 2.5))
    return _drawn(plan, best.steps, width, between, fonts)


def _fitting(part: Poster, width: float, size: float, room: float, fonts: FontSet) -> list[_Fitting]:
    """Return the arrangements at one size of type that fit into ``room``."""
    sections, found = part.sections, []
    for columns in range(1, min(5, len(sections)) + 1):
        gap = 2.6 * size
        wide = (width * 0.88 - gap * (columns - 1)) / columns
        if wide < 8 * size or wide > 30 * size:
            continue
        steps = [_step(one, wide, size, fonts) for one in sections]
        high = max(one.height(size) for one in steps)
        rows = ceil(len(sections) / columns)
        used = rows * high + (rows - 1) * gap * 0.8
        if used <= room:
            full = len(sections) % columns == 0
            found.append(_Fitting(_Plan(columns, wide, high, gap, size), steps, used, full))
    return found


def _step(one: Section, wide: float, size: float, fonts: FontSet) -> _Step:
    room = wide - 3.2 * size
    title = balanced(one.title, Type(Role.HEI, size * 1.1, size * 1.13), room, fonts) if one.title else []
    small = size * 0.84
    note = [line for text in one.lines for line in balanced(text, Type(Role.FANG, small), room, fonts)]
    return _Step(title, note)


def _drawn(
    plan: _Plan, steps: list[_Step], width: float, between: tuple[float, float], fonts: FontSet
) -> list[Item]:
    rows = ceil(len(steps) / plan.columns)
    room = between[1] - between[0]
    down = (room - rows * plan.high) / max(1, rows - 1) if rows > 1 else 0.0
    down = min(down, plan.gap * 1.6)
    top = between[0] + (room - rows * plan.high - (rows - 1) * down) / 2
    left = (width - plan.columns * plan.wide - (plan.columns - 1) * plan.gap) / 2
    places = []
    for number in range(len(steps)):
        row, column = divmod(number, plan.columns)
        column = column if row % 2 == 0 else plan.columns - 1 - column
        places.append((left + column * (plan.wide + plan.gap), top + row * (plan.high + down)))
    items: list[Item] = []
    for (x1, y1), (x2, y2) in pairwise(places):
        items.extend(_arrow(plan, (x1, y1), (x2, y2)))
    for number, (step, place) in enumerate(zip(steps, places, strict=True), 1):
        items.extend(_card(plan, step, place, number, fonts))
    return items


def _arrow(plan: _Plan, here: tuple[float, float], there: tuple[float, float]) -> list[Item]:
    """Return the arrow between the edges of two neighbouring cards."""
    thick, tip = plan.size * 0.22, plan.size * 0.55
    if abs(here[1] - there[1]) < 1:
        y = here[1] + plan.high / 2
        right = there[0] > here[0]
        x1 = here[0] + plan.wide if right else here[0]
        x2 = there[0] if right else there[0] + plan.wide
        way = 1 if right else -1
        x1, x2 = x1 + way * tip * 0.7, x2 - way * tip * 0.5
        return [
            Rule(x1, y, x2 - way * tip, y, thick, GOLD),
            Fill(((x2, y), (x2 - way * tip * 1.2, y - tip), (x2 - way * tip * 1.2, y + tip)), GOLD),
        ]
    x = here[0] + plan.wide / 2
    y1, y2 = here[1] + plan.high + tip * 0.5, there[1] - tip * 0.3
    return [
        Rule(x, y1, x, y2 - tip, thick, GOLD),
        Fill(((x, y2), (x - tip, y2 - tip * 1.2), (x + tip, y2 - tip * 1.2)), GOLD),
    ]


def _card(plan: _Plan, step: _Step, place: tuple[float, float], number: int, fonts: FontSet) -> list[Item]:
    x, y = place
    size, wide, high = plan.size, plan.wide, plan.high
    band = 2.0 * size
    items: list[Item] = [
        rectangle(x, y, wide, high, WHITE),
        rectangle(x, y, band, high, DEEP),
    ]
    for x1, y1, x2, y2 in (
        (x, y, x + wide, y), (x + wide, y, x + wide, y + high), (x, y + high, x + wide, y + high),
    ):  # fmt: skip
        items.append(Rule(x1, y1, x2, y2, size * 0.06, DEEP))
    digits = single(shape(str(number), Type(Role.TITLE, size * 1.25), fonts))
    items.extend(centred_ink(digits, x + band / 2, y + high / 2 + 0.42 * size, CREAM))
    used = step.height(size) - size
    at = y + (high - used) / 2
    for line in step.title:
        items.extend(line.runs(x + band + 0.6 * size, at + 0.15 * size + ASCENT * 1.1 * size, DEEP))
        at += 1.5 * size
    at += 0.25 * size if step.note else 0.0
    for line in step.note:
        items.extend(line.runs(x + band + 0.6 * size, at + 0.1 * size + ASCENT * 0.84 * size, INK))
        at += 1.2 * size
    return items
