"""Ballots: meetings and their papers, typed one commit each, counted in SQL, never tied to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_remarks import Remark, cleaned
from dangjian_desktop.domain.ballots import Ballot, BallotDraft, GroupCount, Meeting, ballot_of
from dangjian_desktop.domain.forms import BallotForm, BallotSubject
from dangjian_desktop.domain.meetings import meeting_findings
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.tallies import MeetingTally, tally
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Severity, Where, blocking, finding
from dangjian_desktop.kernel.texts.ballots import AUDIT
from dangjian_desktop.services.ballot_views import (
    MeetingRow,
    MeetingSheet,
    MeetingState,
    Part,
    Subject,
    SubjectFigures,
    SubjectKey,
    figures_of,
    progress_of,
    state_of,
)
from dangjian_desktop.services.meeting_forms import MeetingForms

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.ballot_import import BallotPlan
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

FIRST_ENTRY = 1
TOUCHED = Changes.of(Topic.BALLOTS)


class Ballots:
    """What a clerk can do with meetings and ballots of one book.

    A book keeps no time, typist or order with a paper; the audit log says that a paper was typed,
    and names its number only where a stored paper was changed or taken out, with the reason.
    """

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock
        self._forms = MeetingForms(catalog, clock)
        self._kept: dict[tuple[str, str], tuple[int, tuple[SubjectFigures, ...]]] = {}

    # ---------------------------------------------------------------- reading

    def forms(self) -> tuple[BallotForm, ...]:
        """Return the ballot forms that may start a meeting today."""
        return self._catalog.ballot_forms(self._clock.today())

    def subjects(self, kind: BallotSubject) -> tuple[Subject, ...]:
        """Return what a meeting on a form of ``kind`` can be about, in the office's order."""
        with self._book.read() as view:
            if kind is BallotSubject.PERSON:
                people = sorted(view.persons.all(), key=lambda p: (p.pinyin, p.name))
                return tuple(Subject(name=p.name, person_id=p.id) for p in people)
            units = sorted(view.communities.all(), key=lambda c: (c.order, c.name))
            found = [Subject(name=c.name, community_id=c.id) for c in units]
            if kind is BallotSubject.BODY:
                orgs = sorted(view.party_orgs.all(), key=lambda o: (o.order, o.name))
                found.extend(Subject(name=o.name, party_org_id=o.id) for o in orgs)
            return tuple(found)

    def meetings(self, campaign_id: str) -> tuple[MeetingRow, ...]:
        """Return the meetings of a campaign with their progress, by day and title."""
        with self._book.read() as view:
            found = view.meetings.find(campaign_id=campaign_id)
            names = _subject_names(view, found)
            papers = view.ballots.papers(FIRST_ENTRY)
            return tuple(self._row(meeting, *papers.get(meeting.id, ((), 0)), names) for meeting in found)

    def find_meeting(self, words: str) -> Meeting:
        """Return the meeting whose id or title is ``words``.

        Raises:
            Rejected: when there is none, or several have that title.
        """
        with self._book.read() as view:
            by_id = view.meetings.get(words)
            found = (by_id,) if by_id is not None else view.meetings.find(title=words)
        if len(found) != 1:
            code = "ballots.many_meetings" if found else "ballots.no_such_meeting"
            raise Rejected(finding(code, words=words))
        return found[0]

    def sheet(self, meeting_id: str) -> MeetingSheet:
        """Return everything about one meeting.

        Raises:
            Rejected: when the meeting or its form is gone.
        """
        with self._book.read() as view:
            return self._sheet(view, meeting_of(view, meeting_id))

    def tally(self, meeting_id: str) -> MeetingTally:
        """Return the result of one meeting: counted in SQL, made exact by the domain.

        Raises:
            Rejected: when the meeting or its form is gone.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            form = self._forms.of(view, meeting)
            return tally(form, meeting, _counts(view, form, meeting))

    def figures(self, campaign_id: str, form_code: str) -> tuple[SubjectFigures, ...]:
        """Return the rates of every subject judged on ``form_code`` (满意率, 不满意率, …).

        Several meetings about one subject are added, numerators and denominators; a meeting whose
        count is void is left out. The figures are kept until a ballot or meeting changes: lists
        that need them are asked for much more often than ballots are typed.
        """
        with self._book.read() as view:
            version = view.audit.last_of("ballots.", "book.")
        kept = self._kept.get((campaign_id, form_code))
        if kept is None or kept[0] != version:
            kept = (version, self._all_figures(campaign_id, form_code))
            self._kept[(campaign_id, form_code)] = kept
        return kept[1]

    def _all_figures(self, campaign_id: str, form_code: str) -> tuple[SubjectFigures, ...]:
        by_subject: dict[SubjectKey, list[Part]] = {}
        with self._book.read() as view:
            for meeting in view.meetings.find(campaign_id=campaign_id, form_code=form_code):
                for key, part in self._parts(view, meeting):
                    by_subject.setdefault(key, []).append(part)
        return tuple(figures_of(form_code, key, parts) for key, parts in by_subject.items() if any(key))

    def _parts(self, view: Repositories, meeting: Meeting) -> Iterator[tuple[SubjectKey, Part]]:
        """Yield what one meeting says about its subject, or about each of its list."""
        form = self._forms.of(view, meeting)
        made = tally(form, meeting, _counts(view, form, meeting))
        if made.void:
            return
        complete = not any(f.code == "ballots.not_all_typed" for f in made.findings)
        if form.list_subject is None:
            key = (meeting.community_id, meeting.party_org_id, meeting.person_id)
            yield key, Part(meeting.id, made.total.rates, complete)
            return
        listed = view.listed_subjects.find(meeting_id=meeting.id)
        for one in made.total.subjects:
            line = listed[one.place]
            key = (line.community_id, line.party_org_id, line.person_id)
            yield key, Part(meeting.id, one.rates, complete)

    def look_up(self, meeting_id: str, number: int) -> Ballot:
        """Return the paper with ``number`` as it was typed, to hold it against the paper itself.

        Raises:
            Rejected: when no such paper was typed.
        """
        with self._book.read() as view:
            return _ballot(view, meeting_id, number)

    # ---------------------------------------------------------------- meetings

    def save_meeting(self, meeting: Meeting) -> Outcome[Meeting]:
        """Add a meeting (an empty id makes a new one) or write its sheet.

        The outcome carries what the sheet contradicts; figures that contradict each other are a
        fact of the meeting and are kept.

        Raises:
            Rejected: no title, subject or form, a negative or unknown headcount, a closed meeting,
                or another form while papers are typed.
        """
        form = self._forms.on_paper(meeting)
        title = meeting.title.strip()
        kept = replace(meeting, id=meeting.id or new_id(), form_edition=form.edition, title=title)
        with self._book.work("ballots.meeting", AUDIT["meeting"].format(title=kept.title)) as work:
            wrong = _sheet_errors(form, kept)
            if wrong:
                raise Rejected(*wrong)
            before = work.meetings.get(kept.id)
            if before is not None:
                refuse_closed(before)
                typed = work.ballots.count(kept.id, FIRST_ENTRY) > 0
                if typed and (before.form_code, before.form_edition) != (kept.form_code, kept.form_edition):
                    raise Rejected(finding("ballots.form_in_use", where=Where(record=before.title)))
            work.meetings.put(kept)
            work.commit()
        return Outcome(kept, self.tally(kept.id).findings, TOUCHED)

    def remove_meeting(self, meeting_id: str) -> Outcome[Meeting]:
        """Remove a meeting without papers.

        Raises:
            Rejected: when it is gone, or papers are typed.
        """
        with self._book.work("ballots.meeting_removed", AUDIT["meeting_removed"]) as work:
            meeting = meeting_of(work, meeting_id)
            if work.ballots.of_meeting(meeting_id):
                raise Rejected(finding("ballots.meeting_has_papers", where=Where(record=meeting.title)))
            for one in work.listed_subjects.find(meeting_id=meeting_id):
                work.listed_subjects.remove(one.id)
            work.remarks.clear(meeting_id)
            work.meetings.remove(meeting_id)
            work.commit()
        return Outcome(meeting, (), TOUCHED)

    def finish(self, meeting_id: str) -> Outcome[MeetingSheet]:
        """Prove the balance and close the meeting's count.

        收回 = 有效 + 无效 + 空白 for every group, and per item the options and blanks = 有效.

        Raises:
            Rejected: with every error of the balance.
        """
        with self._book.work("ballots.finish", AUDIT["finish"]) as work:
            meeting = meeting_of(work, meeting_id)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            counts = _counts(work, form, meeting)
            found = proof(form, meeting, counts)
            if blocking(found):
                raise Rejected(*found)
            work.meetings.put(replace(meeting, finished_on=self._clock.today()))
            work.commit()
        return Outcome(self.sheet(meeting_id), found, TOUCHED)

    def reopen(self, meeting_id: str, reason: str) -> Outcome[MeetingSheet]:
        """Open a closed count again; the reason stands in the audit log.

        Raises:
            Rejected: when it is gone or no reason is given.
        """
        said = said_reason(reason)
        with self._book.read() as view:
            title = meeting_of(view, meeting_id).title
        with self._book.work("ballots.reopen", AUDIT["reopen"].format(title=title, reason=said)) as work:
            work.meetings.put(replace(meeting_of(work, meeting_id), finished_on=None))
            work.commit()
        return Outcome(self.sheet(meeting_id), (), TOUCHED)

    # ---------------------------------------------------------------- papers

    def record(self, draft: BallotDraft) -> Outcome[Ballot]:
        """Store one typed paper: one commit. Words written on it are kept apart from it.

        Raises:
            Rejected: the draft is not whole, its number is typed already, or the count is closed.
        """
        with self._book.work("ballots.record", AUDIT["record"]) as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            ballot = ballot_of(draft, form)
            try:
                work.ballots.add(ballot)
            except Rejected as refused:
                raise _as_taken(refused, ballot.number) from refused
            for remark in _remarks(draft, form):
                work.remarks.add(remark)
            work.commit()
        return Outcome(ballot, (), TOUCHED)

    def correct(self, draft: BallotDraft, reason: str) -> Outcome[Ballot]:
        """Replace the paper with the draft's number; the reason stands in the audit log, no answer does.

        Raises:
            Rejected: no such paper, no reason, the draft is not whole, or the count is closed.
        """
        said = said_reason(reason)
        words = AUDIT["correct"].format(number=draft.number, reason=said)
        with self._book.work("ballots.correct", words) as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            ballot = ballot_of(draft, self._forms.of(work, meeting))
            _ballot(work, draft.meeting_id, draft.number)
            work.ballots.put(ballot)
            work.commit()
        return Outcome(ballot, (), TOUCHED)

    def retype(self, draft: BallotDraft, number: int) -> Outcome[Ballot]:
        """Put a paper typed anew in the place of paper ``number``, under its own number: one commit.

        Raises:
            Rejected: no such paper, the draft is not whole, its number is another paper's, or the
                count is closed; then the old paper stays as it is.
        """
        with self._book.work("ballots.retype", AUDIT["retype"].format(number=number)) as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            ballot = ballot_of(draft, self._forms.of(work, meeting))
            _ballot(work, draft.meeting_id, number)
            work.ballots.remove(draft.meeting_id, FIRST_ENTRY, number)
            try:
                work.ballots.add(ballot)
            except Rejected as refused:
                raise _as_taken(refused, ballot.number) from refused
            work.commit()
        return Outcome(ballot, (), TOUCHED)

    def void(self, meeting_id: str, numbers: Iterable[int], reason: str) -> Outcome[int]:
        """Take typed papers out of the count (typed twice, or no such paper); return how many.

        An invalid ballot is no void one: it was in the box and counts as 无效.

        Raises:
            Rejected: no such paper, no reason, or the count is closed.
        """
        said, wanted = said_reason(reason), tuple(dict.fromkeys(numbers))
        shown = "、".join(str(n) for n in wanted[:20]) + ("…" if len(wanted) > 20 else "")
        with self._book.work("ballots.void", AUDIT["void"].format(numbers=shown, reason=said)) as work:
            refuse_closed(meeting_of(work, meeting_id))
            for number in wanted:
                if not work.ballots.remove(meeting_id, FIRST_ENTRY, number):
                    raise Rejected(finding("ballots.no_such_paper", number=number))
            work.commit()
        return Outcome(len(wanted), (), TOUCHED)

    # ---------------------------------------------------------------- import

    def preview_import(self, path: Path, meeting_id: str, form_code: str = "") -> BallotPlan:
        """Read papers from a table file (one row a paper, one column an item); nothing is written.

        Raises:
            Rejected, Unavailable: the file cannot be read, or ``form_code`` is not the meeting's.
        """
        from dangjian_desktop.services.ballot_import import plan_of

        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            taken = frozenset(view.ballots.numbers(meeting_id, FIRST_ENTRY))
            form = self._forms.of(view, meeting)
        refuse_closed(meeting)
        if form.list_subject is not None and not form.listed:
            raise Rejected(finding("ballots.no_list", where=Where(record=meeting.title)))
        if form_code and form_code != meeting.form_code:
            raise Rejected(finding("ballots.other_form", where=Where(record=meeting.title), form=form_code))
        return plan_of(path, form, meeting, taken)

    def apply_import(self, plan: BallotPlan) -> Outcome[int]:
        """Store the plan's papers in one unit and return how many; :meth:`void` takes them out again.

        Raises:
            Rejected: nothing to store, the count is closed, or a number was typed since the preview.
        """
        if not plan.drafts:
            raise Rejected(finding("ballots.nothing_to_import"), *blocking(plan.findings))
        words = AUDIT["import"].format(count=len(plan.drafts), file=plan.file)
        with self._book.work("ballots.import", words) as work:
            meeting = meeting_of(work, plan.meeting_id)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            taken = set(work.ballots.numbers(plan.meeting_id, FIRST_ENTRY))
            for draft in plan.drafts:
                if draft.number in taken:
                    raise Rejected(finding("ballots.number_taken", number=draft.number))
            work.ballots.add_all(ballot_of(draft, form) for draft in plan.drafts)
            work.commit()
        return Outcome(len(plan.drafts), plan.findings, TOUCHED)

    # ---------------------------------------------------------------- helpers

    def _row(
        self, meeting: Meeting, counts: Sequence[GroupCount], last: int, names: Callable[[Meeting], str]
    ) -> MeetingRow:
        try:
            form = self._forms.on_paper(meeting)
        except Rejected:
            return MeetingRow(
                meeting=meeting, form_name=meeting.form_code, subject=names(meeting),
                state=MeetingState.EMPTY, groups=(),
            )  # fmt: skip
        return _row_of(form, meeting, _in_form_order(form, counts), last, names)

    def _sheet(self, view: Repositories, meeting: Meeting) -> MeetingSheet:
        form = self._forms.of(view, meeting)
        counts = _counts(view, form, meeting)
        numbers = view.ballots.numbers(meeting.id, FIRST_ENTRY)
        names = _subject_names(view, (meeting,))
        return MeetingSheet(
            row=_row_of(form, meeting, counts, numbers[-1] if numbers else 0, names),
            form=form,
            tally=tally(form, meeting, counts),
            numbers=numbers,
        )


def proof(form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount]) -> tuple[Finding, ...]:
    """Return the balance proof of a meeting: errors stop it from being closed, warnings are told."""
    found = [
        replace(f, severity=Severity.ERROR) if f.code == "ballots.not_all_typed" else f
        for f in tally(form, meeting, counts).findings
    ]
    names = {g.code: g.name for g in form.groups}
    if not any(c.papers for c in counts):
        found.append(finding("ballots.nothing_typed", where=Where(record=meeting.title)))
    for c in counts:
        for place, item in enumerate(form.items):
            papers = c.papers_at(place)
            if papers != c.valid:
                at = Where(record=meeting.title, field=names[c.group])
                code = "ballots.item_out_of_balance"
                found.append(finding(code, where=at, item=item.text, marks=papers, valid=c.valid))
    return tuple(found)


def _remarks(draft: BallotDraft, form: BallotForm) -> Iterator[Remark]:
    for question, text in zip(form.remarks, draft.remarks, strict=False):
        if words := cleaned(text):
            yield Remark(meeting_id=draft.meeting_id, question=question.code, text=words)


def _sheet_errors(form: BallotForm, meeting: Meeting) -> list[Finding]:
    found = []
    if not meeting.title:
        found.append(finding("ballots.no_title", where=Where(field="title")))
    chosen = [s for s in (meeting.community_id, meeting.party_org_id, meeting.person_id) if s]
    if len(chosen) != 1:
        found.append(finding("ballots.no_subject", where=Where(field="subject")))
    for head in meeting.heads:
        group = form.group(head.group)
        if group is None:
            found.append(finding("ballots.unknown_group", group=head.group))
            continue
        if min(head.expected, head.present, head.issued, head.returned) < 0:
            found.append(finding("ballots.negative_head", where=Where(field=group.name)))
    return found


def _counts(view: Repositories, form: BallotForm, meeting: Meeting) -> tuple[GroupCount, ...]:
    """Count in SQL, in the form's order of groups."""
    return view.ballots.tally(meeting.id, FIRST_ENTRY, form)


def _in_form_order(form: BallotForm, counted: Sequence[GroupCount]) -> tuple[GroupCount, ...]:
    """Give every group of the form its line, also those without a paper."""
    by_group = {c.group: c for c in counted}
    return tuple(
        by_group.get(g.code) or GroupCount(group=g.code, valid=0, invalid=0, blank=0, marks=())
        for g in form.groups
    )


def _row_of(
    form: BallotForm, meeting: Meeting, counts: Sequence[GroupCount], last: int,
    names: Callable[[Meeting], str],
) -> MeetingRow:  # fmt: skip
    progress = progress_of(form, meeting, counts)
    found = meeting_findings(form, meeting, counts)
    return MeetingRow(
        meeting=meeting,
        form_name=form.name,
        subject=names(meeting),
        state=state_of(progress, found, meeting.finished_on is not None),
        groups=progress,
        next_number=last + 1,
    )


def _subject_names(view: Repositories, meetings: Sequence[Meeting]) -> Callable[[Meeting], str]:
    communities = view.communities.get_many(m.community_id for m in meetings if m.community_id)
    orgs = view.party_orgs.get_many(m.party_org_id for m in meetings if m.party_org_id)
    people = view.persons.get_many(m.person_id for m in meetings if m.person_id)
    names = {key: found.name for table in (communities, orgs, people) for key, found in table.items()}

    def name(meeting: Meeting) -> str:
        return names.get(meeting.community_id or meeting.party_org_id or meeting.person_id or "", "")

    return name


def meeting_of(view: Repositories, meeting_id: str) -> Meeting:
    """Return a meeting. Raises Rejected ``ballots.no_meeting``."""
    meeting = view.meetings.get(meeting_id)
    if meeting is None:
        raise Rejected(finding("ballots.no_meeting"))
    return meeting


def _ballot(view: Repositories, meeting_id: str, number: int) -> Ballot:
    ballot = view.ballots.get(meeting_id, FIRST_ENTRY, number)
    if ballot is None:
        raise Rejected(finding("ballots.no_such_paper", number=number))
    return ballot


def refuse_closed(meeting: Meeting) -> None:
    """Raise Rejected ``ballots.meeting_closed`` once the count is closed."""
    if meeting.finished_on is not None:
        day = meeting.finished_on.isoformat()
        raise Rejected(finding("ballots.meeting_closed", where=Where(record=meeting.title), day=day))


def said_reason(text: str) -> str:
    """Return a reason in one line. Raises Rejected ``ballots.no_reason`` where none is given."""
    said = " ".join(text.split())
    if not said:
        raise Rejected(finding("ballots.no_reason", where=Where(field="reason")))
    return said


def _as_taken(refused: Rejected, number: int) -> Rejected:
    """Say a broken key the way a typist understands it; other refusals stay as they are."""
    if any(f.code == "storage.duplicate" for f in refused.findings):
        return Rejected(finding("ballots.number_taken", number=number))
    return refused
