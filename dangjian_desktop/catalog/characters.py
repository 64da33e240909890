"""What is known of characters, from ``resources/characters``: strokes, readings, parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dangjian_desktop.domain.characters import CharacterTable
from dangjian_desktop.domain.name_order import stroke_code
from dangjian_desktop.kernel.paths import resources_folder


def stroke_codes() -> Mapping[str, str]:
    """Return what each character is ordered by in 姓氏笔画 order; read once."""
    return _codes(resources_folder() / "characters" / "strokes.txt")


def character_table() -> CharacterTable:
    """Return the table a rare character is looked up in; read once, when it is first asked for."""
    return _table(resources_folder() / "characters" / "components.txt")


@cache
def _codes(path: Path) -> Mapping[str, str]:
    lines = path.read_text("utf-8").splitlines()
    return {line[0]: stroke_code(line[1:]) for line in lines if line}


@cache
def _table(path: Path) -> CharacterTable:
    return CharacterTable([line.split("\t") for line in path.read_text("utf-8").splitlines()])
