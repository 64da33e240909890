"""paper letters: several letters of one kind beside each other."""

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

UNKNOWN = "-"
Fields = Callable[[list[str], "PaperKind"], dict[str, str]]


def register_letters(group: Parsers, fields: Fields) -> None:
    """Add the command; ``fields`` reads 栏目=内容."""
    letters = book_parser(group, "letters", "一种写几份：看有哪几份，另起、换到、移走、填写")
    letters.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    act = letters.add_mutually_exclusive_group()
    act.add_argument("--begin", action="store_true", help="另起一份，字号接着编")
    act.add_argument("--take", metavar="序号", type=int, help="换到列出的第几份，以后生成的就是这一份")
    act.add_argument("--drop", metavar="序号", type=int, help="移走列出的第几份（定稿的不能移走）")
    add_set(letters, "填写正在写的一份，存进数据文件，可写多次")
    letters.set_defaults(handler=partial(show_letters, fields))


def show_letters(fields: Fields, chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper letters BOOK KIND``."""
    from dangjian_desktop.services.paper_kinds import kind_of

    with opened(chosen, opener) as office:
        kind, writings = kind_of(chosen.kind), office.writings
        listed = writings.all(kind.code)
        ids = {number: one.id for number, one in enumerate(listed, 1)}
        if chosen.begin:
            writings.begin(kind.code)
        if chosen.take is not None:
            writings.take_up(kind.code, ids.get(chosen.take, UNKNOWN))
        if chosen.drop is not None:
            writings.drop(kind.code, ids.get(chosen.drop, UNKNOWN))
        if chosen.set:
            office.papers.keep_fields(kind.code, fields(chosen.set, kind))
        listed = writings.all(kind.code)
    lines = [f"{'*' if one.in_hand else ' '} {number}. {one.words()}" for number, one in enumerate(listed, 1)]
    return Reply(lines or [f"“{kind.name}”只有一份，不分几份写。"], {"kind": kind.code, "letters": listed})
