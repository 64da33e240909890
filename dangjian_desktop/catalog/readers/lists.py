"""Reads ``forms/groups``, ``forms/ledgers`` and ``forms/menus``."""

from __future__ import annotations

from dangjian_desktop.catalog.readers.common import Reading
from dangjian_desktop.catalog.readers.structure import criterion
from dangjian_desktop.domain.forms import MenuForm, MenuGroup
from dangjian_desktop.domain.ledgers import LedgerColumn, LedgerForm, LedgerTotal
from dangjian_desktop.domain.resident_groups import GroupForm, GroupSize, RepresentativeCount


def read_groups(reading: Reading) -> GroupForm:
    """Make what is asked of resident groups."""
    size, count = reading.data["households"], reading.data["representatives"]
    for name, one in (("households", size), ("representatives", count)):
        if one["least"] > one["most"]:
            reading.wrong((name,), "catalog.interval_empty")
    return GroupForm(
        **reading.head(),
        households=GroupSize(
            about=size["about"],
            least=size["least"],
            most=size["most"],
            source=reading.source(size, ("households",)),
        ),
        representatives=RepresentativeCount(
            least=count["least"],
            most=count["most"],
            in_all=count["in_all"],
            source=reading.source(count, ("representatives",)),
        ),
    )


def read_menu(reading: Reading) -> MenuForm:
    """Make the groups a list is offered in; none comes twice."""
    reading.unique("groups", "name")
    groups = (MenuGroup(one["name"], tuple(one["kinds"])) for one in reading.data["groups"])
    return MenuForm(**reading.head(), groups=tuple(groups))


def read_ledger(reading: Reading) -> LedgerForm:
    """Make the columns of a ledger and what it adds up."""
    reading.unique("columns", "field")
    return LedgerForm(
        **reading.head(),
        columns=tuple(
            LedgerColumn(field=one["field"], title=one["title"]) for one in reading.data["columns"]
        ),
        totals=tuple(
            LedgerTotal(name=one["name"], criterion=criterion(reading, one["who"], ("totals", n, "who")))
            for n, one in enumerate(reading.data.get("totals", ()))
        ),
    )
