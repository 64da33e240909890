"""Sheets of address labels: each text inside its label, set as large as it fits."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import MM, Item, Page
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, shape
from dangjian_desktop.domain.paper_lists import Label, LabelSheet
from dangjian_desktop.kernel.findings import Rejected, Where, finding

PAD = 3.5 * MM
NAME_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
SMALL_SIZES = (11.0, 10.5, 10.0, 9.0, 8.5, 8.0, 7.5)
LEADING, GAP = 1.3, 0.3  # of a line; above the name
ONE_LINE = 13.0  # a name larger than this stands in one line, a smaller one may take two
TENTH = MM / 10


def label_pages(sheet: LabelSheet, fonts: FontSet) -> list[Page]:
    """Lay out labels. Raises Rejected ``papers.label_too_long`` naming whose text fits no label."""
    stock, pages = sheet.stock, []
    places = list(enumerate(sheet.labels, sheet.start))
    for first in range(0, sheet.start + len(places), stock.count):
        items: list[Item] = []
        for at, label in places:
            if first <= at < first + stock.count:
                left, top = stock.place(at - first)
                items.extend(_label(label, left * TENTH, top * TENTH, sheet, fonts))
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, tuple(items)))
    return pages


def _label(label: Label, left: float, top: float, sheet: LabelSheet, fonts: FontSet) -> list[Item]:
    width, height = sheet.stock.width * TENTH - 2 * PAD, sheet.stock.height * TENTH - 2 * PAD * 0.7
    for large, small in zip(NAME_SIZES, SMALL_SIZES, strict=True):
        lines: list[tuple[Line, float]] = []
        for text in label.above:
            kind = Type(Role.SONG, small)
            lines += [(line, small) for line in break_lines(shape(text, kind, fonts), width, justify=False)]
        kind = Type(Role.HEI, large)
        name = [(line, large) for line in break_lines(shape(label.name, kind, fonts), width, justify=False)]
        high = sum(size * LEADING for _, size in (*lines, *name)) + large * GAP
        if high <= height and len(name) <= (1 if large > ONE_LINE else 2):
            at = top + (sheet.stock.height * TENTH - high) / 2
            items = _placed(lines, left + PAD, at)
            at += sum(size * LEADING for _, size in lines) + large * GAP
            return items + _placed(name, left + PAD, at)
    raise Rejected(finding("papers.label_too_long", where=Where(record=label.name), stock=sheet.stock.name))


def _placed(lines: list[tuple[Line, float]], left: float, top: float) -> list[Item]:
    items: list[Item] = []
    for line, size in lines:
        items.extend(line.runs(left, top + (LEADING - 1) / 2 * size + ASCENT * size))
        top += size * LEADING
    return items
