"""The wheel over a closed box changes nothing; one Enter ends a cell with a list of words under it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.widgets.combos import Combo, Spin, suggest

NO_SCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def roll(widget: QWidget) -> QWheelEvent:
    """Roll the wheel one step down over ``widget``."""
    event = QWheelEvent(
        QPointF(widget.rect().center()), QPointF(widget.mapToGlobal(widget.rect().center())), QPoint(),
        QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_is_left_to_the_page(qtbot: QtBot) -> None:
    combo, spin = Combo(), Spin()
    qtbot.addWidget(combo)
    qtbot.addWidget(spin)
    combo.addItems(["干部", "党员", "群众"])
    spin.setValue(5)
    for widget in (combo, spin):
        widget.show()
        assert not roll(widget).isAccepted()
    assert combo.currentIndex() == 0
    assert spin.value() == 5


def line_with_words(qtbot: QtBot) -> tuple[QWidget, QLineEdit, list[str]]:
    """Return a line with A1, B2 and B22 under it, and what its Enter has taken."""
    page, line, taken = QWidget(), QLineEdit(), list[str]()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(line)
    suggest(line, ("A1", "B2", "B22"))
    line.returnPressed.connect(lambda: taken.append(line.text()))
    page.show()
    qtbot.waitExposed(page)
    line.setFocus()
    return page, line, taken


@NO_SCREEN
def test_one_enter_takes_what_was_typed(qtbot: QtBot) -> None:
    _page, line, taken = line_with_words(qtbot)
    QTest.keyClicks(line, "B2")
    qtbot.waitUntil(lambda: line.completer().popup().isVisible())
    QTest.keyClick(line.completer().popup(), Qt.Key.Key_Return)
    assert taken == ["B2"]
    assert not line.completer().popup().isVisible()


@NO_SCREEN
def test_one_enter_takes_the_word_that_is_lit_up(qtbot: QtBot) -> None:
    _page, line, taken = line_with_words(qtbot)
    QTest.keyClicks(line, "B2")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Enter)
    assert taken == ["B22"]
