"""A list of 60,000 voters, read and imported whole, against calamine alone reading the same file."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from tests.benchmarks.figures import Figure, most_memory

ROOT = Path(__file__).resolve().parents[2]
VOTERS = 60_000
COMMUNITIES = 24
ROUNDS = 5
WARM_UP = 1
MOST_MEMORY = 400.0
HEADS = (
    "村（社区）", "居民小组", "户号", "姓名", "性别", "出生日期", "身份证号", "住址",
    "选民证号", "序号", "登记日期", "备注",
)  # fmt: skip
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛单仇曾解区查"
)
GIVEN = (
    "一乙二十丁卜人八九儿力又三于士工才寸大万上小口山千川之己子卫也飞习丰王井开天元云木五支不太友匹车"
    "少日中内水见午牛手毛升长仁什片化公月文方心尹丽秋念慈知远静忧海涛春梅建国志强淑芬桂英明伟霞军兰"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
BARE = "只用 calamine 读同一文件"


def measure() -> list[Figure]:
    """Read the same file both ways in turn, and import it in fresh processes."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "选民.xlsx"
        make_list(path)
        reading = child("read", path)
        whole = [child("import", path) for _ in range(ROUNDS)]
    words = f"{VOTERS} 行 {len(HEADS)} 列"
    bare, read = reading[::2], reading[1::2]
    base, seconds, memory = zip(*whole, strict=True)
    return [
        Figure(f"读 {words}", "秒", BARE, read, bare, aim=1.5),
        Figure(f"整个导入（读、核对、比对、写入）{words}", "秒", BARE, seconds, base, aim=20),
        Figure("导入时最多占用的内存", "MB", "要求的上限", memory, [MOST_MEMORY] * ROUNDS, aim=1),
    ]


def make_list(path: Path) -> None:
    """Write an invented list of voters."""
    import xlsxwriter

    chance = random.Random(20_120_305)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("选民登记表")
        sheet.write_row(0, 0, HEADS)
        for number in range(VOTERS):
            sheet.write_row(number + 1, 0, voter(number, chance))


def voter(number: int, chance: random.Random) -> tuple[str, ...]:
    """Return one invented line with a sound ID number of a place that does not exist."""
    place, order = divmod(number, VOTERS // COMMUNITIES)
    # Days and orders never meet twice, so that no two voters have one number.
    day = date(1935, 1, 1) + timedelta(days=number // 1000 * 397 + number % 389)
    body = f"990100{day:%Y%m%d}{number % 1000:03}"
    check = "10X98765432"[sum(int(n) * w for n, w in zip(body, WEIGHTS, strict=True)) % 11]
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
    return (
        f"柳岸第{place + 1}社区", f"第{order % 12 + 1}居民小组", f"{place:02}-{order // 3:05}", name,
        "男" if number % 2 else "女", day.isoformat(), body + check,
        f"溪边路 {order // 3} 号", f"{number:08}", str(order + 1), "2029-03-01",
        "" if number % 5 else "外出务工",
    )  # fmt: skip


def child(kind: str, path: Path) -> list[float]:
    """Measure in a process of its own and return its figures."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "tests.benchmarks.roster_import", kind, str(path)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
    figures: list[float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(kind: str, path: Path) -> None:
    """Print the seconds of calamine and of reading in turn; or of calamine, of importing, and peak MB."""
    if kind == "read":
        turns = [way(path) for _ in range(WARM_UP + ROUNDS) for way in (read_bare, read_ours)]
        print(json.dumps(turns[2 * WARM_UP :]))
        return
    seconds = [read_bare(path), import_whole(path)]
    print(json.dumps([*seconds, most_memory()]))


def read_bare(path: Path) -> float:
    """Read the file with calamine and nothing else."""
    from python_calamine import CalamineWorkbook

    begun = perf_counter()
    with path.open("rb") as stream:
        CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return perf_counter() - begun


def read_ours(path: Path) -> float:
    """Read the file into the one shape every file is read into."""
    from dangjian_desktop.exchange.tables import Source, read_document

    begun = perf_counter()
    read_document(Source.from_path(path))
    return perf_counter() - begun


def import_whole(path: Path) -> float:
    """Preview the file and store it in a new book."""
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.kernel.clock import SystemClock
    from dangjian_desktop.kernel.paths import forms_folder
    from dangjian_desktop.services.roster_import import RosterImports
    from dangjian_desktop.storage.database import Book

    with (
        tempfile.TemporaryDirectory() as name,
        Book.create(Path(name) / "本.djb", clock=SystemClock()) as book,
    ):
        rosters = RosterImports(book, Catalog(forms_folder(), None), SystemClock())
        begun = perf_counter()
        rosters.apply(rosters.preview(path))
        seconds = perf_counter() - begun
        with book.read() as view:
            stored = view.voters.count()
    if stored != VOTERS:
        raise SystemExit(f"只写入了 {stored} 名")
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
