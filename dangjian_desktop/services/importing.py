"""What both imports share: where the file comes from, and storing a plan as one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.campaigns import Campaign, Phase, Task
from dangjian_desktop.domain.organisations import Area, Community, PartyOrg, WorkGroup
from dangjian_desktop.domain.people import Person, Post
from dangjian_desktop.exchange.plans import ImportPlan
from dangjian_desktop.kernel.progress import Progress, Silent

if TYPE_CHECKING:
    from dangjian_desktop.exchange.grid import Source
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

_STEP = 200


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


def store(book: Book, action: str, summary: str, plan: ImportPlan, progress: Progress | None = None) -> None:
    """Store every value of a plan in one unit of work; one undo takes all of it back.

    Raises:
        Cancelled: when the clerk stops it; then nothing is stored.
        Rejected: when the book has changed since and a constraint is not met.
    """
    told = progress or Silent()
    with book.work(action, summary) as work:
        puts = _puts(work)
        for number, value in enumerate(plan.writes):
            if number % _STEP == 0:
                told.step(number, len(plan.writes), "正在写入")
            puts[type(value)](value)
        work.commit()


def _puts(work: UnitOfWork) -> Mapping[type, Callable[[Any], bool]]:
    return {
        Area: work.areas.put,
        Community: work.communities.put,
        PartyOrg: work.party_orgs.put,
        Person: work.persons.put,
        WorkGroup: work.work_groups.put,
        Post: work.posts.put,
        Campaign: work.campaigns.put,
        Phase: work.phases.put,
        Task: work.tasks.put,
    }
