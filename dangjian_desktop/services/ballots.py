"""Ballots: meetings and their papers, typed one commit each, counted in SQL, never tied to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_remarks import Remark, cleaned
from dangjian_desktop.domain.ballots import (
    Ballot,
    BallotDraft,
    Checking,
    Explanation,
    GroupCount,
    Meeting,
    ballot_of,
)
from dangjian_desktop.domain.entries import (
    FIRST,
    SECOND,
    SETTLED,
    Doubled,
    EntryState,
    asks_twice,
    block_of,
    due_twice,
)
from dangjian_desktop.domain.forms import BallotForm, BallotSubject
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.proofs import Proof, reason_for
from dangjian_desktop.domain.tallies import ItemTally, MeetingTally, rates_of, tally, votes_of
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, blocking, finding, hint
from dangjian_desktop.kernel.texts.ballots import AUDIT
from dangjian_desktop.services.ballot_issues import issues_of
from dangjian_desktop.services.ballot_views import (
    MeetingRow,
    MeetingSheet,
    MeetingState,
    Part,
    Subject,
    SubjectFigures,
    SubjectKey,
    figures_of,
)
from dangjian_desktop.services.counted_totals import CountedTotals
from dangjian_desktop.services.meeting_forms import MeetingForms
from dangjian_desktop.services.meeting_rows import (
    as_taken,
    counts_of,
    doubled_of,
    in_form_order,
    meeting_of,
    pair_at,
    proof_at,
    refuse_closed,
    refuse_second_changed,
    refuse_totals,
    refuse_uncalled,
    row_of,
    said_reason,
    sheet_errors,
    subject_names,
    totals_of,
)
from dangjian_desktop.services.survey_rounds import SurveyRounds
from dangjian_desktop.services.survey_tables import SurveyTables

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.ballot_import import BallotPlan
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

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
        self.totals = CountedTotals(book, self._forms)
        self.surveys = SurveyRounds(book, self._forms)
        self.tables = SurveyTables(book, self._forms)
        self._imported: tuple[int, BallotPlan] | None = None
        self._kept: dict[tuple[str, str, date | None], tuple[int, tuple[SubjectFigures, ...]]] = {}

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
            names = subject_names(view, found)
            papers, differing = view.ballots.papers(), view.ballots.differing()
            for meeting in found:
                if meeting.totals_only:
                    papers[meeting.id] = (totals_of(view, meeting), 0)
            return tuple(
                self._row(
                    meeting,
                    *papers.get(meeting.id, ((), 0)),
                    names,
                    doubled_of(view, meeting, differing.get(meeting.id, ())),
                )
                for meeting in found
            )

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
            return tally(form, meeting, counts_of(view, form, meeting))

    def figures(
        self, campaign_id: str, form_code: str, since: date | None = None
    ) -> tuple[SubjectFigures, ...]:
        """Return the rates of every subject judged on ``form_code`` (满意率, 不满意率, …), over the
        meetings held on ``since`` or later.

        Several meetings about one subject are added, numerators and denominators; a meeting whose
        count is void is left out. The figures are kept until a ballot or meeting changes: lists
        that need them are asked for much more often than ballots are typed.
        """
        with self._book.read() as view:
            version = view.audit.last_of("ballots.", "book.")
        place = (campaign_id, form_code, since)
        kept = self._kept.get(place)
        if kept is None or kept[0] != version:
            kept = self._kept[place] = (version, self._all_figures(campaign_id, form_code, since))
        return kept[1]

    def _all_figures(
        self, campaign_id: str, form_code: str, since: date | None
    ) -> tuple[SubjectFigures, ...]:
        by_subject: dict[SubjectKey, list[Part]] = {}
        with self._book.read() as view:
            for meeting in view.meetings.find(campaign_id=campaign_id, form_code=form_code):
                if since is not None and (meeting.held_on is None or meeting.held_on < since):
                    continue
                for key, part in self._parts(view, meeting):
                    by_subject.setdefault(key, []).append(part)
        return tuple(figures_of(form_code, key, parts) for key, parts in by_subject.items() if any(key))

    def _parts(self, view: Repositories, meeting: Meeting) -> Iterator[tuple[SubjectKey, Part]]:
        """Yield what one meeting says about its subject and about each of its list."""
        form = self._forms.of(view, meeting)
        made = tally(form, meeting, counts_of(view, form, meeting))
        if made.void:
            return
        complete = not any(f.code == "ballots.not_all_typed" for f in made.findings)

        def part(items: Sequence[ItemTally]) -> Part:
            rates, votes = rates_of(form, items), votes_of(form, items)
            return Part(meeting.id, rates, complete, votes, made.total.valid)

        own = [item for item in made.total.items if item.subject is None]
        if own:
            yield (meeting.community_id, meeting.party_org_id, meeting.person_id), part(own)
        listed = view.listed_subjects.find(meeting_id=meeting.id) if made.total.subjects else ()
        for one in made.total.subjects:
            line = listed[one.place]
            yield (line.community_id, line.party_org_id, line.person_id), part(one.items)

    def look_up(self, meeting_id: str, number: int) -> Ballot:
        """Return what holds of the paper with ``number``, to hold it against the paper itself.

        Raises:
            Rejected: no such paper was typed, or it waits for its second entry, which is typed blind.
        """
        with self._book.read() as view:
            meeting, pair = meeting_of(view, meeting_id), pair_at(view, meeting_id, number)
        open_yet = meeting.finished_on is None and asks_twice(meeting, number)
        if pair.state is EntryState.FIRST and open_yet:
            raise Rejected(finding("ballots.blind", number=number))
        found = pair.settled or pair.first or pair.second
        if found is None:
            raise Rejected(finding("ballots.no_such_paper", number=number))
        return found

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
            wrong = sheet_errors(form, kept)
            if wrong:
                raise Rejected(*wrong)
            before = work.meetings.get(kept.id)
            if before is not None:
                refuse_closed(before)
                typed = work.ballots.count(kept.id, FIRST) > 0
                stored = work.meeting_totals.get(kept.id) is not None
                if before.totals_only != kept.totals_only and (typed or stored):
                    raise Rejected(finding("ballots.way_in_use", where=Where(record=before.title)))
                refuse_second_changed(work, before, kept)
                if (before.second, before.percent) != (kept.second, kept.percent):
                    kept = replace(kept, sample_start=None)
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
            work.entry_typists.remove(meeting_id)
            work.meeting_totals.remove(meeting_id)
            work.meetings.remove(meeting_id)
            work.commit()
        return Outcome(meeting, (), TOUCHED)

    def proof(self, meeting_id: str) -> Proof:
        """Return the balance proof of a meeting's count, as it stands.

        Raises:
            Rejected: when the meeting or its form is gone.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            return proof_at(view, self._forms.of(view, meeting), meeting)

    def finish(self, meeting_id: str, answers: Sequence[Explanation] = ()) -> Outcome[MeetingSheet]:
        """Prove the balance and close the meeting's count; the reasons for warnings are kept with it.

        Raises:
            Rejected: with every error of the balance; without any, the warnings nobody answered.
        """
        with self._book.work("ballots.finish", AUDIT["finish"]) as work:
            meeting = meeting_of(work, meeting_id)
            refuse_closed(meeting)
            proof = proof_at(work, self._forms.of(work, meeting), meeting)
            if proof.errors:
                raise Rejected(*proof.errors)
            open_yet = proof.unanswered(answers)
            if open_yet:
                at = Where(record=meeting.title)
                raise Rejected(finding("ballots.unanswered", where=at, count=len(open_yet)), *open_yet)
            kept = tuple(
                Explanation(code=f.code, field=f.where.field, reason=reason_for(f, answers))
                for f in proof.warnings
            )
            work.meetings.put(replace(meeting, finished_on=self._clock.today(), answers=kept))
            work.commit()
        return Outcome(self.sheet(meeting_id), (), TOUCHED)

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

    def record(self, draft: BallotDraft, typist: str = "") -> Outcome[Ballot]:
        """Store one typed paper, as first or second entry: one commit; ``typist`` is known by block of
        papers only.

        Words written on it are kept apart from it, as often as the entry has them that found more of them:
        nothing tells which paper some words are from.

        Raises:
            Rejected: the draft is not whole, its number is typed already, the meeting asks for no second
                entry of it, or the count is closed.
        """
        words = AUDIT["record" if draft.entry == FIRST else "second"]
        with self._book.work("ballots.record", words) as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            form = self._forms.of(work, meeting)
            ballot = ballot_of(draft, form)
            refuse_totals(meeting)
            if ballot.entry == SECOND:
                refuse_uncalled(work, meeting, (ballot.number,))
            _add(work, ballot)
            _keep_words(work, (draft,), form)
            if typist:
                work.entry_typists.add(meeting.id, ballot.entry, block_of(ballot.number), typist)
            work.commit()
        return Outcome(ballot, (), TOUCHED)

    def correct(self, draft: BallotDraft, reason: str) -> Outcome[Ballot]:
        """Replace the first entry of the draft's number; the reason stands in the audit log, no answer does.

        A paper that was typed twice is compared anew: what was settled of it no longer holds.

        Raises:
            Rejected: no such paper, no reason, the draft is not whole, or the count is closed.
        """
        said = said_reason(reason)
        words = AUDIT["correct"].format(number=draft.number, reason=said)
        with self._book.work("ballots.correct", words) as work:
            meeting = meeting_of(work, draft.meeting_id)
            refuse_closed(meeting)
            ballot = ballot_of(replace(draft, entry=FIRST), self._forms.of(work, meeting))
            pair = pair_at(work, draft.meeting_id, draft.number)
            work.ballots.put(ballot)
            if pair.settled is not None:
                work.ballots.remove(ballot.meeting_id, SETTLED, ballot.number)
                work.describe(words + AUDIT["again"])
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
            if ballot.entry == SECOND:
                refuse_uncalled(work, meeting, (ballot.number,))
            if not work.ballots.remove(draft.meeting_id, ballot.entry, number):
                raise Rejected(finding("ballots.no_such_paper", number=number))
            for settled in {number, ballot.number}:
                work.ballots.remove(draft.meeting_id, SETTLED, settled)
            _add(work, ballot)
            work.commit()
        return Outcome(ballot, (), TOUCHED)

    def void(
        self, meeting_id: str, numbers: Iterable[int], reason: str, drafts: Iterable[BallotDraft] = ()
    ) -> Outcome[int]:
        """Take typed papers out of the count with all their entries (typed twice, or no such paper);
        return how many.

        An invalid ballot is no void one: it was in the box and counts as 无效. The words written on a paper
        go with it only where whoever typed it still has them (``drafts``): the file does not know them.

        Raises:
            Rejected: no such paper, no reason, or the count is closed.
        """
        said, wanted = said_reason(reason), tuple(dict.fromkeys(numbers))
        shown = "、".join(str(n) for n in wanted[:20]) + ("…" if len(wanted) > 20 else "")
        with self._book.work("ballots.void", AUDIT["void"].format(numbers=shown, reason=said)) as work:
            meeting = meeting_of(work, meeting_id)
            refuse_closed(meeting)
            _forget_words(work, drafts, self._forms.on_paper(meeting))
            for number in wanted:
                gone = [work.ballots.remove(meeting_id, e, number) for e in (FIRST, SECOND, SETTLED)]
                if not any(gone):
                    raise Rejected(finding("ballots.no_such_paper", number=number))
            work.commit()
        return Outcome(len(wanted), (), TOUCHED)

    # ---------------------------------------------------------------- import

    def preview_import(
        self, path: Path, meeting_id: str, form_code: str = "", entry: int = FIRST
    ) -> BallotPlan:
        """Read papers from a table file (one row a paper, one column an item) as first or second entry;
        nothing is written.

        Raises:
            Rejected, Unavailable: the file cannot be read, or ``form_code`` is not the meeting's.
        """
        from dangjian_desktop.services.ballot_import import plan_of

        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            taken = frozenset(view.ballots.numbers(meeting_id, entry))
            form = self._forms.of(view, meeting)
            due = None
            if entry == SECOND and meeting.second is Checking.SAMPLE:
                due = frozenset(due_twice(meeting, view.ballots.numbers(meeting_id, FIRST)))
        refuse_closed(meeting)
        refuse_totals(meeting)
        if form.list_subject is not None and not form.listed:
            raise Rejected(finding("ballots.no_list", where=Where(record=meeting.title)))
        if form_code and form_code != meeting.form_code:
            raise Rejected(finding("ballots.other_form", where=Where(record=meeting.title), form=form_code))
        return plan_of(path, form, meeting, taken, entry, due)

    def apply_import(self, plan: BallotPlan, typist: str = "") -> Outcome[int]:
        """Store the plan's papers in one unit and return how many; :meth:`take_back` takes them out again.

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
            taken = set(work.ballots.numbers(plan.meeting_id, plan.entry))
            for draft in plan.drafts:
                if draft.number in taken:
                    raise Rejected(finding("ballots.number_taken", number=draft.number))
            if plan.entry == SECOND:
                refuse_uncalled(work, meeting, plan.numbers)
            if typist:
                for block in {block_of(draft.number) for draft in plan.drafts}:
                    work.entry_typists.add(meeting.id, plan.entry, block, typist)
            work.ballots.add_all(ballot_of(draft, form) for draft in plan.drafts)
            _keep_words(work, plan.drafts, form)
            work.commit()
        with self._book.read() as view:
            self._imported = (view.audit.last_of("ballots."), plan)
        return Outcome(len(plan.drafts), (), TOUCHED)

    def take_back(self, step: int) -> Outcome[int]:
        """Take the papers of the import that was ``step`` out again, with the words written on them; of a
        second entry the first stays.

        The file keeps no copy of papers to undo by; who imported them has the table still.

        Raises:
            Rejected: the program was started anew since, or a later step stands.
        """
        if self._imported is None or self._imported[0] != step:
            raise Rejected(hint("ballots.import_not_undone"))
        _, plan = self._imported
        if plan.entry == FIRST:
            return self.void(plan.meeting_id, plan.numbers, AUDIT["import_undone"], plan.drafts)
        words = AUDIT["second_undone"].format(count=len(plan.drafts), file=plan.file)
        with self._book.work("ballots.void", words) as work:
            meeting = meeting_of(work, plan.meeting_id)
            refuse_closed(meeting)
            for number in plan.numbers:
                work.ballots.remove(meeting.id, SECOND, number)
            _forget_words(work, plan.drafts, self._forms.on_paper(meeting))
            work.commit()
        self._imported = None
        return Outcome(len(plan.drafts), (), TOUCHED)

    # ---------------------------------------------------------------- helpers

    def _row(
        self, meeting: Meeting, counts: Sequence[GroupCount], last: int, names: Callable[[Meeting], str],
        doubled: Doubled,
    ) -> MeetingRow:  # fmt: skip
        try:
            form = self._forms.on_paper(meeting)
        except Rejected:
            return MeetingRow(
                meeting=meeting, form_name=meeting.form_code, subject=names(meeting),
                state=MeetingState.EMPTY, groups=(),
            )  # fmt: skip
        return row_of(form, meeting, in_form_order(form, counts), last, names, doubled)

    def _sheet(self, view: Repositories, meeting: Meeting) -> MeetingSheet:
        form = self._forms.of(view, meeting)
        counts = counts_of(view, form, meeting)
        numbers = view.ballots.numbers(meeting.id, FIRST)
        names, doubled = subject_names(view, (meeting,)), doubled_of(view, meeting)
        return MeetingSheet(
            row=row_of(form, meeting, counts, numbers[-1] if numbers else 0, names, doubled),
            form=form,
            tally=tally(form, meeting, counts),
            numbers=numbers,
            issues=issues_of(view, meeting, form),
        )


def _keep_words(work: Repositories, drafts: Iterable[BallotDraft], form: BallotForm) -> None:
    """Keep the words of papers apart from them, as often as the entry has them that found more of them."""
    _count_words(work, drafts, form, Remark.seen)


def _forget_words(work: Repositories, drafts: Iterable[BallotDraft], form: BallotForm) -> None:
    """Take the words of papers back; those struck out since are no longer there."""
    _count_words(work, drafts, form, Remark.unseen)


def _count_words(
    work: Repositories, drafts: Iterable[BallotDraft], form: BallotForm, change: Callable[..., Remark]
) -> None:
    """Count the words of papers up or down; each is read and written once, however many papers say it."""
    counted: dict[Remark, Remark] = {}
    for draft in drafts:
        for remark in _remarks(draft, form):
            there = counted[remark] if remark in counted else work.remarks.like(remark)
            counted[remark] = change(there, second=draft.entry == SECOND)
    for remark in counted.values():
        work.remarks.put(remark)


def _remarks(draft: BallotDraft, form: BallotForm) -> Iterator[Remark]:
    for question, text in zip(form.remarks, draft.remarks, strict=False):
        if words := cleaned(text):
            yield Remark(meeting_id=draft.meeting_id, question=question.code, text=words)


def _add(work: Repositories, ballot: Ballot) -> None:
    try:
        work.ballots.add(ballot)
    except Rejected as refused:
        raise as_taken(refused, ballot.number) from refused
