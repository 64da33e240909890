"""What belongs to the book itself: settings, attachments, made papers, audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import desc, func, insert, or_, select

from dangjian_desktop.domain.audit import GENESIS, AuditEntry, Purge
from dangjian_desktop.domain.document_numbers import DocumentNumber
from dangjian_desktop.domain.paper_texts import PaperText
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import book as rows
from dangjian_desktop.storage.session import Prepared

_LAST = Prepared(
    select(rows.audit.c.id, rows.audit.c.digest).where(
        rows.audit.c.id == select(func.max(rows.audit.c.id)).scalar_subquery()
    )
)
_INSERT_ENTRY = Prepared(insert(rows.audit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One fact about the book, e.g. the name of the township."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file kept beside the data under its sha256; ``name`` is what the clerk called it."""

    id: str
    name: str
    sha256: str
    size: int
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper as it was made: its bytes are the attachment ``attachment_id``.

    ``campaign_id`` is the campaign it was made in; empty where there was none, or nobody noted it yet.
    """

    id: str
    kind: str
    title: str
    form_code: str
    form_edition: str
    attachment_id: str
    sha256: str
    created: datetime
    campaign_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSubject:
    """A paper that was made is about, or addressed to, a person of the roster."""

    id: str
    paper_id: str
    person_id: str


class Settings(Repository[Setting]):
    """Facts about the book by key."""

    entity, table, order = Setting, rows.settings, ("key",)

    def value(self, key: str, default: str = "") -> str:
        """Return the value under ``key``, or ``default``."""
        found = self.get(key)
        return default if found is None else found.value

    def set(self, key: str, value: str) -> bool:
        """Write ``value`` under ``key``; return False when it stood there already."""
        return self.put(Setting(key=key, value=value))


class Attachments(Repository[StoredFile]):
    """The list of stored files; their bytes lie in ``Book.files``."""

    entity, table, order = StoredFile, rows.attachments, ("added",)

    def digests(self) -> tuple[str, ...]:
        """Return the sha256 of every file that must be there."""
        column = rows.attachments.c.sha256
        return tuple(self.session.read(select(column).distinct().order_by(column)).scalars())


class Papers(Repository[MadePaper]):
    """Papers that were made, oldest first."""

    entity, table, order = MadePaper, rows.papers, ("created",)


class PaperSubjects(Repository[PaperSubject]):
    """Whom made papers are about."""

    entity, table, order = PaperSubject, rows.paper_subjects, ("person_id", "paper_id")


class PaperTexts(Repository[PaperText]):
    """Versions of mended papers, oldest first."""

    entity, table, order = PaperText, rows.paper_texts, ("kind", "subject", "version")


class DocumentNumbers(Repository[DocumentNumber]):
    """发文字号 that are taken, in their order."""

    entity, table, order = DocumentNumber, rows.document_numbers, ("prefix", "year", "number")


class Purges(Repository[Purge]):
    """What proves the entries of the audit log that lost personal data."""

    entity, table, order = Purge, rows.purges, ("entry",)

    def by_entry(self) -> dict[int, Purge]:
        """Return every purge by the number of its entry."""
        return {one.entry: one for one in self.all()}


class AuditLog(Repository[AuditEntry]):
    """The hash chain. Entries are only ever appended, by the unit of work."""

    entity, table, journaled = AuditEntry, rows.audit, False

    def head(self) -> tuple[int, str]:
        """Return number and digest of the last entry; 0 and the genesis digest when empty."""
        last = self.session.fetch_one(_LAST)
        return (0, GENESIS) if last is None else (int(last[0] or 0), str(last[1]))

    def append(self, entry: AuditEntry) -> None:
        """Write the next entry of the chain."""
        self.session.run(_INSERT_ENTRY, [self._encoded(entry)])

    def latest(self, limit: int) -> tuple[AuditEntry, ...]:
        """Return the last ``limit`` entries, newest first."""
        statement = self._map.select.order_by(desc(rows.audit.c.id)).limit(limit)
        return tuple(map(self._value, self.session.read(statement)))

    def last_of(self, *prefixes: str) -> int:
        """Return the number of the last entry whose action begins with one of ``prefixes``; 0: none."""
        begins = or_(*(rows.audit.c.action.startswith(prefix, autoescape=True) for prefix in prefixes))
        return int(self.session.read(select(func.max(rows.audit.c.id)).where(begins)).scalar_one() or 0)
