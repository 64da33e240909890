"""The invented sample township, typed in through the same services a clerk uses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.campaigns import Campaign, Task, TaskState
from dangjian_desktop.domain.vetting import Answer, TalkOutcome
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.paths import resources_folder
from dangjian_desktop.kernel.progress import Progress, Silent
from dangjian_desktop.services.campaigns import Campaigns, Tick
from dangjian_desktop.services.sample_ballots import SampleBallots
from dangjian_desktop.services.sample_files import Row, SampleFiles, day_in, unit_ids
from dangjian_desktop.services.sample_grading import SampleGrading
from dangjian_desktop.services.sample_roster import SampleRoster
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish, VettingService

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.services.ballot_lists import BallotLists
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.campaign_import import CampaignImport
    from dangjian_desktop.services.grading import Grading
    from dangjian_desktop.services.roster_units import RosterUnits
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.storage.database import Book

STAGES = 9


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
    lists: BallotLists
    scoring: Scoring
    grading: Grading
    vetting: VettingService


class Samples:
    """Fills an empty book with the sample township."""

    def __init__(self, book: Book, catalog: Catalog, tools: SampleTools, folder: Path | None = None) -> None:
        self._book, self._catalog, self._tools = book, catalog, tools
        self._folder = folder or resources_folder() / "samples" / "township"

    def fill(self, progress: Progress | None = None) -> Outcome[SampleFigures]:
        """Import and type in everything; each step goes through the service a clerk would use.

        Raises:
            Cancelled: when the clerk stops it; what is done by then stays in the book.
        """
        watch, book, tools = progress or Silent(), self._book, self._tools
        facts = tomllib.loads((self._folder / "township.toml").read_text("utf-8"))
        files = SampleFiles(self._folder, facts)
        ballots = SampleBallots(
            book=book, catalog=self._catalog, ballots=tools.ballots, lists=tools.lists, files=files
        )
        grading = SampleGrading(book=book, scoring=tools.scoring, grading=tools.grading, files=files)
        watch.step(0, STAGES, "登记单位和花名册")
        roster = SampleRoster(book=book, rosters=tools.rosters, units=tools.units, files=files)
        findings = roster.fill()
        watch.step(1, STAGES, "读活动通知")
        campaign = self._campaign(files, findings)
        watch.step(2, STAGES, "任务销号")
        ticked = self._sign_off(files, campaign)
        watch.step(3, STAGES, "录入测评票")
        grading.first_round(campaign)
        ballots.fill(campaign, watch)
        watch.step(4, STAGES, "录入得分")
        points = grading.points(campaign)
        watch.step(5, STAGES, "核实规定情形")
        grading.clauses(campaign)
        watch.step(6, STAGES, "记录党委决定")
        decided = grading.decisions(campaign)
        grading.appraised(campaign)
        grading.mending(campaign)
        watch.step(7, STAGES, "资格审查")
        candidates = self._vet(files, campaign)
        self._describe(facts)
        watch.step(STAGES, STAGES, "")
        made = self._figures(facts, campaign, ticked, points, decided, candidates)
        return Outcome(made, tuple(findings), Changes(frozenset(Topic)))

    # ------------------------------------------------------------ steps

    def _campaign(self, files: SampleFiles, findings: list[Finding]) -> Campaign:
        plan = self._tools.plans.preview(files.path("notice"), files.facts["year"])
        done = self._tools.plans.apply(plan)
        findings += done.findings
        self._tools.campaigns.take_in_hand(done.value.id)
        return done.value

    def _sign_off(self, files: SampleFiles, campaign: Campaign) -> int:
        tasks = {task.order: task for task in self._tasks(campaign)}
        units = unit_ids(self._book)
        count = 0
        for row in files.rows("sign_offs"):
            task = tasks[int(row["任务"])]
            self._tools.campaigns.tick(
                Tick(
                    task_id=task.id,
                    community_id=units[row["村（社区）"]] if row["村（社区）"] else None,
                    items=(int(row["项"]) - 1,),
                    state=TaskState(row["状态"]),
                    done_on=day_in(row["日期"]),
                    signer=row["签名"],
                    evidence=row["佐证"],
                )
            )
            count += 1
        return count

    def _vet(self, files: SampleFiles, campaign: Campaign) -> int:
        people = {line.person.name: line.person.id for line in self._tools.rosters.people()}
        units = unit_ids(self._book)
        known: dict[str, str] = {}
        for row in files.rows("candidates"):
            wish = CandidateWish(
                campaign_id=campaign.id,
                person_id=people[row["姓名"]],
                sought_post=row["拟任职务"],
                form_code=row["审查表"],
                form_edition=row["版次"],
                community_id=units[row["村（社区）"]],
                serving=row["现任"] == "是",
            )
            known[row["姓名"]] = self._tools.vetting.add_candidate(wish).value.id
        first: dict[tuple[str, str], str] = {}
        for row in files.rows("opinions"):
            self._opinion(row, known, first)
        for row in files.rows("talks"):
            self._tools.vetting.record_talk(
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
            answered_on=day_in(row["日期"]),
        )
        key = (row["姓名"], row["条款"])
        if row["复核"] == "1":
            self._tools.vetting.review(first[key], wish)
        else:
            first[key] = self._tools.vetting.give_opinion(wish).value.id

    def _describe(self, facts: Mapping[str, Any]) -> None:
        """Write down what papers ask for: who issues, where objections go."""
        with self._book.work("book.describe", f"填写单位信息 {facts['name']}") as work:
            for key, value in facts["papers"].items():
                work.settings.set(key, value)
            work.commit()

    # ------------------------------------------------------------ helpers

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
