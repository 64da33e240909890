"""公文海报 where there is little room: the check takes the place of the fields, the small pages go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dangjian_desktop.gui.tabs.papers.form import WIDE
from dangjian_desktop.gui.theme import ZoomFollower, px
from dangjian_desktop.gui.widgets.layouts import Fixed

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab

EXCEL = "papers.excel"
MORE = (
    ("papers.begin", "papers.which", "papers.discard"),
    ("papers.mend", "papers.versions", "papers.freeze", "papers.wording"),
    ("papers.numbers",),
    ("papers.picture", "papers.report"),
    ("papers.keep_slogan", "papers.drop_slogan"),
)
"""What 更多 beside the buttons lists, in groups; the button that goes where room lacks comes before them."""
LEAST = 1040
"""Width of the tab at 100 % with which fields, page and check stand beside each other."""


class Scrolled(QScrollArea):
    """A left column that scrolls by itself where the window is low, so that the page beside it stays."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = inside
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        Fixed(self, self.setMaximumWidth, WIDE)

    def minimumSizeHint(self) -> QSize:
        """Return the whole width of what is inside, and a little of its height."""
        inside = self.inside
        wide = max(inside.minimumWidth(), inside.minimumSizeHint().width())
        return QSize(wide + self.verticalScrollBar().sizeHint().width(), px(120))

    def sizeHint(self) -> QSize:
        """Ask for the width of the token."""
        return QSize(px(WIDE), px(400))


class Narrow(ZoomFollower):
    """Decides by width and zoom what stands beside the page; what cannot gets a way of its own."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab, self.on = tab, False
        tab.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the tab."""
        if event.type() is QEvent.Type.Resize:
            self.rescale()
        return False

    def rescale(self) -> None:
        """Change between the wide and the narrow tab where the room asks for it."""
        on = self.tab.width() < px(LEAST)
        if on == self.on:
            return
        self.on = on
        tab = self.tab
        for widget in (tab.fits, tab.called, tab.excel):
            widget.setVisible(not on)
        tab.more.groups = ((EXCEL,), *MORE) if on else MORE
        tab.preview.thumbs.setVisible(not on)
        if on:
            tab.left.addWidget(tab.checks)
        else:
            tab.across.addWidget(tab.checks)
            tab.checks.show()
        tab.checks.fill(on)
        tab.mending.offer()

    def show_check(self) -> None:
        """Show the check where it stands in the place of the fields."""
        if self.on:
            self.tab.mending.ways.choose("check")

    def fill_in(self, code: str) -> None:
        """Go from the check to the field ``code``."""
        self.tab.mending.ways.choose("fill")
        self.tab.form.go_to(code)
