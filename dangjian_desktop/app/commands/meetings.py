"""ballots meetings, ballots meeting, ballots paper: the sheet of a meeting, its papers by number."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, day_named, opened
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.ballots import AUDIT, COMPARED_WORDS, STATUS_NAMES

if TYPE_CHECKING:
    from dangjian_desktop.domain.ballots import Ballot, Headcount, Meeting
    from dangjian_desktop.domain.forms import BallotForm
    from dangjian_desktop.domain.survey_figures import SurveyLine
    from dangjian_desktop.domain.survey_rounds import ComparedLine
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.survey_tables import SurveyTable

TEXTS = {
    "title": "会议名称",
    "place": "地点",
    "host": "主持人",
    "tellers": "计票人",
    "scrutineers": "监票人",
}
HEADS = ("应到", "实到", "发出", "收回", "未收回")


def register(group: Parsers) -> None:
    """Add the commands of this module to ``ballots``."""
    listed = book_parser(group, "meetings", "列出这次活动的测评会：录了几张、到哪一步")
    listed.set_defaults(handler=list_meetings)
    one = book_parser(group, "meeting", "看、新建、改一场测评会：人数和票数、计票人、监票人")
    one.add_argument("--meeting", metavar="测评会", default="", help="名称或编号；不写是新建")
    one.add_argument("--form", metavar="测评票", default="", help="测评票的代码")
    one.add_argument("--about", metavar="对象", default="", help="测评谁：村社区、党组织或一名干部")
    one.add_argument("--on", metavar="日期", default="", help="哪一天开的")
    for name, word in TEXTS.items():
        one.add_argument(f"--{name}", metavar=word, help=word)
    one.add_argument(
        "--head", metavar="类别=数", action="append", default=[],
        help=f"一类人员的{'、'.join(HEADS)}，用逗号隔开，没有清点未收回的写前四个；可写几次",
    )  # fmt: skip
    one.add_argument("--reopen", metavar="原因", default="", help="把已核对的重新打开")
    one.add_argument("--remove", action="store_true", help="删除没有录过票的测评会")
    one.set_defaults(handler=manage)
    both = book_parser(group, "compare", "与上一次测评比较：逐项的票数、比率、变化")
    both.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    both.add_argument("--with", dest="before", metavar="测评会", help="改与哪一次比较；写“上一次”改回自动")
    both.add_argument("--group", metavar="类别", default="", help="只比较一类人员")
    both.set_defaults(handler=compare)
    many = book_parser(group, "figures", "一种测评票在各单位、各片的结果，票数相加得出")
    many.add_argument("--meeting", metavar="测评会", required=True, help="其中任一场测评会的名称或编号")
    many.add_argument("--group", metavar="类别", default="", help="只看一类人员")
    many.set_defaults(handler=figures)
    paper = book_parser(group, "paper", "按票号看一张票；更正、作废都要写原因")
    paper.add_argument("number", metavar="票号", type=int)
    paper.add_argument("--meeting", metavar="测评会", required=True, help="测评会的名称或编号")
    paper.add_argument("--correct", metavar="各题的键", default="", help="照纸上各题的按键更正，空白写 0")
    paper.add_argument("--void", action="store_true", help="作废：录错、录重的票从计票中去掉")
    paper.add_argument("--reason", metavar="原因", default="", help="为什么更正或作废")
    paper.set_defaults(handler=one_paper)


def list_meetings(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots meetings BOOK``."""
    with opened(chosen, opener) as office:
        rows = office.ballots.meetings(campaign_in_hand(office).id)
    lines = [
        f"{row.meeting.held_on or '日期未填'} {row.meeting.title}：{row.form_name}，"
        f"已录 {row.typed} / 收回 {row.returned}"
        for row in rows
    ]
    data = [
        {
            "id": row.meeting.id,
            "title": row.meeting.title,
            "form": row.meeting.form_code,
            "subject": row.subject,
            "held_on": row.meeting.held_on,
            "state": row.state,
            "typed": row.typed,
            "returned": row.returned,
        }
        for row in rows
    ]
    return Reply(lines or ["还没有测评会"], {"meetings": data})


def manage(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots meeting BOOK [--meeting M] [--title T …] [--head G=N,N,N,N[,N] …]``."""
    with opened(chosen, opener) as office:
        ballots = office.ballots
        if chosen.remove:
            gone = ballots.remove_meeting(ballots.find_meeting(chosen.meeting).id).value
            return Reply([f"已删除测评会 {gone.title}"], {"removed": gone.id})
        if chosen.reopen:
            ballots.reopen(ballots.find_meeting(chosen.meeting).id, chosen.reopen)
        before = ballots.find_meeting(chosen.meeting) if chosen.meeting else _new(office, chosen)
        meeting = _changed(office, before, chosen)
        if meeting != before or not before.id:
            meeting = ballots.save_meeting(meeting).value
        sheet = ballots.sheet(meeting.id)
    return Reply(list(_sheet_lines(sheet)), _sheet_data(sheet), sheet.findings)


def _new(office: Office, chosen: argparse.Namespace) -> Meeting:
    from dangjian_desktop.domain.ballots import Meeting

    form = next((f for f in office.ballots.forms() if f.code == chosen.form), None)
    if form is None:
        raise Rejected(finding("catalog.no_form", kind="测评票", form=chosen.form, edition=""))
    about = next((s for s in office.ballots.subjects(form.subject) if s.name == chosen.about), None)
    if about is None:
        raise Rejected(finding("ballots.no_subject", where=Where(field=chosen.about)))
    return Meeting(
        id="", campaign_id=campaign_in_hand(office).id, form_code=form.code, form_edition="", title="",
        community_id=about.community_id, party_org_id=about.party_org_id, person_id=about.person_id,
    )  # fmt: skip


def _changed(office: Office, meeting: Meeting, chosen: argparse.Namespace) -> Meeting:
    """Return the meeting with what the options say."""
    texts = {name: getattr(chosen, name).strip() for name in TEXTS if getattr(chosen, name) is not None}
    made = replace(meeting, **texts)
    if chosen.on:
        made = replace(made, held_on=day_named(chosen.on, "--on"))
    if chosen.head:
        edition = meeting.form_edition
        forms = (row.form for row in office.designs.forms())
        form = next(f for f in forms if f.code == meeting.form_code and edition in ("", f.edition))
        heads = {head.group: head for head in made.heads}
        for words in chosen.head:
            head = _head(form, words)
            heads[head.group] = head
        made = replace(made, heads=tuple(heads.values()))
    return made


def _head(form: BallotForm, words: str) -> Headcount:
    """Read ``党员=20,20,20,18,2``."""
    from dangjian_desktop.domain.ballots import Headcount

    name, _, text = words.partition("=")
    group = next((g for g in form.groups if name.strip() in (g.code, g.name)), None)
    if group is None:
        raise Rejected(finding("ballots.unknown_group", group=name))
    figures = [part.strip() for part in text.replace("，", ",").split(",")]
    wrong = next((part for part in figures if not (part.isascii() and part.isdigit())), None)
    if wrong is not None or not 4 <= len(figures) <= len(HEADS):
        raise Rejected(finding("ballots.bad_head", where=Where(field=group.name), text=wrong or text))
    expected, present, issued, returned, *rest = map(int, figures)
    return Headcount(
        group=group.code, expected=expected, present=present, issued=issued, returned=returned,
        unreturned=rest[0] if rest else None,
    )  # fmt: skip


def _sheet_lines(sheet: MeetingSheet) -> list[str]:
    meeting = sheet.meeting
    day = meeting.held_on.isoformat() if meeting.held_on else "日期未填"
    lines = [f"{meeting.title}：{sheet.row.form_name}，{sheet.row.subject}，{day}"]
    lines += [f"  {word}：{getattr(meeting, name)}" for name, word in TEXTS.items() if name != "title"]
    for group in sheet.row.groups:
        head = meeting.head(group.group)
        figures = (head.expected, head.present, head.issued, head.returned, head.unreturned)
        said = "，".join(
            f"{word} {figure}" for word, figure in zip(HEADS, figures, strict=True) if figure is not None
        )
        lines.append(f"  {group.name}：{said}，已录 {group.typed}")
    return lines


def _sheet_data(sheet: MeetingSheet) -> dict[str, Any]:
    meeting = sheet.meeting
    return {
        "id": meeting.id,
        "form": f"{meeting.form_code}/{meeting.form_edition}",
        "subject": sheet.row.subject,
        "held_on": meeting.held_on,
        "state": sheet.row.state,
        "heads": meeting.heads,
        **{name: getattr(meeting, name) for name in TEXTS},
    }


def compare(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots compare BOOK --meeting M [--with M2] [--group G]``."""
    from dangjian_desktop.services.survey_facts import row_of

    with opened(chosen, opener) as office:
        ballots = office.ballots
        meeting = ballots.find_meeting(chosen.meeting)
        if chosen.before is not None:
            usual = chosen.before == AUDIT["round_usual"]
            ballots.surveys.choose(meeting.id, "" if usual else ballots.find_meeting(chosen.before).id)
        form = ballots.sheet(meeting.id).form
        group = next((g.code for g in form.groups if g.name == chosen.group), chosen.group)
        found = ballots.surveys.compare(meeting.id, group)
    places = form.places
    before = found.before
    lines = [
        f"{meeting.title}，上次：{before.title} {before.held_on or ''}".rstrip()
        if before is not None
        else f"{meeting.title}：{COMPARED_WORDS['no_before']}"
    ]
    for line in found.lines:
        item, measure, old_parts, old, parts, new, base, moved = row_of(line, places)
        lines.append(
            f"  {item}，{measure}：上次 {old}（{old_parts}），本次 {new}（{parts}），{base}，{moved}"
        )
    data = {
        "meeting": meeting.title,
        "before": before.title if before is not None else None,
        "others": [one.title for one in found.others],
        "groups": [g.code for g in found.groups],
        "lines": [_compared(line) for line in found.lines],
    }
    return Reply(lines, data)


def _compared(line: ComparedLine) -> dict[str, object]:
    return {
        "item": line.item,
        "measure": line.measure,
        "before": line.before.value if line.before else None,
        "after": line.after.value if line.after else None,
        "base": line.after.base if line.after else None,
        "moved": line.moved,
    }


def figures(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots figures BOOK --meeting M [--group G]``."""
    with opened(chosen, opener) as office:
        ballots = office.ballots
        meeting = ballots.find_meeting(chosen.meeting)
        form = ballots.sheet(meeting.id).form
        group = next((g.code for g in form.groups if g.name == chosen.group), chosen.group)
        table = ballots.tables.table(meeting.id, group)
    data = {
        "form": f"{form.code}/{form.edition}",
        "group": group,
        "void": table.void,
        "open": table.open,
        "lines": [_told(line) for line in table.lines],
    }
    return Reply([form.name, *_rate_lines(table), *_choice_lines(table)], data)


def _rate_lines(table: SurveyTable) -> Iterator[str]:
    from dangjian_desktop.services import survey_facts as facts

    form = table.form
    yield from facts.notes_of(table)
    for line in facts.in_areas(table):
        titles = facts.rate_titles(form)
        rates = "，".join(f"{title} {facts.rate_of(line, code, form.places)}" for code, title in titles)
        score = facts.score_of(line, form.places)
        place, valid = _place(line.area, line.unit, line.name), facts.valid_of(line)
        yield f"  {place}：有效 {valid}，{rates}，得分 {score}"


def _choice_lines(table: SurveyTable) -> Iterator[str]:
    from dangjian_desktop.services import survey_facts as facts

    for item in facts.choice_items(table.form):
        yield item.text
        yield from facts.notes_of(table, item)
        for line in facts.in_areas(table, item):
            area, unit, name, papers, *shares = facts.choice_row(line, item, table.form)
            options = zip(item.options or table.form.options, shares, strict=True)
            said = "，".join(f"{option.text} {share}" for option, share in options)
            yield f"  {_place(area, unit, name)}：有效 {papers}，{said}"


def _place(*words: str) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))


def _told(line: SurveyLine) -> dict[str, object]:
    return {
        "level": line.level,
        "area": line.area,
        "unit": line.unit,
        "name": line.name,
        "meetings": line.meetings,
        "left_out": line.left_out,
        "valid": line.valid,
        "rates": {r.code: [r.numerator, r.denominator] for r in line.rates},
        "choices": {
            choice.item: {r.code: [r.numerator, r.denominator] for r in choice.shares}
            for choice in line.choices
        },
        "score": line.score,
    }


def one_paper(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots paper BOOK NUMBER --meeting M [--correct KEYS | --void] [--reason R]``."""
    with opened(chosen, opener) as office:
        ballots = office.ballots
        meeting = ballots.find_meeting(chosen.meeting)
        if chosen.void:
            ballots.void(meeting.id, (chosen.number,), chosen.reason)
            said = f"第 {chosen.number} 号票已作废，从计票中去掉"
            return Reply([said], {"number": chosen.number, "void": True})
        form = ballots.sheet(meeting.id).form
        ballot = ballots.look_up(meeting.id, chosen.number)
        if chosen.correct:
            ballot = ballots.correct(_typed(ballot, chosen.correct, form), chosen.reason).value
    return Reply(list(_paper_lines(ballot, form)), _paper_data(ballot))


def _typed(ballot: Ballot, keys: str, form: BallotForm) -> Any:
    """Return the paper typed anew, key by key; several ticks of one item end with ``+``."""
    from dangjian_desktop.domain.ballots import BallotDraft, press

    draft = BallotDraft(meeting_id=ballot.meeting_id, entry=1, number=ballot.number, group=ballot.group)
    for key in keys:
        draft, told = press(draft, key, form)
        if told is not None:
            raise Rejected(told)
    return draft


def _paper_lines(ballot: Ballot, form: BallotForm) -> list[str]:
    from dangjian_desktop.domain.ballots import chosen_words

    group = form.group(ballot.group)
    name = group.name if group else ballot.group
    reason = f"，{ballot.reason}" if ballot.reason else ""
    lines = [f"第 {ballot.number} 号，{name}，{STATUS_NAMES[ballot.status]}{reason}"]
    pairs = zip(form.items, ballot.marks, strict=True) if ballot.marks else ()
    lines += [
        f"  {n}. {item.text}：{chosen_words(form, n - 1, mark)}" for n, (item, mark) in enumerate(pairs, 1)
    ]
    return lines


def _paper_data(ballot: Ballot) -> dict[str, Any]:
    return {
        "number": ballot.number,
        "group": ballot.group,
        "status": ballot.status,
        "reason": ballot.reason,
        "marks": ballot.marks,
    }
