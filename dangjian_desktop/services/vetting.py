"""资格联审: candidates, the answers to every clause, the result with its clause, telling and 复核."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from dangjian_desktop.domain.forms import VettingForm
from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.domain.vetting import (
    AdmonitionTalk,
    Answer,
    Candidate,
    Opinion,
    TalkOutcome,
    Telling,
    check_opinion,
    check_start,
    in_force,
)
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding, warning
from dangjian_desktop.kernel.texts.vetting import ANSWER_NAMES, RESULT_NAMES, TALK_NAMES
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring import Surveys
from dangjian_desktop.services.vetting_rows import People, Recorded, choice_of, in_order, row_of
from dangjian_desktop.services.vetting_views import (
    RESULT_OF,
    CandidateRow,
    Conclusion,
    PersonChoice,
    VettingBoard,
    VettingList,
    columns_of,
)

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork, View

TOUCHED = Changes.of(Topic.VETTING)
RecordT = TypeVar("RecordT", Opinion, AdmonitionTalk, Telling)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateWish:
    """A person proposed for a post. An empty ``form_code`` takes the only form that is valid today;
    ``community_id`` and ``serving`` are read from the posts held today when not given."""

    campaign_id: str
    person_id: str
    sought_post: str
    form_code: str = ""
    form_edition: str = ""
    community_id: str | None = None
    serving: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionWish:
    """One answer to one clause, as the clerk types it."""

    candidate_id: str
    clause_code: str
    answer: Answer
    basis: str = ""
    evidence: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkWish:
    """A 诫勉谈话 that was held."""

    candidate_id: str
    held_on: date
    held_by: str
    outcome: TalkOutcome
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingWish:
    """A result that was delivered to the candidate; ``way`` says how (本人签收, 送达村委会, …)."""

    candidate_id: str
    told_on: date
    told_by: str
    way: str = ""


class VettingService:
    """What a clerk can do with the vetting of candidates of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, ballots: Surveys) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock
        self._ballots = ballots

    # ------------------------------------------------------------ reading

    def forms(self) -> tuple[VettingForm, ...]:
        """Return the forms that may start a new vetting today."""
        return self._catalog.vetting_forms(self._clock.today())

    def vetting_list(self, campaign_id: str) -> VettingList:
        """Return every candidate of a campaign by form, each with clauses, verdict and history.

        An edition a candidate was begun with stays in use for that candidate, also when expired.
        """
        with self._book.read() as view:
            candidates = view.candidates.find(campaign_id=campaign_id)
            people = self._people(view, (c.person_id or "" for c in candidates))
            recorded = _recorded(view, [c.id for c in candidates])
        by_form: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            by_form[candidate.form_code, candidate.form_edition].append(candidate)
        boards = []
        for (code, edition), group in sorted(by_form.items()):
            form = self._catalog.vetting_form(code, edition)
            figures = self._figures(campaign_id, form)
            rows = [row_of(form, c, people, recorded, figures) for c in group]
            rows.sort(key=lambda row: _place(row, people))
            boards.append(VettingBoard(form=form, rows=tuple(rows), columns=columns_of(form, rows)))
        return VettingList(campaign_id=campaign_id, boards=tuple(boards), findings=_findings(boards))

    def candidate(self, candidate_id: str) -> CandidateRow:
        """Return one candidate with everything recorded.

        Raises:
            Rejected: when there is no such candidate.
        """
        with self._book.read() as view:
            candidate = _candidate(view, candidate_id)
            people = self._people(view, (candidate.person_id or "",))
            recorded = _recorded(view, [candidate_id])
        form = self._catalog.vetting_form(candidate.form_code, candidate.form_edition)
        return row_of(form, candidate, people, recorded, self._figures(candidate.campaign_id, form))

    def choices(self) -> tuple[PersonChoice, ...]:
        """Return everybody of the roster who may be proposed, with the posts held today."""
        with self._book.read() as view:
            persons = view.persons.all()
            people = self._people(view, (p.id for p in persons))
        return tuple(choice_of(p, people) for p in persons)

    def communities(self) -> tuple[Community, ...]:
        """Return the communities a candidate can stand in, in the office's order."""
        with self._book.read() as view:
            return tuple(sorted(view.communities.all(), key=lambda c: (c.order, c.name)))

    def pending(self, campaign_id: str) -> int:
        """Return how many candidates have no result yet."""
        rows = self.vetting_list(campaign_id).rows
        return sum(row.conclusion is Conclusion.PENDING and not row.candidate.alias for row in rows)

    # ------------------------------------------------------------ candidates

    def add_candidate(self, wish: CandidateWish) -> Outcome[Candidate]:
        """Propose a person for a post.

        Raises:
            Rejected: no post named, the person or form unknown, the form not valid today, or the
                person is proposed for this post already.
        """
        form = self._form_to_start(wish)
        with self._book.work("vetting.candidate", "") as work:
            person, campaign = work.persons.get(wish.person_id), work.campaigns.get(wish.campaign_id)
            if person is None or campaign is None:
                raise Rejected(finding("vetting.no_person" if person is None else "campaigns.no_campaign"))
            if campaign.closed_on is not None:
                raise Rejected(finding("vetting.closed"))
            sought, at = wish.sought_post.strip(), Where(record=person.name)
            if not sought:
                raise Rejected(finding("vetting.no_post", where=at))
            known = work.candidates.find(campaign_id=wish.campaign_id, person_id=person.id)
            if any(c.sought_post == sought for c in known):
                raise Rejected(finding("vetting.candidate_twice", where=at, post=sought))
            found = choice_of(person, self._people(work, (person.id,)))
            candidate = Candidate(
                id=new_id(),
                campaign_id=wish.campaign_id,
                person_id=person.id,
                community_id=wish.community_id or found.community_id,
                sought_post=sought,
                form_code=form.code,
                form_edition=form.edition,
                serving=found.serving if wish.serving is None else wish.serving,
            )
            work.candidates.add(candidate)
            work.describe(f"新增候选人 {person.name}，拟任{sought}")
            work.commit()
        return Outcome(candidate, (), TOUCHED)

    # ------------------------------------------------------------ answers

    def give_opinion(self, wish: OpinionWish) -> Outcome[Opinion]:
        """Record one answer. A later answer of the same signer to the same clause stands beside the
        earlier one and replaces it; answers of different signers all count.

        Raises:
            Rejected: basis, evidence, signer or date missing, or the clause is answered by figures.
        """
        with self._book.work("vetting.opinion", "") as work:
            candidate = _open_candidate(work, wish.candidate_id)
            known = work.opinions.find(candidate_id=candidate.id, clause_code=wish.clause_code)
            mine = [o for o in in_force(in_order(known)) if o.answered_by == wish.answered_by.strip()]
            opinion = self._opinion(wish, review_of=mine[-1].id if mine else None)
            self._record(work, candidate, opinion, "登记意见")
        return Outcome(opinion, (), TOUCHED)

    def review(self, opinion_id: str, wish: OpinionWish) -> Outcome[Opinion]:
        """Record the outcome of a 复核 of one answer as a second answer; the first stays on record.

        Raises:
            Rejected: the answer is unknown or was reviewed already, or something is missing.
        """
        with self._book.work("vetting.review", "") as work:
            candidate = _open_candidate(work, wish.candidate_id)
            known = work.opinions.find(candidate_id=candidate.id)
            if opinion_id not in {o.id for o in in_force(known) if o.clause_code == wish.clause_code}:
                raise Rejected(finding("vetting.no_opinion"))
            opinion = self._opinion(wish, review_of=opinion_id)
            tellings = work.tellings.find(candidate_id=candidate.id)
            form = self._catalog.vetting_form(candidate.form_code, candidate.form_edition)
            self._record(work, candidate, opinion, "登记复核")
        return Outcome(opinion, _review_findings(form, opinion, tellings), TOUCHED)

    def record_talk(self, wish: TalkWish) -> Outcome[AdmonitionTalk]:
        """Record a 诫勉谈话 and what came of it.

        Raises:
            Rejected: nobody named, or the day has not come yet.
        """
        with self._book.work("vetting.talk", "") as work:
            name = self._name(work, _open_candidate(work, wish.candidate_id))
            self._check_signed(name, wish.held_by, wish.held_on)
            talk = AdmonitionTalk(
                id=new_id(),
                candidate_id=wish.candidate_id,
                held_on=wish.held_on,
                held_by=wish.held_by.strip(),
                outcome=wish.outcome,
                note=wish.note.strip(),
            )
            work.admonition_talks.add(talk)
            work.describe(f"登记诫勉谈话：{name}，{TALK_NAMES[wish.outcome]}")
            work.commit()
        return Outcome(talk, (), TOUCHED)

    def tell(self, wish: TellingWish) -> Outcome[Telling]:
        """Record that the candidate was told the result, with the clauses as they stood that day.

        Raises:
            Rejected: there is no result yet, nobody named, or the day has not come yet.
        """
        row = self.candidate(wish.candidate_id)
        if row.candidate.alias:
            raise Rejected(finding("vetting.closed"))
        result = RESULT_OF.get(row.conclusion)
        if result is None:
            raise Rejected(finding("vetting.nothing_to_tell", where=Where(record=row.person.name)))
        self._check_signed(row.person.name, wish.told_by, wish.told_on)
        telling = Telling(
            id=new_id(),
            candidate_id=wish.candidate_id,
            result=result,
            clauses="；".join(f"{c.clause.title}（{c.clause.source}）" for c in row.deciding),
            told_on=wish.told_on,
            told_by=wish.told_by.strip(),
            way=wish.way.strip(),
        )
        with self._book.work("vetting.tell", f"登记送达：{row.person.name}，{RESULT_NAMES[result]}") as work:
            work.tellings.add(telling)
            work.commit()
        return Outcome(telling, (), TOUCHED)

    # ------------------------------------------------------------ helpers

    def _form_to_start(self, wish: CandidateWish) -> VettingForm:
        today = self._clock.today()
        if wish.form_code:
            form = self._catalog.vetting_form(wish.form_code, wish.form_edition or None)
            if wrong := check_start(form, today):
                raise Rejected(*wrong)
            return form
        valid = self.forms()
        if len(valid) != 1:
            names = "、".join(f.name for f in valid)
            raise Rejected(finding("vetting.which_form" if valid else "vetting.no_form", names=names))
        return valid[0]

    def _figures(self, campaign_id: str, form: VettingForm) -> tuple[SubjectFigures, ...]:
        return self._ballots.figures(campaign_id, form.ballot_form) if form.ballot_form else ()

    def _people(self, view: View | UnitOfWork, person_ids: Iterable[str]) -> People:
        wanted = set(person_ids)
        posts = defaultdict(list)
        for post in view.posts.all():
            if post.person_id in wanted:
                posts[post.person_id].append(post)
        return People(
            persons=view.persons.get_many(wanted),
            posts=posts,
            communities={c.id: c for c in view.communities.all()},
            orgs={o.id: o for o in view.party_orgs.all()},
            day=self._clock.today(),
        )

    def _opinion(self, wish: OpinionWish, review_of: str | None) -> Opinion:
        return Opinion(
            id=new_id(),
            candidate_id=wish.candidate_id,
            clause_code=wish.clause_code,
            answer=wish.answer,
            basis=wish.basis.strip(),
            evidence=wish.evidence.strip(),
            answered_by=wish.answered_by.strip(),
            answered_on=wish.answered_on,
            review_of=review_of,
        )

    def _record(self, work: UnitOfWork, candidate: Candidate, opinion: Opinion, what: str) -> None:
        form = self._catalog.vetting_form(candidate.form_code, candidate.form_edition)
        name = self._name(work, candidate)
        errors = list(blocking(check_opinion(form, opinion)))
        if opinion.answered_on is not None and opinion.answered_on > self._clock.today():
            errors.append(self._future(name, opinion.answered_on))
        if errors:
            raise Rejected(*errors)
        work.opinions.add(opinion)
        clause = form.clause(opinion.clause_code)
        title = clause.title if clause else opinion.clause_code
        work.describe(f"{what}：{name}，{title} {ANSWER_NAMES[opinion.answer]}")
        work.commit()

    def _check_signed(self, name: str, by: str, on: date) -> None:
        if not by.strip():
            raise Rejected(finding("vetting.nobody_named", where=Where(record=name)))
        if on > self._clock.today():
            raise Rejected(self._future(name, on))

    def _future(self, name: str, day: date) -> Finding:
        return finding("vetting.future_day", where=Where(record=name), day=day.isoformat())

    def _name(self, work: UnitOfWork, candidate: Candidate) -> str:
        person = work.persons.get(candidate.person_id or "")
        return person.name if person else ""


def _candidate(view: View | UnitOfWork, candidate_id: str) -> Candidate:
    found = view.candidates.get(candidate_id)
    if found is None:
        raise Rejected(finding("vetting.no_candidate"))
    return found


def _open_candidate(view: View | UnitOfWork, candidate_id: str) -> Candidate:
    found = _candidate(view, candidate_id)
    if found.alias:
        raise Rejected(finding("vetting.closed"))
    return found


def _recorded(view: View, candidate_ids: list[str]) -> Recorded:
    wanted = set(candidate_ids)
    return Recorded(
        opinions=_by_candidate(view.opinions.all(), wanted),
        talks=_by_candidate(view.admonition_talks.all(), wanted),
        tellings=_by_candidate(view.tellings.all(), wanted),
    )


def _by_candidate(values: Iterable[RecordT], wanted: set[str]) -> dict[str, list[RecordT]]:
    found: dict[str, list[RecordT]] = defaultdict(list)
    for value in values:
        if value.candidate_id in wanted:
            found[value.candidate_id].append(value)
    return found


def _place(row: CandidateRow, people: People) -> tuple[int, str, str, str]:
    """Order candidates by community, then by the post sought, then by name."""
    community = people.communities.get(row.candidate.community_id or "")
    order = community.order if community else 1_000_000
    return (order, row.community, row.candidate.sought_post, row.person.name)


def _findings(boards: Iterable[VettingBoard]) -> tuple[Finding, ...]:
    """Say which candidates need a talk or have not been told their result."""
    rows = [row for board in boards for row in board.rows]
    found: list[Finding] = []
    talks = [row.person.name for row in rows if row.talk_due and row.conclusion is Conclusion.PENDING]
    if talks:
        found.append(warning("vetting.talks_due", count=len(talks), names="、".join(talks[:5])))
    untold = [r.person.name for r in rows if r.telling_due and r.conclusion is Conclusion.FAILED]
    if untold:
        found.append(warning("vetting.untold", count=len(untold), names="、".join(untold[:5])))
    return tuple(found)


def _review_findings(form: VettingForm, opinion: Opinion, tellings: Iterable[Telling]) -> tuple[Finding, ...]:
    """Ask about a 复核 that came before the telling or after its days were over."""
    told = [t.told_on for t in tellings]
    if not told:
        return (warning("vetting.review_untold"),)
    days = (opinion.answered_on - max(told)).days if opinion.answered_on else 0
    if form.review_days and days > form.review_days:
        return (warning("vetting.review_late", days=form.review_days, told=max(told).isoformat()),)
    return ()
