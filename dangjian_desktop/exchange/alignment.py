"""Rows of a table by field, also where flattening lost cells and only their number is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from dangjian_desktop.domain.deadlines import DeadlineKind, parse
from dangjian_desktop.domain.names import is_person_name, several_names
from dangjian_desktop.exchange.grid import Cell, Row, Table
from dangjian_desktop.exchange.headings import Columns

_MOST_CHOICES = 20_000
_CLOSE = 0.6
_ORG_ENDINGS = tuple("局办院校队站所部会社厂组")
_LONGEST_DEADLINE = 24
_DATE_WORDS = re.compile(r"\d\s*[月日号]|[上中下]旬")
_EMPTY = Cell("", "")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a table's fields: the shape of their values, which one every row must have,
    and which are likely to be merged over several rows (a greater number is likelier)."""

    shapes: Mapping[str, str]
    key: str
    merged: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One row by field; ``lost`` are the fields whose place was covered by a merged cell.

    ``texts`` are those of all its cells, also of columns that are no field.
    """

    cells: Mapping[str, Cell]
    address: str
    lost: frozenset[str] = frozenset()
    unfit: bool = False
    texts: tuple[str, ...] = ()

    def cell(self, field: str) -> Cell:
        """Return the cell of ``field``; an empty one when the row has none."""
        return self.cells.get(field, _EMPTY)

    def text(self, field: str) -> str:
        """Return the text of ``field``."""
        return self.cell(field).text

    def is_one_cell(self) -> bool:
        """Tell whether one cell stands across the row, as a note under a list or a heading in it does."""
        texts = {(cell.text, cell.address) for cell in self.cells.values()}
        return len(self.cells) > 2 and len(texts) == 1 and any(text for text, _ in texts)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The rows of data; ``doubtful`` names the fields that other placings would exchange."""

    rows: tuple[FieldRow, ...]
    doubtful: tuple[str, ...] = ()


def align(table: Table, columns: Columns, layout: Layout) -> Aligned:
    """Give every row of data its fields."""
    body = [row for row in table.rows[columns.first_row :] if not row.is_blank()]
    placings: dict[int, tuple[int, ...]] = {}
    doubtful: list[str] = []
    for lost in sorted({row.lost for row in body if row.lost}):
        rows = [row for row in body if row.lost == lost]
        sound = [row for row in rows if not row.unfit] or rows
        placings[lost], doubts = _placing(sound, columns, layout)
        doubtful.extend(doubts)
    found = tuple(_field_row(row, columns, placings.get(row.lost, ())) for row in body)
    return Aligned(found, tuple(dict.fromkeys(doubtful)))


def _field_row(row: Row, columns: Columns, lost_places: Sequence[int]) -> FieldRow:
    places = [place for place in range(len(columns.fields)) if place not in lost_places]
    cells = {
        field: cell
        for place, cell in zip(places, row.cells, strict=False)
        if (field := columns.fields[place]) is not None
    }
    lost = frozenset(field for place in lost_places if (field := columns.fields[place]) is not None)
    return FieldRow(cells, row.address, lost, row.unfit, tuple(cell.text for cell in row.cells))


def _placing(
    rows: Sequence[Row], columns: Columns, layout: Layout
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Choose which places were lost: the choice under which the values have the right shapes."""
    width = len(columns.fields)
    kept = len(rows[0].cells)
    lost = max(0, width - kept)
    if comb(width, lost) > _MOST_CHOICES:
        return tuple(range(lost)), columns.titles
    scored = sorted(
        ((_score(rows, places, columns, layout), places) for places in combinations(range(width), lost)),
        key=lambda one: (-one[0], one[1]),
    )
    best_score, best = scored[0]
    close = [places for score, places in scored[1:] if best_score - score < _CLOSE]
    names = {place for places in close for place in set(places) ^ set(best)}
    return best, tuple(field for place in sorted(names) if (field := columns.fields[place]))


def _score(rows: Sequence[Row], lost: Sequence[int], columns: Columns, layout: Layout) -> float:
    fields = [field for place, field in enumerate(columns.fields) if place not in lost]
    total = sum(layout.merged.get(columns.fields[place] or "", 0.0) for place in lost)
    if layout.key not in fields:
        return -100.0
    for place, field in enumerate(fields):
        values = [row.cells[place].text for row in rows if place < len(row.cells)]
        points = [_shape_score(layout.shapes.get(field or "", ""), value) for value in values]
        if field == layout.key:
            points = [-3.0 if not value else point for value, point in zip(values, points, strict=True)]
        total += sum(points) / max(1, len(points))
    return total


def _shape_score(shape: str, value: str) -> float:
    """Return how well a value fits a shape: above 0 it does, below it does not, 0 tells nothing."""
    judge = _JUDGES.get(shape)
    return judge(value) if judge and value else 0.0


def _as_area(value: str) -> float:
    return 2.0 if value.endswith(("片", "片区", "组团")) else -2.0


def _as_person(value: str) -> float:
    names = several_names(value)
    return 1.0 if all(map(is_person_name, names)) and not is_organisation(value) else -2.0


def _as_place(value: str) -> float:
    if value.endswith(("社区", "村", "居")):
        return 2.0
    return -2.0 if is_organisation(value) else 1.0 if len(value) <= 8 else -1.0


def _as_organisation(value: str) -> float:
    return 2.0 if is_organisation(value) else -2.0


def _as_phase(value: str) -> float:
    return -3.0 if _is_deadline(value) else 2.0 if value.endswith(("阶段", "步骤", "环节")) else 0.0


def _as_deadline(value: str) -> float:
    if _is_deadline(value):
        return 2.0
    return -0.5 if len(value) <= _LONGEST_DEADLINE else -2.0


def _as_text(value: str) -> float:
    return 1.0 if len(value) >= 8 else 0.0


_JUDGES: Mapping[str, Callable[[str], float]] = {
    "area": _as_area,
    "person": _as_person,
    "place": _as_place,
    "organisation": _as_organisation,
    "phase": _as_phase,
    "deadline": _as_deadline,
    "text": _as_text,
}


def is_organisation(value: str) -> bool:
    """Tell whether ``value`` reads like an organisation: 城建党支部, 财政分局."""
    whole = value.endswith(("党委", "支部", "总支", "中心", "公司", "委员会", "学校", "医院", "银行"))
    return whole or (len(value) >= 4 and value.endswith(_ORG_ENDINGS))


def _is_deadline(value: str) -> bool:
    """Tell whether ``value`` is meant as a time, be it a possible one (2月30日) or not."""
    if len(value) > _LONGEST_DEADLINE:
        return False
    return bool(_DATE_WORDS.search(value)) or parse(value, 2000).kind is not DeadlineKind.UNKNOWN
