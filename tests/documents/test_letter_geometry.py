"""GB/T 9704-2012 measured from the PDF by another program's eyes, not from our layout's numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph
from tests.documents.conftest import MIXED
from tests.documents.measuring import MM, ink

DAY = date(2012, 3, 22)


@pytest.fixture
def pages(notice: Paper, fonts: FontSet) -> list[Any]:
    """The pages of the notice as pdfplumber reads them."""
    return pdfplumber.open(BytesIO(render_pdf(notice, fonts))).pages


def lines_of(page: Any, size: float = 16) -> list[list[dict[str, Any]]]:
    """The characters of ``size`` by baseline, from top to bottom and left to right."""
    found: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        if abs(char["size"] - size) < 0.05:
            found.setdefault(round(char["matrix"][5], 1), []).append(char)
    return [sorted(chars, key=lambda char: char["x0"]) for _, chars in sorted(found.items(), reverse=True)]


def test_a_full_page_holds_22_lines_of_28_characters(letter: OfficialLetter, fonts: FontSet) -> None:
    plain = "基层党组织要把活动摆上重要议事日程并由书记亲自抓好统筹协调扎实推进各项工作落到实处" * 40
    paper = Paper("notice", letter.title, (replace(letter, blocks=(Paragraph(plain),)),), "栖梧镇", DAY)
    page = pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages[1]
    lines = lines_of(page)
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    steps = [above[0]["matrix"][5] - below[0]["matrix"][5] for above, below in pairwise(lines)]
    assert all(step == pytest.approx(225 / 22 * MM, abs=0.05) for step in steps)
    pitches = [after["x0"] - before["x0"] for before, after in pairwise(lines[3])]
    assert all(pitch == pytest.approx(156 / 28 * MM, abs=0.05) for pitch in pitches)


def test_mixed_text_fills_every_line_and_the_page(pages: list[Any]) -> None:
    lines = lines_of(pages[1])
    assert len(lines) == 22
    for line in lines:
        assert line[0]["x0"] >= 28 * MM - 0.1
        if len(line) > 24 and line[-1]["text"] not in "，。、；：）”》":
            assert line[-1]["x1"] == pytest.approx((28 + 156) * MM, abs=0.6)


def test_type_area_has_the_margins_of_the_standard(notice: Paper, fonts: FontSet) -> None:
    text = ink(render_pdf(notice, fonts), 1, red=False, rows=(0, 264))
    assert 37 <= text.top <= 40.5
    assert 258 <= text.bottom <= 262.5
    assert 27.8 <= text.left <= 29.5
    assert text.right <= 184 + 3


def test_mark_is_red_and_35_mm_below_the_type_area(notice: Paper, fonts: FontSet) -> None:
    mark = ink(render_pdf(notice, fonts), 0, red=True, rows=(0, 100))
    assert mark.top == pytest.approx(37 + 35, abs=0.3)
    assert (mark.left + mark.right) / 2 == pytest.approx(28 + 78, abs=1.0)


def test_red_rule_is_4_mm_below_the_number_and_156_mm_long(notice: Paper, fonts: FontSet) -> None:
    pdf = render_pdf(notice, fonts)
    rule = ink(pdf, 0, red=True, rows=(100, 200))
    number = ink(pdf, 0, red=False, rows=(90, rule.top - 0.5))
    assert rule.right - rule.left == pytest.approx(156, abs=0.3)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.3)


def test_title_is_size_two_centred_and_two_lines_below_the_rule(pages: list[Any]) -> None:
    title = lines_of(pages[0], 22)
    assert (
        "".join(char["text"] for line in title for char in line)
        == "关于开展社区“两委”换届后“回头看”活动的通知"
    )
    for line in title:
        assert (line[0]["x0"] + line[-1]["x1"]) / 2 == pytest.approx((28 + 78) * MM, abs=1)
        assert "SongBold" in line[0]["fontname"] or "Song-Bold" in line[0]["fontname"]
    assert abs(len(title[0]) - len(title[1])) >= 1


def test_page_numbers_odd_right_even_left_7_mm_below(notice: Paper, fonts: FontSet) -> None:
    pdf = render_pdf(notice, fonts)
    pages = pdfplumber.open(BytesIO(pdf)).pages
    for index, page in enumerate(pages[:3]):
        folio = [char for char in page.chars if abs(char["size"] - 14) < 0.05 and char["top"] > 262 * MM]
        text = "".join(char["text"] for char in sorted(folio, key=lambda char: char["x0"]))
        assert text == f"— {index + 1} —"
        cell = 156 / 28 * MM
        if index % 2 == 0:
            assert max(char["x1"] for char in folio) == pytest.approx(184 * MM - cell, abs=0.6)
        else:
            assert min(char["x0"] for char in folio) == pytest.approx(28 * MM + cell, abs=0.6)
        first = min(folio, key=lambda char: char["x0"])
        dash = ink(pdf, index, red=False, rows=(263, 290), columns=(first["x0"] / MM, first["x1"] / MM))
        assert (dash.top + dash.bottom) / 2 == pytest.approx(262 + 7, abs=0.3)


def test_headings_have_their_type(pages: list[Any]) -> None:
    fonts_of = {
        start: line[0]["fontname"].split("+")[-1]
        for page in pages[:4]
        for line in lines_of(page)
        for start in ["".join(char["text"] for char in line[:3])]
    }
    assert "Hei" in fonts_of["一、总"]
    assert "Kai" in fonts_of["（一）"]
    assert "Fang" in fonts_of["1.社"]
    assert "Fang" in fonts_of["（1）"]


def test_signature_and_date_stand_as_for_one_issuer_without_seal(pages: list[Any]) -> None:
    lines = [line for page in pages for line in lines_of(page)]
    name = next(line for line in lines if "".join(char["text"] for char in line) == "中共栖梧镇委员会")
    date = next(line for line in lines if "".join(char["text"] for char in line) == "2012年3月22日")
    cell = 156 / 28 * MM
    assert name[-1]["x1"] == pytest.approx(184 * MM - 2 * cell, abs=0.6)
    assert date[0]["x0"] - name[0]["x0"] == pytest.approx(2 * cell, abs=0.6)
    assert name[0]["matrix"][5] - date[0]["matrix"][5] == pytest.approx(225 / 22 * MM, abs=0.05)


def test_a_date_longer_than_the_name_stands_two_in(letter: OfficialLetter, fonts: FontSet) -> None:
    short = replace(letter, signature="镇党委", attachments=(), listed=(), imprint=None)
    paper = Paper("notice", letter.title, (short,), "栖梧镇", DAY)
    lines = [li for pg in pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages for li in lines_of(pg)]
    date = next(line for line in lines if "".join(char["text"] for char in line) == "2012年3月22日")
    name = next(line for line in lines if "".join(char["text"] for char in line) == "镇党委")
    cell = 156 / 28 * MM
    assert date[-1]["x1"] == pytest.approx(184 * MM - 2 * cell, abs=0.6)
    assert date[0]["x0"] - name[0]["x0"] == pytest.approx(2 * cell, abs=0.6)


def test_imprint_closes_the_last_even_page_and_a_turned_page_reads_upright(pages: list[Any]) -> None:
    assert len(pages) % 2 == 0
    lines = [line for line in pages[-1].lines if line["width"] > 100]
    assert max(line["bottom"] for line in lines) == pytest.approx(262 * MM, abs=0.6)
    assert "抄送：县委组织部，镇党委委员。" in pages[-1].extract_text().replace(" ", "")
    turned = [page for page in pages if page.rotation == 90]
    assert turned
    assert all(page.width > page.height for page in turned)


def test_blank_page_before_the_imprint_has_no_number(notice: Paper, fonts: FontSet) -> None:
    pages = pdfplumber.open(BytesIO(render_pdf(notice, fonts))).pages
    blank = [index for index, page in enumerate(pages) if not page.chars]
    for index in blank:
        assert "—" not in (pages[index + 1].extract_text() or "")


def test_a_signature_never_stands_alone(letter: OfficialLetter, fonts: FontSet) -> None:
    plain = "基层党组织要把活动摆上重要议事日程"
    for lines in range(5, 12):
        body = tuple(Paragraph(plain) for _ in range(lines))
        short = replace(letter, blocks=body, attachments=(), listed=(), imprint=None)
        paper = Paper("notice", letter.title, (short,), "栖梧镇", DAY)
        last = pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages[-1]
        assert plain in last.extract_text().replace(" ", "")


def test_the_text_can_be_copied_whole(notice: Paper, fonts: FontSet) -> None:
    document = pypdfium2.PdfDocument(render_pdf(notice, fonts))
    text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    assert MIXED.replace(" ", "") in "".join(text.split()).replace("—2—", "").replace("—1—", "")
    document.close()
