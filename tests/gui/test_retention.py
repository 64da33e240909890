"""Closing a campaign's personal data in the window, by keyboard alone, from 首页 to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dangjian_desktop.domain.people import Person
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.campaigns.commands import SPEC as CAMPAIGNS
from dangjian_desktop.gui.tabs.campaigns.tab import CampaignsTab
from dangjian_desktop.gui.tabs.home.commands import SPEC as HOME
from dangjian_desktop.gui.tabs.home.tab import HomeTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.vetting import CandidateWish
from tests.gui.conftest import MakeWindow
from tests.gui.keys import tap, write
from tests.services.assessed_township import CAMPAIGN, township

Settled = Callable[[Runner], None]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2018, 1, 3, 9, 0, tzinfo=UTC))


@pytest.fixture
def vetted(tmp_path: Path) -> Path:
    made = township(tmp_path)
    with made.book.work("roster.add", "新增人员") as work:
        work.persons.add(Person(id="only", name="𬭎只泉"))
        work.commit()
    for person in ("person-0", "only"):
        made.vetting.add_candidate(
            CandidateWish(campaign_id=CAMPAIGN, person_id=person, sought_post="村委会主任")
        )
    made.book.close()
    return made.book.path


@pytest.fixture
def window(make_window: MakeWindow, vetted: Path, settled: Settled, qtbot: QtBot) -> Window:
    made = make_window(HOME, CAMPAIGNS)
    made.books.open(vetted)
    settled(made.runner)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def campaigns(window: Window) -> CampaignsTab:
    made = window.tabs["campaigns"]
    assert isinstance(made, CampaignsTab)
    return made


def test_home_says_what_is_due_and_leads_there(window: Window, settled: Settled) -> None:
    window.show_tab("home")
    settled(window.runner)
    home = window.tabs["home"]
    assert isinstance(home, HomeTab)
    line = next(one for one in home.waiting.lines if one.title == "个人资料到期，应当关闭")
    home.waiting.pressed.emit(line.target)
    settled(window.runner)
    assert window.current == "campaigns"
    assert campaigns(window).pane.title.text() == "个人资料"


def test_it_is_closed_by_keyboard_alone(window: Window, settled: Settled, vetted: Path, qtbot: QtBot) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = campaigns(window)
    tap(Qt.Key.Key_K, CONTROL | SHIFT)
    settled(window.runner)
    plan = tab.retaining.plan
    assert plan is not None
    assert plan.only_here == ("𬭎只泉",)
    tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(tab.retaining.form.fields["原因"].sentence.text()))  # type: ignore[union-attr]
    assert "原因" in tab.retaining.form.fields["原因"].sentence.text()  # type: ignore[union-attr]
    write("保存期满")
    tap(Qt.Key.Key_Return)
    qtbot.waitUntil(tab.retaining.confirm.isVisible)
    assert "2 名候选人" in tab.retaining.confirm.sentence.text()
    assert "不能撤销" in tab.retaining.confirm.sentence.text()
    tap(Qt.Key.Key_Tab)
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.retaining.plan.term.campaign.closed_on is not None  # type: ignore[union-attr]
    assert "已关闭" in window.surface.messages.sentence.text()
    assert tab.retaining.form is None
    window.close_book()
    settled(window.runner)
    assert "只泉".encode() not in vetted.read_bytes()


def test_a_later_day_is_set_and_closing_is_refused_beside_it_unasked(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = campaigns(window)
    tap(Qt.Key.Key_K, CONTROL | SHIFT)
    settled(window.runner)
    form = tab.retaining.form
    assert form is not None
    form.until.setFocus()
    tap(Qt.Key.Key_A, CONTROL)
    write("2020-12-31")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    form = tab.retaining.form
    assert form is not None
    assert form.until.text() == "2020-12-31"
    write("不要了")
    tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2020-12-31" in form.fields["保存到"].sentence.text())
    assert not tab.retaining.confirm.isVisible()
    assert tab.retaining.plan.term.campaign.closed_on is None  # type: ignore[union-attr]


def test_the_reason_typed_outlasts_a_new_day(window: Window, settled: Settled) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = campaigns(window)
    tap(Qt.Key.Key_K, CONTROL | SHIFT)
    settled(window.runner)
    write("保存期满")
    form = tab.retaining.form
    assert form is not None
    form.until.setText("2017-12-31")
    tab.retaining.save_day()
    settled(window.runner)
    again = tab.retaining.form
    assert again is not None
    assert again is not form
    assert (again.until.text(), again.reason.text()) == ("2017-12-31", "保存期满")
    assert tab.pane.unfinished()  # the reason is not stored: leaving asks first


def test_escape_leaves_the_question(window: Window, settled: Settled, qtbot: QtBot) -> None:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = campaigns(window)
    tap(Qt.Key.Key_K, CONTROL | SHIFT)
    settled(window.runner)
    write("保存期满")
    tap(Qt.Key.Key_Return)
    qtbot.waitUntil(tab.retaining.confirm.isVisible)
    tap(Qt.Key.Key_Escape)
    assert not tab.retaining.confirm.isVisible()
    assert tab.retaining.plan.candidates == 2  # type: ignore[union-attr]
