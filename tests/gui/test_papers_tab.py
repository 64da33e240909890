"""The tab 公文海报 by keyboard: choosing, filling, seeing, exporting, printing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui import printing
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.tabs.papers.checks import CheckRow, TintCard
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.tabs.papers.form import LinesEdit
from dangjian_desktop.gui.tabs.papers.outputs import with_ending
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.theme import font
from dangjian_desktop.gui.tokens import SIZES
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow, ScriptedDesk

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    return shown(make_window, papered_book, settled)


def shown(make_window: MakeWindow, path: Path, settled: Settled) -> Window:
    made = make_window(SPEC)
    made.begin(path)
    settled(made.runner)
    made.show_tab("papers")
    rest(made, settled)
    return made


def rest(window: Window, settled: Settled) -> None:
    """Let answers follow answers until nothing is asked any more."""
    for _ in range(4):
        settled(window.runner)
        QApplication.processEvents()
    settled(window.runner)


def tab_of(window: Window) -> PapersTab:
    page = window.tabs["papers"]
    assert isinstance(page, PapersTab)
    return page


def keys(widget: QWidget, text: str) -> None:
    """Type as an input method does: composed, then committed."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(widget, typed)


def field(tab: PapersTab, code: str) -> QLineEdit:
    editor = tab.form.editors[code]
    assert isinstance(editor, QLineEdit)
    return editor


def choose(window: Window, kind: str, settled: Settled) -> PapersTab:
    tab = tab_of(window)
    tab.go(kind)
    rest(window, settled)
    return tab


def next_focus() -> QWidget:
    """Press Tab and return where the cursor is then."""
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_Tab)
    reached = QApplication.focusWidget()
    assert reached is not None
    return reached


def cards(tab: PapersTab) -> list[TintCard]:
    return [card for card in tab.checks.findChildren(TintCard) if card.isVisible()]


def test_a_paper_that_lacks_its_receivers_says_so_beside_the_field(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    assert tab.laid is None
    assert not tab.form.fields["receivers"].editor.property("wrong")  # nobody has typed into it yet
    assert tab.checks.counts["wrong"].figure.text() == "0"
    assert "缺少“主送机关”" in tab.form.fields["receivers"].sentence.text()
    (link,) = cards(tab)[0].findChildren(QPushButton)
    link.click()
    assert field(tab, "receivers").hasFocus()
    QTest.keyClick(field(tab, "receivers"), Qt.Key.Key_X)
    rest(window, settled)
    QTest.keyClick(field(tab, "receivers"), Qt.Key.Key_Backspace)
    tab.lay_out()
    rest(window, settled)
    assert tab.form.fields["receivers"].editor.property("wrong")
    assert tab.checks.counts["wrong"].figure.text() == "1"


@pytest.mark.parametrize("command", ["papers.pdf", "papers.word", "papers.print", "papers.freeze"])
def test_what_a_wanted_paper_lacks_is_said_in_red_and_the_cursor_goes_there(
    window: Window, settled: Settled, desk: ScriptedDesk, command: str
) -> None:
    tab = tab_of(window)
    receivers = tab.form.fields["receivers"]
    assert not receivers.editor.property("wrong")
    assert window.shell.registry.run(command)
    rest(window, settled)
    assert receivers.editor.property("wrong")
    assert receivers.sign.isVisible()
    assert field(tab, "receivers").hasFocus()
    assert tab.checks.counts["wrong"].figure.text() == "1"
    assert desk.asked == []
    assert not tab.action(command).isEnabled()  # now it is told
    choose(window, "official_notice", settled)
    choose(window, "notice", settled)
    assert not tab.form.fields["receivers"].editor.property("wrong")  # another paper begins quietly again


def test_typing_draws_the_page_anew_and_keeps_the_field(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = tab_of(window)
    receivers = field(tab, "receivers")
    receivers.setFocus()
    keys(receivers, "各村党组织")
    qtbot.waitUntil(lambda: tab.laid is not None, timeout=20_000)
    rest(window, settled)
    assert not receivers.property("wrong")
    assert tab.preview.view.images
    assert tab.checks.counts["wrong"].figure.text() == "0"
    assert int(tab.checks.counts["right"].figure.text()) >= 9
    assert [chip.text for chip in tab.form.taken.chips][:2] == ["阶段 2 个", "任务 3 行"]
    QTest.keyClick(receivers, Qt.Key.Key_Tab)
    rest(window, settled)
    assert tab.office.papers.fields("notice")["receivers"] == "各村党组织"
    assert not tab.form.unkept()


def test_only_the_newest_text_is_laid_out(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = choose(window, "poster", settled)
    slogan = field(tab, "slogan")
    for text in ("甲", "乙", "丙"):
        slogan.setFocus()
        keys(slogan, text)
        tab.lay_out()
    rest(window, settled)
    assert tab.laid is not None
    assert "甲乙丙" in repr(tab.laid.paper)


def test_fields_are_kept_when_another_paper_or_tab_is_chosen(window: Window, settled: Settled) -> None:
    tab = choose(window, "poster", settled)
    slogan = field(tab, "slogan")
    slogan.setFocus()
    keys(slogan, "一个不少")
    tab.go("task_table")
    rest(window, settled)
    assert tab.office.papers.fields("poster")["slogan"] == "一个不少"
    issuer = field(tab, "issuer")
    issuer.setFocus()
    keys(issuer, "会")
    assert tab.can_leave()
    rest(window, settled)
    assert tab.office.papers.fields("poster")["issuer"].endswith("会")


def test_a_date_is_read_as_clerks_write_it(window: Window, settled: Settled) -> None:
    tab = choose(window, "task_table", settled)
    dated = field(tab, "dated")
    dated.setFocus()
    dated.selectAll()
    keys(dated, "2012.4.5")
    QTest.keyClick(dated, Qt.Key.Key_Return)
    rest(window, settled)
    assert dated.text() == "2012-04-05"
    assert tab.office.papers.fields("task_table")["dated"] == "2012-04-05"


def test_a_date_that_is_none_is_marked_and_not_kept(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = choose(window, "task_table", settled)
    dated = field(tab, "dated")
    dated.setFocus()
    dated.selectAll()
    keys(dated, "明天")
    qtbot.waitUntil(lambda: bool(dated.property("wrong")), timeout=10_000)
    rest(window, settled)
    assert dated.text() == "明天"
    assert tab.office.papers.fields("task_table")["dated"] != "明天"


def test_pages_turn_by_keyboard(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = tab_of(window)
    receivers = field(tab, "receivers")
    receivers.setFocus()
    keys(receivers, "各村")
    qtbot.waitUntil(lambda: tab.laid is not None, timeout=20_000)
    rest(window, settled)
    assert tab.laid is not None
    last = len(tab.laid.sizes) - 1
    QTest.keyClick(receivers, Qt.Key.Key_PageDown)
    assert tab.preview.view.page == 1
    thumbs = tab.preview.thumbs
    thumbs.setFocus()
    QTest.keyClick(thumbs, Qt.Key.Key_End)
    assert tab.preview.view.page == thumbs.page == last
    QTest.keyClick(thumbs, Qt.Key.Key_Up)
    QTest.keyClick(tab.preview.view, Qt.Key.Key_Home)
    QTest.keyClick(tab.preview.view, Qt.Key.Key_PageUp)
    assert tab.preview.view.page == 0
    tab.swap_fit()
    rest(window, settled)
    assert tab.fits.current() == "width"
    QTest.keyClick(tab.preview.view, Qt.Key.Key_Down)
    assert tab.preview.view.verticalScrollBar().value() > 0
    assert set(thumbs.images) == set(range(last + 1))


def test_another_tab_links_to_the_paper_of_a_meeting(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.go(("tally_report", "meeting-3"))
    rest(window, settled)
    assert tab.form.current().code == "tally_report"
    assert tab.wish().meeting_id == "meeting-3"
    assert tab.form.subject.meeting_field.isVisible()
    assert not tab.form.subject.group_field.isVisible()
    assert tab.laid is not None
    assert "芦荡村" in tab.laid.paper.title
    tab.go(("ballot", "meeting-2"))
    rest(window, settled)
    assert tab.form.subject.group_field.isVisible()
    assert (tab.wish().meeting_id, bool(tab.wish().group)) == ("meeting-2", True)


def test_export_writes_the_file_and_lists_it(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    tab = choose(window, "task_table", settled)
    desk.answer = str(tmp_path / "分解表")
    assert window.shell.registry.run("papers.excel")
    rest(window, settled)
    assert (tmp_path / "分解表.xlsx").exists()
    assert desk.asked[-1][3].endswith("工作任务分解表.xlsx")
    assert window.shell.settings.get(LAST_FOLDER) == str(tmp_path)
    links = {button.text(): button for button in window.findChildren(QPushButton)}
    links["打开文件夹"].click()
    assert desk.shown == [str(tmp_path)]
    links["打开"].click()
    rest(window, settled)
    assert Path(desk.shown[-1]).read_bytes() == (tmp_path / "分解表.xlsx").read_bytes()
    choose(window, "poster", settled)
    assert not tab.action("papers.word").isEnabled()
    assert not tab.action("papers.excel").isEnabled()
    assert tab.action("papers.print").isEnabled()


def test_a_letter_is_written_in_the_window_and_laid_out_in_its_format(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = choose(window, "correspondence", settled)
    assert not tab.form.fields["receivers"].editor.property("wrong")
    title, body = tab.form.editors["title"], tab.form.editors["body"]
    assert isinstance(title, LinesEdit)
    assert isinstance(body, LinesEdit)
    for editor, text in (
        (field(tab, "receivers"), "县公安局"),
        (title, "关于商请提供联审意见的函"),
        (body, "一、联审范围"),
    ):
        editor.setFocus()
        editor.selectAll()
        keys(editor, text)
    qtbot.waitUntil(lambda: tab.laid is not None, timeout=20_000)
    rest(window, settled)
    assert tab.laid is not None
    assert tab.checks.counts["wrong"].figure.text() == "0"
    assert any(check.name == "红色双线" for check in tab.laid.checks)
    assert tab.action("papers.word").isEnabled()


def test_printing_hands_sharp_pages_to_the_preview(
    window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[str, int, int]] = []

    def take(parent: QWidget, title: str, pages: list[QImage], memory: Memory, dots: float) -> int:
        assert memory.kind == "task_table"
        handed.extend((title, page.width(), page.height()) for page in pages)
        return 0

    monkeypatch.setattr(printing, "preview_pages", take)
    choose(window, "task_table", settled)
    assert window.shell.registry.run("papers.print")
    rest(window, settled)
    title, wide, high = handed[0]
    assert title.endswith("工作任务分解表")
    assert wide == pytest.approx(297 / 25.4 * 200, abs=2)
    assert high == pytest.approx(210 / 25.4 * 200, abs=2)


def test_a_file_has_the_ending_of_its_kind() -> None:
    assert with_ending(Path("甲.PDF"), "pdf") == Path("甲.PDF")
    assert with_ending(Path("甲.2"), "pdf") == Path("甲.2.pdf")


def test_an_empty_book_says_where_to_begin(make_window: MakeWindow, book: Path, settled: Settled) -> None:
    tab = tab_of(shown(make_window, book, settled))
    assert tab.places.stack.currentIndex() == 1
    assert not tab.action("papers.pdf").isEnabled()


def test_every_input_has_a_name_and_tab_goes_down_the_column(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    kinds = (QLineEdit, QComboBox, LinesEdit)
    assert all(one.accessibleName() for kind in kinds for one in tab.form.findChildren(kind))
    tab.form.kind.setFocus()
    seen = [next_focus().objectName() for _ in tab.form.editors]
    assert seen == list(tab.form.editors)
    assert next_focus() in (tab.preview.thumbs, tab.preview.view)


def test_tab_goes_down_past_pictures_and_the_choice_of_a_letter(window: Window, settled: Settled) -> None:
    tab = choose(window, "poster", settled)
    tab.form.kind.setFocus()
    names = [next_focus().accessibleName() for _ in tab.form.editors]
    assert names[names.index("受理电话") :][:4] == ["受理电话", "选徽标…", "选图片…", "图片说明"]
    tab = choose(window, "official_notice", settled)
    tab.form.kind.setFocus()
    assert [next_focus().accessibleName() for _ in range(3)] == ["哪一份", "另起一份", "发文机关"]


def test_pictures_and_the_check_are_exported(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    tab_of(window).office.papers.keep_fields("slogan_poster", {"title": "听民声/解民忧", "tiles": "A4 拼贴"})
    tab = choose(window, "slogan_poster", settled)
    said: list[str] = []
    tab.shell.said.connect(lambda text, *_: said.append(text))
    desk.answer = str(tmp_path / "表")
    assert window.shell.registry.run("papers.picture")
    rest(window, settled)
    made = sorted(one.name for one in tmp_path.glob("表*.png"))
    assert len(made) > 1
    assert said == [f"已导出 {made[0]} 等 {len(made)} 张图片"]
    desk.answer = str(tmp_path / "检查.pdf")
    assert window.shell.registry.run("papers.report")
    rest(window, settled)
    assert (tmp_path / "检查.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_all_that_was_measured_is_read_in_the_check(dressed: object, qtbot: QtBot) -> None:
    measured = "每面 22 行、每行 28 字，行距 10.23 mm，最多的一面 22 行，最长的一行 28 字"
    rows = [CheckRow(SimpleNamespace(name="行数", clause="5.2.3", passed=True, measured=text))
            for text in ("2 行", measured)]  # fmt: skip
    for one in rows:
        qtbot.addWidget(one)
        one.resize(260, 28)
        one.show()
    short, long = rows
    assert short.height() == 28
    assert long.height() >= 26 + 2 * QFontMetricsF(font(SIZES.small)).height()
