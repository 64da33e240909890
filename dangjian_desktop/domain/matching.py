"""Is it the same person: what agrees in two records, and which of many are worth a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from dangjian_desktop.domain.forms import Form
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.people import Sex

_ID_LENGTHS = (15, 18)
_SHORT = 2  # characters of a name in which one other character says little


class Kinship(StrEnum):
    """What two records have in common, or not, in one respect."""

    NAME_SAME = "name_same"
    NAME_SOUND = "name_sound"
    NAME_ONE_OFF = "name_one_off"
    NAME_ONE_OFF_SHORT = "name_one_off_short"
    BIRTH_SAME = "birth_same"
    BIRTH_MONTH = "birth_month"
    BIRTH_ONE_DIGIT = "birth_one_digit"
    BIRTH_UNKNOWN = "birth_unknown"
    BIRTH_OTHER = "birth_other"
    PLACE_SAME = "place_same"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_OTHER = "place_other"
    ID_SAME = "id_same"
    ID_ONE_DIGIT = "id_one_digit"
    ID_OTHER = "id_other"
    SEX_OTHER = "sex_other"


class Verdict(StrEnum):
    """What a clerk says of two records that look alike, or of someone who may no longer hold a post.

    Of a post: ENDED, the holder has left; APART, the holder stays, whoever comes.
    """

    SAME = "same"
    APART = "apart"
    SKIP = "skip"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A clerk's word on a row that looks like a person of the book.

    ``person_id`` says which person is meant when several look alike. Of the fields that differ, those
    in ``taken`` get the row's value; the others keep what the book holds.
    """

    verdict: Verdict
    person_id: str = ""
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """What a clerk once said of a person when a file was imported, so that nobody is asked again.

    ``field`` is the field of which the book's value was kept and ``digest`` tells the declined one; or
    :data:`SAME_ROW` and the digest of a row that is this person; or :data:`LEFT` and that of a row like this
    person that was left out; or :data:`CHECKED` and that of a doubt that was settled. Of what stood in the
    file nothing but the digest is kept.
    """

    id: str
    person_id: str
    field: str
    digest: str
    decided_on: date


SAME_ROW, LEFT, CHECKED = "same_row", "left", "checked"


def answer_digest(field: str, *told: str) -> str:
    """Return by what an answer is found again: the same for the same field and texts."""
    return sha256("\0".join((field, *told)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Level:
    """How sure, in words, from so many points on."""

    least: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingForm(Form):
    """The rules of likeness. ``sounds`` are spellings of pinyin heard as another, in their order,
    ``place_marks`` the characters that tell two places apart (东岗, 西岗). Terms of a 班子 that begin within
    ``same_term_days`` are one where their 届次 do not tell."""

    ask_from: int
    points: Mapping[Kinship, int]
    levels: tuple[Level, ...]
    sounds: tuple[tuple[str, str], ...] = ()
    place_marks: frozenset[str] = frozenset()
    same_term_days: int = 0

    def told_apart(self, one: str, other: str) -> bool:
        """Tell whether two names of places differ in marks alone: 东岗 and 西岗, 东岗 and 上东岗."""
        bare = ["".join(sign for sign in name if sign not in self.place_marks) for name in (one, other)]
        return bare[0] == bare[1] and sorted(one) != sorted(other)

    def level(self, points: int) -> str:
        """Return how sure so many points are, in words."""
        return next((one.name for one in self.levels if points >= one.least), self.levels[-1].name)

    def heard(self, pinyin: str) -> str:
        """Return how a pinyin sounds: ling and lin are one."""
        for written, heard in self.sounds:
            pinyin = pinyin.replace(written, heard)
        return pinyin


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a person is known by. ``also`` is another spelling of the name, ``places`` the names of
    the units the person belongs to."""

    key: str
    name: str
    also: str = ""
    pinyin: str = ""
    sex: Sex | None = None
    birth: date | None = None
    day_known: bool = True
    id_number: str = ""
    places: frozenset[str] = frozenset()

    def names(self) -> frozenset[str]:
        """Return the spellings of the name, without blanks."""
        return frozenset(squeezed(one) for one in (self.name, self.also) if one)


@dataclass(frozen=True, slots=True)
class Match:
    """A record that is, or looks like, the one asked about; ``certain``: no one need be asked."""

    key: str
    points: int
    kinships: tuple[Kinship, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Register:
    """Many people, so arranged that those like a given one are found without looking at all.

    Whoever shares the ID number, a name or its sound, or all but one character of the name and the
    month of birth, is compared; others cannot reach the points that make a clerk look.
    """

    rules: MatchingForm
    people: tuple[Identity, ...]
    blocks: Mapping[str, Sequence[int]]

    @staticmethod
    def of(people: Iterable[Identity], rules: MatchingForm) -> Register:
        """Arrange ``people``."""
        held = tuple(people)
        blocks: dict[str, list[int]] = {}
        for number, one in enumerate(held):
            for block in _blocks_of(one, rules):
                blocks.setdefault(block, []).append(number)
        return Register(rules, held, blocks)

    def alike(self, asked: Identity) -> tuple[Match, ...]:
        """Return those who are or may be ``asked`` (never the record with its own key), likeliest first."""
        numbers = {number for block in _blocks_of(asked, self.rules) for number in self.blocks.get(block, ())}
        found = (
            compared(asked, other, self.rules)
            for other in (self.people[number] for number in numbers)
            if other.key != asked.key
        )
        worth = [one for one in found if one.certain or one.points >= self.rules.ask_from]
        return tuple(sorted(worth, key=lambda one: (not one.certain, -one.points, one.key)))

    def pairs(self) -> tuple[tuple[str, Match], ...]:
        """Return every two who may be one, each pair once, likeliest first."""
        found = [(one.key, match) for one in self.people for match in self.alike(one) if one.key < match.key]
        return tuple(sorted(found, key=lambda pair: (-pair[1].points, pair[0], pair[1].key)))


def compared(one: Identity, other: Identity, rules: MatchingForm) -> Match:
    """Compare two records; which of them comes first makes no difference but to ``key``."""
    name = _name(one, other, rules)
    birth = _birth(one, other)
    place = _place(one, other)
    number = _number(one.id_number, other.id_number)
    kinships = [name, birth, place, number]
    if one.sex and other.sex and one.sex is not other.sex:
        kinships.append(Kinship.SEX_OTHER)
    told = tuple(kind for kind in kinships if kind is not None)
    points = sum(rules.points[kind] for kind in told)
    if name is None and number is not Kinship.ID_SAME:
        points = min(points, 0)
    certain = name is Kinship.NAME_SAME and _certain(birth, place, number, told)
    return Match(other.key, points, told, certain)


def _certain(birth: Kinship, place: Kinship, number: Kinship | None, told: tuple[Kinship, ...]) -> bool:
    """Tell whether two records of one name are one person without any doubt."""
    if birth in (Kinship.BIRTH_OTHER, Kinship.BIRTH_ONE_DIGIT) or Kinship.SEX_OTHER in told:
        return False
    if number is not None:
        return number is Kinship.ID_SAME
    return birth is Kinship.BIRTH_SAME or place is not Kinship.PLACE_OTHER


def _name(one: Identity, other: Identity, rules: MatchingForm) -> Kinship | None:
    if one.names() & other.names():
        return Kinship.NAME_SAME
    mine, theirs = squeezed(one.name), squeezed(other.name)
    if len(mine) == len(theirs) and one.pinyin and rules.heard(one.pinyin) == rules.heard(other.pinyin):
        return Kinship.NAME_SOUND
    if min(len(mine), len(theirs)) < _SHORT or not one_off(mine, theirs):
        return None
    short = max(len(mine), len(theirs)) <= _SHORT
    return Kinship.NAME_ONE_OFF_SHORT if short else Kinship.NAME_ONE_OFF


def _birth(one: Identity, other: Identity) -> Kinship:
    if one.birth is None or other.birth is None:
        return Kinship.BIRTH_UNKNOWN
    if one.day_known and other.day_known:
        mine, theirs = f"{one.birth:%Y%m%d}", f"{other.birth:%Y%m%d}"
        exact = Kinship.BIRTH_SAME
    else:
        mine, theirs = f"{one.birth:%Y%m}", f"{other.birth:%Y%m}"
        exact = Kinship.BIRTH_MONTH
    if mine == theirs:
        return exact
    return Kinship.BIRTH_ONE_DIGIT if one_off(mine, theirs) else Kinship.BIRTH_OTHER


def _place(one: Identity, other: Identity) -> Kinship:
    if not one.places or not other.places:
        return Kinship.PLACE_UNKNOWN
    return Kinship.PLACE_SAME if one.places & other.places else Kinship.PLACE_OTHER


def _number(one: str, other: str) -> Kinship | None:
    """Compare ID numbers, also one of 15 digits with one of 18; others than these tell nothing."""
    if len(one) not in _ID_LENGTHS or len(other) not in _ID_LENGTHS:
        return None
    if len(one) != len(other):
        one, other = _core(one), _core(other)
    if one == other:
        return Kinship.ID_SAME
    return Kinship.ID_ONE_DIGIT if one_off(one, other) else Kinship.ID_OTHER


def _core(number: str) -> str:
    """Return the seventeen digits a number has in both its lengths."""
    return number[:17] if len(number) == _ID_LENGTHS[1] else f"{number[:6]}19{number[6:]}"


def one_off(one: str, other: str) -> bool:
    """Tell whether one change makes one of the other: a sign put in, left out, replaced, or two exchanged."""
    return abs(len(one) - len(other)) <= 1 and _distance()(one, other) == 1


@cache
def _distance() -> Callable[[str, str], int]:
    from rapidfuzz.distance import OSA

    return lambda one, other: OSA.distance(one, other, score_cutoff=1)


def _blocks_of(one: Identity, rules: MatchingForm) -> Iterator[str]:
    """Return the words under which a record is looked up."""
    if len(one.id_number) in _ID_LENGTHS:
        yield f"id {_core(one.id_number)}"
    for name in one.names():
        yield f"name {name}"
    if one.pinyin:
        yield f"sound {rules.heard(one.pinyin)}"
    if one.birth is not None:
        bare = squeezed(one.name)
        for rest in {bare, *(bare[:place] + bare[place + 1 :] for place in range(len(bare)))}:
            yield f"rest {rest} {one.birth:%Y%m}"
