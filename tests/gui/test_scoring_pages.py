"""The pages behind the rating list, by keys: 公示 put up, 异议 recorded, looked into and answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.scoring.commands import SPEC
from dangjian_desktop.gui.tabs.scoring.grade_chart import GradeChart
from dangjian_desktop.gui.tabs.scoring.tab import LIST, ScoringTab
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.publication_views import ObjectionState
from dangjian_desktop.services.scoring import GradeWish
from tests.gui.conftest import MakeWindow, ScriptedDesk, settle
from tests.gui.keys import CTRL, CTRL_ALT, press, write
from tests.gui.test_high_zoom import reachable
from tests.services.appraised_township import appraised
from tests.services.assessed_township import CAMPAIGN, TODAY, assessed, township

Settled = Callable[[Runner], None]
WIDE = ("points", "stages", "mended")  # tables that scroll at a high zoom, beside their names
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2012, 4, 21, 10, 18, tzinfo=UTC))


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path, settled: Settled) -> Window:
    made = township(tmp_path)
    assessed(made)
    grades = ("good", "good", "fair")
    made.scoring.decide_all(CAMPAIGN, [decided(n, grade) for n, grade in enumerate(grades)])
    made.book.close()
    shown = make_window(SPEC)
    shown.begin(tmp_path / "测试.djb")
    settled(shown.runner)
    shown.show_tab("scoring")
    settled(shown.runner)
    return shown


def decided(org: int, grade: str) -> GradeWish:
    return GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id=f"org-{org}",
        grade=grade,
        reason="综合研究",
        decided_by="镇党委会议",
        decided_on=TODAY,
    )


def tab_of(window: Window) -> ScoringTab:
    page = window.tabs["scoring"]
    assert isinstance(page, ScoringTab)
    return page


def wait(window: Window, settled: Settled) -> None:
    for _ in range(3):
        QApplication.processEvents()
        settled(window.runner)


def fill(form: PaneForm | None, **values: str) -> None:
    assert form is not None
    for name, text in values.items():
        editor = form.fields[name].editor
        editor.setPlainText(text) if isinstance(editor, QPlainTextEdit) else editor.setText(text)  # type: ignore[attr-defined]


def test_a_list_is_put_up_and_an_objection_answered_by_keys(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    assert tab.pages.publicity.in_front()
    assert tab.pages.publicity.pane.title.text() == "还没有公示"
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    write("2012-04-23")
    press(window, settled, Qt.Key.Key_Return)
    page = tab.pages.publicity
    assert [line.grade.grade for line in page.model.rows] == ["好", "好", "较好"]
    held = page.row()
    assert held is not None
    assert (held.publication.start, held.publication.end) == (date(2012, 4, 23), date(2012, 4, 27))

    page.grid.setCurrentIndex(page.model.index(2, 1))
    press(window, settled, Qt.Key.Key_Y, CTRL_ALT)
    fill(page.form, 提出日期="2012-04-20")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert page.form is not None
    assert page.form.fields["内容"].sentence.text() == "请写明异议的内容。"
    assert "早于公示开始" in page.form.fields["提出日期"].sentence.text()


def test_the_message_of_a_list_put_up_covers_no_button_and_buttons_stand_under_the_fields(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.resize(1280, 680)
    tab, page = tab_of(window), tab_of(window).pages.publicity
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    form = page.form
    assert form is not None
    field = next(iter(form.fields.values())).editor

    def left(part: QWidget) -> int:
        return part.mapTo(window, QPoint()).x()

    qtbot.waitUntil(lambda: left(form.keep) == left(field))
    press(window, settled, Qt.Key.Key_Return, CTRL)
    settle(window, settled)
    message = window.surface.messages
    assert message.isVisible()
    assert message.sentence.text().startswith("已张贴公示")
    shown = [button for button in page.pane.findChildren(QAbstractButton) if button.isVisible()]
    assert "撤下" in [button.text().strip() for button in shown]

    def place(part: QWidget) -> QRect:
        return QRect(part.mapTo(window, QPoint()), part.size())

    qtbot.waitUntil(lambda: not any(place(message).intersects(place(button)) for button in shown))


def test_who_decided_last_is_offered_when_the_file_is_opened_again(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.page.grid.show_row("org-4")
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_Return, CTRL)
    form = tab.page.pane.form
    assert form is not None
    assert form.by.text() == "镇党委会议"


def test_ctrl_enter_in_a_field_of_one_line_records_once(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.publicity
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert page.board is not None
    assert len(page.board.publications) == 1
    page.grid.setCurrentIndex(page.model.index(2, 1))
    press(window, settled, Qt.Key.Key_Y, CTRL_ALT)
    fill(page.form, 内容="活动室常年锁门")
    assert page.form is not None
    page.form.fields["提出人"].editor.setFocus()
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert len(page.objections()) == 1
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    write("2012-05-07")
    press(window, settled, Qt.Key.Key_Return)
    assert [button.segment.count for button in page.choices.buttons.values()] == [3, 3]  # two of a day
    held = page.row()  # the list just put up is the one shown
    assert held is not None
    assert held.publication.start == date(2012, 5, 7)


def test_what_was_objected_goes_on_to_a_review_beside_the_first_result(
    window: Window, settled: Settled
) -> None:
    tab, page = tab_of(window), tab_of(window).pages.publicity
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return)
    page.grid.setCurrentIndex(page.model.index(2, 1))
    press(window, settled, Qt.Key.Key_Y, CTRL_ALT)
    write("活动室常年锁门")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert [one.state for one in page.objections()] == [ObjectionState.OPEN]
    assert not window.shell.registry.enabled("scoring.answer")
    press(window, settled, Qt.Key.Key_D, CTRL_ALT)
    fill(page.form, 调查情况="到村查看，属实", 调查人="工作组")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    press(window, settled, Qt.Key.Key_F, CTRL_ALT)
    assert page.form is not None
    choice = page.form.fields["复核结果"].editor
    choice.setCurrentIndex(choice.findData("plain"))  # type: ignore[attr-defined]
    fill(page.form, 答复="属实，改定为一般", 答复人="镇组织人事办", 决定机关="镇党委会议")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert [one.state for one in page.objections()] == [ObjectionState.REVIEWED]
    line = page.line()
    assert line is not None
    assert (line.grade.grade, line.reviewed) == ("较好", "一般")
    press(window, settled, Qt.Key.Key_Escape)
    assert tab.stack.currentIndex() == LIST


def test_another_round_is_begun_and_compared_by_keys(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.rounds
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_R, CTRL_ALT)
    assert page.note.text() == "现在是“首次定级”，还没有可比的另一轮"
    press(window, settled, Qt.Key.Key_B, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return)
    assert page.choices.isVisibleTo(page) is False  # one pair only
    assert page.comparison is not None
    assert (page.comparison.before.name, page.comparison.after.name) == ("首次定级", "回头看")
    assert tab.listing is not None
    assert tab.listing.round_name == "回头看"
    press(window, settled, Qt.Key.Key_B, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return)
    assert page.pair() == (2, 3)  # the round just begun is the one compared


def test_matters_are_typed_into_the_ledger_and_struck_off_by_keys(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.mended
    tab.page.grid.show_row("org-4")
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_M, CTRL_ALT)
    press(window, settled, Qt.Key.Key_L, CTRL_ALT)
    assert page.form is not None
    assert page.form.text("党组织") == "org-4"  # it is said whose reasons are taken before they are
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert page.model.rows
    names = [column.id for column in page.model.columns]
    page.model.paste(0, names.index("measures"), [["补齐记录", "村书记", "2012.4.10"]])
    settled(window.runner)
    item = page.model.rows[0].item
    assert (item.measures, item.owner, page.model.rows[0].late) == ("补齐记录", "村书记", True)
    page.grid.setCurrentIndex(page.model.index(0, 1))
    press(window, settled, Qt.Key.Key_S, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert page.form is not None
    assert "签字人" in page.form.fields["签字人"].sentence.text()
    fill(page.form, 佐证="记录本照片", 签字人="镇组织委员")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert page.model.rows[0].done
    assert page.note.text().endswith("已销号 1 项")


def test_a_matter_just_added_is_the_one_in_hand(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.mended
    tab.page.grid.show_row("org-4")
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_M, CTRL_ALT)
    press(window, settled, Qt.Key.Key_L, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return, CTRL)
    press(window, settled, Qt.Key.Key_I, CTRL_ALT)
    assert page.pane.title.text() == "整改台账"  # the head names no organisation while another is chosen
    fill(page.form, 整改事项="活动室常年锁门", 完成时限="2012年12月3日")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    held = page.row()
    assert held is not None
    assert (held.item.matter, held.item.due) == ("活动室常年锁门", date(2012, 12, 3))


def test_done_is_green_beside_a_hint_and_goes_with_the_page(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.publicity
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return)
    said = window.surface.messages
    assert said.sentence.text().startswith("已张贴公示 3 个党组织")
    assert "没有列入这次公示" in said.accessibleName()  # the hint stands below it
    assert said.state is State.DONE
    assert page.grid.hasFocus()
    press(window, settled, Qt.Key.Key_M, CTRL_ALT)
    assert said.isHidden()


def test_all_points_are_typed_pasted_filled_down_and_undone_in_one_grid(
    window: Window, settled: Settled
) -> None:
    tab, page = tab_of(window), tab_of(window).pages.points
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_E, CTRL_ALT)
    assert len(page.model.rows) == 12
    page.model.paste(0, 2, [["7", "6"], ["5", "4"]])
    # what was pasted stands there at once, before the record has answered
    assert page.model.index(1, 3).data() == "4"
    settled(window.runner)
    assert [page.model.index(n, 2).data() for n in range(2)] == ["7", "5"]
    assert page.model.rows[0].row.sheet.lines[0].points == 7
    window.shell.registry.run("window.undo")
    settled(window.runner)
    assert page.model.index(0, 2).data() != "7"


def test_a_reason_is_typed_beside_the_cell(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.points
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_E, CTRL_ALT)
    page.grid.setCurrentIndex(page.model.index(0, 2))
    page.model.paste(0, 2, [["7"]])
    settled(window.runner)
    fill(page.form, 理由="缺一职")
    page.form.saved.emit()  # type: ignore[union-attr]
    settled(window.runner)
    assert page.model.rows[0].row.sheet.lines[0].reason == "缺一职"


def test_other_rules_are_tried_in_the_pane(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.trial
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_T, CTRL_ALT)
    assert page.result is not None
    assert page.result.moved == 0
    fill(page.form, **{"好 起点": "94.6"})
    page.form.saved.emit()  # type: ignore[union-attr]
    settled(window.runner)
    assert page.result.moved > 0
    fill(page.form, **{"好 起点": "高"})
    page.form.saved.emit()  # type: ignore[union-attr]
    assert "请写数" in page.form.fields["好 起点"].sentence.text()  # type: ignore[union-attr]


def test_stages_stand_beside_each_other(window: Window, settled: Settled) -> None:
    tab, page = tab_of(window), tab_of(window).pages.stages
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_J, CTRL_ALT)
    assert len(page.model.rows) == 12
    assert page.model.index(0, 6).data() == "好"


def test_sheets_go_out_and_come_back(
    window: Window, settled: Settled, tmp_path: Path, desk: ScriptedDesk
) -> None:
    tab, page = tab_of(window), tab_of(window).pages.books
    folder = tmp_path / "表"
    folder.mkdir()
    desk.answer = str(folder)
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_K, CTRL_ALT)
    assert len(list(folder.glob("*.xlsx"))) == 12
    press(window, settled, Qt.Key.Key_I, CTRL)
    assert page.in_front()
    assert page.note.text().startswith("12 个文件：")
    filled = next(iter(folder.glob("*.xlsx")))
    book = openpyxl.load_workbook(filled)
    assert book.active is not None
    assert book.active.column_dimensions["H"].hidden  # what the program reads it back by
    book.active["F4"] = 1
    book.save(filled)
    (folder / "别的表.xlsx").write_bytes(b"nothing")
    press(window, settled, Qt.Key.Key_I, CTRL)
    wait(window, settled)
    assert page.note.text().startswith("13 个文件：拒收 1 份，有变更 1 份")
    press(window, settled, Qt.Key.Key_U, CTRL_ALT)
    wait(window, settled)
    assert page.note.text().startswith(
        "13 个文件：拒收 1 份，无变化 12 份"
    )  # who is to be rung up still stands
    press(window, settled, Qt.Key.Key_Z, CTRL)
    wait(window, settled)
    assert "有变更 1 份" in page.note.text()


def test_another_form_is_looked_at_and_where_nobody_is_counted_it_is_said(
    window: Window, settled: Settled
) -> None:
    tab, page = tab_of(window), tab_of(window).pages.forms
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_V, CTRL_ALT)
    page.choices.choose("seven_points_rural")
    assert len(page.model.rows) == 15
    assert window.shell.registry.enabled("scoring.use_form")
    press(window, settled, Qt.Key.Key_C, CTRL_ALT)
    shown = tab.pages.appraisals
    assert shown.in_front()
    assert shown.pane.title.text() == "还没有测评结果"


@pytest.fixture
def appraised_window(make_window: MakeWindow, tmp_path: Path, settled: Settled) -> Window:
    made = township(tmp_path)
    appraised(made)
    made.book.close()
    shown = make_window(SPEC)
    shown.begin(tmp_path / "测试.djb")
    settled(shown.runner)
    shown.show_tab("scoring")
    settled(shown.runner)
    return shown


def test_cadres_are_decided_and_their_results_written_in_one_press(
    appraised_window: Window, settled: Settled, tmp_path: Path, desk: ScriptedDesk
) -> None:
    window = appraised_window
    tab, page = tab_of(window), tab_of(window).pages.appraisals
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_C, CTRL_ALT)
    assert page.note.text() == "7 个，已定 0，“优秀”7 × 30% = 2.1，取 2 个，已定 0"
    chart = page.pane.findChildren(GradeChart)[-1]
    assert "优秀 4 个，已定 0 个，名额 2，超 2" in chart.accessibleDescription()
    press(window, settled, Qt.Key.Key_Return, CTRL_SHIFT)
    fill(page.form, 说明="带头修路，群众公认", 决定机关="镇党委会议")
    assert page.form is not None
    page.form.saved.emit()
    settled(window.runner)
    assert [row.decided for row in page.model.rows][:2] == ["优秀", ""]
    desk.answer = str(tmp_path / "结果.xlsx")
    press(window, settled, Qt.Key.Key_X, CTRL_SHIFT)
    sheet = openpyxl.load_workbook(desk.answer).worksheets[0]
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert any(word.startswith("带头修路，群众公认（镇党委会议，") for word in words)
    page.choose_last()
    assert [row.name for row in page.model.rows] == ["柏树下村"]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680)])
def test_every_page_holds_its_buttons_at_high_zoom(
    appraised_window: Window, dressed: QApplication, settled: Settled, size: tuple[int, int]
) -> None:
    window = appraised_window
    tab = tab_of(window)
    set_zoom(dressed, 175)
    window.resize(*size)
    for name, show in tab.states_to_show():
        show()
        for _ in range(3):
            settled(window.runner)
            QApplication.processEvents()
        page = tab.stack.currentWidget()
        assert page is not None
        buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]
        for button in buttons:
            assert reachable(button, page), (name, button.accessibleName())
        strips = [one for one in page.findChildren(QAbstractScrollArea) if one.isVisibleTo(page)]
        for one in strips:
            if name in WIDE and isinstance(one, Grid) and one.frozen is not None:
                assert one.frozen.width() <= one.viewport().width() * 0.61, name
            else:
                assert one.horizontalScrollBar().maximum() == 0, (name, one.accessibleName())


def test_columns_without_room_go_and_come_back_with_the_cell_in_hand(
    window: Window, settled: Settled
) -> None:
    page = tab_of(window).pages.publicity
    tab_of(window).page.grid.setFocus()
    press(window, settled, Qt.Key.Key_G, CTRL_SHIFT)
    press(window, settled, Qt.Key.Key_G, CTRL_ALT)
    press(window, settled, Qt.Key.Key_Return)
    window.resize(1280, 680)
    window.zoom_to(175)
    wait(window, settled)
    assert [column.id for column in page.model.columns] == ["name", "grade", "objections"]
    page.grid.setCurrentIndex(page.model.index(2, 1))
    held = page.line()
    window.zoom_to(100)
    wait(window, settled)
    assert len(page.model.columns) == 7
    assert page.line() == held
    assert page.model.columns[page.grid.currentIndex().column()].id == "grade"
    told = [label.text() for label in page.pane.findChildren(Label) if label.isVisibleTo(page)]
    assert {"公示等次", "较好"} <= set(told)  # what went is said in the pane


def test_the_sheet_says_whole_what_its_line_is_scored_by(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.page.grid.setFocus()
    press(window, settled, Qt.Key.Key_E, CTRL)
    line = tab.sheet.model.rows[1]
    tab.sheet.grid.setCurrentIndex(tab.sheet.model.index(1, 4))
    wait(window, settled)
    assert tab.sheet.asked.text().startswith(f"{line.text}：{line.criteria}")


def test_at_the_largest_zoom_results_give_way_to_names_and_grades(
    appraised_window: Window, settled: Settled
) -> None:
    window, page = appraised_window, tab_of(appraised_window).pages.appraisals
    window.resize(1280, 680)
    window.shell.registry.run("scoring.appraisals")
    wait(window, settled)
    held = page.row()
    window.zoom_to(175)
    wait(window, settled)
    assert [column.id for column in page.model.columns] == ["rank", "name", "score", "standing"]
    assert page.grid.horizontalScrollBar().maximum() == 0
    assert page.row() == held
    window.zoom_to(100)
    wait(window, settled)
    assert [column.id for column in page.model.columns][-2:] == ["proposed", "decided"]
    assert page.row() == held


def test_every_command_of_the_tab_has_a_shortcut_of_its_own(window: Window) -> None:
    assert window.shell.registry.clashes() == []
    assert all(command.shortcut for command in SPEC.commands)
