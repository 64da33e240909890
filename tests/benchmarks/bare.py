"""The fonts of papers as ReportLab takes and embeds them by itself, for baselines."""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dangjian_desktop.documents.faces import Face


@cache
def known(face: Face) -> str:
    """Register the font; return the name under which ReportLab's canvas knows it."""
    name = f"bare-{face.postscript_name}"
    pdfmetrics.registerFont(TTFont(name, str(face.file.path), subfontIndex=face.file.index))
    return name
