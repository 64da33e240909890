"""Organisations rated against each other: ranks, quotas, ties at the line, decisions beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dangjian_desktop.domain.forms import OverrideBasis, Quota, QuotaKind, ScoreForm
from dangjian_desktop.domain.grading import (
    Decision,
    GradeInputs,
    GradeResult,
    ParentGrade,
    Sign,
    Standing,
    grade,
    make_step,
)
from dangjian_desktop.domain.scoring import points_text
from dangjian_desktop.kernel.findings import Finding, Where, finding, warning
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import scoring as words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """One quota against the proposals and decisions of a category.

    ``limit`` is floor(share × total): a ceiling for CEILING, a mark to compare with for ABOUT.
    """

    quota: Quota
    total: int
    limit: int
    proposed: int
    decided: int
    tied: tuple[str, ...]
    arithmetic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryResult:
    """All organisations rated against each other, best first, and their quotas."""

    results: tuple[GradeResult, ...]
    quotas: tuple[QuotaLine, ...]


def grade_category(
    form: ScoreForm, inputs: Sequence[GradeInputs], decisions: Iterable[Decision] = ()
) -> CategoryResult:
    """Rate organisations of one category against each other: ranks, quotas, decisions beside.

    Equal scores share a rank (1, 2, 2, 4); organisations without a score come last, unranked.
    """
    made = _by_organisation(decisions)
    results = _best_first(_graded(form, inputs, made))
    ranks = _places(results)
    ranked = [replace(r, rank=ranks.get(r.score), decided=_decided(made, r)) for r in results]
    lines = [_quota_line(quota, form, ranked) for quota in form.quotas]
    for line in lines:
        if line.quota.kind is QuotaKind.CEILING:
            places = _places([r for r in ranked if r.proposed == line.quota.grade])
            ranked = [_with_quota(form, line, places, r) for r in ranked]
    ranked = [_with_decision(form, r, made.get(r.party_org_id, [])) for r in ranked]
    return CategoryResult(results=tuple(ranked), quotas=tuple(lines))


def _graded(
    form: ScoreForm, inputs: Sequence[GradeInputs], made: dict[str, list[Decision]]
) -> list[GradeResult]:
    """Grade each; a branch after the 党总支 it follows, whose grade (decided before proposed) it takes."""
    by_id = {one.party_org_id: one for one in inputs}
    done: dict[str, GradeResult] = {}
    follows = any(o.basis is OverrideBasis.FOLLOWS_PARENT for o in form.overrides)

    def graded(one: GradeInputs, above: frozenset[str]) -> GradeResult:
        if one.party_org_id not in done:
            parent = by_id.get(one.parent_id or "") if follows else None
            if parent is not None and parent.party_org_id not in above:
                result = graded(parent, above | {one.party_org_id})
                decided = _decided(made, result)
                taken = ParentGrade(name=parent.name, grade=decided or result.proposed, decided=bool(decided))
                one = replace(one, parent=taken)
            done[one.party_org_id] = grade(form, one)
        return done[one.party_org_id]

    return [graded(one, frozenset()) for one in inputs]


def decision_in_force(decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision that holds for one organisation: the last one no review replaces."""
    made = list(decisions)
    if not made:
        return None
    reviewed = {d.review_of for d in made}
    standing = [d for d in made if d.id not in reviewed]
    return max(standing, key=lambda d: d.decided_on, default=None)


def _by_organisation(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    made: dict[str, list[Decision]] = {}
    for decision in decisions:
        made.setdefault(decision.party_org_id, []).append(decision)
    return made


def _decided(made: dict[str, list[Decision]], result: GradeResult) -> str | None:
    decision = decision_in_force(made.get(result.party_org_id, []))
    return decision.grade if decision else None


def _best_first(results: Sequence[GradeResult]) -> list[GradeResult]:
    scored = [(r.score, r) for r in results if r.score is not None]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return [r for _, r in scored] + [r for r in results if r.score is None]


def _places(results: Sequence[GradeResult]) -> dict[Fraction | None, int | None]:
    """Return the rank of every score among ``results`` (best first); no score has no rank."""
    places: dict[Fraction | None, int | None] = {None: None}
    for place, result in enumerate(results, 1):
        places.setdefault(result.score, place)
    return places


def _quota_line(quota: Quota, form: ScoreForm, ranked: Sequence[GradeResult]) -> QuotaLine:
    product = quota.share * len(ranked)
    limit = product.__floor__()
    template = words.QUOTA_CEILING if quota.kind is QuotaKind.CEILING else words.QUOTA_ABOUT
    shown_limit = limit if quota.kind is QuotaKind.CEILING else (product + Fraction(1, 2)).__floor__()
    proposed = [r for r in ranked if r.proposed == quota.grade]
    return QuotaLine(
        quota=quota,
        total=len(ranked),
        limit=shown_limit,
        proposed=len(proposed),
        decided=sum(r.decided == quota.grade for r in ranked),
        tied=_tied(proposed, limit) if quota.kind is QuotaKind.CEILING else (),
        arithmetic=template.format(
            total=len(ranked),
            share=percent(quota.share, 0),
            product=points_text(product, form.places),
            limit=shown_limit,
        ),
    )


def _tied(proposed: Sequence[GradeResult], limit: int) -> tuple[str, ...]:
    """Return those who share the score on both sides of the line; empty when it falls between."""
    if not 0 < limit < len(proposed) or proposed[limit - 1].score != proposed[limit].score:
        return ()
    return tuple(r.party_org_id for r in proposed if r.score == proposed[limit].score)


def _with_quota(
    form: ScoreForm, line: QuotaLine, places: dict[Fraction | None, int | None], result: GradeResult
) -> GradeResult:
    """Add the quota's step to one result; the proposed grade stays as it is."""
    source, name = line.quota.source, form.grade_name(line.quota.grade)
    if result.proposed != line.quota.grade:
        step = make_step("quota.none", Sign.NOT_CONCERNED, source, grade=name)
        return replace(result, steps=(*result.steps, step))
    place = places[result.score] or line.proposed
    if result.party_org_id in line.tied:
        over = place - 1 + len(line.tied) - line.limit
        step = make_step(
            "quota.tied",
            Sign.OPEN,
            source,
            grade=name,
            arithmetic=line.arithmetic,
            tied=len(line.tied),
            score="" if result.score is None else points_text(result.score),
            over=over,
        )
        return replace(result, steps=(*result.steps, step), standing=Standing.TIED, pending=True)
    within = place <= line.limit
    step = make_step(
        "quota.within" if within else "quota.outside",
        Sign.MET if within else Sign.OPEN,
        source,
        grade=name,
        arithmetic=line.arithmetic,
        place=place,
    )
    standing = Standing.WITHIN if within else Standing.OUTSIDE
    return replace(result, steps=(*result.steps, step), standing=standing)


def _with_decision(form: ScoreForm, result: GradeResult, made: Sequence[Decision]) -> GradeResult:
    decision = decision_in_force(made)
    source = form.decision_source
    if decision is None:
        step = make_step("decision.open", Sign.OPEN, source)
        return replace(result, steps=(*result.steps, step))
    first = next((d for d in made if d.id == decision.review_of), None)
    step = make_step(
        "decision.made" if first is None else "decision.reviewed",
        Sign.MET,
        source,
        grade=form.grade_name(decision.grade),
        decided_by=decision.decided_by,
        decided_on=decision.decided_on.isoformat(),
        reason=decision.reason,
        first="" if first is None else form.grade_name(first.grade),
    )
    return replace(result, steps=(*result.steps, step), decided=decision.grade)


# ---------------------------------------------------------------- decisions


def check_decision(form: ScoreForm, decision: Decision, category: CategoryResult) -> tuple[Finding, ...]:
    """Return what is wrong with ``decision`` or must be asked before it is recorded."""
    names = {b.grade: b.name for b in form.bands}
    if decision.grade not in names:
        return (finding("scoring.unknown_grade", grade=decision.grade),)
    result = next((r for r in category.results if r.party_org_id == decision.party_org_id), None)
    found: list[Finding] = []
    name, reason = names[decision.grade], decision.reason.strip()
    if not decision.decided_by.strip():
        found.append(finding("scoring.no_decider"))
    if not reason and decision.grade in form.explained_grades:
        found.append(finding("scoring.no_explanation", grade=name))
    if result is not None:
        found.extend(_beside_proposal(form, decision, result, name))
    found.extend(_over_quota(form, decision, category))
    return tuple(found)


def _beside_proposal(form: ScoreForm, decision: Decision, result: GradeResult, name: str) -> list[Finding]:
    found: list[Finding] = []
    if result.proposed not in (None, decision.grade) and not decision.reason.strip():
        proposed = form.grade_name(result.proposed or "")
        found.append(finding("scoring.differs_without_reason", grade=name, proposed=proposed))
    if decision.grade not in result.allowed:
        barred = [s for s in result.steps if s.sign is Sign.BARRED and s.source is not None]
        at = Where(clause=str(barred[0].source)) if barred else Where()
        found.append(warning("scoring.against_clause", at, grade=name))
    return found


def _over_quota(form: ScoreForm, decision: Decision, category: CategoryResult) -> list[Finding]:
    """Count the decisions as they would stand with this one against each ceiling."""
    found = []
    for line in category.quotas:
        if line.quota.kind is not QuotaKind.CEILING or line.quota.grade != decision.grade:
            continue
        others = [r for r in category.results if r.party_org_id != decision.party_org_id]
        count = 1 + sum(r.decided == decision.grade for r in others)
        if count > line.limit:
            found.append(
                warning(
                    "scoring.over_quota",
                    Where(clause=str(line.quota.source)),
                    grade=form.grade_name(decision.grade),
                    count=count,
                    limit=line.limit,
                    arithmetic=line.arithmetic,
                )
            )
    return found
