"""资格联审 over a real book: answers, computed clauses, talks, telling, reviews beside the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.domain.vetting import Answer, Result, TalkOutcome
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish, TellingWish
from dangjian_desktop.services.vetting_views import CandidateRow, Conclusion
from tests.services.assessed_township import CAMPAIGN, TODAY, Township, survey, township

JUDGED = ("no_correction", "motive", "conditions")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    yield found
    found.book.close()


def propose(made: Township, person: int, post: str = "主任") -> str:
    wish = CandidateWish(campaign_id=CAMPAIGN, person_id=f"person-{person}", sought_post=post)
    return made.vetting.add_candidate(wish).value.id


def opinion(
    candidate: str, clause: str, answer: Answer = Answer.CLEAR, by: str = "镇纪委 施承砚"
) -> OpinionWish:
    return OpinionWish(
        candidate_id=candidate,
        clause_code=clause,
        answer=answer,
        basis="" if answer is Answer.CLEAR else "占用集体土地，限期未改",
        evidence="" if answer is Answer.CLEAR else "责令改正通知书",
        answered_by=by,
        answered_on=TODAY,
    )


def all_clear(made: Township, candidate: str) -> CandidateRow:
    for clause in JUDGED:
        made.vetting.give_opinion(opinion(candidate, clause))
    return made.vetting.candidate(candidate)


def test_a_new_candidate_waits_for_every_clause_with_masked_data(made: Township) -> None:
    row = made.vetting.candidate(propose(made, 0))
    assert row.conclusion is Conclusion.PENDING
    assert (row.candidate.serving, row.community) == (True, "柏树下村")
    assert row.person.id_number == "9901**********1001"
    assert row.person.phone == "199****1000"
    assert row.person.posts == ("柏树下村 委员",)
    assert made.vetting.pending(CAMPAIGN) == 1


def test_the_dissatisfaction_clauses_are_answered_by_the_tally(made: Township) -> None:
    candidate = propose(made, 0)
    survey(made, 0, satisfied=19, dissatisfied=21, valid=40)
    row = all_clear(made, candidate)
    assert row.conclusion is Conclusion.FAILED
    (cell,) = row.deciding
    assert cell.clause.code == "dissatisfied_over_half"
    assert "21 ÷ 40 = 52.5%" in cell.reason.arithmetic
    assert cell.who == "测评结果（1 场）"
    assert str(cell.clause.source)


@pytest.mark.parametrize(
    ("dissatisfied", "valid", "conclusion", "talk"),
    [
        (20, 40, Conclusion.PENDING, True),  # exactly 50%: not over half, but within 30%–50%
        (12, 40, Conclusion.PENDING, True),  # exactly 30%
        (11, 40, Conclusion.PASSED, False),
        (21, 40, Conclusion.FAILED, False),
    ],
)
def test_the_boundaries_of_the_rates(
    made: Township, dissatisfied: int, valid: int, conclusion: Conclusion, talk: bool
) -> None:
    candidate = propose(made, 0)
    survey(made, 0, satisfied=0, dissatisfied=dissatisfied, valid=valid)
    row = all_clear(made, candidate)
    assert (row.conclusion, row.talk_due) == (conclusion, talk)


def test_a_talk_lets_the_candidate_stand_or_withdraw(made: Township) -> None:
    first, second = propose(made, 0), propose(made, 0, "副主任")
    survey(made, 0, satisfied=0, dissatisfied=14, valid=40)
    for candidate, outcome in ((first, TalkOutcome.PROMISED), (second, TalkOutcome.WITHDREW)):
        all_clear(made, candidate)
        made.vetting.record_talk(
            TalkWish(candidate_id=candidate, held_on=TODAY, held_by="镇党委书记", outcome=outcome)
        )
    assert made.vetting.candidate(first).conclusion is Conclusion.PASSED
    assert made.vetting.candidate(second).conclusion is Conclusion.WITHDRAWN


def test_clauses_for_serving_cadres_are_not_asked_of_others(made: Township) -> None:
    row = made.vetting.candidate(propose(made, 9))
    assert [cell.asked for cell in row.cells] == [False, False, False, True, True]
    for clause in ("motive", "conditions"):
        made.vetting.give_opinion(opinion(row.id, clause))
    assert made.vetting.candidate(row.id).conclusion is Conclusion.PASSED


def test_a_problem_needs_basis_evidence_and_signer(made: Township) -> None:
    candidate = propose(made, 0)
    bare = OpinionWish(candidate_id=candidate, clause_code="motive", answer=Answer.PROBLEM)
    with pytest.raises(Rejected) as refusal:
        made.vetting.give_opinion(bare)
    codes = {f.code for f in refusal.value.findings}
    assert codes == {"vetting.no_basis", "vetting.no_evidence", "vetting.no_signer"}
    later = replace(opinion(candidate, "motive"), answered_on=date(2012, 4, 22))
    with pytest.raises(Rejected) as refusal:
        made.vetting.give_opinion(later)
    assert [f.code for f in refusal.value.findings] == ["vetting.future_day"]


def test_a_computed_clause_takes_no_answer_by_hand(made: Township) -> None:
    with pytest.raises(Rejected) as refusal:
        made.vetting.give_opinion(opinion(propose(made, 0), "dissatisfied_over_half"))
    assert [f.code for f in refusal.value.findings] == ["vetting.computed_clause"]


def test_the_same_signer_settles_what_was_being_checked_others_count_beside(made: Township) -> None:
    candidate = propose(made, 0)
    made.vetting.give_opinion(opinion(candidate, "motive", Answer.CHECKING))
    made.vetting.give_opinion(opinion(candidate, "motive", Answer.PROBLEM, "镇组织办 巫青岚"))
    made.vetting.give_opinion(opinion(candidate, "motive", Answer.CLEAR))
    cell = made.vetting.candidate(candidate).cell("motive")
    assert cell is not None
    answers = [o.answer for o in cell.opinions]
    assert sorted(answers) == [Answer.CHECKING, Answer.CLEAR, Answer.PROBLEM]
    assert answers.index(Answer.CHECKING) < answers.index(Answer.CLEAR)
    assert {o.answer for o in cell.standing} == {Answer.PROBLEM, Answer.CLEAR}
    assert (cell.answer, cell.who) == (Answer.PROBLEM, "镇组织办 巫青岚")


def test_a_review_stands_beside_the_first_answer_and_both_tellings_stay(made: Township) -> None:
    candidate = propose(made, 0)
    survey(made, 0, satisfied=38, valid=40)
    all_clear(made, candidate)
    problem = made.vetting.give_opinion(
        opinion(candidate, "conditions", Answer.PROBLEM, "国土所 施承砚")
    ).value
    assert made.vetting.candidate(candidate).conclusion is Conclusion.FAILED
    told = made.vetting.tell(
        TellingWish(candidate_id=candidate, told_on=date(2012, 4, 19), told_by="经办人", way="本人签收")
    ).value
    assert (told.result, "任职条件" in told.clauses) == (Result.FAILED, True)
    assert made.vetting.candidate(candidate).review_until == date(2012, 4, 22)
    done = made.vetting.review(problem.id, opinion(candidate, "conditions", Answer.CLEAR, "镇换届领导小组"))
    assert done.findings == ()
    row = made.vetting.candidate(candidate)
    assert (row.conclusion, row.telling_due) == (Conclusion.PASSED, True)
    cell = row.cell("conditions")
    assert cell is not None
    assert cell.reason.first_answer is Answer.PROBLEM
    assert problem in cell.opinions
    made.vetting.tell(TellingWish(candidate_id=candidate, told_on=TODAY, told_by="经办人"))
    results = [t.result for t in made.vetting.candidate(candidate).tellings]
    assert results == [Result.FAILED, Result.PASSED]
    with pytest.raises(Rejected):
        made.vetting.review(problem.id, opinion(candidate, "conditions"))


def test_a_late_review_is_asked_about(made: Township) -> None:
    candidate = propose(made, 9)
    given = made.vetting.give_opinion(opinion(candidate, "conditions", Answer.PROBLEM)).value
    made.vetting.tell(TellingWish(candidate_id=candidate, told_on=date(2012, 4, 10), told_by="经办人"))
    done = made.vetting.review(given.id, opinion(candidate, "conditions"))
    assert [f.code for f in done.findings] == ["vetting.review_late"]


def test_nothing_can_be_told_before_there_is_a_result(made: Township) -> None:
    wish = TellingWish(candidate_id=propose(made, 0), told_on=TODAY, told_by="经办人")
    with pytest.raises(Rejected) as refusal:
        made.vetting.tell(wish)
    assert [f.code for f in refusal.value.findings] == ["vetting.nothing_to_tell"]


def test_a_form_that_is_not_valid_today_starts_no_vetting(made: Township, own_user_folder: Path) -> None:
    text = Path("forms/vetting/four_no/2013.toml").read_text("utf-8")
    place = own_user_folder / "forms" / "vetting" / "old_no"
    place.mkdir(parents=True)
    old = text.replace('code = "four_no"', 'code = "old_no"').replace(
        "valid_from = 2012-01-01", "valid_from = 2008-01-01\nvalid_to = 2011-12-31"
    ).replace('edition = "2013"', 'edition = "2008"')  # fmt: skip
    (place / "2008.toml").write_text(old, "utf-8")
    made.catalog.reload()
    wish = CandidateWish(
        campaign_id=CAMPAIGN,
        person_id="person-0",
        sought_post="主任",
        form_code="old_no",
        form_edition="2008",
    )
    with pytest.raises(Rejected) as refusal:
        made.vetting.add_candidate(wish)
    assert [f.code for f in refusal.value.findings] == ["vetting.form_not_valid"]


def test_nobody_is_proposed_twice_for_a_post_or_without_one(made: Township) -> None:
    propose(made, 0)
    with pytest.raises(Rejected) as refusal:
        propose(made, 0)
    assert [f.code for f in refusal.value.findings] == ["vetting.candidate_twice"]
    with pytest.raises(Rejected) as refusal:
        propose(made, 1, " ")
    assert [f.code for f in refusal.value.findings] == ["vetting.no_post"]


def test_the_board_counts_answers_by_clause_and_names_who_waits(made: Township) -> None:
    survey(made, 0, satisfied=19, dissatisfied=21, valid=40)
    for person in range(3):
        propose(made, person)
    made.vetting.give_opinion(opinion(made.vetting.vetting_list(CAMPAIGN).rows[0].id, "motive"))
    found = made.vetting.vetting_list(CAMPAIGN)
    (board,) = found.boards
    counts = {column.clause.code: (column.answered, column.asked) for column in board.columns}
    assert counts["motive"] == (1, 3)
    assert counts["dissatisfied_over_half"] == (1, 3)
    assert found.count(Conclusion.FAILED) == 1
    assert [f.code for f in found.findings] == ["vetting.untold"]


def test_who_may_be_proposed_is_read_from_the_roster(made: Township) -> None:
    choices = {choice.id: choice for choice in made.vetting.choices()}
    assert (choices["person-0"].serving, choices["person-0"].community_id) == (True, "village-0")
    assert (choices["person-9"].serving, choices["person-9"].posts) == (False, "")
