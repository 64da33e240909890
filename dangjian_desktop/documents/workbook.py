"""Long lists as an Excel workbook, written row by row: styled, frozen header, set up for A4 across."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dangjian_desktop.documents.titles import cells
from dangjian_desktop.domain.paper_tables import Align, Placed
from dangjian_desktop.domain.sheets import LongSheet, MergedSheet, Sheet, SheetColumn, Value
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.progress import Progress, Silent

BATCH = 1000
MOST_CHARS = 32_767  # of a cell, by Excel
LEAST_WIDTH, WRAPPED_WIDTH, MOST_WIDTH = 6.0, 22.0, 60.0  # of a column; an ID number fits the second
SHORT = 5.0  # full characters: texts no longer than this stand in the middle of their column
ACROSS, MOST_ACROSS = 130.0, 172.0  # of an A4 page lying on its side; printed smaller, up to three quarters
ROW, LINE = 18.0, 14.5  # heights in points: of a row, of each further line in it
ONE_PAGE = 34  # rows of a table with merged cells that are printed on one page
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARKUP = re.compile("[&<>]|^\\s|\\s$")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\'“”\n]")
_FILL, _LINE = "#EFEBE4", "#8C8C8C"
_HORIZONTAL = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


class RowsSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A worksheet that takes whole rows of texts and numbers.

    XlsxWriter looks at each cell anew for what it may be; here a column's kind is known, which makes
    a long list several times faster. Rows go to the same temporary file as its own.
    """

    def write_rows(
        self,
        first: int,
        rows: Sequence[Sequence[Value]],
        formats: Sequence[int],
        numeric: Sequence[bool],
        heights: Sequence[float],
    ) -> None:
        """Write rows from ``first`` (from 0) on, ``heights`` high; formats and numeric go by column."""
        self._write_single_row(first)  # what was written before goes out first
        opening = [(f'<c r="{xl_col_to_name(col)}', f'" s="{one}"') for col, one in enumerate(formats)]
        row = first
        for row, (values, high) in enumerate(zip(rows, heights, strict=True), first + 1):
            parts = [f'<row r="{row}" ht="{high:g}" customHeight="1">']
            for (start, style), value, as_number in zip(opening, values, numeric, strict=True):
                if value == "":
                    parts.append(f"{start}{row}{style}/>")
                elif as_number and not isinstance(value, str):
                    parts.append(f"{start}{row}{style}><v>{value}</v></c>")
                else:
                    parts.append(f'{start}{row}{style} t="inlineStr"><is>{_inline(str(value))}</is></c>')
            parts.append("</row>")
            self.fh.write("".join(parts))
        if row > first:
            self.previous_row = row
            self._check_dimensions(row, len(formats) - 1)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of a workbook."""

    title: Format
    head: Format
    cells: dict[tuple[bool, Align], Format]

    @staticmethod
    def of(book: Workbook) -> _Styles:
        """Make them."""
        plain = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        edge = {**plain, "border": 1, "border_color": _LINE, "text_wrap": True}
        looks = {
            (numeric, align): book.add_format(
                {
                    **edge,
                    "align": name,
                    "indent": int(align is not Align.CENTRE),
                    "num_format": "0" if numeric else "@",
                }
            )
            for numeric in (False, True)
            for align, name in _HORIZONTAL.items()
        }
        title = {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}
        head = {**edge, "font_name": "黑体", "bold": True, "align": "center", "bg_color": _FILL}
        return _Styles(book.add_format(title), book.add_format({**head, "num_format": "@"}), looks)

    def cell(self, align: Align, *, numeric: bool = False) -> Format:
        """Return the look of a cell."""
        return self.cells[numeric, align]


def write_workbook(
    path: Path,
    sheets: Sequence[Sheet],
    *,
    title: str,
    author: str,
    dated: date,
    progress: Progress | None = None,
) -> None:
    """Write ``sheets`` to ``path``. Rows are gone through once and never all held.

    Raises:
        Rejected: ``papers.cell_too_long`` when a text is longer than a cell of Excel holds.
        Cancelled: as ``progress`` says; what was written so far is of no use.
        OSError: the file cannot be written.
    """
    watched = progress or Silent()
    total = sum(sheet.total for sheet in sheets if isinstance(sheet, LongSheet))
    with TemporaryDirectory(prefix="dangjian-") as folder:
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"title": title, "author": author, "created": datetime.combine(dated, time())})
        styles = _Styles.of(book)
        done = 0
        try:
            for number, sheet in enumerate(sheets, 1):
                page = book.add_worksheet(_sheet_name(sheet.title, number, len(sheets)), RowsSheet)
                if isinstance(sheet, MergedSheet):
                    _write_merged(page, sheet, styles)
                else:
                    done = _write_long(page, sheet, styles, watched, (done, total))
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for page in book.worksheets():
                page.row_data_fh.close()  # or Windows would not let the folder go


def _sheet_name(title: str, number: int, of: int) -> str:
    name = _SHEET_NAME.sub("", title)
    return (f"{number} {name}" if of > 1 else name)[:31]


def _write_long(
    page: RowsSheet, sheet: LongSheet, styles: _Styles, progress: Progress, at: tuple[int, int]
) -> int:
    columns = sheet.columns
    numeric = [column.numeric for column in columns]
    looks = [styles.cell(_align(column, MOST_WIDTH), numeric=column.numeric) for column in columns]
    done, total = at
    _write_title(page, sheet.title, len(columns), styles)
    page.set_row(1, 26)
    for col, column in enumerate(columns):
        page.write_string(1, col, column.head, styles.head)
    row, widths = 2, _widths([cells(column.head) + 1 for column in columns])
    for some in _batches(sheet.rows):
        narrow = _narrow(some, sheet.spread, row - 2)
        longest = _longest(narrow, columns)
        if row == 2:  # the first thousand rows say how wide the columns are, and which hold short words
            looks = [
                styles.cell(_align(column, wide), numeric=column.numeric)
                for column, wide in zip(columns, longest, strict=True)
            ]
            widths = _widths(
                [max(cells(column.head) + 1, wide) for column, wide in zip(columns, longest, strict=True)]
            )
        indices = [look._get_xf_index() for look in looks]  # noqa: SLF001 - XlsxWriter has no other name for it
        page.write_rows(row, some, indices, numeric, _heights(narrow, longest, widths))
        row, done = row + len(some), done + len(some)
        progress.step(done, total)
    for col, (wide, look) in enumerate(zip(widths, looks, strict=True)):
        page.set_column(col, col, round(wide, 1), look)
    for place, first in sheet.spread.items():
        page.merge.append([2 + place, first, 2 + place, len(columns) - 1])
    page.ignore_errors({"number_stored_as_text": f"A3:{xl_col_to_name(len(columns) - 1)}{max(3, row)}"})
    page.autofilter(1, 0, max(1, row - 1), len(columns) - 1)
    page.freeze_panes(2, sheet.frozen)
    _set_print(page, 1, row - 1, len(columns))
    return done


def _narrow(
    rows: Sequence[Sequence[Value]], spread: Mapping[int, int], first: int
) -> Sequence[Sequence[Value]]:
    """Return what rows ask of the widths of their columns: what is spread over several asks nothing."""
    if not spread:
        return rows
    ends = [spread.get(n, len(values)) for n, values in enumerate(rows, first)]
    return [(*one[:end], *[""] * (len(one) - end)) for one, end in zip(rows, ends, strict=True)]


def _batches(rows: Iterable[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield some


def _widths(longest: Sequence[float]) -> list[float]:
    """Return the columns' widths: as wide as their texts, the wide ones narrower where the page ends."""
    widths = [min(MOST_WIDTH, max(LEAST_WIDTH, wide * 2.2 + 1.5)) for wide in longest]
    over = sum(widths) - MOST_ACROSS
    room = sum(wide - WRAPPED_WIDTH for wide in widths if wide > WRAPPED_WIDTH)
    share = min(1.0, max(0.0, over / room)) if room else 0.0
    return [wide - max(0.0, wide - WRAPPED_WIDTH) * share for wide in widths]


def _longest(rows: Sequence[Sequence[Value]], columns: Sequence[SheetColumn]) -> list[float]:
    """Return the width of the widest text of each column, in full characters."""
    found = []
    for values, column in zip(zip(*rows, strict=True), columns, strict=True):
        if column.numeric:
            found.append(max(len(str(value)) for value in values) / 2)
            continue
        text = max(values, key=len)
        if len(text) > MOST_CHARS:
            raise Rejected(finding("papers.cell_too_long", where=Where(field=column.head), text=text[:24]))
        # Chinese is three bytes a character: one of the two is the widest, or nearly
        found.append(max(cells(text), cells(max(map(str.encode, values), key=len).decode())))
    return found


def _heights(
    rows: Sequence[Sequence[Value]], longest: Sequence[float], widths: Sequence[float]
) -> list[float]:
    """Return the rows' heights: more than one line only where a text is wider than its column."""
    fits = [(wide - 1.2) / 2.2 for wide in widths]
    tight = [col for col, (most, fit) in enumerate(zip(longest, fits, strict=True)) if most > fit]
    if not tight:
        return [ROW] * len(rows)
    return [ROW + LINE * (max(_lines(str(row[col]), fits[col]) for col in tight) - 1) for row in rows]


def _lines(text: str, fit: float) -> int:
    return sum(max(1, ceil(cells(part) / fit)) for part in text.split("\n"))


def _write_merged(page: RowsSheet, sheet: MergedSheet, styles: _Styles) -> None:
    table = sheet.table
    across = len(table.columns)
    heads = len(table.header)
    _write_title(page, sheet.title, across, styles)
    total = sum(column.weight for column in table.columns)
    for col, column in enumerate(table.columns):
        page.set_column(col, col, round(ACROSS * column.weight / total, 1))
    _write_placed(page, 1, heads, across, [(each, styles.head) for each in table.placed_header()])
    body = [
        (each, styles.cell(each.cell.align or table.columns[each.col].align)) for each in table.placed_body()
    ]
    _write_placed(page, 1 + heads, len(table.body), across, body)
    page.freeze_panes(1 + heads, 0)
    _set_print(page, heads, heads + len(table.body), across)
    if len(table.body) <= ONE_PAGE:
        page.fit_to_pages(1, 1)


def _write_placed(
    page: RowsSheet, top: int, rows: int, across: int, placed: Sequence[tuple[Placed, Format]]
) -> None:
    """Write merged cells row by row: a row that is written cannot be gone back to."""
    there: dict[tuple[int, int], tuple[str, Format]] = {}
    for each, look in placed:
        cell, row, col = each.cell, each.row, each.col
        spots = [(row + down, col + right) for down in range(cell.rows) for right in range(cell.cols)]
        there.update(dict.fromkeys(spots, ("", look)))
        there[row, col] = (cell.text, look)
        if len(spots) > 1:
            page.merge.append([top + row, col, top + row + cell.rows - 1, col + cell.cols - 1])
    for row in range(rows):
        page.set_row(top + row, 24)
        for col in range(across):
            text, look = there[row, col]
            page.write_string(top + row, col, text, look) if text else page.write_blank(
                top + row, col, None, look
            )


def _align(column: SheetColumn, longest: float) -> Align:
    if column.numeric:
        return Align.RIGHT
    return Align.CENTRE if column.centred or longest <= SHORT else Align.LEFT


def _write_title(page: RowsSheet, title: str, across: int, styles: _Styles) -> None:
    page.set_row(0, 36)
    if across > 1:
        page.merge_range(0, 0, 0, across - 1, title, styles.title)
    else:
        page.write_string(0, 0, title, styles.title)


def _set_print(page: RowsSheet, heads: int, last: int, across: int) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1, heads)
    page.print_area(0, 0, max(last, heads), across - 1)
    page.center_horizontally()
    page.set_footer("&C第 &P 页 共 &N 页")


def _inline(text: str) -> str:
    clean = _UNFIT.sub("", text) if _UNFIT.search(text) else text
    if not _MARKUP.search(clean):
        return f"<t>{clean}</t>"
    safe = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{safe}</t>'
