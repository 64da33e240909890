"""发放登记: every time forms leave the program, how many for whom; what was left over, what was destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_issues import (
    BALLOT,
    EVERYONE,
    BallotIssue,
    BallotMove,
    IssueBalance,
    balances,
)
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, warning
from dangjian_desktop.kernel.texts.ballots import AUDIT, MOVE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.domain.ballots import Meeting
    from dangjian_desktop.domain.forms import BallotForm
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

PRINT, REGISTER = "ballots.print", "ballots.register"
MOST = 100_000
TOUCHED = Changes.of(Topic.BALLOTS, Topic.PAPERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSheet:
    """The register of one meeting in the order of time, its balance by group, and what does not add up."""

    lines: tuple[BallotIssue, ...] = ()
    balances: tuple[IssueBalance, ...] = ()
    findings: tuple[Finding, ...] = ()


class BallotIssues:
    """What a clerk can do with the register of printed forms."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book, self._clock = book, clock

    def all(self) -> tuple[BallotIssue, ...]:
        """Return the whole register in the order of time."""
        with self._book.read() as view:
            return view.ballot_issues.all()

    def of_paper(self, kind: str, meeting_id: str = "") -> tuple[BallotIssue, ...]:
        """Return the register of one kind of paper, of one meeting where it is about one; newest first."""
        with self._book.read() as view:
            return tuple(reversed(view.ballot_issues.find(kind=kind, meeting_id=meeting_id)))

    def register_forms(
        self, kind: str, about: str, move: BallotMove, count: int, note: str
    ) -> Outcome[BallotIssue]:
        """Register forms about no meeting (选票, 评分表): left over, spoilt and destroyed, printed elsewhere.

        Raises:
            Rejected: no count, or nothing said of spoilt forms.
        """
        said = _checked(move, count, note)
        line = self._line(
            meeting_id="", about=about, kind=kind, edition="", move=move, group="", count=count, note=said
        )
        return self._add(REGISTER, line)

    def printed(
        self, *, meeting_id: str, about: str, kind: str, edition: str, group: str, count: int, where: str
    ) -> Outcome[BallotIssue]:
        """Register forms that leave the program for a file or the printer."""
        line = self._line(
            meeting_id=meeting_id,
            about=about,
            kind=kind,
            edition=edition,
            move=BallotMove.PRINTED,
            group=group,
            count=count,
            note=where,
        )
        return self._add(PRINT, line)

    def register(
        self, meeting_id: str, move: BallotMove, group: str, count: int, note: str
    ) -> Outcome[BallotIssue]:
        """Register ballots of a meeting: left over, spoilt and destroyed, or printed elsewhere.

        Raises:
            Rejected: no such meeting, no count, or nothing said of spoilt ballots.
        """
        said = _checked(move, count, note)
        with self._book.read() as view:
            meeting = view.meetings.get(meeting_id)
        if meeting is None:
            raise Rejected(finding("ballots.no_meeting"))
        line = self._line(
            meeting_id=meeting_id,
            about=meeting.title,
            kind=BALLOT,
            edition=meeting.form_edition,
            move=move,
            group=group,
            count=count,
            note=said,
        )
        return self._add(REGISTER, line)

    def take_back(self, line_id: str) -> Outcome[BallotIssue]:
        """Take a line out of the register: the papers were never printed, or it was typed wrong.

        Raises:
            Rejected: there is no such line.
        """
        with self._book.read() as view:
            line = view.ballot_issues.get(line_id)
        if line is None:
            raise Rejected(finding("ballots.no_issue"))
        with self._book.work(REGISTER, AUDIT["issue_removed"].format(**_facts(line))) as work:
            work.ballot_issues.remove(line_id)
            work.commit()
        return Outcome(line, (), TOUCHED)

    def _line(
        self,
        *,
        meeting_id: str,
        about: str,
        kind: str,
        edition: str,
        move: BallotMove,
        group: str,
        count: int,
        note: str,
    ) -> BallotIssue:
        return BallotIssue(
            id=new_id(),
            meeting_id=meeting_id,
            about=about,
            kind=kind,
            edition=edition,
            move=move,
            group=group,
            count=count,
            at=self._clock.now(),
            by=self._book.actor,
            note=note,
        )

    def _add(self, action: str, line: BallotIssue) -> Outcome[BallotIssue]:
        with self._book.work(action, AUDIT["issue"].format(**_facts(line))) as work:
            work.ballot_issues.add(line)
            work.commit()
        return Outcome(line, (), TOUCHED)


def _checked(move: BallotMove, count: int, note: str) -> str:
    said = " ".join(note.split())
    if not 0 < count <= MOST:
        raise Rejected(finding("ballots.bad_issue_count", where=Where(field="count"), most=MOST))
    if move is BallotMove.SPOILED and not said:
        raise Rejected(finding("ballots.no_destroyer", where=Where(field="note")))
    return said


def balance_words(one: IssueBalance) -> str:
    """Say what was printed and what became of it."""
    over = f"，比印制的多 {-one.issued} 份" if one.issued < 0 else ""
    issued = max(0, one.issued)
    return f"印制 {one.printed}，发出 {issued}，剩余 {one.spare}，作废销毁 {one.spoiled}{over}"


def issues_of(view: Repositories, meeting: Meeting, form: BallotForm) -> IssueSheet:
    """Return the register of one meeting held against what was handed out there."""
    lines = view.ballot_issues.find(meeting_id=meeting.id)
    issued = [(group.name, meeting.head(group.code).issued) for group in form.groups]
    found = balances(lines, issued)
    return IssueSheet(lines=lines, balances=found, findings=_findings(meeting, found))


def _findings(meeting: Meeting, found: Sequence[IssueBalance]) -> tuple[Finding, ...]:
    """Say what is missing, once ballots were handed out: before the meeting all are still spare."""
    return tuple(
        warning(
            "ballots.issues_out_of_balance" if one.gap > 0 else "ballots.issues_over_printed",
            Where(record=meeting.title, field=one.group),
            printed=one.printed,
            issued=one.issued,
            spare=one.spare,
            spoiled=one.spoiled,
            gap=abs(one.gap),
        )
        for one in found
        if one.issued and one.gap
    )


def _facts(line: BallotIssue) -> dict[str, str]:
    return {
        "about": line.about,
        "move": MOVE_NAMES[line.move.value],
        "group": line.group or EVERYONE,
        "count": str(line.count),
        "note": line.note,
    }
