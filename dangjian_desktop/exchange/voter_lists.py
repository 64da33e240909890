"""选民名单: lists of voters, read row by row without making cells, fit for 60,000 lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dangjian_desktop.domain.names import is_person_name, person_name, squeezed
from dangjian_desktop.domain.organisations import CommunityKind
from dangjian_desktop.domain.people import Sex
from dangjian_desktop.domain.written_dates import Doubt, WrittenDay
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.raw import address_in, original_in, row_address, texts_of
from dangjian_desktop.exchange.readings import CommunityRow, RosterReading, VoterRow, VoterTable
from dangjian_desktop.exchange.values import IdNumber, ValueReader, count_of, id_number_of
from dangjian_desktop.kernel.findings import Finding, finding, warning
from dangjian_desktop.kernel.progress import Progress

_STEP = 1000
_NO_DAY = {
    Doubt.UNREADABLE: "roster.bad_date",
    Doubt.IMPOSSIBLE: "roster.no_such_day",
    Doubt.VAGUE: "roster.vague_date",
}
_EARLIEST = 1900


@dataclass(slots=True)
class _Reader:
    table: Table
    columns: Columns
    values: ValueReader
    places: dict[str, int]
    rows: list[VoterRow] = field(default_factory=list)
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    sexes: dict[str, Sex | None] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def text(self, texts: Sequence[str], name: str) -> str:
        """Return a fact of a row; equal ones are one string, for thousands of rows share their group."""
        place = self.places.get(name, -1)
        if not 0 <= place < len(texts):
            return ""
        text = texts[place].replace("\n", "")
        return self.kept.setdefault(text, text)

    def told(self, code: str, row: int, field: str, **facts: str | int) -> None:
        where = self.table.where(self.address(row, field), self.columns.title(field))
        self.findings.append(warning(code, where, **facts))

    def address(self, number: int, name: str) -> str:
        place = self.places.get(name)
        return row_address(number) if place is None else address_in(self.table, number, place)


def read_voters(
    table: Table, columns: Columns, kind: str, about: str, values: ValueReader, progress: Progress
) -> RosterReading:
    """Read a list of voters.

    Args:
        table: the table.
        columns: where its fields are; ``name`` is one of them.
        kind: the code of its form.
        about: the words over the table, which tell the community where no column does.
        values: reads the cells.
        progress: told how far the reading is.
    """
    places = {name: place for place, name in enumerate(columns.fields) if name}
    reader = _Reader(table, columns, values, places)
    last = ""
    for number, texts in texts_of(table, columns.first_row):
        if number % _STEP == 0:
            progress.step(number, len(table.rows), "正在读取名单")
            progress.give_way()
        if not any(texts) or _is_no_voter(reader, texts):
            continue
        last = _add(reader, number, texts, last)
    return RosterReading(
        kind=kind,
        source=table.source,
        communities=tuple(reader.communities.values()),
        voters=(VoterTable(table=table, about=about, rows=tuple(reader.rows)),),
        refused=reader.refused,
        findings=tuple(reader.findings),
    )


def _is_no_voter(reader: _Reader, texts: Sequence[str]) -> bool:
    """Tell whether a row is a sum, or the heading that a printed list repeats on every page."""
    heading = squeezed(reader.text(texts, "name")) == reader.columns.title("name")
    return heading or reader.values.words.no_record(texts)


def _add(reader: _Reader, number: int, texts: Sequence[str], last: str) -> str:
    """Add one row and return its community; one left open is that of the row above."""
    community = reader.text(texts, "community") or (last if "community" in reader.places else "")
    written = reader.text(texts, "name")
    if not written:
        reader.refused += 1
        where = reader.table.where(reader.address(number, "name"), reader.columns.title("name"))
        reader.findings.append(finding("roster.key_missing", where=where, column=where.field))
        return community
    name = person_name(written)
    if not is_person_name(name):
        reader.told("roster.odd_name", number, "name", name=name)
    original = original_in(reader.table, number, reader.places["name"]).strip()
    if community and community not in reader.communities:
        village = community.endswith("村")
        reader.communities[community] = CommunityRow(
            name=community,
            address=reader.address(number, "community"),
            kind=CommunityKind.VILLAGE if village else CommunityKind.COMMUNITY,
        )
    sex, birth, number_read = _identity(reader, number, texts, name)
    reader.rows.append(
        VoterRow(
            address=reader.address(number, "name"),
            community=community,
            number=count_of(reader.text(texts, "number")) or 0,
            name=name,
            name_written=original if original != name else "",
            resident_group=reader.text(texts, "resident_group"),
            sex=sex,
            birth=birth.day,
            birth_day_known=birth.day_known,
            id_number=number_read,
            household=reader.text(texts, "household"),
            residence=reader.text(texts, "residence"),
            note=reader.text(texts, "note"),
        )
    )
    return community


def _identity(
    reader: _Reader, number: int, texts: Sequence[str], name: str
) -> tuple[Sex | None, WrittenDay, str]:
    """Read sex, birth and ID number; a sound number gives what the other two leave open."""
    read = id_number_of(reader.text(texts, "id_number"))
    sex, birth = _sex(reader, number, texts), _birth(reader, number, texts, read)
    problem = read.against(birth.day, sex, day_known=birth.day_known)
    if problem:
        reader.told(problem, number, "id_number", name=name)
    elif read.birth is not None:
        sex = sex or read.sex
        birth = birth if birth.day else WrittenDay(read.birth)
    return sex, birth, read.number


def _sex(reader: _Reader, number: int, texts: Sequence[str]) -> Sex | None:
    text = reader.text(texts, "sex")
    if text not in reader.sexes:
        reader.sexes[text] = reader.values.sex(text) if text else None
    if text and reader.sexes[text] is None:
        reader.told("roster.bad_sex", number, "sex", text=text)
    return reader.sexes[text]


def _birth(reader: _Reader, number: int, texts: Sequence[str], read: IdNumber) -> WrittenDay:
    text = reader.text(texts, "birth")
    found = read.settled(reader.values.day(text))
    if found.doubt in _NO_DAY:
        reader.told(_NO_DAY[found.doubt], number, "birth", text=text)
    elif found.day is not None and (found.day.year < _EARLIEST or found.day > reader.values.today):
        reader.told("roster.far_date", number, "birth", day=found.day.isoformat())
        return WrittenDay()
    elif found.doubt is Doubt.OCTOBER:
        reader.told("roster.month_unsure", number, "birth", text=text)
    elif found.doubt is Doubt.SERIAL and found.day is not None:
        reader.told("roster.serial_date", number, "birth", text=text, day=found.day.isoformat())
    return found
