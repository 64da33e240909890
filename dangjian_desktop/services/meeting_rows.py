"""Finding, counting and proving one meeting inside a transaction: what the services of ballots share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import Ballot, Checking, GroupCount, Meeting
from dangjian_desktop.domain.entries import (
    FIRST,
    SECOND,
    SETTLED,
    Doubled,
    Pair,
    count_twice,
    due_twice,
    entry_findings,
)
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.meetings import meeting_findings
from dangjian_desktop.domain.proofs import Proof, proof_of
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.services.ballot_views import MeetingRow, progress_of, state_of

if TYPE_CHECKING:
    from dangjian_desktop.storage.repositories import Repositories

BATCH_SIZES = (0, 25, 50)


def holding(view: Repositories, meeting_id: str) -> list[Ballot]:
    """Return what holds of every paper of a meeting (settled, else the first entry), by number."""
    papers = {b.number: b for b in view.ballots.of_meeting(meeting_id, FIRST)}
    papers |= {b.number: b for b in view.ballots.of_meeting(meeting_id, SETTLED)}
    return [papers[number] for number in sorted(papers)]


def proof_at(view: Repositories, form: BallotForm, meeting: Meeting) -> Proof:
    """Prove the count of a meeting: the balance, what is open of the second entry, what is doubtful."""
    typists = view.entry_typists.of_meeting(meeting.id)
    return proof_of(
        form,
        meeting,
        counts_of(view, form, meeting),
        holding(view, meeting.id),
        entry_findings(meeting, doubled_of(view, meeting), typists),
    )


def sheet_errors(form: BallotForm, meeting: Meeting) -> list[Finding]:
    """Return what stops a meeting's sheet from being written."""
    found = []
    if not meeting.title:
        found.append(finding("ballots.no_title", where=Where(field="title")))
    chosen = [s for s in (meeting.community_id, meeting.party_org_id, meeting.person_id) if s]
    if len(chosen) != 1:
        found.append(finding("ballots.no_subject", where=Where(field="subject")))
    if meeting.second is Checking.SAMPLE and not 1 <= meeting.percent <= 99:
        found.append(finding("ballots.bad_percent", where=Where(field="percent"), percent=meeting.percent))
    if meeting.batch_size not in BATCH_SIZES:
        found.append(finding("ballots.bad_batch_size", where=Where(field="batch_size")))
    for head in meeting.heads:
        group = form.group(head.group)
        if group is None:
            found.append(finding("ballots.unknown_group", group=head.group))
            continue
        figures = (head.expected, head.present, head.issued, head.returned, head.unreturned or 0)
        if min(figures) < 0:
            found.append(finding("ballots.negative_head", where=Where(field=group.name)))
    return found


def counts_of(view: Repositories, form: BallotForm, meeting: Meeting) -> tuple[GroupCount, ...]:
    """Count what holds of the papers in SQL, in the form's order of groups; or return the stored totals."""
    if meeting.totals_only:
        return in_form_order(form, totals_of(view, meeting))
    return view.ballots.tally(meeting.id, form)


def totals_of(view: Repositories, meeting: Meeting) -> tuple[GroupCount, ...]:
    """Return the stored totals of a meeting; none where nothing is stored yet."""
    kept = view.meeting_totals.get(meeting.id)
    return kept.counts if kept else ()


def in_form_order(form: BallotForm, counted: Sequence[GroupCount]) -> tuple[GroupCount, ...]:
    """Give every group of the form its line, also those without a paper."""
    by_group = {c.group: c for c in counted}
    empty = tuple((0,) * (len(form.options_of(item)) + 1) for item in range(len(form.items)))
    return tuple(
        by_group.get(g.code) or GroupCount(group=g.code, valid=0, invalid=0, blank=0, marks=empty)
        for g in form.groups
    )


def row_of(
    form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount], last: int,
    names: Callable[[Meeting], str], doubled: Doubled,
) -> MeetingRow:  # fmt: skip
    """Return the meeting as the list shows it; ``last`` is the highest number typed."""
    progress = progress_of(form, meeting, counts)
    found = meeting_findings(form, meeting, counts)
    return MeetingRow(
        meeting=meeting,
        form_name=form.name,
        subject=names(meeting),
        state=state_of(progress, found, meeting.finished_on is not None, doubled),
        groups=progress,
        doubled=doubled,
        next_number=last + 1,
    )


def subject_names(view: Repositories, meetings: Sequence[Meeting]) -> Callable[[Meeting], str]:
    """Return a function that names the unit or person a meeting judges."""
    communities = view.communities.get_many(m.community_id for m in meetings if m.community_id)
    orgs = view.party_orgs.get_many(m.party_org_id for m in meetings if m.party_org_id)
    people = view.persons.get_many(m.person_id for m in meetings if m.person_id)
    names = {key: found.name for table in (communities, orgs, people) for key, found in table.items()}

    def name(meeting: Meeting) -> str:
        return names.get(meeting.community_id or meeting.party_org_id or meeting.person_id or "", "")

    return name


def meeting_of(view: Repositories, meeting_id: str) -> Meeting:
    """Return the meeting; Rejected when it is gone."""
    meeting = view.meetings.get(meeting_id)
    if meeting is None:
        raise Rejected(finding("ballots.no_meeting"))
    return meeting


def doubled_of(view: Repositories, meeting: Meeting, differing: tuple[int, ...] | None = None) -> Doubled:
    """Return how far the second entry of a meeting is."""
    if differing is None:
        differing = view.ballots.differing(meeting.id).get(meeting.id, ())
    first = view.ballots.numbers(meeting.id, FIRST) if meeting.second is not Checking.NONE else ()
    second = set(view.ballots.numbers(meeting.id, SECOND)) if first else set()
    due = due_twice(meeting, first)
    if not due:
        return Doubled(due=count_twice(meeting, first), typed=0, differing=differing)
    return Doubled(due=len(due), typed=sum(n in second for n in due), differing=differing)


def pair_at(view: Repositories, meeting_id: str, number: int) -> Pair:
    """Return every entry of paper ``number``; Rejected when it was never typed."""
    first, second, settled = (view.ballots.get(meeting_id, e, number) for e in (FIRST, SECOND, SETTLED))
    if first is None and second is None and settled is None:
        raise Rejected(finding("ballots.no_such_paper", number=number))
    return Pair(number=number, first=first, second=second, settled=settled)


def refuse_totals(meeting: Meeting) -> None:
    """Raise Rejected when the meeting keeps totals only and takes no papers."""
    if meeting.totals_only:
        raise Rejected(finding("ballots.totals_only", where=Where(record=meeting.title)))


def refuse_closed(meeting: Meeting) -> None:
    """Raise Rejected when the count of the meeting is closed."""
    if meeting.finished_on is not None:
        day = meeting.finished_on.isoformat()
        raise Rejected(finding("ballots.meeting_closed", where=Where(record=meeting.title), day=day))


def refuse_second_changed(view: Repositories, before: Meeting, after: Meeting) -> None:
    """Raise Rejected when papers typed twice were chosen by another setting."""
    same = (before.second, before.percent) == (after.second, after.percent)
    if not same and view.ballots.count(before.id, SECOND):
        raise Rejected(finding("ballots.second_in_use", where=Where(record=before.title)))


def refuse_uncalled(view: Repositories, meeting: Meeting, numbers: Iterable[int]) -> None:
    """Raise Rejected when no second entry of one of these papers is asked for."""
    if meeting.second is Checking.NONE:
        raise Rejected(finding("ballots.no_second", where=Where(record=meeting.title)))
    if meeting.second is Checking.ALL:
        return
    due = set(due_twice(meeting, view.ballots.numbers(meeting.id, FIRST)))
    wrong = [finding("ballots.not_in_sample", number=n) for n in numbers if n not in due]
    if wrong:
        raise Rejected(*wrong)


def said_reason(text: str) -> str:
    """Return the reason in one line; Rejected when there is none."""
    said = " ".join(text.split())
    if not said:
        raise Rejected(finding("ballots.no_reason", where=Where(field="reason")))
    return said


def as_taken(refused: Rejected, number: int) -> Rejected:
    """Say a broken key the way a typist understands it; other refusals stay as they are."""
    if any(f.code == "storage.duplicate" for f in refused.findings):
        return Rejected(finding("ballots.number_taken", number=number))
    return refused
