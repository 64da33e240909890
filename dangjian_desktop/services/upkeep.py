"""The care of a book: check, backup, restore, undo and redo, what was done when, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.audit import Operation
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, hint, warning

if TYPE_CHECKING:
    from dangjian_desktop.storage.backups import Backup
    from dangjian_desktop.storage.database import Book

REVERSALS = ("book.undo", "book.redo")
# Steps that changed nothing a clerk could take back: they are passed over, not refused.
PASSED_OVER = (
    "campaign.choose", "roster.export", "roster.reveal", "paper.make", "paper.batch", "book.migrate",
)  # fmt: skip
# Of these no copy is kept, so that no ballot leaves a trace of when it was typed.
IMPORT = "ballots.import"
UNKEPT = ("ballots.record", "ballots.correct", "ballots.retype", "ballots.void", IMPORT, "ballots.settle")
EVERYTHING = Changes(frozenset(Topic))
MOST_ALONE = 200  # persons read one by one; of more the whole list is read


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCopy:
    """One backup of this book: where it lies, when it was made, its size in bytes."""

    path: Path
    made: datetime
    size: int


class Upkeep:
    """Keeps one book whole."""

    def __init__(
        self, book: Book, clock: Clock, take_back: Callable[[int], Outcome[int]] | None = None
    ) -> None:
        """``take_back`` takes ballots out that an import brought: of them no copy is kept to undo by."""
        self._book, self._clock, self._take_back = book, clock, take_back

    @property
    def backup_folder(self) -> Path:
        """Return the folder beside the book where its own backups lie."""
        from dangjian_desktop.storage.backups import default_folder

        return default_folder(self._book.path)

    def check(self) -> tuple[Finding, ...]:
        """Return everything that is wrong with the file, the audit chain and the attachments."""
        return self._book.check()

    def backup(self, folder: Path | None = None) -> Outcome[Path]:
        """Make a verified backup in ``folder`` (beside the book when not given).

        Raises:
            Unavailable: the folder cannot be written or the disk is full.
        """
        made = self._book.backup(folder or self.backup_folder)
        findings = _lost_files(made)
        return Outcome(made.path, findings, Changes.of(Topic.BACKUPS))

    def backups(self) -> tuple[BackupCopy, ...]:
        """Return the backups beside the book, newest first."""
        from dangjian_desktop.storage.backups import listed

        found = listed(self.backup_folder, self._book.path.stem)
        return tuple(BackupCopy(path=b.path, made=b.at, size=b.size) for b in found)

    def operations(self, limit: int = 50) -> tuple[Operation, ...]:
        """Return what was done, newest first."""
        return self._book.operations(limit)

    def undo(self) -> Outcome[str]:
        """Take the last step back and return its summary.

        Raises:
            Rejected: there is nothing to take back, or the last step cannot be taken back.
        """
        passed = (*REVERSALS, *PASSED_OVER)
        last = next((o for o in self.operations() if o.standing and o.action not in passed), None)
        if last is None or last.action == "book.create":
            raise Rejected(hint("storage.nothing_to_undo"))
        if last.action == IMPORT and self._take_back is not None:
            return Outcome(last.summary, (), self._take_back(last.id).changes)
        if last.action in UNKEPT:
            raise Rejected(hint("ballots.undo_by_number"))
        return Outcome(last.summary, (), self._reverted(last))

    def redo(self) -> Outcome[str]:
        """Do again what was last taken back and return its summary.

        Raises:
            Rejected: nothing was taken back since the last change.
        """
        newest = next((o for o in self.operations() if o.standing and o.action not in PASSED_OVER), None)
        if newest is None or newest.action != "book.undo":
            newest = next(iter(self._undone_before_redo()), None)
        if newest is None:
            raise Rejected(hint("storage.nothing_to_redo"))
        return Outcome(newest.summary.removeprefix("撤销："), (), self._reverted(newest))

    def _reverted(self, operation: Operation) -> Changes:
        """Take an operation back and tell what that changes: where it is about few persons, them alone."""
        done = self._book.undo(operation.id)
        return Changes(frozenset(Topic), frozenset(self._book.persons_of(done, MOST_ALONE)))

    def _undone_before_redo(self) -> list[Operation]:
        """Return standing undo steps newer than the last ordinary step, the oldest last."""
        found = []
        for operation in self.operations():
            if operation.action in PASSED_OVER:
                continue
            if operation.action not in REVERSALS:
                break
            if operation.action == "book.undo" and operation.standing:
                found.append(operation)
        return found

    def close(self, *, backup: bool = True) -> None:
        """Close the book; when it was changed, a backup is made first (unless told not to)."""
        if not backup:
            self._book.changed = False
        self._book.close()

    def move(self, path: Path) -> None:
        """Give the closed book, with its files, the name ``path``."""
        from dangjian_desktop.storage.database import files_folder

        old, new = files_folder(self._book.path), files_folder(path)
        if old.exists():
            old.replace(new)
        self._book.path.replace(path)


def restore_backup(file: Path, book: Path, password: str | None, clock: Clock) -> Outcome[Path | None]:
    """Put the backup ``file`` in the place of ``book``; the value is where the old state is kept.

    Raises:
        Rejected: the backup is damaged, not ours, or needs another password.
        Unavailable: missing, read-only, full, or the book is open in a window.
    """
    from dangjian_desktop.storage.backups import restore

    done = restore(file, book, password=password, clock=clock)
    lost = (warning("storage.files_lost", Where(file=file.name), count=done.lost),) if done.lost else ()
    return Outcome(done.previous, lost, EVERYTHING)


def _lost_files(made: Backup) -> tuple[Finding, ...]:
    return (warning("storage.files_lost", Where(file=made.path.name), count=made.lost),) if made.lost else ()
