"""干部考核 and 班子研判: grades of persons and 班子 by the same engine, fed by the ballots; people decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.appraisals import AppraisalGrade
from dangjian_desktop.domain.forms import CADRE, TEAM, ScoreForm
from dangjian_desktop.domain.grading import GradeInputs, GradeResult
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.ranking import CategoryResult, QuotaLine, check_decision, grade_category
from dangjian_desktop.domain.scoring import SheetTotal, Stage, sheet_total
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring_forms import campaign_day
from dangjian_desktop.services.scoring_lists import in_order

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.services.scoring import Surveys
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

APPRAISED = Changes.of(Topic.RATINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """One person or 班子 with its figures, its grade and what was decided, oldest first."""

    subject: str
    name: str
    unit: str
    sheet: SheetTotal
    figures: SubjectFigures
    result: GradeResult
    decisions: tuple[AppraisalGrade, ...]
    by_score: str
    proposed: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalBoard:
    """Everybody graded on one form, best first."""

    campaign_id: str
    form: ScoreForm
    rows: tuple[AppraisalRow, ...]
    result: CategoryResult

    @property
    def quotas(self) -> tuple[QuotaLine, ...]:
        """Return the quotas with their arithmetic."""
        return self.result.quotas

    def row(self, subject: str) -> AppraisalRow | None:
        """Return one row, or None."""
        return next((r for r in self.rows if r.subject == subject), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalWish:
    """What was decided about one person or 班子."""

    campaign_id: str
    form_code: str
    subject: str
    grade: str
    reason: str
    decided_by: str
    decided_on: date


class Appraisals:
    """What a clerk can do with the grades of persons and 班子."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, ballots: Surveys) -> None:
        self._book, self._catalog, self._clock, self._ballots = book, catalog, clock, ballots

    def boards(self, campaign_id: str) -> tuple[AppraisalBoard, ...]:
        """Return the boards of a campaign: 干部, then 班子; also those in which nobody is counted yet.

        Raises:
            Rejected: when there is no such campaign.
        """
        with self._book.read() as view:
            campaign = view.campaigns.get(campaign_id)
        if campaign is None:
            raise Rejected(finding("campaigns.no_campaign"))
        day = campaign_day(campaign, self._clock.today())
        known = (*self._catalog.score_forms(day), *self._catalog.score_forms())
        forms = {f.code: f for f in reversed(known) if {CADRE, TEAM} & set(f.categories)}
        ordered = sorted(forms.values(), key=lambda f: (CADRE not in f.categories, f.code))
        return tuple(self._board(campaign_id, form) for form in ordered)

    def board(self, campaign_id: str, form_code: str) -> AppraisalBoard:
        """Return one board.

        Raises:
            Rejected: there is no such campaign or form.
        """
        found = next((b for b in self.boards(campaign_id) if b.form.code == form_code), None)
        if found is None:
            raise Rejected(finding("scoring.no_form"))
        return found

    def _board(self, campaign_id: str, form: ScoreForm) -> AppraisalBoard:
        figures = self._figures(campaign_id, form)
        with self._book.read() as view:
            names = _names(view, figures)
            made = view.appraisal_grades.find(campaign_id=campaign_id, form_code=form.code)
        decisions: dict[str, list[AppraisalGrade]] = {}
        for one in made:
            decisions.setdefault(one.subject, []).append(one)
        sheets = {
            key: sheet_total(form, Stage.ASSESSMENT, (), {r.code: r for r in f.rates})
            for key, f in figures.items()
        }
        inputs = [
            GradeInputs(
                party_org_id=key,
                score=sheets[key].total,
                missing=len(sheets[key].missing),
                rates=figures[key].rates,
                name=names[key][0],
            )
            for key in sorted(figures, key=lambda k: names[k])
        ]
        result = grade_category(form, inputs, [one.as_decision() for one in made])
        rows = tuple(
            _row(form, r, sheets[r.party_org_id], figures[r.party_org_id], names, decisions)
            for r in result.results
        )
        return AppraisalBoard(campaign_id=campaign_id, form=form, rows=rows, result=result)

    def _figures(self, campaign_id: str, form: ScoreForm) -> dict[str, SubjectFigures]:
        """Return the figures of every person (班子: community or organisation) by id."""
        used = (form.survey.ballot_form, *form.survey.also) if form.survey else ()
        persons = CADRE in form.categories
        found: dict[str, SubjectFigures] = {}
        for ballot_form in used:
            for one in self._ballots.figures(campaign_id, ballot_form):
                key = one.person_id if persons else one.community_id or one.party_org_id
                if key:
                    found.setdefault(key, one)
        return found

    def decide(self, wish: AppraisalWish) -> Outcome[AppraisalGrade]:
        """Record what was decided; an earlier decision stays beside it.

        Raises:
            Rejected: unknown grade, nobody named, a required statement missing, a day in the future,
                or nobody counted of that name.
        """
        board = self.board(wish.campaign_id, wish.form_code)
        row = board.row(wish.subject)
        if row is None:
            raise Rejected(finding("scoring.not_tallied"))
        made = AppraisalGrade(
            id=new_id(),
            campaign_id=wish.campaign_id,
            form_code=wish.form_code,
            grade=wish.grade,
            reason=wish.reason.strip(),
            decided_by=wish.decided_by.strip(),
            decided_on=wish.decided_on,
            person_id=row.figures.person_id,
            community_id=row.figures.community_id,
            party_org_id=row.figures.party_org_id,
            review_of=row.decisions[-1].id if row.decisions else None,
        )
        found = self._said(board, row, made)
        if blocking(found):
            raise Rejected(*blocking(found))
        words = f"{row.name} 评为{board.form.grade_name(wish.grade)}"
        with self._book.work("scoring.appraise", f"记录研判决定：{words}") as work:
            work.appraisal_grades.add(made)
            work.commit()
        return Outcome(made, found, APPRAISED)

    def _said(self, board: AppraisalBoard, row: AppraisalRow, made: AppraisalGrade) -> tuple[Finding, ...]:
        found = list(check_decision(board.form, made.as_decision(), board.result))
        if made.decided_on > self._clock.today():
            at = Where(record=row.name)
            found.append(finding("scoring.future_day", where=at, day=made.decided_on.isoformat()))
        return tuple(found)


def _row(
    form: ScoreForm,
    result: GradeResult,
    sheet: SheetTotal,
    figures: SubjectFigures,
    names: Mapping[str, tuple[str, str]],
    decisions: Mapping[str, Sequence[AppraisalGrade]],
) -> AppraisalRow:
    key = result.party_org_id
    mine = {d.id: d for d in decisions.get(key, ())}
    ordered = in_order(d.as_decision() for d in mine.values())
    name, unit = names[key]
    return AppraisalRow(
        subject=key,
        name=name,
        unit=unit,
        sheet=sheet,
        figures=figures,
        result=result,
        decisions=tuple(mine[d.id] for d in ordered),
        by_score=form.grade_name(result.by_score) if result.by_score else "",
        proposed=form.grade_name(result.proposed) if result.proposed else "",
        decided=form.grade_name(result.decided) if result.decided else "",
    )


def _names(view: View, figures: Mapping[str, SubjectFigures]) -> dict[str, tuple[str, str]]:
    """Return name and unit of everybody by id."""
    people = view.persons.get_many(f.person_id for f in figures.values() if f.person_id)
    units = {c.id: c.name for c in view.communities.all()}
    orgs = {o.id: o.name for o in view.party_orgs.all()}
    places: dict[str, str] = {}
    for post in view.posts.all():
        unit = units.get(post.community_id or "") or orgs.get(post.party_org_id or "", "")
        if unit:
            places.setdefault(post.person_id, unit)
    found = {}
    for key in figures:
        if key in people:
            found[key] = (people[key].name, places.get(key, ""))
        else:
            found[key] = (units.get(key) or orgs.get(key, key), "")
    return found
