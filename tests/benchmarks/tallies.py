"""Counting a file of a million answers, and opening one meeting of it, against the bare GROUP BY."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.storage.database import Book
from tests.benchmarks.figures import Figure

TIMES, WARM_UP = 7, 2
LARGE, SMALL, LISTED, PEOPLE = 60_000, 1_000, 13_000, 30
BARE = (
    'SELECT p."group", k.item, k.choice, count(*) FROM ballot_marks k JOIN ballots p'
    " ON p.meeting_id = k.meeting_id AND p.entry = k.entry AND p.number = k.number"
    " WHERE k.meeting_id = ? AND k.entry = 1 AND p.status = 'valid' GROUP BY p.\"group\", k.item, k.choice"
)
PLAIN = "sqlite3 只做同一个 GROUP BY"
MEETINGS = {
    "large": ("satisfaction", LARGE),
    "small": ("satisfaction", SMALL),
    "listed": ("member_appraisal", LISTED),
}


def measure() -> list[Figure]:
    """Fill a file with a million answers, then count and open meetings of it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book.djb"
        catalog = Catalog(forms_folder(), Path(name))
        with Book.create(path, clock=SystemClock()) as book:
            answers = fill(book, catalog)
            service = Ballots(book, catalog, SystemClock())
            plain = sqlite3.connect(path, isolation_level=None)
            figures = [
                figure(f"统计 600,000 个答案（文件共 {answers:,} 个）", service.tally, plain, "large", 1.5),
                figure(f"统计一张票评 {PEOPLE} 人的 {LISTED:,} 张票", service.tally, plain, "listed", 1.5),
                opening(service, plain),
                size(path, plain, Path(name) / "bare.sqlite", answers),
            ]
            plain.close()
    return figures


def figure(
    what: str, act: Callable[[str], object], plain: sqlite3.Connection, meeting: str, aim: float
) -> Figure:
    """Measure a service call on a meeting and the bare count, one after the other."""
    ours, bare = alternating(lambda: act(meeting), lambda: plain.execute(BARE, (meeting,)).fetchall())
    return Figure(what, "毫秒", PLAIN, ours, bare, aim=aim)


def opening(service: Ballots, plain: sqlite3.Connection) -> Figure:
    """Measure the sheet of a meeting of 1,000 papers: it must come in 100 ms at the slowest."""
    ours, bare = alternating(
        lambda: service.sheet("small"), lambda: plain.execute(BARE, ("small",)).fetchall(), times=20
    )
    return Figure("打开有 1,000 张票的测评会", "毫秒", PLAIN, ours, bare, aim=100, slowest=True)


def size(path: Path, plain: sqlite3.Connection, bare: Path, answers: int) -> Figure:
    """Weigh the file beside one that holds the same papers and answers and nothing else."""
    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.execute("ATTACH ? AS bare", (str(bare),))
    plain.execute(
        'CREATE TABLE bare.ballots (meeting_id, entry, number, "group", status, reason,'
        " PRIMARY KEY (meeting_id, entry, number)) WITHOUT ROWID"
    )
    plain.execute(
        "CREATE TABLE bare.ballot_marks (meeting_id, entry, number, item, choice,"
        " PRIMARY KEY (meeting_id, entry, number, item)) WITHOUT ROWID"
    )
    plain.execute(
        'INSERT INTO bare.ballots SELECT meeting_id, entry, number, "group", status, reason FROM ballots'
    )
    plain.execute(
        "INSERT INTO bare.ballot_marks SELECT meeting_id, entry, number, item, choice FROM ballot_marks"
    )
    plain.execute("DETACH bare")
    ours, base = ([file.stat().st_size / 1_000_000] * 2 for file in (path, bare))
    return Figure(
        f"存有 {answers:,} 个答案的数据文件", "MB", "sqlite3 只存同样的票和答案", ours, base, aim=1.5
    )


def alternating(
    ours: Callable[[], object], bare: Callable[[], object], times: int = TIMES
) -> tuple[list[float], list[float]]:
    """Return the milliseconds of both, measured in turn so that load on the machine hits both."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times + WARM_UP):
        for act, kept in zip((ours, bare), found, strict=True):
            start = perf_counter()
            act()
            kept.append((perf_counter() - start) * 1000)
    return found[0][WARM_UP:], found[1][WARM_UP:]


def fill(book: Book, catalog: Catalog) -> int:
    """Put the meetings and their papers into the book; return the number of answers."""
    answers = 0
    with book.work("benchmark.prepare", "准备测量") as work:
        work.campaigns.add(Campaign(id="c", title="测量", year=2012))
        work.communities.add(Community(id="v", name="清溪社区"))
        for meeting, (code, papers) in MEETINGS.items():
            form = catalog.ballot_form(code)
            work.meetings.add(
                Meeting(
                    id=meeting, campaign_id="c", form_code=code, form_edition=form.edition, title=meeting,
                    community_id="v",
                    heads=tuple(Headcount(group=g.code, issued=papers, returned=papers) for g in form.groups),
                )
            )  # fmt: skip
            places = PEOPLE if form.list_subject is not None else len(form.items)
            if form.list_subject is not None:
                for n in range(PEOPLE):
                    work.listed_subjects.add(
                        ListedSubject(id=f"{meeting}-{n}", meeting_id=meeting, order=n, name=f"第{n}人")
                    )
            for some in batches(ballots(meeting, form, papers, places)):
                work.ballots.add_all(some)
            answers += papers * places
        work.commit()
    return answers


def ballots(meeting: str, form: BallotForm, papers: int, places: int) -> Iterator[Ballot]:
    """Yield papers with mixed answers."""
    chance = random.Random(len(meeting))
    groups = [group.code for group in form.groups]
    for number in range(1, papers + 1):
        yield Ballot(
            meeting_id=meeting,
            entry=1,
            number=number,
            group=chance.choice(groups),
            status=BallotStatus.VALID,
            marks=tuple(chance.choice((None, 0, 0, 0, 1, 1, 2, 3)) for _ in range(places)),
        )


def batches(papers: Iterable[Ballot], size: int = 5_000) -> Iterator[list[Ballot]]:
    """Yield papers in lists, so that not all are in memory at once."""
    held: list[Ballot] = []
    for one in papers:
        held.append(one)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
