"""roster import, list, add, term, post, leave, remove, bin, putback."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands import (
    facts,
    groups,
    importing,
    ledger,
    merging,
    outgoing,
    portraits,
    sights,
    staffing,
    structure,
    views,
    voters,
)
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, day_named, opened
from dangjian_desktop.app.commands.sights import only
from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.organisations import CommitteeKind, Community, PartyOrg
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.kernel.changes import Outcome
    from dangjian_desktop.services.office import Opener

ORDERS = {"拼音": NameOrder.PINYIN, "姓氏笔画": NameOrder.STROKES, "任职顺序": NameOrder.POSTS}
COMMITTEES = {
    "党组织": CommitteeKind.PARTY,
    "村居委会": CommitteeKind.RESIDENTS,
    "监委会": CommitteeKind.SUPERVISION,
}
BODIES = (Entity.COMMUNITY, Entity.PARTY_ORG, Entity.AREA)
REMOVABLE = {
    "人员": RemovedKind.PERSON,
    "村社区": RemovedKind.COMMUNITY,
    "党组织": RemovedKind.PARTY_ORG,
    "片": RemovedKind.AREA,
}


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("roster", help="花名册").add_subparsers(metavar="动作", required=True)
    facts.add(group)
    portraits.add(group)
    structure.add(group)
    sights.add(group)
    groups.add(group)
    staffing.add(group)
    ledger.add(group)
    voters.add(group)
    importing.add(group)
    merging.add(group)
    listed = book_parser(group, "list", "列出人员和职务（证号、电话不列），或村社区、党组织")
    known = "、".join(ORDERS)
    listed.add_argument("--order", metavar="次序", choices=sorted(ORDERS), default="拼音", help=known)
    listed.add_argument("--view", metavar="视图", default="", help="按一个常用视图列出")
    views.ask_list(listed)
    listed.set_defaults(handler=list_people)
    views.add(group)
    outgoing.add(group)
    _register_hand(group)
    _register_bin(group)


def _register_hand(group: Parsers) -> None:
    """Add what is recorded by hand: units, terms, posts."""
    more = book_parser(group, "add", "新增村社区或党组织")
    more.add_argument("kind", metavar="种类", choices=["村社区", "党组织"], help="村社区、党组织")
    more.add_argument("name", metavar="名称")
    more.add_argument("--area", metavar="片", default="", help="村社区所在的片，没有就新建")
    more.add_argument("--category", metavar="类别", default="", help="村或社区；党组织的类别，如 农村")
    more.add_argument("--community", metavar="村社区", default="", help="党组织所在的村、社区")
    more.add_argument("--parent", metavar="上级", default="", help="上级党组织")
    more.set_defaults(handler=add_unit)
    termed = book_parser(group, "term", "登记一个村社区的班子届期")
    termed.add_argument("place", metavar="村社区")
    termed.add_argument("kind", metavar="班子", choices=list(COMMITTEES), help="、".join(COMMITTEES))
    termed.add_argument("--term", metavar="届次", default="")
    termed.add_argument("--seats", metavar="职数", default="")
    termed.add_argument("--since", metavar="任期起", default="")
    termed.add_argument("--until", metavar="任期止", default="")
    termed.set_defaults(handler=record_term)
    given = book_parser(group, "post", "给一个人登记职务")
    given.add_argument("name", metavar="姓名")
    given.add_argument("place", metavar="单位", help="村、社区、党组织或片的名称")
    given.add_argument("title", metavar="职务")
    given.add_argument("--since", metavar="时间", default="", help="任职时间，如 2026.04")
    given.set_defaults(handler=give_post)
    ended = book_parser(group, "leave", "登记一个人不再担任的职务，经历保留")
    ended.add_argument("name", metavar="姓名")
    ended.add_argument("title", metavar="职务")
    ended.add_argument("--day", metavar="日期", required=True, help="最后一天，如 2026-04-30")
    ended.set_defaults(handler=leave_post)


def _register_bin(group: Parsers) -> None:
    away = book_parser(group, "remove", "把一个人、村社区、党组织或片移入回收站")
    away.add_argument("kind", metavar="种类", choices=sorted(REMOVABLE), help="、".join(REMOVABLE))
    away.add_argument("name", metavar="名称")
    away.add_argument("--reason", metavar="原因", required=True, help="为什么移走（记入操作日志）")
    away.set_defaults(handler=remove)
    lying = book_parser(group, "bin", "看回收站")
    lying.set_defaults(handler=list_bin)
    back = book_parser(group, "putback", "从回收站放回")
    back.add_argument("key", metavar="编号", nargs="+", help="bin 列出的编号")
    back.set_defaults(handler=put_back)


def list_people(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster list BOOK --order O --view V --list L``."""
    from dangjian_desktop.services.roster_views import in_order

    with opened(chosen, opener) as office:
        if chosen.view or chosen.list != "人员":
            return views.list_by(office, chosen.list, chosen.view, ORDERS[chosen.order])
        people = in_order(office.rosters.people(), ORDERS[chosen.order])
    data = [{"id": one.person.id, "name": one.person.name, "posts": one.posts} for one in people]
    lines = [f"{one.person.name}　{'；'.join(one.posts)}" for one in people]
    return Reply(lines or ["花名册还没有人员。"], {"persons": data})


def add_unit(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster add BOOK KIND NAME``."""
    with opened(chosen, opener) as office:
        done: Outcome[Community] | Outcome[PartyOrg]
        if chosen.kind == "村社区":
            done = office.units.add_community(chosen.name, chosen.category, chosen.area)
        else:
            told = (chosen.name, chosen.category, chosen.community, chosen.parent)
            done = office.units.add_org(*told)
    made = done.value
    return Reply([f"已新增：{made.name}"], {"id": made.id, "name": made.name}, done.findings)


def record_term(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster term BOOK PLACE KIND``."""
    with opened(chosen, opener) as office:
        place = only(office.rosters.named(chosen.place, Entity.COMMUNITY), chosen.place)
        done = office.units.record_term(
            place, COMMITTEES[chosen.kind], term=chosen.term, seats=chosen.seats, since=chosen.since,
            until=chosen.until,
        )  # fmt: skip
    made = done.value
    data = {"term": made.term, "seats": made.seats, "since": made.since, "until": made.until}
    return Reply([f"已登记：{chosen.place} {chosen.kind} {made.term}".rstrip()], data)


def give_post(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster post BOOK NAME PLACE TITLE``."""
    with opened(chosen, opener) as office:
        person = only(office.rosters.named(chosen.name, Entity.PERSON), chosen.name)
        body = only(office.rosters.named(chosen.place, *BODIES), chosen.place)
        done = office.units.add_post(person, body, chosen.title, chosen.since)
    return Reply([f"已登记：{chosen.name} {done.value.title}"], {"post": done.value.id}, done.findings)


def leave_post(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster leave BOOK NAME TITLE --day D``."""
    last = day_named(chosen.day, "--day")
    with opened(chosen, opener) as office:
        person = only(office.rosters.named(chosen.name, Entity.PERSON), chosen.name)
        line = next(one for one in office.rosters.people() if one.person.id == person)
        held = tuple(one.post.id for one in line.held if one.post.title == chosen.title)
        if not held:
            raise Rejected(finding("roster.holds_not", name=chosen.name, title=chosen.title))
        done = office.units.end_post(only(held, chosen.title), last)
    return Reply([f"已离任：{chosen.name} {done.value.title}"], {"post": done.value.id}, done.findings)


def remove(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster remove BOOK KIND NAME --reason R``."""
    kind = REMOVABLE[chosen.kind]
    with opened(chosen, opener) as office:
        keys = office.rosters.named(chosen.name, Entity(kind.value))
        done = office.bin.remove(kind, [only(keys, chosen.name)], chosen.reason)
    return Reply([f"已移入回收站：{chosen.name}"], {"removed": done.value}, done.findings)


def list_bin(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster bin BOOK``."""
    from dangjian_desktop.services.roster_bin import KIND_WORDS as KINDS
    from dangjian_desktop.services.roster_bin import lying_words

    with opened(chosen, opener) as office:
        things = office.bin.contents()
    lines = [
        f"{one.id} {KINDS[one.kind]} {one.name}（{one.removed_on}，{one.reason}）{lying_words(one)}"
        for one in things
    ]
    told = ("id", "kind", "name", "removed_on", "reason", "merged_into")
    data = [{**{name: getattr(one, name) for name in told}, "holds": lying_words(one)} for one in things]
    return Reply(lines or ["回收站是空的。"], {"bin": data})


def put_back(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster putback BOOK KEY…``."""
    with opened(chosen, opener) as office:
        done = office.bin.put_back(chosen.key)
    return Reply([f"已放回 {done.value} 项。"], {"put_back": done.value}, done.findings)
