"""标题 in the window: a field of several lines, broken by hand and shown so; kept, told without breaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.papers import OfficialLetter
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.form import LinesEdit
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.test_papers_tab import choose, keys, rest, shown, tab_of
from tests.services.written_letters import LETTERS

Settled = Callable[[Runner], None]
FIRST, SECOND = "关于做好森林防火", "和用电安全工作的通知"


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    made = shown(make_window, papered_book, settled)
    tab_of(made).office.papers.keep_fields("official_notice", LETTERS["official_notice"])
    return made


def title(tab: PapersTab) -> LinesEdit:
    editor = tab.form.editors["title"]
    assert isinstance(editor, LinesEdit)
    return editor


def printed(tab: PapersTab) -> str:
    assert tab.laid is not None
    part = tab.laid.paper.parts[0]
    assert isinstance(part, OfficialLetter)
    return part.title


def test_enter_in_the_title_begins_a_line_that_is_printed_and_kept(
    window: Window, settled: Settled, desk: ScriptedDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = choose(window, "official_notice", settled)
    title(tab).setFocus()
    title(tab).selectAll()
    keys(title(tab), FIRST + SECOND)
    cursor = title(tab).textCursor()
    cursor.setPosition(len(FIRST), QTextCursor.MoveMode.MoveAnchor)
    title(tab).setTextCursor(cursor)
    QTest.keyClick(title(tab), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tab.form.drawing.isActive())
    rest(window, settled)
    assert printed(tab) == f"{FIRST}\n{SECOND}"
    assert tab.called.text() == FIRST + SECOND
    tab.keep_fields()
    rest(window, settled)
    assert tab.office.papers.fields("official_notice")["title"] == f"{FIRST}\n{SECOND}"
    desk.answer = ""
    window.shell.registry.run("papers.pdf")
    assert Path(desk.asked[-1][3]).name.startswith(FIRST + SECOND)


def test_page_keys_turn_pages_from_every_field_and_change_none(window: Window, settled: Settled) -> None:
    tab = choose(window, "official_notice", settled)
    tab.office.papers.keep_fields("official_notice", {"body": "\n".join(["各村要抓紧抓实。"] * 40)})
    choose(window, "notice", settled)
    choose(window, "official_notice", settled)
    for field in (title(tab), tab.form.kind, tab.form.editors["seal"]):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_PageDown)
        assert tab.preview.view.page == 1
        QTest.keyClick(field, Qt.Key.Key_PageUp)
        assert tab.preview.view.page == 0
    rest(window, settled)
    assert (tab.form.current().code, tab.form.values()["seal"]) == ("official_notice", "不盖章")


def test_a_title_broken_while_mending_is_one_difference_told_on_one_line(
    window: Window, settled: Settled
) -> None:
    tab = choose(window, "official_notice", settled)
    window.shell.registry.run("papers.mend")
    rest(window, settled)
    tab.mending.editor.title.setPlainText("关于做好\n防火工作的通知")
    tab.mending.editor._show_differences()
    rest(window, settled)
    assert tab.mending.editor.told.text() == "与范本不同 1 处"
    told = [one.text() for one in tab.mending.editor.list.findChildren(QLabel)]
    assert any("关于做好／防火工作的通知" in text for text in told)


def test_a_field_of_lines_that_fit_has_no_scroll_bar(window: Window, settled: Settled) -> None:
    tab = choose(window, "official_notice", settled)
    for text in ("一行", f"{FIRST}\n{SECOND}", "甲\n乙\n丙"):
        title(tab).setPlainText(text)
        assert title(tab).verticalScrollBar().maximum() == 0


def test_a_banner_in_a_tenth_says_so_at_the_foot_and_in_its_files_name(
    window: Window, settled: Settled, desk: ScriptedDesk
) -> None:
    tab = choose(window, "banner", settled)
    tab.office.papers.keep_fields("banner", {"title": "阳光选举", "length": "6", "height": "0.7"})
    choose(window, "notice", settled)
    choose(window, "banner", settled)
    tab.say_status()
    words = [one.text() for one in window.foot.words_shown]
    assert "第 1 页 600 × 70 mm，是实物的 1/10，制作时放大 10 倍" in words
    window.shell.registry.run("papers.pdf")
    assert Path(desk.asked[-1][3]).name == "阳光选举—1比10.pdf"
    tab.office.papers.keep_fields("banner", {"length": "4"})
    choose(window, "notice", settled)
    choose(window, "banner", settled)
    window.shell.registry.run("papers.pdf")
    assert Path(desk.asked[-1][3]).name == "阳光选举.pdf"
