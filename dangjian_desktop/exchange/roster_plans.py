"""A roster reading held against the book: what is new, what differs, what a person must look at."""

from __future__ import annotations

from dataclasses import replace

from dangjian_desktop.domain.organisations import (
    Area,
    Community,
    CommunityKind,
    OrgCategory,
    PartyOrg,
    WorkGroup,
    new_id,
)
from dangjian_desktop.exchange.person_plans import Judging, Known, Readings, RosterBook, plan_persons
from dangjian_desktop.exchange.places import held_against
from dangjian_desktop.exchange.plans import Entity, ImportPlan, PlanDraft
from dangjian_desktop.exchange.post_plans import plan_posts
from dangjian_desktop.exchange.readings import CommunityRow, OrgRow, RosterReading
from dangjian_desktop.exchange.unit_plans import plan_committees, plan_resident_groups
from dangjian_desktop.exchange.voter_plans import plan_voters
from dangjian_desktop.exchange.written_units import with_plain_units
from dangjian_desktop.kernel.findings import Where, warning
from dangjian_desktop.kernel.progress import Progress, Silent

__all__ = ["Judging", "RosterBook", "plan_roster"]


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
    areas = (one.name for one in book.areas)
    reading = with_plain_units(draft, reading, (one.name for one in book.communities), areas)
    reading = held_against(draft, reading, book.communities, name_reading, judging)
    _plan_areas(draft, known, reading)
    _plan_communities(draft, known, reading)
    _plan_orgs(draft, known, reading)
    plan_persons(draft, known, reading, name_reading, judging)
    _plan_groups(draft, known, reading)
    plan_resident_groups(draft, known, reading)
    plan_committees(draft, known, reading, rules.same_term_days)
    plan_posts(draft, known, reading, judging)
    plan_voters(draft, reading, known.communities, book.voters, name_reading, progress or Silent())
    return replace(draft.finished(reading.source, reading.findings), plain=reading)


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
