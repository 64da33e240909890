"""Readings as plain JSON values for the command line; the shapes are stable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dangjian_desktop.domain.people import PostRole, masked
from dangjian_desktop.exchange.plans import ImportPlan
from dangjian_desktop.exchange.readings import (
    CommitteeRow,
    OrgRow,
    PlanReading,
    ResidentGroupRow,
    RosterReading,
)

Json = dict[str, object]


def roster_facts(reading: RosterReading) -> Json:
    """Return areas, communities, organisations and persons of a roster reading."""
    return {
        "kind": reading.kind,
        "areas": _areas(reading),
        "communities": _communities(reading),
        "party_orgs": [_party_org(one) for one in reading.orgs],
        "persons": _persons(reading),
        "resident_groups": [_resident_group(one) for one in reading.resident_groups],
        "committees": [_committee(one) for one in reading.committees],
        "voters": sum(len(one.rows) for one in reading.voters),
        "refused": reading.refused,
    }


def campaign_facts(reading: PlanReading) -> Json:
    """Return phases and tasks of a plan reading; dates as 2012-03-20 or null."""
    return {
        "title": reading.title,
        "year": reading.year,
        "document_number": reading.document_number,
        "basis": reading.basis,
        "issuer": reading.issuer,
        "issued_on": _day(reading.issued_on),
        "phases": [
            {"name": one.name, "due_text": one.due_text, "start": _day(one.start), "end": _day(one.end)}
            for one in reading.phases
        ],
        "tasks": [
            {
                "phase": reading.phases[one.phase].name,
                "due_text": one.due_text,
                "start": _day(one.start),
                "end": _day(one.end),
                "items": list(one.items),
                "owners": list(one.owners),
                "scope": one.scope.value,
                "to_confirm": one.to_confirm,
                "other_due_text": one.other_due_text,
                "other_end": _day(one.other_end),
                "address": one.address,
            }
            for one in reading.tasks
        ],
        "items": reading.item_count,
    }


def plan_facts(plan: ImportPlan) -> Json:
    """Return the preview: counts by kind, and every line that is not unchanged; numbers are masked."""
    return {
        "counts": {kind.value: count for kind, count in plan.counts.items()},
        "changes": [
            {
                "kind": one.kind.value,
                "entity": one.entity.value,
                "name": one.name,
                "field": one.field,
                "old": masked(one.field, one.old),
                "new": masked(one.field, one.new),
                "address": one.place,
            }
            for one in plan.changes
            if one.kind.value != "unchanged"
        ],
    }


def _areas(reading: RosterReading) -> list[Json]:
    leads = _holders(reading, PostRole.AREA_LEAD, "area")
    return [
        {
            "name": area.name,
            "leads": leads.get(area.name, []),
            "communities": [one.name for one in reading.communities if one.area == area.name],
        }
        for area in reading.areas
    ]


def _communities(reading: RosterReading) -> list[Json]:
    partners = {one.community: one.partner_org for one in reading.groups}
    leaders = _holders(reading, PostRole.RESIDENT_LEADER, "community")
    heads = _holders(reading, PostRole.GROUP_HEAD, "group")
    liaisons = _holders(reading, PostRole.LIAISON, "group")
    return [
        {
            "name": one.name,
            "kind": one.kind.value,
            "area": one.area,
            "resident_leaders": leaders.get(one.name, []),
            "partner_org": partners.get(one.name, ""),
            "group_heads": heads.get(one.name, []),
            "liaisons": liaisons.get(one.name, []),
            "households": one.households,
            "population": one.population,
            "voters": one.voters,
            "address": one.address,
        }
        for one in reading.communities
    ]


def _holders(reading: RosterReading, role: PostRole, place: str) -> dict[str, list[str]]:
    """Return who holds ``role`` by the name of the body, which posts have in ``place``."""
    names = {one.key or one.name: one.name for one in reading.persons}
    found: dict[str, list[str]] = {}
    for post in reading.posts:
        if post.role is role:
            found.setdefault(getattr(post, place), []).append(names.get(post.person, post.person))
    return found


def _party_org(org: OrgRow) -> Json:
    return {
        "name": org.name,
        "category": org.category.value,
        "level": org.level.value,
        "community": org.community,
        "parent": org.parent,
        "members": org.members,
        "address": org.address,
    }


def _resident_group(group: ResidentGroupRow) -> Json:
    return {
        "name": group.name,
        "community": group.community,
        "households": group.households,
        "population": group.population,
        "address": group.address,
    }


def _committee(committee: CommitteeRow) -> Json:
    return {
        "community": committee.community,
        "kind": committee.kind.value,
        "term": committee.term,
        "seats": committee.seats,
        "since": _day(committee.since),
        "until": _day(committee.until),
        "address": committee.address,
    }


def _persons(reading: RosterReading) -> list[Mapping[str, object]]:
    held: dict[str, list[Mapping[str, str]]] = {}
    for one in reading.posts:
        body = one.area or one.community or one.org or one.group
        held.setdefault(one.person, []).append({"role": one.role.value, "title": one.title, "body": body})
    return [
        {
            "name": one.name,
            "sex": one.sex.value if one.sex else None,
            "birth": _day(one.birth),
            "posts": held.get(one.key or one.name, []),
            "address": one.address,
        }
        for one in reading.persons
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
