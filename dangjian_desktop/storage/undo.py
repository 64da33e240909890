"""Taking a committed unit back by its row images, and checking the record against them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from sqlalchemy import Delete, Insert, Table, Update, and_, bindparam, delete, insert, select, update

from dangjian_desktop.domain.audit import AuditEntry, Operation, Purge, is_standing
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.storage.codecs import Stored
from dangjian_desktop.storage.repositories import Repositories
from dangjian_desktop.storage.rows import metadata
from dangjian_desktop.storage.rows.book import audit, journal
from dangjian_desktop.storage.session import Image, Prepared, digest_of_images

Row = dict[str, Stored]
Columns = tuple[str, ...]
_LATER = "后来的修改"
FOR_GOOD = ("book.create", "campaign.close")
"""What cannot be taken back, though row images are kept."""


def operations(view: Repositories, limit: int) -> tuple[Operation, ...]:
    """Return the last ``limit`` operations, newest first."""
    undone_by, purged = _undone_by(view), view.purges.by_entry()
    return tuple(_operation(entry, undone_by, purged) for entry in view.audit.latest(limit))


def _operation(entry: AuditEntry, undone_by: dict[int, list[int]], purged: Mapping[int, Purge]) -> Operation:
    standing = is_standing(entry.id, undone_by)
    return Operation(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        summary=entry.summary,
        undoes=entry.undoes,
        standing=standing,
        undoable=standing and _is_reversible(entry) and entry.id not in purged,
    )


def _is_reversible(entry: AuditEntry) -> bool:
    # What makes a book a book stays; units without row images (ballots) are corrected one by one.
    return bool(entry.journal) and entry.action not in FOR_GOOD


def _undone_by(view: Repositories) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    statement = select(audit.c.id, audit.c.undoes).where(audit.c.undoes.is_not(None))
    for later, undone in view.session.read(statement):
        found.setdefault(undone, []).append(later)
    return found


def undoable_entry(view: Repositories, operation: int) -> AuditEntry:
    """Return the entry of an operation that may be taken back.

    Raises:
        Rejected: unknown, taken back already, or kept without row images.
    """
    entry = view.audit.get(operation)
    if entry is None:
        raise Rejected(finding("storage.undo_unknown", number=operation))
    if not is_standing(operation, _undone_by(view)):
        raise Rejected(finding("storage.undo_done", summary=entry.summary))
    if entry.action == "campaign.close" or operation in view.purges.by_entry():
        raise Rejected(finding("storage.undo_purged", summary=entry.summary))
    if not _is_reversible(entry):
        raise Rejected(finding("storage.undo_impossible", summary=entry.summary))
    return entry


def revert(work: Repositories, entry: AuditEntry) -> None:
    """Restore, in the open unit ``work``, what stood before ``entry``.

    Raises:
        Rejected: a row was changed since, or other records now refer to it.
    """
    for table_name, row_key, before, after in reversed(images(work, entry.id)):
        table = metadata.tables[table_name]
        if not row_key:
            _revert_block(work, entry, table, before, after)
            continue
        key = tuple(json.loads(row_key))
        was, became = _row(before), _row(after)
        if not _agree(current(work, table, key), became):
            raise _conflict(entry, _since(work, entry.id, table_name, row_key))
        _write(work, table, key, was, became)
        work.session.keep(table_name, key, became, was)


_OF_PERSONS = {"persons": "id", "posts": "person_id", "import_answers": "person_id"}


def persons_alone(view: Repositories, operation: int) -> frozenset[str]:
    """Return the persons whose own rows and posts are all that an operation changed; else none."""
    found: set[str] = set()
    for table, row_key, before, after in images(view, operation):
        if table not in _OF_PERSONS or not row_key:
            return frozenset()
        found |= {str(row[_OF_PERSONS[table]]) for row in (_row(before), _row(after)) if row}
    return frozenset(found)


def _revert_block(
    work: Repositories, entry: AuditEntry, table: Table, before: str | None, after: str | None
) -> None:
    """Take back rows that were added or removed together."""
    block = Block.of(table, after or before or "")
    made = _statements(table)
    added = after is not None
    held = [dict(zip(block.columns, row, strict=True)) for row in block.rows]
    for row, became in zip(block.rows, held, strict=True):
        if not _agree(current(work, table, block.key(row)), became if added else None):
            raise _conflict(entry, _LATER)
    if added:
        work.session.run(made.delete_many, [made.at(block.key(row)) for row in block.rows])
    else:
        known: dict[str, object] = {name: bindparam(name) for name in block.columns if name in table.c}
        work.session.run(Prepared(insert(table).values(known)), held)
    work.session.keep_rows(table.name, block.columns, made.keys, block.rows, added=not added)


def _conflict(entry: AuditEntry, since: str) -> Rejected:
    return Rejected(finding("storage.undo_conflict", summary=entry.summary, since=since))


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one table that were added or removed together, as the journal keeps them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Stored, ...], ...]
    places: tuple[int, ...]

    @staticmethod
    def of(table: Table, image: str) -> Block:
        """Read the one side of a block's image that is there."""
        held = json.loads(image)
        columns = tuple(held["columns"])
        places = tuple(columns.index(column.name) for column in table.primary_key)
        return Block(columns, tuple(map(tuple, held["rows"])), places)

    def key(self, row: Sequence[Stored]) -> tuple[Stored, ...]:
        """Return the key of one of the rows."""
        return tuple([row[place] for place in self.places])


@dataclass(frozen=True, slots=True)
class _Statements:
    """The statements for one row of a table, made once per table."""

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    select: Prepared
    insert: Insert
    update: Update
    delete: Delete
    delete_many: Prepared

    def at(self, key: tuple[Stored, ...]) -> Row:
        """Return the parameters that name the row."""
        return {f"key_{name}": part for name, part in zip(self.keys, key, strict=True)}


@cache
def _statements(table: Table) -> _Statements:
    keys = tuple(column.name for column in table.primary_key)
    here = and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
    return _Statements(
        columns=tuple(column.name for column in table.columns),
        keys=keys,
        select=Prepared(select(table).where(here)),
        insert=insert(table),
        update=update(table).where(here),
        delete=delete(table).where(here),
        delete_many=Prepared(delete(table).where(here)),
    )


def _write(
    work: Repositories, table: Table, key: tuple[Stored, ...], was: Row | None, became: Row | None
) -> None:
    made = _statements(table)
    if was is None:
        work.session.write(made.delete, made.at(key))
    elif became is None:
        work.session.write(made.insert, _known(table, was))
    else:
        work.session.write(made.update.values(_known(table, was)), made.at(key))


def current(view: Repositories, table: Table, key: tuple[Stored, ...]) -> Row | None:
    """Return a row as it stands, None where there is none."""
    made = _statements(table)
    found = view.session.fetch_one(made.select, made.at(key))
    return None if found is None else dict(zip(made.columns, found, strict=True))


def _known(table: Table, image: Row) -> Row:
    return {name: value for name, value in image.items() if name in table.c}


def _since(view: Repositories, operation: int, table_name: str, row_key: str) -> str:
    statement = (
        select(audit.c.summary)
        .join(journal, journal.c.operation == audit.c.id)
        .where(journal.c.table_name == table_name, journal.c.row_key == row_key, audit.c.id > operation)
        .order_by(audit.c.id)
        .limit(1)
    )
    return view.session.read(statement).scalar_one_or_none() or _LATER


def _row(image: str | None) -> Row | None:
    return None if image is None else json.loads(image)


def images(view: Repositories, operation: int) -> list[Image]:
    """Return the row images of an operation in the order they were made."""
    return [image for _, image in all_images(view, operation)]


def all_images(
    view: Repositories, operation: int | None = None, tables: Collection[str] = ()
) -> Iterator[tuple[int, Image]]:
    """Return every row image (of ``tables``, where some are named) with the number of its operation, in the
    order they were made."""
    columns = (journal.c.table_name, journal.c.row_key, journal.c.before, journal.c.after)
    statement = select(journal.c.operation, *columns).order_by(journal.c.operation, journal.c.position)
    if operation is not None:
        statement = statement.where(journal.c.operation == operation)
    if tables:
        statement = statement.where(journal.c.table_name.in_(tables))
    for number, table, key, before, after in view.session.read(statement):
        yield number, (table, key, before, after)


def first_forged_images(
    view: Repositories, entries: Iterable[AuditEntry], purged: Mapping[int, Purge]
) -> int | None:
    """Return the first operation whose row images do not have the digest in its audit entry or purge."""
    found = {
        number: digest_of_images([image for _, image in group])
        for number, group in groupby(all_images(view), key=lambda pair: pair[0])
    }
    known = {entry.id: purged[entry.id].journal if entry.id in purged else entry.journal for entry in entries}
    wrong = [n for n in found.keys() | known.keys() if found.get(n, "") != known.get(n, "")]
    return min(wrong, default=None)


def rows_changed_outside(view: Repositories) -> list[str]:
    """Return the tables whose rows are not what the last row image of each says."""
    last: dict[str, dict[tuple[Stored, ...], Held]] = {}
    for _, (table_name, row_key, before, after) in all_images(view):
        rows = last.setdefault(table_name, {})
        if row_key:
            rows[tuple(json.loads(row_key))] = after
            continue
        block = Block.of(metadata.tables[table_name], after or before or "")
        rows.update({block.key(row): None if after is None else (block.columns, row) for row in block.rows})
    return sorted(name for name, rows in last.items() if _differs(view, metadata.tables[name], rows))


# The last image of a row: as JSON text, as part of a block, or None where the row was removed.
Held = str | tuple[Columns, tuple[Stored, ...]] | None


def _differs(view: Repositories, table: Table, expected: dict[tuple[Stored, ...], Held]) -> bool:
    names = [column.name for column in table.columns]
    places = [names.index(column.name) for column in table.primary_key]
    for row in view.session.read(select(table)):
        held = expected.pop(tuple([row[place] for place in places]), None)
        image = dict(zip(*held, strict=True)) if isinstance(held, tuple) else _row(held)
        if image is None or not _agree(dict(zip(names, row, strict=True)), image):
            return True
    return any(held is not None for held in expected.values())


def _agree(row: Row | None, image: Row | None) -> bool:
    """Tell whether a row is what its image says; columns that came or went since do not count."""
    if row is None or image is None:
        return row is image
    return all(row[name] == value for name, value in image.items() if name in row)
