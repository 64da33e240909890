"""What is to be said of columns: some are not read, some cannot be what a clerk says they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.exchange.alignment import Layout, align
from dangjian_desktop.exchange.contents import LOOKED_AT, is_unlike
from dangjian_desktop.exchange.grid import Cell, Table
from dangjian_desktop.exchange.headings import COLUMN_NAME, Columns, Synonyms, Way
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
    first: dict[int, Cell] = {}
    for cells in _rows(table, columns, layout):
        if words.no_record(cell.text for cell in cells):
            continue
        for place in open_places:
            if place < len(cells) and cells[place].text and not cells[place].covered:
                counts[place] += 1
                first.setdefault(place, cells[place])
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


def _told(table: Table, columns: Columns, place: int, count: int, cell: Cell) -> Finding:
    letters = _LETTERS.fullmatch(cell.address)
    column = f"{letters[1]} 列" if letters else f"第 {place + 1} 列"
    title = columns.titles[place]
    where = table.where(cell.address)
    if columns.fields[place]:
        return hint("roster.column_not_kept", where, column=column, title=title, count=count)
    if not title:
        return hint("roster.column_unheaded", where, column=column, count=count)
    return hint("roster.column_unused", where, column=column, title=title, count=count)


def _rows(table: Table, columns: Columns, layout: Layout | None) -> Iterator[Sequence[Cell]]:
    """Give the cells of every row of data, one for each column."""
    if not table.flattened:
        yield from (row.cells for row in table.rows[columns.first_row :])
        return
    places = [COLUMN_NAME.format(number=place + 1) for place in range(len(columns.fields))]
    named = [name or place for name, place in zip(columns.fields, places, strict=True)]
    for row in align(table, replace(columns, fields=tuple(named)), layout or Layout({}, named[0], {})).rows:
        yield [row.cell(name) for name in named]
