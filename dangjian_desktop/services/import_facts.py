"""Readings as plain JSON values for the command line; the shapes are stable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dangjian_desktop.domain.people import PostRole, masked
from dangjian_desktop.exchange.plans import ImportPlan
from dangjian_desktop.exchange.readings import PlanReading, PostRow, RosterReading

Json = dict[str, object]


def roster_facts(reading: RosterReading) -> Json:
    """Return areas, communities, organisations and persons of a roster reading."""
    names = {one.key or one.name: one.name for one in reading.persons}
    partners = {one.community: one.partner_org for one in reading.groups}

    def held(role: PostRole, place: str, body: str) -> list[str]:
        return [
            names.get(one.person, one.person)
            for one in reading.posts
            if one.role is role and getattr(one, place) == body
        ]

    return {
        "kind": reading.kind,
        "areas": [
            {
                "name": area.name,
                "leads": held(PostRole.AREA_LEAD, "area", area.name),
                "communities": [one.name for one in reading.communities if one.area == area.name],
            }
            for area in reading.areas
        ],
        "communities": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "area": one.area,
                "resident_leaders": held(PostRole.RESIDENT_LEADER, "community", one.name),
                "partner_org": partners.get(one.name, ""),
                "group_heads": held(PostRole.GROUP_HEAD, "group", one.name),
                "liaisons": held(PostRole.LIAISON, "group", one.name),
                "households": one.households,
                "population": one.population,
                "voters": one.voters,
                "address": one.address,
            }
            for one in reading.communities
        ],
        "party_orgs": [
            {
                "name": one.name,
                "category": one.category.value,
                "level": one.level.value,
                "community": one.community,
                "parent": one.parent,
                "members": one.members,
                "address": one.address,
            }
            for one in reading.orgs
        ],
        "persons": _persons(reading.posts, reading),
        "resident_groups": [
            {
                "name": one.name,
                "community": one.community,
                "households": one.households,
                "population": one.population,
                "address": one.address,
            }
            for one in reading.resident_groups
        ],
        "committees": [
            {
                "community": one.community,
                "kind": one.kind.value,
                "term": one.term,
                "seats": one.seats,
                "since": _day(one.since),
                "until": _day(one.until),
                "address": one.address,
            }
            for one in reading.committees
        ],
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


def _persons(posts: Sequence[PostRow], reading: RosterReading) -> list[Mapping[str, object]]:
    held: dict[str, list[Mapping[str, str]]] = {}
    for one in posts:
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
