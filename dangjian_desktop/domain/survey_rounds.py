"""A survey and the round before it: figure by figure, subtracted only where the denominators are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.tallies import GroupTally, ItemTally, RateFigure
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import BASE_NAMES, COMPARED_WORDS

SCORE = "score"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of one round: its value, what its denominator is (empty for points), and both as ballots:
    31/35."""

    value: Fraction | None
    base: str = ""
    parts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One figure in two rounds; ``item`` is empty for the whole ballot, None: not asked in that round."""

    item: str
    measure: str
    before: Measured | None
    after: Measured | None
    points: bool = False

    @property
    def moved(self) -> Fraction | None:
        """Return how far the figure moved; None where the two cannot be subtracted."""
        if self.before is None or self.after is None or self.before.base != self.after.base:
            return None
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def other_base(self) -> bool:
        """Tell whether only the denominators keep the two from being subtracted."""
        return len({one.base for one in (self.before, self.after) if one is not None}) == 2

    def figure(self, one: Measured | None, places: int) -> str:
        """Write one of the two figures."""
        if one is None or one.value is None:
            return COMPARED_WORDS["none"]
        return shown(one.value, places) if self.points else percent(one.value, places)

    def movement(self, places: int) -> str:
        """Write how far it moved: +8.6 个百分点, −2.0 分, 持平."""
        if self.moved is None:
            return COMPARED_WORDS["other_base" if self.other_base else "none"]
        if not self.moved:
            return COMPARED_WORDS["same"]
        size = shown(abs(self.moved) * (1 if self.points else 100), places)
        sign = "+" if self.moved > 0 else "−"
        return f"{sign}{size} {COMPARED_WORDS['points' if self.points else 'percent']}"


def before_of(meeting: Meeting, others: Iterable[Meeting]) -> Meeting | None:
    """Return the meeting that ``meeting`` is compared with: the one chosen, else the last one held before."""
    known = [one for one in others if one.id != meeting.id]
    chosen = next((one for one in known if one.id == meeting.compare_with), None)
    if chosen is not None or meeting.held_on is None:
        return chosen
    held = [one for one in known if one.held_on is not None and one.held_on < meeting.held_on]
    return max(held, key=lambda one: (str(one.held_on), one.id), default=None)


def compared(before: GroupTally | None, after: GroupTally) -> tuple[ComparedLine, ...]:
    """Return every figure of ``after`` beside the one of ``before``, then what only ``before`` asked."""
    earlier = {one.key: one for one in _figures(before)} if before is not None else {}
    later = {one.key: one for one in _figures(after)}
    lines = []
    for key in dict.fromkeys((*later, *earlier)):
        old, new = earlier.get(key), later.get(key)
        told = new or earlier[key]
        lines.append(
            ComparedLine(
                item=told.text,
                measure=told.measure,
                before=old.figure if old else None,
                after=new.figure if new else None,
                points=told.points,
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of one round; ``of`` is the item's code or the name of whom it judges."""

    of: str
    text: str
    measure: str
    figure: Measured
    points: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        return (self.of, self.measure, self.points)


def _figures(group: GroupTally) -> Iterator[_Figure]:
    """Yield the figures of one round: of the whole, then of everybody judged or of every item."""
    yield from _told("", "", group.rates, None)
    if group.subjects:
        for one in group.subjects:
            yield from _told(one.name, one.name, one.rates, one.score)
        return
    for item in group.items:
        yield from _told(item.code, item.text, _rates_of(item), item.score)


def _told(of: str, text: str, rates: Iterable[RateFigure], score: Fraction | None) -> Iterator[_Figure]:
    for rate in rates:
        base = BASE_NAMES[rate.base].removesuffix("为分母")
        parts = f"{rate.numerator}/{rate.denominator}"
        yield _Figure(of, text, rate.name, Measured(rate.share, base, parts))
    if score is not None:
        yield _Figure(of, text, COMPARED_WORDS[SCORE], Measured(score), points=True)


def _rates_of(item: ItemTally) -> Sequence[RateFigure]:
    return [item.option_rate(n) for n in range(len(item.counts))] if item.several else item.rates
