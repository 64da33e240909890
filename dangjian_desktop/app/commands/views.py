"""roster views list, save, rename, remove; roster list by a view."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.name_order import NameOrder
    from dangjian_desktop.services.office import Office, Opener

PLACES = {"人员": "roster.people", "村社区": "roster.communities", "党组织": "roster.orgs"}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    own = group.add_parser("views", help="名册的常用视图").add_subparsers(metavar="动作", required=True)
    listed = book_parser(own, "list", "列出常用视图")
    listed.set_defaults(handler=list_views)
    kept = book_parser(own, "save", "存一个人员名册的视图；已有这个名称就替换")
    kept.add_argument("name", metavar="名称")
    kept.add_argument("--columns", metavar="列", default="", help="列名，用逗号隔开")
    kept.add_argument("--group", metavar="列", default="", help="按哪一列分组")
    kept.add_argument("--sort", metavar="列", default="", help="按哪一列排序")
    kept.add_argument("--filter", metavar="列=值", action="append", default=[], help="只留这些值，用逗号隔开")
    kept.set_defaults(handler=save)
    named = book_parser(own, "rename", "给视图改名")
    named.add_argument("name", metavar="名称")
    named.add_argument("new_name", metavar="新名称")
    gone = book_parser(own, "remove", "删除一个视图")
    gone.add_argument("name", metavar="名称")
    for made, handler in ((named, rename), (gone, remove)):
        known = "、".join(PLACES)
        made.add_argument("--list", metavar="名册", choices=list(PLACES), default="人员", help=known)
        made.set_defaults(handler=handler)


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
    from dangjian_desktop.services.roster_lists import PEOPLE, ViewContent, ViewFilter

    filters = []
    for told in chosen.filter:
        title, _, values = told.partition("=")
        filters.append(ViewFilter(_column(title), tuple(values.replace("，", ",").split(","))))
    names = [one.strip() for one in chosen.columns.replace("，", ",").split(",") if one.strip()]
    sort, group = (_column(one) if one else "" for one in (chosen.sort, chosen.group))
    content = ViewContent(tuple(map(_column, names)), tuple(filters), sort, False, group)
    with opened(chosen, opener) as office:
        made = office.lists.keep(PEOPLE, chosen.name, content).value
    return Reply([f"已存为视图：{made.name}"], {"id": made.id, "name": made.name})


def _column(title: str) -> str:
    """Return the id of a column of people.

    Raises:
        Rejected: there is no such column.
    """
    from dangjian_desktop.services.person_fields import PERSON_FIELDS

    found = next((name for name, (words, _) in PERSON_FIELDS.items() if words == title.strip()), "")
    if not found:
        known = "、".join(words for words, _ in PERSON_FIELDS.values())
        raise Rejected(finding("roster.no_column", name=title, known=known))
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


def list_by(office: Office, name: str, order: NameOrder) -> Reply:
    """List people as a view shows them; masked numbers are not written."""
    from dangjian_desktop.services.person_fields import PERSON_FIELDS, viewed
    from dangjian_desktop.services.roster_lists import PEOPLE, content_of
    from dangjian_desktop.services.roster_views import in_order

    look = content_of(office.lists.named(PEOPLE, name))
    columns = [one for one in look.columns if one in PERSON_FIELDS] or ["name", "unit", "title"]
    lines, data = ["　".join(PERSON_FIELDS[one][0] for one in columns)], []
    for group, people in viewed(in_order(office.rosters.people(), order), look):
        if look.group:
            lines.append(f"【{group or '空白'}】{len(people)} 人")
        for person in people:
            texts = {PERSON_FIELDS[one][0]: PERSON_FIELDS[one][1](person) for one in columns}
            lines.append("　".join(texts.values()))
            data.append({"id": person.person.id, "group": group, **texts})
    return Reply(lines, {"view": name, "persons": data})
