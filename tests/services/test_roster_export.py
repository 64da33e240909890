"""The exported workbook: a sheet a list, masked numbers, page set up, purpose in the log, all or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.exports import Numbers
from dangjian_desktop.domain.organisations import Committee, CommitteeKind, ResidentGroup
from dangjian_desktop.domain.people import Person, Sex, Voter, masked_phone
from dangjian_desktop.exchange.plans import ChangeKind
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.progress import Cancelled, Silent
from dangjian_desktop.services.exports import Exports, ShownList, ViewColumn
from dangjian_desktop.services.roster_export import RosterPart
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CADRES = (
    "姓名\t性别\t出生年月\t民族\t学历\t政治面貌\t入党时间\t联系电话\t身份证号\t社区\t职务\t住址\t备注\n"
    "秦知远\t男\t1975.03\t汉族\t大专\t中共党员\t1998.07\t19900001234\t990101197503071816"
    "\t石桥\t书记\t石桥村 3 巷 5 号\t\n"
    "薄云天\t女\t1981-11-20\t汉族\t本科\t群众\t\t19900005678\t\t柳岸\t委员\t\t=1+1"
)
ORGS = "党组织名称\t类别\t级别\t成立时间\t党员数\n石桥村党支部\t农村\t党支部\t2001.07\t31"
PLACES = "片名\t社区名称\t类别\t户数\t人口\t选民数\n\t石桥\t社区\t410\t1520\t1204"
LISTS = {
    RosterPart.WORK_GROUPS: "work_groups",
    RosterPart.CADRES: "cadres",
    RosterPart.ORGS: "party_orgs",
    RosterPart.COMMUNITIES: "communities",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book with something in every list of the roster."""
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, Catalog(forms_folder(), None), CLOCK)
    for given in (flattened_groups(), CADRES, ORGS, PLACES):
        rosters.apply(rosters.preview(given))
    with made.work("test.fill", "选民") as work:
        place = work.communities.first(name="石桥")
        assert place is not None
        group = ResidentGroup(id="g1", community_id=place.id, name="第一居民小组", households=80)
        work.resident_groups.add(group)
        term = Committee(
            id="c1", kind=CommitteeKind.PARTY, community_id=place.id, term="第九届", seats=5,
            since=date(2030, 12, 1),
        )  # fmt: skip
        work.committees.add(term)
        work.voters.add_all(voter(place.id, number) for number in range(1, 41))
        work.commit()
    yield made
    made.close()


def voter(place: str, number: int) -> Voter:
    """Return an invented voter."""
    return Voter(
        id=f"v{number}", community_id=place, number=number, name="甄" + "一二三四五"[number % 5],
        sex=Sex.FEMALE, birth=date(1970, 2, 1), birth_day_known=number % 2 == 0,
        id_number="99010119700201002X", resident_group="第一居民小组", household="@12",
        residence="石桥东街 & <北>",
    )  # fmt: skip


@pytest.fixture
def rosters(book: Book) -> Rosters:
    return Rosters(book, Catalog(forms_folder(), None), CLOCK)


@pytest.fixture
def exports(book: Book, rosters: Rosters) -> Exports:
    return Exports(book, CLOCK, rosters)


def test_every_list_is_a_sheet_ready_for_the_printer(exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "花名册.xlsx", purpose="备案")
    workbook = openpyxl.load_workbook(tmp_path / "花名册.xlsx")
    assert [sheet.title for sheet in workbook] == [
        "1 驻村（社区）工作组成员名单",
        "2 干部名册",
        "3 党组织名册",
        "4 村（社区）名册",
        "5 居民小组名册",
        "6 班子届期名册",
    ]
    for sheet in workbook:
        heads = 3 if sheet.title.startswith("1") else 2
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        page, foot = sheet.sheet_properties.pageSetUpPr, sheet.oddFooter
        assert page is not None
        assert page.fitToPage
        # one page wide and as many as it takes; 附件1 stands on one page
        assert sheet.page_setup.fitToHeight == (None if heads == 3 else 0)
        assert sheet.print_title_rows == f"$2:${heads}"
        assert sheet.print_area.endswith(f"${sheet.max_row}")
        assert str(sheet.freeze_panes).endswith(str(heads + 1))
        assert foot is not None
        assert foot.center.text == "第 &P 页 共 &N 页"
        assert 4 < sheet.column_dimensions["A"].width < 50
        head = sheet.cell(2, 1)
        assert head.font.b
        assert head.fill.fgColor.rgb == "FFEFEBE4"
        assert sheet.cell(sheet.max_row, 1).border.left.style == "thin"


def test_the_name_stays_in_sight(exports: Exports, tmp_path: Path) -> None:
    both = (RosterPart.CADRES, RosterPart.VOTERS)
    exports.roster(tmp_path / "a.xlsx", purpose="备案", parts=both)
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook["1 干部名册"].freeze_panes == "B3"
    assert workbook["2 选民名单"].freeze_panes == "E3"
    assert workbook["2 选民名单"].cell(2, 4).value == "姓名"


def test_attachment_one_keeps_its_merged_cells(exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "a.xlsx", purpose="备案", parts=(RosterPart.WORK_GROUPS,))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert isinstance(sheet, Worksheet)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"} <= merged
    areas = sorted(area for area in merged if area.startswith("A") and area not in {"A1:G1", "A2:A3"})
    assert areas
    assert {area.replace("A", "B") for area in areas} <= merged


def test_texts_stay_texts_and_figures_can_be_summed(exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "a.xlsx", purpose="备案", full=True, parts=tuple(RosterPart))
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    by_text = {cell.value: cell for cell in cells}
    for text in ("=1+1", "@12", "990101197503071816", "19900001234"):
        assert by_text[text].data_type == "s"
        assert by_text[text].number_format == "@"
    assert by_text[1520].data_type == "n"
    assert "石桥东街 & <北>" in by_text


def test_voters_are_listed_in_order_with_what_is_known(exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "a.xlsx", purpose="备案", parts=(RosterPart.VOTERS,))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert isinstance(sheet, Worksheet)
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[2] for row in rows] == list(range(1, 41))
    assert rows[0][:7] == (
        "石桥", "第一居民小组", 1, "甄二", "女", "1970.02", "9901**********002X",
    )  # fmt: skip
    assert rows[1][5] == "1970-02-01"


def test_numbers_are_masked_unless_written_in_full_for_a_purpose(exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "遮盖.xlsx", purpose="核对")
    texts = cells(tmp_path / "遮盖.xlsx")
    assert "9901**********1816" in texts
    assert "199****1234" in texts
    assert "19900001234" not in texts
    exports.roster(tmp_path / "完整.xlsx", purpose="报县委组织部", full=True)
    assert {"990101197503071816", "19900001234"} <= cells(tmp_path / "完整.xlsx")


def test_nothing_leaves_without_a_purpose(exports: Exports, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        exports.roster(tmp_path / "a.xlsx", purpose=" ")
    assert [one.code for one in refused.value.findings] == ["roster.no_purpose"]
    assert not (tmp_path / "a.xlsx").exists()


def test_the_register_names_purpose_columns_and_persons(book: Book, exports: Exports, tmp_path: Path) -> None:
    exports.roster(tmp_path / "a.xlsx", purpose="报县委；组织部", full=True, parts=(RosterPart.CADRES,))
    exports.roster(tmp_path / "b.xlsx", purpose="核对", parts=(RosterPart.COMMUNITIES,))
    newest, older = exports.past()
    assert older.record is not None
    assert (older.record.purpose, older.record.file) == ("报县委，组织部", "a.xlsx")
    assert older.record.numbers is Numbers.FULL
    assert {"姓名", "身份证号"} <= set(older.record.columns)
    with book.read() as view:
        assert older.record.persons == len(view.persons.all())
    assert newest.record is not None
    assert (newest.record.numbers, newest.record.persons) == (Numbers.NONE, 0)
    assert newest.at == CLOCK.now()


def test_undo_passes_an_export_over(book: Book, exports: Exports, rosters: Rosters, tmp_path: Path) -> None:
    rosters.apply(rosters.preview("姓名\t社区\t职务\n单云帆\t石桥\t委员"))
    exports.roster(tmp_path / "a.xlsx", purpose="报县委组织部")
    assert Upkeep(book, CLOCK).operations(1)[0].action == "roster.export"
    assert Upkeep(book, CLOCK).undo().value.startswith("导入花名册")


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("part", list(LISTS))
def test_each_list_exported_and_imported_again_is_unchanged(
    exports: Exports, rosters: Rosters, tmp_path: Path, part: RosterPart, full: bool
) -> None:
    path = tmp_path / "花名册.xlsx"
    exports.roster(path, purpose="核对", full=full, parts=(part,))
    for kind in ("", LISTS[part]):
        again = rosters.preview(path, kind)
        assert [one for one in again.changes if one.kind is not ChangeKind.UNCHANGED] == []
        assert again.plan.is_empty()


def test_the_whole_roster_exported_and_imported_again_is_unchanged(
    exports: Exports, rosters: Rosters, tmp_path: Path
) -> None:
    path = tmp_path / "花名册.xlsx"
    exports.roster(path, purpose="核对")
    again = rosters.preview(path)
    assert [one for one in again.changes if one.kind is not ChangeKind.UNCHANGED] == []
    assert again.plan.is_empty()


def test_a_cancelled_export_leaves_nothing(
    exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    target = tmp_path / "out" / "a.xlsx"
    with pytest.raises(Cancelled):
        exports.roster(target, purpose="核对", progress=Impatient())
    assert list(target.parent.iterdir()) == []
    assert list(scratch.iterdir()) == []
    assert exports.past() == ()


def test_a_cancelled_export_leaves_the_earlier_file_alone(exports: Exports, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"earlier")
    with pytest.raises(Cancelled):
        exports.roster(target, purpose="核对", progress=Impatient())
    assert target.read_bytes() == b"earlier"


def test_the_list_on_the_screen_goes_out_as_it_stands(exports: Exports, tmp_path: Path) -> None:
    people = [Person(id=name, name=name, phone="19900001234") for name in ("秦知远", "薄云天")]
    columns = (
        ViewColumn("手机", lambda one: masked_phone(one.phone), lambda one: one.phone),
        ViewColumn("姓名", lambda one: one.name),
        ViewColumn("字数", lambda one: f"{len(one.name)} 字", None, lambda one: len(one.name)),
    )
    shown = ShownList(title="“两委”", columns=columns, rows=people, persons=2)
    exports.shown(tmp_path / "a.xlsx", shown, purpose="核对")
    assert table(tmp_path / "a.xlsx") == [("手机", "姓名", "字数"), ("199****1234", "秦知远", 3),
                                          ("199****1234", "薄云天", 3)]  # fmt: skip
    exports.shown(tmp_path / "b.xlsx", shown, purpose="核对", full=True)
    assert table(tmp_path / "b.xlsx")[1][0] == "19900001234"
    newest = exports.past()[0].record
    assert newest is not None
    assert (newest.what, newest.persons, newest.numbers) == ("“两委”", 2, Numbers.FULL)


def test_an_empty_screen_is_not_exported(exports: Exports, tmp_path: Path) -> None:
    shown = ShownList(title="全部", columns=(ViewColumn("姓名", str),), rows=(), persons=0)
    with pytest.raises(Rejected) as refused:
        exports.shown(tmp_path / "a.xlsx", shown, purpose="核对")
    assert [one.code for one in refused.value.findings] == ["roster.nothing_shown"]


def test_a_text_no_cell_holds_is_refused_by_name(exports: Exports, tmp_path: Path) -> None:
    shown = ShownList(title="全部", columns=(ViewColumn("备注", str),), rows=("长" * 40_000,), persons=0)
    with pytest.raises(Rejected) as refused:
        exports.shown(tmp_path / "a.xlsx", shown, purpose="核对")
    assert [(one.code, one.where.field) for one in refused.value.findings] == [
        ("papers.cell_too_long", "备注")
    ]
    assert not (tmp_path / "a.xlsx").exists()


class Impatient(Silent):
    """Cancels at the first step."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Cancel."""
        raise Cancelled(done, total, what)


def cells(path: Path) -> set[str]:
    """Return the texts of every cell."""
    workbook = openpyxl.load_workbook(path)
    return {str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value}


def table(path: Path) -> list[tuple[object, ...]]:
    """Return the header and the rows of the only sheet."""
    sheet = openpyxl.load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return list(sheet.iter_rows(min_row=2, values_only=True))
