"""干部台账 in 花名册, by keyboard alone: another day, a person gone to, taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.asides import ASIDES
from dangjian_desktop.gui.tabs.roster.ledger import LedgerPage
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ScriptedDesk, ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, press, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]


@pytest.fixture
def window(show_roster: ShowRoster, book: Path, settled: Settled) -> Window:
    """Return the window with the ledger shown."""
    made = show_roster(book, roster_text())
    press(made, settled, Qt.Key.Key_L, CTRL_ALT)
    return made


def tab_of(window: Window) -> RosterTab:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    return tab


def test_lines_with_their_sums_and_a_person_gone_to(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = tab_of(window)
    page = tab.asides.page("ledger")
    assert isinstance(page, LedgerPage)
    assert [line.number for line in page.model.shown] == [1, 2, 3, None, 4, 5, 6, None, None]
    press(window, settled, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.pane.title.text() == "芦荷塘村")
    press(window, settled, Qt.Key.Key_Return)
    assert not tab.aside()
    qtbot.waitUntil(lambda: tab.pane.title.text() == "曹畹宁")


def test_another_day_and_a_file(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    tab = tab_of(window)
    page = tab.asides.page("ledger")
    page.day.setFocus()
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("不是日期")
    press(window, settled, Qt.Key.Key_Return)
    assert page.seen.day == window.runner.clock.today()
    press(window, settled, Qt.Key.Key_A, CTRL)
    write("2030-01-01")
    press(window, settled, Qt.Key.Key_Return)
    assert page.seen.day.year == 2030
    desk.answer = str(tmp_path / "台账.xlsx")
    press(window, settled, Qt.Key.Key_E, CTRL)
    assert page.form is not None
    assert not tab.pane.isVisible()  # the page asks in its own pane
    write("报县委组织部备案")
    press(window, settled, Qt.Key.Key_Return)
    qtbot.waitUntil((tmp_path / "台账.xlsx").exists)
    settled(window.runner)
    assert page.form is None


def test_every_page_says_its_own_count_in_the_status_line(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    assert tab.status_text()[0] == "干部台账"
    assert tab.status_text()[1].startswith("班子 4 人")
    for one in ASIDES:
        tab.asides.show(one.name)
        settled(window.runner)
        assert tab.status_text()[0] == one.title
        assert "6 人" not in tab.status_text()
    tab.asides.leave()
    assert tab.status_text()[0] == "6 人"
