"""The pages behind the rating list: which one is open, what it asks for, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from dangjian_desktop.gui.tabs.scoring.appraising import AppraisalPage, Appraising
from dangjian_desktop.gui.tabs.scoring.books import BooksPage, Receiving
from dangjian_desktop.gui.tabs.scoring.forms_page import Choosing, FormsPage
from dangjian_desktop.gui.tabs.scoring.grid_page import GridPage, GridWork
from dangjian_desktop.gui.tabs.scoring.mending import Mending, MendingPage
from dangjian_desktop.gui.tabs.scoring.publicity import Publicising, PublicityPage
from dangjian_desktop.gui.tabs.scoring.rounds import Comparing, RoundsPage
from dangjian_desktop.gui.tabs.scoring.stages import StagesPage, Staging
from dangjian_desktop.gui.tabs.scoring.trial import TrialPage, Trying
from dangjian_desktop.gui.tabs.scoring.workpage import WorkPage

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab


class Behind(QObject):
    """Makes the pages and opens them; lives with the tab."""

    def __init__(self, tab: ScoringTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.publicity = PublicityPage(tab.shell)
        self.publicising = Publicising(tab, self.publicity)
        self.rounds, self.mended = RoundsPage(tab.shell), MendingPage(tab.shell)
        self.comparing, self.mending = Comparing(tab, self.rounds), Mending(tab, self.mended)
        self.points, self.stages = GridPage(tab.shell), StagesPage(tab.shell)
        self.typing, self.staging = GridWork(tab, self.points), Staging(tab, self.stages)
        self.trial, self.books = TrialPage(tab.shell), BooksPage(tab.shell)
        self.trying, self.receiving = Trying(tab, self.trial), Receiving(tab, self.books)
        self.forms = FormsPage(tab.shell)
        self.choosing = Choosing(tab, self.forms)
        self.appraisals = AppraisalPage(tab.shell)
        self.appraising = Appraising(tab, self.appraisals)
        self.asks: dict[WorkPage[Any], Callable[[], object]] = {
            self.publicity: self.publicising.ask,
            self.rounds: self.comparing.ask,
            self.mended: self.mending.ask,
            self.points: self.typing.ask,
            self.stages: self.staging.ask,
            self.trial: self.trying.ask,
            self.books: self.receiving.ask,
            self.forms: self.choosing.ask,
            self.appraisals: self.appraising.ask,
        }
        for page in self.asks:
            tab.stack.addWidget(page)
            page.left.connect(lambda: tab.show_sheet_page(on=False))
            page.noted.connect(lambda words, one=page: tab.status(one.title_words, words))

    def current(self) -> WorkPage[Any] | None:
        """Return the page that is open, or None."""
        shown = self.tab.stack.currentWidget()
        return shown if isinstance(shown, WorkPage) else None

    def open(self, page: WorkPage[Any]) -> None:
        """Show one of the pages, with what it holds asked anew."""
        self.tab.stack.setCurrentWidget(page)
        self.tab.show_head()
        self.asks[page]()
        page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tab.shell.registry.refresh()

    def refresh(self) -> None:
        """Ask anew for what the open page shows."""
        shown = self.current()
        if shown is not None:
            self.asks[shown]()
