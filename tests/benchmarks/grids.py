"""The child of grid.py: shows one table of 60,000 rows and times each act from its event to its paint."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from dangjian_desktop.gui.pinyin import table
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from tests.benchmarks.grid import ACTS

ROWS, ROUNDS, PATIENCE_S = 60_000, 9, 20
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁单仇解区查朴"
GIVEN = "畹禾砚鹤亭芷蘅怀岚溪泊舟澄棠栩榆砺峤岫汀沅湄泠晖昀旻珩琮璟瑄钧铎铭锦翊翎耘耕稼穗稔"
VILLAGES = (*(f"{a}{b}村" for a in "芦柳石梅竹松" for b in "荷塘岸桥岭溪湾"), "新苑社区", "和顺社区")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CONTROL = Qt.KeyboardModifier.ControlModifier


class Row(NamedTuple):
    """One invented voter, all of it words."""

    number: str
    name: str
    sex: str
    birth: str
    village: str
    group: str
    household: str
    residence: str
    id_number: str
    phone: str
    age: str
    note: str


def rows() -> list[Row]:
    """Invent the rows, the same in every run."""
    made = []
    for n in range(ROWS):
        first, second = GIVEN[n * 7 % len(GIVEN)], GIVEN[n // 41 % len(GIVEN)]
        name = SURNAMES[n * 13 % len(SURNAMES)] + first + (second if n % 5 else "")
        village = VILLAGES[n * len(VILLAGES) // ROWS]
        year, home = 1935 + n * 17 % 70, f"{village}{1 + n // 40 % 90}号"
        made.append(Row(
            str(n + 1), name, "男女"[n % 2], f"{year}-{1 + n % 12:02}-{1 + n % 28:02}", village,
            f"第{1 + n % 9}组", f"{n // 4:05}", home, f"44{n % 10}***********{n % 10}",
            f"199****{n % 10000:04}", str(2026 - year), "",
        ))  # fmt: skip
    return made


class Paints(QObject):
    """Counts the paints of a viewport."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count and let pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


class Plain(QAbstractTableModel):
    """The trivial model: strings as they are."""

    def __init__(self, given: list[Row]) -> None:
        super().__init__()
        self.shown = given

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Row._fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a string."""
        return self.shown[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def show(self, shown: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()


class Bare:
    """Every act the simple way."""

    def __init__(self, given: list[Row]) -> None:
        self.given, self.model = given, Plain(given)
        self.view: QTableView = QTableView()
        self.field: QLineEdit = QLineEdit()
        self.field.textChanged.connect(self.search)
        self.acts: dict[str, Callable[[], object]] = {
            "open": self.open,
            "page": lambda: QTest.keyClick(self.view, Qt.Key.Key_PageDown),
            "end": lambda: QTest.keyClick(self.view, Qt.Key.Key_End, CONTROL),
            "sort": lambda: self.model.show(sorted(given, key=lambda row: row.name)),
            "sort_down": lambda: self.model.show(sorted(given, key=lambda row: row.name, reverse=True)),
            "sort_figure": lambda: self.model.show(sorted(given, key=lambda row: int(row.age))),
            "choose": lambda: self.model.show([row for row in given if row.village == VILLAGES[5]]),
            "type_first": lambda: self.key("4"),
            "type_second": lambda: self.key("4"),
            "type_third": lambda: self.key("3"),
            "type_wipe": self.field.clear,
            "type_han": lambda: self.field.setText("禾"),
            "select_all": lambda: QTest.keyClick(self.view, Qt.Key.Key_A, CONTROL),
            "replace": self.replace,
        }

    def key(self, text: str) -> None:
        """Type one key into the search."""
        QTest.keyClicks(self.field, text)

    def open(self) -> None:
        """Show the rows."""
        self.view.setModel(self.model)
        self.view.show()

    def search(self, text: str) -> None:
        """Show the rows that have ``text`` somewhere."""
        self.model.show([row for row in self.given if any(text in cell for cell in row)])

    def replace(self) -> None:
        """Say that a cell has changed."""
        self.model.dataChanged.emit(self.model.index(0, 0), self.model.index(0, 11))

    def before(self, act: str) -> None:
        """Make ready for an act."""
        if act in ("page", "choose", "type_first", "replace"):
            self.model.show(self.given)
            self.view.setCurrentIndex(self.model.index(0, 1))


class Ours(Bare):
    """Every act on the grid of the program, through its own keys, head and search field."""

    def __init__(self, given: list[Row], settings: Settings) -> None:
        super().__init__(given)
        self.asked = 0
        self.rows = Counting(columns(), self)
        self.view = self.grid = Grid(self.rows, settings, "bench", cells=True, frozen=1)
        self.field = SearchField()
        self.field.searched.connect(self.rows.search)
        self.said: list[str] = []
        self.grid.counted.connect(self.said.append)
        head = self.grid.horizontalHeader()
        self.acts |= {
            "sort": lambda: head.sectionClicked.emit(1),
            "sort_down": lambda: head.sectionClicked.emit(1),
            "sort_figure": lambda: head.sectionClicked.emit(10),
            "choose": lambda: self.rows.filter_values(4, frozenset({VILLAGES[5]})),
            "type_first": lambda: self.key("l"),
            "type_second": lambda: self.key("h"),
            "type_third": lambda: self.key("t"),
            "type_wipe": self.field.clear,
            "type_han": lambda: self.field.setText("禾"),
        }

    def open(self) -> None:
        """Show the rows."""
        self.rows.set_rows(self.given)
        self.grid.show()

    def replace(self) -> None:
        """Put a newer row in the place of the first."""
        self.rows.replace_rows([self.given[0]._replace(note="迁入")])

    def before(self, act: str) -> None:
        """Make ready for an act."""
        if act in ("page", "sort", "choose", "type_first", "replace"):
            self.rows.sort(-1)
            self.field.clear()
            self.rows.clear_filters()
            self.grid.setCurrentIndex(self.rows.index(0, 1))


class Counting(RowsModel[Row]):
    """Counts what a paint asks of the model."""

    def __init__(self, given: list[Column[Row]], owner: Ours) -> None:
        super().__init__(given, lambda row: row.number)
        self.owner = owner

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Count and answer."""
        self.owner.asked += 1
        return super().data(index, role)


def columns() -> list[Column[Row]]:
    """Return the columns of our grid: three searched, two with a list of values, two of figures."""

    def column(n: int, name: str) -> Column[Row]:
        figure = name in ("number", "age")

        def text(row: Row) -> str:
            return row[n]

        def value(row: Row) -> int:
            return int(row[n])

        return Column(
            name, name, text, 100, Align.RIGHT if figure else Align.LEFT, filter=name in ("village", "sex"),
            searched=name in ("name", "village", "residence"), editable=lambda _: True,
            sort=value if figure else None, number=value if figure else None,
        )  # fmt: skip

    return [column(n, name) for n, name in enumerate(Row._fields)]


def rest(app: QApplication, seconds: float) -> None:
    """Let timers run, as while a clerk looks."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()


def timed(app: QApplication, paints: Paints, act: Callable[[], object]) -> float:
    """Do ``act`` and wait for the paint it causes; return the milliseconds."""
    rest(app, 0.05)
    before, began = paints.count, time.perf_counter()
    act()
    while paints.count == before:
        app.processEvents()
        if time.perf_counter() - began > PATIENCE_S:
            raise TimeoutError(str(act))
    return (time.perf_counter() - began) * 1000


def one_round(app: QApplication, made: Bare, report: dict[str, list[float]]) -> None:
    """Time every act once."""
    made.view.resize(1280, 680)
    paints = Paints(made.view)
    for act in ACTS:
        made.before(act)
        report.setdefault(act, []).append(timed(app, paints, made.acts[act]))
        if act == "open":
            rest(app, 1.0)
    if isinstance(made, Ours):
        made.asked = 0
        made.grid.viewport().repaint()
        lines = made.grid.viewport().height() // made.grid.rowHeight(0) + 1
        across = made.grid.columnAt(made.grid.viewport().width() - 1) + 1
        report["asked"], report["cells"] = [made.asked], [lines * across]
    made.view.close()
    made.view.deleteLater()
    rest(app, 0.05)


def main(kind: str) -> None:
    """Run one kind and print its figures."""
    app = QApplication([])
    given, report = rows(), dict[str, list[float]]()
    if kind == "ours":
        dress(app)
        table()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(Path(scratch) / "settings.ini")
        for _ in range(ROUNDS):
            one_round(app, Ours(given, settings) if kind == "ours" else Bare(given), report)
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
