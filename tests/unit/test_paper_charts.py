"""A chart's exact measures: the full width, what has to be told apart, what stands beside each other."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.paper_charts import Bar, BarRow, ChartBlock, Stretch, Tone, apart

lengths = st.fractions(min_value=0, max_value=500)


def chart(bars: list[Bar], whole: Fraction | None = None) -> ChartBlock:
    rows = tuple(BarRow(f"第{n}行", (bar,)) for n, bar in enumerate(bars))
    return ChartBlock("", ("甲", "乙", "丙"), rows, whole, "名额")


@given(
    st.lists(st.tuples(st.lists(lengths, max_size=3), st.none() | lengths), max_size=6), st.none() | lengths
)
def test_no_bar_and_no_line_reaches_beyond_the_full_width(
    drawn: list[tuple[list[Fraction], Fraction | None]], whole: Fraction | None
) -> None:
    bars = [
        Bar(tuple(Stretch(one, n, "1") for n, one in enumerate(parts)), mark=mark) for parts, mark in drawn
    ]
    made = chart(bars, whole)
    assert made.full > 0
    for bar in bars:
        assert sum((one.value for one in bar.stretches), Fraction(0)) <= made.full
        assert bar.mark is None or bar.mark <= made.full
    exact = {sum((one.value for one in bar.stretches), Fraction(0)) for bar in bars}
    assert made.full in exact | {bar.mark for bar in bars} | {whole, Fraction(1)}


def test_only_what_is_drawn_is_told_apart() -> None:
    made = chart(
        [Bar((Stretch(Fraction(1), 0, "1"), Stretch(Fraction(0), 1, "0"), Stretch(Fraction(2), 2, "2")))]
    )
    assert made.legend() == ((0, "甲"), (2, "丙"))
    marked = chart([Bar((Stretch(Fraction(1), 0, "1"),), mark=Fraction(2))])
    assert marked.legend() == ((0, "甲"), (None, "名额"))
    assert "0" not in made.texts()


@given(st.lists(st.sampled_from(Tone), max_size=len(Tone)))
def test_as_many_series_as_there_are_tones_are_all_told_apart(tones: list[Tone]) -> None:
    found = apart(tones)
    assert len(found) == len(tones)
    assert len(set(found)) == len(found)
    for n, tone in enumerate(tones):
        assert found[n] is tone or tone in found[:n]
