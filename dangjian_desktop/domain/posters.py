"""海报 and 横幅: what stands on a large sheet, whatever it is drawn with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

SERIES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
"""Width and height in mm, upright: the ISO A series (GB/T 148)."""
_UNITS = {"mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "公分": 10, "m": 1000, "米": 1000}
_SIDE = rf"(\d{{1,5}}(?:\.\d{{1,3}})?)({'|'.join(_UNITS)})?"
_FREE = re.compile(rf"^{_SIDE}[×xX*＊✕乘]{_SIDE}$", re.IGNORECASE)
_SMALLEST, _LARGEST = 60, 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a sheet in mm, as it hangs."""

    width: int
    height: int

    @staticmethod
    def read(text: str) -> Sheet | None:
        """Read A3, A3横, 900×600 (mm), 60×160厘米 or 2.4×1.2米; None when it is none of these or no printer
        has such a sheet."""
        clean = text.strip().replace(" ", "")
        side = clean.removesuffix("横")
        if side.upper() in SERIES:
            width, height = SERIES[side.upper()]
            return Sheet(height, width) if clean.endswith("横") else Sheet(width, height)
        found = _FREE.match(clean)
        if found is None:
            return None
        last = (found[4] or "mm").lower()
        unit = (found[2] or last).lower()
        sides = Fraction(found[1]) * _UNITS[unit], Fraction(found[3]) * _UNITS[last]
        if any(side.denominator > 1 for side in sides):
            return None  # a part of a millimetre
        sheet = Sheet(int(sides[0]), int(sides[1]))
        return sheet if all(_SMALLEST <= one <= _LARGEST for one in (sheet.width, sheet.height)) else None

    @property
    def name(self) -> str:
        """Return A3, A3横 or 900×600."""
        for name, (width, height) in SERIES.items():
            if (self.width, self.height) == (width, height):
                return name
            if (self.width, self.height) == (height, width):
                return f"{name}横"
        return f"{self.width}×{self.height}"


A3 = Sheet(*SERIES["A3"])


class Design(StrEnum):
    """What a large sheet is for, and so how it is built."""

    POINTS = "points"
    SLOGAN = "slogan"
    ELECTION = "election"
    BOARD = "board"
    FLOW = "flow"
    BANNER = "banner"
    LETTERS = "letters"
    SIGN = "sign"
    PLATE = "plate"


class Arrow(StrEnum):
    """Where a sign points."""

    LEFT = "←"
    RIGHT = "→"
    AHEAD = "↑"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a board, a fact of an announcement, a step of a flow chart, a sign or a name plate."""

    title: str
    lines: tuple[str, ...] = ()
    arrow: Arrow | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a sheet: its file (JPEG, or PNG where the ground shines through) and its dots.

    ``plate``: on red it needs a white ground to be seen.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    plate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """拼贴: the sheet is printed in pieces on ``sheet``, each overlapping the next by ``overlap`` mm.

    ``margin`` is the edge (mm) that an office printer leaves white.
    """

    sheet: Sheet
    overlap: int = 10
    margin: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A large sheet. Empty parts are left out; ``link`` is what the QR code leads to, ``link_words`` what
    stands under it; ``tiling`` prints it in pieces; ``colour`` is how single letters are drawn: 红, 黑, or
    空心 for an outline that saves toner and is cut out by hand; a ``pale`` sheet has red words on white, for
    little toner. ``logo`` stands beside the title,
    ``picture`` among the text with ``caption`` under it; less than ``least_dpi`` dots an inch look coarse."""

    title: str
    design: Design = Design.POINTS
    lines: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    slogan: str = ""
    footer: str = ""
    kicker: str = ""
    link: str = ""
    link_words: str = ""
    colour: str = ""
    pale: bool = False
    logo: Picture | None = None
    picture: Picture | None = None
    caption: str = ""
    least_dpi: int = 0
    sheet: Sheet = A3
    tiling: Tiling | None = None

    def texts(self) -> tuple[str, ...]:
        """Return every text on the sheet, in reading order."""
        parts = [self.kicker, self.title, *self.lines]
        for section in self.sections:
            parts.extend((section.title, *section.lines))
        parts += [self.caption, self.slogan, self.footer, self.link_words]
        return tuple(text for text in parts if text)


def headed(lines: tuple[str, ...]) -> tuple[Section, ...]:
    """Read the parts of a board: 【标题】 begins one, the lines after it stand in it."""
    found: list[Section] = []
    for line in lines:
        if line.startswith("【") and line.endswith("】"):
            found.append(Section(line[1:-1].strip()))
        elif found:
            found[-1] = Section(found[-1].title, (*found[-1].lines, line))
        else:
            found.append(Section("", (line,)))
    return tuple(found)


def pairs(lines: tuple[str, ...]) -> tuple[Section, ...]:
    """Read 名称：内容 line by line: the facts of an announcement, the steps of a flow chart."""
    parts = [line.partition("：") for line in lines]
    return tuple(Section(title.strip(), (rest.strip(),) if rest.strip() else ()) for title, _, rest in parts)


_POINTING = {
    "←": Arrow.LEFT, "向左": Arrow.LEFT, "→": Arrow.RIGHT, "向右": Arrow.RIGHT,
    "↑": Arrow.AHEAD, "向前": Arrow.AHEAD, "直走": Arrow.AHEAD,
}  # fmt: skip
_POINTS = re.compile(r"^(.*\S)\s*(←|→|↑)$|^(.*\S)\s+(向左|向右|向前|直走)$")


def signs(lines: tuple[str, ...]) -> tuple[Section, ...]:
    """Read 名称：说明 line by line, an arrow (or 向左, 向右, 向前 after a blank) at the end of either."""
    found = []
    for line in lines:
        pointing = _POINTS.match(line.strip())
        words = (pointing[1] or pointing[3]) if pointing else line
        section = pairs((words,))[0]
        arrow = _POINTING[pointing[2] or pointing[4]] if pointing else None
        found.append(Section(section.title, section.lines, arrow))
    return tuple(found)
