"""Whether the pictures of a large sheet have dots enough for their printed size, from the file alone."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from dangjian_desktop.documents.proof_check import Check
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.posters import Poster


def picture_checks(pdf: bytes, paper: Paper) -> tuple[Check, ...]:
    """Check the pictures of ``paper`` in its file; nothing where it has none."""
    part = paper.parts[0]
    if not isinstance(part, Poster) or (part.logo is None and part.picture is None):
        return ()
    dots, least = fewest_dpi(pdf), part.least_dpi
    passed = dots >= least
    measured = f"每英寸 {dots} 点"
    if not passed:
        measured += f"，印出来发虚，要 {least} 点：请换大一些的图，或改用小一些的纸"
    return (Check("papers.picture", "图片清晰度", "印刷常规", passed, measured),)


def fewest_dpi(pdf: bytes) -> int:
    """Return the dots an inch of the coarsest picture in a file; 0 where there is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
                told = pdfium.FPDF_IMAGEOBJ_METADATA()
                pdfium.FPDFImageObj_GetImageMetadata(item, page, told)
                found.append(round(min(told.horizontal_dpi, told.vertical_dpi)))
        return min(found, default=0)
    finally:
        document.close()
