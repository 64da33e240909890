"""Score sheets: exact totals, computed indicators, reasons for deductions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import RateBase, ScoreForm, SurveyUse
from dangjian_desktop.domain.scoring import (
    ScoreEntry,
    Stage,
    check_entry,
    near_texts,
    points_text,
    sheet_total,
)
from dangjian_desktop.domain.tallies import RateFigure

FORM = Catalog().score_form("five_good_rural")
OWN = [i for i in FORM.indicators if not i.rate]


def rate(numerator: int, denominator: int = 40) -> dict[str, RateFigure]:
    made = RateFigure(
        code="satisfied", name="满意率", numerator=numerator, denominator=denominator, base=RateBase.VALID
    )
    return {"satisfied": made}


def entry(
    indicator: str, points: Fraction, stage: Stage = Stage.ASSESSMENT, reason: str = "有扣分"
) -> ScoreEntry:
    return ScoreEntry(
        id=indicator,
        campaign_id="c",
        party_org_id="o",
        indicator=indicator,
        stage=stage,
        points=points,
        reason=reason,
    )


def full(form: ScoreForm = FORM, stage: Stage = Stage.ASSESSMENT) -> list[ScoreEntry]:
    return [entry(i.code, i.max_points, stage) for i in form.indicators if not i.rate]


def test_a_faultless_sheet_is_a_hundred() -> None:
    sheet = sheet_total(FORM, Stage.ASSESSMENT, full(), rate(40))
    assert sheet.total == 100
    assert sheet.working.endswith("= 100")
    assert sheet.findings == ()


def test_the_survey_fills_its_indicator_exactly() -> None:
    sheet = sheet_total(FORM, Stage.ASSESSMENT, full(), rate(38, 39))
    assert sheet.total == 90 + Fraction(380, 39)
    assert "38 ÷ 39 = 97.4%" in next(line.working for line in sheet.lines if line.indicator.rate)


def test_without_a_survey_the_total_is_open_but_the_sum_so_far_is_there() -> None:
    sheet = sheet_total(FORM, Stage.ASSESSMENT, full())
    assert sheet.total is None
    assert sheet.so_far == 90
    assert sheet.missing == ("masses_survey",)


def test_a_self_rating_is_not_filled_by_the_survey() -> None:
    entries = [*full(stage=Stage.SELF), entry("masses_survey", Fraction(9), Stage.SELF)]
    assert sheet_total(FORM, Stage.SELF, entries, rate(10)).total == 99
    assert sheet_total(FORM, Stage.SELF, full(stage=Stage.SELF), rate(10)).total is None


def test_stages_stand_side_by_side() -> None:
    entries = [*full(), *(entry(i.code, Fraction(0), Stage.SELF) for i in FORM.indicators)]
    assert sheet_total(FORM, Stage.SELF, entries).total == 0
    assert sheet_total(FORM, Stage.ASSESSMENT, entries, rate(40)).total == 100


def test_a_weighted_survey_is_mixed_in_exactly() -> None:
    survey = SurveyUse(ballot_form="satisfaction", rate="satisfied", weight=Fraction(3, 10))
    form = replace(FORM, survey=survey, indicators=tuple(replace(i, rate="") for i in FORM.indicators))
    entries = [entry(i.code, i.max_points) for i in form.indicators]
    assert sheet_total(form, Stage.ASSESSMENT, entries, rate(1, 3)).total == 70 + 30 * Fraction(1, 3)
    assert sheet_total(form, Stage.ASSESSMENT, entries).total is None


@given(
    st.lists(st.fractions(0, 1, max_denominator=40), min_size=len(OWN), max_size=len(OWN)), st.integers(0, 40)
)
def test_the_total_is_the_exact_sum(shares: list[Fraction], happy: int) -> None:
    entries = [entry(i.code, i.max_points * s) for i, s in zip(OWN, shares, strict=True)]
    sheet = sheet_total(FORM, Stage.ASSESSMENT, entries, rate(happy))
    assert sheet.total == sum(e.points for e in entries) + 10 * Fraction(happy, 40)


@pytest.mark.parametrize(
    ("points", "reason", "code"),
    [
        (Fraction(8), "", None),
        (Fraction(15, 2), "缺一职", None),
        (Fraction(15, 2), " ", "scoring.no_reason"),
        (Fraction(17, 2), "加分", "scoring.points_out_of_range"),
        (Fraction(-1), "扣完", "scoring.points_out_of_range"),
    ],
)
def test_points_keep_to_the_indicator_and_deductions_have_reasons(
    points: Fraction, reason: str, code: str | None
) -> None:
    found = check_entry(FORM, entry("leadership_team", points, reason=reason))
    assert [f.code for f in found] == ([code] if code else [])


def test_a_self_rating_may_deduct_without_a_reason_and_unknown_indicators_are_refused() -> None:
    assert check_entry(FORM, entry("leadership_team", Fraction(1), Stage.SELF, "")) == ()
    assert [f.code for f in check_entry(FORM, entry("nothing", Fraction(1)))] == ["scoring.unknown_indicator"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(90), "90"),
        (Fraction("89.5"), "89.5"),
        (Fraction("89.96"), "89.96"),
        (Fraction("89.9743"), "≈89.974"),
        (Fraction(1264, 13), "≈97.2"),
        (Fraction(1, 3), "≈0.3"),
    ],
)
def test_points_are_never_shown_on_a_line_they_do_not_reach(value: Fraction, text: str) -> None:
    assert points_text(value) == text


def test_what_is_more_exact_than_it_is_written_says_so() -> None:
    third, exact, near = Fraction(271, 3), Fraction(90), Fraction(899, 10)
    assert near_texts((third, exact, near, None), 1) == {
        third: "≈90.3",
        exact: "90.0",
        near: "89.9",
        None: "",
    }
    alike = Fraction(9123, 100), Fraction(9121, 100)
    assert near_texts(alike, 1) == {alike[0]: "91.23", alike[1]: "91.21", None: ""}
