"""Areas, communities, Party organisations and the work groups sent to communities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import uuid4


def new_id() -> str:
    """Return a fresh identifier: 32 hexadecimal digits, stable across export and import."""
    return uuid4().hex


class CommunityKind(StrEnum):
    """村 or 社区."""

    VILLAGE = "village"
    COMMUNITY = "community"


class OrgCategory(StrEnum):
    """The categories in which Party organisations are rated against each other."""

    RURAL = "rural"
    COMMUNITY = "community"
    OFFICE = "office"
    NON_PUBLIC = "non_public"
    EDUCATION_HEALTH = "education_health"
    STATE_OWNED = "state_owned"
    SOCIAL = "social"
    UNSET = "unset"


class OrgLevel(StrEnum):
    """党委, 党总支, 党支部."""

    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """片: a group of communities under one township leader."""

    id: str
    name: str
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A village or community; ``area_id`` is None where it stands outside the areas."""

    id: str
    name: str
    kind: CommunityKind = CommunityKind.COMMUNITY
    area_id: str | None = None
    order: int = 0
    households: int | None = None
    population: int | None = None
    voters: int | None = None
    name_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOrg:
    """党组织: the rated unit; partner organisations (结对帮扶单位) are such organisations too.

    ``founded`` decides the rule "newly founded may not be 好"; ``to_confirm`` holds the words a
    clerk has still to confirm, empty when nothing is open.
    """

    id: str
    name: str
    category: OrgCategory = OrgCategory.UNSET
    level: OrgLevel = OrgLevel.BRANCH
    community_id: str | None = None
    parent_id: str | None = None
    founded: date | None = None
    members: int | None = None
    order: int = 0
    to_confirm: str = ""
    name_written: str = ""


class CommitteeKind(StrEnum):
    """Which 班子: 党组织委员会, 村（居）民委员会, 村（居）务监督委员会."""

    PARTY = "party"
    RESIDENTS = "residents"
    SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """班子 of a community or a Party organisation in one 届: how many seats, from when to when.

    Who sits in it are posts; each 届 is a record of its own, so that earlier ones stay to be seen.
    """

    id: str
    kind: CommitteeKind
    community_id: str | None = None
    party_org_id: str | None = None
    term: str = ""
    seats: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentGroup:
    """居民小组 (村民小组) of a community; its head and representatives are posts."""

    id: str
    community_id: str
    name: str
    order: int = 0
    households: int | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroup:
    """驻社区工作组: who is sent to one community, with its partner organisation.

    Its members (负责人, 组织联络员) are posts whose ``work_group_id`` names it.
    """

    id: str
    community_id: str
    partner_org_id: str | None = None
    to_confirm: str = ""


def led_communities(orgs: Iterable[PartyOrg]) -> dict[str, str]:
    """Return the organisations that lead a community, with its key: theirs, below no other one of theirs.

    A post in such an organisation and the same post in the community's name are one.
    """
    held = tuple(orgs)
    inside = {one.id: one.community_id for one in held}
    return {
        one.id: one.community_id
        for one in held
        if one.community_id is not None and inside.get(one.parent_id or "") != one.community_id
    }


def org_level(name: str) -> OrgLevel:
    """Return the level a name tells: 党委, 党总支 or 支部."""
    if "总支" in name:
        return OrgLevel.GENERAL_BRANCH
    committee = "党委" in name or (name.endswith("委员会") and "支部" not in name)
    return OrgLevel.COMMITTEE if committee else OrgLevel.BRANCH
