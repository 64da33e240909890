"""A piece of a chart as a picture for Word: as in the PDF, 300 dots an inch, always the same bytes."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.documents.drawn import Page
from dangjian_desktop.documents.flow import Piece
from dangjian_desktop.documents.pdf import draw_pages
from dangjian_desktop.documents.preview import page_png
from dangjian_desktop.domain.papers import Paper

DOTS, COLOURS = 300, 64
_UNSAID = date(2000, 1, 1)  # the picture says nothing of a day: the file it stands in does


def picture_of(piece: Piece, width: float) -> bytes:
    """Return a piece of a chart ``width`` points wide as a PNG file."""
    pdf = draw_pages((Page(width, piece.height, piece.items),), Paper("chart", "", (), "", _UNSAID))
    return page_png(pdf, DOTS / 72, 0, COLOURS)
