"""Terms of 班子: one body of a community a row, or one community a row with its bodies side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.exchange.alignment import FieldRow
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.readings import CommitteeRow, RosterReading
from dangjian_desktop.exchange.unit_lists import UnitReader
from dangjian_desktop.exchange.values import ValueReader
from dangjian_desktop.kernel.findings import warning
from dangjian_desktop.kernel.texts.roster import COMMITTEE_WORDS

# By what the fields of a body begin; what stands for the 两委 is told of both.
_BOTH = "both"
_OF_BOTH = (CommitteeKind.PARTY, CommitteeKind.RESIDENTS)
_PARTS = ("since", "until", "span", "term", "seats")
_TO = re.compile(r"至今|[-—–－~～至到]+")
_YEARS = re.compile(r"(\d{1,2}|[一二三四五六七八九十])年(?:一届)?制?")
_YEAR = re.compile(r"(\d{4})年?(?:底|末)?")
_TENTHS = "一二三四五六七八九十"
_NOTHING = frozenset({"无", "没有", "未换届"})


@dataclass(slots=True)
class _Term:
    """What is told of one term, as far as it could be read; ``address`` is where its beginning stands."""

    address: str
    column: str
    since: date | None = None
    until: date | None = None
    term: str = ""
    seats: int | None = None

    def row(self, community: str, kind: CommitteeKind, title: str) -> CommitteeRow:
        """Return it as the term of a body."""
        return CommitteeRow(
            community=community,
            kind=kind,
            address=self.address,
            title=title,
            term=self.term,
            seats=self.seats,
            since=self.since,
            until=self.until,
        )


@dataclass(slots=True)
class _Terms:
    """Reads terms of one table. ``until`` is read as a day ahead; what is no day is told."""

    reader: UnitReader
    values: ValueReader
    found: list[CommitteeRow] = field(default_factory=list)

    def term(self, row: FieldRow, fields: dict[str, str]) -> _Term | None:
        """Read the cells of one term, named by part; None when it is refused."""
        first = next(iter(fields.values()))
        made = _Term(row.cell(fields.get("since", first)).address or row.address, first)
        made.term = squeezed(row.text(fields["term"])) if "term" in fields else ""
        made.seats = (self.reader.count(row, fields["seats"]) or None) if "seats" in fields else None
        for part in ("since", "until"):
            if part in fields:
                setattr(made, part, self._day(row, fields[part], row.text(fields[part])))
        if "span" in fields:
            self._take_span(made, row, fields["span"])
        if made.since and made.until and made.since > made.until:
            days = {"since": made.since.isoformat(), "until": made.until.isoformat()}
            at = fields.get("until") or fields.get("span") or first
            self.reader.refuse("roster.ends_before", row, at, **days)
            return None
        return made

    def _day(self, row: FieldRow, name: str, text: str) -> date | None:
        """Read a day, and tell where a text is none."""
        day = self.values.day(text, ahead=True).day
        if text and day is None:
            where = self.reader.table.where(row.cell(name).address, self.reader.columns.title(name))
            self.reader.findings.append(warning("roster.bad_date", where, text=text))
        return day

    def _take_span(self, made: _Term, row: FieldRow, name: str) -> None:
        """Read 任期: 2021.04—2026.04, 2021—2026, 五年, 第七届; days in cells of their own count."""
        text = squeezed(row.text(name))
        if years := _YEARS.fullmatch(text):
            if made.since and not made.until:
                made.until = _years_on(made.since, _number(years[1]))
        elif "届" in text:
            made.term = made.term or text
        else:
            self._take_days(made, row, name, text)

    def _take_days(self, made: _Term, row: FieldRow, name: str, text: str) -> None:
        """Read the first and the last day of a term, or its last alone; a year ends as many years on."""
        begun, _, ended = ("", "", text) if self._is_day(text) else _TO.sub("\n", text, 1).partition("\n")
        made.since = made.since or (None if _YEAR.fullmatch(begun) else self._day(row, name, begun))
        year = _YEAR.fullmatch(ended)
        if year is None:
            made.until = made.until or self._day(row, name, ended)
        elif made.since:
            made.until = made.until or _years_on(made.since, int(year[1]) - made.since.year)
        elif not made.until:
            self._day(row, name, text)

    def _is_day(self, text: str) -> bool:
        """Tell whether a text is one day: then it is the end of the term."""
        return self.values.day(text, ahead=True).day is not None


def read_committees(table: Table, columns: Columns, kind: str, values: ValueReader) -> RosterReading:
    """Read the terms of 班子: one body of a community a row."""
    terms = _Terms(UnitReader(table, columns, values.words), values)
    fields = {part: part for part in ("since", "until", "term", "seats")}
    for row in terms.reader.rows("committee"):
        body = values.words.committee(row.text("committee"))
        if body is None:
            terms.reader.refuse("roster.which_committee", row, "committee", text=row.text("committee"))
        elif (term := terms.term(row, fields)) is not None:
            term.address = row.cell("committee").address
            terms.found.append(term.row(terms.reader.last, body, squeezed(row.text("committee"))))
    return terms.reader.reading(kind, committees=tuple(terms.found))


def read_terms(table: Table, columns: Columns, kind: str, values: ValueReader) -> RosterReading:
    """Read the terms of 班子: one community a row, its bodies side by side."""
    terms = _Terms(UnitReader(table, columns, values.words), values)
    for row in terms.reader.rows("community"):
        for fields, bodies in _told(row, columns).items():
            term = terms.term(row, dict(fields))
            if term is not None and (term.since or term.until or term.term or term.seats):
                terms.found.extend(term.row(terms.reader.last, one, COMMITTEE_WORDS[one]) for one in bodies)
    return terms.reader.reading(kind, committees=tuple(terms.found))


Fields = tuple[tuple[str, str], ...]


def _told(row: FieldRow, columns: Columns) -> dict[Fields, list[CommitteeKind]]:
    """Return the bodies of which a row tells something, by the fields of their parts.

    A part that stands once for all (任期) is that of every body told of.
    """
    known = columns.known()
    told: dict[Fields, list[CommitteeKind]] = {}
    for body in CommitteeKind:
        begins = (_BOTH, body.value) if body in _OF_BOTH else (body.value,)
        own = {part: f"{one}_{part}" for one in begins for part in _PARTS if f"{one}_{part}" in known}
        if any(row.text(name) and squeezed(row.text(name)) not in _NOTHING for name in own.values()):
            fields = {part: part for part in _PARTS if part in known} | own
            told.setdefault(tuple(fields.items()), []).append(body)
    return told


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _TENTHS.index(text) + 1


def _years_on(day: date, years: int) -> date:
    """Return the same day so many years on; of a leap day the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
