"""The audit log as a hash chain: every entry carries the digest of the one before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what when. ``id`` counts from 1 without gaps and is the number of the operation.

    ``journal`` is the digest of the row images kept for undo, empty where none were kept;
    ``undoes`` names the operation this one took back.
    """

    id: int
    at: datetime
    actor: str
    action: str
    summary: str
    undoes: int | None = None
    journal: str = ""
    previous: str = GENESIS
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What proves an entry whose personal data was taken out later: the digests of the row images that
    are left and of the entry as its words read now. The entry keeps its own digest for the chain."""

    entry: int
    journal: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One step as the undo list shows it. ``standing`` is False once it has been taken back."""

    id: int
    at: datetime
    actor: str
    action: str
    summary: str
    undoes: int | None
    standing: bool
    undoable: bool


def digest_of(entry: AuditEntry) -> str:
    """Return the sha256 of the entry's canonical JSON, which holds the previous digest."""
    content = [
        entry.previous,
        entry.id,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.summary,
        entry.undoes,
        entry.journal,
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def first_broken(
    entries: Iterable[AuditEntry], purged: Mapping[int, Purge] = MappingProxyType({})
) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None when all do.

    The words of ``purged`` entries are held against what their purge says of them.
    """
    previous = GENESIS
    for expected, entry in enumerate(entries, start=1):
        content = purged[entry.id].digest if entry.id in purged else entry.digest
        if entry.id != expected or entry.previous != previous or content != digest_of(entry):
            return expected
        previous = entry.digest
    return None


def is_standing(operation: int, undone_by: dict[int, list[int]]) -> bool:
    """Tell whether an operation is in force: none of those that took it back is in force itself."""
    return not any(is_standing(later, undone_by) for later in undone_by.get(operation, ()))
