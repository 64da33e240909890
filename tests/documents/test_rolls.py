"""名单公布 and address labels, measured in the PDF: every name in its column, none lost, none orphaned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pdfplumber
import pytest
from docx import Document
from docx.text.paragraph import Paragraph as WordParagraph

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet, shipped_fonts
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.xlsx import render_xlsx
from dangjian_desktop.domain.paper_lists import (
    Label,
    LabelSheet,
    LabelStock,
    NameRoll,
    RollGroup,
    RollName,
    spaced,
)
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.kernel.findings import Rejected

DAY = date(2031, 5, 8)
GIVEN = "云知禾阡天远帆陌鹤临"


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return shipped_fonts()


def names(count: int, first: int = 1) -> tuple[RollName, ...]:
    """Return invented names of two and three characters."""
    return tuple(
        RollName(number, spaced("甄" + GIVEN[number % 10] + (GIVEN[number // 10 % 10] if number % 3 else "")))
        for number in range(first, first + count)
    )


def roll(*groups: RollGroup, columns: int = 6) -> Paper:
    """Return a paper of one roll."""
    part = NameRoll(
        "石桥村选民名单", ("现将登记参加选举的村民名单公布如下。",), groups, columns,
        ("对名单有异议的，应当自名单公布之日起五日内申诉。",), "石桥村村民选举委员会", "2031年5月8日",
        "石桥村选民名单",
    )  # fmt: skip
    return Paper("voter_roll", part.title, (part,), "石桥村村民选举委员会", DAY)


def lines_of(page: Any) -> list[list[dict[str, Any]]]:
    """Return the characters of a page line by line, from the top."""
    found: dict[int, list[dict[str, Any]]] = {}
    for char in page.chars:
        if char["text"].strip():
            found.setdefault(round(char["matrix"][5]), []).append(char)
    return [sorted(found[at], key=lambda char: char["x0"]) for at in sorted(found, reverse=True)]


def text_of(line: Sequence[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in line)


@pytest.mark.parametrize("columns", [4, 5, 6, 7, 8])
def test_names_stand_in_columns_between_the_margins(fonts: FontSet, columns: int) -> None:
    pdf = render_pdf(roll(RollGroup("", names(columns * 3)), columns=columns), fonts)
    with pdfplumber.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        rows = [line for line in lines_of(page) if text_of(line).startswith(("1甄", f"{columns + 1}甄"))]
        starts = [
            [char["x0"] for char, before in zip(line[1:], line, strict=False)
             if char["text"] == "甄" and before["text"].isdigit()]
            for line in rows
        ]  # fmt: skip
        assert [len(row) for row in starts] == [columns, columns]
        for above, below in zip(*starts, strict=True):
            assert above == pytest.approx(below, abs=0.5)
        steps = [after - before for before, after in zip(starts[0], starts[0][1:], strict=False)]
        assert max(steps) - min(steps) < 0.5
        assert min(char["x0"] for char in page.chars) >= 20 * MM - 1
        assert max(char["x1"] for char in page.chars) <= 190 * MM + 1


def test_every_name_is_there_once_and_pages_are_numbered(fonts: FontSet) -> None:
    first, second = RollGroup("第一村民小组", names(300)), RollGroup("第二村民小组", names(250, 301))
    paper = roll(first, second)
    pdf = render_pdf(paper, fonts)
    assert all(check.passed for check in proof(pdf, paper))
    with pdfplumber.open(BytesIO(pdf)) as document:
        lines = [text_of(line) for page in document.pages for line in lines_of(page)]
        feet = [text_of(lines_of(page)[-1]) for page in document.pages]
    total = len(feet)
    assert feet == [f"石桥村选民名单第{number}页共{total}页" for number in range(1, total + 1)]
    whole = "".join(lines)
    assert [whole.count(f"{number}甄") for number in (1, 300, 301, 550)] == [whole.count("1甄"), 1, 1, 1]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(fonts: FontSet) -> None:
    for count in range(130, 190, 6):
        paper = roll(RollGroup("第一组", names(count)), RollGroup("第二组", names(30, count + 1)))
        with pdfplumber.open(BytesIO(render_pdf(paper, fonts))) as document:
            for page in document.pages:
                texts = [text_of(line) for line in lines_of(page) if "页共" not in text_of(line)]
                assert texts[-1] not in ("第一组", "第二组")


def test_a_long_name_is_set_smaller_and_takes_the_next_place_too(fonts: FontSet) -> None:
    long = "阿依努尔·买买提艾力·吐尔逊"
    given = (RollName(1, long), *names(11, 2))
    paper = roll(RollGroup("", given), columns=8)
    pdf = render_pdf(paper, fonts)
    with pdfplumber.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        first = next(line for line in lines_of(page) if "阿依" in text_of(line))
        assert text_of(first).startswith(f"1{long}2甄")
        end = max(char["x1"] for char in first if char["text"] == "逊")
        assert end < next(char["x0"] for char in first if char["text"] == "2")
    assert proof(pdf, paper)[0].passed


def test_a_name_no_font_prints_is_a_finding_that_names_it(fonts: FontSet) -> None:
    with pytest.raises(Rejected) as refused:
        render_pdf(roll(RollGroup("", (RollName(7, "甄\U000e0041"),))), fonts)
    assert [one.code for one in refused.value.findings] == ["papers.no_glyph"]
    assert refused.value.findings[0].fact("code") == "U+E0041"


def test_a_rare_name_is_drawn_and_proved(fonts: FontSet) -> None:
    paper = roll(RollGroup("", (RollName(1, "龚　𬭎"), RollName(2, "左　𠅤"))))
    pdf = render_pdf(paper, fonts)
    text, embedded, *_ = proof(pdf, paper)
    assert text.passed
    assert embedded.passed
    lost = proof(pdf, roll(RollGroup("", (RollName(1, "龚　㛃"),))))[0]
    assert not lost.passed
    assert "㛃" in lost.measured


def test_excel_holds_the_same_names() -> None:
    paper = roll(RollGroup("第一村民小组（8人）", names(8)))
    sheet: Any = openpyxl.load_workbook(BytesIO(render_xlsx(paper))).active
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {f"{one.number} {one.name}" for one in names(8)} <= texts


def in_word(paper: Paper) -> dict[str, list[WordParagraph]]:
    """Return the paragraphs of the paper's Word file by their styles."""
    found: dict[str, list[WordParagraph]] = {}
    for paragraph in Document(BytesIO(render_docx(paper))).paragraphs:
        found.setdefault(str(paragraph.style.name if paragraph.style else ""), []).append(paragraph)
    return found


@pytest.mark.parametrize("columns", [4, 6, 8])
def test_word_has_the_columns_of_print_as_tab_stops(fonts: FontSet, columns: int) -> None:
    paper = roll(RollGroup("第一村民小组（40人）", names(40)), columns=columns)
    rows = in_word(paper)[f"名单{columns}列编号2位"]
    assert [row.text.split("\t")[1:] for row in rows] == [
        [text for one in some for text in (str(one.number), one.name)]
        for some in (names(40)[at : at + columns] for at in range(0, 40, columns))
    ]
    assert rows[0].style is not None
    stops = [stop.position.pt for stop in rows[0].style.paragraph_format.tab_stops]
    with pdfplumber.open(BytesIO(render_pdf(paper, fonts))) as document:
        line = next(line for line in lines_of(document.pages[0]) if text_of(line).startswith("1甄"))
    ends = [one for before, one in pairwise(line) if before["text"].isdigit() and one["text"] == "甄"]
    begins = [one["x0"] - 20 * MM for one in ends]
    assert stops[1::2] == pytest.approx(begins, abs=0.6)
    apart = [begin - end for end, begin in zip(stops[::2], stops[1::2], strict=True)]
    assert apart == pytest.approx([3.0] * columns, abs=0.1)


@pytest.mark.parametrize(
    "title",
    ["澄川县栖梧镇石桥村第十二届村民委员会换届选举登记选民名单", "石桥村第十二届村民委员会\n选民名单"],
)
def test_in_word_a_title_has_the_lines_it_has_in_print(title: str, fonts: FontSet) -> None:
    made = roll(RollGroup("第1组", names(5)))
    (part,) = made.parts
    assert isinstance(part, NameRoll)
    paper = replace(made, parts=(replace(part, title=title),))
    written = [one.text for one in in_word(paper)["公文标题"]]
    (page,) = pdfplumber.open(BytesIO(render_pdf(paper, fonts))).pages
    assert written == [text_of(line) for line in lines_of(page)][: len(written)]
    assert len(written) == 2
    assert "".join(written) == title.replace("\n", "")


def test_in_word_a_name_of_two_places_leaves_the_next_number_in_its_own() -> None:
    given = (RollName(1, "阿依努尔·买买提艾力·吐尔逊"), *names(11, 2))
    first = in_word(roll(RollGroup("", given), columns=8))["名单8列编号2位"][0]
    wide, after = first.text.split("吐尔逊")
    assert wide.count("\t") == 2
    assert after.startswith(("\t2\t", "\t\t2\t", "\t\t\t2\t"))
    assert len(first.text.split("甄")) == 7


def test_in_word_notes_stand_below_their_names_and_headings_stay_with_the_first_row() -> None:
    given = (RollName(1, "甄云天", "1992年5月"), RollName(2, "仇遥"), RollName(3, "秦越", "1980年1月"))
    rows = in_word(roll(RollGroup("第一村民小组", given), columns=4))
    name, note = rows["名单4列编号1位"]
    assert note.text == "\t\t1992年5月\t\t\t\t1980年1月"
    assert name.paragraph_format.keep_with_next
    (heading,) = [one for one in rows["表格文字"] if one.text == "第一村民小组"]
    assert heading.paragraph_format.keep_with_next


# ---------------------------------------------------------------- labels

STOCK = LabelStock(code="a24", name="70 × 37", across=3, down=8, width=700, height=370, left=0, top=5)


def labels(count: int, start: int = 0, above: tuple[str, ...] = ("栖梧镇石桥村东街12号", "石桥村")) -> Paper:
    """Return a paper of labels that tell their number."""
    made = tuple(Label(above, f"甄{number:03}　同志收") for number in range(1, count + 1))
    return Paper("labels", "地址标签", (LabelSheet(STOCK, made, start),), "", DAY)


@pytest.mark.parametrize("start", [0, 1, 5, 23])
def test_each_label_stands_inside_its_own(fonts: FontSet, start: int) -> None:
    count = 30
    with pdfplumber.open(BytesIO(render_pdf(labels(count, start), fonts))) as document:
        assert len(document.pages) == (start + count + 23) // 24
        seen: list[int] = []
        for number, page in enumerate(document.pages):
            for place in range(24):
                left, top = (tenths / 10 * MM for tenths in STOCK.place(place))
                box = page.crop(
                    (max(left, 0), top, min(left + 70 * MM, page.width), min(top + 37 * MM, page.height))
                )
                text = (box.extract_text() or "").replace("\n", "")
                index = number * 24 + place - start
                if 0 <= index < count:
                    assert f"甄{index + 1:03}" in text
                    assert "东街12号" in text
                    seen.append(index)
                else:
                    assert text == ""
        assert len(seen) == count
        assert not document.pages[0].lines  # no cut marks: the sheet is cut already


def test_a_long_address_is_set_smaller_and_one_too_long_is_refused(fonts: FontSet) -> None:
    render_pdf(labels(1, above=("栖梧镇石桥村东街" * 5,)), fonts)
    with pytest.raises(Rejected) as refused:
        render_pdf(labels(1, above=("栖梧镇石桥村东街" * 30,)), fonts)
    assert [one.code for one in refused.value.findings] == ["papers.label_too_long"]
    assert "甄001" in refused.value.findings[0].where.record


def test_labels_are_not_made_as_word(fonts: FontSet) -> None:
    with pytest.raises(Rejected) as refused:
        render_docx(labels(1))
    assert [one.code for one in refused.value.findings] == ["papers.labels_as_pdf"]
