"""Candidates, the opinions given on them, and the verdict with its clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """无问题, 有问题 or 待核实."""

    CLEAR = "clear"
    PROBLEM = "problem"
    CHECKING = "checking"


class TalkOutcome(StrEnum):
    """What came of a 诫勉谈话: gave up standing, promised to correct, or stands as before."""

    WITHDREW = "withdrew"
    PROMISED = "promised"
    STANDS = "stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person proposed for a post; ``serving`` is True for a serving cadre (届满民主评议)."""

    id: str
    campaign_id: str
    person_id: str
    community_id: str | None
    sought_post: str
    form_code: str
    form_edition: str
    serving: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One answer to one clause. A 复核 is a second opinion whose ``review_of`` names the first,
    which stays as it was given."""

    id: str
    candidate_id: str
    clause_code: str
    answer: Answer
    basis: str = ""
    evidence: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    review_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmonitionTalk:
    """诫勉谈话 with a candidate, and its outcome."""

    id: str
    candidate_id: str
    held_on: date
    held_by: str
    outcome: TalkOutcome
    note: str = ""
