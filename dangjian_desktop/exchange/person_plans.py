"""The persons of a reading held against those of the book: who is whom, and who must be asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dangjian_desktop.domain.matching import Decision, Identity, Match, MatchingForm, Register, Verdict
from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    Community,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
    new_id,
)
from dangjian_desktop.domain.people import Distinction, Person, Post, Voter
from dangjian_desktop.exchange.plans import ChangeKind, Entity, NearPair, PlanDraft, PlannedChange, plainly
from dangjian_desktop.exchange.readings import PersonRow, PostRow, RosterReading

Readings = Callable[[str], tuple[str, str]]
FIELDS = (
    "sex",
    "birth",
    "ethnicity",
    "political_status",
    "joined_party",
    "education",
    "id_number",
    "phone",
    "residence",
    "note",
)
ASKED = "same_person"
"""What the line of the preview names as its field where a clerk must say who it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterBook:
    """What the book holds of the roster."""

    areas: tuple[Area, ...] = ()
    communities: tuple[Community, ...] = ()
    orgs: tuple[PartyOrg, ...] = ()
    persons: tuple[Person, ...] = ()
    groups: tuple[WorkGroup, ...] = ()
    posts: tuple[Post, ...] = ()
    committees: tuple[Committee, ...] = ()
    resident_groups: tuple[ResidentGroup, ...] = ()
    voters: tuple[Voter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """How persons are told apart: the rules, what a clerk decided by the key of the row, and today."""

    rules: MatchingForm
    day: date
    decisions: Mapping[str, Decision] = field(default_factory=dict)


@dataclass(slots=True)
class Known:
    """The book and what the plan adds to it, by name or key."""

    book: RosterBook
    source: str
    areas: dict[str, Area] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    orgs: dict[str, PartyOrg] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, WorkGroup] = field(default_factory=dict)
    resident_groups: dict[tuple[str, str], ResidentGroup] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def shown(self, _field: str, value: object) -> str:
        """Write a value; keys of other things by their names."""
        return self.names.get(value, value) if isinstance(value, str) else plainly(value)


def identities(book: RosterBook) -> tuple[Identity, ...]:
    """Return what every person of the book is known by."""
    places = _places(book)
    return tuple(
        Identity(
            key=one.id,
            name=one.name,
            also=one.name_written,
            pinyin=one.pinyin,
            sex=one.sex,
            birth=one.birth,
            day_known=one.birth_day_known,
            id_number=one.id_number,
            places=frozenset(places.get(one.id, ())),
        )
        for one in book.persons
    )


def plan_persons(
    draft: PlanDraft, known: Known, reading: RosterReading, name_reading: Readings, judging: Judging
) -> None:
    """Plan every person of the reading; who is in doubt and not decided is not written, nor are the posts."""
    register = Register.of(identities(known.book), judging.rules)
    held = {one.id: one for one in known.book.persons}
    posts = _held(known.book)
    named: dict[str, list[PostRow]] = {}
    for post in reading.posts:
        named.setdefault(post.person, []).append(post)
    found = {
        _key(row): register.alike(_identity(row, named.get(_key(row), ()), name_reading))
        for row in reading.persons
    }
    certain = {_key(row): _sure(row, found[_key(row)], held) for row in reading.persons}
    claims: dict[str, list[PersonRow]] = {}
    for row in reading.persons:
        if len(certain[_key(row)]) == 1:
            claims.setdefault(certain[_key(row)][0], []).append(row)
    now: dict[str, Person] = {}  # persons of whom an earlier row told something
    for row in reading.persons:
        matches, sure = found[_key(row)], certain[_key(row)]
        pair = NearPair(
            row=row,
            persons=tuple((held[one.key], one) for one in matches),
            decision=judging.decisions.get(_key(row)),
            posts=tuple(_words(one) for one in named.get(_key(row), ())),
            held={one.key: tuple(posts.get(one.key, ())) for one in matches},
        )
        if len(sure) == 1 and _agree(claims[sure[0]]):
            old = now.get(sure[0], held[sure[0]])
            person = now[old.id] = _person(row, old)
            _compare(draft, known, row, old, person)
        elif matches:
            draft.pairs.append(pair)
            settled = _settled(draft, known, pair, name_reading, judging, now)
            if settled is None:
                continue
            person = settled
        else:
            person = _added(draft, row, name_reading)
        known.persons[_key(row)] = person
        known.names[person.id] = person.name


def _settled(
    draft: PlanDraft,
    known: Known,
    pair: NearPair,
    name_reading: Readings,
    judging: Judging,
    now: dict[str, Person],
) -> Person | None:
    """Plan a row as the clerk decided; None when it is left. ``now`` are persons told of before."""
    decision = pair.decision
    first = pair.persons[0][0]
    if decision is not None and decision.verdict is Verdict.APART:
        person = _added(draft, pair.row, name_reading)
        draft.writes.extend(Distinction.of(person.id, one.id, judging.day) for one, _ in pair.persons)
        return person
    if decision is not None and decision.verdict is Verdict.SAME:
        old = next((one for one, _ in pair.persons if one.id == decision.person_id), first)
        old = now.get(old.id, old)
        person = now[old.id] = merged(pair.row, old, decision.taken, name_reading)
        _compare(draft, known, pair.row, old, person)
        return person
    draft.changes.append(
        PlannedChange(
            kind=ChangeKind.UNSURE,
            entity=Entity.PERSON,
            name=pair.row.name,
            field=ASKED,
            old=_known_by(first.name, first.birth, day_known=first.birth_day_known),
            new=_known_by(pair.row.name, pair.row.birth, day_known=pair.row.birth_day_known),
            address=pair.row.address,
        )
    )
    return None


def _compare(draft: PlanDraft, known: Known, row: PersonRow, old: Person, new: Person) -> None:
    """Note what differs, each field with the cell that tells it."""
    before = len(draft.changes)
    draft.compare(Entity.PERSON, row.name, old, new, row.address, known.shown)
    draft.changes[before:] = [replace(one, cell=row.place(one.field)) for one in draft.changes[before:]]


def differing(row: PersonRow | Person, person: Person) -> tuple[str, ...]:
    """Return the fields in which two records say different things, the name first."""
    found = ["name"] if row.name not in (person.name, person.name_written) else []
    for name in FIELDS:
        told, held = getattr(row, name), getattr(person, name)
        if told and held and told != held and not (name == "birth" and _finer(person, row)):
            found.append(name)
    return tuple(found)


def merged(row: PersonRow | Person, person: Person, taken: frozenset[str], name_reading: Readings) -> Person:
    """Return the person with what the row adds, and of what differs the fields ``taken``.

    The spelling of the name that is not taken is kept beside it, so that the same file is not asked
    about again.
    """
    kept = {name for name in differing(row, person) if name not in taken}
    made = _person(row, person, kept)
    if row.name in (person.name, person.name_written):
        return made
    if "name" in kept:
        return replace(made, name_written=person.name_written or row.name)
    pinyin, initials = name_reading(row.name)
    return replace(made, name=row.name, pinyin=pinyin, initials=initials, name_written=person.name)


def _added(draft: PlanDraft, row: PersonRow, name_reading: Readings) -> Person:
    pinyin, initials = name_reading(row.name)
    base = Person(id=new_id(), name=row.name, pinyin=pinyin, initials=initials)
    new = replace(_person(row, base), name_written=row.name_written)
    draft.add(Entity.PERSON, row.name, new, row.address)
    return new


def _person(row: PersonRow | Person, base: Person, kept: Iterable[str] = ()) -> Person:
    """Return the person with what the row tells; what it leaves empty, and ``kept``, stays as it is."""
    told = {name: value for name in FIELDS if name not in kept and (value := getattr(row, name))}
    if _finer(base, row):
        told.pop("birth", None)
    elif "birth" in told:
        told["birth_day_known"] = row.birth_day_known
    return replace(base, **told)


def _finer(person: Person, row: PersonRow | Person) -> bool:
    """Tell whether the book knows the day of a birth of which the row gives the same month only."""
    if person.birth is None or row.birth is None or not person.birth_day_known or row.birth_day_known:
        return False
    return (person.birth.year, person.birth.month) == (row.birth.year, row.birth.month)


def _sure(row: PersonRow, matches: Iterable[Match], held: Mapping[str, Person]) -> list[str]:
    """Return whom the row is without any doubt; of several namesakes the one it says nothing new of."""
    sure = [one.key for one in matches if one.certain]
    same = [key for key in sure if _person(row, held[key]) == held[key]]
    return same if len(sure) > 1 and len(same) == 1 else sure


def _agree(rows: Sequence[PersonRow]) -> bool:
    """Tell whether rows that all mean one person never say two different things."""
    for name in FIELDS:
        told = {getattr(row, name) for row in rows if getattr(row, name)}
        if name == "birth" and any(row.birth and not row.birth_day_known for row in rows):
            told = {day.replace(day=1) for day in told}
        if len(told) > 1:
            return False
    return True


def _key(row: PersonRow) -> str:
    return row.key or row.name


def _identity(row: PersonRow, posts: Iterable[PostRow], name_reading: Readings) -> Identity:
    places = (place for post in posts for place in (post.area, post.community, post.org, post.group))
    return Identity(
        key=f"row {_key(row)}",
        name=row.name,
        also=row.name_written,
        pinyin=name_reading(row.name)[0],
        sex=row.sex,
        birth=row.birth,
        day_known=row.birth_day_known,
        id_number=row.id_number,
        places=frozenset(place for place in places if place),
    )


def _units(book: RosterBook) -> Iterator[tuple[Post, str]]:
    """Give every post with the name of its unit."""
    names = {one.id: one.name for part in (book.areas, book.communities) for one in part}
    names |= {one.id: one.name for one in book.orgs}
    names |= {one.id: names.get(one.community_id, "") for one in book.groups}
    for post in book.posts:
        body = post.area_id or post.community_id or post.party_org_id or post.work_group_id or ""
        if name := names.get(body):
            yield post, name


def _places(book: RosterBook) -> dict[str, set[str]]:
    """Return the names of the units each person belongs to, or belonged to."""
    found: dict[str, set[str]] = {}
    for post, name in _units(book):
        found.setdefault(post.person_id, set()).add(name)
    return found


def _held(book: RosterBook) -> dict[str, list[str]]:
    """Return the units and posts of each person, now and before, as they stand beside a row."""
    found: dict[str, list[str]] = {}
    for post, name in _units(book):
        mine, words = found.setdefault(post.person_id, []), f"{name} {post.title}".strip()
        if words not in mine:
            mine.append(words)
    return found


def _words(post: PostRow) -> str:
    return f"{post.area or post.community or post.org or post.group} {post.title}".strip()


def _known_by(name: str, birth: date | None, *, day_known: bool) -> str:
    return name if birth is None else f"{name} {birth.isoformat()[: 10 if day_known else 7]}"
