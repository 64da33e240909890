"""Groups of a list: the rows under heads that fold, each with how many rows it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dangjian_desktop.gui.pinyin import by_sound

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column
    from dangjian_desktop.gui.widgets.sheet import Sheet

BLANK = "（空白）"


@dataclass(frozen=True, slots=True)
class Group:
    """The head of one group: its name, how many rows stand under it, whether it is folded."""

    name: str
    count: int
    folded: bool = False

    def words(self) -> str:
        """Return what the head says."""
        return f"{self.name or BLANK}　{self.count}"


@dataclass(eq=False, slots=True)
class Grouping:
    """Groups rows by the column with the id ``by`` (empty: no groups).

    ``known`` are names in their own order; others follow by their sound, rows without a name come last.
    """

    by: str = ""
    known: Mapping[str, int] = field(default_factory=dict)
    folded: set[str] = field(default_factory=set)
    groups: list[Group] = field(default_factory=list)

    def lines(self, picked: Sequence[int], sheet: Sheet[Any], column: Column[Any]) -> list[int]:
        """Return the lines of the table: ~number for the head of a group, then places in ``picked``."""
        names = sheet.groups(column)
        places: dict[str, list[int]] = {}
        for place, position in enumerate(picked):
            places.setdefault(names[position], []).append(place)
        heard = dict(zip(places, by_sound(list(places)), strict=True))
        ordered = sorted(
            places, key=lambda name: (not name, self.known.get(name, len(self.known)), heard[name])
        )
        self.groups = [Group(name, len(places[name]), name in self.folded) for name in ordered]
        lines: list[int] = []
        for number, group in enumerate(self.groups):
            lines.append(~number)
            if not group.folded:
                lines.extend(places[group.name])
        return lines

    def fold(self, name: str, folded: bool | None) -> bool:
        """Fold or unfold a group (None: the other of the two); tell whether anything changed."""
        wanted = name not in self.folded if folded is None else folded
        if wanted == (name in self.folded):
            return False
        (self.folded.add if wanted else self.folded.discard)(name)
        return True

    def line_of(self, name: str, lines: Sequence[int]) -> int:
        """Return the line of the head of a group, −1 when it is not shown."""
        number = next((n for n, group in enumerate(self.groups) if group.name == name), -1)
        return lines.index(~number) if number >= 0 and ~number in lines else -1
