"""A typist in a process of her own: records paper after paper until she is killed.

``python -m tests.journeys.typist BOOK`` loads the program once. For each line it reads it starts one typist
as a new process, which prints ``pid N`` and then the number of each paper once its commit has returned;
after her end it prints ``ended``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dangjian_desktop.storage.database import Book
from tests.services.polled_township import CLOCK, MEETING, over, paper


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def type_on(path: Path) -> None:
    """Record papers without end, the answers changing from paper to paper."""
    say(f"pid {os.getpid()}")
    made = over(Book.open(path, clock=CLOCK))
    number = made.ballots.sheet(MEETING).row.next_number
    while True:
        marks = "".join(str((number * 7 + item) % 5) for item in range(9)) + "1"
        made.ballots.record(paper(number, marks, group=("cadres", "members", "masses")[number % 3]))
        say(str(number))
        number += 1


def start_one(path: Path) -> None:
    """Start a typist and wait for her end; forked where the system can, to spare the loading."""
    if sys.platform == "win32":
        subprocess.run([sys.executable, "-m", "tests.journeys.typist", str(path), "type"], check=False)
        return
    child = os.fork()
    if child == 0:
        type_on(path)
    os.waitpid(child, 0)


if __name__ == "__main__":
    book = Path(sys.argv[1])
    if sys.argv[2:] == ["type"]:
        type_on(book)
    for _ in sys.stdin:
        start_one(book)
        say("ended")
