"""ballots second, ballots differences, ballots settle: double entry on the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.importing import applied_words, stored_words
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.domain.ballots import BallotDraft
    from dangjian_desktop.domain.entries import ErrorCount, Pair
    from dangjian_desktop.domain.forms import BallotForm
    from dangjian_desktop.services.office import Opener


def register(group: Parsers) -> None:
    """Add the commands of this module to ``ballots``."""
    ways = book_parser(group, "ways", "定一场测评会怎样录：录几遍、票号怎样来")
    ways.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    ways.add_argument("--second", metavar="双录", help="无、全部，或抽查的百分数（1 到 99）")
    ways.add_argument("--numbers", metavar="票号", choices=("自动", "先输"), help="自动、先输")
    ways.add_argument("--batch", metavar="每批", type=int, help="每批 25 或 50 张，0 不分批")
    ways.add_argument("--papers", metavar="方式", choices=("逐张", "汇总"), help="逐张录票，或只录汇总数")
    ways.set_defaults(handler=set_ways)
    totals = book_parser(group, "totals", "从表格导入只录汇总数的测评会的票数（默认只预览）")
    totals.add_argument("file", metavar="文件", type=Path, help="一行一类人员的一个项目，一列一个选项")
    totals.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    totals.add_argument("--apply", action="store_true", help="写入数据文件")
    totals.set_defaults(handler=bring_totals)
    batches = book_parser(group, "batches", "每批票的合计，与手工清点的数核对")
    batches.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    batches.set_defaults(handler=show_batches)
    second = book_parser(group, "second", "从表格导入第二遍录的票（默认只预览），或看要录哪些票")
    second.add_argument("file", metavar="文件", type=Path, nargs="?", help="第二遍录的表格，一行一张票")
    second.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    second.add_argument("--typist", metavar="录入人", required=True, help="第二遍由谁录")
    second.add_argument("--apply", action="store_true", help="写入数据文件")
    second.set_defaults(handler=type_second)
    differing = book_parser(group, "differences", "列出两遍不一致的票和录入差错率")
    differing.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    differing.set_defaults(handler=differences)
    settle = book_parser(group, "settle", "对照纸票核定一张两遍不一致的票")
    settle.add_argument("number", metavar="票号", type=int)
    settle.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    settle.add_argument(
        "--take", metavar="第几遍或各题的键", required=True, help="1、2，或照纸重录的各题按键（空白写 0）"
    )
    settle.add_argument("--reason", metavar="原因", required=True, help="为什么这样核定")
    settle.set_defaults(handler=settle_one)
    prove = book_parser(group, "proof", "核对票数平衡，列出对不上的和要说明的")
    prove.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    prove.set_defaults(handler=show_proof)
    finish = book_parser(group, "finish", "完成一场测评会的核对")
    finish.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    finish.add_argument(
        "--explain", metavar="第几条=情况", action="append", default=[], help="说明第几条提示的情况，可写几次"
    )
    finish.set_defaults(handler=finish_count)


def set_ways(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots ways BOOK --meeting M [--second 无|全部|N] [--numbers 自动|先输]``."""
    from dangjian_desktop.domain.ballots import Checking

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        if chosen.second is not None:
            kind = {"无": Checking.NONE, "全部": Checking.ALL}.get(chosen.second, Checking.SAMPLE)
            text = chosen.second.removesuffix("%")
            share = int(text) if kind is Checking.SAMPLE and text.isascii() and text.isdigit() else 0
            meeting = replace(meeting, second=kind, percent=share)
        if chosen.numbers is not None:
            meeting = replace(meeting, numbers_first=chosen.numbers == "先输")
        if chosen.papers is not None:
            meeting = replace(meeting, totals_only=chosen.papers == "汇总")
        if chosen.batch is not None:
            meeting = replace(meeting, batch_size=chosen.batch)
        kept = office.ballots.save_meeting(meeting).value
    second = {Checking.NONE: "只录一遍", Checking.ALL: "全部录两遍"}.get(
        kept.second, f"抽查 {kept.percent}% 录两遍"
    )
    lines = [f"{kept.title}：{second}，票号{'先输' if kept.numbers_first else '自动数'}"]
    data = {
        "meeting": kept.title,
        "second": kept.second,
        "percent": kept.percent,
        "numbers_first": kept.numbers_first,
        "batch_size": kept.batch_size,
        "totals_only": kept.totals_only,
    }
    return Reply(lines, data, ())


def show_proof(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots proof BOOK --meeting M``."""
    from dangjian_desktop.domain.proofs import Balance
    from dangjian_desktop.services.ballot_papers import balance_words

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        proof = office.ballots.proof(meeting.id)
    papers = [e for e in proof.equations if e.balance is not Balance.ITEM or not e.holds]
    lines = [meeting.title]
    lines += [f"  {'对' if e.holds else '不对'}　{balance_words(e)}" for e in papers]
    data = {
        "meeting": meeting.title,
        "balanced": all(e.holds for e in proof.equations),
        "errors": len(proof.errors),
        "warnings": [
            {"number": n, "code": f.code, "field": f.where.field} for n, f in enumerate(proof.warnings, 1)
        ],
    }
    return Reply(lines, data, proof.findings)


def finish_count(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots finish BOOK --meeting M [--explain N=REASON …]``."""
    from dangjian_desktop.domain.ballots import Explanation

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        warnings = office.ballots.proof(meeting.id).warnings
        given = dict(one.split("=", 1) for one in chosen.explain if "=" in one)
        explained = [
            Explanation(code=f.code, field=f.where.field, reason=given.get(str(n), ""))
            for n, f in enumerate(warnings, 1)
        ]
        row = office.ballots.finish(meeting.id, explained).value.row
    figures = f"收回 {row.returned} = 有效 {row.valid} + 无效 {row.invalid} + 空白 {row.blank}"
    data = {"meeting": meeting.title, "explained": len(warnings)}
    return Reply([f"{meeting.title}已完成核对：{figures}"], data, ())


def bring_totals(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots totals BOOK FILE --meeting M``."""
    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        sheet = office.ballots.totals.read(chosen.file, meeting.id)
        if chosen.apply:
            office.ballots.totals.save(meeting.id, sheet.counts, sheet.source)
    lines = [f"{meeting.title}（只有汇总数）"]
    for count in sheet.counts:
        group = sheet.form.group(count.group)
        name = group.name if group else count.group
        lines.append(f"  {name}：有效 {count.valid}，无效 {count.invalid}，空白 {count.blank}")
    data = {
        "meeting": meeting.title,
        "groups": [
            {"group": c.group, "valid": c.valid, "invalid": c.invalid, "blank": c.blank, "marks": c.marks}
            for c in sheet.counts
        ],
        "applied": chosen.apply,
    }
    return Reply([*lines, *applied_words(chosen.apply)], data, ())


def show_batches(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots batches BOOK --meeting M``."""
    with opened(chosen, opener) as office:
        sheet = office.entries.batches(office.ballots.find_meeting(chosen.meeting).id)
    lines = [sheet.meeting.title]
    for batch in sheet.batches:
        counts = f"有效 {batch.valid}，无效 {batch.invalid}，空白 {batch.blank}"
        lines.append(f"  第 {batch.place} 批 {batch.first}—{batch.last}：{batch.papers} 张，{counts}")
    data = {
        "meeting": sheet.meeting.title,
        "batches": [
            {
                "first": b.first,
                "last": b.last,
                "papers": b.papers,
                "valid": b.valid,
                "invalid": b.invalid,
                "blank": b.blank,
                "marks": b.marks,
            }
            for b in sheet.batches
        ],
    }
    return Reply(lines, data, ())


def type_second(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots second BOOK [FILE] --meeting M --typist T``."""
    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        begun = office.entries.begin(meeting.id, chosen.typist)
        waiting = [n for n in begun.value.due if n not in set(begun.value.typed)]
        shown = "、".join(map(str, waiting)) if waiting else "没有"
        lines = [f"{meeting.title}：应录第二遍 {len(begun.value.due)} 张", f"还要录：{shown}"]
        data: dict[str, Any] = {"meeting": meeting.title, "due": begun.value.due, "waiting": waiting}
        found = begun.findings
        if chosen.file is not None:
            plan = office.ballots.preview_import(chosen.file, meeting.id, entry=2)
            if chosen.apply:
                office.ballots.apply_import(plan, chosen.typist)
            lines += [
                f"可导入 {len(plan.drafts)} 张，拒收 {plan.refused} 张",
                *stored_words(chosen.apply),
            ]
            data |= {"ballots": len(plan.drafts), "refused": plan.refused, "applied": chosen.apply}
            found = (*found, *plan.findings)
    return Reply(lines, data, found)


def differences(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots differences BOOK --meeting M``."""
    with opened(chosen, opener) as office:
        sheet = office.entries.differences(office.ballots.find_meeting(chosen.meeting).id)
    from dangjian_desktop.services.second_entry import apart_words

    form, waiting = sheet.form, sheet.open
    lines = [f"{sheet.meeting.title}：两遍都录的 {sheet.compared} 张，不一致待核定 {len(waiting)} 张"]
    for pair in waiting:
        lines.append(f"  第 {pair.number} 号：")
        lines += [f"    {one}" for one in _words(pair, form)]
    for errors in (*sheet.typists, *(e for e in sheet.items if e.wrong)):
        lines.append(f"  {errors.name}：{_rate(errors)}")
    lines += [f"  意见“{one.text}”：{apart_words(one)}" for one in sheet.remarks]
    data = {
        "meeting": sheet.meeting.title,
        "compared": sheet.compared,
        "open": [{"number": p.number, "places": [int(n) for n in p.places]} for p in waiting],
        "settled": [p.number for p in sheet.pairs if p.settled is not None],
        "typists": [_errors(e) for e in sheet.typists],
        "items": [_errors(e) for e in sheet.items],
        "remarks": [{"text": r.text, "first": r.firsts, "second": r.seconds} for r in sheet.remarks],
    }
    return Reply(lines, data, ())


def settle_one(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots settle BOOK NUMBER --meeting M --take 1|2|KEYS --reason R``."""
    with opened(chosen, opener) as office:
        sheet = office.entries.differences(office.ballots.find_meeting(chosen.meeting).id)
        pair = next((p for p in sheet.pairs if p.number == chosen.number), None)
        if pair is None:
            raise Rejected(finding("ballots.not_different", number=chosen.number))
        draft = _taken(pair, chosen.take, sheet.form)
        office.entries.settle(draft, chosen.reason)
        left = len(office.entries.differences(sheet.meeting.id).open)
    lines = [f"第 {chosen.number} 号票已核定，还有 {left} 张待核定"]
    return Reply(lines, {"number": chosen.number, "open": left}, ())


def _taken(pair: Pair, take: str, form: BallotForm) -> BallotDraft:
    """Return the paper as settled: the first or second entry, or the keys of the paper typed anew."""
    from dangjian_desktop.domain.ballots import BallotDraft, draft_of, press

    chosen = {"1": pair.first, "2": pair.second}.get(take)
    if chosen is not None:
        return draft_of(chosen)
    known = pair.first or pair.second
    if known is None or len(take) < len(form.items):
        raise Rejected(finding("ballots.nothing_to_take", number=pair.number))
    draft = BallotDraft(meeting_id=known.meeting_id, entry=3, number=pair.number, group=known.group)
    for key in take:
        draft, told = press(draft, key, form)
        if told is not None:
            raise Rejected(told)
    return draft


def _words(pair: Pair, form: BallotForm) -> list[str]:
    from dangjian_desktop.services.second_entry import part_name, side_words

    return [
        f"{part_name(place)}：第一遍 {side_words(pair.first, place, form)}，"
        f"第二遍 {side_words(pair.second, place, form)}"
        for place in pair.places
    ]


def _rate(errors: ErrorCount) -> str:
    share = percent(errors.share, 2) if errors.share is not None else "—"
    return f"差错 {errors.wrong} / {errors.judged}（{share}）"


def _errors(errors: ErrorCount) -> dict[str, Any]:
    return {"name": errors.name, "judged": errors.judged, "wrong": errors.wrong, "share": errors.share}
