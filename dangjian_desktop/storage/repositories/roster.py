"""The roster: units, persons, posts, committees and voters, and what the office taught of them."""

from __future__ import annotations

from dangjian_desktop.domain.habits import LearnedHeading, SavedView
from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    Community,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
)
from dangjian_desktop.domain.people import Distinction, Person, Post, Voter
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


class Distinctions(Repository[Distinction]):
    """不是同一人."""

    entity, table = Distinction, rows.distinctions


class LearnedHeadings(Repository[LearnedHeading]):
    """Headings put to fields by hand."""

    entity, table, order = LearnedHeading, rows.learned_headings, ("kind", "heading")


class SavedViews(Repository[SavedView]):
    """常用视图, list by list."""

    entity, table, order = SavedView, rows.saved_views, ("place", "order")
