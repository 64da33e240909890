"""Paragraphs, rows, attachments, sheets and batches in 改字句, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.domain.paper_changes import differences
from dangjian_desktop.domain.paper_rows import rows_of
from dangjian_desktop.domain.papers import ListTable, OfficialLetter, TableBlock
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import choose, field, keys, rest, tab_of
from tests.services.filled_tables import TABLES
from tests.services.papered_township import ISSUER

Settled = Callable[[Runner], None]
BODY = "现通知如下：\n一、要求\n（一）加强领导。各村要抓好落实。\n（二）搞好宣传。\n二、步骤\n分三步走。"
ATTACHED = "【名单】\n村\t人\n柳岸村\t甲某\n青桥村\t乙某\n【要求】\n请按时报送。"
CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    made = make_window(SPEC)
    made.begin(papered_book)
    settled(made.runner)
    made.show_tab("papers")
    rest(made, settled)
    office = tab_of(made).office
    office.papers.keep_fields(
        "official_notice",
        {"title": "关于分工的通知", "receivers": "各村", "body": BODY, "attached": ATTACHED},
    )
    office.papers.keep_fields(
        "notice_letter", {"matter": "参加测评大会", "issuer": ISSUER, "when": "4月20日", "place": "村礼堂"}
    )
    return made


def mend(window: Window, settled: Settled, kind: str = "official_notice") -> PapersTab:
    tab = choose(window, kind, settled)
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    assert tab.mending.on()
    return tab


def press(window: Window, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def lines(tab: PapersTab) -> list[str]:
    return list(tab.mending.editor.text.lines())


def letter(tab: PapersTab) -> OfficialLetter:
    assert tab.laid is not None
    part = tab.laid.paper.parts[0]
    assert isinstance(part, OfficialLetter)
    return part


def drawn(tab: PapersTab, window: Window, settled: Settled) -> OfficialLetter:
    tab.lay_out()
    rest(window, settled)
    return letter(tab)


def go(tab: PapersTab, window: Window, name: str) -> None:
    piece = tab.mending.editor.piece
    piece.setCurrentIndex(next(n for n in range(piece.count()) if piece.itemText(n).startswith(name)))


def test_paragraphs_move_with_their_numbers_and_come_back(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    text, before = tab.mending.editor.text, lines(tab)
    text.go_to("（二）搞好宣传。")
    press(window, Qt.Key.Key_Up, ALT)
    assert lines(tab)[2:4] == ["（一）搞好宣传。", "（二）加强领导。各村要抓好落实。"]
    assert text.at() == 2
    press(window, Qt.Key.Key_Left, ALT)
    assert lines(tab)[1:5] == ["一、要求", "二、搞好宣传。", "（一）加强领导。各村要抓好落实。", "三、步骤"]
    press(window, Qt.Key.Key_Right, ALT)
    press(window, Qt.Key.Key_Right, ALT)
    assert lines(tab)[2] == "1.搞好宣传。"
    for _ in range(4):
        press(window, Qt.Key.Key_Z, CTRL)
    assert lines(tab) == before
    press(window, Qt.Key.Key_Y, CTRL)
    assert lines(tab)[2] == "（一）搞好宣传。"
    blocks = drawn(tab, window, settled).blocks
    assert getattr(blocks[2], "text", "") == "（一）搞好宣传。"


def test_paragraphs_come_and_go(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    text, before = tab.mending.editor.text, lines(tab)
    text.go_to("（一）加强领导。各村要抓好落实。")
    press(window, Qt.Key.Key_Return, CTRL)
    keys(text, "明确责任。")
    assert lines(tab)[2:5] == ["（一）加强领导。各村要抓好落实。", "（二）明确责任。", "（三）搞好宣传。"]
    text.go_to("分三步走。")
    press(window, Qt.Key.Key_Return, CTRL)
    keys(text, "另起一段。")
    assert lines(tab)[-3:] == ["分三步走。", "另起一段。", "特此通知。"]
    press(window, Qt.Key.Key_Delete, CTRL, SHIFT)
    assert lines(tab)[-2:] == ["分三步走。", "特此通知。"]
    for _ in range(4):
        press(window, Qt.Key.Key_Z, CTRL)
    assert lines(tab) == before
    tab.mending.keep()
    rest(window, settled)
    assert tab.mending.editor.told.text() == "与范本相同"


def test_rows_come_go_move_and_are_typed_into(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    go(tab, window, "附件1表格")
    table = tab.mending.editor.table
    assert table.grid is not None
    table.grid.setFocus()
    press(window, Qt.Key.Key_Return, CTRL)
    assert table.rows() == (("柳岸村", "甲某"), ("", ""), ("青桥村", "乙某"))
    for column, said in enumerate(("上塘村", "丙某")):
        table.grid.rows_model.setData(table.grid.rows_model.index(2, column + 1), said)
    press(window, Qt.Key.Key_Down, ALT)
    assert table.rows()[2] == ("上塘村", "丙某")
    table.grid.setCurrentIndex(table.grid.rows_model.index(1, 1))
    press(window, Qt.Key.Key_Delete, CTRL, SHIFT)
    found = drawn(tab, window, settled).attachments[0].blocks[0]
    assert isinstance(found, TableBlock)
    assert rows_of(found) == (("青桥村", "乙某"), ("上塘村", "丙某"))
    for _ in range(5):
        press(window, Qt.Key.Key_Z, CTRL)
    assert table.rows() == (("柳岸村", "甲某"), ("青桥村", "乙某"))


def test_words_of_the_head_are_mended_and_the_head_stays(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    go(tab, window, "附件1表格")
    table = tab.mending.editor.table
    assert table.grid is not None
    model = table.grid.rows_model
    assert [str(model.index(row, 0).data()) for row in range(3)] == ["表头", "1", "2"]
    before = table.heads()
    model.setData(model.index(0, 1), "村、社区")
    found = drawn(tab, window, settled).attachments[0].blocks[0]
    assert isinstance(found, TableBlock)
    assert found.header[0].cells[0].text == "村、社区"
    table.grid.setCurrentIndex(model.index(0, 1))
    assert not table.can_drop()
    assert not table.can_move(1)
    desk, words = tab.mending.editor.desk, tab.mending.editor.words
    assert desk is not None
    assert words is not None
    assert [one.place for one in differences(desk.given, words)] == ["附件1表格1表头"]
    press(window, Qt.Key.Key_Z, CTRL)
    assert table.heads() == before


def test_what_stands_around_the_table_of_a_list_is_mended(window: Window, settled: Settled) -> None:
    tab = mend(window, settled, "work_group_list")
    editor = tab.mending.editor
    assert editor.around_fields["dated"].isVisible()
    assert not editor.signature_field.isVisible()
    before = editor.around["dated"].text()
    for code, text in (("unit", "填报：镇组织办"), ("dated", "2012年5月1日"), ("signs", "审核：｜填表：")):
        editor.around[code].setFocus()
        editor.around[code].selectAll()
        keys(editor.around[code], text)
    tab.lay_out()
    rest(window, settled)
    assert tab.laid is not None
    sheet = tab.laid.paper.parts[0]
    assert isinstance(sheet, ListTable)
    told = (sheet.unit, sheet.dated, sheet.signatures)
    assert told == ("填报：镇组织办", "2012年5月1日", ("审核：", "填表："))
    tab.mending.keep()
    rest(window, settled)
    assert editor.told.text() == "与范本不同 3 处"
    editor.take_back(1)
    assert editor.around["dated"].text() == before
    press(window, Qt.Key.Key_Z, CTRL)
    assert editor.around["dated"].text() == "2012年5月1日"


def test_attachments_come_go_and_change_places(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    editor = tab.mending.editor
    press(window, Qt.Key.Key_A, CTRL, ALT)
    assert editor.title.hasFocus() or not window.isActiveWindow()

    keys(editor.title, "分工表")
    assert [one.title for one in drawn(tab, window, settled).attachments] == ["名单", "要求", "分工表"]
    press(window, Qt.Key.Key_Up, CTRL, ALT)
    made = drawn(tab, window, settled)
    assert [(one.label, one.title) for one in made.attachments] == [
        ("附件1", "名单"), ("附件2", "分工表"), ("附件3", "要求"),
    ]  # fmt: skip
    assert made.listed == ("名单", "分工表", "要求")
    go(tab, window, "附件1")
    press(window, Qt.Key.Key_D, CTRL, ALT)
    made = drawn(tab, window, settled)
    assert [(one.label, one.title) for one in made.attachments] == [("附件1", "分工表"), ("附件2", "要求")]
    tab.mending.keep()
    rest(window, settled)
    assert [one.title for one in drawn(tab, window, settled).attachments] == ["分工表", "要求"]
    for _ in range(4):
        editor.step(back=True)
    assert [one.title for one in drawn(tab, window, settled).attachments] == ["名单", "要求"]


def test_a_frozen_paper_keeps_its_shape(window: Window, settled: Settled) -> None:
    tab = mend(window, settled)
    tab.mending.freeze()
    rest(window, settled)
    registry = window.shell.registry
    for name in ("raise", "lower", "up", "down", "add", "drop", "attach", "detach"):
        assert not registry.enabled(f"papers.{name}"), name


def test_every_sheet_has_its_words(window: Window, settled: Settled) -> None:
    fields = {"issuer": ISSUER, **TABLES["promise_board"]}
    tab_of(window).office.papers.keep_fields("promise_board", fields)
    tab = mend(window, settled, "promise_board")
    editor = tab.mending.editor
    names = [editor.piece.itemText(n) for n in range(editor.piece.count())]
    assert [name for name in names if name.endswith("表格 1")] == ["青桥村表格 1", "梅岭村表格 1"]
    editor.piece.setCurrentIndex(editor.piece.count() - 1)
    grid = editor.table.grid
    assert grid is not None
    grid.rows_model.setData(grid.rows_model.index(0, 1), "收支每月公开。")
    tab.lay_out()
    rest(window, settled)
    assert tab.laid is not None
    first, last = tab.laid.paper.parts[0], tab.laid.paper.parts[-1]
    assert isinstance(first, ListTable)
    assert isinstance(last, ListTable)
    assert "收支每月公开。" in repr(last.table)
    assert "收支每月公开。" not in repr(first.table)


def test_a_batch_is_worded_for_all_or_for_one(window: Window, settled: Settled) -> None:
    tab = choose(window, "notice_letter", settled)
    assert window.shell.registry.run("papers.mend")
    rest(window, settled)
    editor = tab.mending.editor
    assert editor.whose.isVisible()
    assert list(editor.whose.buttons) == ["all"]
    assert letter(tab).receivers == "{收件人}同志"
    keys(editor.text, "各位：")
    tab.mending.ways.choose("batch")
    rest(window, settled)
    who = tab.batching.form.model.everyone[0].name
    assert letter(tab).receivers == f"{who}同志"
    assert getattr(letter(tab).blocks[0], "text", "").startswith("各位：")
    tab.mending.ways.choose("mend")
    rest(window, settled)
    editor.whose.choose("one")
    rest(window, settled)
    assert editor.addressed.text() == f"{who}同志"
    editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    keys(editor.text, "请准时，")
    tab.mending.keep()
    rest(window, settled)
    tab.mending.ways.choose("batch")
    rest(window, settled)
    assert getattr(letter(tab).blocks[0], "text", "").startswith("请准时，各位：")
    tab.batching.form.list.setCurrentIndex(tab.batching.form.model.index(1))
    rest(window, settled)
    assert getattr(letter(tab).blocks[0], "text", "").startswith("各位：")


def test_the_common_words_of_a_batch_are_frozen_and_thawed(window: Window, settled: Settled) -> None:
    tab = mend(window, settled, "notice_letter")
    editor = tab.mending.editor
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert "每份都照这一稿" in editor.frozen.words.text()
    assert editor.text.isReadOnly()
    tab.mending.ways.choose("fill")
    rest(window, settled)
    place = field(tab, "place")
    assert place.isReadOnly()  # though no receiver is filled in and the paper cannot be laid out
    assert "每份都照这一稿" in tab.form.frozen.words.text()
    place.selectAll()
    keys(place, "镇礼堂")
    tab.form.drawing.stop()  # the page asked for by the typing says nothing of the field
    tab.keep_fields()
    rest(window, settled)
    assert "取消定稿" in tab.form.fields["place"].sentence.text()
    assert tab.office.papers.fields("notice_letter")["place"] == "村礼堂"
    tab.mending.ways.choose("batch")
    rest(window, settled)
    assert window.shell.registry.run("papers.freeze")
    rest(window, settled)
    assert tab.office.versions.desk(tab.mending.wish()).frozen_on is None


def test_why_a_paper_has_no_words_is_said(window: Window, settled: Settled) -> None:
    said: list[str] = []
    window.shell.noticed.connect(lambda found: said.extend(one.code for one in found))
    for kind, code in (("election_ballot", "words_of_ballot"), ("poster", "words_of_poster")):
        tab = choose(window, kind, settled)
        tab.mending.ways.choose("mend")
        rest(window, settled)
        assert not tab.mending.on()
        if kind == "poster":
            assert f"papers.{code}" in said


def test_the_offices_own_wording_is_kept_and_taken_back(window: Window, settled: Settled) -> None:
    tab_of(window).office.papers.keep_fields("notice", {"receivers": "各村党组织"})
    tab_of(window).refresh(Changes(frozenset(Topic)))
    rest(window, settled)
    tab = mend(window, settled, "notice")
    editor = tab.mending.editor
    editor.text.show_lines(tuple(one.replace("个阶段进行", "步走") for one in lines(tab)))
    editor.text.textChanged.emit()
    press(window, Qt.Key.Key_L, CTRL, SHIFT)
    rest(window, settled)
    page = tab.places.wording
    assert page is not None
    assert page.isVisible()
    assert page.wording is not None
    assert page.wording.changed() == 1
    offered = page.text.toPlainText()
    assert "{阶段数}步走" in offered
    assert "{阶段数}" in page.blanks.text()
    page.text.setPlainText("活动分{阶段}步走。")
    QTest.keyClick(page.text, Qt.Key.Key_S, CTRL)
    rest(window, settled)
    assert "没有“阶段”可填" in page.wrong.text()
    page.text.setPlainText(offered)
    page.keep.click()
    rest(window, settled)
    assert "改过 1 处" in page.head.note.text()
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    rest(window, settled)
    assert not page.isVisible()
    assert any("步走，" in getattr(block, "text", "") for block in letter(tab).blocks)
    press(window, Qt.Key.Key_L, CTRL, SHIFT)
    rest(window, settled)
    page.undo.click()
    rest(window, settled)
    assert page.head.note.text().endswith("照随附的写法")
    assert not page.undo.isEnabled()
