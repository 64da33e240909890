"""From a score to a proposed grade, each step with its arithmetic and clause; people decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFact:
    """The yes/no answer to one override clause of the score form, with its evidence.

    ``holds`` is None while it is being looked into.
    """

    id: str
    campaign_id: str
    party_org_id: str
    clause: str
    holds: bool | None
    evidence: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """党委研究: the grade people decided. A 复核 is a second decision whose ``review_of`` names
    the first one; the first is never overwritten."""

    id: str
    campaign_id: str
    party_org_id: str
    grade: str
    reason: str
    decided_by: str
    decided_on: date
    review_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """异议 raised during 公示, with what was found and answered; recorded beside the decision."""

    id: str
    decision_id: str
    raised_on: date
    content: str
    finding: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
