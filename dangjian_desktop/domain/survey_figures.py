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
class Choices:
    """An item of which several may be ticked: of each option the share of the valid ballots.

    ``shares`` are empty and ``left_out`` counts the meetings where too few of the group answered it.
    """

    item: str
    shares: tuple[RateFigure, ...] = ()
    left_out: int = 0

    def share(self, option: str) -> RateFigure | None:
        """Return the share of an option, or None."""
        return next((one for one in self.shares if one.code == option), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one meeting says of one subject; ``points`` are the weights of ``voices`` answers together."""

    valid: int = 0
    rates: tuple[RateFigure, ...] = ()
    points: Fraction = Fraction(0)
    voices: int = 0
    choices: tuple[Choices, ...] = ()


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
    choices: tuple[Choices, ...] = ()

    def choice(self, item: str) -> Choices | None:
        """Return what was ticked at the item, or None."""
        return next((one for one in self.choices if one.item == item), None)

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code``, or None."""
        return next((r for r in self.rates if r.code == code), None)


def counted_group(group: GroupTally, overall: str) -> Counted | None:
    """Return what a group says of the whole ballot; None where too few answered."""
    return _counted(group.valid, group.rates, standing_for_all(overall, group.items), group.items)


def counted_subject(group: GroupTally, one: SubjectTally, overall: str) -> Counted | None:
    """Return what a group says of one of the list; None where too few answered."""
    if one.hidden:
        return None
    return _counted(group.valid, one.rates, standing_for_all(overall, one.items), one.items)


def counted_ticks(group: GroupTally) -> Counted:
    """Return what was ticked on ballots that judge a list where they ask of no one on it."""
    return Counted(choices=_choices(one for one in group.items if one.subject is None))


def _counted(
    valid: int, rates: Sequence[RateFigure], standing: Sequence[ItemTally], items: Sequence[ItemTally]
) -> Counted | None:
    standing = [one for one in standing if not one.several]
    if any(one.hidden for one in standing):
        return None
    points, voices = Fraction(0), 0
    for item in standing:
        for option, count in zip(item.options, item.counts, strict=True):
            if option.weight is not None:
                points, voices = points + option.weight * count, voices + count
    return Counted(valid=valid, rates=tuple(rates), points=points, voices=voices, choices=_choices(items))


def _choices(items: Iterable[ItemTally]) -> tuple[Choices, ...]:
    return tuple(
        Choices(item=one.of or one.code, left_out=1)
        if one.hidden
        else Choices(
            item=one.of or one.code, shares=tuple(one.option_rate(n) for n in range(len(one.counts)))
        )
        for one in items
        if one.several
    )


Parts = Sequence[tuple[str, Counted | None]]
"""What meetings say, each beside the id of the meeting; None where too few answered."""


def _score(known: Sequence[Counted]) -> Fraction | None:
    """Return the weighted score over all voices; None where there are none."""
    points, voices = sum((one.points for one in known), Fraction(0)), sum(one.voices for one in known)
    return points / voices if voices else None


def line_of(level: Level, names: tuple[str, str, str], parts: Parts) -> SurveyLine:
    """Add what meetings say: numerators and denominators; ``names`` are area, unit and name."""
    known = [one for _, one in parts if one is not None]
    told = {meeting for meeting, one in parts if one is not None}
    return SurveyLine(
        level=level,
        area=names[0],
        unit=names[1],
        name=names[2],
        meetings=len(told),
        valid=sum(one.valid for one in known) if known else None,
        rates=_added(rate for one in known for rate in one.rates),
        score=_score(known),
        left_out=len({meeting for meeting, one in parts if one is None}),
        choices=_choices_together([choice for one in known for choice in one.choices]),
    )


def _added(rates: Iterable[RateFigure]) -> tuple[RateFigure, ...]:
    found: dict[str, RateFigure] = {}
    for rate in rates:
        before = found.get(rate.code)
        found[rate.code] = rate if before is None else _together(before, rate)
    return tuple(found.values())


def _choices_together(choices: Sequence[Choices]) -> tuple[Choices, ...]:
    return tuple(
        Choices(
            item=item,
            shares=_added(share for one in choices if one.item == item for share in one.shares),
            left_out=sum(one.left_out for one in choices if one.item == item),
        )
        for item in dict.fromkeys(one.item for one in choices)
    )


def _together(one: RateFigure, other: RateFigure) -> RateFigure:
    return replace(
        one,
        numerator=one.numerator + other.numerator,
        denominator=one.denominator + other.denominator,
        totals_only=one.totals_only or other.totals_only,
    )
