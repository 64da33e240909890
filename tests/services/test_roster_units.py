"""Units, terms and posts by hand, and the bin: each act is one step, and one undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign, Phase, Task, TaskScope, TaskState
from dangjian_desktop.domain.organisations import (
    Committee,
    CommitteeKind,
    Community,
    CommunityKind,
    OrgCategory,
    PartyOrg,
)
from dangjian_desktop.domain.people import Person, PostRole
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.domain.vetting import Candidate
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.campaign_import import CampaignImport
from dangjian_desktop.services.campaigns import Campaigns, Tick
from dangjian_desktop.services.roster_bin import RosterBin
from dangjian_desktop.services.roster_import import RosterImports
from dangjian_desktop.services.roster_units import RosterUnits, UnitEdit
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.unit_cells import UnitKind
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups, flattened_notice

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book with a work group list."""
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    Rosters(made, CATALOG, CLOCK).apply(Rosters(made, CATALOG, CLOCK).preview(flattened_groups()))
    yield made
    made.close()


def place(book: Book) -> Community:
    return Rosters(book, CATALOG, CLOCK).communities()[0].community


def org(book: Book, name: str) -> PartyOrg:
    return next(line.org for line in Rosters(book, CATALOG, CLOCK).orgs() if line.org.name == name)


def person(book: Book, name: str) -> Person:
    return next(line.person for line in Rosters(book, CATALOG, CLOCK).people() if line.person.name == name)


def codes(caught: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [one.code for one in caught.value.findings]


def test_a_village_that_joins_a_running_campaign_late_is_told_of(book: Book) -> None:
    units = RosterUnits(book, CATALOG, CLOCK)
    run_campaign(book)
    (told,) = units.add_community("新河村").findings
    assert dict(told.facts) == {"campaign": "回头看活动", "phases": "摸底", "name": "新河村"}
    with book.work("test", "结束") as work:
        work.phases.put(Phase(id="整改", campaign_id="c", order=1, name="整改", end=date(2031, 5, 1)))
        work.commit()
    assert units.add_community("新湖村").findings == ()  # the campaign is over


def run_campaign(book: Book) -> None:
    """Run a campaign whose first phase is over; every unit has a task in each."""
    with book.work("test", "活动") as work:
        work.campaigns.put(Campaign(id="c", title="回头看活动", year=2031))
        for order, (name, end) in enumerate((("摸底", date(2031, 4, 1)), ("整改", date(2031, 6, 1)))):
            work.phases.put(Phase(id=name, campaign_id="c", order=order, name=name, end=end))
            work.tasks.put(
                Task(id=f"做{name}", campaign_id="c", phase_id=name, order=order, items=("甲", "乙"),
                     scope=TaskScope.EACH_UNIT)
            )  # fmt: skip
        work.commit()


def test_what_others_have_gone_through_is_not_asked_of_a_village_that_comes_later(book: Book) -> None:
    units, campaigns, bin_ = RosterUnits(book, CATALOG, CLOCK), Campaigns(book, CLOCK), RosterBin(book, CLOCK)
    run_campaign(book)
    campaigns.tick(Tick(task_id="做摸底", community_id=place(book).id, signer="甲", evidence="台账"))
    before = [one.share for one in campaigns.status("c").phases]
    done = units.add_community("新河村")
    (told,) = done.findings
    assert (told.code, dict(told.facts)["phases"]) == ("roster.joins_excused", "摸底")
    first, second = [one.share for one in campaigns.status("c").phases]
    assert first == before[0]
    assert second.total == before[1].total + 1
    waived = campaigns.sign_offs("做摸底", done.value.id)
    assert [(one.state, one.evidence[:10]) for one in waived] == [(TaskState.WAIVED, "2031-05-08")] * 2
    assert campaigns.sign_offs("做整改", done.value.id) == ()
    bin_.remove(RemovedKind.COMMUNITY, [done.value.id], "写错了")
    assert campaigns.sign_offs("做摸底", done.value.id) == ()
    bin_.put_back([bin_.contents()[0].id])
    assert campaigns.sign_offs("做摸底", done.value.id) == waived
    for _ in range(3):
        Upkeep(book, CLOCK).undo()
    assert campaigns.sign_offs("做摸底", done.value.id) == ()


def test_a_list_that_brings_a_village_late_excuses_it_too(book: Book) -> None:
    campaigns, imports = Campaigns(book, CLOCK), RosterImports(book, CATALOG, CLOCK)
    run_campaign(book)
    campaigns.tick(Tick(task_id="做摸底", community_id=place(book).id, signer="甲", evidence="台账"))
    done = imports.apply(imports.preview("村（社区）\t户数\n白鹭洲村\t320\n"))
    assert [one.code for one in done.findings][-1] == "roster.joins_excused"
    with book.read() as view:
        fresh = view.communities.first(name="白鹭洲村")
    assert fresh is not None
    assert len(campaigns.sign_offs("做摸底", fresh.id)) == 2


def test_facts_of_units_are_one_step(book: Book) -> None:
    units, here = RosterUnits(book, CATALOG, CLOCK), place(book)
    made = units.add_org("柳岸村党总支", "农村", here.name).value
    edits = (
        UnitEdit(UnitKind.COMMUNITY, here.id, "households", "1,203户"),
        UnitEdit(UnitKind.COMMUNITY, here.id, "kind", "村"),
        UnitEdit(UnitKind.PARTY_ORG, made.id, "members", "35"),
        UnitEdit(UnitKind.PARTY_ORG, made.id, "founded", "2030.07"),
    )
    assert units.edit_units(edits).value == 2
    assert (place(book).households, place(book).kind) == (1203, CommunityKind.VILLAGE)
    assert (org(book, "柳岸村党总支").members, org(book, "柳岸村党总支").founded) == (35, date(2030, 7, 1))
    assert org(book, "柳岸村党总支").category is OrgCategory.RURAL
    assert units.edit_units(edits).value == 0
    Upkeep(book, CLOCK).undo()
    assert place(book) == here


@pytest.mark.parametrize(
    ("kind", "field", "text", "code"),
    [
        (UnitKind.COMMUNITY, "households", "许多", "roster.cell_count"),
        (UnitKind.COMMUNITY, "kind", "镇", "roster.cell_choice"),
        (UnitKind.COMMUNITY, "area", "月亮片", "roster.unknown_area"),
        (UnitKind.COMMUNITY, "name", " ", "roster.name_empty"),
        (UnitKind.PARTY_ORG, "founded", "2031-05-09", "roster.cell_far_date"),
        (UnitKind.PARTY_ORG, "parent", "没有的党委", "roster.unknown_org"),
        (UnitKind.PARTY_ORG, "level", "小组", "roster.cell_choice"),
    ],
)
def test_one_wrong_fact_stops_all(book: Book, kind: UnitKind, field: str, text: str, code: str) -> None:
    units, here = RosterUnits(book, CATALOG, CLOCK), place(book)
    keys = {UnitKind.COMMUNITY: here.id, UnitKind.PARTY_ORG: units.add_org("柳岸村党支部").value.id}
    right = UnitEdit(UnitKind.COMMUNITY, here.id, "population", "9")
    with pytest.raises(Rejected) as caught:
        units.edit_units((right, UnitEdit(kind, keys[kind], field, text)))
    assert codes(caught) == [code]
    assert place(book).population is None


def test_no_organisation_stands_under_itself(book: Book) -> None:
    units = RosterUnits(book, CATALOG, CLOCK)
    top = units.add_org("柳溪镇党委").value
    middle = units.add_org("柳岸村党总支", parent="柳溪镇党委").value
    low = units.add_org("柳岸村第一党支部", parent="柳岸村党总支").value
    assert [one.parent_id for one in (top, middle, low)] == [None, top.id, middle.id]
    for name in ("柳溪镇党委", "柳岸村第一党支部"):
        with pytest.raises(Rejected) as caught:
            units.edit_units((UnitEdit(UnitKind.PARTY_ORG, top.id, "parent", name),))
        assert codes(caught) == ["roster.parent_circle"]
    two = (
        UnitEdit(UnitKind.PARTY_ORG, low.id, "parent", "柳溪镇党委"),
        UnitEdit(UnitKind.PARTY_ORG, middle.id, "parent", "柳岸村第一党支部"),
    )
    assert units.edit_units(two).value == 2
    assert org(book, "柳岸村党总支").parent_id == low.id


def terms(book: Book) -> tuple[Committee, ...]:
    with book.read() as view:
        return view.committees.all()


def test_a_term_is_recorded_changed_and_kept_beside_the_next(book: Book) -> None:
    units, here = RosterUnits(book, CATALOG, CLOCK), place(book)
    kind = CommitteeKind.RESIDENTS
    first = units.record_term(here.id, kind, term="第七届", seats="5", since="2029.04", until="2034.04").value
    assert (first.seats, first.since, first.until) == (5, date(2029, 4, 1), date(2034, 4, 1))
    again = units.record_term(here.id, kind, term="第七届", seats="7").value
    assert (again.id, again.seats, again.since) == (first.id, 7, date(2029, 4, 1))
    units.record_term(here.id, kind, term="第八届", seats="5", since="2034.04")
    units.record_term(here.id, CommitteeKind.PARTY, term="第七届", seats="3")
    assert sorted((one.kind, one.term, one.seats) for one in terms(book)) == [
        (CommitteeKind.PARTY, "第七届", 3),
        (kind, "第七届", 7),
        (kind, "第八届", 5),
    ]
    for told, code in (
        ({"until": "2029.03"}, "roster.ends_before"),
        ({"seats": "零"}, "roster.cell_count"),
        ({"seats": "0"}, "roster.cell_count"),
        ({}, "roster.term_empty"),
    ):
        with pytest.raises(Rejected) as caught:
            units.record_term(here.id, kind, term="第七届", **told)
        assert codes(caught) == [code]
    assert len(terms(book)) == 3


def test_a_new_area_comes_with_its_first_community(book: Book) -> None:
    units, rosters = RosterUnits(book, CATALOG, CLOCK), Rosters(book, CATALOG, CLOCK)
    made = units.add_community("石渡村", area="河东片").value
    assert made.kind is CommunityKind.VILLAGE
    assert next(one for one in rosters.communities() if one.community.id == made.id).area == "河东片"
    with pytest.raises(Rejected):
        units.add_community("石渡村", area="河西片")
    assert [one.name for one in rosters.picture().areas if one.name.startswith("河")] == ["河东片"]
    Upkeep(book, CLOCK).undo()
    assert not [one for one in rosters.picture().areas if one.name == "河东片"]


def test_a_post_is_given_and_ended_and_stays_in_the_history(book: Book) -> None:
    units, here, who = RosterUnits(book, CATALOG, CLOCK), place(book), person(book, "秦知远")
    post = units.add_post(who.id, here.id, "党支部书记", "2029.04").value
    assert (post.role, post.community_id) == (PostRole.SECRETARY, here.id)
    with pytest.raises(Rejected) as caught:
        units.end_post(post.id, date(2029, 3, 31))
    assert codes(caught) == ["roster.ends_before"]
    units.end_post(post.id, date(2031, 4, 30))
    ended = units.end_post(post.id, date(2031, 4, 30)).value
    assert ended.held_on(date(2031, 4, 30))
    assert not ended.held_on(date(2031, 5, 1))
    assert ended.held_on(date(2029, 4, 1))
    assert not ended.held_on(date(2029, 3, 31))
    line = next(one for one in Rosters(book, CATALOG, CLOCK).people() if one.person.id == who.id)
    assert post.id in [one.post.id for one in line.past]


@pytest.mark.parametrize(
    ("last", "over"), [("2031-05-07", True), ("2031-05-08", True), ("2031-05-09", False)]
)
def test_lists_show_a_post_as_long_as_its_last_day_is_to_come(book: Book, last: str, over: bool) -> None:
    units, here, who = RosterUnits(book, CATALOG, CLOCK), place(book), person(book, "秦知远")
    post = units.add_post(who.id, here.id, "党支部书记", "2029.04").value
    units.end_post(post.id, date.fromisoformat(last))
    line = next(one for one in Rosters(book, CATALOG, CLOCK).people() if one.person.id == who.id)
    assert (post.id in [one.post.id for one in line.past]) is over
    assert (post.id in [one.post.id for one in line.held]) is not over


def test_what_is_removed_is_put_back_whole(book: Book) -> None:
    bin_, who = RosterBin(book, CLOCK), person(book, "秦知远")
    rosters = Rosters(book, CATALOG, CLOCK)
    before = rosters.picture()
    assert bin_.remove(RemovedKind.PERSON, [who.id], "重复登记").value == 1
    assert who.id not in [line.person.id for line in rosters.people()]
    (lying,) = bin_.contents()
    assert (lying.name, lying.reason, lying.removed_on) == ("秦知远", "重复登记", date(2031, 5, 8))
    assert bin_.put_back([lying.id]).value == 1
    assert rosters.picture() == before
    assert bin_.contents() == ()
    assert Upkeep(book, CLOCK).check() == ()


def test_removing_is_one_undo(book: Book) -> None:
    bin_, rosters = RosterBin(book, CLOCK), Rosters(book, CATALOG, CLOCK)
    before = rosters.picture()
    keys = [line.person.id for line in rosters.people()[:3]]
    bin_.remove(RemovedKind.PERSON, keys, "已调离")
    assert len(bin_.contents()) == 3
    assert "已调离" in Upkeep(book, CLOCK).undo().value
    assert rosters.picture() == before
    assert bin_.contents() == ()


def test_nothing_goes_without_a_reason_or_while_it_is_needed(book: Book) -> None:
    bin_, here, who = RosterBin(book, CLOCK), place(book), person(book, "秦知远")
    with pytest.raises(Rejected) as caught:
        bin_.remove(RemovedKind.PERSON, [who.id], " ")
    assert codes(caught) == ["roster.no_reason"]
    with pytest.raises(Rejected) as caught:
        bin_.remove(RemovedKind.COMMUNITY, [here.id], "撤并")
    assert codes(caught) == ["roster.still_needed"]
    plans = CampaignImport(book, CATALOG, CLOCK)
    plans.apply(plans.preview(flattened_notice(), 2031))
    with book.work("vetting.propose", "提名") as work:
        campaign = work.campaigns.all()[0].id
        work.candidates.add(
            Candidate(
                id="a" * 32,
                campaign_id=campaign,
                person_id=who.id,
                community_id=None,
                sought_post="主任",
                form_code="four_no",
                form_edition="1",
            )
        )
        work.commit()
    others = [line.person.id for line in Rosters(book, CATALOG, CLOCK).people() if line.person.id != who.id]
    with pytest.raises(Rejected) as caught:
        bin_.remove(RemovedKind.PERSON, [others[0], who.id], "误登")
    assert "考察对象 1 条" in str(dict(caught.value.findings[0].facts)["places"])
    assert bin_.contents() == ()


def test_things_that_belong_to_each_other_come_back_in_any_order(book: Book) -> None:
    units, bin_ = RosterUnits(book, CATALOG, CLOCK), RosterBin(book, CLOCK)
    for round_ in range(4):  # keys are chance: several rounds meet both orders
        upper = units.add_org(f"柳溪镇党委{round_}").value
        lower = units.add_org(f"柳岸村党总支{round_}", parent=upper.name).value
        bin_.remove(RemovedKind.PARTY_ORG, [lower.id], "撤并")
        bin_.remove(RemovedKind.PARTY_ORG, [upper.id], "撤并")
        lying = {one.name: one.id for one in bin_.contents()}
        with pytest.raises(Rejected) as caught:
            bin_.put_back([lying[lower.name]])
        assert codes(caught) == ["storage.reference"]
        assert len(bin_.contents()) == 2
        assert bin_.put_back([lying[lower.name], lying[upper.name]]).value == 2
        assert org(book, lower.name).parent_id == upper.id
    assert Upkeep(book, CLOCK).check() == ()
