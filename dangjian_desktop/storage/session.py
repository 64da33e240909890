"""One transaction as the repositories see it: statements go out, row images are kept for undo."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
Values = Sequence[Stored]
Image = tuple[str, str, str | None, str | None]

# A unit that adds or removes many rows of one table keeps them in blocks: an image without a row
# key, whose one side is {"columns": […], "rows": [[…], …]}.
FEWEST_IN_BLOCK = 50
_MOST_IN_BLOCK = 2000

_READ_ONLY = "a view is read-only; write through Book.work()"


class Prepared:
    """A statement turned into SQL once, for the few that run at every ballot."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        self.sql = str(compiled)
        self.names: tuple[str, ...] = tuple(getattr(compiled, "positiontup", None) or ())
        self.given: Row = getattr(compiled, "params", {})

    def values(self, row: Row) -> tuple[Stored, ...]:
        """Return the parameters in the order of the SQL."""
        return tuple([row[name] for name in self.names])


_INSERT_JOURNAL = Prepared(insert(journal))


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
        self.run_values(prepared, [prepared.values(row) for row in rows])

    def run_values(self, prepared: Prepared, values: Iterable[Sequence[Stored]]) -> None:
        """Run a prepared statement for parameters that stand in the order of its SQL.

        Raises:
            RuntimeError: in a reading view, which is a bug of the caller.
        """
        if not self._writable:
            raise RuntimeError(_READ_ONLY)
        with translated(self._path):
            self._raw.executemany(prepared.sql, values)

    def fetch_one(self, prepared: Prepared, row: Row | None = None) -> tuple[Stored, ...] | None:
        """Run a prepared SELECT with the parameters ``row`` and return the first row it finds."""
        with translated(self._path):
            cursor = self._raw.execute(prepared.sql, prepared.values(row or {}))
            found: tuple[Stored, ...] | None = cursor.fetchone()
            # A half-read SELECT would keep the transaction from ending.
            cursor.close()
        return found

    def count_rows(self, prepared: Prepared, row: Row) -> Counter[tuple[Any, ...]]:
        """Run a prepared SELECT and return how often each row comes, without holding the rows."""
        with translated(self._path):
            return Counter(self._raw.execute(prepared.sql, prepared.values({**prepared.given, **row})))

    def fetch_all(self, statement: ClauseElement) -> Iterator[tuple[Any, ...]]:
        """Run a SELECT past SQLAlchemy's rows, for lists of many thousands."""
        prepared = Prepared(statement)
        with translated(self._path):
            yield from self._raw.execute(prepared.sql, prepared.values(prepared.given)).fetchall()

    def keep(self, table: str, key: Sequence[Stored], before: Row | None, after: Row | None) -> None:
        """Note the images of one row, so that the whole unit can be taken back."""
        self._images.append((table, canonical(list(key)), _image(before), _image(after)))

    def keep_rows(
        self, table: str, columns: Sequence[str], keys: Sequence[str], rows: Sequence[Values], *, added: bool
    ) -> None:
        """Note the images of many rows that were added or removed, many of them as one image."""
        if len(rows) < FEWEST_IN_BLOCK:
            for row in rows:
                image = dict(zip(columns, row, strict=True))
                key = [image[name] for name in keys]
                self.keep(table, key, *((None, image) if added else (image, None)))
            return
        for start in range(0, len(rows), _MOST_IN_BLOCK):
            block = canonical({"columns": columns, "rows": rows[start : start + _MOST_IN_BLOCK]})
            self._images.append((table, "", *((None, block) if added else (block, None))))

    def forget(self, keys: Mapping[str, Collection[str]]) -> None:
        """Take what stood before out of the noted images of single rows (ids by table): of them only what
        stands now is kept."""
        kept: list[Image] = []
        last = {(table, row_key): place for place, (table, row_key, _, _) in enumerate(self._images)}
        for place, (table, row_key, before, after) in enumerate(self._images):
            if not row_key or json.loads(row_key)[0] not in keys.get(table, ()):
                kept.append((table, row_key, before, after))
            elif after is not None and last[table, row_key] == place:
                kept.append((table, row_key, None, after))
        self._images = kept

    def flush_images(self, operation: int) -> None:
        """Write the noted images under the number of their operation."""
        self.run_values(
            _INSERT_JOURNAL,
            [(operation, position, *image) for position, image in enumerate(self._images)],
        )

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
    digest = sha256()
    for number, image in enumerate(images):
        digest.update(f"{',' if number else '['}{canonical(list(image))}".encode())
    digest.update(b"]")
    return digest.hexdigest()


def _image(row: Row | None) -> str | None:
    return None if row is None else canonical(dict(row))
