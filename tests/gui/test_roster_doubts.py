"""花名册 by keyboard: persons a file left doubtful are seen, checked together, and come back by undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.commands import SPEC
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.kernel.changes import Changes, Topic
from tests.gui.conftest import MakeWindow
from tests.gui.keys import CTRL, tap
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
MORE = "\n温阡陌\t男\t1990.02\t私塾\t\t\t芦荷塘村\t委员\n丁禾\t女\t1991.02\t私塾\t打不通\t\t芦荷塘村\t委员"


def test_persons_left_doubtful_are_seen_checked_together_and_come_back_by_undo(
    make_window: MakeWindow, book: Path, settled: Settled, qtbot: QtBot
) -> None:
    window = make_window(SPEC)
    window.books.open(book)
    settled(window.runner)
    window.show_tab("roster")
    window.activateWindow()
    qtbot.waitActive(window)
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    rosters = tab.office.rosters
    rosters.apply(rosters.preview(roster_text() + MORE))
    tab.refresh(Changes.of(Topic.ROSTER))
    settled(window.runner)
    model = tab.people.rows_model
    assert "open" in [column.id for column in model.columns]
    row = next(number for number, line in enumerate(model.shown) if line.person.name == "丁禾")
    tab.people.setCurrentIndex(model.index(row, 0))
    tab.people.setFocus()
    qtbot.waitUntil(lambda: tab.pane.shown_key == model.shown[row].person.id)
    told = [label.text() for label in tab.pane.findChildren(QLabel)]
    assert "手机：不像电话号码" in told
    assert not any("打不通" in text for text in told if "手机" in text)
    tap(Qt.Key.Key_A, CTRL)
    tap(Qt.Key.Key_Return, CTRL)
    settled(window.runner)
    assert [line.person.name for line in model.rows if line.to_confirm] == []
    assert window.surface.messages.sentence.text().startswith("已核对 3 处")
    tap(Qt.Key.Key_Z, CTRL)
    settled(window.runner)
    assert {line.person.name for line in model.rows if line.to_confirm} == {"温阡陌", "丁禾"}
