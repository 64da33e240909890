"""roster import, headings: the preview, who is whom, what columns are, refused rows out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.domain.habits import PLACES
from dangjian_desktop.domain.matching import Verdict
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.exchange.plans import PlannedChange
    from dangjian_desktop.services.import_decisions import Wanted
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.pair_views import ImportPair
    from dangjian_desktop.services.roster_import import RosterImports

STDIN = "-"
# What the window tells of its own places, as the command line says it.
TOLD = {
    "roster.column_unused": "roster.column_unused_told",
    "roster.column_unlike": "roster.column_unlike_told",
}
UNWANTED = "不要"
KIND_WORDS = {"added": "新增", "changed": "变更", "unchanged": "相同", "refused": "拒收", "unsure": "待认"}
RESTS = {"skip": Verdict.SKIP, "new": Verdict.APART}


def add(group: Parsers) -> None:
    """Add the commands of this module to ``roster``."""
    bring = book_parser(group, "import", "导入花名册（默认只预览）")
    bring.add_argument("file", metavar="文件", help="名册文件；- 表示从标准输入读粘贴的文字")
    kinds = "表的种类，如 voters（选民名单）；不写则自动认"
    bring.add_argument("--kind", metavar="种类", default="", help=kinds)
    bring.add_argument("--apply", action="store_true", help="写入数据文件")
    bring.add_argument(
        "--unsure", metavar="做法", choices=sorted(RESTS),
        help="像册内某人而没有另外写明的行：skip 都跳过，new 都作新增，下次都不再问；不写则先留着，下次再问",
    )  # fmt: skip
    bring.add_argument(
        "--same", metavar="行=姓名", action="append", default=[],
        help="这一行就是册内的这个人，后面可写用源表的栏目，如 B31=林禾田:学历,手机；"
        "村名写错的：青乔村=青桥村",
    )  # fmt: skip
    told = "这一行不是同一人，新增；问任职的：都在任；问村名的：是新的村（社区）"
    bring.add_argument("--apart", metavar="行", action="append", default=[], help=told)
    told_skip = "跳过这一行，下次不再问；问村名的：不导入"
    bring.add_argument("--skip", metavar="行", action="append", default=[], help=told_skip)
    told = "这一处问到的人已离任：登记离任，源表里的接任"
    bring.add_argument("--ended", metavar="行", action="append", default=[], help=told)
    bring.add_argument("--decisions", metavar="文件", type=Path, help="逐行写明的 JSON 文件")
    bring.add_argument(
        "--column", metavar="表头=字段", action="append", default=[],
        help=f"这个表头是哪一栏；字段写“{UNWANTED}”就不读这一列",
    )  # fmt: skip
    bring.add_argument("--learn", action="store_true", help="写入时记住 --column 写的表头，下次照此认列")
    bring.add_argument("--refused", metavar="文件", type=Path, help="把拒收的行写成 .xlsx，改好再导入")
    bring.set_defaults(handler=bring_in)
    taught = book_parser(group, "headings", "看本单位记住的表头和村名")
    taught.add_argument("--forget", metavar="表头", action="append", default=[], help="忘掉这个表头或村名")
    taught.add_argument("--forget-all", action="store_true", help="忘掉全部")
    taught.set_defaults(handler=headings)


def source_from(name: str) -> Path | str:
    """Return the file a command names, or the text on standard input for ``-``.

    Raises:
        Rejected: standard input is not UTF-8 or GB 18030 text.
    """
    if name != STDIN:
        return Path(name)
    raw = sys.stdin.buffer.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Rejected(finding("general.not_text"))


def bring_in(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster import BOOK FILE``."""
    from dangjian_desktop.services.import_decisions import decisions_on
    from dangjian_desktop.services.import_facts import plan_facts, roster_facts

    wanted = _wanted(chosen)
    with opened(chosen, opener) as office:
        imports = office.imports
        given, columns = source_from(chosen.file), _columns(chosen.column, imports, chosen.kind)
        plan = imports.preview(given, chosen.kind, columns=columns)
        pairs = plan.pairs
        plan = imports.decided(plan, decisions_on(pairs, wanted, RESTS.get(chosen.unsure)))
        if chosen.apply:
            imports.apply(plan, learn=chosen.learn)
        out = imports.export_refused(plan, chosen.refused).value if chosen.refused else 0
    data = {
        "source": plan.reading.source,
        **roster_facts(plan.reading),
        "partner_orgs": list(dict.fromkeys(g.partner_org for g in plan.reading.groups if g.partner_org)),
        **plan_facts(plan.plan),
        "unsure": [_pair_data(one) for one in plan.pairs],
        "columns": [
            {"heading": one.heading, "field": one.field, "way": one.way.value}
            for table in plan.tables
            for one in table.columns
        ],
        "refused_rows": out,
        "applied": chosen.apply,
    }
    told = tuple(replace(one, code=TOLD.get(one.code, one.code)) for one in plan.findings)
    lines = [*preview_lines(plan.changes, plan.counts), *_pair_lines(plan.pairs), plan.summary]
    if chosen.refused:
        lines.append(f"拒收的 {out} 行写在 {chosen.refused}，改好后原样导入。")
    return Reply([*lines, *applied_words(chosen.apply, nothing=plan.plan.is_empty())], data, told)


def preview_lines(changes: Sequence[PlannedChange], counts: Mapping[Any, int]) -> list[str]:
    """Return counts and the lines of a preview that say more than "the same"."""
    from dangjian_desktop.services.import_views import change_words

    totals = "，".join(f"{KIND_WORDS[kind.value]} {count}" for kind, count in counts.items())
    lines = [totals]
    for change in changes:
        if change.kind.value == "unchanged":
            continue
        where = f"{change.place} " if change.place else ""
        lines.append(f"{KIND_WORDS[change.kind.value]} {where}{change.name} {change_words(change)}".rstrip())
    return lines


def applied_words(applied: bool, *, nothing: bool = False) -> tuple[str, ...]:
    """Say whether anything was written; ``nothing`` tells that there was nothing to write."""
    if nothing:
        return ("没有要写入的内容。",)
    return ("已写入，可以整步撤销。",) if applied else ("只是预览，没有写入；加 --apply 写入。",)


def stored_words(applied: bool) -> tuple[str, ...]:
    """Say whether ballots were written: of them no copy is kept to undo by."""
    return ("已写入；测评票不留底稿，要改按票号更正或作废。",) if applied else applied_words(applied)


def headings(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``roster headings BOOK``."""
    with opened(chosen, opener) as office:
        gone = sum(office.imports.forget(heading=one).value for one in chosen.forget)
        if chosen.forget_all:
            gone += office.imports.forget().value + office.imports.forget(PLACES).value
        known, places = office.imports.learned(), office.imports.learned_places()
        words = {kind: dict(office.imports.fields(kind)) for kind in {one.kind for one in known}}
    lines = [f"{one.heading} = {words[one.kind].get(one.field, UNWANTED)}" for one in known]
    lines += [f"村（社区）{one.heading} = {one.field or '不导入'}" for one in places]
    lines = lines or ["没有记住的表头和村名。"]
    data = [{"kind": one.kind, "heading": one.heading, "field": one.field} for one in (*known, *places)]
    return Reply([*lines, *([f"已忘掉 {gone} 个。"] if gone else [])], {"headings": data, "forgotten": gone})


def _columns(written: Sequence[str], imports: RosterImports, kind: str) -> dict[str, str]:
    """Read ``表头=字段``; the field by its code or its usual heading."""
    kinds = [kind] if kind else [code for code, _ in imports.kinds()]
    fields = {word: code for one in kinds for code, word in imports.fields(one)} if written else {}
    found = {}
    for one in written:
        heading, mark, name = one.partition("=")
        if not mark or not heading.strip():
            raise Rejected(finding("matching.bad_column", where=Where(field="--column"), text=one))
        found["".join(heading.split())] = _field(name.strip(), fields)
    return found


def _field(word: str, fields: Mapping[str, str]) -> str:
    """Return the code of a field named by its heading or its code; empty for a column that is not wanted."""
    if word == UNWANTED:
        return ""
    if word in fields or word in fields.values():
        return fields.get(word, word)
    raise Rejected(finding("matching.no_such_field", where=Where(field=word), known="、".join(fields)))


def _wanted(chosen: argparse.Namespace) -> list[Wanted]:
    from dangjian_desktop.services.import_decisions import Wanted

    found = _from_file(chosen.decisions) if chosen.decisions else []
    for one in chosen.same:
        row, mark, rest = one.partition("=")
        if not mark:
            raise Rejected(finding("matching.bad_same", where=Where(field="--same"), text=one))
        person, _, take = rest.partition(":")
        fields = tuple(part.strip() for part in take.replace("，", ",").split(",") if part.strip())
        found.append(Wanted(row=row.strip(), verdict=Verdict.SAME, person=person.strip(), take=fields))
    found.extend(Wanted(row=row, verdict=Verdict.APART) for row in chosen.apart)
    found.extend(Wanted(row=row, verdict=Verdict.SKIP) for row in chosen.skip)
    found.extend(Wanted(row=row, verdict=Verdict.ENDED) for row in chosen.ended)
    return found


def _from_file(path: Path) -> list[Wanted]:
    from dangjian_desktop.services.import_decisions import Wanted

    where = Where(file=path.name)
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        return [
            Wanted(
                row=str(one["row"]),
                verdict=Verdict(one["verdict"]),
                person=str(one.get("person", "")),
                take=tuple(map(str, one.get("take", ()))),
            )
            for one in told
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Rejected(finding("matching.bad_decisions", where=where)) from None


def _pair_data(pair: ImportPair) -> dict[str, Any]:
    from dangjian_desktop.services.import_decisions import left_name

    return {
        "row": pair.address,
        "name": pair.name,
        "asks": pair.asks,
        "answers": [one.verdict for one in pair.answers],
        "verdict": pair.decision.verdict if pair.decision else None,
        "before": pair.before,
        "like": [
            {
                "person": view.left.key,
                "name": left_name(view),
                "level": view.level,
                "why": view.why,
                "different": list(view.open_fields),
            }
            for view in pair.views
        ],
    }


def _pair_lines(pairs: Sequence[ImportPair]) -> list[str]:
    from dangjian_desktop.services.import_decisions import left_name
    from dangjian_desktop.services.pair_views import SAME_PERSON

    short = {Verdict.SAME: "合并", Verdict.APART: "新增", Verdict.SKIP: "跳过"}
    lines: list[str] = []
    for pair in pairs:
        who = pair.asks == SAME_PERSON
        words = short if who else {one.verdict: one.name for one in pair.answers}
        done = pair.before or (words[pair.decision.verdict] if pair.decision else "")
        done = f"（{done}）" if done else ""
        for view in pair.views:
            asked = f"{done} {pair.address} {pair.name} / {left_name(view)} {view.left.note}"
            lines.append(f"像册内的人{asked}：{view.level}，{view.why}" if who else f"{pair.asks}{asked}")
    return lines
