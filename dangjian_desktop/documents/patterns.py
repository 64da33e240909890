"""Fills of bars that stay apart on a black and white printer: a tone and lines across it for each series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dangjian_desktop.documents.drawn import BLACK, Colour, Item, Rule, rectangle
from dangjian_desktop.domain.paper_charts import Tone

EDGE = 0.6
_MIDDLE = 0.5  # of the way from black to white
Hatch = Literal["wdUpDiag", "dnDiag", "diagCross", "smGrid"]
_WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A ground and slanted lines on it: ``slopes`` say which way they go (1 up, -1 down), ``gap`` how far
    they are apart, ``excel`` what Excel calls the like of it, None for a solid ground."""

    ground: Colour
    line: Colour = _WHITE
    slopes: tuple[int, ...] = ()
    gap: float = 4.0
    width: float = 0.9
    excel: Hatch | None = None

    @property
    def dark(self) -> bool:
        """Tell whether black letters could not be read on the ground."""
        red, green, blue = self.ground
        return 0.3 * red + 0.59 * green + 0.11 * blue < _MIDDLE


def _colour(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


_GREEN, _BLUE, _OCHRE, _BROWN, _GREY = map(_colour, ("1E7455", "6496CA", "C2871A", "7A2E1A", "A59D92"))
_PALE_OCHRE, _PALE = map(_colour, ("F6E7C8", "CFC8BE"))

PATTERNS: Mapping[Tone, Pattern] = MappingProxyType(
    {
        Tone.BEST: Pattern(_GREEN),
        Tone.NEXT: Pattern(_BLUE, slopes=(1,), gap=5.0, excel="wdUpDiag"),
        Tone.MIDDLE: Pattern(_PALE_OCHRE, _OCHRE, (-1,), gap=3.2, width=0.8, excel="dnDiag"),
        Tone.WORST: Pattern(_BROWN, slopes=(1, -1), gap=5.5, width=0.7, excel="diagCross"),
        Tone.UNSTATED: Pattern(_PALE),
        Tone.BLANK: Pattern(_WHITE),
        Tone.OTHER: Pattern(_WHITE, _GREY, (1, -1), gap=3.6, width=0.5, excel="smGrid"),
    }
)
"""No two are alike in grey."""


def filled(x: float, y: float, width: float, height: float, tone: Tone) -> tuple[Item, ...]:
    """Return a rectangle filled with the pattern of a tone, with a fine edge around it."""
    look = PATTERNS[tone]
    right, low = x + width, y + height
    lines = (
        Rule(*ends, look.width, look.line)
        for slope in look.slopes
        for ends in _slanted(x, y, right, low, slope, look.gap)
    )
    edge = (
        Rule(x, y, right, y, EDGE, BLACK),
        Rule(x, low, right, low, EDGE, BLACK),
        Rule(x, y, x, low, EDGE, BLACK),
        Rule(right, y, right, low, EDGE, BLACK),
    )
    return (rectangle(x, y, width, height, look.ground), *lines, *edge)


def _slanted(
    left: float, top: float, right: float, low: float, slope: int, gap: float
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the ends of lines at 45° that cross a rectangle, cut off at its sides.

    They lie on one grid for the whole page, so that stretches of one series look alike.
    """
    high = low - top
    step = gap * 1.4142
    start = (left - high) // step * step
    while start < right:
        first, last = max(left, start), min(right, start + high)
        if last - first > EDGE:
            down, up = first - start, last - start
            yield (first, top + down, last, top + up) if slope < 0 else (first, low - down, last, low - up)
        start += step
