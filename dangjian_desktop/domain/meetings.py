"""Checks of a meeting sheet: what its headcounts, its box and its form's clauses contradict."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.domain.ballots import GroupCount, Meeting
from dangjian_desktop.domain.forms import BallotForm, CheckKind, MeetingCheck
from dangjian_desktop.kernel.findings import Finding, Severity, Where, finding, warning


def meeting_findings(form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]) -> tuple[Finding, ...]:
    """Return what the meeting sheet and the count contradict, numbered and with the clause."""
    found: list[Finding] = []
    for check in form.checks:
        found.extend(_CHECKS[check.kind](form, meeting, check))
    for group in form.groups:
        head = meeting.head(group.code)
        at = Where(record=meeting.title, field=group.name)
        if head.issued > head.present:
            found.append(warning("ballots.issued_over_present", at, issued=head.issued, present=head.present))
        if head.present > head.expected:
            found.append(
                warning("ballots.present_over_expected", at, present=head.present, expected=head.expected)
            )
        if head.unreturned is not None and head.issued != head.returned + head.unreturned:
            found.append(
                warning(
                    "ballots.unreturned_off",
                    at,
                    issued=head.issued,
                    returned=head.returned,
                    unreturned=head.unreturned,
                )
            )
    names = {g.code: g.name for g in form.groups}
    for c in counts:
        at = Where(record=meeting.title, field=names[c.group])
        found.extend(_balance(at, meeting.head(c.group).returned, c))
    return tuple(found)


def _balance(at: Where, returned: int, c: GroupCount) -> list[Finding]:
    """收回 = 有效 + 无效 + 空白, group by group."""
    if c.papers > returned:
        return [
            finding(
                "ballots.typed_over_returned",
                where=at,
                returned=returned,
                papers=c.papers,
                valid=c.valid,
                invalid=c.invalid,
                blank=c.blank,
            )
        ]
    if c.papers < returned:
        missing = returned - c.papers
        return [warning("ballots.not_all_typed", at, missing=missing, returned=returned, papers=c.papers)]
    return []


def _at(meeting: Meeting, check: MeetingCheck, field: str = "") -> Where:
    return Where(record=meeting.title, field=field, clause=str(check.source))


def _severity(check: MeetingCheck) -> Severity:
    return Severity.ERROR if check.blocking else Severity.WARNING


def _least_present(form: BallotForm, meeting: Meeting, check: MeetingCheck) -> list[Finding]:
    present = sum(meeting.head(g.code).present for g in form.groups)
    if present >= check.value:
        return []
    return [
        finding(
            "ballots.too_few_present",
            _severity(check),
            _at(meeting, check),
            present=present,
            least=int(check.value),
        )
    ]


def _members_to_others(form: BallotForm, meeting: Meeting, check: MeetingCheck) -> list[Finding]:
    """Members : others is about 1 : 1; ``value`` is the share by which the two may differ."""
    members = sum(meeting.head(g.code).present for g in form.groups if g.members)
    others = sum(meeting.head(g.code).present for g in form.groups if not g.members)
    if abs(members - others) <= check.value * max(members, others):
        return []
    return [
        finding(
            "ballots.members_out_of_balance",
            _severity(check),
            _at(meeting, check),
            members=members,
            others=others,
        )
    ]


def _all_members_present(form: BallotForm, meeting: Meeting, check: MeetingCheck) -> list[Finding]:
    found = []
    for group in form.groups:
        head = meeting.head(group.code)
        if group.members and head.present < head.expected:
            found.append(
                finding(
                    "ballots.members_absent",
                    _severity(check),
                    _at(meeting, check, group.name),
                    absent=head.expected - head.present,
                    expected=head.expected,
                )
            )
    return found


def _returned_at_most_issued(form: BallotForm, meeting: Meeting, check: MeetingCheck) -> list[Finding]:
    """More papers in the box than were handed out: the whole count is void."""
    found = []
    for group in form.groups:
        head = meeting.head(group.code)
        if head.returned > head.issued:
            found.append(
                finding(
                    "ballots.returned_over_issued",
                    Severity.ERROR,
                    _at(meeting, check, group.name),
                    returned=head.returned,
                    issued=head.issued,
                )
            )
    return found


_CHECKS = {
    CheckKind.LEAST_PRESENT: _least_present,
    CheckKind.MEMBERS_TO_OTHERS: _members_to_others,
    CheckKind.ALL_MEMBERS_PRESENT: _all_members_present,
    CheckKind.RETURNED_AT_MOST_ISSUED: _returned_at_most_issued,
}
