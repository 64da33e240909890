"""Counting ballots: exact rates with named denominators, small groups never shown or derivable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, GroupCount, Marks, Meeting
from dangjian_desktop.domain.forms import Attitude, BallotForm, BallotOption, ItemKind, RateBase, RateRule
from dangjian_desktop.domain.meetings import meeting_findings
from dangjian_desktop.domain.paper_charts import Tone
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts.ballots import BASE_NAMES, ITEMS_MARK, NO_RATE, RATE_WORKING, TOTALS_MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFigure:
    """A rate with its numerator, its denominator and what the denominator is; ``totals_only``: (partly)
    from meetings of which only totals are kept. ``items`` are the items of the ballot added up in it."""

    code: str
    name: str
    numerator: int
    denominator: int
    base: RateBase
    totals_only: bool = False
    items: int = 1

    @staticmethod
    def of_ballots(count: int, valid: int) -> RateFigure:
        """Return the share of the valid ballots that say one thing."""
        return RateFigure(code="", name="", numerator=count, denominator=valid, base=RateBase.VALID)

    @property
    def share(self) -> Fraction | None:
        """Return the exact share; None while nothing is counted."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def working(self, places: int = 1) -> str:
        """Write the arithmetic: ``31 ÷ 35 = 88.6%（有效票为分母）``."""
        if self.share is None:
            return NO_RATE
        added_up = ITEMS_MARK.format(items=self.items) if self.items > 1 else ""
        return RATE_WORKING.format(
            numerator=self.numerator,
            denominator=self.denominator,
            percent=percent(self.share, places),
            base=BASE_NAMES[self.base] + added_up + (TOTALS_MARK if self.totals_only else ""),
        )


def tones_of(options: Sequence[BallotOption]) -> tuple[Tone, ...]:
    """Return what each option says where answers are drawn: the first that is content is the best."""
    found: list[Tone] = []
    satisfied = 0
    for option in options:
        if option.attitude is Attitude.SATISFIED:
            found.append(Tone.NEXT if satisfied else Tone.BEST)
            satisfied += 1
        else:
            middle = Tone.MIDDLE if satisfied > 1 else Tone.NEXT
            plain = {Attitude.MIDDLE: middle, Attitude.DISSATISFIED: Tone.WORST}
            found.append(plain.get(option.attitude, Tone.UNSTATED))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """One item: a count per option in the order of its ``options``, blanks, rates, and the mean weight.

    ``papers`` are the valid ballots, ``rates`` those of the form that count one of the item's options. Where
    several options may be ticked the counts may add up to more than the papers and there are no rates: each
    option has its own (:meth:`option_rate`), and ``score`` is the mean of what the ballots that answered
    ticked. ``hidden``: too few of the group answered; then nothing is told.
    """

    code: str
    text: str
    options: tuple[BallotOption, ...]
    counts: tuple[int, ...]
    blank: int
    rates: tuple[RateFigure, ...]
    score: Fraction | None
    papers: int = 0
    several: bool = False
    subject: int | None = None
    of: str = ""
    totals_only: bool = False
    hidden: bool = False

    @property
    def answered(self) -> int:
        """Return how many of the ballots say something here."""
        return self.papers - self.blank

    def option_rate(self, place: int) -> RateFigure:
        """Return the share of the valid ballots that chose the option at ``place``."""
        made = RateFigure.of_ballots(self.counts[place], self.papers)
        option = self.options[place]
        return replace(made, code=option.code, name=option.text, totals_only=self.totals_only)

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code``, or None."""
        return next((r for r in self.rates if r.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectTally:
    """One line of the meeting's list: its items, the rates of the item that stands for all, and the score.

    ``score`` is that item's, or where the form names none the mean of the items' scores. ``hidden``: too few
    of the group answered.
    """

    place: int
    name: str
    items: tuple[ItemTally, ...]
    rates: tuple[RateFigure, ...]
    score: Fraction | None
    hidden: bool = False

    def rate(self, code: str) -> RateFigure | None:
        """Return the rate ``code``, or None."""
        return next((r for r in self.rates if r.code == code), None)


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
    subjects: tuple[SubjectTally, ...] = ()

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
    (group, item, mark or None for blank, n). Groups the form does not know are left out."""
    totals = {g.code: dict.fromkeys(BallotStatus, 0) for g in form.groups}
    grids = {g.code: _Grid(form) for g in form.groups}
    for group, status, n in papers:
        if group in totals:
            totals[group][status] += n
    for group, item, mark, n in marks:
        if group in grids:
            grids[group].add(item, mark, n)
    several = any(item.kind is ItemKind.MULTIPLE for item in form.items)
    return tuple(
        GroupCount(
            group=code,
            valid=by_status[BallotStatus.VALID],
            invalid=by_status[BallotStatus.INVALID],
            blank=by_status[BallotStatus.BLANK],
            marks=tuple(map(tuple, grids[code].rows)),
            answered=tuple(grids[code].answered) if several else (),
        )
        for code, by_status in totals.items()
    )


class _Grid:
    """The marks of one group while they are counted: per item its options, then blank, and its papers."""

    def __init__(self, form: BallotForm) -> None:
        self.several = [item.kind is ItemKind.MULTIPLE for item in form.items]
        self.rows = [[0] * (len(form.options_of(n)) + 1) for n in range(len(form.items))]
        self.answered = [0] * len(form.items)

    def add(self, item: int, mark: int | None, papers: int) -> None:
        """Count ``papers`` with the same mark at an item; None is blank."""
        self.answered[item] += papers
        if mark is None:
            self.rows[item][-1] += papers
            return
        for place in _ticked(mark) if self.several[item] else (mark,):
            self.rows[item][place] += papers


def _ticked(mark: int) -> tuple[int, ...]:
    """Return the positions of the options a mark of several ticks."""
    return tuple(place for place in range(mark.bit_length()) if mark >> place & 1)


def tally(form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]) -> MeetingTally:
    """Make the result of ``meeting`` from its counts, exact and with nothing too small shown."""
    rules, hidden = _rules(form), hidden_groups(counts, form.smallest_group)
    if meeting.totals_only:
        rules = tuple(replace(one, totals_only=True) for one in rules)
    names = {g.code: g.name for g in form.groups}
    returned = {c.group: meeting.head(c.group).returned or c.papers for c in counts}
    kept_back = [hidden_at(counts, place, form.smallest_group, hidden) for place in range(len(form.items))]
    return MeetingTally(
        meeting_id=meeting.id,
        form_code=form.code,
        form_edition=form.edition,
        total=_group_tally(form, rules, _whole(form, counts), "", sum(returned.values())),
        groups=tuple(
            _group_tally(form, rules, c, names[c.group], returned[c.group], kept_back)
            for c in counts
            if c.group not in hidden
        ),
        hidden=hidden,
        findings=meeting_findings(form, meeting, counts),
    )


def _whole(form: BallotForm, counts: Sequence[GroupCount]) -> GroupCount:
    """Count all groups together."""
    return GroupCount(
        group="",
        valid=sum(c.valid for c in counts),
        invalid=sum(c.invalid for c in counts),
        blank=sum(c.blank for c in counts),
        marks=_added(form, counts),
        answered=tuple(sum(c.papers_at(n) for c in counts) for n in range(len(form.items))),
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


def hidden_at(
    counts: Sequence[GroupCount], item: int, smallest: int, hidden: Sequence[str]
) -> frozenset[str]:
    """Return the groups whose breakdown must not be shown at one item (of one person, where it asks of many).

    Besides the ``hidden`` ones those of which fewer than ``smallest`` answered it; then the next larger ones,
    until the answers of at least two groups and of ``smallest`` ballots are left together.
    """
    answers = {c.group: c.papers_at(item) - c.marks[item][-1] for c in counts if c.valid}
    found = [g for g, n in answers.items() if g in hidden or n < smallest]
    for other in sorted((g for g in answers if g not in found), key=lambda g: answers[g]):
        told = [answers[g] for g in found if answers[g]]
        if not told or (len(told) >= 2 and sum(told) >= smallest):
            break
        found.append(other)
    return frozenset(found)


def _added(form: BallotForm, counts: Sequence[GroupCount]) -> Marks:
    return tuple(
        tuple(sum(column) for column in zip(*(c.marks[item] for c in counts), strict=True))
        for item in range(len(form.items))
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    """A form's rates and weights as positions of some options, made once for a whole tally."""

    options: tuple[BallotOption, ...]
    rates: tuple[tuple[RateRule, tuple[int, ...]], ...]
    stated: tuple[int, ...]
    weights: tuple[tuple[int, int], ...]
    scale: int
    totals_only: bool = False

    @staticmethod
    def of(form: BallotForm, options: tuple[BallotOption, ...]) -> _Rules:
        """Find the positions; weights become whole numbers over one common ``scale``."""
        placed = tuple(enumerate(options))
        scale = lcm(*(o.weight.denominator for _, o in placed if o.weight is not None))
        rates = ((rule, tuple(n for n, o in placed if o.code in rule.options)) for rule in form.rates)
        return _Rules(
            options,
            tuple((rule, places) for rule, places in rates if places),
            tuple(n for n, o in placed if o.attitude is not Attitude.UNSTATED),
            tuple((n, int(o.weight * scale)) for n, o in placed if o.weight is not None),
            scale,
        )


def _rules(form: BallotForm) -> tuple[_Rules, ...]:
    """Return the rules of every item; items with the same options share them."""
    made: dict[int, _Rules] = {}
    found = []
    for place in range(len(form.items)):
        options = form.options_of(place)
        if id(options) not in made:
            made[id(options)] = _Rules.of(form, options)
        found.append(made[id(options)])
    return tuple(found)


def _group_tally(
    form: BallotForm,
    rules: Sequence[_Rules],
    c: GroupCount,
    name: str,
    returned: int,
    kept_back: Sequence[frozenset[str]] = (),
) -> GroupTally:
    items = tuple(_item_tally(form, rules[n], c, n, returned) for n in range(len(form.items)))
    if any(c.group in groups for groups in kept_back):
        items = tuple(
            replace(one, counts=(), blank=0, rates=(), score=None, hidden=True) if c.group in groups else one
            for one, groups in zip(items, kept_back, strict=True)
        )
    return GroupTally(
        group=c.group,
        name=name,
        returned=returned,
        valid=c.valid,
        invalid=c.invalid,
        blank=c.blank,
        items=items,
        rates=rates_of(form, items),
        subjects=tuple(_subjects(form, items)),
    )


def _subjects(form: BallotForm, items: Sequence[ItemTally]) -> Iterator[SubjectTally]:
    by_place: dict[int, list[ItemTally]] = {}
    for item in items:
        if item.subject is not None:
            by_place.setdefault(item.subject, []).append(item)
    for place, mine in by_place.items():
        parts = standing_for_all(form.overall_item, mine)
        scores = [one.score for one in parts if one.score is not None]
        hidden = any(one.hidden for one in parts)
        yield SubjectTally(
            place=place,
            name=form.listed[place],
            items=tuple(mine),
            rates=rates_of(form, mine),
            score=sum(scores, Fraction(0)) / len(scores) if scores and not hidden else None,
            hidden=hidden,
        )


def standing_for_all(overall: str, items: Sequence[ItemTally]) -> Sequence[ItemTally]:
    """Return the items whose figures are the whole's: the overall one, else all of them."""
    found = [one for one in items if overall and overall in (one.code, one.of)]
    return found or items


def rates_of(form: BallotForm, items: Sequence[ItemTally]) -> tuple[RateFigure, ...]:
    """Return the form's rates of one subject's items: of those that stand for all; one of options that
    stand elsewhere, of the items that have them."""
    parts = standing_for_all(form.overall_item, items)
    found: list[RateFigure] = []
    if any(one.hidden and not one.several for one in parts):
        return ()
    for rule in form.rates:
        same = _same_rate(parts, rule.code) or _same_rate(items, rule.code)
        if same:
            found.append(_summed(same))
    return tuple(found)


def _same_rate(items: Sequence[ItemTally], code: str) -> list[RateFigure]:
    return [rate for rate in (item.rate(code) for item in items) if rate is not None]


def votes_of(form: BallotForm, items: Sequence[ItemTally]) -> dict[str, int]:
    """Return how often each option, by code, was chosen in the items whose figures are the whole's."""
    found: dict[str, int] = {}
    for item in standing_for_all(form.overall_item, items):
        for option, count in zip(item.options, item.counts, strict=True):
            found[option.code] = found.get(option.code, 0) + count
    return found


def _item_tally(form: BallotForm, rules: _Rules, c: GroupCount, place: int, returned: int) -> ItemTally:
    item, row = form.items[place], c.marks[place]
    counts = row[:-1]
    several = item.kind is ItemKind.MULTIPLE
    bases = {
        RateBase.RETURNED: returned,
        RateBase.VALID: c.valid,
        RateBase.STATED: sum([counts[n] for n in rules.stated]),
    }
    rates = tuple(
        RateFigure(
            code=rule.code,
            name=rule.name,
            numerator=sum([counts[n] for n in places]),
            denominator=bases[rule.base],
            base=rule.base,
            totals_only=rules.totals_only,
        )
        for rule, places in (() if several else rules.rates)
    )
    return ItemTally(
        code=item.code,
        text=item.text,
        options=rules.options,
        counts=counts,
        blank=row[-1],
        rates=rates,
        score=_mean_weight(rules, counts, c.papers_at(place) - row[-1] if several else None),
        papers=c.valid,
        several=several,
        totals_only=rules.totals_only,
        subject=item.subject,
        of=item.of,
    )


def _mean_weight(rules: _Rules, counts: Sequence[int], answered: int | None = None) -> Fraction | None:
    """Return the mean points of the voices, or of the ``answered`` ballots where one may tick several."""
    voices = sum([counts[n] for n, _ in rules.weights]) if answered is None else answered
    if not voices or not rules.weights:
        return None
    return Fraction(sum([counts[n] * weight for n, weight in rules.weights]), rules.scale * voices)


def _summed(rates: Sequence[RateFigure]) -> RateFigure:
    return replace(
        rates[0],
        numerator=sum(one.numerator for one in rates),
        denominator=sum(one.denominator for one in rates),
        items=len(rates),
    )
