"""roster duplicates, merge, apart."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.app.commands.sights import only
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.services.merging import Duplicate
    from dangjian_desktop.services.office import Office, Opener

SIDES = {"1": False, "2": True}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    twice = book_parser(group, "duplicates", "查重：列出可能是同一人的两条记录")
    twice.set_defaults(handler=duplicates)
    joined = book_parser(group, "merge", "把两条记录合并成一个人，经历都保留")
    joined.add_argument("kept", metavar="留下的人", help="姓名；有重名时写 duplicates 列出的编号")
    joined.add_argument("gone", metavar="并入的人", help="姓名或编号")
    joined.add_argument(
        "--keep", metavar="栏目=1或2", action="append", default=[],
        help="两条不同的栏目用哪一条的：1 留下的人，2 并入的人，如 学历=2",
    )  # fmt: skip
    joined.set_defaults(handler=merge)
    kept = book_parser(group, "apart", "两条记录不是同一人，以后不再问")
    kept.add_argument("one", metavar="人员", help="姓名或编号")
    kept.add_argument("other", metavar="另一人", help="姓名或编号")
    kept.set_defaults(handler=apart)


def duplicates(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster duplicates BOOK``."""
    with opened(chosen, opener) as office:
        found = office.merging.duplicates()
    lines = [
        f"{one.kept.name}（{one.kept.id}） / {one.gone.name}（{one.gone.id}）："
        f"{one.view.level}，{one.view.why}"
        for one in found
    ]
    return Reply(lines or ["没有像同一人的记录。"], {"duplicates": [_facts(one) for one in found]})


def merge(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster merge BOOK KEPT GONE --keep FIELD=1|2``."""
    taken = _taken(chosen.keep)
    with opened(chosen, opener) as office:
        done = office.merging.merge(_person(office, chosen.kept), _person(office, chosen.gone), taken)
    data = {"person": done.value.id, "name": done.value.name}
    return Reply([f"已合并：{chosen.gone} 并入 {done.value.name}。可以整步撤销。"], data, done.findings)


def apart(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster apart BOOK ONE OTHER``."""
    with opened(chosen, opener) as office:
        done = office.merging.apart(_person(office, chosen.one), _person(office, chosen.other))
    return Reply([f"已记下：{chosen.one} 与 {chosen.other} 不是同一人。"], {"new": bool(done.value)})


def _person(office: Office, written: str) -> str:
    """Return the key of a person named by key or by name."""
    if any(one.person.id == written for one in office.rosters.people()):
        return written
    return only(office.rosters.named(written, Entity.PERSON), written)


def _taken(written: Sequence[str]) -> dict[str, bool]:
    from dangjian_desktop.services.pair_views import FIELDS_SHOWN

    codes = {word: code for code, word in FIELDS_SHOWN.items()} | {code: code for code in FIELDS_SHOWN}
    found = {}
    for one in written:
        name, _, side = one.partition("=")
        if name.strip() not in codes or side.strip() not in SIDES:
            raise Rejected(finding("matching.bad_keep", where=Where(field="--keep"), text=one))
        found[codes[name.strip()]] = SIDES[side.strip()]
    return found


def _facts(one: Duplicate) -> dict[str, Any]:
    return {
        "kept": {"id": one.kept.id, "name": one.kept.name},
        "gone": {"id": one.gone.id, "name": one.gone.name},
        "level": one.view.level,
        "why": one.view.why,
        "different": list(one.view.open_fields),
    }
