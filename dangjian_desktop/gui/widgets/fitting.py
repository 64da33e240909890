"""Which columns have room side by side, and how wide each is then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dangjian_desktop.gui.widgets.rows import Column


def fitted(columns: Sequence[Column[Any]], widths: Sequence[int], room: int) -> list[int]:
    """Return the widths that fit into ``room``, each column changed by its share of what can be changed.

    Where there is too little room, columns with a least width give way, at most down to it; where there
    is more, those with a greatest width take it, at most up to it. Where the columns scroll in any case,
    those that give way do so only if they would take about half the room.
    """
    over = sum(widths) - room
    ends = [(c.least if over > 0 else c.most) or width for c, width in zip(columns, widths, strict=True)]
    spare = [
        max(0, width - end if over > 0 else end - width) for width, end in zip(widths, ends, strict=True)
    ]
    if not (most := sum(spare)):
        return list(widths)
    if over > most and _stay_whole(widths, spare, room):
        return list(widths)
    if abs(over) >= most:
        return [width - part if over > 0 else width + part for width, part in zip(widths, spare, strict=True)]
    if over > 0:
        return [width + (-part * over // most) for width, part in zip(widths, spare, strict=True)]
    return [width + part * -over // most for width, part in zip(widths, spare, strict=True)]


def _stay_whole(widths: Sequence[int], spare: Sequence[int], room: int) -> bool:
    return sum(width for width, part in zip(widths, spare, strict=True) if part) <= room * 9 // 20


def with_room(columns: Sequence[Column[Any]], room: int, give_way: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the columns that fit into ``room``; those in ``give_way`` go first, in that order."""
    shown = {column.id: column.least or column.width for column in columns}
    for name in give_way:
        if sum(shown.values()) > room:
            shown.pop(name, None)
    return tuple(shown)
