"""Totals of batches of 25 or 50 papers by their numbers, to be held against a hand count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dangjian_desktop.domain.ballots import Ballot, BallotStatus
from dangjian_desktop.domain.forms import BallotForm, ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSum:
    """The papers numbered ``first`` … ``last``, all groups together.

    ``marks`` has a row per item, a count per option of the item, blanks last; it is empty where fewer valid
    papers than may be broken down are in the batch. ``size`` is how many papers a whole batch has.
    """

    place: int
    first: int
    last: int
    size: int
    valid: int
    invalid: int
    blank: int
    marks: tuple[tuple[int, ...], ...]

    @property
    def papers(self) -> int:
        """Return the number of typed papers."""
        return self.valid + self.invalid + self.blank


def batch_of(number: int, size: int) -> int:
    """Return the batch that ``number`` stands in, from 1."""
    return (number - 1) // size + 1


def batch_sums(form: BallotForm, ballots: Iterable[Ballot], size: int) -> tuple[BatchSum, ...]:
    """Return the sums of the batches that hold papers, by number."""
    by_batch: dict[int, list[Ballot]] = {}
    for ballot in ballots:
        by_batch.setdefault(batch_of(ballot.number, size), []).append(ballot)
    return tuple(_sum(form, place, by_batch[place], size) for place in sorted(by_batch))


def _sum(form: BallotForm, place: int, ballots: list[Ballot], size: int) -> BatchSum:
    valid = [b for b in ballots if b.status is BallotStatus.VALID]
    shown = valid if len(valid) >= form.smallest_group else []
    first = (place - 1) * size + 1
    return BatchSum(
        place=place,
        first=first,
        last=first + size - 1,
        size=size,
        valid=len(valid),
        invalid=sum(b.status is BallotStatus.INVALID for b in ballots),
        blank=sum(b.status is BallotStatus.BLANK for b in ballots),
        marks=tuple(_item(form, item, shown) for item in range(len(form.items))) if shown else (),
    )


def _item(form: BallotForm, item: int, ballots: list[Ballot]) -> tuple[int, ...]:
    options = len(form.options_of(item))
    counts = [0] * (options + 1)
    for ballot in ballots:
        mark = ballot.marks[item]
        if mark is None:
            counts[options] += 1
        elif form.items[item].kind is ItemKind.SINGLE:
            counts[mark] += 1
        else:
            for option in range(options):
                counts[option] += mark >> option & 1
    return tuple(counts)
