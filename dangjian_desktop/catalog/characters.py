"""What is known of characters, from ``resources/characters``: strokes, readings, parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from dangjian_desktop.domain.characters import CharacterTable
from dangjian_desktop.domain.name_order import stroke_code
from dangjian_desktop.kernel.paths import resources_folder

UNKNOWN_ORDER = "9"  # sorts behind 横 1 to 折 5
FIRST_PART = "\u2e80"  # the first of the radicals and characters; before it stand letters and digits


def stroke_codes() -> Mapping[str, str]:
    """Return what each character is ordered by in 姓氏笔画 order; read once.

    Of characters whose strokes are not known one by one their number is: they stand behind those that
    have as many.
    """
    folder = resources_folder() / "characters"
    return _codes(folder / "strokes.txt", folder / "components.txt")


def character_table() -> CharacterTable:
    """Return the table a rare character is looked up in; read once, when it is first asked for."""
    return _table(resources_folder() / "characters" / "components.txt")


class _Codes(Mapping[str, str]):
    """Codes of the characters whose strokes are known; the rest, met seldom, is read when one comes."""

    def __init__(self, known: Path, counted: Path) -> None:
        lines = known.read_text("utf-8").splitlines()
        self._known = {line[0]: stroke_code(line[1:]) for line in lines if line}
        self._file = counted

    @cached_property
    def _counted(self) -> Mapping[str, str]:
        counts = (line.split("\t", 2) for line in self._file.read_text("utf-8").splitlines())
        return {
            head[0]: f"{int(count):02d}{UNKNOWN_ORDER}{ord(head[0]):06x}"
            for head, count, _ in counts
            if count != "0" and head[0] not in self._known
        }

    def __getitem__(self, char: str) -> str:
        if char < FIRST_PART:  # a digit of a village's name is no reason to read on
            raise KeyError(char)
        return self._known.get(char) or self._counted[char]

    def __iter__(self) -> Iterator[str]:
        yield from self._known
        yield from self._counted

    def __bool__(self) -> bool:
        return True  # without counting what was not read

    def __len__(self) -> int:
        return len(self._known) + len(self._counted)


@cache
def _codes(known: Path, counted: Path) -> Mapping[str, str]:
    return _Codes(known, counted)


@cache
def _table(path: Path) -> CharacterTable:
    return CharacterTable(path.read_text("utf-8").splitlines())
