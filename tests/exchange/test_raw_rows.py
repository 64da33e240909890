"""Rows of a workbook made on demand say the same as cells made one by one."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.exchange.grid import Source, Table, sheet_address
from dangjian_desktop.exchange.raw import RawRows, Value, address_in, texts_of, written
from dangjian_desktop.exchange.tables import read_document

VALUES = st.one_of(
    st.text("柳 岸林鎮　Ａ1 \n\t", max_size=6), st.integers(-9, 9), st.floats(0, 9), st.booleans(), st.dates()
)


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6), st.integers(0, 6))
def test_texts_cells_and_addresses_agree(grid: list[list[Value]], first: int) -> None:
    table = Table("名册.xlsx", "一", RawRows(grid), 3)
    for number, texts in texts_of(table, first):
        row = table.rows[number]
        assert list(texts) == [cell.text for cell in row.cells]
        assert list(texts) == [tidy(written(value)) for value in grid[number]]
        assert [cell.address for cell in row.cells] == [sheet_address(number, n) for n in range(3)]
        assert address_in(table, number, 2) == row.cells[2].address
    assert [row.address for row in table.rows[first:]] == [row.address for row in table.rows][first:]
    assert len(table.rows[first:]) == max(0, len(grid) - first)


def book_of(rows: list[list[object]], merged: str = "") -> Source:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    held = BytesIO()
    book.save(held)
    return Source("名册.xlsx", held.getvalue())


def test_merged_cells_carry_their_text_and_blank_ends_are_left_out() -> None:
    (table,) = read_document(
        book_of([["片", "村"], ["东片", "柳岸"], [None, "石渡"], [None, " "]], "A2:A3")
    ).tables
    assert [list(texts) for _, texts in texts_of(table, 1)] == [["东片", "柳岸"], ["东片", "石渡"]]
    assert [(cell.covered, cell.address, cell.rows) for cell in table.rows[2].cells] == [
        (True, "A2", 2),
        (False, "B3", 1),
    ]
    assert address_in(table, 2, 0) == "A2"


def test_traditional_text_is_simplified_and_the_original_kept() -> None:
    rows: list[list[object]] = [["姓名", "單位"], ["單 鳳", "柳溪鎮"], ["區靜", "柳溪鎮"]]
    document = read_document(book_of([*rows, [date(1975, 3, 4), datetime.fromisoformat("2012-03-05T08:30")]]))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells] == ["单凤", "柳溪镇"]
    assert [cell.raw for cell in table.rows[1].cells] == ["單 鳳", "柳溪鎮"]
    assert [cell.text for cell in table.rows[3].cells] == ["1975-03-04", "2012-03-05 08:30"]
    (told,) = document.findings
    assert (told.code, told.fact("count")) == ("files.traditional", 5)
