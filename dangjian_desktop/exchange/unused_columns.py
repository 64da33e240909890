"""What is to be said of columns: some are not read, some cannot be what a clerk says they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.exchange.alignment import Layout, align
from dangjian_desktop.exchange.contents import LOOKED_AT, is_unlike
from dangjian_desktop.exchange.grid import Cell, Table
from dangjian_desktop.exchange.headings import COLUMN_NAME, Columns, Synonyms, Way
from dangjian_desktop.exchange.raw import own_address_in, texts_of
from dangjian_desktop.kernel.findings import Finding, hint, warning

_LETTERS = re.compile(r"([A-Z]+)\d+")


def unused_columns(
    table: Table,
    columns: Columns,
    words: ListWords,
    layout: Layout | None = None,
    not_kept: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return a hint for every column that holds something and was taken for nothing.

    One the clerk does not want is none of them. ``layout`` places the cells where flattening dropped some,
    ``not_kept`` are the fields that a list of this kind has no place for.
    """
    open_places = [
        place
        for place, (name, way) in enumerate(zip(columns.fields, columns.ways, strict=True))
        if (name is None and way is Way.NONE) or name in not_kept
    ]
    if not open_places:
        return ()
    counts: Counter[int] = Counter()
    first: dict[int, str] = {}
    for texts, own_address in _rows(table, columns, layout):
        filled = [place for place in open_places if place < len(texts) and texts[place]]
        if not filled or words.no_record(texts):
            continue
        for place in filled:
            if address := own_address(place):
                counts[place] += 1
                first.setdefault(place, address)
    return tuple(_told(table, columns, place, counts[place], first[place]) for place in sorted(first))


def unlike_columns(table: Table, columns: Columns, synonyms: Synonyms) -> tuple[Finding, ...]:
    """Return a warning for every column that a clerk says, or said, to be what its values cannot be."""
    asked = [
        (place, name)
        for place, (name, way) in enumerate(zip(columns.fields, columns.ways, strict=True))
        if name and way in (Way.CHOSEN, Way.LEARNED)
    ]
    rows = table.rows[columns.first_row : columns.first_row + LOOKED_AT] if asked else ()
    body = [row for row in rows if not row.lost]
    found = []
    for place, name in asked:
        cells = [row.cells[place] for row in body if place < len(row.cells) and row.cells[place].text]
        if cells and is_unlike(name, [cell.text for cell in cells]):
            facts = {"title": columns.titles[place], "field": synonyms[name][0]}
            found.append(warning("roster.column_unlike", table.where(cells[0].address), **facts))
    return tuple(found)


def _told(table: Table, columns: Columns, place: int, count: int, address: str) -> Finding:
    letters = _LETTERS.fullmatch(address)
    column = f"{letters[1]} 列" if letters else f"第 {place + 1} 列"
    title = columns.titles[place]
    where = table.where(address)
    if columns.fields[place]:
        return hint("roster.column_not_kept", where, column=column, title=title, count=count)
    if not title:
        return hint("roster.column_unheaded", where, column=column, count=count)
    return hint("roster.column_unused", where, column=column, title=title, count=count)


def _rows(
    table: Table, columns: Columns, layout: Layout | None
) -> Iterator[tuple[Sequence[str], Callable[[int], str]]]:
    """Give of every row of data the texts, one for each column, and what tells the address of one."""
    if not table.flattened:
        for number, texts in texts_of(table, columns.first_row):
            yield texts, partial(own_address_in, table, number)
        return
    places = [COLUMN_NAME.format(number=place + 1) for place in range(len(columns.fields))]
    named = [name or place for name, place in zip(columns.fields, places, strict=True)]
    for row in align(table, replace(columns, fields=tuple(named)), layout or Layout({}, named[0], {})).rows:
        cells = [row.cell(name) for name in named]
        yield [cell.text for cell in cells], partial(_address, cells)


def _address(cells: Sequence[Cell], place: int) -> str:
    return cells[place].address
