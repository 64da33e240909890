"""Word lists that say where a line may be broken (resources/words)."""

from __future__ import annotations

from functools import cache

from dangjian_desktop.kernel.paths import resources_folder


@cache
def words_in(name: str) -> frozenset[str]:
    """Return the words of the list ``name``; its lines that begin with # are notes."""
    text = (resources_folder() / "words" / name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
