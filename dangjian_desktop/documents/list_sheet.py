"""A table paper (汇总表、一览表、公示牌): title, unit, date, the table over its pages, notes, signatures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dangjian_desktop.documents.charts import AROUND, ChartCut, ChartFlow
from dangjian_desktop.documents.drawn import MM, Item, Page, moved
from dangjian_desktop.documents.flow import Cut, Filled, Piece, pour
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH, SIZE_5, SIZE_S4, Frame
from dangjian_desktop.documents.tables import TableCut, TableFlow
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.papers import ListTable
from dangjian_desktop.kernel.findings import Rejected

LANDSCAPE = Frame(PAGE_HEIGHT, PAGE_WIDTH, 22 * MM, 22 * MM, PAGE_HEIGHT - 44 * MM, PAGE_WIDTH - 44 * MM)
PORTRAIT = Frame(PAGE_WIDTH, PAGE_HEIGHT, 22 * MM, 25 * MM, PAGE_WIDTH - 44 * MM, PAGE_HEIGHT - 50 * MM)
FOLIO = Type(Role.SONG, SIZE_5)
_SIZES = (12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24)
"""Sizes of type on a board, the largest that fits is taken: 小一 can be read from two or three metres."""
_LEAST_ROW = 2.2  # a row of a board is at least so many times as high as its type
_LEAST_SCALE = 0.9  # of the title and notes of a board whose rows are set small
_ROOMIER = 3.2  # a row of a board is at most so many times as high as its text needs
_CLOSE = 3.0  # between the rows of a chart that would not fit the page of its table otherwise
_EMPTY = 0.16  # of a page: with less on it than this, a last page is all but empty
UNIT_IN = 2.0  # points that the line above the table begins and ends inside it
_ABOVE = 0.4  # of what is left on a board's sheet; the eye wants the middle a little above the middle


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table paper with the measures it is set in: how much larger than a list, how far down it begins, and
    how far the rows of its chart stand apart."""

    part: ListTable
    scale: float = 1.0
    drop: float = 0.0
    around: float = AROUND

    @property
    def title(self) -> Type:
        """Return the type of the title."""
        return Type(Role.TITLE, 22.0 * self.scale)

    @property
    def line(self) -> Type:
        """Return the type of the line above the table and of the signatures."""
        return Type(Role.FANG, SIZE_S4 * self.scale)

    @property
    def note(self) -> Type:
        """Return the type of the notes."""
        return Type(Role.KAI, SIZE_5 * self.scale)

    @property
    def unit_base(self) -> float:
        """Return how far below the upper edge of the line above the table its baseline is."""
        return 14.0 * self.scale

    @property
    def heights(self) -> tuple[float, float, float]:
        """Return the heights of a line of the title, of the line above the table, of a note."""
        return 34.0 * self.scale, 24.0 * self.scale, 16.0 * self.scale


def list_pages(part: ListTable, fonts: FontSet, frame: Frame | None = None) -> list[Page]:
    """Lay out a table paper on A4, or in a ``frame`` of its own."""
    pages = _poured(Sheet(part), frame, fonts) if frame is not None else _set(part, fonts)[1]
    return [_finish(page, number, len(pages), part.title, fonts) for number, page in enumerate(pages, 1)]


def frame_of(part: ListTable) -> Frame:
    """Return the A4 page of a table paper."""
    return LANDSCAPE if part.landscape else PORTRAIT


def sheet_of(part: ListTable, fonts: FontSet) -> Sheet:
    """Return a table paper with its measures; a board that is put up fills its sheet.

    A list whose notes or signatures alone would need another page is set a point or two smaller. A board
    gets the largest type with which it needs no more pages than with the smallest, and no cell of a word or
    two is broken that need not be; on a single page its rows are made roomier, and what is left is shared
    above and below.
    """
    return _set(part, fonts)[0]


def _set(part: ListTable, fonts: FontSet) -> tuple[Sheet, list[Filled]]:
    """Return a table paper with its measures, and its pages."""
    frame = frame_of(part)
    if not part.hung:
        return _drawn_together(part, frame, fonts)
    smallest, *larger = _SIZES
    chosen = least = _Setting(_sized(part, smallest), frame, fonts)
    low, high = 0, len(larger)
    while low < high:
        middle = (low + high) // 2
        made = _fitting(_sized(part, larger[middle]), least, frame, fonts)
        if made is None:
            high = middle
        else:
            chosen, low = made, middle + 1
    if len(least.pages) > 1:
        return chosen.sheet, chosen.pages
    roomy = _Setting(_spread(chosen, frame), frame, fonts)
    left = frame.area_height - roomy.pages[0].used
    sheet = replace(roomy.sheet, drop=float(int(left * _ABOVE)))
    return sheet, _poured(sheet, frame, fonts, roomy.flow)


class _Setting:
    """A board set in one size: its table laid out, its pages."""

    def __init__(self, sheet: Sheet, frame: Frame, fonts: FontSet) -> None:
        self.sheet, self.flow = sheet, _flow(sheet.part, frame, fonts)
        self.pages = _poured(sheet, frame, fonts, self.flow)


def _fitting(sheet: Sheet, least: _Setting, frame: Frame, fonts: FontSet) -> _Setting | None:
    """Return a larger setting if it needs no more pages, and no more lines in cells of a word or two."""
    try:
        made = _Setting(sheet, frame, fonts)
    except Rejected:  # a column that cannot hold a character of this size, a row higher than a page
        return None
    fits = len(made.pages) <= len(least.pages) and made.flow.centred_lines <= least.flow.centred_lines
    return made if fits else None


def _drawn_together(part: ListTable, frame: Frame, fonts: FontSet) -> tuple[Sheet, list[Filled]]:
    """Return a list as it is, or smaller where that saves a page that would be all but empty, or one on which
    only its chart would stand."""
    plain = Sheet(part)
    pages = _poured(plain, frame, fonts)
    ends = len(pages) < 2 or _ends_with_rows(plain, pages, frame, fonts)
    if ends and (part.chart is None or len(pages) != 2):
        return plain, pages
    around = _CLOSE if part.chart else AROUND
    for less in (0, 1, 2) if part.chart else (1, 2):
        smaller = Sheet(replace(part, table=replace(part.table, size=part.table.size - less)), around=around)
        fewer = _poured(smaller, frame, fonts)
        if len(fewer) < len(pages):
            return smaller, fewer
    if ends:
        return plain, pages
    return plain, _poured(plain, frame, fonts, carried=True)


def _ends_with_rows(sheet: Sheet, pages: list[Filled], frame: Frame, fonts: FontSet) -> bool:
    after = (*_notes(sheet, frame, fonts), *_signatures(sheet, frame, fonts))
    room = sum(piece.height for piece in after) + 0.5
    return pages[-1].used > max(room, _EMPTY * frame.area_height)


def _sized(part: ListTable, size: int) -> Sheet:
    rows = tuple(replace(row, height=round(size * _LEAST_ROW)) for row in part.table.body)
    scale = max(size / part.table.size, _LEAST_SCALE)
    return Sheet(replace(part, table=replace(part.table, size=size, body=rows)), scale)


def _spread(setting: _Setting, frame: Frame) -> Sheet:
    """Give the rows of a one-page board a share of the room that is left."""
    table, heights = setting.sheet.part.table, setting.flow.row_heights
    share = (frame.area_height - setting.pages[0].used) / len(heights)
    rows = tuple(
        replace(row, height=int(min(height + share, height * _ROOMIER)))
        for row, height in zip(table.body, heights, strict=True)
    )
    return replace(setting.sheet, part=replace(setting.sheet.part, table=replace(table, body=rows)))


def _flow(part: ListTable, frame: Frame, fonts: FontSet) -> TableFlow:
    return TableFlow(part.table, frame.area_width, fonts)


def _poured(
    sheet: Sheet,
    frame: Frame,
    fonts: FontSet,
    flow: TableFlow | None = None,
    drawing: ChartCut | None = None,
    *,
    carried: bool = False,
) -> list[Filled]:
    after = (*_notes(sheet, frame, fonts), *_signatures(sheet, frame, fonts))
    room = sum(piece.height for piece in after)
    table = TableCut(flow or _flow(sheet.part, frame, fonts), after=room if carried else 0.0)
    chart = _chart(sheet, frame, room, fonts) if drawing is None else (drawing,)
    drawn: tuple[Cut, ...] = (*chart, table) if sheet.part.chart_first else (table, *chart)
    pieces: list[Piece | Cut] = [*_head(sheet, frame, fonts), *drawn, *after]
    return pour(pieces, frame, Filled(frame, used=sheet.drop))


def chart_pieces(sheet: Sheet, fonts: FontSet) -> list[tuple[Piece, bool]]:
    """Return the pieces of a sheet's chart as they are printed on its pages, and which of them begin one."""
    frame = frame_of(sheet.part)
    room = sum(one.height for one in (*_notes(sheet, frame, fonts), *_signatures(sheet, frame, fonts)))
    pieces = []
    for drawing in _chart(sheet, frame, room, fonts):
        _poured(sheet, frame, fonts, drawing=drawing)
        pieces = drawing.flow.taken
    return pieces


def _chart(sheet: Sheet, frame: Frame, after: float, fonts: FontSet) -> tuple[ChartCut, ...]:
    """Return the chart of a table paper, none where it has none; ``after`` is what follows upon it."""
    part = sheet.part
    if part.chart is None:
        return ()
    flow = ChartFlow(part.chart, frame.area_width, fonts, sheet.around)
    return (ChartCut(flow, frame.area_height, after=0.0 if part.chart_first else after),)


def _head(sheet: Sheet, frame: Frame, fonts: FontSet) -> list[Piece]:
    part, title, kind = sheet.part, sheet.title, sheet.line
    title_line, unit_line, _ = sheet.heights
    pieces: list[Piece] = []
    for text in break_title(part.title, frame.area_width / title.size - 1):
        line = single(shape(text, title, fonts))
        pieces.append(Piece(title_line, line.runs((frame.area_width - line.width) / 2, ASCENT * title.size)))
    if part.unit or part.dated:
        right = single(shape(part.dated, kind, fonts))
        base = sheet.unit_base
        items = single(shape(part.unit, kind, fonts)).runs(UNIT_IN, base)
        items += right.runs(frame.area_width - right.width - UNIT_IN, base)
        pieces.append(Piece(unit_line, items))
    return pieces


def _notes(sheet: Sheet, frame: Frame, fonts: FontSet) -> list[Piece]:
    part, kind = sheet.part, sheet.note
    notes, high = part.notes, sheet.heights[2]
    pieces: list[Piece] = [Piece(8.0, blank=True)] if notes else []
    head = shape(part.note_head, kind, fonts)
    for index, note in enumerate(notes):
        number = shape(f"{index + 1}.", kind, fonts) if len(notes) > 1 else []
        left = measure(head) + measure(number)
        lines = break_lines(shape(note, kind, fonts), frame.area_width - left)
        opening = [*head, *number] if index == 0 else number
        for row, line in enumerate(lines):
            base = 11.0 * sheet.scale
            lead = _lead(single(opening), left, base) if row == 0 and opening else ()
            pieces.append(Piece(high, (*lead, *line.runs(left, base))))
    return pieces


def _lead(opening: Line, left: float, base: float) -> tuple[Item, ...]:
    return opening.runs(left - measure(opening.glyphs), base)


def _signatures(sheet: Sheet, frame: Frame, fonts: FontSet) -> list[Piece]:
    names = sheet.part.signatures
    if not names:
        return []
    items: list[Item] = []
    for index, name in enumerate(names):
        line = single(shape(name, sheet.line, fonts))
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
