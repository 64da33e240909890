"""Meetings of which only totals are kept: typed or from a table, counted, proved, marked everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballots import GroupCount, Headcount
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.ballot_papers import proof_lines
from dangjian_desktop.services.ballot_views import MeetingState
from tests.services.polled_township import CAMPAIGN, MEETING, Village, meeting, paper, village

HEADS = (
    Headcount(group="members", expected=20, present=20, issued=20, returned=20),
    Headcount(group="masses", expected=20, present=20, issued=20, returned=20),
)
MEMBERS = GroupCount(group="members", valid=19, invalid=0, blank=1, marks=((15, 3, 1, 0, 0),) * 10)
MASSES = GroupCount(group="masses", valid=20, invalid=0, blank=0, marks=((10, 5, 2, 2, 1),) * 10)
HEADING = "类别,测评内容,满意,基本满意,不满意,不了解,弃权"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Village]:
    found = village(tmp_path / "本镇.djb")
    found.ballots.save_meeting(meeting(totals_only=True, heads=HEADS))
    yield found
    found.book.close()


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as error:
        call()
    return [f.code for f in error.value.findings]


def table(path: Path, made: Village, *lines: str) -> Path:
    file = path / "汇总.csv"
    items = [item.text for item in made.form.items]
    rows = [HEADING]
    for group, count in (("党员", MEMBERS), ("群众", MASSES)):
        rows += [f"{group},{text},{','.join(map(str, count.marks[n]))}" for n, text in enumerate(items)]
        rows += [f"{group},有效,{count.valid}", f"{group},空白,{count.blank}"]
    file.write_text("\n".join([*rows, *lines]), "utf-8")
    return file


def test_totals_are_counted_like_papers_and_marked(made: Village) -> None:
    made.ballots.totals.save(MEETING, (MEMBERS, MASSES))
    (row,) = made.ballots.meetings(CAMPAIGN)
    assert (row.typed, row.valid, row.blank, row.state) == (40, 39, 1, MeetingState.TYPED)
    found = made.ballots.tally(MEETING)
    assert found.total.items[0].counts == (25, 8, 3, 2)
    rate = found.rate("satisfied")
    assert rate is not None
    assert (rate.numerator, rate.denominator) == (33, 39)
    assert "只有汇总数" in rate.working()
    (figures,) = made.ballots.figures(CAMPAIGN, "satisfaction")
    assert all("只有汇总数" in one.working() for one in figures.rates)
    with made.book.read() as view:
        said = proof_lines(view, made.ballots.sheet(MEETING))
    assert any("只录汇总数" in one for one in said)


def test_totals_are_proved_and_closed(made: Village) -> None:
    made.ballots.totals.save(
        MEETING, (replace(MEMBERS, marks=((15, 3, 1, 1, 0), *MEMBERS.marks[1:])), MASSES)
    )
    assert refused(lambda: made.ballots.finish(MEETING)) == ["ballots.item_out_of_balance"]
    made.ballots.totals.save(MEETING, (replace(MEMBERS, valid=18), MASSES))
    assert "ballots.not_all_typed" in refused(lambda: made.ballots.finish(MEETING))
    made.ballots.totals.save(MEETING, (MEMBERS, MASSES))
    assert made.ballots.finish(MEETING).value.row.state is MeetingState.FINISHED
    assert refused(lambda: made.ballots.totals.save(MEETING, (MEMBERS,))) == ["ballots.meeting_closed"]


def test_papers_and_totals_do_not_mix(made: Village) -> None:
    assert refused(lambda: made.ballots.record(paper(1))) == ["ballots.totals_only"]
    made.ballots.totals.save(MEETING, (MEMBERS, MASSES))
    assert refused(lambda: made.ballots.save_meeting(meeting(heads=HEADS))) == ["ballots.way_in_use"]
    other = made.ballots.save_meeting(meeting(id="", community_id="village-1")).value
    assert refused(lambda: made.ballots.totals.save(other.id, (MEMBERS,))) == ["ballots.not_totals"]
    assert refused(lambda: made.ballots.totals.save(MEETING, (replace(MEMBERS, valid=-1),))) == [
        "ballots.bad_total"
    ]
    assert refused(lambda: made.ballots.totals.save(MEETING, (replace(MEMBERS, group="x"),))) == [
        "ballots.unknown_group"
    ]


def test_writing_totals_is_one_step_that_can_be_undone(made: Village) -> None:
    made.ballots.totals.save(MEETING, (MEMBERS, MASSES))
    made.ballots.totals.save(MEETING, (MEMBERS,))
    last = made.book.operations()[0]
    assert last.undoable
    made.book.undo(last.id)
    assert made.ballots.totals.of_meeting(MEETING).counts[2] == MASSES


def test_a_table_is_read_and_looked_at_before_it_is_stored(made: Village, tmp_path: Path) -> None:
    sheet = made.ballots.totals.read(table(tmp_path, made), MEETING)
    assert [c for c in sheet.counts if c.papers] == [MEMBERS, MASSES]
    assert made.ballots.sheet(MEETING).row.typed == 0
    made.ballots.totals.save(MEETING, sheet.counts, sheet.source)
    assert made.ballots.totals.of_meeting(MEETING).source == "汇总.csv"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("客人,班子团结协作、作风民主,1,1,1,1,1", "ballots.bad_group"),
        ("党员,没有这一项,1,1,1,1,1", "ballots.unknown_item"),
        ("党员,1,一,1,1,1,1", "ballots.bad_head"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(made: Village, tmp_path: Path, line: str, code: str) -> None:
    assert refused(lambda: made.ballots.totals.read(table(tmp_path, made, line), MEETING)) == [code]


def test_a_table_of_something_else_is_refused(made: Village, tmp_path: Path) -> None:
    file = tmp_path / "别的.csv"
    file.write_text("姓名,年龄\n蓝若岚,40\n", "utf-8")
    assert refused(lambda: made.ballots.totals.read(file, MEETING)) == ["ballots.no_totals_columns"]
