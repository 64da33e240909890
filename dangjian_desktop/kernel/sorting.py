"""Sorting long lists in small steps, between which another thread or the event loop gets its turn."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from itertools import chain
from typing import Any

STEP = 1_500
"""Positions sorted between two turns."""


def stepwise(positions: Sequence[int], key: Callable[[int], Any]) -> Generator[None, None, list[int]]:
    """Sort ``positions`` by ``key``, yielding after each step; those alike stay in their order."""
    runs = [list[int]()]
    for start in range(0, len(positions), STEP):
        runs.append(sorted(positions[start : start + STEP], key=key))
        yield
    while len(runs) > 1:  # neighbours in order are put together quickly
        pairs, runs = [runs[n : n + 2] for n in range(0, len(runs), 2)], []
        for pair in pairs:
            runs.append(sorted(chain.from_iterable(pair), key=key))
            yield
    return runs[0]


def sorted_places(keys: Sequence[Any]) -> list[int]:
    """Return the places of ``keys`` in their order; never long in one step, so that no thread waits."""
    steps = stepwise(range(len(keys)), keys.__getitem__)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[int] = end.value
            return found
