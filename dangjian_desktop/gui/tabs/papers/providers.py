"""What the palette finds of 公文海报: every kind of paper by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dangjian_desktop.gui.pinyin import find, rank
from dangjian_desktop.gui.shell import Hit, Shell
from dangjian_desktop.services.paper_asks import PaperKind

Groups = Sequence[tuple[str, tuple[PaperKind, ...]]]


def offer_kinds(
    shell: Shell, place: str, groups: Groups, wanted: str, take: Callable[[Sequence[Hit]], None]
) -> None:
    """Give the kinds of paper that ``wanted`` finds to ``take``, best first."""
    found: list[tuple[int, int, int, Hit]] = []
    for name, kinds in groups:
        for kind in kinds:
            span = find(kind.name, wanted)
            if span is not None:
                hit = Hit(kind.name, partial(shell.show_tab, "papers", kind.code), name, place, "paper")
                found.append((rank(kind.name, span, wanted), len(kind.name), len(found), hit))
    take([hit for *_, hit in sorted(found, key=lambda one: one[:3])])
