"""roster structure, roster body."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, day_named, opened
from dangjian_desktop.app.jsonable import plain
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.domain.structure import Figure, SectionFigures
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.roster_structure import BodyLine, RosterStructure

MET = {True: "达到", False: "没有达到", None: "待核"}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    all_of = book_parser(group, "structure", "看班子结构：年龄、性别、学历、党员、一肩挑、空缺、届满")
    all_of.add_argument("--community", metavar="村（社区）", default="", help="只看一个村、社区")
    all_of.set_defaults(handler=structure)
    one = book_parser(group, "body", "看一个村、社区的班子在某一天有谁")
    one.add_argument("community", metavar="村（社区）", help="村、社区名称")
    one.set_defaults(handler=body)
    for made in (all_of, one):
        made.add_argument(
            "--as-of", metavar="日期", default="", help="哪一天的班子，如 2026-03-05；不写是今天"
        )


def structure(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster structure BOOK``."""
    with opened(chosen, opener) as office:
        seen = office.structures.structure(_day(chosen.as_of), chosen.community)
    lines = [f"{seen.day.isoformat()}：{len(seen.bodies)} 个班子，{seen.members} 人。"]
    lines += [_section_words(one) for one in seen.sections]
    lines.append(f"一肩挑：{_figure_words(seen.heads_both)}")
    lines.append(f"空缺：{'没有登记职数' if seen.vacant is None else f'{seen.vacant} 个'}")
    lines.append(f"今年届满：{'、'.join(seen.ending) or '没有'}")
    if seen.without:
        lines.append(f"没有登记班子：{'、'.join(seen.without)}")
    for line in seen.bodies:
        lines += [text for text in _verdict_words(line) if not text.startswith(MET[True])]
    return Reply(lines, _facts(seen), ())


def body(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster body BOOK COMMUNITY``."""
    with opened(chosen, opener) as office:
        seen = office.structures.structure(_day(chosen.as_of), chosen.community)
    lines = [f"{chosen.community}，{seen.day.isoformat()}，{seen.members} 人。"]
    for line in seen.bodies:
        for one in line.members:
            age = "" if one.age is None else f"，{one.age} 岁"
            lines.append(f"{one.name}：{'、'.join(one.titles)}{age}，{one.education or '学历未登记'}")
        lines += _verdict_words(line)
    return Reply(lines, _facts(seen), ())


def _day(text: str) -> date | None:
    return day_named(text, "--as-of") if text else None


def _figure_words(figure: Figure) -> str:
    share = "" if figure.share is None else f"（{percent(figure.share)}）"
    return f"{figure.count} / {figure.whole}{share}"


def _section_words(section: SectionFigures) -> str:
    parts = [f"{one.name} {_figure_words(one)}" for one in section.figures]
    unknown = [f"未登记 {section.unknown}"] if section.unknown else []
    return f"{section.name}：{'，'.join([*parts, *unknown])}"


def _verdict_words(line: BodyLine) -> list[str]:
    from dangjian_desktop.services.roster_structure import why

    return [f"{MET[one.met]}：{line.community}，{why(one)}" for one in line.verdicts]


def _facts(seen: RosterStructure) -> dict[str, Any]:
    return {
        "day": seen.day.isoformat(),
        "members": seen.members,
        "sections": [_section_facts(one) for one in seen.sections],
        "heads_both": _figure_facts(seen.heads_both),
        "vacant": seen.vacant,
        "terms_ending": list(seen.ending),
        "without": list(seen.without),
        "bodies": [_body_facts(line) for line in seen.bodies],
    }


def _body_facts(line: BodyLine) -> dict[str, Any]:
    return {
        "community": line.community,
        "members": plain(line.members),
        "vacant": line.body.vacant,
        "seats": [
            {
                "kind": one.committee.kind.value,
                "term": one.committee.term,
                "seats": one.committee.seats,
                "held": one.held,
                "vacant": one.vacant,
                "until": plain(one.committee.until),
                "ends_this_year": one.ends_this_year,
            }
            for one in line.body.seats
        ],
        "sections": [_section_facts(one) for one in line.sections],
        "requirements": [
            {
                "code": one.requirement.code,
                "least": one.requirement.least,
                "met": one.met,
                "members": list(one.fitting),
                "unknown": list(one.unknown),
                "source": str(one.requirement.source),
            }
            for one in line.verdicts
        ],
    }


def _section_facts(section: SectionFigures) -> dict[str, Any]:
    return {
        "code": section.code,
        "name": section.name,
        "unknown": section.unknown,
        "figures": [_figure_facts(one) for one in section.figures],
    }


def _figure_facts(figure: Figure) -> dict[str, Any]:
    share = None if figure.share is None else str(figure.share)
    return {"name": figure.name, "count": figure.count, "of": figure.whole, "share": share}
