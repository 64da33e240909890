"""ballots import, ballots tally."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands import entries
from dangjian_desktop.app.commands.ballot_issues import register_issues
from dangjian_desktop.app.commands.importing import applied_words
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.domain.tallies import GroupTally, RateFigure
    from dangjian_desktop.services.office import Opener


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("ballots", help="测评票").add_subparsers(metavar="动作", required=True)
    bring = book_parser(group, "import", "从表格导入测评票（默认只预览）")
    bring.add_argument("file", metavar="文件", type=Path, help="xlsx、xls、csv 文件，一行一张票")
    bring.add_argument("--form", metavar="测评表", default="", help="测评表的代码，用来核对")
    bring.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    bring.add_argument("--apply", action="store_true", help="写入数据文件")
    bring.set_defaults(handler=bring_in)
    tally = book_parser(group, "tally", "统计一场测评会")
    tally.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    tally.set_defaults(handler=count)
    entries.register(group)
    register_issues(group)


def bring_in(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots import BOOK FILE --meeting M``."""
    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        plan = office.ballots.preview_import(chosen.file, meeting.id, chosen.form)
        if chosen.apply:
            office.ballots.apply_import(plan)
    lines = [
        f"{meeting.title}：可导入 {len(plan.drafts)} 张，拒收 {plan.refused} 张",
        *applied_words(chosen.apply),
    ]
    data = {
        "meeting": meeting.title,
        "ballots": len(plan.drafts),
        "refused": plan.refused,
        "numbers": plan.numbers,
        "applied": chosen.apply,
    }
    return Reply(lines, data, plan.findings)


def count(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots tally BOOK --meeting M``."""
    with opened(chosen, opener) as office:
        sheet = office.ballots.sheet(office.ballots.find_meeting(chosen.meeting).id)
    tally, form = sheet.tally, sheet.form
    whole = tally.total
    lines = [
        f"{sheet.meeting.title} {sheet.row.subject}",
        f"收回 {whole.returned}，有效 {whole.valid}，无效 {whole.invalid}，空白 {whole.blank}",
        *(f"{rate.name}：{rate.working(form.places)}" for rate in tally.total.rates),
    ]
    for item in tally.total.items:
        figures = "，".join(f"{o.text} {n}" for o, n in zip(form.options, item.counts, strict=True))
        lines.append(f"  {item.text}：{figures}，未选 {item.blank}")
    hidden = [g.name for g in form.groups if g.code in tally.hidden]
    if hidden:
        lines.append(f"{'、'.join(hidden)}票数少，不单独列出。")
    data = {
        "meeting": sheet.meeting.title,
        "subject": sheet.row.subject,
        "form": f"{form.code}/{form.edition}",
        "options": [option.code for option in form.options],
        "void": tally.void,
        "total": _group(tally.total),
        "groups": [_group(group) for group in tally.groups],
        "hidden": tally.hidden,
    }
    return Reply(lines, data, tally.findings)


def _group(group: GroupTally) -> dict[str, Any]:
    return {
        "group": group.group,
        "returned": group.returned,
        "valid": group.valid,
        "invalid": group.invalid,
        "blank": group.blank,
        "rates": [_rate(rate) for rate in group.rates],
        "items": [
            {
                "code": item.code,
                "text": item.text,
                "counts": item.counts,
                "blank": item.blank,
                "rates": [_rate(rate) for rate in item.rates],
                "score": item.score,
            }
            for item in group.items
        ],
    }


def _rate(rate: RateFigure) -> dict[str, Any]:
    return {
        "code": rate.code,
        "name": rate.name,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "base": rate.base,
        "shown": percent(rate.share) if rate.share is not None else None,
    }
