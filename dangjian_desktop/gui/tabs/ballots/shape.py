"""The lines of a ballot as they stand on paper: items, persons, questions with their own options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dangjian_desktop.domain.ballot_lists import row_of, words_of
from dangjian_desktop.domain.forms import BallotForm, BallotOption, ItemKind


class Style(StrEnum):
    """How a line is drawn: options in columns, several items in a row, options under the words; WORDS are
    written on it."""

    ROW = "row"
    GRID = "grid"
    CHOICES = "choices"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one head. ``items`` are the words over the cells of a GRID, else empty."""

    style: Style
    options: tuple[BallotOption, ...] = ()
    items: tuple[str, ...] = ()
    people: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the places typed on it, the number before it, its words and what stands beside them;
    of WORDS no places but the ``question`` answered there."""

    section: Section
    places: range
    number: int
    text: str
    note: str = ""
    question: int = -1


def lines_of(form: BallotForm) -> tuple[Line, ...]:
    """Return the lines of a form; of one laid out for a list a line per subject.

    Items whose options stand in columns come under one head with their neighbours of the same options;
    an item with options of its own, or of which several may be ticked, has them under its words.
    """
    return tuple(_lines(form))


def _lines(form: BallotForm) -> Iterator[Line]:
    place = number = 0
    asked = {n: form.remark_place(n) for n in range(len(form.remarks))}
    while place < len(form.items):
        for n in (n for n, at in asked.items() if at == place):
            yield Line(Section(Style.WORDS), range(place, place), 0, form.remarks[n].text, question=n)
        places, item = row_of(form, place), form.items[place]
        if item.subject is None:
            number += 1
            yield Line(_section_of_item(form, place), places, number, item.text)
        elif _even(form, places):
            name, note = form.listed[item.subject], form.listed_notes[item.subject]
            yield Line(_section_of_people(form, places), places, item.subject + 1, name, note)
        else:
            for n in places:
                text = form.items[n].text
                yield Line(Section(Style.CHOICES), range(n, n + 1), item.subject + 1, text)
        place = places.stop


def _even(form: BallotForm, places: range) -> bool:
    """Tell whether all items of a row are answered by one of the same options."""
    options = {form.options_of(n) for n in places}
    return len(options) == 1 and all(form.items[n].kind is ItemKind.SINGLE for n in places)


def _section_of_item(form: BallotForm, place: int) -> Section:
    options, item = form.options_of(place), form.items[place]
    beside = any(
        form.items[n].subject is None
        and form.items[n].kind is ItemKind.SINGLE
        and form.options_of(n) == options
        for n in (place - 1, place + 1)
        if 0 <= n < len(form.items)
    )
    in_columns = item.kind is ItemKind.SINGLE and (not item.options or beside)
    return Section(Style.ROW, options) if in_columns else Section(Style.CHOICES)


def _section_of_people(form: BallotForm, places: range) -> Section:
    options = form.options_of(places.start)
    if len(places) == 1:
        return Section(Style.ROW, options, people=True)
    return Section(Style.GRID, options, tuple(words_of(form, n) for n in places), people=True)
