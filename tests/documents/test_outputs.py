"""One paper, its outputs: the same bytes twice, Word and Excel that open and hold what they must."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.preview import page_images
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.xlsx import render_xlsx
from dangjian_desktop.domain.papers import (
    Align,
    BallotSheet,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    plain_table,
)
from dangjian_desktop.domain.posters import Poster
from dangjian_desktop.kernel.findings import Rejected

DAY = date(2012, 11, 8)
BALLOT = BallotSheet(
    title="社区“两委”班子满意度测评票",
    items=("班子团结协作", "联系服务群众", "办事公道"),
    options=("满意", "基本满意", "不满意", "不了解"),
    group="（党员用）",
    item_head="测评内容",
    instructions=("每项只选一栏，不写姓名。",),
)
POSTER = Poster(
    title="依法参加换届选举",
    lines=("5月20日上午8时投票", "凭选民证领票"),
    slogan="珍惜民主权利",
    footer="栖梧镇",
    kicker="2012年换届",
)
TABLE = ListTable(
    "汇总表", plain_table([Column(2), Column(1)], ["名称", "数"], [["=1+1", "3"], ["+86", "4"], ["@a", "-5"]])
)


def test_the_same_paper_gives_the_same_bytes(notice: Paper, fonts: FontSet) -> None:
    assert render_pdf(notice, fonts) == render_pdf(notice, fonts)


def test_metadata_and_bookmarks(notice: Paper, fonts: FontSet) -> None:
    document = pypdfium2.PdfDocument(render_pdf(notice, fonts))
    about = document.get_metadata_dict()
    titles = [item.get_title() for item in document.get_toc()]
    document.close()
    assert about["Title"] == notice.title
    assert about["Author"] == "中共栖梧镇委员会"
    assert about["CreationDate"].startswith("D:20120322")
    assert titles == [notice.title, "附件1 工作组成员名单", "附件2 工作任务分解表"]


def test_proof_passes_our_own_notice_and_names_its_clauses(notice: Paper, fonts: FontSet) -> None:
    checks = proof(render_pdf(notice, fonts), notice)
    assert [check for check in checks if not check.passed] == []
    assert {"papers.mark", "papers.red_rule", "papers.grid", "papers.folio"} <= {
        check.code for check in checks
    }


def test_proof_sees_a_lost_sentence_and_a_wrong_file(
    notice: Paper, letter: OfficialLetter, fonts: FontSet
) -> None:
    more = replace(letter, blocks=(*letter.blocks, Paragraph("另须填报驽骀鼯鼠数目。")))
    checks = proof(render_pdf(notice, fonts), replace(notice, parts=(more,)))
    assert [check.code for check in checks if not check.passed] == ["papers.text"]
    with pytest.raises(Rejected):
        proof(b"%PDF-1.4 cut off", notice)


@pytest.mark.parametrize("part", [BALLOT, POSTER, TABLE])
def test_every_kind_of_part_is_drawn_whole(part: BallotSheet | Poster | ListTable, fonts: FontSet) -> None:
    paper = Paper("x", part.title, (part,), "栖梧镇", DAY)
    pdf = render_pdf(paper, fonts)
    assert all(check.passed for check in proof(pdf, paper))
    image = page_images(pdf, 1.0)[0]
    assert len(image.rgba) == image.width * image.height * 4
    assert render_docx(paper)[:2] == b"PK"


def test_two_ballots_on_a_sheet_are_equal_and_carry_no_number(fonts: FontSet) -> None:
    pdf = render_pdf(Paper("ballot", BALLOT.title, (BALLOT,), "栖梧镇", DAY), fonts)
    image = page_images(pdf, 1.0)[0]
    rows = [image.rgba[at : at + image.width * 4] for at in range(0, len(image.rgba), image.width * 4)]
    half = image.height // 2
    ink = [any(value < 200 for value in row[60:-60]) for row in rows]
    assert sum(ink[: half - 3]) == pytest.approx(sum(ink[half + 3 :]), abs=8)
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert not any(char.isdigit() for char in text)


def test_ten_items_fit_two_to_a_sheet_many_go_overleaf_and_too_wide_ones_are_refused(
    fonts: FontSet,
) -> None:
    long = replace(
        BALLOT, items=tuple(f"第{'一二三四五六七八九十'[n]}项工作开展情况和群众评价" for n in range(10))
    )
    assert len(page_images(render_pdf(Paper("b", "票", (long,), "镇", DAY), fonts), 0.2)) == 1
    endless = replace(BALLOT, items=("各项工作开展情况",) * 90)
    with pypdfium2.PdfDocument(render_pdf(Paper("b", "票", (endless,), "镇", DAY), fonts)) as document:
        sides = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert sum(side.count("各项工作开展情况") for side in sides) == 90
    assert [side.count("基本满意") for side in sides] == [1] * len(sides)
    assert [f"第{n}页，共{len(sides)}页" in side for n, side in enumerate(sides, 1)] == [True] * len(sides)
    wide = replace(BALLOT, options=("这一栏的名称长得一张纸放不下",) * 5)
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        render_pdf(Paper("b", "票", (wide,), "镇", DAY), fonts)


def test_excel_has_no_formula_a_frozen_header_and_prints_on_a4() -> None:
    book = load_workbook(BytesIO(render_xlsx(Paper("x", "汇总表", (TABLE,), "镇", DAY))))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {"=1+1", "+86", "@a", "-5"} <= {cell.value for cell in cells}
    assert all(cell.data_type == "s" for cell in cells)
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_excel_is_made_of_tables_only(notice: Paper) -> None:
    book = load_workbook(BytesIO(render_xlsx(notice)))
    assert len(book.worksheets) == 2
    assert "A4:A8" in {str(each) for each in book.worksheets[0].merged_cells.ranges}
    with pytest.raises(Rejected, match=r"papers\.no_xlsx"):
        render_xlsx(Paper("poster", "海报", (POSTER,), "镇", DAY))


def test_word_has_the_same_page_the_grid_and_the_text(notice: Paper, letter: OfficialLetter) -> None:
    document = Document(BytesIO(render_docx(notice)))
    section = document.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) * 22 <= 225 / 25.4 * 72 * 20
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert letter.mark in texts
    assert "各社区、各有关党组织：" in texts
    assert {paragraph.style.name for paragraph in document.paragraphs if paragraph.style} >= {
        "公文标题",
        "公文正文",
        "公文一级标题",
    }
    turned = document.sections[2]
    assert (turned.page_width or 0) > (turned.page_height or 0)
    assert document.core_properties.title == notice.title


def test_words_properties_stand_in_the_order_word_demands(notice: Paper) -> None:
    document = Document(BytesIO(render_docx(notice)))
    order = [
        "pStyle",
        "keepNext",
        "widowControl",
        "pBdr",
        "tabs",
        "autoSpaceDE",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
    ]
    ranks = {qn(f"w:{name}"): rank for rank, name in enumerate(order)}
    for root in (document.element, document.styles.element):
        for properties in root.iter(qn("w:pPr")):
            seen = [ranks[child.tag] for child in properties if child.tag in ranks]
            assert seen == sorted(seen)


def test_a_table_paper_of_several_pages_counts_them_in_word_too(fonts: FontSet) -> None:
    row = TABLE.table.body[0]
    long = replace(TABLE, table=replace(TABLE.table, body=(row,) * 60))
    pages = len(page_images(render_pdf(Paper("x", "汇总表", (long,), "镇", DAY), fonts), 0.1))
    assert pages > 1
    document = Document(BytesIO(render_docx(Paper("x", "汇总表", (long,), "镇", DAY), fonts)))
    assert "SECTIONPAGES" in document.sections[0].footer.paragraphs[0]._p.xml
    both = Document(BytesIO(render_docx(Paper("x", "汇总表", (long, TABLE, long), "镇", DAY), fonts)))
    feet = [section.footer.paragraphs[0]._p.xml for section in both.sections]
    assert [f"<w:t>{pages}</w:t>" in foot for foot in feet] == [True, False, True]
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in both.sections]
    assert [one.get(qn("w:start")) for one in starts] == ["1"] * 3
    alone = Document(BytesIO(render_docx(Paper("x", "汇总表", (TABLE,), "镇", DAY), fonts)))
    assert "SECTIONPAGES" not in alone.sections[0].footer.paragraphs[0]._p.xml


def test_word_breaks_chinese_lines_by_chinese_rules_and_squeezes_marks(fonts: FontSet) -> None:
    document = Document(BytesIO(render_docx(Paper("x", "汇总表", (TABLE,), "镇", DAY), fonts)))
    settings = document.settings.element
    assert settings.find(qn("w:characterSpacingControl")).get(qn("w:val")) == "compressPunctuation"
    assert settings.find(qn("w:themeFontLang")).get(qn("w:eastAsia")) == "zh-CN"
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert {one.get(qn("w:eastAsia")) for one in languages} == {"zh-CN"}


def test_cells_of_a_word_or_two_break_in_word_as_in_print(fonts: FontSet) -> None:
    columns = [Column(14), Column(20), Column(60, Align.LEFT)]
    rows = [["党支部书记、村委会主任、妇联主席", "甲", "很长的一段话，" * 12]]
    part = ListTable("名单", plain_table(columns, ["职务", "姓名", "情况"], rows), landscape=False)
    (page,) = pdfplumber.open(BytesIO(render_pdf(Paper("x", "名单", (part,), "镇", DAY), fonts))).pages
    document = Document(BytesIO(render_docx(Paper("x", "名单", (part,), "镇", DAY), fonts)))
    post, _, told = document.tables[0].rows[1].cells
    lines = post.paragraphs[0].text.split("\n")
    assert 1 < len(lines) <= 3
    assert "".join(lines) == rows[0][0]
    printed = page.crop((0, 0, page.width * 0.25, page.height)).extract_text()
    assert all(line in printed for line in lines)
    assert "\n" not in told.paragraphs[0].text


def test_figures_are_numbers_in_excel_shown_as_on_paper() -> None:
    shown = ["61.75", "97.50", "47.5%", "100.0%", "0", "-1.5"]
    kept = ["≈97.5", "36/38", "007", "一", "—", "", "2023〔5〕", "1.2.3", "13800000001234", "9.", "+1"]
    columns = [Column(2), Column(1, numeric=True)]
    table = plain_table(columns, ["电话", "得分"], [["13800000001", text] for text in shown + kept])
    paper = Paper("x", "汇总表", (ListTable("汇总表", table),), "镇", DAY)
    sheet = load_workbook(BytesIO(render_xlsx(paper))).worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, min_col=1, max_col=2))
    assert all(left.value == "13800000001" for left, _ in rows)
    cells = [right for _, right in rows]
    numbers, texts = cells[: len(shown)], cells[len(shown) :]
    assert [cell.value for cell in numbers] == [61.75, 97.5, 0.475, 1, 0, -1.5]
    assert [cell.number_format for cell in numbers] == ["0.00", "0.00", "0.0%", "0.0%", "0", "0.0"]
    assert [cell.value or "" for cell in texts] == kept
    assert all(cell.data_type == "s" for cell in texts if cell.value)
    assert {cell.alignment.horizontal for cell in cells} == {"right"}
