"""ID numbers by GB 11643: sound ones are accepted, one wrong sign or two exchanged ones are not."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dangjian_desktop.domain.people import Sex
from dangjian_desktop.exchange.values import id_number_of

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SIGNS = "0123456789X"


def with_check(digits: str) -> str:
    """Add the check sign by the weights of the standard's own text, not by the library's arithmetic."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, date, Sex]:
    place = draw(st.integers(110000, 999999))
    born = draw(st.dates(date(1900, 1, 1), date(2031, 5, 8)))
    order = draw(st.integers(0, 999))
    return (
        with_check(f"{place}{born:%Y%m%d}{order:03d}"),
        born,
        Sex.MALE if order % 2 else Sex.FEMALE,
    )


@settings(max_examples=300)
@given(numbers())
def test_sound_numbers_are_accepted_and_tell_birth_and_sex(given_: tuple[str, date, Sex]) -> None:
    number, born, sex = given_
    for written in (number, number.lower(), f" {number[:6]} {number[6:14]} {number[14:]}", f"'{number}"):
        read = id_number_of(written)
        assert (read.number, read.birth, read.sex, read.problem, read.old) == (number, born, sex, "", False)
    read = id_number_of(number)
    assert read.against(born, sex, day_known=True) == ""
    assert read.against(born.replace(day=1), sex, day_known=False) == ""
    assert read.against(None, None, day_known=True) == ""


@settings(max_examples=200)
@given(numbers())
def test_every_wrong_sign_is_refused(given_: tuple[str, date, Sex]) -> None:
    number, _, _ = given_
    for place, right in enumerate(number):
        for sign in SIGNS if place == 17 else SIGNS[:10]:
            if sign != right:
                assert id_number_of(number[:place] + sign + number[place + 1 :]).problem, (place, sign)


@settings(max_examples=300)
@given(numbers())
def test_every_two_exchanged_neighbours_are_refused(given_: tuple[str, date, Sex]) -> None:
    number, _, _ = given_
    for place in range(17):
        one, other = number[place], number[place + 1]
        if one != other:
            swapped = number[:place] + other + one + number[place + 2 :]
            assert id_number_of(swapped).problem, swapped


@given(numbers(), st.dates(date(1900, 1, 1), date(2031, 5, 8)))
def test_birth_and_sex_written_beside_it_must_agree(given_: tuple[str, date, Sex], other: date) -> None:
    number, born, sex = given_
    read = id_number_of(number)
    wrong = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
    assert read.against(None, wrong, day_known=True) == "roster.id_sex"
    assume((other.year, other.month) != (born.year, born.month))
    assert read.against(other, sex, day_known=True) == "roster.id_birth"
    assert read.against(other.replace(day=1), None, day_known=False) == "roster.id_birth"


@given(numbers())
def test_another_day_of_the_same_month_is_told_unless_it_is_the_first(given_: tuple[str, date, Sex]) -> None:
    number, born, _ = given_
    read = id_number_of(number)
    for day in range(2, 29):
        expected = "" if day == born.day else "roster.id_birth"
        assert read.against(born.replace(day=day), None, day_known=True) == expected
    assert read.against(born.replace(day=1), None, day_known=True) == ""


@given(numbers().filter(lambda one: one[1].year < 2000))
def test_old_numbers_of_15_digits_become_18(given_: tuple[str, date, Sex]) -> None:
    number, born, sex = given_
    read = id_number_of(f"{number[:6]}{number[8:17]}")
    assert (read.number, read.birth, read.sex, read.old) == (number, born, sex, True)


@given(
    st.integers(110000, 999999), st.integers(0, 999), st.sampled_from(["19750230", "20011301", "19000229"])
)
def test_a_day_that_is_none_is_refused(place: int, order: int, day: str) -> None:
    assert id_number_of(with_check(f"{place}{day}{order:03d}")).problem == "roster.id_day"


@settings(max_examples=300)
@given(st.text(max_size=20) | st.text(alphabet="0123456789Xx×* ", min_size=12, max_size=20))
def test_no_text_raises_and_a_masked_number_gives_nothing(text: str) -> None:
    read = id_number_of(text)
    assert read.problem or read.birth or not read.number
    assert "*" not in text or read.number == ""
