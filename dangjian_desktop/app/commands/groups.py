"""roster groups, roster group, roster appoint."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.commands.sights import only
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.resident_groups import Appointment
from dangjian_desktop.services.roster_units import UnitEdit
from dangjian_desktop.services.unit_cells import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.domain.resident_groups import GroupLine, Holder
    from dangjian_desktop.kernel.findings import Finding
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.resident_groups import GroupsPicture

ROLES = {"小组长": PostRole.RESIDENT_GROUP_HEAD, "居民代表": PostRole.RESIDENT_REP}
STEPS = {"上": -1, "下": 1}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    listed = book_parser(group, "groups", "看居民小组、小组长、居民代表")
    listed.add_argument("--community", metavar="村社区", default="", help="只看一个村、社区")
    listed.set_defaults(handler=groups)
    one = book_parser(group, "group", "新增一个居民小组；已有的就更改")
    one.add_argument("place", metavar="村社区")
    one.add_argument("name", metavar="小组")
    one.add_argument("--rename", metavar="新名称", default="")
    one.add_argument("--households", metavar="户数", default="")
    one.add_argument("--population", metavar="人口", default="")
    one.add_argument("--move", metavar="方向", choices=list(STEPS), default="", help="上、下：移一位")
    one.add_argument("--remove", metavar="原因", default="", help="移入回收站，写明原因")
    one.set_defaults(handler=change)
    given = book_parser(group, "appoint", "登记小组长或居民代表")
    given.add_argument("place", metavar="村社区")
    given.add_argument("name", metavar="小组")
    given.add_argument("person", metavar="姓名", help="花名册里没有的，新增一个人")
    given.add_argument("role", metavar="职务", choices=list(ROLES), help="、".join(ROLES))
    given.add_argument("--since", metavar="时间", default="", help="任职时间，如 2026.04")
    given.set_defaults(handler=appoint)


def groups(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster groups BOOK``."""
    with opened(chosen, opener) as office:
        seen = office.groups.picture(chosen.community)
    lines = [_words(one) for one in seen.groups]
    found: list[Finding] = [one for place in seen.places for one in place.findings]
    found += [one for several in seen.findings.values() for one in several]
    return Reply(lines or ["还没有登记居民小组。"], {"communities": _facts(seen)}, tuple(found))


def _words(line: GroupLine) -> str:
    size = f"{line.group.households} 户" if line.group.households is not None else "户数未登记"
    heads, people = _names(line.heads) or "未登记", _names(line.representatives) or "未登记"
    return f"{line.community} {line.group.name}：{size}，小组长 {heads}，居民代表 {people}"


def _names(holders: Sequence[Holder]) -> str:
    return "、".join(one.name for one in holders)


def _facts(seen: GroupsPicture) -> list[dict[str, Any]]:
    return [
        {
            "community": place.community.name,
            "representatives": place.representatives,
            "groups": [
                {
                    "id": line.group.id,
                    "name": line.group.name,
                    "households": line.group.households,
                    "population": line.group.population,
                    "heads": [one.name for one in line.heads],
                    "representatives": [one.name for one in line.representatives],
                }
                for line in place.groups
            ],
        }
        for place in seen.places
        if place.groups
    ]


def _line(office: Office, place: str, name: str) -> GroupLine | None:
    return next((one for one in office.groups.picture(place).groups if one.group.name == name), None)


def _known(office: Office, place: str, name: str) -> GroupLine:
    """Return the group of that name.

    Raises:
        Rejected: when there is none.
    """
    line = _line(office, place, name)
    if line is None:
        raise Rejected(finding("roster.no_such_name", name=name))
    return line


def change(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster group BOOK PLACE NAME``."""
    with opened(chosen, opener) as office:
        line = _line(office, chosen.place, chosen.name)
        if chosen.remove or chosen.move or chosen.rename:
            line = _known(office, chosen.place, chosen.name)
        if line is None:
            place = only(office.rosters.named(chosen.place, Entity.COMMUNITY), chosen.place)
            office.groups.add(place, chosen.name, chosen.households, chosen.population)
            return Reply([f"已新增：{chosen.name}"], {"name": chosen.name})
        if chosen.remove:
            office.bin.remove(RemovedKind.RESIDENT_GROUP, [line.group.id], chosen.remove)
            return Reply([f"已移入回收站：{chosen.name}"], {"name": chosen.name})
        told = {"name": chosen.rename, "households": chosen.households, "population": chosen.population}
        kind, key = UnitKind.RESIDENT_GROUP, line.group.id
        office.units.edit_units([UnitEdit(kind, key, field, text) for field, text in told.items() if text])
        if chosen.move:
            office.groups.shift(key, STEPS[chosen.move])
    return Reply([f"已更改：{chosen.rename or chosen.name}"], {"name": chosen.rename or chosen.name})


def appoint(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster appoint BOOK PLACE NAME PERSON ROLE``."""
    with opened(chosen, opener) as office:
        line = _known(office, chosen.place, chosen.name)
        same = [one.person.id for one in office.rosters.people() if one.person.name == chosen.person]
        asked = Appointment(
            group_id=line.group.id,
            role=ROLES[chosen.role],
            person_id=only(same, chosen.person) if same else "",
            name=chosen.person,
            since=chosen.since,
        )
        done = office.groups.appoint(asked)
    return Reply(
        [f"已登记：{chosen.name} {done.value.title} {chosen.person}"],
        {"post": done.value.id, "person": done.value.person_id},
    )
