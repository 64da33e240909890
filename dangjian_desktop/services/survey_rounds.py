"""与上次比较: a meeting beside the one before it about the same subject, which the clerk can choose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotForm, RespondentGroup
from dangjian_desktop.domain.survey_rounds import ComparedLine, before_of, compared
from dangjian_desktop.domain.tallies import GroupTally, MeetingTally, tally
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.ballots import AUDIT
from dangjian_desktop.services.meeting_rows import counts_of, meeting_of

if TYPE_CHECKING:
    from dangjian_desktop.services.meeting_forms import MeetingForms
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyComparison:
    """A meeting and the one before. ``others`` are those it can be compared with, the newest first;
    ``groups`` those shown in both; ``group`` the one compared here, empty: everybody."""

    meeting: Meeting
    form: BallotForm
    before: Meeting | None
    others: tuple[Meeting, ...]
    groups: tuple[RespondentGroup, ...]
    lines: tuple[ComparedLine, ...]
    group: str = ""


class SurveyRounds:
    """What a clerk can do with two rounds of a survey."""

    def __init__(self, book: Book, forms: MeetingForms) -> None:
        self._book, self._forms = book, forms

    def compare(self, meeting_id: str, group: str = "") -> SurveyComparison:
        """Return a meeting beside the one before; without one, its own figures alone.

        Raises:
            Rejected: the meeting or a form is gone, its count is void, or the group is not shown.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            form, made = self._counted(view, meeting)
            if made.void:
                raise Rejected(*(f for f in made.findings if f.code == "ballots.returned_over_issued"))
            others = self._others(view, meeting)
            before = before_of(meeting, others)
            earlier = self._counted(view, before)[1] if before is not None else None
        then = {g.group for g in earlier.groups} if earlier else {g.code for g in form.groups}
        shown = {g.group: g for g in made.groups if g.group in then}
        if group and group not in shown:
            raise Rejected(finding("ballots.group_not_shown", where=Where(record=meeting.title)))
        return SurveyComparison(
            meeting=meeting,
            form=form,
            before=before,
            others=others,
            groups=tuple(g for g in form.groups if g.code in shown),
            lines=compared(_part(earlier, group), shown[group] if group else made.total),
            group=group,
        )

    def choose(self, meeting_id: str, before_id: str) -> Outcome[Meeting]:
        """Compare a meeting with the meeting ``before_id`` from now on; empty: with the one held before.

        Raises:
            Rejected: there is no such meeting about the same subject on the same ballot.
        """
        with self._book.work("ballots.compare_with", "") as work:
            meeting = meeting_of(work, meeting_id)
            known = {one.id: one for one in self._others(work, meeting)}
            if before_id and before_id not in known:
                raise Rejected(finding("ballots.no_round_before", where=Where(record=meeting.title)))
            kept = replace(meeting, compare_with=before_id)
            title = known[before_id].title if before_id else AUDIT["round_usual"]
            work.meetings.put(kept)
            work.describe(AUDIT["compare_with"].format(title=meeting.title, before=title))
            work.commit()
        return Outcome(kept, (), Changes.of(Topic.BALLOTS))

    def _others(self, view: Repositories, meeting: Meeting) -> tuple[Meeting, ...]:
        """Return the meetings about the same subject on the same ballot whose counts are good."""
        about = (meeting.community_id, meeting.party_org_id, meeting.person_id)
        found = [
            one
            for one in view.meetings.find(form_code=meeting.form_code)
            if one.id != meeting.id and (one.community_id, one.party_org_id, one.person_id) == about
        ]
        good = (one for one in found if not self._counted(view, one)[1].void)
        return tuple(sorted(good, key=lambda one: (str(one.held_on or ""), one.title), reverse=True))

    def _counted(self, view: Repositories, meeting: Meeting) -> tuple[BallotForm, MeetingTally]:
        form = self._forms.of(view, meeting)
        return form, tally(form, meeting, counts_of(view, form, meeting))


def _part(made: MeetingTally | None, group: str) -> GroupTally | None:
    if made is None:
        return None
    return next((g for g in made.groups if g.group == group), None) if group else made.total
