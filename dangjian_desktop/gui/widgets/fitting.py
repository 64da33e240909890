"""Which columns have room side by side, and how wide each is then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dangjian_desktop.gui.widgets.rows import Column


def narrowed(columns: Sequence[Column[Any]], widths: Sequence[int], room: int) -> list[int]:
    """Return the widths that fit into ``room``: columns with a least width give way, each by its share.

    Where even the least widths have no room, those are returned.
    """
    spare = [max(0, width - c.least) if c.least else 0 for c, width in zip(columns, widths, strict=True)]
    over, most = sum(widths) - room, sum(spare)
    if over <= 0 or not most:
        return list(widths)
    if over >= most:
        return [width - less for width, less in zip(widths, spare, strict=True)]
    return [width - -(-less * over // most) for width, less in zip(widths, spare, strict=True)]


def with_room(columns: Sequence[Column[Any]], room: int, give_way: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the columns that fit into ``room``; those in ``give_way`` go first, in that order."""
    shown = {column.id: column.least or column.width for column in columns}
    for name in give_way:
        if sum(shown.values()) > room:
            shown.pop(name, None)
    return tuple(shown)
