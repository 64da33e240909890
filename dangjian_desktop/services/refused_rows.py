"""The refused rows of an import as a table to mend: the source's columns, what is wrong, the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.paper_tables import Column, plain_table
from dangjian_desktop.domain.papers import ListTable, Paper
from dangjian_desktop.exchange.plans import ChangeKind
from dangjian_desktop.exchange.readings import ReadTable
from dangjian_desktop.kernel.findings import NOWHERE, Rejected, finding
from dangjian_desktop.kernel.texts import sentence

if TYPE_CHECKING:
    from dangjian_desktop.exchange.grid import Row
    from dangjian_desktop.services.roster_import import RosterPlan

PROBLEM, PLACE = "问题", "原位置"


def refused_paper(plan: RosterPlan, day: date) -> tuple[Paper, int]:
    """Return the refused rows as one paper, a table for each table of the file, and their number.

    Raises:
        Rejected: when no row was refused.
    """
    parts, count = [], 0
    for read in plan.reading.tables:
        told = _told(plan, read)
        if not told:
            continue
        titles = read.columns.titles
        rows = [
            (*(_text(row, place) for place in range(len(titles))), words, address)
            for row, (address, words) in told.items()
        ]
        columns = [*(Column(14) for _ in titles), Column(40), Column(12)]
        sheet = read.table.sheet or ""
        name = "拒收的行" if not sheet or sheet.isascii() else sheet
        parts.append(ListTable(name, plain_table(columns, (*titles, PROBLEM, PLACE), rows), landscape=True))
        count += len(rows)
    if not parts:
        raise Rejected(finding("matching.nothing_refused"))
    return Paper("roster", "拒收的行", tuple(parts), "", day), count


def _told(plan: RosterPlan, read: ReadTable) -> Mapping[Row, tuple[str, str]]:
    """Return the refused rows of a table in their order, with their place and what is wrong."""
    refused = [
        (change.finding.where.cell, change.finding)
        for change in plan.changes
        if change.kind is ChangeKind.REFUSED
        and change.finding is not None
        and change.finding.where.sheet == read.table.sheet
    ]
    rows = _rows_at(read, {address for address, _ in refused})
    found: dict[Row, tuple[str, str]] = {}
    for address, item in refused:
        if address in rows:
            before, words = found.get(rows[address], ("", ""))[1], sentence(replace(item, where=NOWHERE))
            found[rows[address]] = (address, before if words in before else before + words)
    return found


def _rows_at(read: ReadTable, addresses: AbstractSet[str]) -> Mapping[str, Row]:
    """Return the rows at the addresses of rows or cells; those of a workbook are not all made for it."""
    table, found = read.table, {}
    for number in _numbers(read, addresses):
        row = table.rows[number]
        own = {row.address, *(cell.address for cell in row.cells if not cell.covered)}
        found.update(dict.fromkeys(own & addresses, row))
    return found


def _numbers(read: ReadTable, addresses: AbstractSet[str]) -> Iterable[int]:
    from dangjian_desktop.exchange.raw import RawRows

    every = range(read.columns.first_row, len(read.table.rows))
    if not isinstance(read.table.rows, RawRows):
        return every
    told = {int(found[0]) - 1 for one in addresses if (found := re.search(r"\d+", one))}
    return sorted(number for number in told if number in every)


def _text(row: Row, place: int) -> str:
    if place >= len(row.cells):
        return ""
    cell = row.cells[place]
    return cell.raw or cell.text
