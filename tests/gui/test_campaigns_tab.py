"""活动进度 and 首页 in the real window: by keyboard, over a real book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.campaigns import Campaign, Phase, Task, TaskScope, TaskState
from dangjian_desktop.domain.organisations import Area, Community
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.signs import Chip, chip_width
from dangjian_desktop.gui.tabs.campaigns.commands import SPEC as CAMPAIGNS
from dangjian_desktop.gui.tabs.campaigns.model import gantt_rows
from dangjian_desktop.gui.tabs.campaigns.tab import CampaignsTab
from dangjian_desktop.gui.tabs.home.commands import SPEC as HOME
from dangjian_desktop.gui.tabs.home.tab import HomeTab
from dangjian_desktop.gui.theme import font
from dangjian_desktop.gui.tokens import SIZES, State
from dangjian_desktop.gui.widgets.frames import QuestionStrip
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.storage.database import Book
from tests.gui.conftest import MakeWindow, ScriptedDesk

Settled = Callable[[Runner], None]


@pytest.fixture
def filled(book: Path, clock: FixedClock) -> Path:
    """A campaign with two phases: a late task of each unit, one in doubt, one of the office."""
    with Book.open(book, clock=clock) as made, made.work("book.fill", "测试数据") as work:
        work.areas.add(Area(id="a", name="东岭片", order=1))
        for number, name in enumerate(("松岗村", "竹溪村", "新苑社区"), 1):
            area = "a" if number < 3 else None
            work.communities.add(Community(id=f"u{number}", name=name, area_id=area, order=number))
        work.campaigns.add(Campaign(id="c", title="“回头看”活动", year=2012))
        phases = (("p1", "准备调研阶段", date(2012, 3, 11), date(2012, 3, 31)),
                  ("p2", "整顿改进阶段", date(2012, 4, 1), date(2012, 9, 30)))  # fmt: skip
        for number, (key, name, start, end) in enumerate(phases, 1):
            work.phases.add(Phase(id=key, campaign_id="c", order=number, name=name, start=start, end=end))
        each = TaskScope.EACH_UNIT
        work.tasks.add(Task(id="t1", campaign_id="c", phase_id="p1", order=1, items=("提交方案", "建立档案"),
                            due_text="3月23日", end=date(2012, 3, 23), scope=each))  # fmt: skip
        work.tasks.add(Task(id="t2", campaign_id="c", phase_id="p2", order=2, items=("制定挂点方案",),
                            due_text="4月15日前", end=date(2012, 4, 15)))  # fmt: skip
        work.tasks.add(Task(id="t3", campaign_id="c", phase_id="p2", order=3, items=("督导整改",), scope=each,
                            due_text="4月下旬-10月底", start=date(2012, 4, 21), end=date(2012, 10, 31),
                            other_due_text="9月底前", other_end=date(2012, 9, 30)))  # fmt: skip
        work.commit()
    return book


@pytest.fixture
def window(make_window: MakeWindow, filled: Path, settled: Settled) -> Window:
    made = make_window(HOME, CAMPAIGNS)
    made.books.open(filled)
    settled(made.runner)
    return made


def campaigns_tab(window: Window, settled: Settled) -> CampaignsTab:
    window.show_tab("campaigns")
    settled(window.runner)
    tab = window.tabs["campaigns"]
    assert isinstance(tab, CampaignsTab)
    return tab


def test_signing_off_one_unit_by_keyboard_and_taking_it_back(
    window: Window, settled: Settled, qtbot: QtBot, filled: Path, clock: FixedClock
) -> None:
    tab = campaigns_tab(window, settled)
    tab.views.choose("board")
    qtbot.keyClick(tab.board, Qt.Key.Key_Down)
    settled(window.runner)
    qtbot.keyClick(tab.board, Qt.Key.Key_Down)
    settled(window.runner)
    assert tab.unit == ("u2", "竹溪村")
    assert tab.pane.form is not None
    form = tab.pane.form
    tab.acting.save_tick()
    settled(window.runner)
    assert "签收人" in form.fields["signer"].sentence.text()
    form.signer.setText("党建办")
    qtbot.keyClicks(form.evidence, "scan 1")
    tab.acting.save_tick()
    settled(window.runner)
    assert tab.state is not None
    assert tab.state.tasks[0].share.done == 1
    assert tab.state.tasks[0].late_units == ("u1", "u3")
    window.books.undo()
    settled(window.runner)
    assert tab.state.tasks[0].share.done == 0


def test_closing_asks_about_a_unit_half_signed_off(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = campaigns_tab(window, settled)
    tab.views.choose("board")
    qtbot.keyClick(tab.board, Qt.Key.Key_Down)
    settled(window.runner)
    assert tab.pane.form is not None
    assert not tab.unfinished()
    qtbot.keyClicks(tab.pane.form.evidence, "scan 1")
    assert not window.close()
    assert window.surface.messages.sentence.text().startswith("“销号”还没有保存。")
    window.surface.messages.dismiss()
    qtbot.keyClick(tab.board, Qt.Key.Key_Down)  # another unit: nothing typed of it
    settled(window.runner)
    assert window.close()


def test_a_contradiction_is_shown_with_both_times_and_decided_by_a_press(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = campaigns_tab(window, settled)
    assert tab.doubt.isVisible()
    assert "9月底前" in tab.doubt_words.text()
    assert "10月底" in tab.doubt_words.text()
    qtbot.mouseClick(tab.as_body, Qt.MouseButton.LeftButton)
    settled(window.runner)
    assert not tab.doubt.isVisible()
    assert tab.state is not None
    assert tab.state.tasks[2].task.end == date(2012, 9, 30)


def press(window: Window, place: QPoint) -> None:
    """Click where the mouse is, whatever stands there."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def listening(strip: QuestionStrip, qtbot: QtBot) -> None:
    """Let the time of a double click pass."""
    strip.deaf.start(0)
    qtbot.waitUntil(lambda: not strip.deaf.isActive())


def test_the_second_click_of_a_double_click_decides_nothing(
    window: Window, settled: Settled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = campaigns_tab(window, settled)
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    confirm, answers = tab.retaining.confirm, list[str]()
    confirm.ask("不能撤销。", "关闭个人资料", lambda: answers.append("yes"))
    assert not tab.doubt.isVisible()
    tab.refresh(Changes())
    settled(window.runner)
    assert not tab.doubt.isVisible()  # one question at a time
    press(window, confirm.yes.mapTo(window, confirm.yes.rect().center()))
    assert confirm.isVisible()
    assert not answers
    listening(confirm, qtbot)
    press(window, confirm.yes.mapTo(window, confirm.yes.rect().center()))
    assert answers == ["yes"]
    qtbot.waitUntil(lambda: tab.doubt.isVisible() and not confirm.isVisible())
    settled(window.runner)
    press(window, tab.as_table.mapTo(window, tab.as_table.rect().center()))
    settled(window.runner)
    assert tab.doubt.isVisible()
    listening(tab.doubt, qtbot)
    press(window, tab.as_table.mapTo(window, tab.as_table.rect().center()))
    settled(window.runner)
    assert not tab.doubt.isVisible()


def test_search_leads_to_the_table_and_arrows_move_in_the_chart(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    tab = campaigns_tab(window, settled)
    qtbot.keyClick(tab.gantt, Qt.Key.Key_Down)
    qtbot.keyClick(tab.gantt, Qt.Key.Key_Down)
    assert tab.task_id == "t1"
    tab.search("挂点")
    assert tab.views.current() == "table"
    assert [line.progress.task.id for line in tab.table.rows_model.shown] == ["t2"]


def test_a_new_task_typed_in_the_pane_is_added(window: Window, settled: Settled, qtbot: QtBot) -> None:
    tab = campaigns_tab(window, settled)
    tab.acting.begin_task()
    assert tab.pane.new is not None
    tab.acting.save_task()
    assert tab.pane.new.fields["words"].sentence.text()
    tab.pane.new.words.setText("上报名单")
    tab.pane.new.due.setText("4月20日前")
    qtbot.keyClick(tab.pane.new.due, Qt.Key.Key_Return)
    settled(window.runner)
    assert tab.state is not None
    assert tab.state.tasks[-1].task.end == date(2012, 4, 20)
    assert not tab.pane.isVisible()


def test_chart_and_board_go_to_the_clipboard_as_pictures(window: Window, settled: Settled) -> None:
    tab = campaigns_tab(window, settled)
    for view in ("gantt", "board"):
        tab.views.choose(view)
        tab.acting.copy_picture()
        picture = QGuiApplication.clipboard().image()
        assert picture.width() > 1000
        assert len({picture.pixel(x, picture.height() // 2) for x in range(0, picture.width(), 3)}) > 5


@pytest.mark.parametrize("which", ["gantt", "board"])
def test_a_drawing_fills_its_page_however_fine_the_printer_draws(
    window: Window, settled: Settled, which: str
) -> None:
    """A printer has 1,200 dots an inch; Qt would draw a recorded picture twelve times too large there."""
    tab = campaigns_tab(window, settled)
    view, sheets = {"gantt": tab.gantt, "board": tab.board}[which], list[QImage]()
    for dots in (96, 1200):
        sheet = QImage(1123, 794, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        for turn in (sheet.setDotsPerMeterX, sheet.setDotsPerMeterY):
            turn(round(dots / 0.0254))
        painter = QPainter(sheet)
        view.paint_page(painter, QRectF(0, 0, sheet.width(), sheet.height()))
        painter.end()
        sheet.setDotsPerMeterX(3780)
        sheet.setDotsPerMeterY(3780)
        sheets.append(sheet)
    assert sheets[0] == sheets[1]
    assert any(sheets[0].pixel(at, 40) != 0xFFFFFFFF for at in range(700, 1123))


def test_rows_say_how_late_and_which_words_were_written(filled: Path, clock: FixedClock) -> None:
    office = ProgramOpener(clock).open(filled)
    status = office.campaigns.status("c")
    office.upkeep.close()
    rows = gantt_rows(status)
    assert [row.title for row in rows][:2] == ["一、准备调研阶段", "提交方案 等 2 项"]
    assert (rows[1].note, rows[1].due_text, rows[1].done_text) == ("逾期 20 天", "3月23日", "0\u2009/\u20093")
    assert rows[3].note == "还有 3 天"


def test_a_chip_of_many_days_late_has_room_for_its_words(dressed: object) -> None:
    days = [Chip(f"逾期 {late} 天", State.OVERDUE) for late in (6, 1892)]
    bold = QFontMetricsF(font(SIZES.note, bold=True)).horizontalAdvance(days[1].text)
    assert chip_width(days[0]) < chip_width(days[1])
    assert chip_width(days[1]) >= bold + 16


def test_home_says_nothing_before_it_knows(window: Window, qtbot: QtBot) -> None:
    shown = window.tabs["home"]
    assert isinstance(shown, HomeTab)
    fresh = HomeTab(HOME, shown.office, window.shell)
    qtbot.addWidget(fresh)
    assert fresh.inside.isHidden()  # else it would say that nothing is due and nothing waits
    fresh.show_dashboard(shown.office.home.dashboard())
    assert not fresh.inside.isHidden()


def test_home_shows_what_is_late_first_and_every_line_is_a_door(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.show_tab("home")
    settled(window.runner)
    tab = window.tabs["home"]
    assert isinstance(tab, HomeTab)
    assert [line.chip.text for line in tab.due.lines if line.chip] == ["逾期 20 天", "还有 3 天"]
    assert "1 项逾期" in tab.head.note.text()
    assert [line.title for line in tab.waiting.lines] == ["完成时间待选定"]
    tab.due.setFocus()
    qtbot.keyClick(tab.due, Qt.Key.Key_Down)
    qtbot.keyClick(tab.due, Qt.Key.Key_Return)
    settled(window.runner)
    assert window.current == "campaigns"
    opened = window.tabs["campaigns"]
    assert isinstance(opened, CampaignsTab)
    assert opened.task_id == "t1"


def test_an_empty_home_leads_to_the_import(
    make_window: MakeWindow, book: Path, settled: Settled, desk: ScriptedDesk
) -> None:
    window = make_window(HOME, CAMPAIGNS)
    window.books.open(book)
    settled(window.runner)
    home = window.tabs["home"]
    assert isinstance(home, HomeTab)
    names = [button.text().strip() for button in home.empty.findChildren(QPushButton)]
    assert names == ["导入活动通知…", "打开示例"]
    home.empty.findChildren(QPushButton)[0].click()
    settled(window.runner)
    assert window.current == "campaigns"
    assert len(desk.asked) == 1


def test_without_a_campaign_the_import_has_the_focus_and_its_key(
    make_window: MakeWindow, book: Path, settled: Settled, desk: ScriptedDesk, qtbot: QtBot
) -> None:
    window = make_window(HOME, CAMPAIGNS)
    window.books.open(book)
    settled(window.runner)
    window.activateWindow()
    window.show_tab("campaigns")
    settled(window.runner)
    tab = window.tabs["campaigns"]
    assert isinstance(tab, CampaignsTab)
    assert window.focusWidget() is tab.bring
    keys = [key.toString() for key in tab.action("campaigns.import").shortcuts()]
    assert keys == ["Ctrl+Shift+N", "Ctrl+I"]
    qtbot.keyClick(tab.bring, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    settled(window.runner)
    assert len(desk.asked) == 1


def test_a_backup_to_a_chosen_folder_is_made_and_told(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    window.show_tab("home")
    settled(window.runner)
    desk.answer = str(tmp_path / "U盘")
    tab = window.tabs["home"]
    assert isinstance(tab, HomeTab)
    tab.back_up_to()
    settled(window.runner)
    assert list((tmp_path / "U盘").glob("*.djb"))


def test_recorded_states_have_their_own_words_on_the_board(filled: Path, clock: FixedClock) -> None:
    from dangjian_desktop.gui.tabs.campaigns.model import board_of, cell_words
    from dangjian_desktop.services.campaigns import Tick

    office = ProgramOpener(clock).open(filled)
    for unit, state in (("u1", TaskState.DONE), ("u2", TaskState.WAIVED)):
        office.campaigns.tick(Tick(task_id="t1", community_id=unit, state=state, signer="甲", evidence="乙"))
    board = board_of(office.campaigns.status("c"))
    office.upkeep.close()
    assert [cell_words(row.cells[0])[0] for row in board.rows] == ["4-12", "免办", "逾 20 天"]
    assert board.areas == (("东岭片", 2), ("片外", 1))


def test_home_puts_what_waits_under_what_is_due_when_the_zoom_leaves_no_room(
    window: Window, settled: Settled, dressed: QApplication
) -> None:
    window.show_tab("home")
    settled(window.runner)
    home = window.tabs["home"]
    assert isinstance(home, HomeTab)
    QApplication.processEvents()
    assert home.side.mapTo(home, QPoint(0, 0)).x() > home.due.geometry().right()
    window.zoom_to(150)
    QApplication.processEvents()
    assert home.side.width() == home.due.width()
    assert home.area.horizontalScrollBar().maximum() == 0
