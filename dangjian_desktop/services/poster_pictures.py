"""徽标 and 图片 of large sheets: placed, looked at, taken away."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.paper_asks import Ask, FieldKind, PaperKind, field_key
from dangjian_desktop.services.paper_kinds import kind_of
from dangjian_desktop.services.picture_store import picture_in

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.storage.database import Book

TOUCHED = Changes.of(Topic.PAPERS)
MB, MEGADOTS = 1024 * 1024, 1_000_000


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as it stands in a field: the file it came from, its dots, its bytes."""

    key: str
    name: str
    width: int
    height: int
    data: bytes = field(repr=False)

    def words(self) -> str:
        """Return name and size as the clerk reads them."""
        return f"{self.name}（{self.width} × {self.height}）"


class PosterPictures:
    """What a clerk can do with the pictures of large sheets."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def put(self, kind: str, code: str, path: Path) -> Outcome[str]:
        """Place a picture from a file, in the stead of the one there; return the key it is kept under.

        Raises:
            Rejected: the paper takes no such picture; the file is none, too large, damaged or not there.
            Unavailable: the disk is full.
        """
        from dangjian_desktop.exchange.pictures import Limits, for_poster, read_picture

        paper, ask = _place(kind, code)
        rule = self._catalog.document_form(kind, on=self._clock.today()).pictures
        if rule is None:
            raise _takes_none(paper, code)
        limits = Limits(rule.megabytes * MB, rule.megadots * MEGADOTS, (rule.kept, rule.kept))
        data, ending = for_poster(read_picture(path, limits), path.name, limits)
        with self._book.work("paper.picture", f"{paper.name}放上{ask.label}：{path.name}") as work:
            stored = self._book.keep_file(work, path.stem + ending, data)
            work.settings.set(field_key(paper, ask), stored.id)
            work.commit()
        return Outcome(stored.id, (), TOUCHED)

    def remove(self, kind: str, code: str) -> Outcome[None]:
        """Take a picture off a sheet. Its bytes stay with the record, for the way back.

        Raises:
            Rejected: the paper takes no such picture, or there is none.
        """
        paper, ask = _place(kind, code)
        with self._book.work("paper.picture", f"{paper.name}移除{ask.label}") as work:
            if not work.settings.value(field_key(paper, ask)):
                raise Rejected(finding("papers.no_picture", where=Where(field=ask.label)))
            work.settings.set(field_key(paper, ask), "")
            work.commit()
        return Outcome(None, (), TOUCHED)

    def look(self, kind: str, code: str) -> PlacedPicture | None:
        """Return the picture that stands in a field, None where there is none.

        Raises:
            Rejected: the paper takes no such picture; it is not in the book any more.
        """
        paper, ask = _place(kind, code)
        with self._book.read() as view:
            key = view.settings.value(field_key(paper, ask))
            found = picture_in(self._book, view, key, ask.label)
            stored = view.attachments.get(key) if found else None
        if found is None or stored is None:
            return None
        return PlacedPicture(key, stored.name, found.width, found.height, found.data)


def _place(kind: str, code: str) -> tuple[PaperKind, Ask]:
    """Return the paper and its field for a picture, named by code or label."""
    paper = kind_of(kind)
    for ask in paper.asks:
        if ask.kind is FieldKind.PICTURE and code in (ask.code, ask.label):
            return paper, ask
    raise _takes_none(paper, code)


def _takes_none(paper: PaperKind, code: str) -> Rejected:
    known = "、".join(ask.label for ask in paper.asks if ask.kind is FieldKind.PICTURE)
    return Rejected(finding("papers.no_picture_place", paper=paper.name, field=code, known=known or "无"))
