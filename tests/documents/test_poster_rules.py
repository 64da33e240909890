"""What a poster keeps to: days and figures in one piece, no commas at the ends of a slogan's lines, type as
large as its words allow, nothing over an edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest

from dangjian_desktop.documents.drawn import MM, Fill, Page, Text
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.papers.poster import slogan_words
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.posters.common import (
    BRONZE,
    DEEP,
    GOLD,
    INK,
    ON_RED,
    ON_WHITE,
    WHITE,
    Look,
    balanced,
    by_clauses,
    largest,
)
from dangjian_desktop.documents.posters.pages import poster_pages
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import Type
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.posters import A3, Design, Poster, Section, Sheet, headed, pairs
from dangjian_desktop.kernel.findings import Rejected

FOOT = "栖梧镇　2031年5月8日"
FACTS = pairs(("投票时间：上午8时至下午4时", "投票地点：村文化礼堂", "应选名额：主任1人，委员3人"))
NOTES = ("登记参加选举的村民凭证领票，一人一票。", "会场设秘密写票处，任何人不得干扰选民填写选票。")
DAY = "2031年5月24日（星期六）"


def sheet(text: str) -> Sheet:
    found = Sheet.read(text)
    assert found is not None
    return found


def texts(page: Page) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2026年12月5日8:00—16:00投好这一票", ("2026年12月5日", "8:00—16:00")),
        ("上午8时至下午4时30分在文化礼堂投票", ("上午8时至下午4时30分",)),
        ("选举日二十日前公布，有异议的五日内提出", ("二十日前", "五日内")),
        ("柳岸村第十二届村民委员会换届选举公告", ("第十二届",)),
        ("为60岁以上老人免费体检并补助300元以内", ("60岁以上", "300元以内")),
        ("12月底前修通机耕路2.4公里", ("12月底前", "2.4公里")),
    ],
)
def test_a_day_or_a_figure_is_never_broken_in_a_title(text: str, whole: tuple[str, ...]) -> None:
    for most in (7, 8, 9, 10, 12):
        lines = break_title(text, most)
        if max(map(len, whole)) <= most:
            assert all(any(piece in line for line in lines) for piece in whole), lines


def test_a_label_keeps_what_it_says(fonts: FontSet) -> None:
    lines = balanced("收入：32.6万元；支出：22.2万元；结余：10.4万元。", Type(Role.KAI, 10.0), 160.0, fonts)
    assert all(not line.text.endswith("：") for line in lines)


@pytest.mark.parametrize(
    ("typed", "hung"),
    [
        ("珍惜民主权利，投好神圣一票", "珍惜民主权利　投好神圣一票"),
        ("珍惜民主权利，\n投好神圣一票。", "珍惜民主权利\n投好神圣一票"),
        ("听民声、解民忧，办民事！", "听民声、解民忧　办民事！"),
        ("2031年5月24日", "2031年5月24日"),
    ],
)
def test_a_slogan_is_hung_without_commas(typed: str, hung: str) -> None:
    assert slogan_words(typed) == hung


def test_clauses_parted_by_a_blank_do_not_run_together() -> None:
    for lines in by_clauses("投票日 12月5日 8:00—16:00", 4):
        assert "".join(lines).replace(" ", "") == "投票日12月5日8:00—16:00"
        assert all("日1" not in line for line in lines)
    for lines in by_clauses("珍惜民主权利　投好神圣一票　选好当家人", 4):
        assert all("利投" not in line and "票选" not in line for line in lines)
    assert by_clauses("Party Day", 3) == []  # a blank between words of letters ends no clause


def test_of_ways_as_large_the_one_of_fewest_lines_is_taken() -> None:
    lines, size = largest("群众的评价\n就是最好的答卷", 500, 600, most_lines=4, leading=1.3)
    assert lines == ("群众的评价", "就是", "最好的答卷")
    assert size == pytest.approx(500 / (5 * 1.06))
    lines, _ = largest("听民声，解民忧，办民事", 900, 380, most_lines=4, leading=1.3)
    assert lines == ("听民声，", "解民忧，", "办民事")  # clauses of one length are set alike


@pytest.mark.parametrize("size", ["A3", "A0", "600×1600"])
def test_the_ribbon_of_a_card_stays_on_it(size: str, fonts: FontSet) -> None:
    titles = ("第三季度村级财务收支情况公开", "承诺", "2031年党组织和村民委员会为民办实事公开承诺")
    part = Poster(
        title="党务村务公开栏", design=Design.BOARD, footer=FOOT, sheet=sheet(size),
        sections=tuple(Section(title, ("已办。",) * 6) for title in titles),
    )  # fmt: skip
    fills = [item for item in poster_pages(part, fonts)[0].items if isinstance(item, Fill)]
    cards = [item.points for item in fills if item.colour == WHITE]
    assert len(cards) == len(titles)
    for card, ribbon in zip(
        cards, (f.points for f in fills if f.colour == DEEP and len(f.points) == 4), strict=False
    ):
        assert max(x for x, _ in ribbon) <= max(x for x, _ in card) + 0.01


@pytest.mark.parametrize("link", ["", "https://example.cn/1"])
def test_an_announcement_on_its_side_uses_both_halves(link: str, fonts: FontSet) -> None:
    part = Poster(
        title="选举日公告", design=Design.ELECTION, sections=FACTS, lines=NOTES, slogan=DAY, footer=FOOT,
        link=link, link_words="扫码看候选人" if link else "", sheet=sheet("A3横"),
    )  # fmt: skip
    page = poster_pages(part, fonts)[0]
    rule = next(
        item for item in page.items
        if isinstance(item, Fill) and item.colour == GOLD and item.points[1][0] - item.points[0][0] < 2 * MM
    )  # fmt: skip
    middle = rule.points[0][0]
    facts = [
        item
        for item in texts(page)
        if len(item.text) > 3 and any(item.text in line for one in FACTS for line in one.lines)
    ]
    notes = [item for item in texts(page) if any(item.text in line for line in NOTES) and item.x > middle]
    assert facts
    assert notes
    assert all(item.x + item.size * len(item.text) < middle + 1 for item in facts)
    assert min(item.size for item in facts) > page.height * 0.035


@pytest.mark.parametrize("link", ["", "https://example.cn/1"])
def test_what_stands_beside_a_code_does_not_run_into_it(link: str, fonts: FontSet) -> None:
    part = Poster(
        title="选举日公告", design=Design.ELECTION, sections=FACTS, lines=NOTES, slogan=DAY, footer=FOOT,
        link=link, link_words="扫码看候选人" if link else "", sheet=A3,
    )  # fmt: skip
    page = poster_pages(part, fonts)[0]
    plates = [item.points for item in page.items if isinstance(item, Fill) and item.colour == WHITE]
    assert len(plates) == bool(link)
    for plate in plates:
        (left, top), (right, foot) = plate[0], plate[2]
        assert right - left > page.width * 0.15
        for item in texts(page):
            wide = item.size * sum(1.0 if ord(char) > 0x100 else 0.5 for char in item.text)
            beside = item.x + wide <= left + item.size or item.x >= right
            assert beside or item.y <= top or item.y - item.size >= foot - 1


def test_few_words_stand_larger_than_many(fonts: FontSet) -> None:
    def largest_line(count: int) -> float:
        lines = tuple(f"第{number}条：看承诺，看口碑，看实绩" for number in range(count))
        part = Poster(title="班子好坏大家评", lines=lines, footer=FOOT, sheet=A3)
        return max(item.size for item in texts(poster_pages(part, fonts)[0]) if "看" in item.text)

    sizes = [largest_line(count) for count in (2, 5, 9)]
    assert all(after < before for before, after in pairwise(sizes))
    assert sizes[0] > A3.width * MM * 0.05


@pytest.mark.parametrize("design", [Design.POINTS, Design.ELECTION, Design.BOARD, Design.FLOW])
def test_a_large_sheet_holds_what_a_small_one_cannot(design: Design, fonts: FontSet) -> None:
    """The finding of a text that is too long advises a larger sheet: so a larger sheet must help."""
    line = "测评对象为全镇村和社区的党组织班子、居民委员会班子以及全体成员，任何人不得干扰"
    many = {Design.POINTS: 13, Design.ELECTION: 34, Design.BOARD: 60, Design.FLOW: 34}[design]
    words = tuple(f"第{number}条：{line}" for number in range(many))
    parts = (
        headed(tuple(one for n, text in enumerate(words) for one in (f"【第{n}项】", text)))
        if design is Design.BOARD
        else pairs(words)
    )
    part = Poster(
        title="测评公开栏", design=design, sections=() if design is Design.POINTS else parts, footer=FOOT,
        lines=words if design is Design.POINTS else (), sheet=A3,
    )  # fmt: skip
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        poster_pages(part, fonts)
    page = poster_pages(replace(part, sheet=sheet("A0")), fonts)[0]
    assert min(item.size for item in texts(page)) >= 4.9 * MM


@pytest.mark.parametrize(("count", "size"), [(3, "A3横"), (4, "2400×1200"), (3, "A3")])
def test_few_steps_follow_each_other_in_one_line(count: int, size: str, fonts: FontSet) -> None:
    steps = pairs(("登记：出示证件", "审核：核对名册", "领取：签名领票", "投票：投入票箱")[:count])
    part = Poster(title="办事流程", design=Design.FLOW, sections=steps, footer=FOOT, sheet=sheet(size))
    page = poster_pages(part, fonts)[0]
    cards = [item.points[0] for item in page.items if isinstance(item, Fill) and item.colour == WHITE]
    along = 1 if size == "A3" else 0
    assert len({round(card[1 - along]) for card in cards}) == 1
    assert len({round(card[along]) for card in cards}) == count


HUNG = (Design.POINTS, Design.SLOGAN, Design.ELECTION, Design.BOARD, Design.FLOW)


def grey(pdf: bytes) -> bytes:
    """Return the first page as a printer without colour has it, a byte a dot."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=0.25).to_pil().convert("L")
    document.close()
    return bytes(image.tobytes())


@pytest.mark.parametrize("size", ["A3", "A3横"])
@pytest.mark.parametrize("design", HUNG)
def test_a_pale_sheet_takes_little_toner_and_says_the_same(design: Design, size: str, fonts: FontSet) -> None:
    part = Poster(
        title="阳光选举", design=design, sections=FACTS if design is not Design.POINTS else (), lines=NOTES,
        slogan=DAY, kicker="柳岸村换届选举", footer=FOOT, sheet=sheet(size),
    )  # fmt: skip
    toner = []
    for pale in (False, True):
        paper = Paper("poster", "海报", (replace(part, pale=pale),), "镇", date(2031, 5, 8))
        dots = grey(render_pdf(paper, fonts))
        toner.append(sum(255 - dot for dot in dots) / len(dots))
    assert toner[1] < toner[0] * 0.7
    pages = [poster_pages(replace(part, pale=pale), fonts)[0] for pale in (False, True)]
    told = [[(item.x, item.y, item.text) for item in texts(page)] for page in pages]
    assert told[0] == told[1]


def brightness(colour: tuple[float, float, float]) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("look", [ON_RED, ON_WHITE])
def test_words_stand_out_from_what_they_are_printed_on(look: Look) -> None:
    """Contrast as WCAG 2 counts it, by brightness alone, so without colour too."""
    pairs_of = [
        (words, ground, 4.3)
        for words in (look.words, look.small)
        for ground in (look.head, look.ray, look.hill)
    ]
    pairs_of += [
        (INK, look.ground, 4.5),
        (DEEP, look.ground, 4.5),
        (WHITE, DEEP, 4.5),
        (BRONZE, look.ground, 3.0),
    ]
    for words, ground, least in pairs_of:
        low, high = sorted((brightness(words), brightness(ground)))
        assert (high + 0.05) / (low + 0.05) > least
