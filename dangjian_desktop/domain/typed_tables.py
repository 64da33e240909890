"""Rows as they are typed or pasted from Excel: cells between ｜ or tabs, 【name】 begins another table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

BETWEEN = "｜"
_CUT = re.compile(r"[\t｜|]")
_HEAD = re.compile(r"^【(.+)】$")


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The rows under one name; without a name they stand alone."""

    name: str
    rows: tuple[tuple[str, ...], ...] = ()


def typed_tables(lines: Iterable[str]) -> tuple[TypedTable, ...]:
    """Read every table with at least one row, in order; rows without any text are left out."""
    found: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in lines:
        head = _HEAD.match(line.strip())
        cells = tuple(cell.strip() for cell in _CUT.split(line))
        if head:
            found.append((head[1].strip(), []))
        elif any(cells):
            if not found:
                found.append(("", []))
            found[-1][1].append(cells)
    return tuple(TypedTable(name, tuple(rows)) for name, rows in found if rows)
