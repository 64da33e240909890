"""公文海报: which papers there are, what is typed for them, making, proving and keeping them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.paper_texts import PaperText, Words
from dangjian_desktop.domain.papers import Paper, PrintRun, sample_of
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, finding
from dangjian_desktop.services.appraisals import Appraisals
from dangjian_desktop.services.paper_asks import (
    AS_FITS,
    PER_SHEET,
    STOCK,
    About,
    Ask,
    FieldKind,
    PaperKind,
)
from dangjian_desktop.services.paper_kinds import KINDS, checked, kind_of, named
from dangjian_desktop.services.paper_proposals import proposals
from dangjian_desktop.services.paper_subjects import ToKeep, keep_paper, subjects_of
from dangjian_desktop.services.paper_views import (
    FontReport,
    FontUse,
    Issue,
    Laid,
    Pack,
    Rendered,
    Shelf,
    Taken,
    taken,
)
from dangjian_desktop.services.paper_wording import alone, alone_texts, in_words, newest_text
from dangjian_desktop.services.publications import Publications
from dangjian_desktop.services.whole_files import write_whole

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.documents.fonts import FontSet
    from dangjian_desktop.documents.preview import PageImage
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.services.ballot_issues import BallotIssues
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.campaigns import Campaigns
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories.book import MadePaper
    from dangjian_desktop.storage.work import View

SHARED, PUBLIC_NOTICE = "office.", "grading_notice"
MADE = Changes.of(Topic.PAPERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """Which paper: its kind, the meeting and respondent group where it is about one.

    ``values`` are typed fields; those left out are taken from what is kept. ``words`` are the paper's own
    words as they are being mended; None: as they were kept. ``to`` is whom an addressed paper is for;
    None: the one that is typed. ``alone``: its words are those of this one receiver, not of all.
    """

    kind: str
    meeting_id: str = ""
    group: str = ""
    values: Mapping[str, str] | None = None
    words: Words | None = None
    to: Addressee | None = None
    alone: bool = False


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


class Papers:
    """What a clerk can do with papers."""

    def __init__(
        self,
        book: Book,
        catalog: Catalog,
        clock: Clock,
        campaigns: Campaigns,
        ballots: Ballots,
        scoring: Scoring,
        vetting: VettingService,
        issues: BallotIssues,
    ) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock
        self._campaigns, self._ballots = campaigns, ballots
        self._scoring, self._vetting, self._issues = scoring, vetting, issues
        self._publications = Publications(book, clock, scoring)
        self._appraisals = Appraisals(book, catalog, clock, ballots)
        self._fonts: FontSet | None = None

    # ------------------------------------------------------------ fields

    def kinds(self) -> tuple[PaperKind, ...]:
        """Return the papers that can be made, in the order of the work."""
        return KINDS

    def fields(self, code: str, about: str = "") -> dict[str, str]:
        """Return the fields kept for a paper; where nothing was typed, what the record proposes.

        ``about``: the meeting and group (:meth:`subject`) of a paper that is about one.
        """
        kind = kind_of(code)
        campaign, today = self._campaigns.in_hand(), self._clock.today()
        with self._book.read() as view:
            proposed = proposals(
                kind,
                campaign,
                view,
                today,
                lambda: self._catalog.document_form(code, on=today),
                self._scoring.rating_list,
            )
            if code == PUBLIC_NOTICE and campaign is not None:
                held = self._publications.standing(campaign.id)
                if held is not None:
                    put_up = held.publication
                    days = {"start": put_up.start.isoformat(), "end": put_up.end.isoformat()}
                    return {**_kept(view, kind, proposed, about), **days}
            return _kept(view, kind, proposed, about)

    def keep_fields(self, code: str, values: Mapping[str, str], about: str = "") -> Outcome[dict[str, str]]:
        """Keep the typed fields of a paper; ``about`` as for :meth:`fields`.

        Raises:
            Rejected: a date, year or choice cannot be read, or there is no such field.
        """
        kind = kind_of(code)
        errors = (*_unknown(kind, values), *checked(kind, values))
        if errors:
            raise Rejected(*errors)
        now = self.fields(code, about)
        with self._book.work("paper.fields", f"填写{kind.name}") as work:
            changed = False
            for ask in kind.asks:
                if ask.code in values and values[ask.code] != now[ask.code]:
                    work.settings.set(_key(kind, ask, about), values[ask.code].strip())
                    changed = True
            if changed:
                work.commit()
        return Outcome(self.fields(code, about), (), MADE if changed else Changes())

    # ------------------------------------------------------------ making

    def draft(self, wish: PaperWish) -> Paper:
        """Return the paper as a tree.

        Raises:
            Rejected: a blank has no value, a list is empty, a field cannot be read.
        """
        return self._drafted(wish)[0]

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

        whole, record = self._drafted(wish)
        paper, frozen = sample_of(whole), self._frozen(wish)
        pages = compose_checked(paper, self.fonts())
        return Laid(
            frozen_on=frozen.frozen_on if frozen else None,
            paper=paper,
            pages=pages,
            pdf=self._book.files.get(frozen.sha256) if frozen else b"",
            sizes=tuple((page.width, page.height) for page in pages),
            checks=(),
            taken=record,
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

        values = {**self.fields(wish.kind, _about(self, wish)), **(wish.values or {})}
        record = export_of(paper, values.get("numbers", ""), values.get("purpose", ""), where)
        if record is not None:
            with self._book.work(ACTION, record.words()) as work:
                work.commit()
        whole = not where.endswith(("docx", "xlsx"))  # an office file holds one form, to be mended
        many = count or (paper.run.count if paper.run else 0)
        if whole and many:
            meeting = needs_meeting(kind_of(wish.kind))
            sheet = self._ballots.sheet(self.subject(wish).partition("/")[0]) if meeting else None
            group = sheet.form.group(wish.group) if sheet else None
            self._issues.printed(
                meeting_id=sheet.meeting.id if sheet else "",
                about=sheet.meeting.title if sheet else paper.record or paper.title.replace("\n", ""),
                kind=wish.kind,
                edition=sheet.form.edition if sheet else "",
                group=group.name if group else "",
                count=many,
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

    def template(self, wish: PaperWish) -> Paper:
        """Return the paper as template and record give it, whatever was mended.

        Of an addressed one that is the letter all get, its {blanks} still open; with ``alone`` the letter
        this one receiver gets like all others.

        Raises:
            Rejected: as :meth:`draft`.
        """
        if kind_of(wish.kind).addressed and not wish.alone:
            typed, form = self._typed(wish)
            with self._book.read() as view:
                return _letter(self._sources(view, wish, typed, form), typed, form)
        return self._from_record(wish)[0]

    def each(self, wish: PaperWish, to: Sequence[Addressee]) -> Iterator[Paper | tuple[Finding, ...]]:
        """Yield an addressed paper for each in its own words, or why it cannot be made for that one.

        Raises:
            Rejected: a field cannot be read.
        """
        kind, make = kind_of(wish.kind), _maker(wish.kind)
        typed, form = self._typed(wish)
        with self._book.read() as view:
            sources, kept = self._sources(view, wish, typed, form), alone_texts(view, wish.kind)
            for one in to:
                try:
                    yield in_words(make(replace(sources, to=one), typed, form), None, kept.get(alone(one)))
                except Rejected as error:
                    yield tuple(named(kind, item) for item in error.findings)

    def subject(self, wish: PaperWish) -> str:
        """Return what tells a paper from others of its kind: its campaign, or its meeting and group."""
        kind = kind_of(wish.kind)
        campaign = self._campaigns.in_hand()
        about = campaign.id if campaign else ""
        if kind.addressed:
            typed = Addressee(name=self._typed(wish)[0].text("recipient"))
            return alone(wish.to or typed) if wish.alone else ""
        if kind.about is About.MEETING:
            return f"{_meeting(self._ballots, wish, about)}/{wish.group}"
        return about if kind.about is About.CAMPAIGN else ""

    # ------------------------------------------------------------ helpers

    def _drafted(self, wish: PaperWish) -> tuple[Paper, tuple[Taken, ...]]:
        paper, record = self._from_record(wish)
        if wish.words is not None and _single(wish) == wish:
            return in_words(paper, wish.words, None), record
        with self._book.read() as view:
            kept = newest_text(view, wish.kind, self.subject(_single(wish)))
        return in_words(paper, None, kept), record

    def _frozen(self, wish: PaperWish) -> PaperText | None:
        """Return the version that is frozen, when the wish is for the paper as it was kept."""
        if wish.words is not None:
            return None
        with self._book.read() as view:
            newest = newest_text(view, wish.kind, self.subject(_single(wish)))
        return newest if newest is not None and newest.frozen_on is not None else None

    def _from_record(self, wish: PaperWish) -> tuple[Paper, tuple[Taken, ...]]:
        kind, make = kind_of(wish.kind), _maker(wish.kind)
        if kind.about is About.CAMPAIGN and self._campaigns.in_hand() is None:
            raise Rejected(finding("papers.no_campaign"))
        typed, form = self._typed(wish)
        with self._book.read() as view:
            sources = self._sources(view, wish, typed, form)
            try:
                paper = make(sources, typed, form)
            except Rejected as error:
                raise Rejected(*(named(kind, item) for item in error.findings)) from error
            if PER_SHEET in kind.asks:
                paper = replace(paper, run=_run(typed))
            return paper, taken(kind.code, sources)

    def _typed(self, wish: PaperWish) -> tuple[Typed, DocumentForm]:
        from dangjian_desktop.services.paper_facts import Typed

        kind = kind_of(wish.kind)
        values = {**self.fields(wish.kind, _about(self, wish)), **(wish.values or {})}
        errors = (*_unknown(kind, wish.values or {}), *checked(kind, values))
        if errors:
            raise Rejected(*errors)
        today = self._clock.today()
        return Typed(values, today), self._catalog.document_form(kind.code, on=today)

    def _sources(self, view: View, wish: PaperWish, typed: Typed, form: DocumentForm) -> Sources:
        from dangjian_desktop.services.paper_facts import Sources

        campaign = self._campaigns.in_hand()
        about = campaign.id if campaign else ""
        sources = Sources(
            campaign=campaign,
            view=view,
            today=self._clock.today(),
            sheet=cache(lambda: self._ballots.sheet(_meeting(self._ballots, wish, about))),
            compared=lambda group: self._ballots.surveys.compare(_meeting(self._ballots, wish, about), group),
            ratings=cache(lambda: self._scoring.rating_list(about)),
            summary=cache(lambda: self._scoring.summary(about)),
            vetting=cache(lambda: self._vetting.vetting_list(about)),
            published=cache(lambda: self._publications.standing(about)),
            appraisals=cache(lambda: self._appraisals.boards(about)),
            group=wish.group,
            to=wish.to,
            score_form=lambda category: (
                self._catalog.score_form_for(category, self._clock.today())
                or self._catalog.score_form_for(category)
            ),
            letter=cache(
                lambda: in_words(
                    _letter(sources, typed, form),
                    None if wish.alone else wish.words,
                    newest_text(view, wish.kind, ""),
                )
            ),
        )
        return sources

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


def _kept(view: View, kind: PaperKind, proposed: Mapping[str, str], about: str) -> dict[str, str]:
    return {ask.code: view.settings.value(_key(kind, ask, about), _first(ask, proposed)) for ask in kind.asks}


def _maker(code: str) -> Maker:
    from dangjian_desktop.services.addressed_facts import ADDRESSED_MAKERS
    from dangjian_desktop.services.appraisal_facts import APPRAISAL_MAKERS
    from dangjian_desktop.services.board_facts import BOARD_MAKERS
    from dangjian_desktop.services.election_facts import ELECTION_MAKERS
    from dangjian_desktop.services.gathering_facts import GATHERING_MAKERS
    from dangjian_desktop.services.grading_facts import GRADING_MAKERS
    from dangjian_desktop.services.letter_facts import LETTER_MAKERS
    from dangjian_desktop.services.paper_facts import MAKERS
    from dangjian_desktop.services.poster_facts import POSTER_MAKERS
    from dangjian_desktop.services.roster_papers import ROSTER_MAKERS
    from dangjian_desktop.services.vetting_sheets import VETTING_MAKERS

    typed = {**LETTER_MAKERS, **ELECTION_MAKERS, **GATHERING_MAKERS, **POSTER_MAKERS, **ADDRESSED_MAKERS}
    rated = {**GRADING_MAKERS, **APPRAISAL_MAKERS}
    facts = {**MAKERS, **BOARD_MAKERS, **rated, **VETTING_MAKERS, **ROSTER_MAKERS}
    return {**facts, **typed}[code]


def _single(wish: PaperWish) -> PaperWish:
    """Return the wish for the one paper that is printed; one addressed to many is one receiver's."""
    return replace(wish, alone=True) if kind_of(wish.kind).addressed else wish


def _letter(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    from dangjian_desktop.services.addressed_facts import letter_to_all

    return letter_to_all(sources, typed, form)


def _meeting(ballots: Ballots, wish: PaperWish, campaign_id: str) -> str:
    if wish.meeting_id:
        return wish.meeting_id
    rows = ballots.meetings(campaign_id)
    if not rows:
        raise Rejected(finding("papers.no_meeting"))
    return rows[0].meeting.id


def _renderer(format_name: str, fonts: FontSet) -> Callable[[Paper], bytes]:
    if format_name == "pdf":
        from dangjian_desktop.documents.pdf import render_pdf

        return lambda paper: render_pdf(paper, fonts)
    if format_name == "docx":
        from dangjian_desktop.documents.docx import render_docx

        return lambda paper: render_docx(paper, fonts)
    from dangjian_desktop.documents.xlsx import render_xlsx

    return render_xlsx


def _run(typed: Typed) -> PrintRun:
    per_sheet = typed.text("per_sheet")
    return PrintRun(
        count=int(typed.text("copies") or 0),
        per_sheet=int(per_sheet) if per_sheet and per_sheet != AS_FITS else 0,
        sheet=typed.text("stock") or STOCK.choices[0],
    )


def _pack(paper: Paper, fonts: FontSet) -> Pack | None:
    from dangjian_desktop.documents.impose import Form, impose

    form = paper.parts[0]
    if paper.run is None or not paper.run.count or not isinstance(form, Form):
        return None
    laid = impose(form, paper.run, fonts)
    return Pack(paper.run.count, len(laid.pages) // laid.sides, laid.per_sheet, laid.sides)


def needs_meeting(kind: PaperKind) -> bool:
    """Tell whether a paper is about one meeting."""
    return kind.about is About.MEETING


def _issue(paper: MadePaper, name: str) -> Issue:
    return Issue(
        id=paper.id,
        kind=paper.kind,
        title=paper.title,
        name=name,
        sha256=paper.sha256,
        created=paper.created,
    )


def _first(ask: Ask, proposed: Mapping[str, str]) -> str:
    """Return what stands in a field before anything is typed: the proposal, else the first choice."""
    return proposed.get(ask.code, ask.choices[0] if ask.kind is FieldKind.CHOICE else "")


def _about(papers: Papers, wish: PaperWish) -> str:
    return papers.subject(wish) if kind_of(wish.kind).about is About.MEETING else ""


def _key(kind: PaperKind, ask: Ask, about: str) -> str:
    if ask.shared:
        return f"{SHARED}{ask.code}"
    return f"paper.{kind.code}.{ask.code}" + (f"@{about}" if ask.each and about else "")


def _unknown(kind: PaperKind, values: Mapping[str, str]) -> tuple[Finding, ...]:
    known = {ask.code for ask in kind.asks}
    labels = "、".join(ask.label for ask in kind.asks)
    return tuple(
        finding("papers.unknown_field", paper=kind.name, field=name, known=labels)
        for name in values
        if name not in known
    )
