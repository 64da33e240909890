"""The child of persons.py: a book of many persons with a post each, and the tab (or a bare table)."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.organisations import Community, CommunityKind
from dangjian_desktop.domain.people import Person, Post, PostRole, Sex
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.roster_views import PersonLine
from tests.benchmarks.grids import GIVEN, SURNAMES, VILLAGES, Plain, Row
from tests.benchmarks.persons import ACTS
from tests.benchmarks.voters_page import Loop, timed

ROUNDS, SEEN = 6, 5  # the row on the first screen that is typed into
TITLE = "副主任"
QUERY = (
    "SELECT p.id, p.name, p.sex, p.birth, c.name, t.title, p.education, p.residence, p.id_number, p.phone,"
    " p.pinyin, p.note FROM persons p JOIN posts t ON t.person_id = p.id JOIN communities c"
    " ON c.id = t.community_id ORDER BY p.pinyin, p.name"
)


def fill(path: Path, count: int) -> None:
    """Make the book."""
    from dangjian_desktop.storage.database import Book

    ProgramOpener(SystemClock()).create(path).upkeep.close()
    with closing(Book.open(path, clock=SystemClock())) as book, book.work("bench", "干部") as work:
        for n, village in enumerate(VILLAGES, 1):
            work.communities.add(Community(id=village, name=village, kind=CommunityKind.VILLAGE, order=n))
        work.persons.add_all(person(n) for n in range(count))
        work.posts.add_all(
            Post(
                id=f"post{n:05}", person_id=f"person{n:05}", role=PostRole.COMMITTEE_MEMBER, title="委员",
                community_id=VILLAGES[n % len(VILLAGES)], order=n + 1,
            )
            for n in range(count)
        )  # fmt: skip
        work.commit()


def person(n: int) -> Person:
    """Invent a person, the same in every run."""
    first, second = GIVEN[n * 7 % len(GIVEN)], GIVEN[n // 41 % len(GIVEN)]
    name = SURNAMES[n * 13 % len(SURNAMES)] + first + (second if n % 5 else "")
    pinyin, initials = name_reading(name)
    return Person(
        id=f"person{n:05}", name=name, pinyin=pinyin, initials=initials,
        sex=Sex.FEMALE if n % 2 else Sex.MALE, birth=date(1955 + n * 17 % 45, 1 + n % 12, 1 + n % 28),
    )  # fmt: skip


def bare(path: Path) -> dict[str, list[float]]:
    """Measure the simplest program: one cell stored, everything read and shown again."""
    report: dict[str, list[float]] = {"edit": []}
    view = QTableView()
    view.resize(1280, 680)
    loop = Loop(view)
    with closing(sqlite3.connect(path)) as book:

        def edit() -> None:
            with book:
                book.execute("UPDATE persons SET note = 'x' WHERE id = 'person00005'")
            made = Plain([Row(*map(str, found)) for found in book.execute(QUERY)])
            view.setModel(made)
            view.show()

        for _ in range(ROUNDS):
            report["edit"].append(timed(edit, loop, lambda: True))
    return report


def ours(path: Path, settings: Settings) -> dict[str, list[float]]:
    """Measure the tab in the window, every act in every round."""
    report: dict[str, list[float]] = {act: [] for act in ACTS}
    window = build_window(settings, SystemClock())
    window.resize(1366, 768)
    window.show()
    window.begin()
    window.books.open(path)
    still = Loop(QTableView())
    still.watch()
    still.until(over=lambda: window.books.office is not None and not window.runner.busy())
    window.show_tab("roster")
    still.until(over=lambda: not window.runner.busy() and tab_of(window).picture is not None)
    for n in range(ROUNDS):
        one_round(window, f"阿{GIVEN[n]}", report)
    window.close()
    window.deleteLater()
    return report


def tab_of(window: Window) -> Any:
    """Return the roster's tab."""
    return window.tabs["roster"]


def one_round(window: Window, typed: str, report: dict[str, list[float]]) -> None:
    """Type a name, undo it, give a post, undo it."""
    tab = tab_of(window)
    model, office = tab.people.rows_model, tab.office
    loop = Loop(tab.people)
    line: PersonLine = model.shown[SEEN]
    key, name = line.person.id, line.person.name
    here = model.index(SEEN, model.column_at("name"))
    tab.people.setCurrentIndex(here)

    def shown() -> PersonLine:
        found: PersonLine = next(one for one in model.rows if one.person.id == key)
        return found

    def undo() -> None:
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def give() -> None:
        window.runner.run(office.units.add_post, key, VILLAGES[0], TITLE)

    def quiet() -> bool:
        return not window.runner.busy()

    loop.watch()
    for act, doing, done in (
        ("name", lambda: model.setData(here, typed), lambda: shown().person.name == typed),
        ("undo_name", undo, lambda: shown().person.name == name),
        ("post", give, lambda: any(one.post.title == TITLE for one in shown().held)),
        ("undo_post", undo, lambda: all(one.post.title != TITLE for one in shown().held)),
    ):
        loop.until(over=quiet)
        report[act].append(timed(doing, loop, done))
    loop.until(over=quiet)
    report["away"].append(max(loop.away))
    another_order(tab, loop, quiet, report)


def another_order(tab: Any, loop: Loop, quiet: Callable[[], bool], report: dict[str, list[float]]) -> None:
    """List the people by strokes, then by sound again; both were read ahead."""
    model = tab.people.rows_model
    for order in (NameOrder.STROKES, NameOrder.PINYIN):
        loop.until(over=lambda: quiet() and not model.ahead.isActive())
        before = model.sheet.standing
        loop.watch()
        took = timed(lambda: tab.acts.order_by(order), loop, lambda: model.sheet.standing is not before)  # noqa: B023
        loop.until(over=quiet)
        if order is NameOrder.STROKES:
            report["order"].append(took)
        report["order_away"].append(max(loop.away))


def main(kind: str, count: int) -> None:
    """Run one kind and print its figures."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "干部.djb"
        fill(path, count)
        if kind == "ours":
            dress(app)
            report = ours(path, Settings(Path(scratch) / "settings.ini"))
        else:
            report = bare(path)
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
