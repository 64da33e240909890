"""What holds for every test: no screen, a folder of its own, and nothing unexpected left behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")

settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")

SETTLE = 3.0  # seconds a thread may take to end after its test


@pytest.fixture(scope="session")
def papered_township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the township with everything a paper is made of once; tests work on copies of its book."""
    from tests.services.papered_township import papered

    return papered(tmp_path_factory.mktemp("papered"))


@pytest.fixture
def papered_book(papered_township: Path, tmp_path: Path) -> Path:
    """Return a copy of the book of that township."""
    copy = tmp_path / "本镇.djb"
    copy.write_bytes(papered_township.read_bytes())
    return copy


@pytest.fixture(autouse=True)
def own_user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty user folder, so that nothing of this machine's user is read or changed."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("DANGJIAN_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that expects it checks ``caplog`` and clears it."""
    yield
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
    ]
    assert not unexpected, f"unexpected log lines: {unexpected}"


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a window, or a running timer, behind."""
    threads, widgets, database = set(threading.enumerate()), set(top_level_widgets()), database_threads()
    windowed = "qapp" in request.fixturenames
    timers = running_timers() if windowed else {}
    yield
    left_widgets = [
        type(widget).__name__ for key, widget in top_level_widgets().items() if key not in widgets
    ]
    assert not left_widgets, f"windows left open: {left_widgets}"
    after = running_timers() if windowed else {}
    left_timers = [name for key, name in after.items() if key not in timers]
    assert not left_timers, f"timers left running: {left_timers}"
    left_threads = [thread.name for thread in wait_for_threads(threads)]
    assert not left_threads, f"threads left running: {left_threads}"
    end = time.monotonic() + SETTLE  # the system takes a moment to bury a thread that has ended
    while database_threads() > database and time.monotonic() < end:
        time.sleep(0.01)
    assert database_threads() <= database, "a runner was not closed"


def wait_for_threads(known: set[threading.Thread]) -> list[threading.Thread]:
    """Return the threads beyond ``known`` that still run after a fair time."""
    end = time.monotonic() + SETTLE
    while True:
        left = [
            thread
            for thread in threading.enumerate()
            if thread not in known and not isinstance(thread, threading._DummyThread)  # Qt's own threads
        ]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.01)


def database_threads() -> int:
    """Count the runners' threads, which are Qt's and not Python's; Linux tells them by their name."""
    found = 0
    for folder in Path("/proc/self/task").glob("*"):
        with suppress(OSError):  # ended meanwhile
            found += (folder / "comm").read_text("utf-8") == "database\n"
    return found


def running_timers() -> dict[int, str]:
    """Return the owner of every timer of ours that still runs, by the timer's address."""
    if "PySide6.QtCore" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QTimer
    from shiboken6 import Shiboken

    if QCoreApplication.instance() is None:
        return {}
    timers = [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QTimer)]
    return {id(timer): type(timer.parent()).__name__ for timer in timers if timer.isActive()}


def top_level_widgets() -> dict[int, object]:
    """Return the windows of the running Qt application by their address, when there is one."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import Shiboken

    if QApplication.instance() is None:
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {Shiboken.getCppPointer(widget)[0]: widget for widget in QApplication.topLevelWidgets()}
