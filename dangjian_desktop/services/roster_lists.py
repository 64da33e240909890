"""常用视图 of the lists: columns, filters, order and groups under a name, kept in the book."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.habits import SavedView
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book

TOUCHED = Changes.of(Topic.ROSTER)
LONGEST_NAME = 30
PEOPLE = "roster.people"  # the list of people, which the command line lists too


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """What one column is filtered by: ``values`` kept, or a span from ``least`` to ``most`` as written."""

    column: str
    values: tuple[str, ...] | None = None
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class ViewContent:
    """How a list looks: the ids of its columns in order, filters, the column it is ordered and grouped by."""

    columns: tuple[str, ...] = ()
    filters: tuple[ViewFilter, ...] = ()
    sort: str = ""
    down: bool = False
    group: str = ""

    def written(self) -> str:
        """Write the content as the book keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def content_of(view: SavedView) -> ViewContent:
    """Read the content of a view; what is damaged or of a newer program shows the list as it is."""
    try:
        told = json.loads(view.content)
        filters = tuple(
            ViewFilter(
                str(one["column"]),
                None if one["values"] is None else tuple(map(str, one["values"])),
                str(one["least"]),
                str(one["most"]),
            )
            for one in told["filters"]
        )
        columns = tuple(map(str, told["columns"]))
        return ViewContent(columns, filters, str(told["sort"]), bool(told["down"]), str(told["group"]))
    except (ValueError, KeyError, TypeError):
        return ViewContent()


class RosterLists:
    """What a clerk can do with the views of one book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def views(self, place: str = "") -> tuple[SavedView, ...]:
        """Return the views of a list (of all lists without ``place``), in their order."""
        with self._book.read() as view:
            return view.saved_views.find(place=place) if place else view.saved_views.all()

    def named(self, place: str, name: str) -> SavedView:
        """Return a view by its name.

        Raises:
            Rejected: the list has no view of that name.
        """
        found = next((one for one in self.views(place) if one.name == name.strip()), None)
        if found is None:
            raise Rejected(finding("roster.no_view", name=name))
        return found

    def keep(self, place: str, name: str, content: ViewContent) -> Outcome[SavedView]:
        """Keep how a list looks under ``name``, in the place of an older view of that name.

        Raises:
            Rejected: no name, or one that is too long.
        """
        name = _read_name(name)
        with self._book.work("roster.view", f"保存视图 {name}") as work:
            others = work.saved_views.find(place=place)
            old = next((one for one in others if one.name == name), None)
            order = max((one.order for one in others), default=0) + 1
            made = SavedView(id=new_id(), place=place, name=name, content="", order=order)
            made = replace(old or made, content=content.written())
            work.saved_views.put(made)
            work.commit()
        return Outcome(made, (), TOUCHED)

    def rename(self, view_id: str, name: str) -> Outcome[SavedView]:
        """Give a view another name.

        Raises:
            Rejected: no name, a name that is too long or taken, or the view is gone.
        """
        name = _read_name(name)
        with self._book.work("roster.view", f"视图改名为 {name}") as work:
            view = work.saved_views.get(view_id)
            if view is None:
                raise Rejected(finding("roster.no_view", name=name))
            taken = [one for one in work.saved_views.find(place=view.place) if one.name == name]
            if any(one.id != view_id for one in taken):
                raise Rejected(finding("roster.view_taken", where=Where(field="名称"), name=name))
            view = replace(view, name=name)
            work.saved_views.put(view)
            work.commit()
        return Outcome(view, (), TOUCHED)

    def remove(self, view_ids: Sequence[str]) -> Outcome[int]:
        """Take views away, as one step with one undo; returns how many."""
        with self._book.work("roster.view", "删除视图") as work:
            gone = [one for key in view_ids if (one := work.saved_views.get(key)) is not None]
            for one in gone:
                work.saved_views.remove(one.id)
            work.describe(f"删除视图 {'、'.join(one.name for one in gone)}")
            work.commit()
        return Outcome(len(gone), (), TOUCHED)


def _read_name(name: str) -> str:
    read = name.strip()
    if not read:
        raise Rejected(finding("roster.view_unnamed", where=Where(field="名称")))
    if len(read) > LONGEST_NAME:
        raise Rejected(finding("roster.cell_long", where=Where(field="名称"), most=LONGEST_NAME))
    return read
