"""The villages and communities a file names, held against those of the book before anything is planned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from dangjian_desktop.domain.habits import PLACES, LearnedHeading
from dangjian_desktop.domain.matching import Decision, Verdict, one_off
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.exchange.gathered import united
from dangjian_desktop.exchange.person_plans import Judging, Readings
from dangjian_desktop.exchange.plans import ChangeKind, Entity, PlaceQuestion, PlanDraft, PlannedChange
from dangjian_desktop.exchange.readings import (
    CommitteeRow,
    CommunityRow,
    GroupRow,
    PersonRow,
    ResidentGroupRow,
    RosterReading,
    VoterTable,
)
from dangjian_desktop.kernel.findings import Finding, Where, hint, warning

ASKED_PLACE = "same_place"
"""What the line of the preview names as its field where a clerk must say which village is meant."""
SAME_STEM, SAME_SOUND, ONE_OFF, SAME_BEFORE = "只差“村”“社区”", "同音", "差一字", "上次认定"
_ENDINGS = ("村", "社区")
_NAME = re.compile(r"(.{2,}?)(村|社区)?(村委会|村民委员会|居委会|居民委员会)?")
_LEAST, _MOST_NAMES, _MOST_NEW = 2, 6, 20
_LISTED = 1_000_000
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
    name_reading: Readings,
    judging: Judging,
) -> RosterReading:
    """Return the reading with every village under the name the book knows it by.

    Of one that is nearly a known one, or nearly one that stands more often in the file, a clerk is asked
    which is meant; what stands in its rows is left out until that is answered. Really new ones are told of.
    """
    places = _Places(draft, reading, {one.name: one for one in communities}, name_reading, judging)
    places.count()
    for row in sorted(reading.communities, key=lambda one: (not _name(one.name).ending, -places.often(one))):
        places.take(row)
    places.tell_new()
    places.recognise()
    places.tell_remembered()
    return places.renamed()


@dataclass(slots=True)
class _Places:
    draft: PlanDraft
    reading: RosterReading
    held: Mapping[str, Community]
    name_reading: Readings
    judging: Judging
    names: dict[str, str] = field(default_factory=dict)
    left: dict[str, Verdict | None] = field(default_factory=dict)
    new: list[CommunityRow] = field(default_factory=list)
    brought: list[CommunityRow] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    fresh: dict[str, Community] = field(default_factory=dict)

    def count(self) -> None:
        """Count in how many rows of the file each village stands."""
        old = self.reading
        posts = {(one.person, one.address, one.community or one.group) for one in old.posts}
        self.counted.update(name for _, _, name in posts)
        for rows in (old.groups, old.resident_groups, old.committees):
            self.counted.update(one.community for one in rows)
        for table in old.voters:
            self.counted.update(row.community for row in table.rows)

    def often(self, row: CommunityRow) -> int:
        """Return in how many rows a village stands; one that a list of villages names is no slip."""
        return self.counted[row.name] + (_LISTED if row.listed else 0)

    def take(self, row: CommunityRow) -> None:
        """Find which community a row means; remember it, or that it is left."""
        same = self.same(row.name)
        if same:
            self.names[row.name] = same
            return
        near = self.near(row.name, self.held)
        both = row.listed and any(self.same(one.name) in near for one in self.reading.communities)
        if near and not both:
            self._ask(row, near, self.held)
            return
        if not near and (others := self._near_in_file(row)):
            self._ask(row, others, self.fresh)
            return
        self.names[row.name] = whole = _name(row.name).whole
        self.counted[whole] = max(self.counted[whole], self.often(row))
        self.fresh[whole] = Community(id=f"file {whole}", name=whole, kind=kind_of(whole))
        if both:
            told = warning("roster.near_listed", self._where(row), name=row.name, known=next(iter(near)))
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

    def _near_in_file(self, row: CommunityRow) -> dict[str, str]:
        """Return the new villages a rarer one of the file looks like, the most frequent first.

        Many real villages differ by one sign: such a one is taken for a slip only where it stands once.
        """
        mine = self.often(row)
        found = {
            one: how
            for one, how in self.near(row.name, self.fresh).items()
            if mine <= self.counted[one] and (how != ONE_OFF or mine == 1 < self.counted[one])
        }
        return {one: found[one] for one in sorted(found, key=lambda one: -self.counted[one])}

    def near(self, text: str, among: Iterable[str]) -> dict[str, str]:
        """Return the communities of those told whose names are nearly the written one, each with how."""
        stem, apart = _name(text).stem, self.judging.rules.told_apart
        every = ((one, _name(one).stem) for one in sorted(among))
        stems = [(one, other) for one, other in every if not apart(other, stem)]
        long = [(one, other) for one, other in stems if min(len(other), len(stem)) >= _LEAST]
        ways = (
            (SAME_STEM, (one for one, other in stems if other == stem)),
            (
                SAME_SOUND,
                (one for one, other in stems if len(other) == len(stem) and self._heard(other, stem)),
            ),
            (ONE_OFF, (one for one, other in long if one_off(other, stem))),
        )
        found: dict[str, str] = {}
        for how, alike in ways:
            for one in alike:
                found.setdefault(one, how)
        return found

    def tell_new(self) -> None:
        """Tell once which villages a list of persons brings along."""
        if self.new:
            new = [one for one in self.reading.communities if one in self.new]
            names = "、".join(_name(one.name).whole for one in new[:_MOST_NEW])
            more = "等" if len(new) > _MOST_NEW else ""
            told = hint("roster.new_community", self._where(new[0]), names=f"{names}{more}", count=len(new))
            self.draft.findings.append(told)

    def tell_remembered(self) -> None:
        """Tell which villages nobody was asked about again."""
        before = [one for one in self.draft.places if one.remembered]
        if before:
            names = "、".join(one.name for one in before[:_MOST_NAMES])
            self.draft.findings.append(hint("roster.places_before", before[0].told.where, names=names))

    def recognise(self) -> None:
        """Remember how the book calls communities that organisations and voters name; ask of near ones."""
        named = [(one.community, one.address) for one in self.reading.orgs]
        named += [(row.community, row.address) for table in self.reading.voters for row in table.rows]
        for text, address in named:
            if not text or text in self.names or text in self.left:
                continue
            if same := self.same(text):
                self.names[text] = same
            elif near := self.near(text, self.held):
                row = CommunityRow(name=text, address=address, kind=kind_of(text))
                self._ask(row, near, self.held)
                if self.names.get(text, text) not in self.held and text not in self.left:
                    self.brought.append(row)
            else:
                self.names[text] = text

    def renamed(self) -> RosterReading:
        """Return the reading with the names the book knows, without what is left."""
        old, name = self.reading, self.names
        if not self.left and not self.brought and all(one == other for one, other in name.items()):
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
                replace(one, name=name[one.name])
                for one in (*old.communities, *self.brought)
                if one.name in name
            ),
            orgs=tuple(replace(one, community=self._of_org(one.community)) for one in old.orgs),
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

    def _of_org(self, text: str) -> str:
        return "" if self.left.get(text, Verdict.SKIP) is None else self.called(text)

    def _voters(self, table: VoterTable) -> VoterTable:
        rows = tuple(
            row._replace(community=self.called(row.community))
            for row in table.rows
            if self.left.get(row.community, Verdict.SKIP) is not None
        )
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

    def _ask(self, row: CommunityRow, near: Mapping[str, str], among: Mapping[str, Community]) -> None:
        """Ask which village is meant, and do as the clerk says, now or once before."""
        key, decision = f"place {row.name}", self.judging.decisions.get(f"place {row.name}")
        before = self.judging.places.get(row.name)
        again = decision is None and before is not None and (not before or before in among)
        if again:
            decision = Decision(verdict=Verdict.SAME if before else Verdict.SKIP)
            near = {before: near.get(before, SAME_BEFORE), **near} if before else near
        known = {among[one].id: one for one in near}
        code = "roster.near_community" if among is self.held else "roster.near_in_file"
        told = warning(code, self._where(row), name=row.name, known="、".join(known.values()))
        self.draft.places.append(
            PlaceQuestion(
                key=key,
                name=row.name,
                near=tuple((among[one], how) for one, how in near.items()),
                in_file=among is self.fresh,
                told=told,
                rows=self._rows(row.name),
                decision=decision,
                remembered=again,
            )
        )
        if decision is not None and decision.verdict is Verdict.SAME:
            self._meant(row, known.get(decision.person_id) or next(iter(near)), key)
        elif decision is not None and decision.verdict is Verdict.APART:
            self.names[row.name] = meant = _name(row.name).whole
            self._learn(row.name, meant)
        else:
            self._leave(row, decision, told, key)

    def _meant(self, row: CommunityRow, known: str, key: str) -> None:
        self.names[row.name] = known
        self._learn(row.name, known)
        self.draft.changes.append(
            PlannedChange(
                kind=ChangeKind.UNCHANGED,
                entity=Entity.COMMUNITY,
                name=row.name,
                field=ASKED_PLACE,
                new=known,
                address=row.address,
                pair=key,
            )
        )

    def _leave(self, row: CommunityRow, decision: Decision | None, told: Finding, key: str) -> None:
        """Leave what stands in a village: until it is answered, or refused as the clerk says."""
        self.left[row.name] = decision.verdict if decision is not None else None
        kind = ChangeKind.UNSURE
        if decision is not None:
            kind, told = ChangeKind.REFUSED, warning("roster.place_refused", told.where, name=row.name)
            self._learn(row.name, "")
        self.draft.tell(kind, Entity.COMMUNITY, row.name, told)
        self.draft.changes[-1] = replace(
            self.draft.changes[-1], field=ASKED_PLACE, new=self._rows(row.name), pair=key
        )
        if decision is not None:
            self.draft.changes.extend(
                PlannedChange(
                    kind=kind,
                    entity=Entity.PERSON,
                    name=one.name,
                    address=one.address,
                    finding=replace(told, where=replace(told.where, cell=one.address, record=one.name)),
                    pair=key,
                )
                for one in self._only_left(row.name)
            )

    def _learn(self, written: str, known: str) -> None:
        if self.judging.places.get(written) != known:
            self.draft.learned.append(LearnedHeading(kind=PLACES, heading=written, field=known))

    def _rows(self, written: str) -> str:
        """Say in words what the file has in a village: 3 人：温若谷、方若水、秦知远."""
        old = self.reading
        persons = {one.person for one in old.posts if written in (one.community, one.group)}
        names = [one.name for one in old.persons if (one.key or one.name) in persons]
        voters = sum(row.community == written for table in old.voters for row in table.rows)
        parts = sum(
            one.community == written
            for rows in (old.groups, old.resident_groups, old.committees, old.orgs)
            for one in rows
        )
        more = "等" if len(names) > _MOST_NAMES else ""
        told = [
            f"{len(names)} 人：{'、'.join(names[:_MOST_NAMES])}{more}" if names else "",
            f"选民 {voters} 人" if voters else "",
            f"{parts} 行" if parts else "",
        ]
        return "；".join(part for part in told if part) or "1 行"

    def _heard(self, one: str, other: str) -> bool:
        mine, theirs = (self.judging.rules.heard(self.name_reading(name)[0]) for name in (one, other))
        return mine == theirs != ""

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
