"""The roster: units, persons, posts, committees and voters, and what the office taught of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, String, case, exists, func, literal, or_, select

from dangjian_desktop.domain.habits import LearnedHeading, SavedView
from dangjian_desktop.domain.matching import ImportAnswer
from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    Community,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
)
from dangjian_desktop.domain.people import Distinction, Person, Post, PostRole, Sex, Voter, VoterLine
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import roster as rows


class Areas(Repository[Area]):
    """片."""

    entity, table, order = Area, rows.areas, ("order",)


class Communities(Repository[Community]):
    """村、社区."""

    entity, table, order = Community, rows.communities, ("order",)


class PartyOrgs(Repository[PartyOrg]):
    """党组织."""

    entity, table, order = PartyOrg, rows.party_orgs, ("order",)


class Persons(Repository[Person]):
    """Cadres and contacts."""

    entity, table, order = Person, rows.persons, ("name",)


class Posts(Repository[Post]):
    """职务."""

    entity, table, order = Post, rows.posts, ("order",)

    def last_place(self) -> int:
        """Return the last place of the standing order, 0 when there are no posts."""
        return int(self.session.read(select(func.max(rows.posts.c.order))).scalar_one() or 0)

    def of_persons(self, keys: Sequence[str]) -> tuple[Post, ...]:
        """Return the posts of some thousand persons at most."""
        return self.where(rows.posts.c.person_id.in_(keys))

    def of_roles(self, roles: Collection[PostRole]) -> tuple[Post, ...]:
        """Return the posts with one of ``roles``, and those of which something is to be checked."""
        wanted = rows.posts.c.role.in_([role.value for role in roles])
        return self.where(or_(wanted, rows.posts.c.to_confirm != ""))


class WorkGroups(Repository[WorkGroup]):
    """驻社区工作组."""

    entity, table = WorkGroup, rows.work_groups


class ResidentGroups(Repository[ResidentGroup]):
    """居民小组."""

    entity, table, order = ResidentGroup, rows.resident_groups, ("order",)


class Committees(Repository[Committee]):
    """班子, one record a 届."""

    entity, table, order = Committee, rows.committees, ("since",)


class Voters(Repository[Voter]):
    """选民, in the order of their lists."""

    entity, table, order = Voter, rows.voters, ("community_id", "number")

    def lines(
        self, sexes: Mapping[Sex, str], community_id: str | None = None, most: int | None = None
    ) -> list[VoterLine]:
        """Return the voters as lists show them, community by community in their order.

        Args:
            sexes: how the two sexes are written.
            community_id: the community wanted; None: all.
            most: the number of lines wanted; None: all.
        """
        made: dict[str, ColumnElement[Any]] = {
            **rows.voters.c,
            "community": rows.communities.c.name,
            "sex": case(dict(sexes), value=rows.voters.c.sex, else_="") if sexes else rows.voters.c.sex,
            "birth": _written_birth(),
            "id_number": _masked(rows.voters.c.id_number),
        }
        statement = (
            select(*(made[name] for name in VoterLine._fields))
            .join_from(rows.voters, rows.communities)
            .order_by(rows.communities.c.order, rows.communities.c.id, rows.voters.c.number, rows.voters.c.id)
        )
        if community_id is not None:
            statement = statement.where(rows.voters.c.community_id == community_id)
        return list(map(VoterLine._make, self.session.fetch_all(statement.limit(most))))

    def first_list(self) -> str | None:
        """Return the first community that has voters, None when there are none."""
        here = exists().where(rows.voters.c.community_id == rows.communities.c.id)
        order = (rows.communities.c.order, rows.communities.c.id)
        return self.session.read(
            select(rows.communities.c.id).where(here).order_by(*order).limit(1)
        ).scalar_one_or_none()

    def counts(self) -> dict[str, int]:
        """Return how many voters each community has, by its key."""
        column = rows.voters.c.community_id
        counted = self.session.read(select(column, func.count()).group_by(column))
        return {str(key): int(count) for key, count in counted}

    def last_number(self, community_id: str) -> int:
        """Return the greatest number in the list of a community, 0 when it is empty."""
        here = rows.voters.c.community_id == community_id
        found = self.session.read(select(func.max(rows.voters.c.number)).where(here)).scalar_one()
        return int(found or 0)

    def renumber(self, keys: Sequence[str]) -> int:
        """Give the voters ``keys`` the numbers 1, 2, 3… in that order; return how many changed."""
        held = self.get_many(keys)
        return sum(self.put(replace(held[key], number=number)) for number, key in enumerate(keys, 1))


def _written_birth() -> ColumnElement[str]:
    day = func.coalesce(rows.voters.c.birth, "")
    return case((rows.voters.c.birth_day_known == 1, day), else_=func.substr(day, 1, 7))


def _masked(number: ColumnElement[str]) -> ColumnElement[str]:
    """Write a number as :func:`masked_id_number` does."""
    hidden = func.substr(literal("*" * 40, String), 1, func.length(number) - 8)
    masked = func.substr(number, 1, 4).concat(hidden).concat(func.substr(number, -4))
    return case((func.length(number) < 9, number), else_=masked)


class Distinctions(Repository[Distinction]):
    """不是同一人."""

    entity, table = Distinction, rows.distinctions


class ImportAnswers(Repository[ImportAnswer]):
    """What was said of persons when files were imported."""

    entity, table, order = ImportAnswer, rows.import_answers, ("person_id", "field", "digest")


class LearnedHeadings(Repository[LearnedHeading]):
    """Headings put to fields by hand."""

    entity, table, order = LearnedHeading, rows.learned_headings, ("kind", "heading")


class SavedViews(Repository[SavedView]):
    """常用视图, list by list."""

    entity, table, order = SavedView, rows.saved_views, ("place", "order")
