"""选举公告海报: what is elected and when, as large as a passer-by needs it; the facts, then what to mind."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, moved, rectangle
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
    lozenge,
    title_block,
    too_long,
)
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.typeset import ASCENT, Type, shape, single
from dangjian_desktop.domain.posters import Poster, Section

_SIZES = (0.056, 0.052, 0.048, 0.044, 0.04, 0.036, 0.033, 0.03, 0.027, 0.024, 0.021)


def election_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    unit = min(width, height * 0.85)
    edge = 0.3 * height
    items: list[Item] = [
        rectangle(0, 0, width, height, GROUND),
        rectangle(0, 0, width, edge, DEEP),
        rectangle(0, edge + 0.008 * unit, width, 0.005 * unit, GOLD),
    ]
    items.extend(_head(part, width, edge, unit, fonts))
    day, top = _slogan(part, width, edge + 0.06 * unit, unit, fonts)
    bottom = height - 0.115 * unit
    room = width * 0.84
    if part.link:
        side = 0.17 * unit
        items.extend(code_block(part, width * 0.92 - side / 2, bottom - side * 1.2, side, fonts, INK))
    items.extend(day)
    items.extend(_body(part, width, unit, (top, bottom - (0.22 * unit if part.link else 0.0)), room, fonts))
    items.append(rectangle(width * 0.08, height - 0.1 * unit, width * 0.84, 0.002 * unit, GOLD))
    items.extend(foot(part, width / 2, height - 0.05 * unit, unit, INK, fonts))
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
        head = kicker(part.kicker, width / 2, top - 0.05 * unit, unit * 1.12, width * 0.9, fonts)
    return [*head, *title_block(lines, size, width / 2, top, CREAM, fonts)]


def _slogan(part: Poster, width: float, top: float, unit: float, fonts: FontSet) -> tuple[list[Item], float]:
    """Set the day of the election in large red type; return it and where the next thing begins."""
    if not part.slogan:
        return [], top
    size = min(0.095 * unit, width * 0.8 / cells(part.slogan))
    line = single(shape(part.slogan, Type(Role.HEI, size), fonts))
    items: list[Item] = list(centred_ink(line, width / 2, top + ASCENT * size, DEEP))
    return items, top + size * 1.55


def _body(
    part: Poster, width: float, unit: float, between: tuple[float, float], room: float, fonts: FontSet
) -> list[Item]:
    for share, loose in ((share, loose) for share in _SIZES for loose in (1.1, 0.5)):
        items, high = _facts(part, width, share * unit, between[0], (room, loose), fonts)
        if high <= between[1]:
            return list(moved(tuple(items), 0.0, min((between[1] - high) / 2, 0.06 * unit)))
    raise too_long(part.lines[0] if part.lines else part.title, part)


def _facts(
    part: Poster, width: float, size: float, top: float, across: tuple[float, float], fonts: FontSet
) -> tuple[list[Item], float]:
    """Set facts (label in a red plate, value beside it), then the lines; return them and where they end.

    ``across`` is the width there is and the blank after each fact, in characters.
    """
    room, loose = across
    left = (width - room) / 2
    label = max((cells(one.title) for one in part.sections), default=0.0) * size + 1.2 * size
    items: list[Item] = []
    y = top
    for one in part.sections:
        items_here, high = _fact(one, left, y, label, room, size, fonts)
        items.extend(items_here)
        y += high + loose * size
    if part.lines:
        y += 0.35 * size
    small = size * 0.84
    for text in part.lines:
        lines = balanced(text, Type(Role.FANG, small, small * 1.02), room - 1.4 * small, fonts)
        items.append(lozenge(left + 0.4 * small, y + 0.72 * small, 0.24 * small))
        for line in lines:
            items.extend(line.runs(left + 1.4 * small, y + 0.25 * small + ASCENT * small, INK))
            y += small * 1.5
        y += small * 0.5 * loose
    return items, y


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
