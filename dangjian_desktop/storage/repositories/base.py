"""A frozen dataclass as rows of a table: the repository every feature's repository is made of.

To add a table for a feature:

1. ``storage/rows/<feature>.py``: a ``Table`` whose columns are named as the dataclass's fields,
   imported in ``storage/rows/__init__.py``;
2. ``storage/repositories/<feature>.py``: a class of two lines, for example::

       class Visits(Repository[Visit]):
           entity, table = Visit, rows.visits

   and one line in ``storage/repositories/__init__.py``: ``visits = shelf(Visits)``, after which
   ``work.visits`` and ``view.visits`` are there, typed;
3. a new migration: ``python packaging/make_migration.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from dangjian_desktop.storage.codecs import Codec, Stored, column_codec
from dangjian_desktop.storage.session import Prepared, Row, Session, Values

T = TypeVar("T")

# SQLite allows 32,766 parameters in a statement; groups of keys stay well below.
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Mapping:
    """How the fields of a dataclass lie in the columns of a table, with the statements for one row."""

    names: tuple[str, ...]
    codecs: tuple[Codec, ...]
    keys: tuple[str, ...]
    coded: tuple[tuple[int, Codec], ...]  # the places of the fields that are not stored as they are
    select: Select[Any]
    by_key: Prepared
    insert: Insert
    insert_all: Prepared
    update: Update
    delete: Delete


@cache
def mapping(entity: type, table: Table) -> Mapping:
    """Return the mapping of ``entity`` on ``table``.

    Raises:
        TypeError: when fields and columns do not have the same names, or a type has no codec.
    """
    names = tuple(field.name for field in fields(entity))
    if set(names) != set(table.columns.keys()):
        raise TypeError(f"{entity.__name__} and table {table.name} differ in their names")
    hints = get_type_hints(entity)
    keys = tuple(column.name for column in table.primary_key)
    base = select(*(table.c[name] for name in names))
    here = and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    rest: dict[str, Any] = {name: bindparam(name) for name in names if name not in keys}
    codecs = tuple(column_codec(hints[name]) for name in names)
    return Mapping(
        names=names,
        codecs=codecs,
        keys=keys,
        coded=tuple((place, codec) for place, codec in enumerate(codecs) if not codec.plain),
        select=base,
        by_key=Prepared(base.where(here)),
        insert=insert(table),
        insert_all=Prepared(insert(table).values({name: bindparam(name) for name in names})),
        update=update(table).where(here).values(rest),
        delete=delete(table).where(here),
    )


class Repository(Generic[T]):
    """The rows of one table as values of ``entity``, in the transaction of its session.

    ``order`` names the fields that ``all`` and ``find`` sort by. Tables whose ``journaled`` is
    False keep no row images: they cannot be undone and leave no copy of a value behind.
    """

    entity: ClassVar[type]
    table: ClassVar[Table]
    order: ClassVar[tuple[str, ...]] = ()
    journaled: ClassVar[bool] = True

    def __init__(self, session: Session) -> None:
        self.session = session
        self._map = mapping(self.entity, self.table)

    # ------------------------------------------------------------ reading

    def get(self, *key: Stored) -> T | None:
        """Return the value with this key, or None."""
        row = self._row(key)
        return None if row is None else self._value(row.values())

    def get_many(self, keys: Iterable[str]) -> dict[str, T]:
        """Return the values with these keys by key; keys without a row are left out."""
        wanted = list(dict.fromkeys(keys))
        column = self.table.c[self._map.keys[0]]
        found: dict[str, T] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            for value in self.where(column.in_(wanted[start : start + _MOST_AT_ONCE])):
                found[getattr(value, column.name)] = value
        return found

    def all(self, *order: str) -> tuple[T, ...]:
        """Return every value, sorted by the fields ``order`` or the repository's own order."""
        return self._fetch(self._map.select, order)

    def find(self, *order: str, **equals: Any) -> tuple[T, ...]:
        """Return the values whose fields equal ``equals``; None asks for an empty field."""
        return self._fetch(self._map.select.where(*self._equals(equals)), order)

    def first(self, *order: str, **equals: Any) -> T | None:
        """Return the first value that ``find`` would return, or None."""
        statement = self._map.select.where(*self._equals(equals)).limit(1)
        return next(iter(self._fetch(statement, order)), None)

    def where(self, *conditions: ColumnElement[bool], order: Sequence[str] = ()) -> tuple[T, ...]:
        """Return the values that meet SQL conditions on the table's columns (stored form)."""
        return self._fetch(self._map.select.where(*conditions), order)

    def count(self, **equals: Any) -> int:
        """Return how many values have these fields."""
        statement = select(func.count()).select_from(self.table).where(*self._equals(equals))
        return int(self.session.read(statement).scalar_one())

    def stream(self, *names: str, order: Sequence[str] = ()) -> Iterator[tuple[Stored, ...]]:
        """Yield the fields ``names`` of every value as they are stored, for long lists that only go out."""
        keys = [self.table.c[name] for name in (*(order or self.order), *self._map.keys)]
        yield from self.session.read(select(*(self.table.c[name] for name in names)).order_by(*keys))

    # ------------------------------------------------------------ writing

    def add(self, value: T) -> None:
        """Add a value with a new key.

        Raises:
            Rejected: when the key is taken or a constraint is not met.
        """
        row = self._encoded(value)
        self.session.write(self._map.insert, row)
        self._keep(None, row)

    def add_all(self, values: Iterable[T]) -> int:
        """Add many values at once and return their number.

        Raises:
            Rejected: when a key is taken or a constraint is not met.
        """
        rows = self._stored(values)
        self._insert_rows(rows)
        return len(rows)

    def put_all(self, values: Iterable[T]) -> int:
        """Add or replace many values (of a table with one key column); return how many changed."""
        rows = self._stored(values)
        place = self._map.names.index(self._map.keys[0])
        held = self._held([row[place] for row in rows])
        self._insert_rows([row for row in rows if row[place] not in held])
        changed = [row for row in rows if held.get(row[place], row) != row]
        for row in changed:
            self._replace(*(dict(zip(self._map.names, one, strict=True)) for one in (held[row[place]], row)))
        return len(rows) - len(held) + len(changed)

    def put(self, value: T) -> bool:
        """Add the value, or replace the one with its key; return False when nothing changed."""
        row = self._encoded(value)
        before = self._row(tuple(row[name] for name in self._map.keys))
        if before == row:
            return False
        if before is None:
            self.add(value)
        else:
            self._replace(before, row)
        return True

    def remove(self, *key: Stored) -> bool:
        """Remove the value with this key; return False when there is none.

        Raises:
            Rejected: when other records still refer to it.
        """
        before = self._row(key)
        if before is None:
            return False
        self.session.write(self._map.delete, self._key_parameters(key))
        self._keep(before, None)
        return True

    # ------------------------------------------------------------ helpers

    def _replace(self, before: Row, row: Row) -> None:
        keys = {f"key_{name}": row[name] for name in self._map.keys}
        rest: dict[str, Any] = {name: part for name, part in row.items() if name not in self._map.keys}
        self.session.write(self._map.update, {**keys, **rest})
        self._keep(before, row)

    def _insert_rows(self, rows: Sequence[Values]) -> None:
        made = self._map
        places = [made.names.index(name) for name in made.insert_all.names]
        self.session.run_values(made.insert_all, [[row[place] for place in places] for row in rows])
        if self.journaled:
            self.session.keep_rows(self.table.name, made.names, made.keys, rows, added=True)

    def _held(self, keys: Sequence[Stored]) -> dict[Stored, Values]:
        """Return the stored rows by their one key."""
        column = self.table.c[self._map.keys[0]]
        place = self._map.names.index(column.name)
        found: dict[Stored, Values] = {}
        for start in range(0, len(keys), _MOST_AT_ONCE):
            statement = self._map.select.where(column.in_(keys[start : start + _MOST_AT_ONCE]))
            found.update({row[place]: tuple(row) for row in self.session.read(statement)})
        return found

    def _stored(self, values: Iterable[T]) -> list[Values]:
        """Return values as the tuples of their stored fields."""
        fields_of, coded = attrgetter(*self._map.names), self._map.coded
        rows: list[Values] = []
        for value in values:
            row = list(fields_of(value))
            for place, codec in coded:
                row[place] = codec.encode(row[place])
            rows.append(tuple(row))
        return rows

    def _keep(self, before: Row | None, after: Row | None) -> None:
        if self.journaled:
            row = after if after is not None else before
            if row is not None:
                self.session.keep(self.table.name, [row[name] for name in self._map.keys], before, after)

    def _key_parameters(self, key: Sequence[Stored]) -> dict[str, Stored]:
        return {f"key_{name}": part for name, part in zip(self._map.keys, key, strict=True)}

    def _row(self, key: Sequence[Stored]) -> dict[str, Stored] | None:
        found = self.session.fetch_one(self._map.by_key, self._key_parameters(key))
        return None if found is None else dict(zip(self._map.names, found, strict=True))

    def _equals(self, equals: dict[str, Any]) -> list[ColumnElement[bool]]:
        codecs = dict(zip(self._map.names, self._map.codecs, strict=True))
        # A comparison with None becomes IS NULL.
        return [
            self.table.c[name] == (None if value is None else codecs[name].encode(value))
            for name, value in equals.items()
        ]

    def _fetch(self, statement: Select[Any], order: Sequence[str]) -> tuple[T, ...]:
        columns = [self.table.c[name] for name in (*(order or self.order), *self._map.keys)]
        return tuple(map(self._value, self.session.read(statement.order_by(*columns))))

    def _value(self, row: Iterable[Stored]) -> T:
        values: list[Any] = list(row)
        for place, codec in self._map.coded:
            values[place] = codec.decode(values[place])
        value: T = self.entity(**dict(zip(self._map.names, values, strict=True)))
        return value

    def _encoded(self, value: T) -> dict[str, Stored]:
        pairs = zip(self._map.names, self._map.codecs, strict=True)
        return {name: codec.encode(getattr(value, name)) for name, codec in pairs}
