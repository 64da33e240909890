"""Forms laid out for a list, several ticks, options of an item's own: typed and counted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.ballot_lists import ListedSubject, laid, row_of
from dangjian_desktop.domain.ballots import Ballot, BallotDraft, BallotStatus, Meeting, ballot_of, press
from dangjian_desktop.domain.forms import (
    Attitude,
    BallotForm,
    BallotItem,
    BallotOption,
    BallotSubject,
    ItemKind,
    RateBase,
    RateRule,
    RespondentGroup,
)
from dangjian_desktop.domain.tallies import count, tally

WEIGHTS = (Fraction(100), Fraction(80), Fraction(60), Fraction(0))


def options(prefix: str, count: int, weights: Sequence[Fraction] = ()) -> tuple[BallotOption, ...]:
    return tuple(
        BallotOption(
            key=str(n + 1), code=f"{prefix}{n}", text=f"{prefix}{n}", attitude=Attitude.MIDDLE,
            weight=weights[n] if weights else None,
        )
        for n in range(count)
    )  # fmt: skip


FORM = BallotForm(
    code="matrix", name="班子成员测评", edition="1", sources=(), subject=BallotSubject.BODY,
    title="票", intro="",
    groups=tuple(RespondentGroup(code=c, name=c) for c in ("cadres", "members", "masses")),
    items=(
        BallotItem(code="team", text="班子", options=options("t", 3)),
        BallotItem(code="work", text="实绩", each=True),
        BallotItem(code="overall", text="综合", each=True),
        BallotItem(code="wish", text="盼望", kind=ItemKind.MULTIPLE, options=options("w", 5),
                   at_least=2, at_most=3),
    ),
    options=options("o", 4, WEIGHTS),
    rates=(
        RateRule(code="best", name="优秀率", options=("o0",), base=RateBase.VALID),
        RateRule(code="team", name="班子好", options=("t0",), base=RateBase.VALID),
    ),
    invalid_reasons=("多选",), overall_item="overall", list_subject=BallotSubject.PERSON,
)  # fmt: skip


def listed(*names: str) -> tuple[ListedSubject, ...]:
    return tuple(ListedSubject(id=n, meeting_id="m", order=p, name=n) for p, n in enumerate(names))


LAID = laid(FORM, listed("甲", "乙", "丙"))


def typed(keys: str, form: BallotForm = LAID) -> tuple[BallotDraft, list[str]]:
    draft, told = BallotDraft(meeting_id="m", entry=1, number=1, group="cadres"), []
    for key in keys:
        draft, finding = press(draft, key, form)
        if finding is not None:
            told.append(finding.code)
    return draft, told


def test_a_form_is_laid_out_person_by_person_in_the_order_of_the_list() -> None:
    assert [item.code for item in LAID.items] == [
        "team", "work.1", "overall.1", "work.2", "overall.2", "work.3", "overall.3", "wish",
    ]  # fmt: skip
    assert [item.subject for item in LAID.items] == [None, 0, 0, 1, 1, 2, 2, None]
    assert LAID.items[3].text == "乙：实绩"
    assert LAID.listed == ("甲", "乙", "丙")
    assert [row_of(LAID, n) for n in (0, 1, 2, 6, 7)] == [
        range(1), range(1, 3), range(1, 3), range(5, 7), range(7, 8),
    ]  # fmt: skip
    single = replace(FORM, items=(FORM.items[2],))
    assert [item.text for item in laid(single, listed("甲", "乙")).items] == ["甲", "乙"]
    plain = replace(FORM, list_subject=None, items=FORM.items[:1])
    assert laid(plain, listed("甲")) is plain


def test_one_key_an_answer_and_several_ticks_until_plus() -> None:
    draft, told = typed("112340413+")
    assert told == []
    assert draft.marks == (0, 0, 1, 2, 3, None, 3, 0b101)
    done, told = typed("112340413++")
    assert (done.done, told) == (True, [])
    assert ballot_of(done, LAID).marks == draft.marks


def test_ticks_are_taken_back_by_the_same_key_limited_and_stepped_back_into() -> None:
    at = "1111111"
    assert typed(at + "1")[0].ticks == 1
    assert typed(at + "11")[0].ticks == 0
    assert typed(at + "1+")[1] == ["ballots.too_few_ticks"]
    assert typed(at + "1234")[1] == ["ballots.too_many_ticks"]
    assert typed(at + "6")[1] == ["ballots.bad_key"]
    assert typed(at + "+")[1] == ["ballots.unfinished"]
    blank, told = typed(at + "12.")
    assert (blank.marks[-1], blank.ticks, told) == (None, 0, [])
    back, _ = typed(at + "125+-")
    assert (back.cursor, back.ticks) == (7, 0b10011)
    assert typed(at + "125+--")[0].ticks == 0
    assert typed(at + "125+---")[0].cursor == 6


def test_a_key_is_held_against_the_options_of_its_own_item() -> None:
    assert typed("4")[1] == ["ballots.bad_key"]
    assert typed("14")[1] == []


def test_without_a_list_nothing_can_be_stored() -> None:
    draft, told = typed("112++", laid(FORM, ()))
    assert not draft.done
    assert told == ["ballots.no_list"]


answers = st.sampled_from((None, 0, 1, 2, 3))
tickings = st.sampled_from((None, *(n for n in range(1, 32) if 2 <= n.bit_count() <= 3)))
papers = st.lists(
    st.tuples(
        st.sampled_from(("cadres", "members", "masses")),
        st.sampled_from((None, 0, 1, 2)),
        st.tuples(*[answers] * 6),
        tickings,
        st.booleans(),
    ),
    max_size=40,
)


@given(papers)
def test_the_matrix_is_counted_as_by_hand(
    drawn: list[tuple[str, int | None, tuple[int | None, ...], int | None, bool]],
) -> None:
    ballots = [
        Ballot(
            meeting_id="m", entry=1, number=n, group=group,
            status=BallotStatus.INVALID if spoilt else BallotStatus.VALID,
            marks=() if spoilt else (team, *cells, ticks), reason="多选" if spoilt else "",
        )
        for n, (group, team, cells, ticks, spoilt) in enumerate(drawn, 1)
    ]  # fmt: skip
    counts = count(LAID, ballots)
    meeting = Meeting(id="m", campaign_id="c", form_code="matrix", form_edition="1", title="会")
    made = tally(LAID, meeting, counts)
    valid = [b for b in ballots if b.status is BallotStatus.VALID]
    for place in range(len(LAID.items)):
        item = made.total.items[place]
        marks = [b.marks[place] for b in valid]
        assert item.blank == marks.count(None)
        for option in range(len(LAID.options_of(place))):
            here = sum(
                m is not None and (bool(m >> option & 1) if item.several else m == option) for m in marks
            )
            assert item.counts[option] == here
        assert sum(c.papers_at(place) for c in counts) == len(valid)
    for place, subject in enumerate(made.total.subjects):
        voices = [b.marks[2 + 2 * place] for b in valid if b.marks[2 + 2 * place] is not None]
        mean = (
            sum((WEIGHTS[v] for v in voices if v is not None), Fraction(0)) / len(voices) if voices else None
        )
        assert subject.score == mean
        best = subject.rate("best")
        assert best is not None
        assert (best.numerator, best.denominator) == (voices.count(0), len(valid))
        assert subject.rate("team") is None
    # what is shown of groups never leaves a small one to be found by subtraction
    shown = [g.valid for g in made.groups if g.valid]
    rest = [c.valid for c in counts if c.group in made.hidden]
    assert not rest or not shown or (len(rest) >= 2 and sum(rest) >= 5)


weights = st.fractions(min_value=0, max_value=100, max_denominator=7)


@given(st.lists(weights, min_size=4, max_size=4), st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_a_score_is_the_exact_mean_of_the_weights(points: list[Fraction], votes: list[int]) -> None:
    """Thirds and sevenths are kept to the end: the mean times the voices is the sum, without a remainder."""
    form = laid(replace(FORM, items=(FORM.items[2],), options=options("o", 4, points)), listed("甲"))
    ballots = [
        Ballot(meeting_id="m", entry=1, number=n, group="cadres", status=BallotStatus.VALID, marks=(option,))
        for n, option in enumerate((o for o, count in enumerate(votes) for _ in range(count)), 1)
    ]
    meeting = Meeting(id="m", campaign_id="c", form_code="matrix", form_edition="1", title="会")
    (subject,) = tally(form, meeting, count(form, ballots)).total.subjects
    if not ballots:
        assert subject.score is None
        return
    assert subject.score is not None
    assert subject.score * len(ballots) == sum(p * n for p, n in zip(points, votes, strict=True))
    best = subject.rate("best")
    assert best is not None
    assert best.share == Fraction(votes[0], len(ballots))
    assert (best.share > Fraction(1, 2)) == (2 * votes[0] > len(ballots))


@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8), st.integers(1, 6))
def test_a_group_is_shown_from_the_smallest_number_on_and_never_found_by_subtraction(
    cadres: int, members: int, masses: int, smallest: int
) -> None:
    form = laid(replace(FORM, items=(FORM.items[2],), smallest_group=smallest), listed("甲", "乙"))
    sizes = {"cadres": cadres, "members": members, "masses": masses}
    papers_in = [group for group, size in sizes.items() for _ in range(size)]
    ballots = [
        Ballot(meeting_id="m", entry=1, number=n, group=group, status=BallotStatus.VALID, marks=(0, 1))
        for n, group in enumerate(papers_in, 1)
    ]
    meeting = Meeting(id="m", campaign_id="c", form_code="matrix", form_edition="1", title="会")
    made = tally(form, meeting, count(form, ballots))
    small = [size for size in sizes.values() if 0 < size < smallest]
    shown = {group.group: group.valid for group in made.groups if group.valid}
    assert all(size >= smallest for size in shown.values())
    if not small:
        assert made.hidden == ()
    elif shown:
        rest = [size for group, size in sizes.items() if size and group not in shown]
        assert len(rest) >= 2
        assert sum(rest) >= smallest
