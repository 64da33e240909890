"""An anonymous ballot on A4: one or two equal copies to a sheet, a box for each item and option, cut marks.

Nothing on it tells one ballot from another: no number, code, name, date or mark is drawn (domain.md §4).
"""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Box, Item, Page, Rule, moved
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH, SIZE_S4
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.papers import BallotSheet
from dangjian_desktop.kernel.findings import Rejected, finding

TITLE = Type(Role.TITLE, 20.0)
GROUP = Type(Role.KAI, 15.0)
TEXT = Type(Role.FANG, SIZE_S4)
HEAD = Type(Role.HEI, 13.0)
ITEM = Type(Role.FANG, 14.0)
MARGIN = 15 * MM
BOX = 5 * MM
_ROW, _LEAST_ROW = 34.0, 23.0
_CUT = 5 * MM


def ballot_pages(part: BallotSheet, fonts: FontSet) -> list[Page]:
    """Lay out one sheet. Raises Rejected ``papers.too_long`` when the items do not fit on it."""
    mark = ((0, part.title.replace("\n", "")),)
    if part.copies == 1:
        items = _ballot(part, PAGE_WIDTH, PAGE_HEIGHT, fonts)
        if items is None:
            raise Rejected(finding("papers.too_long", text=part.title[:24], size="A4"))
        return [Page(PAGE_WIDTH, PAGE_HEIGHT, items, marks=mark)]
    half = PAGE_HEIGHT / 2
    items = _ballot(part, PAGE_WIDTH, half, fonts)
    if items is not None:
        both = (*items, *moved(items, 0.0, half), *_cut_marks(0.0, half, PAGE_WIDTH, half))
        return [Page(PAGE_WIDTH, PAGE_HEIGHT, both, marks=mark)]
    items = _ballot(part, half, PAGE_WIDTH, fonts)
    if items is None:
        raise Rejected(finding("papers.too_long", text=part.title[:24], size="A5"))
    both = (*items, *moved(items, half, 0.0), *_cut_marks(half, 0.0, half, PAGE_WIDTH))
    return [Page(PAGE_HEIGHT, PAGE_WIDTH, both, marks=mark)]


def _cut_marks(x1: float, y1: float, x2: float, y2: float) -> tuple[Item, ...]:
    """Return a fine dashed cut line with a whole stroke at both edges of the sheet."""
    dx, dy = (_CUT, 0.0) if y1 == y2 else (0.0, _CUT)
    grey = (0.45, 0.45, 0.45)
    return (
        Rule(x1, y1, x1 + dx, y1 + dy, 0.6),
        Rule(x1 + dx, y1 + dy, x2 - dx, y2 - dy, 0.4, grey, 3.0),
        Rule(x2 - dx, y2 - dy, x2, y2, 0.6),
    )


def _ballot(part: BallotSheet, width: float, height: float, fonts: FontSet) -> tuple[Item, ...] | None:
    """Lay out one ballot in a space of its own; None when it does not fit."""
    inner = width - 2 * MARGIN
    items: list[Item] = []
    y = MARGIN
    for text in break_title(part.title, inner / TITLE.size):
        y = _centre(items, single(shape(text, TITLE, fonts)), width, y, 28.0)
    if part.group:
        y = _centre(items, single(shape(part.group, GROUP, fonts)), width, y, 24.0)
    y += 4.0
    for note in part.instructions:
        for line in break_lines(shape(note, TEXT, fonts), inner, 2 * TEXT.size):
            items.extend(line.runs(MARGIN, y + ASCENT * TEXT.size))
            y += 18.0
    y += 8.0
    foot = 24.0 if part.footer else 0.0
    table = _table(part, inner, height - MARGIN - foot - y, fonts)
    if table is None:
        return None
    drawn, used = table
    items.extend(moved(drawn, MARGIN, y))
    if part.footer:
        line = single(shape(part.footer, TEXT, fonts))
        items.extend(line.runs(width - MARGIN - line.width, y + used + 20.0))
    return tuple(items)


def _centre(items: list[Item], line: Line, width: float, y: float, step: float) -> float:
    items.extend(line.runs((width - line.width) / 2, y + ASCENT * line.glyphs[0].size))
    return y + step


def _table(part: BallotSheet, width: float, room: float, fonts: FontSet) -> tuple[tuple[Item, ...], float] | None:
    """Draw the boxes; None when the rows do not fit into ``room`` or an option into its column."""
    options = [single(shape(text, HEAD, fonts)) for text in part.options]
    column = max(46.0, min(84.0, width * 0.62 / len(options)), *(line.width + 10 for line in options))
    first = width - column * len(options)
    if first < 6 * ITEM.size:
        return None
    names = [break_lines(shape(text, ITEM, fonts), first - 16) for text in part.items]
    heights = [max(_ROW, len(lines) * 19.0 + 10) for lines in names]
    if 30.0 + sum(heights) > room:
        heights = [max(_LEAST_ROW, len(lines) * 19.0 + 4) for lines in names]
    if 30.0 + sum(heights) > room:
        return None
    items: list[Item] = []
    head = single(shape(part.item_head, HEAD, fonts)) if part.item_head else None
    edges = [0.0, *(first + column * n for n in range(len(options) + 1))]
    for index, line in enumerate([head, *options]):
        if line is not None:
            middle = (edges[index] + edges[index + 1]) / 2
            items.extend(line.runs(middle - line.width / 2, 15.0 + (ASCENT - 0.5) * HEAD.size))
    y = 30.0
    rules = [0.0, y]
    for lines, height in zip(names, heights, strict=True):
        items.extend(_row(lines, y, height, first, edges))
        y += height
        rules.append(y)
    items.extend(Rule(0.0, at, width, at, 1.0 if at in (0.0, y) else 0.5) for at in rules)
    items.extend(Rule(at, 0.0, at, y, 1.0 if at in (edges[0], edges[-1]) else 0.5) for at in edges)
    return tuple(items), y


def _row(lines: list[Line], y: float, height: float, first: float, edges: list[float]) -> list[Item]:
    items: list[Item] = []
    at = y + (height - len(lines) * 19.0) / 2 + 9.5 + (ASCENT - 0.5) * ITEM.size
    for line in lines:
        left = 8.0 if len(lines) > 1 else (first - measure(line.glyphs)) / 2
        items.extend(line.runs(max(8.0, left), at))
        at += 19.0
    side = min(BOX, height - 8)
    for left, right in zip(edges[1:], edges[2:], strict=False):
        items.append(Box((left + right - side) / 2, y + (height - side) / 2, side))
    return items
