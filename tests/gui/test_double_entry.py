"""A hundred papers typed twice at the real window by simulated keys, with five slips: settled, finished,
reported. Nothing of the first entry is seen while the second is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dangjian_desktop.domain.ballot_remarks import Remark
from dangjian_desktop.domain.ballots import BallotStatus, Checking, Headcount
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.proof_form import ProofForm
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.ballot_views import MeetingRow, MeetingState
from dangjian_desktop.services.home import DIFFERENCES
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.storage.database import Book
from tests.gui.conftest import OpenTab
from tests.services.polled_township import CLOCK, MEETING, meeting, paper, village

Settled = Callable[[Runner], None]
PAPERS = 100
MASSES = (Headcount(group="masses", expected=PAPERS, present=PAPERS, issued=PAPERS, returned=PAPERS),)
SLIPS = {7: 3, 31: 0, 58: 9, 77: 5, 94: 4}  # paper: the item the first typist reads otherwise
NAMED = {"↵": Qt.Key.Key_Enter, "⌫": Qt.Key.Key_Backspace, "←": Qt.Key.Key_Left, "→": Qt.Key.Key_Right,
         "↓": Qt.Key.Key_Down, "↑": Qt.Key.Key_Up}  # fmt: skip


def on_paper(number: int) -> str:
    """Return the keys of what stands on paper ``number``."""
    return "".join(str((number * 3 + item) % 4 + 1) for item in range(10))


def slipped(number: int) -> str:
    """Return the keys with the first typist's slip, where she makes one."""
    keys = list(on_paper(number))
    if number in SLIPS:
        keys[SLIPS[number]] = str(int(keys[SLIPS[number]]) % 4 + 1)
    return "".join(keys)


@pytest.fixture
def polled(tmp_path: Path) -> Path:
    path = tmp_path / "本镇.djb"
    made = village(path)
    made.ballots.save_meeting(meeting(second=Checking.ALL, heads=MASSES))
    made.book.close()
    return path


@pytest.fixture
def window(open_tab: OpenTab, polled: Path) -> Window:
    return open_tab(polled, SPEC)


def tab_of(window: Window) -> BallotsTab:
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    return page


def name_typist(window: Window, name: str) -> None:
    field = tab_of(window).pane.entry.typist
    field.clear()
    QTest.keyClicks(field, name)


def begin(window: Window, settled: Settled, command: str) -> TypingScreen:
    assert window.shell.registry.run(command)
    settled(window.runner)
    found = tab_of(window).typing
    assert found is not None
    return found


def keys(widget: object, text: str) -> None:
    for key in text:
        if key in NAMED:
            QTest.keyClick(widget, NAMED[key])  # type: ignore[call-overload]
        else:
            QTest.keyClicks(widget, key)  # type: ignore[arg-type]


def leave(window: Window, screen: TypingScreen, settled: Settled) -> None:
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)


def type_all(window: Window, settled: Settled, command: str, read: Callable[[int], str]) -> None:
    screen = begin(window, settled, command)
    keys(screen, "3")
    for number in range(1, PAPERS + 1):
        assert screen.sitting.draft.number == number
        keys(screen, read(number) + "+")
        if number % 20 == 0:
            settled(window.runner)
    leave(window, screen, settled)


def settle_all(window: Window, settled: Settled) -> None:
    """Decide every paper as it stands on the paper: as the second typist read it."""
    assert window.shell.registry.run("ballots.differences")
    settled(window.runner)
    page = tab_of(window).comparing.page
    for number, item in sorted(SLIPS.items()):
        assert page.settling is not None
        assert (page.number.number, page.settling.places) == (number, (item,))
        assert not page.take.isEnabled()
        keys(page, ("←→" if number != 77 else on_paper(number)[item]) + "↵")
        settled(window.runner)
    assert page.sheet is not None
    assert page.sheet.open == ()
    assert {e.name: (e.wrong, e.judged) for e in page.sheet.typists} == {"A": (5, 1000), "B": (0, 1000)}
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab_of(window).pages.currentWidget() is tab_of(window).main
    settled(window.runner)


def in_hand(window: Window) -> MeetingRow:
    found = tab_of(window).meeting_in_hand()
    assert found is not None
    return found


def test_a_hundred_papers_twice_five_slips_settled_finished_reported(
    window: Window, settled: Settled, polled: Path
) -> None:
    name_typist(window, "A")
    type_all(window, settled, "ballots.type", slipped)
    assert (in_hand(window).typed, in_hand(window).state) == (PAPERS, MeetingState.ONCE)
    name_typist(window, "B")
    type_all(window, settled, "ballots.second", on_paper)
    assert in_hand(window).state is MeetingState.DIFFERENT
    assert in_hand(window).doubled.differing == tuple(sorted(SLIPS))
    assert window.shell.settings.typist() == "B"
    settle_all(window, settled)
    assert window.shell.registry.run("ballots.finish")
    settled(window.runner)
    proof = tab_of(window).pane.asked
    assert isinstance(proof, ProofForm)  # only people who are no members came: that is asked about
    tab_of(window).pane.foot.findChildren(Button)[0].click()
    assert "写明情况" in proof.fields[0].sentence.text()
    proof.lines[0].setText("本场只请群众代表")
    tab_of(window).pane.foot.findChildren(Button)[0].click()
    settled(window.runner)
    assert in_hand(window).state is MeetingState.FINISHED
    office = window.books.office
    assert office is not None
    made: list[object] = []
    report = PaperWish(kind="tally_report", meeting_id=MEETING)
    window.runner.run(office.papers.preview, report, 1.0, then=made.append)
    settled(window.runner)
    assert made
    window.close()

    book = Book.open(polled, clock=CLOCK)
    with book.read() as view:
        papers = view.ballots.of_meeting(MEETING)
    book.close()
    by_entry = {entry: {p.number: p for p in papers if p.entry == entry} for entry in (1, 2, 3)}
    assert [len(by_entry[entry]) for entry in (1, 2, 3)] == [PAPERS, PAPERS, len(SLIPS)]
    for number in SLIPS:  # nothing is thrown away
        assert by_entry[1][number].marks != by_entry[2][number].marks == by_entry[3][number].marks


def test_the_second_entry_needs_a_name_and_shows_nothing_of_the_first(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    window.shell.registry.run("ballots.type")
    settled(window.runner)
    assert tab_of(window).typing is None
    assert "录入人" in tab.pane.entry.field.sentence.text()
    name_typist(window, "A")
    screen = begin(window, settled, "ballots.type")
    keys(screen, "34444444444+44")  # the second paper is begun and put aside
    settled(window.runner)
    leave(window, screen, settled)
    second = begin(window, settled, "ballots.second")
    assert "换人" in second.last.sentence
    assert (second.sitting.draft.number, second.sitting.draft.marks) == (1, ())
    assert "第二遍录入" in second.note()
    leave(window, second, settled)
    tab.pane.look_up.number.setText("1")
    tab.pane.look_up.ask()
    settled(window.runner)
    assert "不显示" in tab.pane.look_up.words.text()
    assert "不了解" not in tab.pane.look_up.words.text()
    tab.pane.look_up.reason.setText("看错行")
    tab.pane.look_up.correct.click()
    blind = tab_of(window).typing
    assert blind is not None
    keys(blind, "31111111111+")
    settled(window.runner)
    assert tab_of(window).typing is None


def test_a_whole_paper_is_typed_anew_and_a_wrong_key_is_told(window: Window, settled: Settled) -> None:
    office = window.books.office
    assert office is not None
    window.runner.run(office.ballots.record, paper(1), "A")

    window.runner.run(office.ballots.record, replace(paper(1, reason="字迹涂改无法辨认"), entry=2), "B")
    settled(window.runner)
    tab = tab_of(window)
    tab.go(DIFFERENCES + MEETING)
    settled(window.runner)
    page = tab.comparing.page
    keys(page, "7")
    assert "没有用处" in page.wrong.text()
    QTest.keyClick(page, Qt.Key.Key_F4)
    settled(window.runner)
    screen = tab.typing
    assert screen is not None
    assert "照纸重录" in screen.note()
    keys(screen, "2222222222+")
    settled(window.runner)
    assert tab.typing is None
    assert page.sheet is not None
    assert page.sheet.open == ()
    assert page.sheet.pairs[0].settled is not None
    assert page.sheet.pairs[0].settled.marks == (1,) * 10
    assert page.sheet.pairs[0].settled.status is BallotStatus.VALID


def test_a_refused_decision_stays_and_says_why(window: Window, settled: Settled) -> None:
    office = window.books.office
    assert office is not None

    window.runner.run(office.ballots.record, paper(1), "A")
    window.runner.run(office.ballots.record, replace(paper(1, "2111111113"), entry=2), "B")
    settled(window.runner)
    tab = tab_of(window)
    tab.go(DIFFERENCES + MEETING)
    settled(window.runner)
    page = tab.comparing.page
    page.reason.setText(" ")
    keys(page, "←↑⌫")
    assert page.settling is not None
    assert page.settling.decided == {}
    keys(page, "→→↵")
    settled(window.runner)
    assert "原因" in page.wrong.text()
    assert page.settling.ready
    QTest.keyClick(page, Qt.Key.Key_F2)
    page.reason.setText("照纸票")
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    keys(page, "↵")
    settled(window.runner)
    assert page.sheet is not None
    assert page.sheet.open == ()


def test_words_the_entries_have_not_equally_often_stand_beside_the_rates(window: Window) -> None:
    page, sheet = tab_of(window).comparing.page, tab_of(window).office.entries.differences(MEETING)
    words = Remark(meeting_id=MEETING, question="advice", text="修好村口的路", copies=0).seen(second=True)
    page.show_sheet(replace(sheet, remarks=(words,)))
    said = [label.accessibleName() for label in page.findChildren(QLabel)]
    assert "第一遍 0 张，第二遍 1 张 修好村口的路" in said
