"""干部考核 and 班子研判: exact scores from ballots, the quota of 优秀 with ties, decisions kept, closing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Headcount, Meeting
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.appraisals import AppraisalBoard, AppraisalWish
from dangjian_desktop.services.office import Office
from tests.services.assessed_township import CAMPAIGN, CLOCK, TODAY, Township, township

# of twenty ballots each: 优秀, 称职, 基本称职, 不称职
COUNTS = (
    (20, 0, 0, 0),
    (18, 2, 0, 0),
    (18, 2, 0, 0),
    (10, 10, 0, 0),
    (0, 20, 0, 0),
    (0, 0, 20, 0),
    (0, 0, 8, 12),
)
SCORES = (100, 98, 98, 90, 80, 60, 24)


def hold(made: Township, key: str, form_code: str, counts: tuple[int, ...], **subject: str) -> None:
    form = made.catalog.ballot_form(form_code)
    valid = sum(counts)
    group = form.groups[0].code
    head = Headcount(group=group, expected=valid, present=valid, issued=valid, returned=valid)
    meeting = Meeting(
        id=key,
        campaign_id=CAMPAIGN,
        form_code=form.code,
        form_edition=form.edition,
        title=f"{key}测评会",
        held_on=date(2012, 4, 16),
        heads=(head,),
        **subject,  # type: ignore[arg-type]
    )
    marks = [option for option, count in enumerate(counts) for _ in range(count)]
    papers = [
        Ballot(
            meeting_id=key,
            entry=1,
            number=n,
            group=group,
            status=BallotStatus.VALID,
            marks=(mark,) * len(form.items),
        )
        for n, mark in enumerate(marks, 1)
    ]
    with made.book.work("ballots.survey", "测评票") as work:
        work.meetings.add(meeting)
        work.ballots.add_all(papers)
        work.commit()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    for n, counts in enumerate(COUNTS):
        hold(found, f"person-meeting-{n}", "cadre_appraisal", counts, person_id=f"person-{n}")
    hold(found, "team-0", "team_appraisal", (12, 8, 0, 0), community_id="village-0")
    yield found
    found.book.close()


@pytest.fixture
def office(made: Township) -> Office:
    return office_of(made.book, made.catalog, CLOCK)


def cadres(office: Office) -> AppraisalBoard:
    return office.grading.appraisals.board(CAMPAIGN, "cadre_grading")


def wish(person: int, grade: str, reason: str = "带头修路，群众公认") -> AppraisalWish:
    return AppraisalWish(
        campaign_id=CAMPAIGN,
        form_code="cadre_grading",
        subject=f"person-{person}",
        grade=grade,
        reason=reason,
        decided_by="镇党委会议",
        decided_on=TODAY,
    )


def test_the_score_is_the_exact_mean_of_the_weights(office: Office) -> None:
    rows = {row.subject: row for row in cadres(office).rows}
    assert [rows[f"person-{n}"].sheet.total for n in range(len(COUNTS))] == [Fraction(s) for s in SCORES]
    assert [rows[f"person-{n}"].proposed for n in range(len(COUNTS))] == [
        "优秀", "优秀", "优秀", "优秀", "称职", "基本称职", "不称职",
    ]  # fmt: skip


def test_the_quota_of_excellent_is_a_line_with_ties_and_changes_nothing(office: Office) -> None:
    board = cadres(office)
    (quota,) = board.quotas
    assert quota.arithmetic == "7 × 30% = 2.1，取 2 个"
    standing = {row.subject: row.result.standing for row in board.rows}
    assert standing["person-0"] is Standing.WITHIN
    assert standing["person-1"] is standing["person-2"] is Standing.TIED
    assert standing["person-3"] is Standing.OUTSIDE
    assert standing["person-4"] is None


def test_what_was_decided_stays_and_excellent_needs_a_statement(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.appraisals.decide(wish(0, "excellent", " "))
    assert [f.code for f in refused.value.findings] == ["scoring.no_explanation"]
    office.grading.appraisals.decide(wish(0, "excellent"))
    office.grading.appraisals.decide(wish(0, "competent", "有信访件待查"))
    row = cadres(office).row("person-0")
    assert row is not None
    assert [d.grade for d in row.decisions] == ["excellent", "competent"]
    assert row.decided == "称职"
    office.upkeep.undo()
    row = cadres(office).row("person-0")
    assert row is not None
    assert row.decided == "优秀"


def test_nobody_is_graded_without_ballots(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.appraisals.decide(wish(9, "competent"))
    assert [f.code for f in refused.value.findings] == ["scoring.not_tallied"]


def test_a_team_is_graded_the_same_way(office: Office) -> None:
    (row,) = office.grading.appraisals.board(CAMPAIGN, "team_grading").rows
    assert (row.name, row.proposed) == ("柏树下村", "好")
    assert row.sheet.total == Fraction(92)


def test_closing_the_campaign_takes_the_grades_of_persons_along(office: Office, made: Township) -> None:
    office.grading.appraisals.decide(wish(0, "excellent"))
    office.grading.appraisals.decide(wish(0, "competent", "有信访件待查"))
    later = office_of(made.book, made.catalog, FixedClock(datetime(2040, 1, 5, 9, 0, tzinfo=UTC)))
    later.retention.close(CAMPAIGN, "保存期满")
    assert cadres(later).rows == ()
    with made.book.read() as view:
        assert view.appraisal_grades.count() == 0
