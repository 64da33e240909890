"""A form in any tab: closing asks about it once when half written; no message hides its buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLineEdit, QPlainTextEdit, QWidget

from dangjian_desktop.app.desktop import tab_specs
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
from dangjian_desktop.gui.tabs.base import Tab
from dangjian_desktop.gui.theme import set_zoom
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.panes import Asks, Begun
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from tests.gui.conftest import MakeWindow, settle

Settled = Callable[[Runner], None]
FORMS = (
    ("vetting", ("vetting.add",), "资格审查的“提名”"),
    ("vetting", ("vetting.opinion",), "资格审查的“登记意见”"),
    ("scoring", ("scoring.decide",), "的“党委决定”"),
    ("scoring", ("scoring.mending", "scoring.add_mending"), "“新增整改事项”"),
    ("ballots", ("ballots.new",), "“新建测评会”"),
    ("campaigns", ("campaigns.new_task",), "“新建任务”"),
    ("campaigns", ("campaigns.retention",), "的“个人资料”"),
    ("roster", ("roster.facts",), "的“修改资料”"),
)


@pytest.fixture
def clock() -> FixedClock:
    """Return the clock of the sample township."""
    return FixedClock(MOMENT)


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    """Return the whole window with the sample township."""
    made = make_window(*tab_specs())
    made.books.open(papered_book)
    settled(made.runner)
    return made


def tab_shown(window: Window, name: str, settled: Settled) -> Tab:
    window.show_tab(name)
    settle(window, settled)
    tab = window.tabs[name]
    assert isinstance(tab, Tab)
    return tab


def form_in(tab: Tab) -> QWidget:
    """Return the one form in hand of a tab."""
    asking = [one for one in tab.findChildren(QWidget) if isinstance(one, Asks)]
    found = [getattr(one, "asking_for", None) or getattr(one, "begun", None) for one in asking]
    begun = [one for one in found if isinstance(one, Begun)]
    assert len(begun) == 1
    return begun[0].form


def write_into(form: QWidget) -> None:
    """Type a figure into the first line of a form."""
    editors = [one for kind in (QLineEdit, QPlainTextEdit) for one in form.findChildren(kind)]
    first = next(one for one in editors if one.isVisible() and one.isEnabled())
    first.setFocus()
    QTest.keyClicks(first, "7")


@pytest.mark.parametrize(("name", "commands", "words"), FORMS)
def test_closing_asks_about_a_form_half_written(
    window: Window, settled: Settled, name: str, commands: tuple[str, ...], words: str
) -> None:
    tab = tab_shown(window, name, settled)
    for command in commands:
        assert window.shell.registry.run(command)
        settle(window, settled)
    form = form_in(tab)
    assert not tab.unfinished()  # nothing typed, nothing to lose
    write_into(form)
    assert tab.unfinished().endswith(words)
    tab_shown(window, "home", settled)
    assert not window.close()
    assert window.current == name
    strip = window.surface.messages
    assert strip.sentence.text().startswith(f"{tab.unfinished()}还没有保存。")
    assert window.close()  # asked once only


@pytest.mark.parametrize("percent", [100, 150])
def test_no_message_lies_over_the_buttons_of_a_form(
    window: Window, settled: Settled, dressed: QApplication, percent: int
) -> None:
    set_zoom(dressed, percent)
    strip, two_lines = window.surface.messages, "这一条写不进去，请照所说的改好以后再存一次。" * 5
    for name, commands, _ in FORMS:
        tab = tab_shown(window, name, settled)
        window.shell.said.emit(two_lines, State.WRONG, ())
        settle(window, settled)
        assert strip.isVisible()  # told before the form is begun
        for command in commands:
            assert window.shell.registry.run(command)
            settle(window, settled)
        if strip.isVisible():
            assert not lain_over(tab, strip)
        window.shell.said.emit(two_lines, State.WRONG, ())  # told while it is open
        settle(window, settled)
        assert strip.isVisible()
        assert not lain_over(tab, strip)


def lain_over(tab: Tab, strip: QWidget) -> list[str]:
    """Return the buttons of panes and feet over which ``strip`` lies; there are such buttons."""
    held = [one for one in tab.findChildren(QFrame) if one.property("kind") in ("pane", "pane-foot")]
    buttons = [one for part in held for one in part.findChildren(QAbstractButton) if one.isVisible()]
    assert buttons
    lain = QRect(strip.mapToGlobal(QPoint()), strip.size())
    return [one.text() for one in buttons if lain.intersects(QRect(one.mapToGlobal(QPoint()), one.size()))]


def test_what_was_given_up_is_not_asked_about(window: Window, settled: Settled) -> None:
    tab = tab_shown(window, "scoring", settled)
    window.shell.registry.run("scoring.decide")
    settle(window, settled)
    form = form_in(tab)
    write_into(form)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not tab.unfinished()
    assert window.close()


def test_closing_asks_about_a_ballot_style_being_drawn(window: Window, settled: Settled) -> None:
    tab = tab_shown(window, "ballots", settled)
    assert isinstance(tab, BallotsTab)
    window.shell.registry.run("ballots.forms")
    settle(window, settled)
    page = tab.designing.page
    assert page is not None
    assert not tab.unfinished()
    name = page.facts.lines["name"]
    name.setFocus()
    QTest.keyClicks(name, "7")
    assert not window.close()
    assert window.surface.messages.sentence.text().startswith("改过的测评票样式还没有保存。")
    tab.designing._leave()
    assert not tab.unfinished()
