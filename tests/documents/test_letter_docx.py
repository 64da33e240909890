"""Letters in Word by their XML: styles, margins, red lines, signers, what stands in header and footer."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from math import ceil

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.styles.style import ParagraphStyle

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.docx_parts import LINE
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.typeset import Type, measure, shape
from dangjian_desktop.domain.papers import (
    Attachment,
    Column,
    Heading,
    Imprint,
    OfficialLetter,
    Paragraph,
    Seal,
    plain_table,
)
from tests.documents.measuring import (
    CELL,
    DAY,
    MM,
    has_red,
    pages_of,
    paper_of,
    part,
    printed,
    row,
    rows_of,
    rules_of,
)
from tests.documents.test_letter_elements import EVERY, FILE, JOINT, LETTER, MINUTES, ORDER, UPWARD

CHAR = 16 / MM
BODY_START = "县公安局"


def opened(letter: OfficialLetter, fonts: FontSet) -> WordDocument:
    return Document(BytesIO(render_docx(paper_of(letter), fonts)))


def style_of(document: WordDocument, start: str) -> str:
    found = next(one for one in document.paragraphs if one.text.strip().startswith(start))
    assert found.style is not None
    return str(found.style.name)


@pytest.mark.parametrize("name", EVERY)
def test_every_text_of_a_letter_is_in_the_word_file(name: str, fonts: FontSet) -> None:
    letter = EVERY[name]
    document = opened(letter, fonts)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "".join([*(one.text for one in document.paragraphs), *cells])
    words = "".join(whole.split())
    for text in (letter.number, letter.signature, "2026年3月5日", "满意率不低于88.5%"):
        assert "".join("".join(text.split("\n")).split()) in words or all(
            part in words for part in text.split("\n")
        )
    assert (letter.title.replace("\n", "") in words) == (name != "order" or letter.mark == letter.title)


def test_elements_have_styles_offices_can_find(fonts: FontSet) -> None:
    document = opened(replace(EVERY["full"], imprint=Imprint("镇党政办", DAY, "县委组织部")), fonts)
    for start, style in {
        "000012": "份号",
        "机密": "密级和紧急程度",
        "中共栖梧镇委员会文件": "发文机关标志",
        "栖委〔2026〕": "发文字号",
        "关于开展": "公文标题",
        "各社区、各有关": "主送机关",
        "一、": "公文一级标题",
        "（一）": "公文二级标题",
        "2026年": "成文日期",
        "（此件": "附注",
    }.items():
        assert style_of(document, start) == style


def test_the_red_line_is_a_border_below_the_number_and_gone_on_preprinted_heads(fonts: FontSet) -> None:
    for letter, there in ((FILE, True), (replace(FILE, preprinted=True), False)):
        document = opened(letter, fonts)
        edges = list(document.element.iter(qn("w:pBdr")))
        assert bool(edges) is there
        colours = {one.get(qn("w:color")) for edge in edges for one in edge}
        assert colours <= {"D90000"}
        reds = [one for one in document.element.iter(qn("w:color")) if one.get(qn("w:val")) == "D90000"]
        marked = [one for one in document.paragraphs if one.text == FILE.mark]
        assert bool(marked) is there
        assert there or not any(run.getparent().getparent().find(qn("w:t")) is not None for run in reds)


@pytest.mark.parametrize("letter", [FILE, UPWARD, MINUTES], ids=["down", "up", "minutes"])
def test_number_and_red_line_are_as_far_down_as_in_print(letter: OfficialLetter, fonts: FontSet) -> None:
    page = pages_of(printed(letter, fonts))[0]
    at, bases, rule = 37 * MM, {}, 0.0
    for paragraph in opened(letter, fonts).paragraphs:
        size, edge = paragraph.paragraph_format, paragraph._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}")
        at += size.space_before.pt if size.space_before else 0.0
        if edge is not None:
            rule = at + int(edge.get(qn("w:sz"))) / 16
            assert size.left_indent is size.right_indent is None  # as wide as the type area
            break
        line = size.line_spacing.pt if isinstance(size.line_spacing, Length) else 28.95
        bases[paragraph.text.strip()[:2]] = at + 0.8 * line  # where programs stand type in exact lines
        at += line
    number = part(page, letter.number)
    assert bases[letter.number[:2]] / MM == pytest.approx(number.base, abs=0.3)
    assert rule / MM == pytest.approx(rules_of(page)[0][2], abs=0.3)


def test_page_numbers_stand_as_low_as_in_print(fonts: FontSet) -> None:
    section = opened(FILE, fonts).sections[0]
    style = section.footer.paragraphs[0].style
    assert isinstance(style, ParagraphStyle)
    line = style.paragraph_format.line_spacing
    assert isinstance(line, Length)
    assert section.footer_distance is not None
    base = 297 - section.footer_distance.mm - 0.2 * line.mm
    assert base == pytest.approx(row(pages_of(printed(FILE, fonts))[0], "—1—").base, abs=0.3)


def test_nothing_red_is_on_a_preprinted_head_not_even_the_place_of_the_seal(fonts: FontSet) -> None:
    letter = replace(JOINT, seal=Seal.DRAWN, preprinted=True)
    assert not has_red(printed(letter, fonts), 0)
    assert not any(one.get("behindDoc") == "1" for one in opened(letter, fonts).element.iter(qn("wp:anchor")))


@pytest.mark.parametrize("name", ["full", "upward", "minutes", "order"])
def test_all_below_the_body_stays_on_one_page_with_the_end_of_it(name: str, fonts: FontSet) -> None:
    letter = replace(EVERY[name], blocks=(Paragraph("请按时报送。"),), remark="联系人：镇组织人事办" * 8)
    body = opened(letter, fonts).paragraphs
    end = max(at for at, one in enumerate(body) if one.style is not None and one.style.name == "公文正文")
    last = max(at for at, one in enumerate(body) if one.style is not None and one.style.name == "附注")
    assert last > end + 2
    for one in body[end:last]:
        assert one.paragraph_format.keep_with_next
    assert all(one.paragraph_format.keep_together for one in body[end + 1 : last + 1])
    assert not body[last].paragraph_format.keep_with_next


def test_signers_stand_on_tabs_with_their_names_in_kaiti(fonts: FontSet) -> None:
    document = opened(UPWARD, fonts)
    rows = [one for one in document.paragraphs if one.style is not None and one.style.name == "签发人"]
    assert len(rows) == 2
    assert rows[1].text.startswith("栖委〔2026〕12号")
    names = [run for row in rows for run in row.runs if run.text.strip() in ("宋嘉树", "王　强", "欧阳明远")]
    assert {run.font.name for run in names} == {"楷体_GB2312"}
    last = max(stop.position.pt for row in rows for stop in row.paragraph_format.tab_stops)
    assert last / MM == pytest.approx(part(pages_of(printed(UPWARD, fonts))[0], "王强").left - 28, abs=0.5)


def test_a_letter_begins_at_30_mm_and_ends_above_a_double_line_in_its_first_footer(fonts: FontSet) -> None:
    section = opened(LETTER, fonts).sections[0]
    assert section.top_margin is not None
    assert section.top_margin.mm == pytest.approx(30, abs=0.1)
    assert section.different_first_page_header_footer
    foot = section.first_page_footer.paragraphs[0]
    (edge,) = list(foot._p.iter(qn("w:bottom")))
    assert edge.get(qn("w:val")) == "thinThickSmallGap"
    assert "PAGE" not in foot._p.xml
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.footer_distance is not None
    assert section.footer_distance.mm == pytest.approx(20, abs=0.1)
    assert section.header.paragraphs[0].paragraph_format.line_spacing is not None


@pytest.mark.parametrize("preprinted", [False, True])
def test_a_letters_first_page_has_in_word_the_lines_it_has_in_print(preprinted: bool, fonts: FontSet) -> None:
    letter = replace(LETTER, copy_number="000012", secrecy="机密★1年", preprinted=preprinted)
    document, page = opened(letter, fonts), pages_of(printed(letter, fonts))[0]
    at, bases = 30 * MM, {}
    for paragraph in document.paragraphs:
        size = paragraph.paragraph_format
        at += size.space_before.pt if size.space_before else 0.0
        line = size.line_spacing.pt if isinstance(size.line_spacing, Length) else 28.95
        bases[paragraph.text.strip()[:4]] = at + 0.8 * line
        at += line + (3.5 if paragraph._p.find(f".//{qn('w:pBdr')}") is not None else 0.0)
    assert bases["0000"] / MM == pytest.approx(row(page, "0000").base, abs=0.3)
    assert bases["机密★1"] / MM == pytest.approx(row(page, "机密").base, abs=0.3)
    lower = (0.8 - 0.5) * 28.95 / MM - (0.88 - 0.5) * 16 / MM  # of a line's exact height
    assert bases[BODY_START] / MM == pytest.approx(row(page, BODY_START).base + lower, abs=0.3)
    foot = document.sections[0].bottom_margin
    assert foot is not None
    assert foot.mm == pytest.approx(20 + 1.4 + CHAR * 7 / 8 - (28.95 - 16) / 2 / MM, abs=0.1)


def test_the_name_of_an_attachment_is_broken_in_word_as_in_print(fonts: FontSet) -> None:
    listed = ("村、社区“两委”班子建设提升年活动工作组成员名单", "任务分解表")
    letter = replace(FILE, listed=listed, attachments=())
    lines = [each.text for each in rows_of(pages_of(printed(letter, fonts))[-1])]
    first = next(each for each in lines if each.startswith("附件："))
    assert len(listed[0]) + 4 + 2 - len(first) > 2  # more than two characters are left for the next line
    named = [one for one in opened(letter, fonts).paragraphs if one.style and one.style.name == "附件说明"]
    rights = [one.paragraph_format.right_indent for one in named]
    assert [right.pt if right else 0.0 for right in rights] == pytest.approx([3 * CELL * MM, 0.0], abs=0.1)


def test_an_imprint_stands_at_the_bottom_of_the_type_area(fonts: FontSet) -> None:
    document = opened(replace(FILE, imprint=Imprint("镇党政办", DAY, "县委组织部")), fonts)
    (box,) = document.element.iter(qn("wp:anchor"))
    (down,) = [one for one in box.iter(qn("wp:positionV")) if one.get("relativeFrom") == "page"]
    (height,) = [int(one.get("cy")) for one in box.iter(qn("wp:extent"))]
    assert (int(down[0].text) + height) / 12700 - 1.5 == pytest.approx(262 * MM, abs=0.2)
    words = "".join(one.text or "" for one in box.iter(qn("w:t")))
    assert words == "抄送：县委组织部。镇党政办2026年3月5日印发"
    widths = [int(one.get(qn("w:sz"))) / 8 / MM for one in box.iter(qn("w:top"))]
    assert widths == pytest.approx([0.35, 0.25, 0.35], abs=0.03)


def test_an_imprint_of_many_names_has_room_to_spare_above_and_stands_on_the_foot_of_its_box(
    fonts: FontSet,
) -> None:
    names = "、".join(f"第{n}村民委员会" for n in range(40))
    document = opened(replace(FILE, imprint=Imprint("镇党政办", DAY, names)), fonts)
    (box,) = document.element.iter(qn("wp:anchor"))
    (body,) = [one for one in box.iter() if one.tag.endswith("}bodyPr")]
    assert body.get("anchor") == "b"
    (height,) = [int(one.get("cy")) / 12700 for one in box.iter(qn("wp:extent"))]
    wide = measure(shape(f"{names}。", Type(Role.FANG, 14.0), fonts))
    lines = ceil(wide / ((156 - 2 * CELL) * MM - 42)) + 1  # and who printed it
    assert height >= (lines + 1) * LINE


def test_a_drawn_seal_is_a_picture_behind_the_name_and_centred_on_it(fonts: FontSet) -> None:
    document = opened(replace(JOINT, seal=Seal.DRAWN), fonts)
    rings = [one for one in document.element.iter(qn("wp:anchor")) if one.get("behindDoc") == "1"]
    assert len(rings) == len([name for name in JOINT.signature.split("\n") if name])
    (alone,) = opened(replace(FILE, seal=Seal.DRAWN), fonts).element.iter(qn("wp:anchor"))
    (left,) = [int(one[0].text) / 12700 for one in alone.iter(qn("wp:positionH"))]
    (side,) = [int(one.get("cx")) / 12700 for one in alone.iter(qn("wp:extent"))]
    assert side == pytest.approx(42 * MM, abs=0.1)
    date = 2 * 2 + 3 + 1 + 1  # in half characters: 2026 and 3, 5 are narrow
    right = 28 * MM + 156 * MM - 4 * CELL * MM
    assert right - date * CELL * MM < left + side / 2 < right - 2 * CELL * MM


def test_seals_orders_and_minutes_stand_as_in_print(fonts: FontSet) -> None:
    date = next(
        one for one in opened(replace(FILE, seal=Seal.ROOM), fonts).paragraphs if one.text == "2026年3月5日"
    )
    assert date.paragraph_format.right_indent is not None
    assert date.paragraph_format.right_indent.pt == pytest.approx(4 * CELL * MM, abs=0.1)
    assert any("宋　嘉　树" in one.text for one in opened(ORDER, fonts).paragraphs)
    attended = next(one for one in opened(MINUTES, fonts).paragraphs if one.text.startswith("出席："))
    assert attended.paragraph_format.left_indent is not None
    assert attended.paragraph_format.left_indent.pt == pytest.approx(5 * CELL * MM, abs=0.1)
    joint = opened(JOINT, fonts)
    assert joint.tables[0].rows[0].cells[0].text.split("\n") == JOINT.mark.split("\n")
    assert joint.tables[0].rows[0].cells[1].text == "文件"


def test_numbers_of_turned_pages_stand_where_the_upright_sheets_have_them(fonts: FontSet) -> None:
    wide = plain_table([Column(1)] * 8, [f"第{n}列" for n in range(8)], [["一格"] * 8] * 3)
    attachments = (
        Attachment("附件1", "大表", (wide,), landscape=True),
        Attachment("附件2", "要求", (Paragraph("请按时报送。"),)),
    )
    letter = replace(FILE, attachments=attachments, listed=("大表", "要求"))
    document = opened(letter, fonts)
    _, turned, upright = list(document.sections)[:3]
    for footer, way in ((turned.footer, "right"), (turned.even_page_footer, "left")):
        (box,) = footer._element.iter(qn("w:txbxContent"))
        assert "PAGE" in "".join(one.text or "" for one in box.iter(qn("w:instrText")))
        (align,) = box.iter(qn("w:jc"))
        assert align.get(qn("w:val")) == way
        across, down = (int(one.text) / 36000 for one in footer._element.iter(qn("wp:posOffset")))
        assert across + 0.2 * 16 / MM == pytest.approx(26.7, abs=0.1)  # the number's baseline
        assert down == pytest.approx(28, abs=0.1)  # as long as the type area is wide
        (turn,) = (one for one in footer._element.iter() if one.tag.endswith("}bodyPr"))
        assert turn.get("vert") == "vert"
    for footer in (upright.footer, upright.even_page_footer):
        assert not list(footer._element.iter(qn("w:txbxContent")))
        assert "PAGE" in footer._element.xml


LONG = "中共栖梧市云岭县栖梧镇委员会农村基层党组织建设和党员教育管理工作领导小组办公室"


def test_after_a_turned_page_the_imprint_stands_on_an_upright_one_with_its_number(fonts: FontSet) -> None:
    wide = Attachment(
        "附件", "大表", (plain_table([Column(1)] * 8, "甲乙丙丁戊己庚辛", [["一格"] * 8]),), True
    )
    letter = replace(FILE, listed=("大表",), attachments=(wide,), imprint=Imprint("镇党政办", DAY))
    last = opened(letter, fonts).sections[-1]
    assert last.orientation is WD_ORIENT.PORTRAIT
    assert not last.footer.is_linked_to_previous
    numbered = len(compose(paper_of(letter), fonts)) == 4  # the third is turned
    assert ("PAGE" in last.even_page_footer._element.xml) == numbered
    plain = opened(replace(LETTER, attachments=(wide,), imprint=Imprint("镇党政办", DAY)), fonts)
    assert plain.sections[-1].orientation is WD_ORIENT.LANDSCAPE  # 信函 without 抄送: no page more


def test_a_long_name_with_a_seal_has_the_lines_it_has_in_print(fonts: FontSet) -> None:
    document = opened(replace(FILE, signature=LONG, seal=Seal.DRAWN), fonts)
    names = [one for one in document.paragraphs if one.style is not None and one.style.name == "发文机关署名"]
    lines = [one.text.strip() for one in names if one.text.strip()]
    assert len(lines) == 2
    assert "".join(lines) == LONG
    for one in names:
        for stop in one.paragraph_format.tab_stops:
            assert stop.position.pt <= 156 * MM + 0.1
    assert len(list(document.element.iter(qn("wp:anchor")))) == 1


def test_the_date_of_an_order_and_the_end_of_a_heading_that_runs_on_are_not_left_alone(
    fonts: FontSet,
) -> None:
    texts = opened(ORDER, fonts).paragraphs
    date = next(at for at, one in enumerate(texts) if one.text == "2026年3月5日")
    assert all(one.paragraph_format.keep_with_next for one in texts[date - 5 : date])
    running = replace(FILE, blocks=(Heading(1, "一、总体要求。", "各社区要抓好落实。" * 9),))
    last = next(one for one in opened(running, fonts).paragraphs if one.text.startswith("一、"))
    assert last.paragraph_format.keep_with_next


def test_an_order_with_marks_above_its_head_begins_its_body_where_print_does(fonts: FontSet) -> None:
    plain, marked = (
        sum(
            float(one.paragraph_format.space_before.pt if one.paragraph_format.space_before else 0)
            + float(getattr(one.paragraph_format.line_spacing, "pt", 0) or LINE)
            for one in opened(letter, fonts).paragraphs[: 3 + 2 * (letter is not ORDER)]
        )
        for letter in (ORDER, replace(ORDER, copy_number="000012", urgency="特急"))
    )
    assert marked == pytest.approx(plain, abs=0.6)
