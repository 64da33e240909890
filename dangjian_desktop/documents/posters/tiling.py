"""拼贴: a large page cut into sheets an office printer takes, and the map of them that comes first."""

from __future__ import annotations

from math import ceil

from dangjian_desktop.documents.drawn import MM, Colour, Item, Page, Ring, Rule, Window, rectangle, scaled
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import centred_ink
from dangjian_desktop.documents.posters.pictures import disc
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.typeset import ASCENT, Type, shape, single
from dangjian_desktop.domain.posters import Sheet, Tiling

_GREY: Colour = (0.45, 0.43, 0.4)
_PALE: Colour = (0.87, 0.85, 0.82)
_DARK: Colour = (0.16, 0.15, 0.13)
_WHITE: Colour = (1.0, 1.0, 1.0)
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
    """Return a map of the whole page, then its pieces row by row; each repeats ``overlap`` of its neighbours.

    The right and lower edges of a piece lie under the next one: cut marks stand where to cut. A page that
    one sheet holds has no map.
    """
    columns, rows, turned = grid_of(page.width, page.height, tiling)
    across, down = _usable(tiling, turned)
    over, margin = tiling.overlap * MM, tiling.margin * MM
    sheet = (across + 2 * margin, down + 2 * margin)
    found = [_map(page, tiling, (columns, rows), (across - over, down - over), fonts)] * (columns * rows > 1)
    for row in range(rows):
        for column in range(columns):
            x, y = column * (across - over), row * (down - over)
            seen = (min(across, page.width - x), min(down, page.height - y))
            items: list[Item] = [Window(margin, margin, *seen, margin - x, margin - y, page.items)]
            items.extend(_marks(margin, seen, over, (column > 0, row > 0)))
            items.extend(_place(row, column, (rows, columns), sheet, fonts))
            where = f"{row * columns + column + 1} 第{row + 1}行第{column + 1}列"
            found.append(Page(*sheet, tuple(items), marks=((0, where),)))
    return found


def _map(page: Page, tiling: Tiling, of: tuple[int, int], step: tuple[float, float], fonts: FontSet) -> Page:
    """Return the whole page small on one sheet, with where it is cut and the number of each piece."""
    columns, rows = of
    sides = sorted((tiling.sheet.width * MM, tiling.sheet.height * MM), reverse=page.width > page.height)
    width, height = sides
    head, edge = 24 * MM, 2.5 * tiling.margin * MM
    by = min((width - 2 * edge) / page.width, (height - head - 2 * edge) / page.height)
    left, top = (width - page.width * by) / 2, edge + head
    seen = (page.width * by, page.height * by)
    items: list[Item] = [Window(left, top, *seen, left, top, scaled(page.items, by))]
    for x in [left + column * step[0] * by for column in range(1, columns)]:
        items.extend(_seam(x, top, x, top + seen[1]))
    for y in [top + row * step[1] * by for row in range(1, rows)]:
        items.extend(_seam(left, y, left + seen[0], y))
    size = min(11.0, min(step) * by * 0.2)
    for number in range(columns * rows):
        row, column = divmod(number, columns)
        x, y = left + column * step[0] * by + 1.5 * size, top + row * step[1] * by + 1.5 * size
        words = single(shape(str(number + 1), Type(Role.HEI, size), fonts))
        items.extend((disc(x, y, size, _WHITE), Ring(x, y, size, 0.6, _DARK)))
        items.extend(centred_ink(words, x, y + (ASCENT - 0.5) * size, _DARK))
    items.extend(_told(page, tiling, of, (width, edge), fonts))
    return Page(width, height, tuple(items), marks=((0, "拼接图"),))


def _seam(x1: float, y1: float, x2: float, y2: float) -> tuple[Rule, Rule]:
    """Return a line that is seen on any ground: dark dashes on white."""
    return Rule(x1, y1, x2, y2, 1.4, _WHITE), Rule(x1, y1, x2, y2, 0.7, _DARK, 3.0)


def _told(
    page: Page, tiling: Tiling, of: tuple[int, int], at: tuple[float, float], fonts: FontSet
) -> list[Item]:
    """Return what is said over the map: how many sheets, and how they are put together."""
    whole = Sheet(round(page.width / MM), round(page.height / MM)).name
    count = f"{tiling.sheet.name} 共{of[0] * of[1]}张，{of[0]}列{of[1]}行"
    how = f"照序号拼，从左到右、从上到下；每张压住前一张{tiling.overlap}毫米，对齐虚线。这一页不贴。"
    width, y = at[0], at[1] + 3 * MM
    items: list[Item] = []
    for role, most, text in ((Role.HEI, 15.0, f"拼接图　{whole}　{count}"), (Role.SONG, 11.0, how)):
        size = min(most, (width - at[1]) / cells(text))
        items.extend(centred_ink(single(shape(text, Type(role, size), fonts)), width / 2, y + size, _DARK))
        y += size * 1.9
    return items


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
    words = f"{row * of[1] + column + 1}　第{row + 1}行 第{column + 1}列"
    line = single(shape(words, Type(Role.SONG, 6), fonts))
    cell = 1.1 * MM
    left = sheet[0] / 2 - (line.width + 4 + of[1] * cell) / 2
    top = sheet[1] - 5.2 * MM + max(0.0, 4.2 * MM - of[0] * cell) / 2
    found: list[Item] = list(line.runs(left, sheet[1] - 2.2 * MM, _GREY))
    corner = left + line.width + 4
    for down in range(of[0]):
        for across in range(of[1]):
            shade = _GREY if (down, across) == (row, column) else _PALE
            x, y = corner + across * cell, top + down * cell
            found.append(rectangle(x, y, cell * 0.85, cell * 0.85, shade))
    return found
