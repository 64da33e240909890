"""The pages behind the rating list: each is made when it is first opened; the way there and back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

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

P = TypeVar("P", bound=WorkPage[Any])


class Behind(QObject):
    """Makes the pages and opens them; lives with the tab."""

    def __init__(self, tab: ScoringTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.workers: dict[WorkPage[Any], str] = {}

    def _placed(self, page: P, worker: str) -> P:
        """Put a new page behind the list; its worker (made once the page is there) asks for what it shows."""
        self.workers[page] = worker
        self.tab.stack.addWidget(page)
        page.left.connect(lambda: self.tab.show_sheet_page(on=False))
        page.noted.connect(lambda words: self.tab.status(page.title_words, words))
        return page

    # ------------------------------------------------------------ pages, and who works for each

    @cached_property
    def publicity(self) -> PublicityPage:
        """公示和异议."""
        return self._placed(PublicityPage(self.tab.shell), "publicising")

    @cached_property
    def publicising(self) -> Publicising:
        """Works for 公示和异议."""
        return Publicising(self.tab, self.publicity)

    @cached_property
    def rounds(self) -> RoundsPage:
        """历轮对比."""
        return self._placed(RoundsPage(self.tab.shell), "comparing")

    @cached_property
    def comparing(self) -> Comparing:
        """Works for 历轮对比."""
        return Comparing(self.tab, self.rounds)

    @cached_property
    def mended(self) -> MendingPage:
        """整改台账."""
        return self._placed(MendingPage(self.tab.shell), "mending")

    @cached_property
    def mending(self) -> Mending:
        """Works for 整改台账."""
        return Mending(self.tab, self.mended)

    @cached_property
    def points(self) -> GridPage:
        """得分总表."""
        return self._placed(GridPage(self.tab.shell), "typing")

    @cached_property
    def typing(self) -> GridWork:
        """Works for 得分总表."""
        return GridWork(self.tab, self.points)

    @cached_property
    def stages(self) -> StagesPage:
        """各阶段对照."""
        return self._placed(StagesPage(self.tab.shell), "staging")

    @cached_property
    def staging(self) -> Staging:
        """Works for 各阶段对照."""
        return Staging(self.tab, self.stages)

    @cached_property
    def trial(self) -> TrialPage:
        """名额试算."""
        return self._placed(TrialPage(self.tab.shell), "trying")

    @cached_property
    def trying(self) -> Trying:
        """Works for 名额试算."""
        return Trying(self.tab, self.trial)

    @cached_property
    def books(self) -> BooksPage:
        """收评分表."""
        return self._placed(BooksPage(self.tab.shell), "receiving")

    @cached_property
    def receiving(self) -> Receiving:
        """Works for 收评分表."""
        return Receiving(self.tab, self.books)

    @cached_property
    def forms(self) -> FormsPage:
        """评分表和规定."""
        return self._placed(FormsPage(self.tab.shell), "choosing")

    @cached_property
    def choosing(self) -> Choosing:
        """Works for 评分表和规定."""
        return Choosing(self.tab, self.forms)

    @cached_property
    def appraisals(self) -> AppraisalPage:
        """干部考核和班子研判."""
        return self._placed(AppraisalPage(self.tab.shell), "appraising")

    @cached_property
    def appraising(self) -> Appraising:
        """Works for 干部考核和班子研判."""
        return Appraising(self.tab, self.appraisals)

    # ------------------------------------------------------------ opening

    def front(self, name: str) -> bool:
        """Tell whether the page of this name is shown; one that was never opened is not made for it."""
        page = self.__dict__.get(name)
        return isinstance(page, WorkPage) and page.in_front()

    def current(self) -> WorkPage[Any] | None:
        """Return the page that is open, or None."""
        shown = self.tab.stack.currentWidget()
        return shown if isinstance(shown, WorkPage) else None

    def open(self, page: WorkPage[Any]) -> None:
        """Show one of the pages, with what it holds asked anew."""
        self.tab.stack.setCurrentWidget(page)
        self.tab.show_head()
        self._ask(page)
        page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tab.shell.registry.refresh()
        self.tab.shell.page_turned.emit()

    def _ask(self, page: WorkPage[Any]) -> None:
        getattr(self, self.workers[page]).ask()

    def refresh(self) -> None:
        """Ask anew for what the open page shows."""
        shown = self.current()
        if shown is not None:
            self._ask(shown)
