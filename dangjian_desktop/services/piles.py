"""Which letters of a kind there are beside each other, and which one is in hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_asks import PaperKind
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.work import UnitOfWork

FIRST = ""
"""The letter of a kind that stood there before any other was begun."""


@dataclass(frozen=True, slots=True)
class Pile:
    """The letters of a kind by their ids, the newest first, and which of them is in hand."""

    ids: tuple[str, ...] = (FIRST,)
    in_hand: str = FIRST


def pile_of(view: Repositories, kind: PaperKind) -> Pile:
    """Return the letters of a kind; of a kind there is one paper of, that one."""
    told = view.settings.value(_key(kind)) if kind.several else ""
    if not told:
        return Pile()
    kept = json.loads(told)
    return Pile(tuple(kept["ids"]), kept["in_hand"])


def put_pile(work: UnitOfWork, kind: PaperKind, pile: Pile) -> None:
    """Keep which letters of a kind there are."""
    work.settings.set(_key(kind), json.dumps({"ids": list(pile.ids), "in_hand": pile.in_hand}))


def _key(kind: PaperKind) -> str:
    return f"paper.{kind.code}.pile"
