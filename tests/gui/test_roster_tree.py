"""组织树 in 花名册, by keyboard alone: opened, searched, another superior, a picture, left by Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.tabs.roster.tree import OrgTreePage
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, here, press, write

Settled = Callable[[Runner], None]
ORGS = """\
党组织名称	类别	级别	上级党组织	党员数
中共望溪镇委员会		党委
芦荷塘村党总支部	农村	党总支	中共望溪镇委员会	52
芦荷塘村第一支部	农村	党支部	芦荷塘村党总支部	20
石桥头村党支部	农村	党支部	中共望溪镇委员会	31
"""


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    """Return the window with the roster of four organisations shown."""
    return show_roster(book, ORGS, "姓名\t村（社区）\t职务\n林禾田\t芦荷塘村\t党支部书记")


def page_of(window: Window) -> OrgTreePage:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    page = tab.asides.page("tree")
    assert isinstance(page, OrgTreePage)
    return page


@pytest.mark.qt_log_ignore("This plugin does not support")  # the list under the field, off screen
def test_the_whole_way_by_keyboard(window: Window, settled: Settled, qtbot: QtBot) -> None:
    press(window, settled, Qt.Key.Key_O, CTRL_ALT)
    page = page_of(window)
    assert page.isVisible()
    assert "4 个党组织，党员 83 名" in page.head.note.text()
    press(window, settled, Qt.Key.Key_Left)
    assert not page.view.isExpanded(page.model.place_index(0))
    press(window, settled, Qt.Key.Key_Right)
    press(window, settled, Qt.Key.Key_Down)
    assert page.pane.title.text() == "芦荷塘村党总支部"
    press(window, settled, Qt.Key.Key_Return)
    assert page.pane.isAncestorOf(here())
    press(window, settled, Qt.Key.Key_Escape)
    assert page.view.hasFocus()

    window.shell.registry.run("window.search")
    QTest.keyClicks(here(), "sqt")
    qtbot.waitUntil(lambda: page.pane.title.text() == "石桥头村党支部")
    page.view.setFocus()

    press(window, settled, Qt.Key.Key_U, CTRL_ALT)
    assert page.form is not None
    write("没有的支部")
    press(window, settled, Qt.Key.Key_Return)
    assert "没有叫“没有的支部”的党组织" in page.form.fields["上级党组织"].sentence.text()
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("芦荷塘村党总支部")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form is None)
    settled(window.runner)
    moved = page.model.places[page.model.number_of(page.in_hand().node.org.id)]  # type: ignore[union-attr]
    assert (moved.node.org.name, moved.depth) == ("石桥头村党支部", 2)

    press(window, settled, Qt.Key.Key_Escape)
    if page.isVisible():
        press(window, settled, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_a_branch_dropped_under_itself_is_refused_and_a_picture_is_copied(
    window: Window, settled: Settled
) -> None:
    window.shell.registry.run("roster.tree")
    settled(window.runner)
    page = page_of(window)
    above = page.model.number_of(
        next(one.node.org.id for one in page.model.places if "总支" in one.node.org.name)
    )
    carried: QMimeData = page.model.mimeData([page.model.place_index(above)])
    told: list[object] = []
    window.runner.noticed.connect(told.extend)
    window.shell.noticed.connect(told.extend)
    below = page.model.place_index(above + 1)
    assert not page.model.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, below)
    settled(window.runner)
    assert [getattr(one, "code", "") for one in told] == ["roster.parent_circle"]
    QGuiApplication.clipboard().clear()
    window.shell.registry.run("roster.copy_picture")
    assert not QGuiApplication.clipboard().pixmap().isNull()
    assert len(page.picture().leaves) == 4
    window.shell.registry.run("roster.tree_open")
    assert len(page.picture().leaves) == 3
