"""Meetings and anonymous ballots. No answer ever reaches the audit log or the undo journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, insert, or_, select, update

from dangjian_desktop.domain.ballot_issues import BallotIssue
from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballot_remarks import Remark
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, GroupCount, Meeting, MeetingTotals
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.tallies import counts_from_rows
from dangjian_desktop.storage.codecs import Stored
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import ballots as rows
from dangjian_desktop.storage.session import Prepared, Session

_KEY, _COUNTS = ("meeting_id", "question", "text", "redacted"), ("copies", "seconds", "only_second")
_PAPERS, _MARKS, _REMARKS = rows.ballots, rows.ballot_marks, rows.ballot_remarks

_INSERT_PAPER = Prepared(insert(_PAPERS))
_INSERT_MARKS = Prepared(insert(_MARKS))
_INSERT_TYPIST = Prepared(insert(rows.entry_typists).prefix_with("OR IGNORE"))
_DELETE = delete(_PAPERS).where(
    _PAPERS.c.meeting_id == bindparam("meeting"),
    _PAPERS.c.entry == bindparam("of_entry"),
    _PAPERS.c.number == bindparam("of_number"),
)
_SELECT = select(
    _PAPERS.c.entry, _PAPERS.c.number, _PAPERS.c.group, _PAPERS.c.status, _PAPERS.c.reason, _MARKS.c.choice
).select_from(
    _PAPERS.outerjoin(
        _MARKS,
        (_MARKS.c.meeting_id == _PAPERS.c.meeting_id)
        & (_MARKS.c.entry == _PAPERS.c.entry)
        & (_MARKS.c.number == _PAPERS.c.number),
    )
)
_ORDER = (_PAPERS.c.entry, _PAPERS.c.number, _MARKS.c.item)
_FIRST, _SECOND, _SETTLED = 1, 2, 3
_SECONDS, _THIRDS = rows.ballots.alias("seconds"), rows.ballots.alias("thirds")


def _same_paper(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(one.c.meeting_id == other.c.meeting_id, one.c.number == other.c.number)


# What holds of each paper: the settled entry where there is one, else the first.
_HOLDS = or_(
    _PAPERS.c.entry == _SETTLED,
    and_(
        _PAPERS.c.entry == _FIRST,
        ~exists().where(_same_paper(_THIRDS, _PAPERS), _THIRDS.c.entry == _SETTLED),
    ),
)
_HERE = _PAPERS.c.meeting_id == bindparam("meeting")
_COUNT_PAPERS = (
    select(_PAPERS.c.group, _PAPERS.c.status, func.count())
    .where(_HERE, _HOLDS)
    .group_by(_PAPERS.c.group, _PAPERS.c.status)
)
_COUNT_ALL_PAPERS = (
    select(_PAPERS.c.meeting_id, _PAPERS.c.group, _PAPERS.c.status, func.count(), func.max(_PAPERS.c.number))
    .where(_HOLDS)
    .group_by(_PAPERS.c.meeting_id, _PAPERS.c.group, _PAPERS.c.status)
)
# Paper by paper in the order of the key, counted where it is read: SQLite would sort every answer to group
# it. The outer join keeps the papers on the outside.
_ANSWERS = (
    select(_PAPERS.c.group, _MARKS.c.item, _MARKS.c.choice)
    .select_from(
        _PAPERS.outerjoin(
            _MARKS,
            (_MARKS.c.meeting_id == _PAPERS.c.meeting_id)
            & (_MARKS.c.entry == _PAPERS.c.entry)
            & (_MARKS.c.number == _PAPERS.c.number),
        )
    )
    .where(_HERE, _PAPERS.c.status == BallotStatus.VALID.value)
)
_FIRST_ANSWERS = Prepared(_ANSWERS.where(_PAPERS.c.entry == _FIRST))
_HOLDING_ANSWERS = Prepared(_ANSWERS.where(_HOLDS))
_OTHER_MARKS = rows.ballot_marks.alias("other_marks")
_DIFFERING = (
    select(_SECONDS.c.meeting_id, _SECONDS.c.number)
    .select_from(_SECONDS.outerjoin(_PAPERS, and_(_same_paper(_SECONDS, _PAPERS), _PAPERS.c.entry == _FIRST)))
    .where(
        _SECONDS.c.entry == _SECOND,
        ~exists().where(_same_paper(_THIRDS, _SECONDS), _THIRDS.c.entry == _SETTLED),
        or_(
            _PAPERS.c.number.is_(None),
            _PAPERS.c.group != _SECONDS.c.group,
            _PAPERS.c.status != _SECONDS.c.status,
            _PAPERS.c.reason != _SECONDS.c.reason,
            exists().where(
                _same_paper(_MARKS, _SECONDS),
                _MARKS.c.entry == _FIRST,
                _same_paper(_OTHER_MARKS, _SECONDS),
                _OTHER_MARKS.c.entry == _SECOND,
                _OTHER_MARKS.c.item == _MARKS.c.item,
                _OTHER_MARKS.c.choice.is_distinct_from(_MARKS.c.choice),
            ),
        ),
    )
    .order_by(_SECONDS.c.meeting_id, _SECONDS.c.number)
)


class Meetings(Repository[Meeting]):
    """测评会."""

    entity, table, order = Meeting, rows.meetings, ("held_on", "title")


class ListedSubjects(Repository[ListedSubject]):
    """Whom the ballots of a meeting judge, in the order they are printed in."""

    entity, table, order = ListedSubject, rows.listed_subjects, ("order",)


class Remarks:
    """The words written on ballots. They lie sorted by their text, apart from the ballots: no number,
    group, time or order of arrival stands with one, and none reaches the audit log or the undo journal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_meeting(self, meeting_id: str) -> tuple[Remark, ...]:
        """Return the remarks by question and text."""
        order = (_REMARKS.c.question, _REMARKS.c.text, _REMARKS.c.redacted)
        statement = select(_REMARKS).where(_REMARKS.c.meeting_id == meeting_id).order_by(*order)
        return tuple(Remark(**row) for row in self._session.read(statement).mappings())

    def add(self, remark: Remark) -> None:
        """Add one; one that says the same is counted with it."""
        there = self.like(remark)
        counts = (getattr(there, name) + getattr(remark, name) for name in _COUNTS)
        self.put(replace(remark, **dict(zip(_COUNTS, counts, strict=True))))

    def like(self, remark: Remark) -> Remark:
        """Return the remark of the same words under the same question, with no copies where none is."""
        found = self._session.read(select(_REMARKS).where(*_here(remark))).mappings().first()
        return Remark(**found) if found else replace(remark, copies=0, seconds=0, only_second=0)

    def put(self, remark: Remark) -> None:
        """Write how often a remark stands; with no copies it is removed."""
        counts = {name: getattr(remark, name) for name in _COUNTS}
        if not remark.copies:
            self.remove(remark)
        elif not self._session.write(update(_REMARKS).where(*_here(remark)).values(**counts)):
            self._session.write(
                insert(_REMARKS), {**{name: getattr(remark, name) for name in _KEY}, **counts}
            )

    def remove(self, remark: Remark) -> bool:
        """Remove a remark with all its copies; return False when it was not there."""
        return self._session.write(delete(_REMARKS).where(*_here(remark))) > 0

    def clear(self, meeting_id: str) -> None:
        """Remove every remark of a meeting."""
        self._session.write(delete(_REMARKS).where(_REMARKS.c.meeting_id == meeting_id))


class BallotIssues(Repository[BallotIssue]):
    """发放登记, oldest first."""

    entity, table, order = BallotIssue, rows.print_register, ("at",)


class Ballots:
    """The typed papers of all meetings, keyed by meeting, entry (1, 2, 3) and paper number."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, ballot: Ballot) -> None:
        """Add one typed paper.

        Raises:
            Rejected: when this number was typed already in this entry.
        """
        self._session.run(_INSERT_PAPER, [_paper(ballot)])
        marks = _marks(ballot)
        if marks:
            self._session.run(_INSERT_MARKS, marks)

    def add_all(self, ballots: Iterable[Ballot]) -> int:
        """Add many typed papers at once and return their number."""
        papers = list(ballots)
        if papers:
            self._session.run(_INSERT_PAPER, [_paper(ballot) for ballot in papers])
        marks = [mark for ballot in papers for mark in _marks(ballot)]
        if marks:
            self._session.run(_INSERT_MARKS, marks)
        return len(papers)

    def put(self, ballot: Ballot) -> None:
        """Add the paper, or replace the one with its number."""
        self.remove(ballot.meeting_id, ballot.entry, ballot.number)
        self.add(ballot)

    def remove(self, meeting_id: str, entry: int, number: int) -> bool:
        """Remove one paper; return False when it was not there."""
        key = {"meeting": meeting_id, "of_entry": entry, "of_number": number}
        return self._session.write(_DELETE, key) > 0

    def get(self, meeting_id: str, entry: int, number: int) -> Ballot | None:
        """Return one paper, or None."""
        conditions = (_PAPERS.c.entry == entry, _PAPERS.c.number == number)
        return next(iter(self._fetch(meeting_id, *conditions)), None)

    def of_meeting(self, meeting_id: str, entry: int | None = None) -> tuple[Ballot, ...]:
        """Return the papers of a meeting by entry and number."""
        return self._fetch(meeting_id, *(() if entry is None else (_PAPERS.c.entry == entry,)))

    def numbers(self, meeting_id: str, entry: int) -> tuple[int, ...]:
        """Return the numbers typed so far in one entry."""
        statement = select(_PAPERS.c.number).where(
            _PAPERS.c.meeting_id == meeting_id, _PAPERS.c.entry == entry
        )
        return tuple(self._session.read(statement.order_by(_PAPERS.c.number)).scalars())

    def groups(self, meeting_id: str, entry: int) -> dict[int, str]:
        """Return the group of every paper typed in one entry, by number."""
        statement = select(_PAPERS.c.number, _PAPERS.c.group)
        here = (_PAPERS.c.meeting_id == meeting_id, _PAPERS.c.entry == entry)
        return {row[0]: row[1] for row in self._session.read(statement.where(*here))}

    def papers_of(self, meeting_id: str, entry: int) -> tuple[GroupCount, ...]:
        """Count the papers typed in one entry per group, without reading an answer (no ``marks``)."""
        papers: dict[str, dict[str, int]] = {}
        statement = select(_PAPERS.c.group, _PAPERS.c.status, func.count()).where(
            _PAPERS.c.meeting_id == meeting_id, _PAPERS.c.entry == entry
        )
        for group, status, count in self._session.read(statement.group_by(_PAPERS.c.group, _PAPERS.c.status)):
            papers.setdefault(group, {})[status] = count
        return tuple(_group_count(group, papers[group]) for group in sorted(papers))

    def count(self, meeting_id: str, entry: int = 1) -> int:
        """Return how many papers were typed in one entry."""
        statement = select(func.count()).where(_PAPERS.c.meeting_id == meeting_id, _PAPERS.c.entry == entry)
        return int(self._session.read(statement).scalar_one())

    def total(self) -> int:
        """Return the number of all papers in the book, however often each was typed."""
        statement = select(func.count()).select_from(_PAPERS).where(_HOLDS)
        return int(self._session.read(statement).scalar_one())

    def papers(self) -> dict[str, tuple[tuple[GroupCount, ...], int]]:
        """Count what holds of the papers of every meeting per group without reading an answer (``marks``
        stay empty), beside the highest number typed; meetings without papers are left out."""
        counts: dict[str, dict[str, dict[str, int]]] = {}
        highest: dict[str, int] = {}
        for meeting, group, status, count, number in self._session.read(_COUNT_ALL_PAPERS):
            counts.setdefault(meeting, {}).setdefault(group, {})[status] = count
            highest[meeting] = max(number, highest.get(meeting, 0))
        return {
            meeting: (tuple(_group_count(g, groups[g]) for g in sorted(groups)), highest[meeting])
            for meeting, groups in counts.items()
        }

    def tally(self, meeting_id: str, form: BallotForm) -> tuple[GroupCount, ...]:
        """Count what holds of the papers (settled, else first entry) and the marks on valid ones, per group
        of ``form``."""
        key = {"meeting": meeting_id}
        papers = (
            (group, BallotStatus(status), count)
            for group, status, count in self._session.read(_COUNT_PAPERS, key)
        )
        answers = _HOLDING_ANSWERS if self.count(meeting_id, _SETTLED) else _FIRST_ANSWERS
        counted = self._session.count_rows(answers, key)
        marks = ((group, item, mark, n) for (group, item, mark), n in counted.items() if item is not None)
        return counts_from_rows(form, papers, marks)

    def differing(self, meeting_id: str = "") -> dict[str, tuple[int, ...]]:
        """Return by meeting, of one or of all that are open, the numbers of the papers whose two entries
        differ and are not settled; a closed count has none."""
        found: dict[str, list[int]] = {}
        still_open = select(rows.meetings.c.id).where(rows.meetings.c.finished_on.is_(None))
        of = _SECONDS.c.meeting_id
        here = of == meeting_id if meeting_id else of.in_(still_open)
        statement = _DIFFERING.where(here)
        for meeting, number in self._session.read(statement):
            found.setdefault(meeting, []).append(number)
        return {meeting: tuple(numbers) for meeting, numbers in found.items()}

    def _fetch(self, meeting_id: str, *conditions: Any) -> tuple[Ballot, ...]:
        statement = _SELECT.where(_PAPERS.c.meeting_id == meeting_id, *conditions).order_by(*_ORDER)
        rows_found = self._session.read(statement)
        return tuple(
            _ballot(meeting_id, [tuple(row) for row in lines])
            for _, lines in groupby(rows_found, key=lambda row: (row[0], row[1]))
        )


class TotalsOfMeetings(Repository[MeetingTotals]):
    """Totals of meetings whose papers were counted elsewhere."""

    entity, table = MeetingTotals, rows.meeting_totals


class EntryTypists:
    """Who typed in which block of 25 numbers; no row image is kept, so no order either."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._table = rows.entry_typists

    def add(self, meeting_id: str, entry: int, block: int, typist: str) -> None:
        """Note that ``typist`` typed in a block; a second time changes nothing."""
        self._session.run(
            _INSERT_TYPIST, [{"meeting_id": meeting_id, "entry": entry, "block": block, "typist": typist}]
        )

    def of_meeting(self, meeting_id: str) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the typists by entry and block."""
        table = self._table
        statement = (
            select(table.c.entry, table.c.block, table.c.typist)
            .where(table.c.meeting_id == meeting_id)
            .order_by(table.c.entry, table.c.block, table.c.typist)
        )
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for entry, block, typist in self._session.read(statement):
            found[entry, block] = (*found.get((entry, block), ()), typist)
        return found

    def remove(self, meeting_id: str) -> None:
        """Forget who typed the papers of a meeting."""
        self._session.write(delete(self._table).where(self._table.c.meeting_id == meeting_id))


def _here(remark: Remark) -> tuple[ColumnElement[bool], ...]:
    return (
        _REMARKS.c.meeting_id == remark.meeting_id,
        _REMARKS.c.question == remark.question,
        _REMARKS.c.text == remark.text,
        _REMARKS.c.redacted == remark.redacted,
    )


def _paper(ballot: Ballot) -> dict[str, Stored]:
    return {
        "meeting_id": ballot.meeting_id,
        "entry": ballot.entry,
        "number": ballot.number,
        "group": ballot.group,
        "status": ballot.status.value,
        "reason": ballot.reason,
    }


def _marks(ballot: Ballot) -> list[dict[str, Stored]]:
    place: dict[str, Stored] = {
        "meeting_id": ballot.meeting_id,
        "entry": ballot.entry,
        "number": ballot.number,
    }
    return [{**place, "item": item, "choice": choice} for item, choice in enumerate(ballot.marks)]


def _ballot(meeting_id: str, lines: list[tuple[Any, ...]]) -> Ballot:
    entry, number, group, status, reason, _ = lines[0]
    found = BallotStatus(status)
    # An invalid paper has no marks: the outer join gives it one empty line.
    marks = () if found is BallotStatus.INVALID else tuple(line[5] for line in lines)
    return Ballot(
        meeting_id=meeting_id,
        entry=entry,
        number=number,
        group=group,
        status=found,
        marks=marks,
        reason=reason,
    )


def _group_count(group: str, papers: dict[str, int]) -> GroupCount:
    return GroupCount(
        group=group,
        valid=papers.get(BallotStatus.VALID.value, 0),
        invalid=papers.get(BallotStatus.INVALID.value, 0),
        blank=papers.get(BallotStatus.BLANK.value, 0),
        marks=(),
    )
