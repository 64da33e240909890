"""Drawings on paper: rows of bars of exact values, alone or in stretches, with a line to measure them by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Tone(StrEnum):
    """What a series says, so that it looks alike in every chart: from the best answer to the worst, then what
    says nothing: no opinion, nothing ticked."""

    BEST = "best"
    NEXT = "next"
    MIDDLE = "middle"
    WORST = "worst"
    UNSTATED = "unstated"
    BLANK = "blank"
    OTHER = "other"


def apart(tones: Sequence[Tone]) -> tuple[Tone, ...]:
    """Return the tones with each that stands there already put aside for the next that is free."""
    found: list[Tone] = []
    for tone in tones:
        free = (one for one in (tone, *Tone) if one not in found and (one is tone or one not in tones))
        found.append(next(free, tone))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a bar: its exact length, which of the chart's series it belongs to, its figure as written.

    The figure is a number as a table writes it (``31``, ``88.6%``), so that Excel can have it as a number.
    """

    value: Fraction
    series: int
    figure: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what is said behind its end; ``mark`` is where a line stands across it (the quota)."""

    stretches: tuple[Stretch, ...]
    said: str = ""
    mark: Fraction | None = None


@dataclass(frozen=True, slots=True)
class BarRow:
    """One or more bars under one name; ``heading`` is said above the row where it begins a group."""

    name: str
    bars: tuple[Bar, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A drawing: ``series`` and ``mark`` name what its patterns and its line mean; ``tones`` are what the
    series say, without them from the best to the worst.

    ``whole`` is what the full width stands for; None: the longest bar or the furthest mark.
    """

    title: str
    series: tuple[str, ...]
    rows: tuple[BarRow, ...]
    whole: Fraction | None = None
    mark: str = ""
    tones: tuple[Tone, ...] = ()

    def tone(self, series: int) -> Tone:
        """Return what a series says."""
        tones = self.tones or tuple(Tone)
        return tones[series % len(tones)]

    @property
    def full(self) -> Fraction:
        """Return what the full width stands for; never less than a bar is long."""
        ends = (
            max(sum((one.value for one in bar.stretches), Fraction(0)), bar.mark or Fraction(0))
            for row in self.rows
            for bar in row.bars
        )
        return max((self.whole or Fraction(0), *ends)) or Fraction(1)

    @property
    def grouped(self) -> bool:
        """Tell whether bars stand beside each other under one name, not series behind each other."""
        return any(len(row.bars) > 1 for row in self.rows)

    @property
    def marked(self) -> bool:
        """Tell whether a line stands across any bar."""
        return any(bar.mark is not None for row in self.rows for bar in row.bars)

    @property
    def used(self) -> tuple[int, ...]:
        """Return the series that any stretch is of."""
        found = {one.series for row in self.rows for bar in row.bars for one in bar.stretches if one.value}
        return tuple(sorted(found))

    def texts(self) -> tuple[str, ...]:
        """Return every text, in reading order."""
        return tuple(text for text in self._texts() if text)

    def _texts(self) -> Iterator[str]:
        yield self.title
        yield from (name for _, name in self.legend())
        for row in self.rows:
            yield row.heading
            yield row.name
            for bar in row.bars:
                yield from (one.figure for one in bar.stretches if one.value)
                yield bar.said

    def legend(self) -> tuple[tuple[int | None, str], ...]:
        """Return the series that have to be told apart, and None with the name of the line."""
        told = [(n, self.series[n]) for n in self.used] if len(self.series) > 1 else []
        return (*told, *(((None, self.mark),) if self.marked and self.mark else ()))
