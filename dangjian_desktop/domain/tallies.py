"""Counting ballots: exact rates with named denominators, small groups never shown or derivable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, GroupCount, Marks, Meeting
from dangjian_desktop.domain.forms import Attitude, BallotForm, RateBase, RateRule
from dangjian_desktop.domain.meetings import meeting_findings
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts.ballots import BASE_NAMES, NO_RATE, RATE_WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFigure:
    """A rate with its numerator, its denominator and what the denominator is."""

    code: str
    name: str
    numerator: int
    denominator: int
    base: RateBase

    @property
    def share(self) -> Fraction | None:
        """Return the exact share; None while nothing is counted."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def working(self, places: int = 1) -> str:
        """Write the arithmetic: ``31 ÷ 35 = 88.6%（有效票为分母）``."""
        if self.share is None:
            return NO_RATE
        return RATE_WORKING.format(
            numerator=self.numerator,
            denominator=self.denominator,
            percent=percent(self.share, places),
            base=BASE_NAMES[self.base],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """One item: a count per option in the form's order, blanks, rates, and the mean weight."""

    code: str
    text: str
    counts: tuple[int, ...]
    blank: int
    rates: tuple[RateFigure, ...]
    score: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTally:
    """The result of one group, or of the whole meeting (``group`` is then empty)."""

    group: str
    name: str
    returned: int
    valid: int
    invalid: int
    blank: int
    items: tuple[ItemTally, ...]
    rates: tuple[RateFigure, ...]

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code`` of the whole ballot, or None."""
        return next((r for r in self.rates if r.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTally:
    """The result of one meeting. ``hidden`` names the groups too small to be broken down, with
    those that must stay hidden so that the small ones do not follow by subtraction."""

    meeting_id: str
    form_code: str
    form_edition: str
    total: GroupTally
    groups: tuple[GroupTally, ...]
    hidden: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def void(self) -> bool:
        """Tell whether the whole count is void (收回 > 发出)."""
        return any(f.code == "ballots.returned_over_issued" for f in self.findings)

    def rate(self, code: str) -> RateFigure | None:
        """Return the meeting's rate ``code``; None where unknown or where the count is void."""
        return None if self.void else self.total.rate(code)


# ---------------------------------------------------------------- counting


def count(form: BallotForm, ballots: Iterable[Ballot]) -> tuple[GroupCount, ...]:
    """Count ``ballots`` of one entry, group by group in the form's order."""
    papers: dict[tuple[str, BallotStatus], int] = {}
    marks: dict[tuple[str, int, int | None], int] = {}
    for ballot in ballots:
        key = (ballot.group, ballot.status)
        papers[key] = papers.get(key, 0) + 1
        if ballot.status is BallotStatus.VALID:
            for item, mark in enumerate(ballot.marks):
                place = (ballot.group, item, mark)
                marks[place] = marks.get(place, 0) + 1
    return counts_from_rows(
        form,
        ((group, status, n) for (group, status), n in papers.items()),
        ((group, item, mark, n) for (group, item, mark), n in marks.items()),
    )


def counts_from_rows(
    form: BallotForm,
    papers: Iterable[tuple[str, BallotStatus, int]],
    marks: Iterable[tuple[str, int, int | None, int]],
) -> tuple[GroupCount, ...]:
    """Build the counts from grouped rows: (group, status, n) and, for valid ballots only,
    (group, item, option or None for blank, n). Groups the form does not know are left out."""
    totals = {g.code: dict.fromkeys(BallotStatus, 0) for g in form.groups}
    grids = {g.code: [[0] * (len(form.options) + 1) for _ in form.items] for g in form.groups}
    for group, status, n in papers:
        if group in totals:
            totals[group][status] += n
    for group, item, option, n in marks:
        if group in grids:
            grids[group][item][-1 if option is None else option] += n
    return tuple(
        GroupCount(
            group=code,
            valid=by_status[BallotStatus.VALID],
            invalid=by_status[BallotStatus.INVALID],
            blank=by_status[BallotStatus.BLANK],
            marks=tuple(tuple(row) for row in grids[code]),
        )
        for code, by_status in totals.items()
    )


def tally(form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]) -> MeetingTally:
    """Make the result of ``meeting`` from its counts, exact and with nothing too small shown."""
    rules, hidden = _Rules.of(form), hidden_groups(counts, form.smallest_group)
    names = {g.code: g.name for g in form.groups}
    returned = {c.group: meeting.head(c.group).returned or c.papers for c in counts}
    whole = GroupCount(
        group="",
        valid=sum(c.valid for c in counts),
        invalid=sum(c.invalid for c in counts),
        blank=sum(c.blank for c in counts),
        marks=_added(form, counts),
    )
    return MeetingTally(
        meeting_id=meeting.id,
        form_code=form.code,
        form_edition=form.edition,
        total=_group_tally(rules, whole, "", sum(returned.values())),
        groups=tuple(
            _group_tally(rules, c, names[c.group], returned[c.group]) for c in counts if c.group not in hidden
        ),
        hidden=hidden,
        findings=meeting_findings(form, meeting, counts),
    )


def hidden_groups(counts: Sequence[GroupCount], smallest: int) -> tuple[str, ...]:
    """Return the groups whose breakdown must not be shown.

    Groups of 1 … ``smallest`` − 1 valid ballots are hidden; then the next larger ones, until at
    least two hold at least ``smallest`` ballots together, so that total − shown tells nothing
    about a small group. Groups without ballots hide nothing and are not counted.
    """
    filled = sorted((c for c in counts if c.valid), key=lambda c: c.valid)
    hidden = [c for c in filled if c.valid < smallest]
    if not hidden:
        return ()
    for other in filled[len(hidden) :]:
        if len(hidden) >= 2 and sum(c.valid for c in hidden) >= smallest:
            break
        hidden.append(other)
    codes = {c.group for c in hidden}
    return tuple(c.group for c in counts if c.group in codes)


def _added(form: BallotForm, counts: Sequence[GroupCount]) -> Marks:
    width = len(form.options) + 1
    return tuple(
        tuple(sum(c.marks[item][column] for c in counts) for column in range(width))
        for item in range(len(form.items))
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """A form's rates and weights as positions of options, made once for a whole tally."""

    form: BallotForm
    rates: tuple[tuple[RateRule, tuple[int, ...]], ...]
    stated: tuple[int, ...]
    weights: tuple[tuple[int, int], ...]
    scale: int

    @staticmethod
    def of(form: BallotForm) -> _Rules:
        """Find the positions; weights become whole numbers over one common ``scale``."""
        options = tuple(enumerate(form.options))
        scale = lcm(*(o.weight.denominator for _, o in options if o.weight is not None))
        return _Rules(
            form,
            tuple((rule, tuple(n for n, o in options if o.code in rule.options)) for rule in form.rates),
            tuple(n for n, o in options if o.attitude is not Attitude.UNSTATED),
            tuple((n, int(o.weight * scale)) for n, o in options if o.weight is not None),
            scale,
        )


def _group_tally(rules: _Rules, c: GroupCount, name: str, returned: int) -> GroupTally:
    form = rules.form
    items = tuple(_item_tally(rules, c, n, returned) for n in range(len(form.items)))
    overall = next((i for i in items if i.code == form.overall_item), None)
    return GroupTally(
        group=c.group,
        name=name,
        returned=returned,
        valid=c.valid,
        invalid=c.invalid,
        blank=c.blank,
        items=items,
        rates=overall.rates if overall else tuple(_summed(items, n) for n in range(len(form.rates))),
    )


def _item_tally(rules: _Rules, c: GroupCount, item: int, returned: int) -> ItemTally:
    row = c.marks[item]
    counts = row[:-1]
    bases = {
        RateBase.RETURNED: returned,
        RateBase.VALID: c.valid,
        RateBase.STATED: sum([counts[n] for n in rules.stated]),
    }
    return ItemTally(
        code=rules.form.items[item].code,
        text=rules.form.items[item].text,
        counts=counts,
        blank=row[-1],
        rates=tuple(
            RateFigure(
                code=rule.code,
                name=rule.name,
                numerator=sum([counts[n] for n in places]),
                denominator=bases[rule.base],
                base=rule.base,
            )
            for rule, places in rules.rates
        ),
        score=_mean_weight(rules, counts),
    )


def _mean_weight(rules: _Rules, counts: Sequence[int]) -> Fraction | None:
    voices = sum([counts[n] for n, _ in rules.weights])
    if not voices:
        return None
    return Fraction(sum([counts[n] * weight for n, weight in rules.weights]), rules.scale * voices)


def _summed(items: Sequence[ItemTally], place: int) -> RateFigure:
    first = items[0].rates[place]
    return RateFigure(
        code=first.code,
        name=first.name,
        numerator=sum(i.rates[place].numerator for i in items),
        denominator=sum(i.rates[place].denominator for i in items),
        base=first.base,
    )
