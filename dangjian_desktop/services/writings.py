"""Letters of one kind beside each other: each keeps its fields, words, versions and 定稿."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.document_numbers import read_number, series_of, written
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.papers import on_one_line
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.document_hints import written_numbers
from dangjian_desktop.services.paper_asks import field_key
from dangjian_desktop.services.paper_kinds import kind_of, read_day
from dangjian_desktop.services.paper_wording import newest_text
from dangjian_desktop.services.piles import FIRST, Pile, pile_of, put_pile
from dangjian_desktop.services.working_days import period, working_days

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_asks import PaperKind
    from dangjian_desktop.services.papers import Papers
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

TOUCHED = Changes.of(Topic.PAPERS)
CARRIED = ("issuer", "receivers", "signers", "seal", "printer", "head", "meeting", "post", "signer")
"""Fields a new letter takes over from the one before: what an office seldom changes."""
WRITTEN = ("title", "body", "attached", "appointees")
"""Fields that make a letter more than a blank sheet."""
_COUNTED = re.compile(r"^(.*?)(\d+)(号)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A letter as it is listed: its number and title as they stand, and the day it was frozen."""

    id: str
    number: str
    title: str
    in_hand: bool
    frozen_on: date | None

    def words(self) -> str:
        """Return the line it is chosen by."""
        told = " ".join(filter(None, (self.number, self.title or "还没有标题")))
        return f"{told}（已定稿）" if self.frozen_on else told


class Writings:
    """What a clerk can do with several letters of a kind."""

    def __init__(self, book: Book, clock: Clock, papers: Papers) -> None:
        self._book, self._clock, self._papers = book, clock, papers

    def all(self, code: str) -> tuple[Writing, ...]:
        """Return the letters of a kind, the newest first; () of a kind there is only one paper of."""
        kind = kind_of(code)
        if not kind.several:
            return ()
        first = self._papers.fields_of(kind, FIRST)
        with self._book.read() as view:
            pile = pile_of(view, kind)
            return tuple(_listed(view, kind, one, first if one == FIRST else {}, pile) for one in pile.ids)

    def begin(self, code: str) -> Outcome[tuple[Writing, ...]]:
        """Begin another letter and take it in hand: it has the next number, what seldom changes, and a
        period from today as long as the one before.

        Nothing changes while nothing is written into the one in hand yet.

        Raises:
            Rejected: there is only one paper of this kind.
        """
        kind = self._several(code)
        before, today = self._papers.fields(code), self._clock.today()
        if not any(before.get(name, "").strip() for name in WRITTEN):
            return Outcome(self.all(code))
        number = self._next_number(before.get("number", ""), today)
        values = {ask.code: "" for ask in kind.asks if not ask.shared}
        carried = (*CARRIED, *(("remark",) if "signers" in values else ()))  # 请示 names whom to ring up
        values |= {name: before[name] for name in carried if name in values}
        days = {"dated": today.isoformat(), "start": today.isoformat(), "end": _end(before, today)}
        with self._book.work("paper.begin", f"另起一份{kind.name}") as work:
            pile, made = pile_of(work, kind), new_id()
            put_pile(work, kind, Pile((made, *pile.ids), made))
            for ask in kind.asks:
                if not ask.shared:
                    text = number if ask.code == "number" else (values | days)[ask.code]
                    work.settings.set(field_key(kind, ask, made), text)
            work.commit()
        return Outcome(self.all(code), (), TOUCHED)

    def take_up(self, code: str, which: str) -> Outcome[tuple[Writing, ...]]:
        """Take another letter of a kind in hand.

        Raises:
            Rejected: there is no such letter.
        """
        kind = self._several(code)
        with self._book.work("paper.take_up", f"换一份{kind.name}") as work:
            pile = pile_of(work, kind)
            if which not in pile.ids:
                raise Rejected(finding("papers.no_writing", paper=kind.name))
            if which != pile.in_hand:
                put_pile(work, kind, Pile(pile.ids, which))
                work.commit()
        return Outcome(self.all(code), (), TOUCHED)

    def drop(self, code: str, which: str | None = None) -> Outcome[tuple[Writing, ...]]:
        """Take a letter off the list (None: the one in hand, for which the one beside it is then in hand).

        Raises:
            Rejected: there is no such letter, it is the only one, or it is frozen.
        """
        kind = self._several(code)
        listed = self.all(code)
        gone = next((one for one in listed if (one.in_hand if which is None else one.id == which)), None)
        if gone is None:
            raise Rejected(finding("papers.no_writing", paper=kind.name))
        if len(listed) == 1:
            raise Rejected(finding("papers.only_writing", paper=kind.name))
        if gone.frozen_on is not None:
            raise Rejected(finding("papers.writing_frozen", day=gone.frozen_on.isoformat()))
        left = tuple(one.id for one in listed if one is not gone)
        beside = left[min(listed.index(gone), len(left) - 1)]
        now = beside if gone.in_hand else next(one.id for one in listed if one.in_hand)
        with self._book.work("paper.drop", f"移走{kind.name}：{gone.words()}") as work:
            put_pile(work, kind, Pile(left, now))
            work.commit()
        return Outcome(self.all(code), (), TOUCHED)

    def _several(self, code: str) -> PaperKind:
        kind = kind_of(code)
        if not kind.several:
            raise Rejected(finding("papers.single", paper=kind.name))
        return kind

    def _next_number(self, like: str, today: date) -> str:
        """Return the number after all those of its series that are registered or stand on a letter."""
        with self._book.read() as view:
            written_ones = tuple(number for _, _, number in written_numbers(view))
            series = series_of(view.document_numbers.all())
        read = read_number(like)
        if read is None:
            return _counted_on(like, written_ones)
        prefix, year = read[0], today.year
        taken = [one.next_number - 1 for one in series if (one.prefix, one.year) == (prefix, year)]
        others = filter(None, map(read_number, written_ones))
        taken += [number for name, of_year, number in others if (name, of_year) == (prefix, year)]
        return written(prefix, year, max(taken, default=0) + 1)


def _end(before: Mapping[str, str], today: date) -> str:
    """Return the end of a period from ``today`` with as many working days as the one before."""
    start, end = (read_day(before.get(name, "")) or today for name in ("start", "end"))
    return period(today, working_days(start, end).days).end.isoformat()


def _listed(
    view: Repositories, kind: PaperKind, which: str, proposed: Mapping[str, str], pile: Pile
) -> Writing:
    texts = {
        ask.code: view.settings.value(field_key(kind, ask, which), proposed.get(ask.code, ""))
        for ask in kind.asks
        if ask.code in ("number", "title", "body")
    }
    kept = newest_text(view, kind.code, which)
    title = texts["title"] if "title" in texts else texts["body"].partition("\n")[0]  # 令 has no title
    return Writing(
        id=which,
        number=texts.get("number", "").strip(),
        title=on_one_line(title),
        in_hand=which == pile.in_hand,
        frozen_on=kept.frozen_on if kept is not None else None,
    )


def _counted_on(like: str, others: Iterable[str]) -> str:
    """Return 第4号 after 第3号; empty where nothing can be counted on."""
    found = _COUNTED.match(like.strip())
    if found is None:
        return ""

    def same() -> Iterator[int]:
        for one in others:
            each = _COUNTED.match(one.strip())
            if each is not None and each[1] == found[1]:
                yield int(each[2])

    return f"{found[1]}{max(same(), default=int(found[2])) + 1}{found[3]}"
