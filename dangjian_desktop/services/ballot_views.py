"""What the ballots service shows: meeting rows, the meeting sheet, and figures per subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dangjian_desktop.domain.ballots import GroupCount, Meeting
from dangjian_desktop.domain.entries import Doubled
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.tallies import MeetingTally, RateFigure
from dangjian_desktop.kernel.findings import Finding, blocking
from dangjian_desktop.services.ballot_issues import IssueSheet


class MeetingState(StrEnum):
    """How far the papers of one meeting are; VOID where the form says the count is void.

    ONCE: all typed once, and some wait for their second entry; DIFFERENT: two entries of a paper differ.
    """

    EMPTY = "empty"
    TYPING = "typing"
    ONCE = "once"
    DIFFERENT = "different"
    TYPED = "typed"
    FINISHED = "finished"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProgress:
    """已录 of 收回 for one respondent group, without any result."""

    group: str
    name: str
    returned: int
    valid: int
    invalid: int
    blank: int

    @property
    def typed(self) -> int:
        """Return the number of typed papers."""
        return self.valid + self.invalid + self.blank


NOT_DOUBLED = Doubled(due=0, typed=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting in the list. ``subject`` is the name of the unit or person it judges.

    ``next_number`` follows the highest paper number typed so far. A meeting whose form is gone
    from the catalog has no groups and its form's code for a name.
    """

    meeting: Meeting
    form_name: str
    subject: str
    state: MeetingState
    groups: tuple[GroupProgress, ...]
    next_number: int = 1
    doubled: Doubled = NOT_DOUBLED

    @property
    def typed(self) -> int:
        """Return 已录."""
        return sum(g.typed for g in self.groups)

    @property
    def returned(self) -> int:
        """Return 收回."""
        return sum(g.returned for g in self.groups)

    @property
    def valid(self) -> int:
        """Return 有效."""
        return sum(g.valid for g in self.groups)

    @property
    def invalid(self) -> int:
        """Return 无效."""
        return sum(g.invalid for g in self.groups)

    @property
    def blank(self) -> int:
        """Return 空白."""
        return sum(g.blank for g in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """Everything about one meeting: its row, its form, its result, the paper numbers typed so far."""

    row: MeetingRow
    form: BallotForm
    tally: MeetingTally
    numbers: tuple[int, ...]
    issues: IssueSheet

    @property
    def meeting(self) -> Meeting:
        """Return the meeting itself."""
        return self.row.meeting

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what the sheet and the count contradict."""
        return self.tally.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFigures:
    """The rates of one subject on one form over all its meetings that count.

    Exactly one of the three ids is set. ``complete`` is False while papers are still to be
    typed in one of the meetings; meetings whose count is void are left out. ``votes`` says how
    often each option was chosen, by its code, over all items that count; ``papers`` are the valid ballots.
    """

    form_code: str
    community_id: str | None
    party_org_id: str | None
    person_id: str | None
    meetings: tuple[str, ...]
    rates: tuple[RateFigure, ...]
    complete: bool
    votes: tuple[tuple[str, int], ...] = ()
    papers: int = 0

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code``; None where the form has no such rate."""
        return next((r for r in self.rates if r.code == code), None)


def state_of(
    progress: Sequence[GroupProgress], findings: Sequence[Finding], finished: bool, doubled: Doubled
) -> MeetingState:
    """Return the state of a meeting from its counts; ``finished`` is what the clerk has recorded."""
    if any(f.code == "ballots.returned_over_issued" for f in blocking(findings)):
        return MeetingState.VOID
    if finished:
        return MeetingState.FINISHED
    if not any(g.typed for g in progress):
        return MeetingState.EMPTY
    if not all(g.typed >= g.returned for g in progress):
        return MeetingState.TYPING
    if doubled.missing:
        return MeetingState.ONCE
    return MeetingState.DIFFERENT if doubled.differing else MeetingState.TYPED


def progress_of(
    form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]
) -> tuple[GroupProgress, ...]:
    """Return 已录 / 收回 by group."""
    by_group = {c.group: c for c in counts}
    return tuple(
        GroupProgress(
            group=g.code,
            name=g.name,
            returned=meeting.head(g.code).returned,
            valid=by_group[g.code].valid,
            invalid=by_group[g.code].invalid,
            blank=by_group[g.code].blank,
        )
        for g in form.groups
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something a meeting can be about: exactly one of the three ids is set."""

    name: str
    community_id: str | None = None
    party_org_id: str | None = None
    person_id: str | None = None


SubjectKey = tuple[str | None, str | None, str | None]
"""The ids of a community, a party organisation and a person, of which at most one is set."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one meeting says about a subject."""

    meeting: str
    rates: tuple[RateFigure, ...]
    complete: bool
    votes: Mapping[str, int]
    papers: int


def figures_of(form_code: str, key: SubjectKey, parts: Sequence[Part]) -> SubjectFigures:
    """Add the rates of several meetings: numerators and denominators, never the shares."""
    united: dict[str, RateFigure] = {}
    for rate in (rate for part in parts for rate in part.rates):
        before = united.get(rate.code)
        united[rate.code] = (
            rate
            if before is None
            else replace(
                before,
                numerator=before.numerator + rate.numerator,
                denominator=before.denominator + rate.denominator,
                totals_only=before.totals_only or rate.totals_only,
            )
        )
    votes: dict[str, int] = {}
    for part in parts:
        for code, count in part.votes.items():
            votes[code] = votes.get(code, 0) + count
    return SubjectFigures(
        form_code=form_code,
        community_id=key[0],
        party_org_id=key[1],
        person_id=key[2],
        meetings=tuple(dict.fromkeys(part.meeting for part in parts)),
        rates=tuple(united.values()),
        complete=all(part.complete for part in parts),
        votes=tuple(votes.items()),
        papers=sum(part.papers for part in parts),
    )
