"""发放登记: every time ballots leave the program, how many for whom; read back from the audit log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_issues import BallotIssue, read_issue

if TYPE_CHECKING:
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.storage.repositories import Repositories

ACTION = "ballots.print"


def issue_of(sheet: MeetingSheet, group: str, count: int, where: str) -> BallotIssue:
    """Return what the log keeps of ballots that leave the program."""
    known = sheet.form.group(group)
    name = known.name if known else ""
    return BallotIssue(meeting=sheet.meeting.title, group=name, count=count, where=where)


def ballots_printed(view: Repositories, meeting: str) -> tuple[tuple[date, BallotIssue], ...]:
    """Return what was printed for a meeting, in the order of time."""
    found = []
    for entry in sorted(view.audit.find(action=ACTION), key=lambda one: one.id):
        issue = read_issue(entry.summary)
        if issue is not None and issue.meeting == meeting:
            found.append((entry.at.date(), issue))
    return tuple(found)
