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
