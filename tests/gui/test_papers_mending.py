"""改字句 in the window, by keyboard: text, cells, differences, versions, 定稿; the register of numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from dangjian_desktop.domain.papers import OfficialLetter
from dangjian_desktop.gui import printing
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.paper_live import Look, page_near
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.test_papers_tab import field, keys, rest, tab_of

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    made = make_window(SPEC)
    made.begin(papered_book)
    settled(made.runner)
    made.show_tab("papers")
    rest(made, settled)
    tab_of(made).office.papers.keep_fields("notice", {"receivers": "各村党组织"})
    tab_of(made).refresh(Changes(frozenset(Topic)))
    rest(made, settled)
    return made


def begin(window: Window, settled: Settled) -> PapersTab:
    tab = tab_of(window)
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    assert tab.mending.on()
    return tab


def keep(window: Window, settled: Settled) -> None:
    tab_of(window).mending.keep()
    rest(window, settled)


def versions(window: Window, settled: Settled) -> QMenu:
    """Ask for the versions as its shortcut does."""
    assert window.shell.registry.run("papers.versions")
    rest(window, settled)
    menu = tab_of(window).mending.menu
    assert menu is not None
    return menu


def first(tab: PapersTab) -> str:
    assert tab.laid is not None
    part = tab.laid.paper.parts[0]
    assert isinstance(part, OfficialLetter)
    return str(getattr(part.blocks[0], "text", ""))


def test_typing_shows_on_the_page_and_is_kept(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    text = tab.mending.editor.text
    assert QApplication.focusWidget() is text or not window.isActiveWindow()
    keys(text, "新加的话，")
    tab.lay_out()
    rest(window, settled)
    assert first(tab).startswith("新加的话，")
    keep(window, settled)
    assert tab.mending.editor.told.text() == "与范本不同 1 处"
    desk = tab.office.versions.desk(tab.wish(plain=True))
    assert desk.words.pieces[0].lines[0].startswith("新加的话，")
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    assert not tab.mending.on()
    assert first(tab).startswith("新加的话，")


def test_a_difference_is_taken_back_by_its_link(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "改，")
    keep(window, settled)
    back = next(one for one in tab.mending.editor.findChildren(QPushButton) if one.text() == "恢复")
    back.click()
    keep(window, settled)
    assert tab.mending.editor.told.text() == "与范本相同"
    tab.lay_out()
    rest(window, settled)
    assert not first(tab).startswith("改，")


def test_cells_of_a_table_are_mended(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    editor = tab.mending.editor
    names = [editor.piece.itemText(n) for n in range(editor.piece.count())]
    place = next(n for n, name in enumerate(names) if name == "附件2表格 1")
    editor.piece.setCurrentIndex(place)
    grid = editor.table.grid
    assert grid is not None
    column = len(grid.rows_model.columns) - 1
    grid.rows_model.setData(grid.rows_model.index(0, column), "镇党委书记")
    keep(window, settled)
    assert editor.told.text() == "与范本不同 1 处"
    tab.lay_out()
    rest(window, settled)
    assert tab.laid is not None
    assert "镇党委书记" in repr(tab.laid.paper)


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a menu asks of a screen that is not there
def test_versions_come_back_by_keyboard(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "改，")
    keep(window, settled)
    menu = versions(window, settled)
    assert [action.text().split("　")[0] for action in menu.actions()] == ["第 1 版", "范本（去掉全部改动）"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    rest(window, settled)
    assert tab.mending.editor.told.text() == "与范本相同"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_versions_are_reached_from_the_fields_and_from_the_menu(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "改，")
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    menu = versions(window, settled)
    assert [(one.text().split("　")[0], one.isEnabled()) for one in menu.actions() if one.text()] == [
        ("取消定稿", True), ("第 1 版", False), ("范本（去掉全部改动）", False)
    ]  # fmt: skip
    QTest.keyClick(menu, Qt.Key.Key_Return)
    rest(window, settled)
    assert not tab.mending.frozen()
    assert window.shell.registry.run("papers.more")
    listed = tab.more.menu_in_hand
    assert listed is not None
    shown = {one.objectName() for one in listed.actions() if one.isEnabled()}
    assert {"papers.freeze", "papers.versions", "papers.wording", "papers.numbers"} <= shown
    listed.close()
    assert tab.more.isVisible()


def test_a_frozen_paper_cannot_be_typed_into(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "定，")
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert tab.laid is not None
    assert tab.laid.frozen_on is not None
    assert first(tab).startswith("定，")
    assert tab.mending.editor.text.isReadOnly()
    assert "已定稿" in tab.mending.editor.frozen.words.text()
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert not tab.mending.editor.text.isReadOnly()
    assert tab.laid.frozen_on is None


def test_the_fields_of_a_frozen_paper_are_held_and_can_be_let_go(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "定，")
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    assert tab.laid is not None
    before, number = tab.laid.pdf, field(tab, "number")
    written = number.text()
    assert tab.form.frozen.isVisible()
    assert "已定稿" in tab.form.frozen.words.text()
    QTest.keyClicks(number, "zzz")
    tab.lay_out()
    rest(window, settled)
    assert number.text() == written
    assert tab.laid.pdf == before
    tab.office.papers.keep_fields("circular", {"issuer": "另一个机关"})
    tab.lay_out()
    rest(window, settled)
    assert tab.laid.pdf == before
    assert [one.measured for one in tab.laid.checks if not one.passed] == []
    tab.form.frozen.thaw.click()
    rest(window, settled)
    assert not tab.form.frozen.isVisible()
    number.end(False)
    QTest.keyClicks(number, "9")
    assert number.text() == f"{written}9"


def test_a_ballot_has_no_words_and_says_so(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.go("poster")
    rest(window, settled)
    said: list[object] = []
    window.shell.noticed.connect(said.append)
    window.shell.registry.run("papers.mend")
    rest(window, settled)
    assert not tab.mending.on()
    assert said


def test_another_paper_is_filled_in_again_and_nothing_is_lost(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    wish = tab.wish(plain=True)
    keys(tab.mending.editor.text, "留，")
    tab.go("task_table")
    rest(window, settled)
    assert not tab.mending.on()
    assert tab.office.versions.desk(wish).words.pieces[0].lines[0].startswith("留，")


def test_the_register_by_keyboard(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    assert window.shell.registry.run("papers.numbers")
    rest(window, settled)
    page = tab.places.numbers
    assert page is not None
    tab.lay_out()
    rest(window, settled)
    assert [one.text() for one in window.foot.words_shown if one.text()] == ["发文字号登记"]
    page.number.setText("十二号")
    page.title.setText("关于某事的通知")
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    rest(window, settled)
    assert page.number_field.sentence.text().startswith("“十二号”不是发文字号")
    page.number.setText("栖委[2012]3号")
    QTest.keyClick(page.number, Qt.Key.Key_Return)
    rest(window, settled)
    assert [one.written for one in page.model.shown] == ["栖委〔2012〕3号"]
    assert page.gaps.text() == "栖委〔2012〕下一个 4号，空号 1、2"
    assert page.number.text() == "栖委〔2012〕4号"
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    rest(window, settled)
    assert page.reason_field.sentence.text()
    page.reason.setText("作废")
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    rest(window, settled)
    assert not page.model.shown
    QTest.keyClick(page, Qt.Key.Key_Escape)
    rest(window, settled)
    assert tab.head.isVisible()


def test_the_page_that_is_typed_on_is_the_page_that_is_shown(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    lines = [f"{n}号工作组要按时完成各自的任务，并把情况报镇组织人事办。" * 3 for n in range(1, 31)]
    tab.office.papers.keep_fields(
        "official_notice", {"title": "关于分工的通知", "receivers": "各村", "body": "\n".join(lines)}
    )
    tab.go("official_notice")
    rest(window, settled)
    begin(window, settled)
    text = tab.mending.editor.text
    text.go_to(lines[25])
    keys(text, "甲")
    tab.live.draw()
    rest(window, settled)
    assert tab.laid is not None
    shown = tab.preview.view.page
    assert shown == tab.preview.thumbs.page == page_near(tab.laid.pages, Look(0, 1, "甲26号工作组"))
    assert shown > 0
    assert tab.laid.pdf
    assert not tab.laid.checks
    assert tab.live.pause.isActive()
    tab.live.check()
    rest(window, settled)
    assert tab.laid.checks


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_earlier_frozen_version_is_opened_printed_and_written_out(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = begin(window, settled)
    keys(tab.mending.editor.text, "定，")
    registry = window.shell.registry
    assert registry.run("papers.freeze")
    rest(window, settled)
    assert tab.laid is not None
    frozen = tab.laid.pdf
    assert registry.run("papers.freeze")
    rest(window, settled)
    keys(tab.mending.editor.text, "改，")
    keep(window, settled)
    menu = versions(window, settled)
    assert [one.text().split("　")[0] for one in menu.actions()] == [
        "第 2 版", "第 1 版", "看第 1 版定稿（原样，可打印）", "范本（去掉全部改动）"
    ]  # fmt: skip
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    rest(window, settled)
    page = tab.places.frozen
    assert page is not None
    assert page.isVisible()
    assert page.head.title.text() == "第 1 版定稿"
    assert page.preview.view.last is not None
    assert page.preview.view.hasFocus()
    assert registry.run("papers.on")
    assert registry.run("papers.whole")
    assert (page.preview.view.page, page.preview.view.fit, tab.preview.view.fit) == (1, "width", "page")
    assert not tab.action("papers.word").isEnabled()
    assert not tab.action("papers.picture").isEnabled()
    desk.answer = str(tmp_path / "定稿.pdf")
    assert registry.run("papers.pdf")
    rest(window, settled)
    assert (tmp_path / "定稿.pdf").read_bytes() == frozen
    printed: list[int] = []

    def preview(_tab: object, _title: str, pages: list[QImage], *_: object) -> int:
        printed.append(len(pages))
        return 0

    monkeypatch.setattr(printing, "preview_pages", preview)
    assert registry.run("papers.print")
    rest(window, settled)
    assert page.copy is not None
    assert printed == [len(page.copy.sizes)]
    QTest.keyClick(page.preview.view, Qt.Key.Key_Escape)
    rest(window, settled)
    assert not page.isVisible()
    assert tab.places.old() is None
    assert tab.laid is not None
    assert tab.laid.pdf != frozen


def test_the_page_of_the_piece_that_is_chosen_is_shown(window: Window, settled: Settled) -> None:
    tab = begin(window, settled)
    editor = tab.mending.editor
    pages: dict[str, int] = {}
    for row in range(editor.piece.count()):
        editor.piece.setCurrentIndex(row)
        editor.piece.activated.emit(row)
        rest(window, settled)
        pages[editor.piece.itemText(row).split()[0]] = tab.preview.view.page
    assert tab.laid is not None
    marks = {mark[1].split()[0]: at for at, page in enumerate(tab.laid.pages) for mark in page.marks}
    assert pages["正文"] == 0
    assert (pages["附件1"], pages["附件2"]) == (marks["附件1"], marks["附件2"])
    assert pages["附件1"] < pages["附件2"]
