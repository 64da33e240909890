"""Ctrl+D, E, K and U belong to the commands on every system, whatever field has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.plain_keys import TAKEN, PlainKeys
from dangjian_desktop.gui.runner import Runner
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import shown

Settled = Callable[[Runner], None]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class Line(QLineEdit):
    """A field that notes the keys that reach it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reached: list[Qt.Key] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in KINDS:
            self.reached.append(Qt.Key(event.key()))
        return super().event(event)


def press(field: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    for kind in KINDS:
        event = QKeyEvent(kind, key, held)
        event.ignore()  # as Qt sends them
        QApplication.sendEvent(field, event)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_no_field_gets_the_keys_a_terminal_deletes_with(dressed: object, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, second = Line(page), Line(page)
    under = QVBoxLayout(page)
    under.addWidget(first)
    under.addWidget(second)
    keys = PlainKeys(page)
    page.show()
    page.activateWindow()
    for field in (first, second):
        field.setFocus()
        qtbot.waitUntil(lambda one=field: QApplication.focusWidget() is one)  # type: ignore[misc]
        for key in TAKEN:
            press(field, key, CONTROL)
        assert field.reached == []
        press(field, Qt.Key.Key_V, CONTROL)
        press(field, Qt.Key.Key_E, CONTROL | SHIFT)
        assert set(field.reached) == {Qt.Key.Key_V, Qt.Key.Key_E}
    press(first, Qt.Key.Key_K, CONTROL)
    assert first.reached[-1] is Qt.Key.Key_K  # it has lost the keyboard: nothing stands before it any more
    assert keys.parent() is page


def test_the_palette_opens_from_a_field(
    make_window: MakeWindow, papered_book: Path, settled: Settled, qtbot: QtBot
) -> None:
    window = shown(make_window, papered_book, settled)
    field = Line(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    press(field, Qt.Key.Key_K, CONTROL)
    assert field.reached == []
    assert window.palette_in_hand is not None
    assert window.palette_in_hand.isVisible()
