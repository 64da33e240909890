"""A chart in a Word file: pictures of it, each with its texts for those who cannot see them."""

# python-docx keeps the XML of its objects under names with an underscore and has no others for it.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from dangjian_desktop.documents.chart_picture import picture_of
from dangjian_desktop.documents.docx_parts import add_paragraph
from dangjian_desktop.documents.flow import Piece
from dangjian_desktop.domain.paper_charts import ChartBlock

_APART = 4.0  # points between the last line of a table and a picture


def write_chart(
    document: WordDocument, chart: ChartBlock, pieces: Iterable[tuple[Piece, bool]], width: float
) -> None:
    """Write the pieces of a chart ``width`` points wide; those that begin a page in print begin one here."""
    for piece, begins_page in pieces:
        line = add_paragraph(document, "", "表格文字", WD_ALIGN_PARAGRAPH.CENTER)
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.space_before = Pt(0.0 if begins_page else _APART)
        line.paragraph_format.page_break_before = begins_page
        picture = BytesIO(picture_of(piece, width))
        told = line.add_run().add_picture(picture, Pt(width), Pt(piece.height))._inline.docPr
        told.set("name", chart.title or "图")
        told.set("descr", "，".join(chart.texts()))
