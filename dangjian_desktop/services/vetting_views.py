"""What the vetting service shows: the board of candidates by clauses, each with who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dangjian_desktop.domain.forms import ClauseKind, VettingClause, VettingForm
from dangjian_desktop.domain.vetting import (
    AdmonitionTalk,
    Answer,
    Candidate,
    Opinion,
    Reason,
    Result,
    TalkOutcome,
    Telling,
    Verdict,
    in_force,
)
from dangjian_desktop.kernel.findings import Finding


class Conclusion(StrEnum):
    """How a candidate stands in the list: the verdict, or WITHDRAWN after a 诫勉谈话."""

    PASSED = "passed"
    PENDING = "pending"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBrief:
    """What a vetting needs to know of a person; number and phone are masked already."""

    id: str
    name: str
    sex: str
    age: int | None
    education: str
    political_status: str
    id_number: str
    phone: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCell:
    """One clause asked of one candidate: how it came out, all answers oldest first, and by whom.

    ``who`` is the signer of the deciding answer, or where the figures come from.
    """

    clause: VettingClause
    reason: Reason
    opinions: tuple[Opinion, ...]
    asked: bool
    who: str
    when: date | None

    @property
    def answer(self) -> Answer | None:
        """Return the answer in force, None while nobody has answered."""
        return self.reason.answer

    @property
    def standing(self) -> tuple[Opinion, ...]:
        """Return the answers no later one replaces."""
        return in_force(self.opinions)

    @property
    def typed(self) -> bool:
        """Tell whether a person answers this clause (and it is asked of this candidate)."""
        return self.asked and self.clause.kind is ClauseKind.JUDGED


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One candidate with everything recorded about the vetting."""

    candidate: Candidate
    form: VettingForm
    person: PersonBrief
    community: str
    cells: tuple[ClauseCell, ...]
    verdict: Verdict
    talks: tuple[AdmonitionTalk, ...]
    tellings: tuple[Telling, ...]

    @property
    def id(self) -> str:
        """Return the candidate's key."""
        return self.candidate.id

    @property
    def conclusion(self) -> Conclusion:
        """Return how the candidate stands; a 诫勉谈话 that is due keeps the result open."""
        if self.talks and self.talks[-1].outcome is TalkOutcome.WITHDREW:
            return Conclusion.WITHDRAWN
        if self.verdict.result is Result.FAILED:
            return Conclusion.FAILED
        if self.verdict.result is Result.PENDING or self.talk_due:
            return Conclusion.PENDING
        return Conclusion.PASSED

    @property
    def talk_due(self) -> bool:
        """Tell whether a 诫勉谈话 is asked for and none is recorded."""
        return self.verdict.admonition and not self.talks and not self.candidate.alias

    @property
    def telling_due(self) -> bool:
        """Tell whether there is a result the candidate has not been told."""
        result = RESULT_OF.get(self.conclusion)
        if self.candidate.alias:
            return False
        return result is not None and (not self.tellings or self.tellings[-1].result is not result)

    @property
    def review_until(self) -> date | None:
        """Return the last day on which the candidate may ask for a 复核; None before the telling."""
        if not self.tellings or not self.form.review_days:
            return None
        return self.tellings[-1].told_on + timedelta(days=self.form.review_days)

    def cell(self, clause: str) -> ClauseCell | None:
        """Return the cell of ``clause``, or None."""
        return next((c for c in self.cells if c.clause.code == clause), None)

    @property
    def deciding(self) -> tuple[ClauseCell, ...]:
        """Return the cells that made the result what it is, or that ask for a talk."""
        codes = [r.clause for r in self.verdict.deciding]
        return tuple(c for code in codes if (c := self.cell(code)) is not None)


RESULT_OF = {Conclusion.PASSED: Result.PASSED, Conclusion.FAILED: Result.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCount:
    """The head of one column: how many candidates it is asked of, and how many answers are in."""

    clause: VettingClause
    answered: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingBoard:
    """All candidates held against one edition of one form."""

    form: VettingForm
    rows: tuple[CandidateRow, ...]
    columns: tuple[ClauseCount, ...]

    @property
    def id(self) -> str:
        """Return the form's code and edition."""
        return f"{self.form.code}/{self.form.edition}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingList:
    """资格联审 of one campaign."""

    campaign_id: str
    boards: tuple[VettingBoard, ...]
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> tuple[CandidateRow, ...]:
        """Return every candidate."""
        return tuple(row for board in self.boards for row in board.rows)

    def count(self, conclusion: Conclusion) -> int:
        """Return how many candidates stand so."""
        return sum(row.conclusion is conclusion for row in self.rows)

    def row(self, candidate_id: str) -> CandidateRow | None:
        """Return one candidate, or None."""
        return next((row for row in self.rows if row.id == candidate_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    """A person of the roster who may be proposed; ``community_id`` and ``serving`` are read from
    the posts held today."""

    id: str
    name: str
    pinyin: str
    initials: str
    posts: str
    community_id: str | None
    serving: bool


def columns_of(form: VettingForm, rows: Sequence[CandidateRow]) -> tuple[ClauseCount, ...]:
    """Count the answers per clause."""
    found = []
    for clause in form.clauses:
        cells = [c for row in rows if (c := row.cell(clause.code)) is not None and c.asked]
        answered = sum(c.answer is not None for c in cells)
        found.append(ClauseCount(clause=clause, answered=answered, asked=len(cells)))
    return tuple(found)
