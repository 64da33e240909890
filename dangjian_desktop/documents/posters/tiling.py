"""拼贴: a large page cut into sheets an office printer takes, with overlap, cut marks and places."""

from __future__ import annotations

from math import ceil

from dangjian_desktop.documents.drawn import MM, Colour, Item, Page, Rule, Window, rectangle
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.typeset import Type, shape, single
from dangjian_desktop.domain.posters import Tiling

_GREY: Colour = (0.45, 0.43, 0.4)
_PALE: Colour = (0.87, 0.85, 0.82)
_MARK = 4 * MM


def grid_of(width: float, height: float, tiling: Tiling) -> tuple[int, int, bool]:
    """Return columns and rows of sheets for a page (points), and whether the sheets lie on their side."""
    ways = [(_count(width, height, tiling, turned), turned) for turned in (False, True)]
    (columns, rows), turned = min(ways, key=lambda way: (way[0][0] * way[0][1], way[1]))
    return columns, rows, turned


def _usable(tiling: Tiling, turned: bool) -> tuple[float, float]:
    across, down = tiling.sheet.width, tiling.sheet.height
    if turned:
        across, down = down, across
    return (across - 2 * tiling.margin) * MM, (down - 2 * tiling.margin) * MM


def _count(width: float, height: float, tiling: Tiling, turned: bool) -> tuple[int, int]:
    across, down = _usable(tiling, turned)
    over = tiling.overlap * MM
    columns = max(1, ceil((width - over - 0.01) / (across - over)))
    return columns, max(1, ceil((height - over - 0.01) / (down - over)))


def tiles(page: Page, tiling: Tiling, fonts: FontSet) -> list[Page]:
    """Return the page in pieces, row by row; each piece repeats ``overlap`` of its neighbours.

    The right and lower edges of a piece lie under the next one: cut marks stand where to cut.
    """
    columns, rows, turned = grid_of(page.width, page.height, tiling)
    across, down = _usable(tiling, turned)
    over, margin = tiling.overlap * MM, tiling.margin * MM
    sheet = (across + 2 * margin, down + 2 * margin)
    found: list[Page] = []
    for row in range(rows):
        for column in range(columns):
            x, y = column * (across - over), row * (down - over)
            seen = (min(across, page.width - x), min(down, page.height - y))
            items: list[Item] = [Window(margin, margin, *seen, margin - x, margin - y, page.items)]
            items.extend(_marks(margin, seen, over, (column > 0, row > 0)))
            items.extend(_place(row, column, (rows, columns), sheet, fonts))
            where = f"第{row + 1}行第{column + 1}列"
            found.append(Page(*sheet, tuple(items), marks=((0, where),)))
    return found


def _marks(margin: float, seen: tuple[float, float], over: float, inner: tuple[bool, bool]) -> list[Item]:
    """Return corner marks outside the picture; where a neighbour lies before, the line it is laid to."""
    left, top = margin, margin
    right, bottom = margin + seen[0], margin + seen[1]
    found: list[Item] = []
    for x in (left, right):
        found.append(Rule(x, top - _MARK, x, top - 1, 0.4, _GREY))
        found.append(Rule(x, bottom + 1, x, bottom + _MARK, 0.4, _GREY))
    for y in (top, bottom):
        found.append(Rule(left - _MARK, y, left - 1, y, 0.4, _GREY))
        found.append(Rule(right + 1, y, right + _MARK, y, 0.4, _GREY))
    if inner[0]:
        found.append(Rule(left + over, top - _MARK, left + over, top - 1, 0.4, _GREY, 1.2))
        found.append(Rule(left + over, bottom + 1, left + over, bottom + _MARK, 0.4, _GREY, 1.2))
    if inner[1]:
        found.append(Rule(left - _MARK, top + over, left - 1, top + over, 0.4, _GREY, 1.2))
        found.append(Rule(right + 1, top + over, right + _MARK, top + over, 0.4, _GREY, 1.2))
    return found


def _place(
    row: int, column: int, of: tuple[int, int], sheet: tuple[float, float], fonts: FontSet
) -> list[Item]:
    """Return a small map in the lower right corner, the sheet's own place filled, and its words."""
    if of == (1, 1):
        return []
    words = single(shape(f"第{row + 1}行 第{column + 1}列", Type(Role.SONG, 6), fonts))
    cell = 1.1 * MM
    left = sheet[0] / 2 - (words.width + 4 + of[1] * cell) / 2
    top = sheet[1] - 5.2 * MM + max(0.0, 4.2 * MM - of[0] * cell) / 2
    found: list[Item] = list(words.runs(left, sheet[1] - 2.2 * MM, _GREY))
    corner = left + words.width + 4
    for down in range(of[0]):
        for across in range(of[1]):
            shade = _GREY if (down, across) == (row, column) else _PALE
            x, y = corner + across * cell, top + down * cell
            found.append(rectangle(x, y, cell * 0.85, cell * 0.85, shade))
    return found
