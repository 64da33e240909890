"""Commit of one typed ballot through the service, against plain sqlite3 storing the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import BallotDraft, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm, BallotSubject
from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.storage.database import Book
from tests.benchmarks.figures import Figure

BALLOTS = 400
WARM_UP = 20
FORM = ("satisfaction", "2012")
PASSWORD = "三季度 8 月"
PLAIN = "sqlite3 存同样的行（WAL、synchronous=FULL，无审计、无撤销记录）"


def measure() -> list[Figure]:
    """Type the same ballots into a book, an encrypted book and a plain file, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder, meeting_id = Path(name), new_id()
        catalog = Catalog(forms_folder(), folder)
        form = catalog.ballot_form(*FORM)
        with (
            open_book(folder / "book.djb", None) as book,
            open_book(folder / "locked.djb", PASSWORD) as locked,
        ):
            recorders = (
                plain_recorder(folder / "plain.sqlite", meeting_id),
                service_recorder(book, catalog, form, meeting_id),
                service_recorder(locked, catalog, form, meeting_id),
            )
            seconds = [[timed(record, draft) for record in recorders] for draft in drafts(form, meeting_id)]
    base, plain_book, locked_book = zip(*seconds[WARM_UP:], strict=True)
    milliseconds = [[value * 1000 for value in column] for column in (base, plain_book, locked_book)]
    items = f"{len(form.items)} 项"
    return [
        Figure(f"存一张票（{items}），数据文件", "毫秒", PLAIN, milliseconds[1], milliseconds[0], aim=4),
        Figure(f"存一张票（{items}），加密数据文件", "毫秒", PLAIN, milliseconds[2], milliseconds[0], aim=4),
    ]


def open_book(path: Path, password: str | None) -> Book:
    """Make an empty book."""
    return Book.create(path, password=password, clock=SystemClock())


def drafts(form: BallotForm, meeting_id: str) -> list[BallotDraft]:
    """Return whole ballots with mixed answers."""
    options = len(form.options)
    return [
        BallotDraft(
            meeting_id=meeting_id,
            entry=1,
            number=number,
            group=form.groups[0].code,
            marks=tuple((number + item) % options for item in range(len(form.items))),
            done=True,
        )
        for number in range(1, BALLOTS + WARM_UP + 1)
    ]


def timed(record: Callable[[BallotDraft], object], draft: BallotDraft) -> float:
    """Return the seconds that storing one ballot takes."""
    start = perf_counter()
    record(draft)
    return perf_counter() - start


def service_recorder(
    book: Book, catalog: Catalog, form: BallotForm, meeting_id: str
) -> Callable[[BallotDraft], object]:
    """Put a meeting into the book and return the service call that a typed ballot runs."""
    campaign = Campaign(id=new_id(), title="测量", year=2012)
    community = Community(id=new_id(), name="清溪社区")
    meeting = Meeting(
        id=meeting_id,
        campaign_id=campaign.id,
        form_code=form.code,
        form_edition=form.edition,
        title="清溪社区测评会",
        community_id=community.id if form.subject is not BallotSubject.PERSON else None,
        heads=(Headcount(group=form.groups[0].code, issued=BALLOTS * 2, returned=BALLOTS * 2),),
    )
    with book.work("benchmark.prepare", "准备测量") as work:
        work.campaigns.add(campaign)
        work.communities.add(community)
        work.meetings.add(meeting)
        work.commit()
    return Ballots(book, catalog, SystemClock()).record


def plain_recorder(path: Path, meeting_id: str) -> Callable[[BallotDraft], object]:
    """Return what stores a ballot with nothing but sqlite3."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute(
        'CREATE TABLE ballots (meeting_id TEXT, entry INT, number INT, "group" TEXT, status TEXT,'
        " reason TEXT, PRIMARY KEY (meeting_id, entry, number)) WITHOUT ROWID"
    )
    plain.execute(
        "CREATE TABLE ballot_marks (meeting_id TEXT, entry INT, number INT, item INT, choice INT,"
        " PRIMARY KEY (meeting_id, entry, number, item)) WITHOUT ROWID"
    )

    def record(draft: BallotDraft) -> None:
        key = (meeting_id, draft.entry, draft.number)
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("INSERT INTO ballots VALUES (?, ?, ?, ?, ?, ?)", (*key, draft.group, draft.status, ""))
        rows = [(*key, item, choice) for item, choice in enumerate(draft.marks)]
        plain.executemany("INSERT INTO ballot_marks VALUES (?, ?, ?, ?, ?)", rows)
        plain.execute("COMMIT")

    return record
