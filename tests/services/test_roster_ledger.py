"""干部队伍信息台账: who serves and who stands by on a day, added up, masked, taken out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.exports import Exports
from dangjian_desktop.services.roster_ledger import Ledgers, shown
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2012, 4, 12, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)
LIST = """\
姓名\t性别\t出生年月\t政治面貌\t学历\t联系电话\t社区\t职务\t任职时间\t离任时间
林禾田\t男\t1972.06\t中共党员\t大专\t19900007702\t芦荷塘村\t党支部书记、村委会主任\t2011.03
曹畹宁\t女\t1975.12\t群众\t高中\t\t芦荷塘村\t村委会委员\t2011.03
沈芷蘅\t女\t1993.01\t共青团员\t本科\t\t芦荷塘村\t后备人才
祁老\t男\t1950.01\t中共党员\t小学\t\t芦荷塘村\t党支部副书记\t2005.03\t2011.03
黎鹤亭\t男\t1968.04\t中共党员\t大专\t\t石桥头村\t党支部书记\t2011.03
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "望溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, CATALOG, CLOCK)
    rosters.apply(rosters.preview(LIST))
    yield made
    made.close()


def test_lines_sums_and_masks(book: Book) -> None:
    seen = Ledgers(book, CATALOG, CLOCK).roster_ledger()
    first = seen.places[0]
    assert [line.cells["name"] for line in first.rows] == ["林禾田", "曹畹宁", "沈芷蘅"]
    assert first.rows[0].cells["phone"] == "199****7702"
    assert first.rows[0].cells["age"] == "39"
    assert [line.cells["reserve"] for line in first.rows] == ["", "", "是"]
    assert first.total.words() == (
        "班子成员 2 人，妇女 1 人，党员 1 人，35 岁及以下 0 人，大专及以上 1 人，后备 1 人"
    )
    assert (seen.total.members, seen.total.reserves) == (3, 1)
    assert [line.number for line in seen.lines] == [1, 2, 3, None, 4, None, None]


def test_another_day_has_other_people(book: Book) -> None:
    ledgers = Ledgers(book, CATALOG, CLOCK)
    before = ledgers.roster_ledger(date(2010, 5, 1))
    assert [line.cells["name"] for line in before.places[0].rows] == ["祁老", "沈芷蘅"]
    assert before.without == ("石桥头村",)
    with pytest.raises(Rejected):
        ledgers.roster_ledger(community="月亮村")


def test_it_leaves_the_program_with_its_sums(book: Book, tmp_path: Path) -> None:
    seen = Ledgers(book, CATALOG, CLOCK).roster_ledger()
    exports = Exports(book, CLOCK, Rosters(book, CATALOG, CLOCK))
    with pytest.raises(Rejected):
        exports.shown(tmp_path / "台账.xlsx", shown(seen), purpose="")
    exports.shown(tmp_path / "台账.xlsx", shown(seen), purpose="报县委组织部")
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert "19900007702" not in str(rows)
    assert any(row[1] == "芦荷塘村小计" and row[3].startswith("班子成员 2 人") for row in rows)
    assert rows[-1][1] == "合计"
    sums = [n for n, row in enumerate(rows, 1) if row[1].endswith(("小计", "合计"))]
    assert sorted(one.min_row for one in sheet.merged_cells.ranges if one.min_col == 4) == sums
    assert {sheet.row_dimensions[n].height for n in sums} == {sheet.row_dimensions[3].height}
    record = exports.past()[0].record
    assert record is not None
    assert record.persons == 4
