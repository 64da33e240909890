"""One sitting of typing as a machine without Qt: keys in, the paper in hand and ballots to save out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dangjian_desktop.domain.ballot_lists import row_of
from dangjian_desktop.domain.ballots import (
    BACK_KEYS,
    INVALID_KEY,
    NEXT_KEYS,
    BallotDraft,
    BallotStatus,
    check,
    next_draft,
    press,
)
from dangjian_desktop.domain.batch_sums import batch_of
from dangjian_desktop.domain.entries import SECOND
from dangjian_desktop.domain.forms import BallotForm, ItemKind, RemarkItem
from dangjian_desktop.gui.tabs.ballots.words import PILE, PILE_KNOWN, VOID_REASONS
from dangjian_desktop.kernel.findings import Finding, blocking, finding, hint, warning

SAME_KEY, REST_KEY = "/", "End"
NUMBER_KEY = "Home"
REMARK_KEY = "Tab"
GROUP_KEYS = ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9")
LARGEST_NUMBER = 99_999
PACE_OF = 12


class Mode(StrEnum):
    """What the digits mean just now."""

    GROUP = "group"
    NUMBER = "number"
    MARKS = "marks"
    REASON = "reason"
    REMARK = "remark"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What one key did: a finding to show beside it, the ballot it finished, the reason why one is voided."""

    finding: Finding | None = None
    finished: BallotDraft | None = None
    voided: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The last paper that is safely stored."""

    number: int
    status: BallotStatus
    answered: int


@dataclass(slots=True)
class Pile:
    """The papers of one respondent group: 收回 from the meeting sheet, and what is stored."""

    returned: int = 0
    valid: int = 0
    invalid: int = 0
    blank: int = 0

    @property
    def typed(self) -> int:
        """Return 已录."""
        return self.valid + self.invalid + self.blank

    def add(self, status: BallotStatus, count: int = 1) -> None:
        """Count one stored paper."""
        if status is BallotStatus.VALID:
            self.valid += count
        elif status is BallotStatus.INVALID:
            self.invalid += count
        else:
            self.blank += count

    def remove(self, status: BallotStatus) -> None:
        """Count one stored paper less."""
        self.add(status, -1)


@dataclass(slots=True)
class Sitting:
    """The state of the typing screen.

    A finished ballot is on its way (``sending``) until the service answers: then it counts, or it
    comes back to the screen with what is wrong, and the paper begun meanwhile waits behind it.
    ``typed`` are the papers stored in this sitting, in memory alone, so that the last one can be shown
    again; ``mending`` is the one shown: it stays in the file as it is until what replaces it is stored
    (``replacing``, by the number of the new one), and the paper it was shown over waits.
    ``numbers`` are the paper numbers already stored, so that a number typed twice is told at once.
    ``due`` are the papers asked for, where not all are (a second entry); ``numbers_first``: a paper's number
    is typed before its answers.
    """

    form: BallotForm
    draft: BallotDraft
    piles: dict[str, Pile]
    numbers: set[int]
    seconds: Callable[[], float]
    fixed: bool = False
    due: tuple[int, ...] = ()
    sampled: bool = False
    numbers_first: bool = False
    batch_size: int = 0
    mode: Mode = Mode.MARKS
    number_text: str = ""
    question: int = 0
    sending: dict[int, BallotDraft] = field(default_factory=dict)
    waiting: list[BallotDraft] = field(default_factory=list)
    last: Saved | None = None
    typed: list[BallotDraft] = field(default_factory=list)
    mending: BallotDraft | None = None
    void_reason: str = ""
    replacing: dict[int, BallotDraft] = field(default_factory=dict)
    moments: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.form.group(self.draft.group) is None:
            self.mode = Mode.GROUP
        elif self.draft.status is BallotStatus.INVALID:
            self.mode = Mode.REASON
        elif self.numbers_first and not self.draft.marks:
            self.mode = Mode.NUMBER
        self.moments.append(self.seconds())

    # ---------------------------------------------------------------- keys

    def press(self, key: str) -> Pressed:
        """Take one key."""
        if key in GROUP_KEYS:
            return self._choose_group(GROUP_KEYS.index(key), key)
        if self.mode is Mode.GROUP:
            return self._choose_group(int(key) - 1 if key.isascii() and key.isdigit() else -1, key)
        if self.mode is Mode.NUMBER:
            return self._press_number(key)
        return self._press_paper(key)

    def _press_paper(self, key: str) -> Pressed:
        """Take a key that is for the paper itself; while words are typed every key is theirs."""
        if self.mode is Mode.REMARK:
            return Pressed()
        invalid = self.draft.status is BallotStatus.INVALID
        empty = not (self.draft.marks or self.draft.ticks or invalid)
        if key == NUMBER_KEY or (key in BACK_KEYS and empty):
            return self._open_number()
        if key == REMARK_KEY and self.questions and not invalid:
            return self._open_remark()
        if key in (SAME_KEY, REST_KEY) and not invalid:
            at_end = self.draft.cursor >= len(self.form.items)
            return self._open_remark() if at_end and self.questions else self._fill_same(key)
        return self._press_ballot(key)

    def _choose_group(self, place: int, key: str) -> Pressed:
        groups = self.form.groups
        if not 0 <= place < len(groups):
            return Pressed(warning("ballots.bad_group_key", key=key, last=len(groups)))
        group = groups[place].code
        begun = self.draft.begun
        if self.mode is not Mode.GROUP and (self.fixed or (group != self.draft.group and begun)):
            return Pressed(warning("ballots.group_mid_ballot", number=self.draft.number, key=key))
        self.draft = replace(self.draft, group=group)
        if self.mode is Mode.GROUP:
            self.mode = self._first_mode()
        return Pressed()

    def _first_mode(self) -> Mode:
        """Return what is asked first of an empty paper."""
        return Mode.NUMBER if self.numbers_first and not self.fixed else Mode.MARKS

    def _open_number(self) -> Pressed:
        if self.fixed:
            return Pressed(hint("ballots.number_fixed", number=self.draft.number))
        self.mode, self.number_text = Mode.NUMBER, ""
        return Pressed()

    def _press_number(self, key: str) -> Pressed:
        if key.isascii() and key.isdigit():
            text = self.number_text + key
            if int(text) > LARGEST_NUMBER:
                return Pressed(warning("ballots.number_too_large", key=key, largest=LARGEST_NUMBER))
            self.number_text = text
            return Pressed()
        if key in BACK_KEYS:
            self.number_text = self.number_text[:-1]
            return Pressed()
        if key in NEXT_KEYS or key == NUMBER_KEY:
            return self._take_number()
        return Pressed(warning("ballots.bad_number_key", key=key))

    def _take_number(self) -> Pressed:
        number = int(self.number_text) if self.number_text else self.draft.number
        wrong = self._number_finding(number)
        if wrong is not None:
            self.number_text = ""
            return Pressed(wrong)
        self.draft = replace(self.draft, number=number)
        self.mode = Mode.REASON if self.draft.status is BallotStatus.INVALID else Mode.MARKS
        return Pressed()

    def _number_finding(self, number: int) -> Finding | None:
        if number < 1:
            return finding("ballots.no_number")
        if self.fixed:
            return None
        if self.mending is not None and number == self.mending.number:
            return None
        if self.due and self.draft.entry == SECOND and number not in self.due and self.sampled:
            return finding("ballots.not_in_sample", number=number)
        taken = number in self.numbers or number in self.sending
        return finding("ballots.number_taken", number=number) if taken else None

    def _fill_same(self, key: str) -> Pressed:
        """Give the places that are left the mark of the last one, or the first option at the start.

        Only places with the same options are filled, and of several items in a row those of the row; the
        other key fills row after row.
        """
        form, cursor = self.form, self.draft.cursor
        if cursor >= len(form.items):
            return Pressed(hint("ballots.all_items_typed", key=key))
        if form.items[cursor].kind is ItemKind.MULTIPLE:
            return Pressed(hint("ballots.nothing_to_fill", key=key))
        row = row_of(form, cursor)
        alone = key == SAME_KEY and len(row) > 1
        last = row.stop if alone else len(form.items)
        options, end = form.options_of(cursor), cursor
        while end < last and form.options_of(end) == options and form.items[end].kind is ItemKind.SINGLE:
            end += 1
        begun = cursor > (row.start if alone else 0) and form.items[cursor - 1].kind is ItemKind.SINGLE
        same = begun and form.options_of(cursor - 1) == options
        mark = self.draft.marks[-1] if same else 0
        self.draft = replace(self.draft, marks=(*self.draft.marks, *([mark] * (end - cursor))))
        return Pressed()

    # ---------------------------------------------------------------- words on the paper

    @property
    def questions(self) -> tuple[RemarkItem, ...]:
        """Return the questions answered in words, where the words can still be taken.

        They are kept apart from the papers, so a stored paper shows none of its own.
        """
        taken = not self.fixed and self.mending is None
        return self.form.remarks if taken else ()

    def remark(self, question: int) -> str:
        """Return the words typed so far under a question."""
        return self.draft.remarks[question] if question < len(self.draft.remarks) else ""

    def _open_remark(self) -> Pressed:
        """Ask for the words nearest before the place in hand, where none are written yet."""
        places = {n: self.form.remark_place(n) for n in range(len(self.questions))}
        passed = [n for n, place in places.items() if place <= self.draft.cursor]
        if not passed:
            return Pressed(hint("ballots.no_remark_here"))
        nearest = [n for n in passed if places[n] == max(places[n] for n in passed)]
        empty = [n for n in (*nearest, *passed) if not self.remark(n)]
        self.mode, self.question = Mode.REMARK, (empty or nearest)[0]
        return Pressed()

    def write_remark(self, text: str) -> None:
        """Take the words typed under the question in hand and go back to the keys."""
        remarks = [self.remark(n) for n in range(len(self.questions))]
        remarks[self.question] = text
        self.draft = replace(self.draft, remarks=tuple(remarks) if any(remarks) else ())
        self.mode = Mode.MARKS

    def _press_ballot(self, key: str) -> Pressed:
        if key in NEXT_KEYS:
            wrong = self._number_finding(self.draft.number)
            if wrong is not None:
                self.mode, self.number_text = Mode.NUMBER, ""
                return Pressed(wrong)
        draft, told = press(self.draft, key, self.form)
        if draft.done:
            self._send(draft)
            return Pressed(told, draft)
        self.draft = draft
        self.mode = Mode.REASON if draft.status is BallotStatus.INVALID else Mode.MARKS
        return Pressed(told)

    # ---------------------------------------------------------------- saving

    def _send(self, draft: BallotDraft) -> None:
        self.sending[draft.number] = draft
        self.mode = Mode.MARKS
        if self.mending is not None:
            self.replacing[draft.number], self.mending = self.mending, None
        if self.fixed:
            self.draft = draft
        elif self.waiting:
            self.draft = self.waiting.pop()
            self.mode = Mode.REASON if self.draft.status is BallotStatus.INVALID else Mode.MARKS
        else:
            self.draft = self._next(draft)
            self.mode, self.number_text = self._first_mode(), ""

    def _next(self, draft: BallotDraft) -> BallotDraft:
        following = next_draft(draft)
        waiting = [n for n in self.due if n not in self.numbers and n not in self.sending]
        if waiting:
            return replace(following, number=next((n for n in waiting if n > draft.number), waiting[0]))
        while following.number in self.numbers or following.number in self.sending:
            following = replace(following, number=following.number + 1)
        return following

    def stored(self, number: int) -> None:
        """Take note that ballot ``number`` is safely in the file."""
        draft = self.sending.pop(number)
        old = self.replacing.pop(number, None)
        if old is not None:
            self.typed.remove(old)
            self.numbers.discard(old.number)
            self.piles[old.group].remove(old.status)
        if not self.fixed:
            self.numbers.add(number)
            self.piles[draft.group].add(draft.status)
            self.typed.append(draft)
        answered = sum(mark is not None for mark in draft.marks)
        self.last = Saved(number, draft.status, answered)
        self.moments = [*self.moments, self.seconds()][-PACE_OF:]

    def undo(self) -> Pressed:
        """Take back the last key of the paper in hand; on an empty one show the paper stored last again."""
        if self.mode is Mode.NUMBER or self.draft.begun:
            return self.press("Backspace")
        if self.mending is not None:
            return Pressed(hint("ballots.mend_first", number=self.mending.number))
        if self.sending:
            return Pressed(hint("ballots.wait_for_saving"))
        if self.fixed or not self.typed:
            return Pressed(hint("ballots.nothing_to_show_again"))
        self.waiting.append(self.draft)
        self.mending = old = self.typed[-1]
        invalid = old.status is BallotStatus.INVALID
        self.draft = replace(old, done=False, status=old.status if invalid else BallotStatus.VALID)
        self.mode = Mode.REASON if invalid else Mode.MARKS
        return Pressed()

    def put_aside(self) -> BallotDraft:
        """Return the paper to go on with at the next sitting; one that is only mended is in the file."""
        return self.draft if self.mending is None else self.waiting[-1]

    def came_back(self, number: int, wrong: tuple[Finding, ...]) -> None:
        """Put a ballot the service refused back on the screen; what was begun meanwhile waits."""
        draft = replace(self.sending.pop(number), done=False)
        self.mending = self.replacing.pop(number, None)
        if (self.draft.begun or self.waiting) and not self.fixed:
            self.waiting.append(self.draft)
        self.draft = draft
        self.mode = Mode.REASON if draft.status is BallotStatus.INVALID else Mode.MARKS
        if any(f.code == "ballots.number_taken" for f in wrong):
            self.numbers.add(number)
            self.mode, self.number_text = Mode.NUMBER, ""

    # ---------------------------------------------------------------- what is shown

    @property
    def pile(self) -> Pile:
        """Return the pile in hand; an empty one before a group is chosen."""
        return self.piles.get(self.draft.group, Pile())

    @property
    def ready(self) -> bool:
        """Tell whether + or Enter would store the ballot on the screen."""
        return self.mode in (Mode.MARKS, Mode.REASON) and not blocking(check(self.draft, self.form))

    @property
    def shown_number(self) -> str:
        """Return the paper number as it stands on the screen, at least three digits."""
        if self.mode is Mode.NUMBER:
            return self.number_text
        return f"{self.draft.number:03d}"

    def minutes_left(self) -> int | None:
        """Return the minutes the rest of the pile takes at the pace so far; None while unknown."""
        steps = len(self.moments) - 1
        left = self.pile.returned - self.pile.typed
        if steps < 3 or left <= 0:
            return None
        pace = (self.moments[-1] - self.moments[0]) / steps
        return max(1, round(pace * left / 60))


def full_batch(sitting: Sitting) -> tuple[int, int, int] | None:
    """Return place, first and last number of the batch that the last stored paper filled, if it did."""
    size, last = sitting.batch_size, sitting.last
    if not size or last is None:
        return None
    place = batch_of(last.number, size)
    start, end = (place - 1) * size + 1, place * size
    whole = all(number in sitting.numbers for number in range(start, end + 1))
    return (place, start, end) if whole else None


def pile_choices(sitting: Sitting) -> list[str]:
    """Return the piles to choose from with what is typed of each: one that is done is not begun again."""
    choices = [(group.name, sitting.piles[group.code]) for group in sitting.form.groups]
    return [
        (PILE_KNOWN if pile.returned else PILE).format(name=name, typed=pile.typed, returned=pile.returned)
        for name, pile in choices
    ]


def live_keys(sitting: Sitting, words: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that do something now with the word under each; ``words`` names the fixed ones."""
    if sitting.mode is Mode.GROUP:
        return {str(n): g.name for n, g in enumerate(sitting.form.groups[:9], 1)}
    if sitting.mode is Mode.NUMBER:
        return dict.fromkeys("0123456789", "") | {"-": words["delete"], "Enter": words["take_number"]}
    if sitting.mode is Mode.REASON:
        return _reason_keys(sitting, words)
    if sitting.mode is Mode.REMARK:
        return {"Enter": words["take_number"]}
    if sitting.mode is Mode.VOID:
        take = dict.fromkeys(("+", "Enter"), words["void"]) if sitting.void_reason else {}
        return dict.fromkeys("1234"[: len(VOID_REASONS)], "") | {"-": words["void_no"]} | take
    draft = sitting.draft
    keys = {"*": words["invalid"]}
    keys["-"] = words["back"] if draft.marks or draft.ticks else words["number"]
    if draft.cursor < len(sitting.form.items):
        keys |= _mark_keys(sitting, words)
    else:
        keys |= {"+": words["next"], "Enter": words["next"]}
        if sitting.questions:
            keys[SAME_KEY] = words["remark"]
    return keys


def _mark_keys(sitting: Sitting, words: Mapping[str, str]) -> dict[str, str]:
    form, draft = sitting.form, sitting.draft
    options = form.options_of(draft.cursor)
    keys = {o.key: o.text for o in options} | {"0": words["blank"], ".": words["blank_short"]}
    if form.items[draft.cursor].kind is ItemKind.MULTIPLE:
        return keys | (dict.fromkeys(("+", "Enter"), words["next_item"]) if draft.ticks else {})
    row = row_of(form, draft.cursor)
    same = draft.cursor > (row.start if len(row) > 1 else 0)
    name = ("row" if same else "row_first") if len(row) > 1 else "same" if same else "all_first"
    keys[SAME_KEY] = words[name].format(option=options[0].text)
    return keys


def _reason_keys(sitting: Sitting, words: Mapping[str, str]) -> dict[str, str]:
    # The reasons are sentences: they stand on the paper, the keys only light up.
    keys = {str(n): "" for n in range(1, min(9, len(sitting.form.invalid_reasons)) + 1)}
    keys |= {INVALID_KEY: words["valid_again"], "-": words["back"]}
    if sitting.draft.reason:
        keys |= {"+": words["next"], "Enter": words["next"]}
    return keys
