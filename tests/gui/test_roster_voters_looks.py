"""Columns, groups and 常用视图 of 选民名单 by keyboard: the same form and menu as elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.gui.settings import COLUMNS
from dangjian_desktop.gui.tabs.roster.viewing import LookForm, usual_columns
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.roster_lists import content_of
from tests.gui.keys import CTRL, CTRL_ALT, press, write
from tests.gui.test_roster_voters import Settled, names, page_of, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
__all__ = ["window"]


def test_columns_and_groups_are_kept_as_a_view(window: Window, settled: Settled) -> None:
    page, model = page_of(window), page_of(window).model
    press(window, settled, Qt.Key.Key_K, CTRL_ALT)
    form = page.form
    assert isinstance(form, LookForm)
    red = [button for button in page.head.buttons if button.property("kind") == "primary"]
    assert [button.property("quiet") for button in red] == [True]
    for _ in range(2):
        QTest.keyClick(form.list, Qt.Key.Key_Space)  # 序号 and 姓名 are frozen: they stay
        QTest.keyClick(form.list, Qt.Key.Key_Down)
    QTest.keyClick(form.list, Qt.Key.Key_Space)  # 性别 is hidden
    QTest.keyClick(form.list, Qt.Key.Key_Up, CTRL)  # and cannot go before the name
    form.group.setCurrentIndex(form.group.findData("resident_group"))
    form.name.setFocus()
    write("按小组看")
    press(window, settled, Qt.Key.Key_Return)
    shown = [column.id for column in model.columns]
    assert shown[:2] == ["number", "name"]
    assert "sex" not in shown
    assert window.shell.settings.get(COLUMNS)["roster.voters"] == shown
    heads = [group for n in range(len(model.lines)) if (group := model.group_at(n)) is not None]
    assert [one.name.split()[0] for one in heads] == ["芦荷塘村", "石桥头村"]
    assert [one.count for one in heads] == [4, 2]
    assert page.form is None
    assert not any(button.property("quiet") for button in page.head.buttons)
    look = content_of(views_of(window, settled)[0])  # type: ignore[arg-type]
    assert (look.columns, look.group) == (tuple(shown), "resident_group")


def test_a_group_folds_and_says_who_it_is_and_the_usual_look_comes_back(
    window: Window,
    settled: Settled,
) -> None:
    page, model = page_of(window), page_of(window).model
    model.group_by("community")
    page.grid.setCurrentIndex(model.index(0, 0))
    page.grid.setFocus()
    QApplication.processEvents()
    assert page.pane.title.text() == "芦荷塘村"
    press(window, settled, Qt.Key.Key_Left)
    assert len(model.lines) == 4
    press(window, settled, Qt.Key.Key_Right)
    press(window, settled, Qt.Key.Key_W, CTRL_ALT)
    menu = window.tabs["roster"].viewing.menu_in_hand  # type: ignore[attr-defined]
    QTest.keyClick(menu, Qt.Key.Key_0)
    assert model.grouping.by == ""
    assert [column.id for column in model.columns] == usual_columns(model)


def test_a_filter_is_told_and_dropped(window: Window, settled: Settled) -> None:
    page, model = page_of(window), page_of(window).model
    model.filter_values(model.column_at("community"), frozenset({"石桥头村"}))
    assert page.strip.filters.text() == "已筛选：村（社区）"
    assert not page.strip.isHidden()
    page.clear_filters()
    assert page.strip.isHidden()
    assert len(names(window)) == 6
    page.grid.selectAll()
    QApplication.processEvents()
    assert "合计" not in page.selected  # numbers of a list are no amounts


def views_of(window: Window, settled: Settled) -> tuple[object, ...]:
    office = window.books.office
    assert office is not None
    found: list[tuple[object, ...]] = []
    window.runner.run(office.lists.views, "roster.voters", then=found.append)
    settled(window.runner)
    return found[0]


def test_enter_and_down_go_from_the_search_to_what_was_found_and_esc_drops_the_search_first(
    window: Window, settled: Settled
) -> None:
    page = page_of(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        press(window, settled, Qt.Key.Key_F, CTRL)
        write("区静")
        press(window, settled, key)
        assert QApplication.focusWidget() is page.grid
        assert names(window) == ["区静"]
    press(window, settled, Qt.Key.Key_Escape)
    assert page.isVisible()
    assert len(names(window)) == 6
    press(window, settled, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_numbers_that_stand_right_are_said_to_and_nothing_is_offered_to_undo(
    window: Window, settled: Settled
) -> None:
    press(window, settled, Qt.Key.Key_R, CTRL_ALT)
    assert "没有改动" in window.surface.messages.sentence.text()
    assert window.surface.messages.links.count() == 0
