"""How facts of persons are told: numbers never whole, titles without what their body says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.people import masked_phone, phone_digits, told_title


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""), ("8", "*"), ("12", "*2"), ("66021", "***21"), ("621432", "***432"), ("6621432", "****432"),
        ("88621432", "*****432"), ("19900007702", "199****7702"), ("0994-6621432", "099****1432"),
        ("199-0000-7702", "199****7702"), ("199 0000 7702", "199****7702"), ("无", "*"),
        ("+86 19900007702", "199****7702"), ("19900007702、6621432", "199****7702、****432"),
    ],
)  # fmt: skip
def test_a_phone_shows_its_ends_or_only_its_last_digits(number: str, shown: str) -> None:
    assert masked_phone(number) == shown


@given(st.text("0123456789-", min_size=1, max_size=20))
def test_at_least_half_of_a_short_number_is_hidden_and_marks_between_digits_change_nothing(
    number: str,
) -> None:
    shown, digits = masked_phone(number), phone_digits(number)
    assert shown.count("*") >= min(4, (len(digits) + 1) // 2)
    assert number.replace("-", "").endswith(shown.rsplit("*", 1)[-1])
    assert shown == masked_phone(digits) or not digits


def test_a_title_says_not_again_what_its_body_says() -> None:
    assert told_title("柳岸村工作组", "工作组负责人") == "负责人"
    assert told_title("柳岸村", "工作组负责人") == "工作组负责人"
    assert told_title("柳岸村", "党支部书记") == "党支部书记"
