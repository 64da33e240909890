"""Which column holds what: heading rows (also of two rows with group headings) read by synonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.exchange.grid import Cell, Row, Table

Synonyms = Mapping[str, Sequence[str]]
_SEARCHED_ROWS = 20
_NOTE = re.compile(r"[(（\[【].*?[)）\]】]|[*:：※]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of every column (None: not needed), its written title, and the first row of data."""

    fields: tuple[str | None, ...]
    titles: tuple[str, ...]
    first_row: int

    def title(self, field: str) -> str:
        """Return the heading a field was found under."""
        return self.titles[self.fields.index(field)] if field in self.fields else field

    def known(self) -> frozenset[str]:
        """Return the fields found."""
        return frozenset(field for field in self.fields if field)


def headwords(*synonyms: Synonyms) -> frozenset[str]:
    """Return all heading words without blanks."""
    return frozenset(squeezed(word) for one in synonyms for words in one.values() for word in words)


def find_columns(table: Table, synonyms: Synonyms, required: frozenset[str]) -> Columns | None:
    """Find the heading row among the first rows; None when no row names all ``required`` fields."""
    lookup = {squeezed(word): field for field, words in synonyms.items() for word in words}
    best: Columns | None = None
    for number in range(min(_SEARCHED_ROWS, len(table.rows))):
        for found in _candidates(table, number, lookup):
            better = best is None or len(found.known()) > len(best.known())
            if required <= found.known() and better:
                best = found
    return best


def field_of(title: str, lookup: Mapping[str, str]) -> str | None:
    """Return the field a heading means: the whole word, else a known word it begins or ends with."""
    word = _NOTE.sub("", squeezed(title))
    if word in lookup:
        return lookup[word]
    long = [known for known in lookup if len(known) >= 3]
    parts = [known for known in long if word.startswith(known) or word.endswith(known)]
    return lookup[max(parts, key=len)] if parts and len(word) <= 14 else None


def _candidates(table: Table, number: int, lookup: Mapping[str, str]) -> list[Columns]:
    row = table.rows[number]
    titles = tuple(cell.text for cell in row.cells)
    found = [_columns(titles, number + 1, lookup)] if not row.lost else []
    if number + 1 < len(table.rows):
        second = table.rows[number + 1]
        if row.lost and second.lost:
            found.extend(_unflattened(row, second, table.width, number, lookup))
        elif not row.lost and not second.lost and _is_second_heading(row, second, lookup):
            joined = tuple(_below(row, second, column) for column in range(len(row.cells)))
            found.append(_columns(joined, number + 2, lookup))
    return found


def _columns(titles: Sequence[str], first_row: int, lookup: Mapping[str, str]) -> Columns:
    fields: list[str | None] = []
    for title in titles:
        field = field_of(title, lookup)
        fields.append(None if field in fields else field)
    return Columns(tuple(fields), tuple(squeezed(title) for title in titles), first_row)


def _is_second_heading(row: Row, second: Row, lookup: Mapping[str, str]) -> bool:
    """Tell whether ``second`` holds the headings under group headings: nothing else but heading words."""
    own = [cell for cell in second.cells if cell.text and not _continues(cell, row)]
    return bool(own) and all(field_of(cell.text, lookup) for cell in own)


def _continues(cell: Cell, above: Row) -> bool:
    return cell.covered and any(cell.address == one.address for one in above.cells)


def _below(row: Row, second: Row, column: int) -> str:
    lower = second.cells[column].text if column < len(second.cells) else ""
    return lower or row.cells[column].text


def _unflattened(row: Row, second: Row, width: int, number: int, lookup: Mapping[str, str]) -> list[Columns]:
    """Put the second heading row in the place of the one group heading it belongs under."""
    upper = [cell.text for cell in row.cells]
    lower = [cell.text for cell in second.cells]
    if len(upper) - 1 + len(lower) != width:
        return []
    groups = [place for place, title in enumerate(upper) if squeezed(title) not in lookup]
    places = groups if len(groups) == 1 else range(len(upper))
    return [_columns([*upper[:place], *lower, *upper[place + 1 :]], number + 2, lookup) for place in places]
