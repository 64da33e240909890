"""Units as rows write them, made plain before planning: the work group of a village, several in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dangjian_desktop.domain.organisations import org_level
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.alignment import is_organisation
from dangjian_desktop.exchange.places import is_named_place, is_residents_committee, kind_of, stem_of
from dangjian_desktop.exchange.plans import ChangeKind, Entity, PlanDraft
from dangjian_desktop.exchange.readings import (
    CommitteeRow,
    CommunityRow,
    GroupRow,
    OrgRow,
    PostRow,
    ResidentGroupRow,
    RosterReading,
)
from dangjian_desktop.kernel.findings import Finding, Severity, Where, finding

R = TypeVar("R", GroupRow, ResidentGroupRow, CommitteeRow)
GROUP = "工作组"
_BETWEEN = re.compile(r"[、，,；;]")
_SHORTEST_ORG = 4


def one_line(text: str) -> str:
    """Return a cell of units as one line: a name broken over lines whole, names under each other apart."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return ("、" if all(map(is_named_place, parts)) else "").join(parts)


def is_group(unit: str) -> bool:
    """Tell whether a written unit may be the work group of a community."""
    return unit.endswith(GROUP) and len(unit) > len(GROUP)


def with_plain_units(
    draft: PlanDraft, reading: RosterReading, known: Iterable[str], areas: Iterable[str] = ()
) -> RosterReading:
    """Return the reading with one unit a post: 柳岸村工作组 is the group of that village, “甲村、乙村” two.

    Where several cannot be told apart the post is left out and told of, as is a row of a list of communities
    that names several. ``known`` are the communities of the book, ``areas`` its areas, which are none.
    """
    return _Units(draft, reading, frozenset(map(stem_of, known)), frozenset(areas)).plain()


@dataclass(slots=True)
class _Units:
    draft: PlanDraft
    reading: RosterReading
    known: Collection[str]
    areas: Collection[str]
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    orgs: dict[str, OrgRow] = field(default_factory=dict)
    groups: dict[str, GroupRow] = field(default_factory=dict)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: set[tuple[str, str]] = field(default_factory=set)

    def plain(self) -> RosterReading:
        old = self.reading
        odd = {one.name for part in (old.communities, old.orgs) for one in part if self._is_odd(one)}
        if not odd:
            return old
        whole = self._named_whole()
        self.cells = Counter((one.person, one.address) for one in old.posts)
        self.communities = {one.name: one for one in old.communities if one.name not in odd}
        self.orgs = {one.name: one for one in old.orgs if one.name not in odd}
        left = odd & whole
        posts = [made for one in old.posts for made in self._posts(one, odd - whole)]
        self._take_orgs(odd)
        self._tell_left(left)
        return replace(
            old,
            communities=tuple(self.communities.values()),
            orgs=tuple(self.orgs.values()),
            posts=tuple(one for one in posts if not {one.community, one.group} & left),
            groups=(*_outside(old.groups, left), *self.groups.values()),
            resident_groups=_outside(old.resident_groups, left),
            committees=_outside(old.committees, left),
        )

    def _take_orgs(self, odd: Collection[str]) -> None:
        """Take the units of rows of organisations that name several."""
        for one in self.reading.orgs:
            for part in self._parts(one.name) if one.name in odd else ():
                self._take(part, one.address)

    def _tell_left(self, left: Collection[str]) -> None:
        """Tell of the rows of communities that are left out."""
        for row in self.reading.communities:
            if row.name in left:
                self._tell(Entity.COMMUNITY, row.name, row.name, row.address)

    def _is_odd(self, row: CommunityRow | OrgRow) -> bool:
        """Tell whether a row that posts brought along, or a community, is no single unit of its kind."""
        several = bool(_BETWEEN.search(row.name))
        if isinstance(row, CommunityRow):
            return several or (row.name in self.areas and not row.listed)
        return not row.listed and (several or (is_group(row.name) and self._place(row.name[: -len(GROUP)])))

    def _named_whole(self) -> set[str]:
        """Return the communities of which a list has rows of their own, not only posts."""
        old = self.reading
        found = {one.name for one in old.communities if one.listed}
        for rows in (old.groups, old.resident_groups, old.committees):
            found |= {one.community for one in rows}
        return found

    def _posts(self, post: PostRow, odd: Collection[str]) -> Iterator[PostRow]:
        unit = post.community or post.org
        if unit not in odd:
            yield post
            return
        parts = [part.strip() for part in _BETWEEN.split(unit) if part.strip()]
        cell = (post.person, post.address)
        if len(parts) > 1 and (self.cells[cell] > 1 or not all(map(self._body, parts))):
            if cell not in self.told:
                self.told.add(cell)
                self._tell(Entity.POST, post.person.rstrip("′"), unit, post.unit_address or post.address)
            return
        for part in parts:
            yield self._take(part, post.unit_address or post.address, post)

    def _parts(self, unit: str) -> list[str]:
        """Return the units of a cell that can be told apart; none where one of them cannot."""
        parts = [part.strip() for part in _BETWEEN.split(unit) if part.strip()]
        return parts if all(map(self._body, parts)) else []

    def _body(self, unit: str) -> str:
        """Return which part of a post a single written unit is; empty where it is no clear unit."""
        if unit in self.areas:
            return "area"
        if is_group(unit) and self._place(unit[: -len(GROUP)]):
            return "group"
        if is_organisation(unit) and not is_residents_committee(unit):
            return "org" if len(unit) >= _SHORTEST_ORG else ""
        return "community" if self._place(unit) else ""

    def _place(self, text: str) -> bool:
        return is_named_place(text) or stem_of(text) in self.known

    def _take(self, unit: str, address: str, post: PostRow | None = None) -> PostRow:
        """Know a unit, and return the post in it."""
        body = self._body(unit)
        name = unit[: -len(GROUP)] if body == "group" else unit
        if body == "org":
            self.orgs.setdefault(name, OrgRow(name=name, address=address, level=org_level(name)))
        elif body != "area":
            self.communities.setdefault(name, CommunityRow(name=name, address=address, kind=kind_of(name)))
        if body == "group":
            self.groups.setdefault(name, GroupRow(community=name, address=address, listed=False))
        base = post or PostRow(person="", role=PostRole.OTHER, address=address)
        named = (name if body == one else "" for one in ("area", "community", "org", "group"))
        area, community, org, group = named
        return replace(base, area=area, community=community, org=org, group=group)

    def _tell(self, entity: Entity, name: str, unit: str, address: str) -> None:
        where = Where(file=self.reading.source, sheet=self._sheet(), cell=address, record=name)
        self.draft.tell(ChangeKind.REFUSED, entity, name, _several(entity, unit, where))

    def _sheet(self) -> str:
        sheets = {one.table.sheet for one in self.reading.tables}
        return sheets.pop() if len(sheets) == 1 else ""


def _outside(rows: Iterable[R], left: Collection[str]) -> tuple[R, ...]:
    return tuple(one for one in rows if one.community not in left)


def _several(entity: Entity, unit: str, where: Where) -> Finding:
    code = "roster.several_units" if entity is Entity.POST else "roster.several_places"
    return finding(code, Severity.ERROR, where, units=unit)
