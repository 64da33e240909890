"""An invented township of 2012 in which a clerk typed everywhere names that are not in the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballot_remarks import Remark
from dangjian_desktop.domain.ballots import Explanation, Meeting
from dangjian_desktop.domain.campaigns import Phase, SignOff, Task, TaskState
from dangjian_desktop.domain.grading import ClauseFact, Decision
from dangjian_desktop.domain.publications import Publication
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.domain.scoring import ScoreEntry, Stage
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.storage.repositories import Repositories
from tests.services.assessed_township import CAMPAIGN, CLOCK, PEOPLE, TODAY, township

CADRE = PEOPLE[0]
STRANGERS = (
    "邬荻洲", "卢汀兰", "江舟渡", "麦穗黄", "桑榆晚", "柏森岩", "祁连雪", "时雨霁", "匡庐秀", "尚书台",
    "鄢陵玉", "谷雨生", "欧冶剑",
)  # fmt: skip
SIGNER, OWNER, HOST, TELLER, SEEKER, WINNER, PROMISER, MENDER, RECEIVER, LISTED, WATCHER, PAST, DROPPED = (
    STRANGERS
)
PHONE, ID_NUMBER = "19912345678", "990101199001011234"


def named(folder: Path) -> Path:
    """Make the book, close it and return its path."""
    made = township(folder)
    with made.book.work("book.fill", "测试数据") as work:
        _fill(work, made.catalog)
        work.commit()
    made.book.close()
    office = ProgramOpener(CLOCK).open(made.book.path)
    _type(office)
    office.upkeep.close(backup=False)
    return made.book.path


def _fill(work: Repositories, catalog: Catalog) -> None:
    here: dict[str, Any] = {"campaign_id": CAMPAIGN, "party_org_id": "org-0"}
    work.phases.add(Phase(id="phase", campaign_id=CAMPAIGN, order=0, name="整改", end=date(2012, 9, 30)))
    work.tasks.add(
        Task(
            id="task",
            campaign_id=CAMPAIGN,
            phase_id="phase",
            order=0,
            items=("拆除违建",),
            owners=("村委会",),
        )
    )
    evidence = f"{CADRE}现场看过，{OWNER}（{PHONE}）签字"
    work.sign_offs.add(
        SignOff(id="off", task_id="task", item=0, community_id=None, state=TaskState.DONE, done_on=TODAY,
                signer=f"镇干部{SIGNER}", evidence=evidence)
    )  # fmt: skip
    work.rectifications.add(
        Rectification(id="mend", round_no=1, order=1, matter="村务公开栏三个月没有更新",
                      owner=f"青桥村党支部、{OWNER}", state=TaskState.DONE, measures=f"由{OWNER}张贴",
                      signer=SIGNER, evidence=f"{CADRE}验收", **here)
    )  # fmt: skip
    work.score_entries.add(
        ScoreEntry(id="points", indicator="a", stage=Stage.SELF, points=Fraction(1),
                   reason=f"{OWNER}反映", **here)
    )  # fmt: skip
    work.clause_facts.add(
        ClauseFact(
            id="fact", clause="c", holds=True, evidence=f"身份证{ID_NUMBER}", answered_by=SIGNER, **here
        )
    )
    work.decisions.add(
        Decision(
            id="decided", grade="好", reason=f"{OWNER}说明", decided_by="镇党委会议", decided_on=TODAY, **here
        )
    )
    work.publications.add(
        Publication(id="put", campaign_id=CAMPAIGN, round_no=1, start=TODAY, end=TODAY, days=1, made_on=TODAY,
                    remark=f"{SIGNER}贴出")
    )  # fmt: skip
    _meet(work, catalog)


def _meet(work: Repositories, catalog: Catalog) -> None:
    form = next(one for one in catalog.ballot_forms() if str(one.list_subject) == "person")
    work.meetings.add(
        Meeting(id="met", campaign_id=CAMPAIGN, form_code=form.code, form_edition=form.edition,
                title="测评大会", community_id="village-0", host=HOST, tellers=f"{TELLER}、{HOST}",
                place=f"{HOST}家", answers=(Explanation(code="a", field="b", reason=f"{TELLER}数错"),))
    )  # fmt: skip
    work.listed_subjects.add(ListedSubject(id="line", meeting_id="met", order=0, name=LISTED, note="会计"))
    work.remarks.add(Remark(meeting_id="met", question="q", text=f"{CADRE}工作认真，{LISTED}也好"))


def _type(office: Office) -> None:
    keep = office.papers.keep_fields
    keep("election_ballot", {"election_seats": f"主任｜1｜{PAST}、{CADRE}"})
    keep("election_ballot", {"election_seats": f"主任｜1｜{SEEKER}、{CADRE}"})
    keep("election_result", {"elected": f"主任｜{WINNER}｜812", "round": "第一次投票"})
    keep("promise_board", {"lines": f"【青桥村】\n修路｜{PROMISER}｜6月｜", "watch": "0990-0000000"})
    keep("rectify_board", {"lines": f"【青桥村党总支】\n违建｜拆除｜{MENDER}｜6月"})
    keep("notice_letter", {"recipient": RECEIVER, "matter": "参加测评大会"})
    keep("weekly", {"remarks": f"{WATCHER}来访"})
    keep("official_notice", {"title": "关于防火的通知", "body": f"请{CADRE}到会。\n值班电话 {PHONE}"})
    office.versions.freeze(PaperWish(kind="promise_board"))
    matter = office.grading.rectifying.ledger(CAMPAIGN).rows[0].item
    gone = office.grading.rectifying.save(replace(matter, id="", matter="另一事项", owner=DROPPED)).value
    office.grading.rectifying.remove(gone.id)
