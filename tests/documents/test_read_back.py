"""合规检查 of letters that are set right but look unusual: it finds no fault where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.drawn import Text
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.grid import AREA_WIDTH, BINDING, BODY, CELL
from dangjian_desktop.documents.kinsoku import breaks
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.tables import PAD_X, TableFlow
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import break_lines, shape
from dangjian_desktop.domain.paper_tables import Align, Cell, Column, Row, TableBlock, plain_table
from dangjian_desktop.domain.papers import Heading, Imprint, LetterFormat, OfficialLetter, Paragraph
from tests.documents.measuring import DAY, paper_of, printed
from tests.documents.test_letter_elements import FILE, JOINT, LETTER, MINUTES, ORDER, UPWARD

TABLE = plain_table([Column(2), Column(5)], ["名称", "内容"], [["社区", "开展活动"]] * 40, 14)
BARE = replace(
    MINUTES, urgency="特急", number="", signature="", dated=None, attendance=(), blocks=MINUTES.blocks[:1]
)
RIGHT = {
    "nothing but a heading": replace(
        FILE, number="", receivers="", blocks=(Heading(1, "一、总体要求"),), signature="", dated=None
    ),
    "more headings than text": replace(
        FILE,
        receivers="",
        blocks=(*(Heading(1, f"{n}、开展社区党组织活动的总体要求") for n in "一二三四"), Paragraph("略")),
    ),
    "a table of 14-point type down to the foot of a 信函": replace(LETTER, blocks=(TABLE,)),
    "one above its 抄送": replace(
        LETTER, blocks=(Paragraph("略"), *FILE.blocks * 4, TABLE), imprint=Imprint("", DAY, "县委组织部")
    ),
    "names beyond U+FFFF": replace(UPWARD, signers=("𬭎王䒟强", "𫖯㛃远德", "欧阳𠅤")),
    "a hyphen at the end of a line": replace(FILE, blocks=(Paragraph("社" * 25 + "-" + "区" * 30),)),
    "纪要 without number and date": BARE,
    "an order onto a preprinted head": replace(ORDER, preprinted=True),
    "receivers moved into the imprint": replace(
        JOINT, receivers="、".join(["各社区党支部"] * 60), imprint=Imprint("镇党政办", DAY)
    ),
    "an order without the name of who signs it": replace(ORDER, signature=""),
    "lines of a title broken at blanks": replace(FILE, title="关于开展活动\n　2026 年度考核工作\n的通知"),
    "a long line in the middle": replace(
        FILE, blocks=(Paragraph("社" * 28 + "，" + "区" * 20 + "。", align=Align.CENTRE),)
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_no_fault_is_found_where_there_is_none(name: str, fonts: FontSet) -> None:
    letter = RIGHT[name]
    checks = proof(printed(letter, fonts), paper_of(letter))
    assert [check for check in checks if not check.passed] == []


def fails(code: str, letter: OfficialLetter, asked: OfficialLetter, fonts: FontSet) -> bool:
    """Say whether the check finds a fault in a print of ``letter`` where ``asked`` was wanted."""
    checks = proof(printed(letter, fonts), paper_of(asked))
    return any(check.code == code and not check.passed for check in checks)


def test_faults_of_the_same_things_are_found(fonts: FontSet) -> None:
    plain = replace(FILE, blocks=(Heading(3, "一、总体要求"), Paragraph("略")))
    assert fails(
        "papers.headings", plain, replace(plain, blocks=(Heading(1, "一、总体要求"), Paragraph("略"))), fonts
    )
    rare = RIGHT["names beyond U+FFFF"]
    assert fails("papers.signers", replace(rare, signers=("𬭎王䒟强", "𫖯㛃远德", "欧阳𬭎")), rare, fonts)
    assert fails("papers.text", ORDER, replace(ORDER, post="副镇长"), fonts)
    copied = RIGHT["one above its 抄送"]
    assert fails("papers.imprint", replace(copied, imprint=None), copied, fonts)
    numbered = replace(LETTER, blocks=FILE.blocks * 6)
    assert fails("papers.folio", numbered, replace(numbered, format=LetterFormat.FILE), fonts)
    hyphen = RIGHT["a hyphen at the end of a line"]
    assert fails("papers.text", replace(hyphen, blocks=(Paragraph("社" * 25 + "区" * 30),)), hyphen, fonts)


def test_a_line_of_a_title_broken_by_hand_that_is_too_wide_is_told(fonts: FontSet) -> None:
    title = "栖梧镇\n关于开展村社区班子建设提升年活动和基层党组织分类定级的通知"
    for letter, found in (
        (replace(FILE, title=title), True),
        (replace(FILE, title="栖梧镇\n关于开展活动的通知"), False),
    ):
        said = [
            check.measured
            for check in proof(printed(letter, fonts), paper_of(letter))
            if check.code == "papers.title" and not check.passed
        ]
        assert said == ["手工分的第 2 行太宽，一行排不下，已再分行，请另选分行处"] * found


# ---- lines


def test_a_mark_after_a_full_line_in_the_middle_does_not_push_it_out_of_the_type_area(fonts: FontSet) -> None:
    letter = RIGHT["a long line in the middle"]
    for page in compose(paper_of(letter), fonts):
        assert min(item.x for item in page.items if isinstance(item, Text)) > BINDING - 0.1


def test_no_line_of_a_title_begins_or_ends_with_a_blank() -> None:
    title = "关于开展社区“两委”换届 2026 年度考核工作和党员教育管理 的通知\n \n （试行） "
    lines = break_title(title, 10)
    assert [line for line in lines if line != line.strip() or not line] == []
    assert "".join("".join(lines).split()) == "".join(title.split())


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("□同意（□部分同意）", "（□"),
        ("□ 不同意", "□ "),
        ("2026 年", "6 年"),
        ("88.5 %", "5 %"),
        ("100 个百分点", "0 个"),
        ("栖委〔2026〕 3 号", "〕 3 号"),
        ("GB/T 9704", "T 9"),
        ("https://www.example.org/a/page", "://"),
        ("https://www.example.org/a/page", "exam"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, apart: str) -> None:
    at = text.index(apart)
    assert not any(breaks(text)[at + 1 : at + len(apart)])


def test_a_long_address_is_broken_after_its_strokes_and_dots() -> None:
    text = "https://www.example.org/a-long/page?query=1"
    may = breaks(text)
    parts = "".join(("|" if may[at] and at else "") + char for at, char in enumerate(text))
    assert parts == "https://|www.|example.|org/|a-|long/|page?|query=|1"


def test_space_that_fills_a_line_stands_between_words_and_is_as_wide_beside_a_blank(fonts: FontSet) -> None:
    text = "于 2026 年 3 月 5 日前发至 office@example.org 邮箱，电话 0571-88886666转808，过期不候，责任自负。"
    line = break_lines(shape(text, BODY, fonts), AREA_WIDTH)[0]
    gaps = [
        round(after - before - glyph.advance, 2)
        for glyph, before, after in zip(line.glyphs, line.pens, line.pens[1:], strict=False)
    ]
    inside = [
        gap
        for at, gap in enumerate(gaps)
        if line.text[at : at + 2].isascii() and line.text[at + 1] != " " and line.text[at] != " "
    ]
    before = [gap for at, gap in enumerate(gaps) if line.text[at + 1] == " "]
    others = {gap for at, gap in enumerate(gaps[: len(line.text.rstrip()) - 1]) if gap}
    assert set(inside) | set(before) == {0}
    assert len(others) == 1
    assert line.pens[len(line.text.rstrip()) - 1] + CELL == pytest.approx(AREA_WIDTH, abs=0.6)


def test_a_line_of_little_but_numbers_is_filled_evenly_between_their_figures_too(fonts: FontSet) -> None:
    text = "公示时间：2026年10月26日至2026年10月30日，共" + "x" * 15
    line = break_lines(shape(text, BODY, fonts), AREA_WIDTH, 2 * CELL)[0]
    gaps = {
        round(b - a - g.advance, 2) for g, a, b in zip(line.glyphs, line.pens, line.pens[1:], strict=False)
    }
    assert len(gaps) == 1


# ---- cells


def cell_lines(
    text: str, most: float, fonts: FontSet, align: Align = Align.LEFT
) -> list[tuple[str, float, float]]:
    """Return the lines of a cell ``most`` characters wide: text, where its ink ends, the widest gap in it."""
    table = TableBlock((Column(1, align),), (), (Row((Cell(text),)),), 12)
    flow = TableFlow(table, most * 12 + 2 * PAD_X, fonts)
    (found,) = flow._body
    lines = []
    for line in found.lines:
        ends = [pen + glyph.advance for pen, glyph in zip(line.pens, line.glyphs, strict=True)]
        gaps = [pen - end for pen, end in zip(line.pens[1:], ends, strict=False)]
        last = line.glyphs[-1]
        lines.append((line.text, line.pens[-1] + last.face.ink(last.char)[2] * 12, max(gaps, default=0.0)))
    return lines


def test_short_words_before_a_long_one_are_not_torn_apart_in_a_cell(fonts: FontSet) -> None:
    for words in ("活动时间2025-2026-2027", "网站example.org/list"):
        lines = cell_lines("基层党组织社区委" * 3 + words, 8, fonts)
        assert max(gap for _, _, gap in lines) <= 0.3 * 12


@pytest.mark.parametrize("align", Align)
def test_marks_of_a_cell_do_not_touch_its_rule(align: Align, fonts: FontSet) -> None:
    for most in (4.0, 4.2, 4.5, 5.0, 6.3):
        lines = cell_lines("基层组织，社区委员会、开展活动，群众。" * 2, most, fonts, align)
        assert max(ink for _, ink, _ in lines) <= most * 12 + PAD_X - 1
