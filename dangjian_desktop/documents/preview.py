"""Pages of a PDF as pictures for the window, by pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pypdfium2

from dangjian_desktop.kernel.findings import Rejected, finding

_WHITE = 249  # of 255: a ground nearly white would be printed as a grey veil


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: four bytes each, red green blue alpha, row by row from the top."""

    width: int
    height: int
    rgba: bytes


def page_images(pdf: bytes, scale: float, first: int = 0, count: int | None = None) -> list[PageImage]:
    """Render pages from ``first`` (from 0) at ``scale`` pixels a point; all when ``count`` is None.

    Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF.
    """
    with _opened(pdf) as document:
        stop = len(document) if count is None else min(len(document), first + count)
        return [_image(document[index], scale) for index in range(first, stop)]


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height in points of every page, as it is shown.

    Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF.
    """
    with _opened(pdf) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def _image(page: pypdfium2.PdfPage, scale: float) -> PageImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
    row = bitmap.width * 4
    data = bytes(bitmap.buffer)
    if bitmap.stride != row:
        data = b"".join(data[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
    return PageImage(bitmap.width, bitmap.height, data)


def page_png(pdf: bytes, scale: float, number: int, colours: int = 0) -> bytes:
    """Return page ``number`` (from 0) as a PNG file, ``scale`` pixels a point, in all or so many colours.

    Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF.
    """
    from PIL.Image import Quantize

    with _opened(pdf) as document:
        out = BytesIO()
        picture = document[number].render(scale=scale).to_pil()
        if colours:
            picture = picture.quantize(colours, Quantize.FASTOCTREE)
            picture.putpalette([255 if one > _WHITE else one for one in picture.getpalette() or []])
        picture.save(out, "PNG", optimize=not colours)
        return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it afterwards. Raises Rejected ``papers.not_pdf`` for anything else."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Rejected(finding("papers.not_pdf")) from error
    try:
        yield document
    finally:
        document.close()
