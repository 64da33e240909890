"""What was typed into something not yet stored, step by step, to be taken back and done again."""

from __future__ import annotations

from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

T = TypeVar("T")

ONE_STEP_S = 1.0
"""Typing into the same place within this time is one step."""
MOST = 200


class History(Generic[T]):
    """What stood before each step, and what was taken back."""

    def __init__(self) -> None:
        self.past: list[T] = []
        self.future: list[T] = []
        self.place, self.when = "", 0.0

    def clear(self) -> None:
        """Forget every step: something else is in hand."""
        self.past, self.future, self.place = [], [], ""

    def note(self, before: T, place: str) -> None:
        """Take note of a step at ``place``; an empty one is a step of its own."""
        now = monotonic()
        if not place or place != self.place or now - self.when > ONE_STEP_S:
            self.past = [*self.past[-MOST:], before]
        self.future, self.place, self.when = [], place, now

    def back(self, now: T) -> T | None:
        """Return what stood before the last step, None when there is none."""
        if not self.past:
            return None
        self.future.append(now)
        self.place = ""
        return self.past.pop()

    def again(self, now: T) -> T | None:
        """Return what stood after the step taken back last, None when there is none."""
        if not self.future:
            return None
        self.past.append(now)
        self.place = ""
        return self.future.pop()


def step_of(event: QKeyEvent) -> bool | None:
    """Return whether a key asks for a step back (True) or again (False); None where it is another key."""
    control_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if event.matches(QKeySequence.StandardKey.Undo):
        return True
    return False if control_y or event.matches(QKeySequence.StandardKey.Redo) else None
