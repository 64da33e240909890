"""批量: one paper for each of many, as one file or a file each, with progress; whole or not at all.

The record is read at the beginning and written to at the end. In between papers are only composed and
drawn, which gives way to whatever else is asked of the book.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from dangjian_desktop.domain.addressees import (
    NAME,
    NUMBER,
    PATTERN,
    POST,
    TITLE,
    UNIT,
    Addressee,
    blanks_in,
    file_names,
)
from dangjian_desktop.domain.exports import ExportRecord
from dangjian_desktop.domain.papers import Paper, texts_of
from dangjian_desktop.kernel.changes import NOTHING, Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Unavailable, Where, finding, hint, warning
from dangjian_desktop.kernel.progress import Cancelled, Progress, Silent
from dangjian_desktop.services.batch_lists import (
    Crowd,
    as_recorded,
    from_document,
    to_communities,
    to_get,
    to_orgs,
    to_persons,
)
from dangjian_desktop.services.batch_voters import to_households, to_voters
from dangjian_desktop.services.exports import ACTION, numbers_in
from dangjian_desktop.services.paper_kinds import kind_of, read_day
from dangjian_desktop.services.paper_subjects import ToKeep, keep_paper
from dangjian_desktop.services.paper_wording import in_words, newest_text
from dangjian_desktop.services.standing_words import form_in
from dangjian_desktop.services.upkeep import PASSED_OVER
from dangjian_desktop.services.whole_files import whole_file

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.documents.drawn import Page
    from dangjian_desktop.documents.fonts import FontSet
    from dangjian_desktop.documents.pdf import PdfFile
    from dangjian_desktop.documents.preview import PageImage
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.exchange.grid import Document
    from dangjian_desktop.services.campaigns import Campaigns
    from dangjian_desktop.services.papers import Papers, PaperWish
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.storage.database import Book

LIST_FORM = "open_letter"
MOST_TOLD = 20
MAKING, WRITING, PLACING = "正在生成", "正在写文件", "正在放进文件夹"
PRINTING, PRINTED = "正在打印", "（打印）"
BEARING = ("roster.", "campaign.", "task.", "paper.", "book.")
"""Steps that may change what a paper says begin with these; what a meeting answered changes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDone:
    """What a batch made: where, how many papers on how many pages, how many could not be made."""

    path: Path
    papers: int
    pages: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPrinted:
    """What of a batch went to the printer: how many papers, how many could not be made, whose are left.

    ``rest`` are those it was stopped before, by the clerk or by the printer.
    """

    papers: int
    left_out: int
    rest: tuple[Addressee, ...] = ()


Send = Callable[[str, Sequence["PageImage"]], bool]
"""Prints the pages of one paper, by the name of the job; tells whether the printer took them."""


class Batches:
    """What a clerk can do with a paper that goes to many."""

    def __init__(
        self,
        book: Book,
        catalog: Catalog,
        clock: Clock,
        papers: Papers,
        rosters: Rosters,
        campaigns: Campaigns,
    ) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock
        self._papers, self._rosters, self._campaigns = papers, rosters, campaigns

    # ------------------------------------------------------------ whom to

    def crowd(self, which: Crowd) -> tuple[Addressee, ...]:
        """Return everyone on a list of the record."""
        if which in (Crowd.HOUSEHOLDS, Crowd.VOTERS):
            return self._voters(each=which is Crowd.VOTERS)
        if which is Crowd.PERSONS:
            return to_persons(self._rosters.picture().persons)
        if which is Crowd.ORGS:
            return to_orgs(self._rosters.picture().orgs)
        everyone = self._communities()
        return tuple(one for one in everyone if one.matters) if which is Crowd.LATE else everyone

    def _communities(self) -> tuple[Addressee, ...]:
        return to_communities(self._rosters.picture().communities, self._campaigns.status_in_hand())

    def _voters(self, *, each: bool) -> tuple[Addressee, ...]:
        with self._book.read() as view:
            lines = view.voters.lines({})
        return to_voters(lines) if each else to_households(lines, self._list_form())

    def listed(self, path: Path) -> Outcome[tuple[Addressee, ...]]:
        """Return the names of a file: Excel, Word, csv or text; the findings name rows without a name.

        Raises:
            Rejected: it holds no names, or no column is headed 姓名 or the like.
            Unavailable: it cannot be read.
        """
        from dangjian_desktop.exchange.tables import Source, read_document

        return self._read(read_document(Source.from_path(path)))

    def pasted(self, text: str) -> Outcome[tuple[Addressee, ...]]:
        """Return the names of a pasted text: a table with its head, or a name a line.

        Raises:
            Rejected: as :meth:`listed`.
        """
        from dangjian_desktop.exchange.tables import Source, read_document

        return self._read(read_document(Source.pasted(text)))

    def _read(self, document: Document) -> Outcome[tuple[Addressee, ...]]:
        found, left_out = from_document(document, self._list_form())
        return Outcome(as_recorded(found, self._communities()), left_out[:MOST_TOLD], NOTHING)

    def _list_form(self) -> DocumentForm:
        return self._catalog.document_form(LIST_FORM, on=self._clock.today())

    # ------------------------------------------------------------ making

    def names(self, wish: PaperWish, to: Sequence[Addressee], pattern: str = "") -> tuple[str, ...]:
        """Return the file names by ``pattern``: its blanks {序号} {收件人} {单位} {职务} {标题} filled.

        Raises:
            Rejected: the pattern is empty or has a blank nobody knows.
        """
        return self._names(self._title(wish), to, pattern)

    def _names(self, title: str, to: Sequence[Addressee], pattern: str) -> tuple[str, ...]:
        pattern = pattern.strip() or PATTERN
        known = tuple(dict.fromkeys((NUMBER, TITLE, NAME, UNIT, POST, *(to[0].values() if to else ()))))
        unknown = [name for name in blanks_in(pattern) if name not in known]
        if unknown or not blanks_in(pattern):
            where, text = Where(field="文件名"), "、".join(unknown) or pattern
            told = "、".join(f"{{{name}}}" for name in known)
            raise Rejected(finding("papers.bad_pattern", where=where, text=text, known=told))
        return file_names(pattern, title, to)

    def make(
        self,
        wish: PaperWish,
        to: Sequence[Addressee],
        path: Path,
        pattern: str = "",
        progress: Progress | None = None,
    ) -> Outcome[BatchDone]:
        """Make the paper for each of ``to``: one PDF when ``path`` ends in .pdf, else a file each in it.

        Those it cannot be made for are left out and named in the findings, and so are communities that
        are on time when it is a reminder. All papers say what the record said at the beginning; a finding
        tells that it was changed while they were made.

        Raises:
            Rejected: the paper goes to nobody by name, nobody is chosen or nobody late, it can be made for
                nobody, a file of the same name is there, the pattern is wrong.
            Unavailable: a file cannot be written.
            Cancelled: as ``progress`` says; then nothing is written.
        """
        to, spared, told = self._who(wish, to)
        begun, watch = self._begun(wish, to), progress or Silent()
        run = _Run(begun, self._papers.fonts(), watch)
        if path.suffix.lower() == ".pdf":
            done = run.one_file(path)
        else:
            done = run.file_each(path, self._names(begun.letter.title, to, pattern))
        moved = self._moved_since(begun.entry)
        self._note(begun, done.papers, done.path.name, run.kept, watch)
        done = replace(done, left_out=done.left_out + spared)
        return Outcome(done, (*told, *run.told(), *moved), NOTHING)

    def send(
        self,
        wish: PaperWish,
        to: Sequence[Addressee],
        send: Send,
        scale: float,
        progress: Progress | None = None,
    ) -> Outcome[BatchPrinted]:
        """Print the paper for each of ``to``, a job each, its pages as pictures of ``scale`` dots a point.

        Each paper begins on a sheet of its own. Who was not reached when it was stopped, or when the printer
        took no more, is told as the rest; who is left out, as in :meth:`make`.

        Raises:
            Rejected: as :meth:`make`.
            Unavailable: the printer took none.
            Cancelled: as ``progress`` says, before the first.
        """
        to, spared, told = self._who(wish, to)
        begun, watch = self._begun(wish, to), progress or Silent()
        run = _Run(begun, self._papers.fonts(), watch, PRINTING)
        rest = run.to_printer(send, scale)
        moved = self._moved_since(begun.entry)
        self._note(begun, run.papers, PRINTED, {}, watch)
        done = BatchPrinted(papers=run.papers, left_out=run.left_out + spared, rest=rest)
        return Outcome(done, (*told, *run.told(), *moved), NOTHING)

    def _who(
        self, wish: PaperWish, to: Sequence[Addressee]
    ) -> tuple[Sequence[Addressee], int, tuple[Finding, ...]]:
        """Return who gets the paper, how many of ``to`` do not being on time, and what is told of them."""
        kind = kind_of(wish.kind)
        if not kind.addressed:
            raise Rejected(finding("papers.not_addressed", paper=kind.name))
        if not to:
            raise Rejected(finding("papers.nobody", paper=kind.name))
        to, spared = to_get(wish.kind, to)
        names = "、".join(one.name for one in spared)
        if not to:
            raise Rejected(finding("papers.all_on_time", count=len(spared), names=names))
        told = (warning("papers.on_time", count=len(spared), names=names),) if spared else ()
        return to, len(spared), told

    def _begun(self, wish: PaperWish, to: Sequence[Addressee]) -> _Begun:
        """Read everything of the record that the papers and the note of them want."""
        letter, values = self._letter(wish), self._papers.values(wish)
        day = read_day(values.get("dated", "")) or self._clock.today()
        with self._book.read() as view:
            form = form_in(view, self._catalog, wish.kind, self._clock.today())
            entry, _ = view.audit.head()
        return _Begun(
            to=to, each=self._papers.each(wish, to), letter=letter, form=form, entry=entry,
            about=Paper(wish.kind, letter.title, (), values.get("issuer", ""), day),
        )  # fmt: skip

    def _moved_since(self, entry: int) -> tuple[Finding, ...]:
        """Tell what was changed in the record after an entry of its log."""
        with self._book.read() as view:
            now, _ = view.audit.head()
            later = [
                one.summary
                for one in view.audit.latest(now - entry)
                if one.action.startswith(BEARING) and one.action not in PASSED_OVER
            ]
        return (hint("papers.record_moved", count=len(later), example=later[-1]),) if later else ()

    def _letter(self, wish: PaperWish) -> Paper:
        """Return the letter all get, in the words that are kept for all, its {blanks} still open."""
        letter = self._papers.template(replace(wish, alone=False))
        with self._book.read() as view:
            return in_words(letter, wish.words, newest_text(view, wish.kind, ""))

    def _title(self, wish: PaperWish) -> str:
        return self._letter(wish).title

    def _note(
        self,
        begun: _Begun,
        papers: int,
        where: str,
        kept: Mapping[Path, tuple[str, ...]],
        watch: Progress,
    ) -> None:
        """Note the batch of so many papers in the log, and keep the files that go to persons of the roster.

        Names of persons that leave the program are told as an export.
        """
        letter, to = begun.letter, begun.to
        used = blanks_in("".join(text for part in letter.parts for text in texts_of(part)))
        title = "".join(letter.title.split())
        persons = sum(one.person for one in to)
        action, words = "paper.batch", f"批量生成{title} {papers} 份，文件：{where}"
        if persons:
            columns = (NAME, *(name for name in used if name in (UNIT, POST) or name in dict(to[0].more)))
            record = ExportRecord(
                what=f"{title}（批量）", persons=papers, columns=tuple(dict.fromkeys(columns)),
                numbers=numbers_in(columns, full=True), purpose=f"发{title}", file=where,
            )  # fmt: skip
            action, words = ACTION, record.words()
        for path in kept:  # the bytes first, one by one: then the unit of work is short
            self._book.files.put(path.read_bytes())
            watch.give_way()
        campaign = self._campaigns.in_hand()
        with self._book.work(action, words) as work:
            there = work.persons.get_many(person for whom in kept.values() for person in whom)
            for path, whom in kept.items():
                made = ToKeep(
                    form=begun.form, title=letter.title, name=path.name, content=path.read_bytes(),
                    created=self._clock.now(), campaign=campaign,
                    persons=tuple(person for person in whom if person in there),
                )  # fmt: skip
                keep_paper(self._book, work, made)
            work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """What a batch takes from the record before anything is made.

    ``each`` gives the paper of each of ``to``, or why there is none; ``letter`` has the words of all, its
    blanks still open; ``about`` is what one file of all says of itself; ``entry`` was the last of the log.
    """

    to: Sequence[Addressee]
    each: Iterable[Paper | tuple[Finding, ...]]
    letter: Paper
    about: Paper
    form: DocumentForm
    entry: int


class _Run:
    """One batch while it is made; it asks nothing of the book."""

    def __init__(self, begun: _Begun, fonts: FontSet, progress: Progress, doing: str = MAKING) -> None:
        self.begun, self.to, self.fonts, self.progress = begun, begun.to, fonts, progress
        self.doing = doing
        self.papers = self.pages = self.left_out = 0
        self.findings: list[Finding] = []
        self.refused: tuple[Finding, ...] = ()  # what the printer did not take
        self.made: list[int] = []  # the places in the list of those it could be made for
        self.kept: dict[Path, tuple[str, ...]] = {}

    def one_file(self, path: Path) -> BatchDone:
        """Make one PDF with a bookmark for each addressee."""
        from dangjian_desktop.documents.pdf import PdfFile

        with whole_file(path) as part, part.open("wb") as out:
            file = PdfFile(out, self.begun.about, partial(self._wait, len(self.to), WRITING))
            self._each(lambda at, _paper, pages: self._add(file, self.to[at].name, pages))
            file.close()
        whom = tuple(dict.fromkeys(self.to[at].person_id for at in self.made if self.to[at].person_id))
        self.kept = {path: whom} if whom else {}
        return self._done(path)

    @staticmethod
    def _add(file: PdfFile, name: str, pages: Sequence[Page]) -> None:
        file.add((replace(pages[0], marks=((0, name),)), *(replace(one, marks=()) for one in pages[1:])))

    def file_each(self, folder: Path, names: Sequence[str]) -> BatchDone:
        """Make a PDF each: first all of them in a folder beside, then they are put into place."""
        from dangjian_desktop.documents.pdf import draw_pages
        from dangjian_desktop.storage.errors import from_system

        _refuse_there(folder, names)
        part: Path | None = None
        own = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            part = aside = Path(mkdtemp(prefix=".批量-", dir=folder))
            self._each(lambda at, paper, pages: _write(aside / names[at], draw_pages(pages, paper)))
            _refuse_there(folder, names)
            self._put_into(aside, folder)
        except OSError as error:
            raise from_system(error, folder) from error
        finally:
            if part is not None:
                shutil.rmtree(part, ignore_errors=True)
                if own:
                    with suppress(OSError):
                        folder.rmdir()  # only when nothing is in it
        self.kept = {folder / names[at]: (key,) for at in self.made if (key := self.to[at].person_id)}
        return self._done(folder)

    def to_printer(self, send: Send, scale: float) -> tuple[Addressee, ...]:
        """Print a job for each; return those it was stopped before."""
        from dangjian_desktop.documents.pdf import draw_pages
        from dangjian_desktop.documents.preview import page_images

        def take(at: int, paper: Paper, pages: Sequence[Page]) -> None:
            title = "".join(paper.title.split())
            if not send(f"{title} {self.to[at].name}", page_images(draw_pages(pages, paper), scale)):
                raise Unavailable(finding("papers.printer_refused", name=self.to[at].name))

        try:
            self._each(take)
        except (Cancelled, Unavailable) as stop:
            if not self.papers:
                raise
            self.refused = stop.findings if isinstance(stop, Unavailable) else ()
            return tuple(self.to[self.made[-1] + 1 :])
        return ()

    def _each(self, take: Callable[[int, Paper, Sequence[Page]], object]) -> None:
        from dangjian_desktop.documents.compose import compose

        total = len(self.to)
        for at, made in enumerate(self.begun.each):
            self._wait(at, f"{self.doing}第 {at + 1} 份，共 {total} 份")
            if not isinstance(made, Paper):
                self._leave_out(made)
                continue
            try:
                self.fonts.check((text for part in made.parts for text in texts_of(part)), made.record)
                pages = compose(made, self.fonts)
            except Rejected as error:
                self._leave_out(error.findings)
                continue
            take(at, made, pages)
            self.made.append(at)
            self.papers += 1
            self.pages += len(pages)
        self.progress.step(total, total, self.doing)
        if not self.papers:
            raise Rejected(*tuple(dict.fromkeys(self.findings))[:MOST_TOLD])

    def _wait(self, done: int, what: str) -> None:
        """Say how far it is, and let others go first."""
        self.progress.step(done, len(self.to), what)
        self.progress.give_way()

    def _put_into(self, aside: Path, folder: Path) -> None:
        """Move every file of ``aside`` into ``folder``, or none: one that is open there stops all."""
        there: list[Path] = []
        try:
            for made in sorted(aside.iterdir()):
                made.replace(folder / made.name)
                there.append(folder / made.name)
                self._wait(len(there), PLACING)
        except (OSError, Cancelled):
            for moved in there:
                with suppress(OSError):
                    moved.unlink()
            raise

    def _leave_out(self, findings: tuple[Finding, ...]) -> None:
        self.left_out += 1
        self.findings += findings

    def told(self) -> tuple[Finding, ...]:
        """Return why papers were left out, and how many, and what the printer did not take."""
        if not self.left_out:
            return self.refused
        reasons = tuple(dict.fromkeys(self.findings))[:MOST_TOLD]
        return (warning("papers.left_out", count=self.left_out), *reasons, *self.refused)

    def _done(self, path: Path) -> BatchDone:
        return BatchDone(path=path, papers=self.papers, pages=self.pages, left_out=self.left_out)


def _refuse_there(folder: Path, names: Sequence[str]) -> None:
    there = [name for name in names if (folder / name).exists()]
    if there:
        where = Where(file=folder.name)
        raise Rejected(finding("papers.files_there", where=where, count=len(there), example=there[0]))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
