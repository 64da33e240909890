"""评分定级 of the sample township: points, clauses, decisions, 公示 with 异议, 整改, 考核研判."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import Campaign, TaskState
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.domain.scoring import WHOLE, Stage
from dangjian_desktop.services.appraisals import AppraisalWish
from dangjian_desktop.services.publications import AnswerWish, ObjectionWish
from dangjian_desktop.services.sample_files import Row, SampleFiles, day_in, org_ids
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import ClauseAnswer, PointsEdit

if TYPE_CHECKING:
    from dangjian_desktop.services.grading import Grading
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow
    from dangjian_desktop.storage.database import Book

EVERY, SHARE = 4, Fraction(9, 10)
EARLIER, SURVEYED_EARLIER = "年初检查时发现，已列整改", "上年度测评会统计，满意率 90%"
EARLIER_GRADE = "年初按上年度考核情况研究"
HOLDS = {"是": True, "否": False, "待核": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleGrading:
    """What the grades are typed in through, and the files they come from."""

    book: Book
    scoring: Scoring
    grading: Grading
    files: SampleFiles

    def first_round(self, campaign: Campaign) -> None:
        """Rate everybody once, as at the beginning of the year, and close that round."""
        orgs = org_ids(self.book)
        given: dict[str, list[PointsEdit]] = {}
        for number, row in enumerate(self.files.rows("scores")):
            if Stage(row["阶段"]) is Stage.ASSESSMENT:
                given.setdefault(orgs[row["党组织名称"]], []).append(_earlier(row, less=number % EVERY == 0))
        self.scoring.record_all(campaign.id, given)
        rated = [(c, listed) for c in self.scoring.rating_list(campaign.id).categories for listed in c.rows]
        self.scoring.record_all(
            campaign.id,
            {
                listed.org.id: [
                    PointsEdit(indicator=i.code, points=i.max_points * SHARE, reason=SURVEYED_EARLIER)
                    for i in category.form.indicators
                    if i.code in listed.sheet.missing
                ]
                for category, listed in rated
            },
        )
        day = self.files.facts["first_closed_on"]
        wishes = [
            GradeWish(
                campaign_id=campaign.id,
                party_org_id=listed.org.id,
                grade=_first_grade(category, listed),
                reason=EARLIER_GRADE,
                decided_by=self.files.facts["office"],
                decided_on=day,
            )
            for category in self.scoring.rating_list(campaign.id).categories
            for listed in category.rows
        ]
        self.scoring.decide_all(campaign.id, wishes)
        self.grading.rounds.begin(campaign.id, self.files.facts["round"], carry=False, on=day)

    def points(self, campaign: Campaign) -> int:
        """Type the sheets of 自评 and 组织考核, and the results of the stages that give one figure."""
        orgs = org_ids(self.book)
        edits: dict[str, list[PointsEdit]] = {}
        for row in self.files.rows("scores"):
            edits.setdefault(orgs[row["党组织名称"]], []).append(
                PointsEdit(
                    indicator=row["指标"],
                    points=Fraction(row["得分"]),
                    stage=Stage(row["阶段"]),
                    reason=row["扣分理由"],
                )
            )
        for row in self.files.rows("stages"):
            whole = PointsEdit(indicator=WHOLE, points=Fraction(row["得分"]), stage=Stage(row["阶段"]))
            edits.setdefault(orgs[row["党组织名称"]], []).append(whole)
        self.scoring.record_all(campaign.id, edits)
        return sum(len(given) for given in edits.values())

    def clauses(self, campaign: Campaign) -> None:
        """Answer the clauses of 规定情形."""
        orgs = org_ids(self.book)
        answers = [
            ClauseAnswer(
                party_org_id=orgs[row["党组织名称"]],
                clause=row["情形"],
                holds=HOLDS[row["是否"]],
                evidence=row["佐证"],
                answered_by=row["答复人"],
                answered_on=day_in(row["日期"]),
            )
            for row in self.files.rows("facts")
        ]
        self.scoring.answer_clauses(campaign.id, answers)

    def decisions(self, campaign: Campaign) -> int:
        """Record what 党委研究 decided, 公示 it, and what was raised against it; return how many."""
        orgs = org_ids(self.book)
        wishes = [
            _wish(campaign, orgs[row["党组织名称"]], row, row["日期"]) for row in self.files.rows("decisions")
        ]
        self.scoring.decide_all(campaign.id, wishes)
        start, days = self.files.facts["publicised_on"], self.files.facts["publicised_days"]
        publication = self.grading.publications.publish(campaign.id, start, days).value.publication.id
        for row in self.files.rows("objections"):
            self._object(campaign, publication, orgs[row["党组织名称"]], row)
        return len(wishes)

    def _object(self, campaign: Campaign, publication: str, org: str, row: Row) -> None:
        service = self.grading.publications
        raised = ObjectionWish(
            publication_id=publication,
            party_org_id=org,
            content=row["内容"],
            raised_on=date.fromisoformat(row["日期"]),
            raised_by=row["提出人"],
        )
        made = service.object(raised).value.objection.id
        service.investigate(made, row["调查"], row["调查人"])
        if row["答复"]:
            answer = AnswerWish(
                objection_id=made,
                answer=row["答复"],
                answered_by=row["答复人"],
                answered_on=date.fromisoformat(row["答复日期"]),
                review=_wish(campaign, org, row, row["答复日期"]) if row["等次"] else None,
            )
            service.answer(answer)

    def mending(self, campaign: Campaign) -> None:
        """List what has to be mended, how far it is, and what is struck off."""
        orgs = org_ids(self.book)
        for row in self.files.rows("mending"):
            self.grading.rectifying.save(
                Rectification(
                    id="",
                    campaign_id=campaign.id,
                    party_org_id=orgs[row["党组织名称"]],
                    round_no=1,
                    order=0,
                    matter=row["整改事项"],
                    measures=row["主要措施"],
                    owner=row["责任人"],
                    due=day_in(row["完成时限"]),
                    state=TaskState(row["状态"]),
                    progress=row["完成情况"],
                    done_on=day_in(row["完成日期"]),
                    signer=row["签字人"],
                    evidence=row["佐证"],
                )
            )

    def appraised(self, campaign: Campaign) -> None:
        """Record what was decided of 班子 and persons."""
        service, rows = self.grading.appraisals, list(self.files.rows("appraised"))
        for board in service.boards(campaign.id):
            known = {(row.unit, row.name): row.subject for row in board.rows}
            wishes = [
                AppraisalWish(
                    campaign_id=campaign.id,
                    form_code=board.form.code,
                    subject=known[row["村（社区）"], row["对象"]],
                    grade=row["等次"],
                    reason=row["说明"],
                    decided_by=row["决定机关"],
                    decided_on=date.fromisoformat(row["日期"]),
                )
                for row in rows
                if row["评定表"] == board.form.code
            ]
            service.decide_all(campaign.id, board.form.code, wishes)


def _earlier(row: Row, *, less: bool) -> PointsEdit:
    """Return the points of the year before: half a point less where something has been mended since."""
    points = Fraction(row["得分"])
    less = less and points > 1
    return PointsEdit(
        indicator=row["指标"],
        points=points - Fraction(1, 2) if less else points,
        stage=Stage.ASSESSMENT,
        reason=row["扣分理由"] or (EARLIER if less else ""),
    )


def _first_grade(category: RatingCategory, row: RatingRow) -> str:
    """Return the proposed grade, the second one where the places of the first were taken."""
    outside = row.result.standing in (Standing.TIED, Standing.OUTSIDE)
    return category.form.bands[1].grade if outside else str(row.result.proposed)


def _wish(campaign: Campaign, org: str, row: Row, day: str) -> GradeWish:
    return GradeWish(
        campaign_id=campaign.id,
        party_org_id=org,
        grade=row["等次"],
        reason=row["理由"],
        decided_by=row["决定机关"],
        decided_on=date.fromisoformat(day),
    )
