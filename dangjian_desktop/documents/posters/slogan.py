"""宣传标语: few words as large as the sheet allows, on red, over a village among hills."""

from __future__ import annotations

import re

from dangjian_desktop.documents.drawn import MM, Colour, Fill, Item, Page, Text, Window, moved, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    DARK,
    GOLD,
    code,
    foot,
    frame,
    hills,
    houses,
    kicker,
    largest,
    look_of,
    rays,
    title_block,
    too_long,
)
from dangjian_desktop.documents.posters.pictures import logo
from dangjian_desktop.documents.titles import break_title, cells
from dangjian_desktop.documents.typeset import ASCENT, Glyph, Type, shape, single
from dangjian_desktop.domain.posters import Poster

_MOST_COLUMNS = 3
_LONGEST_COLUMN = 11
_MARKS = "，；。"
_AS_COLUMNS = 0.65  # a couplet in columns reads better than in ragged lines, so much smaller


def slogan_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the words cannot be large."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    look = look_of(part)
    unit = min(width, height)
    ground = height - 0.2 * unit
    scene: list[Item] = [
        rectangle(0, 0, width, height, look.head),
        *rays(width / 2, ground, width + height, 17, look.ray),
        hills(width, ground + 0.02 * unit, 0.17 * unit, look.ray, waves=1.4, shift=0.1),
        hills(width, ground + 0.02 * unit, 0.1 * unit, look.hill, waves=2.1, shift=0.55),
        *_village(width, ground + 0.02 * unit, unit),
        rectangle(0, ground, width, height - ground, look.hill),
        rectangle(0, ground, width, 0.004 * unit, look.rule),
    ]
    items: list[Item] = [Window(0, 0, width, height, 0, 0, tuple(scene))]
    items.extend(frame(width, height, 0.035 * unit, 0.004 * unit, look.rule))
    top = 0.1 * unit
    if part.logo:
        items.extend(logo(part, width / 2, top - 0.01 * unit, 0.13 * unit))
        top += 0.15 * unit
    if part.kicker:
        items.extend(kicker(part, width / 2, top + 0.03 * unit, unit, width * 0.84, fonts))
        top += 0.075 * unit
    box = (width * 0.86, ground - 0.13 * unit - top)
    items.extend(_words(part, width, top, box, unit, fonts))
    band = (height - ground - 0.04 * unit) / 2 + ground
    right = _code(part, width - 0.085 * unit, band, 0.125 * unit, fonts, items) if part.link else width
    items.extend(
        foot(
            part,
            right / 2 + 0.02 * unit * bool(part.link),
            band + 0.01 * unit,
            unit * 1.15,
            look.words,
            fonts,
        )
    )
    return Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))


def _village(width: float, bottom: float, unit: float) -> list[Item]:
    """Return the houses in the middle of the sheet, inside its frame."""
    left, right = 0.09 * unit, width - 0.09 * unit
    row = houses((left, right), bottom, 0.075 * unit, GOLD, DARK)
    end = max(x for item in row if isinstance(item, Fill) for x, _ in item.points)
    return list(moved(tuple(row), (right - end) / 2, 0.0))


def _code(part: Poster, right: float, middle: float, side: float, fonts: FontSet, items: list[Item]) -> float:
    """Add the code, its words at its left; return where they begin."""
    items.extend(code(part.link, right - side, middle - side / 2, side))
    if not part.link_words:
        return right - side
    size = side * 0.19
    words = break_title(part.link_words, 4) if cells(part.link_words) <= 12 else (part.link_words,)
    size = min(size, side * 2.2 / max(map(cells, words)))
    left = right - side - size * (max(map(cells, words)) + 0.6)
    y = middle - size * (1.3 * len(words) - 0.3) / 2
    for line in words:
        items.extend(
            single(shape(line, Type(Role.HEI, size), fonts)).runs(
                left, y + ASCENT * size, look_of(part).words
            )
        )
        y += 1.3 * size
    return left


def _words(
    part: Poster, width: float, top: float, box: tuple[float, float], unit: float, fonts: FontSet
) -> list[Item]:
    lines, size = largest(part.title, *box, most_lines=4, leading=1.3)
    columns = _couplet(part.title)
    ragged = len({cells(line.rstrip(_MARKS)) for line in lines}) > 1
    if columns and _upright_size(columns, box) > size * (_AS_COLUMNS if ragged else 1.0):
        return _upright(part, columns, width / 2, top, box, fonts)
    if size < 0.07 * unit:
        raise too_long(part.title, part)
    leading = 1.3
    if len(lines) > 1:  # lines that leave much of the sheet empty stand further apart
        leading = min(1.8, max(leading, (0.72 * box[1] / size - 1) / (len(lines) - 1)))
    high = size * (leading * (len(lines) - 1) + 1)
    return title_block(
        lines, size, width / 2, top + (box[1] - high) / 2, look_of(part).words, fonts, leading=leading
    )


def _couplet(title: str) -> tuple[str, ...]:
    """Return the lines or clauses as columns when they are a couplet: equally long, no mark inside."""
    lines = tuple(part for part in re.split(r"(?<=[，；。])|[　\n]", title) if part)
    bare = [line.rstrip(_MARKS) for line in lines]
    equal = len({len(line) for line in bare}) == 1 and len(bare[0]) <= _LONGEST_COLUMN
    plain = all("\u4e00" <= char <= "\u9fff" for line in bare for char in line)
    return lines if 2 <= len(lines) <= _MOST_COLUMNS and equal and plain else ()


def _longest(columns: tuple[str, ...]) -> tuple[int, float]:
    """Return the characters of a column, and the share of one that a mark under the last takes."""
    return len(columns[0].rstrip(_MARKS)), 0.4 if any(words[-1] in _MARKS for words in columns) else 0.0


def _upright_size(columns: tuple[str, ...], box: tuple[float, float]) -> float:
    count, mark = _longest(columns)
    return min(box[1] / (count * 1.06 + mark), box[0] / (len(columns) * 1.5))


def _upright(
    part: Poster,
    columns: tuple[str, ...],
    centre: float,
    top: float,
    box: tuple[float, float],
    fonts: FontSet,
) -> list[Item]:
    """Set columns from right to left, each character centred in its cell by its ink."""
    size = _upright_size(columns, box)
    count, mark = _longest(columns)
    step = min((box[1] - mark * size) / count, size * 1.25)
    apart = min(size * 1.9, box[0] / len(columns))
    start = top + (box[1] - step * count - mark * size) / 2
    items: list[Item] = []
    for number, words in enumerate(columns):
        x = centre + apart * ((len(columns) - 1) / 2 - number)
        for row, glyph in enumerate(shape(words, Type(Role.TITLE, size), fonts)):
            if glyph.char in _MARKS:  # it stands at the right, close under the character before it
                items.append(
                    _cell(look_of(part).words, glyph, x + size * 0.36, start + step * row + size * 0.16)
                )
            else:
                items.append(_cell(look_of(part).words, glyph, x, start + step * (row + 0.5)))
    return items


def _cell(colour: Colour, glyph: Glyph, x: float, y: float) -> Item:
    left, bottom, right, top = glyph.face.ink(glyph.char)
    size = glyph.size
    return Text(
        x - (left + right) / 2 * size, y + (top + bottom) / 2 * size, glyph.char, glyph.face, size,
        colour=colour,
    )  # fmt: skip
