"""Bad input in 公文海报: no page, and a card that names what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.papers.commands import SPEC
from dangjian_desktop.gui.window import Window
from tests.gui.conftest import MakeWindow
from tests.gui.test_papers_tab import cards, choose, rest, tab_of
from tests.services.papered_township import ISSUER
from tests.services.test_bad_papers import HEADS, LETTER, LONG, NAMELESS, NOTICE, TABLE

Settled = Callable[[Runner], None]


@pytest.fixture
def window(make_window: MakeWindow, papered_book: Path, settled: Settled) -> Window:
    made = make_window(SPEC)
    made.begin(papered_book)
    settled(made.runner)
    made.show_tab("papers")
    rest(made, settled)
    return made


@pytest.mark.parametrize(
    ("kind", "values", "named"),
    [
        ("official_notice", {**NOTICE, "title": ""}, "缺少“标题”"),
        ("notice_letter", {**LETTER, "recipient": ""}, "缺少“收件人”"),
        ("official_notice", {**NOTICE, "receivers": NAMELESS}, "U+E123"),
        ("slogan_poster", {"title": NAMELESS}, "U+E123"),
        ("official_notice", {**NOTICE, "title": LONG}, "标题或主送机关太长"),
        ("banner", {"title": LONG}, "排不下"),
        ("decision", {**NOTICE, "body": TABLE}, HEADS),
        ("merit_board", {"issuer": ISSUER, "lines": "【某村】"}, "没有可以列入“业绩公示牌”"),
    ],
)
def test_the_card_names_what_is_wrong(
    window: Window, settled: Settled, kind: str, values: dict[str, str], named: str
) -> None:
    tab_of(window).office.papers.keep_fields(kind, values)
    tab = choose(window, kind, settled)
    assert tab.laid is None
    window.shell.registry.run("papers.pdf")  # what is only missing is told; nothing is made
    rest(window, settled)
    assert tab.laid is None
    assert not tab.action("papers.pdf").isEnabled()
    assert any(named in card.accessibleName() for card in cards(tab)), [
        c.accessibleName() for c in cards(tab)
    ]


def test_how_many_are_printed_is_kept_for_each_group(window: Window, settled: Settled) -> None:
    tab = choose(window, "ballot", settled)
    group, copies = tab.form.subject.group, tab.form.editors["copies"]
    assert group.count() > 1
    group.setCurrentIndex(0)
    rest(window, settled)
    copies.setText("42")  # type: ignore[union-attr]
    tab.form._typed("copies")
    group.setCurrentIndex(1)
    rest(window, settled)
    assert tab.form.values()["copies"] == ""
    group.setCurrentIndex(0)
    rest(window, settled)
    assert tab.form.values()["copies"] == "42"
    assert tab.office.papers.fields("ballot")["copies"] == ""
