"""The typing machine without a window: modes, wrong keys, saving, and ballots that come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import BallotDraft, BallotStatus
from dangjian_desktop.gui.tabs.ballots.session import Mode, Pile, Sitting, live_keys, pile_choices
from dangjian_desktop.gui.tabs.ballots.words import KEY_WORDS
from dangjian_desktop.kernel.findings import finding
from dangjian_desktop.kernel.texts import sentence


@pytest.fixture
def sitting() -> Sitting:
    return begun("masses")


def begun(group: str, numbers: tuple[int, ...] = ()) -> Sitting:
    moments = iter(range(0, 10_000, 20))
    return Sitting(
        form=Catalog().ballot_form("satisfaction", "2012"),
        draft=BallotDraft(meeting_id="m", entry=1, number=1, group=group),
        piles={"cadres": Pile(), "members": Pile(2), "masses": Pile(5)},
        numbers=set(numbers),
        seconds=lambda: float(next(moments)),
    )


def test_the_piles_to_choose_from_say_what_is_typed_of_each() -> None:
    sitting = begun("")
    assert sitting.mode is Mode.GROUP
    sitting.piles["members"].add(BallotStatus.VALID)
    sitting.piles["members"].add(BallotStatus.BLANK)
    assert pile_choices(sitting) == [
        "干部（已录 0 张）",
        "党员（已录 2 张，收回 2 张）",
        "群众（已录 0 张，收回 5 张）",
    ]


def mode(sitting: Sitting) -> Mode:
    return sitting.mode


def marks(sitting: Sitting) -> tuple[int | None, ...]:
    return sitting.draft.marks


def press(sitting: Sitting, keys: str) -> list[str]:
    """Press single-character keys; return the codes of what was found wrong."""
    found = [sitting.press("Enter" if key == "↵" else key).finding for key in keys]
    return [f.code for f in found if f is not None]


def test_ten_digits_and_plus_are_a_whole_ballot(sitting: Sitting) -> None:
    assert press(sitting, "1234012341") == []
    assert sitting.ready
    finished = sitting.press("+").finished
    assert finished is not None
    assert finished.marks == (0, 1, 2, 3, None, 0, 1, 2, 3, 0)
    assert (sitting.draft.number, marks(sitting)) == (2, ())
    assert sitting.pile.typed == 0  # not before the service has answered
    sitting.stored(1)
    assert sitting.pile.typed == 1
    assert sitting.last is not None
    assert (sitting.last.number, sitting.last.answered) == (1, 9)


def test_a_wrong_key_changes_nothing_and_is_named(sitting: Sitting) -> None:
    press(sitting, "11")
    told = sitting.press("7").finding
    assert told is not None
    assert "“7”不是本题的选项" in sentence(told)
    assert sitting.draft.cursor == 2
    assert press(sitting, "↵") == ["ballots.unfinished"]
    assert sitting.sending == {}


def test_slash_gives_the_rest_the_same_answer(sitting: Sitting) -> None:
    press(sitting, "/")
    assert marks(sitting) == (0,) * 10
    assert press(sitting, "/") == ["ballots.all_items_typed"]
    press(sitting, "+13/")
    assert marks(sitting) == (0, *([2] * 9))


def test_an_invalid_paper_takes_its_reason_by_a_digit(sitting: Sitting) -> None:
    press(sitting, "11*")
    assert mode(sitting) is Mode.REASON
    assert press(sitting, "9+") == ["ballots.bad_reason_key", "ballots.no_invalid_reason"]
    press(sitting, "2")
    finished = sitting.press("+").finished
    assert finished is not None
    assert (finished.status, finished.reason) == (BallotStatus.INVALID, sitting.form.invalid_reasons[1])
    sitting.stored(1)
    assert sitting.pile.invalid == 1
    press(sitting, "1*")
    press(sitting, "*")
    assert mode(sitting) is Mode.MARKS
    assert marks(sitting) == (0,)


def test_the_number_can_be_typed_first_and_counts_on_from_there(sitting: Sitting) -> None:
    assert press(sitting, "-120↵") == []
    press(sitting, "/+")
    assert sorted(sitting.sending) == [120]
    assert sitting.draft.number == 121
    sitting.press("Home")
    assert press(sitting, "120↵") == ["ballots.number_taken"]
    assert press(sitting, "x0↵") == ["ballots.bad_number_key", "ballots.no_number"]
    assert press(sitting, "999999") == ["ballots.number_too_large"]
    assert press(sitting, "-----1↵") == []
    assert sitting.draft.number == 1


def test_numbers_typed_before_are_stepped_over() -> None:
    sitting = begun("masses", numbers=(2, 3))
    press(sitting, "/+")
    assert sitting.draft.number == 4


def test_the_pile_is_chosen_first_and_changed_between_two_papers() -> None:
    sitting = begun("")
    assert mode(sitting) is Mode.GROUP
    assert press(sitting, "7") == ["ballots.bad_group_key"]
    assert press(sitting, "2") == []
    assert sitting.draft.group == "members"
    press(sitting, "1")
    told = sitting.press("F4").finding
    assert told is not None
    assert told.code == "ballots.group_mid_ballot"
    press(sitting, "-")
    sitting.press("F4")
    assert sitting.draft.group == "masses"


def test_a_refused_ballot_comes_back_whole_and_the_next_one_waits(sitting: Sitting) -> None:
    press(sitting, "2222222222+")
    press(sitting, "333")
    sitting.came_back(1, (finding("ballots.number_taken", number=1),))
    assert marks(sitting) == (1,) * 10
    assert mode(sitting) is Mode.NUMBER
    assert press(sitting, "9↵") == []
    finished = sitting.press("+").finished
    assert finished is not None
    assert finished.number == 9
    assert (sitting.draft.number, marks(sitting)) == (2, (2, 2, 2))
    sitting.stored(9)
    assert sitting.pile.typed == 1


def test_stray_keys_do_no_harm_to_a_ballot_that_came_back(sitting: Sitting) -> None:
    press(sitting, "2222222222+33")
    sitting.came_back(1, (finding("storage.busy"),))
    assert set(press(sitting, "3333")) == {"ballots.all_items_typed"}
    assert marks(sitting) == (1,) * 10


def test_a_correction_keeps_its_number_and_group(sitting: Sitting) -> None:
    sitting.draft = replace(sitting.draft, number=4, marks=(0,) * 10)
    sitting.fixed, sitting.numbers = True, {4}
    assert [f.code for key in ("Home", "F2") if (f := sitting.press(key).finding)] == [
        "ballots.number_fixed",
        "ballots.group_mid_ballot",
    ]
    press(sitting, "-2")
    finished = sitting.press("+").finished
    assert finished is not None
    assert finished.marks == (*([0] * 9), 1)
    sitting.stored(4)
    assert sitting.pile.typed == 0


def test_only_keys_that_do_something_are_lit(sitting: Sitting) -> None:
    lit = live_keys(sitting, KEY_WORDS)
    assert set(lit) == set("01234./*-")
    press(sitting, "/")
    assert set(live_keys(sitting, KEY_WORDS)) == {"*", "-", "+", "Enter"}
    press(sitting, "*")
    assert set(live_keys(sitting, KEY_WORDS)) == {"1", "2", "3", "4", "*", "-"}
    press(sitting, "1")
    assert "Enter" in live_keys(sitting, KEY_WORDS)


def test_the_time_left_is_told_after_a_few_papers(sitting: Sitting) -> None:
    assert sitting.minutes_left() is None
    for number in range(1, 4):
        press(sitting, "/+")
        sitting.stored(number)
    assert sitting.minutes_left() == 1  # two papers at twenty seconds each
