"""The tree of Party organisations: whole, without circles, sums that can be followed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from dangjian_desktop.domain.org_tree import tree_of
from dangjian_desktop.domain.organisations import PartyOrg


def org(key: str, parent: str | None = None, members: int | None = None) -> PartyOrg:
    return PartyOrg(id=key, name=key, parent_id=parent, members=members)


def test_members_are_as_recorded_or_added_up() -> None:
    (top,) = tree_of(
        [
            org("委"),
            org("总支", "委", 40),
            org("一支", "总支", 15),
            org("二支", "总支", 20),
            org("三支", "委"),
        ]
    )
    assert (top.members, top.below) == (40, 4)
    general = top.under[0]
    assert (general.members, general.branch_members, general.too_few) == (40, 35, False)
    assert top.under[1].members is None


def test_fewer_recorded_than_below_is_told() -> None:
    (top,) = tree_of([org("总支", None, 10), org("一支", "总支", 15)])
    assert top.too_few


@given(some.lists(some.tuples(some.integers(0, 9), some.none() | some.integers(0, 9)), max_size=12))
def test_any_superiors_leave_nobody_out_and_nobody_twice(told: list[tuple[int, int | None]]) -> None:
    parents = dict(told)
    orgs = [org(str(key), None if up is None else str(up)) for key, up in parents.items()]
    shown = [node.org.id for root in tree_of(orgs) for node in root.walk()]
    assert sorted(shown) == sorted(one.id for one in orgs)
