"""选民名单: the voters of each community, kept apart from cadres."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Person, Voter
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import NOWHERE, Finding, Rejected, Severity, Where, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_edits import Read, read_cell

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book

TOUCHED = Changes.of(Topic.ROSTER)
VOTER_WORDS: Mapping[str, str] = {
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "id_number": "身份证号",
    "number": "序号",
    "resident_group": "居民小组",
    "household": "户号（户主）",
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

    def __init__(self, book: Book, clock: Clock) -> None:
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

    def voters(self, community_id: str | None = None) -> tuple[Voter, ...]:
        """Return the voters of a community, or of all, in the order of their lists."""
        with self._book.read() as view:
            if community_id is None:
                return view.voters.all()
            return view.voters.find(community_id=community_id)

    def edit(self, edits: Sequence[VoterEdit]) -> Outcome[int]:
        """Store typed facts about voters as one step with one undo; returns how many changed.

        Raises:
            Rejected: when any of them cannot be read; then nothing is stored.
        """
        found: list[Finding] = []
        with self._book.work("roster.voter", "更改选民") as work:
            held = work.voters.get_many(edit.voter_id for edit in edits)
            changed = dict(held)
            for edit in edits:
                if edit.voter_id not in changed:
                    raise Rejected(finding("roster.person_gone"))
                read = read_voter_cell(changed[edit.voter_id], edit.field, edit.text, self._clock.today())
                if read.wrong is not None:
                    found.append(read.wrong)
                else:
                    changed[edit.voter_id] = _renamed(replace(changed[edit.voter_id], **read.values))
            if found:
                raise Rejected(*found)
            names = [one.name for one in changed.values() if work.voters.put(one)]
            if names:
                shown = f"更改选民 {names[0]}" if len(names) == 1 else f"更改 {len(names)} 名选民的资料"
                work.describe(shown)
                work.commit()
        return Outcome(len(names), (), TOUCHED if names else NOTHING)

    def add(self, community_id: str, name: str) -> Outcome[Voter]:
        """Add a voter at the end of a community's list.

        Raises:
            Rejected: no name, or no such community.
        """
        blank = Voter(id=new_id(), community_id=community_id, number=0, name=name.strip())
        read = read_voter_cell(blank, "name", name, self._clock.today())
        if read.wrong is not None:
            raise Rejected(read.wrong)
        with self._book.work("roster.voter", f"新增选民 {name.strip()}") as work:
            if work.communities.get(community_id) is None:
                raise Rejected(finding("roster.no_community", where=Where(field="单位")))
            last = max((one.number for one in work.voters.find(community_id=community_id)), default=0)
            voter = _renamed(replace(blank, number=last + 1, **read.values))
            work.voters.add(voter)
            work.commit()
        return Outcome(voter, (), TOUCHED)

    def wrong_cell(self, voter: Voter, field: str, text: str) -> str:
        """Return what is wrong with a typed fact, in one sentence; empty when nothing is."""
        wrong = read_voter_cell(voter, field, text, self._clock.today()).wrong
        return sentence(replace(wrong, where=NOWHERE)) if wrong is not None else ""


def read_voter_cell(voter: Voter, field: str, text: str, today: date) -> Read:
    """Read one typed fact about a voter; facts that cadres have too are read as theirs."""
    if field in _AS_PERSON:
        return read_cell(_as_person(voter), field, text, today)
    where = Where(record=voter.name, field=VOTER_WORDS[field])
    reader = _READERS.get(field, _words)
    return reader(field, text.strip(), where)


def _words(field: str, text: str, where: Where) -> Read:
    if len(text) > _LONGEST:
        return Read({}, finding("roster.cell_long", Severity.ERROR, where, most=_LONGEST))
    return Read({field: text})


def _count(field: str, text: str, where: Where) -> Read:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return Read({}, finding("roster.cell_count", Severity.ERROR, where, text=text))
    return Read({field: int(text)})


_READERS: Mapping[str, Callable[[str, str, Where], Read]] = {"number": _count}


def _as_person(voter: Voter) -> Person:
    shared: dict[str, Any] = {
        part: getattr(voter, part) for part in ("id", "name", "sex", "birth", "birth_day_known", "id_number")
    }
    return Person(**shared)


def _renamed(voter: Voter) -> Voter:
    pinyin, initials = name_reading(voter.name)
    return replace(voter, pinyin=pinyin, initials=initials)
