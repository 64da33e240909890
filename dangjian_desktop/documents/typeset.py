"""Characters → justified lines → runs of text: natural widths, squeezing, hanging, spreading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from dangjian_desktop.documents.drawn import BLACK, Colour, Text
from dangjian_desktop.documents.faces import Face
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.kinsoku import CLOSERS, HANGING, OPENERS, breaks, closing_tail
from dangjian_desktop.kernel.findings import Rejected, finding

ASCENT = 0.88
"""Height of the em box above the baseline, in em, as all Chinese fonts have it."""
SQUEEZE = 0.5
"""The most of an em that a punctuation mark gives up."""
TIGHT = 0.75
"""The share of what the marks of a line can give up that a character which would stand alone may take:
marks side by side stay apart."""
FULL = 0.9
"""A character at least this wide, in em, is a full-width one."""
_EPS, _SAME = 0.01, 1e-4


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
    """A character in its font with its advance, and the blank before and after that squeezing may take.

    ``space`` is what is added to the font's own advance; ``key`` is the same object for characters that
    can be drawn in one run.
    """

    char: str
    face: Face
    size: float
    advance: float
    spare_before: float
    spare_after: float
    space: float
    key: tuple[Face, float, float]


class _Glyphs(dict[str, Glyph]):
    """The characters of one type in one set of fonts, each looked up once."""

    def __init__(self, kind: Type, fonts: FontSet) -> None:
        super().__init__()
        self.kind, self.fonts = kind, fonts
        self.alike: dict[tuple[Face, float, float], tuple[Face, float, float]] = {}

    def __missing__(self, char: str) -> Glyph:
        face = self.fonts.face(self.kind.role, char)
        if face is None:
            raise Rejected(finding("papers.no_glyph", char=char, code=f"U+{ord(char):04X}", text=char))
        size, cell, em = self.kind.size, self.kind.cell, face.advance(char)
        left, _, right, _ = face.ink(char) if char in CLOSERS or char in OPENERS else (0.0, 0.0, em, 0.0)
        before = min(SQUEEZE, left) if char in OPENERS and em > FULL else 0.0
        after = min(SQUEEZE, em - right) if char in CLOSERS and em > FULL else 0.0
        space = em * (cell - size)
        key = (face, size, round(space, 6))
        key = self.alike.setdefault(key, key)
        made = Glyph(char, face, size, em * cell, before * cell, after * cell, space, key)
        self[char] = made
        return made


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line: its glyphs, their pen positions from the line's left end, and its indent.

    ``extra`` is the space added after every character; ``squeezed`` says that marks gave up space too.
    """

    glyphs: tuple[Glyph, ...]
    pens: tuple[float, ...]
    indent: float
    width: float
    extra: float = 0.0
    squeezed: bool = False

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join([glyph.char for glyph in self.glyphs])

    def runs(self, x: float, baseline: float, colour: Colour = BLACK) -> tuple[Text, ...]:
        """Return the line as drawn text starting at ``x`` (the indent is added)."""
        if not self.glyphs:
            return ()
        x += self.indent
        cuts = self._squeezed_cuts() if self.squeezed else self._cuts()
        runs = []
        for start, end, space in cuts:
            first = self.glyphs[start]
            text = "".join([glyph.char for glyph in self.glyphs[start:end]])
            at = x + self.pens[start]
            runs.append(Text(at, baseline, text, first.face, first.size, space, colour))
        return tuple(runs)

    def _cuts(self) -> list[tuple[int, int, float]]:
        """Cut where font, size or natural space change."""
        cuts = []
        start, key = 0, self.glyphs[0].key
        for index, glyph in enumerate(self.glyphs):
            if glyph.key is not key:
                cuts.append((start, index, key[2] + self.extra))
                start, key = index, glyph.key
        cuts.append((start, len(self.glyphs), key[2] + self.extra))
        return cuts

    def _squeezed_cuts(self) -> list[tuple[int, int, float]]:
        """Cut where font, size or the space that is left change."""
        spaces = [
            after - before - glyph.advance + glyph.space
            for before, after, glyph in zip(self.pens, self.pens[1:], self.glyphs, strict=False)
        ]
        cuts = []
        start = 0
        for index in range(1, len(self.glyphs)):
            here, first = self.glyphs[index], self.glyphs[start]
            alike = here.face is first.face and here.size == first.size
            if not alike or abs(spaces[index - 1] - spaces[start]) > _SAME:
                cuts.append((start, index, spaces[start]))
                start = index
        cuts.append((start, len(self.glyphs), spaces[start] if start < len(spaces) else 0.0))
        return cuts


def shape(text: str, kind: Type, fonts: FontSet) -> list[Glyph]:
    """Look up each character; a newline draws nothing (callers split where it matters).

    Raises Rejected ``papers.no_glyph`` for a character no font draws.
    """
    glyphs = fonts.shaped.get(kind)
    if glyphs is None:
        glyphs = fonts.shaped[kind] = _Glyphs(kind, fonts)
    if "\n" in text:
        text = text.replace("\n", "")
    found: list[Glyph] = list(map(glyphs.__getitem__, text))
    return found


def measure(glyphs: Sequence[Glyph]) -> float:
    """Return the natural width in points."""
    return sum([glyph.advance for glyph in glyphs])


def break_lines(
    glyphs: Sequence[Glyph], width: float, first: float = 0.0, later: float = 0.0, justify: bool = True
) -> list[Line]:
    """Break into lines ``width`` wide with indents ``first`` and ``later``; all but the last are full.

    A last line of one character is pulled up where the marks of the lines before can make room for it.
    """
    run = _Run(glyphs)
    ends = run.ends(0, width - first, width - later)
    if justify and len(ends) > 1 and run.alone(ends[-2]):
        ends = run.pulled_up(ends, width - first, width - later)
    lines: list[Line] = []
    start, indent = 0, first
    for end in ends:
        stretch = justify and end < len(glyphs)
        lines.append(run.line(start, end, width - indent, indent, stretch))
        start, indent = end, later
    return lines


def single(glyphs: Sequence[Glyph]) -> Line:
    """Set glyphs as one line at their natural width."""
    run = _Run(glyphs)
    return run.line(0, len(glyphs), run.reach[-1] + _EPS, 0.0, stretch=False)


def spread(glyphs: Sequence[Glyph], width: float) -> Line:
    """Set glyphs as one line from one end of ``width`` to the other."""
    return _Run(glyphs).line(0, len(glyphs), width, 0.0, stretch=True)


class _Run:
    """Glyphs in a row with where each begins, so that a line's width is one subtraction."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self.glyphs = glyphs
        advances = [glyph.advance for glyph in glyphs]
        self.reach = [0.0, *accumulate(advances)]
        self.widest = max(advances, default=0.0)

    def ends(self, start: int, first: float, later: float, tight: bool = False) -> list[int]:
        """Return where lines end from ``start`` on: one ``first`` wide, the others ``later``."""
        ends: list[int] = []
        while start < len(self.glyphs):
            start = self.line_end(start, later if ends else first, tight)
            ends.append(start)
        return ends

    def alone(self, start: int) -> bool:
        """Say whether one character, marks apart, is all that stands from ``start`` on."""
        return closing_tail(self.text, start, len(self.glyphs)) == start + 1

    def pulled_up(self, ends: list[int], first: float, later: float) -> list[int]:
        """Return the ends with one line fewer, the last lines squeezed and no more; else as they are."""
        for line in reversed(range(len(ends) - 1)):
            rest = self.ends(ends[line - 1], later, later, True) if line else self.ends(0, first, later, True)
            if line + len(rest) < len(ends):
                return ends[:line] + rest
        return ends

    def line_end(self, start: int, width: float, tight: bool = False) -> int:
        """Return the end of the line that begins at ``start``; a ``tight`` one takes what its marks yield."""
        fits = bisect_right(self.reach, self.reach[start] + width + _EPS) - 1
        if fits >= len(self.glyphs):
            return len(self.glyphs)
        end = self.may.rfind(1, start + 1, fits + 1)
        if end < 0:
            following = self.may.find(1, fits + 1)
            if self._may_join(start, start, following, width, tight):
                return following
            return max(fits, start + 1)
        while end < len(self.glyphs):
            following = self.may.find(1, end + 1)
            if not self._may_join(start, end, following, width, tight):
                break
            end = following
        return end

    @cached_property
    def text(self) -> str:
        """Return the characters."""
        return "".join([glyph.char for glyph in self.glyphs])

    @cached_property
    def may(self) -> bytearray:
        """Return where lines may begin."""
        return breaks(self.text)

    def _may_join(self, start: int, piece: int, end: int, width: float, tight: bool) -> bool:
        """Say whether a piece that is too wide may still end the line: squeezed, or with a mark hanging."""
        left = self.reach[start] + width
        need = self.reach[end] - left - self.glyphs[end - 1].spare_after
        if self.text[end - 1] == " ":  # at the end of a line it takes no room
            need -= self.glyphs[end - 1].advance
            if need <= _EPS:
                return True
        if tight:
            return need <= TIGHT * _room(self.glyphs[start:end]) + _EPS
        tail = closing_tail(self.text, piece, end)
        if tail < end and self.reach[tail] <= left + _EPS:
            hangs = end - tail == 1 and self.text[tail] in HANGING
            return hangs or need <= _room(self.glyphs[start:end]) + _EPS
        if need > 0.6 * self.widest or left - self.reach[piece] < need - _EPS:
            return False
        return need <= _room(self.glyphs[start:end]) / 2

    def line(self, start: int, end: int, width: float, indent: float, stretch: bool) -> Line:
        """Set the glyphs from ``start`` to ``end`` in ``width``: spread, squeezed, or as they are."""
        glyphs = tuple(self.glyphs[start:end])
        begin = self.reach[start]
        shown = end - 1 if stretch and end - start > 1 and self.text[end - 1] == " " else end
        over = self.reach[shown] - begin - width
        if over > _EPS:
            return _squeezed(glyphs, over, indent)
        extra = -over / (shown - start - 1) if stretch and shown - start > 1 else 0.0
        pens = tuple([at - begin + n * extra for n, at in enumerate(self.reach[start:end])])
        return Line(glyphs, pens, indent, self.reach[end] - begin + len(glyphs) * extra, extra)


def _room(line: Sequence[Glyph]) -> float:
    after = sum([glyph.spare_after for glyph in line]) - line[-1].spare_after
    return after + sum([glyph.spare_before for glyph in line]) - line[0].spare_before


def _squeezed(glyphs: tuple[Glyph, ...], over: float, indent: float) -> Line:
    """Set glyphs that are too wide: marks give up space; where that is not enough, all stand closer."""
    need = max(0.0, over - glyphs[-1].spare_after)
    room = _room(glyphs)
    cut, extra = min(1.0, need / room) if room else 0.0, 0.0
    if need > room + _EPS:
        cut, extra = 0.0, (glyphs[-1].advance - over) / max(1, len(glyphs) - 2)
    pens: list[float] = []
    pen = 0.0
    for index, glyph in enumerate(glyphs):
        pen -= glyph.spare_before * cut if index else 0.0
        pens.append(pen)
        pen += glyph.advance - glyph.spare_after * cut + extra
    return Line(glyphs, tuple(pens), indent, pen, extra, squeezed=True)
