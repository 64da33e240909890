"""The keyboard stays on the page when what had it goes: the bars never get it by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.findings import Finding, finding, hint
from tests.gui.conftest import ShowRoster
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    return show_roster(book, roster_text())


def roster(window: Window) -> RosterTab:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    return tab


def holder() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def press(words: str, inside: QWidget) -> None:
    """Press a button with Space, as one who uses no mouse."""
    QApplication.processEvents()
    button = next(one for one in inside.findChildren(QAbstractButton)
                  if one.text().strip() == words and one.isVisible())  # fmt: skip
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)


@pytest.mark.parametrize("wanted", [True, False])
def test_a_form_left_by_esc_gives_the_keyboard_back_to_the_list(
    window: Window, settled: Settled, wanted: bool
) -> None:
    tab = roster(window)
    tab.pane_wanted = wanted
    window.shell.registry.run("roster.new")
    settled(window.runner)
    assert tab.pane.isAncestorOf(holder())
    QTest.keyClick(holder(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert holder() is tab.people


def test_what_is_put_back_leaves_the_keyboard_in_the_bin(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab, office = roster(window), window.books.office
    assert office is not None
    assert tab.picture is not None
    keys = [line.person.id for line in tab.picture.persons[:2]]
    window.runner.run(office.bin.remove, RemovedKind.PERSON, keys, "重复登记")
    settled(window.runner)
    window.shell.registry.run("roster.bin")
    settled(window.runner)
    page = tab.asides.page("bin")
    for left in (1, 0):
        press("放回", page)
        settled(window.runner)
        QApplication.processEvents()
        assert page.model.rowCount() == left
        assert tab.isAncestorOf(holder()) or holder() is tab


def test_a_row_lit_up_by_the_keyboard_alone_is_selected(window: Window, settled: Settled) -> None:
    """Rows that come into a bin seen empty: Qt takes the first in hand without selecting it."""
    tab, office = roster(window), window.books.office
    assert office is not None
    assert tab.picture is not None
    keys = [tab.picture.persons[0].person.id]
    window.shell.registry.run("roster.bin")
    settled(window.runner)
    tab.asides.leave()
    window.runner.run(office.bin.remove, RemovedKind.PERSON, keys, "重复登记")
    settled(window.runner)
    window.shell.registry.run("roster.bin")
    settled(window.runner)
    page = tab.asides.page("bin")
    assert page.can_put_back()
    press("放回", page)
    settled(window.runner)
    assert page.model.rowCount() == 0


def test_a_message_unfolded_leaves_the_keyboard_on_the_list(window: Window) -> None:
    window.shell.notice([finding("general.paste_refused"), hint("general.cancelled")])
    press("还有 1 条", window.surface.messages)
    QApplication.processEvents()
    assert holder() is roster(window).people


def test_a_message_closed_leaves_the_keyboard_on_the_list(window: Window) -> None:
    window.shell.say("已核对 2 处。")
    window.surface.messages.shut.setFocus()
    QTest.keyClick(holder(), Qt.Key.Key_Space)
    QApplication.processEvents()
    assert holder() is roster(window).people


def test_tab_still_goes_through_the_bars(window: Window) -> None:
    passed = set()
    tab = roster(window)
    tab.views.buttons["all"].setFocus()
    for _ in range(12):
        QTest.keyClick(holder(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        passed.add(holder())
    assert window.top.palette_box in passed


def test_a_form_half_written_has_the_keyboard_again_when_its_tab_comes_back(
    window: Window, settled: Settled
) -> None:
    tab = roster(window)
    window.shell.registry.run("roster.new")
    settled(window.runner)
    form = tab.pane.new
    assert form is not None
    form.birth.setFocus()
    QTest.keyClicks(form.birth, "1995.09")
    QTest.mouseClick(window.rail.buttons["help"], Qt.MouseButton.LeftButton)
    assert window.current == "help"
    assert window.tabs["help"].isAncestorOf(holder())  # a click is no walk along the rail
    window.rail.buttons["help"].setFocus(Qt.FocusReason.TabFocusReason)
    window.show_tab("roster")
    assert holder() is form.birth
    assert form.birth.text() == "1995.09"


def test_a_key_leads_into_the_pane_and_back(window: Window, settled: Settled) -> None:
    tab = roster(window)
    assert tab.picture is not None
    line = next(one for one in tab.picture.persons if one.person.phone)
    tab.people.setFocus()
    tab.people.show_row(line.person.id)
    for _ in range(3):  # until the pane shows him
        settled(window.runner)
        QApplication.processEvents()
    QTest.keyClick(tab.people, Qt.Key.Key_F6)
    first = holder()
    assert isinstance(first, QAbstractButton)
    assert tab.pane.isAncestorOf(first)
    assert first is not tab.pane.shut
    while holder().accessibleName() != "显示手机":
        QTest.keyClick(holder(), Qt.Key.Key_Tab)
        assert tab.pane.isAncestorOf(holder())
    QTest.keyClick(holder(), Qt.Key.Key_F6)
    assert holder() is tab.people
    tab.toggle_pane()  # nothing to go into: the keyboard stays
    QTest.keyClick(holder(), Qt.Key.Key_F6)
    assert holder() is tab.people


def test_what_goes_into_the_bin_leaves_the_keyboard_at_its_place(window: Window, settled: Settled) -> None:
    told: list[Finding] = []
    window.runner.noticed.connect(told.extend)
    tab = roster(window)
    model = tab.people.rows_model
    before = [line.person.name for line in model.shown]
    last = len(before) - 2
    for line, near in ((1, before[2]), (last, before[last])):  # the one behind; at the end the one before
        gone = model.shown[line].person
        tab.people.setFocus()
        tab.people.show_row(gone.id)
        QApplication.processEvents()
        QTest.keyClick(holder(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        form = tab.pane.remove
        assert form is not None
        form.reason.setText("已迁出")
        QTest.keyClick(form.reason, Qt.Key.Key_Return)
        tab.acts.ask_card(gone.id)  # asked about while he goes: nothing to tell the clerk
        settled(window.runner)
        QApplication.processEvents()
        assert gone.name not in [line.person.name for line in model.shown]
        row = tab.people.row_in_hand()
        assert row is not None
        assert (row.person.name, tab.pane.title.text()) == (near, near)
        assert holder() is tab.people
        assert window.surface.messages.sentence.text() == "已移入回收站 1 项。"
    assert not told
