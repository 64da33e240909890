"""公示 of grades and the 异议 raised against them: what was put up, for how long, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A list of grades put up from ``start`` to ``end``, ``days`` working days.

    ``remark`` says how the days were counted where the calendar of the year is not known;
    ``withdrawn`` why it was taken down, empty while it holds.
    """

    id: str
    campaign_id: str
    round_no: int
    start: date
    end: date
    days: int
    remark: str
    made_on: date
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedGrade:
    """One line of the list as it was put up; the decision it shows."""

    id: str
    publication_id: str
    party_org_id: str
    decision_id: str
    order: int
    category: str
    name: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """异议 against a published grade: what was said, found and answered, beside the decision.

    ``raised_by`` is empty where no name was given. ``review_id`` is the 复核 that came of it.
    """

    id: str
    decision_id: str
    raised_on: date
    content: str
    finding: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    publication_id: str | None = None
    raised_by: str = ""
    due: date | None = None
    investigated_by: str = ""
    review_id: str | None = None
