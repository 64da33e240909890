"""What both imports share: where the file comes from, and storing a plan as one undoable step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.campaigns import Campaign, Phase, Task
from dangjian_desktop.domain.matching import ImportAnswer
from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    Community,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
)
from dangjian_desktop.domain.people import Distinction, Person, Post, Voter
from dangjian_desktop.exchange.plans import ImportPlan
from dangjian_desktop.kernel.progress import Progress, Silent

if TYPE_CHECKING:
    from dangjian_desktop.exchange.grid import Source
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories.base import Repository
    from dangjian_desktop.storage.work import UnitOfWork

_STEP = 500
_MERGED = re.compile(r"(?:row|col)span\s*=\s*[\"']?(?!1\b)\d", re.IGNORECASE)


def source_of(given: Path | str | bytes, name: str = "") -> Source:
    """Take a file by its path, pasted text, or bytes from the standard input.

    Raises:
        Unavailable: when the file is missing, locked or too large.
    """
    from dangjian_desktop.exchange import grid

    if isinstance(given, Path):
        return grid.Source.from_path(given)
    if isinstance(given, bytes):
        return grid.Source(name or grid.PASTED, given)
    return grid.Source.pasted(given, name or grid.PASTED)


def pasted(text: str, html: str = "") -> str:
    """Return of what lies on the clipboard what says more: the table of a page where cells are merged in it,
    or where the plain text has lost its columns, else the plain text."""
    if "<table" not in html.lower() or ("\t" in text and not _MERGED.search(html)):
        return text
    return f"<html>{html}"


def store(
    book: Book,
    action: str,
    summary: str,
    plan: ImportPlan,
    progress: Progress | None = None,
    also: Callable[[UnitOfWork], object] | None = None,
) -> None:
    """Store every value of a plan in one unit of work; one undo takes it back, and what ``also`` does.

    Raises:
        Cancelled: when the clerk stops it; then nothing is stored.
        Rejected: when the book has changed since and a constraint is not met.
    """
    told = progress or Silent()
    with book.work(action, summary) as work:
        stores = _stores(work)
        done = 0
        for one in plan.forgotten:
            work.import_answers.remove(one.id)
        for lesson in plan.learned:
            work.learned_headings.put(lesson)
        for kind, values in groupby(plan.writes, type):
            while block := list(islice(values, _STEP)):
                told.step(done, len(plan.writes), "正在写入")
                stores[kind].put_all(block)
                done += len(block)
        told.step(done, len(plan.writes), "正在写入")
        if also is not None:
            also(work)
        work.commit()


def _stores(work: UnitOfWork) -> Mapping[type, Repository[Any]]:
    return {
        Area: work.areas,
        Community: work.communities,
        PartyOrg: work.party_orgs,
        Person: work.persons,
        WorkGroup: work.work_groups,
        Post: work.posts,
        Distinction: work.distinctions,
        ImportAnswer: work.import_answers,
        ResidentGroup: work.resident_groups,
        Committee: work.committees,
        Voter: work.voters,
        Campaign: work.campaigns,
        Phase: work.phases,
        Task: work.tasks,
    }
