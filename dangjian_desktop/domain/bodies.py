"""班子 on a given day: who sits in it, which seats are empty, whose term ends; all derived from posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.organisations import Committee, CommitteeKind, PartyOrg
from dangjian_desktop.domain.people import Person, Post, PostRole

HEADS = (PostRole.SECRETARY, PostRole.DIRECTOR)
PARTY_ROLES = frozenset((PostRole.SECRETARY, PostRole.DEPUTY_SECRETARY, PostRole.PARTY_MEMBER))
RESIDENTS_ROLES = frozenset((PostRole.DIRECTOR, PostRole.DEPUTY_DIRECTOR, PostRole.COMMITTEE_MEMBER))
TWO_COMMITTEES = frozenset((CommitteeKind.PARTY, CommitteeKind.RESIDENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWords:
    """Words by which one written title is known to stand for a second office as well.

    Offices write 一肩挑 as one title ("党支部书记、村委会主任"): a title holding one of ``director``
    sits in the residents' committee too; one holding a word of ``supervision`` is of that committee only.
    The words of ``village`` are those of villages alone; ``community`` are, in the same order, those written
    in their place in a 社区.
    """

    director: tuple[str, ...] = ()
    supervision: tuple[str, ...] = ()
    village: tuple[str, ...] = ()
    community: tuple[str, ...] = ()

    def in_community(self, title: str) -> str:
        """Return how a title that only a village has is written in a 社区; empty where it is none such."""
        pairs = zip(self.village, self.community, strict=False)
        return next((title.replace(old, new) for old, new in pairs if old in title), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a 班子 with the posts held in it on the day, in their standing order."""

    person: Person
    posts: tuple[Post, ...]
    kinds: frozenset[CommitteeKind]
    heads_both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """One committee of a body: its seats and who holds them; ``vacant`` is None where no number is known.

    ``over`` tells that the term has run out and no later one is recorded.
    """

    committee: Committee
    held: int
    ends_this_year: bool
    over: bool

    @property
    def vacant(self) -> int | None:
        """Return seats − holders, never below 0."""
        seats = self.committee.seats
        return None if seats is None else max(0, seats - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The 班子 of one community on ``day``: the two committees together, each person once.

    Those who sit only in the supervision committee are no ``members``; its ``seats`` are counted too.
    """

    community_id: str
    day: date
    members: tuple[Member, ...] = ()
    seats: tuple[Seats, ...] = ()

    @property
    def vacant(self) -> int | None:
        """Return the empty seats of all committees, None where no number of seats is known."""
        known = [one.vacant for one in self.seats if one.vacant is not None]
        return sum(known) if known else None


def body_on(
    community_id: str,
    day: date,
    persons: Mapping[str, Person],
    posts: Iterable[Post],
    committees: Iterable[Committee] = (),
    words: TitleWords = TitleWords(),
    orgs: Sequence[PartyOrg] = (),
) -> Body:
    """Return the 班子 of a community as it stood on ``day``.

    Posts of the community's own Party organisation (not of branches under it) count like posts
    named after the community itself.

    Args:
        community_id: whose body.
        day: the day to look at; the last day of a post still counts.
        persons: all persons by key.
        posts: posts of any body and any time.
        committees: committees of any body, one a term.
        words: which titles stand for two offices.
        orgs: the Party organisations.
    """
    own = leading_orgs(community_id, orgs)

    def is_here(one: Post | Committee) -> bool:
        return one.community_id == community_id or one.party_org_id in own

    found: dict[str, list[Post]] = {}
    for post in filter(is_here, posts):
        if post.held_on(day) and kinds_of(post, words) and post.person_id in persons:
            found.setdefault(post.person_id, []).append(post)
    members = [_member(persons[key], held, words) for key, held in found.items()]
    members.sort(key=lambda one: (one.posts[0].order, one.person.name))
    mine = filter(is_here, committees)
    return Body(
        community_id=community_id,
        day=day,
        members=tuple(one for one in members if one.kinds & TWO_COMMITTEES),
        seats=tuple(_seats(one, members, day) for one in serving_committees(mine, day)),
    )


def leading_orgs(community_id: str, orgs: Sequence[PartyOrg]) -> frozenset[str]:
    """Return the keys of a community's own organisations: those whose superior stands outside it."""
    inside = {one.id for one in orgs if one.community_id == community_id}
    return frozenset(one.id for one in orgs if one.id in inside and one.parent_id not in inside)


def kinds_of(post: Post, words: TitleWords) -> frozenset[CommitteeKind]:
    """Return the committees a post gives a seat in; empty for posts outside the 班子."""
    if post.role is PostRole.SUPERVISOR:
        return frozenset((CommitteeKind.SUPERVISION,))
    watching = any(word in post.title for word in words.supervision)
    if post.role in RESIDENTS_ROLES:
        return frozenset((CommitteeKind.SUPERVISION if watching else CommitteeKind.RESIDENTS,))
    if post.role not in PARTY_ROLES:
        return frozenset()
    return frozenset((CommitteeKind.PARTY, *((CommitteeKind.RESIDENTS,) if is_joint(post, words) else ())))


def is_joint(post: Post, words: TitleWords) -> bool:
    """Tell whether one written title is that of 书记 and 主任 together."""
    return (
        post.role is PostRole.SECRETARY
        and any(word in post.title for word in words.director)
        and not any(word in post.title for word in words.supervision)
    )


def serving_committees(committees: Iterable[Committee], day: date) -> tuple[Committee, ...]:
    """Return of every kind the term begun last by ``day``, also when it has run out since."""
    latest: dict[CommitteeKind, Committee] = {}
    for one in sorted(committees, key=lambda one: one.since or date.min):
        if one.since is None or one.since <= day:
            latest[one.kind] = one
    return tuple(latest[kind] for kind in CommitteeKind if kind in latest)


def _member(person: Person, held: Sequence[Post], words: TitleWords) -> Member:
    posts = tuple(sorted(held, key=lambda post: post.order))
    roles = {post.role for post in posts if CommitteeKind.SUPERVISION not in kinds_of(post, words)}
    kinds = frozenset(kind for post in posts for kind in kinds_of(post, words))
    joint = any(is_joint(post, words) for post in posts)
    return Member(person=person, posts=posts, kinds=kinds, heads_both=joint or roles.issuperset(HEADS))


def _seats(committee: Committee, members: Sequence[Member], day: date) -> Seats:
    until = committee.until
    return Seats(
        committee=committee,
        held=sum(committee.kind in one.kinds for one in members),
        ends_this_year=until is not None and until.year == day.year,
        over=until is not None and until < day,
    )
