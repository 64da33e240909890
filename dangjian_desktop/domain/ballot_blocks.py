"""What a printed ballot is made of: tables to tick in, questions with their options, lines to write on."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.domain.ballot_lists import row_of, words_of
from dangjian_desktop.domain.forms import BallotForm, ItemKind, RemarkItem


@dataclass(frozen=True, slots=True)
class BallotTable:
    """Rows down, options across, a box at each crossing; with ``cells`` the options once for each of them.

    ``head`` stands over the rows, ``note_head`` over what stands beside them; ``notes`` may be empty.
    """

    rows: tuple[str, ...]
    options: tuple[str, ...]
    head: str = ""
    cells: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    note_head: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return every text in reading order; the options stand once for each cell."""
        options = self.options * max(1, len(self.cells))
        heads = (self.head, self.note_head) if any(self.notes) else (self.head,)
        return (*heads, *self.cells, *options, *self.rows, *self.notes)


@dataclass(frozen=True, slots=True)
class BallotQuestion:
    """A question with its options under it, a box before each."""

    text: str
    options: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        """Return every text in reading order."""
        return (self.text, *self.options)


@dataclass(frozen=True, slots=True)
class BallotWords:
    """A question answered on empty lines."""

    text: str
    lines: int

    def texts(self) -> tuple[str, ...]:
        """Return every text in reading order."""
        return (self.text,)


BallotBlock = BallotTable | BallotQuestion | BallotWords


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a ballot that are no item's: heads of the tables, limits of several ticks."""

    items: str
    people: str
    notes: str
    exactly: str
    between: str
    at_most: str
    several: str


def blocks_of(form: BallotForm, words: Words) -> tuple[BallotBlock, ...]:
    """Return a form laid out for a meeting as blocks in the order of its items, words to write in where they
    stand; those at the end are numbered on."""
    found: list[BallotBlock] = []
    place = number = 0
    while place < len(form.items):
        found.extend(BallotWords(one.text, one.lines) for one in _remarks_at(form, place))
        end = _table_end(form, place)
        if end == place:
            number += 1
            text = f"{number}．{form.items[place].text}{limits(form, place, words)}"
            found.append(BallotQuestion(text, tuple(o.text for o in form.options_of(place))))
            place += 1
        elif form.items[place].subject is None:
            found.append(_item_table(form, range(place, end), number, words))
            number += end - place
            place = end
        else:
            found.append(_people_table(form, range(place, end), words))
            place = end
    last = _remarks_at(form, len(form.items))
    found.extend(BallotWords(f"{number + n}．{one.text}", one.lines) for n, one in enumerate(last, 1))
    return tuple(found)


def _remarks_at(form: BallotForm, place: int) -> list[RemarkItem]:
    return [one for n, one in enumerate(form.remarks) if form.remark_place(n) == place]


def limits(form: BallotForm, place: int, words: Words) -> str:
    """Say how many options may be ticked; empty where it is one."""
    item = form.items[place]
    if item.kind is ItemKind.SINGLE:
        return ""
    if item.at_most and item.at_least == item.at_most:
        return words.exactly.format(count=item.at_most)
    if item.at_least > 1 and item.at_most:
        return words.between.format(least=item.at_least, most=item.at_most)
    return words.at_most.format(most=item.at_most) if item.at_most else words.several


def _table_end(form: BallotForm, place: int) -> int:
    """Return where the table that begins at ``place`` ends; ``place`` itself for a question of its own."""
    first, end = form.items[place], place
    while end < len(form.items) and _stands_in_table(form, place, end):
        end += 1
    alone = end == place + 1 and first.subject is None and bool(first.options)
    whole = first.subject is None or (end - place) % len(row_of(form, place)) == 0
    return end if whole and not alone else place


def _stands_in_table(form: BallotForm, begin: int, place: int) -> bool:
    """Tell whether a question goes on the table begun at ``begin``: one tick, its options, no words first."""
    first, item = form.items[begin], form.items[place]
    return (
        item.kind is ItemKind.SINGLE
        and form.options_of(place) == form.options_of(begin)
        and (item.subject is None) == (first.subject is None)
        and (place == begin or not _remarks_at(form, place))
    )


def _item_table(form: BallotForm, places: range, number: int, words: Words) -> BallotTable:
    plain = len(places) == len(form.items) and not form.remarks
    rows = (
        form.items[n].text if plain else f"{number + k}．{form.items[n].text}"
        for k, n in enumerate(places, 1)
    )
    options = tuple(o.text for o in form.options_of(places.start))
    return BallotTable(tuple(rows), options, words.items)


def _people_table(form: BallotForm, places: range, words: Words) -> BallotTable:
    row = row_of(form, places.start)
    subjects = list(dict.fromkeys(form.items[n].subject or 0 for n in places))
    return BallotTable(
        rows=tuple(form.listed[n] for n in subjects),
        options=tuple(o.text for o in form.options_of(places.start)),
        head=words.people,
        cells=tuple(words_of(form, n) for n in row) if len(row) > 1 else (),
        notes=tuple(form.listed_notes[n] for n in subjects),
        note_head=words.notes,
    )
