"""Errors of SQLite and of the file system, said as findings."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import sys
from pathlib import Path
from types import TracebackType

from sqlalchemy import exc
from sqlcipher3 import dbapi2 as cipher

from dangjian_desktop.kernel.findings import ExpectedError, Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.texts.storage import FIELD_WORDS, TABLE_WORDS

DRIVER_ERRORS = (sqlite3.Error, cipher.Error)

WINDOWS = sys.platform == "win32"
LONGEST_PATH = 490  # bytes: SQLite takes 512 on Linux, with the endings of its own side files
LONGEST_ON_WINDOWS = 250  # characters: Windows takes 259, and says of longer ones that they are not there

_BY_MESSAGE = (
    ("database or disk is full", "storage.disk_full"),
    ("is locked", "storage.busy"),
    ("readonly database", "storage.read_only"),
    ("file is not a database", "storage.damaged"),
    ("malformed", "storage.damaged"),
    ("disk I/O error", "storage.disk_error"),
    ("unable to open database file", "storage.cannot_open"),
)

_BY_NUMBER = {
    errno.ENOSPC: "storage.disk_full",
    errno.EACCES: "storage.read_only",
    errno.EPERM: "storage.read_only",
    errno.EROFS: "storage.read_only",
    errno.ENOENT: "storage.missing",
    errno.EEXIST: "storage.not_a_folder",
    errno.ENOTDIR: "storage.not_a_folder",
    errno.EISDIR: "storage.is_folder",
}


def from_driver(error: BaseException, path: Path | None = None) -> ExpectedError | None:
    """Return the expected error a driver error stands for, or None when it is our own bug."""
    message = str(error)
    if type(error).__name__ == "IntegrityError":
        return _integrity(message)
    where = Where(file=path.name if path else "")
    for words, code in _BY_MESSAGE:
        if words in message:
            if code == "storage.cannot_open" and path and _too_long(path):
                return Unavailable(finding("storage.path_too_long", where=where))
            return Unavailable(finding(code, where=where))
    return None


def from_system(error: OSError, path: Path) -> Unavailable:
    """Return the expected error a file system error stands for."""
    code = _BY_NUMBER.get(error.errno or 0, "storage.disk_error")
    if _too_long(path) and code in ("storage.missing", "storage.disk_error"):
        code = "storage.path_too_long"
    return Unavailable(finding(code, where=Where(file=path.name)))


def _too_long(path: Path) -> bool:
    whole = path.absolute()
    return len(str(whole)) > LONGEST_ON_WINDOWS if WINDOWS else len(os.fsencode(whole)) > LONGEST_PATH


class translated:  # noqa: N801 - used like a function
    """Run a ``with`` block whose SQLite errors leave it as Rejected or Unavailable."""

    __slots__ = ("_path",)

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin; there is nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            return
        inner = error.orig if isinstance(error, exc.DBAPIError) else error
        if isinstance(inner, DRIVER_ERRORS):
            expected = from_driver(inner, self._path)
            if expected is not None:
                raise expected from error


def _integrity(message: str) -> Rejected:
    kind, _, what = message.partition(" constraint failed")
    what = what.lstrip(": ")
    if kind == "FOREIGN KEY":
        return Rejected(finding("storage.reference"))
    if kind == "CHECK":
        return Rejected(finding("storage.check_failed", rule=what))
    columns = re.findall(r"(\w+)\.(\w+)", what)
    table = columns[0][0] if columns else ""
    fields = "、".join(FIELD_WORDS.get(column, "编号") for _, column in columns) or "编号"
    code = "storage.value_missing" if kind == "NOT NULL" else "storage.duplicate"
    return Rejected(finding(code, what=TABLE_WORDS.get(table, "记录"), fields=fields, rule=what))
