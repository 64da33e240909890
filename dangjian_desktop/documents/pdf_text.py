"""Text on the pages of one PDF: each code is looked up once, font and space are said where they change."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from reportlab.pdfbase import pdfmetrics

from dangjian_desktop.documents.drawn import Colour, Text

_SAID = tuple(
    chr(byte) if 32 <= byte < 127 and chr(byte) not in "()\\" else f"\\{byte:03o}" for byte in range(256)
)


class TextPen:
    """Writes runs of text for the pages of one file.

    ReportLab spells every string anew, measures it, and reckons each number out; of a letter to thousands
    all but the name has been said before.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        self._codes: dict[str, _Codes] = {}

    def write(self, items: Iterable[Text], height: float) -> Said:
        """Return the runs as ReportLab's canvas takes text, for a page ``height`` points high."""
        said = ["BT"]
        font: tuple[str, float] | None = None
        space: float | None = None
        colour: Colour | None = None
        for item in items:
            if item.space != space:
                space = item.space
                said.append(f"{space:.4f} Tc")
            if item.colour != colour:
                colour = item.colour
                said.append("{:.4f} {:.4f} {:.4f} rg".format(*colour))
            said.append(f"1 0 0 1 {item.x:.3f} {height - item.y:.3f} Tm")
            for name, codes in self._spelt(item.face, item.text):
                if (name, item.size) != font:
                    font = (name, item.size)
                    said.append(f"{name} {item.size:g} Tf")
                said.append(f"({codes}) Tj")
        said.append("ET")
        return Said(" ".join(said))

    def _spelt(self, face: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return the subsets that draw ``text`` in turn, each with its codes."""
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = _Codes(face, self._document)
        spelt = codes.runs.get(text)
        if spelt is None:
            groups = groupby(map(codes.__getitem__, text), key=itemgetter(0))
            spelt = tuple((name, "".join([code for _, code in group])) for name, group in groups)
            codes.keep(text, spelt)
        return spelt


class Said:
    """What the canvas adds to its page."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802 - ReportLab's name
        """Return the operators."""
        return self._code


class _Codes(dict[str, tuple[str, str]]):
    """For each character of one font the subset it is in and its code there; and for whole runs."""

    MOST_RUNS = 4000

    def __init__(self, face: str, document: Any) -> None:
        super().__init__()
        self._font: Any = pdfmetrics.getFont(face)
        self._document = document
        self.runs: dict[str, tuple[tuple[str, str], ...]] = {}

    def __missing__(self, char: str) -> tuple[str, str]:
        ((subset, code),) = self._font.splitString(char, self._document)
        found = (self._font.getSubsetInternalName(subset, self._document), _SAID[code[0]])
        self[char] = found
        return found

    def keep(self, text: str, spelt: tuple[tuple[str, str], ...]) -> None:
        """Keep a run; of a file with ever new runs not all."""
        if len(self.runs) >= self.MOST_RUNS:
            self.runs.clear()
        self.runs[text] = spelt
