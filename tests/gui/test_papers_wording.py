"""本单位的写法 in the window: read, mended, kept in the data file, taken back, refused beside the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.wording_page import WordingPage
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import choose, rest, shown, tab_of
from tests.services.test_own_wording import loose_form

Settled = Callable[[Runner], None]
STEPS = "活动分{阶段数}步走，安排如下："


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    return shown(make_window, papered_book, settled)


def page_of(window: Window, settled: Settled) -> WordingPage:
    assert window.shell.registry.run("papers.wording")
    rest(window, settled)
    page = tab_of(window).places.wording
    assert page is not None
    assert page.isVisible()
    return page


def take(page: WordingPage, key: str, window: Window, settled: Settled) -> None:
    assert page.wording is not None
    at = [one.key for one in page.wording.texts].index(key)
    page.grid.setCurrentIndex(page.model.index(at, 1))
    rest(window, settled)


def test_words_are_mended_kept_and_taken_back_by_undo(window: Window, settled: Settled) -> None:
    page = page_of(window, settled)
    take(page, "steps", window, settled)
    assert "个阶段进行" in page.shipped.text()
    page.text.setPlainText(STEPS)
    QTest.keyClick(page.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(window, settled)
    assert "改过 1 处" in page.head.note.text()
    assert not page.loose.isVisible()
    office = tab_of(window).office
    assert office.wordings.wording("notice").changed() == 1
    assert window.shell.registry.run("window.undo")
    rest(window, settled)
    assert "照随附的写法" in page.head.note.text()
    assert page.wording is not None
    assert page.wording.changed() == 0
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    rest(window, settled)
    assert not page.isVisible()


def test_a_text_that_will_not_do_is_said_beside_it(window: Window, settled: Settled) -> None:
    page = page_of(window, settled)
    take(page, "steps", window, settled)
    page.text.setPlainText("分{村数}步走")
    page.save()
    rest(window, settled)
    assert "村数" in page.wrong.text()
    assert tab_of(window).office.wordings.wording("notice").changed() == 0


def test_words_typed_and_not_kept_stay_when_the_record_moves(window: Window, settled: Settled) -> None:
    page = page_of(window, settled)
    take(page, "steps", window, settled)
    page.text.setPlainText(STEPS)
    tab = tab_of(window)
    window.runner.run(tab.office.papers.keep_fields, "notice", {"receivers": "各村"})
    rest(window, settled)
    assert page.text.toPlainText() == STEPS


def test_words_of_an_earlier_version_are_named_and_taken_in(
    make_window: MakeWindow, papered_book: Path, settled: Settled
) -> None:
    loose_form("活动分{phases}步走：", date(2012, 4, 1))
    window = shown(make_window, papered_book, settled)
    page = page_of(window, settled)
    assert page.loose.isVisible()
    assert "收进数据文件" in page.loose.text()
    page.save()
    rest(window, settled)
    assert not page.loose.isVisible()
    assert page.wording is not None
    assert page.wording.changed() == 1


def test_the_list_says_where_each_text_stands(window: Window, settled: Settled) -> None:
    tab = choose(window, "notice", settled)
    tab.places.show_wording()
    rest(window, settled)
    page = tab.places.wording
    assert page is not None
    told = [page.model.index(at, 1).data() for at in range(page.model.rowCount())]
    assert told[:3] == ["红头", "标题", "开头"]
    assert {"小标题", "附件标题", "总体要求"} <= set(told)
