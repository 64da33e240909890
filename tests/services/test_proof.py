"""The balance proof: twenty planted miscounts are caught, doubts are asked and answered, and printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Checking, Explanation
from dangjian_desktop.domain.entries import FIRST
from dangjian_desktop.domain.forms import ProofRules
from dangjian_desktop.domain.proofs import Balance, copies_in_row
from dangjian_desktop.kernel.findings import Rejected, Severity
from dangjian_desktop.storage.database import Book
from tests.services.polled_township import (
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
    made = village(path)
    type_all(made)
    made.book.close()
    return path


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Iterator[Village]:
    found = over(Book.open(shutil.copyfile(template, tmp_path / "本镇.djb"), clock=CLOCK))
    yield found
    found.book.close()


def heads(group: str, **by: int) -> Callable[[Village], object]:
    """Plant a headcount that is off by so many."""
    changed = tuple(
        replace(head, **{field: getattr(head, field) + off for field, off in by.items()})
        if head.group == group
        else head
        for head in HEADS
    )
    return lambda made: made.ballots.save_meeting(meeting(heads=changed))


def unreturned(group: str, count: int) -> Callable[[Village], object]:
    """Plant a 未收回 that was counted wrongly."""
    changed = tuple(replace(h, unreturned=count) if h.group == group else h for h in HEADS)
    return lambda made: made.ballots.save_meeting(meeting(heads=changed))


def more(group: str) -> Callable[[Village], object]:
    return lambda made: made.ballots.record(paper(99, group=group))


def less(number: int) -> Callable[[Village], object]:
    return lambda made: made.ballots.void(MEETING, [number], "试一下")


def raw(sql: str) -> Callable[[Village], object]:
    """Plant what no service would write: a damaged row."""
    return lambda made: made.book._raw.execute(sql)


def regroup(made: Village) -> None:
    made.ballots.correct(paper(1, group="members"), "试一下")


def differing(made: Village) -> None:
    made.ballots.save_meeting(meeting(second=Checking.ALL))
    made.ballots.record(replace(paper(1, "2" * 10, "cadres"), entry=2))


def once_only(made: Village) -> None:
    made.ballots.save_meeting(meeting(second=Checking.ALL))


MISCOUNTS: tuple[tuple[Callable[[Village], object], str, str], ...] = (
    (heads("cadres", returned=1, issued=1), "ballots.not_all_typed", "干部"),
    (heads("members", returned=1, issued=1), "ballots.not_all_typed", "党员"),
    (heads("masses", returned=1), "ballots.not_all_typed", "群众"),
    (heads("cadres", returned=-1), "ballots.typed_over_returned", "干部"),
    (heads("members", returned=-1), "ballots.typed_over_returned", "党员"),
    (heads("masses", returned=-1), "ballots.typed_over_returned", "群众"),
    (heads("cadres", issued=-1), "ballots.issued_under_returned", "干部"),
    (heads("members", issued=-1), "ballots.issued_under_returned", "党员"),
    (heads("masses", issued=-3), "ballots.issued_under_returned", "群众"),
    (unreturned("cadres", 1), "ballots.unreturned_off", "干部"),
    (unreturned("members", 2), "ballots.unreturned_off", "党员"),
    (unreturned("masses", 0), "ballots.unreturned_off", "群众"),
    (unreturned("masses", 3), "ballots.unreturned_off", "群众"),
    (more("cadres"), "ballots.typed_over_returned", "干部"),
    (more("members"), "ballots.typed_over_returned", "党员"),
    (more("masses"), "ballots.typed_over_returned", "群众"),
    (less(1), "ballots.not_all_typed", "干部"),
    (less(9), "ballots.not_all_typed", "党员"),
    (less(44), "ballots.not_all_typed", "群众"),
    (regroup, "ballots.typed_over_returned", "党员"),
    (raw("DELETE FROM ballot_marks WHERE number = 3 AND item = 4"), "ballots.item_out_of_balance", "干部"),
    (
        raw("DELETE FROM ballot_marks WHERE number IN (40, 41) AND item = 9"),
        "ballots.item_out_of_balance",
        "群众",
    ),
    (
        raw("UPDATE ballots SET status = 'valid', reason = '' WHERE status = 'invalid'"),
        "ballots.item_out_of_balance",
        "群众",
    ),
    (differing, "ballots.differences_open", ""),
    (once_only, "ballots.second_missing", ""),
)


@pytest.mark.parametrize("place", range(len(MISCOUNTS)))
def test_every_planted_miscount_is_caught(made: Village, place: int) -> None:
    plant, code, group = MISCOUNTS[place]
    assert made.ballots.proof(MEETING).errors == ()
    plant(made)
    errors = made.ballots.proof(MEETING).errors
    assert (code, group) in [(f.code, f.where.field) for f in errors]
    with pytest.raises(Rejected) as refused:
        made.ballots.finish(MEETING)
    assert {f.severity for f in refused.value.findings} == {Severity.ERROR}


def test_a_right_count_balances_group_by_group_and_item_by_item(made: Village) -> None:
    proof = made.ballots.proof(MEETING)
    assert all(one.holds for one in proof.equations)
    told = {
        (e.balance, e.group): (e.whole, e.parts) for e in proof.equations if e.balance is not Balance.ITEM
    }
    assert told[Balance.ISSUED, "群众"] == (18, (16, 2))
    assert told[Balance.RETURNED, "群众"] == (16, (14, 1, 1))
    assert sum(e.balance is Balance.ITEM for e in proof.equations) == 30


def test_what_was_not_returned_is_proved_only_where_somebody_counted_it(made: Village) -> None:
    from dangjian_desktop.services.ballot_papers import balance_words

    def said() -> str:
        equations = made.ballots.proof(MEETING).equations
        return next(balance_words(e) for e in equations if e.balance is Balance.ISSUED and e.group == "群众")

    assert said() == "群众：发出 18 = 收回 16 + 未收回 2（未清点）"
    unreturned("masses", 2)(made)
    assert made.ballots.proof(MEETING).errors == ()
    assert said() == "群众：发出 18 = 收回 16 + 未收回 2"
    unreturned("masses", 1)(made)
    assert said() == "群众：发出 18 ≠ 收回 16 + 未收回 1"
    told = [f.code for f in made.ballots.sheet(MEETING).findings]
    assert "ballots.unreturned_off" in told


# ---------------------------------------------------------------- doubts


def codes(made: Village) -> list[str]:
    return [f.code for f in made.ballots.proof(MEETING).warnings]


def test_spoilt_papers_are_asked_about_from_three_in_a_hundred(made: Village) -> None:
    assert codes(made) == []
    made.ballots.correct(paper(5, group="cadres", reason="字迹涂改无法辨认"), "试一下")
    assert codes(made) == ["ballots.many_invalid"]
    made.ballots.correct(paper(6, "0" * 10, "cadres"), "试一下")
    assert codes(made) == ["ballots.many_invalid", "ballots.many_blank"]


def test_the_share_itself_is_enough(made: Village) -> None:
    from dangjian_desktop.domain.proofs import proof_of

    with made.book.read() as view:
        papers = view.ballots.of_meeting(MEETING, FIRST)
        counts = view.ballots.tally(MEETING, made.form)
    at_line = replace(made.form, proof=ProofRules(spoilt_share=Fraction(1, 44)))
    over_line = replace(made.form, proof=ProofRules(spoilt_share=Fraction(10_001, 440_000)))
    assert len(proof_of(at_line, meeting(), counts, papers).warnings) == 2
    assert proof_of(over_line, meeting(), counts, papers).warnings == ()


def test_papers_all_alike_are_asked_about(made: Village) -> None:
    with made.book.read() as view:
        papers = view.ballots.of_meeting(MEETING, FIRST)
    for one in papers:
        if one.status is BallotStatus.VALID and len(set(one.marks)) > 1 and one.number != 1:
            made.ballots.correct(paper(one.number, group=one.group), "试一下")
    assert codes(made) == ["ballots.uniform_ballots"]


def test_copies_in_a_row_are_asked_about(made: Village) -> None:
    for number in (10, 11, 12):
        made.ballots.correct(paper(number, "1234123412", "members"), "试一下")
    (told,) = made.ballots.proof(MEETING).warnings
    assert told.code == "ballots.copies_in_row"
    assert dict(told.facts)["numbers"] == "10—12"


def ballots(*marks: str, numbers: tuple[int, ...] = ()) -> list[Ballot]:
    return [
        Ballot(
            meeting_id="m", entry=1, number=number, group="masses", status=BallotStatus.VALID,
            marks=tuple(map(int, one)),
        )
        for number, one in zip(numbers or range(1, len(marks) + 1), marks, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("papers", "runs"),
    [
        (ballots("12", "12", "12"), ((1, 3),)),
        (ballots("12", "12"), ()),
        (ballots("11", "11", "11"), ()),
        (ballots("12", "12", "12", numbers=(1, 2, 4)), ()),
        (ballots("12", "12", "12", "21", "21", "21", "21"), ((1, 3), (4, 7))),
        (ballots("12", "12", "11", "12"), ()),
        (ballots(), ()),
    ],
)
def test_runs_are_of_numbers_one_after_the_other(papers: list[Ballot], runs: tuple[object, ...]) -> None:
    assert copies_in_row(papers, 3) == runs


# ---------------------------------------------------------------- answers


def test_a_warning_is_answered_with_a_reason_which_is_kept(made: Village) -> None:
    made.ballots.correct(paper(5, group="cadres", reason="字迹涂改无法辨认"), "试一下")
    with pytest.raises(Rejected) as refused:
        made.ballots.finish(MEETING)
    assert [f.code for f in refused.value.findings] == ["ballots.unanswered", "ballots.many_invalid"]
    blank = Explanation(code="ballots.many_invalid", field="", reason="  ")
    with pytest.raises(Rejected):
        made.ballots.finish(MEETING, [blank])
    given = replace(blank, reason="监票人当场复核无误")
    closed = made.ballots.finish(MEETING, [given, Explanation(code="ballots.other", field="", reason="无关")])
    assert closed.value.meeting.answers == (given,)
    reopened = made.ballots.reopen(MEETING, "再看一遍").value
    assert reopened.meeting.answers == (given,)
