"""Reads ``forms/matching``: how many points make two records worth a look."""

from __future__ import annotations

from dangjian_desktop.catalog.readers.common import Reading
from dangjian_desktop.domain.matching import Kinship, Level, MatchingForm

_POINTS = {
    "names": (Kinship.NAME_SAME, Kinship.NAME_SOUND, Kinship.NAME_ONE_OFF, Kinship.NAME_ONE_OFF_SHORT),
    "births": (
        Kinship.BIRTH_SAME,
        Kinship.BIRTH_MONTH,
        Kinship.BIRTH_ONE_DIGIT,
        Kinship.BIRTH_UNKNOWN,
        Kinship.BIRTH_OTHER,
    ),
    "places": (Kinship.PLACE_SAME, Kinship.PLACE_UNKNOWN, Kinship.PLACE_OTHER),
    "id_numbers": (Kinship.ID_SAME, Kinship.ID_ONE_DIGIT),
}


def read(reading: Reading) -> MatchingForm:
    """Make the rules of likeness."""
    data = reading.data
    reading.unique("levels", "from")
    points = {
        one: data[table][one.value.split("_", 1)[1]] for table, kinds in _POINTS.items() for one in kinds
    }
    points[Kinship.ID_OTHER] = -data["id_numbers"]["other_less"]
    points[Kinship.SEX_OTHER] = -data["sex_other"]
    return MatchingForm(
        **reading.head(),
        ask_from=data["ask_from"],
        points=points,
        levels=tuple(
            sorted((Level(one["from"], one["name"]) for one in data["levels"]), key=lambda one: -one.least)
        ),
        same_term_days=data.get("same_term_days", 0),
        place_marks=frozenset(data.get("place_marks", "")),
        sounds=tuple((one["written"], one["heard"]) for one in data.get("sounds", ())),
    )
