"""批量 in 公文海报 by keyboard: whom to, looking at one, making all, stopping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui import printing
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.batch_lists import Crowd
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.test_papers_tab import choose, rest, shown

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    return shown(make_window, papered_book, settled)


@pytest.fixture
def tab(window: Window, settled: Settled) -> PapersTab:
    made = choose(window, "notice_letter", settled)
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    rest(window, settled)
    return made


def test_the_recipients_stand_ready_and_the_one_in_hand_is_shown(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    form = tab.batching.form
    assert tab.left.currentWidget() is form
    assert form.list.hasFocus()
    first, count = form.model.everyone[0].name, len(form.model.everyone)
    assert form.count.text() == f"已选 {count} / 共 {count}"
    assert tab.laid is not None
    assert tab.laid.paper.record == first
    QTest.keyClick(form.list, Qt.Key.Key_Down)
    rest(window, settled)
    assert tab.laid.paper.record == form.model.everyone[1].name
    QTest.keyClick(form.list, Qt.Key.Key_Space)
    assert form.count.text() == f"已选 {count - 1} / 共 {count}"
    assert form.go.text().strip() == f"生成 {count - 1} 份"
    QTest.keyClick(form.list, Qt.Key.Key_Escape)
    assert tab.left.currentWidget() is tab.form


def test_a_paper_to_nobody_by_name_says_how_it_reaches_many(window: Window, settled: Settled) -> None:
    tab = choose(window, "official_notice", settled)
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert tab.left.currentWidget() is tab.form
    said = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    assert any("主送机关" in text and "通知书" in text for text in said)


def test_a_search_lists_and_ticks_only_what_it_finds(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    form = tab.batching.form
    assert all(one.person for one in form.model.everyone)
    tab.batching.ask("communities")
    rest(window, settled)
    form.search.setText("东篱片")
    form.model.tick(True, others=True)
    assert [one.name for one in form.model.chosen()] == ["柏树下村"]
    form.search.setText("")
    assert form.count.text().startswith("已选 1 /")
    form.model.tick(False)
    assert not form.go.isEnabled()


def test_one_file_is_made_and_its_folder_offered(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    desk.answer = str(tmp_path / "通知书.pdf")
    said: list[str] = []
    tab.shell.said.connect(lambda text, *_: said.append(text))
    tab.batching.form.go.click()
    rest(window, settled)
    assert (tmp_path / "通知书.pdf").read_bytes().startswith(b"%PDF")
    count = len(tab.batching.form.model.everyone)
    assert said == [f"已生成 {count} 份，共 {count} 页"]
    assert "通知书—" in desk.asked[-1][-1]


def test_a_file_each_shows_its_names_first(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    form = tab.batching.form
    assert form.pattern_field.isHidden()
    form.files.choose("each")
    rest(window, settled)
    assert form.names.text().startswith(("01", "1"))
    form.pattern.setText("{收件人}{门牌}")
    rest(window, settled)
    assert "不能用作文件名" in form.pattern_field.sentence.text()
    form.pattern.setText("{收件人}")
    rest(window, settled)
    desk.answer = str(tmp_path / "各份")
    form.go.click()
    rest(window, settled)
    assert {path.stem for path in (tmp_path / "各份").iterdir()} == {one.name for one in form.model.everyone}


def test_a_list_comes_from_a_file_or_the_clipboard(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    (tmp_path / "户主.csv").write_text("户主,居民小组\n程暮山,一组\n", "utf-8")
    desk.answer = str(tmp_path / "户主.csv")
    form = tab.batching.form
    tab.batching.ask("file")
    rest(window, settled)
    assert [one.name for one in form.model.everyone] == ["程暮山"]
    QApplication.clipboard().setText("甲\t乙\n1\t2")
    form.crowd.setCurrentIndex(form.crowd.findData("paste"))
    tab.batching.ask("paste")
    rest(window, settled)
    assert form.crowd.currentData() == "file"
    QApplication.clipboard().setText("邓栖霞\n单砺石")
    tab.batching.ask("paste")
    rest(window, settled)
    assert [one.name for one in form.model.everyone] == ["邓栖霞", "单砺石"]


def ask_for_many(tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, folder: Path) -> None:
    """Have a batch of 3,000 ready to be made into one file: long enough to do something meanwhile."""
    QApplication.clipboard().setText("\n".join(f"户主{at}" for at in range(3000)))
    tab.batching.ask("paste")
    rest(window, settled)
    desk.answer = str(folder / "通知书.pdf")


def test_a_stopped_batch_leaves_no_file(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    ask_for_many(tab, window, settled, desk, tmp_path)
    with qtbot.waitSignal(window.runner.cancelled, timeout=30_000):
        window.runner.stepped.connect(lambda _: window.runner.cancel())
        tab.batching.form.go.click()
    assert [path.name for path in tmp_path.iterdir() if "通知书" in path.name] == []


def test_while_a_batch_is_made_pages_are_shown_and_steps_stored(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    ask_for_many(tab, window, settled, desk, tmp_path)
    with qtbot.waitSignal(window.runner.stepped, timeout=30_000):
        tab.batching.form.go.click()
    QTest.keyClick(tab.batching.form.list, Qt.Key.Key_Escape)
    assert tab.preview.view.busy
    qtbot.waitUntil(lambda: not tab.preview.view.busy)
    kept: list[object] = []
    window.runner.run(tab.office.papers.keep_fields, "notice", {"issuer": "栖梧镇"}, then=kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    assert "正在生成通知书" in window.runner.under_way()
    assert not (tmp_path / "通知书.pdf").exists()
    with qtbot.waitSignal(window.runner.noticed, timeout=30_000) as noticed:
        rest(window, settled)
    assert [one.code for one in noticed.args[0]] == ["papers.record_moved"]
    assert (tmp_path / "通知书.pdf").read_bytes().startswith(b"%PDF")


def test_what_a_batch_came_to_waits_for_a_clerk_who_is_elsewhere(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    strip, cover = window.surface.messages, QWidget()
    desk.answer = str(tmp_path / "通知书.pdf")
    tab.batching.form.go.click()
    window.show_tab("help")
    rest(window, settled)
    assert "已生成" in strip.sentence.text()
    window.fill(cover)  # as the screen for ballots does
    tab.runner.run(tab.office.papers.keep_fields, "notice", {"issuer": "栖梧镇"})
    rest(window, settled)
    QTest.keyClick(cover, Qt.Key.Key_Escape)
    assert strip.isVisible()
    assert not strip.going.isActive()
    window.fill(None)
    window.show_tab("papers")
    assert strip.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not strip.isVisible()


def test_leaving_the_book_while_a_batch_is_made_waits_for_it(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    ask_for_many(tab, window, settled, desk, tmp_path)
    with qtbot.waitSignal(window.runner.stepped, timeout=30_000):
        tab.batching.form.go.click()
    window.close_book()
    rest(window, settled)
    assert (tmp_path / "通知书.pdf").read_bytes().startswith(b"%PDF")


def test_closing_while_a_batch_is_made_asks_once_and_then_stops_it(
    tab: PapersTab, window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    ask_for_many(tab, window, settled, desk, tmp_path)
    with qtbot.waitSignal(window.runner.stepped, timeout=30_000):
        tab.batching.form.go.click()
    assert not window.close()
    assert "正在生成通知书，还没有做完" in window.surface.messages.sentence.text()
    assert window.close()
    assert [path.name for path in tmp_path.iterdir() if "通知书" in path.name] == []


def test_long_names_of_files_do_not_widen_the_column(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    before = tab.left.width()
    tab.batching.form.files.choose("each")
    tab.batching.form.pattern.setText("{序号}{单位}{收件人}{标题}" * 3)
    rest(window, settled)
    QApplication.processEvents()
    assert tab.left.width() == before


def test_reminders_list_only_who_is_late_and_say_how_many_are_not(
    tab: PapersTab, window: Window, settled: Settled
) -> None:
    form, everyone = tab.batching.form, tab.office.batches.crowd(Crowd.COMMUNITIES)
    tab.batching.ask("communities")
    rest(window, settled)
    assert (len(form.model.everyone), form.spared.isHidden()) == (len(everyone), True)
    tab.mending.ways.choose("fill")
    choose(window, "reminder", settled)
    tab.mending.ways.choose("batch")
    tab.batching.ask("communities")
    rest(window, settled)
    assert form.spared.text() == f"其中 {len(everyone)} 个没有逾期任务，不发"
    assert everyone[0].name in form.spared.toolTip()
    assert (form.model.everyone, form.spared.isHidden(), form.go.isEnabled()) == ((), False, False)
    tab.batching.renew()
    rest(window, settled)
    assert not form.spared.isHidden()
    choose(window, "notice_letter", settled)
    tab.mending.ways.choose("batch")
    rest(window, settled)
    assert form.spared.isHidden()


def test_papers_for_one_place_have_no_batch(tab: PapersTab, window: Window, settled: Settled) -> None:
    choose(window, "work_group_list", settled)
    assert list(tab.mending.ways.buttons) == ["fill", "mend"]
    assert not tab.batching.on()
    assert tab.left.currentWidget() is tab.form


def test_in_a_low_window_at_a_high_zoom_the_button_is_in_view(
    tab: PapersTab, window: Window, settled: Settled, dressed: QApplication
) -> None:
    set_zoom(dressed, 150)
    window.resize(1280, 680)
    tab.batching.form.show_spared(tab.batching.form.model.everyone)
    for way in ("one", "each"):
        tab.batching.form.files.choose(way)
        rest(window, settled)
        QApplication.processEvents()
        go = tab.batching.form.go
        assert go.visibleRegion().boundingRect().height() == go.height(), way


def test_all_ticked_are_printed_after_asking_for_the_printer_once(
    tab: PapersTab, window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, asked, jobs, said = tab.batching.form, list[str](), list[str](), list[str]()
    QApplication.clipboard().setText("程暮山\n邓栖霞\n单砺石")
    tab.batching.ask("paste")
    rest(window, settled)
    printer = object()

    def ask(
        _parent: QWidget, title: str, pages: list[QImage], memory: Memory, dots: float, many: str
    ) -> object:
        asked.extend((title, memory.kind, many, str(round(pages[0].width() / dots))))
        return printer

    def send(at: object, name: str, pages: list[QImage]) -> bool:
        assert at is printer
        assert len(pages) == 1
        jobs.append(name)
        return len(jobs) != 2

    monkeypatch.setattr(printing, "any_printer", lambda: True)
    monkeypatch.setattr(printing, "choose_printer", ask)
    monkeypatch.setattr(printing, "send", send)
    tab.shell.said.connect(lambda text, *_: said.append(text))
    assert form.press.text().strip() == "打印 3 份"
    alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_P, alt)
    rest(window, settled)
    assert asked == ["通知书", "notice_letter", "打印 3 份", "595"]
    assert jobs == ["通知书 程暮山", "通知书 邓栖霞"]
    assert said[-1] == "已送打印 1 份，余下 2 份没有打印，仍然选着"
    assert form.press.text().strip() == "打印 2 份"
    form.press.click()
    rest(window, settled)
    assert jobs[2:] == ["通知书 邓栖霞", "通知书 单砺石"]
    assert said[-1] == "已送打印 2 份"


def test_a_closed_dialog_prints_nothing_and_without_a_printer_none_is_shown(
    tab: PapersTab, window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    tab.shell.said.connect(lambda text, *_: said.append(text))
    monkeypatch.setattr(printing, "choose_printer", lambda *_: None)
    monkeypatch.setattr(printing, "send", lambda *_: pytest.fail("nobody chose a printer"))
    for there in (True, False):
        monkeypatch.setattr(printing, "any_printer", lambda there=there: there)
        tab.batching.form.press.click()
        rest(window, settled)
        assert any("没有打印机" in text for text in said) is not there
