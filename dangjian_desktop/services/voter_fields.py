"""What lists write of a voter, by the ids of their columns: the window and the command line say the same."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from dangjian_desktop.domain.people import VoterLine
from dangjian_desktop.services.list_fields import ListFields
from dangjian_desktop.services.voters import VOTER_WORDS

NO_GROUP = "没有登记小组"


def group_name(line: VoterLine) -> str:
    """Name a voter's 居民小组 with its community: every village has a first group."""
    return f"{line.community} {line.resident_group or NO_GROUP}"


def voter_text(name: str) -> Callable[[VoterLine], str]:
    """Return what writes the column ``name`` of a voter."""
    read = attrgetter(name)
    return lambda line: str(read(line) or "")


VOTERS: ListFields[VoterLine] = ListFields(
    lambda line: line.id,
    {name: (words, voter_text(name)) for name, words in VOTER_WORDS.items() if name != "id_number"},
    ("number", "name", "sex", "birth", "community", "resident_group"),
    {"resident_group": group_name},
    {"number": lambda line: line.number, "name": lambda line: (line.pinyin, line.name)},
    as_they_come=True,
)
