"""干部考核 and 班子研判: exact scores from ballots, the quota of 优秀 with ties, decisions kept, closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.grade_bars import grade_bars
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.domain.papers import ListTable
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.appraisals import AppraisalBoard, AppraisalWish
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.appraised_township import COUNTS, SCORES, appraised, hold, hold_combined
from tests.services.assessed_township import CAMPAIGN, CLOCK, PEOPLE, TODAY, Township, township


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    appraised(found)
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


def test_a_count_that_is_not_whole_is_told_with_the_decision(office: Office, made: Township) -> None:
    with made.book.work("ballots.survey", "少录一张") as work:
        meeting = work.meetings.get("person-meeting-0")
        assert meeting is not None
        head = replace(meeting.heads[0], expected=21, present=21, issued=21, returned=21)
        work.meetings.put(replace(meeting, heads=(head,)))
        work.commit()
    row = cadres(office).row("person-0")
    assert row is not None
    assert not row.figures.complete
    done = office.grading.appraisals.decide(wish(0, "excellent"))
    assert [f.code for f in done.findings] == ["scoring.votes_open"]


def test_nobody_is_graded_without_ballots(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.appraisals.decide(wish(9, "competent"))
    assert [f.code for f in refused.value.findings] == ["scoring.not_tallied"]


def test_a_team_is_graded_the_same_way(office: Office) -> None:
    (row,) = office.grading.appraisals.board(CAMPAIGN, "team_grading").rows
    assert (row.name, row.proposed) == ("柏树下村", "好")
    assert row.sheet.total == Fraction(92)


def test_one_ballot_of_a_team_and_its_members_feeds_both_boards(tmp_path: Path) -> None:
    made = township(tmp_path)
    hold_combined(made)
    office = office_of(made.book, made.catalog, CLOCK)
    (team,) = office.grading.appraisals.board(CAMPAIGN, "team_grading").rows
    assert (team.name, team.ballots, team.valid, team.items) == ("柏树下村", "班子和成员测评", 10, 5)
    assert team.basis == "《班子和成员测评》有效票 10 张，每张 5 项相加"
    # 20 of 50 好, 30 of 50 好 or 较好, 10 of 50 差
    assert team.sheet.total == Fraction(2, 5) * 20 + Fraction(3, 5) * 20 + Fraction(4, 5) * 60
    assert "20 ÷ 50 = 40.0%（有效票为分母，5 项相加）" in team.sheet.lines[0].working
    persons = {row.name: row for row in cadres(office).rows}
    assert {name: row.sheet.total for name, row in persons.items()} == {PEOPLE[8]: 100, PEOPLE[9]: 60}
    assert [(row.valid, row.items) for row in persons.values()] == [(10, 3)] * 2
    (line,) = table(office, "team_results")
    assert line[2:11] == ["10", "20", "40.0%", "10", "20.0%", "10", "20.0%", "10", "20.0%"]
    assert line[-1] == "用《班子和成员测评》票，每张 5 项，各项的票相加"
    made.book.close()


def test_the_first_ballot_with_a_paper_counts_and_the_other_is_named(office: Office, made: Township) -> None:
    hold_combined(made)
    (row,) = office.grading.appraisals.board(CAMPAIGN, "team_grading").rows
    assert row.sheet.total == Fraction(92)
    assert row.basis == "《班子综合测评》有效票 20 张；另有《班子和成员测评》的票，没有计入"
    hold(made, "team-1", "team_appraisal", (), community_id="village-1")
    hold_combined(made, "combined-1", village=1)
    (row,) = (
        r for r in office.grading.appraisals.board(CAMPAIGN, "team_grading").rows if r.name == "青桥村"
    )
    assert row.basis == "《班子和成员测评》有效票 10 张，每张 5 项相加"


def test_closing_the_campaign_takes_the_grades_of_persons_along(office: Office, made: Township) -> None:
    office.grading.appraisals.decide(wish(0, "excellent"))
    office.grading.appraisals.decide(wish(0, "competent", "有信访件待查"))
    later = office_of(made.book, made.catalog, FixedClock(datetime(2040, 1, 5, 9, 0, tzinfo=UTC)))
    later.retention.close(CAMPAIGN, "保存期满")
    assert cadres(later).rows == ()
    with made.book.read() as view:
        assert view.appraisal_grades.count() == 0


def decided(office: Office) -> None:
    names = ((0, "excellent"), (1, "competent"), (6, "incompetent"))
    office.grading.appraisals.decide_all(CAMPAIGN, "cadre_grading", [wish(n, grade) for n, grade in names])


def test_the_decisions_of_a_session_are_one_step_all_or_none(office: Office) -> None:
    with pytest.raises(Rejected):
        office.grading.appraisals.decide_all(
            CAMPAIGN, "cadre_grading", [wish(0, "excellent"), wish(6, "incompetent", "")]
        )
    assert not any(row.decisions for row in cadres(office).rows)
    decided(office)
    assert sum(bool(row.decided) for row in cadres(office).rows) == 3
    office.upkeep.undo()
    assert not any(row.decisions for row in cadres(office).rows)


def test_the_bars_count_decided_and_proposed_against_the_line(office: Office) -> None:
    decided(office)
    board = cadres(office)
    best, *rest = grade_bars(board.form, board.result)
    assert (best.decided, best.proposed, best.tied, best.outside) == (1, 0, 1, 1)
    assert (best.count, best.limit, best.over) == (3, 2, 1)
    assert best.against == "名额 2，超 1"
    assert [(bar.name, bar.count) for bar in rest] == [("称职", 2), ("基本称职", 1), ("不称职", 1)]
    assert sum(bar.count for bar in (best, *rest)) == len(board.rows)


def table(office: Office, kind: str) -> list[list[str]]:
    paper = office.papers.draft(PaperWish(kind=kind, values={"issuer": "镇党委", "year": "2012"}))
    (part,) = paper.parts
    assert isinstance(part, ListTable)
    return [[cell.text for cell in row.cells] for row in part.table.body]


def test_the_table_of_results_has_votes_shares_score_and_decision(office: Office) -> None:
    decided(office)
    first, *_, last = table(office, "cadre_results")
    assert first[0] == "1"
    assert first[3:12] == ["20", "20", "100.0%", "0", "0.0%", "0", "0.0%", "0", "0.0%"]
    assert first[12:15] == ["100.0", "优秀", "优秀"]
    assert first[15].startswith("带头修路，群众公认（镇党委会议，")
    assert last[3:12] == ["20", "0", "0.0%", "0", "0.0%", "8", "40.0%", "12", "60.0%"]
    assert last[12:15] == ["24.0", "不称职", "不称职"]
    (team,) = table(office, "team_results")
    assert team[1:7] == ["柏树下村", "20", "12", "60.0%", "8", "40.0%"]
    assert team[11:14] == ["92.0", "好（名额外）", "—"]


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_tables_go_to_files(office: Office, tmp_path: Path, ending: str) -> None:
    for kind in ("cadre_results", "team_results"):
        path = office.papers.save(
            PaperWish(kind=kind, values={"issuer": "镇党委"}), tmp_path / f"{kind}.{ending}"
        )
        assert path.value.stat().st_size > 3000


def test_nobody_counted_makes_no_table(tmp_path: Path) -> None:
    made = township(tmp_path)
    with pytest.raises(Rejected) as refused:
        table(office_of(made.book, made.catalog, CLOCK), "cadre_results")
    assert [f.code for f in refused.value.findings] == ["papers.empty_list"]
    made.book.close()
