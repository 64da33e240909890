"""Columns side by side: who gives way, and who goes, where there is no room for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.gui.widgets.fitting import fitted, with_room
from dangjian_desktop.gui.widgets.rows import Column

SIZES = st.lists(st.tuples(st.integers(40, 320), st.integers(0, 320)), min_size=1, max_size=9)


def columns(sizes: list[tuple[int, int]]) -> list[Column[str]]:
    return [
        Column(f"c{n}", "", str, width, least=min(least, width)) for n, (width, least) in enumerate(sizes)
    ]


@given(SIZES, st.integers(0, 2_000))
def test_columns_narrow_to_the_room_and_never_below_their_least(
    sizes: list[tuple[int, int]], room: int
) -> None:
    shown = columns(sizes)
    made = fitted(shown, [c.width for c in shown], room)
    least = sum(c.least or c.width for c in shown)
    whole = made == [c.width for c in shown]  # columns that scroll in any case may stay as they are
    assert sum(made) <= max(room, least) or (whole and least > room)
    assert all((c.least or c.width) <= w <= c.width for c, w in zip(shown, made, strict=True))
    if sum(c.width for c in shown) <= room:
        assert made == [c.width for c in shown]


@given(SIZES, st.integers(0, 3_000))
def test_columns_take_room_to_spare_and_never_more_than_their_most(
    sizes: list[tuple[int, int]], room: int
) -> None:
    shown = [
        Column(f"c{n}", "", str, width, most=more and width + more) for n, (width, more) in enumerate(sizes)
    ]
    made = fitted(shown, [c.width for c in shown], room)
    assert sum(made) <= max(room, sum(c.width for c in shown))
    assert all(c.width <= w <= (c.most or c.width) for c, w in zip(shown, made, strict=True))
    if sum(c.most or c.width for c in shown) <= room:
        assert made == [c.most or c.width for c in shown]


def test_columns_go_in_their_order_and_no_more_than_need_be() -> None:
    shown = columns([(100, 0), (100, 60), (80, 0), (50, 0)])
    assert with_room(shown, 290, ("c3", "c2")) == ("c0", "c1", "c2", "c3")
    assert with_room(shown, 289, ("c3", "c2")) == ("c0", "c1", "c2")
    assert with_room(shown, 170, ("c3", "c2")) == ("c0", "c1")
    assert with_room(shown, 10, ("c3", "c2")) == ("c0", "c1")


def test_names_before_many_columns_give_way_only_where_they_would_fill_the_room() -> None:
    shown = columns([(192, 150), (84, 70), *[(120, 0)] * 18])
    widths = [column.width for column in shown]
    assert fitted(shown, widths, 940) == widths
    assert fitted(shown, widths, 383)[:2] == [150, 70]
