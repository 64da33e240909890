"""The villages and communities a file names, held against those of the book before anything is planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from dangjian_desktop.domain.matching import one_off
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.exchange.gathered import united
from dangjian_desktop.exchange.plans import ChangeKind, Entity, PlanDraft, PlannedChange
from dangjian_desktop.exchange.readings import (
    CommitteeRow,
    CommunityRow,
    GroupRow,
    PersonRow,
    ResidentGroupRow,
    RosterReading,
    VoterTable,
)
from dangjian_desktop.kernel.findings import Where, hint, warning

Sound = Callable[[str], str]
_ENDINGS = ("村", "社区")
_NAME = re.compile(r"(.{2,}?)(村|社区)?(村委会|村民委员会|居委会|居民委员会)?")
_LEAST, _MOST_NAMES = 2, 6
Placed = TypeVar("Placed", GroupRow, ResidentGroupRow, CommitteeRow)


class _Name(NamedTuple):
    """A written name: what it is without 村 or 社区, and which of these stands or is meant behind it."""

    stem: str
    ending: str
    meant: str

    @property
    def whole(self) -> str:
        return f"{self.stem}{self.ending or self.meant}"


def is_residents_committee(text: str) -> bool:
    """Tell whether a written unit is the 村委会 or 居委会 of a community: the community itself is meant."""
    found = _NAME.fullmatch(text)
    return bool(found and found[3])


def is_named_place(text: str) -> bool:
    """Tell whether a written name ends like that of a village or community: 村, 社区, 村委会."""
    found = _name(text)
    return bool(found.ending or found.meant)


def stem_of(text: str) -> str:
    """Return a written name without 村 or 社区."""
    return _name(text).stem


def kind_of(text: str) -> CommunityKind:
    """Return what a written name means: a village where 村 stands, or is meant, behind it."""
    village = _name(text).whole.endswith("村")
    return CommunityKind.VILLAGE if village else CommunityKind.COMMUNITY


def held_against(
    draft: PlanDraft,
    reading: RosterReading,
    communities: Iterable[Community],
    sound: Sound,
    apart: Callable[[str, str], bool],
) -> RosterReading:
    """Return the reading with every village under the name the book knows it by.

    One that the file only mentions beside a person or a 居民小组, and that is nearly a known one, makes no
    village: what stands in its rows is left out and told. Really new ones are told of; ``apart`` tells of two
    names whether they are those of two places although they are nearly the same.
    """
    places = _Places(draft, reading, {one.name for one in communities}, sound, apart)
    for row in sorted(reading.communities, key=lambda one: not _name(one.name).ending):
        places.take(row)
    places.tell_new()
    named = {one.community for one in reading.orgs}
    named |= {row.community for table in reading.voters for row in table.rows}
    places.recognise(named)
    return places.renamed()


@dataclass(slots=True)
class _Places:
    draft: PlanDraft
    reading: RosterReading
    held: set[str]
    sound: Sound
    apart: Callable[[str, str], bool]
    names: dict[str, str] = field(default_factory=dict)
    left: dict[str, CommunityRow] = field(default_factory=dict)
    new: list[CommunityRow] = field(default_factory=list)

    def take(self, row: CommunityRow) -> None:
        """Find which community a row means; remember it, or that it is left."""
        same = self.same(row.name)
        if same:
            self.names[row.name] = same
            return
        near = self.near(row.name)
        if near and not row.listed:
            self.left[row.name] = row
            self._tell_left(row, near)
            return
        self.names[row.name] = _name(row.name).whole
        if near:
            told = warning("roster.near_listed", self._where(row), name=row.name, known=near)
            self.draft.findings.append(told)
        elif not row.listed and any(
            row.name in (one.community, one.group) and not one.resident_group for one in self.reading.posts
        ):
            self.new.append(row)

    def same(self, text: str) -> str:
        """Return the name under which a written community is known already, or nothing."""
        name, known = _name(text), {*self.held, *self.names.values()}
        if text in known:
            return text
        if name.whole in known:
            return name.whole
        wanted = (name.stem,) if name.ending else (name.stem, *(name.stem + end for end in _ENDINGS))
        found = [one for one in wanted if one in known]
        return found[0] if len(found) == 1 else ""

    def near(self, text: str) -> str:
        """Return the community of the book whose name is nearly the written one, or nothing."""
        stem = _name(text).stem
        every = ((one, _name(one).stem) for one in sorted(self.held))
        stems = [(one, other) for one, other in every if not self.apart(other, stem)]
        long = [(one, other) for one, other in stems if min(len(other), len(stem)) >= _LEAST]
        alike = [one for one, other in stems if other == stem]
        alike += [one for one, other in stems if len(other) == len(stem) and self._heard(other, stem)]
        alike += [one for one, other in long if one_off(other, stem)]
        return alike[0] if alike else ""

    def tell_new(self) -> None:
        """Tell once which villages a list of persons brings along."""
        if self.new:
            names = "、".join(_name(one.name).whole for one in self.new[:_MOST_NAMES])
            more = "等" if len(self.new) > _MOST_NAMES else ""
            told = hint(
                "roster.new_community", self._where(self.new[0]), names=f"{names}{more}", count=len(self.new)
            )
            self.draft.findings.append(told)

    def recognise(self, named: Iterable[str]) -> None:
        """Remember how the book calls communities that rows of other things name."""
        for text in named:
            if text and text not in self.names and (same := self.same(text)):
                self.names[text] = same

    def renamed(self) -> RosterReading:
        """Return the reading with the names the book knows, without what is left."""
        old, name = self.reading, self.names
        if not self.left and all(one == other for one, other in name.items()):
            return old
        posts = tuple(
            replace(one, community=self.called(one.community), group=self.called(one.group))
            for one in old.posts
            if one.community not in self.left and one.group not in self.left
        )
        parts = {(one.community, one.name): one for one in self._placed(old.resident_groups)}
        gone = {(one.name, one.address) for one in self._only_left()}
        return replace(
            old,
            communities=united(
                replace(one, name=name[one.name]) for one in old.communities if one.name in name
            ),
            orgs=tuple(replace(one, community=self.called(one.community)) for one in old.orgs),
            persons=tuple(one for one in old.persons if (one.name, one.address) not in gone),
            posts=posts,
            groups=tuple(self._placed(old.groups)),
            resident_groups=tuple(parts.values()),
            committees=tuple(self._placed(old.committees)),
            voters=tuple(self._voters(one) for one in old.voters),
        )

    def called(self, text: str) -> str:
        """Return the name the book knows a written community by; others stay as they are."""
        return self.names.get(text, text)

    def _placed(self, rows: Iterable[Placed]) -> Iterator[Placed]:
        for row in rows:
            if row.community not in self.left:
                yield replace(row, community=self.called(row.community))

    def _voters(self, table: VoterTable) -> VoterTable:
        rows = tuple(row._replace(community=self.called(row.community)) for row in table.rows)
        return replace(table, rows=rows)

    def _only_left(self, place: str = "") -> list[PersonRow]:
        """Return the persons who stand in villages that are left and nowhere else (in ``place``)."""
        stand: dict[str, set[str]] = {}
        for post in self.reading.posts:
            stand.setdefault(post.person, set()).add(post.community or post.group)
        wanted = {place} if place else set(self.left)
        return [
            one
            for one in self.reading.persons
            if (mine := stand.get(one.key or one.name)) and mine <= set(self.left) and mine & wanted
        ]

    def _tell_left(self, row: CommunityRow, near: str) -> None:
        told = warning("roster.near_community", self._where(row), name=row.name, known=near)
        self.draft.tell(ChangeKind.REFUSED, Entity.COMMUNITY, row.name, told)
        self.draft.changes.extend(
            PlannedChange(
                kind=ChangeKind.REFUSED,
                entity=Entity.PERSON,
                name=one.name,
                address=one.address,
                finding=replace(told, where=replace(told.where, cell=one.address, record=one.name)),
            )
            for one in self._only_left(row.name)
        )

    def _heard(self, one: str, other: str) -> bool:
        return self.sound(one) == self.sound(other) != ""

    def _where(self, row: CommunityRow) -> Where:
        sheets = {one.table.sheet for one in self.reading.tables}
        sheet = sheets.pop() if len(sheets) == 1 else ""
        return Where(file=self.reading.source, sheet=sheet, cell=row.address, record=row.name)


def _name(text: str) -> _Name:
    found = _NAME.fullmatch(text)
    if found is None:
        return _Name(text, "", "")
    body = found[3] or ""
    meant = "" if not body else "村" if body.startswith("村") else "社区"
    return _Name(found[1], found[2] or "", meant)
