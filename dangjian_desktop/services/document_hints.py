"""The numbers that stand on the office's letters, and that one stands on two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dangjian_desktop.domain.document_numbers import read_number
from dangjian_desktop.kernel.findings import Finding, Where, hint
from dangjian_desktop.services.paper_asks import field_key
from dangjian_desktop.services.paper_kinds import KINDS
from dangjian_desktop.services.piles import pile_of

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_asks import PaperKind
    from dangjian_desktop.storage.repositories import Repositories


def written_numbers(view: Repositories) -> Iterator[tuple[PaperKind, str, str]]:
    """Yield each letter of the office, of whatever kind, with the number that stands on it."""
    for kind in KINDS:
        for ask in kind.asks if kind.several else ():
            if ask.code == "number":
                for one in pile_of(view, kind).ids:
                    yield kind, one, view.settings.value(field_key(kind, ask, one)).strip()


def number_hints(view: Repositories, kind: PaperKind, text: str) -> Iterator[Finding]:
    """Yield that the number of the letter in hand is another's too, registered or only written."""
    read = read_number(text)
    if read is None:
        return
    (prefix, year, number), own = read, pile_of(view, kind).in_hand
    where = Where(field=next(ask.label for ask in kind.asks if ask.code == "number"))
    there = view.document_numbers.first(prefix=prefix, year=year, number=number)
    if there is not None and there.kind != f"{kind.code}:{own}":
        yield hint("papers.number_registered", where=where, title=there.title)
        return
    others = ((other, one) for other, one, text in written_numbers(view) if read_number(text) == read)
    found = next((other for other, one in others if (other.code, one) != (kind.code, own)), None)
    if found is not None:
        yield hint("papers.number_twice", where=where, paper=found.name)
