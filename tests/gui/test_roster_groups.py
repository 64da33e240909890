"""居民小组 in 花名册, by keyboard alone: a group, its head, the order, the bin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.groups import GroupsPage
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, here, press, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the list under a field, off screen


@pytest.fixture
def window(show_roster: ShowRoster, book: Path, settled: Settled) -> Window:
    """Return the window with 居民小组 shown."""
    made = show_roster(book, roster_text())
    press(made, settled, Qt.Key.Key_G, CTRL_ALT)
    return made


def page_of(window: Window) -> GroupsPage:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    page = tab.asides.page("groups")
    assert isinstance(page, GroupsPage)
    return page


def add_group(window: Window, settled: Settled, name: str, households: str) -> None:
    press(window, settled, Qt.Key.Key_N, CTRL)
    page = page_of(window)
    assert page.form is not None
    if page.form.fields["村、社区"].editor.hasFocus():
        write("芦荷塘村")
        press(window, settled, Qt.Key.Key_Tab)
    write(name)
    press(window, settled, Qt.Key.Key_Tab)
    write(households)
    press(window, settled, Qt.Key.Key_Return)


def test_a_group_from_its_beginning_to_the_bin(window: Window, settled: Settled, qtbot: QtBot) -> None:
    page = page_of(window)
    assert page.stack.currentIndex() == 1
    add_group(window, settled, "第一居民小组", "九十多")
    assert page.form is not None
    assert page.form.fields["户数"].sentence.text().startswith("“九十多”不是数目")
    page.form.fields["户数"].editor.setFocus()
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("196")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form is None)
    add_group(window, settled, "第二居民小组", "96")
    assert [one.group.name for one in page.model.shown] == ["第一居民小组", "第二居民小组"]

    press(window, settled, Qt.Key.Key_Up, CTRL_ALT)
    assert [one.group.name for one in page.model.shown] == ["第二居民小组", "第一居民小组"]
    press(window, settled, Qt.Key.Key_T, CTRL)
    write("单怀亭")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form is None)
    press(window, settled, Qt.Key.Key_T, CTRL)
    write("祁新来")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form is None)
    line = page.in_hand()
    assert line is not None
    assert [one.name for one in line.heads] == ["单怀亭"]
    assert [one.name for one in line.representatives] == ["祁新来"]

    press(window, settled, Qt.Key.Key_T, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert page.form is not None
    page.form.fields["最后一天"].editor.setFocus()
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form is None)
    settled(window.runner)
    assert page.model.shown[0].heads == ()

    press(window, settled, Qt.Key.Key_Delete, CTRL)
    assert page.form is not None
    press(window, settled, Qt.Key.Key_Return)
    assert page.form.fields["原因"].sentence.text()
    write("并入第一组")
    press(window, settled, Qt.Key.Key_Return)
    settled(window.runner)
    assert [one.group.name for one in page.model.shown] == ["第一居民小组"]
    assert len(page.model.shown) == 1


def test_cells_are_typed_in_place_and_what_falls_short_is_told(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    add_group(window, settled, "第一居民小组", "196")
    page = page_of(window)
    told = page.findChildren(type(page.head.title))
    assert any("100 户左右" in one.text() for one in told)
    page.grid.setCurrentIndex(page.model.index(0, 2))
    page.grid.setFocus()
    press(window, settled, Qt.Key.Key_F2)
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("101")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.shown[0].group.households == 101)
    press(window, settled, Qt.Key.Key_Escape)
    if page.isVisible():
        page.grid.setFocus()
        press(window, settled, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert here() is not None
