"""Every line of 分类定级 at its exact number: who stands on it, a hair above, a hair below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import QuotaKind, RateBase, ScoreForm
from dangjian_desktop.domain.grading import GradeInputs, Standing, grade
from dangjian_desktop.domain.ranking import CategoryResult, grade_category
from dangjian_desktop.domain.scoring import ScoreEntry, Stage, given_points, sheet_total
from dangjian_desktop.domain.tallies import RateFigure

FORMS = [f for f in Catalog().score_forms() if "rural" in f.categories or f.code.endswith("_grading")]
RURAL = Catalog().score_form("five_good_rural")
CADRES = Catalog().score_form("cadre_grading")
HAIR = Fraction(1, 10**12)
FINE = st.fractions(0, 100, max_denominator=10**6)


def rate(numerator: int, denominator: int, code: str = "satisfied") -> RateFigure:
    return RateFigure(code=code, name=code, numerator=numerator, denominator=denominator, base=RateBase.VALID)


def graded(form: ScoreForm, score: Fraction, *rates: RateFigure) -> str | None:
    return grade(form, GradeInputs(party_org_id="o", score=score, rates=rates)).proposed


def ranked(form: ScoreForm, scores: Sequence[Fraction]) -> CategoryResult:
    whole = rate(1, 1)
    return grade_category(
        form,
        [GradeInputs(party_org_id=str(n), score=s, rates=(whole,)) for n, s in enumerate(scores)],
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.code)
@given(FINE)
def test_every_score_lies_in_exactly_one_band(form: ScoreForm, score: Fraction) -> None:
    assert sum(band.scores.holds(score) for band in form.bands) == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.code)
def test_the_line_belongs_to_the_upper_band_a_hair_below_does_not(form: ScoreForm) -> None:
    for upper, lower in zip(form.bands, form.bands[1:], strict=False):
        line = upper.scores.low
        assert line is not None
        assert upper.scores.holds(line)
        assert upper.scores.holds(line + HAIR)
        assert not upper.scores.holds(line - HAIR)
        assert lower.scores.holds(line - HAIR)
        assert not lower.scores.holds(line)


@given(FINE, FINE)
def test_a_higher_score_never_gets_a_lower_grade(one: Fraction, other: Fraction) -> None:
    grades = [band.grade for band in RURAL.bands]
    low, high = sorted((one, other))
    better, worse = graded(RURAL, high, rate(1, 1)), graded(RURAL, low, rate(1, 1))
    assert grades.index(better or "") <= grades.index(worse or "")


@given(st.integers(1, 10**6), st.data())
def test_ninety_per_cent_itself_bars_nothing_less_bars_both_upper_grades(
    valid: int, data: st.DataObject
) -> None:
    happy = data.draw(st.integers(0, valid))
    proposed = graded(RURAL, Fraction(95), rate(happy, valid))
    assert proposed == ("good" if 10 * happy >= 9 * valid else "plain")


@given(st.integers(1, 10**6))
def test_exactly_nine_tenths_of_any_number_bar_nothing_one_less_does(tenth: int) -> None:
    assert graded(RURAL, Fraction(95), rate(9 * tenth, 10 * tenth)) == "good"
    assert graded(RURAL, Fraction(95), rate(9 * tenth - 1, 10 * tenth)) == "plain"


@given(st.one_of(FINE, st.sampled_from([Fraction(n) for n in (60, 80, 90)])))
def test_ninety_eighty_and_sixty_are_the_lines_of_the_pack(score: Fraction) -> None:
    expected = "good" if score >= 90 else "fair" if score >= 80 else "plain" if score >= 60 else "poor"
    assert graded(RURAL, score, rate(1, 1)) == expected


@given(st.integers(1, 300), st.sampled_from([(RURAL, Fraction(1, 5)), (CADRES, Fraction(3, 10))]))
def test_a_quota_is_the_whole_part_of_its_share_never_more(
    total: int, pack: tuple[ScoreForm, Fraction]
) -> None:
    form, share = pack
    line = next(q for q in ranked(form, [Fraction(95)] * total).quotas if q.quota.kind is QuotaKind.CEILING)
    assert line.limit <= share * total < line.limit + 1
    assert (share * total == line.limit) == ((share * total).denominator == 1)


@given(st.lists(st.integers(90, 100), min_size=1, max_size=40))
def test_who_stands_on_the_line_is_tied_and_nobody_else(points: list[int]) -> None:
    result = ranked(RURAL, [Fraction(p) for p in points])
    line = result.quotas[0]
    by_score = sorted(points, reverse=True)
    cut = 0 < line.limit < len(points) and by_score[line.limit - 1] == by_score[line.limit]
    tied = {r.party_org_id for r in result.results if r.standing is Standing.TIED}
    expected = {str(n) for n, p in enumerate(points) if cut and p == by_score[line.limit]}
    assert tied == expected == set(line.tied)
    within = sum(r.standing is Standing.WITHIN for r in result.results)
    assert within <= line.limit
    assert all(r.proposed == "good" for r in result.results)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_equal_scores_share_a_rank_and_the_next_one_counts_them(points: list[int]) -> None:
    for one in ranked(RURAL, [Fraction(p) for p in points]).results:
        assert one.score is not None
        assert one.rank == 1 + sum(p > one.score for p in points)


@given(st.lists(st.fractions(0, 1, max_denominator=97), min_size=13, max_size=13))
def test_points_of_a_stage_are_the_same_however_they_are_added(shares: list[Fraction]) -> None:
    typed = [i for i in RURAL.indicators if not i.rate]
    form = replace(RURAL, indicators=tuple(typed))
    entries = [
        ScoreEntry(
            id=i.code,
            campaign_id="c",
            party_org_id="o",
            indicator=i.code,
            stage=Stage.SELF,
            points=i.max_points * s,
        )
        for i, s in zip(typed, shares, strict=True)
    ]
    exact = sum((e.points for e in entries), Fraction(0))
    assert given_points(form, Stage.SELF, entries) == sheet_total(form, Stage.SELF, entries).total == exact


@given(st.integers(1, 200), st.data())
def test_a_cadre_gets_the_exact_mean_of_the_weights(valid: int, data: st.DataObject) -> None:
    best = data.draw(st.integers(0, valid))
    good = data.draw(st.integers(0, valid - best))
    bad = data.draw(st.integers(0, valid - best - good))
    rates = {
        "excellent": rate(best, valid, "excellent"),
        "satisfied": rate(best + good, valid),
        "dissatisfied": rate(bad, valid, "dissatisfied"),
    }
    middle = valid - best - good - bad
    mean = Fraction(100 * best + 80 * good + 60 * middle, valid)
    assert sheet_total(CADRES, Stage.ASSESSMENT, (), rates).total == mean
