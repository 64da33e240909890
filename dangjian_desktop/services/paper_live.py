"""The page that is looked at while one types: laid out at once, checked when the clerk pauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.services.paper_views import Laid, Rendered

if TYPE_CHECKING:
    from dangjian_desktop.documents.drawn import Page
    from dangjian_desktop.services.papers import Papers, PaperWish


@dataclass(frozen=True, slots=True)
class Look:
    """What of a paper is looked at: the page (from 0), dots a point, and the words beside the cursor.

    Where ``near`` stands on another page, that page is looked at.
    """

    page: int
    scale: float
    near: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A paper laid out and not yet drawn as a file, with the picture of the page that is looked at."""

    laid: Laid
    rendered: Rendered


class PaperLive:
    """What the window shows of a paper that is being written."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers

    def sketch(self, wish: PaperWish, look: Look) -> Sketch:
        """Return the paper laid out, with the picture of the page that is looked at.

        Raises:
            Rejected: the paper cannot be made.
        """
        from dangjian_desktop.documents.pdf import draw_pages

        laid = self._papers.sketch(wish)
        page = min(page_near(laid.pages, look), len(laid.pages) - 1)
        if laid.pdf:
            return Sketch(laid, self._papers.pages(laid.pdf, look.scale, page, 1))
        one = draw_pages([replace(laid.pages[page], marks=())], laid.paper)
        return Sketch(laid, replace(self._papers.pages(one, look.scale), first=page))

    def whole(self, laid: Laid) -> Laid:
        """Return a paper that was sketched with its file."""
        from dangjian_desktop.documents.pdf import draw_pages

        return laid if laid.pdf else replace(laid, pdf=draw_pages(laid.pages, laid.paper))

    def checked(self, laid: Laid, progress: Progress | None = None) -> Laid:
        """Return a whole paper with the proof's checks.

        Raises:
            Cancelled: as ``progress`` says, page by page.
        """
        from dangjian_desktop.documents.proof import proof

        return replace(laid, checks=proof(laid.pdf, laid.paper, progress))


def page_near(pages: Sequence[Page], look: Look) -> int:
    """Return the page on which the words beside the cursor stand; of several the nearest."""
    from dangjian_desktop.documents.drawn import texts_on

    near = "".join(look.near.split())
    found = [number for number, page in enumerate(pages) if near in texts_on(page)] if near else []
    return min(found, key=lambda number: abs(number - look.page), default=look.page)
