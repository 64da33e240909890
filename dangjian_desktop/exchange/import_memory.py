"""What was said of rows when files were imported before, and what this import adds to that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from dangjian_desktop.domain.matching import CHECKED, LEFT, SAME_ROW, ImportAnswer, answer_digest
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Person
from dangjian_desktop.exchange.readings import PersonRow

Key = tuple[str, str, str]  # person, field, digest
_NO_FACT = ("address", "key", "from_number", "cells", "doubts")
_FACTS = tuple(one.name for one in fields(PersonRow) if one.name not in _NO_FACT)


@dataclass(frozen=True, slots=True)
class Met:
    """Who a row was found to be. ``told``: a clerk said so this time; ``added``: the row brought them."""

    row: PersonRow
    person_id: str
    told: bool
    added: bool


@dataclass(slots=True)
class Memory:
    """Earlier answers by what they are found by; ``new`` and ``gone`` are what this import changes."""

    held: dict[Key, ImportAnswer] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    places: dict[int, Collection[str]] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    new: dict[Key, ImportAnswer] = field(default_factory=dict)
    gone: dict[Key, ImportAnswer] = field(default_factory=dict)

    @staticmethod
    def of(
        answers: Iterable[ImportAnswer],
        rows: Sequence[tuple[PersonRow, Collection[str]]],
        people: Mapping[str, Person],
    ) -> Memory:
        """Take the answers of the book and the rows of a file, each with the units it names."""
        held = {(one.person_id, one.field, one.digest): one for one in answers if one.person_id in people}
        persons = {digest: person for person, told, digest in held if told == SAME_ROW}
        left = {digest: person for person, told, digest in held if told == LEFT}
        places = {id(row): where for row, where in rows}
        return Memory(held, _digests(rows), places, persons, left)

    def person_of(self, row: PersonRow) -> str:
        """Return who this row was said to be, or nothing."""
        return self.persons.get(self.rows[id(row)], "")

    def was_left(self, row: PersonRow) -> bool:
        """Tell whether this row, with all it says, was left out before."""
        return bool(self.left) and self._whole(row) in self.left

    def leave(self, row: PersonRow, person_id: str, day: date) -> None:
        """Keep that a row like a person was left out, whoever it was said to be before."""
        digest = self.rows[id(row)]
        if digest in self.persons:
            self._drop((self.persons[digest], SAME_ROW, digest))
        whole = self._whole(row)
        self._put((self.left.get(whole, person_id), LEFT, whole), day)

    def open_doubts(self, row: PersonRow, person: Person) -> list[str]:
        """Return what is doubtful of the row's values that the person has, and was not checked before."""
        return [
            words
            for field_name, words in row.doubts
            if getattr(row, field_name) == getattr(person, field_name)
            and (person.id, CHECKED, answer_digest(CHECKED, words)) not in self.held
        ]

    def declined(self, row: PersonRow, person: Person, different: Iterable[str]) -> frozenset[str]:
        """Return of the fields that differ those whose value a clerk did not take before."""
        return frozenset(one for one in different if (person.id, one, _digest(row, one)) in self.held)

    def keep(self, met: Met, different: Collection[str], day: date) -> None:
        """Keep who a row is, and the values of it that were not taken; forget what is no longer so."""
        row, person = met.row, met.person_id
        digest = self.rows[id(row)]
        self._put((person, SAME_ROW, digest), day)
        other = self.persons.get(digest, person)
        if other != person:
            self._drop((other, SAME_ROW, digest))
        if self.was_left(row):
            self._drop((self.left[self._whole(row)], LEFT, self._whole(row)))
        for name in _FACTS:
            key = (person, name, _digest(row, name))
            if name in different:
                self._put(key, day)
            elif met.told:
                self._drop(key)

    def _whole(self, row: PersonRow) -> str:
        return _all(row, _FACTS, self.places[id(row)])

    def _put(self, key: Key, day: date) -> None:
        self.gone.pop(key, None)
        if key not in self.held:
            person, name, digest = key
            self.new[key] = ImportAnswer(
                id=new_id(), person_id=person, field=name, digest=digest, decided_on=day
            )

    def _drop(self, key: Key) -> None:
        self.new.pop(key, None)
        if key in self.held:
            self.gone[key] = self.held[key]


def _digests(rows: Sequence[tuple[PersonRow, Collection[str]]]) -> dict[int, str]:
    """Return by what each row is known again: who it is and where; where that is no one row, all it says."""
    short = {id(row): _all(row, ("name", "sex", "birth", "id_number"), places) for row, places in rows}
    often = Counter(short.values())
    return {
        id(row): short[id(row)] if often[short[id(row)]] == 1 else _all(row, _FACTS, places)
        for row, places in rows
    }


def _all(row: PersonRow, names: Iterable[str], places: Collection[str]) -> str:
    return answer_digest(SAME_ROW, *(_told(row, name) for name in names), *sorted(places))


def _digest(row: PersonRow, name: str) -> str:
    return answer_digest(name, _told(row, name))


def _told(row: PersonRow, name: str) -> str:
    """Write what a row says in one field; of a birth also how exactly."""
    if name == "birth" and row.birth is not None:
        return row.birth.isoformat()[: 10 if row.birth_day_known else 7]
    return str(getattr(row, name) or "")
