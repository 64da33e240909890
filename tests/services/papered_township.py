"""An invented township with everything a paper is made of: phases, tasks, groups, points, a candidate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.campaigns import Campaign, Phase, Task
from dangjian_desktop.domain.organisations import Area, Community, CommunityKind, WorkGroup
from dangjian_desktop.domain.people import Post, PostRole, Voter
from dangjian_desktop.domain.vetting import Answer, TalkOutcome
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish
from tests.services.appraised_township import hold
from tests.services.assessed_township import CAMPAIGN, CLOCK, TODAY, Township, assessed, township

ISSUER = "中共栖梧镇委员会"
TASKS = (
    ("摸底阶段", "3月25日前", ("召开部署会,印发活动通知",), ("镇组织人事办",)),
    ("摸底阶段", "3月底", ("填写问题清单", "形成调研报告(初稿)"), ("驻村工作组",)),
    ("整改阶段", "4月中旬", ("制定整改方案,报镇备案",), ("驻村工作组", "村“两委”干部")),
)


def papered(folder: Path) -> Path:
    """Make the book and return its path."""
    made = township(folder)
    with made.book.work("book.fill", "活动") as work:
        work.campaigns.put(_campaign())
        for order, name in enumerate(("摸底阶段", "整改阶段"), 1):
            work.phases.add(
                Phase(id=f"phase-{name}", campaign_id=CAMPAIGN, order=order, name=name, due_text="3月至4月")
            )
        for order, (phase, due, items, owners) in enumerate(TASKS, 1):
            work.tasks.add(
                Task(
                    id=f"task-{order}",
                    campaign_id=CAMPAIGN,
                    phase_id=f"phase-{phase}",
                    order=order,
                    items=items,
                    owners=owners,
                    due_text=due,
                )
            )
        work.commit()
    _groups(made)
    assessed(made)
    _decided(made)
    hold(made, "cadre-0", "cadre_appraisal", (12, 7, 1, 0), person_id="person-0")
    hold(made, "team-0", "team_appraisal", (12, 8, 0, 0), community_id="village-0")
    candidate = made.vetting.add_candidate(
        CandidateWish(campaign_id=CAMPAIGN, person_id="person-1", sought_post="村委会主任")
    )
    made.vetting.give_opinion(
        OpinionWish(
            candidate_id=candidate.value.id,
            clause_code="conditions",
            answer=Answer.PROBLEM,
            basis="年龄超限",
            evidence="公安函3号",
            answered_by="镇民政所",
            answered_on=date(2012, 4, 20),
        )
    )
    made.vetting.record_talk(
        TalkWish(
            candidate_id=candidate.value.id,
            held_on=date(2012, 4, 20),
            held_by="镇党委副书记",
            outcome=TalkOutcome.PROMISED,
            note="接受批评，三个月内整改到位",
        )
    )
    made.book.close()
    return made.book.path


def opened(path: Path) -> Office:
    """Open the book with every service."""
    return ProgramOpener(CLOCK).open(path)


def _campaign() -> Campaign:
    return Campaign(
        id=CAMPAIGN,
        title="村、社区“两委”班子回头看活动",
        year=2012,
        document_number="栖委〔2012〕12号",
        basis="《关于开展回头看活动的通知》(澄组通〔2012〕18号)",
        issuer=ISSUER,
        issued_on=date(2012, 3, 22),
    )


def _groups(made: Township) -> None:
    with made.book.work("book.fill", "工作组") as work:
        work.areas.add(Area(id="area-1", name="东篱片"))
        village = Community(
            id="village-0", name="柏树下村", kind=CommunityKind.VILLAGE, order=0, area_id="area-1"
        )
        work.communities.put(village)
        work.work_groups.add(WorkGroup(id="group-1", community_id=village.id, partner_org_id="org-1"))
        for n, (role, holder) in enumerate(((PostRole.GROUP_HEAD, 8), (PostRole.LIAISON, 9))):
            work.posts.add(
                Post(
                    id=f"group-post-{n}",
                    person_id=f"person-{holder}",
                    role=role,
                    title="",
                    work_group_id="group-1",
                )
            )
        work.posts.add(
            Post(
                id="secretary-1",
                person_id="person-2",
                role=PostRole.SECRETARY,
                title="书记",
                community_id="village-0",
            )
        )
        work.voters.add_all(
            Voter(id=f"voter-{n}", community_id="village-0", number=n, name=name,
                  id_number="99010119700201002X",
                  resident_group="第一村民小组" if n < 3 else "第二村民小组")
            for n, name in enumerate(("甄知远", "丁禾", "单云帆", "仇天鹤"), 1)
        )  # fmt: skip
        work.commit()


def _decided(made: Township) -> None:
    wish = GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id="org-0",
        grade="good",
        reason="与考核建议一致",
        decided_by="镇党委会议",
        decided_on=TODAY,
    )
    made.scoring.decide(wish)
