"""Long lists that leave the program as sheets of a workbook: their columns, and rows as they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dangjian_desktop.domain.paper_tables import TableBlock

Value = str | int
"""What stands in a cell: a text stays a text, whatever it looks like; a number can be summed."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading; ``numeric`` ones hold numbers, ``centred`` ones short words."""

    head: str
    numeric: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class LongSheet:
    """A list of any length. ``rows`` is gone through once; ``total`` is how many there are.

    ``frozen`` columns at the left stay in sight; they reach to the name. ``spread``: rows (from 0) and the
    column from which what stands there reaches to the last one, such as the words of a sum.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Value]]
    total: int
    frozen: int = 1
    spread: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergedSheet:
    """A short table with merged cells, such as 附件1."""

    title: str
    table: TableBlock


Sheet = LongSheet | MergedSheet
