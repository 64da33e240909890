"""The roster of the sample township: units, people, terms, resident groups, voters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.organisations import CommitteeKind, ResidentGroup, new_id
from dangjian_desktop.domain.people import Person, Post, PostRole, Sex, Voter
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_edits import NewPerson
from dangjian_desktop.services.sample_files import Row, SampleFiles, unit_ids

if TYPE_CHECKING:
    from dangjian_desktop.services.roster_units import RosterUnits
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

LISTS = ("communities", "party_orgs", "cadres", "former", "notice")
KINDS = {
    "党组织": CommitteeKind.PARTY,
    "村居委会": CommitteeKind.RESIDENTS,
    "监委会": CommitteeKind.SUPERVISION,
}
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRoster:
    """What the roster is filled through, and the files it is filled from."""

    book: Book
    rosters: Rosters
    units: RosterUnits
    files: SampleFiles

    def fill(self) -> list[Finding]:
        """Take in every list; what the files left unsure is confirmed, save in the last area."""
        found: list[Finding] = []
        for name in LISTS:
            plan = self.rosters.preview(self.files.path(name))
            found += self.rosters.apply(plan).findings
        for area in self.rosters.picture().areas[:-1]:  # the last one is left for a clerk to confirm
            self.rosters.confirm(area_id=area.id)
        places = unit_ids(self.book)
        self._terms(places)
        self._twice(places)
        with self.book.work("roster.import", "登记居民小组和选民") as work:
            self._groups(work, places)
            voters = self.files.rows("voters")
            work.voters.add_all(_voter(row, places[row["村（社区）"]]) for row in voters)
            work.commit()
        return found

    def _terms(self, places: Mapping[str, str]) -> None:
        for row in self.files.rows("terms"):
            self.units.record_term(
                places[row["村（社区）"]],
                KINDS[row["班子"]],
                term=row["届次"],
                seats=row["职数"],
                since=row["任期起"],
                until=row["任期止"],
            )

    def _twice(self, places: Mapping[str, str]) -> None:
        """Add people the roster holds already under a name written another way."""
        for row in self.files.rows("twice"):
            self.rosters.add_person(
                NewPerson(
                    name=row["姓名"],
                    community_id=places[row["村（社区）"]],
                    title=row["职务"],
                    sex=row["性别"],
                    birth=row["出生日期"],
                )
            )

    def _groups(self, work: UnitOfWork, places: Mapping[str, str]) -> None:
        first = max((post.order for post in work.posts.all()), default=0) + 1
        posts: list[Post] = []
        for order, row in enumerate(self.files.rows("resident_groups")):
            group = ResidentGroup(
                id=new_id(),
                community_id=places[row["村（社区）"]],
                name=row["居民小组"],
                order=order,
                households=int(row["户数"]),
                population=int(row["人口"]),
            )
            work.resident_groups.add(group)
            holders = [("小组长", PostRole.RESIDENT_GROUP_HEAD, row["小组长"])]
            holders += [("居民代表", PostRole.RESIDENT_REP, name) for name in row["居民代表"].split("、")]
            for title, role, name in holders:
                if name:
                    person = _person(name)
                    work.persons.add(person)
                    posts.append(
                        Post(
                            id=new_id(),
                            person_id=person.id,
                            role=role,
                            title=title,
                            community_id=group.community_id,
                            resident_group_id=group.id,
                            since=date(2022, 3, 1),
                            order=first + len(posts),
                        )
                    )
        work.posts.add_all(posts)


def _person(name: str) -> Person:
    pinyin, initials = name_reading(name)
    return Person(id=new_id(), name=name, pinyin=pinyin, initials=initials)


def _voter(row: Row, community_id: str) -> Voter:
    pinyin, initials = name_reading(row["姓名"])
    return Voter(
        id=new_id(),
        community_id=community_id,
        number=int(row["编号"]),
        name=row["姓名"],
        pinyin=pinyin,
        initials=initials,
        resident_group=row["居民小组"],
        sex=SEXES[row["性别"]],
        birth=date.fromisoformat(row["出生日期"]),
        id_number=row["身份证号"],
        household=row["户号"],
        residence=row["住址"],
    )
