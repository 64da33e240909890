"""The ways from the tab to its other pages, and what is asked of the services there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballots import BallotDraft, GroupCount
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.acts import FILES
from dangjian_desktop.gui.tabs.ballots.batches import BatchesPage
from dangjian_desktop.gui.tabs.ballots.differences import DifferencesPage
from dangjian_desktop.gui.tabs.ballots.figures_page import FiguresPage
from dangjian_desktop.gui.tabs.ballots.rounds_page import RoundsPage
from dangjian_desktop.gui.tabs.ballots.totals import TotalsPage
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.counted_totals import TotalsSheet
from dangjian_desktop.services.second_entry import BatchSheet, DifferenceSheet
from dangjian_desktop.services.survey_rounds import SurveyComparison
from dangjian_desktop.services.survey_tables import SurveyTable

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab


class OtherPage(QObject):
    """A page in the place of the list; ``meeting`` is the one it shows, empty while it is away."""

    def __init__(self, tab: BallotsTab, page: QWidget) -> None:
        super().__init__(tab)
        self.tab, self.run, self.held = tab, tab.runner.run, page
        self.meeting = ""
        tab.pages.addWidget(page)

    def begin(self) -> None:
        """Show the meeting in hand."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.show(found.meeting.id)

    def show(self, meeting: str) -> None:
        """Ask for a meeting and show it when it comes."""
        self.meeting = meeting

    def freshen(self) -> None:
        """Ask anew while the page is shown."""
        if self.meeting and self.tab.pages.currentWidget() is self.held:
            self.show(self.meeting)

    def leave(self) -> None:
        """Go back to the list of meetings."""
        self.meeting = ""
        if self.tab.pages.currentWidget() is self.held:
            self.tab.pages.setCurrentWidget(self.tab.main)
            self.tab.shell.page_turned.emit()
            self.tab.grid.setFocus()

    def come(self) -> None:
        """Stand in the place of the list."""
        if self.tab.pages.currentWidget() is not self.held:
            self.tab.pages.setCurrentWidget(self.held)
            self.tab.shell.page_turned.emit()
        if self.tab.typing is None:
            self.held.setFocus()


class Comparing(OtherPage):
    """核对不一致."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = DifferencesPage(ActionButton(tab.shell.registry, "ballots.print_differences"))
        super().__init__(tab, self.page)
        self.entries = tab.office.entries
        self.page.settled.connect(self._settle)
        self.page.retype_asked.connect(tab.place.settle)
        self.page.left.connect(self.leave)

    def show(self, meeting: str) -> None:
        """Show the papers of a meeting that differ."""
        super().show(meeting)
        self.run(self.entries.differences, meeting, then=self._show)

    def leave(self) -> None:
        """Go back; what was half decided is dropped."""
        self.page.settling = None
        super().leave()

    def _show(self, sheet: DifferenceSheet) -> None:
        if sheet.meeting.id == self.meeting:
            self.page.show_sheet(sheet)
            self.come()

    def _settle(self, draft: BallotDraft, reason: str) -> None:
        self.run(self.entries.settle, draft, reason, refused=self.page.refuse)


class Totalling(OtherPage):
    """汇总数."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = TotalsPage()
        super().__init__(tab, self.page)
        self.totals = tab.ballots.totals
        self.page.left.connect(self.leave)
        self.page.saved.connect(self._save)
        self.page.read_asked.connect(self.read)

    def show(self, meeting: str) -> None:
        """Show the totals of a meeting."""
        super().show(meeting)
        self.run(self.totals.of_meeting, meeting, then=self._show)

    def freshen(self) -> None:
        """Leave what is being typed as it is."""

    def read(self) -> None:
        """Ask for a table and show its totals, to be looked at before they are stored."""
        name = self.tab.shell.desk.open_file(self.tab, words.READ_TOTALS, FILES, "")
        if name:
            self.run(self.totals.read, Path(name), self.meeting, then=self._show, refused=self.page.refuse)

    def _show(self, sheet: TotalsSheet) -> None:
        if sheet.meeting.id == self.meeting:
            self.page.show_sheet(sheet)
            self.come()

    def come(self) -> None:
        """Stand in the place of the list, the keyboard in the first figure."""
        super().come()
        self.page.papers[0].setFocus()

    def _save(self, counts: tuple[GroupCount, ...], source: str) -> None:
        self.run(self.totals.save, self.meeting, counts, source, then=self._saved, refused=self.page.refuse)

    def _saved(self, outcome: Outcome[TotalsSheet]) -> None:
        self.leave()
        self.tab.shell.say(words.TOTALS_SAVED.format(title=outcome.value.meeting.title))


class SurveyRounding(OtherPage):
    """与上次比较."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = RoundsPage(tab.shell.settings, tab.shell)
        super().__init__(tab, self.page)
        self.surveys, self.group = tab.ballots.surveys, ""
        self.page.left.connect(self.leave)
        self.page.chosen.connect(self._choose)
        self.page.turned.connect(self._turn)

    def show(self, meeting: str) -> None:
        """Show a meeting beside the one before."""
        if meeting != self.meeting:
            self.group = ""
        super().show(meeting)
        self.run(self.surveys.compare, meeting, self.group, then=self._show, refused=self._refused)

    def _show(self, found: SurveyComparison) -> None:
        if found.meeting.id == self.meeting:
            self.page.show_comparison(found)
            self.come()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        """Go back to everybody where a group is not shown in both rounds; else say what is wrong."""
        self.tab.shell.notice(findings)
        if self.group:
            self.group = ""
            self.show(self.meeting)

    def _turn(self, group: str) -> None:
        self.group = group
        self.show(self.meeting)

    def _choose(self, before: str) -> None:
        self.group = ""
        self.run(self.surveys.choose, self.meeting, before)


class Figuring(OtherPage):
    """各单位结果."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = FiguresPage(tab.shell.settings, tab.shell)
        super().__init__(tab, self.page)
        self.group = ""
        self.page.left.connect(self.leave)
        self.page.turned.connect(self._turn)

    def show(self, meeting: str) -> None:
        """Show the survey a meeting belongs to."""
        if meeting != self.meeting:
            self.group = ""
        super().show(meeting)
        self.run(self.tab.ballots.tables.table, meeting, self.group, then=self._show)

    def _show(self, table: SurveyTable) -> None:
        if self.meeting:
            self.page.show_table(table)
            self.come()

    def _turn(self, group: str) -> None:
        self.group = group
        self.show(self.meeting)


class Batching(OtherPage):
    """分批合计."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = BatchesPage()
        super().__init__(tab, self.page)
        self.page.left.connect(self.leave)

    def show(self, meeting: str) -> None:
        """Show the batches of a meeting."""
        super().show(meeting)
        self.run(self.tab.office.entries.batches, meeting, then=self._show)

    def _show(self, sheet: BatchSheet) -> None:
        if sheet.meeting.id == self.meeting:
            self.page.show_sheet(sheet)
            self.come()
