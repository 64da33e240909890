"""Someone who settles differences at the painted window, in a process of her own, until she is killed.

``python -m tests.journeys.window_settler BOOK`` opens the window (Qt's offscreen platform), goes to
核对不一致 and takes the second reading of paper after paper by keys. She prints ``ready`` and then the
number of each paper once the page shows it as settled.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from dangjian_desktop.domain.entries import EntryState
from dangjian_desktop.gui.tabs.ballots.differences import DifferencesPage
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.window import Window
from tests.journeys.at_the_window import work_on
from tests.journeys.typist import say


class Settler:
    """Presses one key, lets the window breathe, reports what the page shows as settled, and so on."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page: DifferencesPage | None = None
        self.reported: set[int] = set()
        self.timer = QTimer(interval=0)
        self.timer.timeout.connect(self.step)
        self.timer.start()

    def step(self) -> None:
        """Do the next small thing that is possible."""
        if self.window.runner.busy() and self.page is None:
            return
        if self.page is None:
            self.open_page()
        elif self.page.sheet is not None:
            self.report(self.page)
            self.settle_on(self.page)

    def open_page(self) -> None:
        """Go the way a clerk goes: the tab, the meeting, 核对不一致."""
        if "ballots" not in self.window.tabs or self.window.current != "ballots":
            self.window.show_tab("ballots")
            return
        tab = self.window.tabs["ballots"]
        if not isinstance(tab, BallotsTab):
            raise TypeError(type(tab).__name__)
        if tab.pages.currentWidget() is not tab.comparing.page:
            self.window.shell.registry.run("ballots.differences")
            return
        self.page = tab.comparing.page
        self.reported = self.settled(self.page)
        say("ready")

    @staticmethod
    def settled(page: DifferencesPage) -> set[int]:
        """Return the papers the page shows as settled."""
        pairs = page.sheet.pairs if page.sheet is not None else ()
        return {pair.number for pair in pairs if pair.state is EntryState.SETTLED}

    def report(self, page: DifferencesPage) -> None:
        """Tell every paper the page shows as settled, once."""
        for number in sorted(self.settled(page) - self.reported):
            self.reported.add(number)
            say(str(number))

    def settle_on(self, page: DifferencesPage) -> None:
        """Take the second reading, or store what is taken."""
        if page.waiting or page.settling is None:
            return
        QTest.keyClick(page, Qt.Key.Key_Return if page.settling.ready else Qt.Key.Key_Right)


if __name__ == "__main__":
    raise SystemExit(work_on(Path(sys.argv[1]), Settler))
