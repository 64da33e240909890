"""The rows of a list with what was read of them once: texts, order, figures, what a search finds."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dangjian_desktop.gui.pinyin import (
    LONGEST_PATTERN,
    as_name,
    by_sound,
    find,
    first_letters,
    sound_pattern,
    sounds,
)

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

R = TypeVar("R")
AT_ONCE = 1_500  # rows read between two looks at the event loop


class Finder:
    """Finds the texts of one column by characters, pinyin or initials; narrows while a query grows.

    ``named``: the texts are names of persons.
    """

    def __init__(self, texts: Iterable[str] = (), *, named: bool = False) -> None:
        self.named = named
        self.texts: list[str] = []
        self.known: set[str] = set()
        self.lowered: list[str] = []
        self.sounds: list[str] = []
        self.letters: list[str] = []  # what the readings of each text begin with
        self.last: tuple[str, list[int]] = ("", [])
        self.add(texts)

    def prepare(self) -> None:
        """Write the texts by their sound, for queries of letters."""
        if len(self.sounds) != len(self.lowered):
            texts = self.lowered[len(self.sounds) :]
            fresh = sounds(list(map(as_name, texts)) if self.named else texts)
            self.sounds += fresh
            self.letters += first_letters(fresh)

    def add(self, texts: Iterable[str]) -> None:
        """Take more texts; those that are there already are passed over."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(fresh)
        self.texts += fresh
        self.lowered += [text.lower() for text in fresh]
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
            if len(wanted) == 1:
                found = [one for one, letters in enumerate(self.letters) if wanted in letters]
            else:
                heard, written = sound_pattern(wanted).search, self.sounds
                found = [one for one in pool if heard(written[one]) or wanted in lowered[one]]
            if len(wanted) > LONGEST_PATTERN:
                found = [one for one in found if find(self.texts[one], wanted, name=self.named)]
        else:
            found = [one for one in pool if wanted in lowered[one]]
        self.last = (wanted, found)
        return {self.texts[one] for one in found}

    def beginning(self) -> set[str]:
        """Return those of the texts found last that begin with what was wanted."""
        wanted, found = self.last
        texts = self.texts
        if len(self.sounds) != len(texts) or not wanted.isalnum():
            return {texts[one] for one in found if self.lowered[one].startswith(wanted)}
        heard, written = sound_pattern(wanted).match, self.sounds
        return {texts[one] for one in found if heard(written[one]) or self.lowered[one].startswith(wanted)}


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
    _downs: dict[str, list[int]] = field(default_factory=dict)
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
        if not down:
            return self._orders[column.id]
        if column.id not in self._downs:
            keys = self._sort_keys(column)
            self._downs[column.id] = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
        return self._downs[column.id]

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
            self._finders[column.id] = Finder(self.texts(column), named=column.named)
        return self._finders[column.id]

    def found(self, column: Column[R], query: str) -> list[bool]:
        """Tell for every row whether ``query`` is found in ``column``."""
        matching = self.finder(column).matching(query)
        return [text in matching for text in self.texts(column)] if matching else []

    def beginning_first(self, column: Column[R], found: list[int]) -> list[int]:
        """Return positions found in ``column``: those whose text begins with what was sought come first."""
        begins, texts = self.finder(column).beginning(), self.texts(column)
        return sorted(found, key=lambda n: texts[n] not in begins)

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
            if column.id in self._texts:
                self._texts[column.id][at] = text
            if column.id in self._figures:
                read = column.number or column.day
                self._figures[column.id][at] = None if read is None else read(row)
            if column.id in self._sorts:
                self._put_in_order(column, at, column.sort(row) if column.sort else by_sound([text])[0])
            if text != column.text(old):
                self._values.pop(column.id, None)
                if column.id in self._finders:
                    self._finders[column.id].add([text])

    def _put_in_order(self, column: Column[R], at: int, key: Any) -> None:
        keys = self._sorts[column.id]
        if keys[at] == key:
            return
        keys[at] = key
        self._downs.pop(column.id, None)
        order = self._orders.get(column.id)
        if order is not None:
            order = [n for n in order if n != at]  # what is shown keeps the old one until the next act
            insort(order, at, key=lambda n: (keys[n], n))
            self._orders[column.id] = order

    def prepare(self, columns: Sequence[Column[R]]) -> Iterator[None]:
        """Read ahead, in small pieces, what searching and sorting by ``columns`` will want."""
        for column in sorted(columns, key=lambda column: not column.searched):
            if column.searched and column.id not in self._finders:
                yield from self._prepare_finder(column)
            if column.id not in self._orders:
                yield from self._prepare_order(column)

    def _parts(self) -> Iterator[range]:
        for start in range(0, len(self.rows), AT_ONCE):
            yield range(start, min(start + AT_ONCE, len(self.rows)))

    def _prepare_finder(self, column: Column[R]) -> Iterator[None]:
        version, texts, finder = self.version, list[str](), Finder(named=column.named)
        for part in self._parts():
            texts.extend(map(column.text, self.rows[part.start : part.stop]))
            finder.add(texts[part.start : part.stop])
            finder.prepare()
            yield
        if version == self.version:
            self._texts[column.id], self._finders[column.id] = texts, finder

    def _prepare_order(self, column: Column[R]) -> Iterator[None]:
        version, keys, runs = self.version, list[Any](), [list[int]()]
        read, texts = column.sort, self._texts.get(column.id)
        for part in self._parts():
            if read is not None:
                keys.extend(map(read, self.rows[part.start : part.stop]))
            elif texts is not None:
                keys.extend(by_sound(texts[part.start : part.stop]))
            else:
                keys.extend(by_sound([column.text(row) for row in self.rows[part.start : part.stop]]))
            runs.append(sorted(part, key=keys.__getitem__))
            yield
        while len(runs) > 1:  # neighbours in order are put together quickly
            pairs, runs = [runs[n : n + 2] for n in range(0, len(runs), 2)], []
            for pair in pairs:
                runs.append(sorted(chain.from_iterable(pair), key=keys.__getitem__))
                yield
        if version == self.version:
            self._sorts[column.id], self._orders[column.id] = keys, runs[0]
