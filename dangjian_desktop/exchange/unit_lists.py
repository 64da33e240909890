"""Lists of 居民小组 with those who speak for them, and of the terms of 班子."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dangjian_desktop.domain.names import several_names, squeezed
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.alignment import FieldRow, Layout, align
from dangjian_desktop.exchange.gathered import People
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.lists import is_foot
from dangjian_desktop.exchange.places import kind_of
from dangjian_desktop.exchange.readings import (
    CommitteeRow,
    CommunityRow,
    PersonRow,
    PostRow,
    ResidentGroupRow,
    RosterReading,
)
from dangjian_desktop.exchange.values import ValueReader, count_of
from dangjian_desktop.kernel.findings import Finding, Severity, finding, warning

# The first word that stands in the written name of a 班子 tells which it is.
_COMMITTEES = (
    ("监", CommitteeKind.SUPERVISION),
    ("党", CommitteeKind.PARTY),
    ("支委", CommitteeKind.PARTY),
    ("居委", CommitteeKind.RESIDENTS),
    ("村委", CommitteeKind.RESIDENTS),
    ("村居委", CommitteeKind.RESIDENTS),
    ("居民委", CommitteeKind.RESIDENTS),
    ("村民委", CommitteeKind.RESIDENTS),
    ("民委员会", CommitteeKind.RESIDENTS),
    ("村（居）", CommitteeKind.RESIDENTS),
)
_HOLDERS = (
    ("group_head", PostRole.RESIDENT_GROUP_HEAD, "居民小组长"),
    ("group_reps", PostRole.RESIDENT_REP, "居民代表"),
)


@dataclass(slots=True)
class _Reader:
    table: Table
    columns: Columns
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    last: str = ""

    def rows(self, *needed: str) -> Iterator[FieldRow]:
        """Give the rows that name all that is needed; a community left open is that of the row above."""
        for row in align(self.table, self.columns, Layout({}, needed[0], {})).rows:
            first = next((cell.text for cell in row.cells.values() if cell.text), "")
            if is_foot(first):
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

    def _take_community(self, row: FieldRow) -> None:
        if self.last not in self.communities:
            self.communities[self.last] = CommunityRow(
                name=self.last, address=row.cell("community").address or row.address, kind=kind_of(self.last)
            )


def read_resident_groups(table: Table, columns: Columns, kind: str, people: People) -> RosterReading:
    """Read a list of 居民小组: one a row, its head and representatives become posts."""
    reader = _Reader(table, columns)
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
    return RosterReading(
        kind=kind,
        source=table.source,
        communities=tuple(reader.communities.values()),
        resident_groups=tuple(groups.values()),
        posts=tuple(posts),
        refused=reader.refused,
        findings=tuple(reader.findings),
    )


def _holders(reader: _Reader, row: FieldRow, group: str, people: People) -> Iterator[PostRow]:
    for column, role, title in _HOLDERS:
        cell = row.cell(column)
        for order, name in enumerate(several_names(cell.text)):
            person = people.take(reader.table, PersonRow(name=name, address=cell.address))
            yield PostRow(
                person=person,
                role=role,
                address=cell.address,
                title=title,
                community=reader.last,
                resident_group=group,
                order=order,
            )


def read_committees(table: Table, columns: Columns, kind: str, values: ValueReader) -> RosterReading:
    """Read the terms of 班子: one body of a community a row."""
    reader = _Reader(table, columns)
    found: list[CommitteeRow] = []
    for row in reader.rows("committee"):
        body = committee_kind(row.text("committee"))
        if body is None:
            reader.refuse("roster.which_committee", row, "committee", text=row.text("committee"))
            continue
        since, until = (values.day(row.text(name), ahead=True) for name in ("since", "until"))
        for name, day in (("since", since), ("until", until)):
            if row.text(name) and day.day is None:
                where = table.where(row.cell(name).address, columns.title(name))
                reader.findings.append(warning("roster.bad_date", where, text=row.text(name)))
        if since.day and until.day and since.day > until.day:
            reader.refuse(
                "roster.ends_before", row, "until", since=since.day.isoformat(), until=until.day.isoformat()
            )
            continue
        found.append(
            CommitteeRow(
                community=reader.last,
                kind=body,
                address=row.cell("committee").address,
                title=squeezed(row.text("committee")),
                term=squeezed(row.text("term")),
                seats=reader.count(row, "seats") or None,
                since=since.day,
                until=until.day,
            )
        )
    return RosterReading(
        kind=kind,
        source=table.source,
        communities=tuple(reader.communities.values()),
        committees=tuple(found),
        refused=reader.refused,
        findings=tuple(reader.findings),
    )


def committee_kind(text: str) -> CommitteeKind | None:
    """Return which 班子 a written name means, or None."""
    clean = squeezed(text)
    return next((kind for word, kind in _COMMITTEES if word in clean), None)
