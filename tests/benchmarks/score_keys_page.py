"""The child of score_keys.py: types points into the page, or into a bare table, and times each key."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.app.shots import settle
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.storage.database import Book
from tests.benchmarks.scores import INDICATORS, ORGS, WideCatalog, fill

ROUNDS, CALM_S = 12, 0.3


def main(kind: str) -> None:
    """Measure one of the two and print the figures."""
    with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, {"DANGJIAN_HOME": name}):
        app = QApplication([])
        dress(app)
        found = ours(app, Path(name)) if kind == "ours" else bare(app)
        print(json.dumps(found), flush=True)
        os._exit(0)


def ours(app: QApplication, folder: Path) -> dict[str, list[float]]:
    """Type into 得分总表 of a real book."""
    clock, path = SystemClock(), folder / "book.djb"
    with patch("dangjian_desktop.catalog.catalog.Catalog", WideCatalog):
        catalog = WideCatalog()
        with Book.create(path, clock=clock) as book:
            fill(book, Scoring(book, catalog, clock, Ballots(book, catalog, clock)))
        window = build_window(Settings(), clock)
        window.resize(1366, 768)
        window.show()
        window.begin()
        window.books.open(path)
        settle(app, window.runner.busy, CALM_S)
        window.show_tab("scoring")
        settle(app, window.runner.busy, CALM_S)
        tab = window.tabs["scoring"]
        assert isinstance(tab, ScoringTab)
        tab.pages.open(tab.pages.points)
        settle(app, window.runner.busy, CALM_S)
        grid = tab.pages.points.grid
        return typed(app, grid, lambda: settle(app, window.runner.busy, CALM_S))


def bare(app: QApplication) -> dict[str, list[float]]:
    """Type into a bare table of the same texts."""
    model = QStandardItemModel(ORGS, INDICATORS)
    for row in range(ORGS):
        for column in range(INDICATORS):
            model.setItem(row, column, QStandardItem("2"))
    view = QTableView()
    view.setModel(model)
    view.resize(1366, 768)
    view.show()
    return typed(app, view, app.processEvents)


def typed(app: QApplication, view: QTableView, rest: Callable[[], object]) -> dict[str, list[float]]:
    """Type a figure, store it and go on, several times."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 4))
    app.processEvents()
    found: dict[str, list[float]] = {"digit": [], "enter": [], "down": []}
    for _ in range(ROUNDS):
        found["digit"].append(timed(app, lambda: QTest.keyClick(here(view), Qt.Key.Key_1)))
        found["enter"].append(timed(app, lambda: QTest.keyClick(here(view), Qt.Key.Key_Return)))
        rest()
        found["down"].append(timed(app, lambda: QTest.keyClick(here(view), Qt.Key.Key_Down)))
        rest()
    return {name: values[1:] for name, values in found.items()}  # the first one loads what painting needs


def here(view: QTableView) -> QWidget:
    """Return what has the keyboard."""
    return QApplication.focusWidget() or view


def timed(app: QApplication, act: Callable[[], object]) -> float:
    """Return the milliseconds this thread works until all is painted."""
    start = time.thread_time()
    act()
    app.processEvents()
    return (time.thread_time() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1])
