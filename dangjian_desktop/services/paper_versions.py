"""Mended papers: their words beside the template's, versions, 定稿."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dangjian_desktop.domain.addressees import nobody_yet
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.paper_changes import Difference, differences, followed
from dangjian_desktop.domain.paper_tables import TableBlock
from dangjian_desktop.domain.paper_texts import (
    PaperText,
    Words,
    printable,
    table_blocks,
    with_values,
    words_of,
)
from dangjian_desktop.domain.papers import NameRoll, OfficialLetter, Paper, Poster, on_one_line
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, finding
from dangjian_desktop.services.frozen_fields import hold_fields, let_go
from dangjian_desktop.services.paper_kinds import kind_of
from dangjian_desktop.services.paper_wording import kept_words

if TYPE_CHECKING:
    from dangjian_desktop.services.document_numbers import Numbers
    from dangjian_desktop.services.papers import Papers, PaperWish
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

TOUCHED = Changes.of(Topic.PAPERS)
ELECTION_BALLOT = "election_ballot"
SITTING = timedelta(minutes=30)
"""Words saved again within this time replace the version of the same sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version as it is listed: its number, when it was saved, and whether it is frozen."""

    number: int
    saved: datetime
    frozen_on: date | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A paper on the clerk's desk: what the template says now, what is to be printed, how they differ.

    ``clashes`` are places that the record has changed too since they were mended. ``tables`` holds the
    tables of each piece, by its label, as the record gives them; ``wish`` says which paper it is,
    ``letter`` that it can have attachments.
    """

    wish: PaperWish
    given: Words
    words: Words
    differs: tuple[Difference, ...]
    clashes: tuple[Difference, ...]
    versions: tuple[Version, ...]
    frozen_on: date | None
    tables: tuple[tuple[str, tuple[TableBlock, ...]], ...]
    letter: bool


class PaperVersions:
    """What a clerk can do with the words of a paper before it is printed."""

    def __init__(self, book: Book, clock: Clock, papers: Papers, numbers: Numbers) -> None:
        self._book, self._clock, self._papers, self._numbers = book, clock, papers, numbers

    def desk(self, wish: PaperWish) -> Desk:
        """Return the paper's words for mending.

        Raises:
            Rejected: the paper cannot be made, or is filled in and not written (a ballot, a poster).
        """
        paper = self._papers.template(wish)
        given = None if wish.kind == ELECTION_BALLOT else words_of(paper)
        if given is None:
            raise Rejected(_no_words(paper, kind_of(wish.kind).name))
        with self._book.read() as view:
            kept = _versions(view, wish.kind, self._papers.subject(wish))
        newest = kept[-1] if kept else None
        words, clashes = kept_words(newest, given) if newest else (given, ())
        return Desk(
            wish=replace(wish, values=None, words=None),
            given=given,
            words=words,
            differs=differences(given, words),
            clashes=clashes,
            versions=tuple(_listed(one) for one in reversed(kept)),
            frozen_on=newest.frozen_on if newest else None,
            tables=tuple((piece.label, table_blocks(paper, piece.label)) for piece in given.pieces),
            letter=isinstance(paper.parts[0], OfficialLetter),
        )

    def save(self, wish: PaperWish, words: Words) -> Outcome[Desk]:
        """Keep the words: as a new version, or in place of the one saved in the same sitting.

        Raises:
            Rejected: the paper is frozen, or its title is empty.
        """
        before, words = self.desk(wish), printable(words)
        if before.frozen_on is not None:
            raise Rejected(finding("papers.frozen", day=before.frozen_on.isoformat()))
        if not words.title.strip():
            raise Rejected(finding("papers.title_empty"))
        if words == before.words and not before.clashes:
            return Outcome(before, (), NOTHING)
        subject, name = self._papers.subject(wish), kind_of(wish.kind).name
        with self._book.work("paper.words", f"改字句：{name}") as work:
            kept = _versions(work, wish.kind, subject)
            now = self._clock.now()
            last = kept[-1] if kept else None
            same = last is not None and now - last.saved < SITTING
            work.paper_texts.put(
                PaperText(
                    id=last.id if same and last else new_id(),
                    kind=wish.kind,
                    subject=subject,
                    version=(last.version if last else 0) + (0 if same else 1),
                    given=before.given,
                    words=words,
                    saved=now,
                )
            )
            work.commit()
        return Outcome(self.desk(replace(wish, words=None)), (), TOUCHED)

    def restore(self, wish: PaperWish, number: int) -> Outcome[Desk]:
        """Take the words of an earlier version again; 0 takes the template's. It becomes a new version.

        Raises:
            Rejected: there is no such version, or the paper is frozen.
        """
        if number == 0:
            return self.save(wish, self.desk(wish).given)
        with self._book.read() as view:
            kept = _versions(view, wish.kind, self._papers.subject(wish))
        found = next((one for one in kept if one.version == number), None)
        if found is None:
            raise Rejected(finding("papers.no_version", number=number))
        return self.save(wish, followed(found.given, self.desk(wish).given, found.words)[0])

    def freeze(self, wish: PaperWish) -> Outcome[Desk]:
        """定稿: keep the paper as the file it prints to; from now on it prints the same to the byte.

        A paper with a 发文字号 takes its number into the register. Of one that goes to many the common words
        are frozen, and with them its fields; the file shows them with their blanks. Every receiver then gets
        these words, on any day.

        Raises:
            Rejected: the paper cannot be made, is frozen already, or its number is another paper's.
        """
        before = self.desk(wish)
        if before.frozen_on is not None:
            raise Rejected(finding("papers.frozen", day=before.frozen_on.isoformat()))
        kind, subject, today = kind_of(wish.kind), self._papers.subject(wish), self._clock.today()
        common, words = kind.addressed and not wish.alone, before.words
        if common:
            words = with_values(words, self._papers.values_of_the_day())
            made = self._papers.make(replace(wish, words=words, to=nobody_yet()), "pdf")
        else:
            made = self._papers.make(replace(wish, words=None), "pdf")
        with self._book.work("paper.freeze", f"定稿：{made.paper.title}") as work:
            written = self._papers.fields(wish.kind).get("number", "")
            if written:
                self._numbers.enter(work, written, made.paper.title, kind.code, subject)
            if not wish.alone:
                hold_fields(work, wish.kind, subject, self._papers.values(wish), today)
            stored = self._book.keep_file(work, f"{made.paper.title}（定稿）.pdf", made.content)
            kept = _versions(work, wish.kind, subject)
            last = kept[-1] if kept else None
            frozen = PaperText(
                id=last.id if last else new_id(),
                kind=wish.kind,
                subject=subject,
                version=last.version if last else 1,
                given=before.given,
                words=words,
                saved=self._clock.now(),
                frozen_on=today,
                attachment_id=stored.id,
                sha256=made.digest,
            )
            work.paper_texts.put(frozen)
            work.commit()
        return Outcome(self.desk(wish), (), TOUCHED)

    def thaw(self, wish: PaperWish) -> Outcome[Desk]:
        """Go on mending a frozen paper: its words become a new version, the frozen one stays as it is.

        Raises:
            Rejected: the paper is not frozen.
        """
        before = self.desk(wish)
        if before.frozen_on is None:
            raise Rejected(finding("papers.not_frozen", paper=kind_of(wish.kind).name))
        subject = self._papers.subject(wish)
        with self._book.work("paper.thaw", f"取消定稿：{on_one_line(before.words.title)}") as work:
            last = _versions(work, wish.kind, subject)[-1]
            if not wish.alone:
                let_go(work, wish.kind, subject)
            work.paper_texts.add(
                replace(
                    last,
                    id=new_id(),
                    version=last.version + 1,
                    saved=self._clock.now(),
                    frozen_on=None,
                    attachment_id=None,
                    sha256="",
                )
            )
            work.commit()
        return Outcome(self.desk(wish), (), TOUCHED)


def _versions(view: Repositories, kind: str, subject: str) -> Sequence[PaperText]:
    return view.paper_texts.find("version", kind=kind, subject=subject)


def _no_words(paper: Paper, name: str) -> Finding:
    """Return why a paper has no words to be mended."""
    part = paper.parts[0]
    if isinstance(part, Poster):
        return finding("papers.words_of_poster", paper=name)
    if isinstance(part, NameRoll):
        return finding("papers.words_of_roll", paper=name)
    return finding("papers.words_of_ballot", paper=name)


def _listed(text: PaperText) -> Version:
    return Version(number=text.version, saved=text.saved, frozen_on=text.frozen_on, sha256=text.sha256)
