"""查重 by keyboard alone: look at a pair, choose the sides, merge, keep apart, go on, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.commands import SPEC as ROSTER
from dangjian_desktop.gui.tabs.roster.duplicates import DuplicatesPage
from dangjian_desktop.gui.widgets.pairs import PairRow
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from tests.gui.conftest import MakeWindow
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
TWICE = (
    "\n林荷田\t男\t1972-06-08\t本科\t19900007702\t\t芦荷塘村\t党支部书记"
    "\n单怀庭\t男\t1980.03\t本科\t\t\t石桥头村\t村委会副主任"
)


def press(key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, how)


@pytest.fixture
def window(make_window: MakeWindow, book: Path, clock: FixedClock, settled: Settled, qtbot: QtBot) -> Window:
    """Return the window on a roster in which two persons stand twice."""
    office = ProgramOpener(clock).open(book)
    office.rosters.apply(office.rosters.preview(roster_text() + TWICE))
    office.upkeep.close()
    made = make_window(ROSTER)
    made.books.open(book)
    settled(made.runner)
    made.show_tab("roster")
    settled(made.runner)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def names(window: Window) -> list[str]:
    picture = window.tabs["roster"].picture  # type: ignore[attr-defined]
    return sorted(line.person.name for line in picture.persons)


def test_pairs_are_merged_kept_apart_and_brought_back_by_keys(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = window.tabs["roster"]
    tab.setFocus()
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    settled(window.runner)
    page = tab.asides.here()  # type: ignore[attr-defined]
    assert isinstance(page, DuplicatesPage)
    assert [(one.kept.name, one.gone.name) for one in page.model.shown] == [
        ("林禾田", "林荷田"),
        ("单怀亭", "单怀庭"),
    ]
    assert page.grid.hasFocus()
    board = page.board
    assert board is not None
    assert not any(card.isChecked() for card in board.cards)
    press(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page.grid.currentIndex().row() == 1)
    press(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page.grid.currentIndex().row() == 0)
    qtbot.waitUntil(lambda: page.pane.aside.text() == "第 1 / 2 对")
    press(Qt.Key.Key_1)
    here = QApplication.focusWidget()
    assert isinstance(here, PairRow)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Right)
    assert page.board is not None
    assert page.board.cards[0].note.startswith("1 栏用右边的")
    press(Qt.Key.Key_1)
    settled(window.runner)
    assert "林荷田" not in names(window)
    assert window.surface.messages.sentence.text().startswith("已合并：林荷田 并入 林禾田")
    assert [one.kept.name for one in page.model.shown] == ["单怀亭"]
    press(Qt.Key.Key_2)
    settled(window.runner)
    assert page.model.shown == []
    assert {"单怀亭", "单怀庭"} <= set(names(window))
    for _ in range(2):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settled(window.runner)
    assert "林荷田" in names(window)
    assert len(page.model.shown) == 2
    press(Qt.Key.Key_Escape)
    assert tab.asides.here() is None  # type: ignore[attr-defined]
