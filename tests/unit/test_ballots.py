"""The key machine of ballot typing and the checks of a ballot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.ballots import (
    BallotDraft,
    BallotStatus,
    ballot_of,
    check,
    next_draft,
    press,
)
from dangjian_desktop.kernel.findings import Rejected, Severity
from dangjian_desktop.kernel.texts import sentence

FORM = Catalog().ballot_form("satisfaction")
START = BallotDraft(meeting_id="m", entry=1, number=38, group="masses")
KEYS = ["1", "2", "3", "4", "5", "9", "0", ".", "*", "+", "-", "Backspace", "Enter", "x", "F5", ""]


def typed(keys: list[str], draft: BallotDraft = START) -> tuple[BallotDraft, list[str]]:
    codes = []
    for key in keys:
        draft, found = press(draft, key, FORM)
        codes.append(found.code if found else "")
    return draft, codes


def test_ten_items_are_eleven_keys() -> None:
    draft, codes = typed([*"1212341234", "+"])
    assert draft.done
    assert not any(codes)
    ballot = ballot_of(draft, FORM)
    assert ballot.status is BallotStatus.VALID
    assert ballot.marks == (0, 1, 0, 1, 2, 3, 0, 1, 2, 3)
    assert next_draft(draft) == BallotDraft(meeting_id="m", entry=1, number=39, group="masses")


def test_backspace_and_minus_step_back() -> None:
    draft, codes = typed(["1", "2", "Backspace", "-", "-"])
    assert draft.marks == ()
    assert codes == ["", "", "", "", "ballots.at_first_item"]


def test_a_key_that_is_no_option_changes_nothing_and_says_which_keys_are() -> None:
    draft, found = press(START, "5", FORM)
    assert draft == START
    assert found is not None
    assert found.code == "ballots.bad_key"
    assert "1、2、3、4" in sentence(found)
    assert FORM.items[0].text in sentence(found)


def test_an_unfinished_ballot_is_not_let_go() -> None:
    draft, codes = typed([*"12345678", "+"])
    assert not draft.done
    assert codes[-1] == "ballots.unfinished"


def test_blank_items_stay_valid_and_all_blank_is_blank() -> None:
    assert ballot_of(typed([*"1.0000000.", "+"])[0], FORM).status is BallotStatus.VALID
    assert ballot_of(typed([*"0.00000000", "+"])[0], FORM).status is BallotStatus.BLANK


def test_an_invalid_ballot_needs_a_reason_and_keeps_no_marks() -> None:
    draft, codes = typed(["1", "2", "*", "+", "9", "1", "+"])
    assert codes == ["", "", "", "ballots.no_invalid_reason", "ballots.bad_reason_key", "", ""]
    ballot = ballot_of(draft, FORM)
    assert (ballot.status, ballot.marks, ballot.reason) == (BallotStatus.INVALID, (), FORM.invalid_reasons[0])


def test_invalid_can_be_taken_back_with_the_marks_kept() -> None:
    draft, _ = typed(["1", "2", "*", "2", "*"])
    assert (draft.status, draft.marks, draft.reason) == (BallotStatus.VALID, (0, 1), "")
    draft, _ = typed(["1", "*", "2", "Backspace", "Backspace"])
    assert (draft.status, draft.marks, draft.reason) == (BallotStatus.VALID, (0,), "")


def test_a_finished_ballot_takes_no_more_keys() -> None:
    draft, codes = typed([*"1111111111", "5", "+", "1"])
    assert codes[-3:] == ["ballots.all_items_typed", "", "ballots.already_done"]
    assert draft.marks == (0,) * 10


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (BallotDraft(meeting_id="m", entry=1, number=0, group="masses"), "ballots.no_number"),
        (BallotDraft(meeting_id="m", entry=1, number=1, group="owners"), "ballots.unknown_group"),
        (
            BallotDraft(meeting_id="m", entry=1, number=1, group="masses", marks=(0,) * 11),
            "ballots.too_many_marks",
        ),
        (
            BallotDraft(meeting_id="m", entry=1, number=1, group="masses", marks=(9,) * 10),
            "ballots.unknown_option",
        ),
    ],
)
def test_what_stops_a_ballot(draft: BallotDraft, code: str) -> None:
    assert code in [f.code for f in check(draft, FORM)]
    with pytest.raises(Rejected) as refused:
        ballot_of(draft, FORM)
    assert all(f.severity is Severity.ERROR and sentence(f) for f in refused.value.findings)


@given(st.lists(st.sampled_from(KEYS), max_size=60))
def test_whatever_is_typed_a_finished_draft_can_be_stored(keys: list[str]) -> None:
    draft = START
    for key in keys:
        draft, found = press(draft, key, FORM)
        assert len(draft.marks) <= len(FORM.items)
        assert found is None or sentence(found)
    if draft.done:
        ballot = ballot_of(draft, FORM)
        assert ballot.status is draft.status
        assert (ballot.status is BallotStatus.BLANK) == (ballot.marks == (None,) * len(FORM.items))


@given(st.lists(st.sampled_from("12340"), max_size=10), st.sampled_from("1234.0"))
def test_a_step_back_undoes_a_mark(keys: list[str], more: str) -> None:
    before, _ = typed(keys)
    if before.cursor < len(FORM.items):
        after, _ = press(before, more, FORM)
        assert press(after, "Backspace", FORM) == (before, None)
