"""居民小组: added, put in order, appointed to, held against what is asked, into the bin and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected, Severity
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.resident_groups import Appointment, GroupsPicture, ResidentGroups
from dangjian_desktop.services.roster_bin import RosterBin
from dangjian_desktop.services.roster_units import RosterUnits
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)
HEAD, REP = PostRole.RESIDENT_GROUP_HEAD, PostRole.RESIDENT_REP


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    RosterUnits(made, CATALOG, CLOCK).add_community("柳岸村", "村")
    yield made
    made.close()


@pytest.fixture
def groups(book: Book) -> ResidentGroups:
    return ResidentGroups(book, CATALOG, CLOCK)


def village(groups: ResidentGroups) -> str:
    return groups.picture().places[0].community.id


def names(seen: GroupsPicture) -> list[str]:
    return [one.group.name for one in seen.groups]


def test_groups_stand_in_the_order_they_are_given(groups: ResidentGroups, book: Book) -> None:
    for name in ("一组", "二组", "三组"):
        groups.add(village(groups), name, "96", "300")
    third = groups.picture().groups[2].group.id
    groups.shift(third, -1)
    groups.shift(third, -5)
    groups.shift(third, -1)
    assert names(groups.picture()) == ["三组", "一组", "二组"]
    Upkeep(book, CLOCK).undo()
    assert names(groups.picture()) == ["一组", "三组", "二组"]
    with pytest.raises(Rejected) as caught:
        groups.add(village(groups), "一组")
    assert [one.code for one in caught.value.findings] == ["roster.group_taken"]
    with pytest.raises(Rejected):
        groups.add(village(groups), "四组", "许多")


def test_what_falls_short_is_told_with_its_clause_and_stops_nobody(groups: ResidentGroups) -> None:
    groups.add(village(groups), "一组", "201")
    seen = groups.picture("柳岸村")
    found = [*seen.places[0].findings, *seen.findings[seen.groups[0].group.id]]
    assert {one.code for one in found} == {
        "roster.reps_in_all",
        "roster.group_size",
        "roster.group_no_head",
        "roster.group_reps",
    }
    assert {one.severity for one in found} == {Severity.HINT}
    assert all("方案" in dict(one.facts)["source"] for one in found)  # type: ignore[operator]


@pytest.mark.parametrize(("households", "short"), [(49, True), (50, False), (150, False), (151, True)])
def test_about_a_hundred_households_has_ends(groups: ResidentGroups, households: int, short: bool) -> None:
    groups.add(village(groups), "一组", str(households))
    seen = groups.picture()
    told = [one.code for one in seen.findings[seen.groups[0].group.id]]
    assert ("roster.group_size" in told) is short


def test_heads_and_representatives_are_appointed_once_and_leave_with_their_history(
    groups: ResidentGroups, book: Book
) -> None:
    made = groups.add(village(groups), "一组", "96").value
    head = groups.appoint(Appointment(group_id=made.id, role=HEAD, name="祁云", since="2030.04")).value
    groups.appoint(Appointment(group_id=made.id, role=REP, person_id=head.person_id))
    with pytest.raises(Rejected) as caught:
        groups.appoint(Appointment(group_id=made.id, role=REP, person_id=head.person_id))
    assert [one.code for one in caught.value.findings] == ["roster.holds_already"]
    line = groups.picture().groups[0]
    assert [one.name for one in line.heads + line.representatives] == ["祁云", "祁云"]
    assert groups.picture().places[0].representatives == 1
    RosterUnits(book, CATALOG, CLOCK).end_post(head.id, date(2031, 5, 1))
    assert groups.picture().groups[0].heads == ()


def test_a_group_goes_into_the_bin_with_its_posts_and_comes_back(groups: ResidentGroups, book: Book) -> None:
    made = groups.add(village(groups), "一组").value
    groups.appoint(Appointment(group_id=made.id, role=HEAD, name="祁云"))
    bin_of = RosterBin(book, CLOCK)
    bin_of.remove(RemovedKind.RESIDENT_GROUP, [made.id], "并入二组")
    assert groups.picture().groups == ()
    bin_of.put_back([bin_of.contents()[0].id])
    assert [one.name for one in groups.picture().groups[0].heads] == ["祁云"]


def test_an_unknown_community_and_a_group_that_is_gone_are_refused(groups: ResidentGroups) -> None:
    for act in (
        lambda: groups.picture("月亮村"),
        lambda: groups.shift("gone", 1),
        lambda: groups.add("gone", "一组"),
        lambda: groups.appoint(Appointment(group_id="gone", role=HEAD, name="祁云")),
    ):
        with pytest.raises(Rejected):
            act()
