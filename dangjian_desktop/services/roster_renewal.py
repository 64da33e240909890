"""What has become of some persons of the roster: they alone are read anew, and the units they concern."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.doubts import doubts_of
from dangjian_desktop.exchange.roster_plans import RosterBook
from dangjian_desktop.services.roster_views import (
    UNIT_ROLES,
    CommunityLine,
    OrgLine,
    PersonLine,
    community_lines,
    org_lines,
    person_lines,
)

if TYPE_CHECKING:
    from dangjian_desktop.storage.work import UnitOfWork, View


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLines:
    """The lines of all communities and Party organisations, in their order."""

    communities: tuple[CommunityLine, ...]
    orgs: tuple[OrgLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterNews:
    """What has become of the persons ``keys``: a line of each who is there, and the lines of units where a
    name or a post has changed (None where they stay as they are)."""

    keys: frozenset[str]
    persons: tuple[PersonLine, ...]
    units: UnitLines | None = None


def news_of(
    view: View | UnitOfWork, keys: Collection[str], before: Sequence[PersonLine], day: date
) -> RosterNews:
    """Read the persons ``keys`` with their posts; ``before`` are their lines as known so far."""
    known = _units(view)
    persons = tuple(view.persons.get_many(keys).values())
    posts = view.posts.of_persons(sorted(keys))
    lines = person_lines(replace(known, persons=persons, posts=posts), day)
    units = None if same_units(before, lines) else unit_lines(view, known, day)
    return RosterNews(keys=frozenset(keys), persons=lines, units=units)


def unit_lines(view: View | UnitOfWork, known: RosterBook, day: date) -> UnitLines:
    """Return what lists show of the units ``known``; of posts and persons only those they name are read."""
    posts = view.posts.of_roles(UNIT_ROLES)
    persons = tuple(view.persons.get_many(post.person_id for post in posts).values())
    told = replace(known, persons=persons, posts=posts)
    return UnitLines(communities=community_lines(told, day), orgs=org_lines(told, day))


def open_places(lines: Sequence[PersonLine]) -> int:
    """Return how many places of persons are still to be checked."""
    posts = sum(bool(one.post.to_confirm) for line in lines for one in (*line.held, *line.past))
    return posts + sum(len(doubts_of(line.person)) for line in lines)


def same_units(before: Sequence[PersonLine], after: Sequence[PersonLine]) -> bool:
    """Tell whether persons have the names and posts they had, so that nothing else follows."""
    return {one.person.id: _standing(one) for one in before} == {
        one.person.id: _standing(one) for one in after
    }


def _standing(line: PersonLine) -> tuple[object, ...]:
    return line.person.name, line.held, line.past


def _units(view: View | UnitOfWork) -> RosterBook:
    return RosterBook(
        areas=view.areas.all(),
        communities=view.communities.all(),
        orgs=view.party_orgs.all(),
        groups=view.work_groups.all(),
    )
