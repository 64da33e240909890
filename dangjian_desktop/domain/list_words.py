"""The words by which lists tell posts, 班子 and the lines that are no records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dangjian_desktop.domain.forms import RosterForm
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.domain.people import PostRole


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """What words mean in every kind of list. Of ``roles`` and ``bodies`` the first that a text holds counts.

    ``holders`` is what a post is called that a column without titles gives, ``totals`` the words of a sum,
    ``remarks`` those that begin a line under the list.
    """

    roles: tuple[tuple[str, PostRole], ...] = ()
    bodies: tuple[tuple[str, CommitteeKind], ...] = ()
    holders: Mapping[PostRole, str]
    totals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @staticmethod
    def of(form: Callable[[str], RosterForm]) -> ListWords:
        """Take the words of the lists that have them; ``form`` gives the form of a code."""
        cadres, committees, groups = map(form, ("cadres", "committees", "resident_groups"))
        return ListWords(
            roles=tuple((word, PostRole(means)) for word, means in cadres.words),
            bodies=tuple((word, CommitteeKind(means)) for word, means in committees.words),
            holders={PostRole(means): word for word, means in groups.words},
            totals=cadres.totals,
            remarks=cadres.remarks,
        )

    def role(self, title: str) -> PostRole:
        """Return what a written title is."""
        return next((role for word, role in self.roles if word in title), PostRole.OTHER)

    def knows(self, title: str) -> bool:
        """Tell whether a written title is one of those known, be it none of a 班子."""
        return any(word in title for word, _ in self.roles)

    def committee(self, text: str) -> CommitteeKind | None:
        """Return which 班子 a written name means, or None."""
        clean = squeezed(text)
        return next((kind for word, kind in self.bodies if word in clean), None)

    def is_foot(self, first: str) -> bool:
        """Tell by the first text of a row whether it is a sum ("东篱片小计") or a remark under the list."""
        text = squeezed(first)
        return text.startswith((*self.totals, *self.remarks)) or text.endswith(self.totals)

    def no_record(self, texts: Iterable[str]) -> bool:
        """Tell by all the texts of a row, also those of columns not used, whether it is a sum or a remark."""
        told = [text for text in texts if text]
        return bool(told) and (self.is_foot(told[0]) or any(text in self.totals for text in told))
