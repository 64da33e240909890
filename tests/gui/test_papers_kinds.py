"""Which paper: the list by groups, found by typing; the palette; a book without a campaign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.catalog.form_files import put_own
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.shell import Hit
from dangjian_desktop.gui.tabs.papers.checks import TintCard
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.tabs.papers.form import show_text
from dangjian_desktop.gui.tabs.papers.kind_box import KindBox
from dangjian_desktop.services.paper_groups import grouped
from dangjian_desktop.services.paper_kinds import KINDS
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import choose, keys, rest, shown, tab_of
from tests.services.written_letters import APPOINTED

Settled = Callable[[Runner], None]


CATALOG, TODAY = Catalog(), date(2026, 11, 26)


def test_every_kind_stands_in_one_group() -> None:
    groups = grouped(CATALOG, TODAY)
    assert sorted(kind.code for _, kinds in groups for kind in kinds) == sorted(one.code for one in KINDS)
    assert "其他" not in dict(groups)


def test_an_office_orders_the_list_its_own_way(tmp_path: Path) -> None:
    put_own(
        own := Catalog(own=tmp_path), "menus", "papers", "2027",
        'code = "papers"\nname = "分组"\nedition = "2027"\nvalid_from = 2026-01-01\n'
        '[[sources]]\ndocument = "本单位"\n[[groups]]\nname = "常用"\nkinds = ["banner", "gone", "request"]',
    )  # fmt: skip
    (first, kinds), (rest_of, others) = grouped(own, TODAY)
    assert (first, [kind.code for kind in kinds]) == ("常用", ["banner", "request"])
    assert (rest_of, len(others)) == ("其他", len(KINDS) - 2)


def test_kinds_are_found_by_characters_pinyin_and_initials(dressed: object, qtbot: QtBot) -> None:
    box = KindBox(grouped(CATALOG, TODAY))
    qtbot.addWidget(box)
    assert box.currentText() == "活动通知"
    for typed, found in (("qings", "请示"), ("xp", "选票"), ("hf", "横幅")):
        box.since.invalidate()
        QTest.keyClicks(box, typed)
        assert box.currentText() == found, typed
    for typed, found in (("函", "函"), ("公示牌", "业绩公示牌"), ("查不到", "业绩公示牌")):
        box.since.invalidate()
        keys(box, typed)
        assert box.currentText() == found
    heads = [box.itemText(row) for row in range(box.count()) if not box.itemData(row)]
    assert heads == [name for name, _ in grouped(CATALOG, TODAY)]
    box.setCurrentIndex(box.findData("weekly"))
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == "official_notice"  # a heading is passed over


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a list asks of a screen that is not there
def test_ctrl_t_opens_the_list_and_what_is_typed_is_found_in_it(
    make_window: MakeWindow, papered_book: Path, settled: Settled
) -> None:
    window = shown(make_window, papered_book, settled)
    box = tab_of(window).form.kind
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert box.view().isVisible()
    QTest.keyClicks(box.view(), "hf")
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    rest(window, settled)
    assert tab_of(window).form.current().code == "banner"


def test_the_palette_finds_a_paper_and_opens_it(
    make_window: MakeWindow, papered_book: Path, settled: Settled
) -> None:
    window = shown(make_window, papered_book, settled)
    found: list[Hit] = []
    window.shell.providers["公文"]("函", found.extend)
    assert found[0].text == "函"
    assert {hit.place for hit in found} == {SPEC.name}
    found[0].run()
    rest(window, settled)
    assert tab_of(window).form.current().code == "correspondence"


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a list asks of a screen that is not there
def test_without_a_campaign_the_keyboard_is_on_what_can_be_begun(
    make_window: MakeWindow, book: Path, settled: Settled
) -> None:
    window = shown(make_window, book, settled)
    tab = tab_of(window)
    tab.focus_search()
    assert tab.places.letters.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    rest(window, settled)
    assert tab.form.kind.isVisible()
    assert tab.form.kind.view().isVisible()


def test_a_book_without_a_campaign_offers_ordinary_papers(
    make_window: MakeWindow, book: Path, settled: Settled
) -> None:
    window = shown(make_window, book, settled)
    tab = tab_of(window)
    offered = [one for one in tab.findChildren(QPushButton) if one.isVisible() and "函" in one.text()]
    assert len(offered) == 1
    offered[0].click()
    rest(window, settled)
    assert tab.form.current().code == "official_notice"
    assert tab.form.isVisible()


def test_nothing_old_stands_beside_a_paper_that_can_be_made_again(
    make_window: MakeWindow, papered_book: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(make_window, papered_book, settled)
    tab = tab_of(window)
    tab.office.papers.keep_fields("slogan_poster", {"title": "很长的标语" * 40})
    tab.go("slogan_poster")
    rest(window, settled)
    assert tab.checks.counts["wrong"].figure.text() == "1"
    monkeypatch.setattr(tab.live, "check", lambda: None)  # the check of a large sheet takes its time
    show_text(tab.form.editors["title"], "听民声")
    rest(window, settled)
    tab.lay_out()
    rest(window, settled)
    assert tab.laid is not None
    assert tab.checks.counts["wrong"].figure.text() == "0"
    assert not [card for card in tab.checks.findChildren(TintCard) if card.isVisible()]


def test_a_paper_that_can_be_made_tells_its_hints_beside_the_field_and_in_the_check(
    make_window: MakeWindow, papered_book: Path, settled: Settled
) -> None:
    window = shown(make_window, papered_book, settled)
    tab = tab_of(window)
    tab.office.papers.keep_fields("appointment_notice", {**APPOINTED, "end": "2012-04-23"})
    tab.go("appointment_notice")
    rest(window, settled)
    assert tab.laid is not None
    assert "不少于 5 个" in tab.form.fields["end"].sentence.text()
    assert not tab.form.fields["end"].editor.property("wrong")
    cards = [card.accessibleName() for card in tab.checks.findChildren(TintCard) if card.isVisible()]
    assert any(name.startswith("公示结束：公示期 2 个工作日") for name in cards)
    assert tab.checks.counts["wrong"].figure.text() == "0"


def test_the_keys_of_a_command_that_cannot_run_say_why(
    make_window: MakeWindow, papered_book: Path, settled: Settled
) -> None:
    window = shown(make_window, papered_book, settled)
    tab = choose(window, "notice", settled)
    said: list[str] = []
    window.shell.said.connect(lambda text, *_: said.append(text))
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for place in (tab.form.kind, tab.form.editors["receivers"], tab.form.editors["aims"]):
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_X, chord)
    assert said == ["“导出 Excel”现在用不了：只有表格类公文能用。"] * 3
    QTest.keyClick(tab.form.kind, Qt.Key.Key_Y, chord)  # keys nobody has
    assert len(said) == 3
