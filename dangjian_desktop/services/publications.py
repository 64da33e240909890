"""公示 of grades: put up for n working days; 异议 recorded, looked into, answered; 复核 beside the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.grading import Decision
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.publications import Objection, Publication, PublishedGrade
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding, hint
from dangjian_desktop.services.publication_views import (
    ObjectionRow,
    ObjectionState,
    PublicationBoard,
    PublicationRow,
    PublicationState,
    PublishedLine,
)
from dangjian_desktop.services.scoring import DECIDED, GradeWish, Prepared, Scoring, add_decision
from dangjian_desktop.services.scoring_views import RatingList
from dangjian_desktop.services.working_days import MOST_DAYS, Period, due_after, period

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork, View

PUBLISHED = Changes.of(Topic.RATINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionWish:
    """An 异议 as it was raised; ``raised_by`` only where the person gives a name."""

    publication_id: str
    party_org_id: str
    content: str
    raised_on: date
    raised_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWish:
    """What was answered; ``review`` is the 复核 where the grade is decided anew."""

    objection_id: str
    answer: str
    answered_by: str
    answered_on: date
    review: GradeWish | None = None


class Publications:
    """What a clerk can do with 公示 and 异议 of one book."""

    def __init__(self, book: Book, clock: Clock, scoring: Scoring) -> None:
        self._book, self._clock, self._scoring = book, clock, scoring

    # ------------------------------------------------------------ reading

    def board(self, campaign_id: str) -> PublicationBoard:
        """Return every 公示 of a campaign as it was put up, with its objections and reviews.

        Raises:
            Rejected: when there is no such campaign.
        """
        listing = self._scoring.rating_list(campaign_id)
        rows = [row for c in listing.categories for row in c.rows]
        publicity = [c.form.publicity for c in listing.categories if c.form.publicity is not None]
        with self._book.read() as view:
            shown = Shown(view, listing, self._clock.today())
            held = view.publications.find(campaign_id=campaign_id)
            publications = tuple(shown.row(one) for one in reversed(held))
        return PublicationBoard(
            campaign_id=campaign_id,
            publications=publications,
            decided=sum(bool(r.decided) for r in rows),
            undecided=sum(not r.decided for r in rows),
            days=max((p.days for p in publicity), default=0),
            answer_days=max((p.answer_days for p in publicity), default=0),
        )

    def standing(self, campaign_id: str) -> PublicationRow | None:
        """Return the newest 公示 that was not taken down, or None."""
        with self._book.read() as view:
            if not view.publications.count(campaign_id=campaign_id):
                return None
        rows = self.board(campaign_id).publications
        return next((row for row in rows if row.state is not PublicationState.WITHDRAWN), None)

    def period(self, start: date, days: int) -> Period:
        """Return from when to when ``days`` working days run, with a remark where holidays are not known.

        Raises:
            Rejected: when so many days are not put up.
        """
        if not 1 <= days <= MOST_DAYS:
            raise Rejected(finding("publications.no_days", where=Where(field="工作日"), most=MOST_DAYS))
        return period(start, days)

    def to_answer(self, campaign_id: str) -> tuple[ObjectionRow, ...]:
        """Return the objections that have still to be answered, the most urgent first."""
        with self._book.read() as view:
            if not view.publications.count(campaign_id=campaign_id):
                return ()
        waiting = [one for one in self.board(campaign_id).objections if one.state.waits]
        return tuple(sorted(waiting, key=lambda one: one.objection.due or date.max))

    # ------------------------------------------------------------ putting up

    def publish(self, campaign_id: str, start: date, days: int) -> Outcome[PublicationRow]:
        """Put up the grades decided so far for ``days`` working days; the list is kept as it is now.

        Raises:
            Rejected: nothing is decided, or so many days are not put up.
        """
        span = self.period(start, days)
        listing = self._scoring.rating_list(campaign_id)
        made = Publication(
            id=new_id(),
            campaign_id=campaign_id,
            round_no=listing.round_no,
            start=span.start,
            end=span.end,
            days=span.days,
            remark=span.remark,
            made_on=self._clock.today(),
        )
        lines = _lines(listing, made.id)
        if not lines:
            raise Rejected(finding("publications.nothing_decided"))
        until = f"{span.start.isoformat()} 至 {span.end.isoformat()}，{days} 个工作日"
        words = f"公示 {len(lines)} 个党组织的等次：{until}"
        with self._book.work("scoring.publish", words) as work:
            work.publications.add(made)
            for line in lines:
                work.published_grades.add(line)
            work.commit()
        left = sum(not row.decided for c in listing.categories for row in c.rows)
        found = (hint("publications.undecided", count=left),) if left else ()
        return Outcome(self._one(campaign_id, made.id), found, PUBLISHED)

    def withdraw(self, publication_id: str, reason: str) -> Outcome[PublicationRow]:
        """Take a 公示 down; what was put up and what was raised against it stays on record.

        Raises:
            Rejected: there is no such publication, or no reason is given.
        """
        if not reason.strip():
            raise Rejected(finding("publications.no_reason", where=Where(field="原因")))
        with self._book.work("scoring.withdraw", "") as work:
            held = _publication(work, publication_id)
            work.publications.put(replace(held, withdrawn=reason.strip()))
            work.describe(f"撤下 {held.start.isoformat()} 起的公示：{reason.strip()}")
            work.commit()
        return Outcome(self._one(held.campaign_id, publication_id), (), PUBLISHED)

    # ------------------------------------------------------------ 异议

    def object(self, wish: ObjectionWish) -> Outcome[ObjectionRow]:
        """Record an 异议; when it must be answered follows from the score form.

        Raises:
            Rejected: the publication does not hold, the organisation is not on it, nothing is said,
                or the day is impossible.
        """
        with self._book.read() as view:
            held = _publication(view, wish.publication_id)
            on_it = view.published_grades.find(publication_id=held.id, party_org_id=wish.party_org_id)
        found = self._wrong(held, bool(on_it), wish)
        if blocking(found):
            raise Rejected(*blocking(found))
        days = self.board(held.campaign_id).answer_days
        made = Objection(
            id=new_id(),
            decision_id=on_it[0].decision_id,
            publication_id=held.id,
            raised_on=wish.raised_on,
            raised_by=wish.raised_by.strip(),
            content=wish.content.strip(),
            due=due_after(wish.raised_on, days) if days else None,
        )
        with self._book.work("scoring.objection", f"登记异议：{on_it[0].name}") as work:
            work.objections.add(made)
            work.commit()
        return Outcome(self._objection(held.campaign_id, made.id), found, PUBLISHED)

    def _wrong(self, held: Publication, on_it: bool, wish: ObjectionWish) -> tuple[Finding, ...]:
        found: list[Finding] = []
        day = Where(field="提出日期")
        if held.withdrawn:
            found.append(finding("publications.is_withdrawn"))
        if not on_it:
            found.append(finding("publications.not_listed", where=Where(field="党组织")))
        if not wish.content.strip():
            found.append(finding("publications.no_content", where=Where(field="内容")))
        if wish.raised_on > self._clock.today():
            found.append(finding("publications.future_day", where=day, day=wish.raised_on.isoformat()))
        elif wish.raised_on < held.start:
            start = held.start.isoformat()
            found.append(
                finding("publications.before_start", where=day, day=wish.raised_on.isoformat(), start=start)
            )
        elif wish.raised_on > held.end:
            found.append(hint("publications.after_end", end=held.end.isoformat()))
        return tuple(found)

    def investigate(self, objection_id: str, what: str, by: str) -> Outcome[ObjectionRow]:
        """Record what was found when an objection was looked into, and by whom.

        Raises:
            Rejected: it is answered already, or nothing or nobody is named.
        """
        errors = []
        if not what.strip():
            errors.append(finding("publications.no_finding", where=Where(field="调查情况")))
        if not by.strip():
            errors.append(finding("publications.no_investigator", where=Where(field="调查人")))
        with self._book.work("scoring.investigate", "") as work:
            held = _objection(work, objection_id)
            if errors:
                raise Rejected(*errors)
            work.objections.put(replace(held, finding=what.strip(), investigated_by=by.strip()))
            about, campaign_id = _about(work, held)
            work.describe(f"登记异议调查：{about.name}")
            work.commit()
        return Outcome(self._objection(campaign_id, objection_id), (), PUBLISHED)

    def answer(self, wish: AnswerWish) -> Outcome[ObjectionRow]:
        """Record the answer, and with it the 复核 where the grade is decided anew, as one step.

        Raises:
            Rejected: it is answered already or not looked into, nothing or nobody is named, or the
                decision of the 复核 may not be made so.
        """
        review = self._review(wish)
        with self._book.work("scoring.answer", "") as work:
            held = _objection(work, wish.objection_id)
            errors = self._not_answerable(held, wish)
            if errors:
                raise Rejected(*errors)
            if review is not None:
                add_decision(work, review)
            answered = replace(
                held,
                answer=wish.answer.strip(),
                answered_by=wish.answered_by.strip(),
                answered_on=wish.answered_on,
                review_id=review.decision.id if review else None,
            )
            work.objections.put(answered)
            changed = f"，复核为{review.form.grade_name(review.decision.grade)}" if review else ""
            about, campaign_id = _about(work, held)
            work.describe(f"答复异议：{about.name}{changed}")
            work.commit()
        return Outcome(
            self._objection(campaign_id, wish.objection_id), review.findings if review else (), DECIDED
        )

    def _not_answerable(self, held: Objection, wish: AnswerWish) -> list[Finding]:
        errors = []
        if not held.finding:
            errors.append(finding("publications.not_investigated"))
        if not wish.answer.strip():
            errors.append(finding("publications.no_answer", where=Where(field="答复")))
        if not wish.answered_by.strip():
            errors.append(finding("publications.no_answerer", where=Where(field="答复人")))
        if wish.answered_on > self._clock.today():
            day = wish.answered_on.isoformat()
            errors.append(finding("publications.future_day", where=Where(field="答复日期"), day=day))
        return errors

    def _review(self, wish: AnswerWish) -> Prepared | None:
        if wish.review is None:
            return None
        return self._scoring.prepared(wish.review.campaign_id, (wish.review,))[0]

    # ------------------------------------------------------------ helpers

    def _one(self, campaign_id: str, publication_id: str) -> PublicationRow:
        rows = self.board(campaign_id).publications
        return next(row for row in rows if row.publication.id == publication_id)

    def _objection(self, campaign_id: str, objection_id: str) -> ObjectionRow:
        rows = self.board(campaign_id).objections
        return next(row for row in rows if row.objection.id == objection_id)


def _lines(listing: RatingList, publication_id: str) -> list[PublishedGrade]:
    decided = [(row, row.decision) for c in listing.categories for row in c.rows]
    standing = [(row, decision) for row, decision in decided if decision is not None]
    return [
        PublishedGrade(
            id=new_id(),
            publication_id=publication_id,
            party_org_id=row.org.id,
            decision_id=decision.id,
            order=number,
            category=row.category,
            name=row.org.name,
            grade=row.decided,
        )
        for number, (row, decision) in enumerate(standing, 1)
    ]


def _publication(view: View | UnitOfWork, publication_id: str) -> Publication:
    found = view.publications.get(publication_id)
    if found is None:
        raise Rejected(finding("publications.none_like_it"))
    return found


def _objection(work: UnitOfWork, objection_id: str) -> Objection:
    """Return an objection that can still be worked on."""
    held = work.objections.get(objection_id)
    if held is None:
        raise Rejected(finding("publications.no_objection"))
    if held.answered_on is not None:
        raise Rejected(finding("publications.answered"))
    return held


def _about(work: UnitOfWork, held: Objection) -> tuple[PublishedGrade, str]:
    """Return the published line an objection is about, and its campaign."""
    found = work.published_grades.find(publication_id=held.publication_id, decision_id=held.decision_id)
    return found[0], _publication(work, held.publication_id or "").campaign_id


class Shown:
    """Puts together what is shown of the publications of one rating list."""

    def __init__(self, view: View, listing: RatingList, today: date) -> None:
        self._view, self._today = view, today
        self._forms = {row.org.id: c.form for c in listing.categories for row in c.rows}
        decisions = view.decisions.find(campaign_id=listing.campaign_id)
        self._reviews = {d.review_of: d for d in decisions if d.review_of}
        self._decisions = {d.id: d for d in decisions}

    def row(self, publication: Publication) -> PublicationRow:
        """Return a publication with its lines and objections."""
        lines = {g.decision_id: g for g in self._view.published_grades.find(publication_id=publication.id)}
        raised = self._view.objections.find(publication_id=publication.id)
        objections = tuple(self._objection(one, lines[one.decision_id]) for one in raised)
        return PublicationRow(
            publication=publication,
            state=self._state(publication),
            lines=tuple(self._line(line, objections) for line in lines.values()),
            objections=objections,
        )

    def _line(self, line: PublishedGrade, objections: tuple[ObjectionRow, ...]) -> PublishedLine:
        after = self._reviews.get(line.decision_id)
        while after is not None and after.id in self._reviews:
            after = self._reviews[after.id]
        mine = [one for one in objections if one.party_org_id == line.party_org_id]
        told = next((one for one in mine if one.state.waits), mine[-1] if mine else None)
        return PublishedLine(
            grade=line,
            reviewed=self._named(line.party_org_id, after),
            reviewed_on=after.decided_on if after else None,
            objections=len(mine),
            state=told.state if told else None,
            late=any(one.late for one in mine),
        )

    def _objection(self, one: Objection, line: PublishedGrade) -> ObjectionRow:
        review = self._decisions.get(one.review_id or "")
        if review is not None:
            state = ObjectionState.REVIEWED
        elif one.answered_on is not None:
            state = ObjectionState.ANSWERED
        else:
            state = ObjectionState.INVESTIGATED if one.finding else ObjectionState.OPEN
        return ObjectionRow(
            objection=one,
            party_org_id=line.party_org_id,
            name=line.name,
            grade=line.grade,
            state=state,
            late=state.waits and one.due is not None and one.due < self._today,
            review=review,
            review_grade=self._named(line.party_org_id, review),
        )

    def _named(self, party_org_id: str, decision: Decision | None) -> str:
        form = self._forms.get(party_org_id)
        if decision is None:
            return ""
        return form.grade_name(decision.grade) if form is not None else decision.grade

    def _state(self, publication: Publication) -> PublicationState:
        if publication.withdrawn:
            return PublicationState.WITHDRAWN
        if self._today < publication.start:
            return PublicationState.COMING
        return PublicationState.RUNNING if self._today <= publication.end else PublicationState.OVER
