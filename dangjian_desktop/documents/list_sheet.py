"""A table paper (汇总表、一览表): title, unit and date, the table over its pages, notes, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.documents.drawn import MM, Item, Page, moved
from dangjian_desktop.documents.flow import Cut, Filled, Piece, pour
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH, SIZE_5, SIZE_S4, Frame
from dangjian_desktop.documents.tables import TableCut, TableFlow
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.papers import ListTable

LANDSCAPE = Frame(PAGE_HEIGHT, PAGE_WIDTH, 22 * MM, 22 * MM, PAGE_HEIGHT - 44 * MM, PAGE_WIDTH - 44 * MM)
PORTRAIT = Frame(PAGE_WIDTH, PAGE_HEIGHT, 22 * MM, 25 * MM, PAGE_WIDTH - 44 * MM, PAGE_HEIGHT - 50 * MM)
TITLE = Type(Role.TITLE, 22.0)
LINE = Type(Role.FANG, SIZE_S4)
NOTE = Type(Role.KAI, SIZE_5)
FOLIO = Type(Role.SONG, SIZE_5)
_TITLE_LINE, _LINE, _NOTE_LINE = 34.0, 24.0, 16.0


def list_pages(part: ListTable, fonts: FontSet, frame: Frame | None = None) -> list[Page]:
    """Lay out a table paper on A4, or in a ``frame`` of its own."""
    frame = frame or (LANDSCAPE if part.landscape else PORTRAIT)
    pieces: list[Piece | Cut] = [*_head(part, frame, fonts)]
    pieces.append(TableCut(TableFlow(part.table, frame.area_width, fonts)))
    pieces.extend(_notes(part, frame, fonts))
    pieces.extend(_signatures(part.signatures, frame, fonts))
    pages = pour(pieces, frame)
    return [_finish(page, number, len(pages), part.title, fonts) for number, page in enumerate(pages, 1)]


def _head(part: ListTable, frame: Frame, fonts: FontSet) -> list[Piece]:
    pieces: list[Piece] = []
    for text in break_title(part.title, frame.area_width / TITLE.size - 1):
        line = single(shape(text, TITLE, fonts))
        pieces.append(Piece(_TITLE_LINE, line.runs((frame.area_width - line.width) / 2, ASCENT * TITLE.size)))
    if part.unit or part.dated:
        right = single(shape(part.dated, LINE, fonts))
        items = single(shape(part.unit, LINE, fonts)).runs(2.0, 14.0)
        items += right.runs(frame.area_width - right.width - 2.0, 14.0)
        pieces.append(Piece(_LINE, items))
    return pieces


def _notes(part: ListTable, frame: Frame, fonts: FontSet) -> list[Piece]:
    notes = part.notes
    pieces: list[Piece] = [Piece(8.0, blank=True)] if notes else []
    head = shape(part.note_head, NOTE, fonts)
    for index, note in enumerate(notes):
        number = shape(f"{index + 1}.", NOTE, fonts) if len(notes) > 1 else []
        left = measure(head) + measure(number)
        lines = break_lines(shape(note, NOTE, fonts), frame.area_width - left)
        opening = [*head, *number] if index == 0 else number
        for row, line in enumerate(lines):
            lead = _lead(single(opening), left) if row == 0 and opening else ()
            pieces.append(Piece(_NOTE_LINE, (*lead, *line.runs(left, 11.0))))
    return pieces


def _lead(opening: Line, left: float) -> tuple[Item, ...]:
    return opening.runs(left - measure(opening.glyphs), 11.0)


def _signatures(names: Sequence[str], frame: Frame, fonts: FontSet) -> list[Piece]:
    if not names:
        return []
    items: list[Item] = []
    for index, name in enumerate(names):
        line = single(shape(name, LINE, fonts))
        items.extend(moved(line.runs(0.0, 26.0), index * frame.area_width / len(names), 0.0))
    return [Piece(34.0, tuple(items))]


def _finish(page: Filled, number: int, total: int, title: str, fonts: FontSet) -> Page:
    frame = page.frame
    items = page.items
    if total > 1:
        line = single(shape(f"第 {number} 页  共 {total} 页", FOLIO, fonts))
        items = [*items, *line.runs((frame.width - line.width) / 2, frame.height - 12 * MM)]
    marks = ((0, title.replace("\n", "")),) if number == 1 else ()
    return Page(frame.width, frame.height, tuple(items), marks=marks)
