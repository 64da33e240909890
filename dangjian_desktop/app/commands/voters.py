"""roster voters list, add, set, remove, number, reveal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, finding

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office, Opener

FIELDS = {
    "序号": "number",
    "姓名": "name",
    "性别": "sex",
    "出生日期": "birth",
    "身份证号": "id_number",
    "村社区": "community",
    "居民小组": "resident_group",
    "户号": "household",
    "住址": "residence",
    "备注": "note",
}
OPTIONS = {
    "--sex": "性别",
    "--birth": "出生日期",
    "--id-number": "身份证号",
    "--group": "居民小组",
    "--household": "户号",
    "--residence": "住址",
    "--note": "备注",
}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    own = group.add_parser("voters", help="选民名单").add_subparsers(metavar="动作", required=True)
    listed = book_parser(own, "list", "列出选民（身份证号遮住）")
    listed.add_argument("--community", metavar="村社区", default="", help="只列一个村、社区")
    listed.set_defaults(handler=list_voters)
    more = book_parser(own, "add", "新增一名选民")
    more.add_argument("place", metavar="村社区")
    more.add_argument("name", metavar="姓名")
    for option, words in OPTIONS.items():
        more.add_argument(option, metavar=words, default="", dest=FIELDS[words])
    more.set_defaults(handler=add_voter)
    typed = _voter_parser(own, "set", "改一名选民的一栏")
    typed.add_argument("field", metavar="栏目", choices=list(FIELDS), help="、".join(FIELDS))
    typed.add_argument("text", metavar="内容")
    typed.set_defaults(handler=set_fact)
    away = _voter_parser(own, "remove", "把一名选民移入回收站")
    away.add_argument("--reason", metavar="原因", required=True, help="为什么移走（记入操作日志）")
    away.set_defaults(handler=remove)
    seen = _voter_parser(own, "reveal", "看一名选民完整的身份证号（记入操作日志）")
    seen.add_argument("--reason", metavar="原因", required=True, help="为什么看（记入操作日志）")
    seen.set_defaults(handler=reveal)
    numbered = book_parser(own, "number", "重排一个村社区的选民序号")
    numbered.add_argument("place", metavar="村社区")
    numbered.set_defaults(handler=number)


def _voter_parser(own: Parsers, name: str, words: str) -> argparse.ArgumentParser:
    made = book_parser(own, name, words)
    made.add_argument("place", metavar="村社区")
    made.add_argument("name", metavar="姓名")
    made.add_argument("--number", metavar="序号", type=int, help="同名时写明序号")
    return made


def list_voters(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters list BOOK``."""
    with opened(chosen, opener) as office:
        place = _place(office, chosen.community) if chosen.community else None
        found = office.voters.lines(place)
        lists = office.voters.lists()
    counts = {one.community: one.count for one in lists if one.count and place in (None, one.community_id)}
    lines = [f"{name}：{count} 人" for name, count in counts.items()]
    lines += [
        "　".join(
            [one.community, str(one.number), one.name, one.sex, one.birth, one.id_number, one.household]
        ).rstrip()
        for one in found
    ]
    return Reply(lines or ["还没有选民。"], {"counts": counts, "voters": [one._asdict() for one in found]})


def add_voter(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters add BOOK PLACE NAME``."""
    facts = {FIELDS[word]: text for word in OPTIONS.values() if (text := getattr(chosen, FIELDS[word]))}
    with opened(chosen, opener) as office:
        done = office.voters.add(_place(office, chosen.place), chosen.name, facts)
    return Reply([f"已新增选民：{chosen.name}"], {"id": done.value}, done.findings)


def set_fact(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters set BOOK PLACE NAME FIELD TEXT``."""
    from dangjian_desktop.services.voters import VoterEdit

    with opened(chosen, opener) as office:
        edit = VoterEdit(_voter(office, chosen), FIELDS[chosen.field], chosen.text)
        done = office.voters.edit((edit,))
    lines = [f"已更改：{chosen.name} {chosen.field}" if done.value else "没有变化。"]
    return Reply(lines, {"changed": done.value}, done.findings)


def remove(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters remove BOOK PLACE NAME --reason R``."""
    with opened(chosen, opener) as office:
        done = office.voters.remove((_voter(office, chosen),), chosen.reason)
    return Reply([f"已移入回收站：{chosen.name}"], {"removed": done.value}, done.findings)


def reveal(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters reveal BOOK PLACE NAME``."""
    with opened(chosen, opener) as office:
        done = office.voters.reveal(_voter(office, chosen), chosen.reason)
    return Reply([done.value], {"id_number": done.value}, done.findings)


def number(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster voters number BOOK PLACE``."""
    with opened(chosen, opener) as office:
        done = office.voters.number(_place(office, chosen.place))
    return Reply([f"已重排序号，{done.value} 人的序号有变。"], {"changed": done.value}, done.findings)


def _place(office: Office, name: str) -> str:
    """Return the key of a community, which has one name alone."""
    return office.rosters.named(name, Entity.COMMUNITY)[0]


def _voter(office: Office, chosen: argparse.Namespace) -> str:
    """Return the key of the voter a command names.

    Raises:
        Rejected: there is none, or several and no number tells which.
    """
    lines = [one for one in office.voters.lines(_place(office, chosen.place)) if one.name == chosen.name]
    fitting = [one for one in lines if chosen.number in (None, one.number)]
    if not fitting:
        raise Rejected(finding("roster.no_such_name", name=chosen.name))
    if len(fitting) > 1:
        numbers = "、".join(str(one.number) for one in fitting)
        raise Rejected(finding("roster.voters_of_name", name=chosen.name, numbers=numbers))
    return fitting[0].id
