"""ballots import, list, remarks, redact, tally."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands import ballot_forms, entries, meetings
from dangjian_desktop.app.commands.ballot_issues import register_issues
from dangjian_desktop.app.commands.importing import applied_words, stored_words
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import SEVERAL_SHORT

if TYPE_CHECKING:
    from dangjian_desktop.domain.tallies import GroupTally, ItemTally, RateFigure
    from dangjian_desktop.services.office import Opener


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    group = commands.add_parser("ballots", help="测评票").add_subparsers(metavar="动作", required=True)
    bring = book_parser(group, "import", "从表格导入测评票（默认只预览）")
    bring.add_argument("file", metavar="文件", type=Path, help="xlsx、xls、csv 文件，一行一张票")
    bring.add_argument("--form", metavar="测评表", default="", help="测评表的代码，用来核对")
    bring.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    bring.add_argument("--apply", action="store_true", help="写入数据文件")
    bring.add_argument("--problems", metavar="文件", type=Path, help="把每一处问题、单元格和怎么办写成 .xlsx")
    bring.set_defaults(handler=bring_in)
    tally = book_parser(group, "tally", "统计一场测评会")
    tally.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    tally.set_defaults(handler=count)
    meetings.register(group)
    entries.register(group)
    ballot_forms.register(group)
    register_issues(group)
    listed = book_parser(group, "list", "测评名单：查看，或从文件、花名册写定（默认只预览）")
    listed.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    listed.add_argument("--names", metavar="文件", type=Path, help="文本或表格文件，一行一个：姓名、职务")
    listed.add_argument("--from-roster", action="store_true", help="按花名册里现任的人填入")
    listed.add_argument("--apply", action="store_true", help="写入数据文件")
    listed.set_defaults(handler=show_list)
    remarks = book_parser(group, "remarks", "票上写的意见，按文字排列")
    remarks.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    remarks.set_defaults(handler=show_remarks)
    redact = book_parser(group, "redact", "隐去一条意见中的文字，不能恢复")
    redact.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    redact.add_argument("--number", metavar="序号", type=int, required=True, help="意见清单里的序号")
    redact.add_argument("--passage", metavar="文字", default="", help="要隐去的字，不写则整条隐去")
    redact.add_argument("--reason", metavar="原因", required=True, help="为什么隐去")
    redact.set_defaults(handler=strike_out)


def bring_in(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots import BOOK FILE --meeting M [--problems OUT] [--apply]``."""
    from dangjian_desktop.services.ballot_problems import write_problems

    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        plan = office.ballots.preview_import(chosen.file, meeting.id, chosen.form)
        if chosen.problems is not None:
            write_problems(plan, chosen.problems, opener.clock.today())
        if chosen.apply:
            office.ballots.apply_import(plan)
    lines = [
        f"{meeting.title}：可导入 {len(plan.drafts)} 张，拒收 {plan.refused} 张",
        *stored_words(chosen.apply),
    ]
    data = {
        "meeting": meeting.title,
        "ballots": len(plan.drafts),
        "refused": plan.refused,
        "numbers": plan.numbers,
        "problems": chosen.problems,
        "applied": chosen.apply,
    }
    return Reply(lines, data, plan.findings)


def count(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots tally BOOK --meeting M``."""
    with opened(chosen, opener) as office:
        sheet = office.ballots.sheet(office.ballots.find_meeting(chosen.meeting).id)
    tally, form = sheet.tally, sheet.form
    whole = tally.total
    lines = [
        f"{sheet.meeting.title} {sheet.row.subject}",
        f"收回 {whole.returned}，有效 {whole.valid}，无效 {whole.invalid}，空白 {whole.blank}",
        *(f"{rate.name}：{rate.working(form.places)}" for rate in tally.total.rates),
    ]
    lines += [f"  {item.text}：{_said_of_item(item, form.places)}" for item in whole.items]
    for subject in tally.total.subjects:
        score = "—" if subject.score is None else shown(subject.score, form.places)
        rates = "，".join(f"{rate.name} {rate.working(form.places)}" for rate in subject.rates)
        lines.append(f"  {subject.place + 1}. {subject.name}：得分 {score}，{rates}")
    hidden = [g.name for g in form.groups if g.code in tally.hidden]
    if hidden:
        lines.append(f"{'、'.join(hidden)}票数少，不单独列出。")
    data = {
        "meeting": sheet.meeting.title,
        "subject": sheet.row.subject,
        "form": f"{form.code}/{form.edition}",
        "options": [option.code for option in form.options],
        "void": tally.void,
        "total": _group(tally.total),
        "groups": [_group(group) for group in tally.groups],
        "hidden": tally.hidden,
    }
    return Reply(lines, data, tally.findings)


def _said_of_item(item: ItemTally, places: int) -> str:
    """Say the counts of an item; with the share of each option where several may be ticked."""
    if not item.several:
        figures = "，".join(f"{o.text} {n}" for o, n in zip(item.options, item.counts, strict=True))
        return f"{figures}，未选 {item.blank}"
    rates = "，".join(
        f"{rate.name} {rate.working(places)}" for rate in map(item.option_rate, range(len(item.options)))
    )
    score = "" if item.score is None else f"；得分 {shown(item.score, places)}"
    return f"{rates}，未选 {item.blank}{score}（{SEVERAL_SHORT.format(papers=item.papers)}）"


def show_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots list BOOK --meeting M [--names FILE | --from-roster] [--apply]``."""
    with opened(chosen, opener) as office:
        held = office.ballot_lists.of_meeting(office.ballots.find_meeting(chosen.meeting).id)
        lines, told = held.lines, tuple[Finding, ...]()
        if chosen.names is not None or chosen.from_roster:
            lists = office.ballot_lists
            text = held.text(proposed=True) if chosen.from_roster else lists.text_of(chosen.names)
            lines, told = lists.read(held.meeting.id, text)
            if chosen.apply:
                lines = office.ballot_lists.save(held.meeting.id, lines).value
    said = [f"{held.meeting.title}：名单 {len(lines)} 个"]
    said += [f"  {n}. {line.name} {line.note}".rstrip() for n, line in enumerate(lines, 1)]
    if chosen.names is not None or chosen.from_roster:
        said += applied_words(chosen.apply)
    data = {
        "meeting": held.meeting.title,
        "list": [{"name": line.name, "note": line.note, "person": line.person_id} for line in lines],
        "applied": chosen.apply,
    }
    return Reply(said, data, told)


def show_remarks(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots remarks BOOK --meeting M``."""
    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        questions = office.ballot_remarks.of_meeting(meeting.id)
    lines, rows = [meeting.title], []
    for question in questions:
        lines.append(f"{question.item.text}（{question.count} 条）")
        for remark in question.remarks:
            rows.append(remark)
            times = f"（{remark.copies} 张票）" if remark.copies > 1 else ""
            struck = f"（已隐去：{remark.redacted}）" if remark.redacted else ""
            lines.append(f"  {len(rows)}. {remark.text}{times}{struck}")
    data = {
        "meeting": meeting.title,
        "remarks": [
            {"number": n, "question": r.question, "text": r.text, "copies": r.copies, "redacted": r.redacted}
            for n, r in enumerate(rows, 1)
        ],
    }
    return Reply(lines, data)


def strike_out(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots redact BOOK --meeting M --number N --reason R``."""
    with opened(chosen, opener) as office:
        meeting = office.ballots.find_meeting(chosen.meeting)
        rows = [r for q in office.ballot_remarks.of_meeting(meeting.id) for r in q.remarks]
        if not 1 <= chosen.number <= len(rows):
            raise Rejected(finding("ballots.no_such_remark", where=Where(record=meeting.title)))
        done = office.ballot_remarks.redact(rows[chosen.number - 1], chosen.passage, chosen.reason)
    return Reply([f"已隐去：{done.value.text}"], {"text": done.value.text, "redacted": done.value.redacted})


def _group(group: GroupTally) -> dict[str, Any]:
    return {
        "group": group.group,
        "returned": group.returned,
        "valid": group.valid,
        "invalid": group.invalid,
        "blank": group.blank,
        "rates": [_rate(rate) for rate in group.rates],
        "items": [
            {
                "code": item.code,
                "text": item.text,
                "options": [option.code for option in item.options],
                "counts": item.counts,
                "blank": item.blank,
                "hidden": item.hidden,
                "several": item.several,
                "option_rates": [_rate(item.option_rate(n)) for n in range(len(item.counts))],
                "rates": [_rate(rate) for rate in item.rates],
                "score": item.score,
            }
            for item in group.items
        ],
        "subjects": [
            {
                "place": subject.place + 1,
                "name": subject.name,
                "score": subject.score,
                "hidden": subject.hidden,
                "rates": [_rate(rate) for rate in subject.rates],
            }
            for subject in group.subjects
        ],
    }


def _rate(rate: RateFigure) -> dict[str, Any]:
    return {
        "code": rate.code,
        "name": rate.name,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "base": rate.base,
        "shown": percent(rate.share) if rate.share is not None else None,
    }
