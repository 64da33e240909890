"""The files of papers that were frozen (定稿) once, whatever became of the paper since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.kernel.changes import NOTHING, Outcome
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.whole_files import write_whole

if TYPE_CHECKING:
    from dangjian_desktop.services.papers import Papers, PaperWish
    from dangjian_desktop.storage.database import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenCopy:
    """A frozen version as it was printed: its number and day, its file and digest, the pages' sizes."""

    wish: PaperWish
    number: int
    day: date
    paper: Paper
    sha256: str
    pdf: bytes = field(repr=False)
    sizes: tuple[tuple[float, float], ...]


class FrozenCopies:
    """What a clerk can do with a version that was frozen: look at it, print it, write it out."""

    def __init__(self, book: Book, papers: Papers) -> None:
        self._book, self._papers = book, papers

    def open(self, wish: PaperWish, number: int) -> FrozenCopy:
        """Return a frozen version as the file it was.

        Raises:
            Rejected: there is no such version, or it was not frozen.
            Unavailable: its file is missing or damaged.
        """
        from dangjian_desktop.documents.preview import page_sizes

        with self._book.read() as view:
            kept = view.paper_texts.find(
                "version", kind=wish.kind, subject=self._papers.subject(wish), version=number
            )
        found = next((one for one in kept if one.sha256), None)
        if found is None or found.frozen_on is None:
            raise Rejected(finding("papers.not_a_frozen_version", number=number))
        pdf = self._book.files.get(found.sha256)
        paper = replace(self._papers.draft(replace(wish, words=None)), title=found.words.title)
        return FrozenCopy(
            wish=wish, number=number, day=found.frozen_on, paper=paper, sha256=found.sha256, pdf=pdf,
            sizes=page_sizes(pdf),
        )  # fmt: skip

    def save(self, wish: PaperWish, number: int, path: Path) -> Outcome[Path]:
        """Write a frozen version to a file, the same to the byte.

        Raises:
            Rejected: as :meth:`open`.
            Unavailable: its file is missing or damaged, or ``path`` cannot be written.
        """
        copy = self.open(wish, number)
        write_whole(path, copy.pdf)
        self._papers.leave(wish, copy.paper, path.name)
        return Outcome(path, (), NOTHING)
