"""A clerk with weak eyes on a low screen: at 175 % on 1366 × 768 nothing is cut and all can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.domain.campaigns import Phase
from dangjian_desktop.domain.progress import PhaseProgress, Share
from dangjian_desktop.gui.bars import CampaignChoice
from dangjian_desktop.gui.rail import LEAST_WITH_ICON
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.tabs.base import Tab
from dangjian_desktop.gui.tabs.campaigns.gantt import GanttDrawing
from dangjian_desktop.gui.tabs.campaigns.model import GanttRow
from dangjian_desktop.gui.tabs.home.cards import AreaTable, Line, LineList, PhaseCard, share_boxes
from dangjian_desktop.gui.tabs.home.tab import HomeTab
from dangjian_desktop.gui.theme import font, px, set_zoom
from dangjian_desktop.gui.tokens import SIZES as FONTS
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.services.polled_township import MEETING, meeting, paper, type_all, village

Settled = Callable[[Runner], None]
SIZES = ((1366, 768), (1280, 680))


@pytest.fixture
def window(
    make_window: MakeWindow, dressed: QApplication, tmp_path: Path, settled: Settled
) -> Iterator[Window]:
    path = tmp_path / "本镇.djb"
    made = village(path)
    type_all(made)
    made.book.close()
    set_zoom(dressed, 175)
    shown = make_window(*tab_specs())
    shown.begin(path)
    settled(shown.runner)
    yield shown
    set_zoom(dressed, 100)


def rect_in(widget: QWidget, place: QWidget) -> QRect:
    return QRect(widget.mapTo(place, QPoint(0, 0)), widget.size())


def reachable(button: QWidget, page: QWidget) -> bool:
    """Tell whether the button lies inside its page, or inside something that scrolls to it."""
    at: QWidget | None = button
    while at is not None and at is not page:
        parent = at.parentWidget()
        if isinstance(parent, QScrollArea) or (
            parent is not None and isinstance(parent.parent(), QScrollArea)
        ):
            return True
        at = parent
    return page.rect().contains(rect_in(button, page))


@pytest.mark.parametrize("size", SIZES)
def test_buttons_of_every_tab_are_whole_and_apart(
    window: Window, settled: Settled, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for name in window.specs:
        window.show_tab(name)
        for _ in range(3):
            settled(window.runner)
            QApplication.processEvents()  # what an answer changes is laid out with the next events
        settled(window.runner)
        QApplication.processEvents()
        page = window.tabs[name]
        assert isinstance(page, Tab)
        buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisibleTo(page)]
        assert buttons, name
        for button in buttons:
            assert reachable(button, page), (name, button.accessibleName())
        for head in (one for one in page.findChildren(TitleRow) if one.isVisibleTo(page)):
            shown = [one for one in head.findChildren(QAbstractButton) if one.isVisibleTo(head)]
            for button in shown:
                assert button.width() >= button.minimumSizeHint().width(), (name, button.accessibleName())
                assert head.rect().contains(rect_in(button, head)), (name, button.accessibleName())
            boxes = [rect_in(one, head) for one in shown]
            assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n]), name


@pytest.mark.parametrize("size", SIZES)
def test_the_tabs_of_the_rail_lie_one_under_the_other(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    tabs = [rect_in(one, window) for one in window.rail.buttons.values()]
    assert all(window.rect().contains(one) for one in tabs)
    assert not any(a.intersects(b) for n, a in enumerate(tabs) for b in tabs[:n])


def test_a_shortened_button_keeps_its_name_and_gets_its_words_back(
    window: Window, dressed: QApplication, settled: Settled
) -> None:
    window.resize(1366, 768)
    window.show_tab("ballots")
    settled(window.runner)
    QApplication.processEvents()
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    first = tab.head.buttons[0]
    assert first.text() == ""
    assert (first.accessibleName(), bool(first.toolTip())) == ("新建测评会", True)
    set_zoom(dressed, 100)
    for _ in range(3):
        QApplication.processEvents()
    assert first.text().strip() == "新建"


@pytest.mark.parametrize("size", SIZES)
def test_the_other_pages_of_ballots_are_not_cut(
    window: Window, settled: Settled, size: tuple[int, int]
) -> None:
    office = window.books.office
    assert office is not None
    window.resize(*size)
    window.runner.run(office.ballots.save_meeting, meeting(second=Checking.ALL, batch_size=25))
    window.runner.run(office.ballots.record, replace(paper(1, "2222222222", "cadres"), entry=2), "A")
    window.show_tab("ballots")
    settled(window.runner)
    tab = window.tabs["ballots"]
    assert isinstance(tab, BallotsTab)
    for page in (tab.comparing, tab.batching):
        page.show(MEETING)
        for _ in range(3):
            QApplication.processEvents()
            settled(window.runner)
        assert tab.pages.currentWidget() is page.held
        assert page.held.width() <= tab.width()
        for button in page.held.findChildren(QAbstractButton):
            if button.isVisibleTo(page.held):
                assert reachable(button, page.held), button.accessibleName()
                assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
        page.leave()


@pytest.mark.parametrize("percent", [110, 125, 150, 175])
@pytest.mark.parametrize("size", SIZES)
def test_the_lists_of_home_stay_whole_when_the_zoom_changes(
    window: Window, dressed: QApplication, settled: Settled, size: tuple[int, int], percent: int
) -> None:
    """Lists are shown at 100 %, then zoomed: each is as high as its lines, and the phase is told whole."""
    set_zoom(dressed, 100)
    window.resize(*size)
    window.top.show_campaign(
        [CampaignChoice("c", "村、社区“两委”班子建设提升年活动", "检查验收阶段 · 第 4 / 4 阶段")], "c"
    )
    window.show_tab("home")
    home = window.tabs["home"]
    settled(window.runner)
    for one in home.findChildren(LineList):
        one.show_lines([Line("一"), Line("二"), Line("三")])
    for table in home.findChildren(AreaTable):
        table.show_areas(["摸底准备"] * 4, [])
    set_zoom(dressed, percent)
    for _ in range(3):
        QApplication.processEvents()
    for one in home.findChildren(LineList):
        assert one.height() >= one.box(2).bottom()
    for table in home.findChildren(AreaTable):
        assert table.height() >= px(28)
    phase = window.top.phase
    assert "第 4 / 4 阶段" in phase.text()
    assert phase.width() >= QFontMetrics(font(FONTS.note)).horizontalAdvance(phase.text())
    boxes = [rect_in(one, window.top) for one in (phase, window.top.palette_box, window.top.date)]
    assert all(window.top.rect().contains(one) for one in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175])
def test_figures_and_bars_of_the_areas_stay_in_their_column(dressed: QApplication, percent: int) -> None:
    set_zoom(dressed, percent)
    words = QFontMetricsF(font(FONTS.note)).horizontalAdvance("100%")
    for wide in range(px(60), px(200)):
        figure, bar = share_boxes(QRectF(0, 0, wide, px(32)))
        assert max(figure.right(), bar.right()) <= wide - px(6)
        assert not figure.intersects(bar)
        assert figure.width() >= words
    set_zoom(dressed, 100)


@pytest.mark.parametrize("size", SIZES)
def test_home_with_four_phases_does_not_scroll_sideways(
    window: Window, settled: Settled, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.show_tab("home")
    settled(window.runner)
    home = window.tabs["home"]
    assert isinstance(home, HomeTab)
    for place in range(4):
        phase = Phase(id=f"p{place}", campaign_id="c", name="摸底准备阶段", order=place)
        share = Share(done=3, total=4)
        home.cards.addWidget(
            PhaseCard(place, PhaseProgress(phase=phase, share=share, late_tasks=2, current=True, starts_in=0))
        )
    for _ in range(3):
        QApplication.processEvents()
    areas = [one for one in home.findChildren(QScrollArea) if one.isVisibleTo(home)]
    assert areas
    assert all(one.horizontalScrollBar().maximum() == 0 for one in areas)


@pytest.mark.parametrize("days", [5, 20])
@pytest.mark.parametrize("percent", [100, 150, 175])
def test_notes_of_the_gantt_chart_lie_clear_of_the_line_of_today(
    dressed: QApplication, percent: int, days: int
) -> None:
    today = date(2012, 5, 20)
    end = today - timedelta(days=days)  # its note, behind the bar, would run over today's line
    row = GanttRow(
        title="汇总问题清单",
        due_text="5月",
        done_text="",
        share=1,
        start=end,
        end=end,
        late=0,
        state=State.SOON,
        note="还有 4 天",
    )
    first = replace(row, start=date(2012, 1, 3), end=date(2012, 8, 28), note="")
    set_zoom(dressed, percent)
    drawing = GanttDrawing([first, row], today)
    place = QRectF(0, 0, px(480) + 640, drawing.height())
    painted = Watched()
    drawing.paint(painted, place)
    painted.end()
    left, right = painted.drawn["还有 4 天"]
    line = drawing.at(drawing.chart(place), today)
    assert right < line - 2 or left > line + 2
    set_zoom(dressed, 100)


@pytest.mark.parametrize("wide", [90, 130, 240, 700])
def test_months_of_the_gantt_chart_do_not_lie_over_each_other(dressed: QApplication, wide: int) -> None:
    today = date(2012, 5, 20)
    row = GanttRow(
        title="全年",
        due_text="",
        done_text="",
        share=0,
        start=date(2012, 1, 3),
        end=date(2012, 12, 28),
        late=0,
        state=State.SOON,
        note="",
    )
    drawing = GanttDrawing([row], today)
    painted = Watched()
    drawing.paint(painted, QRectF(0, 0, px(488) + wide, drawing.height()))
    painted.end()
    months = [box for text, box in painted.drawn.items() if text.endswith("月")]
    assert "5月" in painted.drawn
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(months)))


def test_a_very_low_tab_of_the_rail_shows_its_name_alone(window: Window, dressed: QApplication) -> None:
    window.resize(1280, 680)
    set_zoom(dressed, 175)
    QApplication.processEvents()
    low = window.rail.buttons["home"]
    assert low.height_in_hand < LEAST_WITH_ICON
    assert not low.with_icon()
    set_zoom(dressed, 100)
    QApplication.processEvents()
    assert low.with_icon()


class Watched(QPainter):
    """A painter that notes where the words of each text begin and end."""

    def __init__(self) -> None:
        self.place = QPixmap(2000, 800)
        super().__init__(self.place)
        self.drawn: dict[str, tuple[float, float]] = {}

    def drawText(  # type: ignore[override]  # noqa: N802 - Qt's name
        self, box: QRectF, flags: Qt.AlignmentFlag, text: str
    ) -> None:
        used = super().boundingRect(box, flags, text)
        self.drawn[text] = (used.left(), used.right())
        super().drawText(box, flags, text)
