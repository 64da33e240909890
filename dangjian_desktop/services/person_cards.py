"""人员卡片: a person with posts now and before, what meetings said, vettings, talks, papers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.vetting import TalkOutcome
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.paper_views import KeptPaper
from dangjian_desktop.services.roster_views import TWO_COMMITTEES, PersonLine
from dangjian_desktop.services.vetting_views import Conclusion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dangjian_desktop.domain.ballots import Meeting
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.services.vetting_views import CandidateRow
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

CONCLUSION_WORDS = {
    Conclusion.PASSED: "通过",
    Conclusion.PENDING: "待定",
    Conclusion.FAILED: "不通过",
    Conclusion.WITHDRAWN: "放弃参选",
}
OUTCOME_WORDS = {
    TalkOutcome.PROMISED: "承诺整改",
    TalkOutcome.WITHDREW: "放弃参选",
    TalkOutcome.STANDS: "继续参选",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalLine:
    """What a finished meeting said of the person, or (``of_body``) of the 班子 served in on that day.

    ``rates`` are name and share of the whole meeting, as its tally shows them; no group, no ballot.
    """

    meeting_id: str
    title: str
    campaign: str
    held_on: date | None
    of_body: bool
    rates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingLine:
    """How the person stands, or stood, as a candidate of one campaign."""

    candidate_id: str
    campaign_id: str
    campaign: str
    sought_post: str
    conclusion: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A paper of the record that names the person: a 诫勉谈话, a 告知."""

    kind: str
    day: date
    by: str
    words: str
    candidate_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A kept paper about the person; ``version`` counts those of its kind from the first one made."""

    paper: KeptPaper
    title: str
    name: str
    day: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """Everything the book tells of one person."""

    line: PersonLine
    appraisals: tuple[AppraisalLine, ...]
    vettings: tuple[VettingLine, ...]
    records: tuple[RecordLine, ...]
    papers: tuple[PaperLine, ...] = ()


class PersonCards:
    """Gathers what is told of one person from roster, meetings and vettings."""

    def __init__(self, book: Book, rosters: Rosters, ballots: Ballots, vetting: VettingService) -> None:
        self._book, self._rosters, self._ballots, self._vetting = book, rosters, ballots, vetting

    def card(self, person_id: str) -> PersonCard:
        """Return the card of a person; the newest first in every list.

        Raises:
            Rejected: when the person is gone.
        """
        line = self._rosters.person(person_id)
        with self._book.read() as view:
            campaigns = {one.id: one.title for one in view.campaigns.all()}
            places = {one.meeting_id: one.order for one in view.listed_subjects.find(person_id=person_id)}
            meetings = _finished_meetings(view, line, places)
            candidates = [one.id for one in view.candidates.find(person_id=person_id)]
            papers = _papers(view, person_id)
        rows = [self._vetting.candidate(key) for key in candidates]
        records = [one for row in rows for one in _talks(row)]
        records += [one for row in rows for one in _tellings(row)]
        return PersonCard(
            line=line,
            appraisals=self._appraisals(meetings, campaigns, line, places),
            vettings=tuple(_vetting(row, campaigns) for row in rows),
            records=tuple(sorted(records, key=lambda one: one.day, reverse=True)),
            papers=papers,
        )

    def _appraisals(
        self,
        meetings: Sequence[Meeting],
        campaigns: dict[str, str],
        line: PersonLine,
        places: Mapping[str, int],
    ) -> tuple[AppraisalLine, ...]:
        """Return what the meetings said; ``places`` are those of the person in their lists."""
        found = []
        for meeting in sorted(meetings, key=lambda one: one.held_on or date.min, reverse=True):
            tally = self._ballots.tally(meeting.id)
            listed = next((s for s in tally.total.subjects if s.place == places.get(meeting.id)), None)
            rates = () if tally.void else listed.rates if listed is not None else tally.total.rates
            shown = tuple((one.name, percent(one.share)) for one in rates if one.share is not None)
            found.append(
                AppraisalLine(
                    meeting_id=meeting.id,
                    title=meeting.title,
                    campaign=campaigns.get(meeting.campaign_id, ""),
                    held_on=meeting.held_on,
                    of_body=meeting.person_id != line.person.id and listed is None,
                    rates=shown,
                )
            )
        return tuple(found)


def _finished_meetings(view: View, line: PersonLine, places: Mapping[str, int]) -> list[Meeting]:
    """Return the closed meetings that judged the person: on their list (``places``), or without one."""
    lists = {one.meeting_id for one in view.listed_subjects.all()}
    return [
        one
        for one in view.meetings.all()
        if one.finished_on and (one.id in places if one.id in lists else _judges(one, line))
    ]


def _vetting(row: CandidateRow, campaigns: Mapping[str, str]) -> VettingLine:
    return VettingLine(
        candidate_id=row.id,
        campaign_id=row.candidate.campaign_id,
        campaign=campaigns.get(row.candidate.campaign_id, ""),
        sought_post=row.candidate.sought_post,
        conclusion=row.conclusion,
    )


def _talks(row: CandidateRow) -> Iterator[RecordLine]:
    for talk in row.talks:
        words = "，".join(part for part in (OUTCOME_WORDS[talk.outcome], talk.note) if part)
        yield RecordLine(kind="诫勉谈话", day=talk.held_on, by=talk.held_by, words=words, candidate_id=row.id)


def _tellings(row: CandidateRow) -> Iterator[RecordLine]:
    for one in row.tellings:
        words = one.clauses or one.way
        yield RecordLine(kind="结果告知", day=one.told_on, by=one.told_by, words=words, candidate_id=row.id)


def _papers(view: View, person_id: str) -> tuple[PaperLine, ...]:
    """Return the papers about a person, the newest first."""
    about = [one.paper_id for one in view.paper_subjects.find(person_id=person_id)]
    papers = sorted(view.papers.get_many(about).values(), key=lambda one: one.created)
    files = view.attachments.get_many(one.attachment_id for one in papers)
    made: Counter[str] = Counter()
    lines = []
    for one in papers:
        made[one.kind] += 1
        lines.append(
            PaperLine(
                paper=KeptPaper(one.kind, one.id),
                title=one.title,
                name=files[one.attachment_id].name,
                day=one.created.date(),
                version=made[one.kind],
            )
        )
    return tuple(reversed(lines))


def _judges(meeting: Meeting, line: PersonLine) -> bool:
    """Tell whether a meeting is about the person, or about the 班子 the person sat in on its day."""
    if meeting.person_id is not None:
        return meeting.person_id == line.person.id
    day = meeting.held_on
    return any(
        post.post.role in TWO_COMMITTEES
        and bool(body := meeting.community_id or meeting.party_org_id)
        and body in (post.post.community_id, post.post.party_org_id)
        and (day is None or post.post.held_on(day))
        for post in (*line.held, *line.past)
    )
