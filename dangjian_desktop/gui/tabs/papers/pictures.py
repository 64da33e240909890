"""Brings the pictures of pages to the screen: asked for by the preview, drawn on the database thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.gui.tabs.papers.outputs import image_of

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.paper_views import Rendered


class Pictures(QObject):
    """Asks for pages of the paper in hand; a picture of an older paper is thrown away."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab
        tab.preview.view.wanted.connect(self.ask_page)
        tab.preview.thumbs.wanted.connect(self.ask_thumbs)

    def ask_page(self, page: int, scale: float) -> None:
        """Ask for one page; only the newest wish counts."""
        tab = self.tab
        if tab.laid is not None and tab.laid.pdf:
            tab.runner.run(
                tab.office.papers.pages, tab.laid.pdf, scale, page, 1, then=self.show_page, key="papers.page"
            )

    def show_page(self, rendered: Rendered) -> None:
        """Show a page."""
        if self._newest(rendered) and rendered.images:
            self.tab.preview.view.take_image(rendered.first, rendered.scale, image_of(rendered.images[0]))

    def ask_thumbs(self, first: int, count: int, scale: float) -> None:
        """Ask for small pages."""
        tab = self.tab
        if tab.laid is not None and tab.laid.pdf:
            tab.runner.run(tab.office.papers.pages, tab.laid.pdf, scale, first, count, then=self.show_thumbs)

    def show_thumbs(self, rendered: Rendered) -> None:
        """Show small pages."""
        if self._newest(rendered):
            self.tab.preview.thumbs.take_images(rendered.first, [image_of(page) for page in rendered.images])

    def _newest(self, rendered: Rendered) -> bool:
        return self.tab.laid is not None and rendered.pdf is self.tab.laid.pdf
