"""登记工作组 and 改片 in 花名册, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.tabs.roster.staffing import StaffForm
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, press, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the list under a field, off screen


@pytest.fixture
def tab(show_roster: ShowRoster, book: Path, settled: Settled) -> RosterTab:
    """Return the tab with its communities shown, the first in an area."""
    made = show_roster(book, roster_text())
    office = made.books.office
    assert office is not None
    made.runner.run(office.units.add_community, "月湾村", "村", "河湾片")
    settled(made.runner)
    shown = made.tabs["roster"]
    assert isinstance(shown, RosterTab)
    shown.views.choose("communities")
    settled(made.runner)
    shown.communities.show_row(shown.picture.communities[-1].community.id)  # type: ignore[union-attr]
    shown.communities.setFocus()
    return shown


def window_of(tab: RosterTab) -> Window:
    window = tab.window()
    assert isinstance(window, Window)
    return window


def test_a_liaison_and_an_area_lead(tab: RosterTab, settled: Settled, qtbot: QtBot) -> None:
    window = window_of(tab)
    press(window, settled, Qt.Key.Key_J, CTRL_ALT)
    form = tab.pane.asking
    assert form is not None
    write("不认识的人")
    press(window, settled, Qt.Key.Key_Return)
    assert "在花名册里没有" in form.fields["驻社区领导"].sentence.text()
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("单怀亭")
    form.fields["片长"].editor.setFocus()
    write("林禾田")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.asking is None)
    settled(window.runner)
    assert tab.picture is not None
    line = tab.picture.communities[-1]
    assert (line.resident_leaders, line.area_leads) == (("单怀亭",), ("林禾田",))


def test_a_role_held_by_two(tab: RosterTab, settled: Settled, qtbot: QtBot) -> None:
    window = window_of(tab)
    press(window, settled, Qt.Key.Key_J, CTRL_ALT)
    form = tab.pane.asking
    assert isinstance(form, StaffForm)
    write("单怀亭")
    more = next(one for one in form.findChildren(QPushButton) if one.accessibleName() == "驻社区领导再加一人")
    qtbot.waitUntil(more.isVisible)
    more.setFocus()
    press(window, settled, Qt.Key.Key_Space)
    assert form.fields["驻社区领导 2"].editor.hasFocus()
    write("林禾田")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.asking is None)
    settled(window.runner)
    assert leaders(tab) == {"单怀亭", "林禾田"}
    tab.communities.setFocus()
    press(window, settled, Qt.Key.Key_J, CTRL_ALT)
    form = tab.pane.asking
    assert isinstance(form, StaffForm)
    first = form.fields["驻社区领导"].editor
    assert isinstance(first, ChoiceField)
    gone = first.text()[:3]
    first.clear()
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.asking is None)
    settled(window.runner)
    assert leaders(tab) == {"单怀亭", "林禾田"} - {gone}


def leaders(tab: RosterTab) -> set[str]:
    assert tab.picture is not None
    return set(tab.picture.communities[-1].resident_leaders)


def test_an_area_is_renamed(tab: RosterTab, settled: Settled, qtbot: QtBot) -> None:
    window = window_of(tab)
    press(window, settled, Qt.Key.Key_A, CTRL_ALT)
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("河东片")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.pane.asking is None)
    settled(window.runner)
    assert tab.picture is not None
    assert tab.picture.communities[-1].area == "河东片"


def test_what_stands_in_the_first_field_is_replaced_by_typing(
    tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    window = window_of(tab)
    press(window, settled, Qt.Key.Key_A, CTRL_ALT)
    form = tab.pane.asking
    assert form is not None
    assert form.fields["名称"].editor.selectedText() == "河湾片"  # type: ignore[attr-defined]
    write("河东片")
    assert form.fields["名称"].editor.text() == "河东片"  # type: ignore[attr-defined]


def test_a_chosen_name_stands_alone_unless_two_bear_it(qtbot: QtBot) -> None:
    choices = (
        Choice("1", "单怀亭", "月湾村工作组等 6 个 联络员"),
        Choice("2", "林禾田", "月湾村 党支部书记"),
        Choice("3", "林禾田", "河湾村 党支部委员"),
    )
    fields = [ChoiceField(choices, one.key) for one in choices]
    for one in fields:
        qtbot.addWidget(one)
    assert [one.text() for one in fields] == ["单怀亭", choices[1].words, choices[2].words]
    assert [one.key() for one in fields] == ["1", "2", "3"]
    finder = fields[0].completer()
    assert finder is not None
    finder.activated.emit(choices[2].words)
    qtbot.waitUntil(lambda: fields[0].key() == "3")
    finder.activated.emit(choices[0].words)
    qtbot.waitUntil(lambda: fields[0].text() == "单怀亭")
