"""Pieces of a paper poured into pages: lines on the grid, tables cut between rows, what keeps together."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Protocol

from dangjian_desktop.documents.drawn import Item, moved
from dangjian_desktop.documents.grid import Frame
from dangjian_desktop.kernel.findings import Rejected

_EPS = 0.01
_SLACK = 0.05  # of a line: lines of a page whose pitch differs a little from the grid's still count as one


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is not cut: its height and items, measured from its own upper left corner.

    ``glue`` keeps it on the page of the next piece, ``blank`` lets it vanish at the top of a page.
    """

    height: float
    items: tuple[Item, ...] = ()
    glue: bool = False
    blank: bool = False
    mark: tuple[int, str] | None = None


class Cut(Protocol):
    """Something that can be cut between pages, such as a table."""

    def take(self, room: float) -> tuple[Piece | None, Cut | None]:
        """Return what fits into ``room`` points (None: nothing) and what is left."""

    def too_high(self) -> Rejected:
        """Return the error for a part that fits no page."""


@dataclass(slots=True)
class Filled:
    """A page being filled: its items in page coordinates, how far it is used, its bookmarks."""

    frame: Frame
    items: list[Item] = field(default_factory=list)
    used: float = 0.0
    marks: list[tuple[int, str]] = field(default_factory=list)
    untouched: bool = True

    def room(self) -> float:
        """Return the height that is left, from the next grid line on."""
        return self.frame.area_height - self._next()

    def fits(self, height: float) -> bool:
        """Say whether ``height`` points more fit."""
        return height <= self.room() + _EPS + _SLACK * self.frame.pitch

    def place(self, items: tuple[Item, ...], x: float, y: float) -> None:
        """Draw ``items`` at a place of the page, whatever is on it."""
        self.items.extend(moved(items, x, y))

    def put(self, piece: Piece) -> None:
        """Place ``piece`` on the next grid line."""
        at = self._next()
        self.place(piece.items, self.frame.left, self.frame.top + at)
        self.used = at + piece.height
        self.untouched = False
        if piece.mark:
            self.marks.append(piece.mark)

    def _next(self) -> float:
        pitch = self.frame.pitch
        return ceil(self.used / pitch - _SLACK) * pitch if pitch else self.used


def pour(pieces: Iterable[Piece | Cut], frame: Frame, first: Filled | None = None) -> list[Filled]:
    """Fill pages with ``pieces``; ``first`` is a first page that already holds its head."""
    pages = [first or Filled(frame)]
    queue: deque[Piece | Cut] = deque(pieces)
    while queue:
        head = queue.popleft()
        if isinstance(head, Piece):
            group = _group(head, queue)
            _put_group(pages, group, frame, queue[0] if group[-1].glue and queue else None)
            continue
        part, rest = head.take(pages[-1].room())
        if part is None and pages[-1].untouched:
            raise head.too_high()
        if part is not None:
            pages[-1].put(part)
        if rest is not None:
            pages.append(Filled(frame))
            queue.appendleft(rest)
    return pages


def _group(head: Piece, queue: deque[Piece | Cut]) -> list[Piece]:
    group = [head]
    while group[-1].glue and queue and isinstance(queue[0], Piece):
        following = queue.popleft()
        if isinstance(following, Piece):
            group.append(following)
    return group


def _put_group(pages: list[Filled], group: list[Piece], frame: Frame, table: Piece | Cut | None) -> None:
    """Put pieces that belong together; ``table`` is one whose first rows must follow on the same page."""
    height = sum(piece.height for piece in group)
    page = pages[-1]
    stands = page.fits(height)
    if stands and table is not None and not isinstance(table, Piece):
        stands = table.take(page.room() - height)[0] is not None
    if not stands and height <= frame.area_height + _EPS and not page.untouched:
        pages.append(Filled(frame))
    for piece in group:
        if not pages[-1].fits(piece.height) and not pages[-1].untouched:
            pages.append(Filled(frame))
        if not (piece.blank and pages[-1].untouched):
            pages[-1].put(piece)
