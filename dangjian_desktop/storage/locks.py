"""One window per data file: a lock of the operating system, which dies with its process."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from dangjian_desktop.kernel.findings import Unavailable, Where, finding
from dangjian_desktop.storage.errors import from_system

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: BinaryIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Held while a book is open, on a side file ``<book>.lock``."""

    def __init__(self, book: Path) -> None:
        """Take the lock of ``book``.

        Raises:
            Unavailable: another window holds it, or the folder cannot be written.
        """
        self.path = book.with_name(book.name + ".lock")
        self._handle: BinaryIO | None = self._take(book)

    def _take(self, book: Path) -> BinaryIO:
        while True:
            try:
                handle = self.path.open("a+b")
            except OSError as error:
                raise from_system(error, book) from error
            try:
                _seize(handle)
            except OSError as error:
                handle.close()
                raise Unavailable(finding("storage.in_use", where=Where(file=book.name))) from error
            if self._is_current(handle):
                return handle
            handle.close()

    def _is_current(self, handle: BinaryIO) -> bool:
        # The holder before us removes the side file; a lock on a removed file locks nobody out.
        try:
            return os.path.samestat(os.fstat(handle.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Give the lock back and remove the side file; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        self._handle.close()
        self._handle = None
        if sys.platform == "win32":
            with suppress(OSError):  # another window has opened it meanwhile
                self.path.unlink()
