"""花名册 stays where it is when something is written: the search, the list, the row in hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.roster.posts import EndPostForm, NewPostForm
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from tests.exchange.invented_notice import flattened_groups
from tests.gui.conftest import ShowRoster
from tests.gui.keys import tap
from tests.gui.roster_township import roster_text

CONTROL = Qt.KeyboardModifier.ControlModifier


def names(tab: RosterTab) -> list[str]:
    return [line.person.name for line in tab.people.rows_model.shown]


def test_search_and_place_stay_when_a_post_is_given_or_ended(
    show_roster: ShowRoster, book: Path, settled: Callable[[Runner], None]
) -> None:
    window = show_roster(book, roster_text(), flattened_groups())
    tab = window.tabs["roster"]
    assert isinstance(tab, RosterTab)
    tap(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(tab.field, "lht")
    tap(Qt.Key.Key_Return)
    found = names(tab)
    tab.people.setFocus()
    tab.people.setCurrentIndex(tab.people.rows_model.index(names(tab).index("罗浩亭"), 0))
    for command, kind in (("roster.post", NewPostForm), ("roster.end_post", EndPostForm)):
        QApplication.processEvents()
        assert window.shell.registry.run(command)
        form = tab.pane.asking
        assert isinstance(form, kind)
        if isinstance(form, NewPostForm):
            form.title.setText("经济合作社理事长")
        QTest.keyClick(form.title if isinstance(form, NewPostForm) else form.day, Qt.Key.Key_Return)
        settled(window.runner)
        assert tab.pane.asking is None
        assert (tab.field.text(), names(tab)) == ("lht", found)
        line = tab.people.row_in_hand()
        assert line is not None
        assert line.person.name == "罗浩亭"
        assert tab.people.hasFocus()
    other = next(one.person.id for one in tab.people.rows_model.rows if one.person.name == "单怀亭")
    tab.go(other)  # who is not found by the words is shown all the same
    assert tab.field.text() == ""
    assert tab.people.row_in_hand().person.name == "单怀亭"


def test_a_roster_of_villages_alone_shows_its_villages(show_roster: ShowRoster, book: Path) -> None:
    villages = "村、社区名称\t类别\t户数\n青桥村\t村\t320\n柳塘村\t村\t210\n"
    tab = show_roster(book, villages).tabs["roster"]
    assert isinstance(tab, RosterTab)
    assert tab.views.current() == "communities"
    assert [line.community.name for line in tab.communities.rows_model.shown] == ["青桥村", "柳塘村"]
    assert tab.stack.currentWidget() is tab.communities
