"""录票 in 设置: letters instead of the number pad, a silent screen; and numbers typed before the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import BALLOT_KEYS, BALLOT_SOUND
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.key_layout import DIGITS, LETTERS
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.session import Mode, full_batch
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.typing_settings import TypingSettings
from dangjian_desktop.gui.window import Window
from dangjian_desktop.storage.database import Book
from tests.gui.conftest import OpenTab
from tests.services.polled_township import CLOCK, MEETING, meeting, village

Settled = Callable[[Runner], None]


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    path = tmp_path / "本镇.djb"
    made = village(path)
    made.ballots.save_meeting(meeting(numbers_first=True))
    made.book.close()
    return path


@pytest.fixture
def window(open_tab: OpenTab, polled: Path) -> Window:
    return open_tab(polled, SPEC)


def begin(window: Window, settled: Settled) -> TypingScreen:
    assert window.shell.registry.run("ballots.type")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    assert tab.typing is not None
    return tab.typing


def test_the_number_is_typed_first_where_the_meeting_says_so(
    window: Window, settled: Settled, polled: Path
) -> None:
    screen = begin(window, settled)
    QTest.keyClicks(screen, "3")
    assert screen.sitting.mode is Mode.NUMBER
    QTest.keyClicks(screen, "17+" + "1111111111+")
    settled(window.runner)
    assert screen.sitting.mode is Mode.NUMBER
    QTest.keyClicks(screen, "5+2/+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    window.close()
    book = Book.open(polled, clock=CLOCK)
    with book.read() as view:
        papers = {b.number: b.marks for b in view.ballots.of_meeting(MEETING)}
    book.close()
    assert papers == {17: (0,) * 10, 5: (1,) * 10}


def test_letters_mean_what_the_caps_say(window: Window, settled: Settled) -> None:
    window.shell.settings.set(BALLOT_KEYS, "letters")
    screen = begin(window, settled)
    assert screen.keypad.keys is LETTERS
    QTest.keyClicks(screen, "d")
    QTest.keyClicks(screen, "an")  # paper 1
    QTest.keyClicks(screen, "asdFzq")
    assert screen.sitting.draft.marks == (0, 1, 2, 3, None, None)
    QTest.keyClicks(screen, "rn")
    settled(window.runner)
    assert screen.sitting.numbers == {1}
    QTest.keyClicks(screen, "snx")
    assert screen.sitting.mode is Mode.REASON
    assert {LETTERS.name(cap.face.lower()) for cap in LETTERS.caps if len(cap.face) == 1} == set(
        "1234567890./*+"
    )


def test_a_wrong_key_is_heard_unless_the_sound_is_off(
    window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", staticmethod(lambda: heard.append(1)))
    screen = begin(window, settled)
    assert screen.keypad.keys is DIGITS
    QTest.keyClicks(screen, "9")
    assert len(heard) == 1
    window.shell.settings.set(BALLOT_SOUND, False)
    QTest.keyClicks(screen, "9")
    assert len(heard) == 1
    assert screen.flash.isActive()


def test_the_page_keeps_what_is_chosen(window: Window) -> None:
    section = TypingSettings(window.shell.settings)
    section.keys.chosen.emit("letters")
    section.sound.chosen.emit("off")
    QTest.keyClicks(section.typist, "A")
    again = TypingSettings(window.shell.settings)
    assert (again.keys.current(), again.sound.current(), again.typist.text()) == ("letters", "off", "A")
    section.deleteLater()
    again.deleteLater()


def test_who_types_is_kept_for_each_data_file(
    window: Window, settled: Settled, polled: Path, tmp_path: Path
) -> None:
    other = tmp_path / "别的镇.djb"
    village(other).book.close()
    section = TypingSettings(window.shell.settings)
    QTest.keyClicks(section.typist, "A")
    window.books.open(other)
    settled(window.runner)
    section.refresh()
    assert section.typist.text() == ""
    QTest.keyClicks(section.typist, "B")
    window.books.open(polled)
    settled(window.runner)
    section.refresh()
    assert section.typist.text() == "A"
    window.show_tab("ballots")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    assert tab.pane.entry.typist.text() == "A"
    section.deleteLater()


def test_a_full_batch_is_told_and_its_totals_are_shown(window: Window, settled: Settled) -> None:
    office = window.books.office
    assert office is not None
    window.runner.run(office.ballots.save_meeting, meeting(batch_size=25))
    settled(window.runner)
    screen = begin(window, settled)
    QTest.keyClicks(screen, "3")
    for number in range(1, 26):
        assert full_batch(screen.sitting) is None
        QTest.keyClicks(screen, ("2" if number % 5 == 0 else "1") * 10 + "+")
        settled(window.runner)
    assert "第 1 批" in screen.last.note()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    assert window.shell.registry.run("ballots.batches")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    page = tab.batching.page
    assert tab.pages.currentWidget() is page
    assert page.counts.text() == "已录 25 张：有效 25，无效 0，空白 0"
    assert page.sheet is not None
    assert page.sheet.batches[0].marks[0] == (20, 5, 0, 0, 0)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab.pages.currentWidget() is tab.main


def test_totals_are_typed_group_by_group(window: Window, settled: Settled) -> None:
    office = window.books.office
    assert office is not None
    window.runner.run(office.ballots.save_meeting, meeting(totals_only=True))
    settled(window.runner)
    assert not window.shell.registry.enabled("ballots.type")
    assert window.shell.registry.run("ballots.totals")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    page = tab.totalling.page
    for editor, figure in zip(page.papers, ("8", "0", "0"), strict=True):
        editor.setText(figure)
    for row in page.marks:
        row[0].setText("8")
    page.groups.choose("masses")
    page.papers[0].setText("16")
    page.groups.choose("cadres")
    assert page.papers[0].text() == "8"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window.runner)
    assert tab.pages.currentWidget() is tab.main
    row_in_hand = tab.meeting_in_hand()
    assert row_in_hand is not None
    assert row_in_hand.valid == 24
    assert tab.pane.entry.totals.isVisibleTo(tab.pane)


def test_with_letters_the_sentences_name_letters(window: Window, settled: Settled) -> None:
    window.shell.settings.set(BALLOT_KEYS, "letters")
    screen = begin(window, settled)
    QTest.keyClicks(screen, "d1+p")
    assert "“p”不是本题的选项，本题可按 A、S、D、F；未选按 Z。" in screen.last.sentence
    QTest.keyClicks(screen, "g")
    assert "“G”不是本题的选项" in screen.last.sentence
    QTest.keyClicks(screen, "n")
    assert "票上未选的题请按 Z。" in screen.last.sentence
    QTest.keyClicks(screen, "xj")
    assert "请按 A、S、D、F 选原因，或按 X 改回有效。" in screen.last.sentence
    assert LETTERS.said(words.READY) == "按 N 或回车存下"
    assert DIGITS.said(words.READY) == words.READY
