"""Written deadlines and the days they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.deadlines import DeadlineKind, parse, parse_near

K = DeadlineKind
CASES = [
    ("3月20日前", None, "2012-03-20", K.BEFORE),
    ("3月20日", "2012-03-20", "2012-03-20", K.DAY),
    ("３月２０日", "2012-03-20", "2012-03-20", K.DAY),
    ("3 月 20 日前", None, "2012-03-20", K.BEFORE),
    ("三月二十日前", None, "2012-03-20", K.BEFORE),
    ("十二月三十一日", "2012-12-31", "2012-12-31", K.DAY),
    ("3月20号之前", None, "2012-03-20", K.BEFORE),
    ("截至5月31日", None, "2012-05-31", K.BEFORE),
    ("截止5月31日", None, "2012-05-31", K.BEFORE),
    ("最迟6月5日", None, "2012-06-05", K.BEFORE),
    ("3月20日前完成", None, "2012-03-20", K.BEFORE),
    ("3月份", "2012-03-01", "2012-03-31", K.SPAN),
    ("2月", "2012-02-01", "2012-02-29", K.SPAN),
    ("3月底", "2012-03-21", "2012-03-31", K.SPAN),
    ("9月底前", None, "2012-09-30", K.BEFORE),
    ("2月末", "2012-02-21", "2012-02-29", K.SPAN),
    ("4月初", "2012-04-01", "2012-04-10", K.SPAN),
    ("4月中", "2012-04-11", "2012-04-20", K.SPAN),
    ("11月上旬", "2012-11-01", "2012-11-10", K.SPAN),
    ("11月中旬前", None, "2012-11-20", K.BEFORE),
    ("2月下旬", "2012-02-21", "2012-02-29", K.SPAN),
    ("4月下旬-10月底", "2012-04-21", "2012-10-31", K.SPAN),
    ("3月中旬-3月底", "2012-03-11", "2012-03-31", K.SPAN),
    ("4月初—9月底", "2012-04-01", "2012-09-30", K.SPAN),
    ("3月中旬至下旬", "2012-03-11", "2012-03-31", K.SPAN),
    ("4月12日—16日", "2012-04-12", "2012-04-16", K.SPAN),
    ("6月1日至9月20日", "2012-06-01", "2012-09-20", K.SPAN),
    ("从6月1日到9月20日", "2012-06-01", "2012-09-20", K.SPAN),
    ("3月5日至10日前", "2012-03-05", "2012-03-10", K.SPAN),
    ("12月-次年2月", "2012-12-01", "2013-02-28", K.SPAN),
    ("2020年4月—6月", "2020-04-01", "2020-06-30", K.SPAN),
    ("2021年3月底前", None, "2021-03-31", K.BEFORE),
    ("2012年3月5日", "2012-03-05", "2012-03-05", K.DAY),
    ("2012-03-05", "2012-03-05", "2012-03-05", K.DAY),
    ("2012/3/5", "2012-03-05", "2012-03-05", K.DAY),
    ("2012.3.5前", None, "2012-03-05", K.BEFORE),
    ("2012-03-05至2012-04-01", "2012-03-05", "2012-04-01", K.SPAN),
    ("年底前", None, "2012-12-31", K.BEFORE),
    ("年底", "2012-12-01", "2012-12-31", K.SPAN),
    ("上半年", "2012-01-01", "2012-06-30", K.SPAN),
    ("第三季度", "2012-07-01", "2012-09-30", K.SPAN),
    ("5月1日起", "2012-05-01", None, K.FROM),
    ("自5月1日开始", "2012-05-01", None, K.FROM),
    ("(3月20日前)", None, "2012-03-20", K.BEFORE),
]


@pytest.mark.parametrize(("text", "start", "end", "kind"), CASES)
def test_reads_what_offices_write(text: str, start: str | None, end: str | None, kind: DeadlineKind) -> None:
    found = parse(text, 2012)
    assert (found.start, found.end) == (start and date.fromisoformat(start), end and date.fromisoformat(end))
    assert (found.kind, found.text, found.findings) == (kind, text, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2月30日", "campaigns.deadline_impossible"),
        ("2011年2月29日", "campaigns.deadline_impossible"),
        ("13月", "campaigns.deadline_impossible"),
        ("0月5日", "campaigns.deadline_impossible"),
        ("9月-3月", "campaigns.deadline_backwards"),
        ("5月20日-10日", "campaigns.deadline_backwards"),
        ("换届后5个工作日内", "campaigns.deadline_relative"),
        ("选举日前10日", "campaigns.deadline_relative"),
        ("每月5日", "campaigns.deadline_relative"),
        ("长期坚持", "campaigns.deadline_relative"),
        ("尽快", "campaigns.deadline_unread"),
        ("20日前", "campaigns.deadline_unread"),
        ("", "campaigns.deadline_missing"),
    ],
)
def test_what_cannot_be_read_keeps_its_words_and_says_so(text: str, code: str) -> None:
    found = parse(text, 2011 if "2011" in text else 2012)
    assert not found.known
    assert found.text == text
    assert [one.code for one in found.findings] == [code]


def test_a_missing_year_is_a_finding_and_a_written_one_is_not_needed() -> None:
    assert [one.code for one in parse("3月20日前", None).findings] == ["campaigns.year_missing"]
    assert parse("2013年3月20日前", None).end == date(2013, 3, 20)


def test_the_row_above_lends_its_month() -> None:
    above = parse("6月10日", 2030)
    assert parse("25日前", 2030, above).end == date(2030, 6, 25)
    assert parse("月底前", 2030, above).end == date(2030, 6, 30)


@given(st.text(max_size=30), st.one_of(st.none(), st.integers(-5, 20_000)))
def test_any_text_gives_a_deadline_in_order(text: str, year: int | None) -> None:
    found = parse(text, year)
    assert found.text == text.strip()
    assert found.known or found.findings
    assert not (found.start and found.end) or found.start <= found.end


@given(st.text(alphabet="0123456789月日年前底旬上中下初-至到第季度 号", max_size=16))
def test_texts_of_date_letters_never_break_it(text: str) -> None:
    assert parse(text, 2012).text == text.strip()


@pytest.mark.parametrize(
    ("text", "issued", "stage", "end"),
    [
        ("1月中旬", "2026-11-02", "2027年1月", "2027-01-20"),
        ("1月中旬", "2026-11-02", "", "2027-01-20"),
        ("12月20日前", "2026-12-10", "12月中旬-1月底", "2026-12-20"),
        ("1月20日前", "2026-12-10", "12月中旬-1月底", "2027-01-20"),
        ("2月5日前", "2026-12-10", "12月中旬-1月底", "2027-02-05"),
        ("今年1月", "2026-12-10", "", "2026-01-31"),
        ("2026年1月", "2026-12-10", "2027年1月", "2026-01-31"),
        ("2月下旬", "2026-03-26", "2月下旬-3月下旬", "2026-02-28"),
        ("3月20日前", "2026-03-26", "4月初-5月底", "2026-03-20"),
        ("11月中旬", "2026-03-26", "9月初-11月底", "2026-11-20"),
        ("5月底前", "2025-11-02", "2026年3月-2027年6月", "2026-05-31"),
        ("1月10日", "2026-02-01", "12月-2月", "2027-01-10"),
        ("3月10日", "2026-04-01", "2027年3月底前", "2027-03-10"),
        ("3月10日", "2026-04-01", "2027年3月1日起", "2027-03-10"),
        ("1月中旬", "2020-11-02", "", "2026-01-20"),
    ],
)
def test_without_a_year_the_own_stage_then_the_notice_tells_it(
    text: str, issued: str, stage: str, end: str
) -> None:
    day = date.fromisoformat(issued)
    year = 2026 if day.year < 2025 else day.year
    span = parse_near(stage, year, day) if stage else None
    assert parse_near(text, year, day, span).end == date.fromisoformat(end)


def test_a_stretch_over_new_year_needs_no_year() -> None:
    read = parse("12月初-1月底", 2026)
    assert (read.start, read.end) == (date(2026, 12, 1), date(2027, 1, 31))
    assert parse("8月底-4月中旬", 2026).findings[0].code == "campaigns.deadline_backwards"
    assert parse("12月-今年1月", 2026).findings[0].code == "campaigns.deadline_backwards"
