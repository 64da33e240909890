"""Meetings and anonymous ballots: typing one, checking it, counting them exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BallotStatus(StrEnum):
    """有效, 无效 or 空白; a ballot whose every item is blank is BLANK."""

    VALID = "valid"
    INVALID = "invalid"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """应到, 实到, 发出, 收回 of one respondent group."""

    group: str
    expected: int = 0
    present: int = 0
    issued: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """测评会: one box of ballots on one form, about a community, organisation or person."""

    id: str
    campaign_id: str
    form_code: str
    form_edition: str
    title: str
    community_id: str | None = None
    party_org_id: str | None = None
    person_id: str | None = None
    held_on: date | None = None
    place: str = ""
    host: str = ""
    heads: tuple[Headcount, ...] = ()

    def head(self, group: str) -> Headcount:
        """Return the headcount of ``group``; zeros when nothing was written down."""
        return next((h for h in self.heads if h.group == group), Headcount(group=group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One paper as one typist read it (``entry`` 1 = first, 2 = second, 3 = settled).

    ``number`` was written on the paper after the box was opened. ``marks`` holds, item by item,
    the position of the chosen option in the form, None where the item is blank; it is empty for
    an invalid ballot. Nothing here leads to a person or an order of arrival, and no time of
    entry is kept.
    """

    meeting_id: str
    entry: int
    number: int
    group: str
    status: BallotStatus
    marks: tuple[int | None, ...] = ()
    reason: str = ""
