"""A process killed at any moment loses nothing that was committed, and its lock dies with it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.storage.database import Book

KILLS = 6
TYPIST = """
import sys
from pathlib import Path
from dangjian_desktop.domain.organisations import Area, new_id
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.storage.database import Book

book = Book.open(Path(sys.argv[1]), password=sys.argv[2] or None, clock=SystemClock())
print("open", flush=True)
while True:
    key = new_id()
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id=key, name=key))
        work.commit()
    print(key, flush=True)
"""


def test_killed_while_committing(file: Path, password: str | None, clock: FixedClock) -> None:
    chance = random.Random(file.name)
    committed: set[str] = set()
    for _ in range(KILLS):
        committed |= typed_until_killed(file, password, chance.uniform(0.02, 0.25))
    with Book.open(file, password=password, clock=clock) as book:
        assert book.check() == ()
        with book.read() as view:
            found = {area.id for area in view.areas.all()}
    assert committed <= found
    assert len(found) - len(committed) <= KILLS
    assert len(committed) > KILLS


def typed_until_killed(file: Path, password: str | None, seconds: float) -> set[str]:
    """Start a process that commits row after row, kill it, and return the keys it saw committed."""
    command = [sys.executable, "-c", TYPIST, str(file), password or ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(seconds)
        process.kill()
        lines = process.stdout.read().split("\n")
    return {line for line in lines if len(line) == len(new_id())}
