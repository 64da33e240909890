"""An invented village whose ballots judge many persons at once, and one that asks in several ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import BallotDraft, BallotStatus, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.domain.people import Person, Post, PostRole
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballot_lists import BallotLists
from dangjian_desktop.services.ballot_remarks import BallotRemarks
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2026, 4, 16, 14, 32, tzinfo=UTC))
CAMPAIGN, VILLAGE = "campaign-2026", "village-0"
NAMES = ("蓝若岚", "钟大山", "雷小满", "畲春生")

HEAD = """
edition = "2026"
title = "测评票"
intro = "请打“√”。"
invalid_reasons = ["多选", "写有姓名"]
[[sources]]
document = "测评办法"
[[groups]]
code = "cadres"
name = "干部"
[[groups]]
code = "masses"
name = "群众"
[[rates]]
code = "excellent"
name = "优秀率"
options = ["excellent"]
base = "valid"
"""
OPTIONS = "".join(
    f'[[{{at}}]]\nkey = "{n}"\ncode = "{code}"\ntext = "{text}"\n'
    f'counts_as = "{attitude}"\nweight = {weight}\n'
    for n, (code, text, attitude, weight) in enumerate(
        (
            ("excellent", "优秀", "satisfied", 100),
            ("competent", "称职", "satisfied", 80),
            ("basic", "基本称职", "middle", 60),
            ("incompetent", "不称职", "dissatisfied", 0),
        ),
        1,
    )
)
MATRIX = (
    'code = "matrix"\nname = "班子成员测评"\nsubject = "community"\nlist_subject = "person"\n'
    'overall_item = "overall"\n'
    + HEAD
    + OPTIONS.format(at="options")
    + '[[items]]\ncode = "team"\ntext = "班子总体"\n'
    + '[[items]]\ncode = "work"\ntext = "干事实绩"\neach = true\n'
    + '[[items]]\ncode = "overall"\ntext = "综合评价"\neach = true\n'
)
QUESTIONS = (
    'code = "questions"\nname = "问卷"\nsubject = "community"\n'
    + HEAD
    + '[[items]]\ncode = "general"\ntext = "总的看法"\n'
    + OPTIONS.format(at="items.options")
    + '[[items]]\ncode = "wishes"\ntext = "最盼望办的事"\nkind = "multiple"\nat_least = 1\nat_most = 2\n'
    + "".join(
        f'[[items.options]]\nkey = "{n}"\ncode = "wish{n}"\ntext = "{text}"\ncounts_as = "unstated"\n'
        for n, text in enumerate(("修路", "供水", "看病", "上学", "养老"), 1)
    )
    + '[[remarks]]\ncode = "advice"\ntext = "您还有什么意见"\nlines = 3\n'
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The services over one book with a meeting on each of the two forms."""

    book: Book
    catalog: Catalog
    ballots: Ballots
    lists: BallotLists
    remarks: BallotRemarks

    def form(self, meeting: str) -> BallotForm:
        """Return the form of a meeting, laid out for its list."""
        return self.ballots.sheet(meeting).form


def listed_village(folder: Path, name: str = "book.djb") -> Listed:
    """Make a book with one village, its 班子, and the meetings ``matrix`` and ``questions``."""
    own = folder / "own"
    for code, text in (("matrix", MATRIX), ("questions", QUESTIONS)):
        place = own / "ballots" / code
        place.mkdir(parents=True, exist_ok=True)
        (place / "2026.toml").write_text(text, encoding="utf-8")
    book = Book.create(folder / name, clock=CLOCK)
    with book.work("book.fill", "测试数据") as work:
        work.campaigns.add(Campaign(id=CAMPAIGN, title="年度测评", year=2026))
        work.communities.add(Community(id=VILLAGE, name="上塘村", kind=CommunityKind.VILLAGE))
        for n, who in enumerate(NAMES):
            work.persons.add(Person(id=f"person-{n}", name=who))
            work.posts.add(
                Post(
                    id=f"post-{n}", person_id=f"person-{n}", role=PostRole.COMMITTEE_MEMBER, title="委员",
                    community_id=VILLAGE, order=n,
                )
            )  # fmt: skip
        work.commit()
    catalog = Catalog(forms_folder(), own)
    made = Listed(
        book,
        catalog,
        Ballots(book, catalog, CLOCK),
        BallotLists(book, catalog, CLOCK),
        BallotRemarks(book, catalog, CLOCK),
    )
    heads = (
        Headcount(group="cadres", expected=20, present=20, issued=20, returned=20),
        Headcount(group="masses", expected=30, present=30, issued=30, returned=30),
    )
    for code in ("matrix", "questions"):
        made.ballots.save_meeting(
            Meeting(
                id=code, campaign_id=CAMPAIGN, form_code=code, form_edition="", title=f"{code} 测评会",
                community_id=VILLAGE, held_on=date(2026, 4, 16), heads=heads,
            )
        )  # fmt: skip
    return made


def lines(*names: str) -> tuple[ListedSubject, ...]:
    """Return a list of names of no record."""
    return tuple(ListedSubject(id="", meeting_id="", order=0, name=name) for name in names)


def paper(
    meeting: str, number: int, marks: tuple[int | None, ...], group: str = "cadres", remark: str = ""
) -> BallotDraft:
    """Return a whole paper."""
    return BallotDraft(
        meeting_id=meeting, entry=1, number=number, group=group, marks=marks, status=BallotStatus.VALID,
        remarks=(remark,) if remark else (), done=True,
    )  # fmt: skip
