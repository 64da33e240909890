"""Which column holds what: by what a clerk chose, by heading rows (also of two), by what stands below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.exchange.contents import LOOKED_AT, fields_by_content, is_data, is_full_name
from dangjian_desktop.exchange.grid import Cell, Row, Table

Synonyms = Mapping[str, Sequence[str]]
_SEARCHED_ROWS = 20
COLUMN_NAME = "第{number}列"
_PERSONAL = frozenset({"sex", "birth", "id_number", "education", "ethnicity", "political_status"})
_NOTE = re.compile(r"[(（\[【].*?[)）\]】]|[*:：※]")


class Way(StrEnum):
    """How a column was understood."""

    CHOSEN = "chosen"
    LEARNED = "learned"
    HEADING = "heading"
    CONTENT = "content"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Taught:
    """What a clerk says of headings (without blanks), now and earlier. An empty field: not wanted."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    learned: Mapping[str, str] = field(default_factory=dict)


_NOTHING = Taught()


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of every column (None: not needed), its written title, and the first row of data.

    ``ways`` tells how each was understood.
    """

    fields: tuple[str | None, ...]
    titles: tuple[str, ...]
    first_row: int
    ways: tuple[Way, ...] = ()

    def title(self, field: str) -> str:
        """Return the heading a field was found under."""
        return self.titles[self.fields.index(field)] if field in self.fields else field

    def known(self) -> frozenset[str]:
        """Return the fields found."""
        return frozenset(field for field in self.fields if field)

    def told(self) -> int:
        """Return how many fields were found otherwise than by what stands below the headings."""
        return sum(
            field is not None and way is not Way.CONTENT
            for field, way in zip(self.fields, self.ways, strict=True)
        )


def headwords(*synonyms: Synonyms) -> frozenset[str]:
    """Return all heading words without blanks."""
    return frozenset(squeezed(word) for one in synonyms for words in one.values() for word in words)


def find_columns(
    table: Table, synonyms: Synonyms, required: frozenset[str], taught: Taught = _NOTHING
) -> Columns | None:
    """Find the heading row among the first rows; None when no row names all ``required`` fields.

    Columns under headings that say nothing are taken for what their values are, where that is plain.
    """
    lookup = {squeezed(word): field for field, words in synonyms.items() for word in words}
    best: Columns | None = None
    for number in range(min(_SEARCHED_ROWS, len(table.rows))):
        for found in _candidates(table, number, lookup, taught):
            if found.told() < 2 and not required <= found.known():
                continue
            whole = _by_content(table, found, synonyms)
            if required <= whole.known() and (best is None or whole.told() > best.told()):
                best = whole
    return best


def unheaded_columns(table: Table, synonyms: Synonyms, taught: Taught = _NOTHING) -> Columns | None:
    """Return the columns of a table whose headings, if there are any, say nothing.

    The first row with two cells or more is taken for headings when nothing in it looks like data;
    else the columns are called 第1列, 第2列. None when there is no such row.
    """
    rows = [number for number, row in enumerate(table.rows[:_SEARCHED_ROWS]) if _filled(row) >= 2]
    if not rows or any(table.rows[number].lost for number in rows):
        return None
    first = table.rows[rows[0]]
    texts = [cell.text for cell in first.cells if cell.text]
    headed = len(rows) > 1 and not any(map(is_data, texts)) and not all(map(is_full_name, texts))
    titles = [cell.text if headed else "" for cell in first.cells]
    named = [title or COLUMN_NAME.format(number=place + 1) for place, title in enumerate(titles)]
    found = _columns(named, rows[0] + headed, {}, taught)
    return _by_content(table, found, synonyms, guess=True)


def field_of(title: str, lookup: Mapping[str, str]) -> str | None:
    """Return the field a heading means: the whole word, else a known word it begins or ends with."""
    word = _NOTE.sub("", squeezed(title))
    if word in lookup:
        return lookup[word]
    long = [known for known in lookup if len(known) >= 3]
    parts = [known for known in long if word.startswith(known) or word.endswith(known)]
    return lookup[max(parts, key=len)] if parts and len(word) <= 14 else None


def _candidates(table: Table, number: int, lookup: Mapping[str, str], taught: Taught) -> list[Columns]:
    row = table.rows[number]
    titles = tuple(cell.text for cell in row.cells)
    found = [_columns(titles, number + 1, lookup, taught)] if not row.lost else []
    if number + 1 < len(table.rows):
        second = table.rows[number + 1]
        if row.lost and second.lost:
            found.extend(_unflattened(row, second, table.width, number, lookup, taught))
        elif not row.lost and not second.lost and _is_second_heading(row, second, lookup):
            joined = tuple(_below(row, second, column) for column in range(len(row.cells)))
            found.append(_columns(joined, number + 2, lookup, taught))
        if not row.lost and not second.lost and (together := _together(row, second, lookup)):
            found.append(_columns(together, number + 2, lookup, taught))
    return found


def _columns(titles: Sequence[str], first_row: int, lookup: Mapping[str, str], taught: Taught) -> Columns:
    """Give each column its field: first those chosen now, then those learned, then those known by words."""
    words = tuple(squeezed(title) for title in titles)
    fields: list[str | None] = [None] * len(words)
    ways = [Way.NONE] * len(words)
    told = ((taught.chosen, Way.CHOSEN), (taught.learned, Way.LEARNED))
    for known, way in told:
        for place, word in enumerate(words):
            if word in known and ways[place] is Way.NONE and (known[word] or None) not in {*fields} - {None}:
                fields[place], ways[place] = known[word] or None, way
    for place, title in enumerate(titles):
        if ways[place] is Way.NONE and (found := field_of(title, lookup)) and found not in fields:
            fields[place], ways[place] = found, Way.HEADING
    return Columns(tuple(fields), words, first_row, tuple(ways))


def _is_second_heading(row: Row, second: Row, lookup: Mapping[str, str]) -> bool:
    """Tell whether ``second`` holds the headings under group headings: nothing else but heading words."""
    own = [cell for cell in second.cells if cell.text and not _continues(cell, row)]
    return bool(own) and all(field_of(cell.text, lookup) for cell in own)


def _continues(cell: Cell, above: Row) -> bool:
    return cell.covered and any(cell.address == one.address for one in above.cells)


def _below(row: Row, second: Row, column: int) -> str:
    lower = second.cells[column].text if column < len(second.cells) else ""
    return lower or row.cells[column].text


def _together(row: Row, second: Row, lookup: Mapping[str, str]) -> tuple[str, ...]:
    """Read each heading with the group heading it stands under: 党组织, 换届时间 → 党组织换届时间.

    A group heading that is not merged stands for the blanks after it. Empty when one made so is unknown.
    """
    titles: list[str] = []
    group = ""
    for column, cell in enumerate(row.cells):
        lower = second.cells[column] if column < len(second.cells) else Cell("", "")
        own = lower.text if not _continues(lower, row) else ""
        group = cell.text or (group if own else "")
        if own and field_of(f"{group}{own}", lookup) is None:
            return ()
        titles.append(f"{group}{own}")
    return tuple(titles)


def _unflattened(
    row: Row, second: Row, width: int, number: int, lookup: Mapping[str, str], taught: Taught
) -> list[Columns]:
    """Put the second heading row in the place of the one group heading it belongs under."""
    upper = [cell.text for cell in row.cells]
    lower = [cell.text for cell in second.cells]
    if len(upper) - 1 + len(lower) != width:
        return []
    groups = [place for place, title in enumerate(upper) if squeezed(title) not in lookup]
    places = groups if len(groups) == 1 else range(len(upper))
    return [
        _columns([*upper[:place], *lower, *upper[place + 1 :]], number + 2, lookup, taught)
        for place in places
    ]


def _by_content(table: Table, columns: Columns, synonyms: Synonyms, *, guess: bool = False) -> Columns:
    """Fill columns that are not understood yet by what their values are."""
    last = min(len(table.rows), columns.first_row + LOOKED_AT)
    body = [table.rows[number] for number in range(columns.first_row, last)]
    if any(row.lost for row in body):
        return columns
    values = [
        [row.cells[place].text for row in body if place < len(row.cells)] if way is Way.NONE else []
        for place, way in enumerate(columns.ways)
    ]
    wanted = frozenset(synonyms) - columns.known()
    if not guess and not _PERSONAL & columns.known():
        wanted -= {"name"}  # a column of names beside units is somebody's office, not a list of persons
    found = fields_by_content(values, wanted, guess=guess)
    return replace(
        columns,
        fields=tuple(found.get(place, name) for place, name in enumerate(columns.fields)),
        ways=tuple(Way.CONTENT if place in found else way for place, way in enumerate(columns.ways)),
    )


def _filled(row: Row) -> int:
    return sum(bool(cell.text) for cell in row.cells)
