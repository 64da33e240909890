"""花名册 by keyboard: search, type, paste, confirm, look at a number, add, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.organisations import OrgCategory, OrgLevel
from dangjian_desktop.domain.people import Sex
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.shell import Hit
from dangjian_desktop.gui.tabs.roster.asides import FOLDED, MORE
from dangjian_desktop.gui.tabs.roster.commands import SPEC
from dangjian_desktop.gui.tabs.roster.exporting import ExportForm
from dangjian_desktop.gui.tabs.roster.labelling import LabelForm
from dangjian_desktop.gui.tabs.roster.paned import LookForm
from dangjian_desktop.gui.tabs.roster.person_card import spaced_pinyin
from dangjian_desktop.gui.tabs.roster.posts import BAD_DAY, EndPostForm, NewPostForm
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.tabs.roster.units import NewCommunityForm, NewOrgForm
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.roster_edits import CellEdit
from tests.exchange.invented_notice import flattened_groups
from tests.gui.conftest import MakeWindow, ScriptedDesk, ShowRoster
from tests.gui.keys import tap
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
OFFSCREEN = "This plugin does not support"


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    """Return the window on a book with six persons and a work group list."""
    return show_roster(book, roster_text(), flattened_groups())


@pytest.fixture
def tab(window: Window) -> RosterTab:
    made = window.tabs["roster"]
    assert isinstance(made, RosterTab)
    return made


def names(tab: RosterTab) -> list[str]:
    return [line.person.name for line in tab.people.rows_model.shown]


def at(tab: RosterTab, name: str, column: str) -> None:
    """Put the keyboard on a cell."""
    tab.people.setFocus()
    row = names(tab).index(name)
    columns = [one.id for one in tab.people.rows_model.columns]
    tab.people.setCurrentIndex(tab.people.rows_model.index(row, columns.index(column)))


def person(tab: RosterTab, name: str):  # type: ignore[no-untyped-def]
    assert tab.picture is not None
    return next(line.person for line in tab.picture.persons if line.person.name == name)


def test_search_by_initials_finds_names_first_then_units(tab: RosterTab, qtbot: QtBot) -> None:
    tap(Qt.Key.Key_F, CONTROL)
    assert tab.field.hasFocus()
    QTest.keyClicks(tab.field, "lht")
    tap(Qt.Key.Key_Return)
    assert names(tab)[:3] == ["黎鹤亭", "林禾田", "罗浩亭"]
    assert set(names(tab)[3:]) == {"曹畹宁", "沈芷蘅"}
    assert tab.strip.how.text() == "首字母"
    assert tab.strip.words.text() == "姓名 3 人，单位 3 人"
    assert tab.field.count == "5 人"
    tap(Qt.Key.Key_Escape)
    assert len(names(tab)) == len(tab.people.rows_model.rows)
    assert not tab.strip.isVisible()


def test_surnames_are_found_by_their_own_reading(tab: RosterTab) -> None:
    tab.search("shanht")
    assert names(tab) == ["单怀亭"]
    assert spaced_pinyin("单怀亭", "shanhuaiting") == "Shan Huaiting"
    assert spaced_pinyin("尉迟恭", "yuchigong") == "Yuchi Gong"
    assert spaced_pinyin("吕履", "lvlv") == "Lü Lü"


def test_lists_follow_the_posts(tab: RosterTab) -> None:
    counts = {name: button.segment.count for name, button in tab.views.buttons.items()}
    assert counts["two"] == 4
    assert counts["reserve"] == 2
    assert counts["communities"] == 8
    tab.views.choose("reserve")
    assert names(tab) == ["罗浩亭", "沈芷蘅"]
    tap(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert tab.views.current() == "resident"


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_a_cell_is_typed_saved_and_undone(
    window: Window, tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    at(tab, "罗浩亭", "birth")
    QTest.keyClick(tab.people, Qt.Key.Key_1)
    editor = tab.people.viewport().findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "990.13")
    assert editor.accessibleDescription() == "“1990.13”没有这个日期。请核对后写成 1975.03 或 1975-03-12。"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(window.runner)
    assert person(tab, "罗浩亭").birth is None
    editor.setText("1990-03-14")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.runner.busy() and person(tab, "罗浩亭").birth is not None)
    assert person(tab, "罗浩亭").birth.isoformat() == "1990-03-14"
    tab.people.setFocus()
    tap(Qt.Key.Key_Z, CONTROL)
    settled(window.runner)
    assert person(tab, "罗浩亭").birth is None


def test_a_block_from_excel_is_one_step_and_one_wrong_cell_stops_it(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    at(tab, "林禾田", "sex")
    below = names(tab)[names(tab).index("林禾田") + 1]
    QGuiApplication.clipboard().setText("男\t1972.06\n不详\t1981.02\n")
    tap(Qt.Key.Key_V, CONTROL)
    settled(window.runner)
    assert person(tab, "林禾田").birth_day_known
    assert "认不出是男是女" in window.surface.messages.sentence.text()
    QGuiApplication.clipboard().setText("女\t1972.06\n女\t1981.02\n")
    tap(Qt.Key.Key_V, CONTROL)
    settled(window.runner)
    assert (person(tab, "林禾田").sex, person(tab, below).sex) == (Sex.FEMALE, Sex.FEMALE)
    tap(Qt.Key.Key_Z, CONTROL)
    settled(window.runner)
    assert person(tab, "林禾田").sex is Sex.MALE


def test_phones_are_masked_and_shown_only_with_an_entry_in_the_log(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    at(tab, "林禾田", "phone")
    tap(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().strip() == "199****7702"
    tap(Qt.Key.Key_V, CONTROL)
    settled(window.runner)
    assert person(tab, "林禾田").phone == "19900007702"
    tab.acts.reveal("phone")
    form = tab.pane.asking
    assert isinstance(form, LookForm)
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    settled(window.runner)
    assert form.fields["原因"].sentence.text()
    assert tab.pane.revealed == {}
    form.reason.setText("电话通知本人")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.pane.revealed == {"phone": "19900007702"}
    office = window.books.office
    assert office is not None
    said: list[str] = []
    window.runner.run(office.upkeep.operations, 1, then=lambda found: said.append(found[0].summary))
    settled(window.runner)
    assert said == ["查看 林禾田 的手机，原因：电话通知本人"]
    for name in ("黎鹤亭", "林禾田"):
        at(tab, name, "name")
        QTest.qWait(20)
    assert tab.pane.revealed == {}
    link = next(one for one in tab.pane.findChildren(QPushButton) if one.text() == "显示")
    link.setFocus()
    link.click()
    settled(window.runner)
    assert tab.pane.revealed == {"phone": "19900007702"}
    assert tab.grid().hasFocus()
    window.show_tab("settings")
    window.show_tab("roster")
    settled(window.runner)
    QTest.qWait(20)
    assert tab.pane.revealed == {}
    words = [one.text() for one in tab.pane.findChildren(QLabel) if one.isVisible()]
    assert "199****7702" in words
    assert "19900007702" not in words


def test_what_a_file_left_unsure_is_confirmed(window: Window, tab: RosterTab, settled: Settled) -> None:
    tab.views.choose("communities")
    model = tab.communities.rows_model
    row = next(number for number, line in enumerate(model.shown) if line.to_confirm)
    tab.communities.setCurrentIndex(model.index(row, 0))
    key = model.shown[row].community.id
    QTest.qWait(20)
    assert tab.acts.open_here()
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    line = model.at(model.line_of(key))
    assert line is not None
    assert line.to_confirm == ()
    assert window.surface.messages.sentence.text().startswith("已核对 ")


def test_a_person_is_added_and_a_known_name_is_asked_about(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    tap(Qt.Key.Key_N, CONTROL)
    form = tab.pane.new
    assert form is not None
    assert form.name.hasFocus()
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert "没有写名称" in form.fields["姓名"].sentence.text()
    form.name.insert("林禾田")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert "册内已有 1 个“林禾田”" in form.fields["姓名"].sentence.text()
    form.name.setText("温阡陌")
    form.title.setText("村委会委员")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert "温阡陌" in names(tab)
    assert tab.people.row_in_hand().person.name == "温阡陌"
    assert tab.people.row_in_hand().held[0].post.title == "村委会委员"
    assert window.surface.messages.sentence.text() == "已新增 温阡陌。"
    links = window.surface.messages.findChildren(QPushButton)
    next(one for one in links if one.text().startswith("撤销")).click()
    settled(window.runner)
    assert "温阡陌" not in names(tab)


def test_an_export_asks_what_for_and_writes_the_file(
    window: Window, tab: RosterTab, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    desk.answer = str(tmp_path / "花名册")
    tap(Qt.Key.Key_E, CONTROL)
    form = tab.pane.asking
    assert isinstance(form, ExportForm)
    tap(Qt.Key.Key_Return)
    assert form.fields["用途"].sentence.text() == "请写明导出做什么用。"
    form.purpose.insert("备案")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert (tmp_path / "花名册.xlsx").stat().st_size > 4000
    assert not tab.pane.busy_asking()


def test_labels_are_printed_for_what_is_shown(
    window: Window, tab: RosterTab, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    desk.answer = str(tmp_path / "标签")
    tap(Qt.Key.Key_B, CONTROL | Qt.KeyboardModifier.AltModifier)
    settled(window.runner)
    form = tab.pane.asking
    assert isinstance(form, LabelForm)
    assert form.purpose.hasFocus()
    tap(Qt.Key.Key_Return)
    assert form.fields["用途"].sentence.text() == "请写明打印做什么用。"
    shown = len(tab.people.rows_model.shown)
    assert form.told.text() == f"将印 {shown} 枚：现在显示的全部 {shown} 个收件人"
    form.copies.setValue(2)
    assert form.told.text() == f"将印 {2 * shown} 枚：现在显示的全部 {shown} 个收件人，每个 2 枚"
    form.purpose.insert("寄送通知")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert (tmp_path / "标签.pdf").read_bytes().startswith(b"%PDF")
    strip = window.surface.messages
    assert strip.sentence.text().startswith(f"已导出 {2 * shown} 枚标签：标签.pdf")
    assert "没有登记住址" in strip.sentence.text()
    words = [one.text() for one in strip.findChildren(QPushButton)]
    assert {"打开文件", "打开文件夹"} <= set(words)
    tap(Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settled(window.runner)
    page = tab.asides.page("exports")
    assert [one.record.what for one in page.model.shown] == ["地址标签"]


def test_labels_are_for_the_selected_rows_where_there_are_several(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    tab.people.clearSelection()
    for row in (0, 1):
        tab.people.selectionModel().select(
            tab.people.rows_model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    tap(Qt.Key.Key_B, CONTROL | Qt.KeyboardModifier.AltModifier)
    settled(window.runner)
    form = tab.pane.asking
    assert isinstance(form, LabelForm)
    assert form.told.text() == "将印 2 枚：选中的 2 个收件人"


def test_a_purpose_written_once_is_offered_again(window: Window, tab: RosterTab) -> None:
    tab.exporting.remember("报县委组织部备案")
    tap(Qt.Key.Key_E, CONTROL)
    form = tab.pane.asking
    assert isinstance(form, ExportForm)
    assert form.purpose.completer().model().data(form.purpose.completer().model().index(0, 0)) == (
        "报县委组织部备案"
    )


def test_the_list_on_the_screen_is_exported_as_filtered(
    window: Window, tab: RosterTab, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    desk.answer = str(tmp_path / "现在")
    tab.search("lht")
    tap(Qt.Key.Key_E, CONTROL)
    form = tab.pane.asking
    assert isinstance(form, ExportForm)
    form.purpose.insert("核对")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    sheet = openpyxl.load_workbook(tmp_path / "现在.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == names(tab)


def test_the_palette_finds_people_and_units(window: Window, tab: RosterTab, settled: Settled) -> None:
    found: list[Hit] = []
    window.shell.providers["人员"]("lht", found.extend)
    settled(window.runner)
    assert [hit.text for hit in found] == ["黎鹤亭", "林禾田", "罗浩亭"]
    window.shell.providers["单位"]("芦荷塘", found.extend)
    found[-1].run()
    settled(window.runner)
    assert tab.views.current() == "communities"
    assert tab.communities.row_in_hand().community.name == "芦荷塘村"


def test_an_empty_roster_offers_the_ways_to_fill_it(
    make_window: MakeWindow, book: Path, settled: Settled
) -> None:
    made = make_window(SPEC)
    made.books.open(book)
    settled(made.runner)
    made.show_tab("roster")
    settled(made.runner)
    tab = made.tabs["roster"]
    assert isinstance(tab, RosterTab)
    assert tab.stack.currentWidget() is tab.empty
    assert not tab.pane.isVisible()
    assert tab.status_text() == ("花名册还是空的",)


def test_communities_and_organisations_are_typed_in_their_lists(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    tab.views.choose("communities")
    model = tab.communities.rows_model
    columns = [one.id for one in model.columns]
    index = model.index(0, columns.index("households"))
    assert model.setData(index, "1,203户", Qt.ItemDataRole.EditRole)
    settled(window.runner)
    assert model.shown[0].community.households == 1203
    assert model.columns[columns.index("kind")].check is not None
    assert "村、社区" in model.columns[columns.index("kind")].check(model.shown[0], "镇")  # type: ignore[misc]
    tab.views.choose("orgs")
    orgs = tab.orgs.rows_model
    names_of = [one.id for one in orgs.columns]
    key = orgs.shown[0].org.id
    assert orgs.paste(0, names_of.index("category"), [["机关", "党总支"]]) == 2
    settled(window.runner)
    changed = orgs.shown[orgs.line_of(key)].org
    assert (changed.category, changed.level) == (OrgCategory.OFFICE, OrgLevel.GENERAL_BRANCH)
    window.shell.registry.run("window.undo")
    settled(window.runner)
    assert orgs.shown[orgs.line_of(key)].org.level is not OrgLevel.GENERAL_BRANCH


def test_rows_go_into_the_bin_with_a_reason_and_come_back(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    before = names(tab)
    at(tab, "罗浩亭", "name")
    QApplication.processEvents()
    tap(Qt.Key.Key_Delete, CONTROL)
    form = tab.pane.remove
    assert form is not None
    assert tab.pane.title.text() == "移入回收站 1 人"
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert form.field.sentence.text() == "请写明为什么移入回收站。"
    form.reason.setText("重复登记")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    settled(window.runner)
    assert "罗浩亭" not in names(tab)
    assert window.shell.registry.run("roster.bin")
    settled(window.runner)
    shown = [[str(tab.asides.page("bin").model.index(0, n).data()) for n in range(4)]]
    assert shown == [["人员", "罗浩亭", "2012-04-12", "重复登记"]]
    assert window.shell.registry.run("roster.put_back")
    settled(window.runner)
    assert tab.asides.page("bin").stack.currentIndex() == 1
    assert not tab.pane.isVisible()
    tap(Qt.Key.Key_Escape)
    settled(window.runner)
    assert not tab.aside()
    assert names(tab) == before


def test_what_others_need_stays_and_the_clerk_is_told(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    told: list[Finding] = []
    window.runner.noticed.connect(told.extend)
    tab.views.choose("communities")
    tab.communities.setCurrentIndex(tab.communities.rows_model.index(0, 0))
    count = len(tab.communities.rows_model.rows)
    window.shell.registry.run("roster.remove")
    assert tab.pane.remove is not None
    tab.pane.remove.reason.setText("撤并")
    QTest.keyClick(tab.pane.remove.reason, Qt.Key.Key_Return)
    settled(window.runner)
    assert [one.code for one in told] == ["roster.still_needed"]
    assert len(tab.communities.rows_model.rows) == count


def test_a_post_is_given_and_ended_and_the_history_is_shown(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    at(tab, "罗浩亭", "name")
    QApplication.processEvents()
    tap(Qt.Key.Key_T, CONTROL)
    form = tab.pane.asking
    assert isinstance(form, NewPostForm)
    assert form.place.currentText() == "石桥头村"
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    settled(window.runner)
    assert form.fields["职务"].sentence.text() == "没有写职务，请填写。"
    form.title.setText("村委会副主任")
    form.since.setText("2012.03")
    form.since.setFocus()
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    line = next(one for one in tab.people.rows_model.rows if one.person.name == "罗浩亭")
    assert [one.post.title for one in line.held] == ["后备人才", "村委会副主任"]
    QApplication.processEvents()
    assert window.shell.registry.run("roster.end_post")
    ending = tab.pane.asking
    assert isinstance(ending, EndPostForm)
    ending.post.setCurrentIndex(1)
    ending.day.setText("三月底")
    QTest.keyClick(ending.day, Qt.Key.Key_Return)
    assert ending.fields["最后一天"].sentence.text() == BAD_DAY
    ending.day.setText("2012-02-01")
    QTest.keyClick(ending.day, Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.pane.asking is ending
    ending.day.setText("2012-04-10")
    QTest.keyClick(ending.day, Qt.Key.Key_Return)
    settled(window.runner)
    line = next(one for one in tab.people.rows_model.rows if one.person.name == "罗浩亭")
    assert [one.post.title for one in line.held] == ["后备人才"]
    assert [one.post.title for one in line.past] == ["村委会副主任"]


def test_new_adds_what_the_list_in_hand_holds(window: Window, tab: RosterTab, settled: Settled) -> None:
    tab.views.choose("communities")
    tap(Qt.Key.Key_N, CONTROL)
    form = tab.pane.asking
    assert isinstance(form, NewCommunityForm)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled(window.runner)
    assert form.fields["名称"].sentence.text() == "没有写名称，请填写。"
    form.name.setText("石渡村")
    form.area.setCurrentText("河东片")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled(window.runner)
    line = tab.communities.row_in_hand()
    assert (line.community.name, line.area) == ("石渡村", "河东片")
    tab.views.choose("orgs")
    QApplication.processEvents()
    tap(Qt.Key.Key_N, CONTROL)
    asked = tab.pane.asking
    assert isinstance(asked, NewOrgForm)
    asked.name.setText("石渡村党总支")
    asked.category.setCurrentText("农村")
    asked.place.setCurrentText("石渡村")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    settled(window.runner)
    made = tab.orgs.row_in_hand().org
    assert (made.name, made.level, made.category) == (
        "石渡村党总支", OrgLevel.GENERAL_BRANCH, OrgCategory.RURAL
    )  # fmt: skip
    assert made.community_id == line.community.id


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_more_commands_by_keys_with_shortcuts_and_what_they_lack(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    tab.views.choose("orgs")
    tap(Qt.Key.Key_M, CONTROL)
    menu = tab.more.menu_in_hand
    assert menu is not None
    inner = [found for action in menu.actions() if isinstance(found := action.menu(), QMenu)]
    all_of = [action for one in (menu, *inner) for action in one.actions()]
    by_name = {action.objectName(): action for action in all_of if action.objectName()}
    assert set(by_name) == {name for group in (*MORE, *FOLDED.values()) for name in group}
    assert menu.sizeHint().height() < 700
    assert by_name["roster.bin"].text() == "回收站\tCtrl+Shift+R"
    assert by_name["roster.post"].text() == "登记任职　先选中一个人\tCtrl+T"
    assert not by_name["roster.post"].isEnabled()
    QTest.keyClick(menu, Qt.Key.Key_Return)  # the first that can run: 班子结构
    settled(window.runner)
    assert tab.asides.shown() == "structure"
    QTest.keyClick(tab.asides.page("structure").grid, Qt.Key.Key_Escape)
    settled(window.runner)
    assert not tab.aside()
    assert tab.people.isVisible() or tab.orgs.isVisible()


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_words_are_typed_as_anybody_writes_them(
    window: Window, tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    type_schooling(tab, "大学专科")
    qtbot.waitUntil(lambda: bool(person(tab, "罗浩亭").education == "大专"))
    type_schooling(tab, "私塾")
    qtbot.waitUntil(lambda: bool(person(tab, "罗浩亭").education == "私塾"))
    settled(window.runner)
    assert "“私塾”不是学历的通用写法，已照原样记下。" in window.surface.messages.sentence.text()


def type_schooling(tab: RosterTab, text: str) -> None:
    """Type into a cell and press Enter."""
    at(tab, "罗浩亭", "education")
    tap(Qt.Key.Key_F2)
    editor = tab.people.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_heads_and_facts_say_what_they_are_kept_for(tab: RosterTab) -> None:
    model = tab.people.rows_model
    tips = {
        column.id: model.headerData(number, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        for number, column in enumerate(model.columns)
    }
    personal = ("name", "sex", "birth", "education", "id_number", "phone", "residence", "ethnicity")
    assert all(str(tips[name]).startswith("用途：") for name in personal)
    at(tab, "罗浩亭", "name")
    labels = {label.text(): label.toolTip() for label in tab.pane.findChildren(QLabel)}
    assert labels["身份证号"] == tips["id_number"]
    assert labels["住址"] == tips["residence"]


def test_schooling_is_sorted_by_its_height(window: Window, tab: RosterTab, settled: Settled) -> None:
    people = [line.person for line in tab.people.rows_model.shown][:4]
    words = ("初中", "研究生", "函授本科", "中专")
    edits = [CellEdit(one.id, "education", word) for one, word in zip(people, words, strict=True)]
    window.runner.run(tab.office.rosters.edit, edits)
    settled(window.runner)
    column = [one.id for one in tab.people.rows_model.columns].index("education")
    tab.people.rows_model.sort(column)
    shown = [line.person.education for line in tab.people.rows_model.shown]
    places = [shown.index(word) for word in ("研究生", "函授本科", "中专", "初中")]
    assert places == sorted(places)
    assert shown[-1] == ""
