"""Grids: search, sort, filter, copy and paste as in Excel, widths, frozen columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.settings import WIDTHS, Settings
from dangjian_desktop.gui.signs import Chip
from dangjian_desktop.gui.theme import px, set_zoom
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.blocks import read_block, written
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import Align, Column, Edit, RowsModel


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    unit: str
    points: int


ROWS = (
    Row(1, "林禾田", "芦荷塘村", 90),
    Row(2, "曹畹宁", "芦荷塘村", 80),
    Row(3, "黎鹤亭", "石桥头村", 70),
    Row(4, "王砚", "新苑社区", 60),
)


def need(_row: Row, text: str) -> str:
    return "" if text else "姓名不能空，请填写。"


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "姓名", lambda r: r.name, 90, searched=True, editable=lambda r: r.id != 4, check=need),
    Column("unit", "单位", lambda r: r.unit, 110, searched=True, filter=True, editable=lambda _: True),
    Column(
        "points",
        "得分",
        lambda r: str(r.points),
        80,
        Align.RIGHT,
        sort=lambda r: r.points,
        number=lambda r: r.points,
        share=lambda r: Fraction(r.points, 100),
    ),
    Column("state", "状态", lambda _: "通过", 80, chip=lambda _: Chip("通过", State.DONE)),
)
OFFSCREEN = "This plugin does not support"  # what tooltips and menus ask of a screen that is not there
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def model() -> RowsModel[Row]:
    made = RowsModel(COLUMNS, lambda row: row.id)
    made.set_rows(ROWS)
    return made


@pytest.fixture
def grid(dressed: QApplication, model: RowsModel[Row], settings: Settings, qtbot: QtBot) -> Iterator[Grid]:
    made = Grid(model, settings, "test", cells=True, frozen=1)
    made.resize(600, 300)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def names(model: RowsModel[Row]) -> list[str]:
    return [row.name for row in model.shown]


def test_names_found_come_first_then_units(model: RowsModel[Row]) -> None:
    model.search("lht")
    assert names(model) == ["林禾田", "黎鹤亭", "曹畹宁"]
    assert model.found_in() == {"姓名": 2, "单位": 2}
    assert model.heavy_after == 3
    model.search("")
    assert names(model) == [row.name for row in ROWS]


def test_sorting_filtering_and_the_values_of_a_column(model: RowsModel[Row]) -> None:
    model.sort(2)
    assert [row.points for row in model.shown] == [60, 70, 80, 90]
    model.filter_values(1, frozenset({"芦荷塘村"}))
    assert names(model) == ["曹畹宁", "林禾田"]
    assert model.filtered(1)
    assert model.values(1) == ["芦荷塘村", "石桥头村", "新苑社区"]
    model.clear_filters()
    model.sort(-1)
    assert len(model.shown) == 4


def test_the_row_in_hand_stays_in_hand_when_rows_move(grid: Grid, model: RowsModel[Row]) -> None:
    assert grid.show_row(3)
    model.sort(2)
    assert grid.row_in_hand() == ROWS[2]
    model.set_rows(ROWS[2:])
    assert grid.row_in_hand() == ROWS[2]
    assert not grid.show_row(1)


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_typing_a_cell_is_said_as_one_edit_and_wrong_text_stays(
    grid: Grid, model: RowsModel[Row], qtbot: QtBot
) -> None:
    edits: list[tuple[Edit[Row], ...]] = []
    model.edited.connect(edits.append)
    grid.setCurrentIndex(model.index(0, 1))
    grid.setFocus()
    grid.edit(model.index(0, 1))
    (editor,) = grid.viewport().findChildren(QLineEdit)
    editor.setText("大湾村")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().row() == 1)
    assert edits == [(Edit(ROWS[0], "unit", "大湾村"),)]
    delegate = grid.delegate
    line = QLineEdit(grid)
    delegate.judge(line, COLUMNS[0], ROWS[0], "")  # type: ignore[arg-type]
    assert line.property("wrong")
    delegate.setModelData(line, model, model.index(0, 0))
    assert len(edits) == 1


def test_blocks_go_to_excel_and_come_back(grid: Grid, model: RowsModel[Row]) -> None:
    edits: list[tuple[Edit[Row], ...]] = []
    model.edited.connect(edits.append)
    select(grid, (0, 0), (1, 1))
    QTest.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "林禾田\t芦荷塘村\n曹畹宁\t芦荷塘村\n"
    QGuiApplication.clipboard().setText('甲\t"大湾\n村"\r\n乙\t新村\r\n')
    select(grid, (2, 0))
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert [(edit.row.id, edit.column, edit.text) for edit in edits[0]] == [
        (3, "name", "甲"),
        (3, "unit", "大湾 村"),
        (4, "unit", "新村"),
    ]


def test_one_value_fills_a_selection_and_fill_down_repeats_the_topmost(
    grid: Grid, model: RowsModel[Row]
) -> None:
    edits: list[tuple[Edit[Row], ...]] = []
    model.edited.connect(edits.append)
    QGuiApplication.clipboard().setText("大湾村")
    select(grid, (0, 1), (2, 1))
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(grid, Qt.Key.Key_D, CONTROL)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [[edit.text for edit in act] for act in edits] == [["大湾村"] * 3, ["芦荷塘村"] * 2, [""] * 3]


def test_a_paste_nobody_takes_says_so(grid: Grid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("9")
    select(grid, (0, 2))
    with qtbot.waitSignal(grid.refused_paste):
        QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)


def test_a_paste_taken_in_part_names_the_columns_left_out(grid: Grid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("大湾村\t90")
    select(grid, (0, 1))
    with qtbot.assertNotEmitted(grid.part_of_paste):  # the points are these already
        QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().setText("大湾村\t95\n石桥头村\t80")
    with qtbot.waitSignal(grid.part_of_paste) as told:
        QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    assert told.args == ["得分"]


def test_the_selection_is_counted_and_added_up(grid: Grid, qtbot: QtBot) -> None:
    said: list[str] = []
    grid.counted.connect(said.append)
    select(grid, (0, 2), (2, 2))
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1] == "已选 3 格，合计 240，平均 80.0"


def test_widths_are_remembered_and_follow_the_zoom(
    grid: Grid, dressed: QApplication, settings: Settings
) -> None:
    grid.widths[1] = 150
    grid.keep_widths()
    assert settings.get(WIDTHS)["test"]["unit"] == 150
    set_zoom(dressed, 150)
    assert grid.columnWidth(1) == px(150) == 225
    assert grid.rowHeight(0) == px(31)
    assert grid.frozen is not None
    assert grid.frozen.columnWidth(0) == grid.columnWidth(0)
    assert grid.frozen.rowHeight(0) == grid.rowHeight(0)


def test_a_frozen_cell_is_typed_where_it_is_seen(grid: Grid, model: RowsModel[Row]) -> None:
    assert grid.frozen is not None
    edits: list[Edit[Row]] = []
    model.edited.connect(edits.extend)
    grid.setFocus()
    grid.setCurrentIndex(model.index(1, 0))
    QTest.keyClick(grid, Qt.Key.Key_A)
    editor = grid.frozen.findChild(QLineEdit)
    assert editor is not None
    assert editor.isVisibleTo(grid)
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [one.text for one in edits] == ["ab"]
    assert grid.currentIndex().row() == 2


def test_frozen_columns_scroll_with_the_rows(grid: Grid, model: RowsModel[Row]) -> None:
    model.set_rows([Row(n, f"干部{n}", "大湾村", n % 100) for n in range(300)])
    assert grid.show_row(250)
    assert grid.frozen is not None
    assert grid.frozen.verticalScrollBar().value() == grid.verticalScrollBar().value() > 0
    assert grid.frozen.isColumnHidden(1)


def test_twenty_thousand_rows_are_searched_at_once(model: RowsModel[Row]) -> None:
    model.set_rows([Row(n, f"林禾{n}", "大湾村", n % 100) for n in range(20_000)])
    model.search("林禾199")
    assert len(model.shown) == 111


def test_blocks_of_text(model: RowsModel[Row]) -> None:
    assert list(written(model, [])) == []
    assert read_block("") == []
    assert read_block("a\tb\n\tc") == [["a", "b"], ["", "c"]]


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_the_values_of_a_filter_stand_in_rows_one_can_hit_and_no_more_than_there_are(grid: Grid) -> None:
    box = grid.horizontalHeader().ask_filter(1)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert box.list.visualRect(box.values.index(0)).height() >= 28
    assert box.list.height() == 3 * 28  # two values, and room for a third
    box.close()


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_the_filter_of_a_head_keeps_what_is_ticked(grid: Grid, model: RowsModel[Row]) -> None:
    box = grid.horizontalHeader().ask_filter(1)  # type: ignore[attr-defined]
    box.values.tick(False)
    box.values.setData(box.values.index(0), None, Qt.ItemDataRole.CheckStateRole)
    box.apply()
    assert names(model) == ["林禾田", "曹畹宁"]
    box = grid.horizontalHeader().ask_filter(1)  # type: ignore[attr-defined]
    QTest.keyClicks(box.field, "xysq")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert names(model) == ["王砚"]
    grid.horizontalHeader().ask_filter(1).choose(None)  # type: ignore[attr-defined]
    assert len(model.shown) == 4


def select(grid: Grid, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
    """Select the block between two cells, the first in hand."""
    model = grid.rows_model
    selection = grid.selectionModel()
    grid.setFocus()
    selection.setCurrentIndex(model.index(*first), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    bottom, right = last or first
    for row in range(first[0], bottom + 1):
        for column in range(first[1], right + 1):
            selection.select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)
