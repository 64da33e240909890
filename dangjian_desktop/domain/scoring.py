"""Score sheets: points per indicator and stage, and their total with its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.forms import Indicator, ScoreForm
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Finding, Where, finding, warning
from dangjian_desktop.kernel.numbers import percent, rounded, shown
from dangjian_desktop.kernel.texts.scoring import INDICATOR_BY_RATE, SHEET_PART, SURVEY_MIX


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One indicator of a sheet; ``points`` is None while nobody has given any. ``working`` says
    how a rate became points."""

    indicator: Indicator
    points: Fraction | None
    reason: str = ""
    working: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTotal:
    """The sheet of one organisation at one stage.

    ``total`` is None until every indicator has points; ``so_far`` is their sum at any time.
    """

    stage: Stage
    lines: tuple[SheetLine, ...]
    so_far: Fraction
    total: Fraction | None
    missing: tuple[str, ...]
    working: str
    findings: tuple[Finding, ...]


def points_text(value: Fraction, places: int = 1) -> str:
    """Write points without lying: ``89.96`` stays, ``90.0`` becomes ``90``, ``97.474…`` is ``≈97.5``.

    A figure of up to two decimals is written in full; a longer one is rounded, but never to a
    whole number, so that a score just under a line is not shown as standing on it (``≈89.974``).
    """
    for digits, unit in enumerate((1, 10, 100)):
        if unit % value.denominator == 0:
            return shown(value, digits) if digits else str(value.numerator)
    whole = Fraction(rounded(value, places)).denominator == 1
    return f"≈{shown(value, max(places, 3) if whole else places)}"


MOST_DIGITS = 4


def score_texts(scores: Iterable[Fraction | None], places: int) -> dict[Fraction | None, str]:
    """Write the scores of one list with ``places`` decimals; two that differ never look alike, as if
    they were tied: then more decimals are written, at most four. None is written as nothing."""
    different = {score for score in scores if score is not None}
    texts: dict[Fraction | None, str] = {None: ""}
    for score in different:
        digits = places
        while digits < MOST_DIGITS and any(
            other != score and shown(other, digits) == shown(score, digits) for other in different
        ):
            digits += 1
        texts[score] = shown(score, digits)
    return texts


def check_entry(form: ScoreForm, entry: ScoreEntry) -> tuple[Finding, ...]:
    """Return what is wrong with the points of one indicator; a missing reason only asks."""
    indicator = form.indicator(entry.indicator)
    if indicator is None:
        return (finding("scoring.unknown_indicator", indicator=entry.indicator),)
    if entry.points == indicator.max_points:
        return ()
    at = Where(field=indicator.text)
    full = points_text(indicator.max_points)
    if not 0 <= entry.points <= indicator.max_points:
        given = points_text(entry.points)
        return (finding("scoring.points_out_of_range", where=at, points=given, max=full),)
    asked = entry.stage in (Stage.ASSESSMENT, Stage.COMMITTEE)
    if asked and entry.points < indicator.max_points and not entry.reason.strip():
        given = points_text(entry.points)
        lost = points_text(indicator.max_points - entry.points)
        return (warning("scoring.no_reason", at, lost=lost, points=given, max=full),)
    return ()


def sheet_total(
    form: ScoreForm,
    stage: Stage,
    entries: Iterable[ScoreEntry],
    rates: Mapping[str, RateFigure] | None = None,
) -> SheetTotal:
    """Add one organisation's sheet of one stage, exactly.

    An indicator that a ballot rate fills (``Indicator.rate``) takes rate × max points at every
    stage but 自评, where it is scored like the others. With ``SurveyUse.weight`` w the total is
    sheet × (1 − w) + full points × rate × w.
    """
    given = {e.indicator: e for e in entries if e.stage is stage}
    known = {} if stage is Stage.SELF or rates is None else dict(rates)
    lines = tuple(_line(i, given.get(i.code), known, form.places) for i in form.indicators)
    so_far = sum((line.points for line in lines if line.points is not None), Fraction(0))
    missing = tuple(line.indicator.code for line in lines if line.points is None)
    working = _parts(form, lines, so_far)
    total: Fraction | None = None if missing else so_far
    if total is not None and stage is not Stage.SELF:
        total, working = _mixed(form, total, working, known)
    findings = [f for e in given.values() for f in check_entry(form, e)]
    return SheetTotal(
        stage=stage,
        lines=lines,
        so_far=so_far,
        total=total,
        missing=missing,
        working=working,
        findings=tuple(findings),
    )


def _line(
    indicator: Indicator, entry: ScoreEntry | None, rates: Mapping[str, RateFigure], places: int
) -> SheetLine:
    figure = rates.get(indicator.rate) if indicator.rate else None
    if figure is not None and figure.share is not None:
        points = figure.share * indicator.max_points
        working = INDICATOR_BY_RATE.format(
            rate=figure.working(places), max=points_text(indicator.max_points), points=points_text(points)
        )
        return SheetLine(indicator=indicator, points=points, working=working)
    if entry is None:
        return SheetLine(indicator=indicator, points=None)
    return SheetLine(indicator=indicator, points=entry.points, reason=entry.reason)


def _parts(form: ScoreForm, lines: Sequence[SheetLine], total: Fraction) -> str:
    """Write the sum by groups: 领导班子好 23 + 党员队伍好 18.5 = 41.5."""
    parts = []
    for group in form.groups:
        points = [line.points for line in lines if line.indicator.group == group.code]
        known = sum((p for p in points if p is not None), Fraction(0))
        parts.append(SHEET_PART.format(group=group.name, points=points_text(known)))
    whole = points_text(total)
    return " + ".join(parts) + (f" ≈ {whole[1:]}" if whole.startswith("≈") else f" = {whole}")


def _mixed(
    form: ScoreForm, sheet: Fraction, working: str, rates: Mapping[str, RateFigure]
) -> tuple[Fraction | None, str]:
    """Mix the survey in by its weight; without a rate there is no total yet."""
    if form.survey is None or not form.survey.weight:
        return sheet, working
    figure = rates.get(form.survey.rate)
    if figure is None or figure.share is None:
        return None, working
    weight = form.survey.weight
    total = sheet * (1 - weight) + form.full_points() * figure.share * weight
    mixed = SURVEY_MIX.format(
        sheet=points_text(sheet),
        rest=percent(1 - weight, 0),
        rate=figure.working(form.places),
        full=points_text(form.full_points()),
        weight=percent(weight, 0),
        total=points_text(total),
    )
    return total, f"{working}；{mixed}"
