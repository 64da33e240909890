"""居民小组 and terms of 班子 held against the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dangjian_desktop.domain.organisations import Committee, CommitteeKind, ResidentGroup, new_id
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
        new = known.resident_groups[key] = replace(base, **_told(row, "households", "population"))
        known.names[new.id] = row.name
        if old:
            draft.compare(Entity.RESIDENT_GROUP, name, old, new, row.address, known.shown)
        else:
            draft.add(Entity.RESIDENT_GROUP, name, new, row.address)


def plan_committees(draft: PlanDraft, known: Known, reading: RosterReading, same_days: int) -> None:
    """Plan the terms of 班子; two that begin within ``same_days`` are one where not both have a 届次."""
    held: dict[tuple[str | None, CommitteeKind], list[Committee]] = {}
    for one in known.book.committees:
        held.setdefault((one.community_id, one.kind), []).append(one)
    for row in reading.committees:
        community = known.communities[row.community]
        mine = held.setdefault((community.id, row.kind), [])
        old = _same_term(row, mine, same_days)
        base = old or Committee(id=new_id(), kind=row.kind, community_id=community.id)
        new = replace(base, **_told(row, "seats", "since", "until"), term=row.term or base.term)
        name = f"{row.community}{row.title}{row.term}"
        if old:
            mine[mine.index(old)] = new
            draft.compare(Entity.COMMITTEE, name, old, new, row.address, known.shown)
        else:
            mine.append(new)
            draft.add(Entity.COMMITTEE, name, new, row.address)


def _begun_about(day: date, held: Sequence[Committee], same_days: int) -> Committee | None:
    """Return the term begun nearest to a day, if it is near enough to be the same."""
    near = [(abs((one.since - day).days), one.id, one) for one in held if one.since is not None]
    return min(near)[2] if near and min(near)[0] <= same_days else None


def _same_term(row: CommitteeRow, held: Sequence[Committee], same_days: int) -> Committee | None:
    """Return which term of a body a row means: that of its 届次, else that of its beginning."""
    called = [one for one in held if one.term == row.term]
    if row.term and called:
        return called[0]
    unsaid = [one for one in held if not (one.term and row.term)]
    since = row.since
    if since is not None and (near := _begun_about(since, unsaid, same_days)):
        return near
    open_ = [one for one in unsaid if not (one.since and since)]
    return next((one for one in open_ if one in called), open_[0] if len(open_) == 1 else None)


def _told(row: ResidentGroupRow | CommitteeRow, *parts: str) -> dict[str, Any]:
    """Return what a row tells; what it leaves open stays as it is."""
    return {part: value for part in parts if (value := getattr(row, part)) is not None}
