"""Score sheets: points per indicator and stage, and their total with its working."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.forms import Indicator, ScoreForm
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Finding, Where, finding, warning
from dangjian_desktop.kernel.numbers import added, percent, rounded, shown
from dangjian_desktop.kernel.texts.scoring import (
    CAPPED,
    INDICATOR_BY_RATE,
    INDICATOR_BY_REST,
    SHEET_PART,
    SURVEY_MIX,
    WHOLE_GIVEN,
    WHOLE_SHEET,
)


class Stage(StrEnum):
    """自评, 群众测评, 组织考核, 上级评定, 党委研究: results kept side by side, none replaces another."""

    SELF = "self"
    SURVEY = "survey"
    ASSESSMENT = "assessment"
    SUPERIOR = "superior"
    COMMITTEE = "committee"


WHOLE = "whole"
"""Stands for the indicator where a stage gives one figure for the whole sheet."""
NO_REASON = ("scoring.no_reason", "scoring.no_bonus_reason")
AS_A_WHOLE = (Stage.SUPERIOR, Stage.COMMITTEE)


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
    round_no: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One indicator of a sheet; ``points`` is None while nobody has given any. ``figure`` is the
    ballot rate the points come from, where they do."""

    indicator: Indicator
    points: Fraction | None
    reason: str = ""
    figure: RateFigure | None = None
    places: int = 1

    @property
    def working(self) -> str:
        """Say how a rate became points; nothing where a person gave them."""
        if self.figure is None or self.points is None:
            return ""
        template = INDICATOR_BY_REST if self.indicator.inverse else INDICATOR_BY_RATE
        return template.format(
            rate=self.figure.working(self.places),
            max=points_text(self.indicator.max_points),
            points=points_text(self.points),
        ).replace("= ≈", "≈ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTotal:
    """The sheet of one organisation at one stage.

    ``total`` is None until every indicator has points; ``so_far`` is their sum at any time.
    ``whole`` is the one figure given for the whole sheet, ``mixed`` the rate that was mixed in.
    """

    form: ScoreForm
    stage: Stage
    lines: tuple[SheetLine, ...]
    so_far: Fraction
    total: Fraction | None
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    whole: ScoreEntry | None = None
    mixed: RateFigure | None = None

    @property
    def working(self) -> str:
        """Write the arithmetic: 领导班子好 23 + 党员队伍好 18.5 = 41.5."""
        if self.whole is not None:
            return WHOLE_GIVEN.format(points=points_text(self.whole.points))
        summed = _parts(self)
        if self.mixed is None or self.total is None or self.form.survey is None:
            return summed
        weight = self.form.survey.weight
        mixed = SURVEY_MIX.format(
            sheet=points_text(self.so_far),
            rest=percent(1 - weight, 0),
            rate=self.mixed.working(self.form.places),
            full=points_text(self.form.full_points()),
            weight=percent(weight, 0),
            total=points_text(self.total),
        )
        return f"{summed}；{mixed}"


def points_text(value: Fraction, places: int = 1) -> str:
    """Write points without lying: ``89.96`` stays, ``90.0`` becomes ``90``, ``97.474…`` is ``≈97.5``.

    A figure of up to two decimals is written in full; a longer one is rounded, but never to a
    whole number, so that a score just under a line is not shown as standing on it (``≈89.974``).
    """
    if value.denominator == 1:
        return str(value.numerator)
    for digits, unit in ((1, 10), (2, 100)):
        if unit % value.denominator == 0:
            return shown(value, digits)
    whole = Fraction(rounded(value, places)).denominator == 1
    return f"≈{shown(value, max(places, 3) if whole else places)}"


MOST_DIGITS = 4


def score_texts(scores: Iterable[Fraction | None], places: int) -> dict[Fraction | None, str]:
    """Write the scores of one list with ``places`` decimals; two that differ never look alike, as if
    they were tied: then more decimals are written, at most four. None is written as nothing."""
    texts: dict[Fraction | None, str] = {None: ""}
    left = {score for score in scores if score is not None}
    for digits in range(places, max(places, MOST_DIGITS) + 1):
        alike: dict[str, list[Fraction]] = {}
        for score in left:
            alike.setdefault(shown(score, digits), []).append(score)
        texts |= {score: text for text, same in alike.items() for score in same}
        left = {score for same in alike.values() if len(same) > 1 for score in same}
        if not left:
            break
    return texts


def near_texts(scores: Iterable[Fraction | None], places: int) -> dict[Fraction | None, str]:
    """Write scores as :func:`score_texts` does, with ≈ before each that is more exact than it is written."""
    texts = score_texts(scores, places)
    return {
        score: text if score is None or Fraction(text) == score else f"≈{text}"
        for score, text in texts.items()
    }


def check_entry(form: ScoreForm, entry: ScoreEntry) -> tuple[Finding, ...]:
    """Return what is wrong with the points of one indicator; a missing reason only asks.

    What is deducted needs its reason at the stages that examine, and so does what a bonus adds.
    """
    if entry.indicator == WHOLE and entry.stage in AS_A_WHOLE:
        return _out_of_range(entry.points, form.full_points(), WHOLE_SHEET)
    indicator = form.indicator(entry.indicator)
    if indicator is None:
        return (finding("scoring.unknown_indicator", indicator=entry.indicator),)
    return _checked(indicator, entry)


def _checked(indicator: Indicator, entry: ScoreEntry) -> tuple[Finding, ...]:
    points, most = entry.points, indicator.max_points
    if not points.numerator if indicator.bonus else points.as_integer_ratio() == most.as_integer_ratio():
        return ()
    wrong = _out_of_range(points, most, indicator.text)
    if wrong or entry.stage is Stage.SELF or entry.reason.strip():
        return wrong
    given, at = points_text(points), Where(field=indicator.text)
    if indicator.bonus:
        return (warning("scoring.no_bonus_reason", at, points=given),)
    lost = points_text(most - points)
    return (warning("scoring.no_reason", at, lost=lost, points=given, max=points_text(most)),)


def _out_of_range(points: Fraction, most: Fraction, name: str) -> tuple[Finding, ...]:
    """Compare in whole numbers: this is asked for every figure of every sheet."""
    if points.numerator >= 0 and points.numerator * most.denominator <= most.numerator * points.denominator:
        return ()
    given, full = points_text(points), points_text(most)
    return (finding("scoring.points_out_of_range", where=Where(field=name), points=given, max=full),)


def _check_sheet(form: ScoreForm, given: Mapping[str, ScoreEntry]) -> tuple[Finding, ...]:
    """Check the entries of a sheet: that of the whole, those of the form in its order, then the strangers."""
    left = dict(given)
    found: list[Finding] = []
    if WHOLE in left:
        found += check_entry(form, left.pop(WHOLE))
    for indicator in form.indicators:
        if indicator.code in left:
            found += _checked(indicator, left.pop(indicator.code))
    for entry in left.values():
        found += check_entry(form, entry)
    return tuple(found)


def sheet_total(
    form: ScoreForm,
    stage: Stage,
    entries: Iterable[ScoreEntry],
    rates: Mapping[str, RateFigure] | None = None,
) -> SheetTotal:
    """Add one organisation's sheet of one stage, exactly.

    An indicator that a ballot rate fills (``Indicator.rate``) takes rate × max points at every
    stage but 自评, where it is scored like the others. With ``SurveyUse.weight`` w the total is
    sheet × (1 − w) + full points × rate × w. A bonus nobody gave is none; with bonuses the total
    is at most the full points. One figure given for the whole sheet (上级评定) is the total.
    """
    given = {e.indicator: e for e in entries if e.stage is stage}
    known = {} if stage is Stage.SELF or rates is None else rates
    whole = given.get(WHOLE)
    lines = [_line(one, given.get(one.code), known, form.places) for one in form.indicators]
    so_far, missing = _added_up(lines)
    total: Fraction | None = None
    mixed: RateFigure | None = None
    if whole is not None:
        total, missing = whole.points, ()
    elif not missing:
        total = _at_most(form, so_far)
        if stage is not Stage.SELF:
            total, mixed = _mixed(form, total, known)
    return SheetTotal(
        form=form,
        stage=stage,
        lines=tuple(lines),
        so_far=so_far,
        total=total,
        missing=missing,
        findings=_check_sheet(form, given),
        whole=whole,
        mixed=mixed,
    )


def _added_up(lines: Iterable[SheetLine]) -> tuple[Fraction, tuple[str, ...]]:
    """Return the sum of the points there are, and the indicators that still lack some; a bonus may."""
    points: list[Fraction] = []
    missing: list[str] = []
    for line in lines:
        if line.points is not None:
            points.append(line.points)
        elif not line.indicator.bonus:
            missing.append(line.indicator.code)
    return added(points), tuple(missing)


def given_points(form: ScoreForm, stage: Stage, entries: Iterable[ScoreEntry]) -> Fraction | None:
    """Return the total that people gave at one stage without any survey; None while points are missing."""
    given = {e.indicator: e.points for e in entries if e.stage is stage}
    if WHOLE in given:
        return given[WHOLE]
    if any(i.code not in given and not i.bonus for i in form.indicators):
        return None
    return _at_most(form, added([given[i.code] for i in form.indicators if i.code in given]))


def _at_most(form: ScoreForm, points: Fraction) -> Fraction:
    return min(points, form.full_points()) if any(i.bonus for i in form.indicators) else points


def _line(
    indicator: Indicator, entry: ScoreEntry | None, rates: Mapping[str, RateFigure], places: int
) -> SheetLine:
    figure = rates.get(indicator.rate) if indicator.rate else None
    share = figure.share if figure is not None else None
    if share is not None:
        points = (1 - share if indicator.inverse else share) * indicator.max_points
        return SheetLine(indicator=indicator, points=points, figure=figure, places=places)
    if entry is None:
        return SheetLine(indicator=indicator, points=None)
    return SheetLine(indicator=indicator, points=entry.points, reason=entry.reason)


def _parts(sheet: SheetTotal) -> str:
    """Write the sum by groups: 领导班子好 23 + 党员队伍好 18.5 = 41.5."""
    parts = []
    if len(sheet.form.groups) == 1:
        lines = [(x.indicator.text, x.points) for x in sheet.lines if x.points is not None]
        parts = [SHEET_PART.format(group=text, points=points_text(points)) for text, points in lines]
    for group in sheet.form.groups if len(sheet.form.groups) > 1 else ():
        points = [x.points for x in sheet.lines if x.indicator.group == group.code and x.points is not None]
        parts.append(SHEET_PART.format(group=group.name, points=points_text(added(points))))
    whole, most = points_text(sheet.so_far), sheet.form.full_points()
    summed = " + ".join(parts) + (f" ≈ {whole[1:]}" if whole.startswith("≈") else f" = {whole}")
    return summed + (CAPPED.format(most=points_text(most)) if sheet.so_far > most else "")


def _mixed(
    form: ScoreForm, sheet: Fraction, rates: Mapping[str, RateFigure]
) -> tuple[Fraction | None, RateFigure | None]:
    """Mix the survey in by its weight; without a rate there is no total yet."""
    if form.survey is None or not form.survey.weight:
        return sheet, None
    figure = rates.get(form.survey.rate)
    if figure is None or figure.share is None:
        return None, None
    weight = form.survey.weight
    return sheet * (1 - weight) + form.full_points() * figure.share * weight, figure
