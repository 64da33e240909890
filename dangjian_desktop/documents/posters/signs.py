"""指示牌 and 桌牌: a few words as large as the sheet allows, one to a page; names for the tables."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Colour, Fill, Item, Page, Rule, Text, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    DEEP,
    INK,
    WHITE,
    balanced,
    centred_ink,
    largest,
    title_block,
    too_long,
)
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.typeset import ASCENT, Glyph, Type, shape, single
from dangjian_desktop.domain.posters import SERIES, Arrow, Poster, Section

_TALL = 2.2
"""A sheet so many times as high as wide is a plate at a door: its words run down it."""
_CUT: Colour = (0.55, 0.55, 0.55)
_TICK = 5 * MM
_BETWEEN = 6 * MM


def sign_pages(part: Poster, fonts: FontSet) -> list[Page]:
    """Return one page a sign. Raises Rejected ``papers.too_long`` when its words cannot be large."""
    return [
        Page(
            part.sheet.width * MM, part.sheet.height * MM, tuple(_sign(part, one, fonts)),
            marks=((0, f"{number} {one.title}"),),
        )
        for number, one in enumerate(part.sections, 1)
    ]  # fmt: skip


def _sign(part: Poster, one: Section, fonts: FontSet) -> list[Item]:
    """Set a sign: a red frame with the name of the place on it, the words, an arrow, what to mind."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    unit = min(width, height)
    edge, band = 0.03 * unit, (0.15 * unit if part.kicker else 0.03 * unit)
    items: list[Item] = [rectangle(0, 0, width, height, DEEP)]
    items.append(rectangle(edge, band, width - 2 * edge, height - band - edge, WHITE))
    if part.kicker:
        items.extend(_centred(part.kicker, width / 2, band / 2, (0.075 * unit, width * 0.88), WHITE, fonts))
    left, top, right, bottom = 2.5 * edge, band + 1.5 * edge, width - 2.5 * edge, height - 2.5 * edge
    if one.lines:
        note, high = _note(one.lines[0], (left, right), bottom, unit, fonts)
        items.extend(note)
        bottom -= high
    if one.arrow:
        beside = width > height
        room = min((bottom - top) * 0.7, (right - left) * 0.3) if beside else min(width * 0.62, height * 0.36)
        if beside:  # the arrow beside the words, on the side it points to
            x = left + room * 0.45 if one.arrow is Arrow.LEFT else right - room * 0.45
            items.append(_arrow(one.arrow, x, (top + bottom) / 2, room * 0.86))
            left, right = (left + room, right) if one.arrow is Arrow.LEFT else (left, right - room)
        else:
            items.append(_arrow(one.arrow, width / 2, bottom - room * 0.5, room * 0.8))
            bottom -= room
    items.extend(_words(part, one.title, (left, top, right, bottom), fonts))
    return items


def _words(part: Poster, words: str, box: tuple[float, float, float, float], fonts: FontSet) -> list[Item]:
    left, top, right, bottom = box
    centre, width, height = (left + right) / 2, right - left, bottom - top
    if part.sheet.height > _TALL * part.sheet.width and cells(words) == len(words):
        return _down(words, centre, (top, bottom), width, fonts)
    lines, size = largest(words, width * 0.96, height * 0.9, most_lines=3, leading=1.22)
    if size < 0.06 * min(width, height):
        raise too_long(words, part)
    high = size * (1.22 * (len(lines) - 1) + 1)
    start = top + (height - high) * 0.48
    return title_block(lines, size, centre, start, DEEP, fonts, role=Role.HEI, leading=1.22)


def _down(words: str, centre: float, down: tuple[float, float], width: float, fonts: FontSet) -> list[Item]:
    """Set the words from top to bottom, each character centred in its cell by its ink."""
    room = down[1] - down[0]
    size = min(width * 0.86, room / (len(words) * 1.1))
    step = min(room / len(words), size * 1.45)
    start = down[0] + (room - step * len(words)) / 2
    glyphs = shape(words, Type(Role.HEI, size), fonts)
    return [_cell(glyph, centre, start + step * (row + 0.5)) for row, glyph in enumerate(glyphs)]


def _cell(glyph: Glyph, x: float, y: float) -> Text:
    left, bottom, right, top = glyph.face.ink(glyph.char)
    size = glyph.size
    place = (x - (left + right) / 2 * size, y + (top + bottom) / 2 * size)
    return Text(*place, glyph.char, glyph.face, size, colour=DEEP)


def _note(
    text: str, across: tuple[float, float], bottom: float, unit: float, fonts: FontSet
) -> tuple[list[Item], float]:
    """Set what to mind under the words, over a rule; return it and how high it is."""
    width = (across[1] - across[0]) * 0.94
    size = min(0.085 * unit, max(0.05 * unit, width / (1.03 * cells(text))))
    lines = balanced(text, Type(Role.HEI, size, size * 1.03), width, fonts)
    high = size * (1.4 * len(lines) + 0.9)
    top = bottom - high
    items: list[Item] = [rectangle(across[0], top, across[1] - across[0], 0.006 * unit, DEEP)]
    y = top + 0.85 * size
    for line in lines:
        items.extend(centred_ink(line, (across[0] + across[1]) / 2, y + ASCENT * size, INK))
        y += 1.4 * size
    return items, high


def _centred(
    text: str, x: float, y: float, most: tuple[float, float], colour: Colour, fonts: FontSet
) -> tuple[Text, ...]:
    """Set a line in the middle of a place, ``most`` high and wide."""
    size = min(most[0], most[1] / (1.06 * cells(text)))
    line = single(shape(text, Type(Role.HEI, size, size * 1.06), fonts))
    return centred_ink(line, x, y + (ASCENT - 0.5) * size, colour)


_ARROW = ((0.5, 0.0), (0.05, -0.42), (0.05, -0.16), (-0.5, -0.16), (-0.5, 0.16), (0.05, 0.16), (0.05, 0.42))
"""An arrow to the right, a unit long, around its middle."""


def _arrow(way: Arrow, x: float, y: float, long: float) -> Fill:
    turned = {
        Arrow.RIGHT: _ARROW,
        Arrow.LEFT: tuple((-a, b) for a, b in _ARROW),
        Arrow.AHEAD: tuple((b, -a) for a, b in _ARROW),
    }[way]
    return Fill(tuple((x + a * long, y + b * long) for a, b in turned), DEEP)


def plate_pages(part: Poster, fonts: FontSet) -> list[Page]:
    """Return one sheet a name with both sides of its plate, ``part.sheet`` large, and where to cut.

    Raises Rejected ``papers.too_long`` when a name cannot be read on its plate, or A3 is too small for two.
    """
    width, height = part.sheet.width * MM, part.sheet.height * MM
    stock = next(
        (size for size in (SERIES["A4"], SERIES["A3"])
         if width <= size[0] * MM - 8 * MM and 2 * height + _BETWEEN <= size[1] * MM - 8 * MM),
        None,
    )  # fmt: skip
    if stock is None:
        raise too_long(part.sheet.name, part)
    across, down = stock[0] * MM, stock[1] * MM
    left, top = (across - width) / 2, (down - 2 * height - _BETWEEN) / 2
    pages = []
    for number, one in enumerate(part.sections, 1):
        items: list[Item] = []
        for y in (top, top + height + _BETWEEN):
            items.extend(_cuts(left, y, width, height))
            items.extend(_name(part, one, (left, y), (width, height), fonts))
        pages.append(Page(across, down, tuple(items), marks=((0, f"{number} {one.title}"),)))
    return pages


def _name(
    part: Poster, one: Section, at: tuple[float, float], size: tuple[float, float], fonts: FontSet
) -> list[Item]:
    """Set a name, two characters as wide apart as three; what the person is stands small over it."""
    width, height = size
    centre = at[0] + width / 2
    over = one.lines[0] if one.lines else ""
    name = one.title.replace(" ", "").replace("　", "")
    name = name if len(name) == 2 else one.title
    count = max(cells(name), 3.0)
    type_size = min(height * (0.5 if over else 0.6), width * 0.86 / (count * 1.12))
    if type_size < 0.12 * height:
        raise too_long(one.title, part)
    pitch = type_size * (2.0 if len(name) == 2 else 1.12)
    line = single(shape(name, Type(Role.TITLE, type_size, pitch), fonts))
    middle = at[1] + height * (0.58 if over else 0.5)
    items: list[Item] = list(centred_ink(line, centre, middle + (ASCENT - 0.5) * type_size, INK))
    if over:
        items.extend(
            _centred(over, centre, at[1] + height * 0.17, (height * 0.13, width * 0.86), DEEP, fonts)
        )
    return items


def _cuts(left: float, top: float, width: float, height: float) -> list[Item]:
    """Return a fine dashed line around a plate: cut along it."""
    corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    return [
        Rule(x1, y1, x2, y2, 0.4, _CUT, 3.0)
        for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True)
    ]
