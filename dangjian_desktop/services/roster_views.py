"""Lines of the roster as lists show them: names in the place of keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dangjian_desktop.domain.doubts import doubts_of
from dangjian_desktop.domain.name_order import NameOrder, stroke_key
from dangjian_desktop.domain.organisations import Community, PartyOrg, WorkGroup, led_communities
from dangjian_desktop.domain.people import Person, Post, PostRole, told_title
from dangjian_desktop.exchange.roster_plans import RosterBook
from dangjian_desktop.kernel.sorting import sorted_places


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLine:
    """One community as 附件1 shows it. ``to_confirm`` lists what a file left unsure."""

    community: Community
    area: str = ""
    area_leads: tuple[str, ...] = ()
    resident_leaders: tuple[str, ...] = ()
    partner_org: str = ""
    group_heads: tuple[str, ...] = ()
    liaisons: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgLine:
    """One Party organisation with the names of its parent and community."""

    org: PartyOrg
    community: str = ""
    parent: str = ""
    secretary: str = ""


_HEADS = (PostRole.SECRETARY, PostRole.DIRECTOR)
TWO_COMMITTEES = frozenset(
    (
        *_HEADS,
        PostRole.DEPUTY_SECRETARY,
        PostRole.PARTY_MEMBER,
        PostRole.DEPUTY_DIRECTOR,
        PostRole.COMMITTEE_MEMBER,
    )
)
RESIDENT = frozenset((PostRole.RESIDENT_LEADER, PostRole.GROUP_HEAD, PostRole.LIAISON, PostRole.AREA_LEAD))
UNIT_ROLES = RESIDENT | {PostRole.SECRETARY}
"""Whom the lists of communities and of Party organisations name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """One post with the name of its body ("柳岸村", "柳岸村工作组")."""

    post: Post
    body: str = ""

    @property
    def words(self) -> str:
        """Write the post: the body, then the title."""
        return f"{self.body} {told_title(self.body, self.post.title)}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person with the posts held; ``past`` are those that have ended, the newest first."""

    person: Person
    held: tuple[PostLine, ...] = ()
    past: tuple[PostLine, ...] = ()
    community_ids: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts held, written out: "柳岸村 驻社区领导干部"."""
        return tuple(one.words for one in self.held)

    def holds(self, roles: Collection[PostRole]) -> bool:
        """Tell whether one of ``roles`` is held now."""
        return any(one.post.role in roles for one in self.held)

    def heads_both(self) -> bool:
        """Tell whether the person is 书记 and 主任 of one community (一肩挑)."""
        for one in self.held:
            others = {
                other.post.role for other in self.held if other.post.community_id == one.post.community_id
            }
            both = others.issuperset(_HEADS) or "主任" in one.post.title
            if one.post.role is PostRole.SECRETARY and one.post.community_id and both:
                return True
        return False


def community_lines(book: RosterBook, day: date) -> tuple[CommunityLine, ...]:
    """Return every community with its area, leaders and work group."""
    areas = {one.id: one.name for one in book.areas}
    orgs = {one.id: one.name for one in book.orgs}
    names = {one.id: one.name for one in book.persons}
    groups = {one.community_id: one for one in book.groups}
    holders = _holders(book, names, day)
    posts_of = _posts_of(book, day)
    lines: list[CommunityLine] = []
    for community in book.communities:
        group = groups.get(community.id)
        group_id = group.id if group else ""
        lines.append(
            CommunityLine(
                community=community,
                area=areas.get(community.area_id or "", ""),
                area_leads=holders.get((PostRole.AREA_LEAD, community.area_id or "-"), ()),
                resident_leaders=holders.get((PostRole.RESIDENT_LEADER, community.id), ()),
                partner_org=orgs.get((group.partner_org_id or "") if group else "", ""),
                group_heads=holders.get((PostRole.GROUP_HEAD, group_id), ()),
                liaisons=holders.get((PostRole.LIAISON, group_id), ()),
                to_confirm=_open(
                    group, [*posts_of.get(community.id, ()), *posts_of.get(group_id, ())], names
                ),
            )
        )
    return tuple(lines)


def org_lines(book: RosterBook, day: date) -> tuple[OrgLine, ...]:
    """Return every Party organisation with the names it refers to.

    The secretary of a community's own organisation may hold the post in the community's name.
    """
    communities = {one.id: one.name for one in book.communities}
    orgs = {one.id: one.name for one in book.orgs}
    led = led_communities(book.orgs)
    holders = _holders(book, {one.id: one.name for one in book.persons}, day)
    lines = []
    for org in book.orgs:
        own = holders.get((PostRole.SECRETARY, org.id), ())
        there = holders.get((PostRole.SECRETARY, led.get(org.id, "")), ())
        lines.append(
            OrgLine(
                org=org,
                community=communities.get(org.community_id or "", ""),
                parent=orgs.get(org.parent_id or "", ""),
                secretary="、".join(dict.fromkeys([*own, *there])),
            )
        )
    return tuple(lines)


def person_lines(book: RosterBook, day: date) -> tuple[PersonLine, ...]:
    """Return every person with the posts held on ``day``."""
    bodies, places = body_names(book), _Places.of(book)
    held: dict[str, list[Post]] = {}
    ended: dict[str, list[Post]] = {}
    for post in book.posts:
        (ended if post.has_ended(day) else held).setdefault(post.person_id, []).append(post)
    lines = []
    for person in book.persons:
        posts = held.get(person.id, [])
        past = sorted(ended.get(person.id, []), key=lambda post: post.until or date.max, reverse=True)
        there = places.communities(posts)
        lines.append(
            PersonLine(
                person=person,
                held=tuple(_post_line(post, bodies) for post in posts),
                past=tuple(_post_line(post, bodies) for post in past),
                community_ids=there,
                areas=places.areas(posts, there),
                to_confirm=_once((*doubts_of(person), *(post.to_confirm for post in posts))),
            )
        )
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Places:
    """Which communities and areas posts lead to; ``area_of`` names the area of a community."""

    group_community: Mapping[str, str]
    area_names: Mapping[str, str]
    area_of: Mapping[str, str]

    @staticmethod
    def of(book: RosterBook) -> _Places:
        names = {one.id: one.name for one in book.areas}
        return _Places(
            group_community={one.id: one.community_id for one in book.groups},
            area_names=names,
            area_of={one.id: names.get(one.area_id or "", "") for one in book.communities},
        )

    def communities(self, posts: Sequence[Post]) -> tuple[str, ...]:
        """Return the keys of the communities, also of those whose work groups the posts are in."""
        groups = self.group_community
        return _once(post.community_id or groups.get(post.work_group_id or "", "") for post in posts)

    def areas(self, posts: Sequence[Post], communities: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the areas of the posts, then of the communities."""
        own = (self.area_names[post.area_id] for post in posts if post.area_id)
        return _once((*own, *(self.area_of.get(one, "") for one in communities)))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text that says something once, in the order of their first."""
    return tuple(dict.fromkeys(text for text in texts if text))


def in_order(lines: Sequence[PersonLine], order: NameOrder) -> list[PersonLine]:
    """Return persons by sound, by the strokes of their surnames, or by their posts."""
    return [lines[place] for place in places_in_order(lines, order)]


def places_in_order(lines: Sequence[PersonLine], order: NameOrder) -> list[int]:
    """Return the places of persons in an order; the window goes on meanwhile when another thread asks."""
    return sorted_places(list(map(standing(order), lines)))


def know_strokes(lines: Iterable[PersonLine]) -> None:
    """Read the strokes of what stands in names: it takes longer than a window may wait."""
    from dangjian_desktop.catalog.characters import stroke_codes

    codes = stroke_codes()
    for char in set().union(*(line.person.name for line in lines)):
        codes.get(char)


@cache
def standing(order: NameOrder) -> Callable[[PersonLine], tuple[Any, ...]]:
    """Return what gives the place of a person among others in an order."""
    if order is NameOrder.PINYIN:
        return _by_sound
    if order is NameOrder.POSTS:
        return _by_posts
    from dangjian_desktop.catalog.characters import stroke_codes

    codes, single_first = stroke_codes(), order is NameOrder.SHORT_FIRST

    def by_strokes(line: PersonLine) -> tuple[str, str, str]:
        name = line.person.name
        return stroke_key(name, codes, single_first=single_first), name, line.person.id

    return by_strokes


def _by_sound(line: PersonLine) -> tuple[str, str, str]:
    return line.person.pinyin, line.person.name, line.person.id


def _by_posts(line: PersonLine) -> tuple[int, str, str, str]:
    first = min((one.post.order for one in line.held), default=sys.maxsize)
    return first, *_by_sound(line)


def body_names(book: RosterBook) -> dict[str, str]:
    """Return the name of every body a post can belong to, by its key."""
    communities = {one.id: one.name for one in book.communities}
    named = {one.id: one.name for one in book.areas} | communities
    named |= {one.id: one.name for one in book.orgs}
    return named | {one.id: f"{communities.get(one.community_id, '')}工作组" for one in book.groups}


def _post_line(post: Post, bodies: dict[str, str]) -> PostLine:
    body = post.area_id or post.community_id or post.party_org_id or post.work_group_id or ""
    return PostLine(post=post, body=bodies.get(body, ""))


def _holders(
    book: RosterBook, names: dict[str, str], day: date
) -> dict[tuple[PostRole, str], tuple[str, ...]]:
    """Return the names of those who hold a role in a body now, in their order."""
    found: dict[tuple[PostRole, str], list[str]] = {}
    for post in book.posts:
        body = post.area_id or post.community_id or post.party_org_id or post.work_group_id
        if body and not post.has_ended(day):
            found.setdefault((post.role, body), []).append(names[post.person_id])
    return {key: tuple(people) for key, people in found.items()}


def _posts_of(book: RosterBook, day: date) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in book.posts:
        body = post.community_id or post.work_group_id
        if body and not post.has_ended(day):
            found.setdefault(body, []).append(post)
    return found


def _open(group: WorkGroup | None, posts: list[Post], names: dict[str, str]) -> tuple[str, ...]:
    told = [group.to_confirm] if group and group.to_confirm else []
    told.extend(
        f"{post.title}{names[post.person_id]}：{post.to_confirm}" for post in posts if post.to_confirm
    )
    return tuple(told)
