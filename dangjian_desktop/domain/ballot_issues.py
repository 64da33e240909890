"""发放登记: forms printed for many hands, those left over, those spoilt and destroyed; and their balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

EVERYONE = "不分人员"
BALLOT = "ballot"
"""The kind of paper whose numbers must agree with what was handed out at the meeting."""


class BallotMove(StrEnum):
    """印制; left over after the meeting (剩余); spoilt, given back and destroyed (作废销毁)."""

    PRINTED = "printed"
    SPARE = "spare"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotIssue:
    """One line of the register. ``meeting_id`` is empty for papers about no meeting (选票, 评分表).

    ``about`` names the meeting or election, ``kind`` is the paper's code, ``edition`` that of the form
    it asks from, ``group`` the respondents' name (empty: everyone alike), ``note`` says where the papers
    went: the file, the printer, who destroyed them. Nothing in it tells one ballot from another.
    """

    id: str
    meeting_id: str
    about: str
    kind: str
    edition: str
    move: BallotMove
    group: str
    count: int
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBalance:
    """Ballots of one respondent group: printed = issued + spare + spoilt, or ``gap`` are missing."""

    group: str
    printed: int
    issued: int
    spare: int
    spoiled: int

    @property
    def gap(self) -> int:
        """Return how many printed ballots are not accounted for; below 0: more are than were printed."""
        return self.printed - self.issued - self.spare - self.spoiled


def sums(lines: Sequence[BallotIssue]) -> IssueBalance:
    """Add up the register of a form that nobody counts at a meeting: what is not left over was handed out."""
    printed, spare, spoiled = (
        sum(line.count for line in lines if line.move is move)
        for move in (BallotMove.PRINTED, BallotMove.SPARE, BallotMove.SPOILED)
    )
    return IssueBalance(
        group=EVERYONE, printed=printed, issued=printed - spare - spoiled, spare=spare, spoiled=spoiled
    )


def balances(lines: Sequence[BallotIssue], issued: Sequence[tuple[str, int]]) -> tuple[IssueBalance, ...]:
    """Hold the register of one meeting against what each group (name, count) was handed.

    Where some ballots were printed for everyone alike the groups cannot be told apart: one line for all.
    """
    ballots = [line for line in lines if line.kind == BALLOT]
    if not ballots:
        return ()
    if not all(line.group for line in ballots):
        return (replace(sums(ballots), issued=sum(count for _, count in issued)),)
    own = {name: [line for line in ballots if line.group == name] for name, _ in issued}
    return tuple(
        replace(sums(own[name]), group=name, issued=count) for name, count in issued if count or own[name]
    )
