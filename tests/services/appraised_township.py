"""Seven cadres and a 班子 of the assessed township with a count each, so that the line of 优秀 has ties."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Headcount, Meeting
from tests.services.assessed_township import CAMPAIGN, Township

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


def appraised(made: Township) -> None:
    """Hold a meeting on each."""
    for n, counts in enumerate(COUNTS):
        hold(made, f"person-meeting-{n}", "cadre_appraisal", counts, person_id=f"person-{n}")
    hold(made, "team-0", "team_appraisal", (12, 8, 0, 0), community_id="village-0")
