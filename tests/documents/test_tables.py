"""Tables over pages: the header repeated, no row broken, merged cells with their text on every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from openpyxl import load_workbook

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.xlsx import render_xlsx
from dangjian_desktop.domain.papers import (
    Block,
    Cell,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    plain_table,
)
from dangjian_desktop.kernel.findings import Rejected
from tests.documents.conftest import spanned_table
from tests.documents.measuring import MM, PITCH, row, rules_of


def paper_of(table: TableBlock, landscape: bool = True) -> Paper:
    part = ListTable("分类定级情况一览表", table, "填报单位：栖梧镇", "2012年11月8日", landscape=landscape)
    return Paper("list", part.title, (part,), "栖梧镇", date(2012, 11, 8))


def pages_of(paper: Paper, fonts: FontSet) -> list[Any]:
    return pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages


def test_header_is_on_every_page_and_every_row_once(fonts: FontSet) -> None:
    pages = pages_of(paper_of(spanned_table(groups=20)), fonts)
    assert len(pages) > 2
    texts = [page.extract_text() for page in pages]
    assert all("结对帮扶单位" in text for text in texts)
    whole = "\n".join(texts)
    assert all(whole.count(f"社区{group}{row} ") == 1 for group in range(20) for row in range(5))


def test_a_merged_cell_cut_by_a_page_end_is_named_on_both_pages(fonts: FontSet) -> None:
    pages = pages_of(paper_of(spanned_table(groups=1, each=60)), fonts)
    assert len(pages) > 1
    assert all("第1片" in page.extract_text() for page in pages)


def test_text_stays_inside_its_cell(fonts: FontSet) -> None:
    table = plain_table([Column(2), Column(3)], ["社区", "情况"], [["石渡", "活动阵地面积不足，" * 30]])
    page = pages_of(paper_of(table), fonts)[0]
    edge = max(line["x1"] for line in page.lines)
    lowest = max(line["bottom"] for line in page.lines)
    body = [char for char in page.chars if abs(char["size"] - 12) < 0.1 and char["top"] > 130]
    ink = [char["x1"] - (0.6 * char["size"] if char["text"] == "，" else 0) for char in body]
    assert max(ink) <= edge - 1
    assert max(char["bottom"] for char in body) <= lowest


@pytest.mark.parametrize("weights", [(1, 1, 8), (1, 1, 6), (1, 1, 5)])
def test_a_name_in_a_list_of_names_is_not_torn(weights: tuple[int, ...], fonts: FontSet) -> None:
    names = ["岳映声", "林向阳", "臧　栩", "秦岭", "欧阳若谷", "单知远"]
    rows = [["臧栩", "、".join(names), "督导"]]
    table = plain_table([Column(n) for n in weights], ["组长", "成员", "职责"], rows)
    page = pages_of(paper_of(table), fonts)[0]
    lines = page.extract_text().splitlines()
    assert [name for name in names if not any(name in line.replace(" ", "　") for line in lines)] == []


def in_a_letter(rows: int, before: int = 1, after: str = "特此公告。") -> Paper:
    table = plain_table([Column(2), Column(3)], ["职务", "姓名"], [["主任", f"第{n}行"] for n in range(rows)])
    lead = tuple(Paragraph("现将结果公布如下：") for _ in range(before))
    blocks: tuple[Block, ...] = (*lead, table, *([Paragraph(after)] if after else []))
    letter = OfficialLetter("公告", blocks, signature="栖梧镇人民政府", dated=date(2012, 11, 8))
    return Paper("letter", "公告", (letter,), "栖梧镇", date(2012, 11, 8))


def base_of(page: Any, char: str) -> float:
    """Return the baseline (mm from the type area's top) of the last line of type 三号 that has ``char``."""
    bases = [
        each["matrix"][5] for each in page.chars if each["text"] == char and abs(each["size"] - 16) < 0.1
    ]
    return float((page.height - min(bases)) / MM - 37)


@pytest.mark.parametrize("rows", range(1, 12))
def test_a_table_in_a_letter_stands_off_the_text_above_and_below_and_leaves_it_on_the_grid(
    rows: int, fonts: FontSet
) -> None:
    (page,) = pages_of(in_a_letter(rows), fonts)
    top, bottom = (edge(line["top"] for line in page.lines) / MM - 37 for edge in (min, max))
    above, below = base_of(page, "下"), base_of(page, "特")
    lead = above // PITCH + 1  # the line of the grid the table begins under
    assert (below - above) / PITCH == pytest.approx(round((below - above) / PITCH), abs=0.01)
    assert PITCH / 6 - 0.3 <= top - lead * PITCH <= PITCH * 2 / 3 + 0.3
    assert (below // PITCH) * PITCH - bottom == pytest.approx(top - lead * PITCH, abs=0.4)


@pytest.mark.parametrize("after", ["特此公告。", ""])
def test_the_line_that_leads_to_a_table_is_on_its_page(after: str, fonts: FontSet) -> None:
    for before in range(14, 21):
        first, second, *_ = pages_of(in_a_letter(30, before, after), fonts)
        assert "第0行" in (first if "职" in first.extract_text() else second).extract_text()
        assert first.extract_text().count("公布如下") < before or "第0行" in first.extract_text()


def grouped(first: int, groups: int = 9, each: int = 11) -> Paper:
    """Return a list in groups of ``each`` rows under headings, the first of ``first`` rows."""
    body: list[Row] = []
    for group in range(groups):
        body.append(Row((Cell(f"第{group}组", cols=2, bold=True),)))
        body += [Row((Cell("支部"), Cell(f"行{n}"))) for n in range(each if group else first)]
    header = (Row((Cell("名称"), Cell("得分"))),)
    return paper_of(TableBlock((Column(2), Column(1)), header, tuple(body)))


@pytest.mark.parametrize("first", range(1, 12))
def test_the_heading_of_a_group_is_never_the_last_row_of_a_page(first: int, fonts: FontSet) -> None:
    for page in pages_of(grouped(first), fonts):
        lines = page.extract_text().splitlines()
        assert all("行0" in lines[at + 1] for at, line in enumerate(lines) if "组" in line)


@pytest.mark.parametrize("first", range(1, 12))
def test_no_printed_page_of_excel_ends_with_the_heading_of_a_group(first: int) -> None:
    sheet = load_workbook(BytesIO(render_xlsx(grouped(first)))).worksheets[0]
    ends = [one.id for one in sheet.row_breaks.brk]
    assert len(ends) >= 4
    assert not [end for end in ends if "组" in str(sheet.cell(end, 1).value)]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert sheet.page_setup.scale is not None
    holds = 450 * 100 / sheet.page_setup.scale
    assert all(sum(heights[start:end]) <= holds for start, end in pairwise((0, *ends)))


def test_title_and_line_above_a_table_stand_as_high_in_word_as_in_print(fonts: FontSet) -> None:
    document, page = Document(BytesIO(render_docx(grouped(3), fonts))), pages_of(grouped(3), fonts)[0]
    margin = document.sections[0].top_margin
    assert margin is not None
    at, bases = margin.pt, []
    for paragraph in document.paragraphs[:2]:
        size = paragraph.paragraph_format
        assert isinstance(size.line_spacing, Length)
        assert size.space_after is not None
        assert not size.space_before
        bases.append((at + 0.8 * size.line_spacing.pt) / MM)
        at += size.line_spacing.pt + size.space_after.pt
    print_bases = [row(page, start).base for start in ("分类定级", "填报单位")]
    assert bases == pytest.approx(print_bases, abs=0.2)
    assert at / MM == pytest.approx(rules_of(page)[0][2], abs=0.2)


def test_rows_are_as_high_in_word_as_in_print(fonts: FontSet) -> None:
    edges = [edge[2] * MM for edge in rules_of(pages_of(grouped(3), fonts)[0])]
    plain = next(after - before for before, after in pairwise(edges) if after - before > 1)
    table = Document(BytesIO(render_docx(grouped(3), fonts))).tables[0]
    heights = {row.height.pt for row in table.rows if row.height}
    assert max(heights) == min(heights)
    assert max(heights) == pytest.approx(plain, abs=0.15)
    margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
    room = sum(int(margins.find(qn(f"w:{side}")).get(qn("w:w"))) for side in ("top", "bottom")) / 20
    line = table.cell(0, 0).paragraphs[0].paragraph_format.line_spacing
    assert isinstance(line, Length)
    assert line.pt + room + 0.5 == pytest.approx(plain, abs=0.15)  # with the line between rows


def test_in_word_the_heading_of_a_group_stays_with_the_next_row(fonts: FontSet) -> None:
    table = Document(BytesIO(render_docx(grouped(3), fonts))).tables[0]
    kept = [
        row.cells[0].text for row in table.rows if row.cells[0].paragraphs[0].paragraph_format.keep_with_next
    ]
    assert kept == [f"第{group}组" for group in range(9)]


def test_bad_tables_are_refused(fonts: FontSet) -> None:
    wide = plain_table([Column(1)] * 60, ["列"] * 60, [["值"] * 60])
    with pytest.raises(Rejected, match=r"papers\.table_too_wide"):
        render_pdf(paper_of(wide), fonts)
    high = plain_table([Column(1), Column(9)], ["一", "二"], [["扣分说明" * 200, "值"]])
    with pytest.raises(Rejected, match=r"papers\.row_too_high"):
        render_pdf(paper_of(high), fonts)
    uneven = replace(wide, columns=(Column(1), Column(1)), header=(Row((Cell("一"),)),), body=())
    with pytest.raises(Rejected, match=r"papers\.table_shape"):
        render_pdf(paper_of(uneven), fonts)


def fitted(sheet: Any) -> bool:
    """Whether Excel is to make the sheet as wide as a page by itself."""
    return bool(sheet.sheet_properties.pageSetUpPr.fitToPage)


def test_a_sheet_with_page_breaks_has_a_scale_its_columns_fit_in_since_excel_ignores_them_otherwise() -> None:
    broken = load_workbook(BytesIO(render_xlsx(grouped(3)))).worksheets[0]
    assert broken.row_breaks.brk
    assert not fitted(broken)
    scale, margins = broken.page_setup.scale, broken.page_margins
    assert scale is not None
    assert scale >= 80
    wide = sum(one.width for one in broken.column_dimensions.values())
    room = 297 / 25.4 - (margins.left or 0) - (margins.right or 0)
    assert wide * 8 * scale / 100 <= room * 96  # 8: a figure of 11-point 宋体
    whole = load_workbook(BytesIO(render_xlsx(grouped(3, groups=1)))).worksheets[0]
    assert not whole.row_breaks.brk
    assert fitted(whole)


@pytest.mark.parametrize("first", range(1, 20))
def test_what_stands_below_a_table_of_groups_is_not_alone_on_a_printed_page_of_excel(first: int) -> None:
    part = grouped(first).parts[0]
    assert isinstance(part, ListTable)
    noted = replace(part, notes=("对名单有异议的，可以申诉。", "电话：0990-0000000。"))
    sheet = load_workbook(
        BytesIO(render_xlsx(Paper("x", "汇总表", (noted,), "镇", date(2026, 3, 5))))
    ).worksheets[0]
    below = next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("注"))
    assert not [one.id for one in sheet.row_breaks.brk if one.id >= below - 1]
