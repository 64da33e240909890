"""指示牌 and 桌牌: one to a page, an arrow that points, a plate with both its sides."""

from __future__ import annotations

import pytest

from dangjian_desktop.documents.drawn import MM, Fill, Page, Rule, Text
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.posters.common import DEEP, WHITE
from dangjian_desktop.documents.posters.pages import poster_pages
from dangjian_desktop.domain.posters import Arrow, Design, Poster, Section, Sheet, pairs, signs
from dangjian_desktop.kernel.findings import Rejected

LYING, UPRIGHT, DOOR = Sheet(297, 210), Sheet(210, 297), Sheet(300, 1200)


def made(lines: tuple[str, ...], sheet: Sheet, fonts: FontSet, kicker: str = "") -> list[Page]:
    part = Poster(title="", design=Design.SIGN, sections=signs(lines), sheet=sheet, kicker=kicker)
    return poster_pages(part, fonts)


def texts(page: Page) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text)]


def arrow_of(page: Page) -> tuple[tuple[float, float], ...]:
    return next(item.points for item in page.items if isinstance(item, Fill) and len(item.points) == 7)


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("投票站 →", Section("投票站", (), Arrow.RIGHT)),
        ("投票站←", Section("投票站", (), Arrow.LEFT)),
        ("投票站 向前", Section("投票站", (), Arrow.AHEAD)),
        ("写票处：一次进一人 ↑", Section("写票处", ("一次进一人",), Arrow.AHEAD)),
        ("面向右", Section("面向右")),  # a word that ends so points nowhere
        ("→", Section("→")),
    ],
)
def test_a_sign_is_read(line: str, sign: Section) -> None:
    assert signs((line,)) == (sign,)


@pytest.mark.parametrize("sheet", [LYING, UPRIGHT, DOOR])
def test_one_sign_a_page_its_words_large_and_inside(sheet: Sheet, fonts: FontSet) -> None:
    lines = ("秘密写票处：一次进一人，任何人不得干扰", "投票站", "柳岸村第一投票站 →")
    pages = made(lines, sheet, fonts, kicker="柳岸村第十二届村民委员会换届选举")
    assert [page.marks[0][1] for page in pages] == ["1 秘密写票处", "2 投票站", "3 柳岸村第一投票站"]
    for page in pages:
        assert (page.width, page.height) == (sheet.width * MM, sheet.height * MM)
        for item in texts(page):
            assert page.width * 0.03 < item.x < page.width * 0.97
            assert page.height * 0.02 < item.y < page.height * 0.98
    assert max(item.size for item in texts(pages[1])) > min(sheet.width, sheet.height) * MM * 0.2


@pytest.mark.parametrize("sheet", [LYING, UPRIGHT])
def test_an_arrow_points_and_is_beside_or_under_the_words(sheet: Sheet, fonts: FontSet) -> None:
    for mark, way in (("→", (1, 0)), ("←", (-1, 0)), ("↑", (0, -1))):
        page = made((f"投票站 {mark}",), sheet, fonts)[0]
        points = arrow_of(page)
        middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
        tip = points[0]
        assert (tip[0] - middle[0]) * way[0] + (tip[1] - middle[1]) * way[1] > 10 * MM
        words = [item for item in texts(page) if item.size > 10 * MM]
        left, right = min(item.x for item in words), max(item.x + item.size for item in words)
        if sheet is UPRIGHT:
            assert min(y for _, y in points) > max(item.y for item in words)
        else:
            assert max(x for x, _ in points) < left or min(x for x, _ in points) > right - 5 * MM
            assert (middle[0] < left) == (mark == "←")


def test_the_words_of_a_door_plate_run_down_it(fonts: FontSet) -> None:
    page = made(("柳岸村第一投票站",), DOOR, fonts)[0]
    found = texts(page)
    assert [item.text for item in found] == list("柳岸村第一投票站")
    assert [item.y for item in found] == sorted(item.y for item in found)
    assert max(item.size for item in found) > 100 * MM


def test_a_sign_that_cannot_be_large_is_refused(fonts: FontSet) -> None:
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        made(("很长的话" * 40,), LYING, fonts)


@pytest.mark.parametrize(("sheet", "stock"), [(Sheet(200, 100), (210, 297)), (Sheet(240, 120), (297, 420))])
def test_both_sides_of_a_plate_stand_on_one_sheet_with_where_to_cut(
    sheet: Sheet, stock: tuple[int, int], fonts: FontSet
) -> None:
    part = Poster(title="", design=Design.PLATE, sections=pairs(("张某", "李某某：监票人")), sheet=sheet)
    pages = poster_pages(part, fonts)
    assert len(pages) == 2
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == stock
        rules = [item for item in page.items if isinstance(item, Rule)]
        assert len(rules) == 8
        tops = sorted({round(min(rule.y1, rule.y2)) for rule in rules if rule.y1 != rule.y2})
        assert tops[1] - tops[0] >= sheet.height * MM
        for rule in rules:
            long = max(abs(rule.x1 - rule.x2), abs(rule.y1 - rule.y2))
            assert round(long / MM) in (sheet.width, sheet.height)
    two, one = ([item for item in texts(page) if item.size > sheet.height * MM * 0.2] for page in pages)
    assert ["".join(item.text for item in name) for name in (two, one)] == ["张某张某", "李某某李某某"]
    wide = [max(item.x for item in name) - min(item.x for item in name) for name in (two, one)]
    assert wide[0] == 0 or wide[0] < wide[1] * 1.3  # runs begin at the first character
    assert {item.colour for item in texts(pages[1]) if item.text == "监票人"} == {DEEP}
    assert not [item for item in pages[0].items if isinstance(item, Fill) and item.colour != WHITE]


def test_a_plate_no_office_sheet_holds_is_refused(fonts: FontSet) -> None:
    part = Poster(title="", design=Design.PLATE, sections=pairs(("张某",)), sheet=Sheet(600, 300))
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        poster_pages(part, fonts)
