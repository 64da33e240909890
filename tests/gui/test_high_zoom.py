"""A clerk with weak eyes on a low screen: at 175 % on 1366 × 768 nothing is cut and all can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.tabs.base import Tab
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.services.polled_township import MEETING, meeting, paper, type_all, village

Settled = Callable[[Runner], None]
SIZES = ((1366, 768), (1280, 680))


@pytest.fixture
def window(
    make_window: MakeWindow, dressed: QApplication, tmp_path: Path, settled: Settled
) -> Iterator[Window]:
    path = tmp_path / "本镇.djb"
    made = village(path)
    type_all(made)
    made.book.close()
    set_zoom(dressed, 175)
    shown = make_window(*tab_specs())
    shown.begin(path)
    settled(shown.runner)
    yield shown
    set_zoom(dressed, 100)


def rect_in(widget: QWidget, place: QWidget) -> QRect:
    return QRect(widget.mapTo(place, QPoint(0, 0)), widget.size())


def reachable(button: QWidget, page: QWidget) -> bool:
    """Tell whether the button lies inside its page, or inside something that scrolls to it."""
    at: QWidget | None = button
    while at is not None and at is not page:
        parent = at.parentWidget()
        if isinstance(parent, QScrollArea) or (
            parent is not None and isinstance(parent.parent(), QScrollArea)
        ):
            return True
        at = parent
    return page.rect().contains(rect_in(button, page))


@pytest.mark.parametrize("size", SIZES)
def test_buttons_of_every_tab_are_whole_and_apart(
    window: Window, settled: Settled, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for name in window.specs:
        window.show_tab(name)
        for _ in range(3):
            settled(window.runner)
            QApplication.processEvents()  # what an answer changes is laid out with the next events
        settled(window.runner)
        QApplication.processEvents()
        page = window.tabs[name]
        assert isinstance(page, Tab)
        buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]
        assert buttons, name
        for button in buttons:
            assert reachable(button, page), (name, button.accessibleName())
        for head in (one for one in page.findChildren(TitleRow) if one.isVisibleTo(page)):
            shown = [one for one in head.findChildren(QAbstractButton) if one.isVisibleTo(head)]
            for button in shown:
                assert button.width() >= button.minimumSizeHint().width(), (name, button.accessibleName())
                assert head.rect().contains(rect_in(button, head)), (name, button.accessibleName())
            boxes = [rect_in(one, head) for one in shown]
            assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n]), name


@pytest.mark.parametrize("size", SIZES)
def test_the_tabs_of_the_rail_lie_one_under_the_other(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    tabs = [rect_in(one, window) for one in window.rail.buttons.values()]
    assert all(window.rect().contains(one) for one in tabs)
    assert not any(a.intersects(b) for n, a in enumerate(tabs) for b in tabs[:n])


def test_a_shortened_button_keeps_its_name_and_gets_its_words_back(
    window: Window, dressed: QApplication, settled: Settled
) -> None:
    window.resize(1366, 768)
    window.show_tab("ballots")
    settled(window.runner)
    QApplication.processEvents()
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    first = tab.head.buttons[0]
    assert first.text() == ""
    assert (first.accessibleName(), bool(first.toolTip())) == ("新建测评会", True)
    set_zoom(dressed, 100)
    for _ in range(3):
        QApplication.processEvents()
    assert first.text().strip() == "新建"


@pytest.mark.parametrize("size", SIZES)
def test_the_other_pages_of_ballots_are_not_cut(
    window: Window, settled: Settled, size: tuple[int, int]
) -> None:
    office = window.books.office
    assert office is not None
    window.resize(*size)
    window.runner.run(office.ballots.save_meeting, meeting(second=Checking.ALL, batch_size=25))
    window.runner.run(office.ballots.record, replace(paper(1, "2222222222", "cadres"), entry=2), "A")
    window.show_tab("ballots")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    for page in (tab.comparing, tab.batching):
        page.show(MEETING)
        for _ in range(3):
            QApplication.processEvents()
            settled(window.runner)
        assert tab.pages.currentWidget() is page.held
        assert page.held.width() <= tab.width()
        for button in page.held.findChildren(QAbstractButton):
            if button.isVisibleTo(page.held):
                assert reachable(button, page.held), button.accessibleName()
                assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
        page.leave()
