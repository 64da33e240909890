"""人员卡片 of the sample township: posts with dates, the vetting, the talk, the meeting of the 班子."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_cards import PersonCard
from dangjian_desktop.services.roster_views import PersonLine
from dangjian_desktop.services.vetting_views import Conclusion


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = ProgramOpener(SystemClock()).sample(tmp_path_factory.mktemp("card") / "栖梧镇.djb", Silent())
    yield made
    made.upkeep.close(backup=False)


def card_of(office: Office, name: str) -> PersonCard:
    key = next(one.person.id for one in office.rosters.people() if one.person.name == name)
    return office.cards.card(key)


def test_the_line_of_one_person_is_that_of_the_list(office: Office) -> None:
    def told(line: PersonLine) -> tuple[object, ...]:
        return (
            line.person,
            sorted(line.posts),
            {(one.post.id, one.body) for one in line.held},
            {(one.post.id, one.body) for one in line.past},
            set(line.community_ids),
            set(line.areas),
            set(line.to_confirm),
        )

    people = [one for one in office.rosters.people() if one.past or one.areas or len(one.held) > 1]
    assert any(one.past for one in people)
    assert any(one.areas for one in people)
    for line in people[:60]:
        assert told(office.rosters.person(line.person.id)) == told(line)


def test_a_candidate_with_a_talk(office: Office) -> None:
    seen = card_of(office, "程清川")
    assert [one.post.title for one in seen.line.past] == ["党支部副书记"]
    assert [(one.sought_post, one.conclusion) for one in seen.vettings] == [
        ("党支部书记、村委会主任", Conclusion.PASSED)
    ]
    assert [(one.kind, one.day.isoformat()) for one in seen.records] == [("诫勉谈话", "2026-11-03")]


def test_the_meeting_of_the_body_by_the_figures_of_its_tally(office: Office) -> None:
    told = next(one for one in card_of(office, "程清川").appraisals if "满意度" in one.title)
    assert told.of_body
    tally = office.ballots.tally(told.meeting_id)
    assert [name for name, _ in told.rates] == [one.name for one in tally.total.rates]
    assert ("不满意率", "50.0%") in told.rates


def test_who_came_after_the_meeting_or_left_before_it_is_not_judged_by_it(office: Office) -> None:
    left = next(one for one in office.rosters.people() if one.past and not one.held)
    assert office.cards.card(left.person.id).appraisals == ()
    waiting = next(one for one in office.rosters.people() if one.posts and "后备" in one.posts[0])
    assert office.cards.card(waiting.person.id).appraisals == ()


def test_meetings_that_are_not_finished_stay_out(office: Office) -> None:
    campaign = office.campaigns.in_hand()
    assert campaign is not None
    unfinished = [
        one.meeting for one in office.ballots.meetings(campaign.id) if one.meeting.finished_on is None
    ]
    assert unfinished
    for meeting in unfinished:
        people = [
            one for one in office.rosters.people() if meeting.community_id in one.community_ids and one.held
        ]
        assert people
        for one in people[:3]:
            told = office.cards.card(one.person.id).appraisals
            assert meeting.id not in {line.meeting_id for line in told}


def test_somebody_who_is_gone_is_refused(office: Office) -> None:
    with pytest.raises(Rejected):
        office.cards.card("gone")
