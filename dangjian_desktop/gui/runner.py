"""The one runner: service calls on the one database thread, their answers on the window's.

Calls are done in turn. Long work of which nothing is held open in the book gives way: between two of its
steps the short calls that wait are done. So a batch of thousands never keeps a tab from its reads.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from sys import setswitchinterval
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from dangjian_desktop.kernel.changes import Changes, Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import ExpectedError, Finding
from dangjian_desktop.kernel.progress import Cancelled

T = TypeVar("T")
REPORT_EVERY_S = 0.05
TURN_S = 0.0005
"""For how long one thread computes before another gets its turn."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a call is: ``done`` of ``total`` (0 = unknown), and seconds left (−1 = unknown)."""

    what: str
    done: int = 0
    total: int = 0
    seconds_left: int = -1


@dataclass(eq=False, slots=True)
class Job:
    """One call waiting, running or answered."""

    call: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    then: Callable[[Any], object] | None
    refused: Callable[[tuple[Finding, ...]], object] | None
    what: str
    key: str
    progress: bool
    alone: bool = False
    stop: Event = field(default_factory=Event)
    superseded: bool = False

    def cancel(self) -> None:
        """Ask the call to stop at its next step; what it began is rolled back."""
        self.stop.set()

    def is_long(self) -> bool:
        """Tell whether the clerk sees how far it is: of such work one is done after the other."""
        return self.progress and bool(self.what)


class Watch:
    """The :class:`~dangjian_desktop.kernel.progress.Progress` given to long calls."""

    def __init__(self, job: Job, report: Callable[[Step], None], others: Callable[[], None]) -> None:
        self.job, self.report, self.others = job, report, others
        self.began, self.told, self.full = monotonic(), 0.0, False

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report at most twenty times a second; raise Cancelled when 取消 was pressed."""
        if self.job.stop.is_set() or self.job.superseded:
            raise Cancelled
        now = monotonic()
        full = 0 < total <= done
        if now - self.told < REPORT_EVERY_S and (self.full or not full):
            return
        self.told, self.full = now, full
        spent = now - self.began
        left = round(spent / done * (total - done)) if done and total and spent > 1 else -1
        self.report(Step(what or self.job.what, done, total, left))

    def give_way(self) -> None:
        """Have the short calls that wait done first."""
        self.others()


class DatabaseThread(QThread):
    """Takes jobs in turn; the book's connection lives and dies on it."""

    answered = Signal(object, object, object)
    stepped = Signal(object, object)
    began = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("database")
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.put_off: deque[Job | None] = deque()  # taken from the queue while long work gave way
        self.giving_way = False

    def run(self) -> None:
        """Work until the closing mark arrives."""
        # Else the window, to draw one list, would wait at every cell until this thread lets it have its turn.
        setswitchinterval(TURN_S)
        while (job := self.put_off.popleft() if self.put_off else self.jobs.get()) is not None:
            self.do(job)
            del job

    def do(self, job: Job) -> None:
        """Do one call and answer it."""
        value, error = self.carry_out(job)
        self.answered.emit(job, value, error)

    def let_others(self) -> None:
        """Do the short calls that wait, in their order, up to one that lets nothing pass."""
        if self.giving_way:
            return
        self.giving_way = True
        try:
            while not (self.put_off and lets_nothing_pass(self.put_off[-1])) and not self.jobs.empty():
                job = self.jobs.get()
                if job is None or job.alone or job.is_long():
                    self.put_off.append(job)
                else:
                    self.do(job)
        finally:
            self.giving_way = False

    def carry_out(self, job: Job) -> tuple[Any, BaseException | None]:
        """Do one call and catch whatever it raises: this is the window's last guard."""
        if job.superseded or job.stop.is_set():
            return None, Cancelled()
        self.began.emit(job)
        if job.progress:
            report = partial(self.stepped.emit, job)
            job.kwargs["progress"] = Watch(job, report, self.let_others)
        try:
            return job.call(*job.args, **job.kwargs), None
        except Exception as error:  # noqa: BLE001 - the one place besides app/crash.py
            return None, error


class Runner(QObject):
    """Runs service calls one after the other and spreads what came of them.

    ``then`` and ``refused`` are called on the window's thread; when they belong to a widget
    that is gone by then, they are dropped. What nobody takes as ``refused`` goes to ``noticed``.
    """

    changed = Signal(object)  # Changes
    noticed = Signal(object)  # tuple[Finding, ...]
    saved = Signal(object)  # datetime
    began = Signal(object)  # Step: a call with words or progress is under way
    stepped = Signal(object)  # Step
    ended = Signal()  # no call with words is under way any more
    cancelled = Signal(str)  # what was cancelled
    crashed = Signal(object)  # an exception that is our bug
    idle = Signal()  # nothing waits, nothing runs

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.open_jobs: list[Job] = []
        self.thread_in_hand = DatabaseThread()
        self.thread_in_hand.answered.connect(self._answer)
        self.thread_in_hand.stepped.connect(self._step)
        self.thread_in_hand.began.connect(self._begin)
        self.thread_in_hand.start()

    def run(
        self,
        call: Callable[..., T],
        *args: Any,
        then: Callable[[T], object] | None = None,
        refused: Callable[[tuple[Finding, ...]], object] | None = None,
        what: str = "",
        progress: bool = False,
        key: str = "",
        alone: bool = False,
        **kwargs: Any,
    ) -> Job:
        """Queue ``call(*args, **kwargs)``.

        ``then`` receives what the call returns (an ``Outcome`` whole). ``what`` is shown while it
        runs. ``progress`` adds the keyword ``progress=`` and a 取消. A later call with the same
        ``key`` replaces one that has not begun (for reads that only the newest matters of). ``alone``:
        all that was asked for before ends first, and nothing asked for later is done sooner.
        """
        if key:
            self.drop(key)
        job = Job(call, args, dict(kwargs), then, refused, what, key, progress, alone)
        self.open_jobs.append(job)
        self.thread_in_hand.jobs.put(job)
        return job

    def drop(self, key: str) -> None:
        """Let the calls of a ``key`` go: what waits is not begun, what runs stops at its next step."""
        for waiting in self.open_jobs:
            waiting.superseded = waiting.superseded or waiting.key == key

    def busy(self) -> bool:
        """Tell whether a call waits or runs."""
        return bool(self.open_jobs)

    def under_way(self) -> str:
        """Return what the call in hand is doing, where it shows its progress and can be stopped."""
        return next((job.what for job in self.open_jobs[:1] if job.progress), "")

    def cancel(self) -> None:
        """Ask the call in hand to stop, where it has progress: what only waits its turn is still done."""
        for job in self.open_jobs[:1]:
            if job.progress:
                job.cancel()

    def close(self) -> None:
        """Let the calls already queued finish, then end the thread; safe to call twice."""
        if self.thread_in_hand.isRunning():
            self.thread_in_hand.jobs.put(None)
            self.thread_in_hand.wait()

    @Slot(object)
    def _begin(self, job: Job) -> None:
        if job.what and job is self.open_jobs[0]:
            self.began.emit(Step(job.what))

    @Slot(object, object)
    def _step(self, job: Job, step: Step) -> None:
        if job in self.open_jobs and job.what:
            self.stepped.emit(step)

    @Slot(object, object, object)
    def _answer(self, job: Job, value: Any, error: BaseException | None) -> None:
        first = job is self.open_jobs[0]  # not one to which long work gave way: that one is still shown
        self.open_jobs.remove(job)
        if job.what and first:
            self.ended.emit()
        if error is None:
            self._succeed(job, value)
        elif isinstance(error, Cancelled):
            if not job.superseded:
                self.cancelled.emit(job.what)
        elif isinstance(error, ExpectedError):
            self._refuse(job, error.findings)
        else:
            self.crashed.emit(error)
        if not self.open_jobs:
            self.idle.emit()

    def _succeed(self, job: Job, value: Any) -> None:
        changes = value.changes if isinstance(value, Outcome) else Changes()
        if job.then is not None and alive(job.then) and not job.superseded:
            job.then(value)
        if isinstance(value, Outcome) and value.findings:
            self.noticed.emit(value.findings)
        if changes:
            self.saved.emit(self.clock.now())
            self.changed.emit(changes)

    def _refuse(self, job: Job, findings: tuple[Finding, ...]) -> None:
        if job.refused is None:
            self.noticed.emit(findings)
        elif alive(job.refused):
            job.refused(findings)


def lets_nothing_pass(job: Job | None) -> bool:
    """Tell whether a call that was put off keeps back all that came after it; None is the closing mark."""
    return job is None or job.alone


def alive(callback: Callable[..., object]) -> bool:
    """Tell whether the Qt objects a method, lambda or partial belongs to still live."""
    return all(isValid(owner) for owner in owners(callback) if isinstance(owner, QObject))


def owners(callback: Callable[..., object]) -> Iterator[object]:
    """Yield what a callback holds: its ``self``, what a lambda closes over, what a partial was given."""
    if isinstance(callback, partial):
        yield from callback.args
        yield from owners(callback.func)
        return
    yield getattr(callback, "__self__", None)
    for cell in getattr(callback, "__closure__", None) or ():
        yield cell.cell_contents
