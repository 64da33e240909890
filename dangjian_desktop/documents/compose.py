"""A paper laid out page by page, each part by the layout that knows it."""

from __future__ import annotations

from dangjian_desktop.documents.ballot_sheet import ballot_pages
from dangjian_desktop.documents.drawn import Page
from dangjian_desktop.documents.fonts import FontSet
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
)


def compose(paper: Paper, fonts: FontSet) -> tuple[Page, ...]:
    """Lay out every part of ``paper`` on new pages.

    Raises Rejected ``papers.table_too_wide``, ``papers.row_too_high``, ``papers.too_long``.
    """
    return tuple(page for part in paper.parts for page in _pages(part, fonts))


def _pages(part: Part, fonts: FontSet) -> list[Page]:
    if isinstance(part, OfficialLetter):
        return letter_pages(part, fonts)
    if isinstance(part, ListTable):
        return list_pages(part, fonts)
    if isinstance(part, BallotSheet):
        return ballot_pages(part, fonts)
    if isinstance(part, NameRoll):
        return roll_pages(part, fonts)
    if isinstance(part, LabelSheet):
        return label_pages(part, fonts)
    return poster_pages(part, fonts)
