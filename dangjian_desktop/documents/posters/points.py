"""要点海报: a red head with rays and a large title, the points below, a slogan, the issuer at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, pi, sin

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, Window, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    DEEP,
    GOLD,
    INK,
    Look,
    balanced,
    centred_ink,
    code_block,
    first_fitting,
    foot,
    kicker,
    largest,
    look_of,
    lozenge,
    rays,
    readable,
    title_block,
    too_long,
)
from dangjian_desktop.documents.posters.pictures import logo, picture_block
from dangjian_desktop.documents.titles import break_title, cells
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, shape, single
from dangjian_desktop.domain.posters import Poster

_HEADS, _WITH_PICTURE = (0.47, 0.4, 0.34), (0.34, 0.28)
"""Shares of an upright sheet its head takes: the largest that leaves the points well read."""
_RAYS = 15
_PICTURE = (0.56, 0.5, 0.44, 0.38, 0.32)
"""Shares of the room a picture takes: the largest that leaves the points well read, or at least readable."""
_WELL_READ = 0.042
_TYPE = (0.086, 0.08, 0.075, 0.07, 0.065, 0.06, 0.055, 0.05, 0.046, 0.042, 0.038, 0.034, 0.03, 0.027,
         0.024, 0.021, 0.018)  # fmt: skip
_STEPS = (0.06, 0.05, 0.042, 0.034, 0.027, 0.0)
"""The steps in which the type may become smaller before the head does."""
_FEWEST = 10.0
"""Characters a line of the points holds at least, so that none falls to pieces."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands below the title, and the size of the points as a share of the unit."""

    size: float
    items: tuple[Item, ...]


def points_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    look = look_of(part)
    items: list[Item] = [rectangle(0, 0, width, height, look.ground)]
    if width > height:
        edge = width * 0.5
        items.extend(_side(edge, height, look))
        items.extend(_title(part, (0.0, edge), height, 0.46, fonts))
        body = _body(part, (edge + 0.02 * height, width), (0.06 * height, height), fonts)
    else:
        edge, body = _upright(part, width, height, fonts)
        items.extend(_head(width, edge, look))
        items.extend(_title(part, (0.0, width), edge, 0.5, fonts))
    if body is None:
        raise too_long(part.lines[0], part)
    return Page(width, height, (*items, *body.items), marks=((0, part.title.replace("\n", "")),))


def _upright(part: Poster, width: float, height: float, fonts: FontSet) -> tuple[float, _Body | None]:
    """Return where the head of an upright sheet ends, and what stands below it.

    The head gives way to the points: it is the largest with which they are as large as with any other, to a
    step of ``_STEPS``.
    """
    under = 0.11 if part.picture else 0.14
    found: list[tuple[float, _Body]] = []
    for share in _WITH_PICTURE if part.picture else _HEADS:
        edge = height * share
        body = _body(part, (0.0, width), (edge + under * width, height), fonts)
        if body is not None:
            found.append((edge, body))
            if body.size >= _STEPS[0]:
                break
    return max(
        found,
        key=lambda one: sum(one[1].size >= step for step in _STEPS),
        default=(height * _HEADS[-1], None),
    )


def _body(
    part: Poster, across: tuple[float, float], down: tuple[float, float], fonts: FontSet
) -> _Body | None:
    """Set points, slogan, code and foot between two edges; None where no size fits."""
    unit = min(across[1] - across[0], (down[1] - down[0]) * 1.6)
    beside = across
    items: list[Item] = []
    if part.link:
        side = 0.16 * unit
        right = across[1] - 0.08 * unit - side / 2
        items.extend(code_block(part, right, down[1] - 0.05 * unit - side * 1.2, side, fonts, INK))
        beside = (across[0], across[1] - 0.08 * unit - side)
    centre = (beside[0] + beside[1]) / 2
    items.extend(foot(part, centre, down[1] - 0.05 * unit, unit, INK, fonts))
    slogan, above = _slogan(part, beside, unit, down[1] - 0.115 * unit, fonts)
    items.extend(slogan)
    found: _Body | None = None
    for share in _PICTURE if part.picture else (0.0,):
        picture, below = _picture(part, across, (down[0], above - 0.05 * unit), share, unit, fonts)
        points = _points(part, across, (below, above - 0.05 * unit), unit, fonts)
        if points is not None and (found is None or points[0] >= _WELL_READ * unit):
            found = _Body(points[0] / unit, (*items, *picture, *points[1]))
        if found is not None and found.size >= _WELL_READ:
            break
    return found


def _picture(
    part: Poster, across: tuple[float, float], down: tuple[float, float], share: float, unit: float,
    fonts: FontSet,
) -> tuple[list[Item], float]:  # fmt: skip
    """Set the picture over the points, on ``share`` of their height; return it and where the points begin."""
    if part.picture is None:
        return [], down[0]
    room = ((across[1] - across[0]) * 0.84, (down[1] - down[0]) * (share if part.lines else 1.0))
    items, high = picture_block(part, (across[0] + across[1]) / 2, down[0], room, 0.026 * unit, fonts)
    return items, down[0] + high + 0.035 * unit


def _side(edge: float, height: float, look: Look) -> list[Item]:
    """The red field at the left of a sheet that lies on its side, and the golden band beside it."""
    scene = (rectangle(0, 0, edge, height, look.head), *rays(edge / 2, height, 2 * height, _RAYS, look.ray))
    return [
        Window(0, 0, edge, height, 0, 0, scene),
        rectangle(edge + 0.012 * height, 0, 0.009 * height, height, look.rule),
    ]


def _curve(width: float, edge: float, lift: float) -> list[tuple[float, float]]:
    steps = 48
    depth = 0.055 * width
    return [
        (width * n / steps, edge + lift + depth * (1 - (2 * n / steps - 1) ** 2)) for n in range(steps + 1)
    ]


def _head(width: float, edge: float, look: Look) -> list[Item]:
    """The red field with a curved lower edge, its rays, and the golden band under it."""
    top = [(width, 0.0), (0.0, 0.0)]
    items: list[Item] = [
        Fill((*_curve(width, edge, 0.026 * width), *top), look.rule),
        Fill((*_curve(width, edge, 0.017 * width), *top), look.ground),
        Fill((*_curve(width, edge, 0.0), *top), look.head),
    ]
    centre = (width / 2, edge)
    step = pi / (2 * _RAYS + 1)
    for n in range(_RAYS):
        start = step * (2 * n + 1)
        items.append(Fill((centre, *_reach(centre, width, start, start + step)), look.ray))
    return items


def _reach(centre: tuple[float, float], width: float, start: float, stop: float) -> list[tuple[float, float]]:
    """Return where a ray between two angles leaves the field, and the sheet's corner between."""
    corners = [atan2(centre[1], width / 2), atan2(centre[1], -width / 2)]
    points: list[tuple[float, float]] = []
    for angle in sorted([start, stop, *(each for each in corners if start < each < stop)]):
        dx, dy = cos(angle), sin(angle)
        far = min(centre[1] / dy if dy > 1e-9 else 1e12, width / 2 / abs(dx) if abs(dx) > 1e-9 else 1e12)
        points.append((centre[0] + dx * far, centre[1] - dy * far))
    return points


def _title(
    part: Poster, across: tuple[float, float], edge: float, middle: float, fonts: FontSet
) -> list[Item]:
    """Set the title as large as the field allows, in one to three lines, around ``middle`` of its height."""
    width = across[1] - across[0]
    centre = (across[0] + across[1]) / 2
    unit = min(width, edge * 2)
    side = 0.13 * unit if part.logo else 0.0
    lines, size = largest(part.title, width * 0.86, edge * 0.66 - side, cap=width * 0.2, worth=1.4)
    if size < unit * 0.045:
        raise too_long(part.title, part)
    above = side * 1.4 + (0.09 * unit if part.kicker else 0.0)
    block = size * (1.24 * (len(lines) - 1) + 1)
    top = edge * middle - (block + above) / 2 + above + 0.015 * unit
    head = kicker(part, centre, top - 0.075 * unit, unit, width * 0.9, fonts) if part.kicker else []
    head = [*logo(part, centre, top - above, side), *head]
    return [*head, *title_block(lines, size, centre, top, look_of(part).words, fonts)]


def _points(
    part: Poster, across: tuple[float, float], between: tuple[float, float], unit: float, fonts: FontSet
) -> tuple[float, list[Item]] | None:
    """Set the lines as large as fit, evenly spread, each with a red lozenge; return their size too. None if
    no size fits."""
    if not part.lines:
        return _TYPE[0] * unit, []
    width = across[1] - across[0]
    measure_width = width * 0.76
    top, bottom = between
    longest = max(map(cells, part.lines))

    def lay(size: float) -> tuple[float, list[list[Line]], float] | None:
        if measure_width < (min(longest, _FEWEST) + 1.5) * size * 1.03:
            return None
        kind = Type(Role.HEI, size, size * 1.03)
        blocks = [balanced(text, kind, measure_width - 1.5 * size, fonts) for text in part.lines]
        used = sum(len(block) * size * 1.5 for block in blocks) + (len(blocks) - 1) * size * 0.55
        return (size, blocks, used) if used <= bottom - top else None

    found = first_fitting(readable(_TYPE, unit), lay)
    if found is None:
        return None
    size, blocks, used = found
    gap = size * 0.55 + min(size * 1.2, (bottom - top - used) / (len(blocks) + 1))
    y = top + (bottom - top - used - (gap - size * 0.55) * (len(blocks) - 1)) / 2
    widest = max(line.width for block in blocks for line in block) + 1.5 * size
    left = across[0] + max(width * 0.1, (width - widest) / 2)
    items: list[Item] = []
    for block in blocks:
        items.append(lozenge(left + 0.4 * size, y + 0.75 * size, 0.3 * size))
        for line in block:
            items.extend(line.runs(left + 1.5 * size, y + 0.25 * size + ASCENT * size, INK))
            y += size * 1.5
        y += gap
    return size, items


def _slogan(
    part: Poster, across: tuple[float, float], unit: float, bottom: float, fonts: FontSet
) -> tuple[list[Item], float]:
    """Set the slogan in red between two golden rules; return it and its upper edge."""
    if not part.slogan:
        return [], bottom
    width, centre = across[1] - across[0], (across[0] + across[1]) / 2
    cap = (0.05 if part.picture else 0.062) * unit
    size = min(cap, width * 0.78 / cells(part.slogan))
    lines = break_title(part.slogan, 99) if size >= 0.036 * unit else break_title(part.slogan, 16)
    size = min(cap, width * 0.78 / max(cells(line) for line in lines))
    height = size * (1.3 * len(lines) - 0.3)
    pad, thick = 0.03 * unit, 0.0025 * unit
    top = bottom - height - 2 * pad
    left = across[0] + width * 0.1
    items: list[Item] = [
        rectangle(left, top, width * 0.8, thick, GOLD),
        rectangle(left, bottom, width * 0.8, thick, GOLD),
    ]
    for index, text in enumerate(lines):
        line = single(shape(text, Type(Role.TITLE, size), fonts))
        items.extend(centred_ink(line, centre, top + pad + index * size * 1.3 + ASCENT * size, DEEP))
    return items, top
