"""The persons of a reading held against those of the book: who is whom, and who must be asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dangjian_desktop.domain.bodies import TitleWords
from dangjian_desktop.domain.doubts import doubt, doubted, without_doubts
from dangjian_desktop.domain.matching import (
    Decision,
    Identity,
    ImportAnswer,
    Match,
    MatchingForm,
    Register,
    Verdict,
    compared,
)
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
from dangjian_desktop.exchange.import_memory import Memory, Met
from dangjian_desktop.exchange.plans import ChangeKind, Entity, NearPair, PlanDraft, PlannedChange, plainly
from dangjian_desktop.exchange.readings import PersonRow, PostRow, RosterReading
from dangjian_desktop.kernel.findings import Where, hint
from dangjian_desktop.kernel.texts.roster import DOUBTED_FIELDS, DOUBTS, LEFT_BEFORE, LEFT_NOW

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
    """How persons are told apart: the rules, what a clerk decided by the key of the row, today, and what
    was answered in earlier imports: of persons and, by the written name, of villages. ``titles`` are words
    of titles in villages and 社区."""

    rules: MatchingForm
    day: date
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    answers: tuple[ImportAnswer, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    titles: TitleWords = field(default_factory=TitleWords)


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

    def home(self, org: str) -> str:
        """Return the community a Party organisation belongs to, by name; empty where it has none."""
        known = self.orgs.get(org)
        return self.names.get(known.community_id or "", "") if known is not None else ""

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
    named: dict[str, list[PostRow]] = {}
    for post in reading.posts:
        named.setdefault(post.person, []).append(post)
    plan = _Persons(draft, known, name_reading, judging, named)
    plan.look(reading.persons)
    for row in reading.persons:
        person = plan.person_of(row)
        if person is not None:
            known.persons[_key(row)] = person
            known.names[person.id] = person.name
    plan.remember()


@dataclass(slots=True)
class _Persons:
    """The rows of one reading, each held against the book in its turn.

    ``now`` are the persons of whom an earlier row told something, ``met`` who each row was found to be.
    """

    draft: PlanDraft
    known: Known
    name_reading: Readings
    judging: Judging
    named: Mapping[str, Sequence[PostRow]]
    held: dict[str, Person] = field(default_factory=dict)
    asked: dict[str, Identity] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    found: dict[str, tuple[Match, ...]] = field(default_factory=dict)
    certain: dict[str, list[str]] = field(default_factory=dict)
    claims: dict[str, list[PersonRow]] = field(default_factory=dict)
    posts: dict[str, list[str]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    now: dict[str, Person] = field(default_factory=dict)
    met: list[Met] = field(default_factory=list)

    def look(self, rows: Sequence[PersonRow]) -> None:
        """Find for every row whom it looks like, and who it is without any doubt."""
        everyone = identities(self.known.book)
        self.held = {one.id: one for one in self.known.book.persons}
        self.identities = {one.key: one for one in everyone}
        self.posts = _held(self.known.book)
        register = Register.of(everyone, self.judging.rules)
        places: dict[int, frozenset[str]] = {}
        for row in rows:
            key = _key(row)
            places[id(row)] = named = _named(self.named.get(key, ()))
            homes = frozenset(home for one in named if (home := self.known.home(one)))
            self.asked[key] = _identity(row, named | homes, self.name_reading)
            self.found[key] = register.alike(self.asked[key])
            self.certain[key] = sure = _sure(row, self.found[key], self.held)
            if len(sure) == 1:
                self.claims.setdefault(sure[0], []).append(row)
        self.memory = Memory.of(self.judging.answers, [(row, places[id(row)]) for row in rows], self.held)

    def person_of(self, row: PersonRow) -> Person | None:
        """Plan one row; None when it is left for a clerk to say who it is."""
        decision = self.judging.decisions.get(_key(row))
        who, alike = self._without_asking(row), self.found[_key(row)]
        if not who and not alike:
            return self._add(row)
        if decision is None and self.memory.was_left(row):
            pair = self._pair(row, Decision(verdict=Verdict.SKIP), who)
            return self._settled(replace(pair, remembered=True))
        if decision is not None or not who:
            return self._settled(self._pair(row, decision, who))
        old = self.now.get(who, self.held[who])
        declined = self.memory.declined(row, old, differing(row, old))
        if not declined and who in self.certain[_key(row)] and self._is_claimed(row):
            return self._keep(row, old, _person(row, old))
        taken = frozenset(differing(row, old)) - declined
        pair = self._pair(row, Decision(verdict=Verdict.SAME, person_id=who, taken=taken), who)
        return self._settled(replace(pair, remembered=True))

    def remember(self) -> None:
        """Note for the next import of the same rows what was said of them."""
        said = {one.person_id for one in self.met if one.told}
        shared = self._shared_names({one.row.name for one in self.met if one.added})
        for one in self.met:
            if one.person_id in said or one.row.name in shared:
                person = self.now.get(one.person_id) or self.held[one.person_id]
                self.memory.keep(one, differing(one.row, person), self.judging.day)
        before = [one.row for one in self.draft.pairs if one.remembered]
        if before:
            where = Where(file=self.known.source, cell=before[0].address, record=before[0].name)
            self.draft.findings.append(hint("roster.answered_before", where, count=len(before)))
        self.draft.answers.extend(self.memory.new.values())
        self.draft.forgotten.extend(self.memory.gone.values())

    def _shared_names(self, added: Collection[str]) -> frozenset[str]:
        """Return of the names of those added the ones that other persons have too, in some spelling."""
        whole = {**self.held, **self.now}.values()
        count = Counter(name for one in whole for name in {*_spellings(one)} if name in added)
        return frozenset(name for name, often in count.items() if often > 1)

    def _without_asking(self, row: PersonRow) -> str:
        """Return who the row is as far as nobody need be asked: as once said, or without any doubt."""
        return self.memory.person_of(row) or (self.certain[_key(row)][0] if self._is_claimed(row) else "")

    def _is_claimed(self, row: PersonRow) -> bool:
        sure = self.certain[_key(row)]
        return len(sure) == 1 and _agree(self.claims[sure[0]])

    def _pair(self, row: PersonRow, decision: Decision | None, who: str) -> NearPair:
        key = _key(row)
        matches = list(self.found[key])
        if who and who not in {one.key for one in matches}:
            matches.insert(0, compared(self.asked[key], self.identities[who], self.judging.rules))
        return NearPair(
            row=row,
            persons=tuple((self.held[one.key], one) for one in matches),
            decision=decision,
            posts=tuple(_words(one) for one in self.named.get(key, ())),
            held={one.key: tuple(self.posts.get(one.key, ())) for one in matches},
        )

    def _leave(self, pair: NearPair) -> None:
        first, row = pair.persons[0][0], pair.row
        if pair.decision is not None and not pair.remembered:
            self.memory.leave(row, first.id, self.judging.day)
        self.draft.changes.append(
            PlannedChange(
                kind=ChangeKind.UNSURE if pair.decision is None else ChangeKind.UNCHANGED,
                entity=Entity.PERSON,
                name=row.name,
                field=ASKED,
                old=_known_by(first.name, first.birth, day_known=first.birth_day_known),
                new=LEFT_BEFORE
                if pair.remembered
                else _known_by(row.name, row.birth, day_known=row.birth_day_known)
                if pair.decision is None
                else LEFT_NOW,
                address=row.address,
            )
        )

    def _settled(self, pair: NearPair) -> Person | None:
        """Plan a row as the clerk decided, now or once before; None when it is left."""
        self.draft.pairs.append(pair)
        decision = pair.decision
        if decision is None or decision.verdict is Verdict.SKIP:
            self._leave(pair)
            return None
        if decision.verdict is Verdict.APART:
            person = self._add(pair.row, told=True)
            day = self.judging.day
            self.draft.writes.extend(Distinction.of(person.id, one.id, day) for one, _ in pair.persons)
            return person
        first = pair.persons[0][0]
        old = next((one for one, _ in pair.persons if one.id == decision.person_id), first)
        old = self.now.get(old.id, old)
        new = merged(pair.row, old, decision.taken, self.name_reading)
        return self._keep(pair.row, old, new, told=not pair.remembered)

    def _keep(self, row: PersonRow, old: Person, new: Person, *, told: bool = False) -> Person:
        """Note what a row makes of a person of the book, each field with the cell that tells it."""
        new = self._doubted(_told_apart(row), without_doubts(new, _changed(old, new)))
        before = len(self.draft.changes)
        self.draft.compare(Entity.PERSON, row.name, old, new, row.address, self.known.shown)
        changes = self.draft.changes
        changes[before:] = [replace(one, cell=row.place(one.field)) for one in changes[before:]]
        return self._met(row, new, told=told)

    def _add(self, row: PersonRow, *, told: bool = False) -> Person:
        pinyin, initials = self.name_reading(row.name)
        base = Person(id=new_id(), name=row.name, pinyin=pinyin, initials=initials)
        new = self._doubted(row, replace(_person(row, base), name_written=row.name_written))
        self.draft.add(Entity.PERSON, row.name, new, row.address)
        return self._met(row, new, told=told, added=True)

    def _doubted(self, row: PersonRow, person: Person) -> Person:
        return doubted(person, self.memory.open_doubts(row, person)) if row.doubts else person

    def _met(self, row: PersonRow, person: Person, *, told: bool, added: bool = False) -> Person:
        self.now[person.id] = person
        self.met.append(Met(row, person.id, told=told, added=added))
        return person


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


def _changed(old: Person, new: Person) -> tuple[str, ...]:
    """Return the names of the fields that say something else."""
    return tuple(
        words
        for name, words in DOUBTED_FIELDS.items()
        if name not in ("since", "until") and getattr(old, name) != getattr(new, name)
    )


def _spellings(person: Person) -> tuple[str, str]:
    return person.name, person.name_written


def _key(row: PersonRow) -> str:
    return row.key or row.name


def _named(posts: Iterable[PostRow]) -> frozenset[str]:
    """Return the units that posts name."""
    places = (place for post in posts for place in (post.area, post.community, post.org, post.group))
    return frozenset(place for place in places if place)


def _identity(row: PersonRow, places: frozenset[str], name_reading: Readings) -> Identity:
    return Identity(
        key=f"row {_key(row)}",
        name=row.name,
        also=row.name_written,
        pinyin=name_reading(row.name)[0],
        sex=row.sex,
        birth=row.birth,
        day_known=row.birth_day_known,
        id_number=row.id_number,
        places=places,
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
    """Return the names of the units each person belongs to, or belonged to; of a Party organisation also
    the community it is of."""
    communities = {one.id: one.name for one in book.communities}
    homes = {one.id: communities.get(one.community_id or "", "") for one in book.orgs}
    found: dict[str, set[str]] = {}
    for post, name in _units(book):
        found.setdefault(post.person_id, set()).update({name, homes.get(post.party_org_id or "") or name})
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


def _told_apart(row: PersonRow) -> PersonRow:
    """Return the row of a known person without the doubt about namesakes: the book holds them apart."""
    namesakes = ("name", doubt(DOUBTED_FIELDS["name"], DOUBTS["roster.same_name_differs"]))
    return replace(row, doubts=tuple(one for one in row.doubts if one != namesakes))
