"""What a clerk does with the words of the paper in hand: mend, keep, go back, freeze."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from dangjian_desktop.gui.tabs.papers.editor import ALL, ONE, PaperEditor
from dangjian_desktop.gui.tabs.papers.structure import Structure
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.paper_versions import Desk
    from dangjian_desktop.services.papers import PaperWish

WAYS = (Segment("fill", "填写"), Segment("mend", "改字句"))
BATCH, CHECK = Segment("batch", "批量"), Segment("check", "检查")
TOOLS = ("papers.raise", "papers.lower", "papers.up", "papers.down", "papers.add", "papers.drop")
ATTACHING = ("papers.attach", "papers.detach", "papers.earlier", "papers.later")
PLACES = {"fill": 0, "mend": 1, "batch": 2, "check": 3}


class Mending(QObject):
    """The left column's second way: its words instead of its fields."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.ways = Segmented(WAYS, "填写、改字句或批量")
        self.editor = PaperEditor(tab.shell.settings)
        self.menu: QMenu | None = None
        self.ways.chosen.connect(lambda _: self._way_chosen())
        self.editor.keep.connect(self.keep)
        self.editor.whose_chosen.connect(self._whose_chosen)
        self.editor.place_changed.connect(tab.shell.registry.refresh)
        self.editor.thaw_asked.connect(self.freeze)
        self.editor.text.cursorPositionChanged.connect(tab.shell.registry.refresh)
        self.structure = Structure(self.editor)
        self._build_tools()

    def _build_tools(self) -> None:
        registry, tools = self.tab.shell.registry, self.editor.tools
        for name in TOOLS:
            button = ActionButton(registry, name)
            button.setProperty("kind", "tool")
            button.shorten(True)
            tools.addWidget(button)
        tools.addStretch(1)
        self.attaching = Button("附件", "clip", name="加、删、移附件")
        menu = QMenu(self.attaching)
        menu.addActions([registry.action(name) for name in ATTACHING])
        self.attaching.setMenu(menu)
        tools.addWidget(self.attaching)

    def on(self) -> bool:
        """Tell whether the words are being mended."""
        return self.ways.current() == "mend"

    def near(self) -> str:
        """Return the words beside the cursor where the words are being mended."""
        return self.editor.near() if self.on() else ""

    def frozen(self) -> bool:
        """Tell whether the paper shown is frozen."""
        return self.tab.laid is not None and self.tab.laid.frozen_on is not None

    def swap(self) -> None:
        """Change between filling in and mending."""
        self.ways.choose("fill" if self.on() else "mend")

    def checking(self) -> bool:
        """Tell whether the check stands in the place of the fields."""
        return self.ways.current() == "check"

    def offer(self) -> None:
        """Offer the ways of the paper in hand: batches where it goes to many, the check where room lacks."""
        many = (BATCH,) if self.tab.form.current().addressed else ()
        self.ways.set_segments((*WAYS, *many, *((CHECK,) if self.tab.narrow.on else ())))
        self.tab.left.setCurrentIndex(PLACES[self.ways.current()])

    def wish(self) -> PaperWish:
        """Return the paper in hand as it is kept: of one that goes to many the words of all, or of one."""
        wish = self.tab.wish_for(self.tab.form.current().code)
        to = self.tab.batching.receiver()
        alone = to is not None and self.editor.whose.current() == ONE
        return replace(wish, to=to if alone else None, alone=alone)

    def _way_chosen(self) -> None:
        self.keep()
        self.tab.left.setCurrentIndex(PLACES[self.ways.current()])
        if self.on():
            self.ask()
            if self.tab.batching.possible():
                self.tab.lay_out()
        elif self.tab.batching.on():
            self.tab.batching.begin()
        else:
            self.tab.lay_out()
        self.tab.shell.registry.refresh()

    def _whose_chosen(self) -> None:
        self.keep()
        self.ask()
        self.tab.lay_out()

    def ask(self) -> None:
        """Ask for the words of the paper in hand."""
        self._show_whose()
        self.tab.runner.run(
            self.tab.office.versions.desk, self.wish(),
            then=self.show, refused=self._refused, key="papers.desk",
        )  # fmt: skip

    def _show_whose(self) -> None:
        """Offer to mend the words of all, or those of the one receiver in hand."""
        addressed, to = self.tab.batching.possible(), self.tab.batching.receiver()
        named = (Segment(ONE, f"只改{to.name}这一份"),) if to is not None else ()
        self.editor.whose.set_segments((Segment(ALL, "共同的字句"), *named))
        self.editor.whose.setVisible(addressed)

    def show(self, desk: Desk) -> None:
        """Show the words, and the cursor in them where the column has just been chosen."""
        afresh = self.editor.desk is None or self.editor.desk.wish != desk.wish
        self.editor.show_desk(desk)
        self.attaching.setVisible(desk.letter)
        if afresh:
            self.editor.text.setFocus()
        self.tab.shell.registry.refresh()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.ways.choose("fill", silent=True)
        self.tab.left.setCurrentIndex(0)
        self.tab.shell.notice(findings)

    def keep(self) -> None:
        """Keep what was typed."""
        self.editor.keeping.stop()
        words, desk = self.editor.unkept(), self.editor.desk
        if words is not None and desk is not None:
            self.tab.runner.run(
                self.tab.office.versions.save, desk.wish, words,
                then=self._kept, refused=self.tab.shell.notice,
            )  # fmt: skip

    def _kept(self, done: Outcome[Desk]) -> None:
        if self.editor.desk is not None and self.editor.desk.wish == done.value.wish:
            self.editor.show_desk(done.value)
        self.tab.shell.registry.refresh()

    def forget(self) -> None:
        """Another paper is in hand: fill in again."""
        self.keep()
        self.editor.desk = self.editor.words = None
        self.ways.choose("fill", silent=True)
        self.tab.left.setCurrentIndex(0)

    # ------------------------------------------------------------ versions

    def ask_versions(self) -> None:
        """Offer the versions of the paper in hand, whether its words are being mended or it is filled in."""
        self.keep()
        self.tab.runner.run(
            self.tab.office.versions.desk, self.wish(),
            then=self.open_versions, refused=self.tab.shell.notice, key="papers.versions",
        )  # fmt: skip

    def open_versions(self, desk: Desk) -> QMenu:
        """Offer the template and every version kept, the newest first; of a frozen paper to let it go."""
        menu = self.menu = QMenu(self.tab)
        menu.aboutToHide.connect(menu.deleteLater)
        if desk.frozen_on is not None:
            menu.addAction("取消定稿").triggered.connect(lambda _on=False: self.freeze())
            menu.addSeparator()
        newest = desk.versions[0] if desk.frozen_on is not None else None
        looks: list[QAction] = []
        for one in desk.versions:
            words = f"第 {one.number} 版　{one.saved:%m-%d %H:%M}" + ("　定稿" if one.frozen_on else "")
            menu.addAction(words).triggered.connect(partial(self.restore, one.number))
            if one.frozen_on and one is not newest:
                look = menu.addAction(f"看第 {one.number} 版定稿（原样，可打印）")
                look.triggered.connect(partial(self.look_at, desk.wish, one.number))
                looks.append(look)
        menu.addAction("范本（去掉全部改动）").triggered.connect(partial(self.restore, 0))
        for action in menu.actions()[2:] if desk.frozen_on is not None else ():
            action.setEnabled(action in looks)
        menu.popup(self.ways.mapToGlobal(QPoint(0, self.ways.height() + 2)))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def look_at(self, wish: PaperWish, number: int, _on: bool = False) -> None:
        """Show a version that was frozen as it was printed."""
        tab = self.tab
        tab.runner.run(
            tab.office.frozen.open, wish, number, then=tab.places.show_frozen, refused=tab.shell.notice
        )

    def restore(self, number: int, _on: bool = False) -> None:
        """Take the words of a version again."""
        self.keep()
        self.tab.runner.run(
            self.tab.office.versions.restore, self.wish(), number,
            then=self._restored, refused=self.tab.shell.notice,
        )  # fmt: skip

    def _restored(self, done: Outcome[Desk]) -> None:
        self.editor.keeping.stop()
        self.editor.show_desk(done.value)
        self.tab.lay_out()
        self.tab.shell.say("已换回，原来的字句仍在版本里。")

    def freeze(self) -> None:
        """定稿, or take it back; what the paper lacks is said at its fields."""
        if self.tab.live.demand():
            return
        self.tab.keep_fields()
        self.keep()
        versions = self.tab.office.versions
        act, words = (
            (versions.thaw, "已取消定稿，可以接着改；定稿的那一版仍保留。")
            if self.frozen()
            else (versions.freeze, "已定稿，打印和导出 PDF 一字不差。")
        )
        self.tab.runner.run(
            act, self.wish(),
            then=partial(self._froze, words), refused=self.tab.shell.notice, what="正在定稿",
        )  # fmt: skip

    def _froze(self, words: str, done: Outcome[Desk]) -> None:
        self.editor.keeping.stop()
        if self.on():
            self.editor.show_desk(done.value)
        self.tab.lay_out()
        self.tab.shell.say(words)
