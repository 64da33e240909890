"""Measures of a PDF by other programs' eyes: pdfplumber's characters and lines, ink as pdfium paints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
from PIL import Image, ImageChops

from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.preview import page_images
from dangjian_desktop.domain.papers import OfficialLetter, Paper

MM = 72 / 25.4
CELL = 156 / 28
PITCH = 225 / 22
DAY = date(2026, 3, 5)

Span = tuple[float, float]


@dataclass(frozen=True)
class Ink:
    """The rectangle (mm from the page's upper left) that ink of one colour covers."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Row:
    """A line of text: what it says, its ends and baseline in mm, its size, its fonts and colours."""

    text: str
    left: float
    right: float
    base: float
    size: float
    fonts: frozenset[str]
    red: bool


def printed(letter: OfficialLetter, fonts: FontSet) -> bytes:
    """The letter as PDF."""
    return render_pdf(paper_of(letter), fonts)


def paper_of(letter: OfficialLetter) -> Paper:
    """The letter as a paper."""
    return Paper("letter", letter.title, (letter,), "栖梧镇", DAY)


def pages_of(pdf: bytes) -> list[Any]:
    """The pages as pdfplumber reads them."""
    return pdfplumber.open(BytesIO(pdf)).pages


def rows_of(page: Any) -> list[Row]:
    """The lines of an upright page from top to bottom."""
    found: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        found.setdefault(round(char["matrix"][5], 1), []).append(char)
    return [_row(page, chars) for _, chars in sorted(found.items(), reverse=True)]


def row(page: Any, start: str) -> Row:
    """The first line that begins with ``start``."""
    return next(each for each in rows_of(page) if each.text.startswith(start))


def part(page: Any, text: str) -> Row:
    """A stretch of a line that reads ``text``."""
    found: dict[float, list[dict[str, Any]]] = {}
    for char in page.chars:
        found.setdefault(round(char["matrix"][5], 1), []).append(char)
    for chars in found.values():
        ordered = sorted((char for char in chars if char["text"].strip()), key=lambda char: char["x0"])
        at = "".join(char["text"] for char in ordered).find(text)
        if at >= 0:
            return _row(page, ordered[at : at + len(text)])
    raise AssertionError(text)


def rules_of(page: Any) -> list[tuple[float, float, float, float]]:
    """Level lines: left, right, middle, thickness in mm, from top to bottom."""
    lines = [
        (
            line["x0"] / MM,
            line["x1"] / MM,
            line["top"] / MM,
            line["linewidth"] / MM,
        )
        for line in page.lines
        if line["width"] > 50
    ]
    return sorted(lines, key=lambda line: line[2])


def ink(pdf: bytes, page: int, red: bool, rows: Span, columns: Span = (0, 210)) -> Ink:
    """Measure the ink between two heights and two sides (mm) as pdfium paints it, 0.1 mm a pixel."""
    box = _box(pdf, page, red, rows, columns)
    assert box is not None
    left, top, right, bottom = (value / 10 for value in box)
    return Ink(left + columns[0], top + rows[0], right + columns[0], bottom + rows[0])


def has_red(pdf: bytes, page: int) -> bool:
    """Whether anything on the page is red."""
    return _box(pdf, page, True, (0, 297), (0, 210)) is not None


def _box(pdf: bytes, page: int, red: bool, rows: Span, columns: Span) -> tuple[int, int, int, int] | None:
    seen = page_images(pdf, 10 / MM, page, 1)[0]
    image = Image.frombytes("RGBA", (seen.width, seen.height), seen.rgba)
    r, g, _, _ = image.crop((columns[0] * 10, rows[0] * 10, columns[1] * 10, rows[1] * 10)).split()
    strong = r.point([255 if (value > 150) == red else 0 for value in range(256)])
    pale = g.point([255 if value < 100 else 0 for value in range(256)])
    return ImageChops.darker(strong, pale).getbbox()


def _row(page: Any, chars: list[dict[str, Any]]) -> Row:
    ordered = sorted((char for char in chars if char["text"].strip()), key=lambda char: char["x0"])
    return Row(
        "".join(char["text"] for char in ordered),
        ordered[0]["x0"] / MM,
        ordered[-1]["x1"] / MM,
        (float(page.height) - ordered[0]["matrix"][5]) / MM,
        ordered[0]["size"],
        frozenset(char["fontname"].split("+")[-1] for char in ordered),
        ordered[0]["non_stroking_color"] == (0.85, 0, 0),
    )
