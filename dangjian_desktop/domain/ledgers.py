"""台账 of the people of each 班子: the columns a ledger shows and what it adds up, as data."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.domain.forms import Form
from dangjian_desktop.domain.structure import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """One column: ``field`` is a fact about a person in a 班子, ``title`` its head."""

    field: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTotal:
    """What is counted under the lines of a community, and of all."""

    name: str
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerForm(Form):
    """How a ledger is laid out."""

    columns: tuple[LedgerColumn, ...]
    totals: tuple[LedgerTotal, ...] = ()
