"""A roster reading held against the book: what is new, what differs, what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dangjian_desktop.domain.bodies import PARTY_ROLES
from dangjian_desktop.domain.organisations import (
    Area,
    Community,
    CommunityKind,
    OrgCategory,
    PartyOrg,
    WorkGroup,
    led_communities,
    new_id,
)
from dangjian_desktop.domain.people import Person, Post, PostRole, told_title
from dangjian_desktop.exchange.person_plans import Judging, Known, Readings, RosterBook, plan_persons
from dangjian_desktop.exchange.places import held_against
from dangjian_desktop.exchange.plans import ChangeKind, Entity, ImportPlan, PlanDraft
from dangjian_desktop.exchange.readings import CommunityRow, OrgRow, PostRow, RosterReading
from dangjian_desktop.exchange.unit_plans import plan_committees, plan_resident_groups
from dangjian_desktop.exchange.voter_plans import plan_voters
from dangjian_desktop.exchange.written_units import with_plain_units
from dangjian_desktop.kernel.findings import Where, hint, warning
from dangjian_desktop.kernel.progress import Progress, Silent

__all__ = ["Judging", "RosterBook", "plan_roster"]

_GROUP_ROLES = (PostRole.RESIDENT_LEADER, PostRole.GROUP_HEAD, PostRole.LIAISON, PostRole.AREA_LEAD)


def plan_roster(
    reading: RosterReading,
    book: RosterBook,
    name_reading: Readings,
    judging: Judging,
    progress: Progress | None = None,
) -> ImportPlan:
    """Compare a reading with the book. Re-reading a file that was applied gives only UNCHANGED.

    Args:
        reading: what the file says.
        book: what the book holds.
        name_reading: gives pinyin and initials of a name.
        judging: how persons are told apart, and what a clerk has said of those in doubt.
        progress: told how far the comparing of long lists is.
    """
    known = Known(book, reading.source)
    known.names.update({one.id: one.name for part in (book.areas, book.communities) for one in part})
    known.names.update({one.id: one.name for one in book.orgs})
    known.names.update({one.id: one.name for one in book.persons})
    draft = PlanDraft()
    rules = judging.rules
    reading = with_plain_units(draft, reading, (one.name for one in book.communities))
    reading = held_against(
        draft, reading, book.communities, lambda name: rules.heard(name_reading(name)[0]), rules.told_apart
    )
    _plan_areas(draft, known, reading)
    _plan_communities(draft, known, reading)
    _plan_orgs(draft, known, reading)
    plan_persons(draft, known, reading, name_reading, judging)
    _plan_groups(draft, known, reading)
    plan_resident_groups(draft, known, reading)
    plan_committees(draft, known, reading, rules.same_term_days)
    listed = _plan_posts(draft, known, reading)
    _tell_unlisted(draft, known, reading, listed)
    plan_voters(draft, reading, known.communities, book.voters, name_reading, progress or Silent())
    return draft.finished(reading.source, reading.findings)


def _plan_areas(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    known.areas.update({one.name: one for one in known.book.areas})
    order = max((one.order for one in known.book.areas), default=0)
    for row in reading.areas:
        old = known.areas.get(row.name)
        if old:
            draft.compare(Entity.AREA, row.name, old, old, row.address, known.shown)
            continue
        order += 1
        known.areas[row.name] = Area(id=new_id(), name=row.name, order=order)
        known.names[known.areas[row.name].id] = row.name
        draft.add(Entity.AREA, row.name, known.areas[row.name], row.address)


def _plan_communities(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    known.communities.update({one.name: one for one in known.book.communities})
    order = max((one.order for one in known.book.communities), default=0)
    for row in reading.communities:
        old = known.communities.get(row.name)
        order += old is None
        base = old or Community(id=new_id(), name=row.name, kind=row.kind, order=order)
        new = _community(known, row, base)
        known.communities[row.name] = new
        known.names[new.id] = row.name
        if old:
            draft.compare(Entity.COMMUNITY, row.name, old, new, row.address, known.shown)
        else:
            draft.add(Entity.COMMUNITY, row.name, new, row.address)


def _community(known: Known, row: CommunityRow, base: Community) -> Community:
    told = {
        name: value
        for name in ("households", "population", "voters")
        if (value := getattr(row, name)) is not None
    }
    area = known.areas[row.area].id if row.area else None
    if row.area_told:
        base = replace(base, area_id=area)
    if row.kind is CommunityKind.VILLAGE and row.listed:
        base = replace(base, kind=row.kind)
    return replace(base, **told)


def _plan_orgs(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    known.orgs.update({one.name: one for one in known.book.orgs})
    order = max((one.order for one in known.book.orgs), default=0)
    rows = _parents_first(reading)
    for row in rows:
        old = known.orgs.get(row.name)
        order += old is None
        base = old or PartyOrg(id=new_id(), name=row.name, level=row.level, order=order)
        new = _org(draft, known, row, base)
        known.orgs[row.name] = new
        known.names[new.id] = row.name
        if old:
            draft.compare(Entity.PARTY_ORG, row.name, old, new, row.address, known.shown)
        else:
            draft.add(Entity.PARTY_ORG, row.name, new, row.address)


def _parents_first(reading: RosterReading) -> list[OrgRow]:
    """Order the rows so that a parent stands before its children; a circle stays as it is."""
    rows = {row.name: row for row in reading.orgs}
    done: dict[str, OrgRow] = {}
    for row in reading.orgs:
        chain: list[OrgRow] = []
        here: OrgRow | None = row
        while here is not None and here.name not in done and here not in chain:
            chain.append(here)
            here = rows.get(here.parent)
        done.update({one.name: one for one in reversed(chain)})
    return list(done.values())


def _org(draft: PlanDraft, known: Known, row: OrgRow, base: PartyOrg) -> PartyOrg:
    where = Where(file=known.source, cell=row.address, record=row.name)
    if row.category is not OrgCategory.UNSET:
        base = replace(base, category=row.category)
    if row.founded is not None:
        base = replace(base, founded=row.founded)
    if row.members is not None:
        base = replace(base, members=row.members)
    if row.community:
        community = known.communities.get(row.community)
        if community:
            base = replace(base, community_id=community.id)
        else:
            draft.findings.append(warning("roster.unknown_community", where, community=row.community))
    if row.parent:
        parent = known.orgs.get(row.parent)
        if parent and parent.id != base.id:
            base = replace(base, parent_id=parent.id)
        else:
            draft.findings.append(warning("roster.unknown_parent", where, parent=row.parent))
    return base


def _plan_groups(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    names = {one.id: one.name for one in known.communities.values()}
    known.groups.update(
        {names[one.community_id]: one for one in known.book.groups if one.community_id in names}
    )
    for row in reading.groups:
        name = f"{row.community}工作组"
        old = known.groups.get(row.community)
        if old and not row.listed:
            continue
        partner = known.orgs[row.partner_org].id if row.partner_org else None
        if old:
            new = replace(old, partner_org_id=partner or old.partner_org_id)
            draft.compare(Entity.WORK_GROUP, name, old, new, row.address, known.shown)
        else:
            words = f"原表合并单元格的范围已丢失：{row.to_confirm}，请核对" if row.to_confirm else ""
            new = WorkGroup(
                id=new_id(),
                community_id=known.communities[row.community].id,
                partner_org_id=partner,
                to_confirm=words,
            )
            draft.add(Entity.WORK_GROUP, name, new, row.address)
        known.groups[row.community] = new


Slot = tuple[str, PostRole, str | None, str | None, str | None, str | None, str | None]


def _slot(post: Post) -> Slot:
    return (
        post.person_id,
        post.role,
        post.area_id,
        post.community_id,
        post.party_org_id,
        post.work_group_id,
        post.resident_group_id,
    )


def _slots(post: Post, twins: Mapping[str, str]) -> tuple[Slot, ...]:
    """Return as what a post may be held: a Party post of a community and of what leads it are one."""
    twin = twins.get(post.party_org_id or post.community_id or "")
    if twin is None or post.role not in PARTY_ROLES:
        return (_slot(post),)
    place, org = (twin, None) if post.party_org_id else (None, twin)
    return _slot(post), _slot(replace(post, community_id=place, party_org_id=org))


def _plan_posts(draft: PlanDraft, known: Known, reading: RosterReading) -> set[Slot]:
    """Add the posts that are not held yet; return those the file lists."""
    held = {_slot(one): one for one in known.book.posts if one.until is None}
    ended = {(*_slot(one), one.until): one for one in known.book.posts if one.until is not None}
    order = max((one.order for one in known.book.posts), default=0)
    twins = led_communities(known.orgs.values())
    twins |= {community: org for org, community in twins.items()}
    listed: set[Slot] = set()
    for row in reading.posts:
        person = known.persons.get(row.person)
        if person is None:
            continue
        order += 1
        new = _post(known, row, person, order)
        slots = _slots(new, twins)
        if slots[0] in listed and new.until is None:
            continue
        listed.update(slots)
        body = _body_words(row)
        name = f"{person.name}（{body}{told_title(body, row.title)}）"
        old = next(filter(None, (ended.get((*one, new.until)) for one in slots)), None) if new.until else None
        old = old or next(filter(None, map(held.get, slots)), None)
        if old is None or (new.until and old.since and new.since and old.since != new.since):
            draft.add(Entity.POST, name, new, row.address)
            continue
        parts = ("since", "until") if row.headed else ("title", "since", "until")
        told = {part: value for part in parts if (value := getattr(new, part))}
        draft.compare(Entity.POST, name, old, replace(old, **told), row.address, known.shown)
    return listed


def _post(known: Known, row: PostRow, person: Person, order: int) -> Post:
    community = known.communities.get(row.community)
    org = known.orgs.get(row.org)
    group = known.groups.get(row.group)
    area = known.areas.get(row.area)
    part = known.resident_groups.get((row.community, row.resident_group))
    return Post(
        id=new_id(),
        person_id=person.id,
        role=row.role,
        title=row.title if area or community or org or group or not row.org else f"{row.org}{row.title}",
        area_id=area.id if area else None,
        community_id=community.id if community else None,
        party_org_id=org.id if org else None,
        work_group_id=group.id if group else None,
        since=row.since,
        until=row.until,
        order=order,
        to_confirm=row.to_confirm,
        resident_group_id=part.id if part else None,
    )


def _body_words(row: PostRow) -> str:
    return (
        row.area
        or f"{row.community}{row.resident_group}"
        or row.org
        or (f"{row.group}工作组" if row.group else "")
    )


def _tell_unlisted(draft: PlanDraft, known: Known, reading: RosterReading, listed: set[Slot]) -> None:
    """Tell of holders in the book whom the file no longer names; nothing is ended silently."""
    areas = {known.areas[row.name].id: row.name for row in reading.areas}
    rows = [row for row in reading.groups if row.listed]
    places = {known.communities[row.community].id: row.community for row in rows}
    groups = {known.groups[row.community].id: row.community for row in rows}
    roles = {row.role for row in reading.posts}
    for post in known.book.posts:
        body = areas.get(post.area_id or "") or groups.get(post.work_group_id or "")
        if post.role is PostRole.RESIDENT_LEADER:
            body = places.get(post.community_id or "")
        if not body or post.until or post.role not in _GROUP_ROLES or post.role not in roles:
            continue
        if _slot(post) not in listed:
            name = known.names.get(post.person_id, "")
            where = Where(file=known.source, record=body)
            told = hint("roster.not_listed", where, name=name, title=post.title or "原职务")
            draft.tell(ChangeKind.UNSURE, Entity.POST, name, told)
