"""Ballots that judge many, tick several and say something in words: kept, counted, never traced."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballot_remarks import STRUCK
from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.services.second_entry import DoubleEntry, apart_words
from tests.services.listed_village import CAMPAIGN, CLOCK, NAMES, Listed, lines, listed_village, paper


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Listed]:
    village = listed_village(tmp_path)
    yield village
    village.book.close()


def refused(found: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [f.code for f in found.value.findings]


def test_the_record_proposes_the_list_in_the_order_of_posts(made: Listed) -> None:
    found = made.lists.of_meeting("matrix")
    assert [(line.name, line.note, line.person_id) for line in found.proposed] == [
        (name, "委员", f"person-{n}") for n, name in enumerate(NAMES)
    ]
    assert found.lines == ()
    assert not found.fixed


def test_a_list_is_kept_in_its_order_and_lays_the_form_out(made: Listed) -> None:
    proposed = made.lists.of_meeting("matrix").proposed
    made.lists.save("matrix", (proposed[2], *lines("  "), proposed[0]))
    kept = made.lists.of_meeting("matrix").lines
    assert [(line.order, line.name) for line in kept] == [(0, "雷小满"), (1, "蓝若岚")]
    assert [i.text for i in made.form("matrix").items] == [
        "班子总体", "雷小满：干事实绩", "雷小满：综合评价", "蓝若岚：干事实绩", "蓝若岚：综合评价",
    ]  # fmt: skip
    made.lists.save("matrix", kept[::-1])
    assert [line.name for line in made.lists.of_meeting("matrix").lines] == ["蓝若岚", "雷小满"]
    assert {line.id for line in made.lists.of_meeting("matrix").lines} == {line.id for line in kept}


def test_a_list_stands_still_once_papers_are_typed(made: Listed) -> None:
    with pytest.raises(Rejected) as found:
        made.ballots.record(paper("matrix", 1, (0,)))
    assert refused(found) == ["ballots.no_list"]
    made.lists.save("matrix", lines("甲", "乙"))
    with pytest.raises(Rejected) as found:
        made.ballots.record(paper("matrix", 1, (0, 0, 0)))
    assert refused(found) == ["ballots.unfinished"]
    made.ballots.record(paper("matrix", 1, (0, 0, 0, 1, 1)))
    with pytest.raises(Rejected) as found:
        made.lists.save("matrix", lines("甲", "丙"))
    assert refused(found) == ["ballots.list_in_use"]
    assert made.lists.of_meeting("matrix").fixed
    with pytest.raises(Rejected) as found:
        made.lists.save("questions", lines("甲"))
    assert refused(found) == ["ballots.judges_no_list"]


def test_the_same_line_twice_is_refused(made: Listed) -> None:
    with pytest.raises(Rejected) as found:
        made.lists.save("matrix", lines("甲", "乙", "甲"))
    assert refused(found) == ["ballots.listed_twice"]


def test_every_person_has_figures_of_their_own(made: Listed) -> None:
    made.lists.save("matrix", made.lists.of_meeting("matrix").proposed[:2])
    for number in range(1, 7):
        made.ballots.record(paper("matrix", number, (0, 0, 0, 1, 3 if number < 3 else None)))
    made.ballots.record(paper("matrix", 7, (3, 3, 3, 3, 3), "masses"))
    tally = made.ballots.tally("matrix")
    first, second = tally.total.subjects
    assert (first.name, first.score) == ("蓝若岚", Fraction(600, 7))
    assert (second.name, second.score) == ("钟大山", Fraction(0))
    assert [i.counts for i in first.items] == [(6, 0, 0, 1), (6, 0, 0, 1)]
    assert second.items[1].blank == 4
    # one ballot of 群众 would be seen by subtraction, so neither group is broken down
    assert tally.hidden == ("cadres", "masses")
    figures = {f.person_id: f for f in made.ballots.figures(CAMPAIGN, "matrix")}
    assert set(figures) == {"person-0", "person-1", None}  # None: the village's own 班子
    assert [(f.community_id, f.votes) for f in figures.values() if f.person_id is None] == [
        ("village-0", (("excellent", 6), ("competent", 0), ("basic", 0), ("incompetent", 1)))
    ]
    rate = figures["person-0"].rate("excellent")
    assert rate is not None
    assert (rate.numerator, rate.denominator) == (6, 7)


def test_several_ticks_are_counted_one_by_one_and_balance(made: Listed) -> None:
    form = made.form("questions")
    for number, ticks in enumerate((0b00001, 0b00011, 0b10000, None), 1):
        made.ballots.record(paper("questions", number, (0, ticks)))
    with pytest.raises(Rejected) as found:
        made.ballots.record(paper("questions", 5, (0, 0b111)))
    assert refused(found) == ["ballots.unknown_option"]
    item = made.ballots.tally("questions").total.items[1]
    assert (item.counts, item.blank, item.several) == ((2, 1, 0, 0, 1), 1, True)
    assert item.rates == ()
    assert [len(form.options_of(n)) for n in range(2)] == [4, 5]
    sheet = made.ballots.sheet("questions")
    assert not any(f.code == "ballots.item_out_of_balance" for f in sheet.findings)


# ---------------------------------------------------------------- remarks


def test_words_are_kept_apart_sorted_and_counted(made: Listed) -> None:
    for number, words in enumerate(("修好村口的路", "多开会", "", " 修好村口的路 "), 1):
        made.ballots.record(paper("questions", number, (0, 1), remark=words))
    (question,) = made.remarks.of_meeting("questions")
    assert [(r.text, r.copies) for r in question.remarks] == [("修好村口的路", 2), ("多开会", 1)]
    assert question.count == 3
    assert made.ballots.look_up("questions", 1).marks == (0, 1)


def test_words_of_the_second_entry_are_kept_where_they_differ(made: Listed) -> None:
    meeting = made.ballots.find_meeting("questions")
    made.ballots.save_meeting(replace(meeting, second=Checking.ALL))
    for number, words in enumerate(("修好村口的路", "多开会", ""), 1):
        made.ballots.record(paper("questions", number, (0, 1), remark=words))
    for number, words in enumerate((" 修好村口的路", "多开会，少发文", "办个食堂"), 1):
        made.ballots.record(replace(paper("questions", number, (0, 1), remark=words), entry=2), "石小满")
    (question,) = made.remarks.of_meeting("questions")
    kept = {r.text: r.copies for r in question.remarks}
    assert kept == {"修好村口的路": 1, "多开会": 1, "多开会，少发文": 1, "办个食堂": 1}


def test_the_same_words_are_counted_as_often_as_the_typist_who_found_more_of_them(made: Listed) -> None:
    meeting = made.ballots.find_meeting("questions")
    made.ballots.save_meeting(replace(meeting, second=Checking.ALL))
    first = {1: "修好村口的路", 2: "", 3: "多开会", 4: "多开会"}
    again = {1: "修好村口的路", 2: "修好村口的路", 3: "多开会", 4: ""}
    for entry, words in ((1, first), (2, again)):
        for number, text in words.items():
            made.ballots.record(replace(paper("questions", number, (0, 1), remark=text), entry=entry))
    kept = {r.text: r.copies for r in made.remarks.of_meeting("questions")[0].remarks}
    assert kept == {"修好村口的路": 2, "多开会": 2}
    seen = replace(paper("questions", 2, (0, 1), remark="修好村口的路"), entry=2)
    made.ballots.void("questions", (2,), "看错", (seen,))
    made.ballots.record(paper("questions", 2, (0, 1)))
    made.ballots.record(seen)
    kept = {r.text: r.copies for r in made.remarks.of_meeting("questions")[0].remarks}
    assert kept == {"修好村口的路": 2, "多开会": 2}


def test_how_often_each_entry_has_some_words_outlasts_the_program(made: Listed) -> None:
    """The counts stand in the file: the second typist goes on after a restart as if nothing were."""
    made.ballots.save_meeting(replace(made.ballots.find_meeting("questions"), second=Checking.ALL))
    for number, words in enumerate(("修好村口的路", "多开会", ""), 1):
        made.ballots.record(paper("questions", number, (0, 1), remark=words))
    for number, words in enumerate(("修好村口的路", "修好村口的路", "修好村口的路"), 1):
        started_anew = Ballots(made.book, made.catalog, CLOCK)
        started_anew.record(replace(paper("questions", number, (0, 1), remark=words), entry=2), "石小满")
    (question,) = made.remarks.of_meeting("questions")
    assert {r.text: (r.copies, r.firsts, r.seconds) for r in question.remarks} == {
        "修好村口的路": (3, 1, 3),
        "多开会": (1, 1, 0),
    }
    sheet = DoubleEntry(made.book, made.catalog, CLOCK).differences("questions")
    told = {one.text: apart_words(one) for one in sheet.remarks}
    assert told == {"修好村口的路": "第一遍 1 张，第二遍 3 张", "多开会": "第一遍 1 张，第二遍 0 张"}


def test_words_the_second_typist_may_still_find_are_not_told_apart(made: Listed) -> None:
    made.ballots.save_meeting(replace(made.ballots.find_meeting("questions"), second=Checking.ALL))
    for number, words in enumerate(("修好村口的路", "多开会"), 1):
        made.ballots.record(paper("questions", number, (0, 1), remark=words))
    made.ballots.record(replace(paper("questions", 1, (0, 1), remark="修好村口的路"), entry=2), "石小满")
    assert DoubleEntry(made.book, made.catalog, CLOCK).differences("questions").remarks == ()


def test_words_of_a_table_are_kept_and_taken_back_with_their_papers(made: Listed, tmp_path: Path) -> None:
    path = tmp_path / "票.csv"
    rows = ["票号,类别,总的看法,最盼望办的事,您还有什么意见"]
    rows += ["1,干部,优秀,修路,修好村口的路", "2,干部,称职,供水,", "3,群众,优秀,修路、供水,修好村口的路"]
    path.write_text("\n".join(rows), encoding="utf-8")
    names = {g.code: g.name for g in made.form("questions").groups}
    text = path.read_text("utf-8").replace("干部", names["cadres"]).replace("群众", names["masses"])
    path.write_text(text, encoding="utf-8")
    plan = made.ballots.preview_import(path, "questions")
    assert [draft.remarks for draft in plan.drafts] == [("修好村口的路",), (), ("修好村口的路",)]
    made.ballots.apply_import(plan)
    (question,) = made.remarks.of_meeting("questions")
    assert [(r.text, r.copies) for r in question.remarks] == [("修好村口的路", 2)]
    made.ballots.void("questions", (1,), "看错", plan.drafts[:1])
    assert [r.copies for r in made.remarks.of_meeting("questions")[0].remarks] == [1]
    made.ballots.void("questions", (2, 3), "撤销导入", plan.drafts[1:])
    assert made.remarks.of_meeting("questions")[0].remarks == ()


def test_a_passage_is_struck_out_for_good(made: Listed) -> None:
    made.ballots.record(paper("questions", 1, (0, 1), remark="东头第三家的钟老汉该管管"))
    ((remark,),) = (q.remarks for q in made.remarks.of_meeting("questions"))
    for passage, reason, code in (
        ("西头", "涉及个人", "ballots.no_such_passage"),
        ("东头", " ", "ballots.no_reason"),
    ):
        with pytest.raises(Rejected) as found:
            made.remarks.redact(remark, passage, reason)
        assert refused(found) == [code]
    done = made.remarks.redact(remark, "东头第三家的钟老汉", "涉及个人").value
    assert (done.text, done.redacted) == (f"{STRUCK}该管管", "涉及个人")
    with pytest.raises(Rejected) as found:
        made.remarks.redact(remark, "", "再来一次")
    assert refused(found) == ["ballots.no_such_remark"]
    assert made.remarks.redact(done, "", "含人身攻击").value.text == STRUCK
    path = made.book.path
    made.book.close()
    assert "第三家的钟".encode() not in path.read_bytes()
    assert STRUCK.encode() in path.read_bytes()


def test_words_found_later_are_added_alone(made: Listed) -> None:
    made.remarks.add("questions", "advice", "办个食堂")
    assert made.remarks.of_meeting("questions")[0].count == 1
    for question, text in (("other", "字"), ("advice", "  ")):
        with pytest.raises(Rejected) as found:
            made.remarks.add("questions", question, text)
        assert refused(found) == ["ballots.no_remark"]


def test_the_file_does_not_tell_in_which_order_papers_came_or_whose_words_they_are(tmp_path: Path) -> None:
    """The same papers typed in two orders leave the same rows, and the log the same lines."""
    papers = [
        paper(
            "questions",
            n,
            (n % 4, 1 << n % 5),
            "cadres" if n % 2 else "masses",
            f"意见{n % 3}" if n % 4 else "",
        )
        for n in range(1, 31)
    ]
    dumps = []
    for name, order in (("one.djb", papers), ("two.djb", papers[::-1])):
        village = listed_village(tmp_path, name)
        for one in order:
            village.ballots.record(one)
        village.book.close()
        with sqlite3.connect(tmp_path / name) as raw:
            tables = ("ballots", "ballot_marks", "ballot_remarks")
            dumps.append(
                (
                    [raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables],
                    raw.execute("SELECT summary FROM audit WHERE action = 'ballots.record'").fetchall(),
                    raw.execute("SELECT COUNT(*) FROM journal WHERE table_name LIKE 'ballot%'").fetchone(),
                    [
                        raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (t,)).fetchone()
                        for t in tables
                    ],
                )
            )
        raw.close()
    assert dumps[0] == dumps[1]
    assert all("WITHOUT ROWID" in sql for (sql,) in dumps[0][3])
    assert dumps[0][2] == (0,)
    assert {summary for (summary,) in dumps[0][1]} == {"录入 1 张测评票"}


def test_a_meeting_goes_with_its_list_and_its_words(made: Listed) -> None:
    made.lists.save("matrix", lines("甲"))
    made.remarks.add("questions", "advice", "办个食堂")
    for meeting in ("matrix", "questions"):
        made.ballots.remove_meeting(meeting)
    with made.book.read() as view:
        assert view.listed_subjects.all() == ()
        assert view.remarks.of_meeting("questions") == ()
    assert made.book.check() == ()


def test_a_card_tells_what_was_said_of_the_person_and_not_of_the_whole_list(made: Listed) -> None:
    from dangjian_desktop.app.offices import office_of
    from tests.services.listed_village import CLOCK

    made.lists.save("matrix", made.lists.of_meeting("matrix").proposed[:2])
    for number in range(1, 51):
        group = "cadres" if number <= 20 else "masses"
        made.ballots.record(paper("matrix", number, (3, 0, 0, 3, 3 if number % 2 else 0), group))
    made.ballots.finish("matrix")
    cards = office_of(made.book, made.catalog, CLOCK).cards
    for person, share in (("person-0", "100.0%"), ("person-1", "50.0%")):
        (line,) = cards.card(person).appraisals
        assert (line.of_body, line.rates) == (False, (("优秀率", share),))
    assert cards.card("person-2").appraisals == ()
