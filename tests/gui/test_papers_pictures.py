"""徽标 and 图片 in the fields of a poster: chosen, dropped, seen, taken away, told when bad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.picking import PicturePick
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from tests.exchange.drawn_photo import drawn_photo
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.test_papers_tab import choose, rest, shown

Settled = Callable[[Runner], None]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "村部.jpg"
    path.write_bytes(drawn_photo("JPEG", (2400, 1600)))
    return path


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    return shown(make_window, papered_book, settled)


def pick_of(tab: PapersTab, code: str) -> PicturePick:
    pick = tab.form.editors[code]
    assert isinstance(pick, PicturePick)
    return pick


def image_checks(tab: PapersTab) -> list[bool]:
    assert tab.laid is not None
    return [one.passed for one in tab.laid.checks if one.name == "图片清晰度"]


def test_a_picture_is_chosen_by_keyboard_and_stands_on_the_page(
    window: Window, settled: Settled, desk: ScriptedDesk, photo: Path
) -> None:
    tab = choose(window, "poster", settled)
    pick = pick_of(tab, "picture")
    assert pick.choose.isVisible()
    assert not pick.small.isVisible()
    desk.answer = str(photo)
    pick.setFocus()
    assert QApplication.focusWidget() is pick.choose
    QTest.keyClick(pick.choose, Qt.Key.Key_Space)
    rest(window, settled)
    assert "村部.jpg（2400 × 1600）" in pick.name.text()
    assert pick.small.isVisible()
    assert not pick.small.image.isNull()
    assert image_checks(tab) == [True]
    assert not tab.action("papers.drop_logo").isEnabled()
    assert window.shell.registry.run("papers.drop_picture")
    rest(window, settled)
    assert pick.choose.isVisible()
    assert image_checks(tab) == []
    window.shell.registry.run("window.undo")
    rest(window, settled)
    assert image_checks(tab) == [True]
    assert "村部.jpg" in pick.name.text()


def test_a_bad_file_is_told_beside_its_field(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    tab = choose(window, "board", settled)
    bad = tmp_path / "徽标.png"
    bad.write_text("不是图片", encoding="utf-8")
    desk.answer = str(bad)
    assert window.shell.registry.run("papers.place_logo")
    rest(window, settled)
    assert "不是图片" in tab.form.fields["logo"].sentence.text()
    assert pick_of(tab, "logo").key == ""


def test_a_dropped_picture_that_is_coarse_is_told_in_the_check(
    window: Window, settled: Settled, tmp_path: Path
) -> None:
    tab = choose(window, "poster", settled)
    small = tmp_path / "小.png"
    Image.new("RGB", (240, 160), (80, 140, 90)).save(small)
    pick_of(tab, "picture").dropped.emit(small)
    rest(window, settled)
    assert image_checks(tab) == [False]
    assert tab.checks.counts["wrong"].figure.text() == "1"


def test_what_takes_no_picture_offers_none(window: Window, settled: Settled) -> None:
    tab = choose(window, "banner", settled)
    assert not tab.action("papers.place_logo").isEnabled()
    assert not tab.action("papers.place_picture").isEnabled()
    choose(window, "slogan_poster", settled)
    assert tab.action("papers.place_logo").isEnabled()
    assert not tab.action("papers.place_picture").isEnabled()
