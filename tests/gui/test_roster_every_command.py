"""Every command of 花名册 is reached by keyboard alone: its keys are pressed where it can run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.exchange.plans import Entity
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.asides import ASIDES
from dangjian_desktop.gui.tabs.roster.commands import COMMANDS
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.progress import Silent
from tests.exchange.drawn_photo import drawn_photo
from tests.gui.conftest import ShowRoster

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
