"""The only source of the current time, so that tests can hold it still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the local time of the office PC."""

    def now(self) -> datetime:
        """Return the current local time with its zone."""
        ...

    def today(self) -> date:
        """Return the current local date."""
        ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> datetime:
        """Return the current local time with its zone."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Return the current local date."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still: for tests, screenshots and a chosen "today"."""

    moment: datetime

    def now(self) -> datetime:
        """Return the fixed moment."""
        return self.moment

    def today(self) -> date:
        """Return the date of the fixed moment."""
        return self.moment.date()
