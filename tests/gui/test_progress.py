"""Long work is stopped by a key, wherever the keyboard is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.progress import Progress
from tests.gui.conftest import ShowRoster
from tests.gui.keys import CTRL
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
STEPS = 10_000


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    return show_roster(book, roster_text())


class Work:
    """Long work that counts how far it came."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.came = window, 0
        self.finished: list[object] = []
        window.runner.run(self.step_on, what="正在生成", progress=True, then=self.finished.append)
        qtbot.waitUntil(window.surface.progress.cancel.isVisible)

    def step_on(self, progress: Progress) -> None:
        for self.came in range(STEPS):
            progress.step(self.came, STEPS, "正在生成")
            threading.Event().wait(0.001)


def stop() -> None:
    """Press Ctrl+. where the keyboard is."""
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_Period, CTRL)


def in_the_list(tab: RosterTab) -> None:
    tab.people.setFocus()


def in_the_search(tab: RosterTab) -> None:
    tab.focus_search()
    QTest.keyClicks(tab.field, "zz")


def in_a_form(tab: RosterTab) -> None:
    tab.adding.begin()


def in_the_rail(tab: RosterTab) -> None:
    window = tab.window()
    assert isinstance(window, Window)
    window.rail.buttons["roster"].setFocus()


@pytest.mark.parametrize("go", [in_the_list, in_the_search, in_a_form, in_the_rail])
def test_a_key_stops_long_work_wherever_the_keyboard_is(
    window: Window, settled: Settled, qtbot: QtBot, go: Callable[[RosterTab], None]
) -> None:
    tab, strip = window.tabs["roster"], window.surface.progress
    assert isinstance(tab, RosterTab)
    go(tab)
    settled(window.runner)
    held = QApplication.focusWidget()
    work = Work(window, qtbot)
    with qtbot.waitSignal(window.runner.cancelled) as told:
        stop()
        assert (strip.count.text(), strip.cancel.isEnabled()) == ("正在停下", False)
    settled(window.runner)
    assert told.args == ["正在生成"]
    assert (work.finished, work.came < STEPS - 1) == ([], True)
    assert strip.isHidden()
    assert QApplication.focusWidget() is held  # nor did the key go anywhere else
    assert tab.field.text() in ("", "zz")
    again = Work(window, qtbot)  # the next long work can be stopped as well
    assert strip.cancel.isEnabled()
    with qtbot.waitSignal(window.runner.cancelled):
        stop()
    settled(window.runner)
    assert again.finished == []


def test_the_key_pressed_with_nothing_to_stop_stops_nothing_later(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    done: list[int] = []

    def work(progress: Progress) -> int:
        for step in range(5):
            progress.step(step, 5, "正在生成")
        return 5

    with qtbot.assertNotEmitted(window.runner.cancelled):
        stop()
        window.runner.run(work, what="正在生成", progress=True, then=done.append)
        settled(window.runner)
    assert done == [5]
