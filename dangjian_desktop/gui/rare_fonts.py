"""Makes the shipped fonts known to the window, so that no character of a name shows as a box."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from dangjian_desktop.kernel.paths import resources_folder

FILES = ("NotoSerifSC-fallback.ttf", "HanaMinB-rare.ttf", "BabelStoneHan-rare.ttf")


@cache
def load_rare_fonts() -> tuple[str, ...]:
    """Load the fonts once, after the first book is open; return their families, those of the tokens.

    Every font of the window names them last: a character goes to them where all before lack it.
    """
    folder = resources_folder() / "fonts"
    numbers = [QFontDatabase.addApplicationFont(str(folder / name)) for name in FILES]
    return tuple(family for one in numbers for family in QFontDatabase.applicationFontFamilies(one))
