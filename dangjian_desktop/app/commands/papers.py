"""paper list, paper make: the papers of a book as PDF, Word and Excel."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.paper_asks import Ask, PaperKind


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("paper", help="公文、表格、海报").add_subparsers(
        metavar="动作", required=True
    )
    listing = book_parser(group, "list", "列出能生成的和已生成的公文")
    listing.set_defaults(handler=show_list)
    make = book_parser(group, "make", "生成一份公文")
    make.add_argument("kind", metavar="种类", help="公文种类，见 paper list")
    make.add_argument("--out", metavar="文件", type=Path, required=True, help="存为 .pdf、.docx 或 .xlsx")
    make.add_argument(
        "--meeting", metavar="测评会", default="", help="测评会的名称或编号（测评票、计票结果报告单用）"
    )
    make.add_argument("--group", metavar="类别", default="", help="测评人员类别代码（测评票用）")
    make.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="栏目=内容",
        help="填写一栏（栏目见 paper list），可写多次",
    )
    make.set_defaults(handler=make_one)
    library = book_parser(group, "slogans", "看标语库，存入或移出一条标语")
    library.add_argument("--add", metavar="标语", default="", help="存入标语库")
    library.add_argument("--remove", metavar="标语", default="", help="移出标语库")
    library.set_defaults(handler=slogans)


def show_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper list BOOK``."""
    with opened(chosen, opener) as office:
        kinds, made = office.papers.kinds(), office.papers.made()
    lines: list[str] = []
    for kind in kinds:
        lines.append(f"{kind.code:<16} {kind.name}（{'、'.join(kind.formats)}）")
        lines += [f"{'':<16} 可填：{'、'.join(ask.label for ask in kind.asks)}"] if kind.asks else []
    lines += ["", f"已生成 {len(made)} 份"] if made else []
    lines += [f"{paper.created:%Y-%m-%d %H:%M} {paper.title} {paper.sha256[:12]}" for paper in made]
    data = {
        "kinds": [
            {"code": k.code, "name": k.name, "formats": k.formats, "fields": [a.code for a in k.asks]}
            for k in kinds
        ],
        "made": made,
    }
    return Reply(lines, data)


def make_one(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper make BOOK KIND --out X``."""
    from dangjian_desktop.services.papers import PaperWish

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting).id if chosen.meeting else ""
        codes = {ask.label: ask.code for kind in office.papers.kinds() for ask in _asks(kind, chosen.kind)}
        values = {codes.get(name, name): value for name, value in _values(chosen.set).items()}
        wish = PaperWish(kind=chosen.kind, meeting_id=meeting, group=chosen.group, values=values)
        done = office.papers.save(wish, chosen.out)
    return Reply([f"已生成：{done.value}"], {"file": str(done.value)}, done.findings)


def slogans(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``paper slogans BOOK``."""
    with opened(chosen, opener) as office:
        if chosen.add:
            office.slogans.keep(chosen.add)
        if chosen.remove:
            office.slogans.drop(chosen.remove)
        library = office.slogans.library()
    return Reply(list(library), {"slogans": library})


def _asks(kind: PaperKind, chosen: str) -> tuple[Ask, ...]:
    return kind.asks if kind.code == chosen else ()


def _values(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Rejected(finding("general.bad_pair", text=pair))
        found[name.strip()] = value
    return found
