"""One TrueType file as ReportLab embeds it: coverage, advances and ink of each character."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import compress, crc32

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStreamFilterZCompress
from reportlab.pdfbase.ttfonts import TTFError, TTFont


class _QuickZip(PDFStreamFilterZCompress):
    """Compresses outlines lightly: they hardly shrink further, and take most of a short paper's time."""

    def encode(self, text: bytes) -> bytes:
        """Return ``text`` compressed."""
        return compress(text, 2)


class EmbeddedFont(TTFont):
    """ReportLab's TrueType font with a correct text layer for characters beyond U+FFFF.

    ReportLab writes such a character's code point as five hexadecimal digits where PDF wants UTF-16BE:
    searching and copying a name with a rare character would give another text. Only characters that are
    drawn are embedded; ReportLab would add all of ASCII to each font.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        """Add the subsets to ``doc``, then mend their ToUnicode tables."""
        subsets = [list(codes) for codes in self.state[doc].subsets]
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            internal = doc.fontMapping[self.fontName][1:] + f"+{number}"
            font = doc.idToObject["BasicFonts"].dict[internal]
            font.Widths = f"[{' '.join(map(self.face.getCharWidth, codes))}]"  # as one word, not one by one
            outlines = doc.idToObject[font.FontDescriptor.name].dict["FontFile2"]
            doc.idToObject[outlines.name].filters = [_QuickZip()]
            if any(code > 0xFFFF for code in codes):
                stream = doc.idToObject[font.ToUnicode.name]
                for code in codes:
                    if code > 0xFFFF:
                        wrong, right = f"<{code:04X}>", f"<{chr(code).encode('utf-16-be').hex().upper()}>"
                        stream.content = stream.content.replace(wrong, right)


@dataclass(frozen=True, slots=True)
class FontFile:
    """Where a font lies: its file, the index inside a .ttc, the name shown to the clerk."""

    path: Path
    index: int = 0
    shown: str = ""


class Face:
    """A loaded font. Measures are in em; y counts upwards from the baseline."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self.name = f"{file.path.stem}-{file.index}-{crc32(str(file.path).encode()):08x}"
        font = EmbeddedFont(self.name, str(file.path), subfontIndex=file.index, asciiReadable=False)
        pdfmetrics.registerFont(font)
        self._face: Any = font.face
        # ReportLab copies whole tables out of the file for every paper, megabytes of outlines each time,
        # and takes its time to spell each width; both take longer than laying a short paper out.
        own = vars(font.face)
        own["get_table"] = lru_cache(maxsize=None)(font.face.get_table)
        own["getCharWidth"] = self._written_width
        self._boxes: dict[str, tuple[float, float, float, float]] = {}

    def _written_width(self, code: int) -> str:
        return f"{self._face.charWidths.get(code, self._face.defaultWidth):g}"

    @property
    def postscript_name(self) -> str:
        """Return the name the font has inside a PDF, after the subset prefix."""
        return bytes(self._face.name).decode("ascii")

    @property
    def ascent(self) -> float:
        """Return the typographic ascent."""
        return float(self._face.ascent) / 1000

    def has(self, char: str) -> bool:
        """Say whether the font draws ``char``."""
        return bool(self._face.charToGlyph.get(ord(char), 0))

    def advance(self, char: str) -> float:
        """Return how far ``char`` moves the pen."""
        return float(self._face.charWidths.get(ord(char), self._face.defaultWidth)) / 1000

    def ink(self, char: str) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of the ink of ``char``; all 0 for a blank."""
        if char not in self._boxes:
            self._boxes[char] = self._read_box(self._face.charToGlyph.get(ord(char), 0))
        return self._boxes[char]

    def _read_box(self, glyph: int) -> tuple[float, float, float, float]:
        face = self._face
        long_offsets = struct.unpack(">h", face.get_table("head")[50:52])[0]
        place, size, scale = (4, ">LL", 1) if long_offsets else (2, ">HH", 2)
        at = face.get_table_pos("loca")[0] + glyph * place
        start, end = struct.unpack(size, face.get_chunk(at, 2 * place))
        if start == end:
            return (0.0, 0.0, 0.0, 0.0)
        outline = face.get_table_pos("glyf")[0] + start * scale
        left, bottom, right, top = struct.unpack(">hhhh", face.get_chunk(outline + 2, 8))
        em = face.unitsPerEm
        return (left / em, bottom / em, right / em, top / em)


@lru_cache(maxsize=64)
def load_face(file: FontFile) -> Face | None:
    """Load a font once; None when ReportLab cannot embed it (CFF outlines, no licence to embed)."""
    try:
        return Face(file)
    except (TTFError, OSError, struct.error, ValueError, LookupError):
        return None
