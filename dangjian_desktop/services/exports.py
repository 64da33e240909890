"""Taking lists out of the program: what for, whole or not at all, and what was taken out when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.exports import ExportRecord, Numbers, read_record
from dangjian_desktop.domain.sheets import LongSheet, MergedSheet, Sheet, SheetColumn, Value
from dangjian_desktop.kernel.changes import NOTHING, Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.services.roster_export import RosterLists, RosterPart, persons_in, roster_sheets
from dangjian_desktop.services.whole_files import whole_file

if TYPE_CHECKING:
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.storage.database import Book

ACTION = "roster.export"
NUMBER_HEADS = ("身份证号", "联系电话", "手机")
ALL_PARTS = tuple(part for part in RosterPart if part is not RosterPart.VOTERS)
"""The lists of one file; voters are kept apart from cadres, outside as inside."""


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a list on the screen: its heading and how a row's text is found.

    ``full`` gives the whole number where ``text`` masks it; ``number`` the figure behind the text.
    """

    head: str
    text: Callable[[Any], str]
    full: Callable[[Any], str] | None = None
    number: Callable[[Any], int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A list as it stands on the screen: its rows in order, its columns in order.

    ``persons`` is how many persons the rows speak of; ``frozen`` columns reach to the name. ``spread`` is as
    in :class:`~dangjian_desktop.domain.sheets.LongSheet`.
    """

    title: str
    columns: tuple[ViewColumn, ...]
    rows: Sequence[Any]
    persons: int
    frozen: int = 1
    spread: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastExport:
    """A line of the register of exports. ``record`` is None for entries of earlier versions."""

    at: datetime
    actor: str
    words: str
    record: ExportRecord | None


class Exports:
    """Writes lists to Excel files; every one is in the audit log with its purpose."""

    def __init__(self, book: Book, clock: Clock, rosters: Rosters) -> None:
        self._book, self._clock, self._rosters = book, clock, rosters

    def roster(
        self,
        path: Path,
        *,
        purpose: str,
        full: bool = False,
        parts: Iterable[RosterPart] = ALL_PARTS,
        ended: bool = False,
        progress: Progress | None = None,
    ) -> Outcome[Path]:
        """Write lists of the roster to an Excel file, a sheet each; empty ones are left out.

        Args:
            path: the file to write.
            purpose: what the personal data is needed for.
            full: whether ID numbers and phones are written in full; masked otherwise.
            parts: which lists.
            ended: whether 干部名册 has a row for each post with its from and to, those that ended too.
            progress: told how many rows are written.

        Raises:
            Rejected: nothing to write, or no purpose given.
            Unavailable: the file cannot be written.
            Cancelled: as ``progress`` says; then there is no file.
        """
        demand_purpose(purpose)
        chosen = tuple(parts)
        picture = self._rosters.picture()
        with self._book.read() as view:
            lists = RosterLists(picture=picture, view=view, full=full, ended=ended)
            sheets = roster_sheets(lists, chosen)
            if not sheets:
                raise Rejected(finding("roster.nothing_to_export"))
            persons = persons_in(lists, chosen)
            self._write(path, sheets, "花名册", progress)
        what = "花名册（" + "、".join(sheet.title for sheet in sheets) + "）"
        self._keep(what, persons, heads_of(sheets), purpose, path, full=full)
        return Outcome(path, (), NOTHING)

    def shown(
        self,
        path: Path,
        shown: ShownList,
        *,
        purpose: str,
        full: bool = False,
        progress: Progress | None = None,
    ) -> Outcome[Path]:
        """Write a list as it stands on the screen: its columns, its rows, its order.

        Raises:
            Rejected: no row is shown, or no purpose is given for personal data.
            Unavailable: the file cannot be written.
            Cancelled: as ``progress`` says; then there is no file.
        """
        if shown.persons:
            demand_purpose(purpose)
        if not shown.rows or not shown.columns:
            raise Rejected(finding("roster.nothing_shown"))
        columns = tuple(SheetColumn(one.head, numeric=one.number is not None) for one in shown.columns)
        takers = [_taker(one, full=full) for one in shown.columns]
        rows = (tuple(take(row) for take in takers) for row in shown.rows)
        sheet = LongSheet(shown.title, columns, rows, len(shown.rows), shown.frozen, shown.spread)
        self._write(path, (sheet,), shown.title, progress)
        heads = tuple(one.head for one in shown.columns)
        self._keep(shown.title, shown.persons, heads, purpose, path, full=full)
        return Outcome(path, (), NOTHING)

    def past(self) -> tuple[PastExport, ...]:
        """Return what was taken out, newest first, from the audit log."""
        with self._book.read() as view:
            entries = view.audit.find(action=ACTION)
        return tuple(
            PastExport(at=one.at, actor=one.actor, words=one.summary, record=read_record(one.summary))
            for one in sorted(entries, key=lambda one: one.id, reverse=True)
        )

    def _write(self, path: Path, sheets: Sequence[Sheet], title: str, progress: Progress | None) -> None:
        from dangjian_desktop.documents.workbook import write_workbook

        with whole_file(path) as part:
            write_workbook(part, sheets, title=title, author="", dated=self._clock.today(), progress=progress)

    def _keep(
        self, what: str, persons: int, heads: Sequence[str], purpose: str, path: Path, *, full: bool
    ) -> None:
        record = ExportRecord(
            what=what, persons=persons, columns=tuple(heads), numbers=numbers_in(heads, full=full),
            purpose=purpose, file=path.name,
        )  # fmt: skip
        with self._book.work(ACTION, record.words()) as work:
            work.commit()


def numbers_in(heads: Iterable[str], *, full: bool) -> Numbers:
    """Tell how ID numbers and phones stand under ``heads``."""
    if not set(heads) & set(NUMBER_HEADS):
        return Numbers.NONE
    return Numbers.FULL if full else Numbers.MASKED


def heads_of(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """Return the headings of the sheets, each once."""
    found: list[str] = []
    for sheet in sheets:
        if isinstance(sheet, MergedSheet):
            cells = [cell for row in sheet.table.header for cell in row.cells if cell.cols == 1]
            found.extend(cell.text for cell in cells)
        else:
            found.extend(column.head for column in sheet.columns)
    return tuple(dict.fromkeys(found))


def demand_purpose(purpose: str) -> None:
    """Refuse to take personal data out for nothing that is written down."""
    if not purpose.strip():
        raise Rejected(finding("roster.no_purpose", where=Where(field="用途")))


def _taker(column: ViewColumn, *, full: bool) -> Callable[[Any], Value]:
    if full and column.full is not None:
        return column.full
    number = column.number
    if number is None:
        return column.text
    return lambda row: "" if (count := number(row)) is None else count
