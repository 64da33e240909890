"""Where the formats of GB/T 9704-2012 differ: the place of the head, red lines, page numbers, imprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.grid import AREA_WIDTH, TOP
from dangjian_desktop.domain.papers import LetterFormat

STANDARD = "GB/T 9704-2012"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Measures of a format in points; ``drop`` is from the type area's upper edge to the mark's.

    ``mark_size`` is the largest type of the mark, ``mark_width`` the room it has. ``double_lines``: red
    double lines instead of one (10.1). ``first_folio``: the first page has a number. ``even_imprint``: the
    imprint stands on an even page, with lines and 印发 (7.4), not at the bottom of whichever page is last.
    """

    article: str
    drop: float
    mark_size: float = 46.0
    mark_width: float = AREA_WIDTH * 0.97
    double_lines: bool = False
    first_folio: bool = True
    even_imprint: bool = True


GEOMETRIES: Mapping[LetterFormat, Geometry] = MappingProxyType(
    {
        LetterFormat.FILE: Geometry(article="7.2.4", drop=35 * MM),
        LetterFormat.CORRESPONDENCE: Geometry(
            article="10.1",
            drop=30 * MM - TOP,
            mark_size=42.0,
            mark_width=170 * MM * 0.95,
            double_lines=True,
            first_folio=False,
            even_imprint=False,
        ),
        LetterFormat.ORDER: Geometry(article="10.2", drop=20 * MM),
        LetterFormat.MINUTES: Geometry(article="10.3", drop=35 * MM),
    }
)

DOUBLE_WIDTH = 170 * MM  # 10.1 线长均为 170 mm, 居中排布
DOUBLE_GAP = 4 * MM  # 10.1 发文机关标志下 4 mm
DOUBLE_FOOT = 20 * MM  # 10.1 距下页边 20 mm
DOUBLE_THICK, DOUBLE_WHITE, DOUBLE_THIN = 2.0, 1.2, 0.75
DOUBLE_HEIGHT = DOUBLE_THICK + DOUBLE_WHITE + DOUBLE_THIN
BESIDE_LINE = 7 / 8 * 16.0  # 10.1 与该线的距离为 3 号汉字高度的 7/8
SEAL = 42 * MM  # diameter of the seals of townships and their Party committees
