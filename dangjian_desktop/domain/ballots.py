"""Meetings and anonymous ballots: typing one and checking it; ``tallies`` counts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dangjian_desktop.domain.forms import BallotForm, ItemKind
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding, hint, warning
from dangjian_desktop.kernel.texts.ballots import STATUS_NAMES


class BallotStatus(StrEnum):
    """有效, 无效 or 空白; a ballot whose every item is blank is BLANK."""

    VALID = "valid"
    INVALID = "invalid"
    BLANK = "blank"


class Checking(StrEnum):
    """Which papers are typed a second time: none, a sample, or every one."""

    NONE = "none"
    SAMPLE = "sample"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """应到, 实到, 发出, 收回 of one respondent group; ``unreturned`` (未收回) where somebody counted it."""

    group: str
    expected: int = 0
    present: int = 0
    issued: int = 0
    returned: int = 0
    unreturned: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The reason given for a warning (``code``, at ``field``) when a count was closed."""

    code: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """测评会: one box of ballots on one form, about a community, organisation or person.

    ``finished_on`` is the day on which the count was proved and closed, None while it is open.
    ``second`` says which papers are typed twice; of a SAMPLE ``percent`` papers in a hundred, found by
    ``sample_start`` (drawn when the second entry begins, None before; see ``domain.entries``).
    ``batch_size`` is the number of papers in a batch, 0 without batches; ``numbers_first``: a paper's
    number is typed before its answers, otherwise it is counted on. ``answers`` are the reasons given for
    the warnings of the proof when the count was closed last. ``totals_only``: the papers were counted
    elsewhere, and only their totals are kept (:class:`MeetingTotals`). ``scrutineers`` (监票人) and
    ``tellers`` (计票人) are names as written; ``compare_with`` is the id of the meeting this one is compared
    with, empty: the one before it about the same subject.
    """

    id: str
    campaign_id: str
    form_code: str
    form_edition: str
    title: str
    community_id: str | None = None
    party_org_id: str | None = None
    person_id: str | None = None
    held_on: date | None = None
    place: str = ""
    host: str = ""
    heads: tuple[Headcount, ...] = ()
    finished_on: date | None = None
    second: Checking = Checking.NONE
    percent: int = 0
    sample_start: int | None = None
    batch_size: int = 0
    numbers_first: bool = False
    answers: tuple[Explanation, ...] = ()
    totals_only: bool = False
    scrutineers: str = ""
    tellers: str = ""
    compare_with: str = ""

    def head(self, group: str) -> Headcount:
        """Return the headcount of ``group``; zeros when nothing was written down."""
        return next((h for h in self.heads if h.group == group), Headcount(group=group))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One paper as one typist read it (``entry`` 1 = first, 2 = second, 3 = settled).

    ``number`` was written on the paper after the box was opened. ``marks`` holds, item by item,
    the position of the chosen option in the form (of several options: the sum of 2 ** position),
    None where the item is blank; it is empty for an invalid ballot. Nothing here leads to a person
    or an order of arrival, and no time of entry is kept.
    """

    meeting_id: str
    entry: int
    number: int
    group: str
    status: BallotStatus
    marks: tuple[int | None, ...] = ()
    reason: str = ""


Marks = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """The papers of one group. ``marks`` has a row per item: a count per option, blanks last;
    it speaks of the valid ballots only. ``answered`` are the papers counted at each item, needed
    where several options may be ticked; empty: the sums of the rows."""

    group: str
    valid: int
    invalid: int
    blank: int
    marks: Marks
    answered: tuple[int, ...] = ()

    @property
    def papers(self) -> int:
        """Return the number of typed papers."""
        return self.valid + self.invalid + self.blank

    def papers_at(self, item: int) -> int:
        """Return on how many papers the item was typed, blank or not; it must equal ``valid``."""
        return self.answered[item] if self.answered else sum(self.marks[item])


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTotals:
    """The totals of a meeting without single papers; ``source`` is the file they were read from, if any."""

    meeting_id: str
    counts: tuple[GroupCount, ...]
    source: str = ""


BACK_KEYS = frozenset({"Backspace", "-"})
BLANK_KEYS = frozenset({"0", "."})
INVALID_KEY = "*"
NEXT_KEYS = frozenset({"+", "Enter", "Return"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotDraft:
    """The ballot on the screen: the marks typed so far; ``done`` once it is ready to be stored.

    ``ticks`` are the options ticked so far of the item in hand where several may be; ``remarks`` the
    words written at the end of the paper, by the form's questions. They are stored apart.
    """

    meeting_id: str
    entry: int
    number: int
    group: str
    marks: tuple[int | None, ...] = ()
    status: BallotStatus = BallotStatus.VALID
    reason: str = ""
    done: bool = False
    ticks: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def cursor(self) -> int:
        """Return the position of the item that is typed next."""
        return len(self.marks)

    @property
    def begun(self) -> bool:
        """Tell whether anything of the paper is typed."""
        invalid = self.status is BallotStatus.INVALID
        return bool(self.marks or self.ticks or self.reason or any(self.remarks) or invalid)


def press(draft: BallotDraft, key: str, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    """Take one key of the typist.

    Digits choose an option and go on; where several may be ticked they tick and untick, and ``+`` or
    Enter goes on. ``0`` or ``.`` leaves the item blank, Backspace or ``-`` steps back, ``*`` makes the
    ballot invalid (a digit then gives the reason, ``*`` takes it back), ``+`` or Enter finishes. A key
    that does nothing gives the finding to show beside it.
    """
    if draft.done:
        return draft, finding("ballots.already_done", number=draft.number)
    if key in NEXT_KEYS:
        ticking = draft.ticks and draft.status is not BallotStatus.INVALID
        return _take_ticks(draft, form) if ticking else _finish(draft, form)
    if draft.status is BallotStatus.INVALID:
        return _press_invalid(draft, key, form)
    if key == INVALID_KEY:
        return replace(draft, status=BallotStatus.INVALID, reason=""), None
    if key in BACK_KEYS:
        return _step_back(draft, form)
    return _press_mark(draft, key, form)


def _step_back(draft: BallotDraft, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    """Untick what is ticked, else go to the item before; what was ticked there is ticked again."""
    if draft.ticks:
        return replace(draft, ticks=0), None
    if not draft.marks:
        return draft, hint("ballots.at_first_item")
    several = form.items[draft.cursor - 1].kind is ItemKind.MULTIPLE
    return replace(draft, marks=draft.marks[:-1], ticks=(draft.marks[-1] or 0) if several else 0), None


def _press_mark(draft: BallotDraft, key: str, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    if draft.cursor >= len(form.items):
        return draft, hint("ballots.all_items_typed", key=key)
    item = form.items[draft.cursor]
    if key in BLANK_KEYS:
        return replace(draft, marks=(*draft.marks, None), ticks=0), None
    option = form.option_by_key(key, draft.cursor)
    if option is None:
        keys = "、".join(o.key for o in form.options_of(draft.cursor))
        return draft, warning("ballots.bad_key", Where(field=item.text), key=key, keys=keys)
    if item.kind is ItemKind.SINGLE:
        return replace(draft, marks=(*draft.marks, option)), None
    ticks = draft.ticks ^ (1 << option)
    if item.at_most and ticks.bit_count() > item.at_most:
        return draft, warning("ballots.too_many_ticks", Where(field=item.text), most=item.at_most)
    return replace(draft, ticks=ticks), None


def _take_ticks(draft: BallotDraft, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    item = form.items[draft.cursor]
    if draft.ticks.bit_count() < item.at_least:
        return draft, warning("ballots.too_few_ticks", Where(field=item.text), least=item.at_least)
    return replace(draft, marks=(*draft.marks, draft.ticks), ticks=0), None


def _press_invalid(draft: BallotDraft, key: str, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    if key == INVALID_KEY or (key in BACK_KEYS and not draft.reason):
        return replace(draft, status=BallotStatus.VALID, reason=""), None
    if key in BACK_KEYS:
        return replace(draft, reason=""), None
    if key.isascii() and key.isdigit() and 1 <= int(key) <= len(form.invalid_reasons):
        return replace(draft, reason=form.invalid_reasons[int(key) - 1]), None
    return draft, warning("ballots.bad_reason_key", key=key, last=len(form.invalid_reasons))


def _finish(draft: BallotDraft, form: BallotForm) -> tuple[BallotDraft, Finding | None]:
    errors = blocking(check(draft, form))
    if errors:
        return draft, errors[0]
    return replace(draft, status=_status(draft), done=True), None


def _status(draft: BallotDraft) -> BallotStatus:
    if draft.status is BallotStatus.INVALID:
        return BallotStatus.INVALID
    return BallotStatus.BLANK if all(mark is None for mark in draft.marks) else BallotStatus.VALID


def check(draft: BallotDraft, form: BallotForm) -> tuple[Finding, ...]:
    """Return what stops ``draft`` from being stored; empty when it may be."""
    found: list[Finding] = []
    if draft.number < 1:
        found.append(finding("ballots.no_number"))
    if form.group(draft.group) is None:
        found.append(finding("ballots.unknown_group", group=draft.group))
    if draft.status is not BallotStatus.INVALID:
        found += _check_marks(draft, form)
    elif not draft.reason.strip():
        found.append(finding("ballots.no_invalid_reason", number=draft.number))
    return tuple(found)


def _check_marks(draft: BallotDraft, form: BallotForm) -> Iterator[Finding]:
    """Yield what is wrong with the marks: too few or too many, or one the form does not know."""
    missing = len(form.items) - draft.cursor
    if missing > 0:
        yield finding("ballots.unfinished", number=draft.number, missing=missing)
    elif missing < 0:
        yield finding("ballots.too_many_marks", number=draft.number, items=len(form.items))
    if form.list_subject is not None and not form.listed:
        yield finding("ballots.no_list")
    elif any(
        mark is not None and not _fits(form, place, mark)
        for place, mark in enumerate(draft.marks[: len(form.items)])
    ):
        yield finding("ballots.unknown_option", number=draft.number)


def _fits(form: BallotForm, place: int, mark: int) -> bool:
    if form.items[place].kind is ItemKind.SINGLE:
        return 0 <= mark < len(form.options_of(place))
    return ticks_allowed(form, place, mark)


def ticks_allowed(form: BallotForm, place: int, mark: int) -> bool:
    """Tell whether ``mark`` ticks as many options of a MULTIPLE item as it allows, and none it has not."""
    item, options = form.items[place], len(form.options_of(place))
    return 0 < mark < 1 << options and item.at_least <= mark.bit_count() <= (item.at_most or options)


def ballot_of(draft: BallotDraft, form: BallotForm) -> Ballot:
    """Return the ballot to store; an invalid one keeps its reason and no marks.

    Raises:
        Rejected: when :func:`check` finds an error.
    """
    errors = blocking(check(draft, form))
    if errors:
        raise Rejected(*errors)
    status = _status(draft)
    return Ballot(
        meeting_id=draft.meeting_id,
        entry=draft.entry,
        number=draft.number,
        group=draft.group,
        status=status,
        marks=() if status is BallotStatus.INVALID else draft.marks,
        reason=draft.reason if status is BallotStatus.INVALID else "",
    )


def next_draft(draft: BallotDraft) -> BallotDraft:
    """Return the empty draft of the next paper of the same pile."""
    return BallotDraft(
        meeting_id=draft.meeting_id, entry=draft.entry, number=draft.number + 1, group=draft.group
    )


def draft_of(ballot: Ballot) -> BallotDraft:
    """Return a stored paper as it is typed."""
    return BallotDraft(
        meeting_id=ballot.meeting_id,
        entry=ballot.entry,
        number=ballot.number,
        group=ballot.group,
        marks=ballot.marks,
        status=BallotStatus.INVALID if ballot.status is BallotStatus.INVALID else BallotStatus.VALID,
        reason=ballot.reason,
    )


def chosen_words(form: BallotForm, place: int, mark: int | None) -> str:
    """Return what a mark says: 满意, 修路、供水, or 空白."""
    if mark is None:
        return STATUS_NAMES[BallotStatus.BLANK]
    options = form.options_of(place)
    if form.items[place].kind is ItemKind.SINGLE:
        return options[mark].text
    return "、".join(option.text for n, option in enumerate(options) if mark >> n & 1)
