"""Reading views and units of work: one transaction each, one audit entry per committed unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from dangjian_desktop.domain.audit import AuditEntry, digest_of
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.storage import purging
from dangjian_desktop.storage.errors import translated
from dangjian_desktop.storage.repositories import Repositories
from dangjian_desktop.storage.session import Session


def begin(connection: Connection, how: str) -> None:
    """Open a transaction; SQLAlchemy is told, SQLite is asked by hand."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(how)
    connection.begin()


class View(Repositories):
    """Read-only repositories over one unchanging state of the book; used in a ``with`` block."""

    def __init__(self, connection: Connection, path: Path) -> None:
        super().__init__(Session(connection, path, writable=False))
        self._connection = connection
        self._path = path
        # Inside a unit of work (or another view) the transaction is already there.
        self._joined = connection.in_transaction()

    def __enter__(self) -> Self:
        if not self._joined:
            with translated(self._path):
                begin(self._connection, "BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._joined:
            self._connection.rollback()


class UnitOfWork(Repositories):
    """Writing repositories in one transaction; without ``commit`` everything rolls back.

    Used in a ``with`` block. The audit entry is written by ``commit`` and cannot be left out.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        *,
        clock: Clock,
        actor: str,
        action: str,
        summary: str,
        undoes: int | None = None,
        committed: Callable[[], None] | None = None,
    ) -> None:
        if connection.in_transaction():
            raise RuntimeError("a unit of work is open already")
        super().__init__(Session(connection, path, writable=True))
        self._connection = connection
        self._path = path
        self._clock = clock
        self._committed = committed
        self._actor = actor
        self._action = action
        self._summary = summary
        self._undoes = undoes
        self.operation: int | None = None

    def describe(self, summary: str) -> None:
        """Replace the summary, where figures are known only after the work is done."""
        self._summary = summary

    def purge(
        self,
        keys: Mapping[str, Collection[str]],
        names: Collection[str],
        *,
        telling: Collection[str],
        words: str,
    ) -> int:
        """Take personal data out of the journal and the audit log; see :func:`storage.purging.purge`."""
        return purging.purge(self, keys, names, telling=telling, words=words)

    def commit(self) -> int:
        """Write the audit entry and the row images, make all of it lasting, return its number.

        Raises:
            Rejected: a constraint is not met.
            Unavailable: the disk is full or the file locked; nothing was written.
        """
        number, previous = self.audit.head()
        entry = AuditEntry(
            id=number + 1,
            at=self._clock.now(),
            actor=self._actor,
            action=self._action,
            summary=self._summary,
            undoes=self._undoes,
            journal=self.session.images_digest(),
            previous=previous,
        )
        self.audit.append(replace(entry, digest=digest_of(entry)))
        self.session.flush_images(entry.id)
        with translated(self._path):
            self._connection.commit()
        self.operation = entry.id
        if self._committed is not None:
            self._committed()
        return entry.id

    def __enter__(self) -> Self:
        with translated(self._path):
            begin(self._connection, "BEGIN IMMEDIATE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raw: Any = self._connection.connection.dbapi_connection
        self._connection.rollback()
        if raw.in_transaction:
            # A commit refused for a deferred reference: SQLAlchemy takes the transaction for ended.
            raw.rollback()
