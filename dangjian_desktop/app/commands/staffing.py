"""roster staff, roster area."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.commands.sights import NO_PARENT, only
from dangjian_desktop.domain.names import several_names
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.plans import Entity

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office, Opener

ROLES = {
    "leader": (PostRole.RESIDENT_LEADER, "驻社区领导干部"),
    "head": (PostRole.GROUP_HEAD, "工作组负责人"),
    "liaison": (PostRole.LIAISON, "组织联络员"),
    "area_lead": (PostRole.AREA_LEAD, "片长"),
}
STEPS = {"上": -1, "下": 1}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    sent = book_parser(group, "staff", "登记驻社区工作组、帮扶单位、片长；原来的人记为离任")
    sent.add_argument("place", metavar="村社区")
    for name, (_role, words) in ROLES.items():
        option = f"--{name.replace('_', '-')}"
        sent.add_argument(
            option,
            dest=name,
            metavar="姓名",
            default="",
            help=f"{words}，几个人用顿号隔开；{NO_PARENT} 表示没有人",
        )
    sent.add_argument("--partner", metavar="党组织", default="", help=f"结对帮扶单位；{NO_PARENT} 表示没有")
    sent.set_defaults(handler=staff)
    area = book_parser(group, "area", "改片的名称、次序")
    area.add_argument("name", metavar="片")
    area.add_argument("--rename", metavar="新名称", default="")
    area.add_argument("--move", metavar="方向", choices=list(STEPS), default="", help="上、下：移一位")
    area.set_defaults(handler=change_area)


def _key(office: Office, name: str, entity: Entity) -> str:
    return "" if name == NO_PARENT else only(office.rosters.named(name, entity), name)


def _persons(office: Office, names: str) -> tuple[str, ...]:
    told = () if names == NO_PARENT else several_names(names)
    return tuple(only(office.rosters.named(one, Entity.PERSON), one) for one in told)


def staff(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster staff BOOK PLACE``."""
    from dangjian_desktop.services.work_groups import Staffing

    with opened(chosen, opener) as office:
        place = only(office.rosters.named(chosen.place, Entity.COMMUNITY), chosen.place)
        roles = {
            role: _persons(office, getattr(chosen, name))
            for name, (role, _words) in ROLES.items()
            if getattr(chosen, name)
        }
        partner = _key(office, chosen.partner, Entity.PARTY_ORG) if chosen.partner else None
        done = office.work_groups.staff(Staffing(community_id=place, roles=roles, partner_id=partner))
    return Reply([f"{chosen.place}：更改 {done.value} 处"], {"changed": done.value}, done.findings)


def change_area(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster area BOOK AREA``."""
    with opened(chosen, opener) as office:
        key = only(office.rosters.named(chosen.name, Entity.AREA), chosen.name)
        done = office.work_groups.change_area(key, name=chosen.rename, step=STEPS.get(chosen.move, 0))
    return Reply([f"已更改：{done.value.name}"], {"id": key, "name": done.value.name}, done.findings)
