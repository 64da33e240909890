"""Finding rare characters: what a clerk types is understood, and every name of the office can be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog.characters import character_table
from dangjian_desktop.domain.characters import Character, Wanted, marked, understood

TABLE = character_table()


def found(typed: str) -> list[Character]:
    return TABLE.find(understood(typed), 60)[0]


@pytest.mark.parametrize(
    ("typed", "char"),
    [
        ("龙天", "䶮"), ("天龙", "䶮"), ("女丰刀", "㛃"), ("㓞女", "㛃"), ("钅宏", "𬭎"), ("金宏", "𬭎"),
        ("亩心", "𠅤"), ("晋戈", "戬"), ("龍天", "龑"), ("吉吉", "喆"), ("王月", "玥"), ("日升", "昇"),
        ("礻韦", "祎"), ("羽中", "翀"), ("由頁", "頔"), ("兆页", "𫖯"), ("危页", "𬱟"), ("艹丹", "䒟"),
        ("王争", "琤"), ("牛牛牛", "犇"), ("龍龍龍", "龘"),
    ],
)  # fmt: skip
def test_names_are_found_by_their_parts(typed: str, char: str) -> None:
    assert char in [one.char for one in found(typed)[:3]]


@pytest.mark.parametrize("typed", ["4DAE", "4dae", "U+4DAE", "u4dae", " 4DAE "])
def test_a_code_point_names_its_character(typed: str) -> None:
    assert [one.char for one in found(typed)] == ["䶮"]


def test_a_character_is_found_by_reading_and_strokes() -> None:
    assert "䶮" in [one.char for one in found("yan3")]
    assert "䶮" in [one.char for one in found("yan 9画")]
    assert "𬭎" in [one.char for one in found("hong2 钅")]
    assert "𬭎" in [one.char for one in found("钅7")]
    assert all(one.strokes == 12 for one in found("12画"))
    assert all(one.rest == 7 and "金" in one.parts for one in found("金 7"))


def test_a_character_typed_itself_comes_first() -> None:
    assert found("𠅤")[0].char == "𠅤"
    assert found("龙")[0].char == "龙"


def test_a_reading_is_written_with_its_mark() -> None:
    assert [marked(one) for one in ("yan3", "lv4", "liu2", "gui1", "xiong2", "lve4", "n2", "de5")] == [
        "yǎn", "lǜ", "liú", "guī", "xióng", "lüè", "n", "de",
    ]  # fmt: skip


def test_every_character_of_the_general_table_has_parts_or_a_reading() -> None:
    rows, total = TABLE.find(Wanted(parts="页"), 2000)
    assert total > 200
    assert all(one.readings for one in rows if one.common)


@given(st.text(max_size=12))
def test_whatever_is_typed_finds_something_or_nothing(typed: str) -> None:
    rows, total = TABLE.find(understood(typed), 5)
    assert len(rows) == min(total, 5)


@given(st.sampled_from([*range(0x3400, 0x4DBF), *range(0x20000, 0x2A6DF), *range(0x30000, 0x3134A)]))
def test_every_character_is_found_by_its_code_and_by_all_of_its_parts(code: int) -> None:
    (one,) = TABLE.find(Wanted(code=code), 2)[0]
    assert one.char == chr(code)
    assert TABLE.find(understood(one.code), 1)[0] == [one]
    if one.parts:
        assert one in TABLE.find(Wanted(parts=one.parts, strokes=one.strokes), 5000)[0]
