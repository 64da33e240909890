"""Items of which several may be ticked, and items few of a group answered: in the tables that are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.papers import ListTable, OfficialLetter, texts_of
from dangjian_desktop.services.papers import PaperWish
from tests.services import listed_village as village
from tests.services.listed_village import CLOCK, Listed, lines, listed_village, paper


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listed]:
    text = village.QUESTIONS
    for name, weight in (("修路", 10), ("供水", 6), ("看病", 4)):
        line = f'text = "{name}"\ncounts_as = "unstated"\n'
        assert line in text
        text = text.replace(line, f"{line}weight = {weight}\n")
    monkeypatch.setattr(village, "QUESTIONS", text)
    found = listed_village(tmp_path)
    yield found
    found.book.close()


def type_questions(made: Listed) -> None:
    """Twenty papers of cadres, of which four answer the second item, and thirty of the others."""
    for number in range(1, 21):
        made.ballots.record(paper("questions", number, (0, 0b11 if number <= 4 else None)))
    for number in range(21, 51):
        made.ballots.record(paper("questions", number, (1, 0b101 if number % 2 else 0b100), "masses"))


def summary(made: Listed, meeting: str) -> list[ListTable]:
    office = office_of(made.book, made.catalog, CLOCK)
    values = {"issuer": "临江镇党委"}
    paper_made = office.papers.draft(PaperWish(kind="appraisal_summary", meeting_id=meeting, values=values))
    return [part for part in paper_made.parts if isinstance(part, ListTable)]


def rows(table: ListTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.table.body]


def test_the_summary_gives_every_option_its_share_and_says_what_it_is_of(made: Listed) -> None:
    type_questions(made)
    ticks = [t for t in summary(made, "questions") if "最盼望办的事" in t.title]
    whole = rows(ticks[0])
    assert whole[0] == ("1", "修路", "19", "38.0%")
    assert whole[2] == ("3", "看病", "30", "60.0%")
    assert whole[-1] == ("6", "未选", "16", "32.0%")
    assert any("相加可超过 100%" in note for note in ticks[0].notes)
    points = 4 * 16 + 15 * 14 + 15 * 4
    assert any(f"得分 {points / 34:.1f}，" in note and "作答的 34 张票" in note for note in ticks[0].notes)


def test_a_group_of_which_few_answered_is_kept_back_in_its_table_only(made: Listed) -> None:
    type_questions(made)
    by_title = {t.title: t for t in summary(made, "questions")}
    ticks = {title: rows(table) for title, table in by_title.items() if "最盼望办的事" in title}
    kept = {title for title, lines in ticks.items() if {line[2] for line in lines} == {"—"}}
    assert len(ticks) == 3
    assert len(kept) == 2
    assert all(any("作答不足 5 张" in note for note in by_title[title].notes) for title in kept)
    general = [rows(t) for title, t in by_title.items() if title not in ticks]
    assert all("—" not in line[2:7] for table in general for line in table)


def test_a_person_few_of_a_group_judged_is_kept_back(made: Listed) -> None:
    made.lists.save("matrix", lines("甲", "乙"))
    for number in range(1, 21):
        marks = (0, 1, 1, 2, 2 if number <= 3 else None)
        made.ballots.record(paper("matrix", number, marks))
    for number in range(21, 51):
        made.ballots.record(paper("matrix", number, (0, 1, 1, 2, 2), "masses"))
    tally = made.ballots.tally("matrix")
    shown = {g.group: {s.name: (s.hidden, bool(s.rates)) for s in g.subjects} for g in tally.groups}
    assert shown["cadres"] == {"甲": (False, True), "乙": (True, False)}
    assert shown["masses"] == {"甲": (False, True), "乙": (True, False)}
    assert not any(s.hidden for s in tally.total.subjects)
    assert tally.total.subjects[1].score is not None


def test_the_report_of_the_count_explains_the_shares(made: Listed) -> None:
    type_questions(made)
    office = office_of(made.book, made.catalog, CLOCK)
    values = {"issuer": "临江镇党委"}
    report = office.papers.draft(PaperWish(kind="tally_report", meeting_id="questions", values=values))
    (letter,) = report.parts
    assert isinstance(letter, OfficialLetter)
    said = "\n".join(texts_of(letter))
    assert "相加可超过 100%" in said
    assert "发出 30 = 收回 30 + 未收回 0（未清点" in said
