"""xlsx, xls and ods workbooks read by calamine, with their merged cells spread out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.exchange.grid import Cell, Row, Source, Table, sheet_address
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Value = int | float | str | bool | time | date | datetime | timedelta
Spans = Mapping[tuple[int, int], tuple[int, int, int, int]]


def workbook_tables(source: Source) -> tuple[Table, ...]:
    """Read every visible sheet that holds something.

    Raises:
        Rejected: encrypted or damaged.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    where = Where(file=source.name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        sheets = [book.get_sheet_by_name(name) for name in shown]
        return tuple(table for sheet in sheets if (table := _table(source, sheet)).rows)
    except PasswordError:
        raise Rejected(finding("files.encrypted", where=where)) from None
    except (CalamineError, OSError, ValueError):
        raise Rejected(finding("files.damaged", where=where)) from None


def _table(source: Source, sheet: CalamineSheet) -> Table:
    grid = sheet.to_python(skip_empty_area=False)
    ranges = sheet.merged_cell_ranges
    spans = _spans(ranges or ())
    rows = [_row(number, values, spans, grid) for number, values in enumerate(grid)]
    while rows and rows[-1].is_blank():
        rows.pop()
    width = max((len(row.cells) for row in rows), default=0)
    return Table(source.name, sheet.name, tuple(rows), width, spans_known=bool(ranges))


def _spans(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> Spans:
    """Map each place inside a merged cell to (first row, first column, rows, columns)."""
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for (top, left), (bottom, right) in ranges:
        # A merge over a whole sheet is an office's way to paint, not a table cell.
        if (bottom - top + 1) * (right - left + 1) > 20_000:
            continue
        extent = (top, left, bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[row, column] = extent
    return found


def _row(number: int, values: list[Value], spans: Spans, grid: list[list[Value]]) -> Row:
    cells = tuple(_cell(number, column, value, spans, grid) for column, value in enumerate(values))
    return Row(cells, f"第{number + 1}行")


def _cell(row: int, column: int, value: Value, spans: Spans, grid: list[list[Value]]) -> Cell:
    extent = spans.get((row, column))
    if extent is None:
        return cell_of(written(value), sheet_address(row, column))
    top, left, height, breadth = extent
    inside = top < len(grid) and left < len(grid[top])
    first = written(grid[top][left]) if inside else ""
    covered = (row, column) != (top, left)
    address = sheet_address(top, left)
    text = tidy(first)
    return Cell(text, address, first if text != first else "", covered, height, breadth)


def cell_of(raw: str, address: str) -> Cell:
    """Clean one cell and keep its raw text where cleaning changed it."""
    text = tidy(raw)
    return Cell(text, address, raw if raw != text else "")


def written(value: Value) -> str:
    """Write a cell's value the way a clerk sees it: dates as 2012-03-05, whole numbers without .0."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value)
