"""Text on the pages of one PDF: font, space and colour are said where they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dangjian_desktop.documents.drawn import Colour, Text
from dangjian_desktop.documents.faces import Face
from dangjian_desktop.documents.pdf_fonts import DrawnFont


class TextPen:
    """Writes runs of text for the pages of one file, and knows the fonts it has used."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._fonts: dict[Face, DrawnFont] = {}

    def write(self, items: Iterable[Text], height: float) -> Said:
        """Return the runs as ReportLab's canvas takes text, for a page ``height`` points high."""
        said = ["BT"]
        font: tuple[Face, float] | None = None
        space: float | None = None
        colour: Colour | None = None
        for item in items:
            if item.space != space:
                space = item.space
                said.append(f"{space:.4f} Tc")
            if item.colour != colour:
                colour = item.colour
                said.append("{:.4f} {:.4f} {:.4f} rg".format(*colour))
            drawn = self._fonts.get(item.face) or self._begin(item.face)
            if (item.face, item.size) != font:
                font = (item.face, item.size)
                said.append(f"/{drawn.name} {item.size:g} Tf")
            if item.outline:
                said.append("1 Tr")
            elif item.face.file.bolder:
                said.append("2 Tr")
            x, y = item.x, height - item.y
            said.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm <{item.text.translate(drawn)}> Tj")
        said.append("ET")
        return Said(" ".join(said))

    def _begin(self, face: Face) -> DrawnFont:
        drawn = self._fonts[face] = DrawnFont(face, f"F{len(self._fonts) + 1}")
        self._document.delayedFonts.append(drawn)
        return drawn


class Said:
    """What the canvas adds to its page."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802 - ReportLab's name
        """Return the operators."""
        return self._code
