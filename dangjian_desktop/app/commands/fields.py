"""paper fields: what stands in the fields of a paper, and keeping what is typed for them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, add_set, book_parser, opened

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.paper_asks import PaperKind

Fields = Callable[[list[str], "PaperKind"], dict[str, str]]


def register_fields(group: Parsers, fields: Fields) -> None:
    """Add the command; ``fields`` reads 栏目=内容."""
    kept = book_parser(group, "fields", "看一份公文的栏目，填写后存进数据文件")
    kept.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    kept.add_argument("--meeting", metavar="测评会", default="", help="测评会的名称或编号")
    kept.add_argument("--group", metavar="类别", default="", help="测评人员类别代码")
    add_set(kept, "填写一栏，存下来，可写多次；等号后面不写就是清空")
    kept.set_defaults(handler=partial(show_fields, fields))


def show_fields(fields: Fields, chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper fields BOOK KIND``."""
    from dangjian_desktop.services.paper_kinds import kind_of, needs_meeting
    from dangjian_desktop.services.papers import PaperWish

    with opened(chosen, opener) as office:
        kind = kind_of(chosen.kind)
        meeting = office.ballots.find_meeting(chosen.meeting).id if chosen.meeting else ""
        wish = PaperWish(kind=kind.code, meeting_id=meeting, group=chosen.group)
        about = office.papers.subject(wish) if needs_meeting(kind) else ""
        if chosen.set:
            office.papers.keep_fields(kind.code, fields(chosen.set, kind), about)
        values = office.papers.fields(kind.code, about)
        day = office.papers.frozen_on(wish)
    lines = [f"{ask.label}：{values[ask.code]}" for ask in kind.asks]
    lines += [f"已在 {day.isoformat()} 定稿，栏目不能再改；要改先取消定稿。"] if day else []
    return Reply(lines, {"kind": kind.code, "fields": values, "frozen_on": day})
