"""The end of a list: notes and signatures stand below rows, never alone on a page."""

from __future__ import annotations

import pytest

from dangjian_desktop.documents.drawn import Text
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.list_sheet import list_pages
from dangjian_desktop.domain.papers import Cell, Column, ListTable, Row, TableBlock


@pytest.mark.parametrize("people", range(10, 31))
def test_notes_and_signatures_never_stand_without_rows(people: int, fonts: FontSet) -> None:
    rows = tuple(Row((Cell(f"人{n}"), Cell("党支部书记")), height=44) for n in range(people))
    table = TableBlock((Column(10), Column(60)), (Row((Cell("姓名"), Cell("职务"))),), rows)
    part = ListTable("干部名册", table, notes=("全部在册。",), signatures=("审核人：", "填表人："))
    pages = list_pages(part, fonts)
    texts = ["".join(item.text for item in page.items if isinstance(item, Text)) for page in pages]
    assert "审核人" in texts[-1]
    assert texts[-1].count("党支部书记") >= 1
    assert sum(text.count("党支部书记") for text in texts) == people
