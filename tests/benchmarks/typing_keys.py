"""From a key of the typist to the painted answer, against Qt's own one-line field in the same window.

Measured is the processor time of the window's thread: other work on the machine does not count.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import thread_time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from tests.benchmarks.figures import Figure
from tests.services.polled_township import CLOCK, village

PAPERS = 40
KEYS = "1231412131+"
FIELD = "Qt 的单行输入框，同一个窗口，打一个键到画完（窗口线程的处理器时间）"


def measure() -> list[Figure]:
    """Type papers in the real window at 1366 × 768; the keys of both sides take turns."""
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    if not isinstance(app, QApplication):
        raise TypeError("no widgets")
    dress(app)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "本镇.djb"
        village(path).book.close()
        window = build_window(Settings(Path(name) / "settings.ini"), CLOCK)
        window.resize(1366, 768)
        window.show()
        window.begin(path)
        answers, finishing, field = _typed(app, window)
        window.close()
    return [
        Figure("录票一个键到画完", "毫秒", FIELD, answers, field, aim=30, slowest=True),
        Figure("存一张票的键到画完", "毫秒", FIELD, finishing, field, aim=30, slowest=True),
    ]


def _typed(app: QApplication, window: Window) -> tuple[list[float], list[float], list[float]]:
    settle = _settler(app, window)
    settle()
    window.show_tab("ballots")
    settle()
    window.shell.registry.run("ballots.type")
    settle()
    tab = window.tabs["ballots"]
    if not isinstance(tab, BallotsTab) or tab.typing is None:
        raise TypeError("the typing screen did not open")
    screen = tab.typing
    bare = QLineEdit(window)
    bare.setGeometry(0, 0, 320, 32)
    bare.show()
    QTest.keyClicks(screen, "3")
    settle()
    answers: list[float] = []
    finishing: list[float] = []
    field: list[float] = []
    for _ in range(PAPERS):
        for key in KEYS:
            (finishing if key == "+" else answers).append(_timed(app, screen, key))
            field.append(_timed(app, bare, key))
        settle()
    return answers, finishing, field


def _timed(app: QApplication, widget: QWidget, key: str) -> float:
    start = thread_time()
    QTest.keyClicks(widget, key)
    app.processEvents()
    return (thread_time() - start) * 1000


def _settler(app: QApplication, window: Window) -> Callable[[], None]:
    def settle() -> None:
        app.processEvents()
        while window.runner.busy():
            app.processEvents()

    return settle
