"""Every command of 花名册 is reached by keyboard alone, and does something where it can run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.gui import printing
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.covering import cover_of
from dangjian_desktop.gui.tabs.roster.asides import ASIDES
from dangjian_desktop.gui.tabs.roster.commands import COMMANDS
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.progress import Silent
from tests.exchange.drawn_photo import drawn_photo
from tests.gui.conftest import ScriptedDesk, ShowRoster

Settled = Callable[[Runner], None]
PHOTO_OF = "程清川"
LISTS = ("all", "communities", "orgs")


@pytest.fixture
def clock() -> FixedClock:
    """Return the clock of the sample township."""
    return FixedClock(MOMENT)


@pytest.fixture
def window(show_roster: ShowRoster, tmp_path: Path) -> Window:
    path, photo = tmp_path / "栖梧镇.djb", tmp_path / "照片.jpg"
    office = ProgramOpener(FixedClock(MOMENT)).sample(path, Silent())
    photo.write_bytes(drawn_photo("JPEG", (300, 400)))
    office.portraits.put(office.rosters.named(PHOTO_OF, Entity.PERSON)[0], photo)
    gone = next(one.person.id for one in office.rosters.people() if not one.held)
    office.bin.remove(RemovedKind.PERSON, [gone], "重复登记")
    office.upkeep.close(backup=False)
    return show_roster(path, specs=tab_specs())


def test_every_command_is_reached_by_its_keys(
    window: Window, settled: Settled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    QApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    asked: list[str] = []
    monkeypatch.setattr(window.shell.registry, "run", asked.append)
    left = {command.id: command.shortcut for command in COMMANDS}

    def press_all() -> None:
        """Press the keys of every command that is left and can run here."""
        settled(window.runner)
        QApplication.processEvents()
        window.shell.registry.refresh()
        for name, keys in list(left.items()):
            if not window.shell.registry.enabled(name):
                continue
            target = QApplication.focusWidget() or window
            asked.clear()
            QTest.keySequence(target, QKeySequence(keys))
            assert asked == [name], (name, keys, asked, target)
            del left[name]

    def show(view: str) -> None:
        tab.views.choose(view)
        settled(window.runner)
        tab.grid().setCurrentIndex(tab.grid().rows_model.index(0, 0))
        tab.grid().setFocus()

    for view in LISTS:
        show(view)
        press_all()
    show("communities")
    waiting = next(n for n, line in enumerate(tab.communities.rows_model.shown) if line.to_confirm)
    tab.communities.setCurrentIndex(tab.communities.rows_model.index(waiting, 0))
    press_all()
    show("all")
    tab.search(PHOTO_OF)
    settled(window.runner)
    tab.people.setFocus()
    press_all()
    tab.clear_filters()
    for aside in ASIDES:
        tab.asides.show(aside.name)
        settled(window.runner)
        press_all()
        view = tab.asides.here().grid
        for line in range(min(2, view.model().rowCount())):
            view.setCurrentIndex(view.model().index(line, 0))
            view.setFocus()
            press_all()
        tab.asides.leave()
    assert not left


class Walk:
    """Goes through the lists and pages of 花名册, a row in hand in each."""

    def __init__(self, window: Window, desk: ScriptedDesk, settled: Settled) -> None:
        tab = window.tabs["roster"]
        assert isinstance(tab, RosterTab)
        self.window, self.tab, self.desk = window, tab, desk
        self.printed: list[object] = []
        self._settled = settled

    def settle(self) -> None:
        for _ in range(3):
            self._settled(self.window.runner)
            QApplication.processEvents()

    def places(self) -> Iterator[Callable[[], None]]:
        """Give what leads to each place."""
        yield from (partial(self.show, view) for view in LISTS)
        yield partial(self.show, "communities", find=self.waiting())
        yield partial(self.show, "all", find=PHOTO_OF)
        for aside in ASIDES:
            yield from (partial(self.aside, aside.name, row) for row in range(3))

    def waiting(self) -> str:
        """Return a community of which something is to be checked."""
        lines = self.tab.communities.rows_model.rows
        return str(next(line.community.name for line in lines if line.to_confirm))

    def show(self, view: str, *, find: str = "") -> None:
        self.leave()
        self.tab.views.choose(view)
        self.tab.search(find)
        self.settle()
        self.tab.grid().setCurrentIndex(self.tab.grid().rows_model.index(0, 0))
        self.tab.grid().setFocus()
        self.settle()

    def aside(self, name: str, row: int) -> None:
        self.leave()
        self.tab.asides.show(name)
        self.settle()
        view = self.tab.asides.here().grid
        view.setCurrentIndex(view.model().index(min(row, view.model().rowCount() - 1), 0))
        view.setFocus()
        self.settle()

    def leave(self) -> None:
        """Take away what the last command has opened."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.window.show_tab("roster")
        cover = cover_of(self.tab)
        if cover is not None:
            cover.leave()
            self.settle()
        page = self.tab.asides.here()
        if page is not None:
            if getattr(page, "form", None) is not None:
                page.drop_form()
            self.tab.asides.leave()
        if self.tab.pane.busy_asking():
            self.tab.pane.close_pane()
        self.tab.pane_wanted = True
        self.tab.clear_filters()
        self.window.surface.messages.dismiss()
        self.settle()

    def seen(self) -> tuple[object, ...]:
        """Return what a clerk would see change."""
        tab, page = self.tab, self.tab.asides.here()
        view = tab.grid() if page is None else page.grid
        rows = [view.model().index(line, 0) for line in range(min(4, view.model().rowCount()))]
        said = self.window.surface.messages
        photo = tab.photos.place
        return (
            self.window.current, tab.asides.shown(), tab.views.current(), tab.field.text(), tab.order,
            tab.pane.new, tab.pane.remove, tab.pane.asking, getattr(page, "form", None), cover_of(tab),
            tab.pane.isVisible(), QApplication.activePopupWidget(), len(self.desk.asked), len(self.printed),
            said.isVisible() and said.sentence.text(), [str(one.data()) for one in rows],
            [view.isExpanded(one.model().index(0, 0, one)) for one in rows if isinstance(view, QTreeView)],
            view.currentIndex().row(), photo is not None and photo.frame.large,
        )  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_command_does_something_when_its_keys_are_pressed(
    window: Window, desk: ScriptedDesk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(window, desk, settled)
    monkeypatch.setattr(printing, "preview", lambda *args: walk.printed.append(args))
    QApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    left = {command.id: command.shortcut for command in COMMANDS}
    left["roster.photo_remove"] = left.pop("roster.photo_remove")  # last: the others need the photo
    for go in walk.places():
        go()
        window.shell.registry.refresh()
        for name in [name for name in left if window.shell.registry.enabled(name)]:
            before = walk.seen()
            QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(left[name]))
            walk.settle()
            if walk.seen() != before:
                del left[name]
                go()
    assert not left
