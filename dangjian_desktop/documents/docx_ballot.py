"""Ballots in Word: as many on the sheet as in print, with the same measures, colours and cut lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dangjian_desktop.documents.ballot_blocks import (
    GAP,
    LEADING,
    NOTE_LEADING,
    TABLE_BOX,
    OptionPlaces,
    TableLayout,
)
from dangjian_desktop.documents.ballot_sheet import (
    BAND,
    BAND_TOP,
    FOOT_STEP,
    GROUP_STEP,
    LONG_FOOT,
    OVER_TEXT,
    TEXT_STEP,
    TITLE_STEP,
    UNDER_TEXT,
    HeadSizes,
    SetBallot,
)
from dangjian_desktop.documents.docx_end import write_count
from dangjian_desktop.documents.docx_parts import (
    FANG,
    HEI,
    KAI,
    TITLE,
    border,
    frame_table,
    outline,
    pad_cell,
    run_of,
    set_row,
    shade,
    shrunk,
    tighter,
)
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.impose import Fitted, Places, fit
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import shape, single
from dangjian_desktop.domain.ballot_blocks import BallotBlock, BallotQuestion, BallotTable, BallotWords
from dangjian_desktop.domain.papers import BallotSheet, PrintRun

_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_EDGE = 5 * MM
"""What stays free at the sheet's lower edge: the paragraph that ends a file stands there."""
_ROOM = 4.0
_CUT = "737373"
_SQUARE = 0.86
"""How much of its type size the character □ is wide."""


def write_ballot(document: WordDocument, part: BallotSheet, run: PrintRun | None, fonts: FontSet) -> None:
    """Write one sheet of ballots, as one sheet of the pack is printed.

    Raises Rejected: as the layout in print does.
    """
    fitted = fit(part, run or PrintRun(), fonts)
    if fitted.ballot is None:  # other forms only
        return
    _set_page(document, fitted, fitted.ballot)
    if fitted.places.many == 1:
        _Ballot(document, fitted.ballot, fonts).write(part)
        if len(fitted.sides) > 1:
            write_count(document, document.sections[-1], len(fitted.sides))
        return
    for cell in _cells(document, fitted.places, fitted.ballot.head.margin):
        _Ballot(cell, fitted.ballot, fonts).write(part)
    shrunk(document.add_paragraph())


def _set_page(document: WordDocument, fitted: Fitted, ballot: SetBallot) -> None:
    section, places, margin = document.sections[-1], fitted.places, ballot.head.margin
    across = places.width > places.height
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(places.width), Pt(places.height)
    section.top_margin = Pt(margin * BAND_TOP)
    section.left_margin = section.right_margin = Pt(margin)
    low = _EDGE if len(fitted.sides) == 1 else margin + LONG_FOOT
    section.bottom_margin = Pt(low)
    section.header_distance = section.footer_distance = Pt(0)


def _cells(document: WordDocument, places: Places, margin: float) -> Iterator[_Cell]:
    """Divide the sheet into places by cut lines; the outer ones begin at the sheet's margins."""
    wide, high = places.room
    widths = [wide] * places.across
    widths[0] -= margin
    widths[-1] -= margin
    heights = [high] * places.down
    heights[0] -= margin * BAND_TOP
    heights[-1] -= _EDGE + _ROOM
    table = frame_table(document, widths, places.down)
    outline(table, "dashed", 3, ("insideH", "insideV"), _CUT)
    for down, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        set_row(row, height)
        for along, cell in enumerate(row.cells):
            right = margin if along < places.across - 1 else 0.0
            pad_cell(cell, margin * BAND_TOP if down else 0.0, right, margin if along else 0.0)
            yield cell


class _Ballot:
    """Writes one ballot into a page or a place of it."""

    def __init__(self, into: WordDocument | _Cell, ballot: SetBallot, fonts: FontSet) -> None:
        self._into, self._fonts = into, fonts
        self._head, self._sizes = ballot.head, ballot.blocks
        self._fresh = isinstance(into, _Cell)

    def write(self, part: BallotSheet) -> None:
        """Write the strip of the group, the title, what to do, what is asked and who issues it."""
        self._write_head(part)
        for n, block in enumerate(part.parts()):
            if n:
                self._line(GAP * self._head.scale)
            self._write_block(block)
        if part.footer:
            line = self._line(FOOT_STEP * self._head.scale, _RIGHT)
            _run(line, part.footer, FANG, self._head.text.size)
        else:
            shrunk(self._line(1.0))

    def _write_head(self, part: BallotSheet) -> None:
        head = self._head
        band = self._line(BAND)
        band.paragraph_format.space_after = Pt(head.margin * (1 - BAND_TOP) - BAND)
        if part.band:
            shade(band, part.band.removeprefix("#"))
        for text in break_title(part.title, self._sizes.width / head.title.size):
            _run(self._line(TITLE_STEP * head.scale, _CENTRE), text, TITLE, head.title.size)
        if part.group:
            _run(self._line(GROUP_STEP * head.scale, _CENTRE), part.group, KAI, head.group.size)
        self._write_notes(part.instructions, head)

    def _write_notes(self, notes: Sequence[str], head: HeadSizes) -> None:
        self._line(OVER_TEXT)
        for note in notes:
            line = self._line(TEXT_STEP * head.scale, WD_ALIGN_PARAGRAPH.JUSTIFY)
            line.paragraph_format.first_line_indent = Pt(2 * head.text.size)
            _run(line, note, FANG, head.text.size)
        self._line(UNDER_TEXT * head.scale)

    def _write_block(self, block: BallotBlock) -> None:
        if isinstance(block, BallotTable):
            _write_table(self._into, TableLayout(block, self._sizes, self._fonts))
            self._fresh = isinstance(self._into, _Cell)  # a cell has a paragraph after each of its tables
            return
        line = self._line(self._sizes.item.size * LEADING)
        _run(line, block.text, HEI, self._sizes.head.size)
        if isinstance(block, BallotQuestion):
            self._write_options(block)
        else:
            self._write_answer(block)

    def _write_options(self, block: BallotQuestion) -> None:
        sizes = self._sizes
        lines = [single(shape(text, sizes.item, self._fonts)) for text in block.options]
        places = OptionPlaces.of(lines, sizes)
        for start in range(0, len(block.options), places.across):
            line = self._line(places.row)
            line.paragraph_format.left_indent = Pt(places.indent)
            for n in range(1, places.across):
                line.paragraph_format.tab_stops.add_tab_stop(Pt(places.indent + n * places.column))
            texts = [f"□ {text}" for text in block.options[start : start + places.across]]
            _run(line, "\t".join(texts), FANG, sizes.item.size)

    def _write_answer(self, block: BallotWords) -> None:
        for _ in range(max(1, block.lines)):
            border(self._line(self._sizes.answer - 1), "bottom", 4, 0, "auto")
            self._line(1.0)  # lines of paragraphs that follow one another would become one frame

    def _line(self, height: float, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT) -> Paragraph:
        """Begin a line of a height that no font changes; a cell's last empty one is taken first."""
        line = self._into.paragraphs[-1] if self._fresh else self._into.add_paragraph()
        self._fresh = False
        return _lined(line, height, align)


def _write_table(into: WordDocument | _Cell, layout: TableLayout) -> None:
    """Write a table to tick in, its columns and rows as wide and high as in print."""
    block, sizes = layout.block, layout.sizes
    edges = layout.edges
    widths = [right - left for left, right in pairwise(edges)]
    over, under = layout.head_heights
    heads = [over, under] if over else [under]
    table = frame_table(into, widths, len(heads) + len(block.rows))
    outline(table, "single", 8, ("top", "left", "bottom", "right"))
    outline(table, "single", 4, ("insideH", "insideV"))
    for n, row in enumerate(table.rows):
        first = n - len(heads)
        set_row(row, heads[n] if first < 0 else layout.row_height(first), head=first < 0)
    grid = [list(row.cells) for row in table.rows]
    _write_heads(grid, layout, len(heads))
    lead = 2 if layout.note else 1
    box = min(TABLE_BOX * sizes.scale, layout.column - 5) / _SQUARE
    for n, (name, row) in enumerate(zip(block.rows, grid[len(heads) :], strict=True)):
        _fill(row[0], name, FANG, sizes.item.size, LEADING, WD_ALIGN_PARAGRAPH.LEFT, 6.0 * sizes.scale)
        if layout.note:
            note = block.notes[n] if n < len(block.notes) else ""
            _fill(row[1], note, FANG, layout.small.size, NOTE_LEADING, WD_ALIGN_PARAGRAPH.LEFT, 4.0)
        for cell in row[lead:]:
            _fill(cell, "□", FANG, box, 1.0)


def _write_heads(grid: list[list[_Cell]], layout: TableLayout, rows: int) -> None:
    block, size = layout.block, layout.sizes.head.size
    lead = 2 if layout.note else 1
    for at, text in enumerate((block.head, block.note_head)[:lead]):
        cell = grid[0][at] if rows == 1 else grid[0][at].merge(grid[1][at])
        _fill(cell, text, HEI, size)
    many = len(block.options)
    for n, text in enumerate(block.cells):
        start = lead + n * many
        across = grid[0][start].merge(grid[0][start + many - 1])
        room = layout.column * many - 4
        _fill(across, text, HEI, min(size, room / max(1, len(text))))
    for n, cell in enumerate(grid[rows - 1][lead:]):
        option = block.options[n % many]
        words = "\n".join(option) if layout.upright else option
        _fill(cell, words, HEI, 12.0 * layout.sizes.scale if layout.upright else size, 1.19)


def _fill(
    cell: _Cell, text: str, font: str, size: float, leading: float = LEADING,
    align: WD_ALIGN_PARAGRAPH = _CENTRE, indent: float = 0.0,
) -> None:  # fmt: skip
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = _lined(cell.paragraphs[0], size * leading, align)
    if indent:
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(indent)
    _run(line, text, font, size)


def _lined(line: Paragraph, height: float, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
    line.style = "表格文字"
    line.alignment = align
    line.paragraph_format.line_spacing = Pt(height)
    return line


def _run(line: Paragraph, text: str, font: str, size: float) -> Run:
    run = run_of(line, text, font)
    run.font.size = Pt(size)
    tighter(run)
    return run
