"""What lists write of communities and Party organisations, by the ids of their columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dangjian_desktop.services.list_fields import ListFields
from dangjian_desktop.services.person_fields import month_words
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, KIND_WORDS, LEVEL_WORDS
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine

OUTSIDE = "片外"


def _figure(count: int | None) -> str:
    return "" if count is None else str(count)


def _by_count(read: Callable[[Any], int | None]) -> Callable[[Any], int]:
    return lambda line: read(line) or 0


COMMUNITIES: ListFields[CommunityLine] = ListFields(
    lambda line: line.community.id,
    {
        "name": ("村、社区", lambda line: line.community.name),
        "area": ("片", lambda line: line.area or OUTSIDE),
        "leads": ("片长", lambda line: "、".join(line.area_leads)),
        "leaders": ("驻社区领导干部", lambda line: "、".join(line.resident_leaders)),
        "partner": ("结对帮扶单位党组织", lambda line: line.partner_org),
        "heads": ("负责人", lambda line: "、".join(line.group_heads)),
        "liaisons": ("组织联络员", lambda line: "、".join(line.liaisons)),
        "open": ("待核对", lambda line: f"{len(line.to_confirm)} 处" if line.to_confirm else ""),
        "kind": ("类别", lambda line: KIND_WORDS[line.community.kind]),
        "households": ("户数", lambda line: _figure(line.community.households)),
        "population": ("人口", lambda line: _figure(line.community.population)),
        "voters": ("选民数", lambda line: _figure(line.community.voters)),
        "words": ("核对事项", lambda line: "；".join(line.to_confirm)),
    },
    ("name", "area", "leaders", "partner", "liaisons"),
    sorts={
        "name": lambda line: line.community.order,
        "open": lambda line: -len(line.to_confirm),
        "households": _by_count(lambda line: line.community.households),
        "population": _by_count(lambda line: line.community.population),
        "voters": _by_count(lambda line: line.community.voters),
    },
)
ORGS: ListFields[OrgLine] = ListFields(
    lambda line: line.org.id,
    {
        "name": ("党组织名称", lambda line: line.org.name),
        "category": ("类别", lambda line: CATEGORY_WORDS[line.org.category]),
        "level": ("级别", lambda line: LEVEL_WORDS[line.org.level]),
        "community": ("村、社区", lambda line: line.community),
        "secretary": ("书记", lambda line: line.secretary),
        "founded": ("成立时间", lambda line: month_words(line.org.founded)),
        "members": ("党员数", lambda line: _figure(line.org.members)),
        "parent": ("上级党组织", lambda line: line.parent),
    },
    ("name", "category", "level", "secretary", "parent"),
    sorts={
        "level": lambda line: list(LEVEL_WORDS).index(line.org.level),
        "founded": lambda line: line.org.founded or date.max,
        "members": _by_count(lambda line: line.org.members),
    },
)
