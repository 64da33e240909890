"""The first page of a letter down to its title: mark, number, signers, red lines, each format its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from dangjian_desktop.documents.drawn import BLACK, MM, RED, Colour, Item, Rule, Text, moved
from dangjian_desktop.documents.flow import Filled
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.formats import (
    BESIDE_LINE,
    DOUBLE_FOOT,
    DOUBLE_GAP,
    DOUBLE_HEIGHT,
    DOUBLE_THICK,
    DOUBLE_THIN,
    DOUBLE_WIDTH,
    GEOMETRIES,
)
from dangjian_desktop.documents.grid import (
    AREA_WIDTH,
    BODY,
    CELL,
    LABEL,
    LETTER,
    PAGE_HEIGHT,
    PITCH,
    RED_GAP,
    RED_WIDTH,
    SIZE_3,
    TITLE,
    TOP,
    baseline,
)
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Glyph, Line, Type, measure, shape, single, spread
from dangjian_desktop.domain.papers import LetterFormat, OfficialLetter, chinese_date

TITLE_CELLS = 19.0
"""Most 二号 characters in a line of the title: the type area holds 20."""
MOST_MARK_HEIGHT = 70 * MM
"""Joint issuers stand smaller rather than push the body off the first page (7.2.4)."""
_MARK_LEADING = 1.35
_HALF = (PITCH - SIZE_3) / 2
_SIGNER = Type(Role.KAI, SIZE_3, CELL)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark drawn from the type area's upper edge, its first baseline, and where its ink ends."""

    items: tuple[Item, ...]
    base: float
    bottom: float


def first_page(letter: OfficialLetter, fonts: FontSet) -> Filled:
    """Put everything above the body on a page; the body begins at its ``used``."""
    if letter.mark and letter.format is LetterFormat.CORRESPONDENCE:
        return _correspondence(letter, fonts)
    items = _lead(letter, fonts)
    row = sum(1 for text in (letter.copy_number, letter.secrecy, letter.urgency) if text) + 1
    if letter.mark:
        row = _red_head(letter, fonts, items)
    page = Filled(LETTER, marks=[(0, letter.title.replace("\n", ""))], untouched=False)
    if letter.format is not LetterFormat.ORDER:
        row = _title(letter, fonts, items, row) + 1
    page.used = row * PITCH
    page.items.extend(moved(tuple(items), LETTER.left, LETTER.top))
    return page


def one(text: str, kind: Type, fonts: FontSet) -> Line:
    """Return ``text`` as one line at its natural width."""
    return single(shape(text, kind, fonts))


def centred(line: Line, width: float, y: float, colour: Colour = BLACK) -> tuple[Text, ...]:
    """Return a line centred in ``width`` with its baseline at ``y``."""
    return line.runs((width - line.width) / 2, y, colour)


def _lead(letter: OfficialLetter, fonts: FontSet, top: float = 0.0) -> list[Item]:
    """份号, 密级和保密期限, 紧急程度 from the type area's upper left corner down (7.2.1–7.2.3)."""
    items: list[Item] = []
    lead = ((letter.copy_number, BODY), (letter.secrecy, LABEL), (letter.urgency, LABEL))
    for row, (text, kind) in enumerate(pair for pair in lead if pair[0]):
        items.extend(one(text, kind, fonts).runs(0.0, top + row * PITCH + baseline(SIZE_3)))
    return items


def _title(letter: OfficialLetter, fonts: FontSet, items: list[Item], row: int) -> int:
    """Add the title from grid line ``row`` on; return the line after it."""
    for text in break_title(letter.title, TITLE_CELLS):
        items.extend(centred(one(text, TITLE, fonts), AREA_WIDTH, row * PITCH + baseline(TITLE.size)))
        row += 1
    if letter.number and not letter.mark:
        items.extend(centred(one(letter.number, BODY, fonts), AREA_WIDTH, row * PITCH + baseline(SIZE_3)))
        row += 1
    return row


# ---- red heads


def _red_head(letter: OfficialLetter, fonts: FontSet, items: list[Item]) -> int:
    """Add mark, number, signers, red line; return the grid line of the title (of an order: its body)."""
    mark = drawn_mark(letter, fonts)
    items.extend(mark.items)
    row = mark.bottom + 2 * PITCH
    if letter.signers:
        row = _signers(letter.signers, fonts, items, row)
    foot = row + baseline(SIZE_3)
    if letter.number:
        number = one(letter.number, BODY, fonts)
        items.extend(number.runs(CELL, foot) if letter.signers else centred(number, AREA_WIDTH, foot))
    if letter.format is LetterFormat.ORDER:
        return round((row + PITCH) / PITCH) + 2
    if letter.format is LetterFormat.MINUTES:
        foot = _dateline(letter, fonts, items, row + (PITCH if letter.number else 0.0))
    line = foot + red_gap(letter, fonts) + RED_WIDTH / 2
    items.append(Rule(0.0, line, AREA_WIDTH, line, RED_WIDTH, RED))
    return ceil(line / PITCH - 0.25) + 2


def red_gap(letter: OfficialLetter, fonts: FontSet) -> float:
    """Return how far the red line is below the baseline of what stands above it (7.2.7)."""
    return RED_GAP - _lowest(shape(letter.number or "号", BODY, fonts))


def mark_size(letter: OfficialLetter) -> float:
    """Return the type size of the mark: as large as the format has it and the names have room."""
    names = letter.mark.split("\n")
    word = len(letter.mark_word) + (0.5 if letter.mark_word and len(names) > 1 else 0.0)
    geometry = GEOMETRIES[letter.format]
    high = (len(names) - 1) * _MARK_LEADING + 1
    wide = max(map(len, names)) + word
    return min(geometry.mark_size, geometry.mark_width / wide, MOST_MARK_HEIGHT / high)


def title_row(letter: OfficialLetter, page: Filled) -> float:
    """Return the grid line on which the title begins on a first page, an order's body where it has none."""
    if letter.format is LetterFormat.ORDER:
        return page.used / PITCH
    return page.used / PITCH - 1 - len(break_title(letter.title, TITLE_CELLS))


def drawn_mark(letter: OfficialLetter, fonts: FontSet) -> Mark:
    """发文机关标志: one issuer in a line, several stacked equally wide, 文件 to their right (7.2.4)."""
    names, word = letter.mark.split("\n"), letter.mark_word
    if len(names) == 1:
        names, word = [letter.mark + word], ""
    geometry, size = GEOMETRIES[letter.format], mark_size(letter)
    kind = Type(Role.TITLE, size)
    rows = [shape(name, kind, fonts) for name in names]
    wide = max(map(measure, rows))
    beside = one(word, kind, fonts)
    left = (AREA_WIDTH - wide - (beside.width + size / 2 if word else 0.0)) / 2
    tops = [glyph.face.ink(glyph.char)[3] for glyph in rows[0]]
    base = geometry.drop + max(tops) * size
    items: list[Item] = []
    for index, row in enumerate(rows):
        items.extend(spread(row, wide).runs(left, base + index * size * _MARK_LEADING, RED))
    last = base + (len(rows) - 1) * size * _MARK_LEADING
    if word:
        items.extend(beside.runs(left + wide + size / 2, (base + last) / 2, RED))
    return Mark(tuple(items), base, last - _lowest(rows[-1]))


def _lowest(glyphs: Sequence[Glyph]) -> float:
    """Return how far ink reaches below the baseline (a negative number) in points."""
    return min((glyph.face.ink(glyph.char)[1] * glyph.size for glyph in glyphs), default=0.0)


def _signers(names: Sequence[str], fonts: FontSet, items: list[Item], row: float) -> float:
    """签发人 at the right, one character in, two names a line (7.2.6); return where the last line begins."""
    label = one("签发人：", BODY, fonts)
    shaped = [single(shape(name, _SIGNER, fonts)) for name in evened(names)]
    columns = [shaped[0::2], shaped[1::2]] if len(shaped) > 1 else [shaped]
    widths = [max(line.width for line in column) for column in columns]
    right = AREA_WIDTH - CELL
    starts = [right - widths[-1]]
    if len(columns) == 2:
        starts.insert(0, starts[0] - CELL - widths[0])
    items.extend(label.runs(starts[0] - label.width, row + baseline(SIZE_3)))
    for index, line in enumerate(shaped):
        at = row + index // 2 * PITCH
        items.extend(line.runs(starts[index % 2 if len(columns) == 2 else 0], at + baseline(SIZE_3)))
    return row + (len(shaped) - 1) // 2 * PITCH


def evened(names: Sequence[str]) -> list[str]:
    """Write two-character names as wide as three-character ones where both stand together."""
    mixed = len({len(name) for name in names}) > 1
    return [f"{name[0]}　{name[1]}" if mixed and len(name) == 2 else name for name in names]


def _dateline(letter: OfficialLetter, fonts: FontSet, items: list[Item], row: float) -> float:
    """Add who issues 纪要 at the left and its date at the right, above the red line; return the baseline."""
    base = row + baseline(SIZE_3)
    if letter.signature:
        items.extend(one(letter.signature, BODY, fonts).runs(CELL, base))
    if letter.dated:
        day = one(chinese_date(letter.dated), BODY, fonts)
        items.extend(day.runs(AREA_WIDTH - CELL - day.width, base))
    return base if letter.signature or letter.dated else base - PITCH


# ---- 信函格式


def _correspondence(letter: OfficialLetter, fonts: FontSet) -> Filled:
    """Lay out the head of 信函 (10.1); the first page's lines are on the grid, as many as there is room for
    above the lower double line.
    """
    mark = drawn_mark(letter, fonts)
    items = [*mark.items, *double_line(mark.bottom + DOUBLE_GAP, thick_first=True)]
    text_top = mark.bottom + DOUBLE_GAP + DOUBLE_HEIGHT + BESIDE_LINE
    items.extend(_lead(letter, fonts, text_top - _HALF))
    if letter.number:
        number = one(letter.number, BODY, fonts)
        items.extend(number.runs(AREA_WIDTH - number.width, text_top + ASCENT * SIZE_3))
    lead = max(1, sum(1 for text in (letter.copy_number, letter.secrecy, letter.urgency) if text))
    begin = text_top - _HALF + (lead + 2) * PITCH
    foot = PAGE_HEIGHT - DOUBLE_FOOT - DOUBLE_HEIGHT - TOP
    items.extend(double_line(foot, thick_first=False))
    span = foot - BESIDE_LINE - SIZE_3 - _HALF - begin  # from the first line's upper edge to the last one's
    frame = replace(LETTER, top=LETTER.top + begin, area_height=(int(span / PITCH) + 1) * PITCH)
    page = Filled(frame, marks=[(0, letter.title.replace("\n", ""))], untouched=False)
    page.items.extend(moved(tuple(items), LETTER.left, LETTER.top))
    titles: list[Item] = []
    rows = break_title(letter.title, TITLE_CELLS)
    for row, text in enumerate(rows):
        titles.extend(centred(one(text, TITLE, fonts), AREA_WIDTH, row * PITCH + baseline(TITLE.size)))
    page.items.extend(moved(tuple(titles), frame.left, frame.top))
    page.used = (len(rows) + 1) * PITCH
    return page


def double_line(top: float, thick_first: bool) -> tuple[Rule, Rule]:
    """Return a red double line (10.1) from its upper edge, centred on the page."""
    left = (AREA_WIDTH - DOUBLE_WIDTH) / 2 + LETTER.width / 2 - LETTER.left - AREA_WIDTH / 2
    widths = (DOUBLE_THICK, DOUBLE_THIN) if thick_first else (DOUBLE_THIN, DOUBLE_THICK)
    upper, lower = top + widths[0] / 2, top + DOUBLE_HEIGHT - widths[1] / 2
    return (
        Rule(left, upper, left + DOUBLE_WIDTH, upper, widths[0], RED),
        Rule(left, lower, left + DOUBLE_WIDTH, lower, widths[1], RED),
    )
