"""Persons and other named rows gathered from several tables: one name is one thing until shown otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import TypeVar

from dangjian_desktop.domain.doubts import doubt
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.readings import AreaRow, CommunityRow, OrgRow, PersonRow
from dangjian_desktop.kernel.findings import Finding, hint, warning
from dangjian_desktop.kernel.texts.roster import DOUBTED_FIELDS, DOUBTS

Named = TypeVar("Named", AreaRow, CommunityRow, OrgRow, PersonRow)


@dataclass(slots=True)
class People:
    """Takes persons row by row. Rows of one name are one person unless ID numbers or births differ."""

    _rows: dict[str, PersonRow] = field(default_factory=dict)
    _places: dict[str, list[str]] = field(default_factory=dict)
    _tables: dict[str, Table] = field(default_factory=dict)
    _findings: list[Finding] = field(default_factory=list)

    def take(self, table: Table, row: PersonRow) -> str:
        """Take one row and return the key its posts name the person by."""
        key = row.name
        while key in self._rows and differ(self._rows[key], row):
            key += "′"
        if key in self._rows:
            cells = {**dict(row.cells), **dict(self._rows[key].cells)}
            doubts = tuple(dict.fromkeys((*self._rows[key].doubts, *row.doubts)))
            self._rows[key] = replace(richer(self._rows[key], row), cells=tuple(cells.items()), doubts=doubts)
        else:
            self._rows[key] = replace(row, key=key)
            self._tables[key] = table
            if key != row.name:
                code = "roster.same_name_differs"
                other = ("name", doubt(DOUBTED_FIELDS["name"], DOUBTS[code]))
                self._rows[key] = replace(self._rows[key], doubts=(*row.doubts, other))
                where = table.where(row.address, record=row.name)
                self._findings.append(warning(code, where, name=row.name))
        places = self._places.setdefault(key, [])
        if row.address not in places:
            places.append(row.address)
        return key

    def rows(self) -> tuple[PersonRow, ...]:
        """Return the persons in the order in which they came."""
        return tuple(self._rows.values())

    def findings(self) -> tuple[Finding, ...]:
        """Return one hint for each name taken as one person although it stands in several places."""
        found = list(self._findings)
        for key, places in self._places.items():
            if len(places) > 1:
                name = self._rows[key].name
                where = self._tables[key].where(places[0], record=name)
                listed = "、".join(places[:6]) + ("等" if len(places) > 6 else "")
                found.append(hint("roster.same_name", where, name=name, count=len(places), places=listed))
        return tuple(found)


def united(rows: Iterable[Named]) -> tuple[Named, ...]:
    """Make rows of one name one row; what the first leaves open is filled from the later ones."""
    found: dict[str, Named] = {}
    for row in rows:
        found[row.name] = richer(found[row.name], row) if row.name in found else row
    return tuple(found.values())


def richer(one: Named, other: Named) -> Named:
    """Return ``one`` with its fields that still have their default filled from ``other``."""
    more = {
        part.name: getattr(other, part.name)
        for part in fields(one)
        if part.default is not MISSING
        and getattr(one, part.name) == part.default
        and getattr(other, part.name) != part.default
    }
    return replace(one, **more) if more else one


def differ(one: PersonRow, other: PersonRow) -> bool:
    """Tell whether two rows of one name cannot be one person: another ID number or month of birth."""
    ids = bool(one.id_number and other.id_number and one.id_number != other.id_number)
    months = [(row.birth.year, row.birth.month) for row in (one, other) if row.birth]
    return ids or (len(months) == 2 and months[0] != months[1])
