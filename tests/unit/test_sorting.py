"""Sorting in steps gives what sorting at once gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.kernel.sorting import STEP, sorted_places


@given(st.integers(0, 3 * STEP), st.integers(1, 40), st.integers(0, 1000))
def test_places_are_those_of_a_sort_at_once_and_what_is_alike_keeps_its_order(
    count: int, kinds: int, start: int
) -> None:
    keys = [(start + n * 7919) % kinds for n in range(count)]
    assert sorted_places(keys) == sorted(range(count), key=keys.__getitem__)
