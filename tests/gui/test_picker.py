"""生僻字 by keyboard alone: into a cell, a search field, a form; the field keeps what it held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.picker import CharacterPicker
from dangjian_desktop.gui.rare_fonts import load_rare_fonts
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.theme import font
from dangjian_desktop.gui.tokens import RARE_FAMILIES
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import ShowRoster
from tests.gui.keys import tap, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    return show_roster(book, roster_text())


@pytest.fixture
def tab(window: Window) -> RosterTab:
    made = window.tabs["roster"]
    assert isinstance(made, RosterTab)
    return made


def picker(window: Window) -> CharacterPicker:
    assert window.picker is not None
    assert window.picker.isVisible()
    return window.picker


def on_name(tab: RosterTab, row: int = 0) -> None:
    columns = [one.id for one in tab.people.rows_model.columns]
    tab.people.setFocus()
    tab.people.setCurrentIndex(tab.people.rows_model.index(row, columns.index("name")))


def test_a_rare_character_goes_into_the_cell_in_hand(
    window: Window, tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    on_name(tab)
    before = tab.people.rows_model.shown[0].person
    tap(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    tap(Qt.Key.Key_End)
    tap(Qt.Key.Key_Backspace)
    tap(Qt.Key.Key_J, CONTROL)
    write("钅宏")
    settled(window.runner)
    assert [one.char for one in picker(window).list.rows] == ["𬭎"]
    assert picker(window).list.rows[0].font
    tap(Qt.Key.Key_Return)
    assert not window.picker.isVisible()  # type: ignore[union-attr]
    assert QApplication.focusWidget() is editor
    assert editor.text() == before.name[:-1] + "𬭎"
    tap(Qt.Key.Key_Backspace)
    assert editor.text() == before.name[:-1]
    tap(Qt.Key.Key_J, CONTROL)
    write("龙天")
    settled(window.runner)
    tap(Qt.Key.Key_Return)
    tap(Qt.Key.Key_Return)
    wanted = before.name[:-1] + "䶮"
    qtbot.waitUntil(lambda: wanted in [one.person.name for one in tab.people.rows_model.shown])
    settled(window.runner)


def test_a_cell_not_yet_typed_in_is_opened(window: Window, tab: RosterTab, settled: Settled) -> None:
    on_name(tab)
    tap(Qt.Key.Key_J, CONTROL)
    write("4DAE")
    settled(window.runner)
    tap(Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert "䶮" in editor.text()


def test_digits_take_a_row_once_the_arrows_were_used(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    tab.focus_search()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    tap(Qt.Key.Key_J, CONTROL)
    write("yan3")
    settled(window.runner)
    wanted = picker(window).list.rows[3].char
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_4)
    assert field.text() == wanted
    tap(Qt.Key.Key_J, CONTROL)
    write("yan3")
    settled(window.runner)
    tap(Qt.Key.Key_PageDown)
    wanted = picker(window).list.rows[7].char
    tap(Qt.Key.Key_1)
    assert field.text()[1:] == wanted


def test_a_digit_is_part_of_what_is_typed_before(window: Window, tab: RosterTab, settled: Settled) -> None:
    tab.focus_search()
    tap(Qt.Key.Key_J, CONTROL)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "yan3")
    settled(window.runner)
    assert picker(window).field.text() == "yan3"


def test_escape_gives_the_field_back_as_it_was(window: Window, tab: RosterTab, settled: Settled) -> None:
    tab.focus_search()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "abc")
    field.setSelection(1, 1)
    tap(Qt.Key.Key_J, CONTROL)
    write("龙")
    settled(window.runner)
    tap(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field
    assert (field.text(), field.selectedText()) == ("abc", "b")


def test_without_a_field_it_says_where_to_go(window: Window, tab: RosterTab) -> None:
    window.rail.buttons["roster"].setFocus()
    assert window.shell.registry.run("window.characters")
    assert window.picker is None
    assert "光标" in window.surface.messages.sentence.text()


def test_the_window_has_a_glyph_for_every_extension(dressed: QApplication) -> None:
    assert load_rare_fonts() == RARE_FAMILIES
    assert set(RARE_FAMILIES) <= set(QFontDatabase.families())
    faces = [QRawFont.fromFont(_of(family)) for family in RARE_FAMILIES]
    chars = [0x3400, 0x4DAE, 0x20000, 0x20164, 0x2A6D6, 0x2A700, 0x2B740, 0x2B820, 0x2CB4E, 0x2CEB0, 0x30000]
    assert [hex(code) for code in chars if not any(face.supportsCharacter(code) for face in faces)] == []
    assert QFontMetricsF(font()).horizontalAdvance("𠀀") > 8


def _of(family: str) -> QFont:
    made = font()
    made.setFamilies([family])
    return made


def test_the_box_says_that_it_is_looking(window: Window, tab: RosterTab, settled: Settled) -> None:
    on_name(tab)
    tap(Qt.Key.Key_F2)
    tap(Qt.Key.Key_J, CONTROL)
    box = picker(window)
    box.field.setText("龙天")
    assert (box.total.text(), box.list.seeking) == ("正在找…", True)
    settled(window.runner)
    assert not box.list.seeking
    assert box.total.text().endswith("字")
