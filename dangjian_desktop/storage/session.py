"""One transaction as the repositories see it: statements go out, row images are kept for undo."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from dangjian_desktop.storage.codecs import Stored
from dangjian_desktop.storage.errors import translated
from dangjian_desktop.storage.rows.book import journal

Row = Mapping[str, Stored]
Image = tuple[str, str, str | None, str | None]

_READ_ONLY = "a view is read-only; write through Book.work()"
_INSERT_JOURNAL = insert(journal)


class Prepared:
    """A statement turned into SQL once, for the few that run at every ballot."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        self.sql = str(compiled)
        self.names: tuple[str, ...] = tuple(getattr(compiled, "positiontup", None) or ())

    def values(self, row: Row) -> tuple[Stored, ...]:
        """Return the parameters in the order of the SQL."""
        return tuple([row[name] for name in self.names])


class Session:
    """Runs statements in the open transaction of one connection.

    Errors of SQLite leave it as Rejected (a constraint) or Unavailable (locked, full, damaged).
    """

    def __init__(self, connection: Connection, path: Path, *, writable: bool) -> None:
        self._connection = connection
        self._path = path
        self._writable = writable
        self._raw: Any = connection.connection.dbapi_connection
        self._images: list[Image] = []

    def read(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a SELECT."""
        with translated(self._path):
            return self._connection.execute(statement, parameters)

    def write(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> int:
        """Run an INSERT, UPDATE or DELETE and return the number of rows it touched.

        On a journaled table, ``keep`` the images of the rows too: ``Book.check`` compares them.

        Raises:
            RuntimeError: in a reading view, which is a bug of the caller.
        """
        if not self._writable:
            raise RuntimeError(_READ_ONLY)
        with translated(self._path):
            return self._connection.execute(statement, parameters).rowcount

    def run(self, prepared: Prepared, rows: Sequence[Row]) -> None:
        """Run a prepared INSERT for ``rows``, past SQLAlchemy's bookkeeping.

        Raises:
            RuntimeError: in a reading view, which is a bug of the caller.
        """
        if not self._writable:
            raise RuntimeError(_READ_ONLY)
        with translated(self._path):
            self._raw.executemany(prepared.sql, [prepared.values(row) for row in rows])

    def fetch_one(self, prepared: Prepared, row: Row | None = None) -> tuple[Stored, ...] | None:
        """Run a prepared SELECT with the parameters ``row`` and return the first row it finds."""
        with translated(self._path):
            cursor = self._raw.execute(prepared.sql, prepared.values(row or {}))
            found: tuple[Stored, ...] | None = cursor.fetchone()
            # A half-read SELECT would keep the transaction from ending.
            cursor.close()
        return found

    def keep(self, table: str, key: Sequence[Stored], before: Row | None, after: Row | None) -> None:
        """Note the images of one row, so that the whole unit can be taken back."""
        self._images.append((table, canonical(list(key)), _image(before), _image(after)))

    def flush_images(self, operation: int) -> None:
        """Write the noted images under the number of their operation."""
        if not self._images:
            return
        rows = [
            {
                "operation": operation,
                "position": position,
                "table_name": table,
                "row_key": key,
                "before": before,
                "after": after,
            }
            for position, (table, key, before, after) in enumerate(self._images)
        ]
        self.write(_INSERT_JOURNAL, rows)

    def images_digest(self) -> str:
        """Return the sha256 of the noted images, empty when there are none."""
        return digest_of_images(self._images)


def canonical(value: Any) -> str:
    """Write JSON the one way that digests and comparisons rest on."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of_images(images: Sequence[Image]) -> str:
    """Return the sha256 of row images in their order, empty when there are none."""
    if not images:
        return ""
    return sha256(canonical([list(image) for image in images]).encode()).hexdigest()


def _image(row: Row | None) -> str | None:
    return None if row is None else canonical(dict(row))
