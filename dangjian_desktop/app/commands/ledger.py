"""roster ledger."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, day_named, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.roster_ledger import Ledger, LedgerSum


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    made = book_parser(group, "ledger", "看干部队伍信息台账（证号、电话只写首尾）")
    made.add_argument("--as-of", metavar="日期", default="", help="哪一天的台账，如 2026-03-05；不写是今天")
    made.add_argument("--community", metavar="村社区", default="", help="只看一个村、社区")
    made.add_argument("--out", metavar="文件", type=Path, help="写成 .xlsx 文件")
    made.add_argument("--purpose", metavar="用途", default="", help="导出个人信息的用途（记入操作日志）")
    made.add_argument("--full", action="store_true", help="导出时电话写完整")
    made.set_defaults(handler=ledger)


def ledger(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster ledger BOOK``."""
    from dangjian_desktop.services.roster_ledger import shown

    day = day_named(chosen.as_of, "--as-of") if chosen.as_of else None
    with opened(chosen, opener) as office:
        seen = office.ledgers.roster_ledger(day, chosen.community)
        if chosen.out:
            office.exports.shown(chosen.out, shown(seen), purpose=chosen.purpose, full=chosen.full)
            return Reply([f"已导出：{chosen.out}"], {"file": str(chosen.out)})
    lines = [f"{seen.name}，{seen.day.isoformat()}"]
    for line in seen.lines:
        told = [line.cells.get(field, "") for field, _ in seen.columns if field != "number"]
        lines.append("　".join(one for one in (line.community, *told) if one))
    if seen.without:
        lines.append(f"没有登记：{'、'.join(seen.without)}")
    return Reply(lines, _facts(seen), ())


def _facts(seen: Ledger) -> dict[str, Any]:
    return {
        "day": seen.day.isoformat(),
        "columns": [{"field": field, "title": title} for field, title in seen.columns],
        "communities": [
            {
                "community": place.community,
                "rows": [dict(row.cells) for row in place.rows],
                "total": _total(place.total),
            }
            for place in seen.places
        ],
        "total": _total(seen.total),
        "without": list(seen.without),
    }


def _total(total: LedgerSum) -> dict[str, Any]:
    return {"members": total.members, "reserves": total.reserves, "counts": dict(total.counts)}
