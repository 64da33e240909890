"""Importing into a real book: preview, apply, the same again, undo."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.campaigns import TaskScope
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.campaign_import import CampaignImport
from dangjian_desktop.services.campaigns import Campaigns
from dangjian_desktop.services.import_facts import campaign_facts, plan_facts, roster_facts
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups, flattened_notice, workbook
from tests.services.conftest import CLOCK

CATALOG = Catalog(forms_folder(), None)


@pytest.fixture
def rosters(book: Book) -> Rosters:
    return Rosters(book, CATALOG, CLOCK)


@pytest.fixture
def plans(book: Book) -> CampaignImport:
    return CampaignImport(book, CATALOG, CLOCK)


def test_preview_writes_nothing_apply_writes_all_undo_takes_it_back(book: Book, rosters: Rosters) -> None:
    plan = rosters.preview(flattened_notice())
    assert rosters.communities() == ()
    assert plan.summary == "导入花名册：新增 2 个片、6 个村（社区）、6 个党组织、13 人、6 个工作组、20 项职务"
    rosters.apply(plan)
    lines = rosters.communities()
    assert [(one.community.name, one.area) for one in lines][-2:] == [("竹溪", "西岭片"), ("新塘社区", "")]
    assert (lines[2].resident_leaders, lines[2].liaisons) == (("傅明川", "白一舟"), ("温若谷",))
    assert lines[2].to_confirm
    assert not lines[0].to_confirm
    Upkeep(book, CLOCK).undo()
    assert rosters.communities() == ()
    assert rosters.people() == ()


def test_the_same_file_again_changes_nothing(rosters: Rosters) -> None:
    rosters.apply(rosters.preview(flattened_notice()))
    again = rosters.preview(flattened_notice())
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}
    assert again.plan.is_empty()
    before = rosters.picture()
    rosters.apply(again)
    assert rosters.picture() == before


def test_the_workbook_of_the_same_list_finds_the_same_people(rosters: Rosters) -> None:
    rosters.apply(rosters.preview(flattened_groups()))
    again = rosters.preview(workbook().data, name="工作组.xlsx")
    assert again.counts[ChangeKind.ADDED] == 0
    assert again.counts[ChangeKind.CHANGED] == 0


def test_a_changed_list_shows_field_old_and_new_and_ends_no_post(rosters: Rosters) -> None:
    rosters.apply(rosters.preview(flattened_groups()))
    text = flattened_groups().replace("园林分局党支部", "环卫所党支部").replace("陶子谦", "薄云天")
    plan = rosters.preview(text)
    changed = [one for one in plan.changes if one.kind is ChangeKind.CHANGED]
    assert [(one.entity, one.name, one.old, one.new) for one in changed] == [
        (Entity.WORK_GROUP, "石桥工作组", "园林分局党支部", "环卫所党支部")
    ]
    unsure = [one for one in plan.changes if one.kind is ChangeKind.UNSURE]
    assert [one.name for one in unsure] == ["陶子谦"]
    rosters.apply(plan)
    assert "陶子谦" in {line.person.name for line in rosters.people() if line.posts}


def test_a_preview_grown_old_is_refused(rosters: Rosters) -> None:
    plan = rosters.preview(flattened_groups())
    rosters.apply(rosters.preview(flattened_groups()))
    with pytest.raises(Rejected) as refused:
        rosters.apply(plan)
    assert [one.code for one in refused.value.findings] == ["roster.stale_preview"]


def test_proposals_are_confirmed_by_area(rosters: Rosters) -> None:
    rosters.apply(rosters.preview(flattened_groups()))
    area = rosters.picture().areas[0]
    open_before = rosters.picture().to_confirm
    confirmed = rosters.confirm(area_id=area.id).value
    assert 0 < confirmed < open_before
    assert rosters.picture().to_confirm == open_before - confirmed
    assert rosters.confirm().value == open_before - confirmed


def test_birth_and_education_come_to_a_known_person(rosters: Rosters) -> None:
    rosters.apply(rosters.preview(flattened_groups()))
    plan = rosters.preview("姓名\t性别\t出生年月\t学历\n秦知远\t男\t1975.03\t大专")
    changed = {(one.field, one.new) for one in plan.changes if one.kind is ChangeKind.CHANGED}
    assert ("birth", "1975-03-01") in changed
    rosters.apply(plan)
    person = next(one.person for one in rosters.people() if one.person.name == "秦知远")
    assert (person.birth, person.birth_day_known, person.education) == (date(1975, 3, 1), False, "大专")


def test_two_of_one_name_in_the_book_are_not_guessed_between(rosters: Rosters) -> None:
    head = "姓名\t出生年月\t社区\t职务"
    rosters.apply(rosters.preview(f"{head}\n秦知远\t1975.03\t柳岸\t书记\n秦知远\t1981.11\t石桥\t主任"))
    plan = rosters.preview("姓名\t学历\n秦知远\t大专")
    assert plan.counts[ChangeKind.UNSURE] == 1
    assert [len(one.views) for one in plan.pairs] == [2]
    assert plan.plan.is_empty()


def test_a_plan_is_imported_once_and_shows_its_status(book: Book, plans: CampaignImport) -> None:
    plan = plans.preview(flattened_notice())
    assert plan.summary.endswith("3 个阶段 4 行 6 项")
    campaign = plans.apply(plan).value
    assert (campaign.year, campaign.issued_on) == (2031, date(2031, 5, 6))
    again = plans.preview(flattened_notice())
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}
    assert plans.apply(again).value == campaign
    with book.read() as view:
        tasks = view.tasks.find(campaign_id=campaign.id)
    assert [one.scope for one in tasks].count(TaskScope.EACH_UNIT) == 2
    status = Campaigns(book, CLOCK).status(campaign.id, date(2031, 5, 20))
    assert status.today == date(2031, 5, 20)


def test_a_settled_contradiction_stays_settled(book: Book, plans: CampaignImport) -> None:
    campaign = plans.apply(plans.preview(flattened_notice())).value
    with book.read() as view:
        task = next(one for one in view.tasks.find(campaign_id=campaign.id) if one.other_end)
    Campaigns(book, CLOCK).settle(task.id, as_in_body=True)
    again = plans.preview(flattened_notice())
    assert again.plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert plans.preview(flattened_notice()).plan.is_empty()


def test_the_json_of_the_command_line(rosters: Rosters, plans: CampaignImport) -> None:
    roster = rosters.preview(flattened_notice())
    facts = roster_facts(roster.reading)
    communities = facts["communities"]
    assert isinstance(communities, list)
    assert communities[2]["resident_leaders"] == ["傅明川", "白一舟"]
    assert communities[5]["area"] is None
    counts = plan_facts(roster.plan)["counts"]
    assert isinstance(counts, dict)
    assert counts["added"] == len(roster.changes)
    tasks = campaign_facts(plans.preview(flattened_notice()).reading)["tasks"]
    assert isinstance(tasks, list)
    assert (tasks[0]["due_text"], tasks[0]["start"], tasks[0]["end"]) == ("5月10日前", None, "2031-05-10")


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("曾小明", "zengxiaoming", "zxm"),
        ("单一", "shanyi", "sy"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("白一舟", "baiyizhou", "byz"),
    ],
)
def test_readings_of_surnames(name: str, pinyin: str, initials: str) -> None:
    assert name_reading(name) == (pinyin, initials)
