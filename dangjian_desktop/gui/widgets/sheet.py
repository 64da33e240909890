"""The rows of a list with what was read of them once: texts, order, figures, what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dangjian_desktop.gui.pinyin import LONGEST_PATTERN, by_sound, find, sound_pattern, sounds

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

R = TypeVar("R")
AT_ONCE = 3_000  # rows read between two looks at the event loop


class Finder:
    """Finds the texts of one column by characters, pinyin or initials; narrows while a query grows."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(dict.fromkeys(texts))
        self.lowered = [text.lower() for text in self.texts]
        self.sounds: list[str] = []
        self.last: tuple[str, list[int]] = ("", [])

    def prepare(self) -> None:
        """Write the texts by their sound, for queries of letters."""
        if len(self.sounds) != len(self.texts):
            self.sounds = sounds(self.lowered)

    def add(self, text: str) -> None:
        """Take one more text."""
        self.texts.append(text)
        self.lowered.append(text.lower())
        self.last = ("", [])

    def matching(self, query: str) -> set[str]:
        """Return the texts in which ``query`` is found, as :func:`~dangjian_desktop.gui.pinyin.find` does."""
        wanted = query.strip().lower().replace(" ", "")
        before, pool = self.last
        if not before or not wanted.startswith(before):
            pool = list(range(len(self.texts)))
        lowered = self.lowered
        if wanted.isascii() and wanted.isalnum() and not wanted.isdecimal():
            self.prepare()
            heard, written = sound_pattern(wanted).search, self.sounds
            found = [one for one in pool if heard(written[one]) or wanted in lowered[one]]
            if len(wanted) > LONGEST_PATTERN:
                found = [one for one in found if find(self.texts[one], wanted) is not None]
        else:
            found = [one for one in pool if wanted in lowered[one]]
        self.last = (wanted, found)
        return {self.texts[one] for one in found}


@dataclass(eq=False, slots=True)
class Sheet(Generic[R]):
    """``rows`` in the order they came, and everything read of them, kept until they are replaced.

    Positions are places in ``rows``. Columns are known by their ids.
    """

    rows: list[R]
    key: Callable[[R], Hashable]
    version: int = 0  # grows when a row is replaced
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _orders: dict[str, list[int]] = field(default_factory=dict)
    _sorts: dict[str, list[Any]] = field(default_factory=dict)
    _finders: dict[str, Finder] = field(default_factory=dict)
    _figures: dict[str, list[Any]] = field(default_factory=dict)
    _values: dict[str, list[str]] = field(default_factory=dict)
    _groups: dict[str, list[str]] = field(default_factory=dict)
    _keys: list[Hashable] = field(default_factory=list)

    def texts(self, column: Column[R]) -> list[str]:
        """Return the text of ``column`` for every row."""
        if column.id not in self._texts:
            text = column.text
            self._texts[column.id] = [text(row) for row in self.rows]
        return self._texts[column.id]

    def figures(self, column: Column[R]) -> list[Any]:
        """Return the figure (or day) of ``column`` for every row, None where there is none."""
        if column.id not in self._figures:
            read = column.number or column.day
            self._figures[column.id] = [None if read is None else read(row) for row in self.rows]
        return self._figures[column.id]

    def values(self, column: Column[R]) -> list[str]:
        """Return the different texts of ``column`` in their order."""
        if column.id not in self._values:
            if column.sort is None:
                different = list(set(self.texts(column)))
                self._values[column.id] = [
                    text for _, text in sorted(zip(by_sound(different), different, strict=True))
                ]
            else:
                texts = self.texts(column)
                self._values[column.id] = list(dict.fromkeys(texts[n] for n in self.order(column)))
        return self._values[column.id]

    def order(self, column: Column[R], *, down: bool = False) -> list[int]:
        """Return the positions ordered by ``column``; rows that are alike stay as they came."""
        if column.id not in self._orders:
            self._orders[column.id] = sorted(range(len(self.rows)), key=self._sort_keys(column).__getitem__)
        up = self._orders[column.id]
        if not down:
            return up
        return sorted(range(len(up)), key=self._sort_keys(column).__getitem__, reverse=True)

    def _sort_keys(self, column: Column[R]) -> list[Any]:
        if column.id not in self._sorts:
            given = column.sort
            self._sorts[column.id] = (
                by_sound(self.texts(column)) if given is None else list(map(given, self.rows))
            )
        return self._sorts[column.id]

    def groups(self, column: Column[R]) -> list[str]:
        """Return the name of the group of every row when grouped by ``column``."""
        if column.id not in self._groups:
            self._groups[column.id] = list(map(column.group or column.text, self.rows))
        return self._groups[column.id]

    def finder(self, column: Column[R]) -> Finder:
        """Return what finds in ``column``."""
        if column.id not in self._finders:
            self._finders[column.id] = Finder(self.texts(column))
        return self._finders[column.id]

    def found(self, column: Column[R], query: str) -> list[bool]:
        """Tell for every row whether ``query`` is found in ``column``."""
        matching = self.finder(column).matching(query)
        return [text in matching for text in self.texts(column)] if matching else []

    def place(self, key: Hashable) -> int:
        """Return the position of the row identified by ``key``, −1 when there is none."""
        if len(self._keys) != len(self.rows):
            self._keys = [self.key(row) for row in self.rows]
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def replace(self, at: int, row: R, columns: Sequence[Column[R]]) -> None:
        """Put ``row`` in the place of an older one; only what it changes is read again."""
        old, self.rows[at] = self.rows[at], row
        self.version += 1
        self._groups.clear()
        for column in columns:
            text = column.text(row)
            same = text == column.text(old)
            if not same or (column.sort is not None and column.sort(row) != column.sort(old)):
                self._orders.pop(column.id, None)
                self._sorts.pop(column.id, None)
            if column.id in self._texts:
                self._texts[column.id][at] = text
            if column.id in self._figures:
                read = column.number or column.day
                self._figures[column.id][at] = None if read is None else read(row)
            if not same:
                self._values.pop(column.id, None)
                if column.id in self._finders:
                    self._finders[column.id].add(text)

    def prepare(self, columns: Sequence[Column[R]]) -> Iterator[None]:
        """Read ahead, in small pieces, what searching and sorting by ``columns`` will want."""
        for column in columns:
            if column.searched and column.id not in self._finders:
                if column.id not in self._texts:
                    texts: list[str] = []
                    for start in range(0, len(self.rows), AT_ONCE):
                        texts.extend(map(column.text, self.rows[start : start + AT_ONCE]))
                        yield
                    self._texts[column.id] = texts
                finder = self.finder(column)
                yield
                finder.prepare()
                yield
                self._sort_keys(column)
                yield
                self.order(column)
                yield
