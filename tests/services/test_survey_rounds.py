"""A survey beside the one before: which that is, what is subtracted, what is kept back and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import Headcount
from dangjian_desktop.domain.papers import ListTable
from dangjian_desktop.domain.survey_rounds import ComparedLine, Measured, before_of
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.papers import PaperWish
from tests.services.polled_township import CLOCK, HEADS, MEETING, Village, meeting, paper, type_all, village

EARLY, EARLIER = "meeting-0", "meeting-00"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Village]:
    found = village(tmp_path / "本镇.djb")
    type_all(found)
    for name, held, count in ((EARLY, date(2011, 4, 15), 8), (EARLIER, date(2010, 4, 15), 4)):
        heads = tuple(replace(h, returned=count, issued=20, expected=20, present=20) for h in HEADS)
        found.ballots.save_meeting(meeting(id=name, title=f"{held.year}年测评会", held_on=held, heads=heads))
        number = 0
        for head in heads:
            for place in range(count):
                number += 1
                marks = "3111111113" if place % 2 else "1" * 10
                found.ballots.record(paper(number, marks, head.group, at=name))
    yield found
    found.book.close()


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as error:
        call()
    return [f.code for f in error.value.findings]


def line(made: Village, item: str, measure: str, group: str = "") -> ComparedLine:
    found = made.ballots.surveys.compare(MEETING, group)
    return next(one for one in found.lines if (one.item, one.measure) == (item, measure))


def test_the_one_before_is_the_last_held_about_the_same_subject(made: Village) -> None:
    found = made.ballots.surveys.compare(MEETING)
    assert found.before is not None
    assert found.before.id == EARLY
    assert [one.id for one in found.others] == [EARLY, EARLIER]
    elsewhere = meeting(id="other", title="别村", community_id="village-1", held_on=date(2012, 4, 1))
    made.ballots.save_meeting(elsewhere)
    assert made.ballots.surveys.compare(MEETING).others == found.others


def test_the_clerk_chooses_another_and_it_is_kept(made: Village) -> None:
    made.ballots.surveys.choose(MEETING, EARLIER)
    found = made.ballots.surveys.compare(MEETING)
    assert found.before is not None
    assert found.before.id == EARLIER
    assert refused(lambda: made.ballots.surveys.choose(MEETING, "nothing")) == ["ballots.no_round_before"]
    made.ballots.surveys.choose(MEETING, "")
    assert made.ballots.surveys.compare(MEETING).before == made.ballots.find_meeting(EARLY)


def test_a_round_chosen_once_may_go_away(made: Village) -> None:
    known = (meeting(id=EARLY, held_on=date(2011, 1, 1)),)
    assert before_of(meeting(compare_with="gone"), known) == known[0]
    assert before_of(meeting(held_on=None), known) is None
    assert before_of(meeting(held_on=date(2010, 1, 1)), known) is None


def test_every_figure_is_subtracted_exactly(made: Village) -> None:
    moved = line(made, "", "满意率")
    assert moved.before == Measured(Fraction(1, 2), "有效票", "12/24")
    assert moved.after == Measured(Fraction(1), "有效票", "42/42")
    assert moved.moved == Fraction(1, 2)
    assert moved.movement(1) == "+50.0 个百分点"
    score = line(made, "班子团结协作、作风民主", "得分")
    assert (score.points, score.before) == (True, Measured(Fraction(50)))
    assert score.movement(1) == "+50.0 分"
    assert line(made, "办事公道、不徇私情", "得分").movement(1).startswith("−")
    assert line(made, "集体资产管理规范", "不满意率").movement(1) == "持平"


def test_other_denominators_are_not_subtracted() -> None:
    one = Measured(Fraction(1, 2), "有效票", "1/2")
    other = Measured(Fraction(1, 3), "收回票", "1/3")
    moved = ComparedLine(item="甲", measure="满意率", before=one, after=other)
    assert (moved.moved, moved.movement(1)) == (None, "分母不同")
    alone = ComparedLine(item="甲", measure="满意率", before=None, after=other)
    assert (alone.moved, alone.movement(1), alone.figure(None, 1)) == (None, "—", "—")


def test_a_group_too_small_in_one_round_is_compared_in_none(made: Village) -> None:
    assert [g.code for g in made.ballots.surveys.compare(MEETING).groups] == ["cadres", "members", "masses"]
    assert line(made, "", "满意率", "masses").before == Measured(Fraction(1, 2), "有效票", "4/8")
    made.ballots.surveys.choose(MEETING, EARLIER)
    assert made.ballots.surveys.compare(MEETING).groups == ()
    assert refused(lambda: made.ballots.surveys.compare(MEETING, "masses")) == ["ballots.group_not_shown"]


def test_a_void_count_is_compared_with_nothing(made: Village) -> None:
    void = (Headcount(group="masses", expected=9, present=9, issued=1, returned=9),)
    made.ballots.save_meeting(replace(made.ballots.find_meeting(EARLY), heads=void))
    found = made.ballots.surveys.compare(MEETING)
    assert found.before is not None
    assert found.before.id == EARLIER
    assert refused(lambda: made.ballots.surveys.compare(EARLY)) == ["ballots.returned_over_issued"]


@pytest.mark.parametrize("kind", ["tally_report", "appraisal_summary", "survey_comparison"])
def test_no_result_is_printed_before_a_ballot_is_typed(tmp_path: Path, kind: str) -> None:
    book = village(tmp_path / "本镇.djb").book
    office = office_of(book, Catalog(), CLOCK)
    wish = PaperWish(kind=kind, meeting_id=MEETING, values={"issuer": "临江镇党委"})
    assert refused(lambda: office.papers.draft(wish)) == ["papers.nothing_typed"]
    book.close()


def test_the_table_has_both_rounds_in_pages_and_cells(made: Village) -> None:
    office = office_of(made.book, Catalog(), CLOCK)
    wish = PaperWish(kind="survey_comparison", meeting_id=MEETING, values={"issuer": "临江镇党委"})
    paper_made = office.papers.draft(wish)
    tables = [part for part in paper_made.parts if isinstance(part, ListTable)]
    assert [t.about for t in tables] == ["全部参评人员", "干部", "党员", "群众"]
    assert tables[0].notes[0] == "上次是“2011年测评会”（2011年4月15日）。"
    content = office.papers.make(wish, "xlsx").content
    cells = [
        [str(c) for c in row[:10] if c is not None]
        for row in openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    ]
    assert ["整张票", "满意率", "12", "24", "0.5", "42", "42", "1", "有效票", "50"] in cells
    chart = tables[0].chart
    assert chart is not None
    assert chart.title == "上次和本次的满意率"
    assert [bar.stretches[0].value for bar in chart.rows[0].bars] == [Fraction(1, 2), Fraction(1)]
    assert chart.rows[0].bars[1].said == "+50.0 个百分点"
    assert not [check for check in office.papers.lay_out(wish).checks if not check.passed]
    alone = replace(wish, meeting_id=EARLIER)
    (first, *_) = office.papers.draft(alone).parts
    assert isinstance(first, ListTable)
    assert "没有上一次可比的测评会" in first.notes[0]
    assert first.chart is None


def test_the_list_of_differences_has_room_for_the_decision(made: Village) -> None:
    from dangjian_desktop.domain.ballots import Checking, draft_of
    from dangjian_desktop.services.second_entry import DoubleEntry

    made.ballots.save_meeting(meeting(second=Checking.ALL))
    for number, marks in ((2, "1111111112"), (3, "4111111111"), (4, "1" * 10)):
        made.ballots.record(replace(paper(number, marks, "cadres"), entry=2), "石小满")
    entries = DoubleEntry(made.book, Catalog(), CLOCK)
    pair = next(p for p in entries.differences(MEETING).open if p.number == 3)
    assert pair.second is not None
    entries.settle(draft_of(pair.second), "照纸票")
    office = office_of(made.book, Catalog(), CLOCK)
    wish = PaperWish(kind="difference_list", meeting_id=MEETING, values={"issuer": "临江镇党委"})
    (table,) = office.papers.draft(wish).parts
    assert isinstance(table, ListTable)
    rows = [tuple(cell.text for cell in row.cells) for row in table.table.body]
    assert rows == [
        ("002", "10．对班子的总体评价", "满意", "基本满意", "", ""),
        ("003", "1．班子团结协作、作风民主", "满意", "不了解", "不了解", ""),
    ]
    assert table.unit == "两遍都录的 3 张，不一致 2 张 2 处，待核定 1 张"
    assert "核定人：" in table.signatures
    assert [c for c in office.papers.lay_out(wish).checks if not c.passed] == []
