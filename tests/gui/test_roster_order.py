"""The orders people stand in: by sound, strokes or posts, found when asked for or read ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import NAME_ORDER
from dangjian_desktop.gui.tabs.roster.model import ORDERS
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.sorting import STEP
from dangjian_desktop.services.roster_views import in_order
from tests.gui.conftest import ShowRoster
from tests.gui.roster_township import roster_text

Settled = Callable[[Runner], None]


@pytest.fixture
def window(show_roster: ShowRoster, book: Path) -> Window:
    return show_roster(book, roster_text())


@pytest.fixture
def tab(window: Window) -> RosterTab:
    made = window.tabs["roster"]
    assert isinstance(made, RosterTab)
    return made


def names(tab: RosterTab) -> list[str]:
    return [line.person.name for line in tab.people.rows_model.shown]


def test_people_stand_by_sound_strokes_or_posts_and_it_is_remembered(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    by_sound = names(tab)
    assert window.shell.registry.run("roster.by_strokes")
    settled(window.runner)
    six = ["沈芷蘅", "林禾田", "罗浩亭", "单怀亭", "曹畹宁", "黎鹤亭"]
    assert [name for name in names(tab) if name in six] == six
    assert window.shell.settings.get(NAME_ORDER) == "strokes"
    assert window.shell.registry.run("roster.by_short_first")
    assert tab.order is NameOrder.SHORT_FIRST
    window.shell.registry.run("roster.by_posts")
    settled(window.runner)
    assert names(tab).index("林禾田") < names(tab).index("黎鹤亭")
    window.shell.registry.run("roster.by_pinyin")
    settled(window.runner)
    assert names(tab) == by_sound


def test_a_row_that_changes_while_people_are_put_in_order_stands_where_it_belongs(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    model = tab.people.rows_model
    assert model.setData(model.index(0, model.column_at("name")), "丁一")
    window.shell.registry.run("roster.by_strokes")
    settled(window.runner)
    settled(window.runner)
    assert names(tab)[0] == "丁一"
    assert names(tab) == [one.person.name for one in in_order(model.rows, NameOrder.STROKES)]


def test_orders_read_ahead_of_a_long_list_are_those_found_when_asked_for_also_after_changes(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    model = tab.people.rows_model
    for _ in model.sheet.prepare(model.read):
        pass
    line = model.rows[3]
    changed = replace(line, person=replace(line.person, name="丁一", pinyin="ding yi", initials="dy"))
    model.renew_rows([line.person.id], [changed])
    for order in (*NameOrder, NameOrder.PINYIN):
        assert model.sheet.is_read(ORDERS[order])
        tab.acts.order_by(order)
        assert not window.runner.busy()
        assert names(tab) == [one.person.name for one in in_order(model.rows, order)]
    model.renew_rows([line.person.id], [line])
    assert names(tab) == [one.person.name for one in in_order(model.rows, NameOrder.PINYIN)]


def test_a_long_list_reads_its_orders_ahead_and_shows_no_column_for_them(qtbot: QtBot) -> None:
    down: Column[int] = Column("order.down", "", lambda _: "", sort=lambda n: -n)
    model: RowsModel[int] = RowsModel((Column("n", "号", str),), key=lambda n: n, orders=(down,))
    model.set_rows(range(STEP + 1))
    qtbot.waitUntil(lambda: not model.ahead.isActive(), timeout=10_000)
    assert model.sheet.is_read(down)
    assert model.sheet.order(down) == list(reversed(range(STEP + 1)))
    assert model.columnCount() == 1
