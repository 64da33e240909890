"""名额试算: other thresholds, weights and quotas tried on a copy; the record is read, never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import Band, Interval, ScoreForm
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.services.scoring_lists import category_of

if TYPE_CHECKING:
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Rules to try in place of the form's: the lower edge of grades, the share of quotas, the line of
    the satisfaction bar, the weight of the survey. What is left out stays as the form has it."""

    edges: Mapping[str, Fraction] = field(default_factory=dict)
    quotas: Mapping[str, Fraction] = field(default_factory=dict)
    bar: Fraction | None = None
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """One organisation under the form's rules and under those tried."""

    party_org_id: str
    name: str
    score: Fraction | None
    tried_score: Fraction | None
    now: str
    tried: str
    now_standing: Standing | None
    tried_standing: Standing | None

    @property
    def moved(self) -> bool:
        """Tell whether grade or place at the quota line would change."""
        return (self.now, self.now_standing) != (self.tried, self.tried_standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult:
    """What would come out; ``form`` is the copy that was tried."""

    form: ScoreForm
    now: RatingCategory
    tried: RatingCategory
    lines: tuple[TrialLine, ...]

    @property
    def moved(self) -> int:
        """Return how many would move."""
        return sum(line.moved for line in self.lines)


class WhatIf:
    """Tries rules."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring

    def attempt(self, campaign_id: str, category: str, trial: Trial) -> TrialResult:
        """Rate one category (the id of its form) by the rules tried, and set it beside the list in hand.

        Raises:
            Rejected: no such category, edges out of order, or shares that are none.
        """
        held = self._scoring.material(campaign_id)
        kinds = [k for k, f in held.forms.items() if f.code == category]
        if not kinds:
            raise Rejected(finding("scoring.no_form"))
        form = held.forms[kinds[0]]
        errors = _wrong(form, trial)
        if errors:
            raise Rejected(*errors)
        copy = tried_form(form, trial)
        now = category_of(form, kinds, held.record, held.surveys(form))
        tried = category_of(copy, kinds, held.record, held.surveys(form))
        rows = {row.org.id: row for row in tried.rows}
        lines = tuple(_line(row, rows[row.org.id]) for row in now.rows)
        return TrialResult(form=copy, now=now, tried=tried, lines=lines)


def tried_form(form: ScoreForm, trial: Trial) -> ScoreForm:
    """Return a copy of ``form`` with the rules tried; bands still begin where the one below ends."""
    lows = [trial.edges.get(band.grade, band.scores.low) for band in form.bands]
    bands = tuple(
        _moved(band, lows[place], lows[place - 1] if place else band.scores.high)
        for place, band in enumerate(form.bands)
    )
    bars = tuple(
        replace(bar, rates=replace(bar.rates, high=trial.bar)) if trial.bar is not None else bar
        for bar in form.bars
    )
    survey = form.survey
    if survey is not None and trial.weight is not None:
        survey = replace(survey, weight=trial.weight)
    quotas = tuple(replace(q, share=trial.quotas.get(q.grade, q.share)) for q in form.quotas)
    return replace(form, bands=bands, bars=bars, survey=survey, quotas=quotas)


def _moved(band: Band, low: Fraction | None, high: Fraction | None) -> Band:
    scores: Interval = replace(band.scores, low=low, high=high)
    return replace(band, scores=scores)


def _wrong(form: ScoreForm, trial: Trial) -> list[Finding]:
    found: list[Finding] = []
    edges = [(b.name, trial.edges.get(b.grade, b.scores.low)) for b in form.bands[:-1]]
    for (upper, high), (lower, low) in pairwise(edges):
        if high is not None and low is not None and high <= low:
            found.append(finding("scoring.edges_crossed", upper=upper, lower=lower))
    full = form.full_points()
    for name, edge in edges:
        if edge is not None and not 0 < edge <= full:
            found.append(finding("scoring.edge_outside", where=Where(field=name), most=int(full)))
    shares = [*trial.quotas.values(), *(s for s in (trial.bar, trial.weight) if s is not None)]
    if any(not 0 <= share <= 1 for share in shares):
        found.append(finding("scoring.share_outside"))
    return found


def _line(now: RatingRow, tried: RatingRow) -> TrialLine:
    return TrialLine(
        party_org_id=now.org.id,
        name=now.org.name,
        score=now.score,
        tried_score=tried.score,
        now=now.proposed,
        tried=tried.proposed,
        now_standing=now.result.standing,
        tried_standing=tried.result.standing,
    )
