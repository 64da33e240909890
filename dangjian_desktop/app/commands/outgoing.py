"""roster export, labels, exports: lists that leave the program, and the register of those that did."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.services.exports import PastExport
    from dangjian_desktop.services.labels import Addressee
    from dangjian_desktop.services.office import Office, Opener

ADDRESSEES = ("人员", "村社区", "党组织")
HONOURS = ("同志收", "职务", "收")
LISTS = {
    "工作组": "work_groups",
    "干部": "cadres",
    "党组织": "orgs",
    "村社区": "communities",
    "居民小组": "groups",
    "班子": "committees",
    "选民": "voters",
}


def add(group: Parsers) -> None:
    """Add the commands of this module."""
    out = book_parser(group, "export", "导出花名册为 Excel")
    out.add_argument("out", metavar="文件", type=Path, help="要写的 .xlsx 文件")
    out.add_argument("--purpose", metavar="用途", default="", help="导出个人信息的用途（必填，记入操作日志）")
    out.add_argument("--full", action="store_true", help="身份证号和电话写完整（默认只写首尾）")
    out.add_argument(
        "--only", metavar="名册", action="append", choices=list(LISTS), default=[],
        help=f"只导出这一种，可写多次：{'、'.join(LISTS)}",
    )  # fmt: skip
    out.add_argument(
        "--ended", action="store_true", help="干部名册含已卸任职务：每个职务一行，写任职、离任时间"
    )
    out.set_defaults(handler=take_out)
    _add_labels(group)
    past = book_parser(group, "exports", "看导出登记：什么时候、为什么、导出了什么")
    past.set_defaults(handler=list_past)


def _add_labels(group: Parsers) -> None:
    sheets = book_parser(group, "labels", "打印地址标签（PDF）")
    sheets.add_argument("out", metavar="文件", type=Path, help="要写的 .pdf 文件")
    told = "、".join(ADDRESSEES)
    sheets.add_argument("--to", metavar="对象", choices=list(ADDRESSEES), default="人员", help=told)
    sheets.add_argument("--name", metavar="名称", action="append", default=[], help="只给这一个，可写多次")
    sheets.add_argument("--sheet", metavar="标签纸", default="", help="标签纸的代号，如 a24（默认第一种）")
    sheets.add_argument("--start", metavar="第几枚", type=int, default=1, help="用过的纸从第几枚起")
    sheets.add_argument("--copies", metavar="枚数", type=int, default=1, help="每个对象几枚")
    told = "、".join(HONOURS)
    sheets.add_argument("--honour", metavar="称谓", default=HONOURS[0], choices=HONOURS, help=told)
    sheets.add_argument("--purpose", metavar="用途", default="", help="做什么用（必填，记入操作日志）")
    sheets.set_defaults(handler=print_labels)


def take_out(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster export BOOK OUT.xlsx --purpose P``."""
    from dangjian_desktop.services.exports import ALL_PARTS
    from dangjian_desktop.services.roster_export import RosterPart

    parts = tuple(RosterPart(LISTS[name]) for name in chosen.only) or ALL_PARTS
    with opened(chosen, opener) as office:
        done = office.exports.roster(
            chosen.out, purpose=chosen.purpose, full=chosen.full, parts=parts, ended=chosen.ended
        )
    return Reply([f"已导出：{done.value}"], {"file": str(done.value)}, done.findings)


def print_labels(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster labels BOOK OUT.pdf --purpose P``."""
    from dangjian_desktop.services.labels import LabelWish

    with opened(chosen, opener) as office:
        known = _addressees(office, chosen.to)
        names = {name for name, _ in known}
        for name in chosen.name:
            if name not in names:
                raise Rejected(finding("roster.no_such_name", name=name))
        lines = [line for name, line in known if not chosen.name or name in chosen.name]
        wish = LabelWish(
            lines=lines, stock=chosen.sheet, start=chosen.start, copies=chosen.copies,
            honour=chosen.honour, purpose=chosen.purpose,
        )  # fmt: skip
        done = office.labels.save(chosen.out, wish)
    made = done.value
    facts = {"file": str(made.path), "count": len(lines), "labels": made.count}
    return Reply([f"已生成 {made.count} 枚标签：{made.path}"], facts, made.lost)


def _addressees(office: Office, kind: str) -> list[tuple[str, Addressee]]:
    from dangjian_desktop.domain.name_order import NameOrder
    from dangjian_desktop.services.roster_views import in_order

    picture = office.rosters.picture()
    if kind == "人员":
        return [(line.person.name, line) for line in in_order(picture.persons, NameOrder.PINYIN)]
    if kind == "村社区":
        return [(line.community.name, line) for line in picture.communities]
    return [(line.org.name, line) for line in picture.orgs]


def list_past(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster exports BOOK``."""
    with opened(chosen, opener) as office:
        past = office.exports.past()
    return Reply([_line(one) for one in past] or ["还没有导出过。"], {"exports": past})


def _line(one: PastExport) -> str:
    when, record = f"{one.at.astimezone():%Y-%m-%d %H:%M}", one.record
    if record is None:
        return f"{when} {one.words}"
    return (
        f"{when} {record.what} {record.persons} 人，{record.numbers.value}，"
        f"用途：{record.purpose}，文件：{record.file}"
    )
