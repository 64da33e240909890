"""The measures of GB/T 9704-2012 in points, and the frames pages are laid out in."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import Role
from dangjian_desktop.documents.typeset import ASCENT, Type

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM  # 5.1 A4
TOP, BINDING = 37 * MM, 28 * MM  # 5.2.1 天头 37 mm ± 1 mm, 订口 28 mm ± 1 mm
AREA_WIDTH, AREA_HEIGHT = 156 * MM, 225 * MM  # 5.2.1 版心
LINES, CELLS = 22, 28  # 5.2.3 每面排 22 行, 每行排 28 个字
PITCH = AREA_HEIGHT / LINES
CELL = AREA_WIDTH / CELLS
MARK_DROP = 35 * MM  # 7.2.4 发文机关标志上边缘至版心上边缘
MARK_SIZE = 46.0
RED_GAP = 4 * MM  # 7.2.7 版头中的分隔线
RED_WIDTH = 2.0
NUMBER_DROP = 7 * MM  # 7.5 页码
THICK, THIN = 0.35 * MM, 0.25 * MM  # 7.4.1 版记中的分隔线

SIZE_2, SIZE_3, SIZE_4, SIZE_S4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5
BODY = Type(Role.FANG, SIZE_3, CELL)
HEADINGS = {
    1: Type(Role.HEI, SIZE_3, CELL),
    2: Type(Role.KAI, SIZE_3, CELL),
    3: BODY,
    4: BODY,
}
LABEL = Type(Role.HEI, SIZE_3, CELL)
TITLE = Type(Role.TITLE, SIZE_2)
IMPRINT = Type(Role.FANG, SIZE_4)
FOLIO = Type(Role.SONG, SIZE_4)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as it is read and the type area on it; ``pitch`` > 0 puts lines on a grid of that height."""

    width: float
    height: float
    left: float
    top: float
    area_width: float
    area_height: float
    pitch: float = 0.0
    turned: bool = False


LETTER = Frame(PAGE_WIDTH, PAGE_HEIGHT, BINDING, TOP, AREA_WIDTH, AREA_HEIGHT, PITCH)
TURNED = Frame(
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAGE_HEIGHT - TOP - AREA_HEIGHT,
    BINDING,
    AREA_HEIGHT,
    AREA_WIDTH,
    PITCH,
    turned=True,
)
"""A letter's page turned a quarter: the table's head lies at the left of the upright page (附录 横排表格)."""


def baseline(size: float, height: float = PITCH) -> float:
    """Return the baseline of type ``size`` centred in a line ``height`` points high, from the line's top."""
    return (height - size) / 2 + ASCENT * size
