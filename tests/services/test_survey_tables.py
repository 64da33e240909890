"""One survey over many meetings: by unit, area and person, added from ballots, small groups in no sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import Headcount
from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.domain.papers import ListTable
from dangjian_desktop.domain.survey_figures import Level, SurveyLine
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.survey_tables import SurveyTable
from tests.services.listed_village import Listed, lines, listed_village
from tests.services.listed_village import paper as listed_paper
from tests.services.polled_township import CLOCK, HEADS, MEETING, Village, meeting, paper, type_all, village

SECOND = "meeting-2"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Village]:
    """Two villages of one area with a meeting each, one outside it without; few cadres in the second."""
    found = village(tmp_path / "本镇.djb")
    with found.book.work("book.fill", "测试数据") as work:
        work.areas.add(Area(id="area-0", name="东片"))
        for n in (0, 1):
            unit = work.communities.get(f"village-{n}")
            assert unit is not None
            work.communities.put(replace(unit, area_id="area-0"))
        work.commit()
    type_all(found)
    heads = tuple(
        replace(h, expected=20, present=20, issued=20, returned=n)
        for h, n in zip(HEADS, (3, 9, 8), strict=True)
    )
    found.ballots.save_meeting(
        meeting(id=SECOND, title="柏树下村测评会", community_id="village-1", heads=heads)
    )
    number = 0
    for head in heads:
        for place in range(head.returned):
            number += 1
            found.ballots.record(paper(number, "3" * 10 if place < 2 else "1" * 10, head.group, at=SECOND))
    yield found
    found.book.close()


def line(table: SurveyTable, level: Level, name: str) -> SurveyLine:
    return next(one for one in table.level(level) if one.name == name)


def test_units_are_counted_and_areas_added_from_ballots(made: Village) -> None:
    table = made.ballots.tables.table(MEETING)
    first, second = (line(table, Level.UNIT, name) for name in ("上塘村", "柏树下村"))
    shares = [rate.share for one in (first, second) for rate in one.rates if rate.code == "satisfied"]
    assert shares == [Fraction(1), Fraction(14, 20)]
    area, whole = line(table, Level.AREA, "东片"), line(table, Level.WHOLE, "合计")
    rate = area.rate("satisfied")
    assert rate is not None
    assert (rate.numerator, rate.denominator, area.valid, area.meetings) == (42 + 14, 42 + 20, 62, 2)
    assert (whole.rates, whole.score) == (area.rates, area.score)
    assert area.score == Fraction(42 * 100 + 14 * 100, 62)
    assert table.levels == (Level.UNIT, Level.AREA, Level.WHOLE)


def test_a_group_kept_back_in_one_unit_is_in_no_sum(made: Village) -> None:
    table = made.ballots.tables.table(SECOND, "cadres")
    hidden, area = line(table, Level.UNIT, "柏树下村"), line(table, Level.AREA, "东片")
    assert (hidden.valid, hidden.rates, hidden.score, hidden.left_out) == (None, (), None, 1)
    assert (area.valid, area.left_out) == (8, 1)
    shown = made.ballots.tally(SECOND)
    assert "cadres" in shown.hidden


def test_a_void_count_is_left_out_and_named(made: Village) -> None:
    heads = (Headcount(group="masses", expected=9, present=9, issued=1, returned=9),)
    made.ballots.save_meeting(replace(made.ballots.find_meeting(SECOND), heads=heads))
    table = made.ballots.tables.table(MEETING)
    assert table.void == ("柏树下村测评会",)
    assert [one.name for one in table.level(Level.UNIT)] == ["上塘村"]


def test_several_meetings_about_one_unit_are_one_line(made: Village) -> None:
    heads = (Headcount(group="masses", expected=9, present=9, issued=9, returned=9),)
    made.ballots.save_meeting(
        meeting(id="again", title="补测", community_id="village-1", held_on=date(2012, 4, 20), heads=heads)
    )
    made.ballots.record(paper(1, at="again"))
    table = made.ballots.tables.table(MEETING)
    second = line(table, Level.UNIT, "柏树下村")
    assert (second.meetings, second.valid) == (2, 21)
    assert table.open == ("补测",)


def test_persons_of_lists_stand_under_their_unit(tmp_path: Path) -> None:
    found: Listed = listed_village(tmp_path)
    found.lists.save("matrix", lines("甲", "乙"))
    for number in range(1, 21):
        found.ballots.record(listed_paper("matrix", number, (0, 1, 0, 1, 3)))
    table = found.ballots.tables.table("matrix")
    assert [(one.unit, one.name, one.valid) for one in table.level(Level.PERSON)] == [
        ("上塘村", "甲", 20), ("上塘村", "乙", 20),
    ]  # fmt: skip
    assert [one.score for one in table.level(Level.PERSON)] == [Fraction(100), Fraction(0)]
    assert line(table, Level.UNIT, "上塘村").score == Fraction(50)
    found.book.close()


def test_the_table_is_printed_area_by_area_with_sums(made: Village) -> None:
    office = office_of(made.book, Catalog(), CLOCK)
    wish = PaperWish(kind="survey_figures", meeting_id=MEETING, values={"issuer": "临江镇党委"})
    tables = [part for part in office.papers.draft(wish).parts if isinstance(part, ListTable)]
    assert [t.about for t in tables] == ["全部参评人员", "干部", "党员", "群众"]
    rows = [tuple(cell.text for cell in row.cells) for row in tables[0].table.body]
    assert [row[1] for row in rows] == ["上塘村", "柏树下村", "东片小计", "合计"]
    assert rows[1][2:4] == ("20", "70.0%（14/20）")
    cadres = [tuple(cell.text for cell in row.cells) for row in tables[1].table.body]
    assert cadres[1][2:] == ("—",) * 5
    assert any("不计入合计" in note for note in tables[1].notes)
    assert not any("不计入合计" in note for note in tables[0].notes)
    assert [c for c in office.papers.lay_out(wish).checks if not c.passed] == []


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Listed]:
    """Two villages asked what they wish for most, of which two may be ticked; few cadres in the second."""
    found = listed_village(tmp_path)
    with found.book.work("book.fill", "测试数据") as work:
        work.areas.add(Area(id="area-0", name="东片"))
        first = work.communities.get("village-0")
        assert first is not None
        work.communities.put(replace(first, area_id="area-0"))
        work.communities.add(replace(first, id="village-1", name="柏树下村", area_id="area-0", order=1))
        work.commit()
    second = replace(
        found.ballots.find_meeting("questions"), id="more", title="再问", community_id="village-1"
    )
    found.ballots.save_meeting(second)
    for at, cadres in (("questions", 12), ("more", 8)):
        for number in range(1, 31):
            group = "cadres" if number <= cadres else "masses"
            wish: int | None = 0b11 if number % 3 == 0 else 0b10 if number % 3 == 1 else 0b10000
            if at == "more" and group == "cadres" and number > 3:
                wish = None
            found.ballots.record(listed_paper(at, number, (0, wish), group))
    yield found
    found.book.close()


def ticked(table: SurveyTable, level: Level, name: str) -> dict[str, tuple[int, int]]:
    choice = line(table, level, name).choice("wishes")
    assert choice is not None
    return {one.code: (one.numerator, one.denominator) for one in choice.shares}


def test_what_was_ticked_of_several_is_added_over_the_valid_ballots(asked: Listed) -> None:
    table = asked.ballots.tables.table("questions")
    first, second = (ticked(table, Level.UNIT, name) for name in ("上塘村", "柏树下村"))
    assert first == {
        "wish1": (10, 30),
        "wish2": (20, 30),
        "wish3": (0, 30),
        "wish4": (0, 30),
        "wish5": (10, 30),
    }
    assert second["wish1"] == (9, 30)
    area = ticked(table, Level.AREA, "东片")
    assert area == {code: (n + second[code][0], 60) for code, (n, _) in first.items()}
    assert ticked(table, Level.WHOLE, "合计") == area


def test_ticks_of_few_of_a_group_are_in_no_sum_and_do_not_follow_from_it(asked: Listed) -> None:
    cadres = asked.ballots.tables.table("questions", "cadres")
    assert ticked(cadres, Level.UNIT, "上塘村")["wish2"] == (8, 12)
    assert ticked(cadres, Level.AREA, "东片") == ticked(cadres, Level.UNIT, "上塘村")
    kept_back = line(cadres, Level.UNIT, "柏树下村").choice("wishes")
    assert kept_back is not None
    assert (kept_back.shares, kept_back.left_out) == ((), 1)
    masses = line(asked.ballots.tables.table("questions", "masses"), Level.UNIT, "柏树下村").choice("wishes")
    assert masses is not None
    assert masses.shares == ()


def test_ticks_are_printed_in_a_table_of_their_own(asked: Listed) -> None:
    office = office_of(asked.book, asked.catalog, CLOCK)
    wish = PaperWish(kind="survey_figures", meeting_id="questions", values={"issuer": "临江镇党委"})
    tables = [part for part in office.papers.draft(wish).parts if isinstance(part, ListTable)]
    assert [t.about for t in tables] == [
        "全部参评人员", "全部参评人员 最盼望办的事", "干部", "干部 最盼望办的事", "群众", "群众 最盼望办的事",
    ]  # fmt: skip
    rows = [tuple(cell.text for cell in row.cells) for row in tables[1].table.body]
    assert rows[0][:3] == ("东片", "上塘村", "30")
    assert rows[0][3:] == (
        "33.3%\n（10）",
        "66.7%\n（20）",
        "0.0%\n（0）",
        "0.0%\n（0）",
        "33.3%\n（10）",
    )
    assert any("以有效票为分母" in note for note in tables[1].notes)
    assert rows[-1][:3] == ("", "合计", "60")
    cadres = [tuple(cell.text for cell in row.cells) for row in tables[3].table.body]
    assert cadres[1][2:] == ("—",) * 6
    assert any("不计入合计" in note for note in tables[3].notes)
