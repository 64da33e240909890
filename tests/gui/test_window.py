"""The shell: start page, rail by keyboard, palette, zoom, strips, manual, crash page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMargins, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.gui.commands import Command, caps_of, key_words
from dangjian_desktop.gui.frame import EDGES
from dangjian_desktop.gui.help_page import CHAPTERS, HelpPage, headings
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import ZOOM, Settings
from dangjian_desktop.gui.settings_page import SettingsPage
from dangjian_desktop.gui.shell import Hit, Link, Shell
from dangjian_desktop.gui.start_page import RecentRow, StartPage
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import finding, hint
from dangjian_desktop.services.office import Office
from tests.gui.conftest import MakeWindow, ScriptedDesk

Settled = Callable[[Runner], None]


class NoteTab(Tab):
    """A tab that notes what the window asks of it."""

    topics = frozenset({Topic.ROSTER})

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        title = TitleRow(spec.name)
        title.add_buttons(shell.registry, *(command.id for command in spec.commands))
        self.column.addWidget(title)
        self.column.addStretch(1)
        self.refreshed: list[Changes] = []
        self.ran: list[str] = []
        self.gone_to: list[object] = []

    def refresh(self, changes: Changes) -> None:
        self.refreshed.append(changes)
        self.status("412 人")

    def go(self, target: object) -> None:
        self.gone_to.append(target)


def note_tab(tab: object) -> NoteTab:
    assert isinstance(tab, NoteTab)
    return tab


def do_import(tab: NoteTab) -> None:
    tab.ran.append("import")


ROSTER = TabSpec(
    "roster",
    "花名册",
    "people",
    NoteTab,
    (
        Command(
            "roster.import",
            "导入花名册…",
            "花名册",
            do_import,
            "Ctrl+I",
            icon="import",
        ),
        Command("roster.stop", "停用", "花名册", do_import, enabled_when=lambda tab: bool(tab.gone_to)),
    ),
)
BALLOTS = TabSpec(
    "ballots",
    "测评录入",
    "ballot",
    NoteTab,
    (Command("ballots.import", "导入测评票…", "测评录入", do_import, icon="import"),),
)


@pytest.fixture
def window(make_window: MakeWindow, book: Path, settled: Settled) -> Window:
    made = make_window(ROSTER, BALLOTS)
    made.books.open(book)
    settled(made.runner)
    return made


def test_without_a_book_the_start_page_offers_three_ways(make_window: MakeWindow) -> None:
    window = make_window(ROSTER)
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    assert [card.accessibleName() for card in page.cards] == ["打开示例", "新建", "打开"]
    assert not window.rail.buttons["roster"].isVisible()
    assert window.rail.buttons["help"].isVisible()


def test_a_new_book_is_made_where_the_clerk_says(
    make_window: MakeWindow, desk: ScriptedDesk, settled: Settled, tmp_path: Path
) -> None:
    window = make_window(ROSTER)
    desk.answer = str(tmp_path / "新镇")
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    page.cards[1].click()
    QTest.keyClick(page.first, Qt.Key.Key_Return)
    settled(window.runner)
    assert (tmp_path / "新镇.djb").exists()
    assert window.current == "roster"
    assert window.windowTitle() == "新镇 · 党建台"


def test_enter_for_a_new_book_beside_an_open_one_opens_that_one_alone(
    make_window: MakeWindow, desk: ScriptedDesk, settled: Settled, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = make_window(ROSTER)
    desk.answer = str(tmp_path / "旧镇")
    window.books.ask_new()
    settled(window.runner)
    opened: list[str] = []
    window.books.opened.connect(lambda office: opened.append(office.path.name))
    desk.answer = str(tmp_path / "新镇")
    window.show_new()
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    assert page.findChildren(RecentRow)  # the next in line for the keyboard when the form closes

    def slow(*_: object) -> str:
        QCoreApplication.processEvents()  # as the dialog does while the clerk chooses
        return desk.answer

    monkeypatch.setattr(desk, "save_file", slow)
    pressed: list[str] = []
    page.sample_asked.connect(lambda: pressed.append("示例"))
    page.file_asked.connect(lambda path, _: pressed.append(path.name))
    QTest.keyClick(page.first, Qt.Key.Key_Return)
    settled(window.runner)
    assert not pressed
    assert opened == ["新镇.djb"]
    assert window.windowTitle() == "新镇 · 党建台"
    assert window.books.office is not None
    assert window.books.office.path.name == "新镇.djb"


def test_while_a_book_is_on_its_way_no_other_is_opened(
    make_window: MakeWindow, desk: ScriptedDesk, settled: Settled, tmp_path: Path
) -> None:
    window = make_window(ROSTER)
    for name in ("甲镇", "乙镇"):
        desk.answer = str(tmp_path / name)
        window.books.ask_new()
        settled(window.runner)
    opened: list[str] = []
    window.books.opened.connect(lambda office: opened.append(office.path.name))
    window.books.open(tmp_path / "甲镇.djb")
    window.books.open(tmp_path / "乙镇.djb")
    window.books.open_sample()
    settled(window.runner)
    assert opened == ["甲镇.djb"]


def test_a_new_book_with_a_password_asks_for_it_twice_and_opens_only_with_it(
    make_window: MakeWindow, desk: ScriptedDesk, settled: Settled, tmp_path: Path
) -> None:
    window = make_window(ROSTER)
    desk.answer = str(tmp_path / "加密镇")
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    page.cards[1].click()
    page.first.setText("栖梧2012")
    page.second.setText("栖梧2021")
    QTest.keyClick(page.second, Qt.Key.Key_Return)
    assert page.second_field.sentence.text() == "两遍不一样，请重新输入。"
    assert not desk.asked
    QTest.keyClick(page.second, Qt.Key.Key_Backspace)  # the text is selected: what was said is of no use now
    assert page.second_field.sentence.text() == ""
    page.second.setText("栖梧2012")
    QTest.keyClick(page.second, Qt.Key.Key_Return)
    settled(window.runner)
    assert window.current == "roster"
    window.close_book()
    settled(window.runner)
    window.books.open(tmp_path / "加密镇.djb")
    settled(window.runner)
    assert page.ask.isVisible()
    assert not (tmp_path / "加密镇.djb").read_bytes().startswith(b"SQLite format 3")


def test_a_file_that_is_not_ours_is_refused_in_words(
    make_window: MakeWindow, settled: Settled, tmp_path: Path
) -> None:
    window = make_window(ROSTER)
    other = tmp_path / "别的.djb"
    other.write_bytes(b"")
    window.books.open(other)
    settled(window.runner)
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    assert page.problem.isVisible()
    assert "别的.djb" in page.problem_words.text()
    assert window.current == "start"


def test_a_file_with_a_password_asks_for_it_in_place(
    make_window: MakeWindow, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(ROSTER)
    path = tmp_path / "加密.djb"
    window.runner.run(window.books.opener.create(path, "栖梧2012").upkeep.close)
    window.books.open(path)
    settled(window.runner)
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    assert page.ask.isVisible()
    page.password.setText("错的")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    settled(window.runner)
    assert page.password.property("wrong")
    page.password.setText("栖梧2012")
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    settled(window.runner)
    assert window.current == "roster"


def test_enter_presses_the_button_that_has_the_keyboard(
    make_window: MakeWindow, settled: Settled, qtbot: QtBot
) -> None:
    window = make_window(ROSTER)
    page = window.tabs["start"]
    assert isinstance(page, StartPage)
    page.cards[1].setFocus()
    QTest.keyClick(page.cards[1], Qt.Key.Key_Return)
    qtbot.waitUntil(page.fresh.isVisible)


def test_enter_on_the_start_page_opens_the_file_used_last(
    make_window: MakeWindow, settings: Settings, book: Path, settled: Settled, qtbot: QtBot
) -> None:
    settings.opened(book)
    window = make_window(ROSTER)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), RecentRow))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settled(window.runner)
    assert window.books.office is not None
    assert window.books.office.path == book


def test_another_book_begins_without_the_badges_and_tabs_of_the_one_before(
    make_window: MakeWindow, settled: Settled, tmp_path: Path, clock: FixedClock
) -> None:
    window = make_window(*tab_specs())
    books = [tmp_path / "一镇.djb", tmp_path / "二镇.djb"]
    for path in books:
        ProgramOpener(clock).create(path).upkeep.close()
    errors: list[BaseException] = []
    window.runner.crashed.connect(errors.append)
    window.books.open(books[0])
    settled(window.runner)
    for name in window.specs:
        window.show_tab(name)
        window.shell.badge(name, 2)
    settled(window.runner)
    window.books.open(books[1])
    settled(window.runner)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.shell.choose_campaign("别的活动")
    settled(window.runner)
    assert errors == []
    assert [button.badge for button in window.rail.buttons.values()] == [0] * len(window.rail.buttons)


def test_esc_leaves_manual_and_settings_for_the_tab_before(window: Window) -> None:
    window.show_tab("ballots")
    for page in ("help", "settings"):
        window.show_tab(page)
        QTest.keyClick(window.tabs[page], Qt.Key.Key_Escape)
        assert window.current == "ballots"


def test_tabs_are_built_on_first_show_and_refreshed_only_when_concerned(
    window: Window, settled: Settled
) -> None:
    assert set(window.tabs) == {"start", "roster"}
    roster = note_tab(window.tabs["roster"])
    assert len(roster.refreshed) == 1
    window.spread(Changes.of(Topic.PAPERS))
    assert len(roster.refreshed) == 1
    window.spread(Changes.of(Topic.ROSTER, Topic.PAPERS))
    assert roster.refreshed[-1] == Changes.of(Topic.ROSTER)
    window.show_tab("ballots")
    window.spread(Changes.of(Topic.ROSTER))
    assert len(roster.refreshed) == 2
    window.show_tab("roster", "person-7")
    assert len(roster.refreshed) == 3
    assert roster.gone_to == ["person-7"]


def test_the_rail_follows_the_keyboard(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "ballots"
    button = window.rail.buttons["ballots"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Up)
    assert window.current == "roster"
    assert window.rail.buttons["roster"].isChecked()
    QTest.keyClick(window.rail.buttons["roster"], Qt.Key.Key_Up)
    assert window.current == "help"


@pytest.mark.parametrize("typed", ["dr", "daoru", "导入"])
def test_the_palette_finds_import_and_the_tab_in_hand_comes_first(window: Window, typed: str) -> None:
    window.open_palette()
    palette = window.palette_box
    palette.field.setText(typed)
    first = palette.list.rows[0]
    assert (first.text, first.place, first.span) == ("导入花名册…", "花名册", (0, 2))
    assert [row.text for row in palette.list.rows if row.group == "命令"][:2] == [
        "导入花名册…",
        "导入测评票…",
    ]
    assert any(row.group == "帮助" for row in palette.list.rows)


def test_enter_in_the_palette_runs_a_command_of_a_tab_not_built_yet(window: Window, qtbot: QtBot) -> None:
    window.open_palette()
    palette = window.palette_box
    QTest.keyClicks(palette.field, "drcpp")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "ballots" in window.tabs and bool(note_tab(window.tabs["ballots"]).ran))
    assert not palette.isVisible()
    assert window.current == "ballots"


def test_the_palette_limits_to_a_group_and_never_shows_more_than_nine_rows(
    window: Window, qtbot: QtBot
) -> None:
    people = [Hit(f"杜若{sign}", lambda: None, place="上塘村") for sign in "甲乙丙丁戊己庚辛"]
    window.shell.provide("人员", lambda _, take: take(people))
    window.open_palette()
    palette = window.palette_box
    palette.field.setText("d")
    assert len(palette.list.rows) == 9
    while (entry := palette.list.entry()) is not None and entry.group != "人员":
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    assert {row.group for row in palette.list.rows} == {"人员"}
    assert len(palette.list.rows) == 8
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_command_that_cannot_run_is_not_offered(window: Window) -> None:
    window.open_palette()
    assert "停用" not in [entry.text for entry in window.palette_box.commands()]
    assert not window.shell.registry.run("roster.stop")
    assert not window.shell.registry.action("roster.stop").isEnabled()


def test_zoom_holds_for_every_widget_and_is_remembered(
    window: Window, settings: Settings, qtbot: QtBot
) -> None:
    before = window.rail.width(), window.top.height()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.foot.zoom.text() == "125%"
    assert (window.rail.width(), window.top.height()) == (before[0] * 1.25, before[1] * 1.25)
    assert window.rail.font().pixelSize() == px(14) == 18
    assert settings.get(ZOOM) == 125
    for _ in range(5):
        window.zoom_by(1)
    assert window.foot.zoom.text() == "175%"
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (window.rail.width(), window.top.height()) == before


def test_the_window_holds_its_smallest_size(window: Window) -> None:
    window.resize(1024, 600)
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 600


def test_findings_stand_in_the_strip_worst_first(window: Window) -> None:
    window.shell.notice([hint("general.cancelled"), finding("general.paste_refused")])
    strip = window.surface.messages
    assert strip.isVisible()
    assert strip.state is State.WRONG
    assert strip.links.count() == 1
    strip.shut.click()
    assert not strip.isVisible()


def test_a_message_moves_nothing_on_the_page(window: Window) -> None:
    QApplication.processEvents()
    before = window.surface.area.geometry()
    window.shell.notice([finding("general.paste_refused")])
    QApplication.processEvents()
    strip = window.surface.messages
    assert strip.isVisible()
    assert window.surface.area.geometry() == before
    assert strip.geometry().bottom() == window.rect().bottom()
    window.resize(window.width() + 120, window.height() + 60)
    QApplication.processEvents()
    assert strip.width() == window.surface.width()
    assert strip.geometry().bottom() == window.rect().bottom()


def test_a_message_goes_by_itself_unless_it_is_an_error(window: Window, qtbot: QtBot) -> None:
    strip, shell = window.surface.messages, window.shell
    strip.going.setInterval(1)
    shell.say("已导入。", Link("撤销", window.show_help))
    assert strip.isVisible()
    qtbot.waitUntil(strip.isHidden)
    shell.notice([hint("general.cancelled")])
    assert strip.isVisible()
    qtbot.waitUntil(strip.isHidden)
    shell.notice([finding("general.paste_refused")])
    assert not strip.going.isActive()


def test_a_message_goes_on_esc_with_another_tab_with_the_next_act(window: Window, settled: Settled) -> None:
    strip, shell = window.surface.messages, window.shell

    def said() -> None:
        shell.notice([finding("general.paste_refused")])
        QApplication.processEvents()
        assert strip.isVisible()

    said()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert strip.isHidden()
    said()
    window.show_tab("settings")
    assert strip.isHidden()
    said()
    shell.page_turned.emit()
    assert strip.isHidden()
    said()
    window.runner.saved.emit(window.shell.clock.now())
    assert strip.isHidden()
    shell.say("已导入。")
    window.runner.saved.emit(window.shell.clock.now())  # the same act
    assert strip.isVisible()


def test_undo_without_a_step_says_so(window: Window, settled: Settled, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window.runner)
    assert window.surface.messages.isVisible()


def test_f1_opens_the_manual_at_the_page_of_the_tab(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.tabs["help"]
    assert isinstance(page, HelpPage)
    assert page.page == "roster"
    assert "导入花名册" in page.text.toPlainText()
    page.open("keys")
    assert "Ctrl+I" in page.text.toPlainText()


def test_every_chapter_of_the_manual_is_there() -> None:
    assert {heading.page for heading in headings()} == {page for page, _ in CHAPTERS}


def test_an_unexpected_error_shows_its_page_and_the_window_goes_on(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    exported: list[Path] = []
    recorded: list[BaseException] = []
    window.export = exported.append
    window.runner.crashed.connect(recorded.append)
    window.runner.run(lambda: 1 // 0)
    settled(window.runner)
    assert window.crash is not None
    assert window.crash.isVisible()
    words = " ".join(label.text() for label in window.crash.findChildren(QLabel))
    assert "已保存的数据没有丢失" in words
    desk.answer = str(tmp_path / "诊断包.zip")
    window.crash.pack.click()
    window.crash.go_on.click()
    assert exported == [tmp_path / "诊断包.zip"]
    assert [type(error) for error in recorded] == [ZeroDivisionError]
    assert not window.crash.isVisible()


def test_backups_are_listed_and_restored_from_the_settings(
    window: Window, settled: Settled, qtbot: QtBot
) -> None:
    window.show_tab("settings")
    page = window.tabs["settings"]
    assert isinstance(page, SettingsPage)
    page.now.click()
    settled(window.runner)
    restore = [button for button in page.findChildren(QPushButton) if "恢复到" in button.text()]
    restore[0].click()
    assert page.confirm.isVisible()
    page.confirm.yes.click()
    settled(window.runner)
    assert window.books.office is not None
    assert window.current == "roster"


def test_text_is_shown_as_it_stands(dressed: object, qtbot: QtBot) -> None:
    label = Label("<b>王</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_shortcut_means_one_thing_on_a_page(window: Window) -> None:
    assert window.shell.registry.clashes() == []


def test_a_window_is_no_larger_than_a_small_screen(
    dressed: QApplication, clock: FixedClock, settings: Settings
) -> None:
    window = Window(ProgramOpener(clock), (ROSTER,), clock, settings)
    room = window.screen().availableSize() - EDGES
    window.resize(room.grownBy(QMargins(0, 0, 300, 300)))
    window.keep_on_screen()
    assert window.size() == room
    window.close()
    window.deleteLater()


def test_a_window_kept_too_small_comes_back_large_enough_to_work_in(
    dressed: QApplication, clock: FixedClock, settings: Settings
) -> None:
    small = QWidget()
    small.setGeometry(20, 20, 500, 400)
    settings.keep_geometry(small.saveGeometry())
    window = Window(ProgramOpener(clock), (ROSTER,), clock, settings)
    screen = window.screen().availableSize() - EDGES
    least = min(1280, screen.width()), min(680, screen.height())
    assert (window.minimumWidth(), window.minimumHeight()) == least
    assert (window.width(), window.height()) == least
    window.close()
    window.deleteLater()


def test_what_moves_into_the_second_line_of_a_title_keeps_the_keyboard(
    dressed: QApplication, qtbot: QtBot
) -> None:
    field, views = QLineEdit(), QPushButton("全部人员　两委成员　后备人才")
    title = TitleRow("花名册", views, field)
    host = QWidget()
    page = QWidget(host)
    over = QVBoxLayout(page)
    over.addWidget(title)
    over.addWidget(QPushButton("导入"))
    qtbot.addWidget(host)
    page.resize(900, 300)
    host.show()
    field.setFocus()
    for width in (350, 900, 350):
        page.resize(width, 300)
        QCoreApplication.processEvents()
        assert (title.below > 0) == (width < 900)
        assert host.focusWidget() is field


def test_keys_are_named_as_the_keyboard_before_the_clerk_names_them() -> None:
    assert key_words("Ctrl+Shift+Return") == "Ctrl+Shift+Enter"
    assert caps_of("Ctrl++") == ("Ctrl", "+")
    assert caps_of("Alt+Up") == ("Alt", "↑")
    assert caps_of("") == ()
