"""份数 and 发放登记 of forms about no meeting, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from dangjian_desktop.domain.ballot_issues import BallotMove
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow, ScriptedDesk
from tests.gui.test_papers_tab import choose, field, keys, rest, shown

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    return shown(make_window, papered_book, settled)


def told(tab: PapersTab) -> str:
    return "\n".join(one.text() for one in tab.register.section.findChildren(QLabel))


def count(tab: PapersTab, many: str, window: Window, settled: Settled) -> None:
    field(tab, "copies").selectAll()
    keys(field(tab, "copies"), many)
    tab.keep_fields()
    rest(window, settled)


def test_each_category_keeps_its_own_count(window: Window, settled: Settled) -> None:
    tab = choose(window, "score_sheet", settled)
    count(tab, "40", window, settled)
    category = tab.form.editors["category"]
    assert isinstance(category, QComboBox)
    for name, many in (("社区", ""), ("农村", "40")):
        category.setFocus()
        category.setCurrentText(name)
        tab.keep_fields()
        rest(window, settled)
        assert field(tab, "copies").text() == many


def test_what_is_exported_is_registered_balanced_and_taken_back(
    window: Window, settled: Settled, desk: ScriptedDesk, tmp_path: Path
) -> None:
    tab = choose(window, "score_sheet", settled)
    assert tab.register.section.isVisibleTo(tab)
    assert "还没有登记" in told(tab)
    count(tab, "12", window, settled)
    desk.answer = str(tmp_path / "评分表.pdf")
    assert window.shell.registry.run("papers.pdf")
    rest(window, settled)
    assert "印制 12 份" in told(tab)
    section = tab.register.section
    section.what.choose(BallotMove.SPOILED.value)
    keys(section.count, "2")
    section.send()
    rest(window, settled)
    assert section.note_field.sentence.text()
    keys(section.note, "填错，当场销毁")
    section.send()
    rest(window, settled)
    assert "印制 12，发出 10，剩余 0，作废销毁 2" in told(tab)
    (spoiled,) = [one for one in tab.office.issues.of_paper("score_sheet") if one.move is BallotMove.SPOILED]
    section.removed.emit(spoiled.id)
    rest(window, settled)
    assert "发出 12" in told(tab)
    assert window.shell.registry.run("window.undo")
    rest(window, settled)
    assert "发出 10" in told(tab)


def test_other_papers_have_no_register(window: Window, settled: Settled) -> None:
    tab = choose(window, "poster", settled)
    assert not tab.register.section.isVisibleTo(tab)
    tab = choose(window, "ballot", settled)
    assert tab.register.section.isVisibleTo(tab)
    assert not tab.register.section.entry.isVisibleTo(tab)
