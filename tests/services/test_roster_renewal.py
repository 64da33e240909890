"""A picture into which the news of some persons are put is the picture read whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.kernel.changes import Changes
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_edits import CellEdit, NewPerson
from dangjian_desktop.services.roster_renewal import open_places
from dangjian_desktop.services.rosters import RosterPicture
from tests.services.assessed_township import CLOCK


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = ProgramOpener(CLOCK).open(papered_book)
    yield made
    made.upkeep.close(backup=False)


def renewed(office: Office, old: RosterPicture, keys: Collection[str]) -> RosterPicture:
    """Put what has become of persons into a picture."""
    before = [line for line in old.persons if line.person.id in keys]
    news = office.rosters.news(keys, before)
    left = [line for line in old.persons if line.person.id not in keys]
    units = news.units or old
    return replace(
        old, persons=(*left, *news.persons), communities=units.communities, orgs=units.orgs,
        to_confirm=old.to_confirm + open_places(news.persons) - open_places(before),
    )  # fmt: skip


def by_key(picture: RosterPicture) -> RosterPicture:
    return replace(picture, persons=tuple(sorted(picture.persons, key=lambda line: line.person.id)))


def test_what_is_renewed_is_what_would_be_read(office: Office) -> None:
    picture = office.rosters.picture()
    place = picture.communities[0].community.id
    given = office.units.add_post("person-3", place, "党支部书记")
    renamed = [CellEdit("person-3", "name", "仇暮山"), CellEdit("person-3", "sex", "女")]
    steps: list[Changes] = [
        given.changes,
        office.rosters.edit(renamed).changes,
        office.units.end_post(given.value.id, date(2012, 3, 1)).changes,
        office.upkeep.undo().changes,
        office.upkeep.undo().changes,
        office.upkeep.undo().changes,
        office.upkeep.redo().changes,
    ]
    assert [set(one.only) for one in steps] == [{"person-3"}] * len(steps)
    assert by_key(renewed(office, picture, {"person-3"})) == by_key(office.rosters.picture())


def test_step_by_step_it_stays_what_would_be_read(office: Office) -> None:
    picture = office.rosters.picture()
    place = picture.communities[0].community.id
    for act in (
        lambda: office.units.add_post("person-3", place, "驻社区领导干部"),
        lambda: office.rosters.edit([CellEdit("person-3", "name", "仇暮山")]),
        lambda: office.rosters.edit([CellEdit("person-3", "residence", "河西")]),
        office.upkeep.undo,
        office.upkeep.undo,
        office.upkeep.undo,
        office.upkeep.redo,
    ):
        changes = act().changes
        assert changes.only == {"person-3"}
        picture = renewed(office, picture, changes.only)
        assert by_key(picture) == by_key(office.rosters.picture())


def test_a_person_added_and_taken_back_comes_and_goes(office: Office) -> None:
    picture = office.rosters.picture()
    place = picture.communities[0].community.id
    added = office.rosters.add_person(NewPerson(name="查新苗", community_id=place, title="委员"))
    whole = renewed(office, picture, {added.value.id})
    assert by_key(whole) == by_key(office.rosters.picture())
    changes = office.upkeep.undo().changes
    assert changes.only == {added.value.id}
    assert by_key(renewed(office, whole, changes.only)) == by_key(picture)


def test_undoing_more_than_persons_tells_no_persons(office: Office) -> None:
    office.units.record_term(
        office.rosters.communities()[0].community.id, kind=CommitteeKind.PARTY, term="第七届", seats="5"
    )
    assert not office.upkeep.undo().changes.only
