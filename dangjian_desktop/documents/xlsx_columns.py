"""Columns of a table as Excel has them: shares and ballots that stand together in print, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dangjian_desktop.domain.paper_tables import Cell, Column, Placed, Row, TableBlock

_SHARE = re.compile(r"([0-9.]+%)\s*（([0-9]+)(?:/([0-9]+))?）")
_BALLOTS = re.compile(r"([0-9]+)/([0-9]+)")
_NONE = "—"
VOTES, BASE = "票数", "分母"
WHOLE, SHARE, NUMBER = (
    20,
    10,
    8,
)  # of a column's width so many twentieths, for a share, for a number behind it
ALONE = 14  # for each of two numbers without a share


def apart(table: TableBlock) -> TableBlock:
    """Return the table with every column of shares divided into columns of single numbers.

    94.7%（36/38） becomes 94.7%, 36 and 38; 36/38 becomes 36 and 38. A cell that reads otherwise stays whole.
    """
    heads = {n: _heads(table, n) for n, column in enumerate(table.columns) if column.shares}
    heads = {n: names for n, names in heads.items() if len(names) > 1}
    if not heads:
        return table
    columns = [one for n, column in enumerate(table.columns) for one in _columns(column, heads.get(n))]
    header = _rows(table.header, table.placed_header(), heads, head=True)
    body = _rows(table.body, table.placed_body(), heads, head=False)
    return replace(table, columns=tuple(columns), header=header, body=body)


def _parts(text: str) -> tuple[str, ...]:
    found = _SHARE.fullmatch(text) or _BALLOTS.fullmatch(text)
    return tuple(part for part in found.groups() if part) if found else (text,)


def _heads(table: TableBlock, col: int) -> tuple[str, ...]:
    """Return what is said behind the head of each column that one is divided into."""
    texts = [one.cell.text for one in table.placed_body() if one.col == col]
    most = max((len(_parts(text)) for text in texts), default=1)
    if any(_SHARE.fullmatch(text) for text in texts):
        return ("", VOTES, BASE)[:most]
    return ("", BASE)[:most]


def _columns(column: Column, heads: Sequence[str] | None) -> Iterator[Column]:
    if heads is None:
        yield replace(column, weight=column.weight * WHOLE)
        return
    for n in range(len(heads)):
        share = ALONE if VOTES not in heads else NUMBER if n else SHARE
        yield replace(column, weight=column.weight * share, numeric=True, shares=False)


def _rows(
    rows: Sequence[Row], placed: Sequence[Placed], heads: dict[int, tuple[str, ...]], *, head: bool
) -> tuple[Row, ...]:
    found: list[list[Cell]] = [[] for _ in rows]
    for each in sorted(placed, key=lambda one: (one.row, one.col)):
        names = heads.get(each.col) if each.cell.cols == 1 else None
        if names is None:
            more = sum(len(heads.get(n, "x")) - 1 for n in range(each.col, each.col + each.cell.cols))
            found[each.row].append(replace(each.cell, cols=each.cell.cols + more))
        else:
            found[each.row].extend(_divided(each.cell, names, head=head))
    return tuple(replace(row, cells=tuple(cells)) for row, cells in zip(rows, found, strict=True))


def _divided(cell: Cell, names: Sequence[str], *, head: bool) -> Iterator[Cell]:
    if head:
        of = cell.text.removesuffix(VOTES)  # 上次票数 and 上次 分母
        yield from (replace(cell, text=f"{of}\n{name}" if name else cell.text) for name in names)
        return
    parts = _parts(cell.text)
    left = _NONE if cell.text == _NONE else ""
    for n in range(len(names)):
        yield replace(cell, text=parts[n] if n < len(parts) else left)
