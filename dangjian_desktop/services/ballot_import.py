"""Papers from a table file: one row a paper, one column an item, cells an option's number or words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import BLANK_KEYS, BallotDraft, BallotStatus, Meeting, ticks_allowed
from dangjian_desktop.domain.forms import BallotForm, ItemKind
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts.ballots import IMPORT_WORDS

if TYPE_CHECKING:
    from dangjian_desktop.exchange.grid import Cell, Row, Table

SEARCHED_ROWS = 10
_BETWEEN = re.compile(r"[、,，;；/ ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPlan:
    """What an import would store as which ``entry``. ``refused`` counts the rows that would not be stored."""

    file: str
    meeting_id: str
    entry: int
    drafts: tuple[BallotDraft, ...]
    refused: int
    findings: tuple[Finding, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the paper numbers it would store."""
        return tuple(d.number for d in self.drafts)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the heading row stands and which column holds what; −1 = no such column."""

    row: int
    number: int
    group: int
    reason: int
    items: tuple[int, ...]
    remarks: tuple[int, ...] = ()


def plan_of(
    path: Path,
    form: BallotForm,
    meeting: Meeting,
    taken: frozenset[int],
    entry: int = 1,
    due: frozenset[int] | None = None,
) -> BallotPlan:
    """Read ``path`` into a plan for ``meeting``; ``taken`` are the numbers typed already, ``due`` those that
    are asked for (None: all).

    Raises:
        Rejected, Unavailable: the file cannot be read, or no table in it has a column per item.
    """
    from dangjian_desktop.exchange.tables import Source, read_document

    document = read_document(Source.from_path(path))
    for table in document.tables:
        columns = _columns(table, form)
        if columns is not None:
            reading = _Reading(table, columns, form, meeting, set(taken), entry, due)
            reading.read()
            return BallotPlan(
                file=path.name,
                meeting_id=meeting.id,
                entry=entry,
                drafts=tuple(reading.drafts),
                refused=reading.refused,
                findings=(*document.findings, *reading.findings),
            )
    raise Rejected(
        finding("ballots.no_columns", where=Where(file=path.name), items=len(form.items), form=form.name)
    )


# ---------------------------------------------------------------- columns


def _columns(table: Table, form: BallotForm) -> Columns | None:
    """Find the heading row: it must name every item of the form."""
    for number, row in enumerate(table.rows[:SEARCHED_ROWS]):
        heads = [_plain(cell.text) for cell in row.cells]
        items = tuple(_place(heads, _item_words(form, n)) for n in range(len(form.items)))
        if min(items) >= 0 and len(set(items)) == len(items):
            places = {name: _place(heads, IMPORT_WORDS[name]) for name in ("number", "group", "reason")}
            words = tuple(_place(heads, (one.text, one.code)) for one in form.remarks)
            return Columns(number, places["number"], places["group"], places["reason"], items, words)
    return None


def _item_words(form: BallotForm, place: int) -> tuple[str, ...]:
    item = form.items[place]
    n = place + 1
    return (item.text, item.code, f"{n}", f"{n}{item.text}", f"第{n}题", f"题{n}", f"{n}题")


def _place(heads: Sequence[str], words: Sequence[str]) -> int:
    wanted = {_plain(word) for word in words}
    return next((n for n, head in enumerate(heads) if head in wanted), -1)


def _plain(text: str) -> str:
    """Return ``text`` without blanks and punctuation: "1．班子 团结，" and "1班子团结" are one heading."""
    return "".join(c for c in squeezed(text) if c.isalnum() or c == "_").lower()


# ---------------------------------------------------------------- rows


class _Reading:
    """Reads the rows below the heading, one after the other."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        form: BallotForm,
        meeting: Meeting,
        taken: set[int],
        entry: int,
        due: frozenset[int] | None,
    ) -> None:
        self.entry, self.due = entry, due
        self.table, self.columns, self.form, self.meeting, self.taken = table, columns, form, meeting, taken
        self.drafts: list[BallotDraft] = []
        self.findings: list[Finding] = []
        self.refused = 0
        self.options = [self._option_words(n) for n in range(len(form.items))]
        self.next_number = max(taken, default=0) + 1

    def read(self) -> None:
        """Read every row that holds something."""
        if self.columns.number < 0:
            self.findings.append(hint("ballots.numbers_given", self.table.where(""), first=self.next_number))
        for row in self.table.rows[self.columns.row + 1 :]:
            if not row.is_blank():
                self._read_row(row)

    def _option_words(self, item: int) -> dict[str, int]:
        found = {}
        for place, option in enumerate(self.form.options_of(item)):
            for word in (option.key, option.text, option.code):
                found[_plain(word)] = place
        return found

    def _read_row(self, row: Row) -> None:
        wrong: list[Finding] = []
        number = self._number(row, wrong)
        group = self._group(row, wrong)
        reason = self._invalid_reason(row)
        marks = () if reason else tuple(self._marks(row, wrong))
        if wrong:
            self.refused += 1
            self.findings.extend(wrong)
            return
        written = tuple(self._text(row, place) for place in self.columns.remarks)
        self.taken.add(number)
        self.next_number = max(self.next_number, number + 1)
        self.drafts.append(
            BallotDraft(
                meeting_id=self.meeting.id,
                entry=self.entry,
                number=number,
                group=group,
                marks=marks,
                status=BallotStatus.INVALID if reason else BallotStatus.VALID,
                reason=reason,
                remarks=written if any(written) else (),
            )
        )

    def _number(self, row: Row, wrong: list[Finding]) -> int:
        if self.columns.number < 0:
            return self.next_number
        text = self._text(row, self.columns.number)
        if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) >= 1):
            wrong.append(finding("ballots.bad_number", where=self._at(row, self.columns.number), text=text))
            return 0
        number = int(text)
        if number in self.taken:
            at = self._at(row, self.columns.number)
            wrong.append(finding("ballots.number_taken_in_file", where=at, number=number))
        elif self.due is not None and number not in self.due:
            at = self._at(row, self.columns.number)
            wrong.append(finding("ballots.not_in_sample", where=at, number=number))
        return number

    def _group(self, row: Row, wrong: list[Finding]) -> str:
        if self.columns.group < 0 and len(self.form.groups) == 1:
            return self.form.groups[0].code
        text = _plain(self._text(row, self.columns.group))
        for group in self.form.groups:
            if text in (_plain(group.name), _plain(group.code)):
                return group.code
        names = "、".join(g.name for g in self.form.groups)
        at = self._at(row, self.columns.group)
        wrong.append(finding("ballots.bad_group", where=at, text=text, names=names))
        return ""

    def _invalid_reason(self, row: Row) -> str:
        """Return why the paper is invalid, empty when it is not; a bare 无效 gives the last reason."""
        reason = self._text(row, self.columns.reason)
        invalid = IMPORT_WORDS["invalid"]
        if reason or not any(self._text(row, place) in invalid for place in self.columns.items):
            return reason
        return self.form.invalid_reasons[-1] if self.form.invalid_reasons else invalid[0]

    def _marks(self, row: Row, wrong: list[Finding]) -> Iterator[int | None]:
        for n, (item, place) in enumerate(zip(self.form.items, self.columns.items, strict=True)):
            text = self._text(row, place)
            plain = _plain(text)
            if not plain or plain in BLANK_KEYS or plain in IMPORT_WORDS["blank"]:
                yield None
                continue
            mark = self._mark(n, text)
            at = self.table.where(self._cell(row, place).address, item.text)
            if mark is None:
                keys = "、".join(f"{o.key} {o.text}" for o in self.form.options_of(n))
                wrong.append(finding("ballots.bad_option", where=at, text=text, keys=keys))
            elif item.kind is ItemKind.MULTIPLE and not ticks_allowed(self.form, n, mark):
                most = item.at_most or len(self.form.options_of(n))
                code, least = "ballots.ticks_out_of_limits", max(1, item.at_least)
                wrong.append(finding(code, where=at, least=least, most=most, count=mark.bit_count()))
            yield mark

    def _mark(self, item: int, text: str) -> int | None:
        """Return the option a cell names, or the sum of several (``1、3``) where several may be ticked."""
        if self.form.items[item].kind is ItemKind.SINGLE:
            return self.options[item].get(_plain(text))
        parts = [_plain(part) for part in _BETWEEN.split(text) if part.strip()]
        found = [self.options[item].get(part) for part in parts]
        if not found or None in found:
            return None
        return sum(1 << option for option in {o for o in found if o is not None})

    def _cell(self, row: Row, place: int) -> Cell:
        return row.cells[place]

    def _text(self, row: Row, place: int) -> str:
        return row.cells[place].text.strip() if 0 <= place < len(row.cells) else ""

    def _at(self, row: Row, place: int) -> Where:
        """Return the place of a cell, with the words above its column; of the row where it has none."""
        if not 0 <= place < len(row.cells):
            return self.table.where(row.address)
        heads = self.table.rows[self.columns.row].cells
        head = heads[place].text.strip() if place < len(heads) else ""
        return self.table.where(row.cells[place].address, head)
