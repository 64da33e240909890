"""Who is whom: certain only without doubt, near for every small slip, the same whichever comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.matching import Identity, Kinship, MatchingForm, Register, compared
from dangjian_desktop.domain.people import Distinction
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_import import matching_rules

RULES: MatchingForm = matching_rules(Catalog(forms_folder(), None))
SURNAMES = "林黎曹单沈罗温霍陆梁欧廖"
GIVEN = "禾田鹤亭畹宁怀芷蘅浩阡陌云岫汀舟慧婷渭川砚秋"
PLACES = ("芦荷塘村", "石桥头村", "渔浦社区", "上塘村")
names = st.builds(
    lambda surname, given: surname + given, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)
)
births = st.dates(date(1940, 1, 1), date(2005, 12, 31))


def known(key: str, name: str, birth: date | None = None, *places: str, number: str = "") -> Identity:
    return Identity(
        key=key,
        name=name,
        pinyin=name_reading(name)[0],
        birth=birth,
        places=frozenset(places),
        id_number=number,
    )


people = st.builds(
    lambda name, birth, place: known("a", name, birth, place), names, births, st.sampled_from(PLACES)
)


@given(people)
def test_a_person_is_certainly_the_same_as_the_same_again(one: Identity) -> None:
    (found,) = Register.of([one], RULES).alike(replace(one, key="row"))
    assert found.certain
    assert found.key == "a"


@given(people, st.integers(0, 2), st.sampled_from(GIVEN))
def test_one_other_character_is_near_and_not_certain(one: Identity, place: int, sign: str) -> None:
    place = min(place, len(one.name) - 1)
    name = one.name[:place] + sign + one.name[place + 1 :]
    if name == one.name:
        return
    row = replace(one, key="row", name=name, pinyin=name_reading(name)[0])
    (found,) = Register.of([one], RULES).alike(row)
    assert not found.certain
    assert found.points >= RULES.ask_from


@given(people, st.integers(0, 7), st.integers(0, 9))
def test_one_other_digit_of_the_birth_is_near_and_not_certain(one: Identity, place: int, digit: int) -> None:
    written = f"{one.birth:%Y%m%d}"
    other = written[:place] + str(digit) + written[place + 1 :]
    try:
        birth = date(int(other[:4]), int(other[4:6]), int(other[6:]))
    except ValueError:
        return
    if birth == one.birth or birth.year < 1000:
        return
    (found,) = Register.of([one], RULES).alike(replace(one, key="row", birth=birth))
    assert not found.certain
    assert Kinship.BIRTH_ONE_DIGIT in found.kinships


@given(people, births)
def test_other_births_are_never_taken_for_one_person(one: Identity, birth: date) -> None:
    if birth == one.birth:
        return
    found = compared(one, replace(one, key="b", birth=birth), RULES)
    assert not found.certain


@given(people, people)
def test_it_does_not_matter_which_comes_first(one: Identity, other: Identity) -> None:
    other = replace(other, key="b")
    there, back = compared(one, other, RULES), compared(other, one, RULES)
    assert (there.points, there.kinships, there.certain) == (back.points, back.kinships, back.certain)


@given(st.lists(people, max_size=12), people, st.randoms())
def test_the_order_of_the_records_does_not_matter(
    held: list[Identity], row: Identity, chance: object
) -> None:
    numbered = [replace(one, key=f"p{number}") for number, one in enumerate(held)]
    shuffled = list(numbered)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    row = replace(row, key="row")
    assert Register.of(numbered, RULES).alike(row) == Register.of(shuffled, RULES).alike(row)
    assert Register.of(numbered, RULES).pairs() == Register.of(shuffled, RULES).pairs()


@given(st.lists(people, max_size=12), people)
def test_looking_up_misses_nobody_whom_comparing_all_would_find_by_name_or_month(
    held: list[Identity], row: Identity
) -> None:
    numbered = [replace(one, key=f"p{number}") for number, one in enumerate(held)]
    row = replace(row, key="row")
    found = {one.key for one in Register.of(numbered, RULES).alike(row)}
    for one in numbered:
        match = compared(row, one, RULES)
        if match.certain or match.points >= RULES.ask_from:
            assert one.key in found


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_distinction_is_the_same_from_both_sides(one: str, other: str) -> None:
    day = date(2026, 11, 25)
    assert Distinction.of(one, other, day) == Distinction.of(other, one, day)


@pytest.mark.parametrize(
    ("one", "other", "kinship"),
    [
        ("张晓明", "张小明", Kinship.NAME_SOUND),
        ("林 村", "林村", Kinship.NAME_SAME),
        ("曾怀亭", "増怀亭", Kinship.NAME_SOUND),
        ("張偉民", "张伟民", Kinship.NAME_SOUND),
        ("凌云起", "林云起", Kinship.NAME_SOUND),
        ("欧阳砚秋", "欧阳研秋", Kinship.NAME_SOUND),
        ("沈芷蘅", "沈芷衡", Kinship.NAME_SOUND),
        ("温若谷", "温谷若", Kinship.NAME_ONE_OFF),
        ("温若谷", "温若", Kinship.NAME_ONE_OFF),
        ("王伟", "王芳", Kinship.NAME_ONE_OFF_SHORT),
    ],
)
def test_how_two_names_are_alike(one: str, other: str, kinship: Kinship) -> None:
    found = compared(known("a", one), known("b", other), RULES)
    assert found.kinships[0] is kinship


def test_the_cases_of_the_preview() -> None:
    born = date(1964, 11, 21)
    transposed = compared(
        known("a", "区渭川", born, "甲村"), known("b", "区渭川", date(1946, 11, 21), "甲村"), RULES
    )
    assert (transposed.certain, RULES.level(transposed.points)) == (False, "可能是同一人")
    elsewhere = compared(known("a", "温阡陌", None, "甲村"), known("b", "温阡陌", None, "乙村"), RULES)
    assert not elsewhere.certain
    assert elsewhere.points >= RULES.ask_from
    strangers = compared(known("a", "李建国", None, "甲村"), known("b", "李建军", None, "甲村"), RULES)
    assert strangers.points < RULES.ask_from


def test_an_id_number_decides_but_never_over_another_name_or_birth() -> None:
    number, born = "990101197503121234", date(1975, 3, 12)
    same = compared(
        known("a", "秦知远", None, "甲村", number=number),
        known("b", "秦知远", None, "乙村", number=number),
        RULES,
    )
    assert same.certain
    other_name = compared(known("a", "秦知远", number=number), known("b", "白一舟", number=number), RULES)
    assert not other_name.certain
    assert other_name.points >= RULES.ask_from
    other_birth = compared(
        known("a", "秦知远", born, number=number),
        known("b", "秦知远", date(1981, 1, 1), number=number),
        RULES,
    )
    assert not other_birth.certain
    two = compared(
        known("a", "秦知远", born, "甲村", number=number),
        known("b", "秦知远", born, "甲村", number="990101198111306789"),
        RULES,
    )
    assert not two.certain
    assert two.points < RULES.ask_from
    old_card = compared(
        known("a", "秦知远", number=number), known("b", "秦知远", number="990101750312123"), RULES
    )
    assert Kinship.ID_SAME in old_card.kinships
