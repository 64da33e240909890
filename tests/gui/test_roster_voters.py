"""选民名单 in 花名册, by keyboard alone: found, typed, filled, added, removed, numbered; at 100 and 175 %."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.tabs.roster.voters import VotersPage
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.voters import VoterEdit
from tests.gui.conftest import ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, here, press, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SHIFT = Qt.KeyboardModifier.ShiftModifier
VOTERS = {"芦荷塘村": ("单砺石", "仇念慈", "区静", "王砚"), "石桥头村": ("曾亭", "查禾")}


@pytest.fixture(params=[100, 175])
def window(
    show_roster: ShowRoster, book: Path, settled: Settled, dressed: QApplication,
    request: pytest.FixtureRequest,
) -> Window:  # fmt: skip
    """Return the window with two communities and six voters, 选民名单 shown."""
    set_zoom(dressed, request.param)
    made = show_roster(book, roster_text())
    office = made.books.office
    assert office is not None

    def fill() -> None:
        for one in office.voters.lists():
            for name in VOTERS.get(one.community, ()):
                office.voters.add(one.community_id, name)

    made.runner.run(fill)
    settled(made.runner)
    press(made, settled, Qt.Key.Key_M, CTRL_ALT)
    return made


def page_of(window: Window) -> VotersPage:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    page = tab.asides.page("voters")
    assert isinstance(page, VotersPage)
    return page


def names(window: Window) -> list[str]:
    return [line.name for line in page_of(window).model.shown]


def at(window: Window, name: str, column: str) -> None:
    """Put the keyboard on a cell."""
    page = page_of(window)
    page.grid.setFocus()
    line = names(window).index(name)
    page.grid.setCurrentIndex(page.model.index(line, page.model.column_at(column)))


def test_searched_by_every_reading_and_by_community(window: Window, settled: Settled) -> None:
    everybody = names(window)
    assert sorted(everybody) == sorted(name for row in VOTERS.values() for name in row)
    press(window, settled, Qt.Key.Key_F, CTRL)
    for wanted, found in {
        "shan": "单砺石",
        "qnc": "仇念慈",
        "ouj": "区静",
        "zt": "曾亭",
        "zhahe": "查禾",
    }.items():
        here().selectAll()  # type: ignore[attr-defined]
        write(wanted)
        QApplication.processEvents()
        assert names(window) == [found], wanted
    press(window, settled, Qt.Key.Key_X, CTRL | SHIFT)
    assert names(window) == everybody
    page_of(window).place.setCurrentIndex(1)
    assert len(names(window)) in (2, 4)


def test_cells_are_typed_spread_and_filled_and_taken_back_in_one_step(
    window: Window, settled: Settled
) -> None:
    page = page_of(window)
    at(window, "单砺石", "note")
    for _ in range(2):
        press(window, settled, Qt.Key.Key_Down, SHIFT)
    press(window, settled, Qt.Key.Key_F2)
    editor = here()
    assert isinstance(editor, QLineEdit)
    editor.setText("外出")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    settled(window.runner)
    noted = [line.name for line in page.model.rows if line.note == "外出"]
    assert len(noted) == 3
    press(window, settled, Qt.Key.Key_Z, CTRL)
    settled(window.runner)
    assert not any(line.note for line in page.model.rows)


def test_added_removed_and_numbered(window: Window, settled: Settled) -> None:
    page = page_of(window)
    at(window, "王砚", "name")
    press(window, settled, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    assert page.form is not None
    if page.form.fields["村、社区"].editor.hasFocus():
        press(window, settled, Qt.Key.Key_Tab)
    write("朴芷")
    press(window, settled, Qt.Key.Key_Return)
    line = page.grid.row_in_hand()
    assert line is not None
    assert line.name == "朴芷"
    at(window, "单砺石", "name")
    behind = names(window)[names(window).index("单砺石") + 1]
    press(window, settled, Qt.Key.Key_Delete, CTRL)
    write("已迁出")
    press(window, settled, Qt.Key.Key_Return)
    assert "单砺石" not in names(window)
    line = page.grid.row_in_hand()
    assert line is not None
    assert line.name == behind
    at(window, "仇念慈", "name")
    press(window, settled, Qt.Key.Key_R, CTRL_ALT)
    numbers = [line.number for line in page.model.rows if line.community == "芦荷塘村"]
    assert numbers == [1, 2, 3, 4]
    press(window, settled, Qt.Key.Key_Escape)
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    assert not tab.aside()


def test_a_wrong_cell_is_told_and_an_empty_list_says_how_to_fill_it(window: Window, settled: Settled) -> None:
    page = page_of(window)
    assert page.office.voters.wrong_cell(page.model.rows[0], "number", "十二")
    for place in range(1, page.place.count()):
        assert "人" in page.place.itemText(place)
    page.show_lists(())
    settled(window.runner)
    assert page.stack.currentIndex() == 1


def shown_words(page: VotersPage) -> list[str]:
    return [one.text() for one in page.pane.findChildren(QLabel) if one.isVisible()]


def test_where_nobody_is_found_nobody_stands_in_the_pane(window: Window, settled: Settled) -> None:
    page = page_of(window)
    at(window, "单砺石", "name")
    assert "单砺石" in shown_words(page)
    press(window, settled, Qt.Key.Key_F, CTRL)
    write("无此人")
    QApplication.processEvents()
    assert names(window) == []
    assert page.pane.title.text() == "没有找到"
    assert "单砺石" not in shown_words(page)
    assert not [
        one for one in page.pane.findChildren(QPushButton) if one.text() == "显示" and one.isVisible()
    ]
    next(one for one in page.pane.findChildren(QPushButton) if one.text() == "清除").click()
    settled(window.runner)
    QApplication.processEvents()
    assert len(names(window)) == 6
    assert page.pane.title.text() in names(window)
    assert page.pane.foot.isHidden()


def test_a_number_shown_in_full_is_masked_again_once_the_page_is_left(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page = page_of(window)
    line = next(one for one in page.model.rows if one.name == "单砺石")
    window.runner.run(page.office.voters.edit, [VoterEdit(line.id, "id_number", "36010219720307001X")])
    settled(window.runner)
    settled(window.runner)
    at(window, "单砺石", "name")
    window.shell.look_reason = "核对身份"

    def links() -> list[QPushButton]:
        return [
            one for one in page.pane.findChildren(QPushButton) if one.text() == "显示" and one.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(links()) and not window.runner.busy())
    link = links()[0]
    link.setFocus()
    link.click()
    qtbot.waitUntil(lambda: "36010219720307001X" in shown_words(page))
    assert page.grid.hasFocus()
    window.show_tab("settings")
    window.show_tab("roster")
    settled(window.runner)
    assert page.pane.title.text() == "单砺石"
    assert "36010219720307001X" not in shown_words(page)
