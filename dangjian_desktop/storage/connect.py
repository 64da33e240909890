"""Opening the SQLite or SQLCipher file itself, and refusing what is not a sound book."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as cipher

from dangjian_desktop.kernel.findings import ExpectedError, Rejected, Unavailable, Where, finding
from dangjian_desktop.storage.errors import DRIVER_ERRORS, from_driver, from_system

APPLICATION_ID = int.from_bytes(b"DJB1")
_MAGIC = b"SQLite format 3\x00"
_SMALLEST_PAGE = 512

# A connection of either driver; both follow PEP 249 with SQLite's additions.
Raw = Any


def connect(path: Path, password: str | None) -> Raw:
    """Connect to the file at ``path``, which is made when it is not there.

    Transactions are begun by hand. A wrong password shows only at the first read.
    """
    driver = sqlite3 if password is None else cipher
    raw = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=2.0)
    if password is not None:
        # PRAGMA takes no parameters; in a quoted SQL text only the quote itself needs care.
        phrase = normal_password(password).replace("'", "''")
        raw.execute(f"PRAGMA key = '{phrase}'")
    return raw


def normal_password(password: str) -> str:
    """Return the password in one Unicode form, whatever keyboard it was typed on.

    Raises:
        Rejected: when it is empty or holds a NUL character.
    """
    if not password or "\x00" in password:
        raise Rejected(finding("storage.password_unusable"))
    return unicodedata.normalize("NFC", password)


def prepare(raw: Raw) -> None:
    """Set a fresh connection up: whole or not at all, on the disk when committed, keys kept."""
    for setting in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "busy_timeout = 2000",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
        "secure_delete = ON",  # what is taken out (a ballot, a struck remark) leaves no trace in the file
    ):
        raw.execute(f"PRAGMA {setting}")


def open_checked(path: Path, password: str | None) -> Raw:
    """Connect to an existing book and check that it is ours and whole.

    Raises:
        Rejected: not ours, damaged, password wrong, missing or not needed.
        Unavailable: missing, read-only, locked by another program.
    """
    refuse_by_header(path, password)
    raw = connect(path, password)
    try:
        _check(raw, path, password)
        prepare(raw)
    except DRIVER_ERRORS as error:
        raw.close()
        expected = _at_open(from_driver(error, path))
        if expected is None:
            raise
        raise expected from error
    except ExpectedError:
        raw.close()
        raise
    return raw


def _check(raw: Raw, path: Path, password: str | None) -> None:
    where = Where(file=path.name)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DRIVER_ERRORS as error:
        if password is not None and "not a database" in str(error):
            raise Rejected(finding("storage.wrong_password", where=where)) from error
        raise
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Rejected(finding("storage.not_ours", where=where))
    if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Rejected(finding("storage.damaged", where=where))


def _at_open(error: ExpectedError | None) -> ExpectedError | None:
    # Damage found while opening is a bad input; damage found later is a missing service.
    if isinstance(error, Unavailable) and error.findings[0].code == "storage.damaged":
        return Rejected(*error.findings)
    return error


def refuse_by_header(path: Path, password: str | None) -> None:
    """Refuse by its first bytes a file that must not even be opened, so that it stays untouched."""
    try:
        with path.open("r+b") as file:
            head = file.read(100)
            size = file.seek(0, 2)
    except OSError as error:
        raise from_system(error, path) from error
    refusal = _refusal(head, size, password)
    if refusal:
        raise Rejected(finding(refusal, where=Where(file=path.name)))


def _refusal(head: bytes, size: int, password: str | None) -> str:
    """Return why a file is refused, as the code of a finding; empty when it may be opened."""
    if size == 0:
        return "storage.empty_file"
    if not head.startswith(_MAGIC):
        # An encrypted book is whole pages of noise; anything else is some other file, or cut off.
        if size < _SMALLEST_PAGE or size % _SMALLEST_PAGE or _is_familiar(head):
            return "storage.not_ours"
        return "storage.password_needed" if password is None else ""
    if password is not None:
        return "storage.not_encrypted"
    if len(head) < 100:
        return "storage.damaged"
    return "" if int.from_bytes(head[68:72]) == APPLICATION_ID else "storage.not_ours"


def _is_familiar(head: bytes) -> bool:
    # Text, zip (xlsx, docx), OLE (xls, doc), PDF, pictures: never the noise of an encrypted page.
    starts = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
    return head.startswith(starts) or not any(byte < 9 or byte > 127 for byte in head)
