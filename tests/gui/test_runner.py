"""The runner: answers on the window's thread, refusals, bugs, cancelling, closing."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding, Rejected, finding, hint
from dangjian_desktop.kernel.progress import Progress

Settled = Callable[[Runner], None]


def test_plain_values_come_back_on_the_windows_thread(runner: Runner, settled: Settled) -> None:
    seen: list[object] = []
    runner.run(threading.get_ident, then=lambda ident: seen.extend([ident, threading.get_ident()]))
    settled(runner)
    assert seen[0] != seen[1] == threading.get_ident()


def test_an_outcome_spreads_findings_changes_and_the_time_it_was_saved(
    runner: Runner, settled: Settled
) -> None:
    noticed = hint("general.cancelled")
    told: list[object] = []
    for signal in (runner.noticed, runner.saved, runner.changed):
        signal.connect(told.append)
    runner.run(lambda: Outcome(7, (noticed,), Changes.of(Topic.ROSTER)))
    settled(runner)
    assert told == [(noticed,), runner.clock.now(), Changes.of(Topic.ROSTER)]


def test_reading_saves_nothing(runner: Runner, settled: Settled) -> None:
    saved: list[object] = []
    runner.saved.connect(saved.append)
    runner.run(lambda: Outcome(1))
    settled(runner)
    assert saved == []


def test_a_refusal_goes_to_who_asked_or_to_the_strip(runner: Runner, settled: Settled) -> None:
    wrong = finding("general.cancelled")

    def refuse() -> int:
        raise Rejected(wrong)

    asked: list[tuple[Finding, ...]] = []
    strip: list[tuple[Finding, ...]] = []
    runner.noticed.connect(strip.append)
    runner.run(refuse, refused=asked.append)
    runner.run(refuse)
    settled(runner)
    assert asked == [(wrong,)]
    assert strip == [(wrong,)]


def test_a_bug_reaches_the_crash_page_and_the_runner_goes_on(runner: Runner, settled: Settled) -> None:
    bugs: list[BaseException] = []
    runner.crashed.connect(bugs.append)
    seen: list[int] = []
    runner.run(lambda: 1 // 0)
    runner.run(lambda: 5, then=seen.append)
    settled(runner)
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert seen == [5]


def test_long_work_reports_and_can_be_cancelled(runner: Runner, qtbot: QtBot, settled: Settled) -> None:
    began = threading.Event()
    steps: list[object] = []
    runner.stepped.connect(steps.append)

    def work(progress: Progress) -> int:
        for done in range(10_000):
            progress.step(done, 10_000, "正在读")
            began.set()
            threading.Event().wait(0.001)
        return 1

    finished: list[int] = []
    runner.run(work, what="正在读", progress=True, then=finished.append)
    qtbot.waitUntil(began.is_set)
    with qtbot.waitSignal(runner.cancelled) as cancelled:
        runner.cancel()
    settled(runner)
    assert cancelled.args == ["正在读"]
    assert steps
    assert finished == []


class Slow:
    """Long work that gives way to others at each of its steps, until it is let go."""

    def __init__(self, runner: Runner, done: list[object]) -> None:
        self.over, self.done = threading.Event(), done
        runner.run(self.work, what="正在做", progress=True, then=done.append)

    def work(self, progress: Progress) -> str:
        while not self.over.is_set():
            progress.step(1, 2)
            progress.give_way()
        self.done.append("写下")
        return "做完"


def test_long_work_that_gives_way_lets_short_calls_pass(
    runner: Runner, qtbot: QtBot, settled: Settled
) -> None:
    done: list[object] = []
    ends: list[str] = []
    runner.ended.connect(lambda: ends.append("ended"))
    slow = Slow(runner, done)
    for number in range(3):
        runner.run(lambda n=number: n, then=done.append, what="正在读")
    qtbot.waitUntil(lambda: done == [0, 1, 2])
    assert (runner.under_way(), ends) == ("正在做", [])  # what passes does not take its place on the strip
    slow.over.set()
    settled(runner)
    assert (done, ends) == ([0, 1, 2, "写下", "做完"], ["ended"])


def test_of_long_work_one_is_done_after_the_other(runner: Runner, qtbot: QtBot, settled: Settled) -> None:
    done: list[object] = []
    first, second = Slow(runner, done), Slow(runner, done)
    second.over.set()
    runner.run(lambda: "读", then=done.append)
    qtbot.waitUntil(lambda: done == ["读"])
    first.over.set()
    settled(runner)
    assert (done[0], sorted(map(str, done[1:]))) == ("读", ["做完", "做完", "写下", "写下"])


def test_a_call_that_wants_to_be_alone_lets_nothing_pass(
    runner: Runner, qtbot: QtBot, settled: Settled
) -> None:
    done: list[object] = []
    slow = Slow(runner, done)
    runner.run(lambda: done.append("先"))
    runner.run(lambda: done.append("关"), alone=True)
    runner.run(lambda: done.append("后"))
    qtbot.waitUntil(lambda: done == ["先"])
    qtbot.wait(50)
    slow.over.set()
    settled(runner)
    assert [word for word in done if word != "做完"] == ["先", "写下", "关", "后"]


def test_closing_in_the_middle_of_long_work_that_gives_way(runner: Runner) -> None:
    done: list[object] = []
    slow = Slow(runner, done)
    runner.run(lambda: done.append("关"), alone=True)
    slow.over.set()
    runner.close()
    assert done == ["写下", "关"]


def test_what_is_let_pass_gives_way_to_nothing(runner: Runner, qtbot: QtBot, settled: Settled) -> None:
    done: list[object] = []
    slow = Slow(runner, done)

    def passing(progress: Progress) -> None:
        began.set()
        gate.wait()
        progress.give_way()
        done.append("一")

    began, gate = threading.Event(), threading.Event()
    runner.run(passing, progress=True)
    qtbot.waitUntil(began.is_set)
    runner.run(lambda: done.append("二"))
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    slow.over.set()
    settled(runner)
    assert done[:2] == ["一", "二"]


def test_a_newer_read_replaces_one_that_waits(runner: Runner, settled: Settled) -> None:
    gate = threading.Event()
    seen: list[int] = []
    runner.run(gate.wait)
    for number in range(5):
        runner.run(lambda n=number: n, then=seen.append, key="list")
    gate.set()
    settled(runner)
    assert seen == [4]


def test_answers_for_widgets_that_are_gone_are_dropped(
    runner: Runner, qtbot: QtBot, settled: Settled
) -> None:
    gate = threading.Event()
    label = Label("")
    runner.run(gate.wait)
    runner.run(lambda: "来晚了", then=label.setText)
    label.deleteLater()
    qtbot.waitUntil(lambda: not isValid(label))
    gate.set()
    settled(runner)


def test_closing_finishes_what_was_queued_and_ends_the_thread(runner: Runner) -> None:
    seen: list[int] = []
    for number in range(20):
        runner.run(seen.append, number)
    runner.close()
    runner.close()
    assert seen == list(range(20))
    assert not runner.thread_in_hand.isRunning()


def test_a_dropped_call_stops_at_its_next_step_and_says_nothing(
    runner: Runner, qtbot: QtBot, settled: Settled
) -> None:
    began = threading.Event()
    said: list[object] = []
    runner.cancelled.connect(said.append)

    def work(progress: Progress) -> int:
        while True:
            progress.step(1, 2)
            began.set()

    runner.run(work, key="check", progress=True, then=said.append)
    qtbot.waitUntil(began.is_set)
    runner.drop("check")
    settled(runner)
    assert said == []
