"""Roster files → what they say: work groups (附件1), cadres, organisations, communities, voters, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from dangjian_desktop.domain.forms import RosterForm
from dangjian_desktop.exchange.gathered import People, united
from dangjian_desktop.exchange.grid import Document, Paragraph, Table
from dangjian_desktop.exchange.group_lists import LAYOUT, read_groups
from dangjian_desktop.exchange.headings import (
    Columns,
    Synonyms,
    Taught,
    Way,
    find_columns,
    unheaded_columns,
)
from dangjian_desktop.exchange.lists import read_list
from dangjian_desktop.exchange.readings import ReadTable, RosterReading
from dangjian_desktop.exchange.term_lists import read_committees, read_terms
from dangjian_desktop.exchange.unit_lists import read_resident_groups
from dangjian_desktop.exchange.unused_columns import unlike_columns, unused_columns
from dangjian_desktop.exchange.values import ValueReader
from dangjian_desktop.exchange.voter_lists import read_voters
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.progress import Progress, Silent

T = TypeVar("T")
VOTERS = "voters"
GROUPS = "work_groups"
RESIDENT_GROUPS = "resident_groups"
COMMITTEES = "committees"
TERMS = "committee_terms"
_OF_GROUPS = frozenset({"resident_leader", "partner_org", "group_head", "liaison"})
_LINES_OVER = 3
_NOTE = frozenset({"note"})
# What the lists of a kind may hold and the roster has no place for; of kinds not named here the remarks.
_NOT_KEPT: Mapping[str, frozenset[str]] = {
    GROUPS: _NOTE | {"phone"},
    VOTERS: frozenset({"card", "registered"}),
    "cadres": frozenset(),
}


@dataclass(frozen=True, slots=True)
class RosterShape:
    """How one kind of roster table is headed. ``kind`` is the code of its form.

    Without being asked for, a kind is seen only where a word of ``titles`` stands over the table or
    a field of ``marks`` in it; one without ``marks`` is seen everywhere.
    """

    kind: str
    synonyms: Synonyms
    required: frozenset[str]
    titles: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    @staticmethod
    def of(form: RosterForm) -> RosterShape:
        """Take the headings of a form."""
        synonyms = {one.field: one.words for one in form.columns}
        return RosterShape(form.code, synonyms, frozenset(form.required), form.titles, frozenset(form.marks))

    def stands_over(self, about: str) -> bool:
        """Tell whether the words over a table name this kind."""
        return any(word in about for word in self.titles)


Lessons = Mapping[str, Taught]
_PERSON = frozenset({"name"})


def read_roster(
    document: Document,
    shapes: Sequence[RosterShape],
    kind: str = "",
    *,
    values: ValueReader,
    lessons: Lessons | None = None,
    progress: Progress | None = None,
) -> RosterReading:
    """Read the roster tables of a document; other tables and text are passed over.

    Args:
        document: the whole file, e.g. a notice with its attachments.
        shapes: the kinds of tables known.
        kind: the one kind wanted; empty: whichever fits each table best.
        values: reads the cells.
        lessons: what a clerk says of headings, by kind.
        progress: told how far the reading of long lists is.

    Raises:
        Rejected: when no table has the headings of a known kind.
    """
    wanted = [shape for shape in shapes if kind in ("", shape.kind)]
    found = _roster_tables(document, wanted, lessons or {})
    if not found:
        raise Rejected(_no_headings(document, wanted), *document.findings)
    people = People()
    told = progress or Silent()
    readings = [_read(document, one, people, values, told) for one in found]
    whole = _joined(document, readings, people)
    if _says_nothing(whole):
        raise Rejected(finding("roster.no_rows", where=Where(file=document.source)), *whole.findings)
    passed = _passed_over(document, [table for table, _, _ in found])
    return replace(
        whole,
        tables=tuple(
            ReadTable(kind=shape.kind, table=table, columns=columns) for table, shape, columns in found
        ),
        findings=(*document.findings, *whole.findings, *passed, *_told_of_columns(found, values)),
    )


def _told_of_columns(found: Sequence[Found], values: ValueReader) -> Iterator[Finding]:
    """Yield the columns whose values are unlike what they are called, then those that were not used."""
    for table, shape, columns in found:
        yield from unlike_columns(table, columns, shape.synonyms)
    for table, shape, columns in found:
        layout = LAYOUT if shape.kind == GROUPS else None
        not_kept = _NOT_KEPT.get(shape.kind, _NOTE)
        yield from unused_columns(table, columns, values.words, layout, not_kept)


Found = tuple[Table, RosterShape, Columns]


def _roster_tables(document: Document, wanted: Sequence[RosterShape], taught: Lessons) -> list[Found]:
    """Return the tables that are read: those with known headings, else the one its content tells."""
    found = [(table, *best) for table in document.tables if (best := _best(document, table, wanted, taught))]
    if found:
        return found
    plain = _by_content(document, wanted, taught)
    return [plain] if plain else []


def _says_nothing(reading: RosterReading) -> bool:
    """Tell whether no row was read, not even one that was refused."""
    voters = any(one.rows for one in reading.voters)
    return not (reading.communities or reading.orgs or reading.persons or voters or reading.refused)


def unread_tables(
    document: Document, shapes: Sequence[RosterShape], lessons: Lessons | None = None
) -> tuple[ReadTable, ...]:
    """Return the tables whose headings say nothing, so that a clerk may say what their columns are."""
    shape = _persons_shape(shapes)
    if shape is None:
        return ()
    taught = (lessons or {}).get(shape.kind, Taught())
    return tuple(
        ReadTable(kind=shape.kind, table=table, columns=columns)
        for table in document.tables
        if (columns := unheaded_columns(table, shape.synonyms, taught)) is not None
    )


def _best(
    document: Document, table: Table, shapes: Sequence[RosterShape], lessons: Lessons
) -> tuple[RosterShape, Columns] | None:
    found = [
        (shape, columns)
        for shape in shapes
        if (columns := find_columns(table, shape.synonyms, shape.required, lessons.get(shape.kind, Taught())))
        is not None
        and (len(shapes) == 1 or (_mostly_known(columns) and _fits(document, table, shape, columns)))
    ]
    if not found:
        return None
    named = [one for one in found if one[0].stands_over(_about(document, table, one[1]))]
    return max(named or found, key=lambda one: one[1].told())


def _fits(document: Document, table: Table, shape: RosterShape, columns: Columns) -> bool:
    """Tell whether a table may be of this kind although nobody said so."""
    marked = bool(shape.marks & columns.known()) or not shape.marks
    return marked or shape.stands_over(_about(document, table, columns))


def _about(document: Document, table: Table, columns: Columns) -> str:
    """Return the words over a table: the file's name, the sheet's, the lines before the headings."""
    place = next(number for number, block in enumerate(document.blocks) if block is table)
    before = document.blocks[max(0, place - _LINES_OVER) : place]
    lines = [one.text for one in before if isinstance(one, Paragraph)]
    over = [cell.text for row in table.rows[: columns.first_row - 1] for cell in row.cells]
    return " ".join([document.source, table.sheet, *lines, *over])


def _by_content(
    document: Document, shapes: Sequence[RosterShape], lessons: Lessons
) -> tuple[Table, RosterShape, Columns] | None:
    """Take the one table of a document for a list of persons when its values leave no doubt."""
    shape = _persons_shape(shapes)
    tables = [one for one in unread_tables(document, shapes, lessons) if one.columns.known() >= _PERSON]
    if shape is None or len(tables) != 1 or len(document.tables) != 1:
        return None
    columns = tables[0].columns
    plain = Way.CHOSEN in columns.ways or Way.LEARNED in columns.ways or len(columns.known()) >= 2
    return (tables[0].table, shape, columns) if plain else None


def _persons_shape(shapes: Sequence[RosterShape]) -> RosterShape | None:
    """Return the kind of list that wants nothing but names."""
    return next((shape for shape in shapes if shape.required == _PERSON), None)


def _mostly_known(columns: Columns) -> bool:
    """Tell whether enough of the headings are of this kind; one common word like 名称 is not."""
    titles = [title for title in columns.titles if title]
    return columns.told() >= 2 and columns.told() * 5 >= len(titles) * 2


def _joined(document: Document, readings: Sequence[RosterReading], people: People) -> RosterReading:
    kinds = {reading.kind for reading in readings}
    return RosterReading(
        kind=readings[0].kind if len(kinds) == 1 else "",
        source=document.source,
        areas=united(_all(readings, lambda one: one.areas)),
        communities=united(_all(readings, lambda one: one.communities)),
        orgs=united(_all(readings, lambda one: one.orgs)),
        persons=people.rows(),
        groups=_all(readings, lambda one: one.groups),
        posts=_all(readings, lambda one: one.posts),
        voters=_all(readings, lambda one: one.voters),
        resident_groups=_all(readings, lambda one: one.resident_groups),
        committees=_all(readings, lambda one: one.committees),
        refused=sum(reading.refused for reading in readings),
        findings=(*_all(readings, lambda one: one.findings), *people.findings()),
    )


def _all(readings: Iterable[RosterReading], part: Callable[[RosterReading], Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(map(part, readings)))


def _read(
    document: Document, found: Found, people: People, values: ValueReader, progress: Progress
) -> RosterReading:
    table, shape, columns = found
    if shape.kind == VOTERS:
        about = _about(document, table, columns)
        return read_voters(table, columns, shape.kind, about, values, progress)
    if shape.kind == RESIDENT_GROUPS:
        return read_resident_groups(table, columns, shape.kind, people, values.words)
    if shape.kind in (COMMITTEES, TERMS):
        read = read_terms if shape.kind == TERMS else read_committees
        return read(table, columns, shape.kind, values)
    if _OF_GROUPS & columns.known() or (shape.kind == GROUPS and "members" in columns.known()):
        return read_groups(table, columns, shape.kind, people, values.words)
    return read_list(table, columns, shape.kind, people, values)


def _no_headings(document: Document, shapes: Sequence[RosterShape]) -> Finding:
    """Say that the heading row is missing, and which words it would need."""
    where = Where(file=document.source)
    if not document.tables:
        return finding("roster.no_table", where=where)
    table = max(document.tables, key=lambda one: len(one.rows))
    words = "；".join(
        "、".join(shape.synonyms[field][0] for field in sorted(shape.required) if shape.synonyms.get(field))
        for shape in shapes
    )
    return finding("files.header_missing", where=replace(where, sheet=table.sheet), words=words)


def _passed_over(document: Document, read: Sequence[Table]) -> list[Finding]:
    """Tell of tables that hold rows and were not read; a notice's other attachment is no surprise."""
    others = [table for table in document.tables if table not in read and len(table.rows) > 1]
    return [
        hint("roster.table_passed", where=Where(file=table.source, sheet=table.sheet), rows=len(table.rows))
        for table in others
    ]
