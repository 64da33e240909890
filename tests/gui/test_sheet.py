"""What is kept of the rows of a list while rows are replaced and added is what would be read of them anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.gui.widgets.choices import Choice, Keeper
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    unit: str
    points: int


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "姓名", lambda row: row.name, searched=True),
    Column("unit", "单位", lambda row: row.unit, filter=True, group=lambda row: row.unit[:1]),
    Column("points", "得分", lambda row: str(row.points), sort=lambda row: row.points,
           number=lambda row: row.points),
)  # fmt: skip
NAMES = st.sampled_from(("单砺石", "曾砚", "解禾田", "林禾田", "仇暮山"))
UNITS = st.sampled_from(("芦荷塘村", "石桥头村", "新苑社区", ""))


def rows(keys: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    return st.builds(Row, keys, NAMES, UNITS, st.integers(0, 3))


def standing(row: Row) -> tuple[str, int]:
    return row.name, row.id


def read_all(sheet: Sheet[Row]) -> None:
    for _ in sheet.prepare(COLUMNS):
        pass
    for column in COLUMNS:
        sheet.texts(column), sheet.figures(column), sheet.groups(column)
        sheet.values(column), sheet.order(column, down=True)


def told(sheet: Sheet[Row], keepers: Sequence[Keeper[Row]]) -> list[object]:
    """Return all that a sheet says, rows in the place of positions."""
    held = sheet.rows
    orders = [sheet.own(), *(sheet.order(one, down=down) for one in COLUMNS for down in (False, True))]
    said = [list(map(part, COLUMNS)) for part in (sheet.texts, sheet.figures, sheet.groups)]
    by_row = [{row.id: said_of[n] for n, row in enumerate(held)} for part in said for said_of in part]
    masks = [{row.id: keeper.mask(sheet)[n] for n, row in enumerate(held)} for keeper in keepers]
    found = [
        {row.id for row, hit in zip(held, sheet.found(COLUMNS[0], query), strict=False) if hit}
        for query in ("lht", "砚", "s")
    ]
    return [
        [[held[n] for n in order] for order in orders],
        by_row, masks, found,
        [sheet.values(one) for one in COLUMNS],
    ]  # fmt: skip


def keepers() -> tuple[Keeper[Row], ...]:
    return (
        Keeper(keep=lambda row: row.points > 1),
        Keeper(column=COLUMNS[1], choice=Choice(values=frozenset(("芦荷塘村",)))),
        Keeper(column=COLUMNS[2], choice=Choice(least=1, most=2)),
    )


@given(
    st.lists(rows(st.integers(0, 20)), unique_by=lambda row: row.id, max_size=12),
    st.lists(rows(st.integers(0, 24)), max_size=12),
    st.booleans(),
    st.booleans(),
)
def test_rows_put_in_place_leave_what_reading_anew_gives(
    first: list[Row], later: list[Row], halfway: bool, many: bool
) -> None:
    sheet = Sheet(sorted(first, key=standing), lambda row: row.id, standing)
    kept = keepers()
    ahead = sheet.prepare(COLUMNS)
    if halfway:  # rows change while they are being read ahead
        next(ahead, None)
    else:
        read_all(sheet)
        told(sheet, kept)
    known = [row for row in later if sheet.place(row.id) >= 0]
    if many:
        last = {row.id: row for row in known}
        sheet.put_many(list(last.values()), COLUMNS)
    else:
        for row in later:
            sheet.put(row, COLUMNS)
    for _ in ahead:
        pass
    fresh = Sheet(sorted(sheet.rows, key=standing), lambda row: row.id, standing)
    assert told(sheet, kept) == told(fresh, keepers())
    assert [sheet.rows[sheet.place(row.id)] for row in fresh.rows] == fresh.rows


@given(
    st.lists(rows(st.integers(0, 20)), unique_by=lambda row: row.id, max_size=12),
    st.lists(rows(st.integers(0, 24)), unique_by=lambda row: row.id, max_size=8),
    st.sets(st.integers(0, 24), max_size=5),
    st.sampled_from(("", "lht", "砚")),
    st.sampled_from(("", "unit", "points")),
    st.sampled_from(("", "unit")),
)
def test_a_list_renewed_shows_what_a_list_shown_anew_does(
    first: list[Row], coming: list[Row], gone: set[int], query: str, by: str, group: str
) -> None:
    lists: list[RowsModel[Row]] = [RowsModel(COLUMNS, lambda row: row.id) for _ in range(2)]
    for model in lists:
        model.set_rows(sorted(first, key=standing), standing)
        model.search(query)
        model.sort(model.column_at(by))
        model.group_by(group)
        model.filter("kept", lambda row: row.points != 2)
    renewed, fresh = lists
    keys = gone | {row.id for row in coming}
    renewed.renew_rows(keys, coming)
    left = [row for row in first if row.id not in keys]
    fresh.set_rows(sorted([*left, *coming], key=standing), standing)
    assert [renewed.at(line) for line in range(renewed.rowCount())] == [
        fresh.at(line) for line in range(fresh.rowCount())
    ]
    assert renewed.grouping.groups == fresh.grouping.groups
