"""Lists of voters held against the book in one pass: who is new, changed, the same, or there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.domain.people import Voter
from dangjian_desktop.exchange.plans import ChangeKind, Entity, PlanDraft, PlannedChange, plainly
from dangjian_desktop.exchange.readings import RosterReading, VoterRow, VoterTable
from dangjian_desktop.kernel.findings import Severity, finding
from dangjian_desktop.kernel.progress import Progress

_STEP = 1000
# Up to so many new voters are listed one by one; of more, each community is one line.
MOST_LISTED = 300
_TOLD = ("number", "resident_group", "sex", "birth", "id_number", "household", "residence", "note")
Key = tuple[str, str, date | str]


@dataclass(slots=True)
class _Held:
    """The voters of the book and those of the file, by what tells them apart."""

    by_number: dict[str, Voter] = field(default_factory=dict)
    by_key: dict[Key, list[Voter]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Voter]] = field(default_factory=dict)
    last: Counter[str] = field(default_factory=Counter)
    seen_numbers: dict[str, str] = field(default_factory=dict)
    seen_keys: dict[Key, tuple[str, str]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    added: dict[str, list[tuple[Voter, str]]] = field(default_factory=dict)
    same: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)

    def shown(self, _field: str, value: object) -> str:
        """Write a value; a community by its name."""
        return self.names.get(value, value) if isinstance(value, str) else plainly(value)

    def keep(self, voter: Voter) -> None:
        """Take a voter of the book."""
        if voter.id_number:
            self.by_number[voter.id_number] = voter
        key = (voter.community_id, voter.name, voter.birth or voter.household)
        self.by_key.setdefault(key, []).append(voter)
        self.by_name.setdefault(key[:2], []).append(voter)
        self.last[voter.community_id] = max(self.last[voter.community_id], voter.number)

    def of(self, row: VoterRow, key: Key) -> Voter | None:
        """Return the voter of the book a row speaks of: by ID number, else by name and birth."""
        found = self.by_number.get(row.id_number) if row.id_number else None
        if found is not None:
            return found
        sure = [one for one in self.by_key.get(key, ()) if not _other_number(one, row)]
        if sure:
            return next((one for one in sure if one.id not in self.taken), sure[0])
        known = self.by_name.get(key[:2], ())
        open_ = [one for one in known if _may_be(one, row) and one.id not in self.taken]
        return open_[0] if len(open_) == 1 else None


def plan_voters(
    draft: PlanDraft,
    reading: RosterReading,
    communities: Mapping[str, Community],
    voters: Iterable[Voter],
    name_reading: Callable[[str], tuple[str, str]],
    progress: Progress,
) -> None:
    """Compare lists of voters with the book; new ones of a long list are told by community.

    Args:
        draft: takes the lines and the values.
        reading: what the file says.
        communities: those of the book and those the file brings, by name.
        voters: those of the book.
        name_reading: gives pinyin and initials of a name.
        progress: told how far it is.
    """
    held = _Held(names={one.id: one.name for one in communities.values()})
    for voter in voters:
        held.keep(voter)
    for listed in reading.voters:
        place = _place_of(listed, communities)
        for number, row in enumerate(listed.rows):
            if number % _STEP == 0:
                progress.step(number, len(listed.rows), "正在核对名单")
                progress.give_way()
            community = communities.get(row.community) if row.community else place
            if community is None:
                _refuse_place(draft, listed, row)
                continue
            _plan_row(draft, held, listed, row, community, name_reading)
    _tell_added(draft, held)


def _place_of(listed: VoterTable, communities: Mapping[str, Community]) -> Community | None:
    """Return the community the words over a list name."""
    named = [name for name in communities if name in listed.about]
    return communities[max(named, key=len)] if named else None


def _plan_row(
    draft: PlanDraft,
    held: _Held,
    listed: VoterTable,
    row: VoterRow,
    community: Community,
    name_reading: Callable[[str], tuple[str, str]],
) -> None:
    key: Key = (community.id, row.name, row.birth or row.household)
    first = _first_of(held, row, key)
    old = None if first else held.of(row, key)
    first = first or (held.taken.get(old.id, "") if old is not None else "")
    if first:
        _refuse(draft, listed, row, "roster.voter_twice", name=row.name, first=first)
        return
    held.seen_keys.setdefault(key, (row.address, row.id_number))
    if row.id_number:
        held.seen_numbers[row.id_number] = row.address
    if old is None:
        _add(draft, held, row, community, name_reading)
        return
    held.taken[old.id] = row.address
    told = _told(row, old)
    if old.community_id != community.id:
        told["community_id"] = community.id
    if old.name != row.name:
        told |= dict(zip(("name", "pinyin", "initials"), (row.name, *name_reading(row.name)), strict=True))
    if all(getattr(old, name) == value for name, value in told.items()):
        held.same[community.id] += 1
        return
    draft.compare(Entity.VOTER, row.name, old, replace(old, **told), row.address, held.shown)


def _first_of(held: _Held, row: VoterRow, key: Key) -> str:
    """Return where the file has listed the same voter before, if it has."""
    if row.id_number and row.id_number in held.seen_numbers:
        return held.seen_numbers[row.id_number]
    address, number = held.seen_keys.get(key, ("", ""))
    return "" if number and row.id_number and number != row.id_number else address


def _add(
    draft: PlanDraft,
    held: _Held,
    row: VoterRow,
    community: Community,
    name_reading: Callable[[str], tuple[str, str]],
) -> None:
    pinyin, initials = name_reading(row.name)
    held.last[community.id] += 1
    number = row.number or held.last[community.id]
    held.last[community.id] = max(held.last[community.id], number)
    voter = Voter(
        id=new_id(), community_id=community.id, number=number, name=row.name, name_written=row.name_written,
        pinyin=pinyin, initials=initials, resident_group=row.resident_group, sex=row.sex, birth=row.birth,
        birth_day_known=row.birth_day_known, id_number=row.id_number, household=row.household,
        residence=row.residence, note=row.note,
    )  # fmt: skip
    draft.writes.append(voter)
    held.added.setdefault(community.id, []).append((voter, row.address))


def _told(row: VoterRow, base: Voter) -> dict[str, Any]:
    """Return what the row tells of a voter; what it leaves open stays as it is."""
    told: dict[str, Any] = {name: value for name in _TOLD if (value := getattr(row, name))}
    finer = base.birth is not None and base.birth_day_known and not row.birth_day_known
    if finer and base.birth is not None and row.birth == base.birth.replace(day=1):
        told.pop("birth", None)
    elif row.birth is not None:
        told["birth_day_known"] = row.birth_day_known
    return told


def _other_number(voter: Voter, row: VoterRow) -> bool:
    return bool(voter.id_number and row.id_number and voter.id_number != row.id_number)


def _may_be(voter: Voter, row: VoterRow) -> bool:
    """Tell whether a voter of the same name may be meant where one of the two births is open."""
    births = {voter.birth, row.birth}
    apart = bool(voter.household and row.household and voter.household != row.household)
    return None in births and not apart and not _other_number(voter, row)


def _refuse(draft: PlanDraft, listed: VoterTable, row: VoterRow, code: str, **facts: str) -> None:
    where = listed.table.where(row.address, record=row.name)
    draft.tell(ChangeKind.REFUSED, Entity.VOTER, row.name, finding(code, Severity.ERROR, where, **facts))


def _refuse_place(draft: PlanDraft, listed: VoterTable, row: VoterRow) -> None:
    if row.community:
        _refuse(draft, listed, row, "roster.voter_other_place", community=row.community)
    else:
        _refuse(draft, listed, row, "roster.voter_no_place")


def _tell_added(draft: PlanDraft, held: _Held) -> None:
    """Add the lines of those who are new or the same."""
    names = held.names
    few = sum(map(len, held.added.values())) <= MOST_LISTED
    for key, voters in held.added.items():
        if few:
            draft.changes.extend(_line(voter, names[key], address) for voter, address in voters)
        else:
            draft.changes.append(_sum(ChangeKind.ADDED, names[key], len(voters)))
    draft.changes.extend(_sum(ChangeKind.UNCHANGED, names[key], count) for key, count in held.same.items())


def _line(voter: Voter, community: str, address: str) -> PlannedChange:
    birth = plainly(voter.birth)[: 10 if voter.birth_day_known else 7]
    told = "，".join(part for part in (community, voter.resident_group, birth, voter.household) if part)
    return PlannedChange(
        kind=ChangeKind.ADDED, entity=Entity.VOTER, name=voter.name, new=told, address=address
    )


def _sum(kind: ChangeKind, community: str, count: int) -> PlannedChange:
    return PlannedChange(kind=kind, entity=Entity.VOTER, name=community, new=f"{count} 人", count=count)
