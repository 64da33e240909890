"""Excel has numbers in cells of their own: shares, ballots and movements as numbers, rows all alike high."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from math import ceil

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.xlsx import render_xlsx
from dangjian_desktop.documents.xlsx_cells import put
from dangjian_desktop.documents.xlsx_columns import apart
from dangjian_desktop.domain.papers import Align, Cell, Column, ListTable, Paper, Row, TableBlock, plain_table

DAY = date(2026, 11, 26)
NAME = Column(30, Align.LEFT)
SHARES = Column(20, numeric=True, shares=True)


def texts(table: TableBlock) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in (*table.header, *table.body)]


def test_a_share_and_its_ballots_have_a_column_each() -> None:
    table = plain_table((NAME, SHARES), ("单位", "满意率"), [("青桥村", "94.7%（36/38）"), ("沙湾村", "—")])
    assert texts(apart(table)) == [
        ["单位", "满意率", "满意率\n票数", "满意率\n分母"],
        ["青桥村", "94.7%", "36", "38"],
        ["沙湾村", "—", "—", "—"],
    ]


def test_a_share_without_its_denominator_has_two_columns_and_ballots_alone_have_two() -> None:
    several = plain_table((NAME, SHARES), ("单位", "修路"), [("青桥村", "94.7%\n（36）")])
    assert texts(apart(several)) == [["单位", "修路", "修路\n票数"], ["青桥村", "94.7%", "36"]]
    ballots = plain_table((NAME, SHARES), ("单位", "上次票数"), [("青桥村", "36/38")])
    assert texts(apart(ballots)) == [["单位", "上次票数", "上次\n分母"], ["青桥村", "36", "38"]]


def test_a_table_without_shares_and_one_mended_by_hand_keep_every_word() -> None:
    plain = plain_table((NAME, Column(20, numeric=True)), ("单位", "得分"), [("青桥村", "94.7%（36/38）")])
    assert apart(plain) is plain
    mended = plain_table(
        (NAME, SHARES), ("单位", "满意率"), [("青桥村", "94.7%（36/38）"), ("沙湾村", "约九成")]
    )
    assert texts(apart(mended))[2] == ["沙湾村", "约九成", "", ""]


def test_merged_cells_still_cover_what_they_covered() -> None:
    header = (Row((Cell("单位", rows=2), Cell("两项", cols=2))), Row((Cell("满意率"), Cell("不满意率"))))
    body = (
        Row((Cell("青桥村"), Cell("94.7%（36/38）"), Cell("5.3%（2/38）"))),
        Row((Cell("各村还没有测评", cols=3),)),
    )
    made = apart(TableBlock((NAME, SHARES, SHARES), header, body))
    assert [(one.cell.text, one.col, one.cell.cols) for one in made.placed_header()][:2] == [
        ("单位", 0, 1),
        ("两项", 1, 6),
    ]
    assert made.placed_body()[-1].cell.cols == len(made.columns) == 7


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("94.7%", 0.947, "0.0%"),
        ("+8.6 个百分点", 8.6, '"+"0.0" 个百分点";"−"0.0" 个百分点";0.0" 个百分点"'),
        ("−4.80 分", -4.8, '"+"0.00" 分";"−"0.00" 分";0.00" 分"'),
        ("+3 人", 3, '"+"0" 人";"−"0" 人";0" 人"'),
    ],
)
def test_what_reads_as_a_number_is_one(text: str, value: float, shown: str) -> None:
    cell = Workbook().worksheets[0].cell(1, 1)
    put(cell, text, figures=True)
    assert float(str(cell.value)) == pytest.approx(value)
    assert cell.number_format == shown


@pytest.mark.parametrize("text", ["0571-6120012", "+1", "分母不同", "=1+1", "-"])
def test_what_is_no_figure_stays_a_text(text: str) -> None:
    cell = Workbook().worksheets[0].cell(1, 1)
    put(cell, text, figures=True)
    assert cell.value == text
    assert cell.data_type == "s"


def test_a_nought_with_a_word_shows_the_word() -> None:
    cell = Workbook().worksheets[0].cell(1, 1)
    put(cell, 0, said="持平")
    assert (cell.value, cell.number_format) == (0, '0;-0;"持平"')


def test_rows_of_short_texts_are_alike_high() -> None:
    columns = (Column(52, Align.LEFT), Column(36, Align.LEFT), *(Column(22) for _ in range(6)))
    rows = [("党务、村（居）务按时公开", "“满意”一栏的比例", *"123456"), ("整张票", "满意率", *"123456")]
    table = plain_table(columns, [str(n) for n in range(8)], rows)
    one = Paper("x", "表", (ListTable("表", table),), "镇党委", DAY)
    (page,) = load_workbook(BytesIO(render_xlsx(one))).worksheets
    heights = {page.row_dimensions[row].height for row in (3, 4)}
    assert len(heights) == 1


def test_the_line_above_a_table_has_the_room_it_needs() -> None:
    columns = (Column(13), Column(24), Column(36), Column(50), Column(32), Column(19))
    table = plain_table(columns, ("序号", "姓名", "单位", "职务", "签名", "备注"), [["甲"] * 6])
    line = "时间：11月6日（星期五）上午9时　地点：镇政府三楼会议室"
    one = Paper("x", "表", (ListTable("签到表", table, line, "应到24人", landscape=False),), "镇党委", DAY)
    (page,) = load_workbook(BytesIO(render_xlsx(one))).worksheets
    (left,) = [one for one in page.merged_cells.ranges if (one.min_row, one.min_col) == (2, 1)]
    wide = sum(page.column_dimensions[get_column_letter(n)].width for n in range(1, left.max_col + 1))
    lines = ceil(2.25 * 12 / 11 * cells(line) / wide)
    assert lines <= 2
    assert page.row_dimensions[2].height >= lines * 12 * 1.3
    long = "".join(f"第{n}会议室、" for n in range(30))
    one = Paper("x", "表", (ListTable("签到表", table, long, "应到24人", landscape=False),), "镇党委", DAY)
    (page,) = load_workbook(BytesIO(render_xlsx(one))).worksheets
    assert page["A2"].alignment.wrap_text
    assert page.row_dimensions[2].height > 4 * 17


def test_no_page_ends_inside_a_merged_cell() -> None:
    rows = [
        Row((*((Cell(f"第{n // 4}类", rows=4),) if n % 4 == 0 else ()), Cell(f"第{n}项"), Cell("好")))
        for n in range(80)
    ]
    table = TableBlock((Column(20), Column(40), Column(20)), (Row(tuple(map(Cell, "类项等"))),), tuple(rows))
    one = Paper("x", "表", (ListTable("表", table),), "镇党委", DAY)
    (page,) = load_workbook(BytesIO(render_xlsx(one))).worksheets
    ends = [one.id for one in page.row_breaks.brk]
    assert ends
    for joined in page.merged_cells.ranges:
        assert not any(joined.min_row <= end < joined.max_row for end in ends)
    high = [page.row_dimensions[n].height or 15.0 for n in range(1, page.max_row + 1)]
    starts = [0, *ends]
    scale = (page.page_setup.scale or 100) / 100
    assert all(
        sum(high[start:end]) * scale <= 450.0 for start, end in zip(starts, [*ends, len(high)], strict=True)
    )
