"""Typing in the real window with simulated keys: ballots saved one by one, wrong keys, a refusal, a pause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.ballots import Ballot, BallotStatus
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.session import Mode
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.storage.database import Book
from tests.gui.conftest import OpenTab
from tests.services.polled_township import CLOCK, MEETING, paper, village

Settled = Callable[[Runner], None]
PAPERS = (
    "1111111111",
    "2222222222",
    "1234123412",
    "0000000000",
    "3.2.1.4.1.",
    "4444444444",
    "1/",
    "12/",
    "/",
)


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    return path


@pytest.fixture
def window(open_tab: OpenTab, polled: Path) -> Window:
    return open_tab(polled, SPEC)


def tab_of(window: Window) -> BallotsTab:
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    return page


@pytest.fixture
def screen(window: Window, settled: Settled) -> TypingScreen:
    assert window.shell.registry.run("ballots.type")
    settled(window.runner)
    found = tab_of(window).typing
    assert found is not None
    return found


def marks(screen: TypingScreen) -> tuple[int | None, ...]:
    return screen.sitting.draft.marks


def type_keys(screen: TypingScreen, keys: str) -> None:
    named = {"↵": Qt.Key.Key_Enter, "⌫": Qt.Key.Key_Backspace}
    for key in keys:
        if key in named:
            QTest.keyClick(screen, named[key], Qt.KeyboardModifier.KeypadModifier)
        else:
            QTest.keyClicks(screen, key)


def stored(path: Path) -> dict[int, Ballot]:
    book = Book.open(path, clock=CLOCK)
    with book.read() as view:
        papers = {b.number: b for b in view.ballots.of_meeting(MEETING)}
    book.close()
    return papers


def test_a_dozen_papers_by_keys_alone(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path
) -> None:
    type_keys(screen, "3")  # the pile of the masses
    for keys in PAPERS:
        type_keys(screen, keys + "+")
    type_keys(screen, "12⌫3-4111111111↵")
    type_keys(screen, "*2+")
    QTest.keyClick(screen, Qt.Key.Key_F2)
    type_keys(screen, "1/+")
    settled(window.runner)
    assert screen.sitting.piles["masses"].typed == 11
    assert screen.sitting.piles["cadres"].typed == 1
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    assert tab_of(window).typing is None
    row = tab_of(window).meeting_in_hand()
    assert row is not None
    assert (row.typed, row.invalid, row.blank) == (12, 1, 1)
    window.close()
    papers = stored(polled)
    assert sorted(papers) == list(range(1, 13))
    assert papers[3].marks == (0, 1, 2, 3, 0, 1, 2, 3, 0, 1)
    assert papers[4].status is BallotStatus.BLANK
    assert papers[5].marks == (2, None, 1, None, 0, None, 3, None, 0, None)
    assert papers[8].marks == (0, *([1] * 9))
    assert papers[10].marks == (0, 3, *([0] * 8))
    assert (papers[11].status, papers[11].group) == (BallotStatus.INVALID, "masses")
    assert papers[12].group == "cadres"


def undo(window: Window, screen: TypingScreen, settled: Settled) -> None:
    QTest.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window.runner)


def test_the_last_paper_is_shown_again_mended_and_stored(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path
) -> None:
    type_keys(screen, "31111111111+0000000000+222")
    settled(window.runner)
    for left in (2, 1, 0):
        undo(window, screen, settled)
        assert (screen.sitting.draft.number, len(marks(screen))) == (3, left)
    undo(window, screen, settled)
    assert screen.sitting.draft.number == 2
    assert marks(screen) == (None,) * 10
    assert (screen.sitting.pile.typed, screen.sitting.pile.blank) == (2, 1)  # it is in the file all the while
    assert "第 2 号票在这里改" in screen.last.sentence
    type_keys(screen, "⌫4+")
    settled(window.runner)
    assert (screen.sitting.pile.typed, screen.sitting.pile.blank) == (2, 0)
    assert screen.sitting.draft.number == 3
    type_keys(screen, "3333333333+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    window.close()
    papers = stored(polled)
    assert papers[2].marks == (*([None] * 9), 3)
    assert sorted(papers) == [1, 2, 3]


@pytest.mark.parametrize("keys", ["", "⌫⌫", "⌫⌫⌫⌫⌫⌫⌫⌫⌫⌫", "*1"])
def test_a_paper_only_looked_at_stays_as_it_is(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path, keys: str
) -> None:
    type_keys(screen, "31111111111+2222222222+")
    settled(window.runner)
    undo(window, screen, settled)
    type_keys(screen, keys)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    assert window.shell.registry.run("ballots.type")
    settled(window.runner)
    again = tab_of(window).typing
    assert again is not None
    assert (again.sitting.draft.number, marks(again)) == (3, ())
    QTest.keyClick(again, Qt.Key.Key_Escape)
    settled(window.runner)
    window.close()
    papers = stored(polled)
    assert {number: paper.marks for number, paper in papers.items()} == {1: (0,) * 10, 2: (1,) * 10}


def test_a_wrong_paper_number_is_mended_and_another_papers_is_refused(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path
) -> None:
    type_keys(screen, "31111111111+2222222222+")
    settled(window.runner)
    undo(window, screen, settled)
    QTest.keyClick(screen, Qt.Key.Key_Home)
    type_keys(screen, "1↵")
    assert "第 1 号票" in screen.last.sentence
    type_keys(screen, "7↵+")
    settled(window.runner)
    assert screen.sitting.numbers == {1, 7}
    assert screen.sitting.draft.number == 3
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    window.close()
    papers = stored(polled)
    assert {number: paper.marks for number, paper in papers.items()} == {1: (0,) * 10, 7: (1,) * 10}


def test_the_last_paper_is_voided_with_a_reason_by_its_digit(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path
) -> None:
    type_keys(screen, "31111111111+2222222222+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Delete)
    assert "先按 Ctrl+Z" in screen.last.sentence
    undo(window, screen, settled)
    assert "要作废按删除键" in screen.last.sentence
    QTest.keyClick(screen, Qt.Key.Key_Delete)
    assert screen.sitting.mode is Mode.VOID
    type_keys(screen, "+")
    assert "按 1 到 4 选原因" in screen.last.sentence
    type_keys(screen, "9")
    assert "“9”不是作废原因的编号" in screen.last.sentence
    type_keys(screen, "2⌫")
    assert screen.sitting.void_reason == ""
    undo(window, screen, settled)  # not voided after all
    assert (screen.sitting.mode, marks(screen)) == (Mode.MARKS, (1,) * 10)
    QTest.keyClick(screen, Qt.Key.Key_Delete)
    type_keys(screen, "1↵")
    settled(window.runner)
    assert "第 002 号票已作废" in screen.last.sentence
    assert (screen.sitting.numbers, screen.sitting.pile.typed) == ({1}, 1)
    assert (screen.sitting.draft.number, marks(screen)) == (2, ())
    type_keys(screen, "3333333333+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    window.close()
    papers = stored(polled)
    assert {number: paper.marks for number, paper in papers.items()} == {1: (0,) * 10, 2: (2,) * 10}
    book = Book.open(polled, clock=CLOCK)
    with book.read() as view:
        told = [one.summary for one in view.audit.latest(5)]
    book.close()
    assert "作废已录的票 2，原因：重复录入" in told


def test_a_paper_that_cannot_be_voided_stays_on_the_screen(
    window: Window, screen: TypingScreen, settled: Settled
) -> None:
    type_keys(screen, "31111111111+")
    settled(window.runner)
    undo(window, screen, settled)
    window.runner.run(tab_of(window).ballots.void, MEETING, (1,), "别处作废了")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Delete)
    type_keys(screen, "1↵")
    settled(window.runner)
    assert "没有录过第 1 号票" in screen.last.sentence
    assert screen.sitting.mode is Mode.MARKS
    assert not screen.voiding


def test_after_mending_the_pile_in_hand_goes_on(
    window: Window, screen: TypingScreen, settled: Settled
) -> None:
    type_keys(screen, "31111111111+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_F2)
    undo(window, screen, settled)
    assert screen.sitting.draft.group == "masses"
    type_keys(screen, "+")
    settled(window.runner)
    assert (screen.sitting.draft.group, screen.sitting.draft.number) == ("cadres", 2)
    assert screen.sitting.piles["masses"].typed == 1


def test_a_held_key_does_nothing_and_one_paper_is_mended_at_a_time(
    window: Window, screen: TypingScreen, settled: Settled
) -> None:
    type_keys(screen, "31111111111+2222222222+")
    settled(window.runner)
    for _ in range(30):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "", autorep=True
        )
        QApplication.sendEvent(screen, held)
    assert screen.sitting.mending is None
    for _ in range(15):
        undo(window, screen, settled)
    assert (screen.sitting.draft.number, marks(screen)) == (2, ())
    assert "原票没有动" in screen.last.sentence


def test_nothing_before_this_sitting_is_shown_again(
    window: Window, screen: TypingScreen, settled: Settled
) -> None:
    type_keys(screen, "3")
    undo(window, screen, settled)
    assert "还没有存下的票" in screen.last.sentence
    type_keys(screen, "1111111111+")
    settled(window.runner)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    told: list[Finding] = []
    window.runner.noticed.connect(told.extend)
    window.shell.registry.run("window.undo")
    settled(window.runner)
    assert [one.code for one in told] == ["ballots.undo_by_number"]


def test_every_key_belongs_to_the_screen(window: Window, screen: TypingScreen) -> None:
    type_keys(screen, "3")
    QTest.keyClick(screen, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(screen, Qt.Key.Key_Tab)
    assert window.palette_in_hand is None or not window.palette_in_hand.isVisible()
    assert QApplication.focusWidget() in (None, screen)
    assert window.filled is screen
    assert screen.geometry() == window.rect()


def test_a_wrong_key_flashes_and_says_which(screen: TypingScreen, qtbot: QtBot) -> None:
    type_keys(screen, "318")
    assert "“8”" in screen.last.sentence
    assert screen.keypad.wrong_key == "8"
    assert screen.sitting.draft.cursor == 1
    qtbot.waitUntil(lambda: not screen.flash.isActive())
    assert screen.keypad.wrong_key == ""
    assert "“8”" in screen.last.sentence  # the sentence stays until the next key
    type_keys(screen, "1")
    assert screen.last.sentence == ""


def test_full_width_digits_of_an_input_method_count(screen: TypingScreen) -> None:
    type_keys(screen, "3")
    for text in "１２。":
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(screen, event)
    assert marks(screen) == (0, 1, None)


def test_num_lock_off_is_told(screen: TypingScreen) -> None:
    type_keys(screen, "3")
    QTest.keyClick(screen, Qt.Key.Key_End, Qt.KeyboardModifier.KeypadModifier)
    assert "数字键盘没有打开" in screen.last.sentence


def test_a_refused_paper_comes_back_and_nothing_is_lost(
    window: Window, screen: TypingScreen, settled: Settled, polled: Path
) -> None:
    office = window.books.office
    assert office is not None
    window.runner.run(office.ballots.record, paper(1, "4444444444"))  # someone else's paper of that number
    settled(window.runner)
    type_keys(screen, "3" + "2222222222+" + "333")
    settled(window.runner)
    assert "第 1 号票已经录过" in screen.last.sentence
    assert screen.sitting.mode is Mode.NUMBER
    assert marks(screen) == (1,) * 10
    type_keys(screen, "77↵+")
    settled(window.runner)
    assert marks(screen) == (2, 2, 2)
    type_keys(screen, "3333333+")
    settled(window.runner)
    window.close()
    assert {n: b.marks[0] for n, b in stored(polled).items()} == {1: 3, 77: 1, 2: 2}


def test_a_pause_keeps_the_paper_in_hand(window: Window, screen: TypingScreen, settled: Settled) -> None:
    type_keys(screen, "3" + "1" * 10 + "+" + "4321")
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    assert window.filled is None
    window.shell.registry.run("ballots.type")
    settled(window.runner)
    again = tab_of(window).typing
    assert again is not None
    assert (again.sitting.draft.number, marks(again)) == (2, (3, 2, 1, 0))
    assert again.sitting.pile.typed == 1
    again.pause()


def test_a_correction_is_typed_on_the_same_screen(
    window: Window, screen: TypingScreen, settled: Settled
) -> None:
    type_keys(screen, "3" + "1" * 10 + "+")
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    tab = tab_of(window)
    tab.pane.look_up.number.setText("1")
    tab.pane.look_up.ask()
    settled(window.runner)
    tab.pane.look_up.correct.click()
    assert "没有写原因" in tab.pane.look_up.reason_field.sentence.text()
    tab.pane.look_up.reason.setText("看错行")
    tab.pane.look_up.correct.click()
    correcting = tab.typing
    assert correcting is not None
    assert "更正第 001 号票" in correcting.note()
    type_keys(correcting, "⌫4+")
    settled(window.runner)
    assert tab.typing is None
    office = window.books.office
    assert office is not None
    found: list[Ballot] = []
    window.runner.run(office.ballots.look_up, MEETING, 1, then=found.append)
    settled(window.runner)
    assert found[0].marks == (*([0] * 9), 3)
