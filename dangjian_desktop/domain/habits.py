"""What an office has taught the program: the headings of its tables, the views of its lists."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedHeading:
    """A heading a clerk has put to a field by hand.

    ``kind`` is the code of the roster form, ``heading`` the written words without blanks; an empty
    ``field`` says that the column is not wanted. Of the kind :data:`PLACES` the heading is a village as files
    write it and the field its name in the roster; empty: what stands there is not brought in.
    """

    kind: str
    heading: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """常用视图 of a list: its columns, filters, order and grouping under a name.

    ``place`` names the list (``roster.people``); ``content`` is a JSON text that only the window reads.
    """

    id: str
    place: str
    name: str
    content: str
    order: int = 0
