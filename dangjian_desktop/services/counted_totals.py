"""Meetings counted elsewhere: totals without single papers, typed in or read from a table, marked as such."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import GroupCount, Meeting, MeetingTotals
from dangjian_desktop.domain.forms import BallotForm, ItemKind
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.kernel.texts.ballots import AUDIT, IMPORT_WORDS, TOTALS_WORDS
from dangjian_desktop.services.meeting_rows import in_form_order, meeting_of, refuse_closed

if TYPE_CHECKING:
    from dangjian_desktop.exchange.grid import Row, Table
    from dangjian_desktop.services.meeting_forms import MeetingForms
    from dangjian_desktop.storage.database import Book

LARGEST = 100_000
SEARCHED_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsSheet:
    """The totals of one meeting, group by group in the form's order; ``source`` says where they are from."""

    meeting: Meeting
    form: BallotForm
    counts: tuple[GroupCount, ...]
    source: str


class CountedTotals:
    """What a clerk can do with the totals of a meeting."""

    def __init__(self, book: Book, forms: MeetingForms) -> None:
        self._book, self._forms = book, forms

    def of_meeting(self, meeting_id: str) -> TotalsSheet:
        """Return the totals of a meeting, zeros where none are stored.

        Raises:
            Rejected: the meeting or its form is gone, or its papers are typed one by one.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            _refuse_papers(meeting)
            form = self._forms.of(view, meeting)
            kept = view.meeting_totals.get(meeting_id)
        counts = in_form_order(form, kept.counts if kept else ())
        whole = tuple(_whole(form, count) for count in counts)
        return TotalsSheet(meeting=meeting, form=form, counts=whole, source=kept.source if kept else "")

    def save(self, meeting_id: str, counts: Sequence[GroupCount], source: str = "") -> Outcome[TotalsSheet]:
        """Store the totals of a meeting in the place of those it had; one step that can be undone.

        Raises:
            Rejected: an unknown group, a figure below 0 or too large, a closed count, a meeting whose papers
                are typed one by one. What does not add up is a fact of the count and told by the proof.
        """
        with self._book.work("ballots.totals", "") as work:
            meeting = meeting_of(work, meeting_id)
            _refuse_papers(meeting)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            wrong = [found for count in counts for found in _wrong(form, count)]
            if wrong:
                raise Rejected(*wrong)
            kept = tuple(_answered(form, _whole(form, count)) for count in counts)
            work.meeting_totals.put(MeetingTotals(meeting_id=meeting_id, counts=kept, source=source))
            work.describe(
                AUDIT["totals"].format(title=meeting.title, source=source or TOTALS_WORDS["typed"][0])
            )
            work.commit()
        return Outcome(self.of_meeting(meeting_id), (), Changes.of(Topic.BALLOTS))

    def read(self, path: Path, meeting_id: str) -> TotalsSheet:
        """Read totals from a table: a line per group and item, a column per option; nothing is written.

        Raises:
            Rejected, Unavailable: the file cannot be read, no table has the columns, or a cell is no figure.
        """
        from dangjian_desktop.exchange.tables import Source, read_document

        sheet = self.of_meeting(meeting_id)
        for table in read_document(Source.from_path(path)).tables:
            reading = _Reading(table, sheet.form)
            if reading.begin():
                return replace(sheet, counts=reading.counts(), source=path.name)
        raise Rejected(finding("ballots.no_totals_columns", where=Where(file=path.name)))


def _refuse_papers(meeting: Meeting) -> None:
    if not meeting.totals_only:
        raise Rejected(finding("ballots.not_totals", where=Where(record=meeting.title)))


def _whole(form: BallotForm, count: GroupCount) -> GroupCount:
    """Give every item its line."""
    if count.marks:
        return count
    return replace(count, marks=tuple((0,) * (len(form.options_of(n)) + 1) for n in range(len(form.items))))


def _answered(form: BallotForm, count: GroupCount) -> GroupCount:
    """Count the papers at every item: where several options may be ticked, no sum tells them."""
    several = [item.kind is ItemKind.MULTIPLE for item in form.items]
    if not any(several):
        return count
    papers = (count.valid if many else sum(row) for many, row in zip(several, count.marks, strict=True))
    return replace(count, answered=tuple(papers))


def _wrong(form: BallotForm, count: GroupCount) -> Iterator[Finding]:
    group = form.group(count.group)
    if group is None:
        yield finding("ballots.unknown_group", group=count.group)
        return
    figures = (count.valid, count.invalid, count.blank, *(n for row in count.marks for n in row))
    if min(figures) < 0 or max(figures) > LARGEST:
        yield finding("ballots.bad_total", where=Where(field=group.name), largest=LARGEST)


def _plain(text: str) -> str:
    return "".join(c for c in squeezed(text) if c.isalnum()).lower()


def _first(heads: Sequence[str], words: Collection[str]) -> int:
    """Return the place of the first head that is one of the words; -1: none is."""
    return next((place for place, head in enumerate(heads) if head in words), -1)


class _Reading:
    """Reads one table of totals."""

    def __init__(self, table: Table, form: BallotForm) -> None:
        self.table, self.form = table, form
        self.places: dict[str, int] = {}
        self.group = self.item = self.blank = -1
        self.start = 0
        self.wrong: list[Finding] = []

    def begin(self) -> bool:
        """Find the heading; tell whether the table is one of totals."""
        for number, row in enumerate(self.table.rows[:SEARCHED_ROWS]):
            heads = [_plain(cell.text) for cell in row.cells]
            item = _first(heads, TOTALS_WORDS["items"])
            places = {head: n for n, head in enumerate(heads) if head}
            wanted = {_plain(o.text) for n in range(len(self.form.items)) for o in self.form.options_of(n)}
            if item >= 0 and wanted <= set(places):
                self.item, self.places, self.start = item, places, number + 1
                self.group = _first(heads, [*map(_plain, IMPORT_WORDS["group"])])
                self.blank = _first(heads, [*map(_plain, IMPORT_WORDS["blank"])])
                return True
        return False

    def counts(self) -> tuple[GroupCount, ...]:
        """Return the totals by group. Raises Rejected with every cell that cannot be read."""
        papers = {g.code: dict.fromkeys(("valid", "invalid", "blank"), 0) for g in self.form.groups}
        marks = {
            g.code: [[0] * (len(self.form.options_of(n)) + 1) for n in range(len(self.form.items))]
            for g in self.form.groups
        }
        for row in self.table.rows[self.start :]:
            if not row.is_blank():
                self._take(row, papers, marks)
        if self.wrong:
            raise Rejected(*self.wrong)
        return tuple(
            GroupCount(
                group=code,
                valid=kinds["valid"],
                invalid=kinds["invalid"],
                blank=kinds["blank"],
                marks=tuple(tuple(row) for row in marks[code]),
            )
            for code, kinds in papers.items()
        )

    def _take(self, row: Row, papers: dict[str, dict[str, int]], marks: dict[str, list[list[int]]]) -> None:
        code = self._group_of(row)
        words = _plain(self._text(row, self.item))
        kind = next((k for k in ("valid", "invalid", "blank") if words in TOTALS_WORDS[k]), "")
        if not code:
            return
        if kind:
            texts = (self._text(row, n) for n in range(len(row.cells)) if n not in (self.item, self.group))
            papers[code][kind] = self._figure(row, next((t for t in texts if t), ""))
            return
        items = [n for n, item in enumerate(self.form.items) if words in (_plain(item.text), str(n + 1))]
        if not items:
            at = self.table.where(row.address)
            self.wrong.append(finding("ballots.unknown_item", where=at, text=self._text(row, self.item)))
            return
        columns = [self.places[_plain(o.text)] for o in self.form.options_of(items[0])]
        for place, column in enumerate((*columns, self.blank)):
            marks[code][items[0]][place] = self._figure(row, self._text(row, column))

    def _group_of(self, row: Row) -> str:
        groups = self.form.groups
        if self.group < 0 and len(groups) == 1:
            return groups[0].code
        text = _plain(self._text(row, self.group))
        code = next((g.code for g in groups if text in (_plain(g.name), g.code)), "")
        if not code:
            names = "、".join(g.name for g in groups)
            at = self.table.where(row.address)
            self.wrong.append(
                finding("ballots.bad_group", where=at, text=self._text(row, self.group), names=names)
            )
        return code

    def _figure(self, row: Row, text: str) -> int:
        clean = text.strip() or "0"
        if clean.isascii() and clean.isdigit() and len(clean) <= 6:
            return int(clean)
        self.wrong.append(finding("ballots.bad_head", where=self.table.where(row.address), text=text))
        return 0

    def _text(self, row: Row, place: int) -> str:
        return row.cells[place].text.strip() if 0 <= place < len(row.cells) else ""
