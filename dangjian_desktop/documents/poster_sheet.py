"""宣传海报: a red head with rays and a large title, the points below, a slogan, the issuer at the foot.

All measures are shares of the sheet's width, so A4 and A0 look alike.
"""

from __future__ import annotations

from math import atan2, cos, pi, sin

from dangjian_desktop.documents.drawn import MM, Colour, Fill, Item, Page, Text, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.titles import break_title, cells
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.papers import Poster
from dangjian_desktop.kernel.findings import Rejected, finding

GROUND: Colour = (0.992, 0.973, 0.933)
DEEP: Colour = (0.698, 0.063, 0.086)
RAY: Colour = (0.757, 0.106, 0.114)
GOLD: Colour = (0.847, 0.663, 0.333)
CREAM: Colour = (1.0, 0.949, 0.812)
INK: Colour = (0.16, 0.11, 0.09)
HEAD_SHARE = 0.47
_RAYS = 15


def poster_pages(part: Poster, fonts: FontSet) -> list[Page]:
    """Lay out a poster. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    across, down = part.size.millimetres
    width, height = across * MM, down * MM
    edge = height * HEAD_SHARE
    items: list[Item] = [rectangle(0, 0, width, height, GROUND), *_head(width, edge)]
    items.extend(_title(part, width, edge, fonts))
    foot = _footer(part, width, height, fonts)
    slogan, above = _slogan(part, width, height - 0.115 * width, fonts)
    items.extend(_points(part, width, edge + 0.155 * width, above - 0.05 * width, fonts))
    items.extend((*slogan, *foot))
    return [Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))]


def _curve(width: float, edge: float, lift: float) -> list[tuple[float, float]]:
    steps = 48
    depth = 0.055 * width
    return [
        (width * n / steps, edge + lift + depth * (1 - (2 * n / steps - 1) ** 2)) for n in range(steps + 1)
    ]


def _head(width: float, edge: float) -> list[Item]:
    """The red field with a curved lower edge, its rays, and the golden band under it."""
    top = [(width, 0.0), (0.0, 0.0)]
    items: list[Item] = [
        Fill((*_curve(width, edge, 0.026 * width), *top), GOLD),
        Fill((*_curve(width, edge, 0.017 * width), *top), GROUND),
        Fill((*_curve(width, edge, 0.0), *top), DEEP),
    ]
    centre = (width / 2, edge)
    step = pi / (2 * _RAYS + 1)
    for n in range(_RAYS):
        start = step * (2 * n + 1)
        items.append(Fill((centre, *_reach(centre, width, start, start + step)), RAY))
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


def _title(part: Poster, width: float, edge: float, fonts: FontSet) -> list[Item]:
    """Set the title as large as the field allows, in one to three lines, centred by its ink."""
    lines = max(_arrangements(part.title), key=lambda each: _title_size(each, width, edge))
    size = _title_size(lines, width, edge)
    if size < width * 0.045:
        raise Rejected(finding("papers.too_long", text=part.title[:24], size=part.size.value))
    kicker_height = 0.09 * width if part.kicker else 0.0
    leading = size * 1.24
    block = leading * (len(lines) - 1) + size
    y = (edge - block - kicker_height) / 2 + kicker_height + 0.03 * width
    items: list[Item] = _kicker(part.kicker, width, y - 0.075 * width, fonts) if part.kicker else []
    for line in lines:
        pitch = size * 1.06 if cells(line) <= 6 else size
        set_line = single(shape(line, Type(Role.TITLE, size, pitch), fonts))
        items.extend(_centred_ink(set_line, width, y + ASCENT * size, CREAM))
        y += leading
    return items


def _arrangements(title: str) -> list[tuple[str, ...]]:
    if "\n" in title:
        return [tuple(title.split("\n"))]
    wide = cells(title)
    found = [break_title(title, max(3.0, wide / count + 1.5)) for count in (1, 2, 3)]
    return [lines for lines in found if len(lines) <= 4]


def _title_size(lines: tuple[str, ...], width: float, edge: float) -> float:
    across = width * 0.86 / max(cells(line) * (1.06 if cells(line) <= 6 else 1.0) for line in lines)
    down = edge * 0.66 / (1.24 * len(lines) - 0.24)
    return min(across, down, width * 0.17)


def _kicker(text: str, width: float, y: float, fonts: FontSet) -> list[Item]:
    size = 0.034 * width
    line = single(shape(text, Type(Role.HEI, size, size * 1.18), fonts))
    left, right = (width - line.width) / 2, (width + line.width) / 2
    middle, rule, gap = y - 0.36 * size, 0.1 * width, 0.025 * width
    thick = 0.0022 * width
    return [
        *_centred_ink(line, width, y, GOLD),
        rectangle(left - gap - rule, middle, rule, thick, GOLD),
        rectangle(right + gap, middle, rule, thick, GOLD),
    ]


def _centred_ink(line: Line, width: float, y: float, colour: Colour) -> tuple[Text, ...]:
    """Centre a line by what is seen: the blank of a bracket or stop at its ends does not count."""
    first, last = line.glyphs[0], line.glyphs[-1]
    left = first.face.ink(first.char)[0] * first.size
    right = line.pens[-1] + last.face.ink(last.char)[2] * last.size
    return line.runs((width - left - right) / 2, y, colour)


def _points(part: Poster, width: float, top: float, bottom: float, fonts: FontSet) -> list[Item]:
    """Set the lines as large as fit, evenly spread, each with a red lozenge, broken evenly."""
    if not part.lines:
        return []
    measure_width = width * 0.76
    for share in (0.05, 0.046, 0.042, 0.038, 0.034, 0.03, 0.027, 0.024, 0.021):
        size = share * width
        kind = Type(Role.HEI, size, size * 1.03)
        blocks = [_balanced(text, kind, measure_width - 1.5 * size, fonts) for text in part.lines]
        used = sum(len(block) * size * 1.5 for block in blocks) + (len(blocks) - 1) * size * 0.55
        if used <= bottom - top:
            break
    else:
        raise Rejected(finding("papers.too_long", text=part.lines[0][:24], size=part.size.value))
    gap = size * 0.55 + min(size * 0.9, (bottom - top - used) / (len(blocks) + 1))
    y = top + (bottom - top - used - (gap - size * 0.55) * (len(blocks) - 1)) / 2
    widest = max(line.width for block in blocks for line in block) + 1.5 * size
    left = max(width * 0.1, (width - widest) / 2)
    items: list[Item] = []
    for block in blocks:
        items.append(_lozenge(left + 0.4 * size, y + 0.75 * size, 0.3 * size))
        for line in block:
            items.extend(line.runs(left + 1.5 * size, y + 0.25 * size + ASCENT * size, INK))
            y += size * 1.5
        y += gap
    return items


def _balanced(text: str, kind: Type, width: float, fonts: FontSet) -> list[Line]:
    """Break into as few lines as ``width`` allows, then as evenly as possible."""
    glyphs = shape(text, kind, fonts)
    count = len(break_lines(glyphs, width, justify=False))
    narrow = max(width * 0.5, measure(glyphs) / count)
    while narrow < width:
        lines = break_lines(glyphs, narrow, justify=False)
        if len(lines) == count:
            return lines
        narrow += kind.size * 0.5
    return break_lines(glyphs, width, justify=False)


def _lozenge(x: float, y: float, reach: float) -> Fill:
    return Fill(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), DEEP)


def _slogan(part: Poster, width: float, bottom: float, fonts: FontSet) -> tuple[list[Item], float]:
    """Set the slogan in red between two golden rules; return it and its upper edge."""
    if not part.slogan:
        return [], bottom
    size = min(0.062 * width, width * 0.78 / cells(part.slogan))
    lines = break_title(part.slogan, 99) if size >= 0.036 * width else break_title(part.slogan, 16)
    size = min(0.062 * width, width * 0.78 / max(cells(line) for line in lines))
    height = size * (1.3 * len(lines) - 0.3)
    pad, thick = 0.03 * width, 0.0025 * width
    top = bottom - height - 2 * pad
    left = width * 0.1
    items: list[Item] = [
        rectangle(left, top, width - 2 * left, thick, GOLD),
        rectangle(left, bottom, width - 2 * left, thick, GOLD),
    ]
    for index, text in enumerate(lines):
        line = single(shape(text, Type(Role.TITLE, size), fonts))
        items.extend(_centred_ink(line, width, top + pad + index * size * 1.3 + ASCENT * size, DEEP))
    return items, top


def _footer(part: Poster, width: float, height: float, fonts: FontSet) -> list[Item]:
    if not part.footer:
        return []
    size = 0.027 * width
    line = single(shape(part.footer, Type(Role.KAI, size, size * 1.05), fonts))
    return list(_centred_ink(line, width, height - 0.05 * width, INK))
