"""Closing a campaign's personal data after its retention date: what will happen, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import ClauseKind
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.retention import default_until
from dangjian_desktop.domain.vetting import AdmonitionTalk, Answer, Candidate, Opinion, Telling
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.retention import (
    ALIAS,
    CLOSED_WORDS,
    CLOSING,
    CLOSING_HEAD,
    LISTED_NAME,
    SURVEY_TITLE,
)
from dangjian_desktop.services.paper_asks import About
from dangjian_desktop.services.paper_kinds import KINDS
from dangjian_desktop.services.paper_subjects import VETTING_PAPERS
from dangjian_desktop.services.portraits import file_name

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.domain.retention import RetentionForm
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories.book import StoredFile
    from dangjian_desktop.storage.work import UnitOfWork, View

FORM = "campaign"
# Operations on these are told in words about persons: once closed, the words go too.
TELLING = (
    "candidates",
    "opinions",
    "admonition_talks",
    "tellings",
    "objections",
    "appraisal_grades",
    "meetings",
    "listed_subjects",
    "papers",
    "paper_texts",
)
_OF_CAMPAIGNS = frozenset(
    {one.code for one in KINDS if one.about is not About.OFFICE} | {"publicity", "notice_letter"}
)
TOUCHED = Changes.of(Topic.CAMPAIGNS, Topic.VETTING, Topic.ROSTER, Topic.BALLOTS, Topic.PAPERS, Topic.RATINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long a campaign's personal data is kept. ``proposed``: the day is the form's, nobody set it."""

    campaign: Campaign
    until: date
    proposed: bool
    source: str

    def due(self, day: date) -> bool:
        """Tell whether the days are over and the data is still there."""
        return self.campaign.closed_on is None and day > self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPlan:
    """What closing will do, in numbers. ``only_here`` names those known only through the campaign: their
    entries in the roster go altogether; ``backups`` still hold everything."""

    term: Term
    candidates: int
    opinions: int
    talks: int
    tellings: int
    surveys: int
    objections: int
    typists: int
    papers: int
    only_here: tuple[str, ...]
    backups: tuple[Path, ...]

    @property
    def holds(self) -> bool:
        """Tell whether there is anything to close."""
        kinds = (self.candidates, self.opinions, self.surveys, self.objections, self.typists, self.papers)
        return any(kinds)

    def words(self) -> str:
        """Say the numbers in one sentence; what there is none of is left out."""
        counts = (
            self.candidates, self.opinions, self.talks, self.tellings, self.objections, self.surveys,
            self.typists, self.papers, len(self.only_here),
        )  # fmt: skip
        parts = [words.format(n=count) for words, count in zip(CLOSING, counts, strict=True) if count]
        return CLOSING_HEAD + "，".join(parts)


class Retention:
    """What a clerk can do about how long a campaign's personal data is kept."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, vetting: VettingService) -> None:
        self._book, self._catalog, self._clock, self._vetting = book, catalog, clock, vetting

    def term(self, campaign_id: str) -> Term:
        """Return until when a campaign's personal data is kept, and why so long.

        Raises:
            Rejected: there is no such campaign.
        """
        with self._book.read() as view:
            return self._term(view, _campaign(view, campaign_id))

    def due(self) -> tuple[Term, ...]:
        """Return the campaigns whose personal data should be closed by now."""
        today = self._clock.today()
        with self._book.read() as view:
            terms = [self._term(view, one) for one in view.campaigns.all()]
            return tuple(one for one in terms if one.due(today) and _Held.of(view, one.campaign).anything)

    def set_until(self, campaign_id: str, day: date) -> Outcome[Term]:
        """Set until when the personal data is kept.

        Raises:
            Rejected: the data is closed already, or the day lies before the campaign's end.
        """
        with self._book.work("campaign.retain", "") as work:
            campaign = _open(work, campaign_id)
            end = _last_day(work, campaign)
            if day < end:
                raise Rejected(
                    finding("retention.too_early", where=Where(field="保存到"), end=end.isoformat())
                )
            work.campaigns.put(replace(campaign, retain_until=day))
            work.describe(f"“{campaign.title}”的个人资料保存到 {day.isoformat()}")
            work.commit()
        return Outcome(self.term(campaign_id), (), Changes.of(Topic.CAMPAIGNS))

    def plan(self, campaign_id: str) -> ClosingPlan:
        """Say what closing would do; nothing is changed.

        Raises:
            Rejected: there is no such campaign.
        """
        with self._book.read() as view:
            campaign = _campaign(view, campaign_id)
            held = _Held.of(view, campaign)
            return ClosingPlan(
                term=self._term(view, campaign),
                candidates=len(held.candidates),
                opinions=held.opinions,
                talks=held.talks,
                tellings=held.tellings,
                surveys=len(held.surveys),
                objections=held.objections,
                typists=len(held.typists),
                papers=len(self._papers(view, held)),
                only_here=tuple(held.only_here.values()),
                backups=self._backups(),
            )

    def close(self, campaign_id: str, reason: str) -> Outcome[ClosingPlan]:
        """De-identify the campaign's personal data as one step that cannot be taken back.

        Raises:
            Rejected: no reason, the days are not over, it is closed already, or there is nothing to close.
        """
        if not reason.strip():
            raise Rejected(finding("retention.no_reason", where=Where(field="原因")))
        plan = self.plan(campaign_id)
        today, campaign = self._clock.today(), plan.term.campaign
        if campaign.closed_on is not None:
            raise Rejected(finding("retention.closed", day=campaign.closed_on.isoformat()))
        if not plan.term.due(today):
            raise Rejected(
                finding("retention.not_due", where=Where(field="保存到"), until=plan.term.until.isoformat())
            )
        if not plan.holds:
            raise Rejected(finding("retention.nothing", title=campaign.title))
        settled = self._settled(campaign_id)
        with self._book.work("campaign.close", f"{plan.words()}（{reason.strip()}）") as work:
            held = _Held.of(work, campaign)
            papers = self._papers(work, held)
            files = _Closing(work, campaign, held, papers).run(settled, today)
            work.commit()
        for digest in files:
            self._book.files.remove(digest)
        self._book.scrub()
        return Outcome(plan, (), TOUCHED)

    # ------------------------------------------------------------ helpers

    def _term(self, view: View | UnitOfWork, campaign: Campaign) -> Term:
        form = cast("RetentionForm", self._catalog.editions("retention", FORM)[-1])
        end = _last_day(view, campaign)
        return Term(
            campaign=campaign,
            until=campaign.retain_until or default_until(end, form.years),
            proposed=campaign.retain_until is None,
            source="；".join(str(one) for one in form.sources),
        )

    def _settled(self, campaign_id: str) -> list[Opinion]:
        """Return the answers that figures gave: they stay as answers when the figures' person is gone."""
        found = []
        for row in self._vetting.vetting_list(campaign_id).rows:
            for cell in row.cells:
                if cell.clause.kind is ClauseKind.COMPUTED and cell.asked and cell.reason.met is not None:
                    answer = Answer.PROBLEM if cell.reason.met else Answer.CLEAR
                    found.append(
                        Opinion(id=new_id(), candidate_id=row.id, clause_code=cell.clause.code, answer=answer)
                    )
        return found

    def _papers(self, view: View | UnitOfWork, held: _Held) -> list[_Kept]:
        """Return the papers and mended texts that name a candidate, or anybody known only here.

        Those made in another campaign, or mended for one, belong to that one.
        """
        other = _others(view, held.campaign_id)
        made = [
            _Kept("papers", one.id, one.kind, one.attachment_id)
            for one in view.papers.all()
            if one.campaign_id not in other
        ]
        mended = [
            _Kept("paper_texts", one.id, one.kind, one.attachment_id, f"{one.given}{one.words}")
            for one in view.paper_texts.all()
            if one.subject.partition("/")[0] not in other
        ]
        return [one for one in (*made, *mended) if self._names(view, one, held)]

    def _names(self, view: View | UnitOfWork, paper: _Kept, held: _Held) -> bool:
        from dangjian_desktop.documents.mentions import mentions

        vetting = paper.kind in VETTING_PAPERS
        names = held.names if vetting else tuple(held.only_here.values())
        if any(name in paper.text for name in names):
            return True
        stored = view.attachments.get(paper.file) if paper.file else None
        if not names or stored is None:
            return False
        return mentions(self._book.files.get(stored.sha256), names, unread=vetting)

    def _backups(self) -> tuple[Path, ...]:
        from dangjian_desktop.storage.backups import default_folder, listed

        return tuple(one.path for one in listed(default_folder(self._book.path), self._book.path.stem))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A paper, or a mended text, that is kept; ``file`` is the key of its attachment, if any."""

    shelf: str
    id: str
    kind: str
    file: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """The personal data of one campaign, as a view finds it. ``only_here``: names by person's key,
    ``persons``: the keys of all it vetted or judged by name."""

    campaign_id: str
    persons: frozenset[str]
    candidates: tuple[Candidate, ...]
    names: tuple[str, ...]
    only_here: dict[str, str]
    surveys: tuple[str, ...]
    opinions: int
    talks: int
    tellings: int
    objections: int
    typists: frozenset[str]

    @staticmethod
    def of(view: View | UnitOfWork, campaign: Campaign) -> _Held:
        """Gather what is there."""
        candidates = tuple(c for c in view.candidates.find(campaign_id=campaign.id) if c.person_id)
        keys = {c.id for c in candidates}
        persons = view.persons.get_many(c.person_id or "" for c in candidates)
        meetings = view.meetings.find(campaign_id=campaign.id)
        lines = [one for one in view.listed_subjects.all() if one.person_id]
        personal = {one.meeting_id for one in lines}.union(m.id for m in meetings if m.person_id)
        surveys = tuple(m.id for m in meetings if m.id in personal)
        judged = {m.person_id for m in meetings}
        judged |= {one.person_id for one in lines if one.meeting_id in surveys}
        judged |= {c.person_id for c in candidates}
        return _Held(
            campaign_id=campaign.id,
            persons=frozenset(filter(None, judged)),
            candidates=candidates,
            names=tuple(dict.fromkeys(p.name for p in persons.values())),
            only_here={
                key: persons[key].name for key in sorted(persons) if _only_here(view, key, campaign.id)
            },
            surveys=surveys,
            opinions=_about(view.opinions.all(), keys),
            talks=_about(view.admonition_talks.all(), keys),
            tellings=_about(view.tellings.all(), keys),
            objections=_objections(view, campaign),
            typists=_typists(view, meetings),
        )

    @property
    def anything(self) -> bool:
        """Tell whether there is anything to close."""
        return bool(self.candidates or self.surveys or self.objections or self.typists)


def _about(entries: Iterable[Opinion | AdmonitionTalk | Telling], candidates: Collection[str]) -> int:
    return sum(one.candidate_id in candidates for one in entries)


def _objections(view: View | UnitOfWork, campaign: Campaign) -> int:
    decisions = {d.id for d in view.decisions.find(campaign_id=campaign.id)}
    return sum(one.decision_id in decisions for one in view.objections.all())


def _typists(view: View | UnitOfWork, meetings: Iterable[Meeting]) -> frozenset[str]:
    by_entry = (view.entry_typists.of_meeting(one.id).values() for one in meetings)
    return frozenset(chain.from_iterable(chain.from_iterable(by_entry)))


def _only_here(view: View | UnitOfWork, person_id: str, campaign_id: str) -> bool:
    """Tell whether nothing but this campaign gives a person a place in the record."""
    if view.posts.count(person_id=person_id):
        return False
    campaigns = {one.campaign_id for one in view.candidates.find(person_id=person_id)}
    campaigns |= {one.campaign_id for one in view.meetings.find(person_id=person_id)}
    campaigns |= {one.campaign_id for one in view.appraisal_grades.find(person_id=person_id)}
    papers = view.papers.get_many(one.paper_id for one in view.paper_subjects.find(person_id=person_id))
    campaigns |= {one.campaign_id for one in papers.values() if one.campaign_id}
    lists = view.listed_subjects.find(person_id=person_id)
    campaigns |= {
        one.campaign_id for one in view.meetings.get_many(line.meeting_id for line in lists).values()
    }
    return campaigns <= {campaign_id}


def _others(view: View | UnitOfWork, campaign_id: str) -> frozenset[str]:
    """Return the keys of every other campaign and of its meetings."""
    campaigns = {one.id for one in view.campaigns.all()} - {campaign_id}
    meetings = {one.id for one in view.meetings.all() if one.campaign_id in campaigns}
    return frozenset(campaigns | meetings)


class _Closing:
    """The changes of one closing, in the open unit."""

    def __init__(
        self,
        work: UnitOfWork,
        campaign: Campaign,
        held: _Held,
        papers: list[_Kept],
    ) -> None:
        self._work, self._campaign, self._held, self._papers = work, campaign, held, papers
        self._gone: dict[str, set[str]] = {}

    def run(self, settled: Iterable[Opinion], today: date) -> tuple[str, ...]:
        """Change everything, purge the journal, and return the digests of the files to remove."""
        self._unname_candidates()
        self._unname_surveys()
        self._forget_typists()
        self._blank_objections()
        self._drop_grades()
        self._cut_papers()
        files = self._drop_papers()
        files += self._drop_persons()
        for opinion in settled:
            self._work.opinions.add(opinion)
        self._work.campaigns.put(replace(self._campaign, closed_on=today))
        words = CLOSED_WORDS.format(title=self._campaign.title)
        gone = {table: frozenset(keys) for table, keys in self._gone.items()}
        names = tuple(self._held.only_here.values())
        self._work.purge(gone, names, telling=TELLING, words=words)
        return tuple(files)

    def _unname_candidates(self) -> None:
        work = self._work
        keys = set()
        for number, one in enumerate(self._held.candidates, 1):
            alias = ALIAS.format(number=number)
            self._renew(
                "candidates",
                replace(one, person_id=None, community_id=None, sought_post="", alias=alias),
            )
            keys.add(one.id)
        for opinion in work.opinions.all():
            if opinion.candidate_id in keys:
                self._renew("opinions", replace(opinion, basis="", evidence="", answered_by=""))
        for talk in work.admonition_talks.all():
            if talk.candidate_id in keys:
                self._renew("admonition_talks", replace(talk, held_by="", note=""))
        for telling in work.tellings.all():
            if telling.candidate_id in keys:
                self._renew("tellings", replace(telling, told_by="", way=""))

    def _unname_surveys(self) -> None:
        for number, key in enumerate(self._held.surveys, 1):
            meeting = self._work.meetings.get(key)
            if meeting is not None:
                title = SURVEY_TITLE.format(number=number)
                if meeting.person_id is not None:
                    self._renew("meetings", replace(meeting, person_id=None, title=title, host=""))
                for line in self._work.listed_subjects.find(meeting_id=key):
                    name = LISTED_NAME.format(number=line.order + 1)
                    self._renew("listed_subjects", replace(line, person_id=None, name=name, note=""))

    def _forget_typists(self) -> None:
        for meeting in self._work.meetings.find(campaign_id=self._campaign.id):
            self._work.entry_typists.remove(meeting.id)

    def _blank_objections(self) -> None:
        decisions = {d.id for d in self._work.decisions.find(campaign_id=self._campaign.id)}
        for one in self._work.objections.all():
            if one.decision_id in decisions:
                words = CLOSED_WORDS.format(title=self._campaign.title)
                blank = replace(one, content=words, finding="", answer="", answered_by="")
                self._renew("objections", replace(blank, raised_by="", investigated_by=""))

    def _drop_grades(self) -> None:
        """Grades of persons go, the later ones first, which name those before them."""
        grades = [g for g in self._work.appraisal_grades.find(campaign_id=self._campaign.id) if g.person_id]
        later = {g.review_of: g for g in grades if g.review_of}
        for first in [g for g in grades if g.review_of is None]:
            chain = [first]
            while chain[-1].id in later:
                chain.append(later[chain[-1].id])
            for one in reversed(chain):
                self._drop("appraisal_grades", one.id)

    def _cut_papers(self) -> None:
        """Papers of campaigns and meetings that stay no longer say whom of this campaign they are about."""
        work, gone = self._work, {paper.id for paper in self._papers}
        other = _others(work, self._campaign.id)
        about = {
            one.id: one.kind in _OF_CAMPAIGNS and one.campaign_id not in other for one in work.papers.all()
        }
        for link in work.paper_subjects.all():
            person = link.person_id
            of_it = person in self._held.persons and about[link.paper_id]
            if link.paper_id in gone or person in self._held.only_here or of_it:
                self._drop("paper_subjects", link.id)

    def _drop_papers(self) -> list[str]:
        for paper in self._papers:
            self._drop(paper.shelf, paper.id)
        files = self._work.attachments.get_many(one.file for one in self._papers if one.file)
        for key in files:
            self._drop("attachments", key)
        return self._unused(files.values())

    def _drop_persons(self) -> list[str]:
        photos: list[StoredFile] = []
        work = self._work
        for key in self._held.only_here:
            person = work.persons.get(key)
            self._drop_traces(key)
            self._drop("persons", key)
            kept = {one.id: one for one in work.attachments.find(name=file_name(key))}
            kept |= work.attachments.get_many([person.photo] if person and person.photo else [])
            for photo in kept.values():
                self._drop("attachments", photo.id)
            photos += kept.values()
        return self._unused(photos)

    def _drop_traces(self, person: str) -> None:
        """Drop what the lists of doubts, of imports and of removed entries know of a person."""
        work = self._work
        for pair in work.distinctions.all():
            if person in (pair.first_id, pair.second_id):
                work.distinctions.remove(pair.first_id, pair.second_id)
        for answer in work.import_answers.find(person_id=person):
            self._drop("import_answers", answer.id)
        for bin_row in work.removed.all():
            if person in bin_row.rows or bin_row.merged_into == person:
                self._drop("removed", bin_row.id)

    def _renew(self, shelf: str, value: object) -> None:
        repository = getattr(self._work, shelf)
        repository.put(value)
        self._gone.setdefault(repository.table.name, set()).add(value.id)  # type: ignore[attr-defined]

    def _drop(self, shelf: str, key: str) -> None:
        repository = getattr(self._work, shelf)
        repository.remove(key)
        self._gone.setdefault(repository.table.name, set()).add(key)

    def _unused(self, dropped: Iterable[StoredFile]) -> list[str]:
        still = set(self._work.attachments.digests())
        return [one.sha256 for one in dropped if one.sha256 not in still]


def _campaign(view: View | UnitOfWork, campaign_id: str) -> Campaign:
    found = view.campaigns.get(campaign_id)
    if found is None:
        raise Rejected(finding("campaigns.no_campaign"))
    return found


def _open(view: View | UnitOfWork, campaign_id: str) -> Campaign:
    found = _campaign(view, campaign_id)
    if found.closed_on is not None:
        raise Rejected(finding("retention.closed", day=found.closed_on.isoformat()))
    return found


def _last_day(view: View | UnitOfWork, campaign: Campaign) -> date:
    """Return the last day of the campaign: of its phases, else of its year."""
    ends = [phase.end for phase in view.phases.find(campaign_id=campaign.id) if phase.end is not None]
    return max(ends, default=date(campaign.year, 12, 31))
