"""Ballots in Word: as many on the sheet as in print, the strip of the group, nothing that counts them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.domain.ballot_blocks import BallotQuestion, BallotTable, BallotWords
from dangjian_desktop.domain.papers import BallotSheet, Paper, PrintRun
from dangjian_desktop.kernel.findings import Rejected
from tests.documents.test_ballot_packs import SHEET

PEOPLE = BallotTable(
    ("王小明", "欧阳锋一"), ("优秀", "称职"), "姓名", ("德", "能", "勤", "绩"), ("书记", ""), "职务"
)
QUESTION = BallotQuestion("1．您对村级事务公开是否满意？", ("满意", "基本满意", "不满意", "不了解"))
WORDS = BallotWords("2．您的意见和建议", 3)


def opened(fonts: FontSet, ballot: BallotSheet, run: PrintRun) -> WordDocument:
    paper = Paper("ballot", ballot.title, (ballot,), "镇", date(2026, 3, 5), run=run)
    return Document(BytesIO(render_docx(paper, fonts)))


def words(document: WordDocument) -> str:
    return "".join(text.text or "" for text in document.element.iter(qn("w:t")))


@pytest.mark.parametrize(("per_sheet", "sheet"), [(1, "A4"), (2, "A4"), (4, "A4"), (8, "A3")])
def test_as_many_on_the_sheet_as_in_print(fonts: FontSet, per_sheet: int, sheet: str) -> None:
    document = opened(fonts, SHEET, PrintRun(300, per_sheet, sheet))
    text = words(document)
    assert text.count(SHEET.title) == text.count(SHEET.footer) == per_sheet
    assert text.count("□") == per_sheet * len(SHEET.items) * len(SHEET.options)
    assert not re.search(r"\d", text)
    section = document.sections[0]
    sides = {round((side or 0) / Mm(1)) for side in (section.page_width, section.page_height)}
    assert sides == ({210, 297} if sheet == "A4" else {297, 420})


def test_the_strip_of_the_group_is_on_every_ballot(fonts: FontSet) -> None:
    shades = [
        shade.get(qn("w:fill")) for shade in opened(fonts, SHEET, PrintRun(2)).element.iter(qn("w:shd"))
    ]
    assert shades == [SHEET.band.removeprefix("#")] * 2
    plain = opened(fonts, replace(SHEET, band=""), PrintRun(2))
    assert not list(plain.element.iter(qn("w:shd")))


def test_copies_are_alike_to_the_letter(fonts: FontSet) -> None:
    cells = opened(fonts, SHEET, PrintRun(2)).tables[0]._cells
    first, second = (cell._tc.xml.partition("</w:tcPr>")[2] for cell in cells)
    assert first == second


def test_tables_of_people_questions_and_lines_to_write_on_are_whole(fonts: FontSet) -> None:
    ballot = replace(SHEET, blocks=(PEOPLE, QUESTION, WORDS))
    document = opened(fonts, ballot, PrintRun(0, 1))
    text = words(document)
    for wanted in (*PEOPLE.rows, *PEOPLE.cells, "书记", QUESTION.text, *QUESTION.options, WORDS.text):
        assert wanted in text
    table = document.tables[0]
    assert len(table.columns) == 2 + len(PEOPLE.cells) * len(PEOPLE.options)
    assert text.count("□") == len(PEOPLE.rows) * 8 + len(QUESTION.options)
    assert len(list(document.element.iter(qn("w:bottom")))) >= WORDS.lines


def test_a_ballot_of_several_sides_counts_its_pages(fonts: FontSet) -> None:
    items = tuple(f"第{one}项测评内容写得比较长一些，看它怎样换行" for one in "一二三四五六七八九十" * 6)
    document = opened(fonts, replace(SHEET, items=items), PrintRun(40))
    fields = [field.text for field in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "SECTIONPAGES"]
    assert len(document.tables[0].rows) == len(items) + 1


def test_too_many_on_a_sheet_are_refused_in_word_too(fonts: FontSet) -> None:
    items = tuple(f"第{one}项测评内容写得比较长" for one in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
    with pytest.raises(Rejected) as error:
        opened(fonts, replace(SHEET, items=items), PrintRun(40, 4))
    assert [one.code for one in error.value.findings] == ["papers.ballot_too_long"]


def test_nothing_in_the_file_is_in_another_language(fonts: FontSet) -> None:
    paper = Paper("ballot", SHEET.title, (SHEET,), "镇", date(2026, 3, 5))
    with ZipFile(BytesIO(render_docx(paper, fonts))) as parts:
        assert not [name for name in parts.namelist() if "Effects" in name or "custom" in name]
        texts = {name: parts.read(name).decode("utf-8") for name in parts.namelist()}
    assert not [name for name, text in texts.items() if "en-US" in text or "python-docx" in text]
    names = re.findall(r'<w:style [^>]*>.*?<w:name w:val="([^"]+)"', texts["word/styles.xml"], re.DOTALL)
    builtin = {
        "Normal",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
        "header",
        "footer",
        "Table Grid",
    }
    assert {name for name in names if name.isascii()} <= builtin
