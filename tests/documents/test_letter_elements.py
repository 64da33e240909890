"""Every element of GB/T 9704-2012 measured from the PDF: heads, signers, seals, 信函, 令, 纪要, imprint."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.drawn import Ring
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.grid import AREA_HEIGHT, TOP
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.domain.papers import (
    Attachment,
    Attendance,
    Block,
    Column,
    Heading,
    Imprint,
    LetterFormat,
    OfficialLetter,
    Paragraph,
    Seal,
    plain_table,
)
from dangjian_desktop.kernel.findings import Rejected
from tests.documents.measuring import (
    CELL,
    DAY,
    MM,
    PITCH,
    has_red,
    ink,
    pages_of,
    paper_of,
    part,
    printed,
    row,
    rows_of,
    rules_of,
)

TEXT = (
    "各社区要把活动摆上重要议事日程，由书记亲自抓好统筹协调，扎实推进各项工作落到实处；"
    "满意率不低于88.5%的社区，可以不再复查（栖委〔2026〕12号）。"
)
BODY = (
    Paragraph(TEXT),
    Heading(1, "一、总体要求"),
    Paragraph(TEXT),
    Heading(2, "（一）加强领导。", TEXT),
    Heading(3, "1.落实责任。", TEXT),
)
CHAR = 16 / MM
HALF = (PITCH - CHAR) / 2
TALL = 0.88 * CHAR  # from the upper edge of a character's cell to its baseline

FILE = OfficialLetter(
    title="关于开展社区“两委”换届后“回头看”活动的通知",
    blocks=BODY,
    mark="中共栖梧镇委员会文件",
    number="栖委〔2026〕12号",
    receivers="各社区、各有关党组织",
    signature="中共栖梧镇委员会",
    dated=DAY,
)
UPWARD = replace(
    FILE,
    title="关于解决社区办公用房的请示",
    signers=("宋嘉树", "王强", "欧阳明远"),
    receivers="中共栖梧县委组织部",
    remark="联系人：宋嘉树，联系电话：0990-0000000",
    seal=Seal.ROOM,
)
LETTER = replace(
    FILE,
    format=LetterFormat.CORRESPONDENCE,
    mark="栖梧镇人民政府",
    number="栖政函〔2026〕3号",
    title="关于商请协助提供候选人联审意见的函",
    receivers="县公安局",
    signature="栖梧镇人民政府",
    imprint=Imprint("", DAY, "县委组织部"),
)
ORDER = replace(
    FILE,
    format=LetterFormat.ORDER,
    mark="栖梧镇人民政府令",
    title="栖梧镇人民政府令",
    number="第3号",
    receivers="",
    signature="宋嘉树",
    post="镇长",
    blocks=BODY[:1],
)
MINUTES = replace(
    FILE,
    format=LetterFormat.MINUTES,
    mark="中共栖梧镇委员会会议纪要",
    number="〔2026〕5号",
    title="研究村（社区）“两委”换届工作",
    receivers="",
    attendance=(
        Attendance("出席", "宋嘉树、王强、欧阳明远、李思远、赵明、陈德海、周立群、吴天明、郑海涛、钱一舟"),
        Attendance("列席", "各社区党组织书记"),
    ),
    blocks=BODY[:2],
)
JOINT = replace(
    FILE,
    mark="中共栖梧镇委员会\n栖梧镇人民政府\n栖梧镇总工会",
    mark_word="文件",
    signature="中共栖梧镇委员会\n栖梧镇人民政府\n栖梧镇总工会",
    blocks=BODY[:1],
)
EVERY = {
    "file": FILE,
    "full": replace(FILE, copy_number="000012", secrecy="机密★1年", urgency="特急", remark="此件公开发布"),
    "upward": UPWARD,
    "letter": LETTER,
    "order": ORDER,
    "minutes": MINUTES,
    "joint": JOINT,
    "joint sealed": replace(JOINT, seal=Seal.DRAWN),
    "posted": replace(
        FILE, mark="", number="第1号", receivers="", title="栖梧镇人民政府\n关于禁火期管理的公告"
    ),
    "preprinted": replace(FILE, preprinted=True),
}


@pytest.mark.parametrize("name", EVERY)
def test_every_format_passes_its_own_proof(name: str, fonts: FontSet) -> None:
    letter = EVERY[name]
    checks = proof(printed(letter, fonts), paper_of(letter))
    assert [(check.name, check.measured) for check in checks if not check.passed] == []
    assert len(checks) >= 9


# ------------------------------------------------------------ head


def test_copy_number_secrecy_and_urgency_stand_on_the_first_three_lines(fonts: FontSet) -> None:
    page = pages_of(printed(EVERY["full"], fonts))[0]
    for line, (text, font) in enumerate((("000012", "Fang"), ("机密★1年", "Hei"), ("特急", "Hei"))):
        seen = row(page, text)
        assert seen.left == pytest.approx(28, abs=0.1)
        assert seen.base == pytest.approx(37 + line * PITCH + HALF + TALL, abs=0.1)
        assert seen.size == pytest.approx(16, abs=0.01)
        assert all(font in each for each in seen.fonts)


def test_joint_issuers_are_stacked_equally_wide_with_the_word_beside_them(fonts: FontSet) -> None:
    pdf = printed(JOINT, fonts)
    page = pages_of(pdf)[0]
    names = [part(page, name) for name in JOINT.mark.split("\n")]
    word = part(page, "文件")
    assert ink(pdf, 0, red=True, rows=(0, 130)).top == pytest.approx(37 + 35, abs=0.3)
    for name in names[1:]:
        assert name.left == pytest.approx(names[0].left, abs=0.2)
        assert name.right == pytest.approx(names[0].right, abs=0.2)
    assert word.left > names[0].right
    assert word.base == pytest.approx((names[0].base + names[-1].base) / 2, abs=0.2)
    whole = ink(pdf, 0, red=True, rows=(0, 115))
    assert whole.middle == pytest.approx(28 + 78, abs=1.0)
    assert 28 <= whole.left < whole.right <= 184


def test_signers_stand_two_a_line_and_the_number_beside_the_last(fonts: FontSet) -> None:
    page = pages_of(printed(UPWARD, fonts))[0]
    label, number = part(page, "签发人："), part(page, "栖委〔2026〕12号")
    first, second, third = (part(page, name) for name in ("宋嘉树", "王强", "欧阳明远"))
    assert second.right == pytest.approx(184 - CELL, abs=0.2)
    assert first.left == pytest.approx(label.right, abs=0.2)
    assert third.left == pytest.approx(first.left, abs=0.1)
    assert third.base - first.base == pytest.approx(PITCH, abs=0.05)
    assert number.base == pytest.approx(third.base, abs=0.05)
    assert number.left == pytest.approx(28 + CELL, abs=0.1)
    assert all("Kai" in font for name in (first, second, third) for font in name.fonts)
    assert all("Fang" in font for font in label.fonts)


def test_the_number_is_two_lines_below_the_mark(fonts: FontSet) -> None:
    pdf = printed(FILE, fonts)
    mark = ink(pdf, 0, red=True, rows=(0, 100))
    number = row(pages_of(pdf)[0], "栖委")
    blank = number.base - TALL - HALF - mark.bottom
    assert blank == pytest.approx(2 * PITCH, abs=0.5)


# ------------------------------------------------------------ 信函


def test_a_letter_has_its_mark_30_mm_down_between_red_double_lines(fonts: FontSet) -> None:
    pdf = printed(LETTER, fonts)
    page = pages_of(pdf)[0]
    mark = ink(pdf, 0, red=True, rows=(0, 46))
    assert mark.top == pytest.approx(30, abs=0.2)
    thick, thin, thin_below, thick_below = rules_of(page)
    assert thick[3] > thin[3]
    assert thick_below[3] > thin_below[3]
    for left, right, _, _ in (thick, thin, thin_below, thick_below):
        assert left == pytest.approx(20, abs=0.1)
        assert right == pytest.approx(190, abs=0.1)
    assert thick[2] - thick[3] / 2 - mark.bottom == pytest.approx(4, abs=0.3)
    assert 297 - thick_below[2] - thick_below[3] / 2 == pytest.approx(20, abs=0.1)
    number = part(page, "栖政函〔2026〕3号")
    assert number.right == pytest.approx(184, abs=0.2)
    assert number.base - TALL - thin[2] - thin[3] / 2 == pytest.approx(CHAR * 7 / 8, abs=0.1)
    title = row(page, "关于商请")
    size_two_is_lower = (22 - 16) * 0.38 / MM
    assert title.base - number.base == pytest.approx(3 * PITCH + size_two_is_lower, abs=0.1)


def test_a_letters_full_first_page_ends_above_the_lower_line_and_has_no_number(fonts: FontSet) -> None:
    long = replace(LETTER, blocks=BODY * 4)
    pages = pages_of(printed(long, fonts))
    body = [each for each in rows_of(pages[0]) if each.size == pytest.approx(16, abs=0.01)]
    below = rules_of(pages[0])[2]
    last = body[-1].base - TALL + CHAR
    free = below[2] - below[3] / 2 - last
    assert CHAR * 7 / 8 - 0.1 < free < CHAR * 7 / 8 + PITCH
    steps = [after.base - before.base for before, after in pairwise(body[2:])]
    assert steps == pytest.approx([PITCH] * len(steps), abs=0.05)
    assert not any("—" in each.text for each in rows_of(pages[0]) if each.base > 262)
    assert row(pages[1], "—2—").base > 262


def test_a_letters_imprint_has_no_lines_and_stands_lowest(fonts: FontSet) -> None:
    pages = pages_of(printed(replace(LETTER, blocks=BODY[:1]), fonts))
    assert len(pages) == 1
    copies = row(pages[0], "抄送：")
    assert copies.text == "抄送：县委组织部。"
    assert copies.left == pytest.approx(28 + CELL, abs=0.1)
    assert 262 - PITCH < copies.base < 262
    assert len(rules_of(pages[0])) == 4
    assert "印发" not in pages[0].extract_text()


# ------------------------------------------------------------ 令, 纪要


def test_an_order_has_its_mark_20_mm_down_no_title_and_is_signed_four_in(fonts: FontSet) -> None:
    pdf = printed(ORDER, fonts)
    (page,) = pages_of(pdf)
    mark = ink(pdf, 0, red=True, rows=(0, 100))
    assert mark.top == pytest.approx(37 + 20, abs=0.3)
    number, body = row(page, "第3号"), row(page, "各社区")
    assert number.base - TALL - HALF - mark.bottom == pytest.approx(2 * PITCH, abs=0.5)
    assert (number.left + number.right) / 2 == pytest.approx(28 + 78, abs=0.2)
    assert body.base - number.base == pytest.approx(3 * PITCH, abs=0.55 * PITCH)
    assert not rules_of(page)
    name, date = part(page, "宋嘉树"), row(page, "2026年3月5日")
    assert name.right == pytest.approx(184 - 4 * CELL, abs=0.2)
    assert date.right == pytest.approx(184 - 4 * CELL, abs=0.2)
    assert date.base - name.base == pytest.approx(2 * PITCH, abs=0.05)
    assert name.left - part(page, "镇长").right == pytest.approx(2 * CELL, abs=0.2)


def test_minutes_list_who_attended_in_their_own_type(fonts: FontSet) -> None:
    pages = pages_of(printed(MINUTES, fonts))
    page = pages[-1]
    label, name = part(page, "出席"), part(page, "宋嘉树、王强")
    assert label.left == pytest.approx(28 + 2 * CELL, abs=0.1)
    assert all("Hei" in font for font in label.fonts)
    assert all("Fang" in font for font in name.fonts)
    lines = rows_of(page)
    at = next(index for index, line in enumerate(lines) if line.text.startswith("出席："))
    assert lines[at + 1].left == pytest.approx(name.left, abs=0.1)
    assert part(page, "列席").left == pytest.approx(label.left, abs=0.1)
    assert row(pages[0], "〔2026〕5号").base < row(pages[0], "中共栖梧镇委员会2026年").base


# ------------------------------------------------------------ seals


def test_a_sealed_date_is_four_in_and_the_name_centred_above(fonts: FontSet) -> None:
    for page in pages_of(printed(replace(FILE, seal=Seal.ROOM), fonts)):
        if "2026年3月5日" in page.extract_text().replace(" ", ""):
            name, date = rows_of(page)[-3:-1]
            assert name.text == "中共栖梧镇委员会"
            assert date.right == pytest.approx(184 - 4 * CELL, abs=0.2)
            assert (name.left + name.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.2)
            assert date.base - name.base == pytest.approx(PITCH, abs=0.05)


def test_the_drawn_seal_presses_name_and_date_within_a_line_of_the_text(fonts: FontSet) -> None:
    short = replace(FILE, mark="", number="", seal=Seal.DRAWN, blocks=BODY[:1])
    pdf = printed(short, fonts)
    (page,) = pages_of(pdf)
    seal = ink(pdf, 0, red=True, rows=(37, 262))
    assert seal.right - seal.left == pytest.approx(42, abs=0.6)
    assert seal.bottom - seal.top == pytest.approx(42, abs=0.6)
    name, date = row(page, "中共栖梧镇委员会"), row(page, "2026年3月5日")
    text = [each for each in rows_of(page) if each.base < name.base - 1][-1]
    assert 0 < seal.top - text.base < PITCH
    middle = (seal.top + seal.bottom) / 2
    assert middle < (name.base + date.base) / 2 - CHAR / 4
    assert seal.middle == pytest.approx((date.left + date.right) / 2, abs=0.5)


def test_joint_seals_neither_touch_nor_leave_the_type_area(fonts: FontSet) -> None:
    joint = replace(JOINT, seal=Seal.DRAWN, mark="", signature="镇党委\n镇政府\n镇人大\n镇总工会")
    pdf = printed(joint, fonts)
    page = pages_of(pdf)[0]
    centres = []
    for name in joint.signature.split("\n"):
        seen = part(page, name)
        centres.append(((seen.left + seen.right) / 2, seen.base))
    assert len(centres) == 4
    for index, (x, y) in enumerate(centres):
        assert 28 + 21 <= x <= 184 - 21
        for other_x, other_y in centres[index + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > 42.1**2
    seals = ink(pdf, 0, red=True, rows=(37, 262))
    assert 28 <= seals.left < seals.right <= 184


def test_many_joint_issuers_keep_their_seals_off_the_page_number(fonts: FontSet) -> None:
    names = "\n".join(f"栖梧镇第{number}工作委员会" for number in range(1, 31))
    many = replace(JOINT, seal=Seal.DRAWN, mark="", signature=names)
    pages = compose(paper_of(many), fonts)
    rings = [item for page in pages for item in page.items if isinstance(item, Ring)]
    assert len(rings) == 30
    assert max(ring.y + ring.radius for ring in rings) < TOP + AREA_HEIGHT + 6 * MM


@pytest.mark.parametrize(("count", "passed"), [(4, True), (12, False)])
def test_a_mark_smaller_than_the_title_is_told(count: int, passed: bool, fonts: FontSet) -> None:
    names = "\n".join(f"栖梧镇第{number}工作委员会" for number in range(1, count + 1))
    many = replace(JOINT, mark=names, seal=Seal.NONE)
    (told,) = [one for one in proof(printed(many, fonts), paper_of(many)) if one.code == "papers.mark"]
    assert told.passed is passed
    assert passed or "只用主办机关的标志" in told.measured


def test_unsealed_joint_issuers_stand_below_each_other(fonts: FontSet) -> None:
    page = next(page for page in pages_of(printed(JOINT, fonts)) if "2026年3月5日" in page.extract_text())
    names = [part(page, name) for name in JOINT.signature.split("\n")]
    date = row(page, "2026年3月5日")
    assert names[0].right == pytest.approx(184 - 2 * CELL, abs=0.2)
    assert all(name.left == pytest.approx(names[0].left, abs=0.1) for name in names)
    assert date.left - names[0].left == pytest.approx(2 * CELL, abs=0.2)


def test_receivers_body_listed_attachment_and_remark_stand_in_their_lines(fonts: FontSet) -> None:
    short = replace(FILE, mark="", number="", blocks=BODY[:2], listed=("工作组成员名单",), remark="公开发布")
    (page,) = pages_of(printed(short, fonts))
    lines = rows_of(page)
    to = row(page, "各社区、各有关党组织：")
    above = [line for line in lines if line.base < to.base][-1]
    first = row(page, TEXT[:6])
    body = [line for line in lines if line.text.startswith("一、总体要求")][-1]
    listed, name = row(page, "附件：工作组成员名单"), row(page, "中共栖梧镇委员会")
    date, remark = row(page, "2026年3月5日"), row(page, "（公开发布）")
    assert above.size == pytest.approx(22, abs=0.1)
    assert to.base - above.base == pytest.approx(2 * PITCH, abs=1)
    assert to.left == pytest.approx(28, abs=0.1)
    assert to.text.endswith("：")
    steps = [(to, first, 1), (body, listed, 2), (listed, name, 2), (name, date, 1), (date, remark, 1)]
    for upper, lower, many in steps:
        assert lower.base - upper.base == pytest.approx(many * PITCH, abs=0.05), lower.text
    for line in (first, body, listed, remark):
        assert line.left == pytest.approx(28 + 2 * CELL, abs=0.1), line.text
    assert {round(line.size) for line in (to, first, listed, name, date, remark)} == {16}


# ------------------------------------------------------------ attachments, imprint, page numbers


def test_long_names_of_attachments_are_aligned_behind_their_numbers(fonts: FontSet) -> None:
    long = "栖梧镇社区“两委”班子换届后“回头看”活动工作任务分解表和各阶段完成时限一览表"
    names = ("工作组成员名单", long, *(f"第{n}份材料" for n in "三四五六七八九十"))
    listed = replace(FILE, mark="", number="", title="通知", blocks=(Paragraph("短句。"),), listed=names)
    (page,) = pages_of(printed(listed, fonts))
    lead = row(page, "附件：1.工作组成员名单")
    assert lead.left == pytest.approx(28 + 2 * CELL, abs=0.1)
    starts = [part(page, name[:6]).left for name in names]
    assert max(starts) - min(starts) < 0.1
    lines = rows_of(page)
    second = next(index for index, line in enumerate(lines) if line.text.startswith("2."))
    assert lines[second + 1].left == pytest.approx(starts[0], abs=0.1)


def test_an_attachment_has_its_mark_on_line_one_and_its_title_on_line_three(fonts: FontSet) -> None:
    one = replace(FILE, listed=("名单",), attachments=(Attachment("附件", "工作组成员名单", BODY),))
    page = next(p for p in pages_of(printed(one, fonts)) if rows_of(p)[0].text == "附件")
    mark, title, body = rows_of(page)[:3]
    assert mark.left == pytest.approx(28, abs=0.1)
    assert mark.base == pytest.approx(37 + HALF + TALL, abs=0.1)
    assert all("Hei" in font for font in mark.fonts)
    assert title.base - mark.base == pytest.approx(2 * PITCH, abs=1.2)
    assert body.base - mark.base == pytest.approx(4 * PITCH, abs=0.05)


def test_turned_tables_have_their_head_at_the_left_of_odd_and_even_pages(fonts: FontSet) -> None:
    table = plain_table([Column(2), Column(5)], ["时间", "任务"], [["3月20日前", "调查摸底"]] * 60)
    turned = replace(FILE, attachments=(Attachment("附件", "任务分解表", (table,), landscape=True),))
    pdf = printed(turned, fonts)
    pages = [(number, page) for number, page in enumerate(pages_of(pdf), 1) if page.rotation == 90]
    assert {number % 2 for number, _ in pages} == {0, 1}
    for number, page in pages:
        head = [char for char in page.chars if char["text"] == "间"]
        body = [char for char in page.chars if char["text"] == "摸"]
        assert all(head[0]["top"] < char["top"] for char in body)  # as it is read: the head is above
        folio = [char for char in page.chars if char["text"] == "—"]
        # The page number stays where it is on upright pages: read sideways it lies at the left edge.
        assert all(char["x0"] / MM < 35 for char in folio)
        low = max(char["bottom"] for char in folio) / MM > 105
        assert low == (number % 2 == 1)


@pytest.mark.parametrize("count", [1, 5, 11, 12])
def test_the_imprint_is_on_an_even_page_with_lines_of_two_widths(count: int, fonts: FontSet) -> None:
    one = replace(FILE, blocks=BODY[:1] * count, imprint=Imprint("镇党政办", DAY, "县委组织部，" * 20))
    pages = pages_of(printed(one, fonts))
    assert len(pages) % 2 == 0
    first, middle, last = rules_of(pages[-1])[-3:]
    assert first[3] == pytest.approx(0.35, abs=0.01)
    assert middle[3] == pytest.approx(0.25, abs=0.01)
    assert last[3] == pytest.approx(0.35, abs=0.01)
    assert last[2] + last[3] / 2 == pytest.approx(262, abs=0.1)
    assert last[1] - last[0] == pytest.approx(156, abs=0.1)
    copies = row(pages[-1], "抄送：")
    lines = [line for line in rows_of(pages[-1]) if copies.base < line.base < middle[2]]
    assert lines
    assert all(line.left == pytest.approx(part(pages[-1], "县委组").left, abs=0.1) for line in lines)
    issue = row(pages[-1], "镇党政办")
    assert issue.left == pytest.approx(28 + CELL, abs=0.1)
    assert issue.text.endswith("2026年3月5日印发")
    assert issue.right == pytest.approx(184 - CELL, abs=0.2)


def test_neither_a_blank_page_nor_the_imprint_after_it_has_a_number(fonts: FontSet) -> None:
    seen = set()
    for count in range(1, 24):
        one = replace(FILE, blocks=BODY[:1] * count, imprint=Imprint("镇党政办", DAY, "县委组织部"))
        pages = pages_of(printed(one, fonts))
        blank = [index for index, page in enumerate(pages) if not page.chars]
        folios = [any(line.base > 262 for line in rows_of(page)) for page in pages if page.chars]
        if blank:
            assert blank == [len(pages) - 2]
            assert folios[-1] is False
        assert all(folios[:-1])
        seen.add(bool(blank))
    assert seen == {True, False}


# ------------------------------------------------------------ 套红 and what does not fit


def test_onto_preprinted_heads_only_black_is_drawn_at_the_same_places(fonts: FontSet) -> None:
    for letter in (FILE, LETTER, JOINT):
        whole, black = printed(letter, fonts), printed(replace(letter, preprinted=True), fonts)
        assert has_red(whole, 0)
        assert not any(has_red(black, page) for page in range(len(pages_of(black))))
        kept = [(line.text, line.left, line.base) for line in rows_of(pages_of(black)[0])]
        there = [(line.text, line.left, line.base) for line in rows_of(pages_of(whole)[0]) if not line.red]
        assert kept == there


def test_receivers_that_leave_no_room_for_the_body_move_into_the_imprint(fonts: FontSet) -> None:
    many = "、".join(f"第{number}社区党总支" for number in range(1, 61))
    letter = replace(FILE, receivers=many, imprint=Imprint("镇党政办", DAY, "县委组织部"))
    pdf = printed(letter, fonts)
    pages = pages_of(pdf)
    assert TEXT[:12] in pages[0].extract_text()
    assert row(pages[-1], "主送：").base < row(pages[-1], "抄送：").base
    assert [check for check in proof(pdf, paper_of(letter)) if not check.passed] == []
    with pytest.raises(Rejected, match=r"papers\.no_body_on_first_page"):
        printed(replace(letter, imprint=None), fonts)
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        printed(replace(letter, receivers=many * 2), fonts)


def test_a_title_of_200_characters_is_printed_with_a_finding_or_refused(fonts: FontSet) -> None:
    title = ("关于进一步加强和改进新形势下农村基层组织建设推进乡村振兴工作的若干意见" * 7)[:200]
    posted = replace(FILE, mark="", number="", title=title)
    wrong = [check for check in proof(printed(posted, fonts), paper_of(posted)) if not check.passed]
    assert [check.code for check in wrong] == ["papers.title"]
    assert "200 字" in wrong[0].measured
    with pytest.raises(Rejected, match=r"papers\.no_body_on_first_page"):
        printed(replace(FILE, title=title), fonts)


def test_a_heading_stays_with_the_table_it_announces(fonts: FontSet) -> None:
    table = plain_table([Column(2), Column(5)], ["时间", "任务"], [["3月20日前", "调查摸底"]] * 4)
    for count in range(8, 22):
        blocks: tuple[Block, ...] = (Paragraph("短句。"),) * count
        blocks = (*blocks, Heading(1, "一、时间安排"), table)
        letter = replace(FILE, mark="", number="", receivers="", blocks=blocks)
        pages = pages_of(printed(letter, fonts))
        (page,) = [page for page in pages if "一、时间安排" in page.extract_text()]
        assert "调查摸底" in page.extract_text()


def test_the_first_page_shows_some_of_a_body_of_two_lines(fonts: FontSet) -> None:
    words = "现将《栖梧镇农村集市管理规定》印发给你们，请结合实际认真贯彻执行，并及时报送情况。"
    body = replace(UPWARD, blocks=(Paragraph(words),), listed=("管理规定",), imprint=Imprint("镇党政办", DAY))
    over = 0
    for many in range(1, 40, 3):
        letter = replace(body, receivers="、".join(["各社区党支部"] * many))
        pages = [page.extract_text().replace(" ", "") for page in pages_of(printed(letter, fonts))]
        assert "现将《栖梧镇" in pages[0]
        (signed,) = [text for text in pages if "2026年3月5日\n" in text]
        assert "况。" in signed
        over += signed != pages[0]
    assert over > 1


@pytest.mark.parametrize("above", range(2, 10))
def test_of_a_last_paragraph_of_three_lines_none_is_left_alone_as_in_word(above: int, fonts: FontSet) -> None:
    last = Paragraph("请于月底前报送镇组织人事办。" * 5)
    short = tuple(Paragraph(f"第{number}项已经完成。") for number in range(above))
    pages = pages_of(printed(replace(FILE, blocks=(*short, last), receivers=""), fonts))
    shown = [
        [each.text for each in rows_of(page) if "请于" in each.text or "报送" in each.text] for page in pages
    ]
    assert [len(lines) for lines in shown if lines] == [3]
