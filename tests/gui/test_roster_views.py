"""Columns, groups and 常用视图 of 花名册 by keyboard alone, at 100 and 175 %."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import COLUMNS
from dangjian_desktop.gui.tabs.roster.exporting import ExportForm
from dangjian_desktop.gui.tabs.roster.model import Look
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.tabs.roster.viewing import LookForm, usual_columns
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.person_fields import PERSONS
from dangjian_desktop.services.roster_lists import PEOPLE, content_of
from tests.gui.conftest import ScriptedDesk, ShowRoster
from tests.gui.keys import CTRL, CTRL_ALT, press, write
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(params=[100, 175])
def window(
    show_roster: ShowRoster, book: Path, dressed: QApplication, request: pytest.FixtureRequest
) -> Window:
    """Return the window with six persons in 花名册."""
    set_zoom(dressed, request.param)
    made = show_roster(book, roster_text())
    tab_of(made).grid().setFocus()
    return made


def tab_of(window: Window) -> RosterTab:
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    return tab


def look_form(window: Window, settled: Settled) -> LookForm:
    press(window, settled, Qt.Key.Key_K, CTRL_ALT)
    QApplication.processEvents()
    form = tab_of(window).pane.asking
    assert isinstance(form, LookForm)
    return form


def test_columns_are_moved_hidden_and_kept_as_a_view(window: Window, settled: Settled) -> None:
    tab, model = tab_of(window), tab_of(window).people.rows_model
    form = look_form(window, settled)
    assert form.list.sizeHintForRow(0) >= 28
    assert "应用" in [button.accessibleName() for button in tab.pane.findChildren(QPushButton)]
    before = [column.id for column in model.columns]
    QTest.keyClick(form.list, Qt.Key.Key_Down)
    QTest.keyClick(form.list, Qt.Key.Key_Space)  # 性别 is hidden
    QTest.keyClick(form.list, Qt.Key.Key_Down)
    QTest.keyClick(form.list, Qt.Key.Key_Down, CTRL)  # 出生日期 goes one down
    form.group.setCurrentIndex(form.group.findData("unit"))
    form.name.setFocus()
    write("按单位看")
    press(window, settled, Qt.Key.Key_Return)
    shown = [column.id for column in model.columns]
    assert "sex" not in shown
    assert shown.index("birth") == before.index("birth")
    assert tab.shell.settings.get(COLUMNS)[PEOPLE] == shown
    heads = [group.name for line in range(len(model.lines)) if (group := model.group_at(line)) is not None]
    assert sorted(heads) == sorted(("芦荷塘村", "石桥头村"))
    office = window.books.office
    assert office is not None
    kept: list[object] = []
    window.runner.run(office.lists.named, PEOPLE, "按单位看", then=kept.append)
    settled(window.runner)
    look = content_of(kept[0])  # type: ignore[arg-type]
    assert (look.columns, look.group) == (tuple(shown), "unit")
    assert tab.picture is not None
    assert {name for name, _ in PERSONS.viewed(tab.picture.persons, look)} == set(heads)


def test_the_column_in_hand_stays_in_sight(window: Window, settled: Settled) -> None:
    form, area = look_form(window, settled), tab_of(window).pane.area
    for _ in range(3):  # until all is laid out
        QApplication.processEvents()
    for _ in range(8):
        QTest.keyClick(form.list, Qt.Key.Key_Down)
        QApplication.processEvents()
        row = form.list.visualRect(form.list.currentIndex())
        middle = form.list.viewport().mapTo(area.viewport(), row.center())
        assert area.viewport().rect().contains(middle)


def test_the_usual_look_and_a_view_outlast_the_window(window: Window, settled: Settled) -> None:
    tab, model = tab_of(window), tab_of(window).people.rows_model
    form = look_form(window, settled)
    QTest.keyClick(form.list, Qt.Key.Key_Down)
    QTest.keyClick(form.list, Qt.Key.Key_Space)  # 性别 is hidden
    form.name.setFocus()
    write("无性别")
    press(window, settled, Qt.Key.Key_Return)
    hidden = [column.id for column in model.columns]
    for figure, shown in ((Qt.Key.Key_0, list(usual_columns(model))), (Qt.Key.Key_1, hidden)):
        press(window, settled, Qt.Key.Key_W, CTRL_ALT)
        menu = tab.viewing.menu_in_hand
        assert menu is not None
        QTest.keyClick(menu, figure)
        tab.viewing.begin()  # as a new window does
        assert [column.id for column in model.columns] == shown


def test_groups_of_schooling_stand_in_the_order_of_their_code_table(window: Window) -> None:
    tab = tab_of(window)
    model = tab.people.rows_model
    model.group_by("education")
    heads = [group.name for n in range(len(model.lines)) if (group := model.group_at(n)) is not None]
    assert heads == [one for one in tab.facts_words.offered["education"] if one in heads] + [""]
    assert heads.index("本科") < heads.index("大专")


def test_groups_fold_by_the_arrows_and_search_looks_inside(window: Window, settled: Settled) -> None:
    grid, model = tab_of(window).people, tab_of(window).people.rows_model
    model.group_by("unit")
    grid.setCurrentIndex(model.index(0, 0))
    grid.setFocus()
    group = model.group_at(0)
    assert group is not None
    lines = len(model.lines)
    press(window, settled, Qt.Key.Key_Left)
    assert len(model.lines) == lines - group.count
    press(window, settled, Qt.Key.Key_Right)
    assert len(model.lines) == lines
    model.search("lht")
    assert {line.person.name for line in model.shown} >= {"林禾田", "黎鹤亭", "曹畹宁"}
    counts = [group.count for n in range(len(model.lines)) if (group := model.group_at(n)) is not None]
    assert sum(counts) == len(model.shown) < len(model.rows)
    model.sort(0)
    assert model.group_at(0) is not None


def test_a_view_is_chosen_by_its_figure_renamed_and_removed(window: Window, settled: Settled) -> None:
    tab, model = tab_of(window), tab_of(window).people.rows_model
    model.filter_values(model.column_at("education"), frozenset({"本科"}))
    form = look_form(window, settled)
    form.name.setFocus()
    write("本科&大专")
    press(window, settled, Qt.Key.Key_Return)
    tab.clear_filters()
    assert len(model.shown) == len(model.rows)
    press(window, settled, Qt.Key.Key_W, CTRL_ALT)
    menu = tab.viewing.menu_in_hand
    assert menu is not None
    assert menu.actions()[0].text() == "&1  本科&&大专"  # a menu takes a single & for a mark
    QTest.keyClick(menu, Qt.Key.Key_1)
    assert {line.person.education for line in model.shown} == {"本科"}
    office = window.books.office
    assert office is not None
    (view,) = office_views(window, settled)
    tab.viewing.ask_name(view)  # type: ignore[arg-type]
    QApplication.processEvents()
    write("大学")
    press(window, settled, Qt.Key.Key_Return)
    assert [one.name for one in office_views(window, settled)] == ["大学"]  # type: ignore[attr-defined]
    tab.viewing.remove(office_views(window, settled)[0])  # type: ignore[arg-type]
    settled(window.runner)
    assert office_views(window, settled) == ()
    tab.grid().setFocus()
    press(window, settled, Qt.Key.Key_Z, CTRL)
    assert len(office_views(window, settled)) == 1
    assert "area" not in usual_columns(model)


def test_a_fact_typed_reads_that_person_alone_another_name_and_its_undo_too(
    window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, model, asked = tab_of(window), tab_of(window).people.rows_model, list[str]()
    whole = tab.show_picture

    def show_picture(picture: Look) -> None:
        asked.append("all")
        whole(picture)

    monkeypatch.setattr(tab, "show_picture", show_picture)
    for column, typed in (("note", "常驻外地"), ("name", "曹晚宁")):
        line = next(n for n, one in enumerate(model.shown) if one.person.name == "曹畹宁")
        model.setData(model.index(line, model.column_at(column)), typed)
        settled(window.runner)
        assert asked == []
    assert tab.picture is not None
    (renamed,) = [one.person for one in tab.picture.persons if one.person.name == "曹晚宁"]
    names = [one.person.pinyin for one in model.shown]
    assert names == sorted(names)
    assert renamed.note == "常驻外地"
    tab.grid().setFocus()
    press(window, settled, Qt.Key.Key_Z, CTRL)
    assert "曹畹宁" in {one.person.name for one in model.shown}
    assert asked == []


def office_views(window: Window, settled: Settled) -> tuple[object, ...]:
    office = window.books.office
    assert office is not None
    found: list[tuple[object, ...]] = []
    window.runner.run(office.lists.views, PEOPLE, then=found.append)
    settled(window.runner)
    return found[0]


@pytest.mark.parametrize("view", ["all", "communities", "orgs"])
def test_a_list_taken_from_the_screen_reads_back_without_a_change(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, view: str
) -> None:
    tab = tab_of(window)
    tab.views.choose(view)
    settled(window.runner)
    desk.answer = str(tmp_path / "名册")
    press(window, settled, Qt.Key.Key_E, CTRL)
    form = tab.pane.asking
    assert isinstance(form, ExportForm)
    form.purpose.insert("核对")
    press(window, settled, Qt.Key.Key_Return)
    path = tmp_path / "名册.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert str(sheet.cell(1, 1).value).endswith("名册")
    if view == "all":
        place = [cell.value for cell in sheet[2]].index("任职情况")
        posts = {row[0]: row[place] or "" for row in sheet.iter_rows(min_row=3, values_only=True)}
        assert posts == {one.person.name: "；".join(one.posts) for one in tab.people.rows_model.shown}
    assert tab.office.imports.preview(path).plan.is_empty()
