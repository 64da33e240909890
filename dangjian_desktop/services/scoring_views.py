"""What the scoring service shows: the rating list with its reasons, one score sheet, the summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.domain.forms import Override, ScoreForm
from dangjian_desktop.domain.grading import ClauseFact, Decision, GradeResult, Standing, Step, is_open
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg
from dangjian_desktop.domain.ranking import CategoryResult, QuotaLine
from dangjian_desktop.domain.scoring import NO_REASON, SheetTotal, Stage
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts.scoring import CATEGORY_NAMES, STANDING_NAMES


def proposal(result: GradeResult, name: str) -> str:
    """Write a proposed grade against its quota: 好, 好（名额外）, 同分待定."""
    if result.standing is Standing.TIED:
        return STANDING_NAMES[result.standing.value]
    outside = result.standing is Standing.OUTSIDE
    return f"{name}（{STANDING_NAMES[Standing.OUTSIDE.value]}）" if outside else name


def category_name(category: OrgCategory) -> str:
    """Return the office's word for a category: 农村, 社区, 机关, …"""
    return CATEGORY_NAMES[category.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One organisation in the rating list.

    ``satisfaction`` is the rate the form's survey names, None while no count is there.
    ``decisions`` are all that were recorded, oldest first; the last one holds.
    """

    org: PartyOrg
    category: str
    community: str
    sheet: SheetTotal
    self_score: Fraction | None
    satisfaction: RateFigure | None
    result: GradeResult
    decisions: tuple[Decision, ...]
    by_score: str
    proposed: str
    decided: str
    explained: bool

    @property
    def rank(self) -> int | None:
        """Return the place among those rated together; equal scores share it."""
        return self.result.rank

    @property
    def score(self) -> Fraction | None:
        """Return the assessed score, exact; None while points are missing."""
        return self.result.score

    @property
    def tied(self) -> bool:
        """Tell whether it stands on the quota line with others of the same score."""
        return self.result.standing is Standing.TIED

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return 为什么, step by step."""
        return self.result.steps

    @property
    def grade_name(self) -> str:
        """Return the grade to report: the decided one, else the proposed one."""
        return self.decided or self.proposed

    @property
    def decision(self) -> Decision | None:
        """Return the decision that holds."""
        return self.decisions[-1] if self.decisions else None

    @property
    def reasons_missing(self) -> tuple[str, ...]:
        """Return the indicators with a deduction nobody has explained."""
        found = [f.where.field for f in self.sheet.findings if f.code in NO_REASON]
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCategory:
    """The organisations rated against each other on one form, best first."""

    id: str
    name: str
    form: ScoreForm
    rows: tuple[RatingRow, ...]
    result: CategoryResult
    findings: tuple[Finding, ...]

    @property
    def quotas(self) -> tuple[QuotaLine, ...]:
        """Return the quotas with their arithmetic and ties."""
        return self.result.quotas

    def row(self, party_org_id: str) -> RatingRow | None:
        """Return the row of one organisation, or None."""
        return next((r for r in self.rows if r.org.id == party_org_id), None)

    def mean(self) -> Fraction | None:
        """Return the mean of the scores that are complete."""
        scores = [r.score for r in self.rows if r.score is not None]
        return sum(scores, Fraction(0)) / len(scores) if scores else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingList:
    """评分定级 of one campaign: the round in hand."""

    campaign_id: str
    campaign: str
    round_no: int
    round_name: str
    categories: tuple[RatingCategory, ...]
    findings: tuple[Finding, ...]

    def category(self, name: str) -> RatingCategory | None:
        """Return the category ``name`` (its id), or None."""
        return next((c for c in self.categories if c.id == name), None)

    def lowest(self) -> tuple[tuple[RatingCategory, RatingRow], ...]:
        """Return the organisations with the lowest grade of their form (较差), decided or proposed."""
        return tuple(
            (category, row)
            for category in self.categories
            for row in category.rows
            if category.form.bands and row.grade_name == category.form.bands[-1].name
        )

    def row(self, party_org_id: str) -> RatingRow | None:
        """Return the row of one organisation, or None."""
        return next((row for c in self.categories if (row := c.row(party_org_id)) is not None), None)

    def decider(self) -> str:
        """Return who decided last; empty while nothing is decided in this round."""
        decisions = [one for c in self.categories for row in c.rows for one in row.decisions]
        last = max(decisions, key=lambda one: one.decided_on, default=None)
        return last.decided_by if last is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """One override clause of the form and the answer on record, if any."""

    override: Override
    fact: ClauseFact | None

    @property
    def open(self) -> bool:
        """Tell whether people have still to answer."""
        return is_open(self.override, self.fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Everything typed about one organisation: 自评 and 组织考核 side by side, the clauses below."""

    campaign_id: str
    org: PartyOrg
    form: ScoreForm
    own: SheetTotal
    assessed: SheetTotal
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsEdit:
    """The points given for one indicator at one stage; None takes them back."""

    indicator: str
    points: Fraction | None
    stage: Stage = Stage.ASSESSMENT
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnswer:
    """The answer to one override clause: True, False, or None while it is looked into."""

    party_org_id: str
    clause: str
    holds: bool | None
    evidence: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of the 汇总表: how many organisations of a category got each grade.

    ``counts`` follow the summary's grades; ``undecided`` of them stand on the proposal only, and
    ``open`` have no grade yet.
    """

    category: str
    total: int
    counts: tuple[int, ...]
    undecided: int
    open: int

    def shares(self) -> tuple[Fraction | None, ...]:
        """Return the exact share of each grade in all organisations of the line."""
        return tuple(Fraction(n, self.total) if self.total else None for n in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSummary:
    """分类定级情况汇总表: a line per category and their sum."""

    campaign: str
    grades: tuple[str, ...]
    lines: tuple[SummaryLine, ...]
    total: SummaryLine
