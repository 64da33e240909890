"""Rounds of rating: the first, 回头看, 晋位升级; a closed round keeps its results as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

FIRST_ROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRound:
    """One round of a campaign's rating; points, answers and decisions carry its ``number``."""

    id: str
    campaign_id: str
    number: int
    name: str
    opened_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """How one organisation stood when its round was closed; never changed afterwards.

    ``grade`` is the grade's name, ``grade_place`` its place among the form's grades, best 0.
    """

    id: str
    round_id: str
    party_org_id: str
    order: int
    category: str
    name: str
    rank: int | None
    score: Fraction | None
    satisfaction: Fraction | None
    grade: str
    grade_place: int | None
    decided: bool
    reason: str
