"""The tab: list, headcounts typed in the pane, new meetings, import, void, closing and opening again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.domain.papers import Paper, texts_of
from dangjian_desktop.gui import printing
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.proof_form import ProofForm
from dangjian_desktop.gui.tabs.ballots.sayings import FindingsList
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.gui.window import Window
from dangjian_desktop.services.ballot_views import MeetingState
from dangjian_desktop.services.papers import PaperWish
from tests.gui.conftest import OpenTab, ScriptedDesk
from tests.services.polled_township import meeting, paper, type_all, village

Settled = Callable[[Runner], None]


@pytest.fixture
def window(open_tab: OpenTab, tmp_path: Path) -> Window:
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    return open_tab(path, SPEC)


@pytest.fixture
def typed_window(open_tab: OpenTab, tmp_path: Path) -> Window:
    path = tmp_path / "本镇.djb"
    made = village(path)
    type_all(made)
    made.book.close()
    return open_tab(path, SPEC)


def tab_of(window: Window) -> BallotsTab:
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    return page


def said(findings: FindingsList) -> list[str]:
    QApplication.processEvents()  # new lines are shown by their layout
    return [label.text() for label in findings.findChildren(Label) if label.isVisibleTo(findings)]


def state(tab: BallotsTab) -> MeetingState:
    row = tab.meeting_in_hand()
    assert row is not None
    return row.state


def test_the_list_shows_progress_and_the_pane_the_meeting(window: Window) -> None:
    tab = tab_of(window)
    texts = [str(tab.model.index(0, n).data()) for n in range(4)]
    assert texts == ["上塘村党员群众测评会", "上塘村", "2012-04-15", "0\u2009/\u200944"]
    assert tab.pane.isVisible()
    assert tab.pane.title.text() == "上塘村党员群众测评会"
    assert any("还有 16 张没有录" in line for line in said(tab.pane.findings))
    assert not tab.pane.result.isVisible()


def test_headcounts_are_saved_as_one_leaves_the_field(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    editor = tab.pane.heads.editors["masses", "returned"]
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "19")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(window.runner)
    assert state(tab) is MeetingState.VOID
    lines = said(tab.pane.findings)
    assert lines[0].startswith("1. 群众：收回 19 张，多于发出的 18 张")
    assert "《中国共产党基层组织选举工作条例》" in lines[0]


def test_headcounts_typed_faster_than_they_are_stored_all_stay(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    fields = list(tab.pane.heads.editors.values())
    fields[0].setFocus()
    for number, editor in enumerate(fields, 20):
        assert editor.hasFocus()
        editor.selectAll()
        QTest.keyClicks(editor, str(number))
        QTest.keyClick(editor, Qt.Key.Key_Tab if number % 2 else Qt.Key.Key_Return)
        QTest.qWait(5)
    settled(window.runner)
    assert [editor.text() for editor in fields] == [str(20 + n) for n in range(len(fields))]
    assert tab.pane.sheet is not None
    assert tab.pane.sheet.meeting.head("masses").returned == 18 + len(fields)
    assert tab.pane.sheet.meeting.head("masses").unreturned == 19 + len(fields)
    assert tab.pane.look_up.number.hasFocus()


def test_what_was_not_returned_is_left_open_until_it_is_counted(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    editor = tab.pane.heads.editors["masses", "unreturned"]
    for typed, stored, told in (("0", 0, 1), ("2", 2, 0), ("", None, 0)):
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        settled(window.runner)
        assert tab.pane.sheet is not None
        assert tab.pane.sheet.meeting.head("masses").unreturned == stored
        assert editor.text() == typed
        assert sum("未收回填的是" in line for line in said(tab.pane.findings)) == told


def test_a_figure_that_is_none_is_marked_and_not_saved(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    editor = tab.pane.heads.editors["masses", "returned"]
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "1x")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(window.runner)
    assert editor.property("wrong")
    assert "“1x”不是人数或票数" in tab.pane.heads.error.text()
    assert tab.pane.sheet is not None
    assert tab.pane.sheet.meeting.head("masses").returned == 16


def test_a_new_meeting_is_asked_for_and_taken_in_hand(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    assert window.shell.registry.run("ballots.new")
    settled(window.runner)
    form = tab.pane.form
    assert form is not None
    form.title.setFocus()
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    settled(window.runner)
    assert "没有名称" in form.fields["title"].sentence.text()
    assert "没有选定测评对象" in form.fields["subject"].sentence.text()
    form.subject.setCurrentText("青桥村")
    assert form.title.text() == "青桥村民主测评会"
    form.held_on.setText("昨天")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert "“昨天”不是日期" in form.fields["held_on"].sentence.text()
    form.held_on.setText("2012-04-11")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    settled(window.runner)
    QApplication.processEvents()
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert (row.subject, row.meeting.form_edition) == ("青桥村", "2012")
    assert tab.pane.form is None
    assert tab.pane.title.text() == "青桥村民主测评会"


def test_the_sheet_of_a_meeting_can_be_changed(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    tab.meetings.edit()
    settled(window.runner)
    form = tab.pane.form
    assert form is not None
    assert form.subject.currentText() == "上塘村"
    form.place.setText("村文化礼堂")
    form.tellers.setText("温如许、石小满")
    form.scrutineers.setText("蓝若岚")
    QTest.keyClick(form.place, Qt.Key.Key_Return)
    settled(window.runner)
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert row.meeting.place == "村文化礼堂"
    assert (row.meeting.tellers, row.meeting.scrutineers) == ("温如许、石小满", "蓝若岚")
    assert row.meeting.head("members").present == 20


def test_the_result_is_drawn_with_words_and_copied_as_a_picture(typed_window: Window) -> None:
    result = tab_of(typed_window).pane.result
    assert result.isVisible()
    assert "有效票为分母" in result.rates.text()
    assert result.counts.text() == "收回 44，有效 42，无效 1，空白 1"
    result.groups.choose("members")
    assert result.counts.text().startswith("收回 20，有效 20")
    assert "满意" in result.bars.accessibleName()
    result.copy.click()
    assert not QApplication.clipboard().pixmap().isNull()


def test_a_small_group_is_not_offered_and_the_reason_is_given(window: Window, settled: Settled) -> None:
    office = window.books.office
    assert office is not None
    from tests.services.polled_township import paper

    for number in range(1, 24):
        group = "cadres" if number < 4 else "members" if number < 12 else "masses"
        window.runner.run(office.ballots.record, paper(number, group=group))
    settled(window.runner)
    QApplication.processEvents()
    settled(window.runner)
    result = tab_of(window).pane.result
    assert list(result.groups.buttons) == ["whole", "masses"]
    assert result.hidden.text().startswith("干部、党员：人数过少")


def test_a_survey_is_seen_beside_the_one_before(typed_window: Window, settled: Settled) -> None:
    tab = tab_of(typed_window)
    row = tab.meeting_in_hand()
    assert row is not None
    early = replace(row.meeting, id="early", title="去年的测评会", held_on=date(2011, 4, 1), finished_on=None)
    typed_window.runner.run(tab.ballots.save_meeting, early)
    for number in range(1, 9):
        draft = paper(number, "3" * 10 if number % 2 else "1" * 10, at="early")
        typed_window.runner.run(tab.ballots.record, draft)
    settled(typed_window.runner)
    tab.go(row.meeting.id)
    settled(typed_window.runner)
    assert typed_window.shell.registry.run("ballots.compare")
    settled(typed_window.runner)
    page = tab.rounding.page
    assert tab.pages.currentWidget() is page
    assert page.grid.hasFocus()
    assert "上次是“去年的测评会”（2011-04-01）" in page.note.text()
    lines = {(s.texts[0], s.texts[1]): s.texts[2:] for s in page.model.shown}
    assert lines["整张票", "满意率"] == ("4/8", "50.0%", "42/42", "100.0%", "有效票", "+50.0 个百分点")
    assert [page.before.itemText(n) for n in range(2)] == ["自动：同一对象上一次", "2011-04-01　去年的测评会"]
    page.before.setCurrentIndex(1)
    page.before.activated.emit(1)
    settled(typed_window.runner)
    settled(typed_window.runner)
    assert page.comparison is not None
    assert page.comparison.meeting.compare_with == "early"
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert tab.pages.currentWidget() is tab.main


def test_groups_are_drawn_beside_each_other(typed_window: Window) -> None:
    tab = tab_of(typed_window)
    result = tab.pane.result
    result.groups.choose("beside")
    assert result.beside.isVisibleTo(result)
    assert not result.bars.isVisibleTo(result)
    spoken = result.beside.accessibleName().split("；")
    assert len(spoken) == 10
    assert spoken[0].count("满意率") == 3
    assert result.beside.picture().height() == result.beside.height() * 2
    result.groups.choose("whole")
    assert result.bars.isVisibleTo(result)


def test_a_survey_is_seen_by_unit_and_area_and_by_group(typed_window: Window, settled: Settled) -> None:
    tab = tab_of(typed_window)
    assert typed_window.shell.registry.run("ballots.figures")
    settled(typed_window.runner)
    page = tab.figuring.page
    assert tab.pages.currentWidget() is page
    assert page.grid is not None
    assert page.grid.hasFocus()
    assert list(page.levels.buttons) == ["unit", "area"]
    assert page.model is not None
    (unit,) = page.model.shown
    assert (unit.name, unit.valid) == ("上塘村", 42)
    assert "满意率 100.0%（42/42）" in page.whole.text()
    page.levels.choose("area")
    assert [line.name for line in page.model.shown] == ["片外"]
    page.groups.choose("members")
    settled(typed_window.runner)
    assert [line.valid for line in page.model.shown] == [20]
    assert page.table is not None
    assert page.table.group == "members"
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert tab.pages.currentWidget() is tab.main


def test_finishing_tells_the_arithmetic_and_opens_again_with_a_reason(
    typed_window: Window, settled: Settled
) -> None:
    tab = tab_of(typed_window)
    heard: list[str] = []
    typed_window.shell.said.connect(lambda text, *_: heard.append(text))
    assert typed_window.shell.registry.run("ballots.finish")
    settled(typed_window.runner)
    settled(typed_window.runner)
    assert heard == ["上塘村党员群众测评会已完成核对：收回 44 = 有效 42 + 无效 1 + 空白 1。"]
    assert state(tab) is MeetingState.FINISHED
    typed_window.shell.registry.refresh()
    assert not typed_window.shell.registry.enabled("ballots.type")
    QApplication.processEvents()
    settled(typed_window.runner)
    assert tab.pane.closed_part.isVisible()
    tab.pane.reopen_asked.emit("")
    settled(typed_window.runner)
    assert "写明为什么" in tab.pane.why_field.sentence.text()
    tab.pane.reopen_asked.emit("清点时漏了一张")
    settled(typed_window.runner)
    settled(typed_window.runner)
    assert state(tab) is MeetingState.TYPED


def test_finishing_too_early_is_refused_with_numbered_findings(window: Window, settled: Settled) -> None:
    window.shell.registry.run("ballots.finish")
    settled(window.runner)
    pane = tab_of(window).pane
    assert isinstance(pane.asked, ProofForm)
    assert len(said(pane.asked.findChildren(FindingsList)[0])) == 4  # three groups, and nothing is typed
    assert not pane.foot.findChildren(Button)[0].isEnabled()
    assert state(tab_of(window)) is MeetingState.EMPTY


def test_a_paper_is_looked_up_and_voided_after_a_question(typed_window: Window, settled: Settled) -> None:
    tab = tab_of(typed_window)
    look_up = tab.pane.look_up
    look_up.number.setText("999")
    look_up.ask()
    settled(typed_window.runner)
    assert "没有录过第 999 号票" in look_up.number_field.sentence.text()
    look_up.number.setText("44")
    look_up.ask()
    settled(typed_window.runner)
    assert look_up.words.text().startswith("第 044 号 · 群众 · 有效\n1. ")
    look_up.reason.setText("重复录入")
    look_up.void.click()
    assert "第 044 号票" in tab.confirm.sentence.text()
    tab.confirm.yes.click()
    settled(typed_window.runner)
    settled(typed_window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert row.typed == 43


def test_the_keys_go_back_to_the_list_after_a_question(typed_window: Window, settled: Settled) -> None:
    tab = tab_of(typed_window)
    for answer in ("no", "yes"):
        tab.grid.setFocus()
        tab.papers.ask_void(3, "重复录入")
        assert tab.confirm.no.hasFocus()
        getattr(tab.confirm, answer).click()
        settled(typed_window.runner)
        assert tab.grid.hasFocus()
    tab.grid.setFocus()
    tab.papers.ask_void(4, "重复录入")
    QTest.keyClick(tab.confirm.no, Qt.Key.Key_Escape)
    assert tab.grid.hasFocus()


def test_papers_are_imported_after_a_preview_and_taken_back(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    tab = tab_of(window)
    assert tab.pane.sheet is not None
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["票号", "类别", *(i.text for i in tab.pane.sheet.form.items)])
    for number in range(1, 6):
        page.append([number, "群众", *[1] * 10])
    page.append([6, "来宾", *[1] * 10])
    book.save(tmp_path / "票.xlsx")
    desk.answer = str(tmp_path / "票.xlsx")
    assert window.shell.registry.run("ballots.import")
    settled(window.runner)
    shown = tab.bringing.page
    assert tab.pages.currentWidget() is shown
    assert shown.counts.text() == "读到 6 行：可导入 5 张，有问题不导入 1 行。"
    (wrong,) = shown.model.shown
    assert (wrong.file, wrong.cell, wrong.outcome) == ("票.xlsx", "B7", "不导入")
    assert (wrong.problem, wrong.remedy[:7]) == ("“来宾”不是参评人员的类别。", "请填其中之一：")
    assert shown.apply.text() == "导入 5 张"
    desk.answer = str(tmp_path / "问题.xlsx")
    assert window.shell.registry.run("ballots.export_problems")
    settled(window.runner)
    written = load_workbook(tmp_path / "问题.xlsx").active
    assert written is not None
    assert [cell.value for cell in written[3]][2] == "B7"
    links: list[object] = []
    window.shell.said.connect(lambda _text, _state, offered: links.extend(offered))
    links.clear()
    QTest.keyClick(
        shown.grid, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    settled(window.runner)
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert row.typed == 5
    links[0].run()  # type: ignore[attr-defined]
    settled(window.runner)
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert row.typed == 0


def test_a_table_is_read_as_second_entry_and_taking_it_back_keeps_the_first(
    open_tab: OpenTab, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    made = village(tmp_path / "本镇.djb")
    made.ballots.save_meeting(meeting(second=Checking.ALL))
    for number in range(1, 4):
        made.ballots.record(paper(number))
    items = [item.text for item in made.form.items]
    made.book.close()
    window = open_tab(tmp_path / "本镇.djb", SPEC)
    tab = tab_of(window)
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["票号", "类别", *items])
    for number in range(1, 4):
        page.append([number, "群众", *[2 if number == 2 else 1] * 10])
    book.save(tmp_path / "第二遍.xlsx")
    desk.answer = str(tmp_path / "第二遍.xlsx")
    tab.pane.entry.typist.clear()
    window.shell.registry.run("ballots.import")
    assert not desk.asked  # who typed the table is asked first
    assert window.focusWidget() is tab.pane.entry.typist
    QTest.keyClicks(tab.pane.entry.typist, "typist")
    window.shell.registry.run("ballots.import")
    settled(window.runner)
    shown = tab.bringing.page
    assert shown.entry.isVisibleTo(shown)
    assert not shown.apply.isEnabled()  # as first entry every number is taken
    QTest.mouseClick(shown.entry.buttons["2"], Qt.MouseButton.LeftButton)
    settled(window.runner)
    assert shown.counts.text() == "读到 3 行：可导入 3 张，有问题不导入 0 行。"
    assert window.shell.registry.run("ballots.apply_import")
    settled(window.runner)
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert (row.typed, row.doubled.typed, len(row.doubled.differing)) == (3, 3, 1)
    window.shell.registry.run("window.undo")
    settled(window.runner)
    settled(window.runner)
    row = tab.meeting_in_hand()
    assert row is not None
    assert (row.typed, row.doubled.typed) == (3, 0)


def test_an_empty_book_says_what_belongs_here(open_tab: OpenTab, book: Path) -> None:
    made = open_tab(book, SPEC)
    tab = tab_of(made)
    assert tab.stack.currentIndex() == 2  # a meeting belongs to a campaign, and there is none
    assert not tab.pane.isVisible()
    assert not made.shell.registry.enabled("ballots.type")


def test_the_list_is_searched_by_initials(window: Window) -> None:
    tab = tab_of(window)
    tab.search("没有")
    assert not tab.has_meeting()
    tab.search("stc")
    assert len(tab.model.shown) == 1
    assert tab.has_meeting()  # the pane shows what the list holds
    QTest.keyClicks(tab.finder, "stc")
    QTest.keyClick(tab.finder, Qt.Key.Key_Down)
    assert window.focusWidget() is tab.grid
    assert tab.finder.count == "1 次"
    rows = tuple(tab.model.shown)
    tab.show_meetings(())
    assert tab.finder.count == "0 次"
    tab.show_meetings(rows)
    assert tab.finder.count == "1 次"
    tab.search("没有")
    assert tab.model.shown == []


def test_a_pack_of_ballots_is_printed_sheet_by_sheet_and_registered(
    window: Window, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, int]] = []

    def take(_parent: QWidget, _title: str, pages: list[QImage], memory: Memory, dots: float) -> int:
        sent.append((len(pages), memory.copies))
        return memory.copies

    monkeypatch.setattr(printing, "preview_pages", take)
    office = tab_of(window).office
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    row = tab_of(window).meeting_in_hand()
    assert row is not None
    fields = {"copies": "45", "issuer": "栖梧镇党委"}
    window.runner.run(office.papers.keep_fields, "ballot", fields, f"{row.meeting.id}/")
    QTest.keyClick(window, Qt.Key.Key_P, both)
    settled(window.runner)
    QApplication.processEvents()
    settled(window.runner)
    assert sent == [(1, 23)]
    found: list[Paper] = []
    window.runner.run(office.papers.draft, PaperWish(kind="issue_register"), then=found.append)
    settled(window.runner)
    assert {"46", "（打印）"} <= set(texts_of(found[0].parts[0]))


def test_spoilt_ballots_are_registered_in_the_pane_and_a_line_is_taken_away(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    issuing = tab.pane.issuing
    issuing.what.choose("spoiled")
    issuing.group.setCurrentIndex(0)
    QTest.keyClicks(issuing.count, "3a")
    QTest.keyClick(issuing.count, Qt.Key.Key_Return)
    assert "整数" in issuing.count_field.sentence.text()
    issuing.count.clear()
    QTest.keyClicks(issuing.count, "3")
    QTest.keyClick(issuing.count, Qt.Key.Key_Return)
    settled(window.runner)
    assert "怎样处理" in issuing.note_field.sentence.text()
    issuing.note.setText("当场销毁")
    QTest.mouseClick(issuing.save, Qt.MouseButton.LeftButton)
    settled(window.runner)
    QApplication.processEvents()
    settled(window.runner)
    assert issuing.sheet is not None
    (line,) = issuing.sheet.issues.lines
    assert (line.group, line.count, line.note) == (issuing.group.itemText(0), 3, "当场销毁")
    assert issuing.count.text() == ""
    issuing.removed.emit(line.id)
    settled(window.runner)
    QApplication.processEvents()
    settled(window.runner)
    assert not issuing.sheet.issues.lines


def test_esc_leaves_a_form_and_the_pane_shows_the_meeting_in_hand_again(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    tab.meetings.begin()
    settled(window.runner)
    form = tab.pane.form
    assert form is not None
    assert not window.shell.registry.enabled("ballots.type")
    tab.place.begin()  # also by Enter on the list: no screen opens behind a form
    settled(window.runner)
    assert tab.typing is None
    QTest.keyClick(form.place, Qt.Key.Key_Escape)
    settled(window.runner)
    assert tab.pane.isVisibleTo(tab)
    assert tab.pane.asked is None
    assert tab.pane.title.text() == "上塘村党员群众测评会"
    assert window.shell.registry.enabled("ballots.type")
    assert window.focusWidget() is tab.grid


def test_enter_in_a_field_that_chooses_stores_the_form_and_a_refusal_leads_to_its_field(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window)
    tab.meetings.begin()
    settled(window.runner)
    form = tab.pane.form
    assert form is not None
    form.title.setText("补测")
    form.form.setFocus()
    QTest.keyClick(form.form, Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.pane.form is form
    assert window.focusWidget() is form.subject
    form.subject.setCurrentText("上塘村")
    form.form.setFocus()
    QTest.keyClick(form.form, Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.pane.asked is None
    assert "补测" in [row.meeting.title for row in tab.model.shown]
