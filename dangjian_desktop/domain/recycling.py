"""回收站: what was removed from the roster, whole, so that it can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RemovedKind(StrEnum):
    """What kind of thing lies in the bin."""

    AREA = "area"
    COMMUNITY = "community"
    PARTY_ORG = "party_org"
    PERSON = "person"
    POST = "post"
    COMMITTEE = "committee"
    RESIDENT_GROUP = "resident_group"
    VOTER = "voter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """One thing taken out of the roster, with the records that went with it.

    ``rows`` are the records as stored, each as ``[table, {column: value}]`` in one JSON text, in an
    order in which they can be put back. ``merged_into`` is the person the removed one turned out to be.
    """

    id: str
    kind: RemovedKind
    name: str
    removed_on: date
    reason: str
    rows: str
    merged_into: str | None = None
