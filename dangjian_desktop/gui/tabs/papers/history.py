"""What was typed into a paper's words, step by step, to be taken back and done again."""

from __future__ import annotations

from time import monotonic

from dangjian_desktop.domain.paper_texts import Words

ONE_STEP_S = 1.0
"""Typing into the same place within this time is one step."""
MOST = 200


class History:
    """The words before each step, and those that were taken back."""

    def __init__(self) -> None:
        self.past: list[Words] = []
        self.future: list[Words] = []
        self.place, self.when = "", 0.0

    def clear(self) -> None:
        """Forget every step: another paper is in hand."""
        self.past, self.future, self.place = [], [], ""

    def note(self, before: Words, place: str) -> None:
        """Take note of a step at ``place``; an empty one is a step of its own."""
        now = monotonic()
        if not place or place != self.place or now - self.when > ONE_STEP_S:
            self.past = [*self.past[-MOST:], before]
        self.future, self.place, self.when = [], place, now

    def back(self, now: Words) -> Words | None:
        """Return the words before the last step, None when there is none."""
        if not self.past:
            return None
        self.future.append(now)
        self.place = ""
        return self.past.pop()

    def again(self, now: Words) -> Words | None:
        """Return the words after the step taken back last, None when there is none."""
        if not self.future:
            return None
        self.past.append(now)
        self.place = ""
        return self.future.pop()
