"""居民小组 and terms of 班子 held against the book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dangjian_desktop.domain.organisations import Committee, ResidentGroup, new_id
from dangjian_desktop.exchange.person_plans import Known
from dangjian_desktop.exchange.plans import Entity, PlanDraft
from dangjian_desktop.exchange.readings import CommitteeRow, ResidentGroupRow, RosterReading


def plan_resident_groups(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    """Plan the 居民小组 of a reading and know them all by community and name."""
    places = {one.id: one.name for one in known.communities.values()}
    held = {(places.get(one.community_id, ""), one.name): one for one in known.book.resident_groups}
    known.resident_groups.update(held)
    order = max((one.order for one in known.book.resident_groups), default=0)
    for row in reading.resident_groups:
        key, name = (row.community, row.name), f"{row.community}{row.name}"
        old = held.get(key)
        order += old is None
        community = known.communities[row.community]
        base = old or ResidentGroup(id=new_id(), community_id=community.id, name=row.name, order=order)
        told = {
            part: value for part in ("households", "population") if (value := getattr(row, part)) is not None
        }
        new = known.resident_groups[key] = replace(base, **told)
        known.names[new.id] = row.name
        if old:
            draft.compare(Entity.RESIDENT_GROUP, name, old, new, row.address, known.shown)
        else:
            draft.add(Entity.RESIDENT_GROUP, name, new, row.address)


def plan_committees(draft: PlanDraft, known: Known, reading: RosterReading) -> None:
    """Plan the terms of 班子: one of the same 届 of the same body is the same."""
    held = {(one.community_id, one.kind, one.term): one for one in known.book.committees}
    for row in reading.committees:
        community = known.communities[row.community]
        key = (community.id, row.kind, row.term)
        old = held.get(key)
        base = old or Committee(id=new_id(), kind=row.kind, community_id=community.id, term=row.term)
        told = {
            part: value for part in ("seats", "since", "until") if (value := getattr(row, part)) is not None
        }
        new = held[key] = replace(base, **told)
        name = f"{row.community}{row.title}{row.term}"
        if old:
            draft.compare(Entity.COMMITTEE, name, old, new, row.address, known.shown)
        else:
            draft.add(Entity.COMMITTEE, name, new, row.address)


def _told(row: ResidentGroupRow | CommitteeRow, *parts: str) -> dict[str, Any]:
    """Return what a row tells; what it leaves open stays as it is."""
    return {part: value for part in parts if (value := getattr(row, part)) is not None}
