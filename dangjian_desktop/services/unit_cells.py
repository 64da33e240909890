"""Typed facts about communities, organisations, terms of 班子 and posts, read and judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dangjian_desktop.domain.names import squeezed, tidy
from dangjian_desktop.domain.organisations import CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.written_dates import Doubt
from dangjian_desktop.exchange.values import ValueReader, count_of
from dangjian_desktop.kernel.findings import Severity, Where, finding
from dangjian_desktop.services.roster_edits import LONGEST, NO_DAY, Read


class UnitKind(StrEnum):
    """What kind of unit a typed fact belongs to."""

    COMMUNITY = "community"
    PARTY_ORG = "party_org"
    COMMITTEE = "committee"
    RESIDENT_GROUP = "resident_group"
    POST = "post"


UNIT_WORDS: Mapping[UnitKind, Mapping[str, str]] = {
    UnitKind.COMMUNITY: {
        "name": "名称",
        "kind": "类型",
        "area": "片",
        "households": "户数",
        "population": "人口",
        "voters": "选民数",
    },
    UnitKind.PARTY_ORG: {
        "name": "名称",
        "category": "类别",
        "level": "层级",
        "parent": "上级党组织",
        "community": "所在村、社区",
        "founded": "成立日期",
        "members": "党员数",
    },
    UnitKind.COMMITTEE: {"term": "届次", "seats": "职数", "since": "任期起", "until": "任期止"},
    UnitKind.RESIDENT_GROUP: {"name": "名称", "households": "户数", "population": "人口"},
    UnitKind.POST: {"since": "任职时间"},
}
_KINDS = {"村": CommunityKind.VILLAGE, "行政村": CommunityKind.VILLAGE, "社区": CommunityKind.COMMUNITY}
_LEVELS = {
    "党委": OrgLevel.COMMITTEE,
    "党工委": OrgLevel.COMMITTEE,
    "党总支": OrgLevel.GENERAL_BRANCH,
    "总支": OrgLevel.GENERAL_BRANCH,
    "党支部": OrgLevel.BRANCH,
    "支部": OrgLevel.BRANCH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What names of units mean: keys by name, and the superior of every organisation."""

    areas: Mapping[str, str] = field(default_factory=dict)
    communities: Mapping[str, str] = field(default_factory=dict)
    orgs: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)

    def is_under(self, org_id: str, above: str) -> bool:
        """Tell whether ``org_id`` is ``above`` itself or stands anywhere under it."""
        seen: set[str] = set()
        at: str | None = org_id
        while at is not None and at not in seen:
            if at == above:
                return True
            seen.add(at)
            at = self.parents.get(at)
        return False


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: UnitKind
    field: str
    text: str
    lookup: Lookup | None
    values: ValueReader

    def wrong(self, code: str, **facts: str | int) -> Read:
        where = Where(field=UNIT_WORDS[self.kind][self.field])
        return Read({}, finding(code, Severity.ERROR, where, **facts))


def read_unit_cell(kind: UnitKind, name: str, text: str, lookup: Lookup | None, values: ValueReader) -> Read:
    """Read one typed fact about a unit.

    Args:
        kind: what the unit is.
        name: a key of ``UNIT_WORDS[kind]``.
        text: as typed; empty empties the fact where that is allowed.
        lookup: what names mean; None leaves names of other units unread (they then set nothing).
        values: reads words and days; no date may lie after its day, save those of a term or a post.
    """
    asked = _Asked(kind, name, tidy(text), lookup, values)
    if len(asked.text) > LONGEST:
        return asked.wrong("roster.cell_long", most=LONGEST)
    if name == "kind":
        return _kind(asked)
    return _READERS[name](asked)


def _name(asked: _Asked) -> Read:
    return Read({asked.field: asked.text}) if asked.text else asked.wrong("roster.name_empty")


def _words(asked: _Asked) -> Read:
    return Read({asked.field: asked.text})


def _kind(asked: _Asked) -> Read:
    kind = _KINDS.get(squeezed(asked.text))
    return Read({"kind": kind}) if kind else asked.wrong("roster.cell_choice", known="村、社区")


def _level(asked: _Asked) -> Read:
    level = _LEVELS.get(squeezed(asked.text))
    return (
        Read({"level": level}) if level else asked.wrong("roster.cell_choice", known="党委、党总支、党支部")
    )


def _category(asked: _Asked) -> Read:
    category = asked.values.category(asked.text)
    if asked.text and category is OrgCategory.UNSET:
        known = "、".join(asked.values.codes.org_category.offered())
        return asked.wrong("roster.cell_choice", known=known)
    return Read({"category": category})


def _count(asked: _Asked) -> Read:
    if not asked.text:
        return Read({asked.field: None})
    count = count_of(asked.text)
    if count is None or (asked.field == "seats" and count == 0):
        return asked.wrong("roster.cell_count", text=asked.text)
    return Read({asked.field: count})


def _past_day(asked: _Asked) -> Read:
    return _day(asked, asked.values.today)


def _any_day(asked: _Asked) -> Read:
    return _day(asked, None)


def _day(asked: _Asked, latest: date | None) -> Read:
    if not asked.text:
        return Read({asked.field: None})
    written = asked.values.day(asked.text, ahead=latest is None)
    day = written.day
    if day is None:
        return asked.wrong(NO_DAY[written.doubt or Doubt.UNREADABLE], text=asked.text)
    if day.year < 1900 or (latest is not None and day > latest):
        return asked.wrong("roster.cell_far_date", day=day.isoformat())
    return Read({asked.field: day})


def _refers(column: str, units: str, code: str) -> Callable[[_Asked], Read]:
    """Return what reads the name of another unit into the key ``column``."""

    def read(asked: _Asked) -> Read:
        if not asked.text:
            return Read({column: None})
        if asked.lookup is None:
            return Read({})
        known: Mapping[str, Any] = getattr(asked.lookup, units)
        key = known.get(asked.text) or known.get(squeezed(asked.text))
        return Read({column: key}) if key else asked.wrong(code, name=asked.text)

    return read


_READERS: Mapping[str, Callable[[_Asked], Read]] = {
    "name": _name,
    "term": _words,
    "level": _level,
    "category": _category,
    "households": _count,
    "population": _count,
    "voters": _count,
    "members": _count,
    "seats": _count,
    "founded": _past_day,
    "since": _any_day,
    "until": _any_day,
    "area": _refers("area_id", "areas", "roster.unknown_area"),
    "community": _refers("community_id", "communities", "roster.unknown_place"),
    "parent": _refers("parent_id", "orgs", "roster.unknown_org"),
}
