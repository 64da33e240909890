"""公示栏版面: a title band over columns of headed cards, filled evenly from the left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dangjian_desktop.documents.drawn import (
    MM,
    Colour,
    Fill,
    Item,
    Page,
    Rule,
    Text,
    Window,
    moved,
    rectangle,
)
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.posters.common import (
    DEEP,
    INK,
    WHITE,
    balanced,
    code_block,
    first_fitting,
    foot,
    kicker,
    largest,
    look_of,
    rays,
    readable,
    title_block,
    too_long,
)
from dangjian_desktop.documents.posters.pictures import logo, picture_block
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.documents.typeset import ASCENT, Type, shape, single
from dangjian_desktop.domain.posters import Poster, Section

EDGE: Colour = (0.86, 0.8, 0.72)
_FURTHER = 1.35
"""How much further apart lines may stand in a card that is higher than its text needs."""
_SIZES = tuple(share / 1000 for share in (*range(80, 44, -4), *range(44, 14, -2), 14.5, 13))


@dataclass(frozen=True, slots=True)
class _Card:
    """A section laid out at its own origin: its size, the ribbon of its heading, its text."""

    across: float
    height: float
    ribbon: tuple[Item, ...]
    text: tuple[Item, ...]
    line: float
    middle: bool = False  # what it holds stays in the middle of a card made higher

    def drawn(self, x: float, y: float, more: float) -> list[Item]:
        """Return the card at a place, ``more`` higher than its text needs."""
        height = self.height + more
        items: list[Item] = [rectangle(0, 0, self.across, height, WHITE), *self.ribbon]
        corners = ((0.0, 0.0), (self.across, 0.0), (self.across, height), (0.0, height))
        for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
            items.append(Rule(x1, y1, x2, y2, self.line, EDGE))
        text = moved(self.text, 0.0, more / 2) if self.middle else self._spread(more)
        return list(moved((*items, *text), x, y))

    def _spread(self, more: float) -> tuple[Item, ...]:
        """Return the text with its lines further apart where the card is higher than it needs."""
        lines = [item for item in self.text if isinstance(item, Text)]
        if not lines:
            return self.text
        top, foot = lines[0].y, max(lines[-1].y, lines[0].y + lines[0].size)
        by = min(_FURTHER, 1 + 0.7 * more / (foot - top + lines[0].size))
        return tuple(replace(item, y=top + (item.y - top) * by + lines[0].size * (by - 1)) for item in lines)


_SHORTEST, _LONGEST, _MOST_COLUMNS = 11.0, 40.0, 5
"""Characters in a line of a board, at least (where there are columns) and at most."""


def board_page(part: Poster, fonts: FontSet) -> Page:
    """Lay the sheet out. Raises Rejected ``papers.too_long`` when the text cannot be read at any size."""
    width, height = part.sheet.width * MM, part.sheet.height * MM
    look = look_of(part)
    unit = min(width, height * 1.4)
    edge = (0.17 + 0.04 * bool(part.kicker)) * height if width > height else 0.13 * height
    scene = (rectangle(0, 0, width, edge, look.head), *rays(width / 2, edge * 1.6, width, 19, look.ray))
    items: list[Item] = [
        rectangle(0, 0, width, height, look.ground),
        Window(0, 0, width, edge, 0, 0, scene),
        rectangle(0, edge, width, 0.004 * unit, look.rule),
    ]
    above = 0.045 * unit if part.kicker else 0.0
    side, margin = edge * 0.62, 0.03 * unit
    room = width * 0.8 if not part.link and part.logo is None else width - 2 * (side + 2 * margin)
    lines, size = largest(part.title, room, edge * 0.72 - above, most_lines=2, cap=0.085 * unit)
    if size < 0.025 * unit:
        raise too_long(part.title, part)
    high = size * (1.24 * (len(lines) - 1) + 1)
    top = (edge - high - above) / 2 + above
    if part.kicker:
        items.extend(kicker(part, width / 2, top - 0.022 * unit, unit * 0.6, width * 0.9, fonts))
    items.extend(title_block(lines, size, width / 2, top, look.words, fonts))
    bottom = height - 0.055 * unit
    items.extend(_cards(part, width, unit, (edge + 0.03 * unit, bottom), fonts))
    items.extend(logo(part, margin + side / 2, (edge - side) / 2, side))
    if part.link:
        items.extend(code_block(part, width - margin - side / 2, edge * 0.14, side, fonts, look.words))
    items.extend(foot(part, width / 2, height - 0.02 * unit, unit * 0.6, INK, fonts))
    return Page(width, height, tuple(items), marks=((0, part.title.replace("\n", "")),))


def _cards(
    part: Poster, width: float, unit: float, between: tuple[float, float], fonts: FontSet
) -> list[Item]:
    margin, gap = 0.03 * unit, 0.02 * unit
    room = between[1] - between[0]
    sizes = readable(_SIZES, unit)
    most = len(part.sections) + bool(part.picture)
    found = [_largest(part, width - 2 * margin, (room, gap), count, sizes, fonts) for count in _columns(most)]
    laid = [one for one in found if one is not None]
    if not laid:
        raise too_long(part.sections[0].title if part.sections else part.title, part)
    _, across, split = max(laid, key=lambda one: one[0] * _evenness(one[2], gap))
    return _placed(split, margin, between[0], across, gap, room)


def _evenness(columns: list[list[_Card]], gap: float) -> float:
    """Return what an arrangement is worth: less where a column is much lower than the highest."""
    highs = [_high(column, gap) for column in columns]
    return 0.75 + 0.25 * min(highs) / max(highs)


def _columns(cards: int) -> range:
    """Return the counts of columns worth trying."""
    return range(1, min(_MOST_COLUMNS, max(1, cards)) + 1)


def _largest(
    part: Poster, width: float, room: tuple[float, float], count: int, sizes: list[float], fonts: FontSet
) -> tuple[float, float, list[list[_Card]]] | None:
    """Return the largest type with which the cards fit into ``count`` columns, their width, and the columns;
    None where they do not, or where lines would be too short or too long to read."""
    high, gap = room
    across = (width - gap * (count - 1)) / count
    long = across * 0.9

    def lay(size: float) -> tuple[float, float, list[list[_Card]]] | None:
        cards = [_card(one, across, size, fonts) for one in part.sections]
        orders = [cards]
        if part.picture is not None:
            shown = _picture_card(part, across, high, size, fonts)
            orders = [[*cards[:at], shown, *cards[at:]] for at in range(len(cards) + 1)]
        splits = [_split(order, count, gap) for order in orders]
        split = min(splits, key=lambda columns: max(_high(column, gap) for column in columns))
        fits = max(_high(column, gap) for column in split) <= high
        return (size, across, split) if fits else None

    shortest = _SHORTEST if count > 1 else 5.0
    found = first_fitting([size for size in sizes if shortest * size <= long], lay)
    return (
        found
        if found and (long <= _LONGEST * found[0] or count == _columns(len(part.sections))[-1])
        else None
    )


def _split(cards: list[_Card], count: int, gap: float) -> list[list[_Card]]:
    """Share the cards out in their order so that the highest column is as low as possible."""
    low = max((one.height for one in cards), default=0.0)
    high = _high(cards, gap)
    for _ in range(30):
        middle = (low + high) / 2
        if len(_filled(cards, middle, gap)) <= count:
            high = middle
        else:
            low = middle
    return _filled(cards, high, gap)


def _filled(cards: list[_Card], most: float, gap: float) -> list[list[_Card]]:
    columns: list[list[_Card]] = [[]]
    for card in cards:
        if columns[-1] and _high([*columns[-1], card], gap) > most + 1e-6:
            columns.append([])
        columns[-1].append(card)
    return columns


def _high(column: list[_Card], gap: float) -> float:
    return sum(one.height for one in column) + gap * max(0, len(column) - 1)


def _placed(
    columns: list[list[_Card]], margin: float, top: float, across: float, gap: float, level: float
) -> list[Item]:
    """Draw the columns, their cards made higher so that all end on one level."""
    items: list[Item] = []
    for number, column in enumerate(columns):
        more = (level - _high(column, gap)) / len(column)
        y = top
        for card in column:
            items.extend(card.drawn(margin + number * (across + gap), y, more))
            y += card.height + more + gap
    return items


def _picture_card(part: Poster, across: float, room: float, size: float, fonts: FontSet) -> _Card:
    """Lay out the picture of a board: as wide as its card, at most half as high as the cards have room."""
    pad = size * 0.9
    within = (across - 2 * pad, room / 2)
    items, high = picture_block(part, across / 2, pad, within, min(size, across * 0.05), fonts)
    return _Card(across, high + 2 * pad, (), tuple(items), size * 0.05, middle=True)


def _card(one: Section, across: float, size: float, fonts: FontSet) -> _Card:
    """Lay out one section: a red ribbon with its heading, its lines on white, a fine frame."""
    head, pad = size * 1.25, size * 0.9
    ribbon = head * 1.75 if one.title else 0.0
    y = ribbon + pad
    text: list[Item] = []
    for words in one.lines:
        for line in balanced(words, Type(Role.KAI, size, size * 1.02), across - 2 * pad, fonts):
            text.extend(line.runs(pad, y + ASCENT * size, INK))
            y += size * 1.6
        y += size * 0.25
    height = y + pad * 0.5
    items: list[Item] = []
    if one.title:
        room = across - 2.2 * pad - ribbon * 0.4
        head = min(head, room / (1.06 * cells(one.title)))
        line = single(shape(one.title, Type(Role.HEI, head, head * 1.06), fonts))
        tip = pad + line.width + 0.8 * pad
        items.append(rectangle(0, 0, across, ribbon, (0.984, 0.925, 0.918)))
        items.append(Fill(((0, 0), (tip + ribbon * 0.4, 0), (tip, ribbon), (0, ribbon)), DEEP))
        items.extend(line.runs(pad, ribbon / 2 + (ASCENT - 0.5) * head, WHITE))
    return _Card(across, height, tuple(items), tuple(text), size * 0.05)
