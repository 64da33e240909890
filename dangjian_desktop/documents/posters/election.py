"""选举公告海报: what is elected and when, as large as a passer-by needs it; the facts, then what to mind."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, moved, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    DEEP,
    GOLD,
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
    lozenge,
    readable,
    title_block,
    too_long,
)
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.typeset import ASCENT, Type, shape, single
from dangjian_desktop.domain.posters import Poster, Section

_SIZES = tuple(share / 1000 for share in (*range(84, 56, -4), *range(56, 16, -2)))
_LOOSE = (1.1, 0.5)
"""The blank after each fact, in characters: as it looks best, and the least."""
_CODE = 0.19


def election_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    look = look_of(part)
    unit = min(width, height * 0.85)
    edge = 0.3 * height if height > width else 0.26 * height
    items: list[Item] = [
        rectangle(0, 0, width, height, look.ground),
        rectangle(0, 0, width, edge, look.head),
        rectangle(0, edge + 0.008 * unit, width, 0.005 * unit, look.rule),
    ]
    items.extend(_head(part, width, edge, unit, fonts))
    day, top = _day(part, width, edge + 0.055 * unit, unit, fonts)
    items.extend(day)
    items.extend(_body(part, (width * 0.08, width * 0.92), (top, height - 0.13 * unit), unit, fonts))
    items.append(rectangle(width * 0.08, height - 0.1 * unit, width * 0.84, 0.002 * unit, GOLD))
    items.extend(foot(part, width / 2, height - 0.048 * unit, unit * 1.1, INK, fonts))
    return Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))


def _head(part: Poster, width: float, edge: float, unit: float, fonts: FontSet) -> list[Item]:
    above = 0.1 * unit if part.kicker else 0.0
    lines, size = largest(part.title, width * 0.84, edge * 0.78 - above, most_lines=2, cap=0.16 * unit)
    if size < 0.05 * unit:
        raise too_long(part.title, part)
    high = size * (1.24 * (len(lines) - 1) + 1)
    top = (edge - high - above) / 2 + above
    head: list[Item] = []
    if part.kicker:
        head = kicker(part, width / 2, top - 0.05 * unit, unit * 1.12, width * 0.9, fonts)
    return [*head, *title_block(lines, size, width / 2, top, look_of(part).words, fonts)]


def _day(part: Poster, width: float, top: float, unit: float, fonts: FontSet) -> tuple[list[Item], float]:
    """Set the day of the election in large red type; return it and where the next thing begins."""
    if not part.slogan:
        return [], top
    size = min(0.1 * unit, width * 0.8 / cells(part.slogan))
    line = single(shape(part.slogan, Type(Role.TITLE, size), fonts))
    items: list[Item] = list(centred_ink(line, width / 2, top + ASCENT * size, DEEP))
    return items, top + size * 1.5


def _body(
    part: Poster, across: tuple[float, float], down: tuple[float, float], unit: float, fonts: FontSet
) -> list[Item]:
    """Set facts, what to mind and the code in the largest type that fits: one under the other, or side by
    side on a sheet that lies on its side."""
    left, right = across
    lying = part.sheet.width > 1.15 * part.sheet.height and bool(part.lines or part.link)
    middle = left + (right - left) * 0.58 if lying else right
    room = down[1] - down[0]

    def lay(size: float) -> list[Item] | None:
        lower = (middle + 1.4 * size, right) if lying else across
        upper = (left, middle - 1.4 * size * lying)
        if _cramped(part, upper[1] - left, lower[1] - lower[0], size):
            return None
        for loose in _LOOSE:
            facts, high = _facts(part, upper, size, loose, fonts)
            notes, more = _below(part, lower, (size, unit), loose, lying, fonts)
            apart = 0.6 * size if facts and notes else 0.0
            spare = room - (max(high, more) if lying else high + apart + more)
            if spare < 0:
                continue
            wider = loose + min(1.2, 0.6 * spare / size / max(1, len(part.sections)))
            facts, high = _facts(part, upper, size, wider, fonts)
            if lying:
                used = max(high, more)
                start = down[0] + (room - used) * 0.4
                rule = rectangle(middle, start, 0.002 * unit, used, GOLD)
                return [rule, *_at(facts, start), *_at(notes, start)]
            spare = room - high - apart - more
            apart += min(spare * 0.4, 1.5 * size) if facts and notes else 0.0
            start = down[0] + min(spare * 0.4, 1.2 * size)
            return [*_at(facts, start), *_at(notes, start + high + apart)]
        return None

    found = first_fitting(readable(_SIZES, unit), lay)
    if found is None:
        raise too_long(part.lines[0] if part.lines else part.title, part)
    return found


def _cramped(part: Poster, facts: float, notes: float, size: float) -> bool:
    """Tell whether a line would hold so few characters that the text falls to pieces."""
    value = facts - _label(part, size) - 0.8 * size
    longest = max((cells(line) for one in part.sections for line in one.lines), default=0.0)
    widest = max(map(cells, part.lines), default=0.0)
    return value < min(longest, 9.0) * size * 1.03 or notes < (min(widest, 12.0) + 1.5) * size * 0.86


def _label(part: Poster, size: float) -> float:
    """Return the width of the plates the labels stand in."""
    return max((cells(one.title) for one in part.sections), default=0.0) * size * 1.04 + 1.2 * size


def _at(items: list[Item], down: float) -> list[Item]:
    return list(moved(tuple(items), 0.0, down))


def _facts(
    part: Poster, across: tuple[float, float], size: float, loose: float, fonts: FontSet
) -> tuple[list[Item], float]:
    """Set the facts, label in a red plate and value beside it; return them and how high they are."""
    label = _label(part, size)
    items: list[Item] = []
    y = 0.0
    for one in part.sections:
        items_here, high = _fact(one, across[0], y, label, across[1] - across[0], size, fonts)
        items.extend(items_here)
        y += high + loose * size
    return items, max(0.0, y - loose * size)


def _below(
    part: Poster, across: tuple[float, float], sizes: tuple[float, float], loose: float, lying: bool,
    fonts: FontSet,
) -> tuple[list[Item], float]:  # fmt: skip
    """Set what to mind, and the code at its right or, on a sheet that lies on its side, under it."""
    size, unit = sizes[0] * 0.84, sizes[1]
    side = _CODE * unit if part.link else 0.0
    beside = side * 1.25 if part.link and not lying else 0.0
    items: list[Item] = []
    y = 0.0
    for text in part.lines:
        kind = Type(Role.KAI, size, size * 1.02)
        lines = balanced(text, kind, across[1] - across[0] - 1.4 * size - beside, fonts)
        items.append(lozenge(across[0] + 0.4 * size, y + 0.72 * size, 0.24 * size))
        for line in lines:
            items.extend(line.runs(across[0] + 1.4 * size, y + 0.25 * size + ASCENT * size, INK))
            y += size * 1.5
        y += size * 0.5 * loose
    if not part.link:
        return items, y
    top = y + size * 0.6 if lying else 0.0
    centre = (across[0] + across[1]) / 2 if lying else across[1] - side / 2
    items.extend(code_block(part, centre, top, side, fonts, INK))
    return items, max(y, top + side * 1.2)


def _fact(
    one: Section, left: float, top: float, label: float, room: float, size: float, fonts: FontSet
) -> tuple[list[Item], float]:
    value = one.lines[0] if one.lines else ""
    kind = Type(Role.HEI, size, size * 1.02)
    lines = balanced(value, kind, room - label - 0.8 * size, fonts) if value else []
    high = max(1, len(lines)) * size * 1.4 + 0.3 * size
    word = single(shape(one.title, Type(Role.HEI, size, size * 1.04), fonts))
    plate = 1.7 * size
    notch = 0.3 * size
    items: list[Item] = [
        Fill(
            ((left, top), (left + label - notch, top), (left + label, top + plate / 2),
             (left + label - notch, top + plate), (left, top + plate)),
            DEEP,
        ),
        *centred_ink(word, left + (label - notch) / 2, top + 0.35 * size + ASCENT * size, WHITE),
    ]  # fmt: skip
    for number, line in enumerate(lines):
        baseline = top + 0.35 * size + ASCENT * size + number * size * 1.4
        items.extend(line.runs(left + label + 0.6 * size, baseline, INK))
    return items, high
