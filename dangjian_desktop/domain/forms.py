"""Forms as values: what a ballot, score sheet, vetting, paper, table head or timeline form says.

The figures in a form are data of one year and one county; every form names its sources and the
days on which it may start something new. ``catalog`` reads these values from ``forms/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.paper_lists import LabelStock
from dangjian_desktop.kernel.numbers import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule stands: document, 文号, article, date of issue."""

    document: str
    number: str = ""
    article: str = ""
    date: date | None = None

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The days, both included, on which a form may start something new; None is open."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of exact numbers; an end that is None is open to infinity."""

    low: Fraction | None = None
    low_included: bool = True
    high: Fraction | None = None
    high_included: bool = False

    def holds(self, value: Fraction) -> bool:
        """Tell whether ``value`` lies in the interval, exactly."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_included)):
            return False
        if self.high is None or value < self.high:
            return True
        return value == self.high and self.high_included


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What every form has. ``own`` marks a form of the office, not one shipped with the program."""

    code: str
    name: str
    edition: str
    sources: tuple[Source, ...]
    validity: Validity = Validity()
    own: bool = False


# ---------------------------------------------------------------- ballots


class BallotSubject(StrEnum):
    """What one ballot judges: a community's work, a body (班子) or one person."""

    COMMUNITY = "community"
    BODY = "body"
    PERSON = "person"


class Attitude(StrEnum):
    """How an option counts; UNSTATED (不了解) is an answer without an opinion."""

    SATISFIED = "satisfied"
    MIDDLE = "middle"
    DISSATISFIED = "dissatisfied"
    UNSTATED = "unstated"


class RateBase(StrEnum):
    """The denominator of a rate: 收回, 有效 or 表态 (有效 less blank and UNSTATED answers)."""

    RETURNED = "returned"
    VALID = "valid"
    STATED = "stated"


class CheckKind(StrEnum):
    """A check of a meeting sheet that a form may ask for."""

    LEAST_PRESENT = "least_present"
    MEMBERS_TO_OTHERS = "members_to_others"
    ALL_MEMBERS_PRESENT = "all_members_present"
    RETURNED_AT_MOST_ISSUED = "returned_at_most_issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentGroup:
    """A group of voters and the colour its pile's sheet head is printed in (``#rrggbb``)."""

    code: str
    name: str
    colour: str = ""
    members: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotOption:
    """One choice. ``key`` is the digit typed for it; ``weight`` its points, None for no points."""

    key: str
    code: str
    text: str
    attitude: Attitude
    weight: Fraction | None = None


class ItemKind(StrEnum):
    """One option is ticked, or several."""

    SINGLE = "single"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotItem:
    """One line of the ballot. ``options`` are its own; empty: those of the form.

    Of a MULTIPLE item at least ``at_least`` and at most ``at_most`` options are ticked (0: no limit)
    where anything is ticked. An item with ``each`` is asked of every subject of the meeting's list; on
    a form laid out for a meeting it stands once for each, ``subject`` is then the place in the list and
    ``of`` the item's code on the form.
    """

    code: str
    text: str
    kind: ItemKind = ItemKind.SINGLE
    options: tuple[BallotOption, ...] = ()
    at_least: int = 0
    at_most: int = 0
    each: bool = False
    subject: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkItem:
    """A question answered in free words on so many ``lines``, before the item ``before`` (its code), at the
    end of the ballot where that is empty."""

    code: str
    text: str
    lines: int = 3
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRule:
    """A rate: the options that count, over a named denominator."""

    code: str
    name: str
    options: tuple[str, ...]
    base: RateBase


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCheck:
    """A check with its clause; ``value`` is persons for LEAST_PRESENT, tolerance for a ratio."""

    kind: CheckKind
    source: Source
    value: Fraction = Fraction(0)
    blocking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRules:
    """When a count is doubted though it balances: this share (or more) of the papers invalid or blank, of
    at least ``uniform_from`` valid ones this share with one mark all through, so many copies in a row."""

    spoilt_share: Fraction = Fraction(3, 100)
    uniform_share: Fraction = Fraction(19, 20)
    uniform_from: int = 20
    copies: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotForm(Form):
    """测评票: it prints the ballot, defines the entry screen and makes the table.

    ``overall_item`` names the item whose rates stand for the whole ballot; empty means the sum
    over all items. Groups with fewer than ``smallest_group`` valid ballots are not broken down.
    ``list_subject`` says what the meeting's list holds where one ballot judges many, None where it
    judges one. ``listed`` are their names, with their notes (职务), once the form is laid out for a meeting
    (:func:`~dangjian_desktop.domain.ballot_lists.laid`); the items are then the places of the ballot.
    """

    subject: BallotSubject
    title: str
    intro: str
    groups: tuple[RespondentGroup, ...]
    items: tuple[BallotItem, ...]
    options: tuple[BallotOption, ...]
    rates: tuple[RateRule, ...]
    invalid_reasons: tuple[str, ...]
    overall_item: str = ""
    smallest_group: int = 5
    places: int = 1
    checks: tuple[MeetingCheck, ...] = ()
    proof: ProofRules = ProofRules()
    remarks: tuple[RemarkItem, ...] = ()
    list_subject: BallotSubject | None = None
    listed: tuple[str, ...] = ()
    listed_notes: tuple[str, ...] = ()

    def group(self, code: str) -> RespondentGroup | None:
        """Return the group ``code``, or None."""
        return next((g for g in self.groups if g.code == code), None)

    def remark_place(self, question: int) -> int:
        """Return how many places of the ballot stand before a question answered in words."""
        before = self.remarks[question].before
        places = (n for n, item in enumerate(self.items) if before and before in (item.code, item.of))
        return next(places, len(self.items))

    def options_of(self, item: int) -> tuple[BallotOption, ...]:
        """Return the options of the item at a place."""
        return self.items[item].options or self.options

    def option_by_key(self, key: str, item: int = 0) -> int | None:
        """Return the position of the option typed with ``key`` at the item, or None."""
        return next((n for n, o in enumerate(self.options_of(item)) if o.key == key), None)


# ---------------------------------------------------------------- scoring


CADRE, TEAM = "cadre", "team"
"""The categories of score forms that grade persons and 班子."""


class OverrideEffect(StrEnum):
    """What follows where an override holds: a grade is not allowed, or a grade is fixed."""

    NOT_ALLOWED = "not_allowed"
    FIXED = "fixed"


class OverrideBasis(StrEnum):
    """How an override is found: answered yes/no with evidence, computed from 成立日期, or from the
    grade of the 党总支 a branch belongs to."""

    ANSWERED = "answered"
    FOUNDED_AFTER = "founded_after"
    FOLLOWS_PARENT = "follows_parent"


class QuotaKind(StrEnum):
    """A CEILING draws a line people decide at; ABOUT is only compared."""

    CEILING = "ceiling"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup:
    """One of the "五个好" (or of the seven indicators) as a head over indicators."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A line of the score sheet, at most ``max_points``. ``rate`` names the ballot rate that fills
    it by itself (points = rate × max points, ``inverse``: of the rest); empty where a person gives
    the points. ``evidence`` is what must be shown; a ``bonus`` starts at nothing and is no part of
    the full points."""

    code: str
    group: str
    text: str
    criteria: str
    max_points: Fraction
    rate: str = ""
    inverse: bool = False
    evidence: str = ""
    bonus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A grade and the scores it covers. Bands are ordered best first, without gap or overlap."""

    grade: str
    name: str
    scores: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Grades not allowed where a ballot rate lies in ``rates`` (e.g. below 90 %)."""

    code: str
    text: str
    rate: str
    rates: Interval
    grades: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A clause above the score: ``effect`` on ``grades`` where it holds.

    For FOUNDED_AFTER an organisation is new when it was founded on ``since`` or later, or has
    not existed for ``months`` full months on the day of rating. For FOLLOWS_PARENT there are no
    ``grades``: the grade is that of the 党总支.
    """

    code: str
    text: str
    basis: OverrideBasis
    effect: OverrideEffect
    grades: tuple[str, ...]
    source: Source
    since: date | None = None
    months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A share of the category's organisations for one grade."""

    grade: str
    share: Fraction
    kind: QuotaKind
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedRate:
    """A ``rate`` of the sheet that is called ``there`` on one ballot form."""

    ballot_form: str
    rate: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyUse:
    """Which ballot form feeds the sheet, and the weight of its rate beside the sheet (0 = the
    rate only fills indicators and bars). ``also`` are ballot forms that count the same way where the
    first has nothing to say of somebody; ``renamed`` says what a rate of the sheet is called on one of them.
    """

    ballot_form: str
    rate: str
    weight: Fraction = Fraction(0)
    also: tuple[str, ...] = ()
    renamed: tuple[RenamedRate, ...] = ()

    @property
    def ballots(self) -> tuple[str, ...]:
        """Return the ballot forms, the one that counts first first."""
        return (self.ballot_form, *self.also)

    def name_of(self, rate: str, ballot_form: str) -> str:
        """Return what the sheet calls a rate of ``ballot_form``."""
        renamed = (r.rate for r in self.renamed if (r.ballot_form, r.there) == (ballot_form, rate))
        return next(renamed, rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """How many working days grades are put up, and within how many an objection is answered."""

    days: int
    answer_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreForm(Form):
    """分类定级评分表 of one or more categories (values of ``OrgCategory``, or CADRE and TEAM).

    ``counts`` is the stage whose result is graded.
    """

    categories: tuple[str, ...]
    groups: tuple[IndicatorGroup, ...]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    survey: SurveyUse | None = None
    bars: tuple[Bar, ...] = ()
    overrides: tuple[Override, ...] = ()
    quotas: tuple[Quota, ...] = ()
    explained_grades: tuple[str, ...] = ()
    decision_source: Source | None = None
    publicity: Publicity | None = None
    counts: str = "assessment"
    places: int = 1

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator ``code``, or None."""
        return next((i for i in self.indicators if i.code == code), None)

    def grade_name(self, grade: str) -> str:
        """Return the Chinese name of ``grade``; the code itself when the form has no such band."""
        return next((b.name for b in self.bands if b.grade == grade), grade)

    def full_points(self) -> Fraction:
        """Return the points of a faultless sheet."""
        return added([i.max_points for i in self.indicators if not i.bonus])


# ---------------------------------------------------------------- vetting


class ClauseKind(StrEnum):
    """COMPUTED from a ballot rate, or JUDGED by people with basis and evidence."""

    COMPUTED = "computed"
    JUDGED = "judged"


class ClauseEffect(StrEnum):
    """What follows where a clause is met: may not stand, 诫勉谈话, or a note."""

    VETO = "veto"
    ADMONITION = "admonition"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingClause:
    """A question asked of every candidate.

    A computed clause is met where the ballot rate ``rate`` lies in ``rates``. ``serving_only``
    clauses are asked of serving cadres only (届满民主评议). ``answered_by`` proposes who answers.
    """

    code: str
    title: str
    text: str
    kind: ClauseKind
    effect: ClauseEffect
    source: Source
    rate: str = ""
    rates: Interval | None = None
    serving_only: bool = False
    evidence_asked: str = ""
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingForm(Form):
    """资格审查: the clauses every candidate is held against, and the ballots that feed them."""

    clauses: tuple[VettingClause, ...]
    ballot_form: str = ""
    review_days: int = 0
    places: int = 1

    def clause(self, code: str) -> VettingClause | None:
        """Return the clause ``code``, or None."""
        return next((c for c in self.clauses if c.code == code), None)


# ---------------------------------------------------------------- papers, tables, timelines


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A group of a list by its name, with the codes of what stands in it."""

    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuForm(Form):
    """The groups a list is offered in, groups and kinds in their order."""

    groups: tuple[MenuGroup, ...]


@dataclass(frozen=True, slots=True)
class PictureRule:
    """What a picture on a large sheet may be: megabytes of its file, megadots before it is read, the dots of
    its longest side that are kept; ``sharp`` pairs the longest side of a sheet (mm) with the dots an inch
    below which a picture on it looks coarse, smallest sheets first."""

    megabytes: int
    megadots: int
    kept: int
    sharp: tuple[tuple[int, int], ...]

    def least_dpi(self, side: int) -> int:
        """Return the dots an inch a picture needs on a sheet whose longest side is ``side`` mm."""
        return next((dpi for most, dpi in self.sharp if side <= most), self.sharp[-1][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm(Form):
    """The wording of a paper by key; nested tables of the file are joined with dots.

    ``stocks`` are the sheets of labels it can be printed on, ``pictures`` what pictures it takes.
    """

    wording: tuple[tuple[str, str], ...]
    stocks: tuple[LabelStock, ...] = ()
    pictures: PictureRule | None = None

    def text(self, key: str, default: str = "") -> str:
        """Return the wording under ``key``, or ``default``."""
        return next((value for name, value in self.wording if name == key), default)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the wording under ``key`` as lines (a list in the file gives one line each)."""
        text = self.text(key)
        return tuple(text.split("\n")) if text else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterColumn:
    """A column of a roster table and the words it is headed with, best first.

    ``purpose`` says what the office keeps the fact for; a fact about a person must have one.
    """

    field: str
    words: tuple[str, ...]
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterForm(Form):
    """How the columns of one kind of roster table are headed; ``required`` fields must be there.

    A table is taken for one of this kind unasked only if a word of ``titles`` stands over it or a
    field of ``marks`` is there; where there are no ``marks``, every table may be. ``words`` are what a
    written value may hold and what it then means, ``totals`` and ``remarks`` those of no records.
    """

    columns: tuple[RosterColumn, ...]
    required: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    totals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """Return the heading words of every field."""
        return {c.field: c.words for c in self.columns}

    def field_of(self, heading: str) -> str | None:
        """Return the field a heading stands for (blanks ignored, exact words), or None."""
        clean = "".join(heading.split())
        return next((c.field for c in self.columns if clean in c.words), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineForm(Form):
    """How a 任务分解表 is headed and whose tasks are each unit's or the office's.

    An owner containing a word of ``each_unit`` makes the task each unit's; one containing a word
    of ``office`` the office's; ``each_unit`` is asked first.
    """

    columns: tuple[RosterColumn, ...]
    each_unit: tuple[str, ...]
    office: tuple[str, ...]

    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """Return the heading words of every field."""
        return {c.field: c.words for c in self.columns}

    def is_each_unit(self, owner: str) -> bool | None:
        """Tell whose task an owner's is: True each unit's, False the office's, None unknown."""
        clean = "".join(owner.split())
        if any(word in clean for word in self.each_unit):
            return True
        return False if any(word in clean for word in self.office) else None
