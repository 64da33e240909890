"""选民名单: the voters of each community, kept apart from cadres."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Person, Sex, Voter, VoterLine
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import NOWHERE, Finding, Rejected, Severity, Where, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_bin import RosterBin
from dangjian_desktop.services.roster_edits import Read, read_cell, value_reader

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

TOUCHED = Changes.of(Topic.ROSTER)
SEX_WORDS: Mapping[Sex, str] = {Sex.MALE: "男", Sex.FEMALE: "女"}
VOTER_WORDS: Mapping[str, str] = {
    "number": "序号",
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "id_number": "身份证号",
    "community": "村（社区）",
    "resident_group": "居民小组",
    "household": "户号",
    "residence": "住址",
    "note": "备注",
}
_AS_PERSON = ("name", "sex", "birth", "id_number")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterList:
    """The list of one community: how many voters, and the number the community itself tells."""

    community_id: str
    community: str
    count: int
    told: int | None = None


@dataclass(frozen=True, slots=True)
class VoterEdit:
    """One fact about one voter as typed: ``field`` is a key of :data:`VOTER_WORDS`."""

    voter_id: str
    field: str
    text: str


class Voters:
    """What a clerk can do with the voter lists of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._book = book
        self._clock = clock

    def lists(self) -> tuple[VoterList, ...]:
        """Return every community with the length of its list, in the order of communities."""
        with self._book.read() as view:
            counts = view.voters.counts()
            places = view.communities.all()
        return tuple(
            VoterList(community_id=one.id, community=one.name, count=counts.get(one.id, 0), told=one.voters)
            for one in places
        )

    def lines(self, community_id: str | None = None) -> list[VoterLine]:
        """Return the voters of a community, or of all, in the order of their lists; numbers masked."""
        with self._book.read() as view:
            return view.voters.lines(SEX_WORDS, community_id)

    def first_lines(self, most: int) -> list[VoterLine]:
        """Return the first ``most`` voters of the first list: what a window shows before all else is read."""
        with self._book.read() as view:
            first = view.voters.first_list()
            return [] if first is None else view.voters.lines(SEX_WORDS, first, most)

    def edit(self, edits: Sequence[VoterEdit]) -> Outcome[int]:
        """Store typed facts about voters as one step with one undo; returns how many voters changed.

        Raises:
            Rejected: when any of them cannot be read or a voter is gone; then nothing is stored.
        """
        found: list[Finding] = []
        with self._book.work("roster.voter", "更改选民") as work:
            places = _places(work)
            held = work.voters.get_many(edit.voter_id for edit in edits)
            for edit in edits:
                if edit.voter_id not in held:
                    raise Rejected(finding("roster.voter_gone"))
                read = self._read(held[edit.voter_id], edit.field, edit.text, places)
                if read.wrong is not None:
                    found.append(read.wrong)
                else:
                    held[edit.voter_id] = replace(held[edit.voter_id], **read.values)
            if found:
                raise Rejected(*found)
            names = [one.name for one in map(_with_reading, held.values()) if work.voters.put(one)]
            if names:
                work.describe(_told("更改选民", names))
                work.commit()
        return Outcome(len(names), (), TOUCHED if names else NOTHING)

    def add(self, community_id: str, name: str, facts: Mapping[str, str] | None = None) -> Outcome[str]:
        """Add a voter at the end of a community's list; returns the key.

        Args:
            community_id: the community.
            name: the voter's name.
            facts: typed texts by the keys of :data:`VOTER_WORDS`.

        Raises:
            Rejected: no name, no such community, or a fact that cannot be read.
        """
        found: list[Finding] = []
        with self._book.work("roster.voter", "新增选民") as work:
            if work.communities.get(community_id) is None:
                raise Rejected(finding("roster.no_community", where=Where(field="单位")))
            number = work.voters.last_number(community_id) + 1
            voter = Voter(id=new_id(), community_id=community_id, number=number, name="")
            for field, text in {"name": name, **(facts or {})}.items():
                read = self._read(voter, field, text, _places(work))
                voter = replace(voter, **read.values)
                if read.wrong is not None:
                    found.append(read.wrong)
            if found:
                raise Rejected(*found)
            work.voters.add(_with_reading(voter))
            work.describe(f"新增选民 {voter.name}")
            work.commit()
        return Outcome(voter.id, (), TOUCHED)

    def remove(self, keys: Sequence[str], reason: str) -> Outcome[int]:
        """Move voters into the bin as one step with one undo; returns how many.

        The bin (:class:`RosterBin`) puts them back.

        Raises:
            Rejected: no reason, or one of them is gone already; then nothing is moved.
        """
        return RosterBin(self._book, self._clock).remove(RemovedKind.VOTER, keys, reason)

    def number(self, community_id: str) -> Outcome[int]:
        """Number a community's list 1, 2, 3… in the order in which it stands; returns how many changed."""
        with self._book.work("roster.voter", "重排选民序号") as work:
            keys = [line.id for line in work.voters.lines({}, community_id)]
            changed = work.voters.renumber(keys)
            if changed:
                place = work.communities.get(community_id)
                work.describe(f"重排选民序号：{place.name if place else ''} {changed} 人")
                work.commit()
        return Outcome(changed, (), TOUCHED if changed else NOTHING)

    def reveal(self, voter_id: str, reason: str) -> Outcome[str]:
        """Return the whole ID number of a voter; the log keeps that it was looked at, and why.

        Raises:
            Rejected: no reason, the voter is gone, or nothing is recorded.
        """
        if not reason.strip():
            raise Rejected(finding("roster.no_look_reason", where=Where(field="原因")))
        with self._book.work("roster.reveal", "查看身份证号") as work:
            voter = work.voters.get(voter_id)
            if voter is None:
                raise Rejected(finding("roster.voter_gone"))
            if not voter.id_number:
                raise Rejected(finding("roster.nothing_to_show", what=VOTER_WORDS["id_number"]))
            work.describe(f"查看选民 {voter.name} 的身份证号，原因：{reason.strip()}")
            work.commit()
        return Outcome(voter.id_number, (), NOTHING)

    def wrong_cell(self, line: VoterLine, field: str, text: str) -> str:
        """Return what is wrong with a typed fact, in one sentence; empty when nothing is.

        Asks nothing of the book: it may be called at every key.
        """
        birth = value_reader(self._catalog, self._clock.today()).day(line.birth)
        sex = next((sex for sex, word in SEX_WORDS.items() if word == line.sex), None)
        voter = Voter(
            id=line.id, community_id=line.community_id, number=line.number, name=line.name, sex=sex,
            birth=birth.day, birth_day_known=birth.day_known,
        )  # fmt: skip
        wrong = self._read(voter, field, text, None).wrong
        return sentence(replace(wrong, where=NOWHERE)) if wrong is not None else ""

    def _read(self, voter: Voter, field: str, text: str, places: Mapping[str, str] | None) -> Read:
        """Read one typed fact; facts that cadres have too are read as theirs."""
        if field in _AS_PERSON:
            values = value_reader(self._catalog, self._clock.today())
            return read_cell(_as_person(voter), field, text, values)
        where = Where(record=voter.name, field=VOTER_WORDS[field])
        if field == "community":
            return _community(text.strip(), where, places)
        return _READERS.get(field, _words)(field, text.strip(), where)


def _community(text: str, where: Where, places: Mapping[str, str] | None) -> Read:
    if places is None:
        return Read({})
    if text not in places:
        return Read({}, finding("roster.unknown_place", Severity.ERROR, where, name=text))
    return Read({"community_id": places[text]})


def _words(field: str, text: str, where: Where) -> Read:
    if len(text) > _LONGEST:
        return Read({}, finding("roster.cell_long", Severity.ERROR, where, most=_LONGEST))
    return Read({field: text})


def _count(field: str, text: str, where: Where) -> Read:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return Read({}, finding("roster.cell_count", Severity.ERROR, where, text=text))
    return Read({field: int(text)})


_READERS: Mapping[str, Callable[[str, str, Where], Read]] = {"number": _count}


def _places(view: Repositories) -> Mapping[str, str]:
    return {one.name: one.id for one in view.communities.all()}


def _told(what: str, names: Sequence[str]) -> str:
    return f"{what} {names[0]}" + (f"等 {len(names)} 人" if len(names) > 1 else "")


def _as_person(voter: Voter) -> Person:
    shared: dict[str, Any] = {
        part: getattr(voter, part) for part in ("id", "name", "sex", "birth", "birth_day_known", "id_number")
    }
    return Person(**shared)


def _with_reading(voter: Voter) -> Voter:
    pinyin, initials = name_reading(voter.name)
    return replace(voter, pinyin=pinyin, initials=initials)
