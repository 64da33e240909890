"""The way from the tab to the typing screen and back, with the paper put aside at a pause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.ballots import Ballot, BallotDraft
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen, correcting, sitting_for
from dangjian_desktop.services.ballot_views import MeetingSheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab


class TypingPlace(QObject):
    """Holds the screen while papers are typed. ``put_aside`` keeps a begun paper per meeting."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.screen: TypingScreen | None = None
        self.put_aside: dict[str, BallotDraft] = {}

    def begin(self) -> None:
        """Ask for the newest state of the meeting in hand, then fill the window with its papers."""
        found = self.tab.meeting_in_hand()
        if found is not None and self.tab.is_open() and self.screen is None:
            self.tab.runner.run(self.tab.ballots.sheet, found.meeting.id, then=self._type)

    def _type(self, sheet: MeetingSheet) -> None:
        kept = self.put_aside.pop(sheet.meeting.id, None)
        if kept is not None and kept.number in sheet.numbers:
            kept = replace(kept, number=sheet.row.next_number)
        self._fill(self._screen(sheet.meeting.title, sheet, kept))

    def _screen(self, title: str, sheet: MeetingSheet, kept: BallotDraft | None) -> TypingScreen:
        return TypingScreen(self.tab.shell, self.tab.ballots, title, sitting_for(sheet, kept))

    def correct(self, ballot: Ballot, reason: str) -> None:
        """Show one stored paper on the typing screen, to change it."""
        sheet = self.tab.pane.sheet
        if sheet is not None and self.screen is None:
            title, sitting = sheet.meeting.title, correcting(sheet, ballot)
            self._fill(TypingScreen(self.tab.shell, self.tab.ballots, title, sitting, reason))

    def type_keys(self, keys: str) -> None:
        """Give the screen keys as the keyboard would."""
        for key in keys:
            if self.screen is not None:
                self.screen.press(key)

    def _fill(self, screen: TypingScreen) -> None:
        self.screen = screen
        screen.left.connect(self._back)
        self.tab.shell.fill(screen)
        screen.setFocus()

    def _back(self, draft: BallotDraft) -> None:
        screen, self.screen = self.screen, None
        if screen is None:
            return
        if screen.sitting.fixed:
            self.tab.pane.look_up.clear()
        elif draft.marks or draft.reason:
            self.put_aside[draft.meeting_id] = draft
        self.tab.shell.fill(None)
        screen.deleteLater()
        self.tab.grid.setFocus()
        self.tab.freshen()
