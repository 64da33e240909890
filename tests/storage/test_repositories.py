"""Every kind of record comes back as it was put in, and constraints are the last guard."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from dangjian_desktop.domain.ballots import Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign, Phase, SignOff, Task, TaskScope, TaskState
from dangjian_desktop.domain.grading import ClauseFact, Decision
from dangjian_desktop.domain.organisations import (
    Area,
    Community,
    CommunityKind,
    OrgCategory,
    OrgLevel,
    PartyOrg,
    WorkGroup,
)
from dangjian_desktop.domain.people import Person, Post, PostRole, Sex
from dangjian_desktop.domain.publications import Objection
from dangjian_desktop.domain.scoring import ScoreEntry, Stage
from dangjian_desktop.domain.vetting import AdmonitionTalk, Answer, Candidate, Opinion, TalkOutcome
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.repositories import Repositories
from dangjian_desktop.storage.repositories.base import Repository

DAY = date(2012, 3, 20)
RECORDS: dict[str, tuple[object, ...]] = {
    "areas": (Area(id="a", name="东片", order=2),),
    "communities": (
        Community(id="c", name="林村", kind=CommunityKind.VILLAGE, area_id="a", households=320),
        Community(id="d", name="片外社区", area_id=None),
    ),
    "party_orgs": (
        PartyOrg(id="p", name="总支", level=OrgLevel.GENERAL_BRANCH, category=OrgCategory.RURAL, founded=DAY),
        PartyOrg(id="q", name="支部", parent_id="p", community_id="c", members=31, to_confirm="类别"),
    ),
    "persons": (
        Person(
            id="h", name="㛃明", sex=Sex.FEMALE, birth=DAY, birth_day_known=False, id_number="", note="a'b\"c"
        ),
        Person(id="i", name="欧阳<b>甲</b>"),
    ),
    "work_groups": (WorkGroup(id="g", community_id="c", partner_org_id="q"),),
    "posts": (
        Post(id="o", person_id="h", role=PostRole.AREA_LEAD, area_id="a", since=DAY, until=DAY),
        Post(id="r", person_id="i", role=PostRole.LIAISON, work_group_id="g"),
    ),
    "campaigns": (Campaign(id="k", title="回头看", year=2012, issued_on=DAY, notice="全文\n第二行"),),
    "phases": (Phase(id="f", campaign_id="k", order=1, name="准备", due_text="3月中旬", start=DAY, end=DAY),),
    "tasks": (
        Task(
            id="t",
            campaign_id="k",
            phase_id="f",
            order=1,
            items=("一是", "二“是”"),
            owners=("组织办",),
            scope=TaskScope.EACH_UNIT,
        ),
    ),
    "sign_offs": (
        SignOff(
            id="s", task_id="t", item=1, community_id="c", state=TaskState.DONE, signer="甲", evidence="照片"
        ),
        SignOff(id="u", task_id="t", item=0, community_id=None, state=TaskState.DOING),
    ),
    "meetings": (
        Meeting(
            id="m",
            campaign_id="k",
            form_code="survey",
            form_edition="2012",
            title="测评会",
            person_id="h",
            held_on=DAY,
            heads=(
                Headcount(group="cadre", expected=5, present=4, issued=4, returned=3),
                Headcount(group="b"),
            ),
        ),
    ),
    "score_entries": (
        ScoreEntry(
            id="e",
            campaign_id="k",
            party_org_id="p",
            indicator="1.1",
            stage=Stage.SELF,
            points=Fraction(59, 3),
            reason="缺",
        ),
    ),
    "clause_facts": (
        ClauseFact(id="v", campaign_id="k", party_org_id="p", clause="x", holds=None),
        ClauseFact(id="w", campaign_id="k", party_org_id="q", clause="x", holds=False, answered_on=DAY),
    ),
    "decisions": (
        Decision(
            id="x",
            campaign_id="k",
            party_org_id="p",
            grade="good",
            reason="r",
            decided_by="党委",
            decided_on=DAY,
        ),
        Decision(
            id="y",
            campaign_id="k",
            party_org_id="p",
            grade="fair",
            reason="r",
            decided_by="党委",
            decided_on=DAY,
            review_of="x",
        ),
    ),
    "objections": (Objection(id="z", decision_id="x", raised_on=DAY, content="有异议"),),
    "candidates": (
        Candidate(
            id="1",
            campaign_id="k",
            person_id="h",
            community_id=None,
            sought_post="书记",
            form_code="f",
            form_edition="2012",
            serving=False,
        ),
    ),
    "opinions": (
        Opinion(id="2", candidate_id="1", clause_code="x", answer=Answer.CHECKING, answered_on=DAY),
        Opinion(id="3", candidate_id="1", clause_code="x", answer=Answer.CLEAR, review_of="2"),
    ),
    "admonition_talks": (
        AdmonitionTalk(id="4", candidate_id="1", held_on=DAY, held_by="甲", outcome=TalkOutcome.PROMISED),
    ),
}


def repository(source: Repositories, name: str) -> Repository[object]:
    found = getattr(source, name)
    assert isinstance(found, Repository)
    return found


@pytest.fixture
def filled(book: Book) -> Book:
    with book.work("test.fill", "填入各类记录") as work:
        for name, values in RECORDS.items():
            repository(work, name).add_all(values)
        work.commit()
    return book


def test_every_record_comes_back_equal(filled: Book) -> None:
    with filled.read() as view:
        for name, values in RECORDS.items():
            assert sorted(repository(view, name).all(), key=lambda v: getattr(v, "id")) == sorted(  # noqa: B009
                values,
                key=lambda v: getattr(v, "id"),  # noqa: B009
            )
    assert filled.check() == ()


def test_the_whole_fill_is_taken_back(filled: Book) -> None:
    filled.undo(2)
    with filled.read() as view:
        assert all(repository(view, name).count() == 0 for name in RECORDS)


def test_finding_by_fields(filled: Book) -> None:
    with filled.read() as view:
        assert [c.id for c in view.communities.find(area_id=None)] == ["d"]
        assert [c.id for c in view.communities.find(kind=CommunityKind.VILLAGE)] == ["c"]
        assert view.score_entries.first(points=Fraction(59, 3), stage=Stage.SELF) is not None
        assert view.persons.first(name="没有") is None
        assert view.persons.count(birth=DAY) == 1
        assert set(view.persons.get_many(["h", "h", "none"])) == {"h"}
        assert [p.id for p in view.phases.find("order", "name", campaign_id="k")] == ["f"]


def test_a_view_refuses_to_write(book: Book) -> None:
    with book.read() as view, pytest.raises(RuntimeError):
        view.areas.add(Area(id="a", name="东片"))
    with book.read() as view, pytest.raises(RuntimeError):
        view.areas.remove("a") or view.areas.put(Area(id="a", name="东片"))


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("areas", Area(id="a", name="另一片"), "storage.duplicate"),
        ("areas", Area(id="neu", name="东片"), "storage.duplicate"),
        ("areas", Area(id="neu", name=""), "storage.check_failed"),
        ("communities", Community(id="neu", name="无片", area_id="nowhere"), "storage.reference"),
        (
            "posts",
            Post(id="neu", person_id="h", role=PostRole.OTHER, area_id="a", community_id="c"),
            "storage.check_failed",
        ),
        (
            "sign_offs",
            SignOff(id="neu", task_id="t", item=2, community_id="c", state=TaskState.DONE),
            "storage.check_failed",
        ),
        (
            "sign_offs",
            SignOff(id="neu", task_id="t", item=1, community_id="c", state=TaskState.IDLE),
            "storage.duplicate",
        ),
    ],
)
def test_constraints_come_back_as_findings(filled: Book, name: str, value: object, code: str) -> None:
    with pytest.raises(Rejected) as caught, filled.work("test.bad", "不合规定") as work:
        repository(work, name).add(value)
    assert [f.code for f in caught.value.findings] == [code]
    assert sentence(caught.value.findings[0])
    assert filled.check() == ()


def test_what_others_refer_to_stays(filled: Book) -> None:
    with pytest.raises(Rejected) as caught, filled.work("areas.remove", "删除片") as work:
        work.areas.remove("a")
    assert caught.value.findings[0].code == "storage.reference"


def test_reading_inside_a_unit_sees_what_it_wrote(book: Book) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片"))
        with book.read() as view:
            assert view.areas.count() == 1
        work.commit()
    with book.read() as view:
        assert view.areas.count() == 1


def test_settings(book: Book) -> None:
    with book.work("book.rename", "填写镇名") as work:
        assert work.settings.set("township", "云溪镇")
        assert not work.settings.set("township", "云溪镇")
        work.commit()
    with book.read() as view:
        assert view.settings.value("township") == "云溪镇"
        assert view.settings.value("other", "无") == "无"
