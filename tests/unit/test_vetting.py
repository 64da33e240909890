"""四个不准: the dissatisfied rate at its boundaries, opinions, reviews, and what a verdict says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import Interval, RateBase, Validity
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.domain.vetting import (
    Answer,
    Candidate,
    Opinion,
    Result,
    check_opinion,
    check_start,
    compared,
    in_force,
    verdict,
)
from dangjian_desktop.kernel.texts import sentence

FORM = Catalog().vetting_form("four_no")
CANDIDATE = Candidate(
    id="k",
    campaign_id="c",
    person_id="p",
    community_id="q",
    sought_post="书记",
    form_code=FORM.code,
    form_edition=FORM.edition,
)
JUDGED = ("no_correction", "motive", "conditions")


def opinion(clause: str, answer: Answer = Answer.CLEAR, **changes: str) -> Opinion:
    made = Opinion(
        id=f"{clause}-1",
        candidate_id="k",
        clause_code=clause,
        answer=answer,
        basis="查阅档案",
        evidence="答复函",
        answered_by="组织部门",
        answered_on=date(2026, 10, 9),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


CLEAR = tuple(opinion(c) for c in JUDGED)


def dissatisfied(numerator: int, denominator: int) -> tuple[RateFigure, ...]:
    return (
        RateFigure(
            code="dissatisfied",
            name="不满意率",
            numerator=numerator,
            denominator=denominator,
            base=RateBase.VALID,
        ),
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "result", "talk"),
    [
        (0, 40, Result.PASSED, False),
        (299_999, 1_000_000, Result.PASSED, False),
        (3, 10, Result.PASSED, True),
        (12, 40, Result.PASSED, True),
        (4, 10, Result.PASSED, True),
        (1, 2, Result.PASSED, True),
        (20, 40, Result.PASSED, True),
        (500_001, 1_000_000, Result.FAILED, False),
        (21, 40, Result.FAILED, False),
        (40, 40, Result.FAILED, False),
    ],
)
def test_above_half_vetoes_and_three_to_five_tenths_ask_for_a_talk(
    numerator: int, denominator: int, result: Result, talk: bool
) -> None:
    made = verdict(FORM, CANDIDATE, CLEAR, dissatisfied(numerator, denominator))
    assert (made.result, made.admonition) == (result, talk)


@given(st.integers(0, 4402), st.integers(1, 4402))
def test_veto_and_talk_agree_with_the_fraction(unhappy: int, valid: int) -> None:
    share = Fraction(min(unhappy, valid), valid)
    made = verdict(FORM, CANDIDATE, CLEAR, dissatisfied(min(unhappy, valid), valid))
    assert (made.result is Result.FAILED) == (share > Fraction(1, 2))
    assert made.admonition == (Fraction(3, 10) <= share <= Fraction(1, 2))


@given(st.integers(1, 2200))
def test_exactly_half_and_three_tenths_of_any_number_are_talked_about(part: int) -> None:
    for tenths, more, talk in ((5, 0, True), (5, 1, False), (3, 0, True), (3, -1, False)):
        made = verdict(FORM, CANDIDATE, CLEAR, dissatisfied(tenths * part + more, 10 * part))
        assert (made.admonition, made.result is Result.FAILED) == (talk, more > 0)


def test_a_veto_gives_clause_source_and_arithmetic() -> None:
    made = verdict(FORM, CANDIDATE, CLEAR, dissatisfied(24, 40))
    (reason,) = made.deciding
    assert reason.clause == "dissatisfied_over_half"
    assert reason.source.article == "四个不准之二"
    assert reason.arithmetic == "24 ÷ 40 = 60.0%（有效票为分母），高于 50%"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 2), "正好 50%，本条含本数"),
        (Fraction(3, 10), "正好 30%，本条含本数"),
        (Fraction(4, 10), "在 30% 与 50% 之间"),
        (Fraction(1, 10), "低于 30%"),
        (Fraction(6, 10), "高于 50%"),
    ],
)
def test_the_boundary_is_said_in_words(share: Fraction, text: str) -> None:
    clause = FORM.clause("dissatisfied_third")
    assert clause is not None
    assert clause.rates is not None
    assert compared(share, clause.rates) == text


def test_an_excluded_boundary_is_said_too() -> None:
    assert (
        compared(Fraction(1, 2), Interval(low=Fraction(1, 2), low_included=False)) == "正好 50%，本条不含本数"
    )
    assert compared(Fraction(3, 5), Interval(low=Fraction(1, 2), low_included=False)) == "高于 50%"
    assert compared(Fraction(1, 5), Interval(high=Fraction(1, 2))) == "低于 50%"


def test_both_bounds_are_data_of_the_form() -> None:
    def strict(included: bool) -> Result:
        rates = Interval(low=Fraction(1, 2), low_included=included)
        clauses = tuple(
            replace(c, rates=rates) if c.code == "dissatisfied_over_half" else c for c in FORM.clauses
        )
        return verdict(replace(FORM, clauses=clauses), CANDIDATE, CLEAR, dissatisfied(1, 2)).result

    assert strict(included=False) is Result.PASSED
    assert strict(included=True) is Result.FAILED


def test_without_a_tally_a_serving_cadre_is_pending_and_a_newcomer_is_not() -> None:
    assert verdict(FORM, CANDIDATE, CLEAR, ()).result is Result.PENDING
    assert verdict(FORM, replace(CANDIDATE, serving=False), CLEAR, ()).result is Result.PASSED


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ((Answer.CLEAR, Answer.CLEAR, Answer.CLEAR), Result.PASSED),
        ((Answer.CLEAR, Answer.PROBLEM, Answer.CLEAR), Result.FAILED),
        ((Answer.CLEAR, Answer.CHECKING, Answer.CLEAR), Result.PENDING),
        ((Answer.CHECKING, Answer.PROBLEM, Answer.CLEAR), Result.FAILED),
    ],
)
def test_one_veto_is_enough_and_one_open_answer_waits(answers: tuple[Answer, ...], result: Result) -> None:
    given_answers = [opinion(c, a) for c, a in zip(JUDGED, answers, strict=True)]
    assert verdict(FORM, CANDIDATE, given_answers, dissatisfied(0, 40)).result is result


def test_an_unanswered_clause_waits_and_others_opinions_do_not_count() -> None:
    others = [replace(o, candidate_id="somebody") for o in CLEAR]
    made = verdict(FORM, CANDIDATE, [*others, *CLEAR[:2]], dissatisfied(0, 40))
    assert made.result is Result.PENDING
    assert [r.clause for r in made.deciding] == ["conditions"]


def test_several_departments_on_one_clause_the_worst_holds() -> None:
    second = opinion("conditions", Answer.PROBLEM, id="conditions-2", basis="有欠缴")
    made = verdict(FORM, CANDIDATE, [*CLEAR, second], dissatisfied(0, 40))
    assert made.result is Result.FAILED
    assert made.deciding[0].evidence == "有欠缴；答复函"


def test_a_review_is_a_second_answer_and_the_first_stays_visible() -> None:
    first = opinion("no_correction", Answer.PROBLEM)
    second = opinion("no_correction", Answer.CLEAR, id="r", review_of=first.id)
    given_answers = [first, second, *CLEAR[1:]]
    made = verdict(FORM, CANDIDATE, given_answers, dissatisfied(0, 40))
    reason = next(r for r in made.reasons if r.clause == "no_correction")
    assert made.result is Result.PASSED
    assert (reason.answer, reason.first_answer) == (Answer.CLEAR, Answer.PROBLEM)
    assert first in given_answers
    assert first not in in_force(given_answers)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        (opinion("motive"), []),
        (opinion("motive", Answer.CLEAR, basis="", evidence=""), []),
        (opinion("gone"), ["vetting.unknown_clause"]),
        (opinion("dissatisfied_third"), ["vetting.computed_clause"]),
        (
            opinion("motive", Answer.PROBLEM, basis="", evidence="", answered_by=""),
            ["vetting.no_basis", "vetting.no_evidence", "vetting.no_signer"],
        ),
        (opinion("motive", Answer.CHECKING, basis=" "), ["vetting.no_basis"]),
    ],
)
def test_what_stops_an_opinion(changed: Opinion, codes: list[str]) -> None:
    found = check_opinion(FORM, changed)
    assert [f.code for f in found] == codes
    assert all(sentence(f) for f in found)


@pytest.mark.parametrize(
    ("day", "stopped"),
    [
        (date(2013, 1, 1), True),
        (date(2014, 1, 1), False),
        (date(2014, 12, 31), False),
        (date(2015, 1, 1), True),
    ],
)
def test_a_form_outside_its_period_starts_nothing(day: date, stopped: bool) -> None:
    form = replace(FORM, validity=Validity(start=date(2014, 1, 1), end=date(2014, 12, 31)))
    found = check_start(form, day)
    assert bool(found) is stopped
    assert all("2014-12-31" in sentence(f) for f in found)
