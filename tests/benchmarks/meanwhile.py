"""Going from tab to tab while 10,000 letters are made, against the same window with nothing under way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figures import Figure, most_memory

ROOT = Path(__file__).resolve().parents[2]
LETTERS, CALM_ROUNDS, PAUSE_S = 10_000, 5, 0.05
TABS = ("ballots", "roster", "home", "scoring", "campaigns", "vetting")
MAKING, CALM = "正在生成公开信", "同一窗口，没有在做的事"
MOST_MEMORY = 300.0


def measure() -> list[Figure]:
    """Do it in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        own = {"PYTHONPATH": str(ROOT), "DANGJIAN_HOME": name, "QT_QPA_PLATFORM": "offscreen"}
        asked = [sys.executable, "-m", "tests.benchmarks.meanwhile", name]
        done = subprocess.run(asked, env={**os.environ, **own}, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(f"生成 {LETTERS} 封信时换一页，到这一页取到", "毫秒", CALM, found["busy"], found["calm"], 2),
        Figure("其间窗口最久不应", "毫秒", CALM, found["busy_away"], found["calm_away"], 2),
        Figure("整批所加的内存", "MB", "300 MB", [found["memory"]] * 2, [MOST_MEMORY] * 2, 1),
    ]


def main(folder: Path) -> None:
    """Print milliseconds of each change of tabs and of the longest absence in it, calm and busy."""
    from PySide6.QtWidgets import QApplication, QTableView

    from dangjian_desktop.app.build import ProgramOpener
    from dangjian_desktop.app.desktop import build_window
    from dangjian_desktop.gui.settings import Settings
    from dangjian_desktop.gui.theme import dress
    from dangjian_desktop.gui.window import Window
    from dangjian_desktop.kernel.changes import Changes
    from dangjian_desktop.kernel.clock import SystemClock
    from dangjian_desktop.kernel.progress import Silent
    from tests.benchmarks.batches import WISH, to
    from tests.benchmarks.voters_page import Loop

    path = folder / "册.djb"
    ProgramOpener(SystemClock()).sample(path, Silent()).upkeep.close()
    app = QApplication([])
    dress(app)
    window: Window = build_window(Settings(folder / "settings.ini"), SystemClock())
    window.resize(1366, 768)
    window.show()
    window.begin(path)
    loop = Loop(QTableView())
    loop.watch()
    loop.until(over=lambda: window.books.office is not None and not window.runner.busy())

    def rounds(over: Callable[[int], bool]) -> tuple[list[float], list[float]]:
        took: list[float] = []
        away: list[float] = []
        while not over(len(took)):
            for name in TABS:
                loop.watch()
                began = time.perf_counter()
                window.show_tab(name)
                window.spread(Changes(window.tabs[name].topics))  # type: ignore[attr-defined]
                loop.until(over=lambda: all(job.what == MAKING for job in window.runner.open_jobs))
                took.append((time.perf_counter() - began) * 1000)
                away.append(max(loop.away))
                rest = time.perf_counter() + PAUSE_S
                loop.until(over=lambda: time.perf_counter() > rest)  # noqa: B023
        return took, away

    rounds(lambda many: many > 0)
    calm, calm_away = rounds(lambda many: many >= CALM_ROUNDS * len(TABS))
    made: list[object] = []
    before = most_memory()
    window.runner.run(
        window.books.office.batches.make, WISH, to(LETTERS), folder / "信.pdf",  # type: ignore[union-attr]
        what=MAKING, progress=True, then=made.append,
    )  # fmt: skip
    busy, busy_away = rounds(lambda _: bool(made))
    memory = most_memory() - before
    window.close()
    report = {"calm": calm, "calm_away": calm_away, "busy": busy, "busy_away": busy_away, "memory": memory}
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
