"""Closing the window while a form is half written asks once; what an act said stays above its findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.roster.commands import SPEC
from dangjian_desktop.gui.tabs.roster.groups import GroupsPage, NewGroupForm
from dangjian_desktop.gui.tabs.roster.pane import NewForm
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.findings import finding
from tests.gui.conftest import MakeWindow
from tests.gui.keys import CTRL, tap
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, book: Path, settled: Settled, qtbot: QtBot) -> Window:
    """Return the window with a small roster, 花名册 shown."""
    made = make_window(SPEC)
    made.books.open(book)
    settled(made.runner)
    made.show_tab("roster")
    made.activateWindow()
    qtbot.waitActive(made)
    tab = tab_of(made)
    tab.office.rosters.apply(tab.office.rosters.preview(roster_text()))
    tab.refresh(Changes.of(Topic.ROSTER))
    settled(made.runner)
    return made


def tab_of(window: Window) -> RosterTab:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    return tab


def new_person(window: Window) -> NewForm:
    """Begin a new person by the keyboard."""
    tab_of(window).people.setFocus()
    tap(Qt.Key.Key_N, CTRL)
    form = tab_of(window).pane.new
    assert form is not None
    return form


def test_closing_the_window_asks_first_about_a_person_half_written(window: Window) -> None:
    new_person(window).name.setText("方若水")
    assert not window.close()
    assert window.surface.messages.sentence.text().startswith("“新建人员”还没有保存。")
    QApplication.processEvents()
    tap(Qt.Key.Key_Escape)  # the message goes with the form: it asks anew
    new_person(window).name.setText("方若水")
    assert not window.close()
    assert window.close()


def test_an_untouched_form_asks_nothing_when_the_window_closes(window: Window) -> None:
    new_person(window)
    assert window.close()


def test_closing_asks_about_a_group_half_written_on_its_page(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    window.shell.registry.run("roster.groups")
    settled(window.runner)
    page = tab.findChild(GroupsPage)
    assert page is not None
    page.begin_new()
    assert isinstance(page.form, NewGroupForm)
    page.form.name.setText("三组")
    assert not window.close()
    assert window.surface.messages.sentence.text().startswith("居民小组的“新建”还没有保存。")
    page.drop_form()
    window.surface.messages.dismiss()
    assert window.close()


def test_what_an_act_said_stays_above_the_finding_it_brings(window: Window) -> None:
    strip = window.surface.messages
    window.shell.say("已登记：方若水 委员。", Link("撤销（Ctrl+Z）", lambda: None))
    window.shell.notice((finding("roster.no_look_reason"),))
    assert strip.sentence.text() == "已登记：方若水 委员。"
    assert strip.links.count() == 1
    assert strip.more.count() == 1
    QApplication.processEvents()
    window.shell.notice((finding("roster.no_look_reason"),))  # a later act: its own words only
    assert strip.sentence.text() != "已登记：方若水 委员。"
    assert strip.links.count() == strip.more.count() == 0
