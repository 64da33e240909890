"""The roster: looked at, imported with a preview, confirmed where a file left something unsure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.doubts import doubts_of, without_doubts
from dangjian_desktop.domain.matching import CHECKED, ImportAnswer, answer_digest
from dangjian_desktop.domain.organisations import Area, PartyOrg, new_id
from dangjian_desktop.domain.people import Person, Post
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.exchange.roster_plans import RosterBook
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import NOWHERE, Finding, Rejected, Where, finding
from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_edits import (
    FIELD_WORDS,
    CellEdit,
    NewPerson,
    edited,
    read_cell,
    value_reader,
)
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan, roster_book
from dangjian_desktop.services.roster_renewal import RosterNews, news_of
from dangjian_desktop.services.roster_units import next_post
from dangjian_desktop.services.roster_views import (
    CommunityLine,
    OrgLine,
    PersonLine,
    community_lines,
    org_lines,
    person_lines,
)

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.exchange.values import ValueReader
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

__all__ = ["RosterPicture", "RosterPlan", "Rosters", "roster_book"]

TOUCHED = Changes.of(Topic.ROSTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPicture:
    """The whole roster as it stands, for lists and exports."""

    areas: tuple[Area, ...]
    communities: tuple[CommunityLine, ...]
    orgs: tuple[OrgLine, ...]
    persons: tuple[PersonLine, ...]
    to_confirm: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterWords:
    """What the list of people offers and explains, by fact; ``level`` gives the height of a schooling."""

    offered: Mapping[str, Sequence[str]]
    purposes: Mapping[str, str]
    level: Callable[[str], int]


class Rosters:
    """What a clerk can do with the roster of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock
        self._imports = RosterImports(book, catalog, clock)

    def picture(self) -> RosterPicture:
        """Return areas, communities, organisations and persons with what belongs to each."""
        with self._book.read() as view:
            known = roster_book(view)
        day = self._clock.today()
        communities = community_lines(known, day)
        persons = person_lines(known, day)
        return RosterPicture(
            areas=known.areas,
            communities=communities,
            orgs=org_lines(known, day),
            persons=persons,
            to_confirm=sum(bool(one.to_confirm) for one in known.groups)
            + sum(bool(one.to_confirm) for one in known.posts)
            + sum(len(doubts_of(one)) for one in known.persons),
        )

    def communities(self) -> tuple[CommunityLine, ...]:
        """Return the communities in their order, with area, leaders and work group."""
        return self.picture().communities

    def people(self) -> tuple[PersonLine, ...]:
        """Return every person with the posts held."""
        return self.picture().persons

    def orgs(self) -> tuple[OrgLine, ...]:
        """Return the Party organisations in their order."""
        return self.picture().orgs

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Return code and name of every kind of roster table that can be imported."""
        return tuple((form.code, form.name) for form in self._catalog.roster_forms())

    def words(self) -> RosterWords:
        """Return what the lists of people offer while typing, and what each column is kept for."""
        tables = self._values().codes
        offered = {
            one: table.offered()
            for one in ("ethnicity", "political_status", "education")
            if (table := tables.of(one)) is not None
        }
        purposes = {one.field: one.purpose for one in self._catalog.roster_form("cadres").columns}
        return RosterWords(
            offered={"sex": tables.sex.offered(), **offered}, purposes=purposes, level=tables.education.level
        )

    def _values(self) -> ValueReader:
        return value_reader(self._catalog, self._clock.today())

    def named(self, name: str, *kinds: Entity) -> tuple[str, ...]:
        """Return the keys of the persons, communities, organisations or areas called ``name``.

        Raises:
            Rejected: when none of ``kinds`` has that name.
        """
        with self._book.read() as view:
            stores: dict[Entity, Any] = {
                Entity.PERSON: view.persons,
                Entity.COMMUNITY: view.communities,
                Entity.PARTY_ORG: view.party_orgs,
                Entity.AREA: view.areas,
            }
            found = tuple(one.id for kind in kinds for one in stores[kind].find(name=name))
        if not found:
            raise Rejected(finding("roster.no_such_name", name=name))
        return found

    def preview(
        self, given: Path | str | bytes, kind: str = "", *, name: str = "", progress: Progress | None = None
    ) -> RosterPlan:
        """Say what importing would do; see :meth:`RosterImports.preview`."""
        return self._imports.preview(given, kind, name=name, progress=progress)

    def apply(self, plan: RosterPlan, progress: Progress | None = None) -> Outcome[RosterPlan]:
        """Store what a preview showed; see :meth:`RosterImports.apply`."""
        return self._imports.apply(plan, progress)

    def confirm(
        self,
        *,
        area_id: str | None = None,
        community_id: str | None = None,
        person_ids: Collection[str] = (),
    ) -> Outcome[int]:
        """Take what was unsure of an area, a community or persons as checked; returns how many were open.

        None given: all of the book. What was checked of a person stays so when the same file, with the same
        doubts, is imported again.
        """
        with self._book.work("roster.confirm", "核对花名册") as work:
            known = roster_book(work)
            if area_id or community_id or person_ids:
                wanted = set[str]() if person_ids else _communities_of(known, area_id, community_id)
                known = _part_of(known, wanted, person_ids)
            people = [one for one in known.persons if one.to_confirm]
            count = _checked_posts(work, known)
            count += sum(_checked(work, one, self._clock.today()) for one in people)
            if count:
                who = f"{people[0].name}等" if len(people) > 1 else "".join(one.name for one in people)
                work.describe(f"核对花名册{f'（{who}）' if who else ''} {count} 处")
                work.commit()
        alone = () if area_id or community_id else person_ids
        return Outcome(count, (), Changes.of(Topic.ROSTER, only=alone) if count else NOTHING)

    def save_person(self, person: Person) -> Outcome[Person]:
        """Store a person as edited; pinyin follows the name.

        Raises:
            Rejected: when there is no name.
        """
        if not person.name.strip():
            raise Rejected(finding("roster.name_empty"))
        pinyin, initials = name_reading(person.name)
        saved = replace(person, pinyin=pinyin, initials=initials)
        with self._book.work("roster.person", f"更改人员 {person.name}") as work:
            work.persons.put(saved)
            work.commit()
        return Outcome(saved, (), Changes.of(Topic.ROSTER, only=(saved.id,)))

    def edit(self, edits: Sequence[CellEdit]) -> Outcome[int]:
        """Store typed facts about persons as one step with one undo; returns how many persons changed.

        The findings are hints: words that are no common ones, facts taken from an ID number.

        Raises:
            Rejected: when any of them cannot be read; then nothing is stored.
        """
        with self._book.work("roster.person", "更改人员") as work:
            persons = work.persons.get_many(edit.person_id for edit in edits)
            found: list[Finding] = []
            told: list[Finding] = []
            names: dict[str, str] = {}
            values = self._values()
            for key in dict.fromkeys(edit.person_id for edit in edits):
                if key not in persons:
                    raise Rejected(finding("roster.person_gone"))
                mine = [edit for edit in edits if edit.person_id == key]
                read = edited(persons[key], mine, values)
                found.extend(read.wrong)
                told.extend(read.told)
                settled = without_doubts(read.person, {FIELD_WORDS[edit.field] for edit in mine})
                if not read.wrong and work.persons.put(_with_reading(settled, persons[key])):
                    names[key] = read.person.name
            if found:
                raise Rejected(*found)
            if names:
                work.describe(_edited_words(tuple(names.values())))
                work.commit()
        changes = Changes.of(Topic.ROSTER, only=names) if names else NOTHING
        return Outcome(len(names), tuple(told), changes)

    def person(self, person_id: str) -> PersonLine:
        """Return one person with the posts held; it reads this person and the bodies of the posts alone.

        Raises:
            Rejected: when the person is gone.
        """
        with self._book.read() as view:
            persons = tuple(view.persons.get_many([person_id]).values())
            posts = view.posts.find(person_id=person_id)
            groups = view.work_groups.get_many(_keys(one.work_group_id for one in posts))
            there = [*(one.community_id for one in posts), *(one.community_id for one in groups.values())]
            communities = view.communities.get_many(_keys(there))
            around = [*(one.area_id for one in posts), *(one.area_id for one in communities.values())]
            areas = view.areas.get_many(_keys(around))
            orgs = view.party_orgs.get_many(_keys(one.party_org_id for one in posts))
        if not persons:
            raise Rejected(finding("roster.person_gone"))
        known = RosterBook(
            areas=tuple(areas.values()),
            communities=tuple(communities.values()),
            orgs=tuple(orgs.values()),
            persons=persons,
            groups=tuple(groups.values()),
            posts=posts,
        )
        return person_lines(known, self._clock.today())[0]

    def news(self, keys: Collection[str], before: Sequence[PersonLine]) -> RosterNews:
        """Return what has become of the persons ``keys``, whose lines so far are ``before``.

        It reads these alone, and the units where a name or a post has changed.
        """
        with self._book.read() as view:
            return news_of(view, keys, before, self._clock.today())

    def wrong_cell(self, person: Person, field: str, text: str) -> str:
        """Return what is wrong with a typed fact, in one sentence; empty when nothing is.

        Asks nothing of the book: it may be called at every key.
        """
        wrong = read_cell(person, field, text, self._values()).wrong
        return sentence(replace(wrong, where=NOWHERE)) if wrong is not None else ""

    def add_person(self, asked: NewPerson) -> Outcome[Person]:
        """Add a person with a first post, as one step.

        Raises:
            Rejected: no name, no community, unreadable facts, or a name the roster holds already
                (unless ``same_name``).
        """
        blank = Person(id=new_id(), name=asked.name.strip())
        facts = [CellEdit(blank.id, part, getattr(asked, part)) for part in ("name", "sex", "birth")]
        read = edited(blank, facts, self._values())
        if read.wrong:
            raise Rejected(*read.wrong)
        person = read.person
        with self._book.work("roster.person", f"新增人员 {person.name}") as work:
            community = work.communities.get(asked.community_id)
            if community is None:
                raise Rejected(finding("roster.no_community", where=Where(field="单位")))
            same = work.persons.find(name=person.name)
            if same and not asked.same_name:
                raise Rejected(_taken(person.name, same, roster_book(work), self._clock.today()))
            saved = _with_reading(person, None)
            work.persons.put(saved)
            title = asked.title.strip()
            order = next_post(work)
            work.posts.put(
                Post(id=new_id(), person_id=saved.id, role=self._values().words.role(title), title=title,
                     community_id=community.id, order=order)
            )  # fmt: skip
            work.commit()
        return Outcome(saved, (), Changes.of(Topic.ROSTER, only=(saved.id,)))

    def reveal(self, person_id: str, what: str, reason: str) -> Outcome[str]:
        """Return the whole ID number (``id_number``) or phone (``phone``) of a person.

        The log keeps who looked, at what, and why.

        Raises:
            Rejected: no reason, the person is gone, or nothing is recorded.
        """
        if not reason.strip():
            raise Rejected(finding("roster.no_look_reason", where=Where(field="原因")))
        with self._book.work("roster.reveal", "查看证号电话") as work:
            person = work.persons.get(person_id)
            if person is None:
                raise Rejected(finding("roster.person_gone"))
            value = {"id_number": person.id_number, "phone": person.phone}[what]
            if not value:
                raise Rejected(finding("roster.nothing_to_show", what=FIELD_WORDS[what]))
            work.describe(f"查看 {person.name} 的{FIELD_WORDS[what]}，原因：{reason.strip()}")
            work.commit()
        return Outcome(value, (), NOTHING)

    def save_org(self, org: PartyOrg) -> Outcome[PartyOrg]:
        """Store a Party organisation as edited.

        Raises:
            Rejected: when there is no name.
        """
        if not org.name.strip():
            raise Rejected(finding("roster.name_empty"))
        with self._book.work("roster.org", f"更改党组织 {org.name}") as work:
            work.party_orgs.put(org)
            work.commit()
        return Outcome(org, (), TOUCHED)


def _keys(keys: Iterable[str | None]) -> set[str]:
    return {one for one in keys if one}


def _with_reading(person: Person, before: Person | None) -> Person:
    """Return the person with the pinyin of the name."""
    if before is not None and before.name == person.name:
        return person
    pinyin, initials = name_reading(person.name)
    return replace(person, pinyin=pinyin, initials=initials)


def _taken(name: str, same: Sequence[Person], known: RosterBook, day: date) -> Finding:
    keys = {one.id for one in same}
    lines = [line for line in person_lines(known, day) if line.person.id in keys]
    places = [words for line in lines for words in line.posts[:1]]
    return finding(
        "roster.name_exists", where=Where(field="姓名"), name=name, count=len(same),
        place="、".join(places) or "没有任职",
    )  # fmt: skip


def _edited_words(names: Sequence[str]) -> str:
    return f"更改人员 {names[0]}" if len(names) == 1 else f"更改 {len(names)} 人的资料"


def _checked_posts(work: UnitOfWork, known: RosterBook) -> int:
    """Take the work groups and posts as checked; return how many were open."""
    groups = [one for one in known.groups if one.to_confirm]
    posts = [one for one in known.posts if one.to_confirm]
    for group in groups:
        work.work_groups.put(replace(group, to_confirm=""))
    for post in posts:
        work.posts.put(replace(post, to_confirm=""))
    return len(groups) + len(posts)


def _checked(work: UnitOfWork, person: Person, day: date) -> int:
    """Take the doubts about a person as checked, and keep which they were; return their number."""
    doubts = doubts_of(person)
    work.persons.put(replace(person, to_confirm=""))
    held = {one.digest for one in work.import_answers.find(person_id=person.id, field=CHECKED)}
    for digest in {answer_digest(CHECKED, one) for one in doubts} - held:
        work.import_answers.add(
            ImportAnswer(id=new_id(), person_id=person.id, field=CHECKED, digest=digest, decided_on=day)
        )
    return len(doubts)


def _communities_of(known: RosterBook, area_id: str | None, community_id: str | None) -> set[str]:
    if community_id:
        return {community_id}
    return {one.id for one in known.communities if one.area_id == area_id}


def _part_of(known: RosterBook, communities: set[str], persons: Collection[str]) -> RosterBook:
    """Return of a book the work groups of ``communities``, ``persons``, and the posts of either."""
    groups = tuple(one for one in known.groups if one.community_id in communities)
    inside = {one.id for one in groups}
    posts = tuple(
        one
        for one in known.posts
        if one.person_id in persons or one.work_group_id in inside or one.community_id in communities
    )
    people = tuple(one for one in known.persons if one.id in persons)
    return replace(known, groups=groups, posts=posts, persons=people)
