"""Makes the two fonts for rare characters: python packaging/rare_fonts.py HANAMIN_B BABELSTONE_HAN OUT_DIR.

HANAMIN_B is HanaMinB.ttf of Debian's fonts-hanazono (Hanazono Font License), of which all of CJK Ext B
to F is kept: with Noto Serif SC that is every character of GB 18030-2022 level 3. BABELSTONE_HAN is
BabelStoneHan.ttf of Debian's fonts-babelstone-han (Arphic Public License), of which what HanaMinB lacks is
kept: Ext G, H and I. HanaMinB draws its curves as many short straight lines; those that stay within
``TOLERANCE`` of a longer one are taken together, which a printer of 600 dpi cannot tell and which saves a
third of the size.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

# The names inside are ours: HanaMinB's is reserved, and neither may be taken for an installed whole font.
HANAMIN, BABELSTONE = ("HanaMinB-rare.ttf", "Rare Song B"), ("BabelStoneHan-rare.ttf", "Rare Song G")
FIRST = 0x20000  # below, Noto Serif SC has every character
LAST = 0x323AF  # the end of Ext H
TOLERANCE = 4.0  # thousandths of an em: 0.023 mm in 三号, half a dot of an office printer
EM = 256
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "kern", "FFTM", "STAT")

Point = tuple[int, int]


def cut(source: Path, without: set[int]) -> TTFont:
    """Return ``source`` with only its characters from ``FIRST`` on that ``without`` lacks."""
    font = TTFont(source)
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 2, 5, 13, 14], glyph_names=False
    )
    options.drop_tables += list(DROPPED)
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes=[code for code in font.getBestCmap() if FIRST <= code <= LAST and code not in without]
    )
    subsetter.subset(font)
    return font


def straighten(font: TTFont) -> None:
    """Take out the points of straight-sided glyphs that ``TOLERANCE`` makes needless."""
    glyf, allowed = font["glyf"], (TOLERANCE * font["head"].unitsPerEm / 1000) ** 2
    for name in font.getGlyphOrder():
        glyph = glyf[name]
        if glyph.numberOfContours > 0 and all(flag & 1 for flag in glyph.flags):
            _straighten(glyph, allowed)
            glyph.recalcBounds(glyf)


def _straighten(glyph: Glyph, allowed: float) -> None:
    points, ends, start = [], [], 0
    for end in glyph.endPtsOfContours:
        contour = list(glyph.coordinates[start : end + 1])
        start = end + 1
        kept = _fewer([*contour, contour[0]], allowed)[:-1]
        if len(kept) > 2:
            points += kept
            ends.append(len(points) - 1)
    glyph.coordinates = GlyphCoordinates(points)
    glyph.flags = bytearray(b"\x01" * len(points))
    glyph.endPtsOfContours, glyph.numberOfContours = ends, len(ends)


def _fewer(line: list[Point], allowed: float) -> list[Point]:
    """Return the points of ``line`` that are needed (Douglas and Peucker); ``allowed`` is a square."""
    keep, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, at = allowed, 0
        for index in range(first + 1, last):
            px, py = line[index][0] - ax, line[index][1] - ay
            off = (px * dy - py * dx) ** 2 / length if length else px * px + py * py
            if off > worst:
                worst, at = off, index
        if at:
            keep.add(at)
            open_ += [(first, at), (at, last)]
    return [line[index] for index in sorted(keep)]


def main(hanamin: Path, babelstone: Path, out: Path) -> None:
    """Make both fonts and print their sizes and coverage."""
    covered: set[int] = set()
    for source, (name, family) in ((hanamin, HANAMIN), (babelstone, BABELSTONE)):
        font = cut(source, covered)
        covered |= set(font.getBestCmap())
        straighten(font)
        scale_upem(font, EM)
        font["post"].formatType = 3.0
        for number, words in ((1, family), (3, family), (4, family), (6, family.replace(" ", ""))):
            font["name"].setName(words, number, 3, 1, 0x409)
        font.save(out / name)
        print(f"{name}: {(out / name).stat().st_size / 1e6:.1f} MB, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
