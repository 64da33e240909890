"""Double entry: beginning the second one, comparing, settling by the paper; both entries are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_remarks import Remark, told_apart
from dangjian_desktop.domain.ballots import (
    Ballot,
    BallotDraft,
    Checking,
    GroupCount,
    Meeting,
    ballot_of,
    chosen_words,
)
from dangjian_desktop.domain.batch_sums import BatchSum, batch_sums
from dangjian_desktop.domain.entries import (
    FIRST,
    HUNDRED,
    SECOND,
    SETTLED,
    EntryState,
    ErrorCount,
    Pair,
    Part,
    differences,
    due_twice,
    item_errors,
    pairs_of,
    typist_errors,
)
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Rejected, Where, finding, warning
from dangjian_desktop.kernel.texts.ballots import AUDIT, DECISIONS, PARTS, REMARK_COUNTS, SETTLED_BY, SIDES
from dangjian_desktop.services.ballots import TOUCHED
from dangjian_desktop.services.meeting_forms import MeetingForms
from dangjian_desktop.services.meeting_rows import (
    holding,
    in_form_order,
    meeting_of,
    pair_at,
    refuse_closed,
    said_reason,
)

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.kernel.clock import Clock
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

UNNAMED = "未写录入人"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSheet:
    """What the second typist needs to begin: the numbers due, those typed, the piles. No answer of the
    first entry is here. ``counts`` are of the second entry so far, ``due_by_group`` as the first says."""

    meeting: Meeting
    form: BallotForm
    due: tuple[int, ...]
    typed: tuple[int, ...]
    due_by_group: Mapping[str, int]
    counts: tuple[GroupCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceSheet:
    """The papers of one meeting whose entries differed, settled or not, and how often who erred.

    ``remarks`` are words written on ballots that the two entries have not equally often; of which papers
    they are nobody knows.
    """

    meeting: Meeting
    form: BallotForm
    pairs: tuple[Pair, ...]
    compared: int
    typists: tuple[ErrorCount, ...]
    items: tuple[ErrorCount, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def open(self) -> tuple[Pair, ...]:
        """Return the papers that wait to be settled."""
        return tuple(p for p in self.pairs if p.state is EntryState.DIFFERENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSheet:
    """The batches of one meeting."""

    meeting: Meeting
    form: BallotForm
    batches: tuple[BatchSum, ...]


class DoubleEntry:
    """What a clerk can do with second entries and batches; :meth:`Ballots.record` stores the papers."""

    def __init__(
        self, book: Book, catalog: Catalog, clock: Clock, draw: Callable[[], int] | None = None
    ) -> None:
        self._book, self._forms = book, MeetingForms(catalog, clock)
        self._draw = draw or (lambda: secrets.randbelow(HUNDRED))

    def begin(self, meeting_id: str, typist: str = "") -> Outcome[SecondSheet]:
        """Return what the second entry needs; the first time a sample's start is drawn and kept.

        Raises:
            Rejected: no second entry is asked for, nobody is named as typist, or the count is closed.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
        refuse_closed(meeting)
        if meeting.second is Checking.NONE:
            raise Rejected(finding("ballots.no_second", where=Where(record=meeting.title)))
        if not typist.strip():
            raise Rejected(finding("ballots.no_typist", where=Where(field="typist")))
        if meeting.second is Checking.SAMPLE and meeting.sample_start is None:
            start = self._draw()
            words = AUDIT["sample"].format(title=meeting.title, start=start)
            with self._book.work("ballots.sample", words) as work:
                meeting = replace(meeting_of(work, meeting_id), sample_start=start)
                work.meetings.put(meeting)
                work.commit()
        with self._book.read() as view:
            sheet = self._sheet(view, meeting)
            typists = view.entry_typists.of_meeting(meeting_id)
        same = any(entry == FIRST and typist in names for (entry, _), names in typists.items())
        at = Where(record=meeting.title)
        found = (warning("ballots.same_typist_begins", at, name=typist),) if same else ()
        return Outcome(sheet, found, TOUCHED)

    def _sheet(self, view: Repositories, meeting: Meeting) -> SecondSheet:
        form = self._forms.of(view, meeting)
        due = due_twice(meeting, view.ballots.numbers(meeting.id, FIRST))
        groups = view.ballots.groups(meeting.id, FIRST)
        by_group = {g.code: sum(groups.get(n) == g.code for n in due) for g in form.groups}
        counts = in_form_order(form, view.ballots.papers_of(meeting.id, SECOND))
        return SecondSheet(
            meeting=meeting,
            form=form,
            due=due,
            typed=view.ballots.numbers(meeting.id, SECOND),
            due_by_group=by_group,
            counts=counts,
        )

    def differences(self, meeting_id: str) -> DifferenceSheet:
        """Return the papers whose entries differ or were settled, and the error rates.

        Raises:
            Rejected: when the meeting or its form is gone.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            form = self._forms.of(view, meeting)
            pairs = pairs_of(view.ballots.of_meeting(meeting_id))
            typists = view.entry_typists.of_meeting(meeting_id)
            written = view.remarks.of_meeting(meeting_id)
            firsts = view.ballots.numbers(meeting_id, FIRST)
        whole = meeting.second is Checking.ALL and len(pairs) >= len(firsts)
        return DifferenceSheet(
            meeting=meeting,
            form=form,
            pairs=tuple(p for p in pairs if p.state in (EntryState.DIFFERENT, EntryState.SETTLED)),
            compared=len(pairs),
            typists=typist_errors(pairs, typists, UNNAMED),
            items=item_errors(pairs, [item.text for item in form.items]),
            remarks=told_apart(written, whole=whole),
        )

    def batches(self, meeting_id: str) -> BatchSheet:
        """Return the batches of a meeting that hold papers, with their totals.

        Raises:
            Rejected: the meeting or its form is gone, or its papers are not in batches.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            if not meeting.batch_size:
                raise Rejected(finding("ballots.no_batches", where=Where(record=meeting.title)))
            form = self._forms.of(view, meeting)
            sums = batch_sums(form, holding(view, meeting_id), meeting.batch_size)
        return BatchSheet(meeting=meeting, form=form, batches=sums)

    def settle(self, draft: BallotDraft, reason: str) -> Outcome[Pair]:
        """Store what the paper says beside both entries; which entry was right goes into the audit log.

        A paper settled before is settled anew.

        Raises:
            Rejected: the entries do not differ, no reason, the draft is not whole, or the count is closed.
        """
        said = said_reason(reason)
        with self._book.work("ballots.settle", "") as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            ballot = ballot_of(replace(draft, entry=SETTLED), form)
            pair = pair_at(work, meeting.id, ballot.number)
            if pair.state not in (EntryState.DIFFERENT, EntryState.SETTLED):
                raise Rejected(finding("ballots.not_different", number=ballot.number))
            work.ballots.put(ballot)
            decisions = "、".join(decisions_of(pair, ballot))
            work.describe(AUDIT["settle"].format(number=ballot.number, decisions=decisions, reason=said))
            work.commit()
        return Outcome(replace(pair, settled=ballot), (), TOUCHED)


def decisions_of(pair: Pair, settled: Ballot) -> tuple[str, ...]:
    """Say for every differing place which entry was right, or that the paper was typed anew: no answer."""
    first, second = (set(differences(entry, settled)) for entry in (pair.first, pair.second))
    if Part.MISSING in first or Part.MISSING in second:
        other = second if Part.MISSING in first else first
        return (DECISIONS["typed" if other else "only"],)
    places: Sequence[int] = sorted({*pair.places, *first, *second})
    if Part.WHOLE in places:
        places = [p for p in places if p < 0]
    return tuple(
        part_name(place)
        + DECISIONS["typed" if place in first & second else "second" if place in first else "first"]
        for place in places
    )


def settled_by(pair: Pair) -> str:
    """Say in a word which entry was right; 按纸改录 where both were, or neither."""
    if pair.settled is None:
        return ""
    first, second = (not differences(entry, pair.settled) for entry in (pair.first, pair.second))
    return SETTLED_BY["first" if first else "second" if second else "typed"]


def apart_words(remark: Remark) -> str:
    """Say how often each entry has the same words: 第一遍 2 张，第二遍 1 张."""
    return REMARK_COUNTS.format(first=remark.firsts, second=remark.seconds)


def part_name(place: int) -> str:
    """Name a place in which entries may differ: 第 4 题, 参评人员, 整张票."""
    return PARTS[Part(place).name] if place < 0 else PARTS["MARK"].format(item=place + 1)


def side_words(entry: Ballot | None, place: int, form: BallotForm) -> str:
    """Say what one entry has at a place."""
    if entry is None:
        return SIDES["none"]
    if place == Part.GROUP:
        group = form.group(entry.group)
        return group.name if group else entry.group
    if place < 0:
        return SIDES["invalid"].format(reason=entry.reason) if entry.reason else SIDES["valid"]
    return chosen_words(form, place, entry.marks[place])
