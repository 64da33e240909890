"""The exported workbook: four sheets, masked numbers, page set up, the purpose in the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.exchange.plans import ChangeKind
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CADRES = (
    "姓名\t性别\t出生年月\t民族\t学历\t政治面貌\t入党时间\t联系电话\t身份证号\t社区\t职务\n"
    "秦知远\t男\t1975.03\t汉族\t大专\t中共党员\t1998.07\t19900001234\t990101197503071816\t石桥\t书记\n"
    "薄云天\t女\t1981-11-20\t汉族\t本科\t群众\t\t19900005678\t\t柳岸\t委员"
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book with a work group list and two cadres."""
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, Catalog(forms_folder(), None), CLOCK)
    rosters.apply(rosters.preview(flattened_groups()))
    rosters.apply(rosters.preview(CADRES))
    yield made
    made.close()


@pytest.fixture
def rosters(book: Book) -> Rosters:
    return Rosters(book, Catalog(forms_folder(), None), CLOCK)


def test_sheets_are_ready_for_the_printer(rosters: Rosters, tmp_path: Path) -> None:
    rosters.export(tmp_path / "花名册.xlsx", purpose="备案")
    workbook = openpyxl.load_workbook(tmp_path / "花名册.xlsx")
    assert [sheet.title for sheet in workbook] == [
        "1 驻村（社区）工作组成员名单",
        "2 干部名册",
        "3 党组织名册",
        "4 村（社区）名册",
    ]
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.column_dimensions["A"].width > 4


def test_numbers_are_masked_unless_written_in_full_for_a_purpose(rosters: Rosters, tmp_path: Path) -> None:
    rosters.export(tmp_path / "遮盖.xlsx", purpose="核对")
    texts = cells(tmp_path / "遮盖.xlsx")
    assert "9901**********1816" in texts
    assert "199****1234" in texts
    assert "19900001234" not in texts
    rosters.export(tmp_path / "完整.xlsx", purpose="报县委组织部", full=True)
    assert {"990101197503071816", "19900001234"} <= cells(tmp_path / "完整.xlsx")


def test_the_log_keeps_the_purpose_and_undo_passes_it_over(
    book: Book, rosters: Rosters, tmp_path: Path
) -> None:
    rosters.export(tmp_path / "a.xlsx", purpose="报县委组织部")
    newest = Upkeep(book, CLOCK).operations(1)[0]
    assert newest.action == "roster.export"
    assert newest.summary == "导出花名册（证号电话已遮盖），用途：报县委组织部"
    assert Upkeep(book, CLOCK).undo().value.startswith("导入花名册")


@pytest.mark.parametrize("full", [False, True])
def test_cadres_exported_and_imported_again_are_all_unchanged(
    rosters: Rosters, tmp_path: Path, full: bool
) -> None:
    path = tmp_path / "花名册.xlsx"
    rosters.export(path, purpose="核对", full=full)
    again = rosters.preview(path, "cadres")
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}
    assert again.plan.is_empty()


def cells(path: Path) -> set[str]:
    """Return the texts of every cell."""
    workbook = openpyxl.load_workbook(path)
    return {str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value}
