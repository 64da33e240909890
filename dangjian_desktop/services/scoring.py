"""评分定级: points per indicator, the rating list with its reasons, and what people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grading import ClauseFact, Decision
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg, new_id
from dangjian_desktop.domain.ranking import check_decision, decision_in_force
from dangjian_desktop.domain.rating_rounds import FIRST_ROUND, RatingRound
from dangjian_desktop.domain.scoring import ScoreEntry, Stage, check_entry, sheet_total
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding, hint, warning
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring_forms import (
    current_round,
    forms_of,
    grouped,
    keep_form,
    rating_day,
)
from dangjian_desktop.services.scoring_lists import (
    MOST_NAMES,
    Found,
    Record,
    added_up,
    category_of,
    some_names,
    summary_of,
    without_form,
)
from dangjian_desktop.services.scoring_views import (
    ClauseAnswer,
    ClauseLine,
    GradeSummary,
    PointsEdit,
    RatingCategory,
    RatingList,
    RatingRow,
    ScoreSheet,
)

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories.base import Repository
    from dangjian_desktop.storage.work import UnitOfWork, View

SCORED = Changes.of(Topic.SCORES, Topic.RATINGS)
FEW = 20  # organisations whose points are looked up one by one
DECIDED = Changes.of(Topic.RATINGS)
RecordT = TypeVar("RecordT", ScoreEntry, ClauseFact, Decision)


class Surveys(Protocol):
    """What scoring and vetting ask of the ballots: the rates of every subject of a campaign."""

    def figures(
        self, campaign_id: str, form_code: str, since: date | None = None
    ) -> tuple[SubjectFigures, ...]:
        """Return the rates per subject over the meetings held on one form, on ``since`` or later."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeWish:
    """What 党委研究 decided about one organisation, as the clerk records it."""

    campaign_id: str
    party_org_id: str
    grade: str
    reason: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """A decision as it would be recorded, about which row on which form, and what is to be said of it."""

    row: RatingRow
    form: ScoreForm
    decision: Decision
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """The campaign, the form of each category, the record, the round in hand and the surveys."""

    campaign: Campaign
    forms: dict[OrgCategory, ScoreForm]
    record: Record
    current: RatingRound
    figures: dict[str, tuple[SubjectFigures, ...]]

    def surveys(self, form: ScoreForm) -> tuple[SubjectFigures, ...]:
        """Return the surveys a form asks for."""
        return self.figures.get(_survey_code(form), ())


def add_decision(work: UnitOfWork, one: Prepared) -> None:
    """Write a decision in an open unit of work; the edition it rests on is kept."""
    work.decisions.add(one.decision)
    keep_form(work, _campaign(work, one.decision.campaign_id), one.form)


class Scoring:
    """What a clerk can do with scores and grades of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, ballots: Surveys) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock
        self._ballots = ballots

    # ------------------------------------------------------------ reading

    def rating_list(self, campaign_id: str) -> RatingList:
        """Return every category of a campaign, ranked, with proposals, quotas and reasons.

        It is the round in hand; how the rounds before it ended is told by :class:`Rounds`.

        Raises:
            Rejected: when there is no such campaign.
        """
        held = self.material(campaign_id)
        forms, record, current = held.forms, held.record, held.current
        categories = tuple(
            category_of(form, kinds, record, held.surveys(form))
            for form, kinds in grouped(forms)
            if any(org.category in kinds for org in record.orgs)
        )
        return RatingList(
            campaign_id=campaign_id,
            campaign=held.campaign.title,
            round_no=current.number,
            round_name=current.name,
            categories=categories,
            findings=(
                *without_form(record.orgs, forms),
                *(f for c in categories for f in c.findings),
                *self._surveyed_before(campaign_id, categories, current),
            ),
        )

    def material(self, campaign_id: str, only: Collection[str] = ()) -> Material:
        """Return what the rating list of the round in hand is made from; with ``only`` the points,
        answers and decisions of these organisations alone.

        Raises:
            Rejected: when there is no such campaign.
        """
        with self._book.read() as view:
            campaign = _campaign(view, campaign_id)
            forms = forms_of(self._catalog, view, campaign, self._clock.today())
            current = current_round(view, campaign_id)
            day = rating_day(campaign, self._clock.today())
            record = _record(view, campaign_id, day, current.number, only)
        figures = self._figures(campaign_id, forms.values(), current)
        return Material(campaign, forms, record, current, figures)

    def sheet(self, campaign_id: str, party_org_id: str) -> ScoreSheet:
        """Return the score sheet of one organisation: both stages and the clauses.

        Raises:
            Rejected: when campaign or organisation are unknown, or its category has no form.
        """
        with self._book.read() as view:
            campaign = _campaign(view, campaign_id)
            org = _organisation(view, party_org_id)
            form = self._form(view, campaign, org)
            current = current_round(view, campaign_id)
            place = _place(view, campaign_id, party_org_id)
            entries = view.score_entries.find(**place)
            facts = {f.clause: f for f in view.clause_facts.find(**place)}
        found = self._figures(campaign_id, (form,), current).get(_survey_code(form), ())
        subject = Found(found).of(org)
        return ScoreSheet(
            campaign_id=campaign_id,
            org=org,
            form=form,
            own=sheet_total(form, Stage.SELF, entries),
            assessed=added_up(form, Stage.ASSESSMENT, entries, subject.rates if subject else ()),
            clauses=tuple(ClauseLine(override=o, fact=facts.get(o.code)) for o in form.overrides),
        )

    def summary(self, campaign_id: str) -> GradeSummary:
        """Return 分类定级情况汇总表: how many organisations of each category got each grade.

        A decided grade counts before a proposed one; how many rest on proposals is stated.
        """
        return summary_of(self.rating_list(campaign_id))

    def undecided(self, campaign_id: str) -> int:
        """Return how many organisations have a score and no recorded decision."""
        rows = (row for c in self.rating_list(campaign_id).categories for row in c.rows)
        return sum(row.score is not None and not row.decided for row in rows)

    # ------------------------------------------------------------ writing

    def record_points(
        self, campaign_id: str, party_org_id: str, edits: Sequence[PointsEdit]
    ) -> Outcome[ScoreSheet]:
        """Record points of one organisation as one step; a deduction without its reason is kept
        but stays a finding of the sheet, and no grade can be decided before it is given.

        Raises:
            Rejected: when points lie outside 0 … the indicator's maximum, or it is unknown.
        """
        with self._book.work("scoring.points", "") as work:
            campaign = _campaign(work, campaign_id)
            org = _organisation(work, party_org_id)
            form = self._form(work, campaign, org)
            place = _place(work, campaign_id, party_org_id)
            known = work.score_entries.find(**place)
            by_place = {(e.indicator, e.stage): e for e in known}
            changed = _entries(place, by_place, edits)
            _reject_errors(f for entry in changed for f in check_entry(form, entry))
            for entry in changed:
                work.score_entries.put(entry)
            for entry_id in _taken_back(by_place, edits):
                work.score_entries.remove(entry_id)
            keep_form(work, campaign, form)
            work.describe(f"录入得分 {len(edits)} 项：{org.name}")
            work.commit()
        return Outcome(self.sheet(campaign_id, party_org_id), (), SCORED)

    def record_all(
        self, campaign_id: str, given: Mapping[str, Sequence[PointsEdit]], what: str = ""
    ) -> Outcome[int]:
        """Record points of many organisations (by id) as one step; all or none. Return how many changed.

        Raises:
            Rejected: as :meth:`record_points`, for any of them.
        """
        with self._book.work("scoring.points", "") as work:
            campaign = _campaign(work, campaign_id)
            number = current_round(work, campaign_id).number
            here = {"campaign_id": campaign_id, "round_no": number}
            known = _entries_of(work, here, given)
            forms = forms_of(self._catalog, work, campaign, self._clock.today())
            orgs = work.party_orgs.get_many(given)
            changed: list[ScoreEntry] = []
            gone: list[str] = []
            errors: list[Finding] = []
            for key, edits in given.items():
                org = orgs.get(key)
                form = forms.get(org.category) if org is not None else None
                if org is None or form is None:
                    raise Rejected(finding("scoring.no_organisation"))
                keep_form(work, campaign, form)
                mine = known.get(key, {})
                entries = _entries({**here, "party_org_id": key}, mine, edits)
                errors += (item for entry in entries for item in _errors_of(form, entry, org))
                changed += entries
                gone += _taken_back(mine, edits)
            _reject_errors(errors)
            count = work.score_entries.put_all(changed)
            for entry_id in gone:
                work.score_entries.remove(entry_id)
            if count or gone:
                work.describe(what or f"录入得分：{len(given)} 个党组织 {count + len(gone)} 项")
                work.commit()
        return Outcome(count + len(gone), (), SCORED)

    def answer_clauses(self, campaign_id: str, answers: Sequence[ClauseAnswer]) -> Outcome[int]:
        """Record whether override clauses hold, as one step; a clause that holds needs evidence.

        Raises:
            Rejected: when the clause is not in the form, or evidence is missing.
        """
        with self._book.work("scoring.clauses", f"核实规定情形 {len(answers)} 项") as work:
            campaign = _campaign(work, campaign_id)
            forms = forms_of(self._catalog, work, campaign, self._clock.today())
            orgs = work.party_orgs.get_many(a.party_org_id for a in answers)
            number = current_round(work, campaign_id).number
            facts = work.clause_facts.find(campaign_id=campaign_id, round_no=number)
            known = {(f.party_org_id, f.clause): f for f in facts}
            for answer in answers:
                org = orgs.get(answer.party_org_id)
                form = forms.get(org.category) if org else None
                if org is None or form is None:
                    raise Rejected(finding("scoring.no_organisation"))
                _reject_errors(_clause_errors(form, org, answer))
                work.clause_facts.put(self._fact(campaign_id, number, answer, known))
                keep_form(work, campaign, form)
            work.commit()
        return Outcome(len(answers), (), SCORED)

    def decide(self, wish: GradeWish) -> Outcome[Decision]:
        """Record what people decided; an earlier decision stays on record beside it.

        Raises:
            Rejected: unknown grade, nobody named, a required reason missing, a day in the future,
                or deductions of this organisation still without a reason.
        """
        done = self.decide_all(wish.campaign_id, (wish,))
        return Outcome(done.value[0], done.findings, done.changes)

    def decide_all(self, campaign_id: str, wishes: Sequence[GradeWish]) -> Outcome[tuple[Decision, ...]]:
        """Record the decisions of one session as one step; all or none.

        Raises:
            Rejected: as :meth:`decide`, for any of them.
        """
        ready = self.prepared(campaign_id, wishes)
        first = ready[0]
        named = f"{first.row.org.name} 评为{first.form.grade_name(wishes[0].grade)}"
        what = named if len(wishes) == 1 else f"{len(wishes)} 个党组织"
        with self._book.work("scoring.decide", f"记录党委决定：{what}") as work:
            for one in ready:
                add_decision(work, one)
            work.commit()
        return Outcome(tuple(r.decision for r in ready), tuple(f for r in ready for f in r.findings), DECIDED)

    def prepared(self, campaign_id: str, wishes: Sequence[GradeWish]) -> tuple[Prepared, ...]:
        """Return the decisions of ``wishes`` as they would be recorded, with what is to be said of each.

        Raises:
            Rejected: as :meth:`decide`, for any of them.
        """
        listing = self.rating_list(campaign_id)
        ready = tuple(self._checked(listing, wish) for wish in wishes)
        _reject_errors(f for one in ready for f in one.findings)
        return ready

    # ------------------------------------------------------------ helpers

    def _figures(
        self, campaign_id: str, forms: Iterable[ScoreForm], current: RatingRound
    ) -> dict[str, tuple[SubjectFigures, ...]]:
        """Return the surveys of the round in hand by ballot form: those held since it began, and for
        whom none was held since, the earlier ones."""
        codes = {_survey_code(form) for form in forms} - {""}
        since = current.opened_on if current.number > FIRST_ROUND else None
        found = {}
        for code in sorted(codes):
            whole = self._ballots.figures(campaign_id, code)
            fresh = self._ballots.figures(campaign_id, code, since) if since else ()
            found[code] = (*fresh, *whole)
        return found

    def _surveyed_before(
        self, campaign_id: str, categories: Sequence[RatingCategory], current: RatingRound
    ) -> tuple[Finding, ...]:
        """Say whose rate is that of a round before."""
        if current.number == FIRST_ROUND:
            return ()
        old = []
        for category in categories:
            fresh = Found(self._ballots.figures(campaign_id, _survey_code(category.form), current.opened_on))
            old += [r.org for r in category.rows if r.satisfaction is not None and fresh.of(r.org) is None]
        if not old:
            return ()
        return (hint("rounds.not_surveyed", count=len(old), names=some_names(old)),)

    def _form(self, view: View | UnitOfWork, campaign: Campaign, org: PartyOrg) -> ScoreForm:
        form = forms_of(self._catalog, view, campaign, self._clock.today()).get(org.category)
        if form is None:
            raise Rejected(finding("scoring.no_form", where=Where(record=org.name)))
        return form

    def _checked(self, listing: RatingList, wish: GradeWish) -> Prepared:
        for category in listing.categories:
            row = category.row(wish.party_org_id)
            if row is not None:
                break
        else:
            raise Rejected(finding("scoring.no_organisation"))
        decision = self._decision(wish, row.decisions, listing.round_no)
        found = list(check_decision(category.form, decision, category.result))
        at = Where(record=row.org.name)
        if wish.decided_on > self._clock.today():
            found.append(finding("scoring.future_day", where=at, day=wish.decided_on.isoformat()))
        if row.reasons_missing:
            names = "、".join(row.reasons_missing[:MOST_NAMES])
            found.append(
                finding("scoring.reasons_missing", where=at, count=len(row.reasons_missing), names=names)
            )
        found += [
            warning("scoring.clauses_open", at, **dict(step.facts))
            for step in row.steps
            if step.code == "override.open"
        ]
        return Prepared(row, category.form, decision, tuple(found))

    def _fact(
        self,
        campaign_id: str,
        number: int,
        answer: ClauseAnswer,
        known: Mapping[tuple[str, str], ClauseFact],
    ) -> ClauseFact:
        old = known.get((answer.party_org_id, answer.clause))
        return ClauseFact(
            id=old.id if old else new_id(),
            campaign_id=campaign_id,
            party_org_id=answer.party_org_id,
            clause=answer.clause,
            holds=answer.holds,
            evidence=answer.evidence.strip(),
            answered_by=answer.answered_by.strip(),
            answered_on=answer.answered_on or self._clock.today(),
            round_no=number,
        )

    def _decision(self, wish: GradeWish, earlier: Sequence[Decision], number: int) -> Decision:
        standing = decision_in_force(earlier)
        return Decision(
            id=new_id(),
            campaign_id=wish.campaign_id,
            party_org_id=wish.party_org_id,
            grade=wish.grade,
            reason=wish.reason.strip(),
            decided_by=wish.decided_by.strip(),
            decided_on=wish.decided_on,
            review_of=standing.id if standing else None,
            round_no=number,
        )


def _survey_code(form: ScoreForm) -> str:
    return form.survey.ballot_form if form.survey else ""


def _campaign(view: View | UnitOfWork, campaign_id: str) -> Campaign:
    found = view.campaigns.get(campaign_id)
    if found is None:
        raise Rejected(finding("campaigns.no_campaign"))
    return found


def _organisation(view: View | UnitOfWork, party_org_id: str) -> PartyOrg:
    found = view.party_orgs.get(party_org_id)
    if found is None:
        raise Rejected(finding("scoring.no_organisation"))
    return found


def _place(view: View | UnitOfWork, campaign_id: str, party_org_id: str) -> dict[str, Any]:
    """Return where the points and answers of one organisation stand in the round in hand."""
    number = current_round(view, campaign_id).number
    return {"campaign_id": campaign_id, "party_org_id": party_org_id, "round_no": number}


def _record(view: View, campaign_id: str, day: date, number: int, only: Collection[str] = ()) -> Record:
    here = {"campaign_id": campaign_id, "round_no": number}

    def of(shelf: Repository[RecordT]) -> dict[str, list[RecordT]]:
        if only:
            return {key: list(shelf.find(**here, party_org_id=key)) for key in only}
        return _by_organisation(shelf.find(**here))

    return Record(
        day=day,
        orgs=view.party_orgs.all(),
        communities={c.id: c for c in view.communities.all()},
        entries=of(view.score_entries),
        facts=of(view.clause_facts),
        decisions=of(view.decisions),
    )


def _by_organisation(values: Iterable[RecordT]) -> dict[str, list[RecordT]]:
    found: dict[str, list[RecordT]] = {}
    for value in values:
        found.setdefault(value.party_org_id, []).append(value)
    return found


def _entries(
    place: Mapping[str, Any], known: Mapping[tuple[str, Stage], ScoreEntry], edits: Iterable[PointsEdit]
) -> list[ScoreEntry]:
    """Return the entries of the edits that give points."""
    return [_entry(place, known, edit, edit.points) for edit in edits if edit.points is not None]


def _taken_back(known: Mapping[tuple[str, Stage], ScoreEntry], edits: Iterable[PointsEdit]) -> list[str]:
    """Return the ids of the entries whose points are taken back."""
    olds = (known.get((edit.indicator, edit.stage)) for edit in edits if edit.points is None)
    return [old.id for old in olds if old is not None]


def _entry(
    place: Mapping[str, Any],
    known: Mapping[tuple[str, Stage], ScoreEntry],
    edit: PointsEdit,
    points: Fraction,
) -> ScoreEntry:
    old = known.get((edit.indicator, edit.stage))
    return ScoreEntry(
        id=old.id if old else new_id(),
        **place,
        indicator=edit.indicator,
        stage=edit.stage,
        points=points,
        reason=edit.reason.strip(),
    )


def _clause_errors(form: ScoreForm, org: PartyOrg, answer: ClauseAnswer) -> tuple[Finding, ...]:
    override = next((o for o in form.overrides if o.code == answer.clause), None)
    if override is None:
        return (finding("scoring.unknown_clause", where=Where(record=org.name), clause=answer.clause),)
    if answer.holds and not answer.evidence.strip():
        return (finding("scoring.no_evidence", where=Where(record=org.name, field=override.text)),)
    return ()


def _entries_of(
    work: UnitOfWork, here: Mapping[str, Any], orgs: Collection[str]
) -> dict[str, dict[tuple[str, Stage], ScoreEntry]]:
    """Return the points of organisations in the round ``here`` by organisation and place; of a few they
    are asked for one by one, else all are read at once."""
    found: dict[str, dict[tuple[str, Stage], ScoreEntry]] = {}
    if len(orgs) <= FEW:
        parts = [work.score_entries.find(**here, party_org_id=key) for key in orgs]
    else:
        parts = [work.score_entries.find(**here)]
    for one in chain.from_iterable(parts):
        found.setdefault(one.party_org_id, {})[one.indicator, one.stage] = one
    return found


def _errors_of(form: ScoreForm, entry: ScoreEntry, org: PartyOrg) -> list[Finding]:
    return [replace(f, where=replace(f.where, record=org.name)) for f in check_entry(form, entry)]


def _reject_errors(found: Iterable[Finding]) -> None:
    errors = blocking(found)
    if errors:
        raise Rejected(*errors)
