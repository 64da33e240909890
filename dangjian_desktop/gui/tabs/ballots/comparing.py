"""The way from the tab to the papers that differ, and what is asked of the services there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.ballots import BallotDraft
from dangjian_desktop.gui.tabs.ballots.differences import DifferencesPage
from dangjian_desktop.services.second_entry import DifferenceSheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab


class Comparing(QObject):
    """Holds the page 核对不一致; ``meeting`` is the one whose papers it shows, empty while it is away."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab, self.run, self.entries = tab, tab.runner.run, tab.office.entries
        self.meeting = ""
        self.page = DifferencesPage()
        self.page.settled.connect(self._settle)
        self.page.retype_asked.connect(tab.place.settle)
        self.page.left.connect(self.leave)
        tab.pages.addWidget(self.page)

    def begin(self) -> None:
        """Show the papers of the meeting in hand."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.show(found.meeting.id)

    def show(self, meeting: str) -> None:
        """Show the papers of a meeting that differ."""
        self.meeting = meeting
        self.run(self.entries.differences, meeting, then=self._show)

    def freshen(self) -> None:
        """Ask anew while the page is shown."""
        if self.meeting and self.tab.pages.currentWidget() is self.page:
            self.show(self.meeting)

    def leave(self) -> None:
        """Go back to the list of meetings."""
        self.meeting = ""
        self.page.settling = None
        if self.tab.pages.currentWidget() is self.page:
            self.tab.pages.setCurrentWidget(self.tab.main)
            self.tab.shell.page_turned.emit()
            self.tab.grid.setFocus()

    def _show(self, sheet: DifferenceSheet) -> None:
        if sheet.meeting.id != self.meeting:
            return
        self.page.show_sheet(sheet)
        if self.tab.pages.currentWidget() is not self.page:
            self.tab.pages.setCurrentWidget(self.page)
            self.tab.shell.page_turned.emit()
        if self.tab.typing is None:
            self.page.setFocus()

    def _settle(self, draft: BallotDraft, reason: str) -> None:
        self.run(self.entries.settle, draft, reason, refused=self.page.refuse)
