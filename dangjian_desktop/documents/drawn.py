"""What a laid-out page consists of, in points from the upper left corner: text, rules, fills, pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dangjian_desktop.documents.faces import Face

MM = 72 / 25.4
"""Points in a millimetre."""

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (0.85, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Text:
    """One run in one font: pen position on the baseline, size, and space added after each character.

    ``outline`` is the width of the line that draws hollow characters, 0 for solid ones.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    space: float = 0.0
    colour: Colour = BLACK
    outline: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; ``dash`` is the length of dashes and gaps, 0 for a whole line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour = BLACK
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Box:
    """An empty box with its outline, upper left corner first."""

    x: float
    y: float
    side: float
    width: float = 0.7
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle through which ``items`` are seen, their own origin at ``dx``, ``dy`` of the page."""

    x: float
    y: float
    width: float
    height: float
    dx: float
    dy: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle's outline around its centre; ``dash`` as in :class:`Rule`."""

    x: float
    y: float
    radius: float
    width: float
    colour: Colour
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (a JPEG or PNG file) drawn into a rectangle, upper left corner first."""

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)


Item = Text | Rule | Fill | Box | Ring | Window | Image


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read. ``turned``: bound upright, its content turned a quarter left (横排表格).

    ``upright`` holds what stays upright on a turned page: its page number. ``marks`` are bookmarks
    (level, title) that lead here.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    turned: bool = False
    upright: tuple[Item, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


def texts_on(page: Page) -> str:
    """Return all characters of a page as they are drawn, without blanks."""
    whole = "".join([item.text for item in page.items if isinstance(item, Text)])
    return "".join(whole.split())


def moved(items: tuple[Item, ...], dx: float, dy: float) -> tuple[Item, ...]:
    """Return ``items`` shifted right by ``dx`` and down by ``dy``."""
    return tuple(_moved(item, dx, dy) for item in items)


def _moved(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, Text):  # said in full: most items are text, and replace() takes three times as long
        return Text(
            item.x + dx, item.y + dy, item.text, item.face, item.size, item.space, item.colour, item.outline
        )
    if isinstance(item, Rule):
        return replace(item, x1=item.x1 + dx, x2=item.x2 + dx, y1=item.y1 + dy, y2=item.y2 + dy)
    if isinstance(item, Window):
        return replace(item, x=item.x + dx, y=item.y + dy, dx=item.dx + dx, dy=item.dy + dy)
    if isinstance(item, Fill):
        return replace(item, points=tuple((x + dx, y + dy) for x, y in item.points))
    return replace(item, x=item.x + dx, y=item.y + dy)


def scaled(items: tuple[Item, ...], by: float) -> tuple[Item, ...]:
    """Return ``items`` larger or smaller, with everything they measure."""
    return items if by == 1.0 else tuple(_scaled(item, by) for item in items)


def _scaled(item: Item, by: float) -> Item:
    if isinstance(item, Window):
        return replace(
            item,
            x=item.x * by,
            y=item.y * by,
            width=item.width * by,
            height=item.height * by,
            dx=item.dx * by,
            dy=item.dy * by,
            items=scaled(item.items, by),
        )
    if isinstance(item, Fill):
        return replace(item, points=tuple((x * by, y * by) for x, y in item.points))
    measures = (
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "size",
        "space",
        "outline",
        "side",
        "radius",
        "width",
        "height",
        "dash",
    )
    return replace(item, **{name: getattr(item, name) * by for name in measures if hasattr(item, name)})


def rectangle(x: float, y: float, width: float, height: float, colour: Colour) -> Fill:
    """Return a filled rectangle."""
    return Fill(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), colour)
