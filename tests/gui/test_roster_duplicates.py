"""查重 by keyboard alone: look at a pair, choose the sides, merge, keep apart, go on, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.duplicates import DuplicatesPage
from dangjian_desktop.gui.widgets.pairs import PairRow
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ShowRoster
from tests.gui.keys import tap
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
TWICE = (
    "\n林荷田\t男\t1972-06-08\t本科\t19900007702\t\t芦荷塘村\t村委会委员"
    "\n单怀庭\t男\t1980.03\t本科\t\t\t石桥头村\t村委会副主任"
)


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    """Return the window on a roster in which two persons stand twice."""
    return show_roster(book, roster_text() + TWICE)


def names(window: Window) -> list[str]:
    picture = window.tabs["roster"].picture  # type: ignore[attr-defined]
    return sorted(line.person.name for line in picture.persons)


def test_pairs_are_merged_kept_apart_and_brought_back_by_keys(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = window.tabs["roster"]
    tab.setFocus()
    tap(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
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
    tap(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page.grid.currentIndex().row() == 1)
    tap(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: page.grid.currentIndex().row() == 0)
    qtbot.waitUntil(lambda: page.pane.aside.text() == "第 1 / 2 对")
    tap(Qt.Key.Key_1)
    here = QApplication.focusWidget()
    assert isinstance(here, PairRow)
    tap(Qt.Key.Key_Left)
    tap(Qt.Key.Key_Right)
    assert page.board is not None
    assert page.board.cards[0].note.startswith("1 栏用右边的")
    tap(Qt.Key.Key_1)
    settled(window.runner)
    assert "林荷田" not in names(window)
    assert window.surface.messages.sentence.text().startswith("已合并：林荷田 并入 林禾田")
    assert [one.kept.name for one in page.model.shown] == ["单怀亭"]
    tap(Qt.Key.Key_2)
    settled(window.runner)
    assert page.model.shown == []
    assert {"单怀亭", "单怀庭"} <= set(names(window))
    for _ in range(2):
        tap(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settled(window.runner)
    assert "林荷田" in names(window)
    assert len(page.model.shown) == 2
    tap(Qt.Key.Key_Escape)
    assert tab.asides.here() is None  # type: ignore[attr-defined]
