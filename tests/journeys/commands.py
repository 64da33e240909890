"""The command line as a clerk types it: real calls of ``main``, what they print, what they leave behind."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as cipher

from dangjian_desktop.app.main import main


@dataclass(frozen=True, slots=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Return all that was printed."""
        return self.out + self.err

    @property
    def data(self) -> Any:
        """Return the JSON object printed."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """Return the codes of the findings in the JSON object."""
        return [item["code"] for item in self.data["findings"]]


def say(*words: object, stdin: bytes = b"") -> Said:
    """Run one command in this process, with ``stdin`` as its standard input."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "stdin", typed)
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Said(code, _printed(out), _printed(err))


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


def content(book: Path, password: str = "") -> str:
    """Return the digest of all rows of a closed book, read past the program."""
    with contextlib.closing(_raw(book, password)) as raw:
        digest = hashlib.sha256()
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in names.fetchall():
            for row in sorted(map(repr, raw.execute(f'SELECT * FROM "{name}"'))):
                digest.update(f"{name} {row}".encode())
    return digest.hexdigest()


def counted(book: Path, table: str) -> int:
    """Return the number of rows of ``table`` (with a condition, if any), read past the program."""
    with contextlib.closing(_raw(book, "")) as raw:
        return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _raw(book: Path, password: str) -> Any:
    if not password:
        return sqlite3.connect(book)
    raw = cipher.connect(str(book))
    raw.execute("PRAGMA key = '" + password.replace("'", "''") + "'")
    return raw


def listing(folder: Path) -> set[str]:
    """Return every file below ``folder`` by its path."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def no_traceback(said: Said) -> None:
    """Fail when a command answered with a traceback or broke."""
    assert "Traceback" not in said.text, said.text
    assert said.code != 70, said.text


@contextlib.contextmanager
def home(folder: Path) -> Iterator[None]:
    """Give fixtures of a whole module a user folder of their own, and close the log after them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANGJIAN_HOME", str(folder))
        try:
            yield
        finally:
            close_log()


def close_log() -> None:
    """Close the log file that ``main`` opened, so that the next command opens its own."""
    import logging

    root = logging.getLogger("dangjian_desktop")
    for handler in list(root.handlers):
        handler.close()
        root.removeHandler(handler)
