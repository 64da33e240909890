"""Boards that are hung up: large type, a balanced sheet; lists for the files stay as they are."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from docx import Document
from docx.shared import Pt

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.papers.boards import BoardFacts, boards
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.domain.papers import Column, ListTable, Paper, plain_table
from dangjian_desktop.domain.typed_tables import TypedTable

DAY = date(2026, 11, 23)
ROW = {
    "rectify_board": ("班子不团结", "镇党委驻点指导，议定事项五日内公开", "秦云青", "2026年12月31日"),
    "merit_board": ("修通北塘机耕路2.3公里", "五个村民小组180户运粮不再绕行", "2026年6月"),
    "promise_board": ("修通北塘机耕路", "裴映行", "2026年12月31日"),
}
KINDS = sorted(ROW)


def board(kind: str, rows: int, times: int = 1) -> Paper:
    """A board of so many rows, the first cell of each so many times as long."""
    first, *others = ROW[kind]
    table = TypedTable("青桥村党支部", ((first * times, *others),) * rows)
    facts = BoardFacts(issuer="栖梧镇", dated=DAY, tables=(table,), telephone="0990-0000001")
    return boards(facts, Catalog().document_form(kind, on=DAY))


def pages_of(paper: Paper, fonts: FontSet) -> list[Any]:
    return pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_board_of_a_few_rows_is_large_and_stands_in_the_middle(
    kind: str, rows: int, fonts: FontSet
) -> None:
    paper = board(kind, rows)
    pdf = render_pdf(paper, fonts)
    (page,) = pdfplumber.open(BytesIO(pdf)).pages
    sizes = {round(char["size"], 1) for char in page.chars}
    assert sorted(sizes)[-2] >= 16  # the rows; only the title is larger
    above = min(char["top"] for char in page.chars)
    below = page.height - max(char["bottom"] for char in page.chars)
    assert 0.4 < above / below < 1.2
    assert page.height - above - below > page.height * (0.28 + 0.1 * rows)
    assert all(check.passed for check in proof(pdf, paper))


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_a_board_are_never_cramped_and_notes_never_alone(kind: str, fonts: FontSet) -> None:
    for rows in (1, 4, 8, 11, 12, 13, 17, 24):
        pages = pages_of(board(kind, rows), fonts)
        assert all(len(page.lines) > 4 for page in pages), rows
        for page in pages:
            edges = sorted({round(line["top"]) for line in page.lines if line["top"] == line["bottom"]})
            assert min(after - before for before, after in pairwise(edges)) >= 24


@pytest.mark.parametrize("kind", KINDS)
def test_long_texts_are_set_smaller_before_they_need_another_sheet(kind: str, fonts: FontSet) -> None:
    (page,) = pages_of(board(kind, 4, times=8), fonts)
    rows = [char["size"] for char in page.chars if char["text"] in "班修"]
    assert 12 <= min(rows) < 22


def test_no_column_of_a_word_or_two_is_broken_by_the_larger_type(fonts: FontSet) -> None:
    (page,) = pages_of(board("rectify_board", 2), fonts)
    assert page.extract_text().count("2026年12月31日") == 2


def test_a_list_for_the_files_keeps_its_size_and_place(fonts: FontSet) -> None:
    table = plain_table([Column(1), Column(3)], ["序号", "党组织"], [["1", "麦垄村党支部"]])
    part = ListTable("较差基层党组织名单", table, "填报单位：栖梧镇", "2026年11月2日")
    (page,) = pages_of(Paper("poor_list", part.title, (part,), "栖梧镇", DAY), fonts)
    assert {round(char["size"]) for char in page.chars} == {22, 12}
    assert min(char["top"] for char in page.chars) < 80


@pytest.mark.parametrize("rows", range(10, 25))
def test_signatures_never_stand_alone_on_a_page(rows: int, fonts: FontSet) -> None:
    table = plain_table([Column(1), Column(3)], ["序号", "党组织"], [["1", "麦垄村党支部"]] * rows)
    part = ListTable("评分表", table, "填报单位：栖梧镇", notes=("注",), signatures=("审核人：",))
    pages = pages_of(Paper("list", part.title, (part,), "栖梧镇", DAY), fonts)
    assert "麦垄村党支部" in pages[-1].extract_text()


def test_word_gives_the_board_the_same_type_rows_and_place(fonts: FontSet) -> None:
    paper = board("promise_board", 2)
    (page,) = pages_of(paper, fonts)
    document = Document(BytesIO(render_docx(paper, fonts)))
    cells = [cell for row in document.tables[0].rows for cell in row.cells]
    sizes = {run.font.size.pt for cell in cells for run in cell.paragraphs[0].runs if run.font.size}
    printed = sorted({round(char["size"], 1) for char in page.chars})
    assert sizes == {printed[-2]}
    assert (document.paragraphs[0].runs[0].font.size or Pt(0)).pt == pytest.approx(printed[-1], abs=0.6)
    edges = sorted({line["top"] for line in page.lines if line["top"] == line["bottom"]})
    heights = [after - before for before, after in pairwise(edges)]
    assert [(row.height or Pt(0)).pt for row in document.tables[0].rows] == pytest.approx(heights, abs=1)
    first = min(char["top"] for char in page.chars)
    assert (document.sections[0].top_margin or Pt(0)).pt == pytest.approx(first, abs=10)
