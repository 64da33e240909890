"""xlsx, xls and ods workbooks read by calamine; merged cells are known by their spans."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from dangjian_desktop.exchange.grid import Source, Table
from dangjian_desktop.exchange.raw import Extent, RawRows, Value
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_STDERR = 2


def workbook_tables(source: Source) -> tuple[Table, ...]:
    """Read every visible sheet that holds something.

    Raises:
        Rejected: encrypted or damaged.
    """
    from python_calamine import CalamineError, PasswordError

    where = Where(file=source.name)
    try:
        with _quiet():
            return _tables(source)
    except PasswordError:
        raise Rejected(finding("files.encrypted", where=where)) from None
    except (CalamineError, OSError, ValueError):
        raise Rejected(finding("files.damaged", where=where)) from None
    except BaseException as error:
        # what calamine's own code trips over in a damaged file comes as a panic, which is no Exception
        if type(error).__module__ == "pyo3_runtime":
            raise Rejected(finding("files.damaged", where=where)) from None
        raise


def _tables(source: Source) -> tuple[Table, ...]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(source.data))
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    sheets = [book.get_sheet_by_name(name) for name in shown]
    return tuple(table for sheet in sheets if (table := _table(source, sheet)).rows)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a panic prints, in English and with its stack, from the clerk's terminal."""
    try:
        kept = os.dup(_STDERR)
    except OSError:  # a window without a terminal
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


def _table(source: Source, sheet: CalamineSheet) -> Table:
    grid = sheet.to_python(skip_empty_area=False)
    ranges = sheet.merged_cell_ranges
    spans = _spans(ranges or ())
    while grid and _blank_end(grid, spans):
        grid.pop()
    width = max(map(len, grid), default=0)
    return Table(source.name, sheet.name, RawRows(grid, spans), width, spans_known=bool(ranges))


def _blank_end(grid: Sequence[Sequence[Value]], spans: dict[tuple[int, int], Extent]) -> bool:
    """Tell whether the last row holds nothing."""
    return (not spans and set(grid[-1]) <= {""}) or RawRows(grid, spans)[-1].is_blank()


def _spans(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> dict[tuple[int, int], Extent]:
    """Map each place inside a merged cell to (first row, first column, rows, columns)."""
    found: dict[tuple[int, int], Extent] = {}
    for (top, left), (bottom, right) in ranges:
        # A merge over a whole sheet is an office's way to paint, not a table cell.
        if (bottom - top + 1) * (right - left + 1) > 20_000:
            continue
        extent = (top, left, bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[row, column] = extent
    return found
