"""How the columns of a file were understood, in the words of the preview."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.people import masked_id_number, masked_phone
from dangjian_desktop.exchange.headings import Way
from dangjian_desktop.exchange.readings import ReadTable

if TYPE_CHECKING:
    from dangjian_desktop.services.roster_import import RosterImports

__all__ = ["ColumnView", "TableView", "Way", "table_views"]

UNNAMED = re.compile(r"第\d+列")
WAY_WORDS: Mapping[Way, str] = {
    Way.CHOSEN: "您选的",
    Way.LEARNED: "记住的",
    Way.HEADING: "按表头",
    Way.CONTENT: "按内容",
    Way.NONE: "没有用",
}
_SAMPLES = 2
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """One column: its heading, the field it was taken for (empty: none), how, and some values."""

    heading: str
    field: str
    word: str
    way: Way
    samples: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Say how the column was understood."""
        return "不要" if self.way in (Way.CHOSEN, Way.LEARNED) and not self.field else WAY_WORDS[self.way]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """One table of a file with its columns; ``fields`` are those a column can be."""

    kind: str
    kind_name: str
    sheet: str
    columns: tuple[ColumnView, ...]
    fields: tuple[tuple[str, str], ...]


def table_views(imports: RosterImports, tables: Sequence[ReadTable]) -> tuple[TableView, ...]:
    """Return how the columns of tables were understood."""
    names = dict(imports.kinds())
    made = []
    for read in tables:
        fields = imports.fields(read.kind)
        words = dict(fields)
        columns = tuple(
            ColumnView(
                heading=title,
                field=name or "",
                word=words.get(name or "", ""),
                way=way,
                samples=_samples(read, place),
            )
            for place, (title, name, way) in enumerate(
                zip(read.columns.titles, read.columns.fields, read.columns.ways, strict=True)
            )
            if title
        )
        made.append(
            TableView(
                kind=read.kind,
                kind_name=names[read.kind],
                sheet=read.table.sheet,
                columns=columns,
                fields=fields,
            )
        )
    return tuple(made)


_ID_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
# Seven digits or more, with an area code, hyphens or blanks between, are a phone; a day like 1975-03-12 or
# 19750312 is not, nor is a count of six digits.
_PHONE = re.compile(
    r"(?<![\d*])(?!(?:19|20)\d{2}[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:0?[1-9]|[12]\d|3[01])(?!\d))"
    r"(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[- ]?\d{7,8}|\d{3}[- ]\d{4}[- ]\d{4}|\d{7,12})(?!\d)"
)


def can_be_learned(heading: str) -> bool:
    """Tell whether a heading is one of the file's own, which may come again."""
    return bool(heading) and UNNAMED.fullmatch(heading) is None


def _samples(read: ReadTable, place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in read.table.rows[read.columns.first_row :][:_LOOKED_AT]:
        text = row.cells[place].text.replace("\n", " ") if place < len(row.cells) else ""
        if text:
            found[_masked(text)] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _masked(text: str) -> str:
    """Mask what looks like an ID number or a phone, wherever it stands, also several in a cell."""
    text = _ID_NUMBER.sub(lambda found: masked_id_number(found[0]), text)
    return _PHONE.sub(lambda found: masked_phone(found[0]), text)
