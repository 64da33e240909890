"""Seven cadres and a 班子 of the assessed township with a count each, so that the line of 优秀 has ties."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Headcount, Meeting
from tests.services.assessed_township import CAMPAIGN, PEOPLE, Township

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


def hold_combined(made: Township, key: str = "combined-0", village: int = 0) -> None:
    """Hold a meeting whose ballots judge a 班子 in five items and two of its members in three each.

    Of ten ballots every one says of the 班子 好, 好, 较好, 一般, 差, of the first
    member 优秀 and of the second 基本称职 throughout.
    """
    form = made.catalog.ballot_form("team_and_members")
    head = Headcount(group=form.groups[0].code, expected=10, present=10, issued=10, returned=10)
    meeting = Meeting(
        id=key, campaign_id=CAMPAIGN, form_code=form.code, form_edition=form.edition, title="班子测评会",
        community_id=f"village-{village}", held_on=date(2012, 4, 17), heads=(head,),
    )  # fmt: skip
    members = tuple(
        ListedSubject(id=f"{key}-{n}", meeting_id=key, order=n, name=PEOPLE[n], person_id=f"person-{n}")
        for n in (8, 9)
    )
    with made.book.work("ballots.survey", "测评票") as work:
        work.meetings.add(meeting)
        work.listed_subjects.add_all(members)
        work.ballots.add_all(
            Ballot(
                meeting_id=key, entry=1, number=n, group=head.group, status=BallotStatus.VALID,
                marks=(0, 0, 1, 2, 3, 0, 0, 0, 2, 2, 2),
            )
            for n in range(1, 11)
        )  # fmt: skip
        work.commit()


def appraised(made: Township) -> None:
    """Hold a meeting on each."""
    for n, counts in enumerate(COUNTS):
        hold(made, f"person-meeting-{n}", "cadre_appraisal", counts, person_id=f"person-{n}")
    hold(made, "team-0", "team_appraisal", (12, 8, 0, 0), community_id="village-0")
