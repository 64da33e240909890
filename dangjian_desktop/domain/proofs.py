"""The balance proof of a count: equations that must hold, errors that stop it, warnings to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Explanation, GroupCount, Meeting
from dangjian_desktop.domain.forms import BallotForm, ProofRules
from dangjian_desktop.domain.meetings import meeting_findings
from dangjian_desktop.kernel.findings import Finding, Severity, Where, finding, warning
from dangjian_desktop.kernel.numbers import percent

RUNS_SHOWN = 5
_STOPPING = frozenset({"ballots.not_all_typed", "ballots.unreturned_off"})


class Balance(StrEnum):
    """发出 = 收回 + 未收回; 收回 = 有效 + 无效 + 空白; of an item: 各选项 + 弃权 = 有效."""

    ISSUED = "issued"
    RETURNED = "returned"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """``whole`` = the sum of ``parts`` for one group (its name); ``item`` is the text of an ITEM.

    Not ``counted``: 未收回 is 发出 less 收回, nobody counted it by itself.
    """

    balance: Balance
    group: str
    whole: int
    parts: tuple[int, ...]
    item: str = ""
    counted: bool = True

    @property
    def holds(self) -> bool:
        """Tell whether it is true, without a negative part."""
        return self.whole == sum(self.parts) and min(self.parts) >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The equations, and what speaks against closing the count: errors first, then warnings."""

    equations: tuple[Equation, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what stops the count from being closed."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what must be answered with a reason."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    def unanswered(self, answers: Sequence[Explanation]) -> tuple[Finding, ...]:
        """Return the warnings without a reason among ``answers``."""
        return tuple(f for f in self.warnings if not reason_for(f, answers))


def reason_for(found: Finding, answers: Sequence[Explanation]) -> str:
    """Return the reason given for a warning, empty where there is none."""
    here = (found.code, found.where.field)
    return next((a.reason.strip() for a in answers if (a.code, a.field) == here), "")


def proof_of(
    form: BallotForm,
    meeting: Meeting,
    counts: Sequence[GroupCount],
    ballots: Sequence[Ballot],
    others: Sequence[Finding] = (),
) -> Proof:
    """Prove a count. ``ballots`` are the papers as they hold, by number; ``others`` what else was found.

    A paper that is not typed and a 未收回 that does not agree are errors here, not warnings as on the
    meeting's sheet.
    """
    found = [
        replace(f, severity=Severity.ERROR) if f.code in _STOPPING else f
        for f in meeting_findings(form, meeting, counts)
    ]
    at = Where(record=meeting.title)
    if not any(c.papers for c in counts):
        found.append(finding("ballots.nothing_typed", where=at))
    equations = tuple(_equations(form, meeting, counts))
    found.extend(_off_balance(meeting, equations))
    found.extend(others)
    found.extend(_doubts(form.proof, at, counts, ballots))
    ordered = sorted(found, key=lambda f: f.severity is not Severity.ERROR)
    return Proof(equations=equations, findings=tuple(ordered))


def _equations(form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]) -> Iterable[Equation]:
    names = {g.code: g.name for g in form.groups}
    for c in counts:
        head, name = meeting.head(c.group), names[c.group]
        counted = head.unreturned is not None
        kept = head.issued - head.returned if head.unreturned is None else head.unreturned
        yield Equation(
            balance=Balance.ISSUED,
            group=name,
            whole=head.issued,
            parts=(head.returned, kept),
            counted=counted,
        )
        parts = (c.valid, c.invalid, c.blank)
        yield Equation(balance=Balance.RETURNED, group=name, whole=head.returned, parts=parts)
        for place, item in enumerate(form.items):
            papers = (c.papers_at(place),)
            yield Equation(balance=Balance.ITEM, group=name, whole=c.valid, parts=papers, item=item.text)


def _off_balance(meeting: Meeting, equations: Iterable[Equation]) -> Iterable[Finding]:
    for one in equations:
        if one.balance is Balance.ITEM and not one.holds:
            yield finding(
                "ballots.item_out_of_balance",
                where=Where(record=meeting.title, field=one.group),
                item=one.item,
                marks=one.parts[0],
                valid=one.whole,
            )
        elif one.balance is Balance.ISSUED and one.whole < one.parts[0]:
            yield finding(
                "ballots.issued_under_returned",
                where=Where(record=meeting.title, field=one.group),
                issued=one.whole,
                returned=one.parts[0],
            )


def _doubts(
    rules: ProofRules, at: Where, counts: Sequence[GroupCount], ballots: Sequence[Ballot]
) -> Iterable[Finding]:
    """Yield what is possible but rare: many spoilt papers, papers all alike, copies in a row."""
    yield from _spoilt(rules, at, counts)
    valid = [b for b in ballots if b.status is BallotStatus.VALID]
    alike = sum(is_uniform(b) for b in valid)
    if len(valid) >= rules.uniform_from and Fraction(alike, len(valid)) >= rules.uniform_share:
        share = percent(Fraction(alike, len(valid)))
        yield warning("ballots.uniform_ballots", at, count=alike, valid=len(valid), share=share)
    runs = copies_in_row(ballots, rules.copies)
    if runs:
        shown = "、".join(f"{first}—{last}" for first, last in runs[:RUNS_SHOWN])
        yield warning(
            "ballots.copies_in_row", at, runs=len(runs), numbers=shown + ("…" if runs[RUNS_SHOWN:] else "")
        )


def _spoilt(rules: ProofRules, at: Where, counts: Sequence[GroupCount]) -> Iterable[Finding]:
    papers = sum(c.papers for c in counts)
    for code, count in (
        ("ballots.many_invalid", sum(c.invalid for c in counts)),
        ("ballots.many_blank", sum(c.blank for c in counts)),
    ):
        if count and Fraction(count, papers) >= rules.spoilt_share:
            share, least = percent(Fraction(count, papers)), percent(rules.spoilt_share)
            yield warning(code, at, count=count, papers=papers, share=share, least=least)


def is_uniform(ballot: Ballot) -> bool:
    """Tell whether a ballot of several items has the same mark at every one."""
    return len(ballot.marks) > 1 and len(set(ballot.marks)) == 1


def copies_in_row(ballots: Sequence[Ballot], least: int) -> tuple[tuple[int, int], ...]:
    """Return the runs (first and last number) of ``least`` or more papers, number after number, of one group
    with the same marks. Papers with one mark all through do not count: many honest ones are like that."""
    found: list[tuple[int, int]] = []
    first = last = None
    for ballot in sorted(ballots, key=lambda b: b.number):
        told = ballot.status is BallotStatus.VALID and not is_uniform(ballot)
        same = (
            last is not None
            and told
            and (ballot.number, ballot.group, ballot.marks) == (last.number + 1, last.group, last.marks)
        )
        if not same:
            _note_run(found, first, last, least)
            first = ballot if told else None
        last = ballot if told else None
    _note_run(found, first, last, least)
    return tuple(found)


def _note_run(found: list[tuple[int, int]], first: Ballot | None, last: Ballot | None, least: int) -> None:
    if first is not None and last is not None and last.number - first.number + 1 >= least:
        found.append((first.number, last.number))
