"""F6: the keyboard goes from a page into the pane beside it, and back to where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from dangjian_desktop.gui.window import Window


def turn(window: Window) -> None:
    """Go into the pane, to what can be pressed or filled in first; from inside it go back."""
    panes, held = _panes(window), QApplication.focusWidget()
    if held is not None and any(pane.isAncestorOf(held) for pane in panes):
        left = window.left_for_pane
        place = left if left is not None and isValid(left) and left.isVisible() else window.own_place()
    else:
        window.left_for_pane = held
        place = next(iter(_places(window, panes)), None)
    if place is not None:
        place.setFocus(Qt.FocusReason.TabFocusReason)


def _panes(window: Window) -> list[QFrame]:
    page = window.tabs.get(window.current)
    frames = page.findChildren(QFrame) if page is not None else []
    return [one for one in frames if one.property("kind") == "pane" and one.isVisible() and one.isEnabled()]


def _places(window: Window, panes: list[QFrame]) -> list[QWidget]:
    """Return what takes Tab in the panes, from the top; what shuts a pane comes last."""
    found = [
        one
        for pane in panes
        for one in pane.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]

    def order(one: QWidget) -> tuple[bool, int, int]:
        at = one.mapTo(window, QPoint())
        return one.property("kind") == "close", at.y(), at.x()

    return sorted(found, key=order)
