"""资格联审 by keys: the matrix, answers typed in the pane, telling, 复核 beside the first answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dangjian_desktop.domain.vetting import Answer
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.home.commands import SPEC as HOME
from dangjian_desktop.gui.tabs.vetting.commands import SPEC
from dangjian_desktop.gui.tabs.vetting.forms import CandidateForm, OpinionForm, TalkForm, TellForm
from dangjian_desktop.gui.tabs.vetting.pane import clause_section
from dangjian_desktop.gui.tabs.vetting.tab import EMPTY, VettingTab
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.tokens import ZOOMS
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.vetting_views import Conclusion
from tests.gui.conftest import MakeWindow, OpenTab, settle
from tests.services.assessed_township import CAMPAIGN, Township, survey, township
from tests.services.test_vetting import all_clear, propose

Settled = Callable[[Runner], None]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2012, 4, 21, 10, 18, tzinfo=UTC))


@pytest.fixture
def window(open_tab: OpenTab, tmp_path: Path) -> Window:
    made = township(tmp_path, 4)
    with_candidates(made)
    made.book.close()
    return open_tab(tmp_path / "测试.djb", SPEC)


def with_candidates(made: Township) -> None:
    """Three candidates: over half dissatisfied, a third dissatisfied, nothing answered."""
    survey(made, 0, satisfied=15, dissatisfied=23, valid=40)
    survey(made, 1, satisfied=20, dissatisfied=14, valid=40)
    survey(made, 2, satisfied=38, valid=40)
    ids = [propose(made, n) for n in range(3)]
    all_clear(made, ids[0])
    all_clear(made, ids[1])


def tab_of(window: Window) -> VettingTab:
    page = window.tabs["vetting"]
    assert isinstance(page, VettingTab)
    return page


def at(tab: VettingTab, line: int, clause: str) -> None:
    tab.matrix.setFocus()
    tab.matrix.setCurrentIndex(tab.model.index(line, tab.model.column_of(clause)))
    QApplication.processEvents()


def texts(tab: VettingTab, line: int) -> list[str]:
    return [str(tab.model.index(line, n).data()) for n in range(tab.model.columnCount())]


def pane_words(tab: VettingTab) -> str:
    return "\n".join(label.text() for label in tab.pane.findChildren(Label))


def test_the_matrix_shows_answers_exceptions_and_results(window: Window) -> None:
    tab = tab_of(window)
    assert texts(tab, 0)[2:] == ["无问题", "有问题", "无问题", "无问题", "无问题", "不通过"]
    assert texts(tab, 1)[2:] == ["无问题", "无问题", "须谈话", "无问题", "无问题", "待定"]
    assert texts(tab, 2)[2:] == ["未答", "无问题", "无问题", "未答", "未答", "待定"]
    counts = {name: button.segment.count for name, button in tab.results.buttons.items()}
    assert counts == {"all": 3, "passed": 0, "pending": 2, "failed": 1}
    assert tab.words[:2] == ("3 名候选人 × 5 条", "意见 12 / 15")


def test_the_pane_names_clause_arithmetic_and_source_with_masked_data(window: Window) -> None:
    tab = tab_of(window)
    at(tab, 0, "dissatisfied_over_half")
    QTest.keyClick(tab.matrix, Qt.Key.Key_Return)
    words = pane_words(tab)
    assert "23 ÷ 40 = 57.5%" in words
    assert "测评结果（1 场），自动判断" in words
    assert "9901**********1001" in words
    assert "990101" not in words
    assert "四个不准之二" in words


def test_a_digit_answers_and_the_next_open_candidate_follows(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    at(tab, 2, "motive")
    QTest.keyClick(tab.matrix, Qt.Key.Key_1)
    form = tab.pane.form
    assert isinstance(form, OpinionForm)
    assert QApplication.focusWidget() is form.by
    form.by.insert("镇党委 巫青岚")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    settle(window, settled)
    assert texts(tab, 2)[5] == "无问题"
    at(tab, 2, "conditions")
    QTest.keyClick(tab.matrix, Qt.Key.Key_3)
    again = tab.pane.form
    assert isinstance(again, OpinionForm)
    assert again.by.text() == "镇党委 巫青岚"


def test_a_problem_without_basis_is_told_beside_the_field(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    at(tab, 2, "conditions")
    QTest.keyClick(tab.matrix, Qt.Key.Key_2)
    form = tab.pane.form
    assert isinstance(form, OpinionForm)
    form.saved.emit()
    settle(window, settled)
    assert "要写明依据" in form.fields["basis"].sentence.text()
    assert "要写明佐证材料" in form.fields["evidence"].sentence.text()
    form.on.setText("昨天")
    form.saved.emit()
    assert form.fields["on"].sentence.text().startswith("日期请写成")
    QTest.keyClick(form.by, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert tab.pane.form is None


def test_computed_clauses_take_no_answer(window: Window) -> None:
    tab = tab_of(window)
    at(tab, 0, "dissatisfied_over_half")
    assert not window.shell.registry.enabled("vetting.opinion")
    QTest.keyClick(tab.matrix, Qt.Key.Key_1)
    assert tab.pane.form is None


def test_telling_then_review_keeps_both_results(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    at(tab, 0, "conditions")
    window.shell.registry.run("vetting.tell")
    form = tab.pane.form
    assert isinstance(form, TellForm)
    form.by.setText("经办人")
    form.saved.emit()
    settle(window, settled)
    assert "告知本人：不通过" in pane_words(tab)
    assert "至 2012-04-24" in pane_words(tab)
    at(tab, 0, "conditions")
    assert window.shell.registry.run("vetting.review")
    review = tab.pane.form
    assert isinstance(review, OpinionForm)
    review.choose(Answer.CLEAR)
    review.by.setText("镇换届领导小组")
    review.saved.emit()
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    cell = row.cell("conditions")
    assert cell is not None
    assert len(cell.opinions) == 2
    assert "原意见：" in pane_words(tab)


def test_a_talk_settles_who_must_be_talked_to(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    at(tab, 1, "dissatisfied_third")
    window.shell.registry.run("vetting.talk")
    form = tab.pane.form
    assert isinstance(form, TalkForm)
    form.by.setText("镇党委书记")
    form.saved.emit()
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    assert row.conclusion is Conclusion.PASSED
    assert texts(tab, 1)[4] == "已谈话"


def test_a_half_typed_answer_makes_room_and_comes_back(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    at(tab, 1, "conditions")
    window.shell.registry.run("vetting.opinion")
    form = tab.pane.form
    assert isinstance(form, OpinionForm)
    form.answer.choose(Answer.CHECKING.value)
    form.basis.setPlainText("正在核实的事")
    window.shell.registry.run("vetting.talk")
    talk = tab.pane.form
    assert isinstance(talk, TalkForm)
    talk.by.setText("镇党委书记")
    talk.saved.emit()
    settle(window, settled)
    at(tab, 1, "conditions")
    window.shell.registry.run("vetting.opinion")
    again = tab.pane.form
    assert isinstance(again, OpinionForm)
    assert (again.answer.current(), again.basis.toPlainText()) == (Answer.CHECKING.value, "正在核实的事")
    again.left.emit()
    window.shell.registry.run("vetting.opinion")
    fresh = tab.pane.form
    assert isinstance(fresh, OpinionForm)
    assert fresh.basis.toPlainText() == ""


def test_a_candidate_is_found_by_initials_and_proposed(window: Window, settled: Settled) -> None:
    tab = tab_of(window)
    window.shell.registry.run("vetting.add")
    settle(window, settled)
    form = tab.pane.form
    assert isinstance(form, CandidateForm)
    QTest.keyClicks(form.person, "gxq")
    assert [hit.name for hit in form.hits] == ["耿夏泉"]
    QTest.keyClick(form.person, Qt.Key.Key_Return)
    assert form.chosen is not None
    assert form.serving.isChecked()
    QTest.keyClick(form.post, Qt.Key.Key_Return)
    settle(window, settled)
    assert form.fields["post"].sentence.text() == "请写明拟任职务。"
    form.post.insert("副主任")
    QTest.keyClick(form.post, Qt.Key.Key_Return)
    settle(window, settled)
    row = tab.row_in_hand()
    assert row is not None
    assert (row.person.name, row.candidate.sought_post) == ("耿夏泉", "副主任")
    assert row.candidate.campaign_id == CAMPAIGN


def test_the_segments_keep_those_who_stand_so(window: Window) -> None:
    tab = tab_of(window)
    tab.results.choose("failed")
    assert [row.person.name for row in tab.model.shown] == ["程暮山"]
    tab.results.choose("all")
    assert len(tab.model.shown) == 3


def test_without_candidates_the_place_says_what_belongs_there(open_tab: OpenTab, tmp_path: Path) -> None:
    township(tmp_path, 2).book.close()
    window = open_tab(tmp_path / "测试.djb", SPEC)
    assert tab_of(window).stack.currentIndex() == EMPTY


def test_the_rail_counts_before_the_tab_was_ever_shown(
    make_window: MakeWindow, tmp_path: Path, settled: Settled
) -> None:
    made = township(tmp_path, 4)
    with_candidates(made)
    made.book.close()
    window = make_window(HOME, SPEC)
    window.begin(tmp_path / "测试.djb")
    settle(window, settled)
    assert window.current == "home"
    assert window.rail.buttons["vetting"].badge == 2


def test_what_a_closed_campaign_no_longer_holds_is_not_called_missing(window: Window) -> None:
    tab = tab_of(window)
    at(tab, 0, "dissatisfied_over_half")
    shown = tab.row_in_hand()
    assert shown is not None
    cell = shown.cell("dissatisfied_over_half")
    assert cell is not None
    emptied = replace(cell, who="")
    closed = replace(shown, candidate=replace(shown.candidate, alias="候选人 01"))
    section = clause_section(closed, emptied)
    said = [label.text() for label in section.findChildren(Label)]
    assert any("个人资料已关闭" in text for text in said)
    assert "还没有录入测评票" not in said
    section = clause_section(shown, emptied)
    assert "还没有录入测评票" in [label.text() for label in section.findChildren(Label)]


@pytest.mark.parametrize("percent", ZOOMS)
def test_an_answer_is_asked_without_scrolling_sideways(
    window: Window, dressed: QApplication, percent: int
) -> None:
    tab = tab_of(window)
    window.resize(1280, 680)
    set_zoom(dressed, percent)
    at(tab, 2, "motive")
    tab.acting.begin_opinion()
    QApplication.processEvents()
    assert isinstance(tab.pane.form, OpinionForm)
    assert tab.pane.area.horizontalScrollBar().maximum() == 0
    answers = list(tab.pane.form.answer.buttons.values())
    assert all(one.width() >= one.sizeHint().width() for one in answers)
    set_zoom(dressed, 100)
