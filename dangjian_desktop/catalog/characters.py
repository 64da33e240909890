"""What is known of characters, from ``resources/characters``: strokes, readings, parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dangjian_desktop.domain.characters import CharacterTable
from dangjian_desktop.domain.name_order import stroke_code
from dangjian_desktop.kernel.paths import resources_folder

UNKNOWN_ORDER = "9"  # sorts behind 横 1 to 折 5


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


@cache
def _codes(known: Path, counted: Path) -> Mapping[str, str]:
    counts = (line.split("\t", 2) for line in counted.read_text("utf-8").splitlines())
    codes = {
        head[0]: f"{int(count):02d}{UNKNOWN_ORDER}{ord(head[0]):06x}"
        for head, count, _ in counts
        if count != "0"
    }
    lines = known.read_text("utf-8").splitlines()
    return codes | {line[0]: stroke_code(line[1:]) for line in lines if line}


@cache
def _table(path: Path) -> CharacterTable:
    return CharacterTable(path.read_text("utf-8").splitlines())
