"""Dates as people write them: each way of writing gives the day back, and nothing ever raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.domain.written_dates import Doubt, WrittenDay, read_day, whole_day

TODAY = date(2031, 5, 8)
NUMERALS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")
DAYS = st.dates(date(1900, 1, 1), TODAY)


def numeral(number: int) -> str:
    """Write 1 to 31 as 一 to 三十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十") + (
        NUMERALS[ones] if ones else ""
    )


def year_words(year: int) -> str:
    return "".join(NUMERALS[int(sign)] for sign in str(year))


WHOLE: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "dots padded": lambda d: f"{d:%Y.%m.%d}",
    "dots with 日": lambda d: f"{d.year}.{d.month}.{d.day}日",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "strokes": lambda d: f"{d.year}-{d.month}-{d.day}",
    "words": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "words padded": lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    "words spread": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "words with 号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "words with an ending": lambda d: f"{d.year}年{d.month}月{d.day}日出生",
    "digits": lambda d: f"{d:%Y%m%d}",
    "numerals": lambda d: f"{year_words(d.year)}年{numeral(d.month)}月{numeral(d.day)}日",
    "wide": lambda d: f"{d:%Y.%m.%d}".translate(WIDE),
    "wide strokes": lambda d: d.isoformat().translate(WIDE),
    "clock": lambda d: f"{d.isoformat()} 00:00:00",
    "blanks": lambda d: f"{d.year} {d.month} {d.day}",
    "marked": lambda d: f"'{d.year}.{d.month}.{d.day}",
}
MONTHS: dict[str, Callable[[date], str]] = {
    "dots": lambda d: f"{d:%Y.%m}",
    "words": lambda d: f"{d.year}年{d.month}月",
    "words with 份": lambda d: f"{d.year}年{d.month}月份",
    "born": lambda d: f"{d.year}年{d.month}月生",
    "strokes": lambda d: f"{d:%Y-%m}",
    "slashes": lambda d: f"{d.year}/{d.month}",
    "digits": lambda d: f"{d:%Y%m}",
    "numerals": lambda d: f"{year_words(d.year)}年{numeral(d.month)}月",
    "wide": lambda d: f"{d:%Y.%m}".translate(WIDE),
    "in brackets": lambda d: f"（{d:%Y.%m}）",
    "until now": lambda d: f"{d:%Y.%m}至今",
}
SHORT: dict[str, Callable[[date], str]] = {
    "dots": lambda d: f"{d:%y}.{d.month}",
    "words": lambda d: f"{d:%y}年{d.month}月",
    "marked": lambda d: f"'{d:%y}年{d.month}月生",
    "numerals": lambda d: f"{year_words(d.year)[2:]}年{numeral(d.month)}月",
}


@settings(max_examples=300)
@given(st.sampled_from(sorted(WHOLE)), DAYS)
def test_every_way_of_writing_a_day_gives_it_back(way: str, day: date) -> None:
    assert read_day(WHOLE[way](day), TODAY) == WrittenDay(day, True, None)


@settings(max_examples=300)
@given(st.sampled_from(sorted(MONTHS)), DAYS)
def test_every_way_of_writing_a_month_gives_it_back(way: str, day: date) -> None:
    assert read_day(MONTHS[way](day), TODAY) == WrittenDay(day.replace(day=1), False, None)


@settings(max_examples=200)
@given(st.sampled_from(sorted(SHORT)), st.dates(date(1931, 6, 1), TODAY))
def test_years_of_two_digits_are_the_newest_before_today(way: str, day: date) -> None:
    assert read_day(SHORT[way](day), TODAY) == WrittenDay(day.replace(day=1), False, Doubt.TWO_DIGITS)


@given(st.dates(date(1931, 6, 1), TODAY))
def test_six_digits_are_year_month_and_day_or_year_and_month(day: date) -> None:
    read = read_day(f"{day:%y%m%d}", TODAY)
    month = f"{day:%y}" in ("18", "19", "20") and day.day <= 12
    assert read.day == (date(int(f"{day:%y%m}"), day.day, 1) if month and f"{day:%y%m}" >= "1800" else day)


@given(DAYS.filter(lambda day: day >= date(1927, 5, 19)))
def test_the_number_of_a_day_in_a_spreadsheet(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    assert read_day(str(number), TODAY) == WrittenDay(day, True, Doubt.SERIAL)
    assert read_day(f"{number}.0", TODAY).day == day


@settings(max_examples=400)
@given(st.text(max_size=16) | st.text(alphabet="0123456789年月日.-/一二三十〇 '约初", max_size=14))
def test_nothing_raises_and_what_gives_no_day_says_why(text: str) -> None:
    read = read_day(text, TODAY)
    reasons = (Doubt.UNREADABLE, Doubt.IMPOSSIBLE, Doubt.VAGUE)
    if read.day is None:
        assert read.doubt in reasons or not any(map(str.isalnum, text))
    else:
        assert read.doubt not in reasons


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1975.02.30", Doubt.IMPOSSIBLE),
        ("1975.13", Doubt.IMPOSSIBLE),
        ("19750230", Doubt.IMPOSSIBLE),
        ("1975年0月", Doubt.IMPOSSIBLE),
        ("1975年上半年", Doubt.VAGUE),
        ("1975年", Doubt.VAGUE),
        ("1975", Doubt.VAGUE),
        ("七五年", Doubt.VAGUE),
        ("七十年代", Doubt.VAGUE),
        ("1975年3月上旬", Doubt.VAGUE),
        ("农历1975年三月", Doubt.VAGUE),
        ("1975年腊月", Doubt.VAGUE),
        ("去年", Doubt.UNREADABLE),
        ("3/12/1975", Doubt.UNREADABLE),
        ("99999", Doubt.UNREADABLE),
        ("不详", Doubt.UNREADABLE),
    ],
)
def test_the_reason_why_there_is_no_day(text: str, doubt: Doubt) -> None:
    assert read_day(text, TODAY) == WrittenDay(doubt=doubt)


def test_a_month_the_spreadsheet_has_cut() -> None:
    assert read_day("1975.1", TODAY) == WrittenDay(date(1975, 1, 1), False, Doubt.OCTOBER)
    assert read_day("1975.10", TODAY) == WrittenDay(date(1975, 10, 1), False)
    assert read_day("25/12/1975", TODAY).day == date(1975, 12, 25)


def test_the_day_of_reading_decides_the_century() -> None:
    assert read_day("31.5", TODAY).day == date(2031, 5, 1)
    assert read_day("31.6", TODAY).day == date(1931, 6, 1)
    assert read_day("31.6", TODAY + timedelta(days=365)).day == date(2031, 6, 1)


def test_a_whole_day_is_one_written_to_the_day() -> None:
    assert whole_day("2031年5月8日", TODAY) == whole_day("2031.5.8", TODAY) == TODAY
    assert [whole_day(text, TODAY) for text in ("2031.05", "2031.02.30", "昨天", "")] == [None] * 4
