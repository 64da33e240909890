"""Characters → justified lines → runs of text: natural widths, squeezing, hanging, spreading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import inf

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
_INSIDE, _BEFORE_BLANK = re.compile(r"[!-~](?=[!-~])|.(?= )"), re.compile(r".(?= )")
"""After what of a line no space is added to fill it: inside a Latin word or number, before a blank."""
_GAPES = 0.15
"""So much of a full-width character added between others leaves words standing too close together."""
_EPS, _SEEN, _SAME = 0.01, 0.03, 1e-4


@dataclass(frozen=True, slots=True)
class Leeway:
    """How far the ink of a mark may stand outside a line's right edge, in points, and the most space that
    is added after a character to fill a line, in full-width characters: a line short of more stays short."""

    hang: float = inf
    stretch: float = 0.5


PAGE = Leeway()


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

    ``extra`` is the space added after every character; an ``uneven`` line has its space where its pens say:
    marks gave some up, or the characters of Latin words and numbers stand together.
    """

    glyphs: tuple[Glyph, ...]
    pens: tuple[float, ...]
    indent: float
    width: float
    extra: float = 0.0
    uneven: bool = False

    @property
    def shown(self) -> float:
        """Return where the cell of the last character ends that is no blank."""
        at = max((at for at, glyph in enumerate(self.glyphs) if not glyph.char.isspace()), default=-1)
        return self.pens[at] + self.glyphs[at].advance if at >= 0 else 0.0

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join([glyph.char for glyph in self.glyphs])

    def runs(self, x: float, baseline: float, colour: Colour = BLACK) -> tuple[Text, ...]:
        """Return the line as drawn text starting at ``x`` (the indent is added)."""
        if not self.glyphs:
            return ()
        x += self.indent
        cuts = self._uneven_cuts() if self.uneven else self._cuts()
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

    def _uneven_cuts(self) -> list[tuple[int, int, float]]:
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
    glyphs: Sequence[Glyph],
    width: float,
    first: float = 0.0,
    later: float = 0.0,
    justify: bool = True,
    leeway: Leeway = PAGE,
) -> list[Line]:
    """Break into lines ``width`` wide with indents ``first`` and ``later``; all but the last are full,
    as far as ``leeway`` lets them.

    A last line of one character is pulled up where the marks of the lines before can make room for it.
    """
    run = _Run(glyphs, leeway)
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
    return _Run(glyphs, Leeway(stretch=inf)).line(0, len(glyphs), width, 0.0, stretch=True)


class _Run:
    """Glyphs in a row with where each begins, so that a line's width is one subtraction."""

    def __init__(self, glyphs: Sequence[Glyph], leeway: Leeway = PAGE) -> None:
        self.glyphs, self.leeway = glyphs, leeway
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
            # where nothing else can stand in the line, a mark hangs rather than begin the next one
            hangs = end - tail == 1 and self.text[tail] in HANGING
            mark = self.glyphs[tail]
            ink = self.reach[tail] + mark.face.ink(mark.char)[2] * mark.size
            if hangs and (ink <= left + self.leeway.hang or piece == start):
                return True
            return need <= _room(self.glyphs[start:end]) + _EPS
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
            mark = glyphs[-1]
            back = max(0.0, mark.face.ink(mark.char)[2] * mark.size - self.leeway.hang)
            return _squeezed(glyphs, over, indent, back)
        extra = -over / (shown - start - 1) if stretch and shown - start > 1 else 0.0
        if extra > self.leeway.stretch * self.widest:
            extra = 0.0
        if extra > _SEEN * self.widest and _INSIDE.search(self.text, start, shown):
            return Line(glyphs, self._between_words(start, shown, end, -over), indent, width, uneven=True)
        pens = tuple([at - begin + n * extra for n, at in enumerate(self.reach[start:end])])
        return Line(glyphs, pens, indent, self.reach[end] - begin + len(glyphs) * extra, extra)

    def _between_words(self, start: int, shown: int, end: int, free: float) -> tuple[float, ...]:
        """Share ``free`` out, once around a blank, and where that does not gape outside Latin words only."""
        whole = {match.end() for match in _INSIDE.finditer(self.text, start, shown)}
        if free > _GAPES * self.widest * (shown - start - 1 - len(whole)):
            whole = {match.end() for match in _BEFORE_BLANK.finditer(self.text, start, shown)}
        step = free / max(1, shown - start - 1 - len(whole))
        begin, given, pens = self.reach[start], 0.0, [0.0]
        for at in range(start + 1, end):
            given += step if at < shown and at not in whole else 0.0
            pens.append(self.reach[at] - begin + given)
        return tuple(pens)


def _room(line: Sequence[Glyph]) -> float:
    after = sum([glyph.spare_after for glyph in line]) - line[-1].spare_after
    return after + sum([glyph.spare_before for glyph in line]) - line[0].spare_before


def _squeezed(glyphs: tuple[Glyph, ...], over: float, indent: float, back: float) -> Line:
    """Set glyphs that are too wide: marks give up space; where that is not enough, the last one hangs.

    It begins at the right edge, or ``back`` points before it.
    """
    need = max(0.0, over - glyphs[-1].spare_after)
    room = _room(glyphs)
    cut, extra = min(1.0, need / room) if room else 0.0, 0.0
    if need > room + _EPS:
        cut, extra = 0.0, (glyphs[-1].advance - over - back) / max(1, len(glyphs) - 2)
    pens: list[float] = []
    pen = 0.0
    for index, glyph in enumerate(glyphs):
        pen -= glyph.spare_before * cut if index else 0.0
        pens.append(pen)
        pen += glyph.advance - glyph.spare_after * cut + (extra if index < len(glyphs) - 2 else 0.0)
    return Line(glyphs, tuple(pens), indent, pen, extra, uneven=True)
