"""居民小组 of a community: how large they are meant to be, how many representatives, what falls short."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.domain.forms import Form, Source
from dangjian_desktop.domain.organisations import ResidentGroup
from dangjian_desktop.domain.people import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSize:
    """Households of a group: "100 户左右", read as from ``least`` to ``most``, both included."""

    about: int
    least: int
    most: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeCount:
    """居民代表: of one group from ``least`` to ``most``, of a community ``in_all`` or more."""

    least: int
    most: int
    in_all: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupForm(Form):
    """What is asked of the groups of a community; nothing of it is strict."""

    households: GroupSize
    representatives: RepresentativeCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a post in a group, by name."""

    post: Post
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group with the name of its community, its head and its representatives."""

    group: ResidentGroup
    community: str
    heads: tuple[Holder, ...] = ()
    representatives: tuple[Holder, ...] = ()

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Return head and representatives."""
        return self.heads + self.representatives
