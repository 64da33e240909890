"""A large sheet laid out by its design, whole or in pieces."""

from __future__ import annotations

from dangjian_desktop.documents.drawn import Page
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.posters.banner import banner_page, letter_pages
from dangjian_desktop.documents.posters.board import board_page
from dangjian_desktop.documents.posters.election import election_page
from dangjian_desktop.documents.posters.flow import flow_page
from dangjian_desktop.documents.posters.points import points_page
from dangjian_desktop.documents.posters.signs import plate_pages, sign_pages
from dangjian_desktop.documents.posters.slogan import slogan_page
from dangjian_desktop.documents.posters.tiling import tiles
from dangjian_desktop.domain.posters import Design, Poster

_DESIGNS = {
    Design.POINTS: points_page,
    Design.SLOGAN: slogan_page,
    Design.ELECTION: election_page,
    Design.BOARD: board_page,
    Design.FLOW: flow_page,
    Design.BANNER: banner_page,
}
_OF_MANY_PAGES = {Design.LETTERS: letter_pages, Design.SIGN: sign_pages, Design.PLATE: plate_pages}


def poster_pages(part: Poster, fonts: FontSet) -> list[Page]:
    """Lay out a large sheet.

    Raises Rejected ``papers.too_long`` when its text cannot be read at any size.
    """
    fonts = fonts.for_display()
    if part.design in _OF_MANY_PAGES:
        return _OF_MANY_PAGES[part.design](part, fonts)
    page = _DESIGNS[part.design](part, fonts)
    return tiles(page, part.tiling, fonts) if part.tiling else [page]
