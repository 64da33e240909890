"""What stands below a letter's body: 附件说明, 出席, signature and seal, 附注, imprint, page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeVar

from dangjian_desktop.documents.drawn import MM, RED, Item, Ring, Rule
from dangjian_desktop.documents.flow import Filled, Piece
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.formats import SEAL
from dangjian_desktop.documents.grid import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BINDING,
    BODY,
    CELL,
    FOLIO,
    IMPRINT,
    LABEL,
    LETTER,
    NUMBER_DROP,
    PITCH,
    SIZE_3,
    THICK,
    THIN,
    TOP,
    baseline,
)
from dangjian_desktop.documents.letter_head import one
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import Glyph, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.papers import (
    Attendance,
    Imprint,
    LetterFormat,
    OfficialLetter,
    Seal,
    chinese_date,
)
from dangjian_desktop.kernel.findings import Rejected, finding

BLANK = Piece(PITCH, blank=True)
MOST_NAME = 24.0
"""Most characters of an issuer's name in a line of the signature."""
SEAL_RISE = 5 * MM
"""The seal's centre stands this much above the line between name and date: both lie below its middle."""
_SEAL_GAP = 3 * MM
T = TypeVar("T")
_STAMP = Type(Role.KAI, SIZE_3, CELL)


def line_pieces(lines: Iterable[Line], size: float = SIZE_3) -> list[Piece]:
    """Return one grid line per broken line."""
    return [Piece(PITCH, line.runs(0.0, baseline(size))) for line in lines]


def ending(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    """Return everything of the letter below its body, down to 附注."""
    pieces = _listed(letter.listed, fonts)
    if letter.format is LetterFormat.MINUTES and letter.mark:
        pieces += _attendance(letter.attendance, fonts)
    elif letter.format is LetterFormat.ORDER:
        pieces += _order_signature(letter, fonts)
    elif letter.seal is Seal.NONE:
        pieces += _signature(letter, fonts)
    else:
        pieces += _sealed(letter, fonts)
    if letter.remark:
        remark = shape(f"（{letter.remark}）", BODY, fonts)
        pieces += line_pieces(break_lines(remark, AREA_WIDTH, 2 * CELL))
    return pieces


# ---- 附件说明, 出席


def _listed(names: Sequence[str], fonts: FontSet) -> list[Piece]:
    """附件说明 (7.3.4): 附件：1.××× , further names and lines aligned with the first name."""
    pieces: list[Piece] = [BLANK] if names else []
    head = shape("附件：", BODY, fonts)
    numbers = [shape(f"{n}.", BODY, fonts) if len(names) > 1 else [] for n in range(1, len(names) + 1)]
    begin = 2 * CELL + measure(head)
    left = begin + max(map(measure, numbers), default=0.0)
    for index, (name, number) in enumerate(zip(names, numbers, strict=True)):
        lines = line_pieces(
            replace(line, indent=left) for line in _no_orphan(shape(name, BODY, fonts), AREA_WIDTH - left)
        )
        lead = single(head).runs(2 * CELL, baseline(SIZE_3)) if index == 0 else ()
        lead += single(number).runs(begin, baseline(SIZE_3))
        pieces += [replace(lines[0], items=(*lead, *lines[0].items)), *lines[1:]] if lines else []
    return pieces


def _attendance(rows: Sequence[Attendance], fonts: FontSet) -> list[Piece]:
    """出席, 请假, 列席 (10.3): 黑体, two characters in, names aligned behind the colon."""
    pieces: list[Piece] = [BLANK] if rows else []
    for row in rows:
        label = [*shape(row.label, LABEL, fonts), *shape("：", BODY, fonts)]
        left = 2 * CELL + measure(label)
        pieces += _hung(label, break_lines(shape(row.names, BODY, fonts), AREA_WIDTH - left), left)
    return pieces


def _hung(opening: Sequence[Glyph], lines: Sequence[Line], left: float) -> list[Piece]:
    """Return lines that begin at ``left``, the first with ``opening`` in front of it."""
    pieces = line_pieces(replace(line, indent=left) for line in lines)
    if opening and pieces:
        lead = single(opening).runs(left - measure(opening), baseline(SIZE_3))
        pieces[0] = replace(pieces[0], items=(*lead, *pieces[0].items))
    return pieces


def _no_orphan(glyphs: list[Glyph], width: float) -> list[Line]:
    """Break a name so that its last line has more than two characters."""
    narrower = narrowed(glyphs, width)
    return break_lines(glyphs, width - narrower, justify=not narrower)


def narrowed(glyphs: list[Glyph], width: float) -> float:
    """Return how much narrower than ``width`` the lines of a name are, for its last one to be longer."""
    lines = break_lines(glyphs, width)
    return 3 * CELL if len(lines) > 1 and len(lines[-1].glyphs) < 3 else 0.0


# ---- signature


@dataclass(frozen=True, slots=True)
class _Name:
    """A line of the signature."""

    line: Line
    left: float

    def piece(self, *more: Item) -> Piece:
        return Piece(PITCH, (*self.line.runs(self.left, baseline(SIZE_3)), *more))


def _names(letter: OfficialLetter, fonts: FontSet) -> list[Line]:
    return [
        one(part, BODY, fonts)
        for name in letter.signature.split("\n")
        if name
        for part in break_title(name, MOST_NAME)
    ]


def _signature(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    """署名、成文日期 without a seal (7.3.5.2): the date two characters right of the names' beginning."""
    names = _names(letter, fonts)
    date = one(chinese_date(letter.dated), BODY, fonts) if letter.dated else None
    wide = max((line.width for line in names), default=0.0)
    left = AREA_WIDTH - 2 * CELL - wide
    at = left + 2 * CELL
    if date and (not names or date.width > wide):
        at = AREA_WIDTH - 2 * CELL - date.width
        left = at - 2 * CELL
    lines = [_Name(line, max(0.0, left)) for line in names]
    lines += [_Name(date, at)] if date else []
    return [BLANK, *(line.piece() for line in lines)] if lines else []


def _sealed(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    """署名、成文日期 and the seal's place (7.3.5.1): the date four characters in, names centred above."""
    date = one(chinese_date(letter.dated), BODY, fonts) if letter.dated else None
    middle = AREA_WIDTH - 4 * CELL - (date.width if date else SEAL) / 2
    names = [one(name, BODY, fonts) for name in letter.signature.split("\n") if name]
    if len(names) == 1 and names[0].width > AREA_WIDTH - 4 * CELL:
        rows = [[line] for line in _names(letter, fonts)]
        return [BLANK, BLANK, *_seal_rows(rows, middle, 0.0, date, letter.seal, gap=0)]
    rows, step = seal_rows([(line, line.width) for line in names], date.width if date else SEAL)
    return [BLANK, BLANK, *_seal_rows(rows, middle, step, date, letter.seal, gap=4)]


def seal_rows(names: Sequence[tuple[T, float]], date_width: float) -> tuple[list[list[T]], float]:
    """Put joint issuers into rows, as many in each as have room for seals that do not touch.

    Each name comes with its width in points. The second value is the distance between their centres.
    """
    middle = AREA_WIDTH - 4 * CELL - date_width / 2
    wide = max((width for _, width in names), default=0.0)
    step = max(SEAL + _SEAL_GAP, wide + CELL)
    most = max(1, min(3, 1 + int((middle - max(SEAL, wide) / 2) / step)))
    across = ceil(len(names) / ceil(len(names) / most)) if names else 1
    lines = [name for name, _ in names]
    return [lines[start : start + across] for start in range(0, len(lines), across)], step


def _seal_rows(
    rows: Sequence[Sequence[Line]], middle: float, step: float, date: Line | None, seal: Seal, gap: int
) -> list[Piece]:
    """Return a piece for each row: what its seals cover below it is not cut off by the end of a page."""
    pieces: list[Piece] = []
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        items: list[Item] = []
        for place, line in enumerate(reversed(row)):
            centre = middle - place * step
            left = min(max(0.0, centre - line.width / 2), AREA_WIDTH - line.width)
            items.extend(line.runs(left, baseline(SIZE_3)))
            if seal is Seal.DRAWN and (gap or last):
                items.append(Ring(centre, PITCH - SEAL_RISE, SEAL / 2, 0.6, RED, 3.0))
        below = 0 if last else gap
        if last and date:
            items.extend(date.runs(middle - date.width / 2, PITCH + baseline(SIZE_3)))
            below = 1
        pieces.append(Piece(PITCH * (1 + below), tuple(items)))
    if date and not rows:
        pieces.append(_Name(date, middle - date.width / 2).piece())
    return pieces


def _order_signature(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    """职务 and 签名章 two lines down, four characters in; the date one line below them (7.3.5.3)."""
    right = AREA_WIDTH - 4 * CELL
    items: list[Item] = []
    stamp = one(spaced(letter.signature), _STAMP, fonts)
    items.extend(stamp.runs(right - stamp.width, baseline(SIZE_3)))
    if letter.post:
        post = one(letter.post, BODY, fonts)
        items.extend(post.runs(right - stamp.width - 2 * CELL - post.width, baseline(SIZE_3)))
    pieces = [BLANK, BLANK, Piece(PITCH, tuple(items))] if items else []
    if letter.dated:
        date = one(chinese_date(letter.dated), BODY, fonts)
        pieces += [Piece(PITCH), _Name(date, right - date.width).piece()]
    return pieces


def spaced(name: str) -> str:
    """Write a person's name with room between its characters, as it stands in the place of a stamp."""
    return "　".join(name) if len(name) <= 4 else name


# ---- imprint and page numbers


def add_imprint(filled: list[Filled], letter: OfficialLetter, even: bool, fonts: FontSet) -> int:
    """Put the imprint at the bottom of the last even page; return how many pages are numbered (7.4, 7.5).

    Without ``even`` it stands at the bottom of whichever page is last, without lines (10.1).
    """
    if letter.imprint is None:
        return len(filled)
    items, height = _imprint(letter.imprint, fonts, lined=even)
    if height > AREA_HEIGHT:
        text = letter.imprint.receivers or letter.imprint.copies_to
        raise Rejected(finding("papers.too_long_for_any", text=text[:24], size="版记"))
    last = filled[-1]
    clear = PITCH if letter.seal is not Seal.NONE and not letter.attachments else 0.0  # what the seal covers
    free = TOP + AREA_HEIGHT - last.frame.top - last.used - clear
    full = free < height or last.frame.turned
    numbered = len(filled)
    if not even:
        filled += [Filled(LETTER)] if full and items else []
        numbered = len(filled)
    elif len(filled) % 2 == 0 and full:
        filled += [Filled(LETTER), Filled(LETTER)]
    elif len(filled) % 2:
        filled.append(Filled(LETTER))
        numbered += 1
    filled[-1].place(items, LETTER.left, LETTER.top + AREA_HEIGHT - height)
    return numbered


def _imprint(imprint: Imprint, fonts: FontSet, lined: bool) -> tuple[tuple[Item, ...], float]:
    """Return the imprint's items from its upper edge, and its height."""
    items: list[Item] = []
    row = 0
    for label, text in (("主送：", imprint.receivers), ("抄送：", imprint.copies_to)):
        if text:
            row = _hung_row(items, label, text.rstrip("。") + "。", row, fonts)
    if not lined:
        return tuple(items), row * PITCH
    rules = [Rule(0, THICK / 2, AREA_WIDTH, THICK / 2, THICK)]
    rules += [Rule(0, row * PITCH, AREA_WIDTH, row * PITCH, THIN)] if row else []
    base = row * PITCH + baseline(IMPRINT.size)
    items.extend(one(imprint.printer, IMPRINT, fonts).runs(CELL, base))
    printed = one(chinese_date(imprint.printed) + "印发", IMPRINT, fonts)
    items.extend(printed.runs(AREA_WIDTH - CELL - measure(printed.glyphs), base))
    height = (row + 1) * PITCH
    rules.append(Rule(0, height - THICK / 2, AREA_WIDTH, height - THICK / 2, THICK))
    return (*rules, *items), height


def _hung_row(items: list[Item], label: str, text: str, row: int, fonts: FontSet) -> int:
    """Add 抄送：…, one character in at both sides, lines aligned behind the colon; return the next row."""
    head = shape(label, IMPRINT, fonts)
    items.extend(single(head).runs(CELL, row * PITCH + baseline(IMPRINT.size)))
    for line in break_lines(shape(text, IMPRINT, fonts), AREA_WIDTH - 2 * CELL - measure(head)):
        items.extend(line.runs(CELL + measure(head), row * PITCH + baseline(IMPRINT.size)))
        row += 1
    return row


def folio_items(number: int, fonts: FontSet) -> tuple[Item, ...]:
    """页码 (7.5): — 1 — with the dashes 7 mm below the type area, odd right, even left, one character in."""
    glyphs = shape(f"— {number} —", FOLIO, fonts)
    _, low, _, high = glyphs[0].face.ink("—")
    y = TOP + AREA_HEIGHT + NUMBER_DROP + (low + high) / 2 * FOLIO.size
    x = BINDING + (AREA_WIDTH - CELL - measure(glyphs) if number % 2 else CELL)
    return single(glyphs).runs(x, y)
