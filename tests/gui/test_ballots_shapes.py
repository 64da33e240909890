"""Ballots that judge a list, tick several or say something in words, typed in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballot_lists import ListedSubject, laid
from dangjian_desktop.domain.ballots import BallotDraft, Headcount, Meeting
from dangjian_desktop.domain.people import Person, Post, PostRole
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.list_form import ListForm
from dangjian_desktop.gui.tabs.ballots.look import Scale
from dangjian_desktop.gui.tabs.ballots.placing import Placing
from dangjian_desktop.gui.tabs.ballots.remark_field import RemarkField
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.shape import Style, lines_of
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from tests.gui.conftest import MakeWindow
from tests.services.polled_township import CAMPAIGN, village

Settled = Callable[[Runner], None]
EDITIONS = {"member_appraisal": "2020", "team_and_members": "2020", "residents_survey": "2013"}
NAMES = ("蓝若岚", "钟大山", "雷小满")


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path, settled: Settled, qtbot: QtBot) -> Window:
    path = tmp_path / "本镇.djb"
    made = village(path)
    with made.book.work("book.fill", "测试数据") as work:
        for n, name in enumerate(NAMES):
            if n:
                work.persons.add(Person(id=f"person-{n + 1}", name=name))
            work.posts.add(
                Post(
                    id=f"post-{n}", person_id=f"person-{n + 1}", role=PostRole.COMMITTEE_MEMBER, title="委员",
                    community_id="village-0", order=n,
                )
            )  # fmt: skip
        work.commit()
    heads = tuple(
        Headcount(group=group, expected=20, present=20, issued=20, returned=20)
        for group in ("cadres", "members", "masses")
    )
    for code, edition in EDITIONS.items():
        made.ballots.save_meeting(
            Meeting(
                id=code, campaign_id=CAMPAIGN, form_code=code, form_edition=edition, title=code,
                community_id="village-0", heads=heads,
            )
        )  # fmt: skip
    made.book.close()
    opened = make_window(SPEC)
    opened.begin(path)
    settled(opened.runner)
    opened.show_tab("ballots")
    settled(opened.runner)
    return opened


def tab_of(window: Window, meeting: str, settled: Settled) -> BallotsTab:
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    page.go(meeting)
    settled(window.runner)
    return page


def typing(window: Window, settled: Settled) -> TypingScreen:
    assert window.shell.registry.run("ballots.type")
    settled(window.runner)
    page = window.tabs["ballots"]
    assert isinstance(page, BallotsTab)
    assert page.typing is not None
    return page.typing


def keys(screen: TypingScreen, text: str) -> None:
    QTest.keyClicks(screen, text)


def marks(screen: TypingScreen) -> tuple[int | None, ...]:
    return screen.sitting.draft.marks


def fill_list(tab: BallotsTab, window: Window, settled: Settled) -> None:
    tab.pane.list_part.asked.emit()
    settled(window.runner)
    form = tab.pane.asked
    assert isinstance(form, ListForm)
    form.fill.click()
    tab.lists.save()
    settled(window.runner)


def writing(screen: TypingScreen) -> RemarkField:
    assert screen.writing is not None
    return screen.writing


def stored(tab: BallotsTab, meeting: str, numbers: int) -> list[tuple[int | None, ...]]:
    return [tab.office.ballots.look_up(meeting, n).marks for n in range(1, numbers + 1)]


def test_typing_without_a_list_asks_for_the_list_first(window: Window, settled: Settled) -> None:
    tab = tab_of(window, "member_appraisal", settled)
    assert window.shell.registry.run("ballots.type")
    settled(window.runner)
    assert tab.typing is None
    assert isinstance(tab.pane.asked, ListForm)


def test_a_matrix_is_filled_from_the_roster_and_typed_person_by_person(
    window: Window, settled: Settled
) -> None:
    tab = tab_of(window, "member_appraisal", settled)
    fill_list(tab, window, settled)
    assert tab.pane.list_part.names.text() == "、".join(NAMES)
    screen = typing(window, settled)
    keys(screen, "1")  # the pile of the cadres
    keys(screen, "12")
    assert screen.keypad.heading() == "雷小满"
    keys(screen, "0+/+")
    settled(window.runner)
    assert stored(tab, "member_appraisal", 2) == [(0, 1, None), (0, 0, 0)]
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    assert [item.text for item in tab.pane.result.bars.group.items] == list(NAMES)  # type: ignore[union-attr]
    tab.pane.list_part.asked.emit()
    settled(window.runner)
    asked = tab.pane.asked
    assert isinstance(asked, ListForm)
    assert asked.editor.isReadOnly()


def test_rows_of_several_items_are_filled_row_by_row_or_to_the_end(window: Window, settled: Settled) -> None:
    tab = tab_of(window, "team_and_members", settled)
    fill_list(tab, window, settled)
    screen = typing(window, settled)
    keys(screen, "1")
    keys(screen, "2")
    keys(screen, "/")  # the rest of the 班子, whose options are others
    assert marks(screen) == (1,) * 5
    keys(screen, "/")  # all of the first person: 优秀
    assert marks(screen) == (*(1,) * 5, 0, 0, 0)
    keys(screen, "2/")
    assert marks(screen)[8:] == (1, 1, 1)
    keys(screen, "3")
    QTest.keyClick(screen, Qt.Key.Key_End)
    assert marks(screen)[11:] == (2, 2, 2)
    keys(screen, "-+")
    assert screen.sitting.draft.cursor == 13
    keys(screen, "4+")
    settled(window.runner)
    assert stored(tab, "team_and_members", 1) == [(*(1,) * 5, 0, 0, 0, 1, 1, 1, 2, 2, 3)]


def test_several_ticks_and_words_are_typed_and_kept_apart(window: Window, settled: Settled) -> None:
    tab = tab_of(window, "residents_survey", settled)
    screen = typing(window, settled)
    keys(screen, "2")
    keys(screen, "1121")
    keys(screen, "135")
    assert screen.sitting.draft.ticks == 0b10101
    keys(screen, "7")  # a fourth is one too many
    assert screen.sitting.draft.ticks == 0b10101
    assert "最多选 3 项" in screen.last.sentence
    keys(screen, "3+2+")
    assert marks(screen) == (0, 0, 1, 0, 0b10001, 0b10)
    keys(screen, "/")
    field = writing(screen)
    field.insert("修好 村口的路")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert screen.sitting.draft.remarks == ("修好 村口的路",)
    keys(screen, "/")
    QTest.keyClick(writing(screen), Qt.Key.Key_Escape)
    assert screen.sitting.draft.remarks == ("修好 村口的路",)
    keys(screen, "+")
    settled(window.runner)
    assert stored(tab, "residents_survey", 1) == [(0, 0, 1, 0, 0b10001, 0b10)]
    QTest.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.sitting.questions == ()  # a stored paper has no words of its own
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    settled(window.runner)
    part = tab.pane.remarks
    assert not part.isHidden()
    assert any("修好 村口的路" in label.text() for label in part.findChildren(QLabel))


def test_a_remark_is_struck_out_in_the_pane_with_a_reason(window: Window, settled: Settled) -> None:
    tab = tab_of(window, "residents_survey", settled)
    window.runner.run(tab.office.ballot_remarks.add, "residents_survey", "advice", "钟老三占了公路")
    settled(window.runner)
    tab.freshen()
    settled(window.runner)
    part = tab.pane.remarks
    remark = tab.office.ballot_remarks.of_meeting("residents_survey")[0].remarks[0]
    part._ask(remark)
    part.passage.setText("钟老三")
    part._redact()
    settled(window.runner)
    assert "原因" in part.reason_field.sentence.text()
    part.reason.setText("涉及个人")
    part._redact()
    settled(window.runner)
    kept = tab.office.ballot_remarks.of_meeting("residents_survey")[0].remarks
    assert [(one.text, one.redacted) for one in kept] == [("■■占了公路", "涉及个人")]


# ---------------------------------------------------------------- the drawing


def matrix(people: int, code: str = "team_and_members") -> Placing:
    form = laid(
        Catalog().ballot_form(code),
        tuple(ListedSubject(id=str(n), meeting_id="m", order=n, name=f"人{n}") for n in range(people)),
    )
    return Placing(form, Scale())


def test_the_lines_are_those_of_the_paper(window: Window) -> None:
    lines = matrix(4).lines
    assert [line.section.style for line in lines] == [Style.ROW] * 5 + [Style.GRID] * 4
    assert lines[5].section.items == ("品行作风", "履职实绩", "综合评价")
    survey = lines_of(Catalog().ballot_form("residents_survey"))
    assert [line.section.style for line in survey] == [Style.ROW] * 3 + [Style.CHOICES] * 3
    assert [line.number for line in survey] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("wide", "high"), [(824, 586), (1100, 780), (640, 420)])
@pytest.mark.parametrize("people", [1, 9, 30])
def test_the_current_place_is_always_in_sight_and_inside_the_table(
    window: Window, wide: int, high: int, people: int
) -> None:
    from PySide6.QtCore import QRectF

    for code in ("team_and_members", "member_appraisal", "residents_survey"):
        placing = matrix(people, code)
        room = QRectF(0, 0, wide, high)
        placing.fit(room)
        for place in range(len(placing.form.items)):
            placing.follow(place)
            number = placing.of_place[place]
            assert number in placing.shown
            cell = next(one for one in placing.cells(number) if one.place == place)
            assert len(cell.boxes) == len(placing.form.options_of(place))
            assert all(room.contains(box) and box.width() >= 12 for box in cell.boxes)
            tops = [at.top() for at in placing.shown.values()]
            assert tops == sorted(tops)


def test_lines_that_have_their_room_are_all_shown_in_every_window(window: Window) -> None:
    from PySide6.QtCore import QRectF

    form = Catalog().ballot_form("satisfaction")
    for high in range(768, 1441):
        scale = Scale()
        scale.fit(1920, high)
        placing = Placing(form, scale)
        placing.fit(QRectF(0, 0, 1200, high * 0.75))
        placing.follow(6)
        assert len(placing.shown) == len(placing.lines) == 10, high


def test_more_items_than_fit_beside_each_other_follow_the_current_one(window: Window) -> None:
    from PySide6.QtCore import QRectF

    form = Catalog().ballot_form("team_and_members")
    each = next(item for item in form.items if item.each)
    many = replace(form, items=tuple(replace(each, code=f"i{n}", text=f"项{n}") for n in range(8)))
    people = (ListedSubject(id="1", meeting_id="m", order=0, name="甲"),)
    placing = Placing(laid(many, people), Scale())
    placing.fit(QRectF(0, 0, 824, 586))
    seen = []
    for place in range(8):
        placing.follow(place)
        seen.append([cell.place for cell in placing.cells(0)])
        assert place in seen[-1]
    assert seen[0][0] == 0
    assert seen[-1][-1] == 7
    assert len(seen[0]) < 8


def test_what_was_ticked_of_several_is_seen_by_unit(window: Window, settled: Settled) -> None:
    tab = tab_of(window, "residents_survey", settled)
    for number in range(1, 11):
        marks = (0, 0, 0, 0, 0b11 if number < 4 else 0b1, 0b1)
        tab.ballots.record(
            BallotDraft(
                meeting_id="residents_survey", entry=1, number=number, group="masses", marks=marks, done=True
            )
        )
    tab.refresh(Changes.of(Topic.BALLOTS))
    settled(window.runner)
    assert window.shell.registry.run("ballots.figures")
    settled(window.runner)
    page = tab.figuring.page
    offered = [page.figures.itemText(n) for n in range(page.figures.count())]
    assert offered == ["比率和得分", "您最盼望今年办好的事", "您希望新一届班子的人最看重什么"]
    page.figures.setFocus()
    QTest.keyClick(page.figures, Qt.Key.Key_Down)
    assert page.model is not None
    (unit,) = page.model.shown
    texts = {column.title: column.text(unit) for column in page.model.columns}
    assert texts["道路和路灯"] == "100.0%（10）"
    assert texts["供水和排水"] == "30.0%（3）"
    assert "供水和排水 30.0%（3/10）" in page.whole.text()
    assert "以有效票为分母" in page.note.text()
