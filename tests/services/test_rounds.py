"""Rounds of rating and 整改 over a real book: a closed round stays, matters are struck off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.rounds import Move
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import PointsEdit
from tests.services.assessed_township import CAMPAIGN, CLOCK, TODAY, Township, assessed, township


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    assessed(found)
    yield found
    found.book.close()


@pytest.fixture
def office(made: Township) -> Office:
    return office_of(made.book, made.catalog, CLOCK)


def decide(office: Office, org: int, grade: str) -> None:
    wish = GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id=f"org-{org}",
        grade=grade,
        reason="综合研究",
        decided_by="镇党委会议",
        decided_on=TODAY,
    )
    office.scoring.decide(wish)


def codes(refused: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [f.code for f in refused.value.findings]


# ---------------------------------------------------------------- rounds


def test_a_new_round_begins_with_the_points_and_without_decisions(office: Office) -> None:
    decide(office, 0, "good")
    before = office.scoring.rating_list(CAMPAIGN)
    office.grading.rounds.begin(CAMPAIGN, "回头看")
    after = office.scoring.rating_list(CAMPAIGN)
    assert (after.round_no, after.round_name) == (2, "回头看")
    assert [r.score for c in after.categories for r in c.rows] == [
        r.score for c in before.categories for r in c.rows
    ]
    assert not any(r.decided for c in after.categories for r in c.rows)


def test_a_closed_round_stays_as_it_was(office: Office) -> None:
    decide(office, 0, "good")
    office.grading.rounds.begin(CAMPAIGN, "回头看")
    _, kept = office.grading.rounds.results(CAMPAIGN, 1)
    edit = PointsEdit(indicator="leadership_team", points=Fraction(2), reason="缺两职")
    office.scoring.record_points(CAMPAIGN, "org-0", (edit,))
    decide(office, 0, "plain")
    assert office.grading.rounds.results(CAMPAIGN, 1)[1] == kept
    assert kept[0].grade == "好"
    assert kept[0].decided


def test_without_carrying_nothing_is_scored_yet(office: Office) -> None:
    office.grading.rounds.begin(CAMPAIGN, "晋位升级", carry=False)
    rows = office.scoring.rating_list(CAMPAIGN).categories[0].rows
    assert {r.score for r in rows} == {None}


def test_two_rounds_say_who_rose_who_fell_and_why(office: Office) -> None:
    for org, grade in ((0, "good"), (1, "fair"), (2, "fair")):
        decide(office, org, grade)
    office.grading.rounds.begin(CAMPAIGN, "回头看")
    edit = PointsEdit(indicator="leadership_team", points=Fraction(2), reason="缺两职")
    office.scoring.record_points(CAMPAIGN, "org-0", (edit,))
    for org, grade in ((0, "plain"), (1, "good"), (2, "fair")):
        decide(office, org, grade)
    told = office.grading.rounds.compare(CAMPAIGN, 1, 2)
    lines = {line.party_org_id: line for line in told.lines}
    assert [lines[f"org-{n}"].move for n in range(3)] == [Move.FELL, Move.ROSE, Move.SAME]
    assert "班子配齐、分工清楚" in lines["org-0"].why
    assert "→ 2" in lines["org-0"].why
    assert told.count(Move.ROSE) == 1


def test_a_rate_of_the_round_before_is_named_as_such(office: Office) -> None:
    office.grading.rounds.begin(CAMPAIGN, "回头看")
    found = office.scoring.rating_list(CAMPAIGN).findings
    assert "rounds.not_surveyed" in [f.code for f in found]


@pytest.mark.parametrize(("name", "code"), [(" ", "rounds.no_name"), ("首次定级", "rounds.name_taken")])
def test_a_round_has_a_name_of_its_own(office: Office, name: str, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.rounds.begin(CAMPAIGN, name)
    assert codes(refused) == [code]


def test_a_round_in_which_nobody_is_rated_is_not_closed(tmp_path: Path) -> None:
    found = township(tmp_path)
    office = office_of(found.book, found.catalog, CLOCK)
    with pytest.raises(Rejected) as refused:
        office.grading.rounds.begin(CAMPAIGN, "回头看")
    assert codes(refused) == ["rounds.nothing_rated"]
    with pytest.raises(Rejected) as refused:
        office.grading.rounds.results(CAMPAIGN, 7)
    assert codes(refused) == ["rounds.unknown"]
    found.book.close()


def test_beginning_a_round_is_one_step_taken_back_whole(office: Office) -> None:
    office.grading.rounds.begin(CAMPAIGN, "回头看")
    office.upkeep.undo()
    assert [r.name for r in office.grading.rounds.rounds(CAMPAIGN)] == ["首次定级"]
    assert office.scoring.rating_list(CAMPAIGN).round_no == 1


# ---------------------------------------------------------------- 整改


def matter(**changes: object) -> Rectification:
    made = Rectification(
        id="", campaign_id=CAMPAIGN, party_org_id="org-4", round_no=1, order=0, matter="活动场所没有建成"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_what_points_were_lost_for_is_proposed_once(office: Office) -> None:
    row = office.scoring.rating_list(CAMPAIGN).row("org-4")
    assert row is not None
    reasons = {line.reason for line in row.sheet.lines if line.reason}
    assert reasons
    assert office.grading.rectifying.propose(CAMPAIGN, "org-4").value == len(reasons)
    again = office.grading.rectifying.propose(CAMPAIGN, "org-4")
    assert again.value == 0
    assert [f.code for f in again.findings] == ["rectifying.all_taken"]


def test_a_matter_is_struck_off_with_signer_and_evidence(office: Office) -> None:
    item = office.grading.rectifying.save(
        matter(measures="十月底前建成", owner="村书记", due=date(2012, 4, 1))
    ).value
    ledger = office.grading.rectifying.ledger(CAMPAIGN)
    assert [r.late for r in ledger.rows] == [True]
    with pytest.raises(Rejected) as refused:
        office.grading.rectifying.save(replace(item, state=TaskState.DONE))
    assert codes(refused) == ["rectifying.no_signer", "rectifying.no_evidence"]
    office.grading.rectifying.save(
        replace(item, state=TaskState.DONE, signer="包村干部", evidence="照片三张", done_on=TODAY)
    )
    ledger = office.grading.rectifying.ledger(CAMPAIGN)
    assert (ledger.done, ledger.late) == (1, ())


def test_a_matter_needs_words_and_an_organisation(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.rectifying.save(matter(matter=" "))
    assert codes(refused) == ["rectifying.no_matter"]
    with pytest.raises(Rejected) as refused:
        office.grading.rectifying.save(matter(party_org_id="nobody"))
    assert codes(refused) == ["rectifying.no_org"]


def test_a_matter_taken_off_comes_back_with_undo(office: Office) -> None:
    item = office.grading.rectifying.save(matter()).value
    office.grading.rectifying.remove(item.id)
    assert office.grading.rectifying.ledger(CAMPAIGN).rows == ()
    office.upkeep.undo()
    assert [r.item.matter for r in office.grading.rectifying.ledger(CAMPAIGN).rows] == ["活动场所没有建成"]


def test_a_round_is_closed_as_of_a_day_that_has_come(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.rounds.begin(CAMPAIGN, "回头看", on=TODAY + timedelta(days=1))
    assert codes(refused) == ["rounds.future_day"]
    made = office.grading.rounds.begin(CAMPAIGN, "回头看", on=date(2012, 3, 31)).value
    assert made.opened_on == date(2012, 3, 31)
    assert office.grading.rounds.rounds(CAMPAIGN)[0].closed_on == date(2012, 3, 31)
    with pytest.raises(Rejected) as refused:
        office.grading.rounds.begin(CAMPAIGN, "晋位升级", on=date(2012, 3, 30))
    assert codes(refused) == ["rounds.before_it_began"]


def test_what_moved_is_named_as_the_form_of_the_category_names_it(made: Township) -> None:
    with made.book.work("roster.edit", "一所学校") as work:
        org = work.party_orgs.get("org-11")
        assert org is not None
        work.party_orgs.put(replace(org, category=OrgCategory.EDUCATION_HEALTH))
        work.commit()
    office = office_of(made.book, made.catalog, CLOCK)
    for points in (5, 6):
        edit = PointsEdit(indicator="leadership_unity", points=Fraction(points), reason="议事不够")
        office.scoring.record_points(CAMPAIGN, "org-0", (edit,))
        if points == 5:
            office.grading.rounds.begin(CAMPAIGN, "回头看")
    (line,) = (x for x in office.grading.rounds.compare(CAMPAIGN, 1, 2).lines if x.party_org_id == "org-0")
    assert "“两委”议事团结、作风民主 5" in line.why
