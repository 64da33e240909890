"""What a PDF page holds as pdfium sees it: characters with boxes, size, font and colour; level lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as pdfium

from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.progress import Progress

_RED = (217, 0, 0)
_SAME_LINE = 0.15  # mm


@dataclass(frozen=True, slots=True)
class Seen:
    """A character: its ink and its cell (mm from the upper left of the upright page), size in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    start: float
    end: float
    base: float
    size: float
    font: str
    red: bool


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Characters on one baseline, from left to right."""

    chars: tuple[Seen, ...]

    @property
    def text(self) -> str:
        """Return the characters, without blanks."""
        return "".join(char.char for char in self.chars)

    @property
    def start(self) -> float:
        """Return where the first character's cell begins."""
        return self.chars[0].start

    @property
    def end(self) -> float:
        """Return where the last character's cell ends."""
        return self.chars[-1].end

    @property
    def base(self) -> float:
        """Return the baseline."""
        return self.chars[0].base

    @property
    def middle(self) -> float:
        """Return the middle between both ends."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class SeenRule:
    """A level stroke: its ends, its middle, its thickness in mm."""

    left: float
    right: float
    y: float
    width: float
    red: bool

    @property
    def length(self) -> float:
        """Return how long it is."""
        return self.right - self.left


@dataclass(slots=True)
class SeenPage:
    """A page: its size as shown, whether it is turned, what is on it in upright coordinates."""

    number: int
    width: float
    height: float
    turned: bool
    chars: list[Seen]
    rules: list[SeenRule] = field(default_factory=list)
    any_red: bool = False

    def lines(self) -> list[SeenLine]:
        """Return the lines from top to bottom."""
        found: list[list[Seen]] = []
        for char in sorted(self.chars, key=lambda each: each.base):
            if found and char.base - found[-1][0].base < _SAME_LINE:
                found[-1].append(char)
            else:
                found.append([char])
        return [SeenLine(tuple(sorted(line, key=lambda each: each.start))) for line in found]


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A whole PDF, the pages (from 1) that use a font it does not carry, and the title it says it has."""

    pages: tuple[SeenPage, ...]
    unembedded: tuple[str, ...]
    title: str


def read_back(pdf: bytes, progress: Progress) -> SeenFile:
    """Read a PDF. Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Rejected(finding("papers.not_pdf")) from error
    try:
        pages = []
        for index in range(len(document)):
            progress.step(index, len(document))
            progress.give_way()
            pages.append(_page(document[index], index + 1))
        title = document.get_metadata_value("Title")
        return SeenFile(tuple(pages), _unembedded(document), title)
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> SeenPage:
    width, height = page.get_size()
    turned = page.get_rotation() in (90, 270)
    text_page = page.get_textpage()
    raw_height = width if turned else height
    found = (_char(text_page, index, raw_height) for index in range(text_page.count_chars()))
    chars = list(_whole(char for char in found if char))
    seen = SeenPage(number, width / MM, height / MM, turned, chars, list(_rules(page, raw_height)))
    strokes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    seen.any_red = any(char.red for char in chars) or any(_stroke_red(item) for item in strokes)
    return seen


def _char(text_page: pypdfium2.PdfTextPage, index: int, height: float) -> Seen | None:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if pdfium.FPDFText_IsHyphen(text_page, index) == 1:  # PDFium's code for one at the end of a line
        code = ord("-")
    if chr(code).isspace() or code < 32 or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
        return None
    left, bottom, right, top = text_page.get_charbox(index)
    start, _, end, _ = text_page.get_charbox(index, loose=True)
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    shades = [pdfium.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, index, *shades)
    return Seen(
        chr(code),
        left / MM,
        (height - top) / MM,
        right / MM,
        (height - bottom) / MM,
        start / MM,
        end / MM,
        (height - y.value) / MM,
        pdfium.FPDFText_GetFontSize(text_page, index),
        _font_name(text_page, index),
        tuple(shade.value for shade in shades[:3]) == _RED,
    )


def _whole(chars: Iterable[Seen]) -> Iterator[Seen]:
    """Put together what PDFium tells in two halves: a character beyond U+FFFF."""
    first: Seen | None = None
    for char in chars:
        if first is not None:
            pair = (first.char + char.char).encode("utf-16-be", "surrogatepass")
            yield replace(first, char=pair.decode("utf-16-be", "replace"))
            first = None
        elif "\ud800" <= char.char <= "\udbff":
            first = char
        else:
            yield char


def _font_name(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    flags = pdfium.c_int()
    room = pdfium.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(text_page, index, room, 128, flags)
    return bytes(room.raw[: max(0, length - 1)]).decode("utf-8", "replace")


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[SeenRule]:
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        if pdfium.FPDFPath_CountSegments(item) != 2:
            continue
        (x1, y1), (x2, y2) = (_segment_end(item, index) for index in (0, 1))
        thick = pdfium.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, thick)
        if abs(y1 - y2) < 0.1:
            left, right = sorted((x1 / MM, x2 / MM))
            yield SeenRule(left, right, (height - y1) / MM, thick.value / MM, _stroke_red(item))


def _stroke_red(item: pypdfium2.PdfObject) -> bool:
    shades = [pdfium.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetStrokeColor(item, *shades)
    return tuple(shade.value for shade in shades[:3]) == _RED


def _segment_end(item: pypdfium2.PdfObject, index: int) -> tuple[float, float]:
    x, y = pdfium.c_float(), pdfium.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), x, y)
    return x.value, y.value


def _unembedded(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    missing: set[int] = set()
    for index in range(len(document)):
        for item in document[index].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(item)
            if pdfium.FPDFFont_GetIsEmbedded(font) != 1:
                missing.add(index + 1)
    return tuple(str(number) for number in sorted(missing))
