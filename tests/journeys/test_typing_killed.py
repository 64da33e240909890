"""kill -9 while papers are typed and while they are settled, by the service and at the window: at most the
paper in hand is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import Ballot, Checking
from dangjian_desktop.services.second_entry import DoubleEntry
from dangjian_desktop.storage.database import Book
from tests.architecture.source import ROOT
from tests.journeys.words_typist import WORDS, has_words
from tests.services.listed_village import listed_village
from tests.services.listed_village import paper as paper_with
from tests.services.polled_township import CLOCK, MEETING, meeting, over, paper, village

KILLS = 60
WINDOW_KILLS = 12
SETTLERS = {"settler": 10, "window_settler": 6}
"""Who settles, by the service and at the painted window, and how often she is killed."""
DIFFERING = 150
SECOND_PAPERS, WORD_KILLS = 400, 6
LONGEST_S = 0.12
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows SIGTERM ends a process at once, too


class Typists:
    """Starts one typist after the other from a process that has the program loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.typist", str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        return self.process.stdin, self.process.stdout

    def killed_after(self, seconds: float) -> list[int]:
        """Let a typist begin, kill her, and return the numbers she reported as stored."""
        orders, answers = self.pipes
        orders.write("go\n")
        orders.flush()
        typist = int(answers.readline().removeprefix("pid "))
        lines = [answers.readline()]  # she is typing: from now on every moment is a moment of typing
        time.sleep(seconds)
        os.kill(typist, KILL)
        while (line := answers.readline()) != "ended\n":
            lines.append(line)
        return [int(line) for line in lines]

    def dismiss(self) -> None:
        """End the process that starts them."""
        orders, answers = self.pipes
        orders.close()
        self.process.wait(10)
        answers.close()


@pytest.fixture
def typists(tmp_path: Path) -> Iterator[Typists]:
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    found = Typists(path)
    yield found
    found.dismiss()


def whole(ballot: Ballot) -> bool:
    return whole_marks(ballot.number, ballot.marks)


def whole_marks(number: int, marks: tuple[int | None, ...]) -> bool:
    expected = tuple(m - 1 if m else None for m in ((number * 7 + item) % 5 for item in range(9)))
    return marks == (*expected, 0)


@pytest.mark.processes
def test_no_stored_paper_is_ever_lost(typists: Typists) -> None:
    chance = random.Random(20120416)
    stored: set[int] = set()
    for _ in range(KILLS):
        stored.update(typists.killed_after(chance.uniform(0, LONGEST_S)))
        book = Book.open(typists.path, clock=CLOCK)
        try:
            numbers = set(over(book).ballots.sheet(MEETING).numbers)
            findings = book.check()
        finally:
            book.close()
        assert stored <= numbers, "a paper that was reported as stored is gone"
        assert len(numbers - stored) <= 1, "more than the paper in hand was under way"
        assert findings == (), "integrity or the chain of the log is broken"
        stored = numbers
    book = Book.open(typists.path, clock=CLOCK)
    with book.read() as view:
        papers = view.ballots.of_meeting(MEETING, 1)
    book.close()
    assert len(papers) > KILLS
    assert [p.number for p in papers] == list(range(1, len(papers) + 1))
    assert all(map(whole, papers))


def window_killed_after(path: Path, seconds: float) -> tuple[set[int], set[int]]:
    """Let a typist at the painted window begin, kill her; return the numbers she sent off, and those shown
    as stored."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.window_typist", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    with typist, typist.stdout as answers:
        assert answers.readline() == "ready\n"
        lines = [answers.readline()]
        while lines[-1].startswith("+"):
            lines.append(answers.readline())  # papers are going through: from now on every moment will do
        time.sleep(seconds)
        os.kill(typist.pid, KILL)
        lines.extend(answers.readlines())
    whole_lines = [line for line in lines if line.endswith("\n")]
    sent = {int(line) for line in whole_lines if line.startswith("+")}
    return sent, {int(line) for line in whole_lines if not line.startswith("+")}


@pytest.mark.processes
def test_no_paper_the_window_showed_as_stored_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    chance = random.Random(20120417)
    stored: set[int] = set()
    for _ in range(WINDOW_KILLS):
        sent, shown = window_killed_after(path, chance.uniform(0, 3 * LONGEST_S))
        stored.update(shown)
        book = Book.open(path, clock=CLOCK)
        try:
            papers = over(book).ballots.sheet(MEETING).numbers
            findings = book.check()
            with book.read() as view:
                answers = {p.number: p.marks for p in view.ballots.of_meeting(MEETING, 1)}
        finally:
            book.close()
        assert stored <= set(papers), "a paper the screen called stored is gone"
        assert set(papers) <= stored | sent, "a paper nobody sent off is in the file"
        assert findings == ()
        assert all(whole_marks(number, marks) for number, marks in answers.items())
        stored = set(papers)
    assert len(stored) > WINDOW_KILLS
    assert sorted(stored) == list(range(1, len(stored) + 1))


def twice_typed(path: Path) -> None:
    """Type papers whose two entries all differ in the last answer."""
    made = village(path)
    made.ballots.save_meeting(meeting(second=Checking.ALL))
    for number in range(1, DIFFERING + 1):
        made.ballots.record(paper(number))
        made.ballots.record(replace(paper(number, "1111111113"), entry=2))
    made.book.close()


def settler_killed_after(who: str, path: Path, seconds: float) -> list[int]:
    """Let someone begin to settle, kill her, and return the numbers she reported as settled."""
    settler = subprocess.Popen(
        [sys.executable, "-m", f"tests.journeys.{who}", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert settler.stdout is not None
    with settler, settler.stdout as answers:
        assert answers.readline() == "ready\n"
        lines = [answers.readline()]
        time.sleep(seconds)
        os.kill(settler.pid, KILL)
        lines.extend(answers.readlines())
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.mark.processes
@pytest.mark.parametrize("who", SETTLERS)
def test_nothing_of_three_entries_is_lost_while_papers_are_settled(tmp_path: Path, who: str) -> None:
    path = tmp_path / "本镇.djb"
    twice_typed(path)
    chance = random.Random(20120418)
    settled: set[int] = set()
    for _ in range(SETTLERS[who]):
        settled.update(settler_killed_after(who, path, chance.uniform(0, LONGEST_S)))
        book = Book.open(path, clock=CLOCK)
        try:
            findings = book.check()
            open_yet = {p.number for p in DoubleEntry(book, Catalog(), CLOCK).differences(MEETING).open}
            with book.read() as view:
                papers = view.ballots.of_meeting(MEETING)
        finally:
            book.close()
        by_entry = {entry: {p.number: p.marks for p in papers if p.entry == entry} for entry in (1, 2, 3)}
        assert settled <= set(by_entry[3]), "a paper that was reported as settled is not"
        assert len(set(by_entry[3]) - settled) <= 1, "more than the paper in hand was under way"
        assert findings == ()
        assert len(by_entry[1]) == len(by_entry[2]) == DIFFERING
        assert open_yet == set(range(1, DIFFERING + 1)) - set(by_entry[3])
        assert all(marks == by_entry[2][number] for number, marks in by_entry[3].items())
        settled = set(by_entry[3])
    assert len(settled) >= SETTLERS[who]


@pytest.mark.processes
def test_how_often_the_second_entry_has_some_words_is_never_lost(tmp_path: Path) -> None:
    """The first entry has the words on every fifth paper, the second on two of three: after each kill the
    count in the file is that of the papers in the file."""
    made = listed_village(tmp_path)
    asked = made.ballots.find_meeting("questions")
    made.ballots.save_meeting(replace(asked, second=Checking.ALL))
    for number in range(1, SECOND_PAPERS + 1):
        made.ballots.record(paper_with("questions", number, (0, 1), remark="" if number % 5 else WORDS))
    made.book.close()
    chance = random.Random(20120418)
    typed: tuple[int, ...] = ()
    for _ in range(WORD_KILLS):
        command = [sys.executable, "-m", "tests.journeys.words_typist", str(tmp_path / "book.djb")]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as typist:
            assert typist.stdout is not None
            shown = int(typist.stdout.readline())
            time.sleep(chance.uniform(0, LONGEST_S))
            os.kill(typist.pid, KILL)
            shown = max([shown, *(int(line) for line in typist.stdout if line.endswith("\n"))])
        book = Book.open(tmp_path / "book.djb", clock=CLOCK)
        with book.read() as view:
            typed = view.ballots.numbers("questions", 2)
            (words,) = view.remarks.of_meeting("questions")
        book.close()
        assert shown <= len(typed) <= shown + 1
        firsts = sum(n % 5 == 0 for n in range(1, SECOND_PAPERS + 1))
        assert (words.firsts, words.seconds) == (firsts, sum(map(has_words, typed)))
        assert words.copies == max(words.firsts, words.seconds)
    assert len(typed) > WORD_KILLS
