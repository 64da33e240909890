"""Keys pressed and Chinese typed where the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.window import Window

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier


def here() -> QWidget:
    """Return what has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(text: str) -> None:
    """Type a text, Chinese as the input method commits it, over what is selected.

    A list that opens under the line takes the window's place in the event loop only: were it gone before
    (an answer can be that quick), the platform without a screen would leave no window with the keyboard.
    """
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(here(), commit)
    QApplication.processEvents()


def tap(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(here(), key, held)


def press(
    window: Window, settled: Callable[[Runner], None], key: Qt.Key, held: Qt.KeyboardModifier = NONE
) -> None:
    """Press a key where the keyboard is, and wait for what it asked for."""
    tap(key, held)
    settled(window.runner)
