"""Opening, saving and walking through score sheets for the tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.gui.tabs.scoring.list import ListPage
from dangjian_desktop.gui.tabs.scoring.sheet import SheetPage, Typed
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.scoring_views import ScoreSheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab


class PointsWork(QObject):
    """Carries what is typed on the sheet page to the service and shows what came of it."""

    def __init__(self, tab: ScoringTab, sheet: SheetPage, page: ListPage) -> None:
        super().__init__(tab)
        self.tab, self.sheet, self.page = tab, sheet, page
        sheet.left.connect(lambda: tab.show_sheet_page(on=False))
        sheet.moved.connect(self.move)
        sheet.edited.connect(self.save)
        sheet.grid.counted.connect(self.say)

    def open(self, campaign_id: str, party_org_id: str) -> None:
        """Ask for a sheet and show it."""
        call = self.tab.office.scoring.sheet
        self.tab.runner.run(call, campaign_id, party_org_id, then=self.show, key="scoring.sheet")

    def show(self, sheet: ScoreSheet) -> None:
        """Show a sheet on its page."""
        self.sheet.show_sheet(sheet)
        self.tab.show_sheet_page(on=True)

    def reload(self) -> None:
        """Ask anew for the sheet in hand, e.g. after an undo."""
        sheet = self.sheet.sheet
        if sheet is not None:
            call = self.tab.office.scoring.sheet
            self.tab.runner.run(call, sheet.campaign_id, sheet.org.id, then=self.again, key="scoring.sheet")

    def move(self, by: int) -> None:
        """Go to the neighbour in the list."""
        if self.page.step(by):
            self.tab.open_sheet()

    def save(self, asked: Typed) -> None:
        """Record what was typed."""
        sheet, scoring, run = self.sheet.sheet, self.tab.office.scoring, self.tab.runner.run
        if sheet is None:
            return
        if asked.answers:
            run(scoring.answer_clauses, sheet.campaign_id, asked.answers)
        if asked.points:
            run(scoring.record_points, sheet.campaign_id, sheet.org.id, asked.points, then=self.saved)

    def saved(self, done: Outcome[ScoreSheet]) -> None:
        """Show the sheet as it is recorded now."""
        self.again(done.value)

    def again(self, sheet: ScoreSheet) -> None:
        """Show newer figures of the sheet in hand."""
        shown = self.sheet.sheet
        if shown is not None and shown.org.id == sheet.org.id:
            self.sheet.show_sheet(sheet)
            self.say()

    def say(self, words: str = "") -> None:
        """Tell the status line about the sheet while it is shown."""
        if self.sheet.isVisible():
            self.tab.status(*self.sheet.words(), words)
