"""测评录入 over a real book: one commit a paper, the balance proof, corrections with a reason, figures."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballots import BallotStatus, Headcount
from dangjian_desktop.domain.forms import BallotSubject
from dangjian_desktop.kernel.changes import Topic
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_views import MeetingState
from dangjian_desktop.storage.database import Book
from tests.services.polled_township import (
    CAMPAIGN,
    CLOCK,
    HEADS,
    MEETING,
    Village,
    meeting,
    over,
    paper,
    type_all,
    village,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "本镇.djb"
    village(path).book.close()
    return path


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Iterator[Village]:
    found = over(Book.open(shutil.copyfile(template, tmp_path / "本镇.djb"), clock=CLOCK))
    yield found
    found.book.close()


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as error:
        call()
    return [f.code for f in error.value.findings]


# ---------------------------------------------------------------- meetings


def test_a_new_meeting_gets_an_id_and_the_edition_valid_today(made: Village) -> None:
    outcome = made.ballots.save_meeting(meeting(id="", form_edition="", community_id="village-1"))
    assert len(outcome.value.id) == 32
    assert outcome.value.form_edition == "2012"
    assert outcome.changes.touches(Topic.BALLOTS)
    titles = sorted((row.subject, row.state) for row in made.ballots.meetings(CAMPAIGN))
    assert titles == [("上塘村", MeetingState.EMPTY), ("柏树下村", MeetingState.EMPTY)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "ballots.no_title"),
        ({"community_id": None}, "ballots.no_subject"),
        ({"person_id": "person-1"}, "ballots.no_subject"),
        ({"heads": (Headcount(group="masses", present=-1),)}, "ballots.negative_head"),
        ({"heads": (Headcount(group="guests"),)}, "ballots.unknown_group"),
        ({"form_code": "nothing", "form_edition": ""}, "catalog.no_form"),
    ],
)
def test_a_meeting_sheet_that_cannot_be_is_refused(
    made: Village, changes: dict[str, object], code: str
) -> None:
    assert refused(lambda: made.ballots.save_meeting(meeting(**changes))) == [code]
    assert made.ballots.sheet(MEETING).meeting == meeting()


def test_figures_that_contradict_each_other_are_kept_and_told_with_their_clause(made: Village) -> None:
    over_issued = (*HEADS[:2], replace(HEADS[2], returned=19))
    outcome = made.ballots.save_meeting(meeting(heads=over_issued))
    found = {f.code: f for f in outcome.findings}
    assert "ballots.returned_over_issued" in found
    assert "清点收回的票" in sentence(found["ballots.returned_over_issued"])
    assert made.ballots.sheet(MEETING).row.state is MeetingState.VOID
    assert made.ballots.tally(MEETING).void


def test_the_form_cannot_change_once_papers_are_typed(made: Village) -> None:
    made.ballots.record(paper(1))
    wish = meeting(form_code="team_appraisal", form_edition="2020")
    assert refused(lambda: made.ballots.save_meeting(wish)) == ["ballots.form_in_use"]


def test_a_meeting_with_papers_is_not_removed(made: Village) -> None:
    made.ballots.record(paper(1))
    assert refused(lambda: made.ballots.remove_meeting(MEETING)) == ["ballots.meeting_has_papers"]
    made.ballots.void(MEETING, [1], "录到别的会上了")
    made.ballots.remove_meeting(MEETING)
    assert made.ballots.meetings(CAMPAIGN) == ()


def test_a_meeting_is_found_by_its_title_or_id(made: Village) -> None:
    assert made.ballots.find_meeting("上塘村党员群众测评会").id == MEETING
    assert made.ballots.find_meeting(MEETING).id == MEETING
    assert refused(lambda: made.ballots.find_meeting("没有的会")) == ["ballots.no_such_meeting"]
    made.ballots.save_meeting(meeting(id=""))
    assert refused(lambda: made.ballots.find_meeting("上塘村党员群众测评会")) == ["ballots.many_meetings"]


def test_subjects_are_what_the_form_judges(made: Village) -> None:
    units = [s.name for s in made.ballots.subjects(BallotSubject.COMMUNITY)]
    assert units == ["上塘村", "柏树下村", "青桥村"]
    assert [s.person_id for s in made.ballots.subjects(BallotSubject.PERSON)] == ["person-1"]
    assert {f.code for f in made.ballots.forms()} >= {"satisfaction"}


# ---------------------------------------------------------------- papers


def test_a_paper_is_stored_whole_and_found_again_by_its_number(made: Village) -> None:
    outcome = made.ballots.record(paper(7, "1203411111"))
    found = made.ballots.look_up(MEETING, 7)
    assert outcome.value == found
    assert found.marks == (0, 1, None, 2, 3, 0, 0, 0, 0, 0)
    assert found.status is BallotStatus.VALID
    assert made.ballots.sheet(MEETING).row.next_number == 8
    assert refused(lambda: made.ballots.look_up(MEETING, 8)) == ["ballots.no_such_paper"]


def test_the_service_itself_refuses_what_the_screen_would_not_send(made: Village) -> None:
    assert refused(lambda: made.ballots.record(paper(1, "111"))) == ["ballots.unfinished"]
    assert refused(lambda: made.ballots.record(paper(1, "9" * 10))) == ["ballots.unknown_option"]
    assert refused(lambda: made.ballots.record(paper(0))) == ["ballots.no_number"]
    assert refused(lambda: made.ballots.record(paper(1, at="gone"))) == ["ballots.no_meeting"]
    assert made.ballots.sheet(MEETING).row.typed == 0


def test_a_number_typed_twice_is_refused_with_its_sentence(made: Village) -> None:
    made.ballots.record(paper(3))
    with pytest.raises(Rejected) as error:
        made.ballots.record(paper(3, "2" * 10))
    assert sentence(error.value.findings[0]).startswith("第 3 号票已经录过")
    assert made.ballots.look_up(MEETING, 3).marks == (0,) * 10


def test_a_correction_needs_a_reason_and_leaves_it_but_no_answer_in_the_log(made: Village) -> None:
    made.ballots.record(paper(3))
    assert refused(lambda: made.ballots.correct(paper(3, "2" * 10), " ")) == ["ballots.no_reason"]
    assert refused(lambda: made.ballots.correct(paper(4), "看错行")) == ["ballots.no_such_paper"]
    made.ballots.correct(paper(3, "2" * 10), "看错行")
    assert made.ballots.look_up(MEETING, 3).marks == (1,) * 10
    with made.book.read() as view:
        (entry,) = view.audit.latest(1)
    assert entry.summary == "更正第 3 号票，原因：看错行"


def test_a_paper_typed_anew_takes_the_place_of_the_old_one_or_leaves_it(made: Village) -> None:
    made.ballots.record(paper(1, "1111111111"))
    made.ballots.record(paper(2, "2222222222"))
    made.ballots.retype(paper(2, "3333333333"), 2)
    assert made.ballots.look_up(MEETING, 2).marks == (2,) * 10
    made.ballots.retype(paper(7, "4444444444"), 2)
    assert made.ballots.sheet(MEETING).numbers == (1, 7)
    assert refused(lambda: made.ballots.retype(paper(1, "2222222222"), 7)) == ["ballots.number_taken"]
    assert refused(lambda: made.ballots.retype(paper(8, "222"), 7)) == ["ballots.unfinished"]
    assert refused(lambda: made.ballots.retype(paper(8, "2222222222"), 9)) == ["ballots.no_such_paper"]
    assert made.ballots.look_up(MEETING, 7).marks == (3,) * 10
    assert made.ballots.look_up(MEETING, 1).marks == (0,) * 10


def test_a_voided_paper_leaves_the_count_and_its_number_is_free(made: Village) -> None:
    made.ballots.record(paper(3))
    made.ballots.record(paper(4))
    assert made.ballots.void(MEETING, [3, 4], "重复录入").value == 2
    assert made.ballots.sheet(MEETING).numbers == ()
    assert refused(lambda: made.ballots.void(MEETING, [3], "重复录入")) == ["ballots.no_such_paper"]
    made.ballots.record(paper(3, "4" * 10))


def test_void_takes_all_or_none(made: Village) -> None:
    made.ballots.record(paper(3))
    refused(lambda: made.ballots.void(MEETING, [3, 99], "重复录入"))
    assert made.ballots.sheet(MEETING).numbers == (3,)


# ---------------------------------------------------------------- balance and closing


def test_a_meeting_closes_when_every_paper_is_accounted_for(made: Village) -> None:
    type_all(made)
    row = made.ballots.sheet(MEETING).row
    assert (row.typed, row.returned, row.valid, row.invalid, row.blank) == (44, 44, 42, 1, 1)
    assert row.state is MeetingState.TYPED
    closed = made.ballots.finish(MEETING).value
    assert closed.row.state is MeetingState.FINISHED
    assert closed.meeting.finished_on is not None


def test_one_paper_too_few_or_too_many_blocks_closing_with_the_group_named(made: Village) -> None:
    assert refused(lambda: made.ballots.finish(MEETING))[-1] == "ballots.nothing_typed"
    type_all(made)
    made.ballots.void(MEETING, [44], "试一下")
    with pytest.raises(Rejected) as few:
        made.ballots.finish(MEETING)
    errors = [f for f in few.value.findings if f.code == "ballots.not_all_typed"]
    assert [f.where.field for f in errors] == ["群众"]
    made.ballots.record(paper(44))
    made.ballots.record(paper(45))
    assert "ballots.typed_over_returned" in refused(lambda: made.ballots.finish(MEETING))
    assert made.ballots.sheet(MEETING).row.state is not MeetingState.FINISHED


def test_a_closed_meeting_takes_nothing_until_it_is_opened_with_a_reason(made: Village) -> None:
    type_all(made)
    made.ballots.finish(MEETING)
    for call in (
        lambda: made.ballots.record(paper(90)),
        lambda: made.ballots.correct(paper(1), "看错行"),
        lambda: made.ballots.void(MEETING, [1], "重复"),
        lambda: made.ballots.save_meeting(meeting()),
        lambda: made.ballots.finish(MEETING),
    ):
        assert refused(call) == ["ballots.meeting_closed"]
    assert refused(lambda: made.ballots.reopen(MEETING, "")) == ["ballots.no_reason"]
    made.ballots.reopen(MEETING, "清点时漏了一张")
    made.ballots.correct(paper(1, group="cadres"), "看错行")


# ---------------------------------------------------------------- figures


def test_the_tally_is_exact_and_names_its_denominator(made: Village) -> None:
    type_all(made)
    found = made.ballots.tally(MEETING)
    overall = found.rate("satisfied")
    assert overall is not None
    assert overall.share == Fraction(overall.numerator, 42)
    assert "有效票为分母" in overall.working()
    assert sum(found.total.items[0].counts) + found.total.items[0].blank == 42
    assert found.hidden == ()


def test_a_small_group_is_hidden_so_that_it_cannot_be_subtracted(made: Village) -> None:
    for number in range(1, 4):
        made.ballots.record(paper(number, "3" * 10, "cadres"))
    for number in range(4, 14):
        made.ballots.record(paper(number, group="members"))
    for number in range(14, 30):
        made.ballots.record(paper(number))
    found = made.ballots.tally(MEETING)
    assert "cadres" in found.hidden
    assert len(found.hidden) == 2
    assert [g.group for g in found.groups] == ["masses"]


def test_figures_add_the_meetings_of_one_subject_and_leave_void_ones_out(made: Village) -> None:
    type_all(made)
    second = made.ballots.save_meeting(meeting(id="", title="补开的会")).value
    made.ballots.record(paper(1, "3" * 10, at=second.id))
    void = made.ballots.save_meeting(
        meeting(id="", title="作废的会", heads=(Headcount(group="masses", issued=1, returned=2),))
    ).value
    made.ballots.record(paper(1, "3" * 10, at=void.id))
    made.ballots.save_meeting(meeting(id="", title="别村的会", community_id="village-1"))
    first, other = sorted(made.ballots.figures(CAMPAIGN, "satisfaction"), key=lambda f: f.community_id or "")
    assert first.community_id == "village-0"
    assert set(first.meetings) == {MEETING, second.id}
    assert not first.complete
    rate = first.rate("dissatisfied")
    assert rate is not None
    assert rate.denominator == 43
    assert other.rate("satisfied") is not None
    assert other.rates[0].share is None


# ---------------------------------------------------------------- anonymity


def test_nothing_in_the_file_ties_a_paper_to_a_time_or_a_typist(made: Village) -> None:
    type_all(made)
    made.ballots.correct(paper(1, "4" * 10, "cadres"), "看错行")
    path = made.book.path
    made.book.close()
    with sqlite3.connect(path) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ballot_tables = [t for t in tables if t.startswith("ballot")]
        columns = {row[1] for t in ballot_tables for row in raw.execute(f"PRAGMA table_info({t})")}
        journal = raw.execute("SELECT COUNT(*) FROM journal WHERE table_name LIKE 'ballot%'").fetchone()[0]
        typed = raw.execute("SELECT DISTINCT summary FROM audit WHERE action = 'ballots.record'").fetchall()
        with pytest.raises(sqlite3.OperationalError):
            raw.execute("SELECT rowid FROM ballots")
    raw.close()
    about_papers = {"meeting_id", "entry", "number", "group", "status", "reason", "item", "choice"}
    about_words = {"question", "text", "redacted", "copies", "seconds", "only_second"}  # how often
    assert columns == about_papers | about_words
    assert journal == 0
    assert typed == [("录入 1 张测评票",)]
