"""The second typist of papers with words on them, in a process of her own: she types until she is killed.

``python -m tests.journeys.words_typist BOOK`` prints the number of each paper once its commit has returned.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.storage.database import Book
from tests.services.listed_village import CLOCK, paper

WORDS = "修好村口的路"


def has_words(number: int) -> bool:
    """Tell whether something is written on a paper."""
    return number % 3 > 0


def type_on(path: Path) -> None:
    """Type second entries from the first number that has none."""
    book = Book.open(path, clock=CLOCK)
    ballots = Ballots(book, Catalog(forms_folder(), path.parent / "own"), CLOCK)
    with book.read() as view:
        number = len(view.ballots.numbers("questions", 2))
    while True:
        number += 1
        one = paper("questions", number, (0, 1), remark=WORDS if has_words(number) else "")
        ballots.record(replace(one, entry=2), "石小满")
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    type_on(Path(sys.argv[1]))
