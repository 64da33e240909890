"""Questions answered in words that stand among the items: printed there, typed there, kept in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from dangjian_desktop.catalog import form_files
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballot_blocks import BallotTable, BallotWords, blocks_of
from dangjian_desktop.domain.ballot_lists import ListedSubject, laid
from dangjian_desktop.domain.ballots import BallotDraft
from dangjian_desktop.domain.forms import BallotForm, RemarkItem
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.ballots.commands import SPEC
from dangjian_desktop.gui.tabs.ballots.design_tables import TABLES
from dangjian_desktop.gui.tabs.ballots.look import Scale
from dangjian_desktop.gui.tabs.ballots.placing import Placing
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.session import Mode, Pile, Sitting
from dangjian_desktop.gui.tabs.ballots.shape import Style, lines_of
from dangjian_desktop.gui.tabs.ballots.words import LIMITS
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Rejected
from tests.gui.conftest import MakeWindow
from tests.services.polled_township import village

Settled = Callable[[Runner], None]


def worded(code: str = "satisfaction") -> BallotForm:
    """Return a shipped form with words before its first and its fourth item, and at its end."""
    form = Catalog().ballot_form(code)
    asked = (
        RemarkItem(code="end", text="还有什么意见"),
        RemarkItem(code="why", text="第三项不满意的，请写明", before=form.items[3].code),
        RemarkItem(code="first", text="您最先想说的", before=form.items[0].code),
    )
    return replace(form, remarks=asked)


def sitting(entry: int = 1) -> Sitting:
    return Sitting(
        form=worded(),
        draft=BallotDraft(meeting_id="m", entry=entry, number=1, group="masses"),
        piles={code: Pile(5) for code in ("cadres", "members", "masses")},
        numbers=set(),
        seconds=lambda: 0.0,
    )


def test_the_ballot_prints_them_where_they_stand() -> None:
    blocks = blocks_of(worded(), LIMITS)
    assert [type(block) for block in blocks] == [
        BallotWords, BallotTable, BallotWords, BallotTable, BallotWords,
    ]  # fmt: skip
    words = [block.text for block in blocks if isinstance(block, BallotWords)]
    assert words == ["您最先想说的", "第三项不满意的，请写明", "11．还有什么意见"]
    tables = [block for block in blocks if isinstance(block, BallotTable)]
    assert [len(table.rows) for table in tables] == [3, 7]
    assert tables[1].rows[0].startswith("4．")


def test_before_a_list_they_stand_before_its_first_line() -> None:
    form = Catalog().ballot_form("member_appraisal")
    first = next(item.code for item in form.items if item.each)
    form = replace(form, remarks=(RemarkItem(code="why", text="理由", before=first),))
    names = tuple(ListedSubject(id="", meeting_id="", order=n, name=f"人{n}") for n in range(3))
    blocks = blocks_of(laid(form, names), LIMITS)
    place = next(n for n, block in enumerate(blocks) if isinstance(block, BallotWords))
    after = blocks[place + 1]
    assert isinstance(after, BallotTable)
    assert after.rows[0] == "人0"


def test_the_screen_shows_them_between_the_lines_and_brings_them_into_sight() -> None:
    lines = lines_of(worded())
    assert [n for n, line in enumerate(lines) if line.section.style is Style.WORDS] == [0, 4]
    assert [line.number for line in lines if line.section.style is not Style.WORDS] == list(range(1, 11))
    placing = Placing(worded(), Scale())
    placing.fit(QRectF(0, 0, 700, 300))
    placing.follow(9)
    assert 0 not in placing.shown
    assert placing.follow(9, question=2)
    assert 0 in placing.shown
    placing.follow(3)
    assert placing.of_place[3] in placing.shown


def test_tab_asks_for_the_words_nearest_before_the_item_in_hand() -> None:
    found = sitting()
    found.press("Tab")
    assert (found.mode, found.question) == (Mode.REMARK, 2)
    found.write_remark("先说一句")
    for key in "111":
        found.press(key)
    found.press("Tab")
    assert found.question == 1
    found.write_remark("办事慢")
    found.press("Tab")
    assert found.question == 1  # written already: it can be changed
    found.write_remark("办事太慢")
    for key in "1111111":
        found.press(key)
    found.press("/")
    assert found.question == 0
    found.write_remark("")
    finished = found.press("+").finished
    assert finished is not None
    assert finished.remarks == ("", "办事太慢", "先说一句")


def test_without_words_so_far_tab_says_so() -> None:
    found = sitting()
    found.form = replace(found.form, remarks=found.form.remarks[1:2])
    told = found.press("Tab").finding
    assert told is not None
    assert told.code == "ballots.no_remark_here"
    assert found.mode is Mode.MARKS


@pytest.mark.parametrize("entry", [1, 2])
def test_they_are_typed_in_the_real_window_in_both_entries(
    make_window: MakeWindow, tmp_path: Path, settled: Settled, entry: int
) -> None:
    path = tmp_path / "本镇.djb"
    village(path).book.close()
    window = make_window(SPEC)
    window.resize(1366, 768)
    window.begin(path)
    settled(window.runner)
    kept: list[BallotDraft] = []

    def store(draft: BallotDraft, old: BallotDraft | None) -> Outcome[BallotDraft]:
        kept.append(draft)
        return Outcome(draft, (), window_changes)

    from dangjian_desktop.kernel.changes import Changes

    window_changes = Changes.of()
    screen = TypingScreen(window.shell, store, "测评会", sitting(entry))
    window.shell.fill(screen)
    screen.setFocus()
    QTest.keyClicks(screen, "111")
    QTest.keyClick(screen, Qt.Key.Key_Tab)
    assert screen.writing is not None
    assert screen.writing.hasFocus()
    at = screen.paper.remark_rect(1).translated(screen.paper.pos())
    assert screen.writing.geometry() == at.toRect()
    screen.writing.insert("办事慢")
    QTest.keyClick(screen.writing, Qt.Key.Key_Return)
    assert screen.hasFocus()
    QTest.keyClicks(screen, "1111111+")
    settled(window.runner)
    assert [draft.remarks for draft in kept] == [("", "办事慢", "")]
    window.shell.fill(None)
    screen.deleteLater()


def test_a_form_file_says_where_they_stand() -> None:
    text = form_files.text_of(Catalog(), "ballots", "residents_survey", "2013")
    moved = text.replace("lines = 4\n", 'lines = 4\nbefore = "heard"\n')
    form = form_files.read_text("ballots", "residents_survey", "2013", moved)
    assert isinstance(form, BallotForm)
    assert form.remark_place(0) == 3
    gone = moved.replace('before = "heard"', 'before = "nothing"')
    with pytest.raises(Rejected) as refused:
        form_files.read_text("ballots", "residents_survey", "2013", gone)
    assert [f.code for f in refused.value.findings] == ["catalog.unknown_reference"]
    listed = form_files.text_of(Catalog(), "ballots", "team_and_members", "2020")
    each = [i.code for i in Catalog().ballot_form("team_and_members", "2020").items if i.each]
    inside = f'{listed}\n[[remarks]]\ncode = "why"\ntext = "理由"\nbefore = "{each[1]}"\n'
    with pytest.raises(Rejected) as refused:
        form_files.read_text("ballots", "team_and_members", "2020", inside)
    assert [f.code for f in refused.value.findings] == ["catalog.remark_among_each"]


def test_the_designer_offers_every_place() -> None:
    kind = next(one for one in TABLES if one.key == "remarks")
    column = next(one for one in kind.columns if one.id == "before")
    draft = {"items": [{"code": "a", "text": "团结"}, {"code": "b", "text": "务实"}]}
    assert column.offered is not None
    assert list(column.offered(draft)) == ["票的最后", "“团结”前面", "“务实”前面"]
    put = column.put(draft, {"text": "理由"}, "“务实”前面")
    assert put == {"text": "理由", "before": "b"}
    assert column.show(draft, put) == "“务实”前面"
    assert column.put(draft, put, "票的最后") == {"text": "理由"}
    with pytest.raises(ValueError, match="列出的位置"):
        column.put(draft, put, "别处")
