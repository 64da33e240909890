"""Looking up rare characters for the picker, each with the font that prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.characters import Character, marked, understood

if TYPE_CHECKING:
    from dangjian_desktop.documents.fonts import FontSet

MOST = 90
NOWHERE = "\uffff"  # no character: every font is asked for it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A character the clerk may mean. ``made_of`` are its foremost parts; ``font`` is the font that
    prints it, empty when none does."""

    char: str
    code: str
    reading: str
    strokes: int
    made_of: str
    common: bool
    font: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best of ``total`` characters that fit."""

    found: tuple[Candidate, ...]
    total: int


class Characters:
    """Finds characters by code point, reading, strokes or parts."""

    def __init__(self, fonts: Callable[[], FontSet]) -> None:
        self._fonts = fonts

    def make_ready(self) -> None:
        """Read the table and every font now: the first search would wait for them."""
        from dangjian_desktop.catalog.characters import character_table
        from dangjian_desktop.documents.fonts import Role

        character_table()
        self._fonts().face(Role.SONG, NOWHERE)

    def find(self, typed: str) -> Candidates:
        """Return what fits ``typed`` (see :func:`dangjian_desktop.domain.characters.understood`)."""
        from dangjian_desktop.catalog.characters import character_table

        found, total = character_table().find(understood(typed), MOST)
        return Candidates(tuple(self._candidate(one) for one in found), total)

    def _candidate(self, one: Character) -> Candidate:
        from dangjian_desktop.documents.fonts import Role

        face = self._fonts().face(Role.SONG, one.char)
        return Candidate(
            char=one.char,
            code=one.code,
            reading="、".join(marked(reading) for reading in one.readings),
            strokes=one.strokes,
            made_of=one.parts[:6],
            common=one.common,
            font=face.file.shown if face else "",
        )
