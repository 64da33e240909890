"""名单公布 on A4: heading and opening, names in columns with their numbers, closing words, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangjian_desktop.documents.drawn import MM, Item, Page
from dangjian_desktop.documents.flow import Filled, Piece, pour
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH, Frame
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.paper_lists import NameRoll, RollGroup, RollName

FRAME = Frame(PAGE_WIDTH, PAGE_HEIGHT, 20 * MM, 22 * MM, PAGE_WIDTH - 40 * MM, PAGE_HEIGHT - 44 * MM)
TITLE, TEXT = Type(Role.TITLE, 24.0), Type(Role.FANG, 14.0)
HEADING, NUMBER, NOTE = Type(Role.HEI, 13.0), Type(Role.SONG, 8.5), Type(Role.SONG, 8.5)
FOLIO = Type(Role.SONG, 10.5)
NAME_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
TITLE_LINE, TEXT_LINE, HEADING_LINE, NAME_LINE, NOTE_LINE = 40.0, 23.0, 27.0, 22.0, 11.0
GAP, _APART = 3.0, 9.0  # between number and name, between name and the next number
BEFORE, AFTER = 8.0, 10.0
"""The blank above the names and below them."""


def roll_pages(roll: NameRoll, fonts: FontSet) -> list[Page]:
    """Lay out a roll. Raises Rejected ``papers.no_glyph``."""
    pages = pour(_pieces(roll, fonts), FRAME)
    return [_finish(page, number, len(pages), roll, fonts) for number, page in enumerate(pages, 1)]


def _pieces(roll: NameRoll, fonts: FontSet) -> Iterator[Piece]:
    width = FRAME.area_width
    for text in break_title(roll.title, width / TITLE.size - 1):
        line = single(shape(text, TITLE, fonts))
        yield Piece(TITLE_LINE, line.runs((width - line.width) / 2, ASCENT * TITLE.size), glue=True)
    yield from _paragraphs(roll.opening, fonts, glue=False)
    yield Piece(BEFORE, blank=True)
    for group in roll.groups:
        yield from _group(group, roll.columns, fonts)
    yield Piece(AFTER, blank=True)
    ending = list(_paragraphs(roll.closing, fonts, glue=True))
    yield from ending
    for index, text in enumerate(part for part in (roll.signature, roll.dated) if part):
        line = single(shape(text, TEXT, fonts))
        yield Piece(TEXT_LINE, line.runs(width - line.width - 2 * TEXT.size, 17.0), glue=index == 0)


def _paragraphs(texts: Sequence[str], fonts: FontSet, *, glue: bool) -> Iterator[Piece]:
    for text in texts:
        for line in break_lines(shape(text, TEXT, fonts), FRAME.area_width, first=2 * TEXT.size):
            yield Piece(TEXT_LINE, line.runs(0.0, 17.0), glue=glue)


@dataclass(frozen=True, slots=True)
class SetName:
    """A name in its row: where its place begins and how large its type is, in points."""

    one: RollName
    left: float
    size: float


@dataclass(frozen=True, slots=True)
class SetGroup:
    """The names of a group row by row; ``left`` is where names begin in their places, after the numbers."""

    rows: tuple[tuple[SetName, ...], ...]
    slot: float
    left: float
    noted: bool


def set_group(group: RollGroup, columns: int, fonts: FontSet) -> SetGroup:
    """Give each name its place: a name too long for one, in any size, takes two."""
    slot = FRAME.area_width / columns
    longest = max((len(str(one.number)) for one in group.names), default=1)
    left = measure(shape("8" * longest, NUMBER, fonts)) + GAP
    rows: list[list[SetName]] = [[]]
    col = 0
    for one in group.names:
        size, slots = _size(one, slot, slot - left - _APART)
        if col + slots > columns:
            rows.append([])
            col = 0
        rows[-1].append(SetName(one, col * slot, size))
        col += slots
    noted = any(one.note for one in group.names)
    return SetGroup(tuple(tuple(row) for row in rows if row), slot, left, noted)


def _size(one: RollName, slot: float, room: float) -> tuple[float, int]:
    """Return the largest size in which a name fits its place, and how many places it takes."""
    ems = sum(0.55 if ord(char) < 0x100 else 1.0 for char in one.name)
    for size in NAME_SIZES:
        if ems * size <= room:
            return size, 1
    return max(5.0, min(NAME_SIZES[0], (room + slot) / ems)), 2


def _group(group: RollGroup, columns: int, fonts: FontSet) -> Iterator[Piece]:
    if group.heading:
        line = single(shape(group.heading, HEADING, fonts))
        yield Piece(HEADING_LINE, line.runs(0.0, 19.0), glue=True)
    placed = set_group(group, columns, fonts)
    high = NAME_LINE + (NOTE_LINE if placed.noted else 0.0)
    for row in placed.rows:
        yield Piece(high, tuple(item for name in row for item in _drawn(name, placed.left, fonts)))


def _drawn(name: SetName, left: float, fonts: FontSet) -> Iterator[Item]:
    """Yield a name, its number right-aligned before it, its note below it."""
    at = name.left + left
    number = single(shape(str(name.one.number), NUMBER, fonts))
    yield from number.runs(at - GAP - number.width, 15.5)
    yield from single(shape(name.one.name, Type(Role.FANG, name.size), fonts)).runs(at, 15.5)
    if name.one.note:
        yield from single(shape(name.one.note, NOTE, fonts)).runs(at, 15.5 + NOTE_LINE)


def _finish(page: Filled, number: int, total: int, roll: NameRoll, fonts: FontSet) -> Page:
    items = page.items
    if total > 1:
        line = single(shape(f"{roll.foot}　第 {number} 页  共 {total} 页".strip("　"), FOLIO, fonts))
        items = [*items, *line.runs((FRAME.width - line.width) / 2, FRAME.height - 12 * MM)]
    marks = ((0, roll.title.replace("\n", "")),) if number == 1 else ()
    return Page(FRAME.width, FRAME.height, tuple(items), marks=marks)
