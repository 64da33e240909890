"""Backups: copied while the book is open, verified, thinned with age, and brought back."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import ExpectedError, Rejected, Unavailable, Where, finding
from dangjian_desktop.storage.attachments import FileStore
from dangjian_desktop.storage.connect import Raw, connect, open_checked
from dangjian_desktop.storage.errors import DRIVER_ERRORS, from_driver, from_system
from dangjian_desktop.storage.locks import FileLock
from dangjian_desktop.storage.migrations import is_newer

_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}-\d{6})(?:-(?P<nth>\d+))?\.djb")
_STAMP = "%Y%m%d-%H%M%S"
_DAILY = timedelta(days=14)
_WEEKLY = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup file. ``files`` counts the attachments kept with it, ``lost`` those whose bytes
    were missing or damaged already; both are 0 in a mere list."""

    path: Path
    stem: str
    at: datetime
    size: int
    files: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What bringing a backup back did: where the previous state is kept (None when there was
    none), and how many attachments came along or are lost."""

    path: Path
    previous: Path | None
    files: int
    lost: int


def default_folder(book: Path) -> Path:
    """Return the folder beside the book in which its backups lie unless another is chosen."""
    return book.with_suffix(".backups")


def listed(folder: Path, stem: str | None = None) -> tuple[Backup, ...]:
    """Return the backups in ``folder``, newest first; of one book when ``stem`` is given."""
    found = [_read_name(path) for path in folder.glob("*.djb")] if folder.is_dir() else []
    kept = [one for one in found if one is not None and stem in (None, one.stem)]
    return tuple(sorted(kept, key=lambda one: (one.at, len(one.path.name), one.path.name), reverse=True))


def _read_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        return _described(path, match["stem"], match["at"])
    except ValueError:
        return None


def _described(path: Path, stem: str, stamp: str) -> Backup:
    at = datetime.strptime(stamp, _STAMP).astimezone()
    return Backup(path=path, stem=stem, at=at, size=path.stat().st_size)


def copy(raw: Raw, book: Path, password: str | None, files: FileStore, folder: Path, now: datetime) -> Backup:
    """Copy the open database ``raw`` with its attachments into ``folder`` and verify the copy.

    Raises:
        Unavailable: the folder cannot be written, the disk is full, or the copy is not sound.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free_name(folder, book.stem, now)
        fresh = path.with_name(f".{path.name}.new")
        try:
            _copy_pages(raw, fresh, password, path)
            verify(fresh, password)
            fresh.replace(path)
        finally:
            _remove(fresh)
    except OSError as error:
        raise from_system(error, folder) from error
    digests = [row[0] for row in raw.execute("SELECT DISTINCT sha256 FROM attachments")]
    there, lost = files.copy_to(_kept_files(folder), digests)
    return replace(_described(path, book.stem, now.strftime(_STAMP)), files=there, lost=lost)


def _kept_files(folder: Path) -> FileStore:
    # One store for all backups of a folder: files never change, so each is kept once.
    return FileStore(folder / "files")


def _free_name(folder: Path, stem: str, now: datetime) -> Path:
    base = f"{stem}-{now.strftime(_STAMP)}"
    path, nth = folder / f"{base}.djb", 2
    while path.exists():
        path, nth = folder / f"{base}-{nth}.djb", nth + 1
    return path


def _copy_pages(raw: Raw, fresh: Path, password: str | None, path: Path) -> None:
    try:
        target = connect(fresh, password)
        try:
            raw.backup(target)
        finally:
            target.close()
    except DRIVER_ERRORS as error:
        raise from_driver(error, path) or Unavailable(finding("storage.backup_failed")) from error


def verify(path: Path, password: str | None) -> None:
    """Open a backup and check every page.

    Raises:
        Rejected: it is damaged, not ours, of a newer program, or needs another password.
    """
    raw = open_checked(path, password)
    try:
        sound = raw.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        sound = sound and raw.execute("PRAGMA foreign_key_check").fetchone() is None
        revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except DRIVER_ERRORS as error:
        raise Rejected(finding("storage.backup_damaged", where=Where(file=path.name))) from error
    finally:
        raw.close()
    if not sound:
        raise Rejected(finding("storage.backup_damaged", where=Where(file=path.name)))
    if revision is None or is_newer(str(revision[0])):
        raise Rejected(finding("storage.newer", where=Where(file=path.name)))


# ---------------------------------------------------------------- thinning


def kept_moments(moments: Iterable[datetime], today: date) -> frozenset[datetime]:
    """Return which backups stay: all of today (and of a clock gone wrong: later), the last of each
    day for 14 days, the last of each week for 8 weeks, the last of each month before that."""
    last: dict[tuple[str, object], datetime] = {}
    kept: set[datetime] = set()
    for moment in sorted(moments):
        age = today - moment.date()
        if age <= timedelta(0):
            kept.add(moment)
        elif age <= _DAILY:
            last["day", moment.date()] = moment
        elif age <= _WEEKLY:
            last["week", moment.isocalendar()[:2]] = moment
        else:
            last["month", (moment.year, moment.month)] = moment
    return frozenset(kept | set(last.values()))


def thin(folder: Path, stem: str, now: datetime) -> tuple[Path, ...]:
    """Remove the backups of one book that need not stay and return them."""
    backups = listed(folder, stem)
    stay = kept_moments((one.at for one in backups), now.date())
    gone = tuple(one.path for one in backups if one.at not in stay)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


# ---------------------------------------------------------------- bringing back


def restore(file: Path, target: Path, *, password: str | None = None, clock: Clock) -> Restored:
    """Put the backup ``file`` in the place of ``target``, whose present state is kept first.

    Raises:
        Rejected: the backup is damaged, not ours, or needs another password.
        Unavailable: missing, read-only, full, or the target is open in a window.
    """
    if not file.is_file():
        raise Unavailable(finding("storage.missing", where=Where(file=file.name)))
    target = target.absolute()
    if not target.parent.is_dir():
        raise Unavailable(finding("storage.folder_missing", folder=str(target.parent)))
    lock = FileLock(target)
    fresh = target.with_name(f".{target.name}.new")
    try:
        # Only a copy is opened: the backup itself stays as it is, byte for byte.
        shutil.copyfile(file, fresh)
        _to_disk(fresh)
        _verify_copy(fresh, file, password)
        previous = _keep_previous(target, password, clock.now()) if target.exists() else None
        files, lost = _bring_files(fresh, file, target, password)
        _remove_side_files(target)
        fresh.replace(target)
    except OSError as error:
        raise from_system(error, target) from error
    finally:
        _remove(fresh)
        lock.release()
    return Restored(path=target, previous=previous, files=files, lost=lost)


def _verify_copy(fresh: Path, file: Path, password: str | None) -> None:
    try:
        verify(fresh, password)
    except Rejected as error:
        found = (finding(f.code, f.severity, Where(file=file.name), **dict(f.facts)) for f in error.findings)
        raise Rejected(*found) from error


def _keep_previous(target: Path, password: str | None, now: datetime) -> Path:
    folder = default_folder(target)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        raw = open_checked(target, password)
    except ExpectedError:
        return _set_aside(target, folder, now)
    try:
        return copy(raw, target, password, FileStore(target.with_suffix(".files")), folder, now).path
    except ExpectedError:
        return _set_aside(target, folder, now)
    finally:
        raw.close()


def _set_aside(target: Path, folder: Path, now: datetime) -> Path:
    # What cannot be opened is kept as it lies, with the changes SQLite had not yet merged.
    path = _free_name(folder, f"{target.stem}-unreadable", now)
    shutil.copyfile(target, path)
    for suffix in ("-wal", "-shm"):
        side = target.with_name(target.name + suffix)
        if side.exists():
            shutil.copyfile(side, path.with_name(path.name + suffix))
    return path


def _bring_files(fresh: Path, file: Path, target: Path, password: str | None) -> tuple[int, int]:
    raw = open_checked(fresh, password)
    try:
        digests = [row[0] for row in raw.execute("SELECT DISTINCT sha256 FROM attachments")]
    finally:
        raw.close()
    return _kept_files(file.parent).copy_to(FileStore(target.with_suffix(".files")), digests)


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_side_files(path)


def _remove_side_files(path: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
