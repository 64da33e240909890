"""Files that are there whole or not at all: written beside their place, then put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a file to write to; it takes the place of ``path`` at the end, and is gone after any error.

    Raises:
        Unavailable: the folder is missing or read-only, the disk is full, the file is open elsewhere.
    """
    from dangjian_desktop.storage.errors import from_system

    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise from_system(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        Unavailable: the folder is missing or read-only, the disk is full, the file is open elsewhere.
    """
    with whole_file(path) as part:
        part.write_bytes(content)
