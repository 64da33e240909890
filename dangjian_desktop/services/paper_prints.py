"""What leaves a paper beside the paper itself: pictures for sharing, the printed 合规检查."""

from __future__ import annotations

from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.changes import NOTHING, Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.progress import Progress, Silent
from dangjian_desktop.services.whole_files import write_whole

if TYPE_CHECKING:
    from dangjian_desktop.services.papers import Papers, PaperWish

PICTURE_DPI = 200
LARGEST_SIDE = 6000  # pixels: a picture of a banner is still one a phone opens


class PaperPrints:
    """What a clerk can take out of a paper besides its file."""

    def __init__(self, papers: Papers, clock: Clock) -> None:
        self._papers, self._clock = papers, clock

    def pictures(
        self, wish: PaperWish, path: Path, progress: Progress | None = None
    ) -> Outcome[tuple[Path, ...]]:
        """Write every page as a PNG: one page to ``path`` itself, several to ``path`` with -1, -2 ….

        Raises:
            Rejected: the paper cannot be made.
            Unavailable: a file cannot be written.
            Cancelled: when the clerk stops it; then no file stays.
        """
        from dangjian_desktop.documents.pdf import draw_pages
        from dangjian_desktop.documents.preview import page_png

        told = progress or Silent()
        laid = self._papers.sketch(wish)
        pdf = laid.pdf or draw_pages(laid.pages, laid.paper)
        written: list[Path] = []
        with ExitStack() as taken_back:
            for number, size in enumerate(laid.sizes):
                told.step(number, len(laid.sizes), "正在画图片")
                told.give_way()
                scale = min(PICTURE_DPI / 72, LARGEST_SIDE / max(size))
                place = path if len(laid.sizes) == 1 else path.with_stem(f"{path.stem}-{number + 1}")
                write_whole(place, page_png(pdf, scale, number))
                written.append(place)
                taken_back.callback(place.unlink, missing_ok=True)
            taken_back.pop_all()  # all are there: they stay
        return Outcome(tuple(written), (), NOTHING)

    def report(self, wish: PaperWish, path: Path) -> Outcome[Path]:
        """Write the result of 合规检查 of a paper as PDF, with the digest of the file that was checked.

        Raises:
            Rejected: the paper cannot be made.
            Unavailable: the file cannot be written.
        """
        from dangjian_desktop.documents.check_report import check_report
        from dangjian_desktop.documents.pdf import render_pdf

        laid = self._papers.lay_out(wish)
        paper = check_report(laid.paper, laid.checks, sha256(laid.pdf).hexdigest(), self._clock.today())
        write_whole(path, render_pdf(paper, self._papers.fonts()))
        return Outcome(path, (), NOTHING)
