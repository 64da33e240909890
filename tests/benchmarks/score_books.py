"""Sixty returned 评分表 read in one go with what is wrong in each, against reading the same files bare."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from openpyxl import load_workbook

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg
from dangjian_desktop.domain.scoring import Stage
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.services.score_books import ScoreBooks, files_in
from dangjian_desktop.services.score_tables import ScoreTables
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.storage.database import Book
from tests.benchmarks.figures import Figure

FILES, TIMES = 60, 5
BARE, BARER = "openpyxl 只读方式读出同样的格", "calamine 读出同样的格"


def measure() -> list[Figure]:
    """Send sixty sheets out and read them back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "评分表"
        folder.mkdir()
        clock, catalog = SystemClock(), Catalog(forms_folder(), None)
        with Book.create(Path(name) / "book.djb", clock=clock) as book:
            scoring = Scoring(book, catalog, clock, Ballots(book, catalog, clock))
            books = ScoreBooks(scoring, ScoreTables(scoring))
            fill(book)
            books.send("c", folder, Stage.ASSESSMENT)
            files = files_in(folder)
            runs = [
                (
                    timed(lambda: books.read("c", files)),
                    timed(lambda: [by_openpyxl(path) for path in files]),
                    timed(lambda: [by_calamine(path) for path in files]),
                )
                for _ in range(TIMES)
            ]
    whole, slow, fast = (list(column) for column in zip(*runs, strict=True))
    what = f"收 {FILES} 份评分表，逐份说明问题"
    return [
        Figure(what, "毫秒", BARE, whole, slow, aim=1),
        Figure(what, "毫秒", BARER, whole, fast, aim=8),
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the processor milliseconds of one run."""
    start = process_time()
    work()
    return (process_time() - start) * 1000


def by_openpyxl(path: Path) -> list[tuple[object, ...]]:
    """Read every cell of the first sheet with openpyxl."""
    book = load_workbook(path, read_only=True)
    rows: list[tuple[object, ...]] = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return rows


def by_calamine(path: Path) -> list[list[object]]:
    """Read every cell of the first sheet with calamine."""
    from python_calamine import CalamineWorkbook

    return [list(row) for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]


def fill(book: Book) -> None:
    """Add a campaign and sixty villages' organisations."""
    with book.work("campaigns.import", "测试") as work:
        work.campaigns.add(Campaign(id="c", title="分类定级", year=2012))
        for n in range(FILES):
            work.party_orgs.add(
                PartyOrg(id=f"{n:032d}", name=f"第{n}村党支部", category=OrgCategory.RURAL, order=n)
            )
        work.commit()
