"""Makes resources/fonts from free sources: python packaging/fonts.py FANDOL_DIR NOTO_DIR OUT_DIR.

FANDOL_DIR is the folder ``fandol`` of Debian's texlive-lang-chinese (CFF outlines, GPL with font
exception); NOTO_DIR is the npm package @expo-google-fonts/noto-serif-sc (TrueType, OFL). ReportLab
takes TrueType outlines only, so Fandol is converted; Noto Serif SC serves as 宋体 and, because its
cmap is the widest, as the fallback: it is cut down to Latin, digits, punctuation and what Fandol lacks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph

FANDOL = {
    "FandolFang-Regular.otf": "FandolFang.ttf",
    "FandolKai-Regular.otf": "FandolKai.ttf",
    "FandolHei-Regular.otf": "FandolHei.ttf",
    "FandolSong-Bold.otf": "FandolSongBold.ttf",
}
NOTO = ("400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-fallback.ttf")
MAX_ERROR = {"FandolSongBold.ttf": 1.6}  # units of a 1000-unit em; 小标宋 is also used large, on posters
TEXT_ERROR = 3.0  # 0.017 mm in 三号, below what an office printer resolves
EM = 500  # half of what is drawn: 0.006 mm off in 三号, and the installer is 1.7 MB smaller
LARGE = ("FandolHei.ttf", "FandolSongBold.ttf")  # one character fills a page of a banner: every unit shows
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "kern", "VDMX", "hdmx", "STAT")


def to_truetype(source: Path, target: Path) -> set[int]:
    """Write ``source`` (CFF) as glyf outlines to ``target``; return the characters it covers."""
    font = TTFont(source)
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs: dict[str, Glyph] = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, MAX_ERROR.get(target.name, TEXT_ERROR), reverse_direction=True))
        glyphs[name] = pen.glyph()
    for tag in ("CFF ", *DROPPED):
        if tag in font:
            del font[tag]
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    for glyph in glyphs.values():
        glyph.recalcBounds(glyf)
    font["hmtx"].metrics = {
        name: (advance, getattr(glyphs[name], "xMin", 0))
        for name, (advance, _) in font["hmtx"].metrics.items()
    }
    _to_version_one(font)
    font.sfntVersion = "\0\1\0\0"
    if target.name not in LARGE:
        scale_upem(font, EM)
    font.save(target)
    return set(TTFont(target).getBestCmap())


def _to_version_one(font: TTFont) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key, value in {
        "maxZones": 1,
        "maxTwilightPoints": 0,
        "maxStorage": 0,
        "maxFunctionDefs": 0,
        "maxInstructionDefs": 0,
        "maxStackElements": 0,
        "maxSizeOfInstructions": 0,
        "maxComponentElements": 0,
    }.items():
        setattr(maxp, key, value)
    font["post"].formatType = 3.0


def cut_fallback(source: Path, target: Path, covered: set[int]) -> set[int]:
    """Keep of ``source`` only Latin, punctuation, symbols and what ``covered`` lacks."""
    font = TTFont(source)
    kept = {
        code
        for code in font.getBestCmap()
        if code < 0x3100 or 0xFF00 <= code <= 0xFFEF or code not in covered
    }
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += list(DROPPED)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    scale_upem(font, EM)
    font.save(target)
    return kept


def main(fandol: Path, noto: Path, out: Path) -> None:
    """Make every shipped font and print its size and coverage."""
    out.mkdir(parents=True, exist_ok=True)
    covered: set[int] | None = None
    for source, target in FANDOL.items():
        found = to_truetype(fandol / source, out / target)
        covered = found if covered is None else covered & found
        print(f"{target}: {(out / target).stat().st_size / 1e6:.1f} MB, {len(found)} characters", flush=True)
    kept = cut_fallback(noto / NOTO[0], out / NOTO[1], covered or set())
    print(f"{NOTO[1]}: {(out / NOTO[1]).stat().st_size / 1e6:.1f} MB, {len(kept)} characters")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
