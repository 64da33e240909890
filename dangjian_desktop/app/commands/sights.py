"""roster tree, roster under, roster card."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.jsonable import plain
from dangjian_desktop.domain.people import masked_id_number, masked_phone
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dangjian_desktop.domain.org_tree import OrgNode
    from dangjian_desktop.domain.people import Person, Post
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.person_cards import PaperLine, PersonCard
    from dangjian_desktop.services.roster_sights import OrgTree
    from dangjian_desktop.services.roster_views import PostLine

NO_PARENT = "无"


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    whole = book_parser(group, "tree", "看党组织树：党委、党总支、党支部，书记和党员数")
    whole.set_defaults(handler=tree)
    moved = book_parser(group, "under", "改一个党组织的上级，它的下级跟着移动")
    moved.add_argument("name", metavar="党组织")
    moved.add_argument("parent", metavar="上级", help=f"上级党组织的名称；{NO_PARENT} 表示没有上级")
    moved.set_defaults(handler=put_under)
    one = book_parser(group, "card", "看一个人：职务、经历、测评、资格审查、谈话、公文（证号、电话只写首尾）")
    one.add_argument("name", metavar="姓名")
    one.set_defaults(handler=card)


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


def card(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster card BOOK NAME``."""
    with opened(chosen, opener) as office:
        key = only(office.rosters.named(chosen.name, Entity.PERSON), chosen.name)
        seen = office.cards.card(key)
    person = seen.line.person
    masked = {"id_number": masked_id_number(person.id_number), "phone": masked_phone(person.phone)}
    facts = {
        "person": {**plain(person), **masked},
        "to_check": list(seen.line.to_confirm),
        "posts": [_post(one) for one in seen.line.held],
        "earlier_posts": [_post(one) for one in seen.line.past],
        "vettings": plain(seen.vettings),
        "records": plain(seen.records),
        "appraisals": plain(seen.appraisals),
        "papers": [_paper(one) for one in seen.papers],
    }
    return Reply([_about(person, **masked), *_told_of(seen)], facts)


def _about(person: Person, *, id_number: str, phone: str) -> str:
    """Say in a line who a person is; the numbers are masked already."""
    from dangjian_desktop.services.person_fields import SEXES, birth_words

    number = f"证号 {id_number}" if person.id_number else ""
    sex = SEXES[person.sex] if person.sex else ""
    born = f"{birth_words(person)} 生" if person.birth else ""
    learnt = (person.ethnicity, person.political_status, person.education)
    about = (sex, born, *learnt, number, phone, person.residence)
    return f"{person.name}：{'，'.join(one for one in about if one) or '资料未登记'}"


def _told_of(seen: PersonCard) -> list[str]:
    """Say what the card tells of the person, a line for each thing."""
    from dangjian_desktop.services.person_cards import CONCLUSION_WORDS

    lines = [f"待核对：{one}" for one in seen.line.to_confirm]
    lines += [f"现任：{one.body} {one.post.title}{_span(one.post)}" for one in seen.line.held]
    lines += [f"曾任：{one.body} {one.post.title}{_span(one.post)}" for one in seen.line.past]
    lines += [f"资格审查：{one.sought_post}，{CONCLUSION_WORDS[one.conclusion]}" for one in seen.vettings]
    lines += [f"{one.kind}：{one.day.isoformat()}，{one.by}，{one.words}" for one in seen.records]
    for one in seen.appraisals:
        rates = "，".join(f"{name} {share}" for name, share in one.rates)
        lines.append(f"{'班子' if one.of_body else '本人'}测评：{one.title}，{rates}")
    for made in seen.papers:
        times = f"，第 {made.version} 次生成" if made.version > 1 else ""
        lines.append(f"公文：{made.day.isoformat()}，{made.title}（{made.name}）{times}")
    return lines


def _paper(made: PaperLine) -> dict[str, Any]:
    return {
        "id": made.paper.issue_id,
        "kind": made.paper.kind,
        "title": made.title,
        "file": made.name,
        "made_on": plain(made.day),
        "version": made.version,
    }


def _span(post: Post) -> str:
    days = (f"{one:%Y.%m}" if one else "" for one in (post.since, post.until))
    words = "—".join(days)
    return f"（{words}）" if words != "—" else ""


def _post(line: PostLine) -> dict[str, Any]:
    return {
        "body": line.body,
        "title": line.post.title,
        "since": plain(line.post.since),
        "until": plain(line.post.until),
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
