"""Working days of the State's calendar; in years it does not know yet, weekends only, and said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 60
REMARK = "{years}年的放假安排还没有收入，只除去周六、周日，遇节假日调休请改结束日期"


@dataclass(frozen=True, slots=True)
class Period:
    """``days`` working days from ``start`` to ``end``; ``remark`` where holidays are not known."""

    start: date
    end: date
    days: int
    remark: str = ""


def period(start: date, days: int) -> Period:
    """Return the period of ``days`` working days (1 … MOST_DAYS); ``start`` is the first if it is one."""
    left = min(max(days, 1), MOST_DAYS)
    day = start
    while True:
        left -= is_working_day(day)[0]
        if not left:
            return Period(start, day, max(days, 1), _remark(start, day))
        day += timedelta(days=1)


def due_after(day: date, days: int) -> date:
    """Return the day by which something is due ``days`` working days after ``day``."""
    return period(day + timedelta(days=1), days).end


def working_days(start: date, end: date) -> Period:
    """Count the working days from ``start`` to ``end``, both included."""
    span = max(0, (end - start).days) + 1
    days = sum(is_working_day(start + timedelta(days=n))[0] for n in range(span))
    return Period(start, end, days, _remark(start, end))


def is_working_day(day: date) -> tuple[bool, bool]:
    """Tell whether ``day`` is worked, and whether the calendar of its year is known."""
    from chinese_calendar import is_workday

    try:
        return is_workday(day), True
    except NotImplementedError:
        return day.weekday() < 5, False


def _remark(start: date, end: date) -> str:
    years = [str(year) for year in range(start.year, end.year + 1) if not is_working_day(date(year, 1, 1))[1]]
    return REMARK.format(years="、".join(years)) if years else ""
