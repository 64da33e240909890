"""The child of voters.py: a book of 60,000 voters, and the page (or a bare table) that shows them."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.domain.people import Sex, Voter
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.roster.voters import VotersPage
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.services.name_readings import name_reading
from tests.benchmarks.grids import ROWS, VILLAGES, Plain, Row, rows
from tests.benchmarks.voters import ACTS

ROUNDS = 8
LOOKED_S = 0.8  # how long a clerk looks at the roster before asking for the voters
EDITED = 4_711  # the row typed into, somewhere inside
BEAT_MS, PATIENCE_MS = 2, 30_000
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
QUERY = (
    "SELECT v.number, v.name, v.sex, v.birth, c.name, v.resident_group, v.household, v.residence,"
    " v.id_number, v.id, v.pinyin, v.note FROM voters v JOIN communities c ON c.id = v.community_id"
    ' ORDER BY c."order", c.id, v.number'
)


def fill(path: Path) -> None:
    """Make the book."""
    from dangjian_desktop.storage.database import Book

    ProgramOpener(SystemClock()).create(path).upkeep.close()
    with closing(Book.open(path, clock=SystemClock())) as book, book.work("bench", "选民") as work:
        for n, village in enumerate(VILLAGES, 1):
            work.communities.add(Community(id=village, name=village, kind=CommunityKind.VILLAGE, order=n))
        work.voters.add_all(map(voter, rows()))
        work.commit()


def voter(row: Row) -> Voter:
    """Return an invented row as a voter."""
    pinyin, initials = name_reading(row.name)
    return Voter(
        id=f"voter{row.number:>05}", community_id=row.village, number=int(row.number), name=row.name,
        pinyin=pinyin, initials=initials, sex=Sex.MALE if row.sex == "男" else Sex.FEMALE,
        birth=date.fromisoformat(row.birth), resident_group=row.group, household=row.household,
        residence=row.residence, id_number="", note="",
    )  # fmt: skip


class Bare:
    """A table that reads everything with bare SQLite before it shows anything."""

    def __init__(self, path: Path) -> None:
        self.book = sqlite3.connect(path)
        self.view = QTableView()
        self.view.resize(1280, 680)

    def read(self) -> None:
        """Read and show all rows."""
        self.model = Plain([Row(*map(str, found)) for found in self.book.execute(QUERY)])
        self.view.setModel(self.model)
        self.view.show()

    def edit(self) -> None:
        """Store one cell and read everything again, as the simplest program does."""
        with self.book:
            self.book.execute("UPDATE voters SET note = 'x' WHERE number = ?", (EDITED,))
        self.read()


class Loop(QObject):
    """Runs the event loop until a view is painted (or all is quiet), and notes how long it was away."""

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self.view, self.loop = view, QEventLoop()
        self.beat = QTimer(self, interval=0, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.beat.timeout.connect(self._beat)
        self.away: list[float] = []
        self.last = time.perf_counter()
        self.over: Callable[[], bool] = lambda: False
        self.painted: Callable[[], bool] = lambda: False
        self.patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self.patience.timeout.connect(lambda: self.loop.exit(1))
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """End the loop after the paint that shows what is waited for."""
        if event.type() == QEvent.Type.Paint and self.painted():
            self.loop.quit()
        return False

    def _beat(self) -> None:
        now = time.perf_counter()
        self.away.append((now - self.last) * 1000 - self.beat.interval())
        self.last = now
        self.beat.start(BEAT_MS)
        if self.over():
            self.loop.quit()

    def until(self, *, painted: Callable[[], bool] = lambda: False,
              over: Callable[[], bool] = lambda: False) -> None:  # fmt: skip
        """Run until a paint while ``painted`` is true, or a beat while ``over`` is.

        Raises:
            TimeoutError: neither came.
        """
        self.painted, self.over = painted, over
        self.patience.start()
        if self.loop.exec():
            raise TimeoutError
        self.patience.stop()

    def watch(self) -> None:
        """Begin to note how long the loop is away."""
        self.away, self.last = [], time.perf_counter()
        self.beat.start(0)


def timed(act: Callable[[], object], loop: Loop, painted: Callable[[], bool]) -> float:
    """Do ``act`` and run until the paint that shows it; return the milliseconds."""
    began = time.perf_counter()
    act()
    loop.until(painted=painted)
    return (time.perf_counter() - began) * 1000


def bare(path: Path) -> dict[str, list[float]]:
    """Measure the bare table."""
    report: dict[str, list[float]] = {"open": [], "edit": []}
    for _ in range(ROUNDS):
        made = Bare(path)
        loop = Loop(made.view)
        report["open"].append(timed(made.read, loop, lambda: True))
        report["edit"].append(timed(made.edit, loop, lambda: True))
        made.view.close()
        made.book.close()
    return report


def ours(path: Path, settings: Settings) -> dict[str, list[float]]:
    """Measure the page in the window, a new window each round, every other in a hurry."""
    report: dict[str, list[float]] = {act: [] for act in ACTS}
    for n in range(ROUNDS):
        window = build_window(settings, SystemClock())
        window.resize(1366, 768)
        window.show()
        window.begin()
        window.books.open(path)
        one_round(window, str(n), report, "hurried" if n % 2 else "open")
        window.close()
        window.deleteLater()
    return report


def one_round(window: Window, typed: str, report: dict[str, list[float]], first: str) -> None:
    """Time every act once, the ``first`` of them opening the page."""
    still = Loop(QTableView())
    still.watch()
    still.until(over=lambda: window.books.office is not None and not window.runner.busy())
    window.show_tab("roster")
    still.until(over=lambda: not window.runner.busy())
    tab: Any = window.tabs["roster"]
    came = time.perf_counter()
    still.until(over=lambda: first == "hurried" or time.perf_counter() - came > LOOKED_S)
    began = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_M, CTRL_ALT)
    page: VotersPage = tab.asides.page("voters")
    loop = Loop(page.grid)
    loop.watch()
    loop.away.append((loop.last - began) * 1000)
    loop.until(painted=lambda: bool(page.model.shown))
    report[first].append((time.perf_counter() - began) * 1000)

    def show() -> None:
        QTest.keyClick(window, Qt.Key.Key_M, CTRL_ALT)

    def quiet() -> bool:
        return not window.runner.busy() and not page.coming and not page.model.ahead.isActive()

    loop.until(over=lambda: quiet() and len(page.model.rows) == ROWS)
    report["freeze"].append(max(loop.away))
    page.leave()
    loop.until(over=quiet)
    report["again"].append(timed(show, loop, lambda: bool(page.model.shown)))
    loop.until(over=quiet)
    note = page.model.column_at("note")
    page.grid.setCurrentIndex(page.model.index(EDITED, note))
    loop.until(over=quiet)
    here = page.model.index(EDITED, note)

    def edit() -> None:
        page.model.setData(here, typed)

    loop.watch()
    report["edit"].append(timed(edit, loop, lambda: page.model.data(here) == typed))
    loop.until(over=quiet)
    report["freeze_edit"].append(max(loop.away))


def main(kind: str) -> None:
    """Run one kind and print its figures."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "选民.djb"
        fill(path)
        if kind == "ours":
            dress(app)
            report = ours(path, Settings(Path(scratch) / "settings.ini"))
        else:
            report = bare(path)
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
