"""Long work is stopped by a key, wherever the keyboard is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.kernel.progress import Progress
from tests.gui.conftest import MakeWindow
from tests.gui.keys import CTRL


def test_a_key_stops_long_work(
    make_window: MakeWindow, book: Path, settled: Callable[[Runner], None], qtbot: QtBot
) -> None:
    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress.step(done, 10_000, "正在生成")
            threading.Event().wait(0.001)

    window = make_window(SPEC)
    window.begin(book)
    settled(window.runner)
    QTest.keyClick(window, Qt.Key.Key_Period, CTRL)  # nothing to stop
    finished: list[object] = []
    window.runner.run(work, what="正在生成", progress=True, then=finished.append)
    qtbot.waitUntil(window.surface.progress.cancel.isVisible)
    with qtbot.waitSignal(window.runner.cancelled):
        QTest.keyClick(window, Qt.Key.Key_Period, CTRL)
    settled(window.runner)
    assert finished == []
