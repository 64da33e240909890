"""公文海报 for weak eyes and small screens: nothing cut, nothing sideways, the check near."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget

from dangjian_desktop.documents.drawn import texts_on
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.theme import px, set_zoom
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.changes import Changes, Topic
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import choose, keys, rest, tab_of

Settled = Callable[[Runner], None]
ROOMS = ((100, 1280, 680), (125, 1366, 768), (150, 1280, 680), (175, 1366, 753), (175, 1280, 680))


@pytest.fixture
def window(
    make_window: MakeWindow, dressed: QApplication, papered_book: Path, settled: Settled
) -> Iterator[Window]:
    made = make_window(SPEC)
    made.begin(papered_book)
    settled(made.runner)
    made.show_tab("papers")
    rest(made, settled)
    yield made
    set_zoom(dressed, 100)


def sized(window: Window, settled: Settled, room: tuple[int, int, int]) -> PapersTab:
    zoom, width, height = room
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    set_zoom(app, zoom)
    window.resize(width, height)
    rest(window, settled)
    assert (window.width(), window.height()) == (width, height)
    return tab_of(window)


def sideways(tab: PapersTab) -> list[QWidget]:
    """What reaches past the right edge of the window, and what scrolls to the side."""
    window = tab.window()
    seen = [one for one in tab.findChildren(QWidget) if one.isVisible() and not one.visibleRegion().isEmpty()]
    out = [one for one in seen if QRect(one.mapTo(window, QPoint(0, 0)), one.size()).right() > window.width()]
    areas = [one for one in seen if isinstance(one, QAbstractScrollArea)]
    return out + [one for one in areas if one.horizontalScrollBar().maximum() > 0]


@pytest.mark.parametrize("room", ROOMS)
def test_every_way_and_page_fits_the_width(
    window: Window, settled: Settled, room: tuple[int, int, int]
) -> None:
    tab = sized(window, settled, room)
    for _, show in tab.states_to_show():
        tab.mending.ways.choose("fill")
        show()
        rest(window, settled)
        assert sideways(tab) == []
        if tab.places.aside():
            tab.places.leave()


@pytest.mark.parametrize("room", ROOMS)
def test_fields_stand_whole_beside_the_page(
    window: Window, settled: Settled, room: tuple[int, int, int]
) -> None:
    tab = sized(window, settled, room)
    inside = tab.form.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= tab.form.viewport().width()
    for editor in tab.form.findChildren(QLineEdit):
        if editor.isVisible():
            right = editor.mapTo(tab.form.viewport(), QPoint(editor.width(), 0)).x()
            assert right <= tab.form.viewport().width()
    assert tab.preview.view.width() >= px(150)


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a list asks of a screen that is not there
def test_where_room_lacks_the_check_takes_the_place_of_the_fields(window: Window, settled: Settled) -> None:
    tab = sized(window, settled, (175, 1366, 753))
    assert not tab.checks.isVisible()
    tab.mending.ways.choose("check")
    rest(window, settled)
    assert tab.checks.isVisible()
    assert not tab.form.isVisible()
    assert window.shell.registry.run("papers.choose")
    assert tab.form.isVisible()
    tab = sized(window, settled, (100, 1366, 753))
    assert tab.checks.isVisible()
    assert tab.form.isVisible()
    assert "check" not in tab.mending.ways.buttons


def test_what_cannot_be_made_is_said_in_the_check_and_leads_to_its_field(
    window: Window, settled: Settled
) -> None:
    tab = choose(window, "circular", settled)
    sized(window, settled, (175, 1366, 753))
    assert tab.laid is None
    assert "“合规检查”里写着" in tab.preview.view.words
    tab.mending.ways.choose("check")
    rest(window, settled)
    tab.checks.field_asked.emit("title")
    assert tab.form.isVisible()
    assert tab.form.editors["title"].hasFocus()


def test_words_typed_before_the_check_is_looked_at_are_kept(window: Window, settled: Settled) -> None:
    tab_of(window).office.papers.keep_fields("notice", {"receivers": "各村党组织"})
    tab_of(window).refresh(Changes(frozenset(Topic)))
    tab = sized(window, settled, (175, 1366, 753))
    tab.mending.ways.choose("mend")
    rest(window, settled)
    keys(tab.mending.editor.text, "请各村抓紧")
    tab.mending.ways.choose("check")
    rest(window, settled)
    assert tab.laid is not None
    assert "请各村抓紧" in texts_on(tab.laid.pages[0])
