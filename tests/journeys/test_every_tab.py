"""The window a clerk gets, with every tab, over the whole sample township."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import book_named, build_window, tab_specs
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.progress import Silent

CLOCK = FixedClock(datetime.fromisoformat("2026-11-23T09:30:00+08:00"))
ORDER = ["home", "roster", "campaigns", "ballots", "scoring", "vetting", "papers"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample township, made once."""
    path = tmp_path_factory.mktemp("sample") / "示例.djb"
    ProgramOpener(CLOCK).sample(path, Silent()).upkeep.close(backup=False)
    return path


@pytest.fixture
def window(sample: Path, qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    dress(qapp)
    made = build_window(Settings(tmp_path / "settings.ini"), CLOCK)
    crashes: list[BaseException] = []
    made.runner.crashed.connect(crashes.append)
    made.resize(1366, 690)
    made.show()
    made.begin(sample)
    wait(made, qtbot)
    yield made
    made.close()
    made.deleteLater()
    assert not crashes


def wait(window: Window, qtbot: QtBot) -> None:
    """Wait until the window has its answers."""
    qtbot.waitUntil(lambda: not window.runner.busy(), timeout=60_000)


def test_the_tabs_stand_in_the_order_of_the_work_and_share_no_shortcut(window: Window) -> None:
    assert [spec.id for spec in tab_specs()] == ORDER
    assert not window.shell.registry.clashes()


@pytest.mark.parametrize("size", [(1280, 680), (1366, 768), (1920, 1080)])
def test_every_tab_opens_by_its_key_and_shows_its_own_words(
    window: Window, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for number, name in enumerate(ORDER, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        wait(window, qtbot)
        assert window.current == name
        page = window.tabs[name]
        show: Callable[[], tuple[tuple[str, Callable[[], object]], ...]] | None
        show = getattr(page, "states_to_show", None)
        for _, act in show() if show is not None else ():
            act()
            wait(window, qtbot)
            if window.filled is not None:
                window.fill(None)
        assert page.status_text()  # type: ignore[attr-defined]
        assert not outside(page, window), "a widget reaches past the window's edge"
    assert window.size().width() == size[0], "a tab forced the window wider"


def outside(page: QWidget, window: Window) -> list[str]:
    """Return the inputs of a page that stand partly outside the window."""
    edge = window.width()
    return [
        f"{type(child).__name__} {child.accessibleName()}"
        for child in page.findChildren(QLineEdit)
        if child.isVisible() and child.mapTo(window, child.rect().topRight()).x() > edge
    ]


def test_every_input_has_a_name_for_screen_readers(window: Window, qtbot: QtBot) -> None:
    nameless: list[str] = []
    for name in ORDER:
        window.show_tab(name)
        wait(window, qtbot)
        inputs = [child for child in window.tabs[name].findChildren(QLineEdit) if child.isVisible()]
        nameless += [f"{name}: {one.placeholderText()}" for one in inputs if not one.accessibleName()]
    assert not nameless


def test_the_palette_finds_people_before_the_roster_was_ever_shown(window: Window, qtbot: QtBot) -> None:
    found: list[str] = []
    window.shell.providers["人员"]("qyq", lambda hits: found.extend(hit.text for hit in hits))
    wait(window, qtbot)
    assert "秦云青" in found


def test_the_book_is_the_first_word_that_is_no_option() -> None:
    assert book_named(["-style", "甲.djb"]) == Path("甲.djb")
    assert book_named(["-x"]) is None
