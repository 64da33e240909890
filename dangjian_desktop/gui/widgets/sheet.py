"""The rows of a list with what was read of them once: texts, order, figures, what a search finds."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, groupby
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
from dangjian_desktop.kernel.sorting import STEP, stepwise

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

R = TypeVar("R")
T = TypeVar("T")
AT_ONCE = STEP  # rows read between two looks at the event loop


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
        if wanted.isascii() and wanted.isalnum() and not wanted.isdecimal():
            found = self._sounding(wanted, pool)
        else:
            lowered = self.lowered
            found = [one for one in pool if wanted in lowered[one]]
        self.last = (wanted, found)
        return {self.texts[one] for one in found}

    def _sounding(self, wanted: str, pool: Sequence[int]) -> list[int]:
        """Return the texts that are written so, or sound so by letters or initials."""
        self.prepare()
        if len(wanted) == 1:
            return [one for one, letters in enumerate(self.letters) if wanted in letters]
        heard, written, lowered = sound_pattern(wanted).search, self.sounds, self.lowered
        found = [one for one in pool if heard(written[one]) or wanted in lowered[one]]
        if len(wanted) <= LONGEST_PATTERN:
            return found
        return [one for one in found if find(self.texts[one], wanted, name=self.named)]

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
    """``rows`` and everything read of them, kept while rows are replaced and added.

    Positions are places in ``rows``; a row keeps its position. Columns are known by their ids. ``standing``
    gives what rows are ordered by of themselves, in which order they must come; without it they stand as
    they came.
    """

    rows: list[R]
    key: Callable[[R], Hashable]
    standing: Callable[[R], Any] | None = None
    touched: list[int] = field(default_factory=list)  # where rows were replaced or added, one after the other
    _own: list[int] | None = None
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _orders: dict[str, list[int]] = field(default_factory=dict)
    _downs: dict[str, list[int]] = field(default_factory=dict)
    _sorts: dict[str, list[Any]] = field(default_factory=dict)
    _finders: dict[str, Finder] = field(default_factory=dict)
    _figures: dict[str, list[Any]] = field(default_factory=dict)
    _values: dict[str, list[str]] = field(default_factory=dict)
    _groups: dict[str, list[str]] = field(default_factory=dict)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def own(self) -> Sequence[int]:
        """Return the positions in the order the rows stand in of themselves."""
        return range(len(self.rows)) if self._own is None else self._own

    def texts(self, column: Column[R]) -> list[str]:
        """Return the text of ``column`` for every row."""
        if column.id not in self._texts:
            text = column.text
            self._texts[column.id] = [text(row) for row in self.rows]
        return self._texts[column.id]

    def figures(self, column: Column[R]) -> list[Any]:
        """Return the figure (or day) of ``column`` for every row, None where there is none."""
        if column.id not in self._figures:
            self._figures[column.id] = [_figure(column, row) for row in self.rows]
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
        """Return the positions ordered by ``column``; rows that are alike stay in their own order."""
        keys = self._sort_keys(column)
        if column.id not in self._orders:
            self._orders[column.id] = sorted(self.own(), key=keys.__getitem__)
        order = self._orders[column.id]
        if not down:
            return order
        if column.id not in self._downs:
            alike = [list(positions) for _, positions in groupby(order, key=keys.__getitem__)]
            self._downs[column.id] = list(chain.from_iterable(reversed(alike)))
        return self._downs[column.id]

    def is_read(self, column: Column[R]) -> bool:
        """Tell whether the order by ``column`` is at hand."""
        return column.id in self._orders

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
        if not self._places:
            self._places = dict(zip(map(self.key, self.rows), count(), strict=False))
        return self._places.get(key, -1)

    # ------------------------------------------------------------ newer rows

    def put(self, row: R, columns: Sequence[Column[R]]) -> int:
        """Put ``row`` in the place of the older one with its key, or behind the last; return its position.

        Only what it changes is read again; orders that are shown somewhere stay as they are there.
        """
        at = self.place(self.key(row))
        old = None if at < 0 else self.rows[at]
        moves = old is None or (self.standing is not None and self.standing(old) != self.standing(row))
        sorts = {one.id: _sort_key(one, row) for one in columns if one.id in self._sorts}
        moving = [name for name, key in sorts.items() if moves or key != self._sorts[name][at]]
        if old is not None:
            for name in moving:
                if name in self._orders:
                    self._orders[name] = _without(self._orders[name], at, self._rank(self._sorts[name]))
            if moves:
                self._own = _without(self.own(), at, self._rank())
        at = self._read(at, row, old, columns)
        for name in moving:
            put_at(self._sorts[name], at, sorts[name])
            self._downs.pop(name, None)
            if name in self._orders:
                self._orders[name] = _within(self._orders[name], at, self._rank(self._sorts[name]))
        if moves and self.standing is not None:
            self._own = _within(range(at) if self._own is None else self._own, at, self._rank())
        self.touched.append(at)
        return at

    def stand(self, own: Sequence[int], standing: Callable[[R], Any], strict: Collection[str] = ()) -> None:
        """Have the rows stand in another order of themselves: their positions, and what gives it.

        What was read of the rows stays; rows that are alike in a column stand in the new order, but for the
        ``strict`` columns, in which no two are.
        """
        self._own, self.standing = list(own), standing
        self._orders = {name: order for name, order in self._orders.items() if name in strict}
        self._downs.clear()
        self._values.clear()

    def put_many(self, rows: Sequence[R], columns: Sequence[Column[R]]) -> None:
        """Put so many rows in their places that the orders they change are better made anew when wanted."""
        for column in columns:
            keys = self._sorts.get(column.id, [])
            if keys and any(_sort_key(column, row) != keys[self.place(self.key(row))] for row in rows):
                self._orders.pop(column.id, None)
        for row in rows:
            self.put(row, columns)

    def _read(self, at: int, row: R, old: R | None, columns: Sequence[Column[R]]) -> int:
        """Store a row and what columns say of it; return its position."""
        if old is None:
            at = len(self.rows)
            self._places[self.key(row)] = at
        put_at(self.rows, at, row)
        for column in columns:
            text = column.text(row)
            if column.id in self._texts:
                put_at(self._texts[column.id], at, text)
            if column.id in self._figures:
                put_at(self._figures[column.id], at, _figure(column, row))
            if column.id in self._groups:
                put_at(self._groups[column.id], at, (column.group or column.text)(row))
            if old is None or text != column.text(old):
                self._values.pop(column.id, None)
                if column.id in self._finders:
                    self._finders[column.id].add([text])
        return at

    def _rank(self, keys: Sequence[Any] | None = None) -> Callable[[int], Any]:
        """Return what a position is ordered by: its key in ``keys``, then what its row stands by."""
        rows, standing = self.rows, self.standing
        if keys is None:
            return (lambda n: n) if standing is None else lambda n: (standing(rows[n]), n)
        if standing is None:
            return lambda n: (keys[n], n)
        return lambda n: (keys[n], standing(rows[n]), n)

    # ------------------------------------------------------------ reading ahead

    def prepare(self, columns: Sequence[Column[R]]) -> Iterator[None]:
        """Read ahead, in small pieces, what searching and sorting by ``columns`` will want."""
        for column in sorted(columns, key=lambda column: not column.searched):
            if column.searched and column.id not in self._finders:
                yield from self._prepare_finder(column)
            if column.id not in self._orders:
                yield from self._prepare_order(column)

    def _prepare_finder(self, column: Column[R]) -> Iterator[None]:
        since, texts, finder = len(self.touched), list[str](), Finder(named=column.named)
        for part in _parts(range(len(self.rows))):
            texts.extend(map(column.text, map(self.rows.__getitem__, part)))
            finder.add(texts[part[0] :])
            finder.prepare()
            yield
        for at in self.touched[since:]:
            put_at(texts, at, column.text(self.rows[at]))
            finder.add((texts[at],))
        self._texts[column.id], self._finders[column.id] = texts, finder

    def _prepare_order(self, column: Column[R]) -> Iterator[None]:
        since, own = len(self.touched), self.own()
        keys: list[Any] = [None] * len(own)
        for part in _parts(own):
            rows = [self.rows[n] for n in part]
            texts = self._texts.get(column.id)
            if column.sort is not None:
                read: Sequence[Any] = list(map(column.sort, rows))
            elif texts is not None:
                read = by_sound([texts[n] for n in part])
            else:
                read = by_sound(list(map(column.text, rows)))
            for n, key in zip(part, read, strict=True):
                keys[n] = key
            yield
        order = yield from stepwise(own, keys.__getitem__)
        late = sorted(set(self.touched[since:]))
        if late:
            order = [n for n in order if n not in late]
        for at in late:
            put_at(keys, at, _sort_key(column, self.rows[at]))
        for at in late:
            insort(order, at, key=self._rank(keys))
        self._sorts[column.id], self._orders[column.id] = keys, order


def put_at(values: list[T], at: int, value: T) -> None:
    """Put a value at a place, which may be the one behind the last."""
    if at == len(values):
        values.append(value)
    else:
        values[at] = value


def _parts(positions: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(positions), AT_ONCE):
        yield positions[start : start + AT_ONCE]


def _figure(column: Column[R], row: R) -> Any:
    read = column.number or column.day
    return None if read is None else read(row)


def _sort_key(column: Column[R], row: R) -> Any:
    return by_sound([column.text(row)])[0] if column.sort is None else column.sort(row)


def _without(order: Sequence[int], at: int, rank: Callable[[int], Any]) -> list[int]:
    """Return an order without a position, which stands where ``rank`` says."""
    left = list(order)
    place = bisect_left(left, rank(at), key=rank)
    del left[place if left[place : place + 1] == [at] else left.index(at)]
    return left


def _within(order: Sequence[int], at: int, rank: Callable[[int], Any]) -> list[int]:
    """Return an order with a position more, where ``rank`` says."""
    more = list(order)
    insort(more, at, key=rank)
    return more
