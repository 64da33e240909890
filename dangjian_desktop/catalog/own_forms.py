"""Wordings of papers in this computer's folder, where earlier versions kept the office's own."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.kernel.paths import own_forms_folder

KIND, PUT_AWAY = "documents", "换下"


def own_folder(code: str) -> Path:
    """Return the folder of this computer's own editions of a paper's wording."""
    return own_forms_folder() / KIND / code


def put_away(code: str) -> int:
    """Move the editions that lie there into a folder beside, where they can be looked up; return how many."""
    place = own_folder(code)
    files = sorted(place.glob("*.toml"))
    for path in files:
        (place / PUT_AWAY).mkdir(exist_ok=True)
        path.replace(place / PUT_AWAY / path.name)
    return len(files)
