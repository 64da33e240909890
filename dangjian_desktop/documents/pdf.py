"""A paper as PDF: embedded subset fonts, real text, bookmarks, metadata; the same paper, the same bytes."""

from __future__ import annotations

from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from time import gmtime
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.documents.archival import NO_XML, VERSION, keep_for_decades
from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.drawn import Box, Colour, Fill, Image, Item, Page, Ring, Rule, Text, Window
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf_text import TextPen
from dangjian_desktop.domain.papers import Paper, texts_of

CREATOR = "党建台"

rl_config.useA85 = 0  # streams as they are: a fifth smaller than spelt in ASCII, and sooner written


def render_pdf(paper: Paper, fonts: FontSet) -> bytes:
    """Draw ``paper``.

    Raises Rejected ``papers.no_glyph`` for a character no font draws, and what the layout refuses
    (``papers.table_too_wide``, ``papers.row_too_high``, ``papers.too_long``).
    """
    return draw_pages(compose_checked(paper, fonts), paper)


def compose_checked(paper: Paper, fonts: FontSet) -> tuple[Page, ...]:
    """Lay ``paper`` out; raises as :func:`render_pdf`."""
    fonts.check((text for part in paper.parts for text in texts_of(part)), paper.record or paper.title)
    return compose(paper, fonts)


def draw_pages(pages: Sequence[Page], paper: Paper) -> bytes:
    """Write laid-out pages as one PDF file."""
    out = BytesIO()
    file = PdfFile(out, paper)
    file.add(pages)
    file.close()
    return out.getvalue()


class _Pages(Canvas):
    """ReportLab's canvas with a pen of our own for text."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pen = TextPen(vars(self)["_doc"])

    def _make_preamble(self) -> None:
        """Begin each page with no font; ReportLab would name Helvetica, which is not embedded."""
        vars(self)["_preamble"] = ""

    def write(self, items: Iterable[Text], height: float) -> None:
        """Write text that follows upon text at once."""
        said: Any = self._pen.write(items, height)
        self.drawText(said)


class PdfFile:
    """One PDF to which pages are added as they are made; its fonts are embedded once, at the end."""

    def __init__(self, out: BinaryIO, about: Paper, meanwhile: Callable[[], object] = lambda: None) -> None:
        """``meanwhile`` is called again and again while the file is written at the end."""
        self._canvas = _Pages(out, pageCompression=1, invariant=1, pdfVersion=VERSION)
        self.pages = 0
        _describe(self._canvas, about, meanwhile)

    def add(self, pages: Iterable[Page]) -> None:
        """Draw pages after those that are there; a page that comes again is drawn once and repeated."""
        ready = tuple(pages)
        often = Counter(map(id, ready))
        names: dict[int, str] = {}
        for page in ready:
            self.pages += 1
            if often[id(page)] == 1:
                _draw_page(self._canvas, page, self.pages)
            else:
                self._repeat(page, names)

    def _repeat(self, page: Page, names: dict[int, str]) -> None:
        canvas, name = self._canvas, names.get(id(page), "")
        if not name:
            name = names[id(page)] = f"sheet{self.pages}"
            canvas.beginForm(name, 0, 0, page.width, page.height)
            _draw_items(canvas, page.items, page.height)
            canvas.endForm()
            _mark(canvas, page, self.pages)
        canvas.setPageSize((page.width, page.height))
        canvas.doForm(name)
        canvas.showPage()

    def close(self) -> None:
        """Write the file."""
        self._canvas.save()


def _describe(canvas: _Pages, paper: Paper, meanwhile: Callable[[], object]) -> None:
    canvas.setTitle(NO_XML.sub(" ", paper.title))
    canvas.setAuthor(NO_XML.sub(" ", paper.author))
    canvas.setSubject(paper.kind)
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    document: Any = vars(canvas)["_doc"]
    stamp = document._timeStamp  # noqa: SLF001 - ReportLab has no other way to set the date
    stamp.t = float(_seconds(paper.dated))
    stamp.lt = gmtime(stamp.t)
    stamp.YMDhms = tuple(stamp.lt)[:6]
    keep_for_decades(document, meanwhile)


def _seconds(day: date) -> int:
    return timegm(day.timetuple())


def _draw_page(canvas: _Pages, page: Page, number: int) -> None:
    canvas.setPageSize((page.width, page.height))  # as it is read; ReportLab swaps the sides of a turned page
    _mark(canvas, page, number)
    canvas.saveState()
    if page.turned:
        canvas.setPageRotation(90)
        canvas.transform(0, 1, -1, 0, page.height, 0)
    _draw_items(canvas, page.items, page.height)
    canvas.restoreState()
    _draw_items(canvas, page.upright, page.width if page.turned else page.height)
    canvas.showPage()
    canvas.setPageRotation(0)


def _mark(canvas: _Pages, page: Page, number: int) -> None:
    for level, title in page.marks:
        key = f"page{number}-{level}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(title, key, level)


def _draw_items(canvas: _Pages, items: Sequence[Item], height: float) -> None:
    for kind, group in groupby(items, key=_group):
        if kind is Text:
            canvas.write((item for item in group if isinstance(item, Text)), height)
        elif kind is Rule:
            _draw_rules(canvas, [item for item in group if isinstance(item, Rule)], height)
        else:
            for item in group:
                _draw_item(canvas, item, height)


def _group(item: Item) -> type[Item] | None:
    """Return the kind of items that are drawn together where they follow upon one another."""
    if isinstance(item, Rule) or (isinstance(item, Text) and not _edge(item)):
        return type(item)
    return None


def _draw_item(canvas: _Pages, item: Item, height: float) -> None:
    if isinstance(item, Text):
        _draw_outline(canvas, item, height)
    elif isinstance(item, Fill):
        _draw_fill(canvas, item, height)
    elif isinstance(item, Window):
        _draw_window(canvas, item, height)
    elif isinstance(item, Ring):
        _draw_ring(canvas, item, height)
    elif isinstance(item, Image):
        _draw_image(canvas, item, height)
    elif isinstance(item, Box):
        _draw_box(canvas, item, height)


def _edge(item: Text) -> float:
    """Return the width of the line around hollow characters, or those drawn bolder than their font; or 0."""
    return item.outline or item.face.file.bolder * item.size


def _draw_outline(canvas: _Pages, item: Text, height: float) -> None:
    canvas.saveState()  # a text render mode stays for all text that follows
    canvas.setLineWidth(_edge(item))
    canvas.setLineJoin(1 if item.face.file.bolder else 0)
    canvas.setDash()
    canvas.setStrokeColorRGB(*item.colour)
    canvas.write([item], height)
    canvas.restoreState()


def _draw_rules(canvas: _Pages, items: Sequence[Rule], height: float) -> None:
    """Draw rules that follow upon one another, saying colour, width and dash only where they change."""
    look: tuple[Colour, float, float] | None = None
    for item in items:
        if (item.colour, item.width, item.dash) != look:
            look = (item.colour, item.width, item.dash)
            canvas.setStrokeColorRGB(*item.colour)
            canvas.setLineWidth(item.width)
            canvas.setDash(*([item.dash, item.dash] if item.dash else []))
        canvas.line(item.x1, height - item.y1, item.x2, height - item.y2)


def _draw_fill(canvas: _Pages, item: Fill, height: float) -> None:
    path = canvas.beginPath()
    for index, (x, y) in enumerate(item.points):
        (path.lineTo if index else path.moveTo)(x, height - y)
    path.close()
    canvas.setFillColorRGB(*item.colour)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_window(canvas: _Pages, item: Window, height: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(item.x, height - item.y - item.height, item.width, item.height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate(item.dx, -item.dy)
    _draw_items(canvas, item.items, height)
    canvas.restoreState()


def _draw_ring(canvas: _Pages, item: Ring, height: float) -> None:
    canvas.setStrokeColorRGB(*item.colour)
    canvas.setLineWidth(item.width)
    canvas.setDash(*([item.dash, item.dash] if item.dash else []))
    canvas.circle(item.x, height - item.y, item.radius, stroke=1, fill=0)


def _draw_image(canvas: _Pages, item: Image, height: float) -> None:
    place = (item.x, height - item.y - item.height, item.width, item.height)
    canvas.drawImage(_reader(item.data), *place, mask="auto")


class _Jpeg(ImageReader):
    """A JPEG goes into the file as it is: it need not be unpacked to be told from others."""

    def getRGBData(self) -> bytes:  # noqa: N802 - ReportLab's name
        """Return what tells the picture from others."""
        self._dataA = None
        return bytes(self.fp.getvalue())


@lru_cache(maxsize=4)
def _reader(data: bytes) -> ImageReader:
    """Return a picture as ReportLab takes it; one picture is read once for all pieces of a sheet."""
    return (_Jpeg if data.startswith(b"\xff\xd8") else ImageReader)(BytesIO(data))


def _draw_box(canvas: _Pages, item: Box, height: float) -> None:
    canvas.setStrokeColorRGB(*item.colour)
    canvas.setLineWidth(item.width)
    canvas.setDash()
    canvas.rect(item.x, height - item.y - item.side, item.side, item.side, stroke=1, fill=0)
