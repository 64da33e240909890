"""Updating the program from a USB stick: look at a package, and make the new program ready beside the old.

The old program is not touched here. Once the new one stands beside it and has passed its own quick
self-test, ``app.swapping`` puts it into the old one's place when the window has closed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from dangjian_desktop.domain.updates import UpdateFacts, number_of
from dangjian_desktop.exchange import update_packages
from dangjian_desktop.kernel.changes import Changes, Outcome
from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.progress import Progress, Silent

NEW, PREVIOUS = ".new", ".previous"
TEST_LIMIT_S = 600
SPARE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """The program that runs: where it lies (None: it is source), its version, system and key's file."""

    folder: Path | None
    starter: str
    version: str
    system: str
    key_file: Path


def passes(starter: Path, folder: Path) -> bool:
    """Let the program ``starter`` test itself, with its report in ``folder``."""
    command = [str(starter), "--self-test", str(folder), "--quick"]
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=TEST_LIMIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Updates:
    """Updates of one program."""

    program: Program
    test: Callable[[Path, Path], bool] = field(default=passes)

    def look_at(self, package: Path) -> UpdateFacts:
        """Return what ``package`` would bring.

        Raises:
            Rejected: it is no package, not signed by our key, for another system, or not newer.
            Unavailable: it cannot be read.
        """
        own = self.program
        if own.folder is None:
            raise Rejected(finding("updates.from_source"))
        if not own.key_file.is_file():
            raise Rejected(finding("updates.no_key"))
        key = update_packages.public_key(own.key_file.read_text("utf-8"))
        facts = update_packages.read_facts(package, key)
        where = Where(file=package.name)
        if facts.system != own.system:
            raise Rejected(finding("updates.other_system", where=where, system=facts.system, own=own.system))
        if facts.version == own.version:
            raise Rejected(finding("updates.same", where=where, own=own.version))
        if number_of(facts.version) < number_of(own.version):
            raise Rejected(finding("updates.older", where=where, version=facts.version, own=own.version))
        return facts

    def prepare(self, package: Path, progress: Progress | None = None) -> Outcome[Path]:
        """Put the new program beside the old one, tested; the value is its folder.

        Raises:
            Rejected: as :meth:`look_at`, or a file is not the one that was signed, or the new program
                does not pass its self-test here.
            Unavailable: no room, or the program's folder belongs to an administrator.
        """
        facts = self.look_at(package)
        own, watch = self.program, progress or Silent()
        if own.folder is None:
            raise Rejected(finding("updates.from_source"))
        new = own.folder.with_name(own.folder.name + NEW)
        _make_way(new, own.folder, facts)
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, new, ignore_errors=True)
            update_packages.unpack(package, facts, new, watch)
            watch.step(0, 0, "正在试新版本")
            self._try(new / own.starter, facts.version)
            undo.pop_all()
        return Outcome(new, (), Changes.of())

    def _try(self, starter: Path, version: str) -> None:
        """Let the new program test itself; its report stays only where it failed: the refusal names it."""
        report = Path(tempfile.mkdtemp(prefix="dangjian-update-"))
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, report, ignore_errors=True)
            if not self.test(starter, report):
                undo.pop_all()
                raise Rejected(finding("updates.new_fails", version=version, folder=str(report)))


def _make_way(new: Path, old: Path, facts: UpdateFacts) -> None:
    """Make the empty folder ``new`` where there is room for the program twice."""
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        _try_to_write(old)
        free = shutil.disk_usage(new).free
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise Unavailable(finding("updates.folder_fixed", folder=str(old))) from error
    needed = 2 * facts.size + SPARE_BYTES
    if free < needed:
        shutil.rmtree(new, ignore_errors=True)
        told = finding("updates.no_room", needed=needed // 1_000_000, free=free // 1_000_000)
        raise Unavailable(told)


def _try_to_write(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder):
        pass
