"""哪一份: a second letter of a kind in the window, by keys; the first stays, frozen or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.form import text_of
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import choose, keys, rest, shown, tab_of
from tests.services.written_letters import LETTERS

Settled = Callable[[Runner], None]
NOTICE = "official_notice"


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    made = shown(make_window, papered_book, settled)
    tab_of(made).office.papers.keep_fields(NOTICE, {**LETTERS[NOTICE], "number": "栖委〔2012〕21号"})
    return made


@pytest.fixture
def tab(window: Window, settled: Settled) -> PapersTab:
    return choose(window, NOTICE, settled)


def press(window: Window, settled: Settled, command: str) -> None:
    assert window.shell.registry.run(command)
    rest(window, settled)


def letters(tab: PapersTab) -> list[str]:
    return [tab.letters.row.box.itemText(at) for at in range(tab.letters.row.box.count())]


def field(tab: PapersTab, code: str) -> str:
    return text_of(tab.form.editors[code])


def write(tab: PapersTab, window: Window, settled: Settled, **texts: str) -> None:
    for code, text in texts.items():
        tab.form.editors[code].setFocus()
        keys(tab.form.editors[code], text)
    tab.form.kind.setFocus()
    rest(window, settled)
    tab.lay_out()
    rest(window, settled)


def test_another_letter_is_begun_while_the_first_is_frozen(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    press(window, settled, "papers.freeze")
    assert tab.form.frozen.isVisible()
    assert not tab.letters.many()
    press(window, settled, "papers.begin")
    assert tab.form.editors["title"].hasFocus()
    assert not tab.form.frozen.isVisible()
    assert (field(tab, "title"), field(tab, "number")) == ("", "栖委〔2012〕22号")
    write(tab, window, settled, title="关于防汛的通知", body="请加强值守。")
    assert tab.laid is not None
    assert tab.laid.paper.title == "关于防汛的通知"
    title = LETTERS[NOTICE]["title"]
    assert letters(tab) == ["栖委〔2012〕22号 关于防汛的通知", f"栖委〔2012〕21号 {title}（已定稿）"]
    tab.letters.row.box.setFocus()
    QTest.keyClick(tab.letters.row.box, Qt.Key.Key_Down)
    rest(window, settled)
    assert field(tab, "title") == title
    assert tab.form.frozen.isVisible()
    assert tab.laid.frozen_on is not None
    QTest.keyClick(tab.letters.row.box, Qt.Key.Key_Up)
    rest(window, settled)
    assert (field(tab, "title"), field(tab, "body")) == ("关于防汛的通知", "请加强值守。")


def test_what_is_typed_belongs_to_the_letter_it_was_typed_for(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    tab.form.editors["remark"].setFocus()
    keys(tab.form.editors["remark"], "第一份的附注")
    press(window, settled, "papers.begin")
    assert field(tab, "remark") == ""
    write(tab, window, settled, title="第二份", body="请办理。")
    press(window, settled, "papers.mend")
    tab.mending.editor.title.selectAll()
    keys(tab.mending.editor.title, "改过的第二份")
    tab.letters.row.box.setCurrentIndex(1)
    rest(window, settled)
    assert not tab.mending.on()
    assert field(tab, "remark") == "第一份的附注"
    assert tab.laid is not None
    assert tab.laid.paper.title == LETTERS[NOTICE]["title"]
    tab.letters.row.box.setCurrentIndex(0)
    rest(window, settled)
    assert tab.laid is not None
    assert tab.laid.paper.title == "改过的第二份"


def test_a_number_used_already_is_told_beside_it(tab: PapersTab, window: Window, settled: Settled) -> None:
    press(window, settled, "papers.begin")
    write(tab, window, settled, title="第二份", body="请办理。")
    place = tab.form.fields["number"]
    assert place.sentence.text() == ""
    for number, said in (
        ("栖委〔2012〕21号", "另一份通知也写着这个号。请核对，换一个号。"),
        ("栖委〔2012〕22号", ""),
    ):
        editor = tab.form.editors["number"]
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        write(tab, window, settled, number=number)
        assert place.sentence.text() == said
        assert place.sign.isHidden()  # no error


def test_a_letter_is_taken_off_the_list_and_comes_back(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    press(window, settled, "papers.begin")
    press(window, settled, "papers.discard")
    assert len(letters(tab)) == 1
    assert field(tab, "title") == LETTERS[NOTICE]["title"]
    assert not window.shell.registry.enabled("papers.discard")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(window, settled)
    assert len(letters(tab)) == 2
    assert field(tab, "title") == ""


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a list asks of a screen that is not there
def test_the_list_opens_by_keys_and_other_papers_have_none(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    press(window, settled, "papers.begin")
    press(window, settled, "papers.which")
    view = tab.letters.row.box.view()
    assert view.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    choose(window, "notice", settled)
    assert not tab.letters.row.isVisible()
    assert not window.shell.registry.enabled("papers.begin")
    choose(window, "request", settled)
    assert tab.letters.row.isVisible()
    assert tab.letters.row.box.count() == 1
    assert QApplication.focusWidget() is not None
