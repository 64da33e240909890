"""Someone who settles papers in a process of her own until she is killed.

``python -m tests.journeys.settler BOOK`` decides every paper whose entries differ, one commit each, and
prints its number once the commit has returned.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import draft_of
from dangjian_desktop.domain.entries import SETTLED
from dangjian_desktop.services.second_entry import DoubleEntry
from dangjian_desktop.storage.database import Book
from tests.journeys.typist import say
from tests.services.polled_township import CLOCK, MEETING


def settle_on(path: Path) -> None:
    """Settle paper after paper as the second entry read it."""
    entries = DoubleEntry(Book.open(path, clock=CLOCK), Catalog(), CLOCK)
    say("ready")
    for pair in entries.differences(MEETING).open:
        if pair.second is not None:
            entries.settle(replace(draft_of(pair.second), entry=SETTLED), "照纸票")
            say(str(pair.number))


if __name__ == "__main__":
    settle_on(Path(sys.argv[1]))
