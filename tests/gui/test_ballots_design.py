"""测评票样式 in the real window: copied, edited cell by cell, drawn, saved; mistakes are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.design_page import DesignPage
from dangjian_desktop.gui.tabs.ballots.design_tables import TABLES, with_own_options
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.widgets.rows import Edit
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.services.polled_township import village

Settled = Callable[[Runner], None]


@pytest.fixture
def window(
    make_window: MakeWindow, tmp_path: Path, settled: Settled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Window:
    monkeypatch.setenv("DANGJIAN_HOME", str(tmp_path / "home"))
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    made = make_window(SPEC)
    made.begin(path)
    settled(made.runner)
    made.show_tab("ballots")
    settled(made.runner)
    return made


@pytest.fixture
def page(window: Window, settled: Settled) -> DesignPage:
    assert window.shell.registry.run("ballots.forms")
    settled(window.runner)
    found = tab_of(window).designing.page
    assert found is not None
    return found


def tab_of(window: Window) -> BallotsTab:
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    return page


def drawn(page: DesignPage, window: Window, settled: Settled, qtbot: QtBot) -> None:
    page.pause.stop()
    page.sketch_asked.emit()
    settled(window.runner)


def test_the_form_of_the_meeting_is_shown_and_drawn(
    page: DesignPage, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    assert page.draft["code"] == "satisfaction"
    assert page.facts.lines["name"].text() == "满意度测评"
    drawn(page, window, settled, qtbot)
    assert page.sheets.count() > 1
    assert page.findings.isHidden()
    shown = [page.grids["options"].model.shown[n].table["text"] for n in range(4)]
    assert shown == ["满意", "基本满意", "不满意", "不了解"]


def test_a_copy_is_edited_cell_by_cell_and_saved_under_its_own_name(
    page: DesignPage, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page.asked.emit("copy")
    settled(window.runner)
    page.facts.lines["name"].setText("")
    QTest.keyClicks(page.facts.lines["name"], "benzhen")
    items = page.grids["items"]
    line = items.model.shown[0]
    items.model.edited.emit((Edit(line, "text", "班子团结"), Edit(line, "options", "好=100、差=0、说不清")))
    assert page.draft["items"][0]["options"][2]["counts_as"] == "unstated"
    items.drop()
    items.add()
    assert len(page.draft["items"]) == 10
    drawn(page, window, settled, qtbot)
    assert page.findings.isHidden()
    page.asked.emit("save")
    settled(window.runner)
    row = page.row_in_hand()
    assert row is not None
    assert (row.form.name, row.form.own) == ("benzhen", True)
    assert not page.changed
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert tab_of(window).pages.currentWidget() is tab_of(window).main


def test_a_mistake_is_told_in_words_and_the_last_drawing_stays(
    page: DesignPage, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    drawn(page, window, settled, qtbot)
    before = page.sheets.count()
    grid = page.grids["items"]
    for _ in range(10):
        grid.drop()
    drawn(page, window, settled, qtbot)
    assert page.sheets.count() == before
    assert not page.findings.isHidden()
    page.asked.emit("save")
    settled(window.runner)
    row = page.row_in_hand()
    assert row is not None
    assert not row.form.own


def test_leaving_what_is_not_saved_is_asked_about(page: DesignPage, window: Window, settled: Settled) -> None:
    page.asked.emit("new")
    settled(window.runner)
    assert page.changed
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.confirm.isHidden()
    assert tab_of(window).pages.currentWidget() is page


def test_steps_are_taken_back_and_done_again_wherever_the_cursor_stands(
    page: DesignPage, window: Window, settled: Settled
) -> None:
    page.asked.emit("copy")
    settled(window.runner)
    assert page.draft["items"][0]["text"] == "班子团结协作、作风民主"
    name = page.facts.lines["name"]
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "benzhen")
    page.parts.choose("items")
    items = page.grids["items"]
    items.model.edited.emit((Edit(items.model.shown[0], "text", "班子团结"),))
    items.grid.setCurrentIndex(items.model.index(9, 0))
    items.drop()
    assert len(page.draft["items"]) == 9
    items.grid.setFocus()
    undo = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(items.grid, Qt.Key.Key_Z, undo)
    assert (len(page.draft["items"]), page.draft["items"][0]["text"]) == (10, "班子团结")
    page.facts.lines["title"].setFocus()
    QTest.keyClick(page.facts.lines["title"], Qt.Key.Key_Z, undo)
    assert page.draft["items"][0]["text"] == "班子团结协作、作风民主"
    assert page.pages.currentWidget() is items
    QTest.keyClick(page, Qt.Key.Key_Z, undo)  # what was typed without a pause is one step
    assert page.draft["name"] == "满意度测评（本单位）"
    assert name.text() == "满意度测评（本单位）"
    assert not page.undo.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Y, undo)
    page.redo.click()
    assert (page.draft["name"], page.draft["items"][0]["text"]) == ("benzhen", "班子团结")
    name.setText("x")
    name.textEdited.emit("x")
    assert not page.redo.isEnabled()


def test_a_mistake_is_said_at_its_field_and_the_cursor_goes_there(
    page: DesignPage, window: Window, settled: Settled, qtbot: QtBot
) -> None:
    page.asked.emit("copy")
    settled(window.runner)
    line = page.facts.lines["valid_from"]
    line.setText("去年")
    line.textEdited.emit("去年")
    drawn(page, window, settled, qtbot)
    assert not page.facts.fields["valid_from"].sign.isHidden()
    page.parts.choose("items")
    page.asked.emit("save")
    settled(window.runner)
    assert page.pages.currentWidget() is page.facts
    assert line.hasFocus()
    line.setText("")
    line.textEdited.emit("")
    items = page.grids["items"]
    items.model.edited.emit((Edit(items.model.shown[2], "text", ""),))
    drawn(page, window, settled, qtbot)
    assert page.facts.fields["valid_from"].sign.isHidden()
    page.asked.emit("save")
    settled(window.runner)
    assert page.pages.currentWidget() is items
    assert items.at() == 2
    assert items.grid.hasFocus()


def test_on_a_narrow_page_the_printed_ballot_is_a_part_of_its_own(
    page: DesignPage, window: Window, settled: Settled
) -> None:
    window.resize(1366, 768)
    settled(window.runner)
    assert "sketch" not in page.parts.buttons
    assert page.preview.isVisible()
    window.resize(1000, 680)
    settled(window.runner)
    assert not page.preview.isVisible()
    page.parts.choose("sketch")
    settled(window.runner)
    assert page.preview.isVisible()
    window.resize(1366, 768)
    settled(window.runner)
    assert page.preview.isVisible()
    assert page.pages.currentWidget() is page.facts


def test_rows_move_options_keep_their_keys_in_order(page: DesignPage) -> None:
    grid = page.grids["options"]
    grid.grid.setCurrentIndex(grid.model.index(0, 0))
    grid.move_line(1)
    options = page.draft["options"]
    assert [(o["key"], o["text"]) for o in options[:2]] == [("1", "基本满意"), ("2", "满意")]


@pytest.mark.parametrize(
    ("key", "column", "text"),
    [("options", "weight", "很多"), ("options", "counts_as", "好评"), ("rates", "options", "没有的"),
     ("items", "at_most", "三"), ("items", "options", "只有一个"), ("sources", "date", "去年"),
     ("checks", "source", "没有的文件"), ("groups", "members", "也许")],
)  # fmt: skip
def test_a_cell_that_will_not_do_says_why(page: DesignPage, key: str, column: str, text: str) -> None:
    kind = next(one for one in TABLES if one.key == key)
    col = next(one for one in kind.columns if one.id == column)
    with pytest.raises(ValueError, match=r"。$"):
        col.put(page.draft, page.draft[key][0], text)


def test_options_of_the_same_words_keep_what_they_say(page: DesignPage) -> None:
    item = with_own_options(page.draft, page.draft["items"][0], "满意、不满意=0，说不清")
    assert [o["code"] for o in item["options"][:2]] == ["satisfied", "dissatisfied"]
    assert [o["counts_as"] for o in item["options"]] == ["satisfied", "dissatisfied", "unstated"]
    assert "options" not in with_own_options(page.draft, item, "")
