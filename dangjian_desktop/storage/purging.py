"""Taking personal data out of the undo journal and the audit log, so that the chain still proves the rest."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, update

from dangjian_desktop.domain.audit import AuditEntry, Purge, digest_of
from dangjian_desktop.storage import undo
from dangjian_desktop.storage.codecs import Stored
from dangjian_desktop.storage.repositories import Repositories
from dangjian_desktop.storage.rows import metadata
from dangjian_desktop.storage.rows.book import audit, journal
from dangjian_desktop.storage.session import Image, canonical, digest_of_images

Keys = Mapping[str, Collection[str]]
"""The ids of rows by their table."""


def purge(
    work: Repositories, keys: Keys, names: Collection[str], *, telling: Collection[str], words: str
) -> int:
    """Take the images of the rows ``keys`` out of every operation and return how many were touched.

    Of those changed in the open unit itself, what stands now is kept, what stood before is not.

    The summary of an operation becomes ``words`` where it names one of ``names``, or where an image of
    one of the tables ``telling`` was taken out of it. What is left is sealed by a :class:`Purge`; those
    operations cannot be taken back any more.
    """
    work.session.forget(keys)
    touched: dict[int, set[str]] = {}
    for number, image in undo.all_images(work):
        if _without(image, keys) != image:
            touched.setdefault(number, set()).add(image[0])
    for entry in work.audit.all("id"):
        tables = touched.get(entry.id)
        said = bool(tables and tables & set(telling)) or any(name in entry.summary for name in names)
        if tables is not None or said:
            touched.setdefault(entry.id, set())
            _seal(work, entry, keys, words if said else entry.summary)
    return len(touched)


def history_of(
    work: Repositories, root: str, tables: Collection[str]
) -> Iterator[tuple[str, str, Mapping[str, Stored]]]:
    """Yield table, key and content of every row that ever belonged to ``root`` or to a row that did, as the
    journal tells; rows that were removed since, too."""
    belonging = {root}
    for _, (table, row_key, before, after) in undo.all_images(work, tables=tables):
        for key, row in _rows(table, row_key, before, after):
            if key in belonging or any(
                value in belonging for name, value in row.items() if name.endswith("_id")
            ):
                belonging.add(key)
                yield table, key, row


def note(work: Repositories, table: str, key: str) -> bool:
    """Keep an image of a row as it stands, though nothing changes, so that older ones may go; return False
    when there is none."""
    row = undo.current(work, metadata.tables[table], (key,))
    if row is not None:
        work.session.keep(table, (key,), None, row)
    return row is not None


def _rows(
    table: str, row_key: str, before: str | None, after: str | None
) -> Iterator[tuple[str, dict[str, Stored]]]:
    if row_key:
        key = str(json.loads(row_key)[0])
        yield from ((key, json.loads(image)) for image in (before, after) if image is not None)
        return
    block = undo.Block.of(metadata.tables[table], after or before or "")
    for row in block.rows:
        yield str(block.key(row)[0]), dict(zip(block.columns, row, strict=True))


def _seal(work: Repositories, entry: AuditEntry, keys: Keys, summary: str) -> None:
    left = [kept for image in undo.images(work, entry.id) if (kept := _without(image, keys)) is not None]
    work.session.write(delete(journal).where(journal.c.operation == entry.id))
    if left:
        work.session.write(insert(journal), list(_numbered(entry.id, left)))
    work.session.write(update(audit).where(audit.c.id == entry.id).values(summary=summary))
    sealed = digest_of(replace(entry, summary=summary))
    work.purges.put(Purge(entry=entry.id, journal=digest_of_images(left), digest=sealed))


def _numbered(operation: int, images: Sequence[Image]) -> Iterable[dict[str, str | int | None]]:
    for position, (table, key, before, after) in enumerate(images):
        yield {
            "operation": operation,
            "position": position,
            "table_name": table,
            "row_key": key,
            "before": before,
            "after": after,
        }


def _without(image: Image, keys: Keys) -> Image | None:
    """Return an image without the rows ``keys``; None when nothing of it is left."""
    table, row_key, before, after = image
    gone = keys.get(table)
    if not gone:
        return image
    if row_key:
        return None if json.loads(row_key)[0] in gone else image
    block = undo.Block.of(metadata.tables[table], after or before or "")
    rows = [row for row in block.rows if block.key(row)[0] not in gone]
    if len(rows) == len(block.rows):
        return image
    held = canonical({"columns": block.columns, "rows": rows})
    return (
        (table, row_key, None if before is None else held, None if after is None else held) if rows else None
    )
