"""The wheel over a closed box changes nothing; what Enter does where a list of words stands under a line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCompleter, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.widgets.combos import Combo, Spin, list_below, suggest

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


@NO_SCREEN
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


class Taker(QObject):
    """Watches the keys of a line as a cell's delegate does, and notes what Enter ends with."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.line, self.taken = line, list[str]()

    def eventFilter(self, _line: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note the text at each Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() == "\r":
            self.taken.append(self.line.text())
        return False


def line_with_words(qtbot: QtBot, *, ends: bool = True) -> tuple[QLineEdit, QAbstractItemView, Taker]:
    """Return a line with A1, B2 and B22 under it, in which B2 was typed, and what its Enter takes."""
    line = QLineEdit()
    qtbot.addWidget(line)
    taker = Taker(line)
    line.installEventFilter(taker)
    if ends:
        suggest(line, ("A1", "B2", "B22"))
    else:
        list_below(line, QCompleter(["A1", "B2", "B22"], line))
    line.show()
    qtbot.waitExposed(line)
    line.setFocus()
    QTest.keyClicks(line, "B2")
    completer = line.completer()
    assert completer is not None
    shown = completer.popup()
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    return line, shown, taker


@NO_SCREEN
def test_one_enter_takes_what_was_typed(qtbot: QtBot) -> None:
    line, shown, taker = line_with_words(qtbot)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert taker.taken == ["B2"]
    assert line.text() == "B2"
    assert not shown.isVisible()


@NO_SCREEN
def test_one_enter_takes_the_word_that_is_lit_up(qtbot: QtBot) -> None:
    _line, shown, taker = line_with_words(qtbot)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert taker.taken == ["B22"]


@NO_SCREEN
def test_enter_takes_a_word_of_a_form_and_stores_nothing_yet(qtbot: QtBot) -> None:
    line, shown, taker = line_with_words(qtbot, ends=False)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(line.returnPressed):
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert (line.text(), taker.taken) == ("B22", [])
    assert not shown.isVisible()
    with qtbot.waitSignal(line.returnPressed):
        QTest.keyClick(line, Qt.Key.Key_Return)
