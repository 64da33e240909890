"""A typist at the painted window, in a process of her own: keys go in, saved papers are reported.

``python -m tests.journeys.window_typist BOOK`` opens the window (Qt's offscreen platform), goes to the typing
screen and types paper after paper as a keyboard would, until she is killed. She prints ``ready``, then
``+`` and the number of each paper before she sends it off, and its number once the screen says that it is
stored.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.window import Window
from tests.journeys.at_the_window import work_on
from tests.journeys.typist import say

KEYS_AT_ONCE = 4


def answers(number: int) -> str:
    """Return the keys of paper ``number``: nine answers that change with it, then 好."""
    return "".join(str((number * 7 + item) % 5) for item in range(9)) + "1"


class Typist:
    """Types a few keys, lets the window breathe, reports what is stored, and so on."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.screen: TypingScreen | None = None
        self.keys = ""
        self.reported = 0
        self.timer = QTimer(interval=0)
        self.timer.timeout.connect(self.step)
        self.timer.start()

    def step(self) -> None:
        """Do the next small thing that is possible."""
        if self.window.runner.busy() and self.screen is None:
            return
        if self.screen is None:
            self.open_screen()
        else:
            self.report(self.screen)
            self.type_on(self.screen)

    def open_screen(self) -> None:
        """Go the way a clerk goes: the tab, the meeting, 开始录入, the pile of the cadres."""
        if "ballots" not in self.window.tabs or self.window.current != "ballots":
            self.window.show_tab("ballots")
            return
        tab = self.window.tabs["ballots"]
        if not isinstance(tab, BallotsTab):
            raise TypeError(type(tab).__name__)
        self.screen = tab.typing
        if self.screen is None:
            self.window.shell.registry.run("ballots.type")
            return
        self.reported = self.screen.sitting.draft.number - 1
        QTest.keyClicks(self.screen, "1")
        say("ready")

    def report(self, screen: TypingScreen) -> None:
        """Tell every paper the screen has seen stored."""
        if screen.sitting.last is not None:
            while self.reported < screen.sitting.last.number:
                self.reported += 1
                say(str(self.reported))

    def type_on(self, screen: TypingScreen) -> None:
        """Give the screen the next keys."""
        if not self.keys:
            self.keys = answers(screen.sitting.draft.number) + "+"
        if len(self.keys) <= KEYS_AT_ONCE:
            say(f"+{screen.sitting.draft.number}")
        QTest.keyClicks(screen, self.keys[:KEYS_AT_ONCE])
        self.keys = self.keys[KEYS_AT_ONCE:]


if __name__ == "__main__":
    raise SystemExit(work_on(Path(sys.argv[1]), Typist))
