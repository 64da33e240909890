"""Double entry: which papers are typed twice, how far each is, where two entries differ, who errs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Checking, Meeting
from dangjian_desktop.kernel.findings import Finding, Where, finding, warning

FIRST, SECOND, SETTLED = 1, 2, 3
BLOCK = 25
SAMPLE_STEP = 37
HUNDRED = 100


class EntryState(StrEnum):
    """How far one paper is: not typed, once, twice and equal, twice and different, settled by the paper."""

    EMPTY = "empty"
    FIRST = "first"
    SECOND = "second"
    DIFFERENT = "different"
    SETTLED = "settled"


class Part(IntEnum):
    """What two entries of a paper may differ in besides its marks, whose places count from 0: the paper
    itself (typed in one entry only), whose it is, whether and why it is invalid."""

    MISSING = -3
    GROUP = -2
    WHOLE = -1


def in_sample(number: int, percent: int, start: int) -> bool:
    """Tell whether paper ``number`` is typed twice: (number × 37 + start) ÷ 100 leaves less than ``percent``.

    Of any hundred numbers in a row exactly ``percent`` are; whoever knows ``start`` finds the same ones.
    """
    return (number * SAMPLE_STEP + start) % HUNDRED < percent


def asks_twice(meeting: Meeting, number: int) -> bool:
    """Tell whether the meeting's setting asks for a second entry of paper ``number``."""
    if meeting.second is Checking.SAMPLE:
        return meeting.sample_start is None or in_sample(number, meeting.percent, meeting.sample_start)
    return meeting.second is Checking.ALL


def due_twice(meeting: Meeting, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return which of the typed ``numbers`` are typed twice; of a sample, once drawn, at least the lowest."""
    if meeting.second is Checking.SAMPLE and meeting.sample_start is None:
        return ()
    found = tuple(n for n in numbers if asks_twice(meeting, n))
    return found or (tuple(numbers[:1]) if meeting.second is Checking.SAMPLE else ())


def count_twice(meeting: Meeting, numbers: Sequence[int]) -> int:
    """Return how many of ``numbers`` are typed twice; of a sample not yet drawn, how many about."""
    if meeting.second is Checking.SAMPLE and meeting.sample_start is None:
        return -(-len(numbers) * meeting.percent // HUNDRED)
    return len(due_twice(meeting, numbers))


def block_of(number: int) -> int:
    """Return the block of 25 numbers that ``number`` stands in, from 0: typists are known by block only."""
    return (number - 1) // BLOCK


def differences(first: Ballot | None, second: Ballot | None) -> tuple[int, ...]:
    """Return where two entries of one paper differ: parts, then places of marks in the form's order.

    Where one of them is invalid, that is the difference, whatever the other's marks are.
    """
    if first is None or second is None:
        return () if first is second else (Part.MISSING,)
    found: list[int] = [Part.GROUP] if first.group != second.group else []
    if BallotStatus.INVALID in (first.status, second.status):
        if (first.status, first.reason) != (second.status, second.reason):
            found.append(Part.WHOLE)
        return tuple(found)
    pairs = zip(first.marks, second.marks, strict=True)
    found.extend(place for place, (one, other) in enumerate(pairs) if one != other)
    return tuple(found)


def state_of(first: Ballot | None, second: Ballot | None, settled: Ballot | None) -> EntryState:
    """Return how far a paper is."""
    if settled is not None:
        return EntryState.SETTLED
    if second is None:
        return EntryState.EMPTY if first is None else EntryState.FIRST
    return EntryState.DIFFERENT if differences(first, second) else EntryState.SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both entries of one paper and, once people have decided, what holds."""

    number: int
    first: Ballot | None
    second: Ballot | None
    settled: Ballot | None = None

    @property
    def places(self) -> tuple[int, ...]:
        """Return where the two entries differ."""
        return differences(self.first, self.second)

    @property
    def state(self) -> EntryState:
        """Return how far the paper is."""
        return state_of(self.first, self.second, self.settled)

    @property
    def holds(self) -> Ballot | None:
        """Return what the paper says as far as is known: settled, or both entries equal."""
        return self.settled or (self.first if self.state is EntryState.SECOND else None)


def pairs_of(ballots: Iterable[Ballot]) -> tuple[Pair, ...]:
    """Return the papers that have a second or a settled entry, by number."""
    by_number: dict[int, dict[int, Ballot]] = {}
    for ballot in ballots:
        by_number.setdefault(ballot.number, {})[ballot.entry] = ballot
    return tuple(
        Pair(number=n, first=of.get(FIRST), second=of.get(SECOND), settled=of.get(SETTLED))
        for n, of in sorted(by_number.items())
        if SECOND in of or SETTLED in of
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCount:
    """How often ``wrong`` of ``judged`` places were typed otherwise than the paper says."""

    name: str
    judged: int
    wrong: int

    @property
    def share(self) -> Fraction | None:
        """Return the exact rate; None while nothing is judged."""
        return Fraction(self.wrong, self.judged) if self.judged else None


def typist_errors(
    pairs: Iterable[Pair], typists: Mapping[tuple[int, int], Sequence[str]], unknown: str
) -> tuple[ErrorCount, ...]:
    """Count every typist's errors over all papers whose true answers are known; papers of a block that
    several typed are counted for all of them together, under their names joined."""
    judged: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for pair in pairs:
        true = pair.holds
        if true is None:
            continue
        for entry, typed in ((FIRST, pair.first), (SECOND, pair.second)):
            name = "、".join(typists.get((entry, block_of(pair.number)), ())) or unknown
            judged[name] = judged.get(name, 0) + max(1, len(true.marks))
            wrong[name] = wrong.get(name, 0) + len(differences(typed, true))
    return tuple(ErrorCount(name=n, judged=judged[n], wrong=wrong[n]) for n in sorted(judged))


def item_errors(pairs: Iterable[Pair], names: Sequence[str]) -> tuple[ErrorCount, ...]:
    """Count the errors at every place of the form; ``names`` name the places."""
    judged, wrong = [0] * len(names), [0] * len(names)
    for pair in pairs:
        true = pair.holds
        if true is None or not true.marks:
            continue
        for typed in (pair.first, pair.second):
            if typed is None or not typed.marks:
                continue
            for place, (one, other) in enumerate(zip(typed.marks, true.marks, strict=True)):
                judged[place] += 1
                wrong[place] += one != other
    return tuple(ErrorCount(name=name, judged=judged[n], wrong=wrong[n]) for n, name in enumerate(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubled:
    """How far the second entry of one meeting is: papers ``due``, of these ``typed``, of these different."""

    due: int
    typed: int
    differing: tuple[int, ...] = ()

    @property
    def missing(self) -> int:
        """Return how many papers wait for their second entry."""
        return max(0, self.due - self.typed)


def same_typists(typists: Mapping[tuple[int, int], Sequence[str]]) -> tuple[str, ...]:
    """Return who typed both entries of one block."""
    both = {
        name
        for (entry, block), names in typists.items()
        if entry == SECOND
        for name in names
        if name in typists.get((FIRST, block), ())
    }
    return tuple(sorted(both))


def entry_findings(
    meeting: Meeting, doubled: Doubled, typists: Mapping[tuple[int, int], Sequence[str]]
) -> tuple[Finding, ...]:
    """Return what the second entry leaves open: differences and missing papers stop the count."""
    at, found = Where(record=meeting.title), []
    if doubled.differing:
        shown = "、".join(map(str, doubled.differing[:8])) + ("…" if len(doubled.differing) > 8 else "")
        found.append(
            finding("ballots.differences_open", where=at, count=len(doubled.differing), numbers=shown)
        )
    if meeting.second is Checking.NONE:
        return tuple(found)
    if doubled.missing:
        found.append(finding("ballots.second_missing", where=at, missing=doubled.missing, due=doubled.due))
    names = same_typists(typists)
    if names:
        found.append(warning("ballots.same_typist", at, names="、".join(names)))
    return tuple(found)
