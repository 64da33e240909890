"""驻社区工作组 and 片 by hand: who is replaced leaves with history; each act one step, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import Person, PostRole
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.roster_units import RosterUnits
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.services.work_groups import Staffing, WorkGroups
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, CATALOG, CLOCK)
    rosters.apply(rosters.preview(flattened_groups()))
    yield made
    made.close()


def test_another_head_and_organisation_leave_the_first_in_the_history(book: Book) -> None:
    rosters, groups = Rosters(book, CATALOG, CLOCK), WorkGroups(book, CLOCK)
    line = rosters.communities()[0]
    other = next(one for one in rosters.people() if one.person.name not in line.group_heads)
    org = RosterUnits(book, CATALOG, CLOCK).add_org("水利站党支部").value
    asked = Staffing(
        community_id=line.community.id, roles={PostRole.GROUP_HEAD: (other.person.id,)}, partner_id=org.id
    )
    assert groups.staff(asked).value >= 2
    after = rosters.communities()[0]
    assert after.group_heads == (other.person.name,)
    assert after.partner_org == "水利站党支部"
    left = next(one for one in rosters.people() if one.person.name == line.group_heads[0])
    assert [post.post.until for post in left.past] == [date(2031, 5, 7)]
    assert groups.staff(asked).value == 0
    Upkeep(book, CLOCK).undo()
    assert rosters.communities()[0].group_heads == line.group_heads


def test_one_of_several_leaves_and_another_comes(book: Book) -> None:
    rosters, groups = Rosters(book, CATALOG, CLOCK), WorkGroups(book, CLOCK)
    line = rosters.communities()[0]
    first, second, third = (one.person for one in rosters.people()[:3])

    def lead(*people: Person) -> int:
        roles = {PostRole.RESIDENT_LEADER: tuple(one.id for one in people)}
        return groups.staff(Staffing(community_id=line.community.id, roles=roles)).value

    def leaders() -> set[str]:
        return set(rosters.communities()[0].resident_leaders)

    lead(first, second)
    assert leaders() == {first.name, second.name}
    assert lead(second, third, third) == 2
    assert leaders() == {second.name, third.name}
    assert lead(third, second) == 0
    Upkeep(book, CLOCK).undo()
    assert leaders() == {first.name, second.name}


def test_a_role_is_emptied_and_an_area_is_led(book: Book) -> None:
    rosters, groups = Rosters(book, CATALOG, CLOCK), WorkGroups(book, CLOCK)
    line = next(one for one in rosters.communities() if one.area)
    person = rosters.people()[0].person.id
    groups.staff(
        Staffing(
            community_id=line.community.id,
            roles={PostRole.RESIDENT_LEADER: (), PostRole.AREA_LEAD: (person,)},
        )
    )
    after = next(one for one in rosters.communities() if one.community.id == line.community.id)
    assert after.resident_leaders == ()
    assert after.area_leads == (rosters.people()[0].person.name,)
    held, _ = groups.holders(line.community.id)
    assert held[PostRole.AREA_LEAD] == (person,)


def test_a_community_without_work_group_gets_one_and_without_area_no_lead(book: Book) -> None:
    rosters, groups = Rosters(book, CATALOG, CLOCK), WorkGroups(book, CLOCK)
    place = RosterUnits(book, CATALOG, CLOCK).add_community("月湾村").value
    person = rosters.people()[0].person
    groups.staff(Staffing(community_id=place.id, roles={PostRole.LIAISON: (person.id,)}))
    assert rosters.communities()[-1].liaisons == (person.name,)
    with pytest.raises(Rejected) as caught:
        groups.staff(Staffing(community_id=place.id, roles={PostRole.AREA_LEAD: (person.id,)}))
    assert [one.code for one in caught.value.findings] == ["roster.no_area"]


def test_areas_are_renamed_and_put_in_order(book: Book) -> None:
    rosters, groups = Rosters(book, CATALOG, CLOCK), WorkGroups(book, CLOCK)
    RosterUnits(book, CATALOG, CLOCK).add_community("月湾村", area="新片")
    areas = rosters.picture().areas
    groups.change_area(areas[-1].id, name="河湾片", step=-1)
    names = [one.name for one in rosters.picture().areas]
    assert names.index("河湾片") == len(names) - 2
    with pytest.raises(Rejected) as caught:
        groups.change_area(areas[-1].id, name=areas[0].name)
    assert [one.code for one in caught.value.findings] == ["roster.area_taken"]
