"""What stands in the tab 公文海报: the paper, the way to begin, or the register of document numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.gui.widgets.frames import EmptyPlace
from dangjian_desktop.gui.widgets.layouts import Pages
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.services.paper_asks import About

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dangjian_desktop.gui.tabs.papers.frozen_page import FrozenPage
    from dangjian_desktop.gui.tabs.papers.numbers import NumbersPage
    from dangjian_desktop.gui.tabs.papers.preview import Preview
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.gui.tabs.papers.wording_page import WordingPage
    from dangjian_desktop.services.frozen_copies import FrozenCopy
    from dangjian_desktop.services.own_wording import OwnWording

LETTER = "official_notice"


class Places(QObject):
    """Chooses what the tab shows."""

    def __init__(self, tab: PapersTab, page: QWidget) -> None:
        super().__init__(tab)
        self.tab = tab
        self.numbers: NumbersPage | None = None
        self.wording: WordingPage | None = None
        self.frozen: FrozenPage | None = None
        go = Button("到活动进度导入通知", "timeline")
        go.clicked.connect(lambda: tab.shell.show_tab("campaigns"))
        posters = Button("做海报、横幅", "poster")
        posters.clicked.connect(lambda: tab.go("poster"))
        self.letters = letters = Button("写通知、请示、函", "paper")
        letters.clicked.connect(lambda: tab.go(LETTER))
        empty = EmptyPlace(
            "paper", "还没有活动",
            "通知、请示、函等公文和海报、横幅随时能做。活动通知、测评票和汇总表要先把活动导入“活动进度”。",
            letters, posters, go,
        )  # fmt: skip
        self.stack = Pages()
        self.stack.addWidget(page)
        self.stack.addWidget(empty)

    def choose(self) -> None:
        """Show the way to begin while there is no campaign and no paper of the office's own in hand."""
        tab = self.tab
        if self.aside():
            return
        possible = tab.has_campaign or tab.form.current().about is About.OFFICE
        self.stack.setCurrentIndex(0 if possible else 1)
        tab.fits.setVisible(possible and not tab.narrow.on)
        tab.mending.ways.setVisible(possible)
        if not possible:
            tab.laid = None
            tab.status("还没有活动")

    def choose_kind(self) -> None:
        """Open the list of papers, with the keyboard in it; it opens over a paper that can be made."""
        if self.empty():
            self.tab.go(LETTER)
        self.tab.focus_search()
        self.tab.form.kind.showPopup()

    def empty(self) -> bool:
        """Tell whether the way to begin stands in the place of the paper."""
        return self.stack.currentIndex() == 1

    def aside(self) -> bool:
        """Tell whether another page stands in the place of the paper."""
        return self.tab.head.isHidden()

    def refresh(self) -> None:
        """Ask anew for what stands beside the paper."""
        if self.numbers is not None and self.stack.currentWidget() is self.numbers:
            self.numbers.ask()
        if self.wording is not None and self.stack.currentWidget() is self.wording:
            self.wording.renew()
        if self.tab.mending.on():
            self.tab.mending.ask()
        if self.tab.batching.on():
            self.tab.batching.renew()

    def show_numbers(self) -> None:
        """Show the register of document numbers in the place of the paper."""
        from dangjian_desktop.gui.tabs.papers.numbers import NumbersPage

        self.tab.can_leave()
        if self.numbers is None:
            self.numbers = NumbersPage(self.tab.office, self.tab.shell, self.leave)
            self.stack.addWidget(self.numbers)
        self.tab.head.hide()
        self.stack.setCurrentWidget(self.numbers)
        self.numbers.ask()
        self.numbers.number.setFocus()
        self.tab.status("发文字号登记")

    def show_wording(self) -> None:
        """Show the standing words of the kind in hand, with what was mended in its words put into them."""
        from dangjian_desktop.gui.tabs.papers.wording_page import WordingPage

        tab = self.tab
        tab.can_leave()
        if self.wording is None:
            self.wording = WordingPage(tab.office, tab.shell, self.leave)
            self.stack.addWidget(self.wording)
        wordings, kind = tab.office.wordings, tab.form.current().code
        if tab.mending.on():
            tab.runner.run(wordings.proposed, tab.mending.wish(), then=self._have_wording)
        else:
            tab.runner.run(wordings.wording, kind, then=self._have_wording)

    def _have_wording(self, wording: OwnWording) -> None:
        if self.wording is not None:
            self.wording.show_wording(wording)
            self.tab.head.hide()
            self.stack.setCurrentWidget(self.wording)
            self.wording.grid.setFocus()
            self.tab.status("本单位的写法", wording.name)

    def show_frozen(self, copy: FrozenCopy) -> None:
        """Show an earlier 定稿 in the place of the paper."""
        from dangjian_desktop.gui.tabs.papers.frozen_page import FrozenPage

        self.tab.can_leave()
        if self.frozen is None:
            self.frozen = FrozenPage(self.tab, self.leave)
            self.stack.addWidget(self.frozen)
        self.tab.head.hide()
        self.stack.setCurrentWidget(self.frozen)
        self.frozen.show_copy(copy)
        self.frozen.setFocus()
        self.tab.shell.registry.refresh()

    def old(self) -> FrozenCopy | None:
        """Return the earlier 定稿 that is shown, None while the paper itself is."""
        there = self.frozen is not None and self.stack.currentWidget() is self.frozen
        return self.frozen.copy if self.frozen is not None and there else None

    def preview(self) -> Preview:
        """Return the pages that are shown: those of an earlier 定稿, or of the paper itself."""
        return self.frozen.preview if self.frozen is not None and self.old() is not None else self.tab.preview

    def leave(self) -> None:
        """Go back to the paper."""
        self.tab.head.show()
        self.choose()
        self.tab.focus_search()
        self.tab.lay_out()

    def show_mending(self) -> None:
        """Show the notice with its words, for the pictures of the manual."""
        self.tab.go("notice")
        self.tab.mending.ways.choose("mend")

    def show_batch(self) -> None:
        """Show 通知书 with its recipients, for the pictures of the manual."""
        self.tab.go("notice_letter")
        self.tab.mending.ways.choose("batch")

    def show_own_wording(self) -> None:
        """Show the standing words of the notice, for the pictures of the manual."""
        self.tab.go("notice")
        self.show_wording()
