"""The import page by keyboard alone: who is whom, what the columns are, refused rows out and in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.importing.page import ImportPage
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.commands import SPEC as ROSTER
from dangjian_desktop.gui.theme import font, px, set_zoom
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.pairs import AnswerCard, PairRow, on_one_line
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.import_views import ChangeKind
from dangjian_desktop.services.pair_views import PairLine, PairSign
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.keys import tap
from tests.gui.roster_township import HEAD, paste, roster_text

Settled = Callable[[Runner], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier
ALIKE = (
    "林荷田\t男\t1972-06-08\t本科\t19900007702\t\t芦荷塘村\t党支部书记",
    "黎鹤亭\t男\t1968-04\t大专\t19900002281\t\t石桥头村\t党支部书记",
    "单怀庭\t男\t1980.03\t本科\t\t\t石桥头村\t村委会副主任",
    "罗浩亭\t男\t\t\t\t\t芦荷塘村\t后备人才",
    "温阡陌\t男\t1990.02\t本科\t\t\t芦荷塘村\t村委会委员",
)


@pytest.fixture
def window(make_window: MakeWindow, book: Path, settled: Settled, qtbot: QtBot) -> Window:
    """Return the window with a small roster imported, 花名册 shown."""
    made = make_window(ROSTER)
    made.books.open(book)
    settled(made.runner)
    made.show_tab("roster")
    settled(made.runner)
    made.activateWindow()
    qtbot.waitActive(made)
    paste(made, roster_text(), settled)
    tap(Qt.Key.Key_Return, CONTROL)
    settled(made.runner)
    return made


def go_to_pairs(page: ImportPage, qtbot: QtBot) -> None:
    """Go down to the first line that asks."""
    desk = page.desk
    assert desk is not None
    tap(Qt.Key.Key_Home, CONTROL)
    for _ in page.lines.rows_model.shown:
        qtbot.wait(5)
        if desk.pairs.isVisible():
            return
        tap(Qt.Key.Key_Down)
    raise AssertionError("no line asks")


def people(window: Window) -> dict[str, list[str]]:
    picture = window.tabs["roster"].picture  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}
    for line in picture.persons:
        found.setdefault(line.person.name, []).append(line.person.education)
    return found


def test_whether_a_head_is_still_in_office_is_answered_by_a_key(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page = paste(window, f"{HEAD}\n罗浩亭\t男\t\t\t\t\t石桥头村\t党支部书记", settled)
    assert page.view is not None
    assert page.view.counts[ChangeKind.UNSURE] == 1
    go_to_pairs(page, qtbot)
    assert page.desk is not None
    pane = page.desk.pairs
    assert pane.title.text() == "是不是还在任"
    assert pane.board is not None
    assert [card.name for card in pane.board.cards] == ["已离任：换人接任", "都在任：都登记", "跳过这一行"]
    tap(Qt.Key.Key_1)
    settled(window.runner)
    assert page.view.counts[ChangeKind.UNSURE] == 0
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    picture = window.tabs["roster"].picture  # type: ignore[attr-defined]
    ended = {line.person.name for line in picture.persons for one in line.past}
    assert ended
    assert "罗浩亭" not in ended


def test_a_mistyped_village_is_answered_by_keys_and_remembered(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    text = f"{HEAD}\n方若水\t男\t1981-02-03\t\t\t\t芦河塘村\t村委会委员"
    page = paste(window, text, settled)
    assert page.view is not None
    assert page.view.counts[ChangeKind.UNSURE] == 1
    go_to_pairs(page, qtbot)
    assert page.desk is not None
    pane = page.desk.pairs
    assert (pane.title.text(), pane.aside.text()) == ("是哪个村、社区", "第 1 / 1 处")
    assert pane.board is not None
    assert [card.name for card in pane.board.cards] == [
        "就是它：用册内名称", "是新的：登记新村、社区", "不导入这些行"
    ]  # fmt: skip
    assert (pane.board.view.lines[0].left, pane.board.view.lines[0].right) == ("芦荷塘村", "芦河塘村")
    tap(Qt.Key.Key_1)
    settled(window.runner)
    assert page.view.counts[ChangeKind.UNSURE] == 0
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    assert "方若水" in people(window)
    again = paste(window, text, settled)
    assert again.view is not None
    assert {kind for kind, count in again.view.counts.items() if count} == {ChangeKind.UNCHANGED}


def test_a_question_raised_by_the_last_answer_is_asked_at_once(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page = paste(window, "\n".join((HEAD, ALIKE[0])), settled)
    go_to_pairs(page, qtbot)
    assert page.desk is not None
    pane = page.desk.pairs
    assert pane.title.text() == "是不是同一人"
    tap(Qt.Key.Key_2)
    settled(window.runner)
    assert pane.isVisible()
    assert pane.title.text() == "是不是还在任"
    tap(Qt.Key.Key_1)
    settled(window.runner)
    assert page.view is not None
    assert page.view.counts[ChangeKind.UNSURE] == 0


def test_an_answer_is_taken_back_and_the_book_is_not_touched_by_it(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    before = people(window)
    page = paste(window, "\n".join((HEAD, *ALIKE)), settled)
    go_to_pairs(page, qtbot)
    asked = page.desk.in_hand if page.desk is not None else ""
    tap(Qt.Key.Key_2)
    settled(window.runner)
    assert page.view is not None
    asks = [one.asks for one in page.view.pairs if one.decision is None]
    assert asks == ["是不是同一人", "是不是同一人", "是不是还在任"]
    for _ in range(2):  # the second has no answer to take back
        tap(Qt.Key.Key_Z, CONTROL)
        settled(window.runner)
        assert page.view.counts[ChangeKind.UNSURE] == 3
        assert page.desk is not None
        assert page.desk.in_hand == asked
    assert people(window) == before


def test_each_pair_is_answered_by_a_key_and_nothing_is_chosen_beforehand(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page = paste(window, "\n".join((HEAD, *ALIKE)), settled)
    desk = page.desk
    assert desk is not None
    assert page.view is not None
    assert page.view.counts[ChangeKind.UNSURE] == len(page.view.pairs) == 3
    assert page.go.text().strip() == "导入 3 项"  # 黎鹤亭's phone, 温阡陌 and his post
    go_to_pairs(page, qtbot)
    board = desk.pairs.board
    assert board is not None
    assert not any(card.isChecked() for card in board.cards)
    assert {one.taken for one in board.rows} == {None}
    assert desk.pairs.aside.text() == "第 1 / 3 处"
    assert "姓名同音，出生日期相同，单位相同" in board.why.text()
    assert board.cards[0].note == "先选 2 栏用哪一边：← 花名册，→ 源表"
    tap(Qt.Key.Key_1)  # two fields differ: the first of them takes the keyboard
    here = QApplication.focusWidget()
    assert isinstance(here, PairRow)
    assert here.shown.field == "name"
    tap(Qt.Key.Key_Left)
    tap(Qt.Key.Key_Right)
    assert isinstance(QApplication.focusWidget(), AnswerCard)
    assert board.cards[0].note == "1 栏用源表的，1 栏保留花名册的"
    tap(Qt.Key.Key_1)
    assert desk.pairs.pair is not None
    assert desk.pairs.pair.name == "单怀庭"  # the next one at once
    settled(window.runner)
    assert desk.pairs.pair.name == "单怀庭"
    tap(Qt.Key.Key_2)
    settled(window.runner)
    assert desk.pairs.pair.name == "罗浩亭"
    assert desk.pairs.aside.text() == "第 3 / 3 处，待认 1"
    tap(Qt.Key.Key_3)
    settled(window.runner)
    assert page.view.counts[ChangeKind.UNSURE] == 0
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    found = people(window)
    assert found["林禾田"] == ["本科"]
    assert "林荷田" not in found
    assert (found["单怀亭"], found["单怀庭"]) == (["本科"], ["本科"])
    assert found["罗浩亭"] == [""]
    again = paste(window, "\n".join((HEAD, *ALIKE[:3], ALIKE[4])), settled)
    assert again.view is not None
    assert {kind for kind, count in again.view.counts.items() if count} == {ChangeKind.UNCHANGED}
    again.leave()
    tap(Qt.Key.Key_Z, CONTROL)
    settled(window.runner)
    assert people(window)["林禾田"] == ["大专"]
    assert "单怀庭" not in people(window)


def test_what_was_chosen_before_is_told_and_changed_by_the_keyboard(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    other = f"{HEAD}\n林禾田\t男\t1972-06-18\t本科\t19900007702\t\t芦荷塘村\t党支部书记"
    page = paste(window, other, settled)
    go_to_pairs(page, qtbot)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_1):
        tap(key)
    settled(window.runner)
    assert page.go.text().strip() == "记住选择"  # nothing else is to be written
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    again = paste(window, other, settled)
    assert again.view is not None
    assert {kind for kind, count in again.view.counts.items() if count} == {ChangeKind.UNCHANGED}
    assert not again.go.isEnabled()
    go_to_pairs(again, qtbot)
    assert again.desk is not None
    board = again.desk.pairs.board
    assert board is not None
    told = [label.text() for label in board.findChildren(Label)]
    assert "上次已选：保留花名册的出生日期、学历。要改，重新选就是。" in told
    assert [one.taken for one in board.rows if one.open] == [False, False]
    board.rows[[one.shown.field for one in board.rows].index("education")].setFocus()
    tap(Qt.Key.Key_Right)
    tap(Qt.Key.Key_1)
    settled(window.runner)
    assert again.go.text().strip() == "导入 1 项"
    tap(Qt.Key.Key_Return, CONTROL)
    settled(window.runner)
    assert people(window)["林禾田"] == ["本科"]


def test_a_column_is_named_by_the_keyboard_the_preview_follows_and_the_office_remembers(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    head = HEAD.replace("学历", "喝墨水")
    page = paste(window, f"{head}\n{ALIKE[4]}", settled)
    desk = page.desk
    assert desk is not None
    assert page.view is not None
    column = next(one for one in page.view.tables[0].columns if one.heading == "喝墨水")
    assert (column.field, column.told) == ("", "没有用")
    tap(Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(desk.columns_pane.combos[-1].isVisible)
    combo = QApplication.focusWidget()
    assert isinstance(combo, Combo)
    while "喝墨水" not in combo.accessibleName():
        tap(Qt.Key.Key_Tab)
        combo = QApplication.focusWidget()
        assert isinstance(combo, Combo)
    while combo.currentText() != "学历":
        tap(Qt.Key.Key_Down)
    settled(window.runner)
    assert page.view is not None
    column = next(one for one in page.view.tables[0].columns if one.heading == "喝墨水")
    assert (column.field, column.told) == ("education", "您选的")
    assert any("本科" in line.new for line in page.view.lines)
    assert "喝墨水" in QApplication.focusWidget().accessibleName()  # type: ignore[union-attr]
    tap(Qt.Key.Key_Escape)
    assert page.lines.hasFocus()
    tap(Qt.Key.Key_Escape)
    settled(window.runner)
    page = paste(window, f"{head}\n{ALIKE[4]}", settled)
    assert page.view is not None
    column = next(one for one in page.view.tables[0].columns if one.heading == "喝墨水")
    assert (column.field, column.told) == ("", "没有用")  # what was left teaches nothing
    assert page.desk is not None
    page.desk.choose_column("cadres", "喝墨水", "education")
    settled(window.runner)
    assert page.go.isEnabled()
    tap(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window.runner)
    page = paste(window, f"{head}\n{ALIKE[4]}", settled)
    assert page.view is not None
    column = next(one for one in page.view.tables[0].columns if one.heading == "喝墨水")
    assert (column.field, column.told) == ("education", "记住的")
    assert page.desk is not None
    page.desk.forget()
    settled(window.runner)
    assert page.view is not None
    column = next(one for one in page.view.tables[0].columns if one.heading == "喝墨水")
    assert column.field == ""


def test_headings_that_say_nothing_are_asked_about(window: Window, settled: Settled) -> None:
    page = paste(window, "称呼\t家在哪\n温阡陌\t河边\n霍云岫\t山上", settled)
    assert page.desk is not None
    assert page.stack.currentWidget() is page.desk.place
    assert not page.desk.place.on.isEnabled()
    combo = QApplication.focusWidget()
    assert isinstance(combo, Combo)
    assert "称呼" in combo.accessibleName()
    while combo.currentText() != "姓名":
        tap(Qt.Key.Key_Down)
        settled(window.runner)
        combo = QApplication.focusWidget()
        assert isinstance(combo, Combo)
    assert page.desk.place.on.isEnabled()
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert page.view is not None
    assert page.view.counts[ChangeKind.ADDED] == 2


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680)])
def test_the_buttons_that_go_on_stay_in_sight_at_a_high_zoom(
    window: Window, settled: Settled, dressed: QApplication, size: tuple[int, int]
) -> None:
    set_zoom(dressed, 175)
    window.resize(*size)
    page = paste(window, "称呼\t家在哪\n温阡陌\t河边\n霍云岫\t山上", settled)
    for _ in range(3):
        settled(window.runner)
        QApplication.processEvents()
    assert page.desk is not None
    place, area = page.desk.place, window.surface.area
    for button in (place.again, place.on):
        shown = QRect(button.mapTo(area, QPoint()), button.size())
        assert area.rect().contains(shown), (button.text(), shown, area.rect())


def test_refused_rows_go_out_are_mended_and_come_in(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    import openpyxl

    target = tmp_path / "拒收.xlsx"
    page = paste(window, f"{HEAD}\n\t男\t1990.02\t本科\t\t\t芦荷塘村\t委员\n{ALIKE[4]}", settled)
    assert page.view is not None
    assert page.view.counts[ChangeKind.REFUSED] == 1
    desk.answer = str(target)
    tap(Qt.Key.Key_E, CONTROL)
    settled(window.runner)
    assert "已导出拒收的 1 行" in window.surface.messages.sentence.text()
    workbook = openpyxl.load_workbook(target)
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] == "姓名")
    assert rows[head][-2:] == ["问题", "原位置"]
    assert rows[head + 1][-2] == "这一行没有写姓名，未导入。请补上后重新导入。"
    sheet.cell(head + 2, 1).value = "霍云岫"
    workbook.save(target)
    page.read(target)
    settled(window.runner)
    assert page.view is not None
    assert page.view.counts[ChangeKind.REFUSED] == 0
    assert [one.name for one in page.view.lines if one.entity == "人员"] == ["霍云岫"]


@pytest.mark.parametrize("zoom", [100, 175])
def test_the_answers_stay_in_sight_and_sides_are_chosen_from_the_list(
    window: Window, settled: Settled, qtbot: QtBot, dressed: QApplication, zoom: int
) -> None:
    set_zoom(dressed, zoom)
    window.resize(1366, 768)
    page = paste(window, "\n".join((HEAD, *ALIKE)), settled)
    go_to_pairs(page, qtbot)
    desk = page.desk
    assert desk is not None
    board = desk.pairs.board
    assert board is not None
    for _ in range(3):
        QApplication.processEvents()
    area = window.surface.area.viewport()
    for card in board.cards:
        assert area.rect().contains(QRect(card.mapTo(area, QPoint(0, 0)), card.size())), card.name
    assert desk.pairs.area.viewport().height() >= board.rows[0].height()
    assert page.lines.hasFocus()
    fields = board.view.open_fields
    tap(Qt.Key.Key_Right)
    assert board.chosen == {fields[0]: True}
    tap(Qt.Key.Key_Left)
    assert board.chosen == {fields[0]: True, fields[1]: False}
    page.lines.setFocus()
    tap(Qt.Key.Key_Left)  # nothing is left: the first line can be chosen anew
    assert board.chosen[fields[0]]
    assert QApplication.focusWidget() is next(one for one in board.rows if one.open)


def test_a_number_is_never_broken_in_two(dressed: QApplication) -> None:
    number = "36******19720608001X"
    view = PairRow(PairLine("身份证号", number, number, PairSign.OTHER, "id_number"), "花名册", "源表")
    for width in (260, 330, 420):
        room = view.halves(width)[0].width() - px(14)
        used, shown = on_one_line(font(bold=True), number, room)
        assert QFontMetrics(used).horizontalAdvance(shown) <= room
        assert view.heightForWidth(width) == px(31)
    assert on_one_line(font(), number, 400)[1] == number
