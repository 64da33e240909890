"""Deadlines as offices write them ("3月20日前", "4月下旬-10月底") and the days they stand for.

上旬/初 is the 1st–10th, 中旬/中 the 11th–20th, 下旬/底 the 21st to the last day. "前" includes the
day it names. What counts from an event ("选举日前10日") keeps its words until the event is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dangjian_desktop.kernel.findings import Finding, Where, finding, warning


class DeadlineKind(StrEnum):
    """How a deadline is meant."""

    DAY = "day"
    BEFORE = "before"
    SPAN = "span"
    FROM = "from"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The written words, the first and the last day in time, and what is to be asked about them.

    ``start`` is None where no beginning is written, ``end`` where none is or it cannot be read.
    """

    text: str
    start: date | None = None
    end: date | None = None
    kind: DeadlineKind = DeadlineKind.UNKNOWN
    findings: tuple[Finding, ...] = ()

    @property
    def known(self) -> bool:
        """Tell whether the words were read as days."""
        return self.start is not None or self.end is not None

    def at(self, where: Where) -> Deadline:
        """Return the same deadline with its findings placed at ``where``."""
        return replace(self, findings=tuple(replace(one, where=where) for one in self.findings))


def parse(text: str, year: int | None, previous: Deadline | None = None) -> Deadline:
    """Read a written deadline.

    Args:
        text: the words of the cell or sentence.
        year: the year of the notice; None when the notice does not tell it.
        previous: the deadline of the row above, which lends its month to "20日前".

    Returns:
        The deadline; when it cannot be read, one without days that carries a finding.
    """
    words = text.strip()
    clean = _plain(words)
    if not clean:
        return _unread(words, "campaigns.deadline_missing")
    if _RELATIVE.search(clean) and not _MONTH_DAY.search(clean):
        return Deadline(
            words,
            kind=DeadlineKind.RELATIVE,
            findings=(warning("campaigns.deadline_relative", text=words),),
        )
    try:
        return _absolute(words, clean, _Context(year, _month_of(previous)))
    except _Unreadable as problem:
        return _unread(words, problem.code)


def parse_near(
    text: str,
    year: int | None,
    issued: date | None,
    stage: Deadline | None = None,
    previous: Deadline | None = None,
) -> Deadline:
    """Read a written deadline; without a year it takes the year in which it falls into ``stage``.

    Where it falls into the stage in no year, or no stage is told, it has the notice's year, unless that
    lies more than half a year before the notice: "1月中旬" in a notice of November is the next January.

    Args:
        issued: the day of the notice; it tells nothing where the clerk told another year than its own.
    """
    plain = parse(text, year, previous)
    if year is None or _YEAR_TOLD.search(_plain(text)) or not plain.known:
        return plain
    years = [year, year + 1, *(day.year for day in (stage.start, stage.end) if day)] if stage else []
    others = [read for one in dict.fromkeys(years) if (read := parse(text, one, previous)).known]
    within = [read for read in others if stage and _falls_into(read, stage, issued)]
    if within:
        return next((read for read in within if issued is None or _last_day(read) >= issued), within[0])
    later = parse(text, year + 1, previous)
    if issued and issued.year == year and later.known and (issued - _last_day(plain)).days > _HALF_A_YEAR:
        return later
    return plain


def _falls_into(read: Deadline, stage: Deadline, issued: date | None) -> bool:
    first = stage.start or issued or date.min
    return stage.known and first <= _last_day(read) <= (stage.end or date.max)


def _last_day(read: Deadline) -> date:
    """Return the last day a deadline that was read names; of an open one, the first."""
    return read.end or read.start or date.max


class _Unreadable(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Context:
    year: int | None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: date
    last: date
    year_written: bool


_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")}
_DASHES = "-–—―－~～〜至到"
_RELATIVE = re.compile(
    r"工作日|个?(?:日|天|周|星期|小时)(?:之)?内|"
    r"(?:选举|投票|换届|公示|会议|大会|启动)\S{0,6}(?:前|后)|[前后]\d+[日天]|每[月周季年日]|适时|及时|长期|全年"
)
_YEAR_TOLD = re.compile(r"\d{4}|[今本当次翌明来]年")
_HALF_A_YEAR = 183
_MONTH_DAY = re.compile(r"\d月")
_TAIL = re.compile(r"(?:之前|以前|前完成|前|止|为止|内|以内|完成)+$")
_OPEN = re.compile(r"(?:起|开始|以后|之后)+$")
_UNTIL = re.compile(r"^(?:截至|截止到?|不迟于|最迟|到|至)+")
_LEAD = re.compile(r"^(?:于|在|从|自)+")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})日?")
_POINT = re.compile(
    r"^(?:(?P<year>\d{4})年|(?P<same>今年|本年|当年)|(?P<next>次年|翌年|明年|来年))?"
    r"(?:(?P<month>\d{1,2})月份?)?"
    r"(?:(?P<day>\d{1,2})[日号]?|(?P<part>上旬|中旬|下旬|月?初|月?中|月?底|月?末)|"
    r"(?P<whole>年初|年底|年末|年终|上半年|下半年|第?[1-4]季度|年))?$"
)
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20)}


def _plain(text: str) -> str:
    wide = {ord("０") + i: str(i) for i in range(10)}
    narrow = text.translate(wide).replace("（", "").replace("）", "").strip("()。,，;；:：")
    joined = re.sub(r"\s+", "", narrow).strip("()")
    dotted = _ISO.sub(r"\1年\2月\3日", joined)
    return re.sub(r"[零一二三四五六七八九十]{1,3}(?=[月日号季])", _arabic, dotted)


def _arabic(found: re.Match[str]) -> str:
    tens, mark, ones = found[0].rpartition("十")
    if not mark:
        return "".join(str(_DIGITS[char]) for char in ones)
    return str((_DIGITS.get(tens, 1) if tens else 1) * 10 + _DIGITS.get(ones, 0))


def _month_of(previous: Deadline | None) -> int | None:
    day = (previous.end or previous.start) if previous else None
    return day.month if day else None


def _absolute(words: str, clean: str, context: _Context) -> Deadline:
    before = _UNTIL.search(clean) or _TAIL.search(clean)
    body = _TAIL.sub("", _LEAD.sub("", _UNTIL.sub("", clean)))
    opened = _OPEN.search(body)
    body = _OPEN.sub("", body)
    parts = [part for part in re.split(f"[{_DASHES}]+", body) if part]
    if not parts or len(parts) > 2:
        raise _Unreadable("campaigns.deadline_unread")
    first = _stretch(_OPEN.sub("", parts[0]), context)
    if len(parts) == 2:
        return _span(words, first, parts[1], context)
    if opened:
        return Deadline(words, first.first, None, DeadlineKind.FROM)
    if before:
        return Deadline(words, None, first.last, DeadlineKind.BEFORE)
    kind = DeadlineKind.DAY if first.first == first.last else DeadlineKind.SPAN
    return Deadline(words, first.first, first.last, kind)


def _span(words: str, first: _Stretch, last_words: str, context: _Context) -> Deadline:
    year = first.first.year if first.year_written else context.year
    last = _stretch(last_words, _Context(year, first.first.month))
    if last.last < first.first and year and not last.year_written:
        # "12月初-1月底" goes over new year; "8月底-4月中旬" is rather a slip
        over = _stretch(last_words, _Context(year + 1, first.first.month))
        last = over if (over.last - first.first).days <= _HALF_A_YEAR else last
    if last.last < first.first:
        raise _Unreadable("campaigns.deadline_backwards")
    return Deadline(words, first.first, last.last, DeadlineKind.SPAN)


def _stretch(words: str, context: _Context) -> _Stretch:
    """Return the days one point such as "4月下旬" or "20日" covers."""
    found = _POINT.match(words)
    if not found or not words:
        raise _Unreadable("campaigns.deadline_unread")
    year = _year(found, context)
    written = bool(found["year"] or found["same"] or found["next"])
    if found["whole"] and not found["month"]:
        return _Stretch(*_of_year(found["whole"], year), written)
    month = _month_in(found, context)
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        raise _Unreadable("campaigns.deadline_impossible")
    return _Stretch(*_of_month(found, year, month), written)


def _month_in(found: re.Match[str], context: _Context) -> int:
    """Return the month written, else the one the words before spoke of."""
    month = int(found["month"]) if found["month"] else context.month
    if month is None or found["whole"] or not (found["month"] or found["day"] or found["part"]):
        raise _Unreadable("campaigns.deadline_unread")
    return month


def _year(found: re.Match[str], context: _Context) -> int:
    if found["year"]:
        return int(found["year"])
    if context.year is None:
        raise _Unreadable("campaigns.year_missing")
    return context.year + (1 if found["next"] else 0)


def _of_year(words: str, year: int) -> tuple[date, date]:
    if not 1 <= year <= 9998:
        raise _Unreadable("campaigns.deadline_impossible")
    quarter = re.search(r"[1-4]", words)
    if quarter:
        last = int(quarter[0]) * 3
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    months = {"年初": (1, 1), "上半年": (1, 6), "下半年": (7, 12), "年": (1, 12)}.get(words, (12, 12))
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])


def _of_month(found: re.Match[str], year: int, month: int) -> tuple[date, date]:
    length = monthrange(year, month)[1]
    if found["day"]:
        day = int(found["day"])
        if not 1 <= day <= length:
            raise _Unreadable("campaigns.deadline_impossible")
        return date(year, month, day), date(year, month, day)
    if found["part"]:
        word = found["part"] if found["part"] in _PARTS else found["part"].removeprefix("月")
        first, last = _PARTS.get(word, (21, length))
        return date(year, month, first), date(year, month, last)
    return date(year, month, 1), date(year, month, length)


def _unread(words: str, code: str) -> Deadline:
    return Deadline(words, findings=(finding(code, text=words),))
