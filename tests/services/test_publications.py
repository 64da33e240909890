"""公示 over a real book: kept as put up, objections answered in time, 复核 beside the first result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.publication_views import ObjectionState, PublicationState
from dangjian_desktop.services.publications import AnswerWish, ObjectionWish
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.working_days import due_after, period, working_days
from tests.services.assessed_township import CAMPAIGN, TODAY, Township, assessed, township

NOTICE = PaperWish(
    kind="grading_notice",
    values={"issuer": "中共栖梧镇委员会", "office": "镇组织人事办", "telephone": "0990-0000000"},
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    assessed(found)
    yield found
    found.book.close()


@pytest.fixture
def office(made: Township) -> Office:
    opened = office_of(made.book, made.catalog, FixedClock(datetime(2012, 4, 21, 10, 18, tzinfo=UTC)))
    opened.scoring.decide_all(CAMPAIGN, [decided(0, "good"), decided(1, "good"), decided(2, "fair")])
    return opened


def decided(org: int, grade: str, reason: str = "综合研究") -> GradeWish:
    return GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id=f"org-{org}",
        grade=grade,
        reason=reason,
        decided_by="镇党委会议",
        decided_on=TODAY,
    )


def objected(publication_id: str, org: int = 2, on: date = TODAY, by: str = "") -> ObjectionWish:
    return ObjectionWish(
        publication_id=publication_id,
        party_org_id=f"org-{org}",
        content="活动场所没有建成",
        raised_on=on,
        raised_by=by,
    )


def codes(refused: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [f.code for f in refused.value.findings]


def test_holidays_and_worked_weekends_count_as_the_state_council_put_them() -> None:
    # 2026-02-14 (Saturday) is worked, 02-15 … 02-23 is Spring Festival
    assert period(date(2026, 2, 13), 3).end == date(2026, 2, 24)
    assert working_days(date(2026, 2, 13), date(2026, 2, 24)).days == 3
    assert not period(date(2026, 2, 13), 3).remark


def test_a_year_whose_calendar_is_not_known_counts_weekends_only_and_says_so() -> None:
    span = period(date(2031, 1, 1), 5)
    assert span.end == date(2031, 1, 7)
    assert "2031年" in span.remark


def test_an_answer_is_due_so_many_working_days_after_the_day_itself() -> None:
    assert due_after(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_a_list_is_kept_as_it_was_put_up(office: Office) -> None:
    row = office.grading.publications.publish(CAMPAIGN, date(2012, 4, 23), 5).value
    # 2012-04-28 is worked for 05-01, so Monday to Friday it is all the same
    assert row.publication.end == date(2012, 4, 27)
    assert row.state is PublicationState.COMING
    assert [line.grade.grade for line in row.lines] == ["好", "好", "较好"]
    office.scoring.decide(decided(2, "plain", "举报属实"))
    (kept,) = office.grading.publications.board(CAMPAIGN).publications
    assert [(line.grade.grade, line.reviewed) for line in kept.lines] == [
        ("好", ""),
        ("好", ""),
        ("较好", "一般"),
    ]


def test_another_name_or_kind_of_an_organisation_changes_no_list_put_up(
    office: Office, made: Township
) -> None:
    lines = office.grading.publications.publish(CAMPAIGN, date(2012, 4, 23), 5).value.lines
    paper = str(office.papers.draft(NOTICE))
    with made.book.work("roster.edit", "更名") as work:
        org = work.party_orgs.get("org-2")
        assert org is not None
        work.party_orgs.put(replace(org, name="青石村党委", category=OrgCategory.COMMUNITY))
        work.commit()
    (kept,) = office.grading.publications.board(CAMPAIGN).publications
    assert [line.grade for line in kept.lines] == [line.grade for line in lines]
    assert str(office.papers.draft(NOTICE)) == paper


def test_nothing_decided_is_nothing_to_put_up(made: Township) -> None:
    office = office_of(made.book, made.catalog, made.scoring._clock)
    with pytest.raises(Rejected) as refused:
        office.grading.publications.publish(CAMPAIGN, TODAY, 5)
    assert codes(refused) == ["publications.nothing_decided"]
    with pytest.raises(Rejected) as refused:
        office.grading.publications.publish(CAMPAIGN, TODAY, 0)
    assert codes(refused) == ["publications.no_days"]


def test_an_objection_goes_from_raised_to_looked_into_to_reviewed(office: Office) -> None:
    held = office.grading.publications.publish(CAMPAIGN, TODAY, 5).value.publication
    raised = office.grading.publications.object(objected(held.id)).value
    assert raised.raised_by == "未署名"
    assert raised.objection.due == due_after(TODAY, 5)
    assert [one.name for one in office.grading.publications.to_answer(CAMPAIGN)] == ["梅岭村党总支"]

    key = raised.objection.id
    wish = AnswerWish(
        objection_id=key,
        answer="核实属实，改定为一般",
        answered_by="镇组织人事办",
        answered_on=TODAY,
        review=decided(2, "plain", "场所未建成"),
    )
    with pytest.raises(Rejected) as refused:
        office.grading.publications.answer(wish)
    assert codes(refused) == ["publications.not_investigated"]
    office.grading.publications.investigate(key, "到村查看，场所在建", "工作组")
    done = office.grading.publications.answer(wish).value
    assert done.state is ObjectionState.REVIEWED
    assert (done.grade, done.review_grade) == ("较好", "一般")
    assert office.grading.publications.to_answer(CAMPAIGN) == ()

    row = office.scoring.rating_list(CAMPAIGN).row("org-2")
    assert row is not None
    assert [d.grade for d in row.decisions] == ["fair", "plain"]
    with pytest.raises(Rejected) as refused:
        office.grading.publications.investigate(key, "再查", "工作组")
    assert codes(refused) == ["publications.answered"]


def test_answer_and_review_are_one_step_taken_back_together(office: Office) -> None:
    held = office.grading.publications.publish(CAMPAIGN, TODAY, 5).value.publication
    key = office.grading.publications.object(objected(held.id, by="何某")).value.objection.id
    office.grading.publications.investigate(key, "到村查看", "工作组")
    review = decided(2, "plain", "场所未建成")
    office.grading.publications.answer(
        AnswerWish(objection_id=key, answer="属实", answered_by="镇", answered_on=TODAY, review=review)
    )
    office.upkeep.undo()
    (again,) = office.grading.publications.board(CAMPAIGN).objections
    assert again.state is ObjectionState.INVESTIGATED
    row = office.scoring.rating_list(CAMPAIGN).row("org-2")
    assert row is not None
    assert row.decided == "较好"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": " "}, "publications.no_content"),
        ({"party_org_id": "org-9"}, "publications.not_listed"),
        ({"raised_on": date(2012, 4, 20)}, "publications.before_start"),
        ({"raised_on": date(2012, 5, 20)}, "publications.future_day"),
    ],
)
def test_what_an_objection_lacks_is_said(office: Office, change: dict[str, object], code: str) -> None:
    held = office.grading.publications.publish(CAMPAIGN, TODAY, 5).value.publication
    wish = {**{n: getattr(objected(held.id), n) for n in ObjectionWish.__slots__}, **change}
    with pytest.raises(Rejected) as refused:
        office.grading.publications.object(ObjectionWish(**wish))
    assert codes(refused) == [code]


def test_a_list_taken_down_stays_on_record_and_takes_no_objection(office: Office) -> None:
    held = office.grading.publications.publish(CAMPAIGN, TODAY, 5).value.publication
    with pytest.raises(Rejected):
        office.grading.publications.withdraw(held.id, " ")
    row = office.grading.publications.withdraw(held.id, "名单有误").value
    assert row.state is PublicationState.WITHDRAWN
    assert len(row.lines) == 3
    with pytest.raises(Rejected) as refused:
        office.grading.publications.object(objected(held.id))
    assert codes(refused) == ["publications.is_withdrawn"]
    assert office.grading.publications.standing(CAMPAIGN) is None


def test_the_paper_is_made_from_what_was_put_up(office: Office) -> None:
    office.grading.publications.publish(CAMPAIGN, date(2012, 4, 23), 5)
    assert office.papers.fields("grading_notice")["end"] == "2012-04-27"
    words = str(office.papers.draft(NOTICE))
    assert "共5个工作日" in words
    assert "公示等次" not in words
    office.scoring.decide(decided(2, "plain", "举报属实"))
    words = str(office.papers.draft(NOTICE))
    assert "公示等次" in words
    assert "复核等次" in words
    other = PaperWish(kind="grading_notice", values={**(NOTICE.values or {}), "start": "2012-04-20"})
    with pytest.raises(Rejected) as refused:
        office.papers.draft(other)
    assert codes(refused) == ["papers.period_not_put_up"]


def test_home_names_the_objections_that_wait(office: Office) -> None:
    held = office.grading.publications.publish(CAMPAIGN, TODAY, 5).value.publication
    office.grading.publications.object(objected(held.id))
    (line,) = [w for w in office.home.dashboard().waiting if w.title == "异议待答复"]
    assert (line.count, line.tab) == (1, "scoring")
    assert "2012-04-" in line.note
