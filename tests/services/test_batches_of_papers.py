"""Batches of 25 and 50: their totals are those of a hand count, small ones stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.batch_sums import batch_of
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.second_entry import DoubleEntry
from tests.services.polled_township import CLOCK, MEETING, Village, meeting, paper, type_all, village


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Village]:
    found = village(tmp_path / "本镇.djb")
    yield found
    found.book.close()


def entries(made: Village) -> DoubleEntry:
    return DoubleEntry(made.book, Catalog(), CLOCK)


@pytest.mark.parametrize(("number", "size", "batch"), [(1, 25, 1), (25, 25, 1), (26, 25, 2), (51, 50, 2)])
def test_a_number_belongs_to_one_batch(number: int, size: int, batch: int) -> None:
    assert batch_of(number, size) == batch


def test_totals_are_those_of_a_hand_count(made: Village) -> None:
    type_all(made)
    made.ballots.save_meeting(meeting(batch_size=25))
    first, second = entries(made).batches(MEETING).batches
    assert (first.first, first.last, first.papers) == (1, 25, 25)
    assert (second.papers, second.valid, second.invalid, second.blank) == (19, 17, 1, 1)
    with made.book.read() as view:
        papers = [b for b in view.ballots.of_meeting(MEETING) if b.number <= 25]
    for item, counts in enumerate(first.marks):
        by_hand = [sum(b.marks[item] == option for b in papers) for option in range(4)]
        assert counts == (*by_hand, sum(b.marks[item] is None for b in papers))
    total = made.ballots.tally(MEETING).total
    assert [sum(b.marks[2][n] for b in (first, second)) for n in range(4)] == list(total.items[2].counts)


def test_a_batch_of_a_few_papers_is_not_broken_down(made: Village) -> None:
    made.ballots.save_meeting(meeting(batch_size=50))
    for number in (49, 50, 51):
        made.ballots.record(paper(number))
    first, second = entries(made).batches(MEETING).batches
    assert (first.papers, first.marks, second.first, second.marks) == (2, (), 51, ())


def test_without_batches_there_are_none_and_other_sizes_are_refused(made: Village) -> None:
    with pytest.raises(Rejected) as refused:
        entries(made).batches(MEETING)
    assert refused.value.findings[0].code == "ballots.no_batches"
    with pytest.raises(Rejected) as refused:
        made.ballots.save_meeting(meeting(batch_size=30))
    assert refused.value.findings[0].code == "ballots.bad_batch_size"
