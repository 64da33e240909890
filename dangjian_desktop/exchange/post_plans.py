"""Posts of a reading held against the book: which are new, who still holds theirs, who is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dangjian_desktop.domain.bodies import PARTY_ROLES
from dangjian_desktop.domain.organisations import led_communities, new_id
from dangjian_desktop.domain.people import Person, Post, PostRole, told_title
from dangjian_desktop.exchange.holders import Holders
from dangjian_desktop.exchange.person_plans import Judging, Known
from dangjian_desktop.exchange.plans import Entity, PlanDraft
from dangjian_desktop.exchange.readings import PostRow, RosterReading

_GROUP_ROLES = (PostRole.RESIDENT_LEADER, PostRole.GROUP_HEAD, PostRole.LIAISON, PostRole.AREA_LEAD)
Slot = tuple[str, PostRole, str | None, str | None, str | None, str | None, str | None]


def plan_posts(draft: PlanDraft, known: Known, reading: RosterReading, judging: Judging) -> None:
    """Add the posts that are not held yet; ask whether those still hold theirs whom the file passes over.

    Rows that end a post come first, so that who follows is not asked about.
    """
    held = {_slot(one): one for one in known.book.posts if one.until is None}
    ended = {(*_slot(one), one.until): one for one in known.book.posts if one.until is not None}
    order = max((one.order for one in known.book.posts), default=0)
    twins = led_communities(known.orgs.values())
    holders = Holders.of(draft, known, judging, twins)
    twins |= {community: org for org, community in twins.items()}
    listed: set[Slot] = set()
    numbered = enumerate((one for one in reading.posts if one.person in known.persons), order + 1)
    for number, row in sorted(numbered, key=lambda one: one[1].until is None):
        person = known.persons[row.person]
        new = _post(known, row, person, number)
        slots = _slots(new, twins)
        holders.read(new)
        if slots[0] in listed and new.until is None:
            continue
        listed.update(slots)
        body = _body_words(row)
        name = f"{person.name}（{body}{told_title(body, row.title)}）"
        old = next(filter(None, (ended.get((*one, new.until)) for one in slots)), None) if new.until else None
        old = old or next(filter(None, map(held.get, slots)), None)
        if old is None or (new.until and old.since and new.since and old.since != new.since):
            holders.bring(new, row, name, body)
            continue
        parts = ("since", "until") if row.headed else ("title", "since", "until")
        told = {part: value for part in parts if (value := getattr(new, part))}
        draft.compare(Entity.POST, name, old, replace(old, **told), row.address, known.shown)
        if new.until:
            holders.leave(old)
    for post, body, address in _unlisted(known, reading, listed):
        holders.ask_unlisted(post, body, address)
    holders.finish()


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


def _unlisted(known: Known, reading: RosterReading, listed: set[Slot]) -> Iterator[tuple[Post, str, str]]:
    """Give the posts in the book whose holder a list of work groups no longer names, with the body's row."""
    rows = [row for row in reading.groups if row.listed]
    areas = {known.areas[row.name].id: (row.name, row.address) for row in reading.areas}
    places = {known.communities[row.community].id: (row.community, row.address) for row in rows}
    groups = {known.groups[row.community].id: (f"{row.community}工作组", row.address) for row in rows}
    roles = {row.role for row in reading.posts}
    for post in known.book.posts:
        body = areas.get(post.area_id or "") or groups.get(post.work_group_id or "")
        if post.role is PostRole.RESIDENT_LEADER:
            body = places.get(post.community_id or "")
        asked = body and post.until is None and post.role in _GROUP_ROLES and post.role in roles
        if body and asked and _slot(post) not in listed:
            yield post, *body
