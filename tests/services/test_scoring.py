"""评分定级 over a real book: points, survey, quota line with ties, decisions that keep the earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.kernel.changes import Topic
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import ClauseAnswer, PointsEdit, RatingCategory
from tests.services.assessed_township import CAMPAIGN, TODAY, Township, assessed, points, survey, township


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    yield found
    found.book.close()


def only_category(made: Township) -> RatingCategory:
    (category,) = made.scoring.rating_list(CAMPAIGN).categories
    return category


def wish(org: int, grade: str, reason: str = "综合研究", on: date = TODAY) -> GradeWish:
    return GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id=f"org-{org}",
        grade=grade,
        reason=reason,
        decided_by="镇党委会议",
        decided_on=on,
    )


def test_nothing_scored_gives_rows_without_rank_and_says_what_is_missing(made: Township) -> None:
    category = only_category(made)
    assert len(category.rows) == 12
    assert {row.rank for row in category.rows} == {None}
    assert {row.satisfaction for row in category.rows} == {None}
    assert [f.code for f in category.findings] == ["scoring.no_survey"]
    assert "不按 0 计" in sentence(category.findings[0])


def test_a_missing_survey_leaves_the_score_open_and_never_counts_as_zero(made: Township) -> None:
    points(made, 0, Fraction(4))
    row = only_category(made).row("org-0")
    assert row is not None
    assert row.score is None
    assert row.satisfaction is None
    assert row.sheet.so_far == 86
    survey(made, 0, satisfied=38, valid=40)
    row = only_category(made).row("org-0")
    assert row is not None
    assert row.satisfaction is not None
    assert row.satisfaction.share == Fraction(19, 20)
    assert row.score == 86 + Fraction(19, 2)


def test_the_list_is_ranked_with_the_quota_line_and_ties_on_both_sides(made: Township) -> None:
    assessed(made)
    category = only_category(made)
    assert [row.rank for row in category.rows] == [1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    quota = category.quotas[0]
    assert (quota.total, quota.limit) == (12, 2)
    assert quota.arithmetic == "12 × 20% = 2.4，取 2 个"
    assert set(quota.tied) == {"org-1", "org-2"}
    standing = {row.org.id: row.result.standing for row in category.rows}
    assert standing["org-0"] is Standing.WITHIN
    assert standing["org-1"] is standing["org-2"] is Standing.TIED
    barred = category.row("org-3")
    assert barred is not None
    assert (barred.by_score, barred.proposed, barred.result.standing) == ("好", "一般", None)
    assert any("31 ÷ 35 = 88.6%" in step.text and step.source for step in barred.steps)


def test_every_row_says_why_with_a_clause_for_each_step(made: Township) -> None:
    assessed(made)
    for row in only_category(made).rows:
        assert all(step.title and step.text for step in row.steps)
        assert all(step.source is not None for step in row.steps)


def test_points_outside_the_indicator_are_refused_and_nothing_is_written(made: Township) -> None:
    first, second = made.form.indicators[:2]
    edits = [
        PointsEdit(indicator=first.code, points=first.max_points),
        PointsEdit(indicator=second.code, points=second.max_points + 1),
    ]
    with pytest.raises(Rejected) as refusal:
        made.scoring.record_points(CAMPAIGN, "org-0", edits)
    assert [f.code for f in refusal.value.findings] == ["scoring.points_out_of_range"]
    assert made.scoring.sheet(CAMPAIGN, "org-0").assessed.so_far == 0


def test_a_deduction_without_reason_blocks_the_decision_until_it_is_given(made: Township) -> None:
    assessed(made)
    indicator = made.form.indicators[0]
    done = made.scoring.record_points(
        CAMPAIGN, "org-4", [PointsEdit(indicator=indicator.code, points=indicator.max_points - 1)]
    )
    assert done.changes.touches(Topic.SCORES, Topic.RATINGS)
    assert [f.code for f in done.value.assessed.findings] == ["scoring.no_reason"]
    told = next(f for f in only_category(made).findings if f.code == "scoring.unexplained")
    assert told.fact("names")
    with pytest.raises(Rejected) as refusal:
        made.scoring.decide(wish(4, "fair"))
    assert [f.code for f in refusal.value.findings] == ["scoring.reasons_missing"]
    made.scoring.record_points(
        CAMPAIGN,
        "org-4",
        [PointsEdit(indicator=indicator.code, points=indicator.max_points - 1, reason="缺一职")],
    )
    assert made.scoring.decide(wish(4, "fair")).value.grade == "fair"


def test_points_can_be_taken_back(made: Township) -> None:
    indicator = made.form.indicators[0]
    edit = PointsEdit(indicator=indicator.code, points=indicator.max_points)
    assert made.scoring.record_points(CAMPAIGN, "org-0", [edit]).value.assessed.so_far == 8
    gone = PointsEdit(indicator=indicator.code, points=None)
    assert made.scoring.record_points(CAMPAIGN, "org-0", [gone]).value.assessed.so_far == 0


def test_the_newest_decision_counts_and_the_older_one_stays(made: Township) -> None:
    assessed(made)
    first = made.scoring.decide(wish(1, "good", "书记带头作用突出")).value
    second = made.scoring.decide(wish(1, "fair", "复核后调整")).value
    row = only_category(made).row("org-1")
    assert row is not None
    assert second.review_of == first.id
    assert [d.id for d in row.decisions] == [first.id, second.id]
    assert (row.decided, row.decision) == ("较好", second)
    assert row.steps[-1].title == "复核：较好"
    assert "原定好" in row.steps[-1].text


def test_a_decision_needs_reason_author_and_a_day_that_has_come(made: Township) -> None:
    assessed(made)
    with pytest.raises(Rejected) as refusal:
        made.scoring.decide(
            GradeWish(
                campaign_id=CAMPAIGN,
                party_org_id="org-11",
                grade="poor",
                reason=" ",
                decided_by="",
                decided_on=date(2012, 5, 1),
            )
        )
    codes = {f.code for f in refusal.value.findings}
    assert codes == {"scoring.no_decider", "scoring.no_explanation", "scoring.future_day"}


def test_a_decision_before_every_clause_is_answered_is_recorded_and_says_which(made: Township) -> None:
    assessed(made)
    clause = next(o for o in made.form.overrides if o.basis.value == "answered")
    made.scoring.answer_clauses(
        CAMPAIGN, [ClauseAnswer(party_org_id="org-0", clause=clause.code, holds=None)]
    )
    decided = made.scoring.decide(wish(0, "good"))
    assert [f.code for f in decided.findings] == ["scoring.clauses_open"]
    assert dict(decided.findings[0].facts)["texts"] == clause.text


def test_more_good_ones_than_the_quota_is_asked_not_forbidden(made: Township) -> None:
    assessed(made)
    for org in (0, 1):
        assert made.scoring.decide(wish(org, "good")).findings == ()
    over = made.scoring.decide(wish(2, "good"))
    assert [f.code for f in over.findings] == ["scoring.over_quota"]


def test_a_clause_that_holds_needs_evidence_and_then_proposes_its_grade(made: Township) -> None:
    assessed(made)
    clause = next(o for o in made.form.overrides if o.basis.value == "answered")
    bare = ClauseAnswer(party_org_id="org-0", clause=clause.code, holds=True)
    with pytest.raises(Rejected) as refusal:
        made.scoring.answer_clauses(CAMPAIGN, [bare])
    assert [f.code for f in refusal.value.findings] == ["scoring.no_evidence"]
    made.scoring.answer_clauses(
        CAMPAIGN,
        [
            ClauseAnswer(
                party_org_id="org-0", clause=clause.code, holds=True, evidence="镇综治办通报〔2012〕3号"
            )
        ],
    )
    row = only_category(made).row("org-0")
    assert row is not None
    assert (row.by_score, row.proposed) == ("好", "较差")
    assert any("镇综治办通报" in step.text for step in row.steps)


def test_the_summary_adds_up_and_says_what_rests_on_proposals(made: Township) -> None:
    assessed(made)
    made.scoring.decide(wish(0, "good"))
    summary = made.scoring.summary(CAMPAIGN)
    assert summary.grades == ("好", "较好", "一般", "较差")
    assert summary.total.total == 12 == sum(summary.total.counts)
    assert summary.total.undecided == 11
    assert made.scoring.undecided(CAMPAIGN) == 11


def test_a_campaign_keeps_the_edition_it_began_with(made: Township) -> None:
    points(made, 0, Fraction(0))
    with made.book.read() as view:
        kept = view.settings.value(f"scoring.form.{CAMPAIGN}.rural")
    assert kept == f"five_good_rural/{made.form.edition}"


def test_an_unknown_campaign_is_refused(made: Township) -> None:
    with pytest.raises(Rejected):
        made.scoring.rating_list("nowhere")
