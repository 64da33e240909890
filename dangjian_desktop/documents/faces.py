"""One TrueType file as papers use it: coverage, advances, ink and outline of each character."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, TTFError, TTFontFace


@dataclass(frozen=True, slots=True)
class FontFile:
    """Where a font lies: its file, the index inside a .ttc, the name shown to the clerk.

    ``bolder``: its characters are drawn with a line of this width, in em, around them.
    """

    path: Path
    index: int = 0
    shown: str = ""
    bolder: float = 0.0


class Face:
    """A loaded font. Measures are in em; y counts upwards from the baseline."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self._font: Any = TTFontFace(str(file.path), subfontIndex=file.index)
        self._outlines = self._font.get_table_pos("glyf")[0]
        self._tables: dict[str, bytes] = {}
        (self._full,) = struct.unpack_from(">H", self.table("hhea"), 34)
        self._boxes: dict[str, tuple[float, float, float, float]] = {}

    @property
    def postscript_name(self) -> str:
        """Return the name the font has inside a PDF, after the subset prefix."""
        return bytes(self._font.name).decode("ascii")

    @property
    def ascent(self) -> float:
        """Return the typographic ascent."""
        return float(self._font.ascent) / 1000

    def has(self, char: str) -> bool:
        """Say whether the font draws ``char``."""
        return self.glyph(ord(char)) > 0

    def advance(self, char: str) -> float:
        """Return how far ``char`` moves the pen."""
        return float(self._font.charWidths.get(ord(char), self._font.defaultWidth)) / 1000

    def ink(self, char: str) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of the ink of ``char``; all 0 for a blank."""
        if char not in self._boxes:
            self._boxes[char] = self._read_box(self.outline(self.glyph(ord(char))))
        return self._boxes[char]

    def _read_box(self, outline: bytes) -> tuple[float, float, float, float]:
        if not outline:
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = struct.unpack_from(">hhhh", outline, 2)
        em = self._font.unitsPerEm
        return (left / em, bottom / em, right / em, top / em)

    # ---- what a PDF embeds

    def glyph(self, code: int) -> int:
        """Return the number of the glyph that draws a code point; 0 when there is none."""
        return int(self._font.charToGlyph.get(code, 0))

    def outline(self, glyph: int) -> bytes:
        """Return what draws a glyph; nothing for a blank."""
        start, end = self._font.glyphPos[glyph : glyph + 2]
        return bytes(self._font.get_chunk(self._outlines + start, end - start))

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return advance and left side bearing of a glyph in units of the font.

        ReportLab's own list holds advances in other units where a font says the last one only once.
        """
        table, full = self.table("hmtx"), self._full
        if glyph < full:
            advance, bearing = struct.unpack_from(">HH", table, 4 * glyph)
        else:
            (advance,) = struct.unpack_from(">H", table, 4 * (full - 1))
            (bearing,) = struct.unpack_from(">H", table, 4 * full + 2 * (glyph - full))
        return advance, bearing

    def table(self, tag: str) -> bytes:
        """Return a small table as the file holds it; nothing for one that is not there."""
        if tag not in self._tables:
            self._tables[tag] = bytes(self._font.get_table(tag)) if tag in self._font.table else b""
        return self._tables[tag]

    def described(self) -> Mapping[str, float | str]:
        """Return what a PDF tells of a font's looks, in thousandths of an em."""
        font = self._font
        return {
            "flags": font.flags & ~FF_NONSYMBOLIC,
            "box": " ".join(f"{edge:g}" for edge in font.bbox),
            "ascent": font.ascent,
            "descent": font.descent,
            "capitals": font.capHeight,
            "slant": font.italicAngle,
            "stem": font.stemV,
        }


@lru_cache(maxsize=64)
def load_face(file: FontFile) -> Face | None:
    """Load a font once; None when ReportLab cannot embed it (CFF outlines, no licence to embed)."""
    try:
        return Face(file)
    except (TTFError, OSError, struct.error, ValueError, LookupError):
        return None
