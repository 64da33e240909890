"""Ballots: kept whole, counted by SQL, anonymous, and fast to commit."""

from __future__ import annotations

import itertools
import random
import sqlite3
import statistics
import time
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, GroupCount, Meeting
from dangjian_desktop.domain.forms import (
    Attitude,
    BallotForm,
    BallotItem,
    BallotOption,
    BallotSubject,
    RespondentGroup,
)
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.rows import metadata

ITEMS, OPTIONS = 10, 4
FORM = BallotForm(
    code="survey", name="测评", edition="1", sources=(),
    subject=BallotSubject.COMMUNITY, title="测评票", intro="",
    groups=tuple(RespondentGroup(code=code, name=code) for code in ("cadre", "member")),
    items=tuple(BallotItem(code=f"i{n}", text=f"第{n}项") for n in range(ITEMS)),
    options=tuple(
        BallotOption(key=str(n + 1), code=f"o{n}", text=f"选项{n}", attitude=Attitude.MIDDLE)
        for n in range(OPTIONS)
    ),
    rates=(), invalid_reasons=("多选",),
)  # fmt: skip


def ballot(number: int, *, entry: int = 1, group: str = "cadre", shift: int = 0) -> Ballot:
    marks = tuple((item + shift) % OPTIONS for item in range(ITEMS))
    return Ballot(
        meeting_id="m1", entry=entry, number=number, group=group, status=BallotStatus.VALID, marks=marks
    )


def many(count: int) -> list[Ballot]:
    chance = random.Random(7)
    made = []
    for number in range(1, count + 1):
        marks = tuple(chance.choice((None, 0, 1, 2, 3)) for _ in range(ITEMS))
        status = chance.choice(
            (BallotStatus.VALID, BallotStatus.VALID, BallotStatus.INVALID, BallotStatus.BLANK)
        )
        if status is BallotStatus.BLANK:
            marks = (None,) * ITEMS
        invalid = status is BallotStatus.INVALID
        made.append(
            Ballot(
                meeting_id="m1",
                entry=1,
                number=number,
                group=chance.choice(("cadre", "member")),
                status=status,
                marks=() if invalid else marks,
                reason="多选" if invalid else "",
            )
        )
    return made


def counted(ballots: list[Ballot]) -> tuple[GroupCount, ...]:
    found = []
    for group in sorted({b.group for b in ballots}):
        mine = [b for b in ballots if b.group == group]
        marks = [[0] * (OPTIONS + 1) for _ in range(ITEMS)]
        for one in mine:
            if one.status is BallotStatus.VALID:
                for item, mark in enumerate(one.marks):
                    marks[item][OPTIONS if mark is None else mark] += 1
        number = {status: sum(b.status is status for b in mine) for status in BallotStatus}
        found.append(
            GroupCount(
                group=group,
                valid=number[BallotStatus.VALID],
                invalid=number[BallotStatus.INVALID],
                blank=number[BallotStatus.BLANK],
                marks=tuple(tuple(row) for row in marks),
            )
        )
    return tuple(found)


def test_ballots_come_back_and_are_counted_as_by_hand(book: Book, meeting: Meeting) -> None:
    typed = many(200)
    with book.work("ballots.import", "导入测评票") as work:
        assert work.ballots.add_all(typed) == 200
        work.ballots.add(ballot(1, entry=2))
        work.commit()
    with book.read() as view:
        assert view.ballots.of_meeting(meeting.id, 1) == tuple(typed)
        assert len(view.ballots.of_meeting(meeting.id)) == 201
        assert view.ballots.get(meeting.id, 1, 17) == typed[16]
        assert view.ballots.get(meeting.id, 3, 17) is None
        assert view.ballots.count(meeting.id) == 200
        assert view.ballots.numbers(meeting.id, 2) == (1,)
        assert view.ballots.tally(meeting.id, FORM) == counted(typed)


def test_a_number_is_typed_once_and_can_be_corrected(book: Book, meeting: Meeting) -> None:
    with book.work("ballots.record", "录入测评票") as work:
        work.ballots.add(ballot(1))
        work.commit()
    with pytest.raises(Rejected) as caught, book.work("ballots.record", "录入测评票") as work:
        work.ballots.add(ballot(1))
    assert caught.value.findings[0].code == "storage.duplicate"
    with book.work("ballots.correct", "更正测评票") as work:
        work.ballots.put(ballot(1, shift=1))
        work.commit()
    with book.read() as view:
        assert view.ballots.of_meeting(meeting.id) == (ballot(1, shift=1),)
    with book.work("ballots.void", "删除测评票") as work:
        assert work.ballots.remove(meeting.id, 1, 1)
        assert not work.ballots.remove(meeting.id, 1, 1)
        work.commit()
    assert book._raw.execute("SELECT count(*) FROM ballot_marks").fetchone()[0] == 0
    assert book.check() == ()


@pytest.mark.parametrize(
    "bad",
    [
        ballot(0),
        ballot(1, entry=4),
        Ballot(meeting_id="no", entry=1, number=1, group="a", status=BallotStatus.BLANK),
    ],
)
def test_constraints_on_ballots(book: Book, meeting: Meeting, bad: Ballot) -> None:
    with pytest.raises(Rejected), book.work("ballots.record", "录入测评票") as work:
        work.ballots.add(bad)


def test_nothing_leads_from_a_ballot_to_a_person_or_a_time(book: Book, meeting: Meeting) -> None:
    for number in (3, 1, 2):
        with book.work("ballots.record", "录入测评票") as work:
            work.ballots.add(ballot(number))
            work.commit()
    columns = {
        column.name for name in ("ballots", "ballot_marks") for column in metadata.tables[name].columns
    }
    assert columns == {"meeting_id", "entry", "number", "group", "status", "reason", "item", "choice"}
    for table in ("ballots", "ballot_marks"):
        sql = book._raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        assert "WITHOUT ROWID" in sql
    kept = book._raw.execute("SELECT DISTINCT table_name FROM journal ORDER BY 1").fetchall()
    assert [row[0] for row in kept] == ["campaigns", "meetings", "settings"]
    summaries = book._raw.execute(
        "SELECT DISTINCT summary FROM audit WHERE action LIKE 'ballots.%'"
    ).fetchall()
    assert [row[0] for row in summaries] == ["录入测评票"]
    assert not any(o.undoable for o in book.operations() if o.action == "ballots.record")


def test_committing_one_ballot_costs_at_most_four_raw_ones(
    book: Book, meeting: Meeting, tmp_path: Path, password: str | None
) -> None:
    if password is not None:
        return  # the measure is the plain sqlite3 module; encryption has its own price
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(
        "CREATE TABLE b (m TEXT, e INT, n INT, g TEXT, s TEXT, r TEXT, PRIMARY KEY (m, e, n)) WITHOUT ROWID"
    )
    raw.execute("CREATE TABLE k (m TEXT, e INT, n INT, i INT, c INT, PRIMARY KEY (m, e, n, i)) WITHOUT ROWID")

    def ours(number: int) -> None:
        with book.work("ballots.record", "录入测评票") as work:
            work.ballots.add(ballot(number))
            work.commit()

    def bare(number: int) -> None:
        raw.execute("BEGIN")
        raw.execute("INSERT INTO b VALUES ('m1', 1, ?, 'cadre', 'valid', '')", (number,))
        marks = [(number, item) for item in range(ITEMS)]
        raw.executemany("INSERT INTO k VALUES ('m1', 1, ?, ?, 1)", marks)
        raw.execute("COMMIT")

    times: dict[object, list[float]] = {ours: [], bare: []}
    for number, commit in itertools.product(range(1, 301), (ours, bare)):
        start = time.perf_counter()
        commit(number)
        times[commit].append(time.perf_counter() - start)
    raw.close()
    ratio = statistics.median(times[ours]) / statistics.median(times[bare])
    assert ratio <= 4, f"one ballot costs {ratio:.2f} raw commits"
