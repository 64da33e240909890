"""Bands, bars, overrides, quotas and decisions, exact at every boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import QuotaKind, RateBase
from dangjian_desktop.domain.grading import (
    ClauseFact,
    Decision,
    GradeInputs,
    GradeResult,
    Sign,
    Standing,
    grade,
)
from dangjian_desktop.domain.ranking import CategoryResult, check_decision, decision_in_force, grade_category
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Severity

FORM = Catalog().score_form("five_good_rural")
GRADES = [b.grade for b in FORM.bands]
ANSWERED = [o.code for o in FORM.overrides if o.basis.value == "answered"]
CLEAR = tuple(
    ClauseFact(id=c, campaign_id="c", party_org_id="o", clause=c, holds=False, evidence="书面答复")
    for c in ANSWERED
)
EPSILON = Fraction(1, 10**9)


def satisfied(numerator: int, denominator: int) -> tuple[RateFigure, ...]:
    return (
        RateFigure(
            code="satisfied", name="满意率", numerator=numerator, denominator=denominator, base=RateBase.VALID
        ),
    )


def inputs(score: Fraction | int | str | None, org: str = "o", **changes: object) -> GradeInputs:
    made = GradeInputs(
        party_org_id=org,
        score=None if score is None else Fraction(score),
        rates=satisfied(10, 10),
        facts=CLEAR,
        on=date(2026, 10, 20),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def codes(result: GradeResult) -> list[str]:
    return [s.code for s in result.steps]


# ---------------------------------------------------------------- bands


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        (Fraction(100), "good"),
        (Fraction(90), "good"),
        (Fraction(90) - EPSILON, "fair"),
        (Fraction("89.5"), "fair"),
        (Fraction(80), "fair"),
        (Fraction(80) - EPSILON, "plain"),
        (Fraction("79.5"), "plain"),
        (Fraction(60), "plain"),
        (Fraction(60) - EPSILON, "poor"),
        (Fraction(0), "poor"),
    ],
)
def test_bands_are_half_open_on_the_exact_number(score: Fraction, wanted: str) -> None:
    result = grade(FORM, inputs(score))
    assert (result.by_score, result.proposed, result.pending) == (wanted, wanted, False)
    assert all(step.title and step.text for step in result.steps)


@given(st.fractions(0, 100))
def test_every_score_has_exactly_one_band(score: Fraction) -> None:
    assert sum(band.scores.holds(score) for band in FORM.bands) == 1


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_more_points_never_give_a_worse_grade(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    worse, better = grade(FORM, inputs(low)).proposed, grade(FORM, inputs(high)).proposed
    assert worse is not None
    assert better is not None
    assert GRADES.index(better) <= GRADES.index(worse)


def test_what_a_half_point_gives_is_written_on_the_step() -> None:
    step = grade(FORM, inputs("89.5")).steps[0]
    assert step.title == "按分数：较好"
    assert step.text == "得分 89.5 分，80 分以上、不足 90 分为较好"
    assert step.source is not None


def test_no_score_is_no_grade() -> None:
    result = grade(FORM, inputs(None, missing=3))
    assert (result.by_score, result.proposed, result.pending) == (None, None, True)
    assert "3 项" in result.steps[0].text


# ---------------------------------------------------------------- bars and overrides


@pytest.mark.parametrize(
    ("numerator", "denominator", "wanted"),
    [(9, 10, "good"), (899_999, 1_000_000, "plain"), (31, 35, "plain"), (900_001, 1_000_000, "good")],
)
def test_below_ninety_per_cent_bars_good_and_fair(numerator: int, denominator: int, wanted: str) -> None:
    result = grade(FORM, inputs(95, rates=satisfied(numerator, denominator)))
    assert (result.by_score, result.proposed) == ("good", wanted)
    assert ("bar.barred" in codes(result)) is (wanted == "plain")


def test_the_bar_says_its_arithmetic_and_clause() -> None:
    result = grade(FORM, inputs("90.8", rates=satisfied(31, 35)))
    step = next(s for s in result.steps if s.code == "bar.barred")
    assert step.title == "群众满意率不低于 90%：不得评好、较好"
    assert step.text == "31 ÷ 35 = 88.6%（有效票为分母）"
    assert "组厅字〔2012〕6号" in str(step.source)
    assert result.allowed == ("plain", "poor")


def test_without_a_survey_the_proposal_is_pending() -> None:
    result = grade(FORM, inputs(95, rates=()))
    assert result.pending
    assert "bar.open" in codes(result)


@pytest.mark.parametrize(
    ("founded", "wanted"),
    [
        (date(2025, 10, 20), "good"),
        (date(2025, 10, 21), "fair"),
        (date(2026, 2, 1), "fair"),
        (date(1999, 1, 1), "good"),
        (None, "good"),
    ],
)
def test_an_organisation_of_less_than_a_year_is_not_good(founded: date | None, wanted: str) -> None:
    assert grade(FORM, inputs(95, founded=founded)).proposed == wanted


@pytest.mark.parametrize("clause", ANSWERED)
@pytest.mark.parametrize("score", [Fraction(99), Fraction(70), None])
def test_a_listed_violation_proposes_poor_whatever_the_score(clause: str, score: Fraction | None) -> None:
    facts = tuple(replace(f, holds=True) if f.clause == clause else f for f in CLEAR)
    result = grade(FORM, inputs(score, facts=facts))
    assert result.proposed == "poor"
    assert result.allowed == ("poor",)
    step = next(s for s in result.steps if s.code == "override.fixed")
    assert (step.sign, step.text) == (Sign.BARRED, "书面答复")


def test_unanswered_clauses_are_named_and_pending() -> None:
    result = grade(FORM, inputs(95, facts=(replace(CLEAR[0], holds=None), *CLEAR[1:-1])))
    step = next(s for s in result.steps if s.code == "override.open")
    assert result.pending
    assert dict(step.facts)["open"] == 2


# ---------------------------------------------------------------- quotas


@given(st.lists(st.integers(80, 100), min_size=1, max_size=60))
def test_the_quota_only_marks_and_never_changes_a_grade(scores: list[int]) -> None:
    category = grade_category(FORM, [inputs(Fraction(s), f"o{n}") for n, s in enumerate(scores)])
    good = [r for r in category.results if r.proposed == "good"]
    line = category.quotas[0]
    assert line.limit == len(scores) // 5
    assert len(good) == sum(s >= 90 for s in scores)
    within = [r for r in good if r.standing is Standing.WITHIN]
    tied = [r for r in good if r.standing is Standing.TIED]
    outside = [r for r in good if r.standing is Standing.OUTSIDE]
    assert len(within) + len(tied) + len(outside) == len(good)
    assert len(within) <= line.limit
    if tied:
        assert len(within) < line.limit < len(within) + len(tied)
        assert len({r.score for r in tied}) == 1
    else:
        assert len(within) == min(line.limit, len(good))
    ordered = [r.score for r in (*within, *tied, *outside)]
    assert ordered == sorted(ordered, key=lambda s: -(s or 0))
    assert not {r.score for r in within} & {r.score for r in (*tied, *outside)}


def test_a_tie_on_the_line_is_shown_with_its_arithmetic() -> None:
    scores = ["95.5", "94.2", "93.6", "93", "92.4", "91.5", "91.5", "90.8", *["85"] * 24]
    category = grade_category(FORM, [inputs(s, f"o{n}") for n, s in enumerate(scores)])
    line = category.quotas[0]
    assert line.arithmetic == "32 × 20% = 6.4，取 6 个"
    assert line.tied == ("o5", "o6")
    step = next(s for s in category.results[5].steps if s.code == "quota.tied")
    assert step.title == "名额：同分待定"
    assert step.text == "32 × 20% = 6.4，取 6 个；有 2 个同为 91.5 分，超 1 个，由党委研究决定"
    assert [r.rank for r in category.results[4:9]] == [5, 6, 6, 8, 9]


def test_those_barred_take_no_place_of_the_quota() -> None:
    barred = inputs(99, "barred", rates=satisfied(8, 10))
    others = [inputs(90 + n, f"o{n}") for n in range(4)]
    category = grade_category(FORM, [barred, *others])
    standing = {r.party_org_id: r.standing for r in category.results}
    assert standing["barred"] is None
    assert [k for k, v in standing.items() if v is Standing.WITHIN] == ["o3"]
    assert category.results[0].party_org_id == "barred"


def test_about_a_tenth_is_compared_and_draws_no_line() -> None:
    category = grade_category(FORM, [inputs(50, f"o{n}") for n in range(15)])
    line = next(q for q in category.quotas if q.quota.kind is QuotaKind.ABOUT)
    assert (line.limit, line.proposed, line.tied) == (2, 15, ())
    assert all(r.standing is None for r in category.results)


def test_organisations_without_a_score_come_last_without_a_rank() -> None:
    category = grade_category(FORM, [inputs(None, "a"), inputs(70, "b")])
    assert [(r.party_org_id, r.rank) for r in category.results] == [("b", 1), ("a", None)]


def test_533_organisations_fall_54_323_107_49() -> None:
    scores = [95] * 54 + [85] * 323 + [70] * 107 + [40] * 49
    category = grade_category(FORM, [inputs(Fraction(s), f"o{n}") for n, s in enumerate(scores)])
    found = [sum(r.proposed == g for r in category.results) for g in GRADES]
    assert found == [54, 323, 107, 49]
    assert [round(Fraction(n, 533) * 1000) for n in found] == [101, 606, 201, 92]


# ---------------------------------------------------------------- decisions


def decision(org: str, grade_code: str, **changes: object) -> Decision:
    made = Decision(
        id=f"d-{org}",
        campaign_id="c",
        party_org_id=org,
        grade=grade_code,
        reason="研究决定",
        decided_by="镇党委会议",
        decided_on=date(2026, 10, 22),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_decision_stands_beside_the_proposal() -> None:
    made = grade_category(FORM, [inputs(95)], [decision("o", "fair")])
    result = made.results[0]
    assert (result.proposed, result.decided) == ("good", "fair")
    assert result.steps[-1].title == "党委研究：较好"
    assert made.quotas[0].decided == 0


def test_a_review_is_a_second_decision_and_the_first_stays() -> None:
    first = decision("o", "poor")
    second = decision("o", "plain", id="d2", decided_on=date(2026, 11, 1), review_of=first.id)
    assert decision_in_force([second, first]) == second
    result = grade_category(FORM, [inputs(70)], [first, second]).results[0]
    assert result.decided == "plain"
    assert result.steps[-1].title == "复核：一般"
    assert "原定较差" in result.steps[-1].text


def test_nothing_decided_is_open() -> None:
    assert decision_in_force([]) is None
    assert grade_category(FORM, [inputs(70)]).results[0].steps[-1].code == "decision.open"


@pytest.mark.parametrize(
    ("changes", "errors", "warnings"),
    [
        ({"grade": "excellent"}, ["scoring.unknown_grade"], []),
        (
            {"grade": "good", "reason": "", "decided_by": " "},
            ["scoring.no_decider", "scoring.no_explanation"],
            [],
        ),
        ({"grade": "fair", "reason": ""}, ["scoring.differs_without_reason"], []),
        ({"grade": "fair"}, [], []),
    ],
)
def test_what_a_decision_lacks(changes: dict[str, str], errors: list[str], warnings: list[str]) -> None:
    category = grade_category(FORM, [inputs(95, f"o{n}" if n else "o") for n in range(5)])
    found = check_decision(FORM, replace(decision("o", "good"), **changes), category)  # type: ignore[arg-type]
    assert [f.code for f in found if f.severity is Severity.ERROR] == errors
    assert [f.code for f in found if f.severity is Severity.WARNING] == warnings


def test_deciding_against_a_clause_or_over_the_quota_is_asked() -> None:
    people = [inputs(95, f"o{n}") for n in range(5)] + [inputs(95, "low", rates=satisfied(1, 2))]
    category = grade_category(FORM, people, [decision("o0", "good")])
    found = check_decision(FORM, decision("low", "good"), category)
    assert [f.code for f in found] == ["scoring.against_clause", "scoring.over_quota"]
    assert all(f.severity is Severity.WARNING and f.where.clause for f in found)


# ---------------------------------------------------------------- branches follow their 总支


def follows(org: str, score: int, parent: str = "p", **changes: object) -> GradeInputs:
    return inputs(score, org, name=org, parent_id=parent, **changes)


def graded(result: CategoryResult) -> dict[str, str | None]:
    return {r.party_org_id: r.proposed for r in result.results}


def test_a_branch_takes_the_grade_of_its_general_branch_with_the_clause() -> None:
    made = grade_category(FORM, [inputs(85, "p", name="总支"), follows("a", 95), follows("b", 70)])
    assert graded(made) == {"p": "fair", "a": "fair", "b": "fair"}
    step = next(
        s for r in made.results if r.party_org_id == "a" for s in r.steps if s.code == "override.follows"
    )
    assert step.title == "总支所属支部：随总支评为较好"
    assert step.source is not None


def test_what_people_decided_of_the_general_branch_counts_before_its_proposal() -> None:
    decided = Decision(
        id="d",
        campaign_id="c",
        party_org_id="p",
        grade="plain",
        reason="",
        decided_by="党委",
        decided_on=date(2026, 10, 1),
    )
    made = grade_category(FORM, [follows("a", 95), inputs(85, "p", name="总支")], [decided])
    assert graded(made)["a"] == "plain"


def test_a_worse_clause_of_its_own_still_stands() -> None:
    held = (replace(CLEAR[0], holds=True), *CLEAR[1:])
    made = grade_category(FORM, [inputs(95, "p", name="总支"), follows("a", 95, facts=held)])
    assert graded(made)["a"] == "poor"


def test_without_a_grade_above_it_stays_open_and_its_own_score_counts() -> None:
    made = grade_category(FORM, [inputs(None, "p", name="总支", missing=3), follows("a", 85)])
    (one,) = [r for r in made.results if r.party_org_id == "a"]
    assert (one.proposed, one.pending) == ("fair", True)


@given(st.integers(0, 100), st.lists(st.integers(0, 100), max_size=6))
def test_a_ring_of_parents_ends(first: int, rest: list[int]) -> None:
    scores = [first, *rest]
    ring = [follows(str(n), score, str((n + 1) % len(scores))) for n, score in enumerate(scores)]
    assert len(grade_category(FORM, ring).results) == len(scores)
