"""What the lists write, by the ids of their columns: the window and the command line say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Generic, TypeVar

from dangjian_desktop.services.roster_lists import ViewContent

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class ListFields(Generic[L]):
    """The columns of one list, whose lines are known by ``key``.

    ``words``: the title of each, and the text of a line in it. ``usual``: those listed where a view names
    none. ``groups``: the name of a line's group where it is not the text; ``sorts``: what lines are ordered
    by where it is not the text. Groups stand in the order of their names, or ``as_they_come``.
    """

    key: Callable[[L], str]
    words: Mapping[str, tuple[str, Callable[[L], str]]]
    usual: Sequence[str]
    groups: Mapping[str, Callable[[L], str]] = field(default_factory=dict)
    sorts: Mapping[str, Callable[[L], Any]] = field(default_factory=dict)
    as_they_come: bool = False

    def named(self, title: str) -> str:
        """Return the id of the column with this title, empty when there is none."""
        return next((name for name, (words, _) in self.words.items() if words == title.strip()), "")

    def columns(self, look: ViewContent) -> list[str]:
        """Return the columns a view shows; numbers that lists mask are not written and passed over."""
        return [one for one in look.columns if one in self.words] or list(self.usual)

    def viewed(self, lines: Sequence[L], look: ViewContent) -> list[tuple[str, list[L]]]:
        """Return lines as a view shows them, under the names of its groups (one without a name: none)."""
        kept = list(lines)
        for one in look.filters:
            if one.column in self.words:
                text = self.words[one.column][1]
                kept = [line for line in kept if _holds(text(line), one.values, one.least, one.most)]
        if look.sort in self.words:
            kept.sort(key=self.sorts.get(look.sort, self.words[look.sort][1]), reverse=look.down)
        if look.group not in self.words:
            return [("", kept)]
        name_of = self.groups.get(look.group, self.words[look.group][1])
        groups: dict[str, list[L]] = {}
        for line in kept:
            groups.setdefault(name_of(line), []).append(line)
        if self.as_they_come:
            return list(groups.items())
        return sorted(groups.items(), key=lambda item: (not item[0], item[0]))


def _holds(text: str, values: tuple[str, ...] | None, least: str, most: str) -> bool:
    if values is not None:
        return text in values
    at = _measure(text)
    return bool(text) and (not least or at >= _measure(least)) and (not most or at <= _measure(most))


def _measure(text: str) -> tuple[bool, Fraction | str]:
    """Return what a figure or a day (as lists write them) is compared by."""
    try:
        return False, Fraction(text)
    except (ValueError, ZeroDivisionError):
        return True, text
