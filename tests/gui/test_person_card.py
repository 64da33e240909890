"""The card of a person in 花名册 by keyboard: posts, what led where, the photo, every fact at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.tabs.roster.facts_form import FactsForm
from dangjian_desktop.gui.tabs.roster.photos import PhotoPlace, PurposeForm
from dangjian_desktop.gui.tabs.roster.tab import RosterTab
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.widgets.words import ChipLabel
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.roster_edits import FIELD_WORDS
from tests.exchange.drawn_photo import drawn_photo
from tests.gui.conftest import ScriptedDesk, ShowRoster
from tests.gui.keys import tap

Settled = Callable[[Runner], None]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
WHO = "程清川"
OFFSCREEN = "This plugin does not support"


@pytest.fixture
def clock() -> FixedClock:
    """Return the clock of the sample township."""
    return FixedClock(MOMENT)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the sample township as a file."""
    path = tmp_path_factory.mktemp("sample") / "栖梧镇.djb"
    ProgramOpener(FixedClock(MOMENT)).sample(path, Silent()).upkeep.close(backup=False)
    return path.read_bytes()


@pytest.fixture
def window(show_roster: ShowRoster, sample: bytes, tmp_path: Path) -> Window:
    path = tmp_path / "栖梧镇.djb"
    path.write_bytes(sample)
    return show_roster(path, specs=tab_specs())


@pytest.fixture
def tab(window: Window, settled: Settled, qtbot: QtBot) -> RosterTab:
    """Return the tab with a person in hand whose card is told."""
    made = window.tabs["roster"]
    assert isinstance(made, RosterTab)
    made.search(WHO)
    qtbot.waitUntil(lambda: made.pane.card is not None)
    made.people.setFocus()
    return made


def words(tab: RosterTab) -> list[str]:
    return [one.text() for one in tab.pane.findChildren(QLabel) if one.isVisibleTo(tab.pane) and one.text()]


def link(tab: RosterTab, name: str) -> QPushButton:
    return next(one for one in tab.pane.findChildren(QPushButton) if one.accessibleName().startswith(name))


def to_link(tab: RosterTab, name: str) -> None:
    """Go to a link of the card with Tab alone."""
    wanted = link(tab, name)
    tab.pane.shut.setFocus()
    for _ in range(40):
        if QApplication.focusWidget() is wanted:
            return
        tap(Qt.Key.Key_Tab)
    raise AssertionError(name)


def person(tab: RosterTab, name: str = WHO):  # type: ignore[no-untyped-def]
    assert tab.picture is not None
    return next(one.person for one in tab.picture.persons if one.person.name == name)


def test_posts_vetting_talk_and_meetings_stand_on_the_card(tab: RosterTab) -> None:
    seen = words(tab)
    heads = ("现任职务", "曾任职务", "基本情况", "资格审查", "谈话和告知", "测评结果")
    assert [one for one in seen if one in heads] == list(heads)
    assert "党支部副书记" in seen
    assert "通过" in [one.accessibleName() for one in tab.pane.findChildren(ChipLabel)]
    assert any(one.startswith("诫勉谈话") for one in seen)
    assert any("不满意率 50.0%" in one for one in seen)


def test_links_lead_there_by_keyboard(window: Window, tab: RosterTab, settled: Settled) -> None:
    to_link(tab, "查看党支部书记")
    tap(Qt.Key.Key_Space)
    settled(window.runner)
    assert window.current == "vetting"
    window.show_tab("roster")
    told = next(one for one in words(tab) if "不满意率" in one)
    to_link(tab, f"查看{told}")
    tap(Qt.Key.Key_Space)
    settled(window.runner)
    assert window.current == "ballots"


def test_a_paper_about_the_person_is_opened_in_its_tab_by_enter(
    window: Window, tab: RosterTab, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    papers = tab.office.papers
    wish = PaperWish(kind="vetting_sheet", values={"candidate": WHO})
    for name in ("资格审查表.pdf", "改过的.docx"):
        papers.save(wish, tmp_path / name)
    for number in range(13):  # so that it is not among the newest
        papers.save(PaperWish(kind="cadre_list"), tmp_path / f"{number}.xlsx")
    settled(window.runner)
    tab.pane.card = None
    tab.acts.ask_card(tab.pane.shown_key)
    qtbot.waitUntil(lambda: "公文" in words(tab))
    assert any("，第 2 次生成，" in one for one in words(tab))
    first = [one for one in tab.pane.findChildren(QPushButton) if "资格审查表" in one.accessibleName()][-1]
    first.setFocus()
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert window.current == "papers"
    shown = window.tabs["papers"]
    assert isinstance(shown, PapersTab)
    assert shown.form.current().code == "vetting_sheet"
    qtbot.waitUntil(lambda: any(one.hasFocus() for one in shown.checks.ways))
    (way,) = shown.checks.ways
    assert way.accessibleName().startswith("打开")
    assert "资格审查表" in way.accessibleName()
    papers.save(wish, tmp_path / "再一份.pdf")
    shown.refresh(Changes.of(Topic.PAPERS))
    settled(window.runner)
    assert shown.checks.pointed == ""


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_a_photo_is_put_looked_at_changed_and_removed(
    window: Window, tab: RosterTab, desk: ScriptedDesk, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    assert tab.pane.findChild(PhotoPlace) is None
    desk.answer = str(tmp_path / "照片.png")
    Path(desk.answer).write_bytes(drawn_photo("PNG", (300, 400)))
    tap(Qt.Key.Key_F, CONTROL | ALT)
    qtbot.waitUntil(lambda: person(tab).photo is not None and not window.runner.busy())
    place = tab.photos.place
    assert place is not None
    qtbot.waitUntil(lambda: not place.frame.photo.isNull())
    small = place.frame.height()
    assert place.frame.photo.height() == 400
    tap(Qt.Key.Key_Q, CONTROL | ALT)
    assert place.frame.height() > 2 * small
    tap(Qt.Key.Key_Q, CONTROL | ALT)
    assert place.frame.height() == small
    first = person(tab).photo
    QGuiApplication.clipboard().setImage(QImage(200, 200, QImage.Format.Format_RGB32))
    tap(Qt.Key.Key_Y, CONTROL | ALT)
    qtbot.waitUntil(lambda: person(tab).photo != first and not window.runner.busy())
    tap(Qt.Key.Key_X, CONTROL | ALT)
    qtbot.waitUntil(lambda: person(tab).photo is None and not window.runner.busy())
    assert tab.photos.place is None
    tap(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: person(tab).photo not in (None, first) and not window.runner.busy())
    tap(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: person(tab).photo == first and not window.runner.busy())


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_a_picture_dropped_on_the_card_and_one_that_is_damaged(
    window: Window, tab: RosterTab, tmp_path: Path, settled: Settled
) -> None:
    said: list[str] = []
    window.runner.noticed.connect(lambda found: said.extend(one.code for one in found))
    for number, data in enumerate((drawn_photo("JPEG", (300, 400))[:900], drawn_photo("BMP", (30, 40)))):
        path = tmp_path / f"照片{number}.jpg"
        path.write_bytes(data)
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path))])
        none = Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, none)
        drop = tab.pane.findChild(FileDrop)
        assert drop is not None
        assert drop.eventFilter(tab.pane, event)
        settled(window.runner)
        assert (person(tab).photo is None) is (number == 0)
        if number == 0:
            assert said == ["files.picture_damaged"]


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_a_photo_goes_out_with_its_purpose(
    window: Window, tab: RosterTab, desk: ScriptedDesk, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.books.office is not None
    window.runner.run(window.books.office.portraits.put, person(tab).id, drawn_photo("PNG", (30, 40)))
    qtbot.waitUntil(lambda: person(tab).photo is not None and not window.runner.busy())
    desk.answer = str(tmp_path / "出")
    tap(Qt.Key.Key_D, CONTROL | ALT)
    form = tab.pane.asking
    assert isinstance(form, PurposeForm)
    tap(Qt.Key.Key_Return)
    assert form.fields["用途"].sentence.text() == "请写明导出做什么用。"
    form.purpose.setText("办工作证")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert (tmp_path / "出.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert tab.pane.isVisible()
    assert tab.pane.asking is None


@pytest.mark.qt_log_ignore(OFFSCREEN)
def test_every_fact_is_changed_in_one_form_with_one_way_back(
    window: Window, tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    before = person(tab)
    tab.pane.shut.setFocus()
    tap(Qt.Key.Key_F2)
    form = tab.pane.asking
    assert isinstance(form, FactsForm)
    qtbot.waitUntil(form.editors["note"].isVisible)
    assert form.editors["name"].hasFocus()
    assert [*form.fields] == [*FIELD_WORDS.values()]
    for _ in range(list(form.editors).index("birth")):
        tap(Qt.Key.Key_Tab)
    assert form.editors["birth"].hasFocus()
    form.editors["birth"].selectAll()
    QTest.keyClicks(form.editors["birth"], "1975.13")
    form.editors["education"].setText("大学专科")
    tap(Qt.Key.Key_Return)
    settled(window.runner)
    assert "没有这个日期" in form.fields["出生日期"].sentence.text()
    assert form.editors["birth"].hasFocus()
    assert person(tab) == before
    form.editors["birth"].setText("75.3")
    form.editors["note"].setText("县人大代表")
    tap(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: person(tab).note == "县人大代表" and not window.runner.busy())
    after = person(tab)
    assert (after.birth.isoformat(), after.education) == ("1975-03-01", "大专")
    assert (after.phone, after.id_number) == (before.phone, before.id_number)
    assert tab.pane.isVisible()
    tab.people.setFocus()
    tap(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: person(tab) == before and not window.runner.busy())


def test_what_is_wrong_with_a_fact_low_in_the_form_is_seen_whole(
    window: Window, tab: RosterTab, settled: Settled, qtbot: QtBot
) -> None:
    tap(Qt.Key.Key_F2, SHIFT)
    form = tab.pane.asking
    assert isinstance(form, FactsForm)
    around = form.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    assert around is not None
    port = around.viewport()
    for name, typed in (("id_number", "123"), ("phone", "1991234567")):
        around.verticalScrollBar().setValue(0)
        editor, field = form.editors[name], form.fields[FIELD_WORDS[name]]
        before = editor.text()
        editor.setFocus()
        editor.setText(typed)
        tap(Qt.Key.Key_Return)
        settled(window.runner)
        qtbot.waitUntil(lambda field=field: field.sentence.isVisible())  # type: ignore[misc]
        QApplication.processEvents()
        assert field.mapTo(port, field.rect().bottomLeft()).y() <= port.height()
        editor.setText(before)


def test_esc_goes_back_to_the_card_and_keeps_nothing(
    window: Window, tab: RosterTab, settled: Settled
) -> None:
    before = person(tab)
    tap(Qt.Key.Key_F2, SHIFT)
    form = tab.pane.asking
    assert isinstance(form, FactsForm)
    form.editors["note"].setText("不要")
    tap(Qt.Key.Key_Escape)
    settled(window.runner)
    assert tab.pane.asking is None
    assert tab.pane.isVisible()
    assert tab.people.hasFocus()
    assert "现任职务" in words(tab)
    assert person(tab) == before
