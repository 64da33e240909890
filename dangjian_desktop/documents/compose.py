"""A paper laid out page by page, each part by the layout that knows it."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian_desktop.documents.drawn import Page
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.impose import impose
from dangjian_desktop.documents.label_sheet import label_pages
from dangjian_desktop.documents.layout import letter_pages
from dangjian_desktop.documents.list_sheet import list_pages
from dangjian_desktop.documents.posters.pages import poster_pages
from dangjian_desktop.documents.roll_sheet import roll_pages
from dangjian_desktop.domain.papers import (
    BallotSheet,
    LabelSheet,
    ListTable,
    NameRoll,
    OfficialLetter,
    Paper,
    Part,
    PrintRun,
)


def compose(paper: Paper, fonts: FontSet) -> tuple[Page, ...]:
    """Lay out every part of ``paper`` on new pages.

    Raises Rejected ``papers.table_too_wide``, ``papers.row_too_high``, ``papers.too_long``.
    """
    return tuple(page for part in paper.parts for page in _pages(part, paper.run, fonts))


def _pages(part: Part, run: PrintRun | None, fonts: FontSet) -> Sequence[Page]:
    if isinstance(part, BallotSheet) or (run and isinstance(part, OfficialLetter | ListTable)):
        return impose(part, run or PrintRun(), fonts).pages
    if isinstance(part, OfficialLetter):
        return letter_pages(part, fonts)
    if isinstance(part, ListTable):
        return list_pages(part, fonts)
    if isinstance(part, NameRoll):
        return roll_pages(part, fonts)
    if isinstance(part, LabelSheet):
        return label_pages(part, fonts)
    return poster_pages(part, fonts)
