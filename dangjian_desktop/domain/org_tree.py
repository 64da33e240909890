"""党组织 as a tree: 党委–党总支–党支部, with the Party members of every branch added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangjian_desktop.domain.organisations import PartyOrg


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgNode:
    """One organisation and those directly under it, in their order.

    ``below`` counts the organisations anywhere under it; ``branch_members`` adds up the Party members
    of those directly under it (each with its own branch), None where none of them has a number.
    """

    org: PartyOrg
    under: tuple[OrgNode, ...] = ()
    below: int = 0
    branch_members: int | None = None

    @property
    def members(self) -> int | None:
        """Return the members of the whole branch: as recorded (that holds those below), or added up."""
        return self.branch_members if self.org.members is None else self.org.members

    @property
    def too_few(self) -> bool:
        """Tell whether fewer members are recorded than stand in the organisations below."""
        recorded, below = self.org.members, self.branch_members
        return recorded is not None and below is not None and recorded < below

    def walk(self) -> Iterator[OrgNode]:
        """Give this organisation and all under it, from top to bottom."""
        yield self
        for one in self.under:
            yield from one.walk()


def tree_of(orgs: Sequence[PartyOrg]) -> tuple[OrgNode, ...]:
    """Return the organisations without a superior, each with its branch.

    A superior that is not there, or that stands in a circle, counts as none: nobody is left out.
    """
    known = {one.id: one for one in orgs}
    roots, children = [], dict[str, list[PartyOrg]]()
    for one in orgs:
        if one.parent_id in known and not _circles(one, known):
            children.setdefault(one.parent_id or "", []).append(one)
        else:
            roots.append(one)
    return tuple(_node(one, children) for one in roots)


def _circles(org: PartyOrg, known: dict[str, PartyOrg]) -> bool:
    seen = {org.id}
    at = known.get(org.parent_id or "")
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = known.get(at.parent_id or "")
    return at is org


def _node(org: PartyOrg, children: dict[str, list[PartyOrg]]) -> OrgNode:
    under = tuple(_node(one, children) for one in children.get(org.id, ()))
    known = [one.members for one in under if one.members is not None]
    return OrgNode(
        org=org,
        under=under,
        below=sum(1 + one.below for one in under),
        branch_members=sum(known) if known else None,
    )
