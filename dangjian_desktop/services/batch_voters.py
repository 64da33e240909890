"""Voters as addressees: each of them, or each household of the 选民名单 once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dangjian_desktop.domain.addressees import Addressee

if TYPE_CHECKING:
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.domain.people import VoterLine

GROUP, HOUSEHOLD, RESIDENCE, VOTERS = "居民小组", "户号", "住址", "选民人数"
"""Blanks the list fills besides name and community."""
_DIGIT = re.compile(r"[0-9０-９]")


def to_voters(lines: Sequence[VoterLine]) -> tuple[Addressee, ...]:
    """Return every voter, in the order of the lists."""
    return tuple(_addressee(line.name, (line,)) for line in lines)


def to_households(lines: Sequence[VoterLine], form: DocumentForm) -> tuple[Addressee, ...]:
    """Return every household once, by its 户主 where the list names one, else by its first voter.

    Voters of one 户号 are a household; without one those of an address that names a house. Who has
    neither gets a letter of his own: nobody is passed over.
    """
    house = re.compile(rf"[0-9０-９]\s*(?:{'|'.join(map(re.escape, form.lines('house_words')))})")
    found: dict[tuple[str, ...], list[VoterLine]] = {}
    for line in lines:
        place = (line.community_id, line.resident_group)
        residence = "".join(line.residence.split())
        if line.household.strip():
            key = (*place, "户", line.household.strip())
        elif house.search(residence):
            key = (*place, "址", residence)
        else:
            key = (*place, "人", line.id)
        found.setdefault(key, []).append(line)
    return tuple(_addressee(_head(members), members) for members in found.values())


def _head(members: Sequence[VoterLine]) -> str:
    """Return the 户主 as the list writes him; a 户号 has figures and names nobody."""
    written = members[0].household.strip()
    return members[0].name if not written or _DIGIT.search(written) else written


def _addressee(name: str, members: Sequence[VoterLine]) -> Addressee:
    first = members[0]
    return Addressee(
        name=name,
        unit=first.community,
        more=(
            (GROUP, first.resident_group),
            (HOUSEHOLD, first.household),
            (RESIDENCE, next((one.residence for one in members if one.residence), "")),
            (VOTERS, str(len(members))),
        ),
        words=tuple(one.name for one in members[1:]),
        person=True,
    )
