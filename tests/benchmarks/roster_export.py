"""Export of 60,000 voters from the book, against XlsxWriter (constant memory) writing the same texts."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.domain.people import Sex, Voter
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.exports import Exports, ShownList, ViewColumn
from dangjian_desktop.services.roster_export import RosterPart
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.storage.database import Book
from tests.benchmarks.figures import Figure

VOTERS, COLUMNS, TIMES = 60_000, 12, 5
BASE = "XlsxWriter constant_memory 逐格 write_string 写同样的文字，不带格式"
NAMES = ["".join(parts) for parts in product("甄秦薄单仇曾", "云知禾阡", "天远帆陌鹤")]
PEAK = """
import sys
from pathlib import Path
from tests.benchmarks.figures import most_memory
from tests.benchmarks.roster_export import exports_of, opened
from dangjian_desktop.services.roster_export import RosterPart
with opened(Path(sys.argv[1])) as book:
    before = most_memory()
    exports_of(book).roster(Path(sys.argv[2]), purpose="测量", parts=(RosterPart.VOTERS,))
    print(before, most_memory())
"""


def measure() -> list[Figure]:
    """Write the voters of a book and a list of twelve columns, each beside the bare writing of its texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Book.create(folder / "册.djb", password=None, clock=SystemClock()) as book:
            fill(book)
            exports = exports_of(book)
            out = folder / "选民.xlsx"
            exports.roster(out, purpose="测量", parts=(RosterPart.VOTERS,))
            texts = texts_of(out)
            rows = [(*row, f"备注{number}", "汉族") for number, row in enumerate(texts)]
            columns = [ViewColumn(str(at), lambda row, at=at: row[at]) for at in range(COLUMNS)]  # type: ignore[misc]
            shown = ShownList(title="表", columns=tuple(columns), rows=rows, persons=VOTERS)
            ours, bare, wide, wide_bare = [], [], [], []
            for _ in range(TIMES):
                bare.append(timed(plain, folder / "b.xlsx", texts))
                ours.append(timed(exports.roster, out, purpose="测量", parts=(RosterPart.VOTERS,)))
                wide_bare.append(timed(plain, folder / "b.xlsx", rows))
                wide.append(timed(exports.shown, out, shown, purpose="测量"))
        before, after = peak(folder)
    return [
        Figure(f"导出 {VOTERS} 名选民（{len(texts[0])} 栏，从库里读起）", "秒", BASE, ours, bare, aim=1.3),
        Figure(f"导出屏幕上的表 {VOTERS} × {COLUMNS}", "秒", BASE, wide, wide_bare, aim=1.3),
        Figure("导出选民时的内存", "MB", "打开数据文件后、导出前", [after] * 3, [before] * 3, aim=1.3),
    ]


def exports_of(book: Book) -> Exports:
    """Return the service."""
    return Exports(book, SystemClock(), Rosters(book, Catalog(forms_folder(), None), SystemClock()))


def opened(path: Path) -> Book:
    """Open a book made before."""
    return Book.open(path, password=None, clock=SystemClock())


def fill(book: Book) -> None:
    """Put invented voters into twenty communities."""
    with book.work("test.fill", "选民") as work:
        places = [Community(id=new_id(), name=f"第{number}村", order=number) for number in range(20)]
        work.communities.add_all(places)
        work.voters.add_all(
            Voter(
                id=new_id(), community_id=places[number % 20].id, number=number // 20 + 1,
                name=NAMES[number % len(NAMES)], resident_group=f"第{number // 20 % 9 + 1}村民小组",
                sex=Sex.MALE, birth=date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
                id_number=f"9901011975{number:08}", household=f"户{number // 3:05}",
                residence=f"栖梧镇第{number % 20}村{number}号", note="",
            )
            for number in range(VOTERS)
        )  # fmt: skip
        work.commit()


def texts_of(path: Path) -> list[tuple[str, ...]]:
    """Return the rows of an exported list as texts."""
    sheet: Any = openpyxl.load_workbook(path, read_only=True).active
    return [
        tuple("" if value is None else str(value) for value in row)
        for row in sheet.iter_rows(min_row=3, values_only=True)
    ]


def plain(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write texts with XlsxWriter and nothing else."""
    book = Workbook(str(path), {"constant_memory": True})
    write = book.add_worksheet().write_string
    for number, row in enumerate(rows):
        for col, text in enumerate(row):
            write(number, col, text)
    book.close()


def timed(call: Any, *args: Any, **kwargs: Any) -> float:
    """Return the processor seconds of a call: the machine may be busy with other things."""
    began = process_time()
    call(*args, **kwargs)
    return process_time() - began


def peak(folder: Path) -> tuple[float, float]:
    """Return the memory of a process of its own before and at the most during an export, in MB."""
    argv = [sys.executable, "-c", PEAK, str(folder / "册.djb"), str(folder / "p.xlsx")]
    done = subprocess.run(argv, check=True, capture_output=True, text=True)
    before, after = done.stdout.split()
    return float(before), float(after)
