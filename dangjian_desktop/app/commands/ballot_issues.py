"""ballots issues: the register of printed forms, what was left over, what was destroyed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, opened
from dangjian_desktop.domain.ballot_issues import EVERYONE, BallotIssue, BallotMove, IssueBalance, sums
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.texts.ballots import MOVE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.domain.forms import BallotForm
    from dangjian_desktop.services.office import Office, Opener


def register_issues(group: Parsers) -> None:
    """Add ``ballots issues``."""
    issues = book_parser(group, "issues", "看票的发放登记，登记剩余、作废销毁的票")
    issues.add_argument("--meeting", metavar="测评会", default="", help="只看一次测评会，名称或编号")
    issues.add_argument(
        "--group", metavar="类别", default="", help="测评人员类别的代码或名称；不写是不分人员"
    )
    for move in BallotMove:
        issues.add_argument(
            f"--{move.value}", metavar="张数", type=int, help=f"登记{MOVE_NAMES[move.value]}多少张"
        )
    issues.add_argument("--form", metavar="种类", default="", help="选票、评分表的种类代码")
    issues.add_argument("--about", metavar="名称", default="", help="哪一类、哪一次选举，照登记里写")
    issues.add_argument("--note", metavar="说明", default="", help="作废销毁的要写明由谁收回、怎样销毁")
    issues.add_argument("--remove", metavar="编号", default="", help="去掉一条登记")
    issues.set_defaults(handler=show_issues)


def show_issues(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``ballots issues BOOK [--meeting M]``."""
    counts = [(move, getattr(chosen, move.value)) for move in BallotMove]
    with opened(chosen, opener) as office:
        if chosen.remove:
            office.issues.take_back(chosen.remove)
        if chosen.form:
            return _of_form(office, chosen, counts)
        if not chosen.meeting:
            if any(count is not None for _, count in counts):
                raise Rejected(finding("ballots.no_such_meeting", words=""))
            lines = office.issues.all()
            return Reply([_words(line) for line in lines], {"lines": lines})
        meeting = office.ballots.find_meeting(chosen.meeting)
        form = office.ballots.sheet(meeting.id).form
        for move, count in counts:
            if count is not None:
                group = _group(form, chosen.group)
                office.issues.register(meeting.id, move, group, count, chosen.note)
        return _of_meeting(office, meeting.id)


def _of_form(
    office: Office, chosen: argparse.Namespace, counts: Sequence[tuple[BallotMove, int | None]]
) -> Reply:
    from dangjian_desktop.services.paper_kinds import kind_of

    kind = kind_of(chosen.form)
    lines = office.issues.of_paper(kind.code)
    abouts = list(dict.fromkeys(line.about for line in lines))
    about = chosen.about or (abouts[0] if len(abouts) == 1 else "")
    for move, count in counts:
        if count is not None:
            if not about:
                raise Rejected(finding("ballots.no_about", paper=kind.name, known="、".join(abouts)))
            office.issues.register_forms(kind.code, about, move, count, chosen.note)
    lines = tuple(one for one in office.issues.of_paper(kind.code) if about in ("", one.about))
    told = sums(lines)
    words = [_words(line) for line in lines]
    words.append(_balance(about or kind.name, told))
    return Reply(words, {"lines": lines, "balances": (told,)})


def _of_meeting(office: Office, meeting_id: str) -> Reply:
    known = office.ballots.sheet(meeting_id).issues
    words = [_words(line) for line in known.lines]
    words += [_balance(one.group, one) for one in known.balances]
    return Reply(words, {"lines": known.lines, "balances": known.balances}, known.findings)


def _balance(name: str, one: IssueBalance) -> str:
    from dangjian_desktop.services.ballot_issues import balance_words

    return f"{name}：{balance_words(one)}"


def _group(form: BallotForm, words: str) -> str:
    """Return the name of a respondent group given by code or name; empty: everyone alike."""
    if not words:
        return ""
    found = next((one for one in form.groups if words in (one.code, one.name)), None)
    if found is None:
        raise Rejected(finding("ballots.unknown_group", group=words))
    return found.name


def _words(line: BallotIssue) -> str:
    return (
        f"{line.at:%Y-%m-%d %H:%M} {line.about} {line.group or EVERYONE}"
        f" {MOVE_NAMES[line.move.value]} {line.count} 张 {line.note} {line.by} {line.id}"
    )
