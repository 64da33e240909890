"""干部考核 and 班子研判: grades of persons and 班子 by the same engine, fed by the ballots; people decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dangjian_desktop.domain.appraisals import AppraisalGrade
from dangjian_desktop.domain.forms import CADRE, TEAM, ScoreForm
from dangjian_desktop.domain.grading import GradeInputs, GradeResult, Standing
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Person, Post
from dangjian_desktop.domain.ranking import CategoryResult, QuotaLine, check_decision, grade_category
from dangjian_desktop.domain.scoring import SheetTotal, Stage, score_texts, sheet_total
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, blocking, finding, warning
from dangjian_desktop.kernel.texts.scoring import BASIS, BASIS_ITEMS, BASIS_UNUSED
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring_forms import campaign_day
from dangjian_desktop.services.scoring_lists import in_order
from dangjian_desktop.services.scoring_views import proposal

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.services.scoring import Surveys
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

APPRAISED = Changes.of(Topic.RATINGS)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of one person or 班子, the name of their ballot form, and the names of other forms
    of which there are ballots that do not count."""

    figures: SubjectFigures
    ballots: str
    unused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """One person or 班子 with what its ballots say, its grade and what was decided, oldest first."""

    subject: str
    name: str
    unit: str
    sheet: SheetTotal
    counts: Counts
    result: GradeResult
    decisions: tuple[AppraisalGrade, ...]
    by_score: str
    proposed: str
    decided: str
    score: str
    post: str = ""

    @property
    def figures(self) -> SubjectFigures:
        """Return what the ballots that count say."""
        return self.counts.figures

    @property
    def ballots(self) -> str:
        """Return the name of the ballot form that counts."""
        return self.counts.ballots

    @property
    def valid(self) -> int:
        """Return the ballots that stand under the rates."""
        return self.figures.papers

    @property
    def items(self) -> int:
        """Return how many items of each ballot are added up in the rates."""
        return max((rate.items for rate in self.figures.rates), default=1)

    @property
    def basis(self) -> str:
        """Name the ballots the figures come from, and those that do not count beside them."""
        each = BASIS_ITEMS.format(items=self.items) if self.items > 1 else ""
        others = BASIS_UNUSED.format(ballots=self.counts.unused) if self.counts.unused else ""
        return BASIS.format(ballots=self.ballots, papers=self.valid) + each + others

    @property
    def tied(self) -> bool:
        """Tell whether it stands on the quota line with others of the same score."""
        return self.result.standing is Standing.TIED

    @property
    def proposal(self) -> str:
        """Return the proposed grade as one word or two: 优秀, 优秀（名额外）, 同分待定."""
        return proposal(self.result, self.proposed)

    def votes(self, grade: str) -> int:
        """Return how many ballots gave ``grade``."""
        return dict(self.figures.votes).get(grade, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What somebody or a 班子 is called; ``post`` are the titles held in ``unit``."""

    name: str
    unit: str = ""
    post: str = ""


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
        return tuple(self._board(campaign_id, form) for form in self._forms(campaign_id))

    def board(self, campaign_id: str, form_code: str) -> AppraisalBoard:
        """Return one board.

        Raises:
            Rejected: there is no such campaign or form.
        """
        found = next((form for form in self._forms(campaign_id) if form.code == form_code), None)
        if found is None:
            raise Rejected(finding("scoring.no_form"))
        return self._board(campaign_id, found)

    def _forms(self, campaign_id: str) -> list[ScoreForm]:
        """Return the forms for 干部, then those for 班子."""
        with self._book.read() as view:
            campaign = view.campaigns.get(campaign_id)
        if campaign is None:
            raise Rejected(finding("campaigns.no_campaign"))
        day = campaign_day(campaign, self._clock.today())
        known = (*self._catalog.score_forms(day), *self._catalog.score_forms())
        forms = {f.code: f for f in reversed(known) if {CADRE, TEAM} & set(f.categories)}
        return sorted(forms.values(), key=lambda f: (CADRE not in f.categories, f.code))

    def _board(self, campaign_id: str, form: ScoreForm) -> AppraisalBoard:
        counts = self._counts(campaign_id, form)
        figures = {key: one.figures for key, one in counts.items()}
        with self._book.read() as view:
            names = _names(view, figures, self._clock.today())
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
                name=names[key].name,
            )
            for key in sorted(figures, key=lambda k: (names[k].name, names[k].unit))
        ]
        result = grade_category(form, inputs, [one.as_decision() for one in made])
        words = score_texts((sheet.total for sheet in sheets.values()), form.places)
        rows = tuple(
            _row(form, r, sheets[r.party_org_id], counts[r.party_org_id], names, decisions, words)
            for r in result.results
        )
        return AppraisalBoard(campaign_id=campaign_id, form=form, rows=rows, result=result)

    def _counts(self, campaign_id: str, form: ScoreForm) -> dict[str, Counts]:
        """Return what counts of every person (班子: community or organisation) by id, under the names of
        ``form``: the first of its ballot forms of which there is a paper."""
        persons = CADRE in form.categories
        found: dict[str, list[SubjectFigures]] = {}
        names = {}
        for ballot_form in form.survey.ballots if form.survey else ():
            names[ballot_form] = self._catalog.ballot_form(ballot_form).name
            for one in self._ballots.figures(campaign_id, ballot_form):
                key = one.person_id if persons else one.community_id or one.party_org_id
                if key:
                    found.setdefault(key, []).append(_renamed(form, one))
        counts = {}
        for key, every in found.items():
            first, *others = sorted(every, key=lambda one: not one.papers)
            unused = "、".join(names[one.form_code] for one in others if one.papers)
            counts[key] = Counts(first, names[first.form_code], unused)
        return counts

    def decide(self, wish: AppraisalWish) -> Outcome[AppraisalGrade]:
        """Record what was decided; an earlier decision stays beside it.

        Raises:
            Rejected: unknown grade, nobody named, a required statement missing, a day in the future,
                or nobody counted of that name.
        """
        done = self.decide_all(wish.campaign_id, wish.form_code, (wish,))
        return Outcome(done.value[0], done.findings, done.changes)

    def decide_all(
        self, campaign_id: str, form_code: str, wishes: Sequence[AppraisalWish]
    ) -> Outcome[tuple[AppraisalGrade, ...]]:
        """Record the decisions of one session on one form as one step; all or none.

        Raises:
            Rejected: as :meth:`decide`, for any of them.
        """
        board = self.board(campaign_id, form_code)
        made, found = [], list[Finding]()
        for wish in wishes:
            row = board.row(wish.subject)
            if row is None:
                raise Rejected(finding("scoring.not_tallied"))
            one = _decision(wish, row)
            found += self._said(board, row, one)
            made.append(one)
        if blocking(found):
            raise Rejected(*blocking(found))
        words = f"{len(wishes)} 个"
        if len(wishes) == 1 and (first := board.row(wishes[0].subject)) is not None:
            words = f"{first.name} 评为{board.form.grade_name(wishes[0].grade)}"
        with self._book.work("scoring.appraise", f"记录研判决定：{words}") as work:
            for one in made:
                work.appraisal_grades.add(one)
            work.commit()
        return Outcome(tuple(made), tuple(found), APPRAISED)

    def _said(self, board: AppraisalBoard, row: AppraisalRow, made: AppraisalGrade) -> tuple[Finding, ...]:
        found = list(check_decision(board.form, made.as_decision(), board.result))
        at = Where(record=row.name)
        if not row.figures.complete:
            found.append(warning("scoring.votes_open", at))
        if made.decided_on > self._clock.today():
            found.append(finding("scoring.future_day", where=at, day=made.decided_on.isoformat()))
        return tuple(found)


def _decision(wish: AppraisalWish, row: AppraisalRow) -> AppraisalGrade:
    return AppraisalGrade(
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


def _renamed(form: ScoreForm, figures: SubjectFigures) -> SubjectFigures:
    """Return the figures with the rates as the score form calls them."""
    use = form.survey
    if use is None:
        return figures
    rates = (replace(r, code=use.name_of(r.code, figures.form_code)) for r in figures.rates)
    return replace(figures, rates=tuple(rates))


def _row(
    form: ScoreForm,
    result: GradeResult,
    sheet: SheetTotal,
    counts: Counts,
    names: Mapping[str, Named],
    decisions: Mapping[str, Sequence[AppraisalGrade]],
    words: Mapping[Fraction | None, str],
) -> AppraisalRow:
    key = result.party_org_id
    mine = {d.id: d for d in decisions.get(key, ())}
    ordered = in_order(d.as_decision() for d in mine.values())
    who = names[key]
    return AppraisalRow(
        subject=key,
        name=who.name,
        unit=who.unit,
        post=who.post,
        score=words[sheet.total],
        sheet=sheet,
        counts=counts,
        result=result,
        decisions=tuple(mine[d.id] for d in ordered),
        by_score=form.grade_name(result.by_score) if result.by_score else "",
        proposed=form.grade_name(result.proposed) if result.proposed else "",
        decided=form.grade_name(result.decided) if result.decided else "",
    )


def _names(view: View, figures: Mapping[str, SubjectFigures], today: date) -> dict[str, Named]:
    """Return name, unit and titles of everybody by id: of the posts held now, else of those before."""
    people = view.persons.get_many(f.person_id for f in figures.values() if f.person_id)
    bodies = {one.id: one.name for one in view.communities.all()}
    bodies |= {one.id: one.name for one in view.party_orgs.all()}
    held: dict[str, list[Post]] = {key: [] for key in people}
    for post in view.posts.all() if people else ():
        if post.person_id in held:
            held[post.person_id].append(post)
    return {
        key: _named(people[key], held[key], bodies, today)
        if key in people
        else Named(name=bodies.get(key, key))
        for key in figures
    }


def _named(person: Person, held: Sequence[Post], bodies: Mapping[str, str], today: date) -> Named:
    """Return a person with the first unit of the posts and the titles held there."""
    posts = sorted(held, key=lambda p: (p.has_ended(today), p.order))
    places = [bodies.get(p.community_id or "") or bodies.get(p.party_org_id or "", "") for p in posts]
    unit = next(filter(None, places), "")
    titles = [
        post.title
        for place, post in zip(places, posts, strict=True)
        if place == unit and post.title and not post.has_ended(today)
    ]
    return Named(name=person.name, unit=unit, post="、".join(dict.fromkeys(titles)))
