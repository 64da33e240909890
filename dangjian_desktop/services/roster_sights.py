"""What a clerk can see of the roster besides its lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.org_tree import OrgNode, tree_of
from dangjian_desktop.services.roster_views import OrgLine, org_lines
from dangjian_desktop.services.rosters import roster_book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dangjian_desktop.kernel.clock import Clock
    from dangjian_desktop.storage.database import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgTree:
    """The Party organisations as a tree, with the names each line refers to, by key."""

    roots: tuple[OrgNode, ...]
    lines: Mapping[str, OrgLine]

    @property
    def members(self) -> int:
        """Return the Party members of all branches."""
        return sum(one.members or 0 for one in self.roots)


class RosterSights:
    """Trees and cards of one book's roster."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book, self._clock = book, clock

    def org_tree(self) -> OrgTree:
        """Return the Party organisations as a tree."""
        with self._book.read() as view:
            known = roster_book(view)
        lines = org_lines(known, self._clock.today())
        return OrgTree(roots=tree_of(known.orgs), lines={one.org.id: one for one in lines})
