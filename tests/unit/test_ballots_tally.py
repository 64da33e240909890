"""Counting ballots: exact rates, small groups never recoverable, the checks of a meeting sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, GroupCount, Headcount, Meeting
from dangjian_desktop.domain.forms import BallotForm, ItemKind, RateBase
from dangjian_desktop.domain.tallies import (
    MeetingTally,
    count,
    counts_from_rows,
    hidden_at,
    hidden_groups,
    tally,
)
from dangjian_desktop.kernel.texts import sentence

FORM = Catalog().ballot_form("satisfaction")
GROUPS = [g.code for g in FORM.groups]
MARK = st.sampled_from([0, 1, 2, 3, None])
VALID = st.tuples(st.sampled_from(GROUPS), st.tuples(*[MARK] * len(FORM.items)))


def ballots_of(papers: Sequence[tuple[str, tuple[int | None, ...]]]) -> list[Ballot]:
    return [
        Ballot(meeting_id="m", entry=1, number=n, group=group, status=BallotStatus.VALID, marks=marks)
        for n, (group, marks) in enumerate(papers, 1)
    ]


def meeting(*heads: Headcount) -> Meeting:
    return Meeting(
        id="m",
        campaign_id="c",
        form_code=FORM.code,
        form_edition=FORM.edition,
        title="青桥村测评会",
        heads=heads,
    )


def uniform(group: str, overall: Sequence[int | None]) -> list[tuple[str, tuple[int | None, ...]]]:
    return [(group, (0,) * (len(FORM.items) - 1) + (mark,)) for mark in overall]


def size(group: str, valid: int) -> GroupCount:
    return GroupCount(group=group, valid=valid, invalid=0, blank=0, marks=())


@given(st.lists(VALID, max_size=60))
def test_the_count_agrees_with_counting_by_hand(papers: list[tuple[str, tuple[int | None, ...]]]) -> None:
    result = tally(FORM, meeting(), count(FORM, ballots_of(papers)))
    assert result.total.valid == len(papers)
    for place, item in enumerate(result.total.items):
        marks = [m[place] for _, m in papers]
        assert item.counts == tuple(marks.count(option) for option in range(4))
        assert item.blank == marks.count(None)
        assert sum(item.counts) + item.blank == len(papers)
    happy = sum(m[-1] in (0, 1) for _, m in papers)
    rate = result.rate("satisfied")
    assert rate is not None
    assert rate.share == (Fraction(happy, len(papers)) if papers else None)


def test_rows_of_a_grouped_query_give_the_same_count() -> None:
    papers = uniform("members", [0, 1, 2, None]) + uniform("masses", [3])
    by_ballot = count(FORM, ballots_of(papers))
    rows = [
        ("members", BallotStatus.VALID, 4),
        ("masses", BallotStatus.VALID, 1),
        ("gone", BallotStatus.VALID, 9),
    ]
    marks: list[tuple[str, int, int | None, int]] = [
        (group, item, mark, 1) for group, line in papers for item, mark in enumerate(line)
    ]
    assert counts_from_rows(FORM, rows, marks) == by_ballot


def test_each_base_is_what_its_name_says() -> None:
    papers = ballots_of(uniform("members", [0, 1, 2, 3, None]))
    spoilt = [
        Ballot(
            meeting_id="m", entry=1, number=9, group="members", status=BallotStatus.INVALID, reason="涂改"
        ),
        Ballot(
            meeting_id="m", entry=1, number=10, group="members", status=BallotStatus.BLANK, marks=(None,) * 10
        ),
    ]
    heads = Headcount(group="members", expected=8, present=8, issued=8, returned=7)
    for base, denominator in ((RateBase.RETURNED, 7), (RateBase.VALID, 5), (RateBase.STATED, 3)):
        form = replace(FORM, rates=tuple(replace(r, base=base) for r in FORM.rates))
        rate = tally(form, meeting(heads), count(form, [*papers, *spoilt])).rate("satisfied")
        assert rate is not None
        assert (rate.numerator, rate.denominator) == (2, denominator)


def test_the_working_names_its_denominator() -> None:
    rate = tally(FORM, meeting(), count(FORM, ballots_of(uniform("masses", [0] * 31 + [2] * 4)))).rate(
        "satisfied"
    )
    assert rate is not None
    assert rate.working(1) == "31 ÷ 35 = 88.6%（有效票为分母）"


def test_without_an_overall_item_rates_are_summed_over_all_items() -> None:
    form = replace(FORM, overall_item="")
    rate = tally(form, meeting(), count(form, ballots_of(uniform("masses", [2, 2])))).rate("dissatisfied")
    assert rate is not None
    assert (rate.numerator, rate.denominator) == (2, 20)


def test_the_mean_weight_is_exact() -> None:
    result = tally(FORM, meeting(), count(FORM, ballots_of(uniform("masses", [0, 1, 2, 3, None]))))
    assert result.total.items[-1].score == Fraction(180, 3)


def test_no_ballots_give_no_rate_and_no_error() -> None:
    result = tally(FORM, meeting(), count(FORM, []))
    rate = result.rate("satisfied")
    assert rate is not None
    assert rate.share is None
    assert rate.working()
    assert result.total.items[0].score is None


# ---------------------------------------------------------------- small groups


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(0, 8))
def test_a_small_group_never_follows_by_subtraction(sizes: list[int], smallest: int) -> None:
    counts = [size(f"g{n}", valid) for n, valid in enumerate(sizes)]
    hidden = {c.group: c.valid for c in counts if c.group in hidden_groups(counts, smallest)}
    assert all(c.group in hidden for c in counts if 0 < c.valid < smallest)
    assert all(hidden.values())
    shown = [c for c in counts if c.valid and c.group not in hidden]
    if hidden and shown:
        assert len(hidden) >= 2
        assert sum(hidden.values()) >= smallest


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((5, 5, 5), ()),
        ((4, 18, 17), (0, 2)),
        ((2, 2, 30), (0, 1, 2)),
        ((1, 4, 30), (0, 1)),
        ((4, 30, 0), (0, 1)),
        ((4, 0, 0), (0,)),
        ((0, 20, 20), ()),
    ],
)
def test_which_groups_stay_hidden(sizes: tuple[int, ...], hidden: tuple[int, ...]) -> None:
    counts = [size(code, valid) for code, valid in zip(GROUPS, sizes, strict=True)]
    assert hidden_groups(counts, 5) == tuple(GROUPS[n] for n in hidden)


def test_a_hidden_group_has_no_figures_in_the_result() -> None:
    papers = uniform("cadres", [2] * 4) + uniform("members", [0] * 18) + uniform("masses", [0] * 17)
    result = tally(FORM, meeting(), count(FORM, ballots_of(papers)))
    assert result.hidden == ("cadres", "masses")
    assert [g.group for g in result.groups] == ["members"]


# ---------------------------------------------------------------- few answers at one item


def answered(group: str, answers: int, blank: int) -> GroupCount:
    return GroupCount(
        group=group, valid=answers + blank, invalid=0, blank=0, marks=((answers, 0, 0, 0, blank),)
    )


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), min_size=1, max_size=6), st.integers(1, 8))
def test_few_answers_never_follow_by_subtraction(sizes: list[tuple[int, int]], smallest: int) -> None:
    counts = [answered(f"g{n}", told, blank) for n, (told, blank) in enumerate(sizes)]
    hidden = hidden_groups(counts, smallest)
    kept = hidden_at(counts, 0, smallest, hidden)
    told = {c.group: c.marks[0][0] for c in counts if c.valid}
    assert set(hidden) <= kept
    assert {g for g, n in told.items() if n < smallest} <= kept
    left = [told[g] for g in kept if told[g]]
    if left and set(told) - kept:
        assert len(left) >= 2
        assert sum(left) >= smallest


def test_a_group_of_which_few_answered_an_item_shows_the_rest() -> None:
    papers: list[tuple[str, tuple[int | None, ...]]] = [("cadres", (None,) * 2 + (0,) * 8)] * 6 + [
        ("cadres", (0,) * 10)
    ] * 2
    papers += uniform("members", [0] * 9) + uniform("masses", [0] * 20)
    result = tally(FORM, meeting(), count(FORM, ballots_of(papers)))
    assert result.hidden == ()
    by_group = {g.group: g for g in result.groups}
    hidden = {g: [n for n, item in enumerate(by_group[g].items) if item.hidden] for g in by_group}
    assert hidden == {"cadres": [0, 1], "members": [0, 1], "masses": []}
    gone = by_group["cadres"].items[0]
    assert (gone.counts, gone.blank, gone.rates, gone.score) == ((), 0, (), None)
    assert by_group["cadres"].items[2].counts == (8, 0, 0, 0)
    assert result.total.items[0].counts == (31, 0, 0, 0)
    assert by_group["cadres"].rate("satisfied") is not None


def test_where_the_overall_item_is_kept_back_the_group_has_no_rates() -> None:
    papers = uniform("cadres", [None] * 6 + [0] * 2) + uniform("masses", [0] * 20)
    result = tally(FORM, meeting(), count(FORM, ballots_of(papers)))
    assert [g.rates for g in result.groups if g.valid] == [(), ()]
    assert result.rate("satisfied") is not None
    form = replace(FORM, smallest_group=2)
    told = tally(form, meeting(), count(form, ballots_of(papers)))
    assert all(g.rates for g in told.groups)


# ---------------------------------------------------------------- several ticks


def ticked(weights: Sequence[int | None], marks: Sequence[int | None]) -> tuple[BallotForm, MeetingTally]:
    options = tuple(
        replace(o, weight=None if w is None else Fraction(w))
        for o, w in zip(FORM.options, weights, strict=True)
    )
    item = replace(FORM.items[0], kind=ItemKind.MULTIPLE, options=options)
    form = replace(FORM, items=(item,), overall_item="")
    return form, tally(form, meeting(), count(form, ballots_of([("masses", (m,)) for m in marks])))


def test_every_option_of_several_has_a_share_of_the_valid_ballots() -> None:
    _, result = ticked((None,) * 4, [0b0011, 0b0001, 0b1111, None, 0b0010])
    item = result.total.items[0]
    assert (item.counts, item.blank, item.papers, item.answered) == ((3, 3, 1, 1), 1, 5, 4)
    shares = [item.option_rate(n) for n in range(4)]
    assert [s.share for s in shares] == [Fraction(3, 5), Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]
    assert shares[0].working(1) == "3 ÷ 5 = 60.0%（有效票为分母）"
    assert sum(s.share or 0 for s in shares) > 1
    assert item.score is None


@given(
    st.lists(st.one_of(st.none(), st.integers(1, 15)), min_size=1, max_size=30),
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=4, max_size=4),
)
def test_the_score_of_several_is_the_mean_of_what_the_ballots_ticked(
    marks: list[int | None], weights: list[int | None]
) -> None:
    _, result = ticked(weights, marks)
    points = [sum((w or 0) for n, w in enumerate(weights) if mark >> n & 1) for mark in marks if mark]
    weighted = bool(points) and any(w is not None for w in weights)
    assert result.total.items[0].score == (Fraction(sum(points), len(points)) if weighted else None)


# ---------------------------------------------------------------- the meeting sheet


def head(group: str, figure: int, **changes: int) -> Headcount:
    made = Headcount(group=group, expected=figure, present=figure, issued=figure, returned=figure)
    return replace(made, **changes)  # type: ignore[arg-type]


def codes(*heads: Headcount, papers: Sequence[tuple[str, tuple[int | None, ...]]] = ()) -> list[str]:
    findings = tally(FORM, meeting(*heads), count(FORM, ballots_of(papers))).findings
    assert all(sentence(f) for f in findings)
    return [f.code for f in findings if f.code != "ballots.not_all_typed"]


def test_a_sound_sheet_has_no_findings() -> None:
    assert codes(head("cadres", 4), head("members", 20), head("masses", 16)) == []


@pytest.mark.parametrize(("present", "few"), [(39, True), (40, False)])
def test_forty_present_are_enough(present: int, few: bool) -> None:
    found = codes(head("members", 20), head("masses", present - 20))
    assert ("ballots.too_few_present" in found) is few


def test_more_returned_than_issued_voids_the_count() -> None:
    heads = (head("members", 20, returned=21), head("masses", 20))
    result = tally(FORM, meeting(*heads), count(FORM, ballots_of(uniform("members", [0] * 21))))
    assert result.void
    assert result.rate("satisfied") is None
    assert any(f.where.clause for f in result.findings if f.code == "ballots.returned_over_issued")


def test_issued_over_present_and_present_over_expected_are_asked() -> None:
    found = codes(head("members", 20, issued=21, returned=20), head("masses", 20, expected=19))
    assert found == ["ballots.issued_over_present", "ballots.present_over_expected"]


def test_absent_members_and_a_lopsided_meeting_are_asked() -> None:
    found = codes(head("members", 10, expected=12), head("masses", 40))
    assert found == ["ballots.members_absent", "ballots.members_out_of_balance"]


@pytest.mark.parametrize(
    ("members", "others", "lopsided"),
    [(20, 40, False), (20, 41, True), (19, 40, True), (40, 20, False), (41, 20, True), (20, 20, False)],
)
def test_members_and_others_may_differ_by_exactly_the_share_of_the_form(
    members: int, others: int, lopsided: bool
) -> None:
    found = codes(head("members", members), head("masses", others))
    assert ("ballots.members_out_of_balance" in found) is lopsided


@pytest.mark.parametrize(
    ("present", "issued", "returned", "told"),
    [
        (20, 20, 20, []),
        (20, 19, 19, []),
        (20, 20, 19, []),
        (20, 21, 21, ["ballots.issued_over_present"]),
        (20, 20, 21, ["ballots.returned_over_issued"]),
        (20, 0, 0, []),
        (20, 0, 1, ["ballots.returned_over_issued"]),
    ],
)
def test_returned_issued_and_present_may_be_equal_and_not_one_more(
    present: int, issued: int, returned: int, told: list[str]
) -> None:
    members = head("members", present, issued=issued, returned=returned)
    assert codes(members, head("masses", 20)) == told


def test_the_balance_is_held_group_by_group() -> None:
    papers = uniform("members", [0] * 21) + uniform("masses", [0] * 19)
    heads = (head("members", 20), head("masses", 20))
    found = tally(FORM, meeting(*heads), count(FORM, ballots_of(papers))).findings
    assert [f.code for f in found] == ["ballots.typed_over_returned", "ballots.not_all_typed"]
