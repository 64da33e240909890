"""Candidates, the opinions given on them, and the verdict with its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.forms import (
    ClauseEffect,
    ClauseKind,
    Interval,
    Source,
    VettingClause,
    VettingForm,
)
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Finding, Where, finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import vetting as words


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
    """A person proposed for a post; ``serving`` is True for a serving cadre (届满民主评议).

    Once the campaign's personal data is closed, ``alias`` (候选人 01) stands for the person, and the
    answers that figures gave are answers like the others.
    """

    id: str
    campaign_id: str
    person_id: str | None
    community_id: str | None
    sought_post: str
    form_code: str
    form_edition: str
    serving: bool = True
    alias: str = ""


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


class Result(StrEnum):
    """通过, 不通过 or 待定."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """告知: the result the candidate was told, on which clauses, and how it was delivered.

    It keeps the words of that day: a later 复核 is told by a second telling.
    """

    id: str
    candidate_id: str
    result: Result
    clauses: str
    told_on: date
    told_by: str
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How one clause came out. ``answer`` is None where the clause is not asked of this candidate
    or not answered yet; ``first_answer`` is the reviewed answer where a 复核 replaced it."""

    clause: str
    title: str
    text: str
    effect: ClauseEffect
    source: Source
    met: bool | None
    answer: Answer | None = None
    evidence: str = ""
    arithmetic: str = ""
    first_answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of one candidate with a reason per clause, the deciding ones first.

    ``admonition`` asks for a 诫勉谈话; it does not fail the candidate.
    """

    result: Result
    admonition: bool
    reasons: tuple[Reason, ...]

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """Return the reasons that made the result what it is, or that ask for a talk."""
        if self.result is Result.FAILED:
            return tuple(r for r in self.reasons if r.met and r.effect is ClauseEffect.VETO)
        if self.result is Result.PENDING:
            return tuple(r for r in self.reasons if r.met is None)
        return tuple(r for r in self.reasons if r.met and r.effect is ClauseEffect.ADMONITION)


def verdict(
    form: VettingForm, candidate: Candidate, opinions: Iterable[Opinion], rates: Iterable[RateFigure]
) -> Verdict:
    """Hold ``candidate`` against every clause of ``form``, exactly.

    Computed clauses are answered by ``rates`` alone. A judged clause is met when any opinion in
    force says 有问题, open while none is there or one says 待核实. One veto met → 不通过, even
    while others are open; otherwise anything open → 待定.
    """
    own = [o for o in opinions if o.candidate_id == candidate.id]
    figures = {r.code: r for r in rates}
    reasons = [_reason(form, clause, candidate, own, figures) for clause in form.clauses]
    vetoes = [r for r in reasons if r.effect is ClauseEffect.VETO]
    if any(r.met for r in vetoes):
        result = Result.FAILED
    elif any(r.met is None for r in reasons if r.effect is not ClauseEffect.NOTE):
        result = Result.PENDING
    else:
        result = Result.PASSED
    return Verdict(
        result=result,
        admonition=any(r.met for r in reasons if r.effect is ClauseEffect.ADMONITION),
        reasons=tuple(sorted(reasons, key=_weight)),
    )


def in_force(opinions: Iterable[Opinion]) -> tuple[Opinion, ...]:
    """Return the opinions no review replaces."""
    given = tuple(opinions)
    reviewed = {o.review_of for o in given}
    return tuple(o for o in given if o.id not in reviewed)


def check_opinion(form: VettingForm, opinion: Opinion) -> tuple[Finding, ...]:
    """Return what stops ``opinion`` from being recorded."""
    clause = form.clause(opinion.clause_code)
    if clause is None:
        return (finding("vetting.unknown_clause", clause=opinion.clause_code),)
    at = Where(field=clause.title, clause=str(clause.source))
    found: list[Finding] = []
    if clause.kind is ClauseKind.COMPUTED:
        found.append(finding("vetting.computed_clause", where=at))
    if opinion.answer is not Answer.CLEAR and not opinion.basis.strip():
        found.append(finding("vetting.no_basis", where=at, answer=words.ANSWER_NAMES[opinion.answer]))
    if opinion.answer is Answer.PROBLEM and not opinion.evidence.strip():
        found.append(finding("vetting.no_evidence", where=at))
    if not opinion.answered_by.strip() or opinion.answered_on is None:
        found.append(finding("vetting.no_signer", where=at))
    return tuple(found)


def check_start(form: VettingForm, day: date) -> tuple[Finding, ...]:
    """Return why ``form`` may not start a new vetting on ``day``; empty when it may."""
    if form.validity.covers(day):
        return ()
    start, end = form.validity.start, form.validity.end
    return (
        finding(
            "vetting.form_not_valid",
            form=form.name,
            edition=form.edition,
            start=start.isoformat() if start else words.OPEN_END,
            end=end.isoformat() if end else words.OPEN_END,
            day=day.isoformat(),
        ),
    )


def _reason(
    form: VettingForm,
    clause: VettingClause,
    candidate: Candidate,
    opinions: Sequence[Opinion],
    figures: dict[str, RateFigure],
) -> Reason:
    if clause.serving_only and not candidate.serving:
        return _made(clause, met=False, arithmetic=words.NOT_SERVING)
    if clause.kind is ClauseKind.COMPUTED and not candidate.alias:
        return _computed(form, clause, figures.get(clause.rate))
    return _judged(clause, [o for o in opinions if o.clause_code == clause.code])


def _computed(form: VettingForm, clause: VettingClause, figure: RateFigure | None) -> Reason:
    if figure is None or figure.share is None or clause.rates is None:
        return _made(clause, met=None, arithmetic=words.NO_TALLY)
    met = clause.rates.holds(figure.share)
    arithmetic = words.COMPARED.format(
        rate=figure.working(form.places), outcome=compared(figure.share, clause.rates)
    )
    return _made(clause, met=met, answer=Answer.PROBLEM if met else Answer.CLEAR, arithmetic=arithmetic)


def compared(share: Fraction, rates: Interval) -> str:
    """Say how ``share`` stands to ``rates``: 高于 50%, 等于 30%（含本数，在内）, 在 30% 至 50% 之内."""
    for bound, included in ((rates.low, rates.low_included), (rates.high, rates.high_included)):
        if share == bound:
            text = words.AT_BOUND_IN if included else words.AT_BOUND_OUT
            return text.format(bound=percent(bound, 0))
    bounds = [bound for bound in (rates.low, rates.high) if bound is not None]
    under = [percent(bound, 0) for bound in bounds if bound < share]
    over = [percent(bound, 0) for bound in bounds if bound > share]
    if under and over:
        return words.BETWEEN.format(low=under[0], high=over[0])
    return words.BELOW.format(bound=over[0]) if over else words.ABOVE.format(bound=under[-1])


def _judged(clause: VettingClause, opinions: Sequence[Opinion]) -> Reason:
    standing = in_force(opinions)
    if not standing:
        return _made(clause, met=None, arithmetic=words.NOT_ANSWERED)
    order = (Answer.PROBLEM, Answer.CHECKING, Answer.CLEAR)
    worst = min(standing, key=lambda o: (order.index(o.answer), o.review_of is None))
    met = {Answer.PROBLEM: True, Answer.CLEAR: False}.get(worst.answer)
    first = next((o for o in opinions if o.id == worst.review_of), None)
    return _made(
        clause,
        met=met,
        answer=worst.answer,
        evidence="；".join(part for part in (worst.basis, worst.evidence) if part),
        first_answer=first.answer if first else None,
    )


def _made(
    clause: VettingClause,
    *,
    met: bool | None,
    answer: Answer | None = None,
    evidence: str = "",
    arithmetic: str = "",
    first_answer: Answer | None = None,
) -> Reason:
    return Reason(
        clause=clause.code,
        title=clause.title,
        text=clause.text,
        effect=clause.effect,
        source=clause.source,
        met=met,
        answer=answer,
        evidence=evidence,
        arithmetic=arithmetic,
        first_answer=first_answer,
    )


def _weight(reason: Reason) -> int:
    """Order reasons: vetoes met, talks asked, open, then clear; the form's order within."""
    if reason.met:
        return 0 if reason.effect is ClauseEffect.VETO else 1
    return 2 if reason.met is None else 3
