"""Characters → justified lines → runs of text: natural widths, squeezing, hanging, spreading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dangjian_desktop.documents.drawn import BLACK, Colour, Text
from dangjian_desktop.documents.faces import Face
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.kinsoku import CLOSERS, HANGING, OPENERS, closing_tail, clusters
from dangjian_desktop.kernel.findings import Rejected, finding

ASCENT = 0.88
"""Height of the em box above the baseline, in em, as all Chinese fonts have it."""
SQUEEZE = 0.5
"""The most of an em that a punctuation mark gives up."""
FULL = 0.9
"""A character at least this wide, in em, is a full-width one."""
_EPS = 0.01


@dataclass(frozen=True, slots=True)
class Type:
    """A type role, its size in points, and the width of a full character with its spacing (0: the size)."""

    role: Role
    size: float
    pitch: float = 0.0

    @property
    def cell(self) -> float:
        """Return the width of a full-width character in points."""
        return self.pitch or self.size


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in its font with its advance, and the blank before and after that squeezing may take."""

    char: str
    face: Face
    size: float
    advance: float
    spare_before: float
    spare_after: float


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line: its glyphs, their pen positions from the line's left end, and its indent."""

    glyphs: tuple[Glyph, ...]
    pens: tuple[float, ...]
    indent: float
    width: float

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join(glyph.char for glyph in self.glyphs)

    def runs(self, x: float, baseline: float, colour: Colour = BLACK) -> tuple[Text, ...]:
        """Return the line as drawn text starting at ``x`` (the indent is added)."""
        runs: list[Text] = []
        start = 0
        for index in range(1, len(self.glyphs) + 1):
            if index == len(self.glyphs) or not self._continues(start, index):
                first = self.glyphs[start]
                text = "".join(glyph.char for glyph in self.glyphs[start:index])
                at = x + self.indent + self.pens[start]
                runs.append(Text(at, baseline, text, first.face.name, first.size, self._space(start), colour))
                start = index
        return tuple(runs)

    def _space(self, index: int) -> float:
        if index + 1 >= len(self.pens):
            return 0.0
        glyph = self.glyphs[index]
        return self.pens[index + 1] - self.pens[index] - glyph.face.advance(glyph.char) * glyph.size

    def _continues(self, start: int, index: int) -> bool:
        first, here = self.glyphs[start], self.glyphs[index]
        if here.face is not first.face or here.size != first.size:
            return False
        return abs(self._space(index - 1) - self._space(start)) < 1e-4


def shape(text: str, kind: Type, fonts: FontSet) -> list[Glyph]:
    """Look up each character; a newline draws nothing (callers split where it matters).

    Raises Rejected ``papers.no_glyph`` for a character no font draws.
    """
    glyphs: list[Glyph] = []
    for char in text.replace("\n", ""):
        face = fonts.face(kind.role, char)
        if face is None:
            raise Rejected(finding("papers.no_glyph", char=char, code=f"U+{ord(char):04X}", text=text[:24]))
        glyphs.append(_glyph(face, char, kind.size, kind.cell))
    return glyphs


@lru_cache(maxsize=16384)
def _glyph(face: Face, char: str, size: float, cell: float) -> Glyph:
    em = face.advance(char)
    left, _, right, _ = face.ink(char) if char in CLOSERS or char in OPENERS else (0.0, 0.0, em, 0.0)
    before = min(SQUEEZE, left) if char in OPENERS and em > FULL else 0.0
    after = min(SQUEEZE, em - right) if char in CLOSERS and em > FULL else 0.0
    return Glyph(char, face, size, em * cell, before * cell, after * cell)


def measure(glyphs: Sequence[Glyph]) -> float:
    """Return the natural width in points."""
    return sum(glyph.advance for glyph in glyphs)


def break_lines(
    glyphs: Sequence[Glyph], width: float, first: float = 0.0, later: float = 0.0, justify: bool = True
) -> list[Line]:
    """Break into lines ``width`` wide with indents ``first`` and ``later``; all but the last are full."""
    text = "".join(glyph.char for glyph in glyphs)
    lines: list[Line] = []
    start = 0
    pieces = clusters(text)
    at = 0
    while start < len(glyphs):
        indent = later if lines else first
        end, at = _fill(glyphs, text, pieces, at, start, width - indent)
        last = end >= len(glyphs)
        lines.append(_set(glyphs[start:end], width - indent, indent, stretch=justify and not last))
        start = end
    return lines


def single(glyphs: Sequence[Glyph]) -> Line:
    """Set glyphs as one line at their natural width."""
    return _set(glyphs, measure(glyphs) + _EPS, 0.0, stretch=False)


def _fill(
    glyphs: Sequence[Glyph], text: str, pieces: list[tuple[int, int]], at: int, start: int, width: float
) -> tuple[int, int]:
    """Return the end of the line that begins at ``start`` and the piece the next line begins with."""
    end, used = start, 0.0
    while at < len(pieces):
        piece_start, piece_end = max(pieces[at][0], start), pieces[at][1]
        wide = measure(glyphs[piece_start:piece_end])
        if used + wide > width + _EPS and not _may_join(
            glyphs, text, start, (piece_start, piece_end), used, width
        ):
            break
        end, used, at = piece_end, used + wide, at + 1
    if end > start:
        return end, at
    while end < len(glyphs) and (end == start or used + glyphs[end].advance <= width + _EPS):
        used += glyphs[end].advance
        end += 1
    return end, at + (end >= pieces[at][1])


def _may_join(
    glyphs: Sequence[Glyph], text: str, start: int, piece: tuple[int, int], used: float, width: float
) -> bool:
    """Say whether a piece that is too wide may still end the line: squeezed, or with a mark hanging."""
    line = glyphs[start : piece[1]]
    need = used + measure(glyphs[piece[0] : piece[1]]) - width - line[-1].spare_after
    room = _room(line)
    cell = max(glyph.advance for glyph in line)
    tail = closing_tail(text, *piece)
    only_marks = tail < piece[1] and used + measure(glyphs[piece[0] : tail]) <= width + _EPS
    if only_marks:
        hangs = piece[1] - tail == 1 and text[tail] in HANGING
        return need <= room + _EPS or hangs
    return need <= min(room / 2, cell * 0.6) and width - used > need


def _room(line: Sequence[Glyph]) -> float:
    return sum(glyph.spare_after for glyph in line[:-1]) + sum(glyph.spare_before for glyph in line[1:])


def _set(glyphs: Sequence[Glyph], width: float, indent: float, stretch: bool) -> Line:
    natural = measure(glyphs)
    over = natural - width
    cut = extra = 0.0
    if over > _EPS:
        need = max(0.0, over - glyphs[-1].spare_after)
        room = _room(glyphs)
        cut = min(1.0, need / room) if room else 0.0
        if need > room + _EPS:
            cut = 0.0
            extra = (width - natural + glyphs[-1].advance) / max(1, len(glyphs) - 2)
    elif stretch and len(glyphs) > 1:
        extra = -over / (len(glyphs) - 1)
    pens: list[float] = []
    pen = 0.0
    for index, glyph in enumerate(glyphs):
        pen -= glyph.spare_before * cut if index else 0.0
        pens.append(pen)
        pen += glyph.advance - glyph.spare_after * cut + extra
    return Line(tuple(glyphs), tuple(pens), indent, pen)
