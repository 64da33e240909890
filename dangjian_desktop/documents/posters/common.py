"""What the designs share: colours, large type set by its ink, ornaments, the QR code.

All measures are shares of the sheet, so A4 and A0 look alike.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise, product
from math import cos, inf, pi, sin
from typing import TypeVar

from dangjian_desktop.documents.drawn import MM, Colour, Fill, Item, Rule, Text, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.kinsoku import CLOSERS, breaks
from dangjian_desktop.documents.titles import between, break_title, cells, places
from dangjian_desktop.documents.typeset import ASCENT, Glyph, Line, Type, break_lines, shape, single
from dangjian_desktop.domain.posters import Poster
from dangjian_desktop.kernel.findings import Rejected, finding

Laid = TypeVar("Laid")
_LONGEST_LINE, _MOST_CLAUSES = 24, 6
_INSIDE_WORD = 5.0  # what it costs to break a word over two lines
_IN_COMPOUND = 2.5  # and one made of words between these
_UNSURE = 2.0  # what a break costs where no known word ends: it may be inside one
_MID_CLAUSE = 2.4  # what it costs to break a clause
_CLOSE_BY, _SMALLEST = 5.0 * MM, 0.008  # type read an arm's length away; the least share of a sheet
_LEAST_CELL = 0.35 * MM  # a square of a QR code that a telephone still tells from the next
_AS_LARGE = 0.97  # as large as the largest, to the eye
MARKS = "，、；。　 "
_CLAUSE_ENDS = re.compile(r"(?<=[，；。！？　])|(?<=[^A-Za-z] )(?=[^A-Za-z])|\n")
_TORN = 0.65  # what a title is worth whose line may end inside a word
_ONE_MORE = 3.0  # what it costs to set a text in one line more than it needs
_SHORT = 0.2  # no line but the last fills less of the width
_UNEVEN = 0.03  # what it costs that a line leaves so many characters of room, squared
_AFTER_COLON = 5.0  # what it costs to part a label from what it says
_WORTH = 1.15  # how much larger typed lines must become to be broken once more
GROUND: Colour = (0.992, 0.973, 0.933)
DEEP: Colour = (0.698, 0.063, 0.086)
DARK: Colour = (0.561, 0.035, 0.063)
RAY: Colour = (0.757, 0.106, 0.114)
GOLD: Colour = (0.847, 0.663, 0.333)
PALE_GOLD: Colour = (0.969, 0.843, 0.573)
"""Gold for small type on red: its contrast is 4.4 at least."""
BRONZE: Colour = (0.745, 0.498, 0.157)
"""Gold that is seen on a light ground, also in grey: what means something is drawn in it."""
CREAM: Colour = (1.0, 0.949, 0.812)
INK: Colour = (0.16, 0.11, 0.09)
WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """配色: the ground of a sheet, its head, rays and hills on it, the words there, small ones and rules."""

    ground: Colour
    head: Colour
    ray: Colour
    hill: Colour
    words: Colour
    small: Colour
    rule: Colour


ON_RED = Look(GROUND, DEEP, RAY, DARK, CREAM, PALE_GOLD, GOLD)
ON_WHITE = Look(WHITE, WHITE, (0.992, 0.949, 0.941), (0.98, 0.906, 0.894), DEEP, INK, DEEP)
"""Little toner, and as clear from a printer without colour: red words on the white of the sheet."""


def look_of(part: Poster) -> Look:
    """Return the colours of a sheet."""
    return ON_WHITE if part.pale else ON_RED


def too_long(text: str, part: Poster) -> Rejected:
    """Return the refusal of a text that cannot be read at any size on the sheet.

    A larger sheet is advised where there is one: none of the series is larger than A0.
    """
    if part.sheet.name.startswith("A0"):
        return Rejected(finding("papers.too_long_for_any", text=text[:24], size=part.sheet.name))
    return Rejected(finding("papers.too_long", text=text[:24], size=part.sheet.name))


def readable(sizes: Sequence[float], unit: float) -> list[float]:
    """Return sizes of type in points for a sheet of ``unit``, whose share of it each of ``sizes`` is.

    Type read close by need not grow with its sheet: a large one holds smaller shares too, so that a long
    text finds room on it.
    """
    found = [share * unit for share in sizes]
    while found[-1] * 0.93 >= _CLOSE_BY and found[-1] / unit > _SMALLEST:
        found.append(found[-1] * 0.93)
    return found


def first_fitting(sizes: Sequence[float], lay: Callable[[float], Laid | None]) -> Laid | None:
    """Return what ``lay`` makes of the largest size it fits at, None where it fits at none.

    ``sizes`` fall; what fits at one fits at every smaller one, so that few are tried.
    """
    found: Laid | None = None
    low, high = 0, len(sizes)
    while low < high:
        middle = (low + high) // 2
        laid = lay(sizes[middle])
        if laid is None:
            low = middle + 1
        else:
            found, high = laid, middle
    return found


def centred_ink(line: Line, centre: float, y: float, colour: Colour, hanging: str = "") -> tuple[Text, ...]:
    """Centre a line by what is seen: the blank of a bracket or stop at its ends does not count, and marks
    ``hanging`` at its end stand outside."""
    first = line.glyphs[0]
    last, pen = next(
        ((glyph, pen) for glyph, pen in zip(line.glyphs[::-1], line.pens[::-1], strict=True)
         if glyph.char not in hanging),
        (line.glyphs[-1], line.pens[-1]),
    )  # fmt: skip
    left = first.face.ink(first.char)[0] * first.size
    right = pen + last.face.ink(last.char)[2] * last.size
    return line.runs(centre - (left + right) / 2, y, colour)


def arrangements(title: str, most_lines: int) -> list[tuple[str, ...]]:
    """Return the ways to break a title into up to ``most_lines`` lines; typed breaks are kept."""
    if "\n" in title:
        return [tuple(title.split("\n"))]
    wide = cells(title)
    if wide > _LONGEST_LINE * most_lines:
        return [(title,)]  # no sheet shows it large: its size will say so
    found = [
        break_title(title, max(3.0, wide / count + extra))
        for count in range(1, most_lines + 1)
        for extra in (0.5, 1.5)
    ]
    fitting = [lines for lines in dict.fromkeys(found) if len(lines) <= most_lines]
    sure = [lines for lines in fitting if _in_words(title, lines)]
    return sure if any(len(lines) > 1 for lines in sure) else fitting or [found[-1]]


def _in_words(text: str, lines: tuple[str, ...]) -> bool:
    """Tell whether every line ends where a known word does."""
    prices = places(text)
    return all(prices.get(end, _UNSURE) < _UNSURE for end in accumulate(len(line) for line in lines[:-1]))


def by_clauses(title: str, most_lines: int) -> list[tuple[str, ...]]:
    """Return the ways to break a title where a clause ends: several clauses a line, or some of them in two.

    Lines that were typed are clauses too, and none of them is joined to another.
    """
    clauses = [part for part in _CLAUSE_ENDS.split(title) if part.strip()]
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return []
    ways = product(*(_whole_or_halved(one) for one in clauses))
    found = [tuple(line for part in way for line in part.strip().split("\n")) for way in ways]
    if "\n" not in title:
        joints = range(1, len(clauses))
        found += [
            tuple("".join(clauses[start:end]).strip() for start, end in pairwise((0, *cuts, len(clauses))))
            for count in range(1, len(clauses) - 1)
            for cuts in combinations(joints, count)
        ]
    fitting = [lines for lines in dict.fromkeys(found) if 1 < len(lines) <= most_lines]
    if len({cells(one.strip(MARKS)) for one in clauses}) > 1:
        return fitting
    alike = [lines for lines in fitting if _pattern(lines, len(clauses))]
    return alike or fitting  # clauses of one length are set alike


def _pattern(lines: tuple[str, ...], clauses: int) -> bool:
    """Tell whether every clause takes as many lines as the others, or every line as many clauses."""
    wide = [cells(line.strip(MARKS)) for line in lines]
    if len(lines) < clauses:
        return len(set(wide)) == 1
    each = len(lines) // clauses
    return len(lines) % clauses == 0 and all(wide[at] == wide[at % each] for at in range(len(wide)))


def _whole_or_halved(clause: str) -> list[str]:
    """Return a clause as it is, and in two lines where that tears no word."""
    halves = (break_title(clause.strip(), max(3.0, cells(clause.strip()) / 2 + more)) for more in (0.5, 1.5))
    torn = {"\n".join(two) for two in halves if len(two) == 2 and _in_words(clause.strip(), two)}
    return [clause, *sorted(torn)]


def largest(
    title: str, width: float, height: float, *, most_lines: int = 3, leading: float = 1.24,
    cap: float = 1e9, worth: float = _WORTH,
) -> tuple[tuple[str, ...], float]:  # fmt: skip
    """Return the lines of a title and the size in points at which they fill ``width`` × ``height`` best.

    Typed lines are broken once more where that makes them ``worth`` times as large.
    """

    def size_of(lines: tuple[str, ...]) -> float:
        across = width / max(cells(line) * (1.06 if cells(line) <= 6 else 1.0) for line in lines)
        return min(across, height / (leading * (len(lines) - 1) + 1), cap)

    def worth_of(lines: tuple[str, ...]) -> float:
        torn = "\n" not in title and "".join(lines) == title and not _in_words(title, lines)
        return size_of(lines) * (_TORN if torn else 1.0)

    def best(ways: list[tuple[str, ...]]) -> tuple[str, ...]:
        """Of the ways as large as any, the one of fewest lines, which differ least in length."""
        most = max(map(worth_of, ways))
        return min(
            (way for way in ways if worth_of(way) > most * _AS_LARGE),
            key=lambda way: (len(way), _uneven(way)),
        )

    lines = best(arrangements(title, most_lines))
    ways = by_clauses(title, most_lines)
    whole = best(ways) if ways else lines
    if size_of(whole) >= (worth if "\n" in title else 0.55) * size_of(lines):
        lines = whole  # whole clauses read better than the last point of size
    return lines, size_of(lines)


def _uneven(lines: tuple[str, ...]) -> float:
    """Return by how many characters the lines differ in all."""
    longest = max(map(cells, lines))
    return sum(longest - cells(line) for line in lines)


def title_block(
    lines: tuple[str, ...], size: float, centre: float, top: float, colour: Colour, fonts: FontSet,
    *, role: Role = Role.TITLE, leading: float = 1.24,
) -> list[Item]:  # fmt: skip
    """Set lines one under the other, each centred by its ink; short lines are letter-spaced a little.

    Of lines equally long the marks at their ends hang, so that the characters stand in columns.
    """
    items: list[Item] = []
    hanging = "，、；。" if len({cells(text.rstrip("，、；。")) for text in lines}) == 1 else ""
    for number, text in enumerate(lines):
        pitch = size * 1.06 if cells(text) <= 6 else size
        line = single(shape(text, Type(role, size, pitch), fonts))
        y = top + number * size * leading + ASCENT * size
        items.extend(centred_ink(line, centre, y, colour, hanging))
    return items


def kicker(part: Poster, centre: float, y: float, unit: float, room: float, fonts: FontSet) -> list[Item]:
    """Set the small line over a title between two rules, its baseline at ``y``, in a width of ``room``."""
    look = look_of(part)
    size = min(0.034 * unit, room * 0.62 / max(1.0, cells(part.kicker)))
    line = single(shape(part.kicker, Type(Role.HEI, size, size * 1.18), fonts))
    left, right = centre - line.width / 2, centre + line.width / 2
    middle, gap, thick = y - 0.36 * size, 0.025 * unit, 0.0022 * unit
    rule = min(0.1 * unit, (room - line.width) / 2 - gap)
    return [
        *centred_ink(line, centre, y, look.small),
        rectangle(left - gap - rule, middle, rule, thick, look.rule),
        rectangle(right + gap, middle, rule, thick, look.rule),
    ]


_WEIGHED = 6  # lines of a text whose every break is weighed; a longer one is no point of a poster


def balanced(text: str, kind: Type, width: float, fonts: FontSet) -> list[Line]:
    """Break into as few lines as ``width`` allows, between words where it can, no lone last character."""
    glyphs = shape(text, kind, fonts)
    plain = break_lines(glyphs, width, justify=False)
    if not 2 <= len(plain) <= _WEIGHED or "\n" in text:
        return plain
    cuts = _best_cuts(text, glyphs, width, len(plain))
    return [single(glyphs[start:end]) for start, end in pairwise(cuts)] if cuts else plain


def _best_cuts(text: str, glyphs: Sequence[Glyph], width: float, count: int) -> tuple[int, ...]:
    """Return where ``count`` lines, or one more where that reads better, begin and end; nothing when they
    cannot."""
    reach = [0.0, *accumulate(glyph.advance for glyph in glyphs)]
    costs, em, size = _costs(text), glyphs[0].size, len(text)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    whole: tuple[float, tuple[int, ...]] = (inf, ())
    for number in range(1, count + 2):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end, price in costs[bisect(costs, (start, inf)) :]:
                long = reach[end] - reach[start] - glyphs[end - 1].spare_after
                if reach[end] - reach[start] > width + em:
                    break
                if long > width + 0.01 or (end < size and long < _SHORT * width):
                    continue
                total = cost + price + _ragged(long, width, em, last=end == size)
                if end not in found or total < found[end][0]:
                    found[end] = (total, (*cuts, end))
        if number >= count and size in found:
            total, cuts = found[size]
            whole = min(whole, (total + _ONE_MORE * (number - count), cuts))
        best = found
    return whole[1]


@lru_cache(maxsize=1024)
def _costs(text: str) -> list[tuple[int, float]]:
    """Return where a line of a text may end, in order, and what it costs to end one there."""
    may, prices = breaks(text), places(text)
    found = []
    for end in range(1, len(text)):
        if may[end]:
            price = prices.get(end, _IN_COMPOUND if between(text, end) else _INSIDE_WORD)
            price += 0.0 if text[end - 1] in CLOSERS else _MID_CLAUSE
            found.append((end, price + (_AFTER_COLON if _labels(text, end) else 0.0)))
    return [*found, (len(text), 0.0)]


def _labels(text: str, end: int) -> bool:
    """Tell whether a label ends at ``end`` that does not begin the text: 支出： among others."""
    return text[end - 1] == "：" and end < len(text) and any(char in CLOSERS for char in text[: end - 1])


def _ragged(long: float, width: float, em: float, *, last: bool) -> float:
    """Return what a line costs that leaves room at its right; one of a character or two most."""
    alone = 6.0 if long < (2.6 if last else 1.6) * em else 1.0 if long < 2.6 * em else 0.0
    return alone if last else alone + _UNEVEN * ((width - long) / em) ** 2


def foot(part: Poster, centre: float, y: float, unit: float, colour: Colour, fonts: FontSet) -> list[Item]:
    """Set the issuer and the day on one line, its baseline at ``y``."""
    if not part.footer:
        return []
    size = 0.027 * unit
    line = single(shape(part.footer, Type(Role.KAI, size, size * 1.05), fonts))
    return list(centred_ink(line, centre, y, colour))


def lozenge(x: float, y: float, reach: float, colour: Colour = DEEP) -> Fill:
    """Return a lozenge around a point."""
    return Fill(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), colour)


def rays(x: float, y: float, reach: float, count: int, colour: Colour, turn: float = pi) -> list[Item]:
    """Return rays upwards from a point over the angle ``turn``; what leaves the sheet is cut by its edge."""
    step = turn / (2 * count + 1)
    start = (pi - turn) / 2
    found: list[Item] = []
    for number in range(count):
        angle = start + step * (2 * number + 1)
        ends = [(x + reach * cos(a), y - reach * sin(a)) for a in (angle, angle + step)]
        found.append(Fill(((x, y), *ends), colour))
    return found


def hills(width: float, bottom: float, height: float, colour: Colour, *, waves: float, shift: float) -> Fill:
    """Return one layer of soft hills ``height`` high at most, standing on ``bottom``."""
    steps = 96
    top = [
        (
            width * n / steps,
            bottom
            - height * (0.62 + 0.25 * sin(2 * pi * (waves * n / steps + shift))
                        + 0.13 * sin(2 * pi * (waves * 2.3 * n / steps + shift * 3))),
        )
        for n in range(steps + 1)
    ]  # fmt: skip
    return Fill((*top, (width, bottom), (0.0, bottom)), colour)


def houses(across: tuple[float, float], bottom: float, unit: float, wall: Colour, roof: Colour) -> list[Item]:
    """Return a village of gabled houses along ``bottom``, each ``unit`` or so wide, none of them cut."""
    found: list[Item] = []
    x, number = across[0], 0
    tall = (0.62, 0.8, 0.55, 0.95, 0.7)
    broad = (1.0, 0.8, 1.25, 0.7, 0.9)
    while x + 1.25 * unit < across[1]:
        high, wide = tall[number % 5] * unit, broad[number % 5] * unit
        eave = bottom - high
        found.append(rectangle(x + 0.08 * unit, eave, wide - 0.16 * unit, high, wall))
        peak = (x + wide / 2, eave - 0.34 * unit)
        found.append(Fill(((x, eave + 0.03 * unit), peak, (x + wide, eave + 0.03 * unit)), roof))
        window = 0.13 * unit
        for column in range(1, 3):
            at = x + wide * column / 3 - window / 2
            found.append(rectangle(at, eave + 0.18 * unit, window, window * 1.2, roof))
        x += wide + 0.12 * unit
        number += 1
    return found


def frame(width: float, height: float, inset: float, thick: float, colour: Colour) -> list[Item]:
    """Return a double frame with stepped corners, as certificates have it."""
    found: list[Item] = []
    for away, line in ((inset, thick), (inset + 3.2 * thick, thick * 0.4)):
        step = inset * 0.7
        left, top, right, bottom = away, away, width - away, height - away
        corner = [
            (left + step, top), (right - step, top), (right - step, top + step), (right, top + step),
            (right, bottom - step), (right - step, bottom - step), (right - step, bottom),
            (left + step, bottom), (left + step, bottom - step), (left, bottom - step),
            (left, top + step), (left + step, top + step),
        ]  # fmt: skip
        for (x1, y1), (x2, y2) in zip(corner, (*corner[1:], corner[0]), strict=True):
            found.append(Rule(x1, y1, x2, y2, line, colour))
    return found


def code(text: str, x: float, y: float, side: float) -> list[Item]:
    """Return a QR code on its white plate, ``side`` wide in all; a row of dark squares is one piece.

    Raises Rejected ``papers.link_too_long`` where its squares would be too small for a telephone to read.
    """
    import segno

    too_long = Rejected(finding("papers.link_too_long", count=len(text)))
    try:  # no Micro QR: telephones do not read it
        matrix = [bytes(line) for line in segno.make_qr(text, error="m").matrix]
    except segno.DataOverflowError:
        raise too_long from None
    cell = side / (len(matrix) + 8)  # four cells of white on each side (GB/T 18284)
    if cell < _LEAST_CELL:
        raise too_long
    found: list[Item] = [rectangle(x, y, side, side, WHITE)]
    for down, line in enumerate(matrix):
        across = 0
        while across < len(line):
            run = 0
            while across + run < len(line) and line[across + run] & 1:
                run += 1
            if run:
                place = (x + (4 + across) * cell, y + (4 + down) * cell)
                found.append(rectangle(*place, run * cell, cell * 1.01, INK))
            across += run or 1
    return found


def code_block(
    part: Poster, centre: float, top: float, side: float, fonts: FontSet, colour: Colour
) -> list[Item]:
    """Return the QR code of a sheet with its words under it; nothing where none is asked for."""
    if not part.link:
        return []
    items = code(part.link, centre - side / 2, top, side)
    if part.link_words:
        size = min(side * 0.13, side * 1.3 / max(1.0, cells(part.link_words)))
        line = single(shape(part.link_words, Type(Role.HEI, size), fonts))
        items.extend(centred_ink(line, centre, top + side + size * 1.35, colour))
    return items
