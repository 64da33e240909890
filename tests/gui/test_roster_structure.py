"""班子结构 in 花名册: shown as of a day, one body or all, copied as a picture, left by Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.drawing import paint_page
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.findings import Finding
from tests.gui.conftest import ShowRoster
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]


@pytest.fixture
def window(show_roster: ShowRoster, book: Path, settled: Settled) -> Window:
    """Return the window with the structure of the 班子 shown."""
    made = show_roster(book, roster_text())
    made.shell.registry.run("roster.structure")
    settled(made.runner)
    return made


def tab_of(window: Window) -> RosterTab:
    made = window.tabs["roster"]
    assert isinstance(made, RosterTab)
    return made


def test_one_body_and_all_of_them(window: Window, settled: Settled, qtbot: QtBot) -> None:
    page = tab_of(window).asides.page("structure")
    assert page.seen is not None
    assert page.model.shown
    line = page.model.shown[-1]
    page.grid.setCurrentIndex(page.model.index(len(page.model.shown) - 1, 0))
    settled(window.runner)
    qtbot.waitUntil(lambda: page.pane.title.text() == line.community)
    assert page.bars.sections == line.sections
    assert "年龄" in page.bars.words()
    window.shell.registry.run("roster.all_bodies")
    assert page.pane.title.text() == "全部班子"
    assert page.bars.sections == page.seen.sections


def test_another_day_is_typed_and_a_wrong_one_is_told(window: Window, settled: Settled) -> None:
    page = tab_of(window).asides.page("structure")
    told: list[Finding] = []
    window.runner.noticed.connect(told.extend)
    page.day.setText("1950-01-01")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    settled(window.runner)
    assert page.seen is not None
    assert page.seen.day.year == 1950
    page.day.setText("下周")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    settled(window.runner)
    assert page.seen.day.year == 1950
    page.day.clear()
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    settled(window.runner)
    assert page.seen.day == window.runner.clock.today()
    assert not told


def test_copied_drawn_on_paper_and_left(window: Window, settled: Settled) -> None:
    page = tab_of(window).asides.page("structure")
    QGuiApplication.clipboard().clear()
    window.shell.registry.run("roster.copy_picture")
    assert not QGuiApplication.clipboard().pixmap().isNull()
    sheet = QImage(800, 1100, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    blank = sheet.copy()
    painter = QPainter(sheet)
    paint_page(painter, QRectF(0, 0, 800, 1100), page.bars)
    painter.end()
    assert sheet != blank
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Escape)
    settled(window.runner)
    assert not tab_of(window).aside()
    assert tab_of(window).head.isVisible()


def test_a_term_is_recorded_for_the_body_in_hand(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    page = tab.asides.page("structure")
    page.grid.setCurrentIndex(page.model.index(0, 0))
    QApplication.processEvents()
    line = page.model.shown[0]
    assert line.body.vacant is None
    assert window.shell.registry.run("roster.term")
    form = page.form
    assert form is not None
    form.kind.setCurrentIndex(0)
    form.seats.setText("许多")
    QTest.keyClick(form.seats, Qt.Key.Key_Return)
    settled(window.runner)
    assert form.fields["职数"].sentence.text().startswith("“许多”不是数目")
    form.seats.setText("5")
    form.until.setText("2012.12")
    QTest.keyClick(form.until, Qt.Key.Key_Return)
    settled(window.runner)
    again = next(one for one in page.model.shown if one.community == line.community)
    assert again.body.vacant == 5 - again.body.seats[0].held
    assert again.ends_this_year
    assert tab_of(window).asides.page("structure").form is None


def test_escape_closes_the_form_and_then_the_page(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    page = tab.asides.page("structure")
    page.grid.setCurrentIndex(page.model.index(0, 0))
    QApplication.processEvents()
    window.shell.registry.run("roster.term")
    form = page.form
    assert form is not None
    QTest.keyClick(form.seats, Qt.Key.Key_Escape)
    assert tab.asides.page("structure").form is None
    assert page.pane.isVisible()
    assert tab.aside()
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    settled(window.runner)
    assert not tab.aside()
