"""A picture of the roster in which some persons have changed: they alone are read anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.doubts import doubts_of
from dangjian_desktop.exchange.roster_plans import RosterBook
from dangjian_desktop.services.roster_views import PersonLine, community_lines, org_lines, person_lines

if TYPE_CHECKING:
    from dangjian_desktop.domain.people import Post
    from dangjian_desktop.services.rosters import RosterPicture
    from dangjian_desktop.storage.work import UnitOfWork, View


def renewed_picture(
    view: View | UnitOfWork,
    old: RosterPicture,
    keys: Collection[str],
    day: date,
    strokes: Mapping[str, str],
) -> RosterPicture:
    """Return a picture with the persons ``keys`` and their posts as the book has them now.

    Persons not in the picture yet come last; the lines of units follow where a name or a post has changed.
    """
    units = RosterBook(
        areas=view.areas.all(),
        communities=view.communities.all(),
        orgs=view.party_orgs.all(),
        groups=view.work_groups.all(),
    )
    found = view.persons.get_many(keys)
    posts = tuple(post for key in keys for post in view.posts.find(person_id=key))
    changed = person_lines(replace(units, persons=tuple(found.values()), posts=posts), day, strokes)
    new = {line.person.id: line for line in changed}
    before = [line for line in old.persons if line.person.id in keys]
    lines = [new.pop(line.person.id, None) if line.person.id in keys else line for line in old.persons]
    persons = (*(line for line in lines if line is not None), *new.values())
    told = replace(old, persons=persons, to_confirm=old.to_confirm + _open(changed) - _open(before))
    if same_units(before, changed):
        return told
    whole = replace(units, persons=tuple(line.person for line in persons), posts=_posts(persons))
    return replace(told, communities=community_lines(whole, day), orgs=org_lines(whole, day))


def same_units(before: Sequence[PersonLine], after: Sequence[PersonLine]) -> bool:
    """Tell whether persons have the names and posts they had, so that nothing else follows."""
    return {one.person.id: _standing(one) for one in before} == {
        one.person.id: _standing(one) for one in after
    }


def _standing(line: PersonLine) -> tuple[object, ...]:
    return line.person.name, line.held, line.past


def _posts(lines: Sequence[PersonLine]) -> tuple[Post, ...]:
    found = [one.post for line in lines for one in (*line.held, *line.past)]
    return tuple(sorted(found, key=lambda post: post.order))


def _open(lines: Sequence[PersonLine]) -> int:
    """Return how many places of persons are still to be checked."""
    posts = sum(bool(one.post.to_confirm) for line in lines for one in (*line.held, *line.past))
    return posts + sum(len(doubts_of(line.person)) for line in lines)
