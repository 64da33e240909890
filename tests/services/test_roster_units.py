"""Units and posts by hand, voter lists, and the bin: each act is one step, and one undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.organisations import (
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
from dangjian_desktop.services.roster_bin import RosterBin
from dangjian_desktop.services.roster_units import RosterUnits, UnitEdit
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.unit_cells import UnitKind
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.services.voters import VoterEdit, Voters
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


def test_facts_of_units_are_one_step(book: Book) -> None:
    units, here = RosterUnits(book, CLOCK), place(book)
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
    units, here = RosterUnits(book, CLOCK), place(book)
    keys = {UnitKind.COMMUNITY: here.id, UnitKind.PARTY_ORG: units.add_org("柳岸村党支部").value.id}
    right = UnitEdit(UnitKind.COMMUNITY, here.id, "population", "9")
    with pytest.raises(Rejected) as caught:
        units.edit_units((right, UnitEdit(kind, keys[kind], field, text)))
    assert codes(caught) == [code]
    assert place(book).population is None


def test_no_organisation_stands_under_itself(book: Book) -> None:
    units = RosterUnits(book, CLOCK)
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


def test_a_term_begins_before_it_ends(book: Book) -> None:
    units, here = RosterUnits(book, CLOCK), place(book)
    term = units.add_committee(
        CommitteeKind.RESIDENTS,
        community_id=here.id,
        term="第七届",
        seats="5",
        since="2029.04",
        until="2034.04",
    ).value
    assert (term.seats, term.since, term.until) == (5, date(2029, 4, 1), date(2034, 4, 1))
    assert units.committees() == (term,)
    with pytest.raises(Rejected) as caught:
        units.edit_units((UnitEdit(UnitKind.COMMITTEE, term.id, "until", "2029.03"),))
    assert codes(caught) == ["roster.ends_before"]
    with pytest.raises(Rejected) as caught:
        units.add_committee(CommitteeKind.PARTY, term="第八届")
    assert codes(caught) == ["roster.committee_place"]


def test_a_post_is_given_and_ended_and_stays_in_the_history(book: Book) -> None:
    units, here, who = RosterUnits(book, CLOCK), place(book), person(book, "秦知远")
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


def test_a_representative_stands_for_a_resident_group(book: Book) -> None:
    units, here, who = RosterUnits(book, CLOCK), place(book), person(book, "秦知远")
    group = units.add_resident_group(here.id, "第一居民小组").value
    post = units.add_post(who.id, group.id, "居民代表").value
    assert (post.community_id, post.resident_group_id) == (here.id, group.id)
    with pytest.raises(Rejected):
        units.add_resident_group(here.id, "第一居民小组")


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


def test_voters_are_listed_by_community(book: Book) -> None:
    voters, here = Voters(book, CLOCK), place(book)
    first = voters.add(here.id, "仇 念慈").value
    second = voters.add(here.id, "单秋月").value
    assert (first.number, second.number, second.pinyin) == (1, 2, "shanqiuyue")
    assert [one.count for one in voters.lists() if one.community_id == here.id] == [2]
    edits = (VoterEdit(first.id, "sex", "女"), VoterEdit(second.id, "number", "5"))
    assert voters.edit(edits).value == 2
    assert [one.number for one in voters.voters(here.id)] == [1, 5]
    with pytest.raises(Rejected) as caught:
        voters.edit((VoterEdit(first.id, "residence", "溪边路 1 号"), VoterEdit(second.id, "number", "五")))
    assert codes(caught) == ["roster.cell_count"]
    assert voters.voters()[0].residence == ""
    assert voters.wrong_cell(first, "id_number", "123").startswith("身份证号")
