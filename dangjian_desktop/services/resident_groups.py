"""居民小组 with their heads and representatives: looked at, added, put in order, appointed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.names import is_person_name, person_name
from dangjian_desktop.domain.organisations import Community, ResidentGroup, new_id
from dangjian_desktop.domain.people import Person, Post, PostRole
from dangjian_desktop.domain.resident_groups import GroupForm, GroupLine, Holder
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_edits import value_reader
from dangjian_desktop.services.roster_units import next_post
from dangjian_desktop.services.unit_cells import UnitKind, read_unit_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER)
FORM = "resident_groups"
TITLES = {PostRole.RESIDENT_GROUP_HEAD: "居民小组长", PostRole.RESIDENT_REP: "居民代表"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One community with its groups; ``findings`` are what falls short in the community as a whole."""

    community: Community
    groups: tuple[GroupLine, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def representatives(self) -> int:
        """Return how many persons represent the groups."""
        return len({one.post.person_id for line in self.groups for one in line.representatives})

    @property
    def households(self) -> int:
        """Return the households of the groups together."""
        return sum(line.group.households or 0 for line in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPicture:
    """The groups of all communities (those without any too), and what falls short in each group."""

    places: tuple[PlaceLine, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    source: str

    @property
    def groups(self) -> tuple[GroupLine, ...]:
        """Return every group, community by community."""
        return tuple(line for place in self.places for line in place.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Who is given what in a group: a person of the roster, or else a new one called ``name``."""

    group_id: str
    role: PostRole
    person_id: str = ""
    name: str = ""
    since: str = ""


class ResidentGroups:
    """What a clerk can do with the resident groups of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def picture(self, community: str = "") -> GroupsPicture:
        """Return the groups of every community, or of the one called ``community``.

        Raises:
            Rejected: no community has that name.
        """
        form = self._catalog.group_form(FORM)
        with self._book.read() as view:
            places = view.communities.find(name=community) if community else view.communities.all()
            groups = view.resident_groups.all()
            holders = self._holders(view)
        if community and not places:
            raise Rejected(finding("roster.unknown_place", where=Where(field="单位"), name=community))
        lines = [_place(one, groups, holders, form) for one in places]
        return GroupsPicture(
            places=tuple(lines),
            findings={one.group.id: group_findings(one, form) for line in lines for one in line.groups},
            source="；".join(dict.fromkeys(str(one) for one in form.sources)),
        )

    def _holders(self, view: Repositories) -> dict[str, list[Holder]]:
        """Return who holds a post in which group today, in the standing order."""
        day = self._clock.today()
        held = [post for post in view.posts.all() if post.resident_group_id and not post.has_ended(day)]
        names = view.persons.get_many(post.person_id for post in held)
        found: dict[str, list[Holder]] = {}
        for post in held:
            holder = Holder(post=post, name=names[post.person_id].name)
            found.setdefault(post.resident_group_id or "", []).append(holder)
        return found

    def add(
        self, community_id: str, name: str, households: str = "", population: str = ""
    ) -> Outcome[ResidentGroup]:
        """Add a group at the end of a community's.

        Raises:
            Rejected: no such community, no name, a name that is taken there, or an unreadable number.
        """
        with self._book.work("roster.unit", f"新增居民小组 {name.strip()}") as work:
            place = work.communities.get(community_id)
            if place is None:
                raise Rejected(finding("roster.unknown_place", where=Where(field="村、社区"), name=""))
            same = work.resident_groups.find(community_id=community_id)
            if name.strip() in {one.name for one in same}:
                where = Where(record=place.name, field="名称")
                raise Rejected(finding("roster.group_taken", where=where, name=name.strip()))
            made = ResidentGroup(
                id=new_id(),
                community_id=community_id,
                name=name.strip(),
                order=max((one.order for one in same), default=0) + 1,
            )
            told = {"name": name, "households": households, "population": population}
            values = value_reader(self._catalog, self._clock.today())
            for field, text in told.items():
                read = read_unit_cell(UnitKind.RESIDENT_GROUP, field, text, None, values)
                if read.wrong is not None:
                    raise Rejected(read.wrong)
                made = replace(made, **read.values)
            work.resident_groups.add(made)
            work.describe(f"新增居民小组 {place.name} {made.name}")
            work.commit()
        return Outcome(made, (), TOUCHED)

    def shift(self, group_id: str, step: int) -> Outcome[ResidentGroup]:
        """Move a group up (−1) or down (+1) among those of its community; at the end it stays.

        Raises:
            Rejected: the group is gone.
        """
        with self._book.work("roster.unit", "调整居民小组次序") as work:
            group = _group(work, group_id)
            row = list(work.resident_groups.find("order", community_id=group.community_id))
            at = next(place for place, one in enumerate(row) if one.id == group_id)
            to = max(0, min(len(row) - 1, at + step))
            row.insert(to, row.pop(at))
            if to != at:
                for order, one in enumerate(row, 1):
                    work.resident_groups.put(replace(one, order=order))
                work.describe(f"调整居民小组次序 {group.name}")
                work.commit()
        return Outcome(group, (), TOUCHED if to != at else NOTHING)

    def appoint(self, asked: Appointment) -> Outcome[Post]:
        """Make a person head or representative of a group; a name nobody chosen bears is a new person.

        Raises:
            Rejected: group or person gone, no name, the post is held already, or an unreadable date.
        """
        with self._book.work("roster.post", "登记居民小组任职") as work:
            group = _group(work, asked.group_id)
            person = self._person(work, asked)
            title, day = TITLES[asked.role], self._clock.today()
            same = work.posts.find(person_id=person.id, resident_group_id=group.id, role=asked.role)
            if any(not one.has_ended(day) for one in same):
                where = Where(record=person.name, field="姓名")
                raise Rejected(finding("roster.holds_already", where=where, name=person.name, title=title))
            read = read_unit_cell(UnitKind.POST, "since", asked.since, None, value_reader(self._catalog, day))
            if read.wrong is not None:
                raise Rejected(read.wrong)
            post = Post(
                id=new_id(),
                person_id=person.id,
                role=asked.role,
                title=title,
                community_id=group.community_id,
                resident_group_id=group.id,
                order=next_post(work),
                **read.values,
            )
            work.posts.add(post)
            work.describe(f"登记{title} {group.name} {person.name}")
            work.commit()
        return Outcome(post, (), TOUCHED)

    def _person(self, work: UnitOfWork, asked: Appointment) -> Person:
        """Return the person meant, added now when nobody of the roster is meant."""
        if asked.person_id:
            known = work.persons.get(asked.person_id)
            if known is None:
                raise Rejected(finding("roster.person_gone"))
            return known
        name = person_name(asked.name)
        if not name:
            raise Rejected(finding("roster.name_empty", where=Where(field="姓名")))
        if not is_person_name(name):
            raise Rejected(finding("roster.cell_name", where=Where(field="姓名"), text=name))
        pinyin, initials = name_reading(name)
        new = Person(id=new_id(), name=name, pinyin=pinyin, initials=initials)
        work.persons.add(new)
        return new


def _group(work: UnitOfWork, group_id: str) -> ResidentGroup:
    group = work.resident_groups.get(group_id)
    if group is None:
        raise Rejected(finding("roster.unit_gone"))
    return group


def _place(
    community: Community,
    groups: Sequence[ResidentGroup],
    holders: Mapping[str, Sequence[Holder]],
    form: GroupForm,
) -> PlaceLine:
    lines = tuple(
        GroupLine(
            group=group,
            community=community.name,
            heads=_of(holders, group, PostRole.RESIDENT_GROUP_HEAD),
            representatives=_of(holders, group, PostRole.RESIDENT_REP),
        )
        for group in groups
        if group.community_id == community.id
    )
    line = PlaceLine(community=community, groups=lines)
    return replace(line, findings=place_findings(line, form)) if lines else line


def _of(holders: Mapping[str, Sequence[Holder]], group: ResidentGroup, role: PostRole) -> tuple[Holder, ...]:
    return tuple(one for one in holders.get(group.id, ()) if one.post.role is role)


def group_findings(line: GroupLine, form: GroupForm) -> tuple[Finding, ...]:
    """Return what falls short in one group; nothing of it is strict, so all are hints."""
    where = Where(record=f"{line.community}{line.group.name}")
    size, asked = form.households, form.representatives
    found = []
    households, count = line.group.households, len(line.representatives)
    if households is not None and not size.least <= households <= size.most:
        found.append(
            hint("roster.group_size", where, count=households, about=size.about, source=str(size.source))
        )
    if not line.heads:
        found.append(hint("roster.group_no_head", where, source=str(asked.source)))
    if not asked.least <= count <= asked.most:
        found.append(
            hint(
                "roster.group_reps",
                where,
                count=count,
                least=asked.least,
                most=asked.most,
                source=str(asked.source),
            )
        )
    return tuple(found)


def place_findings(line: PlaceLine, form: GroupForm) -> tuple[Finding, ...]:
    """Return what falls short in a community as a whole."""
    where, found = Where(record=line.community.name), []
    asked, count = form.representatives, line.representatives
    if count < asked.in_all:
        source = str(asked.source)
        found.append(hint("roster.reps_in_all", where, count=count, least=asked.in_all, source=source))
    told, known = line.community.households, all(one.group.households is not None for one in line.groups)
    if told is not None and known and told != line.households:
        found.append(hint("roster.group_households", where, told=told, count=line.households))
    return tuple(found)
