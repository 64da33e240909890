"""The 4,402 questionnaires of the notice of 2013 as one table: read, stored, counted, printed as one pack."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from tests.benchmarks.figures import Figure, most_memory

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, MOST_MEMORY, PACK = 5, 250.0, 100
BARE = "只用 calamine 读同一文件，用 sqlite3 存同样的行"
COUNT = "sqlite3 只做同一个 GROUP BY"
Done = TypeVar("Done")
GROUPED = (
    'SELECT p."group", k.item, k.choice, count(*) FROM ballot_marks k JOIN ballots p USING (number)'
    ' GROUP BY p."group", k.item, k.choice'
)
FEW = f"只印 {PACK} 份的同一份问卷"


def measure() -> list[Figure]:
    """Do everything in processes of its own; the memory is that of the whole way."""
    with tempfile.TemporaryDirectory() as name:
        rounds = [child(Path(name) / str(number)) for number in range(ROUNDS)]
    read, stored, bare, counted, grouped, pack, few, memory = zip(*rounds, strict=True)
    whole = [one + other for one, other in zip(read, stored, strict=True)]
    return [
        Figure("4,402 份问卷的表格，读、核对、存入", "毫秒", BARE, whole, bare, aim=15),
        Figure("统计 4,402 份问卷（6 题）", "毫秒", COUNT, counted, grouped, aim=3),
        Figure("4,402 份问卷印成一个 PDF", "毫秒", FEW, pack, few, aim=8),
        Figure("全程最多占用的内存", "MB", "要求的上限", memory, [MOST_MEMORY] * ROUNDS, aim=1),
    ]


def child(folder: Path) -> list[float]:
    """Go the whole way in a process of its own and return its figures."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    folder.mkdir()
    asked = [sys.executable, "-m", "tests.benchmarks.questionnaires", str(folder)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
    figures: list[float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(folder: Path) -> None:
    """Print milliseconds of reading, storing, both bare, counting, that bare, pack, small pack; peak MB."""
    from dangjian_desktop.app.offices import office_of
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.papers import PaperWish
    from tests.services import questionnaires
    from tests.services.polled_township import CLOCK, village

    path = questionnaires.write(folder / "问卷.xlsx", questionnaires.NOTICE)
    made = village(folder / "book.djb")
    made.ballots.save_meeting(questionnaires.meeting(questionnaires.NOTICE))
    read, plan = timed(lambda: made.ballots.preview_import(path, "survey"))
    stored, _ = timed(lambda: made.ballots.apply_import(plan))
    bare, plain = timed(lambda: store_bare(path, folder / "plain.sqlite"))
    if made.ballots.tally("survey").total.valid < sum(questionnaires.NOTICE) - 50:
        raise SystemExit("没有全部存入")
    counted, _ = timed(lambda: made.ballots.tally("survey"))
    grouped, _ = timed(lambda: plain.execute(GROUPED).fetchall())
    papers = office_of(made.book, Catalog(), CLOCK).papers
    wishes = [
        PaperWish(kind="ballot", meeting_id="survey", values={"copies": str(count)})
        for count in (PACK, PACK, sum(questionnaires.NOTICE))
    ]
    _, few, pack = [timed(partial(papers.make, wish, "pdf"))[0] for wish in wishes]
    made.book.close()
    memory = most_memory()
    print(json.dumps([read, stored, bare, counted, grouped, pack, few, memory]))


def timed(act: Callable[[], Done]) -> tuple[float, Done]:
    """Return the milliseconds an act takes and what it gives."""
    begun = perf_counter()
    done = act()
    return (perf_counter() - begun) * 1000, done


def store_bare(path: Path, into: Path) -> sqlite3.Connection:
    """Read the cells and store them, with nothing checked."""
    from python_calamine import CalamineWorkbook

    with path.open("rb") as stream:
        rows = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    plain = sqlite3.connect(into, isolation_level=None)
    plain.execute('CREATE TABLE ballots (number INTEGER PRIMARY KEY, "group" TEXT)')
    plain.execute(
        "CREATE TABLE ballot_marks"
        " (number INT, item INT, choice TEXT, PRIMARY KEY (number, item)) WITHOUT ROWID"
    )
    plain.execute("BEGIN")
    plain.executemany("INSERT INTO ballots VALUES (?, ?)", (row[:2] for row in rows[1:]))
    marks = ((row[0], item, str(cell)) for row in rows[1:] for item, cell in enumerate(row[2:8]))
    plain.executemany("INSERT INTO ballot_marks VALUES (?, ?, ?)", marks)
    plain.execute("COMMIT")
    return plain


if __name__ == "__main__":
    main(Path(sys.argv[1]))
