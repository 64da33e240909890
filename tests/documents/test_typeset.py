"""禁则 on random text: no character lost, no mark where it must not stand, every line full."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.documents.fonts import FontSet, shipped_fonts
from dangjian_desktop.documents.grid import AREA_WIDTH, BODY, CELL
from dangjian_desktop.documents.kinsoku import CLOSERS, HANGING, OPENERS, clusters
from dangjian_desktop.documents.titles import break_title, cells, words
from dangjian_desktop.documents.typeset import TIGHT, Line, break_lines, measure, shape

FONTS: FontSet = shipped_fonts()
WORD = st.text("基层党组织社区委员会开展活动工作要求群众干部", min_size=1, max_size=12)
MARKED = st.builds(
    lambda word, frame, mark: frame[0] + word + frame[1] + mark,
    WORD,
    st.sampled_from(["“”", "（）", "《》", "〔〕", ("", "")]),
    st.sampled_from(["", "，", "。", "、", "；", "：", "？", "！", "……"]),
)
NUMBERED = st.builds(
    lambda n, unit: f"{n}{unit}",
    st.integers(1, 99999),
    st.sampled_from(["个", "年", "%", "万元", "号", "月5日"]),
)
TEXT = st.lists(
    st.one_of(MARKED, MARKED, NUMBERED, st.sampled_from(["〔2012〕18号", "GB/T 9704", "第3次", "——"])),
    min_size=1,
    max_size=40,
).map("".join)


def drawn_end(line: Line) -> float:
    """Where the line's last ink may end: its last character's cell without the blank a mark gives up."""
    at = max((at for at, glyph in enumerate(line.glyphs) if glyph.char != " "), default=0)
    return line.indent + line.pens[at] + line.glyphs[at].advance - line.glyphs[at].spare_after


def blanks(line: Line) -> Iterator[tuple[float, float]]:
    """Yield for each two neighbours the blank between their ink as it is, and as their font has it."""
    for (left, pen), (right, following) in pairwise(zip(line.glyphs, line.pens, strict=True)):
        edges = right.face.ink(right.char)[0] * right.size - left.face.ink(left.char)[2] * left.size
        yield following - pen + edges, left.advance + edges


@settings(max_examples=500, deadline=None)
@given(TEXT)
def test_every_line_keeps_the_rules(text: str) -> None:
    lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH, 2 * CELL)
    assert "".join(line.text for line in lines) == text
    for number, line in enumerate(lines):
        assert number == 0 or line.text[0] not in CLOSERS
        assert number == len(lines) - 1 or line.text[-1] not in OPENERS
        hangs = line.glyphs[-1].char in HANGING
        assert drawn_end(line) <= AREA_WIDTH + 0.05 + (CELL if hangs else 0)
        if number < len(lines) - 1 and not hangs:
            assert drawn_end(line) >= AREA_WIDTH - 0.55 * CELL
        assert all(now >= min(natural, 0.0) - 0.05 for now, natural in blanks(line))


BEFORE = "决定在全镇开展村、社区“两委”班子建设提升年活动。现将有关事项通知如"


@pytest.mark.parametrize("mark", ["：", "。", "？"])
def test_one_character_does_not_stand_alone_where_marks_can_make_room(mark: str) -> None:
    text = "社" * 19 + BEFORE + "下" + mark
    lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH, 2 * CELL)
    assert [line.text for line in lines] == [text[:26], text[26:]]
    assert drawn_end(lines[-1]) <= AREA_WIDTH + 0.05
    assert not lines[0].uneven


def test_one_character_without_marks_that_make_room_is_left_where_it_is() -> None:
    text = "社" * 28 + "下："
    lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH)
    assert [line.text for line in lines] == ["社" * 28, "下："]


@settings(max_examples=500, deadline=None)
@given(TEXT)
def test_a_character_stands_alone_only_where_the_line_before_has_no_room_for_it(text: str) -> None:
    lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH, 2 * CELL)
    if len(lines) > 1 and len(lines[-1].text.rstrip("".join(CLOSERS))) == 1:
        both = (*lines[-2].glyphs, *lines[-1].glyphs)
        over = measure(both) + lines[-2].indent - AREA_WIDTH - both[-1].spare_after
        spare = sum(glyph.spare_before + glyph.spare_after for glyph in both)
        assert over > TIGHT * (spare - both[0].spare_before - both[-1].spare_after) - 0.02


def test_a_blank_does_not_begin_a_line_and_takes_no_room_at_the_end_of_one() -> None:
    for before in range(20, 30):
        text = "社" * before + " 3.5 mm 以内 " + "区" * 30
        lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH)
        assert "".join(line.text for line in lines) == text
        assert not [line.text for line in lines if line.text.startswith(" ")]
        first = lines[0]
        last = max(at for at, glyph in enumerate(first.glyphs) if glyph.char != " ")
        end = first.pens[last] + first.glyphs[last].advance
        assert end == pytest.approx(AREA_WIDTH, abs=0.6)


@pytest.mark.parametrize("kept", ["〔2012〕18号", "88.5%", "2012年", "1500万元", "……"])
def test_numbers_stay_with_their_units(kept: str) -> None:
    for before in range(20, 32):
        text = "社" * before + kept + "区" * 30
        lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH)
        assert any(kept in line.text for line in lines)


def test_marks_are_squeezed_rather_than_carried_over() -> None:
    text = "，".join(["社区党组织"] * 4) + "、社区干部。" + "群众"
    lines = break_lines(shape(text[:29] + "。" + text, BODY, FONTS), AREA_WIDTH)
    assert lines[0].text[0] not in CLOSERS


def test_a_piece_longer_than_the_line_is_cut_not_lost() -> None:
    text = "（" * 40 + "社" + "）" * 40
    lines = break_lines(shape(text, BODY, FONTS), AREA_WIDTH)
    assert "".join(line.text for line in lines) == text


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好选举工作的通知", 1),
        ("关于开展社区“两委”换届后“回头看”活动的通知", 2),
        ("关于印发栖梧镇2012年度基层党组织分类定级工作实施方案和考核评分办法的通知", 3),
    ],
)
def test_titles_break_between_words_and_not_as_a_rectangle(title: str, lines: int) -> None:
    broken = break_title(title, 19)
    assert "".join(broken) == title
    assert len(broken) == lines
    assert all(cells(line) <= 19 for line in broken)
    at = 0
    for line in broken[:-1]:
        at += len(line)
        across = [title[start:end] for start in range(at - 3, at) for end in range(at + 1, at + 4)]
        assert not any(word in words() for word in across if len(word) == 2)


@given(st.text("关于印发开展基层党组织分类定级工作的通知办法和“”《》12", min_size=1, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_title_loses_a_character(title: str) -> None:
    assert "".join(break_title(title, 19)) == title


WHOLE = (
    "120㎡ 120m² 3.5km 50㎏ -5℃ 98.6% １２．５％ 1,234.5万元 ￥1,200 3～5人 3—5人 2012—2015年 "
    "10余人 10多万元 2倍 500字 5张 10kV 12楼 318国道 3个工作日 第12届 第十二届 51101119800305123X "
    "0818-6543210 www.example.gov.cn "
).split()


@pytest.mark.parametrize("whole", WHOLE)
def test_a_number_holds_to_its_unit_and_sign(whole: str) -> None:
    text = f"共{whole}共"
    assert whole in [text[start:end] for start, end in clusters(text)]


def test_a_dash_between_two_things_begins_no_line() -> None:
    text = "甲村—乙村"
    assert text.index("—") not in [start for start, _ in clusters(text)]


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("中共栖梧镇委员会关于姚秋履等同志任免职务的决定", "姚秋履等同志"),
        ("中共栖梧镇委员会关于汤素舟等五名同志任免职务的通知", "汤素舟等五名同志"),
        ("关于任命欧阳修文为青桥村党支部书记的通知", "欧阳修文"),
        ("关于给予买买提·艾合买提江党内严重警告处分的决定", "买买提·艾合买提江"),
        ("中共栖梧镇委员会栖梧镇人民政府关于表彰先进集体的决定", "栖梧镇人民政府"),
    ],
)
def test_a_title_is_broken_inside_no_name(title: str, whole: str) -> None:
    for most in range(12, 22):
        lines = break_title(title, most)
        assert "".join(lines) == title
        assert any(whole in line for line in lines), lines
