"""评分定级 by keys: the list with its quota line, points typed like in Excel, decisions beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dangjian_desktop.domain.scoring import score_texts
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.scoring.chart import distribution
from dangjian_desktop.gui.tabs.scoring.commands import SPEC
from dangjian_desktop.gui.tabs.scoring.delegate import RatingDelegate
from dangjian_desktop.gui.tabs.scoring.pane import WhyStep
from dangjian_desktop.gui.tabs.scoring.tab import SHEET, ScoringTab
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.widgets.delegates import Index
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from tests.gui.conftest import OpenTab, ScriptedDesk, settle
from tests.services.assessed_township import assessed, township

Settled = Callable[[Runner], None]
PROPOSED_COLUMN = 7
OFFSCREEN = "This plugin does not support"  # what tooltips ask of a screen that is not there


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2012, 4, 21, 10, 18, tzinfo=UTC))


@pytest.fixture
def window(open_tab: OpenTab, tmp_path: Path) -> Window:
    made = township(tmp_path)
    assessed(made)
    made.book.close()
    return open_tab(tmp_path / "测试.djb", SPEC)


@pytest.fixture
def bare_window(open_tab: OpenTab, tmp_path: Path) -> Window:
    township(tmp_path).book.close()
    return open_tab(tmp_path / "测试.djb", SPEC)


def tab_of(window: Window) -> ScoringTab:
    page = window.tabs["scoring"]
    assert isinstance(page, ScoringTab)
    return page


def type_keys(widget: QWidget, *keys: Qt.Key | str) -> None:
    for key in keys:
        target = QApplication.focusWidget() or widget
        if isinstance(key, str) and not key.isascii():  # an input method commits whole words
            assert isinstance(target, QLineEdit)
            target.insert(key)
        elif isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def test_the_list_is_ranked_and_the_quota_line_runs_through_it(window: Window) -> None:
    tab = tab_of(window)
    shown = tab.page.model.shown
    heads = [n for n, line in enumerate(shown) if line.row is None]
    assert heads == [2]
    assert shown[2].head == "“好”名额线"
    assert shown[2].words.startswith("12 × 20% = 2.4，取 2 个。第 2 名有 2 家同分 94.5，超 1 个")
    assert tab.page.grid.columnSpan(2, 0) == tab.page.model.columnCount()
    texts = [str(tab.page.model.index(1, n).data()) for n in (0, 1, 4, 5, 6, 7)]
    assert texts == ["2", "青桥村党总支", "94.5", "95.0%", "好", "同分待定"]
    assert tab.words == ("党委已定 0 / 12", "扣分无理由 0 项", "平均 83.6 分")


def test_the_arrow_keys_pass_over_the_quota_line_and_the_pane_follows(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    tab.page.grid.setFocus()
    for _ in range(3):
        QTest.keyClick(tab.page.grid, Qt.Key.Key_Down)
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    assert row.org.name == "芦荡村党总支"
    why = tab.page.pane.findChildren(WhyStep)
    steps = [step.step for step in why if step.isVisibleTo(tab)]
    assert [s.title for s in steps][:2] == ["按分数：好", "群众满意率不低于 90%：不得评好、较好"]
    assert "31 ÷ 35 = 88.6%" in steps[1].text


def test_sorting_and_searching_leave_the_quota_line_out(window: Window) -> None:
    tab = tab_of(window)
    tab.search("梅岭")
    assert [line.row.org.name for line in tab.page.model.shown if line.row] == ["梅岭村党总支"]
    assert len(tab.page.model.shown) == 1
    tab.search("")
    tab.page.model.sort(3, Qt.SortOrder.DescendingOrder)
    assert all(line.row is not None for line in tab.page.model.shown)
    tab.page.model.sort(-1)
    assert any(line.row is None for line in tab.page.model.shown)


def test_a_decision_is_typed_in_the_pane_and_findings_stand_at_their_fields(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    tab.page.grid.setFocus()
    window.shell.registry.run("scoring.decide")
    form = tab.page.pane.form
    assert form is not None
    assert form.grade.current() == "good"
    QTest.keyClick(form, Qt.Key.Key_2)
    assert form.grade.current() == "fair"
    window.shell.registry.run("scoring.decide")
    settle(window, settled)
    assert "与建议的“好”不同" in form.fields["reason"].sentence.text()
    assert form.fields["by"].sentence.text() == "请填写作出决定的会议或机关。"
    form.reason.setPlainText("群众有反映，降一等")
    form.by.setText("镇党委会议")
    links: list[Link] = []
    window.shell.said.connect(lambda _text, _state, offered: links.extend(offered))
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    assert (row.decided, tab.page.pane.form) == ("较好", None)
    assert window.surface.messages.sentence.text() == f"已记录党委决定：{row.org.name}评为较好。"
    assert [one.text for one in links] == ["撤销（Ctrl+Z）"]
    assert tab.words[0] == "党委已定 1 / 12"
    window.shell.registry.run("scoring.decide")
    again = tab.page.pane.form
    assert again is not None
    assert again.by.text() == "镇党委会议"
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert tab.page.pane.form is None


def test_points_are_typed_like_in_excel_and_reasons_asked_beside(
    bare_window: Window, settled: Settled
) -> None:
    window = bare_window
    tab = tab_of(window)
    tab.page.grid.setFocus()
    QTest.keyClick(tab.page.grid, Qt.Key.Key_Return)
    settle(window, settled)
    assert tab.stack.currentIndex() == SHEET
    grid = tab.sheet.grid
    type_keys(grid, "7", Qt.Key.Key_Return)
    settle(window, settled)
    sheet = tab.sheet.sheet
    assert sheet is not None
    assert sheet.assessed.so_far == 7
    first = tab.sheet.model.shown[0]
    assert (first.points, first.open) == ("7", "没有写扣分理由")
    grid.setCurrentIndex(tab.sheet.model.index(0, 6))
    type_keys(grid, Qt.Key.Key_F2, "缺一职", Qt.Key.Key_Return)
    settle(window, settled)
    assert (tab.sheet.model.shown[0].reason, tab.sheet.model.shown[0].open) == ("缺一职", "")
    QGuiApplication.clipboard().setText("8\n6\n6\n8")
    grid.setCurrentIndex(tab.sheet.model.index(1, 5))
    grid.hand.paste()
    settle(window, settled)
    assert tab.sheet.sheet is not None
    assert tab.sheet.sheet.assessed.so_far == 7 + 28
    window.runner.run(tab.office.upkeep.undo)
    settle(window, settled)
    assert tab.sheet.sheet.assessed.so_far == 7
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert tab.stack.currentIndex() == 0


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_points_beyond_the_maximum_stay_in_the_editor_with_a_sentence(
    bare_window: Window, settled: Settled
) -> None:
    window = bare_window
    tab = tab_of(window)
    tab.open_sheet()
    settle(window, settled)
    grid = tab.sheet.grid
    type_keys(grid, "9", Qt.Key.Key_Return)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    assert "不在 0 到 8 分之间" in editor.accessibleDescription()
    type_keys(grid, Qt.Key.Key_Escape)
    settle(window, settled)
    assert tab.sheet.sheet is not None
    assert tab.sheet.sheet.assessed.so_far == 0


def test_a_clause_that_holds_waits_for_its_evidence(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.open_sheet()
    settle(window, settled)
    model, grid = tab.sheet.model, tab.sheet.grid
    line = next(n for n, row in enumerate(model.shown) if row.key == "clause:incident")
    model.setData(model.index(line, 5), "是")
    settle(window, settled)
    assert (model.shown[line].points, model.shown[line].open) == ("是", "核为“是”要写明佐证")
    model.setData(model.index(line, 6), "镇综治办通报")
    settle(window, settled)
    assert (model.shown[line].points, model.shown[line].open) == ("是", "")
    grid.setFocus()
    tab.sheet.left.emit()
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    assert (row.by_score, row.proposed) == ("好", "较差")


def test_the_neighbours_are_one_key_away(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.open_sheet()
    settle(window, settled)
    QTest.keyClick(tab.sheet.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(window, settled)
    assert tab.sheet.sheet is not None
    assert tab.sheet.sheet.org.name == "青桥村党总支"


def test_the_grades_are_drawn_against_their_quotas_and_follow_a_decision(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    pane = tab.page.pane
    assert pane.charts.currentWidget() is pane.bars
    assert "名额 2，超 2" in pane.bars.accessibleDescription()
    made = pane.bars.made
    assert made is not None
    assert [(bar.name, bar.count, bar.decided) for bar in made.bars] == [
        ("好", 4, 0), ("较好", 3, 0), ("一般", 4, 0), ("较差", 1, 0),
    ]  # fmt: skip
    window.shell.registry.run("scoring.decide")
    assert pane.form is not None
    pane.form.reason.setPlainText("综合研究")
    pane.form.by.setText("镇党委会议")
    pane.form.saved.emit()
    settle(window, settled)
    made = pane.bars.made
    assert made is not None
    assert sum(bar.decided for bar in made.bars) == 1
    assert pane.note.text() == "12 个，已定 1"
    window.shell.registry.run("scoring.turn_chart")
    assert pane.charts.currentWidget() is pane.chart
    assert pane.note.text() == "12 个，每格 1 个"


def test_the_chart_has_a_square_for_each_and_hollow_ones_outside_the_line(window: Window) -> None:
    category = tab_of(window).category()
    assert category is not None
    made = distribution(category)
    squares = [square for one in made.bins for square in one.squares]
    assert len(squares) == 12
    assert sum(square.hollow for square in squares) == 4
    assert sum(square.dashed for square in squares) == 2
    assert [(band.name, band.count) for band in made.bands] == [
        ("好", 5),
        ("较好", 3),
        ("一般", 3),
        ("较差", 1),
    ]
    assert made.bands[0].low == Fraction(90)
    window.shell.registry.run("scoring.picture")
    assert not QGuiApplication.clipboard().pixmap().isNull()


def test_at_high_zoom_the_list_keeps_its_room_and_the_decision_is_in_sight(
    window: Window, dressed: QApplication, settled: Settled
) -> None:
    tab = tab_of(window)
    set_zoom(dressed, 175)
    window.resize(1366, 768)
    settle(window, settled)
    page, pane = tab.page, tab.page.pane
    assert pane.width() < page.width() / 2
    shown = page.grid.columnViewportPosition(PROPOSED_COLUMN) + page.grid.columnWidth(PROPOSED_COLUMN)
    assert shown <= page.grid.viewport().width()
    window.shell.registry.run("scoring.decide")
    settle(window, settled)
    assert pane.form is not None
    top = pane.form.grade.mapTo(pane.area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < pane.area.viewport().height()


def test_what_is_missing_is_said_under_the_list(bare_window: Window) -> None:
    tab = tab_of(bare_window)
    assert tab.page.strip.isVisible()
    assert "还没有满意度测评结果" in tab.page.said.text()


def test_the_list_goes_to_a_file_the_clerk_chooses(
    window: Window, desk: ScriptedDesk, tmp_path: Path, settled: Settled
) -> None:
    desk.answer = str(tmp_path / "一览表.xlsx")
    window.shell.registry.run("scoring.list")
    settle(window, settled)
    assert (tmp_path / "一览表.xlsx").stat().st_size > 1000


def test_scores_that_differ_never_look_tied() -> None:
    texts = score_texts([Fraction(187, 2), Fraction(9347, 100), Fraction(187, 2), Fraction(80), None], 1)
    assert texts == {Fraction(187, 2): "93.50", Fraction(9347, 100): "93.47", Fraction(80): "80.0", None: ""}


def test_at_a_large_zoom_columns_give_way_before_the_list_scrolls(window: Window, settled: Settled) -> None:
    grid = tab_of(window).page.grid
    window.zoom_to(125)
    settle(window, settled)
    assert grid.isColumnHidden(3)
    window.zoom_to(100)
    window.resize(1920, 1080)
    settle(window, settled)
    assert not grid.isColumnHidden(3)
    assert not grid.horizontalScrollBar().isVisible()


def test_at_the_largest_zoom_proposal_and_decision_share_a_column(window: Window, settled: Settled) -> None:
    grid = tab_of(window).page.grid
    window.resize(1280, 680)
    settle(window, settled)
    low = grid.rowHeight(0)
    window.zoom_to(175)
    settle(window, settled)
    head = window.foot
    assert grid.horizontalScrollBar().maximum() == 0
    assert grid.isColumnHidden(8)
    title = grid.model().headerData(PROPOSED_COLUMN, Qt.Orientation.Horizontal)
    assert title == "建议 / 决定"
    # the arithmetic of the line stands below its head, whole
    (line,) = (n for n, one in enumerate(grid.lines.shown) if one.row is None)
    assert grid.rowHeight(line) > 1.5 * grid.rowHeight(0) > 1.5 * low
    shown = [word for word in head.words_shown if word.isVisible()]
    assert shown[0].text() == "党委已定 0 / 12"
    assert shown[0].width() >= shown[0].sizeHint().width()
    assert all(word.geometry().right() < head.backup.geometry().left() for word in shown)
    window.zoom_to(100)
    settle(window, settled)
    assert not grid.isColumnHidden(8)
    assert grid.rowHeight(line) == grid.rowHeight(0) == low
    assert grid.model().headerData(PROPOSED_COLUMN, Qt.Orientation.Horizontal) == "建议等次"


def test_a_step_down_repaints_two_rows_only(
    window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid, painted, paint = tab_of(window).page.grid, set[int](), RatingDelegate.paint_content

    def noting(one: RatingDelegate, painter: QPainter, rect: QRectF, index: Index, in_hand: bool) -> None:
        painted.add(index.row())
        paint(one, painter, rect, index, in_hand)

    monkeypatch.setattr(RatingDelegate, "paint_content", noting)
    grid.setFocus()
    settle(window, settled)
    painted.clear()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    settle(window, settled)
    assert painted == {0, 1}


def test_a_decision_can_be_undone(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    window.shell.registry.run("scoring.decide")
    form = tab.page.pane.form
    assert form is not None
    form.reason.setPlainText("综合研究")
    form.by.setText("镇党委会议")
    form.saved.emit()
    settle(window, settled)
    assert tab.words[0] == "党委已定 1 / 12"
    window.runner.run(tab.office.upkeep.undo)
    settle(window, settled)
    assert tab.words[0] == "党委已定 0 / 12"
