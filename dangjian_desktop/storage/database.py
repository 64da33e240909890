"""The book: one open data file, the only door to everything the office records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, StaticPool, create_engine, text
from sqlcipher3 import dbapi2 as cipher

from dangjian_desktop.domain.audit import Operation, first_broken
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.texts.storage import TABLE_WORDS
from dangjian_desktop.storage import backups, migrations, undo
from dangjian_desktop.storage.attachments import FileStore
from dangjian_desktop.storage.connect import (
    APPLICATION_ID,
    Raw,
    connect,
    normal_password,
    open_checked,
    prepare,
)
from dangjian_desktop.storage.errors import from_system, translated
from dangjian_desktop.storage.locks import FileLock
from dangjian_desktop.storage.repositories.book import StoredFile
from dangjian_desktop.storage.work import UnitOfWork, View

DEFAULT_ACTOR = "经办人"
CREATION = 1  # the first audit entry: a book with nothing in it yet


class Book:
    """One data file ``.djb``, open in this window and nowhere else.

    All calls come from one thread, the database thread of the window. With ``backups`` a backup
    is made there at close when something was changed; before a migration one is always made.
    """

    def __init__(
        self,
        path: Path,
        raw: Raw,
        lock: FileLock,
        *,
        password: str | None,
        clock: Clock,
        actor: str,
        backups: Path | None,
    ) -> None:
        self.path = path
        self.files = FileStore(files_folder(path))
        self.actor = actor
        self.changed = False
        self._raw = raw
        self._lock = lock
        self._password = password
        self._clock = clock
        self._backups = backups
        self._engine = _engine(raw, password)
        self._connection = self._engine.connect()
        self._open = True

    # ------------------------------------------------------------ making, opening, closing

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        password: str | None = None,
        clock: Clock,
        actor: str = DEFAULT_ACTOR,
        backups: Path | None = None,
    ) -> Self:
        """Make a new book and open it. It appears under its name only when it is complete.

        Raises:
            Rejected: a file is there already, or the password cannot be used.
            Unavailable: the folder is missing or cannot be written, or the disk is full.
        """
        path = _located(path)
        if password is not None:
            normal_password(password)
        lock = FileLock(path)
        try:
            _make_whole(path, password)
            raw = open_checked(path, password)
            book = cls(path, raw, lock, password=password, clock=clock, actor=actor, backups=backups)
        except BaseException:
            lock.release()
            raise
        with book.work("book.create", "新建数据文件") as work:
            work.settings.set("book.id", new_id())
            work.commit()
        return book

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        password: str | None = None,
        clock: Clock,
        actor: str = DEFAULT_ACTOR,
        backups: Path | None = None,
    ) -> Self:
        """Open a book; one of an older program is backed up and brought up to date.

        Raises:
            Rejected: not ours, damaged, newer than the program, password wrong or missing.
            Unavailable: missing, read-only, or open in another window.
        """
        path = _located(path)
        if not path.exists():
            raise Unavailable(finding("storage.missing", where=Where(file=path.name)))
        lock = FileLock(path)
        try:
            raw = open_checked(path, password)
            book = cls(path, raw, lock, password=password, clock=clock, actor=actor, backups=backups)
        except BaseException:
            lock.release()
            raise
        try:
            book._bring_up_to_date()
            book.changed = book.changed or book._newer_than_backups()
        except BaseException:
            book._shut()
            raise
        return book

    def close(self) -> None:
        """Close the book, after a backup when something was changed and a folder was given."""
        if not self._open:
            return
        try:
            if self.changed and self._backups is not None:
                self.backup(self._backups)
        finally:
            self._shut()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # ------------------------------------------------------------ reading and writing

    def read(self) -> View:
        """Begin a reading view; to be used in a ``with`` block."""
        return View(self._connection, self.path)

    def work(self, action: str, summary: str) -> UnitOfWork:
        """Begin a unit of work; to be used in a ``with`` block and ended by ``work.commit()``.

        ``action`` is a code such as ``roster.import``; ``summary`` is Chinese, stands in the audit
        log and in the undo list, and must name no answer of a ballot.
        """
        return self._work(action, summary, None)

    def _work(self, action: str, summary: str, undoes: int | None) -> UnitOfWork:
        return UnitOfWork(
            self._connection,
            self.path,
            clock=self._clock,
            actor=self.actor,
            action=action,
            summary=summary,
            undoes=undoes,
            committed=self._note_change,
        )

    def _note_change(self) -> None:
        self.changed = True

    def operations(self, limit: int = 50) -> tuple[Operation, ...]:
        """Return the last operations, newest first, each with whether it can be taken back."""
        with self.read() as view:
            return undo.operations(view, limit)

    def undo(self, operation: int) -> int:
        """Take an operation back as a new one and return its number; undoing that one redoes.

        Raises:
            Rejected: taken back already, without row images, or overtaken by a later change.
        """
        with self.read() as view:
            entry = undo.undoable_entry(view, operation)
        again = entry.action == "book.undo"
        action, word = ("book.redo", "重做") if again else ("book.undo", "撤销")
        summary = f"{word}：{entry.summary.removeprefix('撤销：').removeprefix('重做：')}"
        with self._work(action, summary, operation) as work:
            undo.revert(work, entry)
            return work.commit()

    def persons_of(self, operation: int, most: int) -> frozenset[str]:
        """Return the persons of whom alone, with their posts, an operation changed something.

        Empty where it changed anything else, or more than ``most`` of them.
        """
        with self.read() as view:
            found = undo.persons_alone(view, operation)
        return found if len(found) <= most else frozenset()

    # ------------------------------------------------------------ files and upkeep

    def keep_file(self, work: UnitOfWork, name: str, data: bytes) -> StoredFile:
        """Store a file beside the data and list it in the open unit ``work``."""
        digest = self.files.put(data)
        stored = StoredFile(id=new_id(), name=name, sha256=digest, size=len(data), added=self._clock.now())
        work.attachments.add(stored)
        return stored

    def backup(self, folder: Path) -> backups.Backup:
        """Make a verified backup in ``folder`` and thin out the older ones.

        Raises:
            Unavailable: the folder cannot be written, the disk is full, the copy is not sound.
        """
        made = backups.copy(self._raw, self.path, self._password, self.files, folder, self._clock.now())
        backups.thin(folder, self.path.stem, self._clock.now())
        self.changed = False
        return made

    def scrub(self) -> None:
        """Write the whole file anew, so that nothing that was removed stays readable in it.

        Raises:
            Unavailable: the disk is full.
        """
        with translated(self.path):
            self._raw.execute("VACUUM")
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def check(self) -> tuple[Finding, ...]:
        """Return everything that is wrong with the book; empty when it is whole."""
        with translated(self.path), self.read() as view:
            damage = self._damage()
            return (*damage, *self._audit_findings(view), *self._file_findings(view))

    def _damage(self) -> list[Finding]:
        where = Where(file=self.path.name)
        lines = [row[0] for row in self._connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        found = [] if lines == ["ok"] else [finding("storage.integrity", where=where, count=len(lines))]
        for row in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            what = TABLE_WORDS.get(row[0], "记录")
            found.append(finding("storage.dangling", where=where, what=what, rule=str(row[0])))
        return found

    def _audit_findings(self, view: View) -> list[Finding]:
        entries = view.audit.all("id")
        purged = view.purges.by_entry()
        broken = first_broken(entries, purged)
        if broken is not None:
            return [finding("storage.audit_broken", number=broken)]
        forged = undo.first_forged_images(view, entries, purged)
        if forged is not None:
            return [finding("storage.journal_broken", number=forged)]
        return [
            finding("storage.changed_outside", what=TABLE_WORDS.get(name, "记录"), rule=name)
            for name in undo.rows_changed_outside(view)
        ]

    def _file_findings(self, view: View) -> tuple[Finding, ...]:
        return self.files.check((stored.sha256, stored.name) for stored in view.attachments.all())

    # ------------------------------------------------------------ helpers

    def _bring_up_to_date(self) -> None:
        where = Where(file=self.path.name)
        revision = migrations.revision_of(self._connection)
        self._connection.rollback()
        if revision == migrations.HEAD:
            return
        if revision is None:
            raise Rejected(finding("storage.damaged", where=where))
        if migrations.is_newer(revision):
            raise Rejected(finding("storage.newer", where=where))
        self.backup(self._backups or backups.default_folder(self.path))
        _migrate(self._connection, self.path)
        with self.work("book.migrate", "数据文件已升级到新版本的格式") as work:
            work.commit()

    def _newer_than_backups(self) -> bool:
        """Tell whether work of a window that was killed has not come into a backup yet."""
        if self._backups is None:
            return False
        newest = next(iter(backups.listed(self._backups, self.path.stem)), None)
        with self.read() as view:
            last = next(iter(view.audit.latest(1)), None)
        if last is None or last.id <= CREATION:
            return False
        # Backups are named to the second.
        return newest is None or newest.at < last.at.replace(microsecond=0)

    def _shut(self) -> None:
        self._open = False
        self._connection.close()
        self._engine.dispose()
        self._raw.close()
        self._lock.release()


def files_folder(path: Path) -> Path:
    """Return the folder of stored files beside the book at ``path``."""
    return path.with_suffix(".files")


def _located(path: Path) -> Path:
    path = Path(path).absolute()
    if not path.parent.is_dir():
        raise Unavailable(finding("storage.folder_missing", folder=str(path.parent)))
    path = path.resolve()
    if path.is_dir():
        raise Rejected(finding("storage.is_folder", where=Where(file=path.name)))
    return path


def _engine(raw: Raw, password: str | None) -> Engine:
    creator: Callable[[], Raw] = lambda: raw  # noqa: E731
    if password is None:
        return create_engine("sqlite://", creator=creator, poolclass=StaticPool)
    return create_engine("sqlite://", module=cipher, creator=creator, poolclass=StaticPool)


def _make_whole(path: Path, password: str | None) -> None:
    if path.exists():
        raise Rejected(finding("storage.exists", where=Where(file=path.name)))
    fresh = path.with_name(f".{path.name}.new")
    try:
        _remove_database(fresh)
        _build(fresh, password)
        fresh.replace(path)
    except OSError as error:
        raise from_system(error, path) from error
    finally:
        _remove_database(fresh)


def _build(path: Path, password: str | None) -> None:
    with translated(path):
        raw = connect(path, password)
        try:
            prepare(raw)
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            engine = _engine(raw, password)
            with engine.connect() as connection:
                _migrate(connection, path)
            engine.dispose()
        finally:
            raw.close()


def _migrate(connection: Connection, path: Path) -> None:
    with translated(path):
        # Tables are rebuilt with the keys off; they are checked before anything is committed.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.rollback()
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            migrations.upgrade(connection)
            if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                raise Rejected(finding("storage.damaged", where=Where(file=path.name)))
            connection.commit()
        finally:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.rollback()


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
