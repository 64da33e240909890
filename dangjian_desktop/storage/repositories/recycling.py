"""回收站: taking records out whole, putting them back, and pointing references at another record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Column, Table, select, text

from dangjian_desktop.domain.recycling import Removed
from dangjian_desktop.storage.codecs import Stored
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import metadata
from dangjian_desktop.storage.rows import roster as rows
from dangjian_desktop.storage.session import canonical


class RemovedThings(Repository[Removed]):
    """What lies in the bin, and the moves in and out of it."""

    entity, table, order = Removed, rows.removed, ("removed_on",)

    def references(self, table: str, key: str) -> Mapping[str, int]:
        """Return how many rows of each table point at the row ``key`` of ``table``."""
        found: Counter[str] = Counter()
        for column in _pointing_at(table):
            found[column.table.name] += len(self._rows(column.table, column, key))
        return {name: count for name, count in found.items() if count}

    def take_out(self, table: str, key: str, along: Sequence[str] = ()) -> str:
        """Remove the row ``key`` of ``table`` and the rows of the tables ``along`` pointing at it.

        Returns:
            The rows as one JSON text for :meth:`put_back`.

        Raises:
            Rejected: when rows of other tables still point at it.
        """
        own = metadata.tables[table]
        taken = [(own, row) for row in self._rows(own, own.c.id, key)]
        for column in _pointing_at(table):
            if column.table.name in along:
                taken.extend((column.table, row) for row in self._rows(column.table, column, key))
        for part, row in reversed(taken):
            self._delete(part, row)
        return canonical([[part.name, row] for part, row in taken])

    def repoint(self, table: str, old: str, new: str, except_tables: Sequence[str] = ()) -> int:
        """Make every row that points at ``old`` of ``table`` point at ``new``; return their number."""
        moved = 0
        for column in _pointing_at(table):
            if column.table.name in except_tables:
                continue
            for row in self._rows(column.table, column, old):
                after = {**row, column.name: new}
                key = _key(column.table, row)
                here = [part == value for part, value in zip(column.table.primary_key, key, strict=True)]
                self.session.write(column.table.update().where(*here).values({column.name: new}))
                self.session.keep(column.table.name, key, row, after)
                moved += 1
        return moved

    def put_back(self, things: Sequence[Removed]) -> None:
        """Insert the rows of ``things`` again, in any order, and take them out of the bin.

        Raises:
            Rejected: their place is taken; or, at the commit, what they belong to is gone.
        """
        # They may belong to each other: what refers to what is checked when all are back.
        self.session.read(text("PRAGMA defer_foreign_keys = ON"))
        for removed in things:
            for name, row in json.loads(removed.rows):
                part = metadata.tables[name]
                known = {column: value for column, value in row.items() if column in part.c}
                self.session.write(part.insert(), known)
                self.session.keep(part.name, _key(part, known), None, known)
            self.remove(removed.id)

    def _rows(self, table: Table, column: Column[str], key: str) -> list[dict[str, Stored]]:
        found = self.session.read(select(table).where(column == key).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]

    def _delete(self, table: Table, row: Mapping[str, Stored]) -> None:
        key = _key(table, row)
        here = [part == value for part, value in zip(table.primary_key, key, strict=True)]
        self.session.write(table.delete().where(*here))
        self.session.keep(table.name, key, row, None)


def _key(table: Table, row: Mapping[str, Stored]) -> list[Stored]:
    return [row[column.name] for column in table.primary_key]


def _pointing_at(table: str) -> list[Column[str]]:
    """Return the columns of all tables that refer to the key of ``table``."""
    return [
        key.parent
        for part in metadata.sorted_tables
        for key in part.foreign_keys
        if key.column.table.name == table and not (part.name == table and key.parent.primary_key)
    ]
