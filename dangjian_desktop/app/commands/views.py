"""roster views list, save, rename, remove; roster list by a view."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.name_order import NameOrder
    from dangjian_desktop.services.list_fields import ListFields
    from dangjian_desktop.services.office import Office, Opener

PLACES = {
    "人员": "roster.people",
    "村社区": "roster.communities",
    "党组织": "roster.orgs",
    "选民": "roster.voters",
}
JSON_NAMES = {"人员": "persons", "村社区": "communities", "党组织": "orgs", "选民": "voters"}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    own = group.add_parser("views", help="名册的常用视图").add_subparsers(metavar="动作", required=True)
    listed = book_parser(own, "list", "列出常用视图")
    listed.set_defaults(handler=list_views)
    kept = book_parser(own, "save", "存一个视图；已有这个名称就替换")
    kept.add_argument("name", metavar="名称")
    kept.add_argument("--columns", metavar="列", default="", help="列名，用逗号隔开")
    kept.add_argument("--group", metavar="列", default="", help="按哪一列分组")
    kept.add_argument("--sort", metavar="列", default="", help="按哪一列排序")
    kept.add_argument("--down", action="store_true", help="倒排")
    kept.add_argument("--filter", metavar="列=值", action="append", default=[], help="只留这些值，用逗号隔开")
    named = book_parser(own, "rename", "给视图改名")
    named.add_argument("name", metavar="名称")
    named.add_argument("new_name", metavar="新名称")
    gone = book_parser(own, "remove", "删除一个视图")
    gone.add_argument("name", metavar="名称")
    for made, handler in ((kept, save), (named, rename), (gone, remove)):
        ask_list(made)
        made.set_defaults(handler=handler)


def ask_list(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which list is meant."""
    parser.add_argument(
        "--list", metavar="名册", choices=list(PLACES), default="人员", help="、".join(PLACES)
    )


def fields_of(kind: str) -> ListFields[Any]:
    """Return the columns of the list called ``kind``."""
    from dangjian_desktop.services.person_fields import PERSONS
    from dangjian_desktop.services.unit_fields import COMMUNITIES, ORGS
    from dangjian_desktop.services.voter_fields import VOTERS

    lists: dict[str, ListFields[Any]] = {
        "人员": PERSONS,
        "村社区": COMMUNITIES,
        "党组织": ORGS,
        "选民": VOTERS,
    }
    return lists[kind]


def list_views(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster views list BOOK``."""
    with opened(chosen, opener) as office:
        found = office.lists.views()
    words = {place: name for name, place in PLACES.items()}
    data = [{"name": one.name, "list": words.get(one.place, one.place)} for one in found]
    lines = [f"{one['list']}　{one['name']}" for one in data]
    return Reply(lines or ["还没有存过视图。"], {"views": data})


def save(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster views save BOOK NAME``."""
    from dangjian_desktop.services.roster_lists import ViewContent, ViewFilter

    def column(title: str) -> str:
        return _column(chosen.list, title) if title else ""

    filters = []
    for told in chosen.filter:
        title, _, values = told.partition("=")
        filters.append(ViewFilter(_column(chosen.list, title), tuple(_several(values))))
    columns = tuple(map(column, _several(chosen.columns)))
    content = ViewContent(columns, tuple(filters), column(chosen.sort), chosen.down, column(chosen.group))
    with opened(chosen, opener) as office:
        made = office.lists.keep(PLACES[chosen.list], chosen.name, content).value
    return Reply([f"已存为视图：{made.name}"], {"id": made.id, "name": made.name})


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.replace("，", ",").split(",") if one.strip()]


def _column(kind: str, title: str) -> str:
    """Return the id of a column of the list called ``kind``.

    Raises:
        Rejected: there is no such column.
    """
    fields = fields_of(kind)
    found = fields.named(title)
    if not found:
        known = "、".join(words for words, _ in fields.words.values())
        raise Rejected(finding("roster.no_column", list=kind, name=title, known=known))
    return found


def rename(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster views rename BOOK NAME NEW``."""
    with opened(chosen, opener) as office:
        view = office.lists.named(PLACES[chosen.list], chosen.name)
        made = office.lists.rename(view.id, chosen.new_name).value
    return Reply([f"视图已改名为：{made.name}"], {"name": made.name})


def remove(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster views remove BOOK NAME``."""
    with opened(chosen, opener) as office:
        view = office.lists.named(PLACES[chosen.list], chosen.name)
        count = office.lists.remove([view.id]).value
    return Reply([f"已删除视图：{view.name}"], {"removed": count})


def list_by(office: Office, kind: str, name: str, order: NameOrder) -> Reply:
    """List what stands in a list, as a view shows it (``name`` empty: as it is); masked numbers are not
    written."""
    from dangjian_desktop.services.roster_lists import ViewContent, content_of

    look = content_of(office.lists.named(PLACES[kind], name)) if name else ViewContent()
    fields, found = fields_of(kind), _all_of(office, kind, order)
    columns = fields.columns(look)
    lines, data = ["　".join(fields.words[one][0] for one in columns)], []
    for group, members in fields.viewed(found, look):
        if look.group:
            lines.append(f"【{group or '空白'}】{len(members)} {'人' if kind in ('人员', '选民') else '个'}")
        for one in members:
            texts = {fields.words[name][0]: fields.words[name][1](one) for name in columns}
            lines.append("　".join(texts.values()))
            data.append({"id": fields.key(one), "group": group, **texts})
    return Reply(lines, {"view": name, JSON_NAMES[kind]: data})


def _all_of(office: Office, kind: str, order: NameOrder) -> Sequence[Any]:
    """Return everything a list has; people in ``order``."""
    from dangjian_desktop.services.roster_views import in_order

    if kind == "选民":
        return office.voters.lines()
    picture = office.rosters.picture()
    if kind == "人员":
        return in_order(picture.persons, order)
    return picture.communities if kind == "村社区" else picture.orgs
