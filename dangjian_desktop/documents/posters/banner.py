"""横幅: one line of white characters along a red band; or its characters one to a sheet."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Colour, Item, Page, Rule, Text, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import DEEP, INK, WHITE, too_long
from dangjian_desktop.documents.typeset import ASCENT, Glyph, Type, shape, single
from dangjian_desktop.domain.posters import Poster

LONGEST_PDF = 5000
"""The longest side in mm that every PDF program shows at true size (14,400 points)."""
_CORNER: Colour = (0.55, 0.52, 0.48)


def banner_scale(part: Poster) -> int:
    """Return by how much the file is smaller than the banner: 1, or 10 where it would be too long."""
    return 1 if part.sheet.width <= LONGEST_PDF else 10


def banner_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the banner out, its characters spread evenly over its length.

    Raises Rejected ``papers.too_long`` when the characters would be lower than a quarter of the cloth.
    """
    scale = MM / banner_scale(part)
    width, height = part.sheet.width * scale, part.sheet.height * scale
    text = part.title.replace("\n", "　")
    tail = part.footer
    hem = height * 0.35
    room = width - 2 * hem
    glyphs = shape(text, Type(Role.HEI, 1.0), fonts)
    small = shape(tail, Type(Role.HEI, 0.42), fonts) if tail else []
    natural = sum(g.advance for g in glyphs) + (sum(g.advance for g in small) + 0.6 if small else 0.0)
    size = min(height * 0.64, room / natural)
    if size < height * 0.25:
        raise too_long(text, part)
    spare = room - natural * size
    between = min(spare / max(1, len(glyphs) - 1), size * 0.9)
    items: list[Item] = [rectangle(0, 0, width, height, DEEP)]
    x = (width - natural * size - between * (len(glyphs) - 1)) / 2
    for glyph in glyphs:
        items.append(_on_line(glyph, x, height / 2, size))
        x += glyph.advance * size + between
    if small:
        line = single(shape(tail, Type(Role.HEI, 0.42 * size), fonts))
        items.extend(line.runs(x - between + 0.6 * size, height / 2 + (ASCENT - 0.5) * size, WHITE))
    return Page(width, height, tuple(items), marks=((0, text),))


def _on_line(glyph: Glyph, x: float, middle: float, size: float) -> Text:
    return Text(x, middle + (ASCENT - 0.5) * size, glyph.char, glyph.face, size, colour=WHITE)


def letter_pages(part: Poster, fonts: FontSet) -> list[Page]:
    """Return one sheet a character, as large as its sheet allows, centred by its ink.

    A figure in the corner says which character of how many it is; where the sheet is no square, marks at
    its edges say where to cut it into one, outside the letter, so that all hang at even distances.
    """
    width, height = part.sheet.width * MM, part.sheet.height * MM
    drawn = part.title.replace("\n", "").replace("　", "").replace(" ", "")
    glyphs = shape(drawn, Type(Role.HEI, 1.0), fonts)
    return [
        Page(
            width,
            height,
            (
                _letter(part, glyph, width, height),
                *_cuts(width, height),
                *_corner(number, len(glyphs), width, height, fonts),
            ),
            marks=((0, f"{number} {glyph.char}"),),
        )
        for number, glyph in enumerate(glyphs, 1)
    ]


def _letter(part: Poster, glyph: Glyph, width: float, height: float) -> Text:
    left, bottom, right, top = glyph.face.ink(glyph.char)
    margin = 0.06 * min(width, height)
    size = (min(width, height) - 2 * margin) / 0.96
    outline = size * 0.006 if part.colour == "空心" else 0.0
    colour = DEEP if part.colour == "红" else INK
    x = width / 2 - (left + right) / 2 * size
    y = height / 2 + (top + bottom) / 2 * size
    return Text(x, y, glyph.char, glyph.face, size, colour=colour, outline=outline)


def _cuts(width: float, height: float) -> list[Rule]:
    """Return marks at the edges of the square in the middle of a sheet that is none."""
    side, tick = min(width, height), 0.06 * min(width, height)
    if max(width, height) < 1.02 * side:
        return []
    found: list[Rule] = []
    for way in (-1, 1):
        at = (max(width, height) + way * side) / 2
        for start, stop in ((0.0, tick), (side - tick, side)):
            ends = (at, start, at, stop) if width > height else (start, at, stop, at)
            found.append(Rule(*ends, 0.5, _CORNER, 3.0))
    return found


def _corner(number: int, of: int, width: float, height: float, fonts: FontSet) -> tuple[Text, ...]:
    size = max(9.0, 0.018 * min(width, height))
    line = single(shape(f"{number}／{of}", Type(Role.SONG, size), fonts))
    return line.runs(width - line.width - 8 * MM, height - 7 * MM, _CORNER)
