"""roster person, set, reveal, checks, columns: facts about persons by hand, and what they are kept for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.commands.sights import only
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.services.roster_edits import FIELD_WORDS, CellEdit, NewPerson

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office, Opener

FIELDS = {words: name for name, words in FIELD_WORDS.items()}
NUMBERS = {FIELD_WORDS[name]: name for name in ("id_number", "phone")}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    more = book_parser(group, "person", "新增一个人，带一个职务")
    more.add_argument("name", metavar="姓名")
    more.add_argument("place", metavar="村社区")
    more.add_argument("title", metavar="职务", nargs="?", default="")
    more.add_argument("--sex", metavar="性别", default="")
    more.add_argument("--birth", metavar="出生日期", default="", help="如 1975.03 或 1975-03-12")
    more.add_argument("--same-name", action="store_true", help="册内有同名的人也新增")
    more.set_defaults(handler=add_person)
    typed = person_parser(group, "set", "改一个人的一栏")
    typed.add_argument("field", metavar="栏目", choices=list(FIELDS), help="、".join(FIELDS))
    typed.add_argument("text", metavar="内容")
    typed.set_defaults(handler=set_fact)
    seen = person_parser(group, "reveal", "看一个人完整的身份证号或手机（记入操作日志）")
    seen.add_argument("field", metavar="栏目", choices=list(NUMBERS), help="、".join(NUMBERS))
    seen.add_argument("--reason", metavar="原因", required=True, help="为什么看（记入操作日志）")
    seen.set_defaults(handler=reveal)
    unsure = book_parser(group, "checks", "待核对的人：导入时拿不准的各处；--checked 写明已核对")
    unsure.add_argument("--checked", metavar="姓名", action="append", default=[], help="这个人的各处已核对")
    unsure.add_argument("--unit", metavar="单位", default="", help="同名时写明任职的单位")
    unsure.add_argument("--all", action="store_true", help="册内各处都已核对")
    unsure.set_defaults(handler=checks)
    told = book_parser(group, "columns", "人员各栏的用途和常用写法")
    told.set_defaults(handler=columns)


def checks(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster checks BOOK``."""
    with opened(chosen, opener) as office:
        keys = [one_person(office, name, chosen.unit) for name in chosen.checked]
        done = 0
        if chosen.all:
            done = office.rosters.confirm().value
        elif keys:
            done = office.rosters.confirm(person_ids=keys).value
        left = [line for line in office.rosters.people() if line.to_confirm]
    lines = [
        f"{one.person.name}（{'、'.join(one.posts[:1]) or '没有职务'}）：{'；'.join(one.to_confirm)}"
        for one in left
    ]
    lines = lines or ["没有待核对的人。"]
    facts = [{"id": one.person.id, "name": one.person.name, "to_check": list(one.to_confirm)} for one in left]
    return Reply([*([f"已核对 {done} 处。"] if done else []), *lines], {"checked": done, "persons": facts})


def person_parser(group: Parsers, name: str, words: str) -> argparse.ArgumentParser:
    """Add a command about one person by name."""
    made = book_parser(group, name, words)
    made.add_argument("name", metavar="姓名")
    made.add_argument("--unit", metavar="单位", default="", help="同名时写明任职的单位")
    return made


def one_person(office: Office, name: str, unit: str) -> str:
    """Return the key of the one person of a name (who holds a post in ``unit``).

    Raises:
        Rejected: nobody has the name, or several have it.
    """
    keys = office.rosters.named(name, Entity.PERSON)
    if unit and len(keys) > 1:
        lines = (line for line in office.rosters.people() if line.person.id in keys)
        here = tuple(line.person.id for line in lines if unit in {post.body for post in line.held})
        keys = here or keys
    return only(keys, name)


def add_person(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster person BOOK NAME PLACE TITLE``."""
    with opened(chosen, opener) as office:
        place = only(office.rosters.named(chosen.place, Entity.COMMUNITY), chosen.place)
        asked = NewPerson(
            name=chosen.name, community_id=place, title=chosen.title, sex=chosen.sex, birth=chosen.birth,
            same_name=chosen.same_name,
        )  # fmt: skip
        done = office.rosters.add_person(asked)
    return Reply([f"已新增：{done.value.name}（{chosen.place}）"], {"person": done.value.id}, done.findings)


def set_fact(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster set BOOK NAME FIELD TEXT``."""
    with opened(chosen, opener) as office:
        key = one_person(office, chosen.name, chosen.unit)
        done = office.rosters.edit([CellEdit(key, FIELDS[chosen.field], chosen.text)])
    words = "已更改" if done.value else "没有变化"
    return Reply([f"{words}：{chosen.name} 的{chosen.field}"], {"changed": done.value}, done.findings)


def reveal(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster reveal BOOK NAME FIELD``."""
    with opened(chosen, opener) as office:
        key = one_person(office, chosen.name, chosen.unit)
        done = office.rosters.reveal(key, NUMBERS[chosen.field], chosen.reason)
    return Reply([done.value], {NUMBERS[chosen.field]: done.value}, done.findings)


def columns(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster columns BOOK``."""
    with opened(chosen, opener) as office:
        words = office.rosters.words()
    lines = []
    for name, title in FIELD_WORDS.items():
        offered = "、".join(words.offered.get(name, ()))
        lines.append(f"{title}：{words.purposes.get(name, '')}" + (f"。写法：{offered}" if offered else ""))
    facts = [
        {"field": name, "title": title, "purpose": words.purposes.get(name, ""),
         "words": list(words.offered.get(name, ()))}
        for name, title in FIELD_WORDS.items()
    ]  # fmt: skip
    return Reply(lines, {"columns": facts})
