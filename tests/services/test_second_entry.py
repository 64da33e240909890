"""Double entry: drawn by a stated rule, typed blind, compared, settled by the paper, nothing thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import BallotDraft, Checking, draft_of
from dangjian_desktop.domain.entries import EntryState, Part, in_sample
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.ballot_views import MeetingState
from dangjian_desktop.services.second_entry import DoubleEntry
from tests.services.polled_township import (
    CAMPAIGN,
    CLOCK,
    MEETING,
    Village,
    meeting,
    paper,
    type_all,
    village,
)

FIRST_TYPIST, SECOND_TYPIST = "温如许", "石小满"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Village]:
    found = village(tmp_path / "本镇.djb")
    yield found
    found.book.close()


def entries(made: Village, start: int = 4) -> DoubleEntry:
    return DoubleEntry(made.book, Catalog(), CLOCK, lambda: start)


def again(number: int, marks: str = "1111111111", group: str = "masses", reason: str = "") -> BallotDraft:
    return replace(paper(number, marks, group, reason), entry=2)


def twice(made: Village) -> None:
    made.ballots.save_meeting(meeting(second=Checking.ALL))


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as error:
        call()
    return [f.code for f in error.value.findings]


# ---------------------------------------------------------------- which papers


@settings(max_examples=50)
@given(st.integers(1, 99), st.integers(0, 99), st.integers(1, 90_000))
def test_of_any_hundred_numbers_exactly_as_many_as_percent_are_drawn(
    percent: int, start: int, first: int
) -> None:
    assert sum(in_sample(n, percent, start) for n in range(first, first + 100)) == percent


def test_a_sample_is_drawn_once_and_the_same_for_whoever_knows_its_start(made: Village) -> None:
    type_all(made)
    made.ballots.save_meeting(meeting(second=Checking.SAMPLE, percent=20))
    begun = entries(made, start=4).begin(MEETING, SECOND_TYPIST).value
    by_hand = tuple(n for n in range(1, 45) if (n * 37 + 4) % 100 < 20)
    assert begun.due == by_hand
    assert entries(made, start=77).begin(MEETING, SECOND_TYPIST).value.due == by_hand
    left_out = next(n for n in range(1, 45) if n not in by_hand)
    assert refused(lambda: made.ballots.record(again(left_out))) == ["ballots.not_in_sample"]
    made.ballots.record(again(by_hand[0]), SECOND_TYPIST)


def test_a_small_meeting_has_one_paper_drawn_at_least(made: Village) -> None:
    made.ballots.record(paper(7))
    made.ballots.save_meeting(meeting(second=Checking.SAMPLE, percent=1))
    assert entries(made).begin(MEETING, SECOND_TYPIST).value.due == (7,)


def test_without_the_setting_nothing_is_typed_twice(made: Village) -> None:
    made.ballots.record(paper(1))
    assert refused(lambda: made.ballots.record(again(1))) == ["ballots.no_second"]
    assert refused(lambda: entries(made).begin(MEETING, SECOND_TYPIST)) == ["ballots.no_second"]
    twice(made)
    assert refused(lambda: entries(made).begin(MEETING, " ")) == ["ballots.no_typist"]


def test_the_setting_stays_while_papers_are_typed_twice(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1))
    made.ballots.record(again(1))
    change = meeting(second=Checking.SAMPLE, percent=10)
    assert refused(lambda: made.ballots.save_meeting(change)) == ["ballots.second_in_use"]
    assert refused(lambda: made.ballots.save_meeting(meeting(second=Checking.SAMPLE, percent=0))) == [
        "ballots.bad_percent"
    ]


# ---------------------------------------------------------------- blind


def test_the_first_entry_is_not_shown_until_the_second_is_typed(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1, "2" * 10), FIRST_TYPIST)
    assert refused(lambda: made.ballots.look_up(MEETING, 1)) == ["ballots.blind"]
    begun = entries(made).begin(MEETING, SECOND_TYPIST).value
    assert [count.papers for count in begun.counts] == [0, 0, 0]
    made.ballots.record(again(1, "2" * 10), SECOND_TYPIST)
    begun = entries(made).begin(MEETING, SECOND_TYPIST).value
    assert {count.group: count.papers for count in begun.counts if count.papers} == {"masses": 1}
    assert not any(count.marks for count in begun.counts if count.papers)
    assert made.ballots.look_up(MEETING, 1).marks == (1,) * 10


def test_of_a_sample_the_papers_drawn_are_not_shown_and_the_others_are(made: Village) -> None:
    type_all(made)
    made.ballots.save_meeting(meeting(second=Checking.SAMPLE, percent=20))
    assert refused(lambda: made.ballots.look_up(MEETING, 1)) == ["ballots.blind"]  # not drawn yet: it may be
    due = entries(made).begin(MEETING, SECOND_TYPIST).value.due
    left_out = next(n for n in range(1, 45) if n not in due)
    assert refused(lambda: made.ballots.look_up(MEETING, due[0])) == ["ballots.blind"]
    assert made.ballots.look_up(MEETING, left_out).number == left_out


# ---------------------------------------------------------------- differing and settling


def test_states_go_from_first_to_settled(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1), FIRST_TYPIST)
    made.ballots.record(paper(2), FIRST_TYPIST)
    made.ballots.record(paper(3), FIRST_TYPIST)  # waits for its second entry
    made.ballots.record(again(1), SECOND_TYPIST)
    made.ballots.record(again(2, "1113111111"), SECOND_TYPIST)
    found = entries(made).differences(MEETING)
    assert [p.number for p in found.pairs] == [2]
    assert [(p.number, p.state, p.places) for p in found.open] == [(2, EntryState.DIFFERENT, (3,))]
    assert found.compared == 2
    settled = entries(made).settle(paper(2, "1112111111"), "照纸票核对").value
    assert settled.state is EntryState.SETTLED
    assert entries(made).differences(MEETING).open == ()
    with made.book.read() as view:
        kept = {b.entry: b.marks[3] for b in view.ballots.of_meeting(MEETING) if b.number == 2}
        said = view.audit.latest(1)[0].summary
    assert kept == {1: 0, 2: 2, 3: 1}
    assert said == "核定第 2 号票：第 4 题照纸重录，原因：照纸票核对"
    assert made.ballots.tally(MEETING).total.items[3].counts == (2, 1, 0, 0)
    assert made.ballots.look_up(MEETING, 2).marks[3] == 1


@pytest.mark.parametrize(
    ("second", "places", "words"),
    [
        (again(1, group="cadres"), (Part.GROUP,), "参评人员取第一遍"),
        (again(1, reason="字迹涂改无法辨认"), (Part.WHOLE,), "整张票取第一遍"),
        (again(1, "0" * 10), tuple(range(10)), "第 1 题取第一遍"),
        (again(1, "1111111110"), (9,), "第 10 题取第一遍"),
    ],
)
def test_whatever_differs_is_named(
    made: Village, second: BallotDraft, places: tuple[int, ...], words: str
) -> None:
    twice(made)
    made.ballots.record(paper(1))
    made.ballots.record(second)
    assert entries(made).differences(MEETING).open[0].places == places
    entries(made).settle(paper(1), "照纸票核对")
    with made.book.read() as view:
        assert words in view.audit.latest(1)[0].summary


def test_differences_of_one_meeting_are_found_without_the_others(made: Village) -> None:
    twice(made)
    other = meeting(id="other", title="另一次测评会", second=Checking.ALL)
    made.ballots.save_meeting(other)
    for place, marks in ((MEETING, "1111111112"), ("other", "2111111111")):
        for number in (1, 2):
            made.ballots.record(paper(number, at=place))
        made.ballots.record(replace(paper(2, marks, at=place), entry=2))
    with made.book.read() as view:
        assert view.ballots.differing() == {MEETING: (2,), "other": (2,)}
        assert view.ballots.differing("other") == {"other": (2,)}
    assert made.ballots.sheet("other").row.doubled.differing == (2,)


def test_a_paper_typed_in_the_second_entry_alone_is_a_difference_and_counts_once_settled(
    made: Village,
) -> None:
    twice(made)
    made.ballots.record(again(9, "2" * 10))
    assert entries(made).differences(MEETING).open[0].places == (Part.MISSING,)
    assert made.ballots.tally(MEETING).total.valid == 0
    entries(made).settle(paper(9, "2" * 10), "第一遍漏录")
    assert made.ballots.tally(MEETING).total.items[0].counts == (0, 1, 0, 0)


def test_a_settled_paper_is_what_the_batches_add_up(made: Village) -> None:
    made.ballots.save_meeting(meeting(second=Checking.ALL, batch_size=25))
    for number in range(1, 26):
        made.ballots.record(paper(number))
        made.ballots.record(again(number, "2" * 10 if number == 9 else "1" * 10))
    entries(made).settle(paper(9, "2" * 10), "照纸票核对")
    (batch,) = entries(made).batches(MEETING).batches
    assert batch.marks[0] == (24, 1, 0, 0, 0)
    assert made.ballots.tally(MEETING).total.items[0].counts == (24, 1, 0, 0)


def test_what_does_not_differ_is_not_settled(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1))
    assert refused(lambda: entries(made).settle(paper(1), "照纸")) == ["ballots.not_different"]
    made.ballots.record(again(1))
    assert refused(lambda: entries(made).settle(paper(1), "照纸")) == ["ballots.not_different"]
    assert refused(lambda: entries(made).settle(paper(8), "照纸")) == ["ballots.no_such_paper"]
    made.ballots.correct(paper(1, "2" * 10), "看错行")
    assert refused(lambda: entries(made).settle(paper(1), " ")) == ["ballots.no_reason"]


def test_a_corrected_first_entry_is_compared_anew(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1))
    made.ballots.record(again(1, "1111111112"))
    entries(made).settle(paper(1, "1111111112"), "照纸票核对")
    made.ballots.correct(paper(1, "1111111113"), "又看了一遍")
    assert [p.number for p in entries(made).differences(MEETING).open] == [1]
    with made.book.read() as view:
        assert view.audit.latest(1)[0].summary.endswith("；原来的核定作废，重新核对")
    made.ballots.correct(paper(1, "1111111112"), "看错行")
    assert entries(made).differences(MEETING).open == ()


def test_a_voided_paper_leaves_with_all_its_entries(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1))
    made.ballots.record(again(1, "2" * 10))
    entries(made).settle(paper(1, "2" * 10), "照纸")
    made.ballots.void(MEETING, [1], "重复录入")
    with made.book.read() as view:
        assert view.ballots.of_meeting(MEETING) == ()


# ---------------------------------------------------------------- finishing


def test_a_count_is_closed_when_all_is_typed_twice_and_settled(made: Village) -> None:
    twice(made)
    type_all(made)
    (row,) = made.ballots.meetings(CAMPAIGN)
    assert row.state is MeetingState.ONCE
    assert "ballots.second_missing" in refused(lambda: made.ballots.finish(MEETING))
    with made.book.read() as view:
        firsts = view.ballots.of_meeting(MEETING, 1)
    for ballot in firsts:
        draft = replace(draft_of(ballot), entry=2)
        if ballot.number == 5:
            draft = replace(draft, marks=(3, *draft.marks[1:]))
        made.ballots.record(draft, SECOND_TYPIST)
    (row,) = made.ballots.meetings(CAMPAIGN)
    assert row.state is MeetingState.DIFFERENT
    assert row.doubled.differing == (5,)
    assert refused(lambda: made.ballots.finish(MEETING))[-1] == "ballots.differences_open"
    entries(made).settle(replace(draft_of(firsts[4]), entry=3), "照纸")
    assert made.ballots.finish(MEETING).value.row.state is MeetingState.FINISHED
    assert refused(lambda: entries(made).settle(draft_of(firsts[4]), "照纸")) == ["ballots.meeting_closed"]


# ---------------------------------------------------------------- errors


def test_errors_are_counted_by_typist_and_by_item(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1), FIRST_TYPIST)
    made.ballots.record(paper(2, "1112111111"), FIRST_TYPIST)
    made.ballots.record(paper(30), FIRST_TYPIST)
    made.ballots.record(paper(31), SECOND_TYPIST)
    for number in (1, 2, 30):
        made.ballots.record(again(number), SECOND_TYPIST)
    found = entries(made).differences(MEETING)
    assert {e.name: (e.wrong, e.judged) for e in found.typists} == {
        FIRST_TYPIST: (0, 10),
        SECOND_TYPIST: (0, 20),
        f"{FIRST_TYPIST}、{SECOND_TYPIST}": (0, 10),
    }
    entries(made).settle(paper(2), "照纸")
    found = entries(made).differences(MEETING)
    assert {e.name: e.share for e in found.typists}[FIRST_TYPIST] == Fraction(1, 20)
    assert [(e.wrong, e.judged) for e in found.items] == [(0, 6)] * 3 + [(1, 6)] + [(0, 6)] * 6


def test_one_typist_for_both_entries_is_told(made: Village) -> None:
    twice(made)
    made.ballots.record(paper(1), FIRST_TYPIST)
    told = entries(made).begin(MEETING, FIRST_TYPIST).findings
    assert [f.code for f in told] == ["ballots.same_typist_begins"]
    assert entries(made).begin(MEETING, SECOND_TYPIST).findings == ()
    made.ballots.record(again(1), FIRST_TYPIST)
    assert "ballots.same_typist" in [f.code for f in made.ballots.proof(MEETING).warnings]


# ---------------------------------------------------------------- anonymity


def test_nothing_in_the_file_leads_from_an_entry_to_an_order_or_a_time(made: Village, tmp_path: Path) -> None:
    """Two files with the same papers, typed in other orders, hold the same rows but for the log."""

    def filled(path: Path, order: list[int]) -> dict[str, list[str]]:
        found = village(path)
        twice(found)
        for number in order:
            found.ballots.record(paper(number, "1231411111" if number % 3 else "2" * 10), FIRST_TYPIST)
        for number in reversed(order):
            found.ballots.record(again(number, "1231411111" if number % 4 else "2" * 10), SECOND_TYPIST)
        for pair in DoubleEntry(found.book, Catalog(), CLOCK).differences(MEETING).open:
            assert pair.first is not None
            DoubleEntry(found.book, Catalog(), CLOCK).settle(draft_of(pair.first), "照纸")
        found.book.close()
        raw = sqlite3.connect(path)
        tables = [r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {
            t: sorted(map(repr, raw.execute(f'SELECT * FROM "{t}"')))
            for t in tables
            if t not in ("audit", "settings", "journal", "alembic_version")
        }
        held["journal"] = sorted(
            map(repr, raw.execute("SELECT * FROM journal WHERE table_name <> 'settings' AND operation > 3"))
        )
        held["words"] = sorted(
            row[0] for row in raw.execute("SELECT summary FROM audit WHERE action = 'ballots.record'")
        )
        raw.close()
        return held

    one = filled(tmp_path / "一.djb", list(range(1, 31)))
    other = filled(tmp_path / "二.djb", [*range(30, 15, -1), *range(1, 16)])
    assert one == other
    assert set(one["words"]) == {"录入 1 张测评票", "第二遍录入 1 张测评票"}
    assert not any(FIRST_TYPIST in str(line) for line in one["journal"])


def test_the_whole_file_while_it_is_open_names_no_answer_and_no_typist_but_in_their_tables(
    tmp_path: Path,
) -> None:
    """The bytes of the file, of its log of writes, the audit and the undo journal, for both entries."""
    path = tmp_path / "本镇.djb"
    made = village(path)
    twice(made)
    reason = "字迹涂改无法辨认"
    made.ballots.record(paper(1, reason=reason), FIRST_TYPIST)
    made.ballots.record(again(1), SECOND_TYPIST)
    entries(made).settle(paper(1), "照纸票")
    made.ballots.record(paper(2, "3" * 10), FIRST_TYPIST)
    made.ballots.correct(paper(2, "4" * 10), "看错行")
    for table in ("audit", "journal"):
        told = " ".join(map(str, made.book._raw.execute(f"SELECT * FROM {table}")))
        for secret in (reason, FIRST_TYPIST, SECOND_TYPIST, "不了解", "choice"):
            assert secret not in told, (table, secret)
    wal = path.with_name(path.name + "-wal")
    held = path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")
    assert held.count(SECOND_TYPIST.encode()) >= 1  # the block of 25 numbers, and nothing nearer
    rows = made.book._raw.execute("SELECT * FROM entry_typists ORDER BY 2").fetchall()
    assert rows == [(MEETING, 1, 0, FIRST_TYPIST), (MEETING, 2, 0, SECOND_TYPIST)]
    made.book.close()
