"""Pictures that are kept in the book, as papers take them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.domain.posters import Picture
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories


def picture_in(book: Book, view: Repositories, key: str, field: str) -> Picture | None:
    """Return the picture a field holds, None where it holds none.

    Raises:
        Rejected: it is not in the book any more.
    """
    if not key:
        return None
    stored = view.attachments.get(key)
    if stored is None:
        raise Rejected(finding("papers.picture_gone", where=Where(field=field)))
    try:
        return _read(book.files.get(stored.sha256))
    except Unavailable as error:
        raise Rejected(finding("papers.picture_gone", where=Where(field=field))) from error


@lru_cache(maxsize=4)
def _read(data: bytes) -> Picture:
    """Return what a file holds; a sheet that is being typed shows the same picture again and again."""
    from dangjian_desktop.exchange.pictures import kept_picture

    return kept_picture(data)
