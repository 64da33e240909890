"""Closing a campaign's personal data after its retention date: what will happen, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm, BallotSubject, ClauseKind
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.retention import default_until
from dangjian_desktop.domain.vetting import Answer, Opinion
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.retention import CLOSING, CLOSING_HEAD, NOTHING_LEFT, STILL_LEFT
from dangjian_desktop.services.closing import Bounds, Held, names_plainly
from dangjian_desktop.services.deidentifying import Deidentifying, Kept, others
from dangjian_desktop.services.paper_subjects import VETTING_PAPERS

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.domain.ballots import Meeting
    from dangjian_desktop.domain.retention import RetentionForm
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork, View

FORM = "campaign"
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
    acting: int
    words: int
    fields: int
    papers: int
    only_here: tuple[str, ...]
    backups: tuple[Path, ...]

    @property
    def holds(self) -> bool:
        """Tell whether there is anything to close."""
        return any(self.counts())

    def counts(self) -> tuple[int, ...]:
        """Return the numbers in the order in which they are said."""
        return (
            self.candidates, self.opinions, self.talks, self.tellings, self.objections, self.surveys,
            self.typists, self.acting, self.words, self.fields, self.papers, len(self.only_here),
        )  # fmt: skip

    def summary(self) -> str:
        """Say the numbers in one sentence; what there is none of is left out."""
        parts = [words.format(n=count) for words, count in zip(CLOSING, self.counts(), strict=True) if count]
        return CLOSING_HEAD + "，".join(parts)

    def checked_again(self) -> str:
        """Say, once the campaign is closed, whether anything is still found in the record."""
        return STILL_LEFT.format(n=sum(self.counts())) if self.holds else NOTHING_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What closing did: the numbers before it, and what is found when the record is gone through again."""

    plan: ClosingPlan
    left: ClosingPlan


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
            return tuple(one for one in terms if one.due(today) and self._holds(view, one))

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
            return self._plan(view, self._term(view, _campaign(view, campaign_id)))

    def closable(self, campaign_id: str, reason: str) -> ClosingPlan:
        """Say what closing would do, if it may be done now for ``reason``; nothing is changed.

        Raises:
            Rejected: no reason, the days are not over, it is closed already, or there is nothing to close.
        """
        if not reason.strip():
            raise Rejected(finding("retention.no_reason", where=Where(field="原因")))
        plan = self.plan(campaign_id)
        campaign = plan.term.campaign
        if campaign.closed_on is not None:
            raise Rejected(finding("retention.closed", day=campaign.closed_on.isoformat()))
        if not plan.term.due(self._clock.today()):
            raise Rejected(
                finding("retention.not_due", where=Where(field="保存到"), until=plan.term.until.isoformat())
            )
        if not plan.holds:
            raise Rejected(finding("retention.nothing", title=campaign.title))
        return plan

    def close(self, campaign_id: str, reason: str) -> Outcome[Closed]:
        """De-identify the campaign's personal data as one step that cannot be taken back.

        Raises:
            Rejected: as :meth:`closable`.
        """
        plan = self.closable(campaign_id, reason)
        today, campaign = self._clock.today(), plan.term.campaign
        settled = self._settled(campaign_id)
        with self._book.work("campaign.close", f"{plan.summary()}（{reason.strip()}）") as work:
            held = Held.of(work, campaign, self._bounds(plan.term))
            papers = tuple(self._papers(work, held))
            files = Deidentifying(work, held, papers).run(settled, today)
            left = self._plan(work, self._term(work, _campaign(work, campaign_id)))
            work.commit()
        for digest in files:
            self._book.files.remove(digest)
        self._book.scrub()
        return Outcome(Closed(plan=plan, left=left), (), TOUCHED)

    # ------------------------------------------------------------ helpers

    def _term(self, view: View | UnitOfWork, campaign: Campaign) -> Term:
        form = self._form()
        end = _last_day(view, campaign)
        return Term(
            campaign=campaign,
            until=campaign.retain_until or default_until(end, form.years),
            proposed=campaign.retain_until is None,
            source="；".join(str(one) for one in form.sources),
        )

    def _bounds(self, term: Term) -> Bounds:
        return Bounds(self._form(), term.until, self._judges_persons)

    def _form(self) -> RetentionForm:
        return cast("RetentionForm", self._catalog.editions("retention", FORM)[-1])

    def _judges_persons(self, meeting: Meeting) -> bool:
        forms = cast("tuple[BallotForm, ...]", self._catalog.editions("ballots", meeting.form_code))
        return any(one.list_subject is BallotSubject.PERSON for one in forms)

    def _holds(self, view: View | UnitOfWork, term: Term) -> bool:
        return names_plainly(view, term.campaign) or self._plan(view, term).holds

    def _plan(self, view: View | UnitOfWork, term: Term) -> ClosingPlan:
        held = Held.of(view, term.campaign, self._bounds(term))
        counted = held.counted(view)
        return ClosingPlan(
            term=term,
            candidates=len(held.candidates),
            opinions=held.opinions,
            talks=held.talks,
            tellings=held.tellings,
            surveys=len(held.surveys),
            objections=held.objections,
            typists=len(held.typists),
            acting=counted.who,
            words=counted.words,
            fields=counted.fields,
            papers=sum(1 for _ in self._papers(view, held)),
            only_here=tuple(held.only_here.values()),
            backups=self._backups(),
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

    def _papers(self, view: View | UnitOfWork, held: Held) -> Iterator[Kept]:
        """Yield the papers and mended texts that name a candidate, or anybody known only here.

        Those made in another campaign, or mended for one, belong to that one.
        """
        other = others(view, held.campaign.id)
        made = [
            Kept("papers", one.id, one.kind, one.attachment_id, one.title)
            for one in view.papers.all()
            if one.campaign_id not in other
        ]
        mended = [
            Kept("paper_texts", one.id, one.kind, one.attachment_id,
                 f"{one.subject}{one.given}{one.words}", one.subject)
            for one in view.paper_texts.all()
            if one.subject.partition("/")[0] not in other
        ]  # fmt: skip
        yield from (one for one in (*made, *mended) if self._names(view, one, held))

    def _names(self, view: View | UnitOfWork, paper: Kept, held: Held) -> bool:
        from dangjian_desktop.documents.mentions import mentions

        vetting = paper.kind in VETTING_PAPERS
        names = held.own.union(held.names if vetting else ())
        if any(name in paper.text for name in names):
            return True
        stored = view.attachments.get(paper.file) if paper.file else None
        if not names or stored is None:
            return False
        return mentions(self._book.files.get(stored.sha256), names, unread=vetting)

    def _backups(self) -> tuple[Path, ...]:
        from dangjian_desktop.storage.backups import default_folder, listed

        return tuple(one.path for one in listed(default_folder(self._book.path), self._book.path.stem))


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
