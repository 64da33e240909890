"""All points of a category at once, and the results of every stage side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import Indicator, ScoreForm
from dangjian_desktop.domain.grading import Decision
from dangjian_desktop.domain.organisations import PartyOrg
from dangjian_desktop.domain.scoring import WHOLE, ScoreEntry, SheetTotal, Stage, given_points, sheet_total
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.scoring_lists import Found
from dangjian_desktop.services.scoring_views import category_name

if TYPE_CHECKING:
    from dangjian_desktop.domain.tallies import RateFigure
    from dangjian_desktop.services.scoring import Material, Scoring
    from dangjian_desktop.services.scoring_views import RatingList, RatingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One organisation with its sheet of one stage."""

    org: PartyOrg
    sheet: SheetTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMatrix:
    """The organisations of a category × the indicators of its form, at one stage."""

    campaign_id: str
    category: str
    name: str
    form: ScoreForm
    stage: Stage
    rows: tuple[MatrixRow, ...]

    @property
    def typed(self) -> tuple[Indicator, ...]:
        """Return the indicators people give points for."""
        return tuple(i for i in self.form.indicators if not i.rate or self.stage is Stage.SELF)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """What came out at one stage: a score, or a grade, or both; ``grade`` is its name."""

    score: Fraction | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One organisation at every stage; ``counted`` is the stage that is graded."""

    org: PartyOrg
    category: str
    form: ScoreForm
    counted: Stage
    own: StageResult
    survey: RateFigure | None
    assessed: StageResult
    superior: StageResult
    committee: StageResult
    review: StageResult

    @property
    def spread(self) -> Fraction | None:
        """Return how far the highest score lies above the lowest; None with fewer than two."""
        scores = [s.score for s in (self.own, self.assessed, self.superior) if s.score is not None]
        return max(scores) - min(scores) if len(scores) > 1 else None

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the different grades the stages gave."""
        stages = (self.own, self.assessed, self.superior, self.committee, self.review)
        return tuple(dict.fromkeys(s.grade for s in stages if s.grade))


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTable:
    """The organisations of a campaign at every stage."""

    campaign_id: str
    lines: tuple[StageLine, ...]

    @property
    def apart(self) -> int:
        """Return how many organisations have different grades at different stages."""
        return sum(len(line.grades) > 1 for line in self.lines)


class ScoreTables:
    """Reads whole tables of points and results."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring

    def matrix(
        self,
        campaign_id: str,
        category: str,
        stage: Stage = Stage.ASSESSMENT,
        only: Collection[str] = (),
    ) -> ScoreMatrix:
        """Return all points of a category (the id of its form) at one stage; with ``only`` the rows of
        these organisations.

        Raises:
            Rejected: there is no such campaign or category.
        """
        held = self._scoring.material(campaign_id, only)
        form = next((f for f in held.forms.values() if f.code == category), None)
        if form is None:
            raise Rejected(finding("scoring.no_form"))
        kinds = [k for k, f in held.forms.items() if f.code == category]
        orgs = sorted((o for o in held.record.orgs if o.category in kinds), key=lambda o: (o.order, o.name))
        found = Found(held.surveys(form))
        wanted = [o for o in orgs if not only or o.id in only]
        rows = tuple(MatrixRow(org=o, sheet=_sheet(held, form, stage, o, found)) for o in wanted)
        names = dict.fromkeys(category_name(o.category) for o in orgs)
        return ScoreMatrix(
            campaign_id=campaign_id,
            category=category,
            name="、".join(names),
            form=form,
            stage=stage,
            rows=rows,
        )

    def stages(self, campaign_id: str) -> StageTable:
        """Return the results of every stage side by side, organisation by organisation.

        Raises:
            Rejected: when there is no such campaign.
        """
        held, listing = self._scoring.material(campaign_id), self._scoring.rating_list(campaign_id)
        return StageTable(campaign_id=campaign_id, lines=_lines(held, listing))


def _sheet(held: Material, form: ScoreForm, stage: Stage, org: PartyOrg, found: Found) -> SheetTotal:
    survey = found.of(org)
    rates = {r.code: r for r in survey.rates} if survey else {}
    return sheet_total(form, stage, held.record.entries.get(org.id, ()), rates)


def _lines(held: Material, listing: RatingList) -> tuple[StageLine, ...]:
    made = []
    for category in listing.categories:
        form, found = category.form, Found(held.surveys(category.form))
        for row in category.rows:
            entries = held.record.entries.get(row.org.id, [])
            sheet = _sheet(held, form, Stage.ASSESSMENT, row.org, found)
            superior = given_points(form, Stage.SUPERIOR, entries)
            first, last = _first_and_last(row)
            made.append(
                StageLine(
                    org=row.org,
                    category=row.category,
                    form=form,
                    counted=Stage(form.counts),
                    own=_scored(form, row.self_score),
                    survey=row.satisfaction,
                    assessed=_scored(form, sheet.total),
                    superior=_scored(form, superior),
                    committee=_decided(form, first, entries),
                    review=_decided(form, last, ()),
                )
            )
    return tuple(made)


def _first_and_last(row: RatingRow) -> tuple[Decision | None, Decision | None]:
    """Return the first decision, and the one a 复核 put in its place."""
    first = row.decisions[0] if row.decisions else None
    return first, row.decisions[-1] if len(row.decisions) > 1 else None


def _scored(form: ScoreForm, score: Fraction | None) -> StageResult:
    if score is None:
        return StageResult()
    return StageResult(score=score, grade=next((b.name for b in form.bands if b.scores.holds(score)), ""))


def _decided(
    form: ScoreForm, decision: Decision | None, entries: tuple[ScoreEntry, ...] | list[ScoreEntry]
) -> StageResult:
    given = next((e.points for e in entries if e.stage is Stage.COMMITTEE and e.indicator == WHOLE), None)
    return StageResult(score=given, grade=form.grade_name(decision.grade) if decision is not None else "")
