"""Files kept beside the data under their sha256: the same bytes are stored once."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from dangjian_desktop.kernel.findings import Finding, Unavailable, Where, finding
from dangjian_desktop.storage.errors import from_system

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder ``ab/abcdef…`` of files that never change once written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return where the file with this digest lies."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a sha256: {digest!r}")
        return self.folder / digest[:2] / digest

    def put(self, data: bytes) -> str:
        """Store bytes and return their sha256.

        Raises:
            Unavailable: the disk is full or the folder cannot be written; nothing half-written stays.
        """
        digest = sha256(data).hexdigest()
        path = self.path(digest)
        try:
            if not path.is_file() or path.stat().st_size != len(data):
                _write_whole(path, data)
        except OSError as error:
            raise from_system(error, path) from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest, verified.

        Raises:
            Unavailable: the file is missing or its bytes have changed.
        """
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise Unavailable(finding("storage.attachment_missing", file=path.name[:8])) from error
        except OSError as error:
            raise from_system(error, path) from error
        if sha256(data).hexdigest() != digest:
            raise Unavailable(finding("storage.attachment_damaged", file=path.name[:8]))
        return data

    def remove(self, digest: str) -> None:
        """Remove the file with this digest, if it is there.

        Raises:
            Unavailable: it cannot be removed.
        """
        path = self.path(digest)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise from_system(error, path) from error

    def check(self, named: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        """Return what is wrong with the files ``(digest, name)``."""
        found: list[Finding] = []
        for digest, name in named:
            try:
                self.get(digest)
            except Unavailable as error:
                found += [finding(f.code, where=Where(file=name), file=digest[:8]) for f in error.findings]
        return tuple(found)

    def copy_to(self, other: FileStore, digests: Iterable[str]) -> tuple[int, int]:
        """Copy files to another store and return how many are there now and how many are lost."""
        there = lost = 0
        for digest in digests:
            if other.path(digest).is_file():
                there += 1
                continue
            try:
                other.put(self.get(digest))
            except Unavailable as error:
                if not error.findings[0].code.startswith("storage.attachment_"):
                    raise
                lost += 1
            else:
                there += 1
        return there, lost


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
