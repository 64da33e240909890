"""Words on ballots: counted as often as the entry has them that found more, in whatever order they come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.ballot_remarks import Remark, told_apart

NOTHING = Remark(meeting_id="met", question="advice", text="修路", copies=0)


@given(st.lists(st.booleans(), max_size=30))
def test_copies_are_those_of_the_entry_that_found_more(entries: list[bool]) -> None:
    found = NOTHING
    for second in entries:
        found = found.seen(second=second)
    firsts, seconds = entries.count(False), entries.count(True)
    assert (found.copies, found.firsts, found.seconds) == (max(firsts, seconds), firsts, seconds)


@given(st.lists(st.booleans(), max_size=20))
def test_what_is_taken_back_leaves_nothing(entries: list[bool]) -> None:
    found = NOTHING
    for second in entries:
        found = found.seen(second=second)
    for second in sorted(entries):
        found = found.unseen(second=second)
    assert found == NOTHING
    assert NOTHING.unseen(second=True) == NOTHING


def test_words_are_told_apart_where_the_entries_have_them_not_equally_often() -> None:
    both, more, fewer = (
        NOTHING.seen(second=False).seen(second=True),
        NOTHING.seen(second=True),
        NOTHING.seen(second=False),
    )
    assert told_apart((both, more, fewer), whole=True) == (more, fewer)
    assert told_apart((both, more, fewer), whole=False) == (more,)
    assert told_apart((fewer,), whole=True) == ()  # no count of the second entry was kept
