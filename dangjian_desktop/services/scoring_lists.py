"""How the rating list is put together from the record: rows, findings of a category, the summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grading import ClauseFact, Decision, GradeInputs, GradeResult
from dangjian_desktop.domain.organisations import Community, OrgCategory, OrgLevel, PartyOrg
from dangjian_desktop.domain.ranking import grade_category
from dangjian_desktop.domain.scoring import (
    NO_REASON,
    ScoreEntry,
    SheetTotal,
    Stage,
    given_points,
    sheet_total,
)
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Finding, Where, hint, warning
from dangjian_desktop.kernel.texts.scoring import ALL_CATEGORIES
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring_views import (
    GradeSummary,
    RatingCategory,
    RatingList,
    RatingRow,
    SummaryLine,
    category_name,
)

MOST_NAMES = 5
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the book holds about the scores and grades of one campaign; ``day`` is the day of
    rating where nothing is decided yet."""

    day: date
    orgs: tuple[PartyOrg, ...]
    communities: dict[str, Community]
    entries: dict[str, list[ScoreEntry]]
    facts: dict[str, list[ClauseFact]]
    decisions: dict[str, list[Decision]]

    @property
    def general(self) -> frozenset[str]:
        """Return the 党总支, which the branches below them follow."""
        return frozenset(o.id for o in self.orgs if o.level is OrgLevel.GENERAL_BRANCH)


class Found:
    """The surveys of a campaign by whom they are about."""

    def __init__(self, figures: Iterable[SubjectFigures]) -> None:
        self._by_id: dict[str, SubjectFigures] = {}
        for one in figures:
            self._by_id.setdefault(one.party_org_id or one.community_id or one.person_id or "", one)

    def of(self, org: PartyOrg) -> SubjectFigures | None:
        """Return the survey of an organisation: its own meetings', else its community's."""
        return self._by_id.get(org.id) or self._by_id.get(org.community_id or NOBODY)


def added_up(
    form: ScoreForm, stage: Stage, entries: Iterable[ScoreEntry], rates: Iterable[RateFigure]
) -> SheetTotal:
    """Add the sheet of one stage, with the indicators the survey fills."""
    return sheet_total(form, stage, entries, {r.code: r for r in rates})


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Order the decisions on one organisation as they followed each other: each names the one it
    replaces, so the order holds even when two were made on one day."""
    left = sorted(decisions, key=lambda d: d.decided_on)
    ordered: list[Decision] = []
    last: str | None = None
    while left:
        following = next((d for d in left if d.review_of == last), left[0])
        left.remove(following)
        ordered.append(following)
        last = following.id
    return ordered


# ---------------------------------------------------------------- one category


def category_of(
    form: ScoreForm, kinds: Sequence[OrgCategory], record: Record, figures: Sequence[SubjectFigures]
) -> RatingCategory:
    """Rate the organisations of ``kinds`` against each other on ``form``."""
    orgs = sorted((o for o in record.orgs if o.category in kinds), key=lambda o: (o.order, o.name))
    found = Found(figures)
    sheets = {o.id: _sheets(form, o, record, found) for o in orgs}
    general = record.general
    inputs = [_inputs(o, sheets[o.id], record, general) for o in orgs]
    decisions = [d for o in orgs for d in record.decisions.get(o.id, ())]
    result = grade_category(form, inputs, decisions)
    by_id = {o.id: o for o in orgs}
    present = [k for k in kinds if any(o.category is k for o in orgs)]
    return RatingCategory(
        id=form.code,
        name="、".join(category_name(k) for k in present),
        form=form,
        rows=tuple(
            _row(form, by_id[r.party_org_id], sheets[r.party_org_id], r, record) for r in result.results
        ),
        result=result,
        findings=_findings(form, orgs, sheets),
    )


@dataclass(frozen=True, slots=True)
class _Sheets:
    own: Fraction | None
    assessed: SheetTotal
    survey: SubjectFigures | None


def _sheets(form: ScoreForm, org: PartyOrg, record: Record, found: Found) -> _Sheets:
    entries = record.entries.get(org.id, [])
    survey = found.of(org)
    rates = survey.rates if survey else ()
    counted = added_up(form, Stage(form.counts), entries, rates)
    return _Sheets(given_points(form, Stage.SELF, entries), counted, survey)


def _inputs(org: PartyOrg, sheets: _Sheets, record: Record, general: frozenset[str]) -> GradeInputs:
    decided = in_order(record.decisions.get(org.id, ()))
    return GradeInputs(
        party_org_id=org.id,
        score=sheets.assessed.total,
        missing=len(sheets.assessed.missing),
        rates=sheets.survey.rates if sheets.survey else (),
        founded=org.founded,
        on=decided[-1].decided_on if decided else record.day,
        facts=tuple(record.facts.get(org.id, ())),
        name=org.name,
        parent_id=org.parent_id if org.level is OrgLevel.BRANCH and org.parent_id in general else None,
    )


def _row(form: ScoreForm, org: PartyOrg, sheets: _Sheets, result: GradeResult, record: Record) -> RatingRow:
    community = record.communities.get(org.community_id or "")
    reported = result.decided or result.proposed
    return RatingRow(
        org=org,
        category=category_name(org.category),
        community=community.name if community else "",
        sheet=sheets.assessed,
        self_score=sheets.own,
        satisfaction=_satisfaction(form, sheets.survey),
        result=result,
        decisions=tuple(in_order(record.decisions.get(org.id, ()))),
        by_score=form.grade_name(result.by_score) if result.by_score else "",
        proposed=form.grade_name(result.proposed) if result.proposed else "",
        decided=form.grade_name(result.decided) if result.decided else "",
        explained=reported in form.explained_grades,
    )


def _satisfaction(form: ScoreForm, survey: SubjectFigures | None) -> RateFigure | None:
    """Return the survey's rate; None, not zero, while nothing is counted."""
    if form.survey is None or survey is None:
        return None
    figure = survey.rate(form.survey.rate)
    return figure if figure is not None and figure.share is not None else None


def _findings(form: ScoreForm, orgs: Sequence[PartyOrg], sheets: dict[str, _Sheets]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    unexplained = {o.id: sum(f.code in NO_REASON for f in sheets[o.id].assessed.findings) for o in orgs}
    if count := sum(unexplained.values()):
        names = some_names([o for o in orgs if unexplained[o.id]])
        found.append(warning("scoring.unexplained", count=count, names=names))
    if form.survey is None:
        return tuple(found)
    without = [o for o in orgs if _satisfaction(form, sheets[o.id].survey) is None]
    if without:
        found.append(warning("scoring.no_survey", names=some_names(without), count=len(without)))
    begun = [
        o for o in orgs if (s := sheets[o.id].survey) is not None and not s.complete and o not in without
    ]
    if begun:
        found.append(hint("scoring.survey_open", names=some_names(begun), count=len(begun)))
    return tuple(found)


def some_names(orgs: Sequence[PartyOrg]) -> str:
    """Write the first names of many."""
    names = "、".join(o.name for o in orgs[:MOST_NAMES])
    return f"{names}等" if len(orgs) > MOST_NAMES else names


def without_form(orgs: Sequence[PartyOrg], forms: dict[OrgCategory, ScoreForm]) -> tuple[Finding, ...]:
    """Say which organisations are in no list, because their category is open or has no form."""
    unset = [o for o in orgs if o.category is OrgCategory.UNSET]
    found: list[Finding] = []
    if unset:
        found.append(hint("scoring.no_category", count=len(unset), names=some_names(unset)))
    for kind in OrgCategory:
        left = [o for o in orgs if o.category is kind and kind is not OrgCategory.UNSET and kind not in forms]
        if left:
            at = Where(field=category_name(kind))
            found.append(
                warning("scoring.category_without_form", at, count=len(left), names=some_names(left))
            )
    return tuple(found)


# ---------------------------------------------------------------- 汇总表


def summary_of(listing: RatingList) -> GradeSummary:
    """Count the grades of a rating list by category; a decided grade counts before a proposal."""
    grades = tuple(dict.fromkeys(b.name for c in listing.categories for b in c.form.bands))
    rows = [row for category in listing.categories for row in category.rows]
    names = tuple(dict.fromkeys(row.category for row in rows))
    return GradeSummary(
        campaign=listing.campaign,
        grades=grades,
        lines=tuple(_line(name, grades, [r for r in rows if r.category == name]) for name in names),
        total=_line(ALL_CATEGORIES, grades, rows),
    )


def _line(name: str, grades: Sequence[str], rows: Sequence[RatingRow]) -> SummaryLine:
    return SummaryLine(
        category=name,
        total=len(rows),
        counts=tuple(sum(r.grade_name == grade for r in rows) for grade in grades),
        undecided=sum(not r.decided and bool(r.proposed) for r in rows),
        open=sum(not r.grade_name for r in rows),
    )
