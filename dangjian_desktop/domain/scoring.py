"""Score sheets: points per indicator and stage, and their total with its working."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Stage(StrEnum):
    """自评, 群众测评, 组织考核, 党委研究: results kept side by side, none replaces another."""

    SELF = "self"
    SURVEY = "survey"
    ASSESSMENT = "assessment"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntry:
    """The points one organisation got for one indicator at one stage; a deduction has a reason."""

    id: str
    campaign_id: str
    party_org_id: str
    indicator: str
    stage: Stage
    points: Fraction
    reason: str = ""
