"""Import previews by keyboard alone: read, filter, apply, undo; bad files; a notice without a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.importing.pane import NoteRow
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.campaigns.commands import SPEC as CAMPAIGNS
from dangjian_desktop.gui.tabs.campaigns.importing import begin_import as begin_notice
from dangjian_desktop.gui.tabs.covering import cover_of
from dangjian_desktop.gui.tabs.roster.commands import SPEC as ROSTER
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.findings import Severity
from dangjian_desktop.services.import_views import ChangeKind
from tests.exchange.invented_notice import flattened_groups, flattened_notice, flattened_plan
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.keys import tap
from tests.gui.roster_township import HEAD, paste, roster_text

Settled = Callable[[Runner], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(make_window: MakeWindow, book: Path, settled: Settled, qtbot: QtBot) -> Window:
    """Return the window on an empty book, 花名册 shown."""
    made = make_window(ROSTER, CAMPAIGNS)
    made.books.open(book)
    settled(made.runner)
    made.show_tab("roster")
    settled(made.runner)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def test_paste_preview_apply_and_undo_by_keyboard_alone(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page = paste(window, roster_text(), settled)
    assert page.view is not None
    assert page.view.counts[ChangeKind.ADDED] == page.view.writes == 15  # 2 villages, 6 persons, 7 posts
    assert page.go.text().strip() == "导入 15 项"
    assert page.will.text().startswith("将写入：新增 2 个村（社区）、6 人、7 项职务")
    assert page.lines.hasFocus()
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    tab = window.tabs["roster"]
    assert cover_of(tab) is None  # type: ignore[arg-type]
    assert len(tab.picture.persons) == 6  # type: ignore[attr-defined]
    assert window.surface.messages.sentence.text() == "已导入：新增 2 个村（社区）、6 人、7 项职务。"
    tap(Qt.Key.Key_Z, CONTROL)
    settled(window.runner)
    assert tab.picture.persons == ()  # type: ignore[attr-defined]


def test_a_table_copied_from_a_page_keeps_its_merged_cells(window: Window, settled: Settled) -> None:
    cells = "<tr><th>片<th>片长<th>社区名称<th>驻点领导<tr><td rowspan=2>东坡片"
    cells += "<td rowspan=2>秦知远<td>柳岸社区<td>温若谷"
    copied = QMimeData()
    copied.setHtml(f"<p>驻社区工作组名单</p><table>{cells}<tr><td>松岗村<td>白一舟</table>")
    copied.setText("片\t片长\t社区名称\t驻点领导\n东坡片\t秦知远\t柳岸社区\t温若谷\n松岗村\t白一舟")
    QGuiApplication.clipboard().setMimeData(copied)
    tap(Qt.Key.Key_V, BOTH)
    settled(window.runner)
    page = cover_of(window.tabs["roster"])  # type: ignore[arg-type]
    assert page is not None
    assert page.view is not None
    assert not [one for one in page.view.notes if one.severity is Severity.ERROR]
    added = [(one.entity, one.name, one.new) for one in page.view.lines if one.entity == "村、社区"]
    assert added == [("村、社区", "柳岸社区", "东坡片"), ("村、社区", "松岗村", "东坡片")]


def test_storing_can_be_stopped_and_begun_again(window: Window, settled: Settled) -> None:
    page = paste(window, roster_text(), settled)
    page.apply()
    assert not page.go.isEnabled()
    window.runner.cancel()
    settled(window.runner)
    assert page.go.isEnabled()
    assert window.surface.messages.sentence.text() == "已取消，做了一半的没有留下。"
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    assert len(window.tabs["roster"].picture.persons) == 6  # type: ignore[attr-defined]


def test_escape_leaves_without_writing(window: Window, settled: Settled) -> None:
    paste(window, roster_text(), settled)
    tap(Qt.Key.Key_Escape)
    settled(window.runner)
    tab = window.tabs["roster"]
    assert cover_of(tab) is None  # type: ignore[arg-type]
    assert tab.isVisible()
    assert tab.picture.persons == ()  # type: ignore[attr-defined]


def test_the_same_again_writes_nothing_and_a_changed_cell_shows_old_and_new(
    window: Window, settled: Settled
) -> None:
    paste(window, roster_text(), settled).apply()
    settled(window.runner)
    page = paste(window, roster_text(), settled)
    assert page.view is not None
    assert page.view.writes == 0
    assert not page.go.isEnabled()
    assert page.will.text() == "没有要写入的内容；不写入：相同 15 项。"
    page.leave()
    text = roster_text().replace("19900000417", "19900002281") + "\n\t男\t\t\t\t\t石桥头村\t委员"
    page = paste(window, text, settled)
    assert page.view is not None
    shown = [(line.kind, line.field, line.old, line.new) for line in page.lines.rows_model.shown]
    assert shown == [
        (ChangeKind.REFUSED, "姓名", "", ""),
        (ChangeKind.CHANGED, "手机", "199****0417", "199****2281"),
    ]
    assert page.view.lines[0].told == "这一行没有写姓名，未导入。请补上后重新导入。"
    assert sum(page.view.counts.values()) == 16
    page.cards.cards["unchanged"].click()
    assert {line.kind for line in page.lines.rows_model.shown} == {ChangeKind.UNCHANGED}


def test_what_is_unsure_stands_beside_the_lines_and_leads_to_them(window: Window, settled: Settled) -> None:
    page = paste(window, flattened_groups(), settled)
    assert page.view is not None
    note = next(one for one in page.view.notes if one.address)
    page.go_to(note.address)
    assert page.lines.row_in_hand().address == note.address
    assert dict(page.view.facts)["片"] == "2 个"


def test_the_notes_are_read_and_followed_by_the_keyboard(window: Window, settled: Settled) -> None:
    page = paste(window, flattened_groups(), settled)
    rows = page.pane.findChildren(NoteRow)
    assert len(rows) > 2
    page.lines.setFocus()
    for _ in range(12):
        here = QApplication.focusWidget()
        if isinstance(here, NoteRow):
            break
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert rows[0].hasFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    QTest.keyClick(rows[1], Qt.Key.Key_Down)
    QTest.keyClick(rows[2], Qt.Key.Key_Up)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert page.lines.row_in_hand().address == rows[1].note.address
    assert page.lines.hasFocus()


def test_a_file_that_cannot_be_read_says_why_and_another_can_be_chosen(
    window: Window, settled: Settled, tmp_path: Path, desk: ScriptedDesk
) -> None:
    bad, good = tmp_path / "空.xlsx", tmp_path / "名册.csv"
    bad.write_bytes(b"")
    good.write_bytes(
        (HEAD + "\n温阡陌\t男\t1977.09\t大专\t\t\t上塘村\t主任").replace("\t", ",").encode("gbk")
    )
    desk.answer = str(bad)
    tap(Qt.Key.Key_I, CONTROL)
    settled(window.runner)
    page = cover_of(window.tabs["roster"])  # type: ignore[arg-type]
    assert page is not None
    assert page.stack.currentWidget() is page.refused
    assert not page.go.isEnabled()
    desk.answer = str(good)
    tap(Qt.Key.Key_O, CONTROL)
    settled(window.runner)
    assert page.view is not None
    assert page.view.source == "名册.csv"
    assert page.view.writes == 3


def test_a_dropped_file_is_previewed(window: Window, settled: Settled, tmp_path: Path) -> None:
    path = tmp_path / "名册.txt"
    path.write_text(roster_text(), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    tab = window.tabs["roster"]
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drop = tab.findChild(FileDrop)
    assert isinstance(drop, FileDrop)
    assert drop.eventFilter(tab, event)
    settled(window.runner)
    page = cover_of(tab)  # type: ignore[arg-type]
    assert page is not None
    assert page.view is not None
    assert page.view.counts[ChangeKind.ADDED] == 15


def test_a_notice_becomes_a_campaign(window: Window, settled: Settled) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = window.tabs["campaigns"]
    page = begin_notice(tab, flattened_notice())  # type: ignore[arg-type]
    settled(window.runner)
    assert page is not None
    assert page.view is not None
    assert page.view.year == 2031
    assert {line.entity for line in page.view.lines} == {"活动", "阶段", "任务"}
    assert any("不一致" in note.text for note in page.view.notes)
    line = next(one for one in page.lines.rows_model.rows if "建立活动档案" in one.name)
    assert page.lines.show_row(line.number)
    for _ in range(3):
        QApplication.processEvents()
    assert page.pane.whole is not None  # what two columns cut off is read beside them
    assert "1、提交实施方案；2、建立活动档案" in page.pane.whole.text()
    assert "各社区组织委员" in page.pane.whole.text()
    for key in (Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_Z):  # keys of a roster's preview
        tap(key, CONTROL)
        settled(window.runner)
        assert cover_of(tab) is page  # type: ignore[arg-type]
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    assert cover_of(tab) is None  # type: ignore[arg-type]
    assert len(tab.state.tasks) == 4  # type: ignore[attr-defined]


def test_the_year_is_asked_where_the_notice_tells_none_and_can_be_changed(
    window: Window, settled: Settled
) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    page = begin_notice(window.tabs["campaigns"], flattened_plan())  # type: ignore[arg-type]
    settled(window.runner)
    assert page is not None
    assert page.stack.currentWidget() is page.asking
    page.asking.year.setText("20")
    tap(Qt.Key.Key_Return)
    assert page.asking.field.sentence.text() == "请填四位数的年份，如 2026。"
    page.asking.year.setText("2030")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert page.view is not None
    assert page.view.year == 2030
    assert page.pane.year is not None
    page.pane.year.setText("2029")
    page.pane.year.returnPressed.emit()
    settled(window.runner)
    assert page.view.year == 2029
    assert any("2029-05-10" in line.new for line in page.view.lines)


VOTERS = "村（社区）\t姓名\t性别\t出生日期\n柳岸村\t仇念慈\t女\t1980.07\n柳岸村\t单秋月\t女\t1979.11"


@pytest.mark.qt_log_ignore("This plugin does not support")  # the list under a field, off screen
def test_the_kind_of_list_is_said_by_the_keyboard(window: Window, settled: Settled, book: Path) -> None:
    page = paste(window, VOTERS, settled)
    assert page.desk is not None
    kinds = page.desk.kinds
    assert kinds.itemText(0) == "自动认：干部名册"
    assert {kinds.itemText(place) for place in range(1, kinds.count())} >= {
        "选民名单",
        "居民小组名册",
        "班子届期",
    }
    tap(Qt.Key.Key_T, CONTROL)
    assert kinds.view().isVisible()
    for _ in range(kinds.findText("选民名单")):
        QTest.keyClick(kinds.view(), Qt.Key.Key_Down)
    QTest.keyClick(kinds.view(), Qt.Key.Key_Return)
    settled(window.runner)
    assert kinds.kind == "voters"
    assert page.view is not None
    assert page.will.text().startswith("将写入：新增 1 个村（社区）、2 名选民")
    QTest.keyClick(page.lines, Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    tab = window.tabs["roster"]
    assert cover_of(tab) is None  # type: ignore[arg-type]
    assert tab.picture.persons == ()  # type: ignore[attr-defined]


def test_reading_that_is_stopped_leads_back(window: Window, settled: Settled) -> None:
    held = Event()
    window.runner.run(held.wait)
    QGuiApplication.clipboard().setText(VOTERS)
    tap(Qt.Key.Key_V, BOTH)
    window.runner.open_jobs[-1].cancel()
    held.set()
    settled(window.runner)
    assert cover_of(window.tabs["roster"]) is None  # type: ignore[arg-type]
