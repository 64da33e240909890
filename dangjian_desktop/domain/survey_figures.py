"""A survey over many meetings: figures of persons, units and areas, added from ballots, never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.tallies import GroupTally, ItemTally, RateFigure, SubjectTally, standing_for_all


class Level(StrEnum):
    """What a line of the table is about."""

    PERSON = "person"
    UNIT = "unit"
    AREA = "area"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one meeting says of one subject; ``points`` are the weights of ``voices`` answers together."""

    valid: int
    rates: tuple[RateFigure, ...]
    points: Fraction
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyLine:
    """One line: whose it is, in how many meetings, and its figures; ``valid`` is None where all is kept back.

    ``left_out`` counts the meetings that are not in it: too few of the group answered there.
    """

    level: Level
    area: str
    unit: str
    name: str
    meetings: int
    valid: int | None
    rates: tuple[RateFigure, ...]
    score: Fraction | None
    left_out: int = 0

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code``, or None."""
        return next((r for r in self.rates if r.code == code), None)


def counted_group(group: GroupTally, overall: str) -> Counted | None:
    """Return what a group says of the whole ballot; None where too few answered."""
    return _counted(group.valid, group.rates, standing_for_all(overall, group.items))


def counted_subject(group: GroupTally, one: SubjectTally, overall: str) -> Counted | None:
    """Return what a group says of one of the list; None where too few answered."""
    if one.hidden:
        return None
    return _counted(group.valid, one.rates, standing_for_all(overall, one.items))


def _counted(valid: int, rates: Sequence[RateFigure], items: Sequence[ItemTally]) -> Counted | None:
    items = [one for one in items if not one.several]
    if any(one.hidden for one in items):
        return None
    points, voices = Fraction(0), 0
    for item in items:
        for option, count in zip(item.options, item.counts, strict=True):
            if option.weight is not None:
                points, voices = points + option.weight * count, voices + count
    return Counted(valid=valid, rates=tuple(rates), points=points, voices=voices)


def line_of(level: Level, names: tuple[str, str, str], parts: Iterable[Counted | None]) -> SurveyLine:
    """Add what meetings say: numerators and denominators; ``names`` are area, unit and name."""
    held = tuple(parts)
    known = [one for one in held if one is not None]
    points, voices = sum((one.points for one in known), Fraction(0)), sum(one.voices for one in known)
    rates: dict[str, RateFigure] = {}
    for rate in (rate for one in known for rate in one.rates):
        before = rates.get(rate.code)
        rates[rate.code] = rate if before is None else _together(before, rate)
    return SurveyLine(
        level=level,
        area=names[0],
        unit=names[1],
        name=names[2],
        meetings=len(known),
        valid=sum(one.valid for one in known) if known else None,
        rates=tuple(rates.values()),
        score=points / voices if voices else None,
        left_out=len(held) - len(known),
    )


def _together(one: RateFigure, other: RateFigure) -> RateFigure:
    return replace(
        one,
        numerator=one.numerator + other.numerator,
        denominator=one.denominator + other.denominator,
        totals_only=one.totals_only or other.totals_only,
    )
