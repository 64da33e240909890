"""The invented sample township, typed in through the same services a clerk uses."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.ballots import BallotDraft, Checking, Explanation, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign, Task, TaskState
from dangjian_desktop.domain.entries import SECOND, due_twice
from dangjian_desktop.domain.scoring import Stage
from dangjian_desktop.domain.vetting import Answer, TalkOutcome
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.paths import resources_folder
from dangjian_desktop.kernel.progress import Progress, Silent
from dangjian_desktop.services.campaigns import Campaigns, Tick
from dangjian_desktop.services.sample_roster import SampleRoster
from dangjian_desktop.services.scoring import GradeWish, Scoring
from dangjian_desktop.services.scoring_views import ClauseAnswer, PointsEdit
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish, VettingService

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.campaign_import import CampaignImport
    from dangjian_desktop.services.roster_units import RosterUnits
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.storage.database import Book

Row = Mapping[str, str]
HOLDS = {"是": True, "否": False, "待核": None}
STAGES = 9
SAMPLE_REASON = "监票人当场复核，与纸票一致"
SAMPLE_START = 4
TYPISTS = ("录入员甲", "录入员乙")
UNCHECKED = 2  # the last meetings are left for a clerk to check


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFigures:
    """How much the sample holds."""

    name: str
    communities: int
    party_orgs: int
    persons: int
    meetings: int
    ballots: int
    tasks: int
    items: int
    sign_offs: int
    points: int
    decisions: int
    candidates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTools:
    """The services the sample is typed in through."""

    rosters: Rosters
    units: RosterUnits
    campaigns: Campaigns
    plans: CampaignImport
    ballots: Ballots
    scoring: Scoring
    vetting: VettingService


class Samples:
    """Fills an empty book with the sample township."""

    def __init__(self, book: Book, catalog: Catalog, tools: SampleTools, folder: Path | None = None) -> None:
        self._book, self._catalog = book, catalog
        self._rosters, self._units = tools.rosters, tools.units
        self._campaigns, self._plans = tools.campaigns, tools.plans
        self._ballots, self._scoring, self._vetting = tools.ballots, tools.scoring, tools.vetting
        self._folder = folder or resources_folder() / "samples" / "township"

    def fill(self, progress: Progress | None = None) -> Outcome[SampleFigures]:
        """Import and type in everything; each step goes through the service a clerk would use.

        Raises:
            Cancelled: when the clerk stops it; what is done by then stays in the book.
        """
        watch = progress or Silent()
        facts = tomllib.loads((self._folder / "township.toml").read_text("utf-8"))
        findings: list[Finding] = []
        watch.step(0, STAGES, "登记单位和花名册")
        roster = SampleRoster(
            book=self._book, rosters=self._rosters, units=self._units, folder=self._folder, facts=facts
        )
        findings += roster.fill()
        watch.step(1, STAGES, "读活动通知")
        campaign = self._campaign(facts, findings)
        watch.step(2, STAGES, "任务销号")
        ticked = self._sign_off(facts, campaign)
        watch.step(3, STAGES, "录入测评票")
        self._meetings(facts, campaign, watch)
        watch.step(4, STAGES, "录入得分")
        points = self._points(facts, campaign)
        watch.step(5, STAGES, "核实规定情形")
        self._clauses(facts, campaign)
        watch.step(6, STAGES, "记录党委决定")
        decided = self._decisions(facts, campaign)
        watch.step(7, STAGES, "资格审查")
        candidates = self._vet(facts, campaign)
        self._describe(facts)
        watch.step(STAGES, STAGES, "")
        made = self._figures(facts, campaign, ticked, points, decided, candidates)
        return Outcome(made, tuple(findings), Changes(frozenset(Topic)))

    # ------------------------------------------------------------ steps

    def _campaign(self, facts: Mapping[str, Any], findings: list[Finding]) -> Campaign:
        plan = self._plans.preview(self._folder / facts["notice"], facts["year"])
        done = self._plans.apply(plan)
        findings += done.findings
        self._campaigns.take_in_hand(done.value.id)
        return done.value

    def _sign_off(self, facts: Mapping[str, Any], campaign: Campaign) -> int:
        tasks = {task.order: task for task in self._tasks(campaign)}
        units = self._unit_ids()
        count = 0
        for row in self._rows(facts["sign_offs"]):
            task = tasks[int(row["任务"])]
            self._campaigns.tick(
                Tick(
                    task_id=task.id,
                    community_id=units[row["村（社区）"]] if row["村（社区）"] else None,
                    items=(int(row["项"]) - 1,),
                    state=TaskState(row["状态"]),
                    done_on=_day(row["日期"]),
                    signer=row["签名"],
                    evidence=row["佐证"],
                )
            )
            count += 1
        return count

    def _meetings(self, facts: Mapping[str, Any], campaign: Campaign, watch: Progress) -> None:
        units = self._unit_ids()
        rows = list(self._rows(facts["meetings"]))
        for place, row in enumerate(rows):
            watch.step(place, len(rows), "录入测评票")
            form = self._catalog.ballot_form(row["测评表"], row["版次"])
            heads = tuple(
                Headcount(
                    group=group.code,
                    expected=int(row[f"{group.name}应到"]),
                    present=int(row[f"{group.name}实到"]),
                    issued=int(row[f"{group.name}发出"]),
                    returned=int(row[f"{group.name}收回"]),
                )
                for group in form.groups
            )
            meeting = Meeting(
                id="",
                campaign_id=campaign.id,
                form_code=form.code,
                form_edition=form.edition,
                title=row["名称"],
                community_id=units[row["村（社区）"]],
                held_on=_day(row["日期"]),
                place=row["地点"],
                host=row["主持人"],
                heads=heads,
            )
            twice = place + UNCHECKED == len(rows)
            if twice:
                meeting = replace(meeting, second=Checking.SAMPLE, percent=20, sample_start=SAMPLE_START)
            kept = self._ballots.save_meeting(meeting).value
            plan = self._ballots.preview_import(self._folder / "ballots" / row["票的文件"], kept.id)
            self._ballots.apply_import(plan, TYPISTS[0])
            if twice:
                self._type_again(kept, plan.drafts)
            if place + UNCHECKED < len(rows):
                answers = [
                    Explanation(code=one.code, field=one.where.field, reason=SAMPLE_REASON)
                    for one in self._ballots.proof(kept.id).warnings
                ]
                self._ballots.finish(kept.id, answers)

    def _type_again(self, meeting: Meeting, drafts: Sequence[BallotDraft]) -> None:
        """Type the sample of a meeting a second time; in every third paper two answers are read otherwise."""
        due = due_twice(meeting, [draft.number for draft in drafts])
        for count, draft in enumerate(d for d in drafts if d.number in due):
            marks = list(draft.marks)
            for item in (3, 6) if count % 3 == 1 and marks else ():
                marks[item] = 1 if marks[item] == 0 else 0
            self._ballots.record(replace(draft, entry=SECOND, marks=tuple(marks)), TYPISTS[1])

    def _points(self, facts: Mapping[str, Any], campaign: Campaign) -> int:
        orgs = self._org_ids()
        edits: dict[str, list[PointsEdit]] = {}
        for row in self._rows(facts["scores"]):
            edits.setdefault(row["党组织名称"], []).append(
                PointsEdit(
                    indicator=row["指标"],
                    points=Fraction(row["得分"]),
                    stage=Stage(row["阶段"]),
                    reason=row["扣分理由"],
                )
            )
        for name, given in edits.items():
            self._scoring.record_points(campaign.id, orgs[name], given)
        return sum(len(given) for given in edits.values())

    def _clauses(self, facts: Mapping[str, Any], campaign: Campaign) -> None:
        orgs = self._org_ids()
        answers = [
            ClauseAnswer(
                party_org_id=orgs[row["党组织名称"]],
                clause=row["情形"],
                holds=HOLDS[row["是否"]],
                evidence=row["佐证"],
                answered_by=row["答复人"],
                answered_on=_day(row["日期"]),
            )
            for row in self._rows(facts["facts"])
        ]
        self._scoring.answer_clauses(campaign.id, answers)

    def _decisions(self, facts: Mapping[str, Any], campaign: Campaign) -> int:
        orgs = self._org_ids()
        rows = list(self._rows(facts["decisions"]))
        wishes = [
            GradeWish(
                campaign_id=campaign.id,
                party_org_id=orgs[row["党组织名称"]],
                grade=row["等次"],
                reason=row["理由"],
                decided_by=row["决定机关"],
                decided_on=date.fromisoformat(row["日期"]),
            )
            for row in rows
        ]
        self._scoring.decide_all(campaign.id, wishes)
        return len(rows)

    def _vet(self, facts: Mapping[str, Any], campaign: Campaign) -> int:
        people = {line.person.name: line.person.id for line in self._rosters.people()}
        units = self._unit_ids()
        known: dict[str, str] = {}
        for row in self._rows(facts["candidates"]):
            wish = CandidateWish(
                campaign_id=campaign.id,
                person_id=people[row["姓名"]],
                sought_post=row["拟任职务"],
                form_code=row["审查表"],
                form_edition=row["版次"],
                community_id=units[row["村（社区）"]],
                serving=row["现任"] == "是",
            )
            known[row["姓名"]] = self._vetting.add_candidate(wish).value.id
        first: dict[tuple[str, str], str] = {}
        for row in self._rows(facts["opinions"]):
            self._opinion(row, known, first)
        for row in self._rows(facts["talks"]):
            self._vetting.record_talk(
                TalkWish(
                    candidate_id=known[row["姓名"]],
                    held_on=date.fromisoformat(row["日期"]),
                    held_by=row["谈话人"],
                    outcome=TalkOutcome(row["结果"]),
                    note=row["记录"],
                )
            )
        return len(known)

    def _opinion(self, row: Row, known: Mapping[str, str], first: dict[tuple[str, str], str]) -> None:
        wish = OpinionWish(
            candidate_id=known[row["姓名"]],
            clause_code=row["条款"],
            answer=Answer(row["答复"]),
            basis=row["依据"],
            evidence=row["佐证"],
            answered_by=row["答复人"],
            answered_on=_day(row["日期"]),
        )
        key = (row["姓名"], row["条款"])
        if row["复核"] == "1":
            self._vetting.review(first[key], wish)
        else:
            first[key] = self._vetting.give_opinion(wish).value.id

    def _describe(self, facts: Mapping[str, Any]) -> None:
        """Write down what papers ask for: who issues, where objections go."""
        with self._book.work("book.describe", f"填写单位信息 {facts['name']}") as work:
            for key, value in facts["papers"].items():
                work.settings.set(key, value)
            work.commit()

    # ------------------------------------------------------------ helpers

    def _rows(self, name: str) -> Iterator[Row]:
        with (self._folder / name).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def _unit_ids(self) -> dict[str, str]:
        with self._book.read() as view:
            return {unit.name: unit.id for unit in view.communities.all()}

    def _org_ids(self) -> dict[str, str]:
        with self._book.read() as view:
            return {org.name: org.id for org in view.party_orgs.all()}

    def _tasks(self, campaign: Campaign) -> tuple[Task, ...]:
        with self._book.read() as view:
            return view.tasks.find(campaign_id=campaign.id)

    def _figures(
        self,
        facts: Mapping[str, Any],
        campaign: Campaign,
        ticked: int,
        points: int,
        decided: int,
        candidates: int,
    ) -> SampleFigures:
        tasks = self._tasks(campaign)
        with self._book.read() as view:
            return SampleFigures(
                name=facts["name"],
                communities=view.communities.count(),
                party_orgs=view.party_orgs.count(),
                persons=view.persons.count(),
                meetings=view.meetings.count(),
                ballots=view.ballots.total(),
                tasks=len(tasks),
                items=sum(len(task.items) for task in tasks),
                sign_offs=ticked,
                points=points,
                decisions=decided,
                candidates=candidates,
            )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
