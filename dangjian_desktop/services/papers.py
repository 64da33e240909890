"""公文海报: making, proving, saving and keeping papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.papers import Paper, sample_of, texts_of
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.paper_drafts import MADE, PaperDrafts, PaperWish
from dangjian_desktop.services.paper_kinds import kind_of, needs_meeting
from dangjian_desktop.services.paper_subjects import ToKeep, keep_paper, subjects_of
from dangjian_desktop.services.paper_views import (
    FontReport,
    FontUse,
    Issue,
    Laid,
    Pack,
    Rendered,
    Shelf,
)
from dangjian_desktop.services.whole_files import write_whole

__all__ = ["Made", "PaperWish", "Papers", "Preview"]

if TYPE_CHECKING:
    from dangjian_desktop.documents.fonts import FontSet
    from dangjian_desktop.documents.preview import PageImage
    from dangjian_desktop.storage.repositories.book import MadePaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A paper ready for the printer: all its pages as pictures; of a ``pack`` of ballots one sheet."""

    paper: Paper
    pages: tuple[PageImage, ...]
    pack: Pack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A paper in one format, with the sha256 of its bytes."""

    paper: Paper
    format: str
    content: bytes
    digest: str


class Papers(PaperDrafts):
    """What a clerk can do with papers."""

    def lay_out(self, wish: PaperWish) -> Laid:
        """Return the paper as PDF with the proof's checks; pictures come from :meth:`pages`.

        Raises:
            Rejected: as :meth:`draft`.
        """
        from dangjian_desktop.documents.pdf import draw_pages
        from dangjian_desktop.documents.proof import proof

        laid = self.sketch(wish)
        pdf = laid.pdf or draw_pages(laid.pages, laid.paper)
        return replace(laid, pdf=pdf, checks=proof(pdf, laid.paper))

    def sketch(self, wish: PaperWish) -> Laid:
        """Return the paper laid out, not drawn as a file (unless it is frozen), and not checked.

        Raises:
            Rejected: as :meth:`draft`.
        """
        from dangjian_desktop.documents.pdf import compose_checked

        whole, record, hints = self._drafted(wish)
        paper, frozen = sample_of(whole), self._frozen(wish)
        pages = compose_checked(paper, self.fonts())
        return Laid(
            frozen_on=self.frozen_on(wish),
            paper=paper,
            pages=pages,
            pdf=self._book.files.get(frozen.sha256) if frozen else b"",
            sizes=tuple((page.width, page.height) for page in pages),
            checks=(),
            taken=record,
            hints=hints,
            pack=_pack(whole, self.fonts()),
            fonts={role.value: name for role, name in self.fonts().serving().items()},
        )

    def pages(self, pdf: bytes, scale: float, first: int = 0, count: int | None = None) -> Rendered:
        """Return ``count`` pages (None: all) from ``first`` as pictures, ``scale`` dots a point."""
        from dangjian_desktop.documents.preview import page_images

        images = tuple(page_images(pdf, scale, first, count))
        return Rendered(pdf=pdf, first=first, scale=scale, images=images)

    def preview(self, wish: PaperWish, scale: float) -> Preview:
        """Return all pages as pictures for the printer (``scale`` 1 is 72 dots an inch)."""
        from dangjian_desktop.documents.pdf import render_pdf
        from dangjian_desktop.documents.preview import page_images

        whole = self.draft(wish)
        paper = sample_of(whole)
        pages = tuple(page_images(render_pdf(paper, self.fonts()), scale))
        return Preview(paper=paper, pages=pages, pack=_pack(whole, self.fonts()))

    def make(self, wish: PaperWish, format_name: str) -> Made:
        """Return the paper's bytes in one of its formats: pdf, docx, xlsx.

        Raises:
            Rejected: as :meth:`draft`, or the paper does not come in that format.
        """
        kind = kind_of(wish.kind)
        if format_name not in kind.formats:
            known = "、".join(kind.formats)
            raise Rejected(finding("papers.unknown_format", paper=kind.name, format=format_name, known=known))
        paper = self.draft(wish)
        texts = (text for part in paper.parts for text in texts_of(part))
        self.fonts().check(texts, paper.record or paper.title)
        frozen = self._frozen(wish) if format_name == "pdf" else None
        content = (
            self._book.files.get(frozen.sha256) if frozen else _renderer(format_name, self.fonts())(paper)
        )
        return Made(paper=paper, format=format_name, content=content, digest=sha256(content).hexdigest())

    def save(self, wish: PaperWish, path: Path) -> Outcome[Path]:
        """Make the paper in the format of the file's ending, write it, and keep it in the record.

        Raises:
            Rejected: as :meth:`make`.
            Unavailable: the file cannot be written.
        """
        made = self.make(wish, path.suffix.lower().lstrip("."))
        write_whole(path, made.content)
        self._keep(wish, made, path.name)
        self.leave(wish, made.paper, path.name)
        return Outcome(path, (), MADE)

    def leave(self, wish: PaperWish, paper: Paper, where: str, count: int = 0) -> None:
        """Note in the log what leaves the program to a file or the printer: personal data, ballots.

        ``count`` is how many of a form were really printed; 0: as many as the paper's run wants.
        """
        from dangjian_desktop.services.exports import ACTION
        from dangjian_desktop.services.roster_papers import export_of

        values = self.values(wish)
        record = export_of(paper, values.get("numbers", ""), values.get("purpose", ""), where)
        if record is not None:
            with self._book.work(ACTION, record.words()) as work:
                work.commit()
        whole = not where.endswith(("docx", "xlsx"))  # an office file holds one form, to be mended
        many = count or (paper.run.count if paper.run else 0)
        if whole and many:
            self._register(wish, paper, where, many)

    def _register(self, wish: PaperWish, paper: Paper, where: str, count: int) -> None:
        """Enter ballots or other forms that were printed in their register."""
        meeting = needs_meeting(kind_of(wish.kind))
        sheet = self._ballots.sheet(self.subject(wish).partition("/")[0]) if meeting else None
        group = sheet.form.group(wish.group) if sheet else None
        self._issues.printed(
            meeting_id=sheet.meeting.id if sheet else "",
            about=sheet.meeting.title if sheet else paper.record or paper.title,
            kind=wish.kind,
            edition=sheet.form.edition if sheet else "",
            group=group.name if group else "",
            count=count,
            where=where,
        )

    def shelf(self) -> Shelf:
        """Return what papers can be about, and the papers made so far, newest first."""
        campaign = self._campaigns.in_hand()
        with self._book.read() as view:
            names = {stored.id: stored.name for stored in view.attachments.all()}
            made = tuple(reversed(view.papers.all()))
        return Shelf(
            campaign=campaign.title if campaign else "",
            meetings=self._ballots.meetings(campaign.id) if campaign else (),
            issues=tuple(_issue(paper, names.get(paper.attachment_id, "")) for paper in made),
        )

    def copy_out(self, issue_id: str, folder: Path) -> Path:
        """Write a paper as it was made into ``folder`` under its own name, and return where.

        Raises:
            Rejected: there is no such paper, or its kept file is gone or damaged.
            Unavailable: the file cannot be written.
        """
        with self._book.read() as view:
            paper = next((p for p in view.papers.all() if p.id == issue_id), None)
            if paper is None:
                raise Rejected(finding("papers.unknown_issue"))
            names = {stored.id: stored.name for stored in view.attachments.all()}
        path = folder / (names.get(paper.attachment_id) or f"{paper.title}.pdf")
        write_whole(path, self._book.files.get(paper.sha256))
        return path

    def fonts(self) -> FontSet:
        """Return the fonts in use: the office's own where installed, ours otherwise."""
        from dangjian_desktop.documents.fonts import office_fonts

        if self._fonts is None:
            self._fonts = office_fonts()
        return self._fonts

    def font_report(self) -> FontReport:
        """Return the font of each role of an official paper, and how many of the names each draws."""
        with self._book.read() as view:
            names = {person.name for person in view.persons.all()}
            names |= {voter.name for voter in view.voters.all()}
            names |= {unit.name for shelf in (view.communities, view.party_orgs) for unit in shelf.all()}
        fonts = self.fonts()
        wanting = tuple(sorted(name for name in names if fonts.missing(name)))
        return FontReport(
            uses=tuple(
                FontUse(role.value, font, fonts.covered(role, names))
                for role, font in fonts.serving().items()
            ),
            names=len(names),
            drawn=len(names) - len(wanting),
            wanting=wanting,
        )

    def _keep(self, wish: PaperWish, made: Made, name: str) -> None:
        kind = kind_of(made.paper.kind)
        typed, form = self._typed(wish)
        with self._book.read() as view:
            persons = subjects_of(kind, self._sources(view, wish, typed, form), typed)
        with self._book.work("paper.make", f"生成{kind.name}（{made.format}）") as work:
            keep_paper(
                self._book,
                work,
                ToKeep(
                    form=form, title=made.paper.title, name=name, content=made.content,
                    created=self._clock.now(), campaign=self._campaigns.in_hand(), persons=persons,
                ),
            )  # fmt: skip
            work.commit()


def _renderer(format_name: str, fonts: FontSet) -> Callable[[Paper], bytes]:
    if format_name == "pdf":
        from dangjian_desktop.documents.pdf import render_pdf

        return lambda paper: render_pdf(paper, fonts)
    if format_name == "docx":
        from dangjian_desktop.documents.docx import render_docx

        return lambda paper: render_docx(paper, fonts)
    from dangjian_desktop.documents.xlsx import render_xlsx

    return render_xlsx


def _pack(paper: Paper, fonts: FontSet) -> Pack | None:
    from dangjian_desktop.documents.impose import Form, impose

    form = paper.parts[0]
    if paper.run is None or not paper.run.count or not isinstance(form, Form):
        return None
    laid = impose(form, paper.run, fonts)
    return Pack(paper.run.count, len(laid.pages) // laid.sides, laid.per_sheet, laid.sides)


def _issue(paper: MadePaper, name: str) -> Issue:
    return Issue(
        id=paper.id,
        kind=paper.kind,
        title=paper.title,
        name=name,
        sha256=paper.sha256,
        created=paper.created,
    )
