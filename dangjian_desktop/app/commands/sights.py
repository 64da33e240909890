"""roster tree, roster under."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.jsonable import plain
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dangjian_desktop.domain.org_tree import OrgNode
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.roster_sights import OrgTree

NO_PARENT = "无"


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    whole = book_parser(group, "tree", "看党组织树：党委、党总支、党支部，书记和党员数")
    whole.set_defaults(handler=tree)
    moved = book_parser(group, "under", "改一个党组织的上级，它的下级跟着移动")
    moved.add_argument("name", metavar="党组织")
    moved.add_argument("parent", metavar="上级", help=f"上级党组织的名称；{NO_PARENT} 表示没有上级")
    moved.set_defaults(handler=put_under)


def only(keys: Sequence[str], name: str) -> str:
    """Return the one key.

    Raises:
        Rejected: when the name fits several.
    """
    if len(keys) > 1:
        raise Rejected(finding("roster.many_of_name", name=name, count=len(keys)))
    return keys[0]


def tree(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster tree BOOK``."""
    with opened(chosen, opener) as office:
        seen = office.sights.org_tree()
    lines = [text for root in seen.roots for text in _lines(seen, root, 0)]
    facts = {"members": seen.members, "orgs": [_facts(seen, one) for one in seen.roots]}
    return Reply(lines or ["还没有登记党组织。"], facts)


def _lines(seen: OrgTree, node: OrgNode, depth: int) -> Iterator[str]:
    told = [seen.lines[node.org.id].secretary]
    if node.members is not None:
        told.append(f"{node.members} 名党员")
    if node.below:
        told.append(f"下级 {node.below} 个")
    if node.too_few:
        told.append(f"下级合计 {node.branch_members} 名，请核对")
    words = "，".join(one for one in told if one)
    yield "　" * depth + node.org.name + (f"（{words}）" if words else "")
    for one in node.under:
        yield from _lines(seen, one, depth + 1)


def _facts(seen: OrgTree, node: OrgNode) -> dict[str, Any]:
    line = seen.lines[node.org.id]
    return {
        "id": node.org.id,
        "name": node.org.name,
        "level": node.org.level.value,
        "category": node.org.category.value,
        "community": line.community,
        "secretary": line.secretary,
        "founded": plain(node.org.founded),
        "members_recorded": node.org.members,
        "members": node.members,
        "members_below": node.branch_members,
        "orgs": [_facts(seen, one) for one in node.under],
    }


def put_under(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster under BOOK ORG PARENT``."""
    with opened(chosen, opener) as office:
        org = only(office.rosters.named(chosen.name, Entity.PARTY_ORG), chosen.name)
        above = None
        if chosen.parent != NO_PARENT:
            above = only(office.rosters.named(chosen.parent, Entity.PARTY_ORG), chosen.parent)
        done = office.units.put_under(org, above)
    return Reply(
        [f"{chosen.name} 的上级：{chosen.parent}"], {"id": org, "parent": done.value.parent_id}, done.findings
    )
