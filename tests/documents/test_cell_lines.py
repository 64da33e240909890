"""Cells of a table are broken between words, into lines about equally long."""

from __future__ import annotations

import pytest

from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.tables import PAD_X, SOFT, TableFlow
from dangjian_desktop.documents.typeset import Type, break_lines, shape
from dangjian_desktop.domain.paper_tables import Align, Cell, Column, Row, TableBlock

SIZE = 10


def lines(text: str, most: float, fonts: FontSet, align: Align) -> list[str]:
    """Return the lines of a cell ``most`` characters wide."""
    table = TableBlock((Column(1, align),), (), (Row((Cell(text),)),), SIZE)
    flow = TableFlow(table, most * SIZE + 2 * PAD_X, fonts)
    (found,) = flow._body
    return [line.text for line in found.lines]


@pytest.mark.parametrize(
    ("text", "most", "broken"),
    [
        ("件件有回音", 4.5, ["件件", "有回音"]),
        ("多数有回音", 4.5, ["多数", "有回音"]),
        ("很少有回音", 4.5, ["很少", "有回音"]),
        ("反映的事有回音的比例", 6.5, ["反映的事", "有回音的比例"]),
        ("财务和村务公开", 5.5, ["财务", "和村务公开"]),
        ("基本满意", 3, ["基本", "满意"]),
        ("不称职率", 3.2, ["不", "称职率"]),
        ("不满意", 3.5, ["不满意"]),
    ],
)
def test_a_head_is_broken_between_words(text: str, most: float, broken: list[str], fonts: FontSet) -> None:
    assert lines(text, most, fonts, Align.CENTRE) == broken


@pytest.mark.parametrize(
    ("text", "most", "broken"),
    [
        ("党支部副书记", 5.2, ["党支部", "副书记"]),
        ("党支部组织委员", 5.2, ["党支部", "组织委员"]),
        ("村委会副主任", 5.2, ["村委会", "副主任"]),
        ("集体资产管理规范", 6.2, ["集体资产", "管理规范"]),
    ],
)
def test_a_post_is_broken_between_words(text: str, most: float, broken: list[str], fonts: FontSet) -> None:
    assert lines(text, most, fonts, Align.LEFT) == broken


def test_word_breaks_a_head_where_print_does(fonts: FontSet) -> None:
    table = TableBlock((Column(1),), (Row((Cell("件件有回音"),)),), (Row((Cell("1"),)),), SIZE)
    flow = TableFlow(table, 4.5 * SIZE + 2 * PAD_X, fonts)
    (placed,) = table.placed_header()
    assert flow.broken(placed, head=True) == f"件件{SOFT}有回音"


def test_word_breaks_a_post_where_print_does_and_leaves_running_text_to_itself(fonts: FontSet) -> None:
    text = "二季度党员大会未按时召开，谈话后已经补开，镇组织人事办于次日复核。"
    row = Row((Cell("竹溪村党支部组织委员"), Cell(text)))
    table = TableBlock((Column(1, Align.LEFT), Column(1, Align.LEFT)), (), (row,), SIZE)
    flow = TableFlow(table, 2 * (7.2 * SIZE + 2 * PAD_X), fonts)
    post, prose = table.placed_body()
    assert flow.broken(post, head=False) == f"竹溪村党支部{SOFT}组织委员"
    assert flow.broken(prose, head=False) == text


def test_word_sets_a_head_tighter_that_fits_a_line_only_because_its_mark_gives_way(fonts: FontSet) -> None:
    table = TableBlock((Column(1),), (Row((Cell("村（社区）"),)),), (Row((Cell("1"),)),), SIZE)
    flow = TableFlow(table, 4.8 * SIZE + 2 * PAD_X, fonts)
    (head,), (one,) = table.placed_header(), table.placed_body()
    assert flow.broken(head, head=True) == "村（社区）"
    assert flow.tightened(head, 0.0, head=True) == pytest.approx(-0.2 * SIZE / 5)
    assert flow.tightened(head, 0.3 * SIZE, head=True) == 0
    assert flow.tightened(one, 0.0, head=False) == 0


def test_a_box_to_tick_stays_with_its_words(fonts: FontSet) -> None:
    glyphs = shape("□治安和调解　□垃圾和环境　□财务和村务公开", Type(Role.FANG, SIZE), fonts)
    found = [line.text.strip() for line in break_lines(glyphs, 14.5 * SIZE)]
    assert found == ["□治安和调解　□垃圾和环境", "□财务和村务公开"]
