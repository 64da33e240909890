"""驻社区工作组 and 片 by hand: who is sent where, which organisation helps, who leads an area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dangjian_desktop.domain.organisations import Area, WorkGroup, new_id
from dangjian_desktop.domain.people import Post, PostRole
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.roster_units import next_post

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER)
ROLE_WORDS: Mapping[PostRole, str] = {
    PostRole.RESIDENT_LEADER: "驻社区领导干部",
    PostRole.GROUP_HEAD: "负责人",
    PostRole.LIAISON: "组织联络员",
    PostRole.AREA_LEAD: "片长",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Who is to hold which role of a community; what is not named stays.

    ``roles`` give the persons of a role, none for nobody; who held it and is not named leaves, with history.
    ``partner_id`` is the helping organisation, empty for none, None to leave it.
    """

    community_id: str
    roles: Mapping[PostRole, tuple[str, ...]]
    partner_id: str | None = None


class WorkGroups:
    """What a clerk can do by hand with the work groups and areas of one book."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book, self._clock = book, clock

    def holders(self, community_id: str) -> tuple[Mapping[PostRole, tuple[str, ...]], str]:
        """Return the persons of every role of a community today, and the helping organisation's key."""
        with self._book.read() as view:
            place, day = view.communities.get(community_id), self._clock.today()
            group = view.work_groups.first(community_id=community_id)
            area = place.area_id if place else None
            bodies = {
                PostRole.RESIDENT_LEADER: {"community_id": community_id},
                PostRole.GROUP_HEAD: {"work_group_id": group.id} if group else {},
                PostRole.LIAISON: {"work_group_id": group.id} if group else {},
                PostRole.AREA_LEAD: {"area_id": area} if area else {},
            }
            held = {
                role: tuple(
                    one.person_id
                    for one in (view.posts.find(role=role, **body) if body else ())
                    if not one.has_ended(day)
                )
                for role, body in bodies.items()
            }
        return held, (group.partner_org_id or "") if group else ""

    def staff(self, asked: Staffing) -> Outcome[int]:
        """Give and end the roles asked for, as one step; returns how many changed.

        Raises:
            Rejected: the community, a person or the organisation is gone, or the community has no area
                that could be led; then nothing is stored.
        """
        with self._book.work("roster.work_group", "登记工作组") as work:
            place = work.communities.get(asked.community_id)
            if place is None:
                raise Rejected(finding("roster.unit_gone"))
            count = 0
            if asked.partner_id is not None or {PostRole.GROUP_HEAD, PostRole.LIAISON} & set(asked.roles):
                group, changed = self._group(work, asked)
                count += changed
            else:
                group = None
            for role, persons in asked.roles.items():
                body = {"community_id": place.id}
                if role is PostRole.AREA_LEAD:
                    if place.area_id is None:
                        where = Where(record=place.name, field=ROLE_WORDS[role])
                        raise Rejected(finding("roster.no_area", where=where))
                    body = {"area_id": place.area_id}
                elif group is not None and role is not PostRole.RESIDENT_LEADER:
                    body = {"work_group_id": group.id}
                count += self._give(work, role, persons, body)
            if count:
                work.describe(f"登记工作组 {place.name}")
                work.commit()
        return Outcome(count, (), TOUCHED if count else NOTHING)

    def _group(self, work: UnitOfWork, asked: Staffing) -> tuple[WorkGroup, bool]:
        """Return the work group of the community, made now when there is none."""
        known = work.work_groups.first(community_id=asked.community_id)
        group = known or WorkGroup(id=new_id(), community_id=asked.community_id)
        if asked.partner_id is not None:
            if asked.partner_id and work.party_orgs.get(asked.partner_id) is None:
                raise Rejected(finding("roster.unit_gone"))
            group = replace(group, partner_org_id=asked.partner_id or None)
        changed = work.work_groups.put(group)
        return group, changed and (known is None or known.partner_org_id != group.partner_org_id)

    def _give(
        self, work: UnitOfWork, role: PostRole, persons: tuple[str, ...], body: Mapping[str, str]
    ) -> int:
        """Let these persons hold a role of a body; others who held it leave with the day before."""
        day = self._clock.today()
        if len(work.persons.get_many(persons)) < len(set(persons)):
            raise Rejected(finding("roster.person_gone"))
        held = [one for one in work.posts.find(role=role, **body) if not one.has_ended(day)]
        leaving = [one for one in held if one.person_id not in persons]
        for one in leaving:
            last = max(day - timedelta(days=1), one.since or day - timedelta(days=1))
            work.posts.put(replace(one, until=last, to_confirm=""))
        staying = {one.person_id for one in held}
        coming = [key for key in dict.fromkeys(persons) if key not in staying]
        order = next_post(work)
        for number, key in enumerate(coming, order):
            work.posts.add(
                Post(
                    id=new_id(), person_id=key, role=role, title=ROLE_WORDS[role], since=day, order=number,
                    **body,  # type: ignore[arg-type]
                )
            )  # fmt: skip
        return len(leaving) + len(coming)

    def change_area(self, area_id: str, *, name: str = "", step: int = 0) -> Outcome[Area]:
        """Rename an area, or move it up (−1) or down (+1) among the others, as one step.

        Raises:
            Rejected: the area is gone, or another has that name.
        """
        with self._book.work("roster.unit", "更改片") as work:
            row = list(work.areas.all())
            at = next((n for n, one in enumerate(row) if one.id == area_id), -1)
            if at < 0:
                raise Rejected(finding("roster.unit_gone"))
            new = name.strip() or row[at].name
            if any(one.name == new for one in row if one.id != area_id):
                raise Rejected(finding("roster.area_taken", where=Where(field="名称"), name=new))
            row[at] = replace(row[at], name=new)
            made = row[at]
            row.insert(max(0, min(len(row) - 1, at + step)), row.pop(at))
            changed = [work.areas.put(replace(one, order=n)) for n, one in enumerate(row, 1)]
            if any(changed):
                work.describe(f"更改片 {made.name}")
                work.commit()
        return Outcome(made, (), TOUCHED if any(changed) else NOTHING)
