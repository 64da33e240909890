"""What tests of the window share: a dressed application, a still clock, a scripted desk, a real book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.base import TabSpec
from dangjian_desktop.gui.tabs.roster.commands import SPEC as ROSTER
from dangjian_desktop.gui.theme import dress, set_zoom
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock

NOON = datetime(2012, 4, 12, 14, 32, tzinfo=UTC)


class ScriptedDesk:
    """Answers every dialog with the path put down beforehand and keeps what was opened."""

    def __init__(self) -> None:
        self.answer = ""
        self.shown: list[str] = []
        self.asked: list[tuple[str, ...]] = []

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: str) -> str:
        self.asked.append((parent.objectName(), title, kinds, folder))
        return self.answer

    def save_file(self, parent: QWidget, title: str, kinds: str, path: str) -> str:
        self.asked.append((parent.objectName(), title, kinds, path))
        return self.answer

    def choose_folder(self, parent: QWidget, title: str, folder: str) -> str:
        self.asked.append((parent.objectName(), title, folder))
        return self.answer

    def show_file(self, path: str) -> bool:
        self.shown.append(path)
        return True


class MakeWindow(Protocol):
    def __call__(self, *specs: TabSpec) -> Window: ...


class OpenTab(Protocol):
    def __call__(self, path: Path, spec: TabSpec) -> Window: ...


class ShowRoster(Protocol):
    def __call__(self, book: Path, *texts: str, specs: Sequence[TabSpec] = (ROSTER,)) -> Window: ...


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application its look, and put the zoom back afterwards."""
    if not qapp.property("dressed"):
        dress(qapp)
        qapp.setProperty("dressed", True)
    yield qapp
    if qapp.property("zoomPercent") != 100:
        set_zoom(qapp, 100)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Runner], None]:
    """Wait until the runner has answered every call."""

    def wait(runner: Runner) -> None:
        qtbot.waitUntil(lambda: not runner.busy(), timeout=15_000)

    return wait


def settle(window: Window, settled: Callable[[Runner], None]) -> None:
    """Wait until the window has shown what it was answered, and what it asked for after that."""
    for _ in range(3):
        QApplication.processEvents()
        settled(window.runner)


@pytest.fixture
def open_tab(make_window: MakeWindow, settled: Callable[[Runner], None]) -> OpenTab:
    """Open a file in a window of one tab, and wait until the tab shows it."""

    def opened(path: Path, spec: TabSpec) -> Window:
        made = make_window(spec)
        made.begin(path)
        settled(made.runner)
        made.show_tab(spec.id)
        settle(made, settled)
        return made

    return opened


@pytest.fixture
def runner(dressed: QApplication, clock: FixedClock) -> Iterator[Runner]:
    made = Runner(clock)
    yield made
    made.close()


@pytest.fixture
def make_window(
    dressed: QApplication, clock: FixedClock, desk: ScriptedDesk, settings: Settings, qtbot: QtBot
) -> Iterator[MakeWindow]:
    """Make windows over the real opener; all are closed afterwards."""
    made: list[Window] = []

    def make(*specs: TabSpec) -> Window:
        window = Window(ProgramOpener(clock), specs, clock, settings, desk)
        window.resize(1366, 720)
        window.show()
        made.append(window)
        window.begin()
        return window

    yield make
    for window in made:
        if not window.close():  # a test left a form half written: the window asked first
            window.close()
        window.deleteLater()


@pytest.fixture
def show_roster(make_window: MakeWindow, settled: Callable[[Runner], None], qtbot: QtBot) -> ShowRoster:
    """Open a book, import the lists ``texts`` and show 花名册, with the keyboard in the window."""

    def show(book: Path, *texts: str, specs: Sequence[TabSpec] = (ROSTER,)) -> Window:
        made = make_window(*specs)
        made.books.open(book)
        settled(made.runner)
        office = made.books.office
        assert office is not None
        for text in texts:
            made.runner.run(office.rosters.preview, text, then=partial(made.runner.run, office.rosters.apply))
            settled(made.runner)
        made.show_tab("roster")
        settled(made.runner)
        made.activateWindow()
        qtbot.waitActive(made)
        return made

    return show


@pytest.fixture
def book(tmp_path: Path, clock: FixedClock) -> Path:
    """Make an empty book and return its path."""
    path = tmp_path / "栖梧镇.djb"
    ProgramOpener(clock).create(path).upkeep.close()
    return path
