"""名单公布 on A4: heading and opening, names in columns with their numbers, closing words, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_TITLE_LINE, _TEXT_LINE, _HEADING_LINE, _NAME_LINE, _NOTE_LINE = 40.0, 23.0, 27.0, 22.0, 11.0
_GAP, _APART = 3.0, 9.0  # between number and name, between name and the next number


def roll_pages(roll: NameRoll, fonts: FontSet) -> list[Page]:
    """Lay out a roll. Raises Rejected ``papers.no_glyph``."""
    pages = pour(_pieces(roll, fonts), FRAME)
    return [_finish(page, number, len(pages), roll, fonts) for number, page in enumerate(pages, 1)]


def _pieces(roll: NameRoll, fonts: FontSet) -> Iterator[Piece]:
    width = FRAME.area_width
    for text in break_title(roll.title, width / TITLE.size - 1):
        line = single(shape(text, TITLE, fonts))
        yield Piece(_TITLE_LINE, line.runs((width - line.width) / 2, ASCENT * TITLE.size), glue=True)
    yield from _paragraphs(roll.opening, fonts, glue=False)
    yield Piece(8.0, blank=True)
    for group in roll.groups:
        yield from _group(group, roll.columns, fonts)
    yield Piece(10.0, blank=True)
    ending = list(_paragraphs(roll.closing, fonts, glue=True))
    yield from ending
    for index, text in enumerate(part for part in (roll.signature, roll.dated) if part):
        line = single(shape(text, TEXT, fonts))
        yield Piece(_TEXT_LINE, line.runs(width - line.width - 2 * TEXT.size, 17.0), glue=index == 0)


def _paragraphs(texts: Sequence[str], fonts: FontSet, *, glue: bool) -> Iterator[Piece]:
    for text in texts:
        for line in break_lines(shape(text, TEXT, fonts), FRAME.area_width, first=2 * TEXT.size):
            yield Piece(_TEXT_LINE, line.runs(0.0, 17.0), glue=glue)


def _group(group: RollGroup, columns: int, fonts: FontSet) -> Iterator[Piece]:
    if group.heading:
        line = single(shape(group.heading, HEADING, fonts))
        yield Piece(_HEADING_LINE, line.runs(0.0, 19.0), glue=True)
    slot = FRAME.area_width / columns
    longest = max((len(str(one.number)) for one in group.names), default=1)
    figures = measure(shape("8" * longest, NUMBER, fonts))
    high = _NAME_LINE + (_NOTE_LINE if any(one.note for one in group.names) else 0.0)
    items: list[Item] = []
    col = 0
    for one in group.names:
        drawn, slots = _name(one, slot, figures, fonts)
        if col + slots > columns:
            yield Piece(high, tuple(items))
            items, col = [], 0
        items.extend(drawn(col * slot))
        col += slots
    if items:
        yield Piece(high, tuple(items))


class _Drawn:
    """A name set once, drawn where its column begins."""

    def __init__(self, one: RollName, size: float, figures: float, fonts: FontSet) -> None:
        self.number = single(shape(str(one.number), NUMBER, fonts))
        self.name = single(shape(one.name, Type(Role.FANG, size), fonts))
        self.note = single(shape(one.note, NOTE, fonts)) if one.note else None
        self.figures = figures

    def __call__(self, left: float) -> list[Item]:
        """Return the items: the number right-aligned before the name, the note below it."""
        at = left + self.figures + _GAP
        items: list[Item] = [
            *self.number.runs(at - _GAP - self.number.width, 15.5),
            *self.name.runs(at, 15.5),
        ]
        if self.note is not None:
            items.extend(self.note.runs(at, 15.5 + _NOTE_LINE))
        return items


def _name(one: RollName, slot: float, figures: float, fonts: FontSet) -> tuple[_Drawn, int]:
    """Return a name in the largest size that fits its place; one too long for any takes two places."""
    room = slot - figures - _GAP - _APART
    ems = sum(0.55 if ord(char) < 0x100 else 1.0 for char in one.name)
    for size in NAME_SIZES:
        if ems * size <= room:
            return _Drawn(one, size, figures, fonts), 1
    size = max(5.0, min(NAME_SIZES[0], (room + slot) / ems))
    return _Drawn(one, size, figures, fonts), 2


def _finish(page: Filled, number: int, total: int, roll: NameRoll, fonts: FontSet) -> Page:
    items = page.items
    if total > 1:
        line = single(shape(f"{roll.foot}　第 {number} 页  共 {total} 页".strip("　"), FOLIO, fonts))
        items = [*items, *line.runs((FRAME.width - line.width) / 2, FRAME.height - 12 * MM)]
    marks = ((0, roll.title.replace("\n", "")),) if number == 1 else ()
    return Page(FRAME.width, FRAME.height, tuple(items), marks=marks)
