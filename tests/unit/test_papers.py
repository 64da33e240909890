"""The tree of a paper: dates in words, where cells stand, what a paper says."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.domain.paper_tables import Cell, Column, Row, TableBlock, place
from dangjian_desktop.domain.papers import (
    Imprint,
    OfficialLetter,
    Paragraph,
    chinese_date,
    texts_of,
)
from dangjian_desktop.kernel.findings import Rejected


def test_dates_have_no_leading_zero() -> None:
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"


def test_cells_find_their_places_around_merged_ones() -> None:
    rows = (
        Row((Cell("片", rows=2), Cell("组", cols=2))),
        Row((Cell("甲"), Cell("乙"))),
        Row((Cell("子"), Cell("丑", cols=2))),
    )
    places = {each.cell.text: (each.row, each.col) for each in place(rows, 3)}
    assert places == {"片": (0, 0), "组": (0, 1), "甲": (1, 1), "乙": (1, 2), "子": (2, 0), "丑": (2, 1)}


@pytest.mark.parametrize(
    "rows",
    [
        (Row((Cell("少"),)),),
        (Row((Cell("多"), Cell("多"), Cell("多"))),),
        (Row((Cell("深", rows=2), Cell("右"))),),
    ],
)
def test_a_misshapen_row_is_refused_by_its_number(rows: tuple[Row, ...]) -> None:
    with pytest.raises(Rejected) as caught:
        place(rows, 2)
    assert caught.value.findings[0].code == "papers.table_shape"
    assert caught.value.findings[0].fact("row") == 1


def test_a_letter_says_all_its_texts_in_reading_order() -> None:
    table = TableBlock((Column(1),), (Row((Cell("头"),)),), (Row((Cell("身"),)),))
    letter = OfficialLetter(
        title="标题",
        blocks=(Paragraph("正文"), table),
        mark="红头",
        number="文号",
        signature="署名",
        dated=date(2012, 3, 22),
        imprint=Imprint("印发机关", date(2012, 3, 23), "抄送"),
    )
    body = ("红头", "文号", "标题", "正文", "头", "身")
    foot = ("署名", "2012年3月22日", "抄送", "印发机关", "2012年3月23日")
    assert texts_of(letter) == (*body, *foot)
