"""The tables of a paper as Excel: styled, header frozen and repeated, text that never becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from io import BytesIO
from math import ceil
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from dangjian_desktop.documents.steady import steady
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.xlsx_cells import put
from dangjian_desktop.documents.xlsx_chart import ROW, add_chart, divided
from dangjian_desktop.documents.xlsx_columns import apart
from dangjian_desktop.domain.paper_charts import ChartBlock
from dangjian_desktop.domain.paper_tables import Align, Cell, Placed, TableBlock
from dangjian_desktop.domain.papers import ListTable, NameRoll, OfficialLetter, Paper
from dangjian_desktop.kernel.findings import Rejected, Where, finding

_THIN = Side(style="thin")
_EDGE = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHEET_NAME = re.compile(r"[\[\]:*?/\\'“”\n]")
_ACROSS = {True: 120.0, False: 82.0}
"""Width of an A4 page in Excel's character widths: landscape, portrait."""
_PAGE = {True: 450.0, False: 695.0}
"""Height of an A4 page in points, less its margins."""
_ROOM, _SIDE = {True: 1045.0, False: 716.0}, 0.4
"""Width of an A4 page, less margins of ``_SIDE`` inch, in the points of a screen: columns are measured so."""
_DIGIT = 9.4  # such points a unit of a column's width takes at most: where Calibri and 宋体 are both missing
_CHARACTER, _EDGES = 2.25, 1.5  # of a column's width: a full character, what its edges take
_MOST_WIDER = 1.3  # columns so much wider are printed a tenth smaller
_SMALLER = 1.3  # so much more than a page holds is still printed on one
_HIGHEST = 409.0
"""The highest row Excel knows, in points: what is longer would be cut off."""
MOST_MERGED = 12  # rows of a merged cell: more may not stand on one printed page


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with what stands around it on its sheet."""

    title: str
    table: TableBlock
    unit: str = ""
    dated: str = ""
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    landscape: bool = False
    note_head: str = "注："
    name: str = ""
    chart: ChartBlock | None = None


def render_xlsx(paper: Paper) -> bytes:
    """Write every table of ``paper`` to a sheet.

    Raises Rejected ``papers.no_xlsx`` when it has none, ``papers.row_too_high`` for more than a row can show.
    """
    tables = [table for part in paper.parts for table in _tables(part)]
    if not tables:
        raise Rejected(finding("papers.no_xlsx", paper=paper.title))
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(tables, 1):
        _write(book.create_sheet(_sheet_name(table.name or table.title, number)), table)
    book.properties.title = paper.title
    book.properties.creator = paper.author
    book.properties.created = book.properties.modified = datetime.combine(paper.dated, time())
    out = BytesIO()
    # not book.save: it stamps the moment of saving
    ExcelWriter(book, ZipFile(out, "w", ZIP_DEFLATED)).save()
    return steady(out.getvalue(), paper.dated)


def _tables(part: object) -> Iterator[_Table]:
    if isinstance(part, ListTable):
        head = (part.title.replace("\n", ""), part.table, part.unit, part.dated)
        yield _Table(
            *head, part.notes, part.signatures, part.landscape, part.note_head, part.about, part.chart
        )
    elif isinstance(part, NameRoll):
        yield _Table(part.title.replace("\n", ""), part.table(), part.signature, part.dated, part.closing)
    elif isinstance(part, OfficialLetter):
        for block in part.blocks:
            if isinstance(block, TableBlock):
                yield _Table(part.title.replace("\n", ""), block)
        for attachment in part.attachments:
            for block in attachment.blocks:
                if isinstance(block, TableBlock):
                    yield _Table(attachment.title, block, attachment.label, landscape=attachment.landscape)


def _sheet_name(title: str, number: int) -> str:
    return f"{number} {_SHEET_NAME.sub('', title)}"[:31]


def _write(sheet: Worksheet, table: _Table) -> None:
    table = replace(table, table=apart(table.table))
    columns = len(table.table.columns)
    across = _ACROSS[table.landscape]
    row = _line(sheet, 1, columns, _Words(table.title, "方正小标宋简体", 18, 34, "center"), across)
    widths = _column_widths(sheet, table)
    if table.unit or table.dated:
        row = _unit_line(sheet, row, widths, table)
    first = row
    _rows(sheet, first, table.table.placed_header(), widths, table.table, head=True)
    body = first + len(table.table.header)
    _rows(sheet, body, table.table.placed_body(), widths, table.table, head=False)
    row = body + len(table.table.body)
    for note in table.notes:
        row = _line(sheet, row, columns, _Words(f"{table.note_head}{note}", "楷体", 10, 18), across)
    if table.signatures:
        signed = _Words("　　　　　　　　".join(table.signatures), "仿宋", 12, 30)
        row = _line(sheet, row, columns, signed, across)
    _set_print(sheet, table, columns, body, row - 1)
    scale = _scale(widths, table.landscape)
    if table.chart is not None:
        _draw(sheet, table.chart, (columns, first, row), _PAGE[table.landscape])
    if _joined(table.table) and not sheet.page_setup.fitToHeight:
        _keep_joined(sheet, table, (first, row), _PAGE[table.landscape] * 100 / scale)
    if table.chart is None or _high(sheet, row) > _PAGE[table.landscape]:
        sheet.print_title_rows = f"{first}:{body - 1}"  # on one page it is not said again above the chart
    if sheet.row_breaks.brk:  # Excel obeys none on a sheet it is to fit to pages
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
        sheet.page_setup.scale = scale
        sheet.page_margins.left = sheet.page_margins.right = _SIDE


def _scale(widths: Sequence[float], landscape: bool) -> int:
    """Return in how many hundredths of their size columns are as wide as a page, or 100."""
    return min(100, int(100 * _ROOM[landscape] / (sum(widths) * _DIGIT)))


@dataclass(frozen=True, slots=True)
class _Words:
    """A line above or below a table: its type and the height of a row of one line."""

    text: str
    font: str
    size: int
    height: float
    align: str = "left"

    def high(self, across: float) -> float:
        """Return the height its lines need in a width of Excel's characters."""
        return max(self.height, _lines(self.text, across, self.size) * self.size * 1.4 + 6)


def _line(sheet: Worksheet, row: int, columns: int, words: _Words, across: float) -> int:
    cell = sheet.cell(row, 1)
    put(cell, words.text)
    cell.font = Font(name=words.font, size=words.size)
    cell.alignment = Alignment(horizontal=words.align, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    sheet.row_dimensions[row].height = words.high(across)
    return row + 1


def _unit_line(sheet: Worksheet, row: int, widths: Sequence[float], table: _Table) -> int:
    """Write whose the table is at the left and its day at the right, each as wide as it needs."""
    columns, need = len(widths), (cells(table.dated) * _CHARACTER + _EDGES) * 12 / 11
    middle = next((n for n in range(columns - 1, 0, -1) if sum(widths[n:]) >= need), 1)
    middle = columns if not table.dated else max(1, min(middle, columns - 1))
    spans = ((1, middle, table.unit, "left"), (middle + 1, columns, table.dated, "right"))
    height = 22.0
    for start, end, text, align in spans:
        if start <= end:
            _line_part(sheet, row, (start, end), text, align)
            height = max(height, _lines(text, sum(widths[start - 1 : end]), 12) * 17.0 + 5)
    sheet.row_dimensions[row].height = height
    return row + 1


def _line_part(sheet: Worksheet, row: int, columns: tuple[int, int], text: str, align: str) -> None:
    cell = sheet.cell(row, columns[0])
    put(cell, text)
    cell.font = Font(name="仿宋", size=12)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=columns[0], end_row=row, end_column=columns[1])


def _column_widths(sheet: Worksheet, table: _Table) -> list[float]:
    total = sum(column.weight for column in table.table.columns)
    widths = [_ACROSS[table.landscape] * column.weight / total for column in table.table.columns]
    by = _wider(table.table, widths)
    widths = [width * by for width in widths]
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = round(width, 1)
    return widths


def _wider(table: TableBlock, widths: Sequence[float]) -> float:
    """Return by how much the columns are made wider so that short texts need one line, and rows are alike."""
    by = 1.0
    for each in table.placed_body():
        text, width = each.cell.text, sum(widths[each.col : each.col + each.cell.cols])
        if "\n" not in text and cells(text) * _CHARACTER + _EDGES > width * by:
            need = (cells(text) * _CHARACTER + _EDGES) / width
            by = need if need <= _MOST_WIDER else by
    return by


def _frame(sheet: Worksheet, row: int, col: int, cell: Cell) -> None:
    """Draw the edges around a cell, and merge what it covers."""
    last_row, last_col = row + cell.rows - 1, col + cell.cols - 1
    for line in sheet.iter_rows(row, last_row, col, last_col):
        for each in line:
            each.border = _EDGE
    if cell.rows > 1 or cell.cols > 1:
        sheet.merge_cells(None, row, col, last_row, last_col)


def _rows(
    sheet: Worksheet, top: int, placed: tuple[Placed, ...], widths: list[float], table: TableBlock, head: bool
) -> None:
    heights: dict[int, float] = {}
    for each in placed if head else _apart(placed):
        cell, row, col = each.cell, top + each.row, 1 + each.col
        target = sheet.cell(row, col)
        column = table.columns[each.col]
        figures = column.numeric and not head and cell.cols == 1
        put(target, cell.text if cell.value is None else cell.value, figures=figures, said=cell.text)
        bold = head or cell.bold
        target.font = Font(name="黑体" if bold else "仿宋", size=11)
        usual = Align.CENTRE if head else Align.RIGHT if figures else column.align
        target.alignment = _alignment(cell.align or usual)
        _frame(sheet, row, col, cell)
        if cell.rows == 1:
            heights[row] = max(
                heights.get(row, 20.0), _height(cell, sum(widths[each.col : each.col + cell.cols]))
            )
    rows = table.header if head else table.body
    for row, height in heights.items():
        if height > _HIGHEST:
            longest = max((cell.text for cell in rows[row - top].cells), key=len)
            where = Where(record=longest[:12])
            raise Rejected(finding("papers.row_too_high", where=where, text=longest[:24]))
        sheet.row_dimensions[row].height = max(height, rows[row - top].height)


def _apart(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the cells of a body; one that runs over more rows than surely stand on one page is written in
    each row instead, so that every printed page says it and the rows can be sorted."""
    for each in placed:
        if each.cell.rows <= MOST_MERGED:
            yield each
            continue
        alone = replace(each.cell, rows=1)
        yield from (replace(each, cell=alone, row=each.row + down) for down in range(each.cell.rows))


def _alignment(align: Align) -> Alignment:
    names = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
    return Alignment(horizontal=names[align], vertical="center", wrap_text=True)


def _height(cell: Cell, width: float) -> float:
    return _lines(cell.text, width, 11) * 15.5 + 5


def _lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes in a width of Excel's characters."""
    fits = max(1.0, (width - _EDGES) / _CHARACTER * 11 / size)
    return sum(max(1, ceil(cells(part) / fits)) for part in text.split("\n"))


def _joined(table: TableBlock) -> set[int]:
    """Return the rows of the body that a page must not end with: they head those below, or a cell that is
    merged over them goes on."""
    merged = (one for one in table.placed_body() if 1 < one.cell.rows <= MOST_MERGED)
    return {one.row + down for one in merged for down in range(one.cell.rows - 1)} | table.headings


def _keep_joined(sheet: Worksheet, table: _Table, rows: tuple[int, int], page: float) -> None:
    """End the printed pages where they are full, but never below a row that is joined to those after it, nor
    above what stands below the table: its last row goes with that.

    A sheet knows no row that stays with the next one. The table has the ``rows`` from the first to before the
    second; a ``page`` holds so many points of them.
    """
    first, last = rows
    body = first + len(table.table.header)
    joined = {body + at for at in _joined(table.table)}
    joined.update(range(body + len(table.table.body) - 1, last - 1))
    repeated = _high(sheet, body) - _high(sheet, first)
    used, together = _high(sheet, body), 0.0
    begin = body
    for row in range(body, last):
        together += sheet.row_dimensions[row].height or ROW
        if row in joined:
            continue
        if used + together > page and begin > body:
            sheet.row_breaks.append(Break(begin - 1))
            used = repeated
        begin, used, together = row + 1, used + together, 0.0


def _draw(sheet: Worksheet, chart: ChartBlock, place: tuple[int, int, int], page: float) -> None:
    """Draw a chart below its table, on the same page where both fit or nearly so, else on pages of its own.

    ``place`` says how many columns the table has, in which row it begins, and the row after all it has.
    """
    columns, top, row = place
    above, parts = _high(sheet, row), tuple(divided(chart, page))
    for part in parts:
        rows = add_chart(sheet, part, row, columns, top)
        if len(parts) == 1 and above + (rows + 1) * ROW <= page * _SMALLER:
            sheet.page_setup.fitToHeight = 1
        else:
            sheet.row_breaks.append(Break(row - 1))
        row, top = row + rows + 1, top + len(part.rows) + 2
    sheet.print_area = f"A1:{get_column_letter(columns)}{row - 1}"


def _high(sheet: Worksheet, row: int) -> float:
    """Return the height of the rows above one, in points."""
    return sum(sheet.row_dimensions[one].height or ROW for one in range(1, row))


def _set_print(sheet: Worksheet, table: _Table, columns: int, body: int, last: int) -> None:
    sheet.freeze_panes = sheet.cell(body, 1).coordinate
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    sheet.page_setup.orientation = "landscape" if table.landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页 共 &N 页"))
