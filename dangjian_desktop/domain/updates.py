"""What an update package says of itself, and which version is newer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

PRODUCT = "dangjian-desktop"
SUFFIX = ".djup"
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){2}")
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """What a file of the package must be: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str
    runs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFacts:
    """The signed facts of an update package: the version it brings, for which system, every file."""

    version: str
    system: str
    files: Mapping[str, FileMark]

    @property
    def size(self) -> int:
        """Return how many bytes the new program takes."""
        return sum(mark.size for mark in self.files.values())


def number_of(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare.

    Raises:
        ValueError: it is not written as 1.2.3.
    """
    if not _VERSION.fullmatch(version):
        raise ValueError(version)
    return tuple(map(int, version.split(".")))


def is_safe_name(name: str) -> bool:
    """Tell whether a file of this name stays inside the folder it is unpacked into, on every system."""
    path = PurePosixPath(name)
    parts = name.split("/")
    inside = bool(name) and not path.is_absolute() and not any(part in ("", ".", "..") for part in parts)
    return inside and not _FORBIDDEN.search(name) and not any(part.endswith((" ", ".")) for part in parts)
