"""An earlier 定稿 as it was printed: looked at, printed again, written out; nothing on it can be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from dangjian_desktop.gui.tabs.papers.model import digest_words
from dangjian_desktop.gui.tabs.papers.outputs import image_of
from dangjian_desktop.gui.tabs.papers.preview import Preview
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.frames import ActionButton, TitleRow
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.words import Button, IconLabel, Label

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.frozen_copies import FrozenCopy
    from dangjian_desktop.services.paper_views import Rendered


class FrozenPage(QFrame):
    """Shows one frozen version, page by page."""

    def __init__(self, tab: PapersTab, leave: Callable[[], object]) -> None:
        super().__init__()
        self.tab, self.leave = tab, leave
        self.copy: FrozenCopy | None = None
        body = column(self)
        self.head = TitleRow("定稿")
        self.back = Button("返回公文", "chevron-left")
        self.back.setToolTip("返回现在的稿子（Esc）")
        self.back.clicked.connect(lambda _on=False: leave())
        self.head.add_button(self.back)
        self.head.add_buttons(tab.shell.registry, "papers.pdf")
        self.print = ActionButton(tab.shell.registry, "papers.print")
        self.head.add_button(self.print)
        body.addWidget(self.head)
        strip = QFrame()
        strip.setProperty("kind", "strip-done")
        across = row(strip, (24, 7, 24, 7), gap=8)
        across.addWidget(IconLabel("lock", COLOURS.ink2, 16))
        self.told = Label("", "note", wrap=True)
        across.addWidget(self.told, 1)
        body.addWidget(strip)
        self.preview = Preview()
        body.addWidget(self.preview, 1)
        self.preview.view.wanted.connect(self._ask_page)
        self.preview.thumbs.wanted.connect(self._ask_thumbs)
        self.preview.page_turned.connect(lambda _: self.say_status())
        self.setFocusProxy(self.preview.view)

    def show_copy(self, copy: FrozenCopy) -> None:
        """Show the pages of a frozen version."""
        self.copy = copy
        self.head.title.setText(f"第 {copy.number} 版定稿")
        self.told.setText(
            f"{copy.paper.title}：{copy.day.isoformat()} 定稿的原件，只能看、打印和导出，一字不差。"
        )
        self.told.setToolTip(digest_words(copy.sha256))
        self.preview.thumbs.images = {}
        self.preview.view.show_paper(copy.sizes, margins=False, page=0)
        self.preview.view.arrange()
        self.preview.thumbs.show_paper(copy.sizes)
        self.preview.thumbs.renew()
        self.say_status()

    def say_status(self) -> None:
        """Say at the foot which page is shown."""
        if self.copy is not None:
            page = self.preview.view.page
            wide, high = (round(length / 72 * 25.4) for length in self.copy.sizes[page])
            much = f"第 {self.copy.number} 版定稿，{len(self.copy.sizes)} 页"
            self.tab.status(much, f"第 {page + 1} 页 {wide} × {high} mm")

    def _ask_page(self, page: int, scale: float) -> None:
        if self.copy is not None:
            self.tab.runner.run(
                self.tab.office.papers.pages, self.copy.pdf, scale, page, 1,
                then=self._show_page, key="papers.old_page",
            )  # fmt: skip

    def _show_page(self, rendered: Rendered) -> None:
        if self.copy is not None and rendered.pdf is self.copy.pdf and rendered.images:
            self.preview.view.take_image(rendered.first, rendered.scale, image_of(rendered.images[0]))

    def _ask_thumbs(self, first: int, count: int, scale: float) -> None:
        if self.copy is not None:
            self.tab.runner.run(
                self.tab.office.papers.pages, self.copy.pdf, scale, first, count, then=self._show_thumbs
            )

    def _show_thumbs(self, rendered: Rendered) -> None:
        if self.copy is not None and rendered.pdf is self.copy.pdf:
            self.preview.thumbs.take_images(rendered.first, [image_of(one) for one in rendered.images])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
