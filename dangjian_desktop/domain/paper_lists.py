"""Parts of papers that are long lists of names: 选民名单 in columns for posting, sheets of address labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.paper_tables import Align, Cell, Column, Row, TableBlock


@dataclass(frozen=True, slots=True)
class RollName:
    """A name with its number in the list; ``note`` (a birth date) is printed small below it."""

    number: int
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RollGroup:
    """Names under one heading (居民小组); without a heading they stand alone."""

    heading: str
    names: tuple[RollName, ...]


@dataclass(frozen=True, slots=True)
class NameRoll:
    """名单公布: title, opening, names in ``columns`` columns group by group, closing, who posts it, when.

    ``foot`` names the list at the foot of every page, beside the page number.
    """

    title: str
    opening: tuple[str, ...]
    groups: tuple[RollGroup, ...]
    columns: int
    closing: tuple[str, ...] = ()
    signature: str = ""
    dated: str = ""
    foot: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return every text, in reading order."""
        return tuple(self._texts())

    def _texts(self) -> Iterator[str]:
        yield self.title
        yield from self.opening
        for group in self.groups:
            if group.heading:
                yield group.heading
            for one in group.names:
                yield f"{one.number}{one.name}"
                if one.note:
                    yield one.note
        yield from self.closing
        yield from (text for text in (self.signature, self.dated) if text)

    def table(self) -> TableBlock:
        """Return the names as a table, for outputs that have no free columns."""
        rows = []
        for group in self.groups:
            if group.heading:
                rows.append(Row((Cell(group.heading, cols=self.columns, align=Align.LEFT, bold=True),)))
            for start in range(0, len(group.names), self.columns):
                some = group.names[start : start + self.columns]
                cells = [Cell(_words(one)) for one in some]
                rows.append(Row((*cells, *(Cell("") for _ in range(self.columns - len(cells))))))
        columns = tuple(Column(20, Align.LEFT) for _ in range(self.columns))
        head = Row((Cell("编号和姓名", cols=self.columns, bold=True),))
        return TableBlock(columns, (head,), tuple(rows))


def _words(one: RollName) -> str:
    return f"{one.number} {one.name}" + (f"\n{one.note}" if one.note else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelStock:
    """A sheet of labels as it is sold: its name, and all measures in tenths of a millimetre on A4."""

    code: str
    name: str
    across: int
    down: int
    width: int
    height: int
    left: int
    top: int
    gap_across: int = 0
    gap_down: int = 0

    @property
    def count(self) -> int:
        """Return how many labels a sheet holds."""
        return self.across * self.down

    def place(self, position: int) -> tuple[int, int]:
        """Return the left and top edge of a label, counted from 0 row by row, in tenths of a millimetre."""
        row, col = divmod(position, self.across)
        return (
            self.left + col * (self.width + self.gap_across),
            self.top + row * (self.height + self.gap_down),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """One label: small lines above (address, unit), the name large."""

    above: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels on their sheets, from place ``start`` (0: the first) of the first sheet on."""

    stock: LabelStock
    labels: tuple[Label, ...]
    start: int = 0

    def texts(self) -> tuple[str, ...]:
        """Return every text."""
        return tuple(text for one in self.labels for text in (*one.above, one.name) if text)


def spaced(name: str) -> str:
    """Write a name of two characters with a gap, so that it ends where one of three does: 易　戬."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def month_of(day: date, *, day_known: bool) -> str:
    """Write a date of birth as exactly as it is known."""
    return f"{day:%Y-%m-%d}" if day_known else f"{day:%Y-%m}"
