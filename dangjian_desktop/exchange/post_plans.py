"""Posts of a reading held against the book: which are new, who still holds theirs, who is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.domain.bodies import PARTY_ROLES
from dangjian_desktop.domain.organisations import (
    Area,
    Community,
    CommunityKind,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
    led_communities,
    new_id,
)
from dangjian_desktop.domain.people import Person, Post, PostRole, told_title
from dangjian_desktop.exchange.holders import Holders
from dangjian_desktop.exchange.person_plans import Judging, Known
from dangjian_desktop.exchange.plans import Entity, PlanDraft
from dangjian_desktop.exchange.readings import PostRow, RosterReading
from dangjian_desktop.kernel.findings import Where, hint

_GROUP_ROLES = (PostRole.RESIDENT_LEADER, PostRole.GROUP_HEAD, PostRole.LIAISON, PostRole.AREA_LEAD)
Slot = tuple[str, PostRole, str | None, str | None, str | None, str | None, str | None]


def plan_posts(draft: PlanDraft, known: Known, reading: RosterReading, judging: Judging) -> None:
    """Add the posts that are not held yet; ask whether those still hold theirs whom the file passes over.

    Rows that end a post come first, so that who follows is not asked about.
    """
    book = _Book.of(known.book.posts)
    twins = led_communities(known.orgs.values())
    holders = Holders.of(draft, known, judging, twins)
    twins |= {community: org for org, community in twins.items()}
    listed: set[Slot] = set()
    rows = (one for one in reading.posts if one.person in known.persons)
    numbered = enumerate(rows, max((one.order for one in known.book.posts), default=0) + 1)
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
        _hint_at_title(draft, known, row, judging)
        old = book.meant(new, slots)
        if old is None or _began_otherwise(old, new):
            holders.bring(new, row, name, body)
            continue
        draft.compare(Entity.POST, name, old, _updated(old, new, row), row.address, known.shown)
        if new.until:
            holders.leave(old)
    for post, body, address in _unlisted(known, reading, listed):
        holders.ask_unlisted(post, body, address)
    holders.finish()


@dataclass(frozen=True, slots=True)
class _Book:
    """The posts of the book by who holds what: those held, and those ended by their last day."""

    held: Mapping[Slot, Post]
    ended: Mapping[tuple[Slot, date | None], Post]

    @classmethod
    def of(cls, posts: Iterable[Post]) -> _Book:
        """Put the posts in order."""
        held: dict[Slot, Post] = {}
        ended: dict[tuple[Slot, date | None], Post] = {}
        for one in posts:
            if one.until is None:
                held[_slot(one)] = one
            else:
                ended[_slot(one), one.until] = one
        return cls(held, ended)

    def meant(self, new: Post, slots: Sequence[Slot]) -> Post | None:
        """Return the post a row is about: one that ended on that day already, else the one held."""
        past = [self.ended.get((one, new.until)) for one in slots]
        return next(filter(None, (*past, *map(self.held.get, slots))), None)


def _began_otherwise(old: Post, new: Post) -> bool:
    """Tell whether a post that has ended is an earlier one than that held."""
    return bool(new.until and old.since and new.since and old.since != new.since)


def _updated(old: Post, new: Post, row: PostRow) -> Post:
    parts = ("since", "until") if row.headed else ("title", "since", "until")
    return replace(old, **{part: value for part in parts if (value := getattr(new, part))})


def _hint_at_title(draft: PlanDraft, known: Known, row: PostRow, judging: Judging) -> None:
    """Hint at a title that only villages have, written for a post in a 社区."""
    place = known.communities.get(row.community)
    meant = "" if row.headed else judging.titles.in_community(row.title)
    if meant and place is not None and place.kind is CommunityKind.COMMUNITY:
        where = Where(file=known.source, cell=row.address, record=row.person.rstrip("′"))
        told = hint("roster.village_title", where, place=place.name, title=row.title, meant=meant)
        draft.findings.append(told)


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
        area_id=_id(area),
        community_id=_id(community),
        party_org_id=_id(org),
        work_group_id=_id(group),
        since=row.since,
        until=row.until,
        order=order,
        to_confirm=row.to_confirm,
        resident_group_id=_id(part),
    )


def _id(body: Area | Community | PartyOrg | WorkGroup | ResidentGroup | None) -> str | None:
    return body.id if body is not None else None


def _body_words(row: PostRow) -> str:
    return (
        row.area
        or f"{row.community}{row.resident_group}"
        or row.org
        or (f"{row.group}工作组" if row.group else "")
    )


def _unlisted(known: Known, reading: RosterReading, listed: set[Slot]) -> Iterator[tuple[Post, str, str]]:
    """Give the posts in the book whose holder a list of work groups no longer names, with the body's row."""
    bodies = {known.areas[row.name].id: (row.name, row.address) for row in reading.areas}
    for row in reading.groups:
        if row.listed:
            bodies[known.communities[row.community].id] = (row.community, row.address)
            bodies[known.groups[row.community].id] = (f"{row.community}工作组", row.address)
    roles = {row.role for row in reading.posts}.intersection(_GROUP_ROLES)
    for post in known.book.posts:
        body = bodies.get(_led(post))
        if body and post.until is None and post.role in roles and _slot(post) not in listed:
            yield post, *body


def _led(post: Post) -> str:
    """Return the community of a leader of residents, else the area or the work group of a post."""
    leads = post.role is PostRole.RESIDENT_LEADER
    return (post.community_id if leads else post.area_id or post.work_group_id) or ""
