"""Dates as people write them, some fifteen ways, and what is doubtful about one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dangjian_desktop.domain.names import narrow, squeezed


class Doubt(StrEnum):
    """What is doubtful about a written date; with the first three there is no day at all.

    VAGUE: only a year, a rough time, or a day of the lunar calendar is written.
    """

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    VAGUE = "vague"
    OCTOBER = "october"
    TWO_DIGITS = "two_digits"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day read from a text. ``day_known`` is False when only the month is written (then the day is 1)."""

    day: date | None = None
    day_known: bool = True
    doubt: Doubt | None = None


_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ENDING = re.compile(r"(?:出生|入党|加入|参加|成立|任职|到任|上任|离任|免职|生人|生|起|止|任|以来|至今)+$")
_LUNAR = re.compile(r"农历|阴历|旧历|腊月|正月|冬月|闰|初[一二三四五六七八九十]")
_VAGUE = re.compile(r"^\D*\d{2,4}年?(?:代|初|底|末|中|[上下]半年|[春夏秋冬]季?|第?\d季度|前后|左右|年度)?$")
_ABOUT = re.compile(r"[上中下]旬|月[初中底末]|左右|前后|约|大概|不详|[春夏秋冬]|半年|季度")
_SIGNS = r"[年./\-－—–·、,:\\]"
_PARTS = re.compile(
    rf"^(?P<year>\d{{4}}|\d{{2}}){_SIGNS}(?P<month>\d{{1,2}})(?:月份?|{_SIGNS})?(?:(?P<day>\d{{1,2}})[日号]?)?$"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_LATE_MONTH = re.compile(r"^(?P<day>\d{1,2})[./\-](?P<month>\d{1,2})[./\-](?P<year>\d{4})$")
_MAYBE_OCTOBER = re.compile(r"\d{4}\.1$")
_CLOCK = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[T.]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_NOUGHTS = re.compile(r"(?<=^\d{5})\.0+$")
_GAP = re.compile(r"(?<=\d)[ \t]+(?=\d)")
_TENS = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?")
AHEAD = timedelta(days=3660)  # a term of office is written at most ten years ahead
_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of spreadsheets, for every day since March 1900
_CENTURY_APART = 100


@lru_cache(maxsize=8192)
def read_day(text: str, latest: date) -> WrittenDay:
    """Read a written date: 1975.03, 1975年3月12日, 一九七五年三月, 75.3, 197503, 19750312, 1975/3/12…

    Args:
        text: as written; an ending like 生 or 起 does not matter.
        latest: the last day that can be meant; a year of two digits is the newest one up to it.

    Returns:
        The day, or the doubt that says why there is none; an empty text, or a mere stroke, gives neither.
    """
    if _ISO.match(text):  # what workbooks and our own lists hold, by the thousand
        return _made(text[:4], text[5:7], text[8:], latest)
    clean = _plain(text)
    if not clean:
        return WrittenDay(doubt=Doubt.UNREADABLE if any(map(str.isalnum, text)) else None)
    if clean.isascii() and clean.isdigit():
        return _of_digits(clean, latest)
    if _LUNAR.search(text):
        return WrittenDay(doubt=Doubt.VAGUE)
    found = _PARTS.match(clean) or _day_first(clean)
    if found:
        return _of_parts(found, latest)
    return WrittenDay(doubt=Doubt.VAGUE if _is_vague(clean) else Doubt.UNREADABLE)


def whole_day(text: str, latest: date) -> date | None:
    """Return a date written to the day, in any way :func:`read_day` knows; None where it is not."""
    read = read_day(text, latest)
    return read.day if read.day_known else None


def _plain(text: str) -> str:
    """Return the text without blanks, marks around it and endings, its numerals as digits."""
    clean = squeezed(_GAP.sub(".", narrow(text))).strip("'’‘`\"“”（）()。.,，、")
    clean = _ENDING.sub("", clean).strip("（）(),，-—~至")
    clean = _TENS.sub(_ten, clean) if "十" in clean else clean
    return _NOUGHTS.sub("", _CLOCK.sub(r"\1", clean.translate(_DIGITS)))


def _day_first(clean: str) -> re.Match[str] | None:
    """Return day, month and year written in this order; None where the first might be the month."""
    found = _LATE_MONTH.match(clean)
    sure = found is not None and (int(found["day"]) > 12 or found["day"] == found["month"])
    return found if sure else None


def _is_vague(clean: str) -> bool:
    about = _ABOUT.search(clean) and re.search(r"\d|年", clean)
    return bool(about or _VAGUE.match(clean))


def _ten(found: re.Match[str]) -> str:
    """Write 十二 as 12, 二十 as 20, 三十一 as 31."""
    before, _, after = found[0].partition("十")
    return f"{before.translate(_DIGITS) or '1'}{after.translate(_DIGITS) or '0'}"


def _of_digits(clean: str, latest: date) -> WrittenDay:
    """Read a run of digits by its length: 19750312, 197503, 750312, or a day's number in a spreadsheet."""
    length = len(clean)
    if length == 8:
        return _made(clean[:4], clean[4:6], clean[6:], latest)
    if length == 6:
        if clean[:2] in ("18", "19", "20") and 1 <= int(clean[4:]) <= 12:
            return _made(clean[:4], clean[4:], None, latest)
        return _made(clean[:2], clean[2:4], clean[4:], latest)
    day = _FIRST_SERIAL + timedelta(days=int(clean)) if length == 5 else None
    if day is not None and day <= latest:
        return WrittenDay(day, True, Doubt.SERIAL)
    return WrittenDay(doubt=Doubt.VAGUE if length in (2, 4) else Doubt.UNREADABLE)


def _of_parts(found: re.Match[str], latest: date) -> WrittenDay:
    """Read year, month and perhaps day; 1975.1 may be a spreadsheet's 1975.10."""
    made = _made(found["year"], found["month"], found["day"], latest)
    october = made.day is not None and _MAYBE_OCTOBER.match(found[0])
    return replace(made, doubt=Doubt.OCTOBER) if october else made


def _made(year: str, month: str, day: str | None, latest: date) -> WrittenDay:
    short = len(year) == 2
    number = int(year)
    if short:
        number += latest.year - latest.year % _CENTURY_APART
    try:
        made = date(number, int(month), int(day or 1))
        if short and made > latest:
            made = made.replace(year=number - _CENTURY_APART)
    except ValueError:
        return WrittenDay(doubt=Doubt.IMPOSSIBLE)
    return WrittenDay(made, day is not None, Doubt.TWO_DIGITS if short else None)
