"""Fonts as a PDF carries them: only the characters that are drawn, each with the text it stands for."""

from __future__ import annotations

from typing import Any
from zlib import Z_HUFFMAN_ONLY, compressobj, crc32

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFZCompress,
)

from dangjian_desktop.documents.faces import Face
from dangjian_desktop.documents.truetype import program

_FULL = 1000
"""The width that is not said of each character: a full-width one's."""
_BLOCK = 100
"""Most lines of a block in a table of characters."""
_TEXTS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
    " /DescendantFonts [{glyphs}] /ToUnicode {texts} >>"
)
_GLYPHS = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont {name} /CIDToGIDMap /Identity"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    " /DW 1000 /W [{widths}] /FontDescriptor {looks} >>"
)
_LOOKS = (
    "<< /Type /FontDescriptor /FontName {name} /FontFile2 {file} /Flags {flags} /FontBBox [{box}]"
    " /Ascent {ascent:g} /Descent {descent:g} /CapHeight {capitals:g} /ItalicAngle {slant:g}"
    " /StemV {stem:g} >>"
)


class _Outlines(PDFStreamFilterZCompress):
    """Compresses outlines as what they are: they hardly repeat, and looking for it takes most of the time."""

    def encode(self, text: bytes) -> bytes:
        """Return ``text`` compressed."""
        packer = compressobj(1, strategy=Z_HUFFMAN_ONLY)
        return packer.compress(text) + packer.flush()


class _Said(PDFObject):
    """An object that is said in full: ReportLab would spell each of its words on its own."""

    def __init__(self, words: str) -> None:
        self._words = words

    def format(self, _document: object) -> bytes:
        """Return the object."""
        return self._words.encode()


class DrawnFont(dict[int, str]):
    """One font of one file: for each code point that is drawn the four digits that draw it.

    The first character met is glyph 1 of the font that is embedded, and so on; characters beyond U+FFFF
    are characters like others. What it is asked for must be in the font.
    """

    def __init__(self, face: Face, name: str) -> None:
        super().__init__()
        self.name = name
        self._face = face

    def __missing__(self, code: int) -> str:
        said = self[code] = f"{len(self) + 1:04X}"
        return said

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Add the font to ReportLab's ``document``, under its name for all pages."""
        face = self._face
        outlines = program(face, [0, *map(face.glyph, self)])
        name = PDFName(f"{_tag(outlines)}+{face.postscript_name}")
        file = PDFStream(PDFDictionary({"Length1": len(outlines)}), outlines, [_Outlines()])
        texts = PDFStream(content=self._texts(), filters=[PDFZCompress])
        looks = _Said(_LOOKS.format(name=name, file=_place(file, document), **face.described()))
        glyphs = _GLYPHS.format(name=name, widths=self._widths(), looks=_place(looks, document))
        font = _FONT.format(name=name, glyphs=glyphs, texts=_place(texts, document))
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(_Said(font))

    def _widths(self) -> str:
        """Return the widths, as one word, of what is not full-width."""
        widths = [1000 * self._face.advance(chr(code)) for code in self]
        return " ".join([f"{n} [{wide:g}]" for n, wide in enumerate(widths, 1) if wide != _FULL])

    def _texts(self) -> str:
        """Return the table from which readers know which text was drawn, in UTF-16 as PDF wants it."""
        lines = [f"<{said}> <{chr(code).encode('utf-16-be').hex()}>" for code, said in self.items()]
        blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
        said = ["\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks]
        return _TEXTS.format(blocks="\n".join(said))


def _place(thing: PDFObject, document: Any) -> str:
    """Add an object to the file; return how others refer to it."""
    return bytes(document.Reference(thing).format(document)).decode()


def _tag(outlines: bytes) -> str:
    """Return six letters that tell this choice of glyphs from others of the font, in other files too."""
    number = crc32(outlines)
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
