"""What a file left doubtful about a person, as it stands in ``Person.to_confirm``: 身份证号：校验码不对."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from dangjian_desktop.domain.people import Person

BETWEEN, BEHIND = "；", "："


def doubt(field: str, words: str) -> str:
    """Write one doubt: the field by its name, then what is doubtful."""
    return f"{field}{BEHIND}{words.replace(BETWEEN, '，')}"


def doubts_of(person: Person) -> tuple[str, ...]:
    """Return what is to be checked of a person, one thing each."""
    return tuple(one for one in person.to_confirm.split(BETWEEN) if one)


def doubted(person: Person, more: Iterable[str]) -> Person:
    """Return the person with further things to check, none of them twice."""
    return replace(person, to_confirm=BETWEEN.join(dict.fromkeys((*doubts_of(person), *more))))


def without_doubts(person: Person, fields: Collection[str]) -> Person:
    """Return the person without the doubts about ``fields`` (their names), which say something else now."""
    left = [one for one in doubts_of(person) if one.partition(BEHIND)[0] not in fields]
    return replace(person, to_confirm=BETWEEN.join(left))
