"""roster export, exports: lists that leave the program, and the register of those that did."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.exports import PastExport
    from dangjian_desktop.services.office import Opener

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
    out.set_defaults(handler=take_out)
    past = book_parser(group, "exports", "看导出登记：什么时候、为什么、导出了什么")
    past.set_defaults(handler=list_past)


def take_out(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster export BOOK OUT.xlsx --purpose P``."""
    from dangjian_desktop.services.exports import ALL_PARTS
    from dangjian_desktop.services.roster_export import RosterPart

    parts = tuple(RosterPart(LISTS[name]) for name in chosen.only) or ALL_PARTS
    with opened(chosen, opener) as office:
        done = office.exports.roster(chosen.out, purpose=chosen.purpose, full=chosen.full, parts=parts)
    return Reply([f"已导出：{done.value}"], {"file": str(done.value)}, done.findings)


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
