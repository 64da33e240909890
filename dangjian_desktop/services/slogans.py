"""标语库: the office's own slogans first, then those of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

FORM = "slogan_poster"
OWN, HIDDEN = "slogans.own", "slogans.hidden"
TOUCHED = Changes.of(Topic.PAPERS)


class Slogans:
    """What a clerk can do with the library of slogans."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def library(self) -> tuple[str, ...]:
        """Return every slogan on offer, the office's own first."""
        with self._book.read() as view:
            own, hidden = _lines(view, OWN), _lines(view, HIDDEN)
        form = self._catalog.document_form(FORM, on=self._clock.today())
        return tuple(dict.fromkeys((*own, *(one for one in form.lines("library") if one not in hidden))))

    def keep(self, text: str) -> Outcome[str]:
        """Put a slogan into the library, first; one that is there already stays where it is.

        Raises:
            Rejected: it is empty.
        """
        words = tidy(text)
        if not words:
            raise Rejected(finding("papers.slogan_empty", where=Where(field="标语")))
        if words in self.library():
            return Outcome(words, (), NOTHING)
        with self._book.work("paper.slogan", f"标语存入标语库：{words}") as work:
            work.settings.set(OWN, "\n".join((words, *_lines(work, OWN))))
            work.settings.set(HIDDEN, "\n".join(one for one in _lines(work, HIDDEN) if one != words))
            work.commit()
        return Outcome(words, (), TOUCHED)

    def drop(self, text: str) -> Outcome[str]:
        """Take a slogan out of the library; it can be put back by keeping it again or by undo.

        Raises:
            Rejected: it is not there.
        """
        words = tidy(text)
        if words not in self.library():
            raise Rejected(finding("papers.no_slogan", where=Where(field="标语"), text=words))
        with self._book.work("paper.slogan", f"标语移出标语库：{words}") as work:
            own, hidden = _lines(work, OWN), _lines(work, HIDDEN)
            work.settings.set(OWN, "\n".join(one for one in own if one != words))
            work.settings.set(HIDDEN, "\n".join(dict.fromkeys((*hidden, words))))
            work.commit()
        return Outcome(words, (), TOUCHED)


def _lines(view: Repositories, key: str) -> tuple[str, ...]:
    return tuple(one for one in view.settings.value(key).split("\n") if one)
