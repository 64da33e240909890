"""An invented village with a meeting whose ballots are being typed: for ballot tests of every room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import BallotDraft, BallotStatus, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.domain.people import Person
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.storage.database import Book

CAMPAIGN = "campaign-2012"
MEETING = "meeting-1"
CLOCK = FixedClock(datetime(2012, 4, 16, 14, 32, tzinfo=UTC))
HEADS = (
    Headcount(group="cadres", expected=8, present=8, issued=8, returned=8),
    Headcount(group="members", expected=20, present=20, issued=20, returned=20),
    Headcount(group="masses", expected=20, present=18, issued=18, returned=16),
)


@dataclass(frozen=True, slots=True)
class Village:
    """The ballots service over one book with one meeting."""

    book: Book
    ballots: Ballots

    @property
    def form(self) -> BallotForm:
        """Return the form of the meeting."""
        return self.ballots.sheet(MEETING).form


def village(path: Path) -> Village:
    """Make a book with three communities, a person, and one meeting on the satisfaction form."""
    book = Book.create(path, clock=CLOCK)
    with book.work("book.fill", "测试数据") as work:
        work.campaigns.add(Campaign(id=CAMPAIGN, title="“回头看”活动", year=2012))
        for n, name in enumerate(("上塘村", "柏树下村", "青桥村")):
            work.communities.add(Community(id=f"village-{n}", name=name, kind=CommunityKind.VILLAGE, order=n))
        work.persons.add(Person(id="person-1", name="蓝若岚", pinyin="lan ruo lan"))
        work.commit()
    made = over(book)
    made.ballots.save_meeting(meeting())
    return made


def over(book: Book) -> Village:
    """Return the service over an open book."""
    return Village(book, Ballots(book, Catalog(), CLOCK))


def meeting(**changes: object) -> Meeting:
    """Return the meeting, with fields changed."""
    made = Meeting(
        id=MEETING,
        campaign_id=CAMPAIGN,
        form_code="satisfaction",
        form_edition="2012",
        title="上塘村党员群众测评会",
        community_id="village-0",
        held_on=date(2012, 4, 15),
        heads=HEADS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def paper(
    number: int, marks: str = "1111111111", group: str = "masses", reason: str = "", at: str = MEETING
) -> BallotDraft:
    """Return a typed paper: one digit an item, 0 for blank; a reason makes it invalid."""
    return BallotDraft(
        meeting_id=at,
        entry=1,
        number=number,
        group=group,
        marks=() if reason else tuple(int(m) - 1 if m != "0" else None for m in marks),
        status=BallotStatus.INVALID if reason else BallotStatus.VALID,
        reason=reason,
    )


def type_all(made: Village) -> None:
    """Type every paper that came back: 44 of them, one invalid, one blank."""
    number = 0
    for head in HEADS:
        for place in range(head.returned):
            number += 1
            if head.group == "masses" and place == 0:
                draft = paper(number, group=head.group, reason="字迹涂改无法辨认")
            elif head.group == "masses" and place == 1:
                draft = paper(number, "0" * 10, head.group)
            else:
                draft = paper(number, "1231411111" if place % 4 == 0 else "1111111111", head.group)
            made.ballots.record(draft)
