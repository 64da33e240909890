"""Lists of 居民小组 with those who speak for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.names import several_names, squeezed
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.alignment import FieldRow, Layout, align
from dangjian_desktop.exchange.gathered import People
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.places import kind_of
from dangjian_desktop.exchange.readings import (
    CommunityRow,
    PersonRow,
    PostRow,
    ResidentGroupRow,
    RosterReading,
)
from dangjian_desktop.exchange.values import count_of
from dangjian_desktop.kernel.findings import Finding, Severity, finding, warning

_HOLDERS = (("group_head", PostRole.RESIDENT_GROUP_HEAD), ("group_reps", PostRole.RESIDENT_REP))


@dataclass(slots=True)
class UnitReader:
    """Reads lists of which every row belongs to a community; ``last`` is that of the row read."""

    table: Table
    columns: Columns
    words: ListWords
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    last: str = ""

    def rows(self, *needed: str) -> Iterator[FieldRow]:
        """Give the rows that name all that is needed; a community left open is that of the row above."""
        for row in align(self.table, self.columns, Layout({}, needed[0], {})).rows:
            if row.is_one_cell() or self.words.no_record(row.texts):
                continue
            self.last = row.text("community").replace("\n", "") or self.last
            missing = next((name for name in needed if not row.text(name)), "")
            missing = missing or ("" if self.last else "community")
            if missing:
                self.refuse("roster.key_missing", row, missing, column=self.columns.title(missing))
                continue
            self._take_community(row)
            yield row

    def refuse(self, code: str, row: FieldRow, field: str, **facts: str | int) -> None:
        """Tell why a row is not taken."""
        self.refused += 1
        where = self.table.where(row.cell(field).address or row.address, self.columns.title(field))
        self.findings.append(finding(code, Severity.ERROR, where, **facts))

    def count(self, row: FieldRow, name: str) -> int | None:
        """Read a count and tell where it is none."""
        text = row.text(name)
        number = count_of(text)
        if text and number is None:
            where = self.table.where(row.cell(name).address, self.columns.title(name))
            self.findings.append(warning("roster.bad_number", where, text=text))
        return number

    def reading(self, kind: str, **parts: Any) -> RosterReading:
        """Return what was read: ``parts`` and the communities of their rows."""
        return RosterReading(
            kind=kind,
            source=self.table.source,
            communities=tuple(self.communities.values()),
            refused=self.refused,
            findings=tuple(self.findings),
            **parts,
        )

    def _take_community(self, row: FieldRow) -> None:
        if self.last not in self.communities:
            self.communities[self.last] = CommunityRow(
                name=self.last, address=row.cell("community").address or row.address, kind=kind_of(self.last)
            )


def read_resident_groups(
    table: Table, columns: Columns, kind: str, people: People, words: ListWords
) -> RosterReading:
    """Read a list of 居民小组: one a row, its head and representatives become posts."""
    reader = UnitReader(table, columns, words)
    groups: dict[tuple[str, str], ResidentGroupRow] = {}
    posts: list[PostRow] = []
    for row in reader.rows("resident_group"):
        name = squeezed(row.text("resident_group"))
        key = (reader.last, name)
        if key in groups:
            reader.refuse("roster.group_twice", row, "resident_group", name=name, first=groups[key].address)
            continue
        groups[key] = ResidentGroupRow(
            community=reader.last,
            name=name,
            address=row.cell("resident_group").address,
            households=reader.count(row, "households"),
            population=reader.count(row, "population"),
        )
        posts.extend(_holders(reader, row, name, people))
    return reader.reading(kind, resident_groups=tuple(groups.values()), posts=tuple(posts))


def _holders(reader: UnitReader, row: FieldRow, group: str, people: People) -> Iterator[PostRow]:
    for column, role in _HOLDERS:
        cell = row.cell(column)
        for order, name in enumerate(several_names(cell.text)):
            person = people.take(reader.table, PersonRow(name=name, address=cell.address))
            yield PostRow(
                person=person,
                role=role,
                address=cell.address,
                title=reader.words.holders[role],
                community=reader.last,
                resident_group=group,
                order=order,
                headed=True,
            )
