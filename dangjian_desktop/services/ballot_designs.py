"""测评票样式: the office's own ballot forms, begun from another or from nothing, seen as they are edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dangjian_desktop.catalog.form_files import put_own, read_text, remove_own, text_of
from dangjian_desktop.domain.ballot_blocks import blocks_of
from dangjian_desktop.domain.ballot_lists import ListedSubject, laid
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.papers import Paper, PrintRun
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts.designs import (
    BLANK_FORM,
    FIELD_NAMES,
    ROW,
    SAMPLE_ISSUER,
    SAMPLE_NAME,
    SAMPLE_NOTE,
    SAMPLE_SUBJECT,
)
from dangjian_desktop.services.standing_words import form_in

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.documents.preview import PageImage
    from dangjian_desktop.services.papers import Papers
    from dangjian_desktop.storage.database import Book

KIND = "ballots"
TOUCHED = Changes.of(Topic.BALLOTS)
Draft = dict[str, Any]
"""The table of a form as its file holds it."""

_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SAMPLE_PEOPLE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignRow:
    """One edition of a form: whether it is the office's own, and how many meetings use it."""

    form: BallotForm
    meetings: int

    @property
    def label(self) -> str:
        """Return name and edition."""
        return f"{self.form.name} {self.form.edition}"


@dataclass(frozen=True, slots=True)
class DesignSketch:
    """A draft as it would be printed: its pages, or what is wrong with it."""

    pages: tuple[PageImage, ...]
    findings: tuple[Finding, ...]


class BallotDesigns:
    """What a clerk can do with ballot forms."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, papers: Papers) -> None:
        self._book, self._catalog, self._clock, self._papers = book, catalog, clock, papers

    # ---------------------------------------------------------------- reading

    def forms(self) -> tuple[DesignRow, ...]:
        """Return every edition of every ballot form, by name, the newest edition first."""
        used = self._used()
        found = [
            DesignRow(form=cast("BallotForm", one), meetings=used.get((one.code, one.edition), 0))
            for newest in self._catalog.ballot_forms()
            for one in reversed(self._catalog.editions(KIND, newest.code))
        ]
        return tuple(sorted(found, key=lambda row: not row.form.own))

    def draft(self, code: str, edition: str) -> Draft:
        """Return a form's table, to be changed and saved.

        Raises:
            Rejected: there is no such form.
        """
        return self._parsed(text_of(self._catalog, KIND, code, edition), code)

    def copy(self, code: str, edition: str) -> Draft:
        """Return a form's table under a code of its own.

        Raises:
            Rejected: there is no such form.
        """
        made = self.draft(code, edition)
        year = str(self._clock.today().year)
        name = f"{made['name']}（本单位）"
        return {**made, "code": self._free_code(), "name": name, "edition": year, "valid_from": None}

    def blank(self) -> Draft:
        """Return the table of a new form with one group, one item and four options."""
        year = str(self._clock.today().year)
        return {"code": self._free_code(), "edition": year, **deepcopy(BLANK_FORM)}

    # ---------------------------------------------------------------- while it is edited

    def check(self, draft: Mapping[str, Any]) -> BallotForm:
        """Read a draft.

        Raises:
            Rejected: with every mistake, said by the names of the fields.
        """
        code, edition = str(draft.get("code") or ""), str(draft.get("edition") or "")
        if not _EDITION.fullmatch(edition):
            at = Where(field=FIELD_NAMES["edition"])
            raise Rejected(finding("designs.bad_edition", where=at, text=edition))
        if not _CODE.fullmatch(code):
            raise Rejected(finding("designs.bad_code", where=Where(field=FIELD_NAMES["code"]), text=code))
        try:
            return cast("BallotForm", read_text(KIND, code, edition, self.text(draft)))
        except Rejected as refused:
            raise Rejected(*(in_words(one) for one in refused.findings)) from refused

    def text(self, draft: Mapping[str, Any]) -> str:
        """Return a draft as the text of a form file."""
        from dangjian_desktop.catalog.toml_text import toml_text

        return toml_text(draft)

    def sketch(self, draft: Mapping[str, Any], scale: float) -> DesignSketch:
        """Return a draft as it would be printed for its first group, with an invented list of names."""
        from dangjian_desktop.documents.pdf import render_pdf
        from dangjian_desktop.documents.preview import page_images

        try:
            form = self.check(draft)
            pages = tuple(page_images(render_pdf(self._paper(form), self._papers.fonts()), scale))
        except Rejected as refused:
            return DesignSketch((), refused.findings)
        return DesignSketch(pages, ())

    def pdf(self, draft: Mapping[str, Any], path: Path) -> Path:
        """Write a draft to a PDF as it would be printed.

        Raises:
            Rejected: with every mistake of the draft, or the file cannot be written.
        """
        from dangjian_desktop.documents.pdf import render_pdf

        data = render_pdf(self._paper(self.check(draft)), self._papers.fonts())
        try:
            path.write_bytes(data)
        except OSError as error:
            raise Rejected(finding("designs.not_written", where=Where(file=path.name))) from error
        return path

    def _paper(self, form: BallotForm) -> Paper:
        """Return the ballot for the first group, with an invented list of names."""
        from dangjian_desktop.documents.papers import meetings

        with self._book.read() as view:
            words = form_in(view, self._catalog, "ballot", self._clock.today())
        shown, group = sample_of(form), form.groups[0]
        facts = meetings.BallotFacts(
            title=form.title,
            subject=SAMPLE_SUBJECT,
            intro=form.intro,
            blocks=blocks_of(shown, meetings.ballot_words(words)),
            dated=self._clock.today(),
            issuer=SAMPLE_ISSUER,
            group=group.name,
            band=group.colour,
        )
        return replace(meetings.ballot(facts, words), run=PrintRun(per_sheet=1))

    # ---------------------------------------------------------------- keeping

    def save(self, draft: Mapping[str, Any]) -> Outcome[BallotForm]:
        """Keep a draft as the office's own form.

        A shipped edition, and one a meeting was held on, stay as they are: the draft becomes a new one.

        Raises:
            Rejected: with every mistake of the draft.
            Unavailable: the folder of the office's forms cannot be written.
        """
        form, told = self.check(draft), tuple[Finding, ...]()
        if self._is_fixed(form.code, form.edition):
            edition = self._free_edition(form.code)
            told = (hint("designs.new_edition", old=form.edition, edition=edition),)
            draft = {**draft, "edition": edition}
            form = self.check(draft)
        put_own(self._catalog, KIND, form.code, form.edition, self.text(draft))
        return Outcome(self._catalog.ballot_form(form.code, form.edition), told, TOUCHED)

    def remove(self, code: str, edition: str) -> Outcome[bool]:
        """Take one of the office's own forms away.

        Raises:
            Rejected: it ships with the program, or a meeting was held on it.
        """
        form = self._catalog.ballot_form(code, edition)
        at = Where(record=f"{form.name} {edition}")
        if not form.own:
            raise Rejected(finding("designs.shipped", where=at))
        meetings = self._used().get((code, edition), 0)
        if meetings:
            raise Rejected(finding("designs.used", where=at, meetings=meetings))
        return Outcome(remove_own(self._catalog, KIND, code, edition), (), TOUCHED)

    def export(self, code: str, edition: str, path: Path) -> Path:
        """Write a form to a file, for another office.

        Raises:
            Rejected: there is no such form, or the file cannot be written.
        """
        return self.write(self.draft(code, edition), path)

    def write(self, draft: Mapping[str, Any], path: Path) -> Path:
        """Write a draft to a file, to be changed there.

        Raises:
            Rejected: the file cannot be written.
        """
        try:
            path.write_text(self.text(draft), encoding="utf-8")
        except OSError as error:
            raise Rejected(finding("designs.not_written", where=Where(file=path.name))) from error
        return path

    def read(self, path: Path) -> Draft:
        """Return the table of a form file.

        Raises:
            Rejected: the file cannot be read, or is no TOML.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Rejected(finding("designs.not_read", where=Where(file=path.name))) from error
        return self._parsed(text, path.name)

    def bring_in(self, path: Path) -> Outcome[BallotForm]:
        """Keep a form file of another office as an own form.

        Raises:
            Rejected: the file cannot be read, or is no ballot form.
        """
        return self.save(self.read(path))

    # ---------------------------------------------------------------- helpers

    def _parsed(self, text: str, name: str) -> Draft:
        import tomllib
        from fractions import Fraction

        try:
            return tomllib.loads(text, parse_float=Fraction)
        except (ValueError, RecursionError) as error:
            raise Rejected(finding("designs.not_a_form", where=Where(file=name))) from error

    def _used(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        with self._book.read() as view:
            for code, edition in view.meetings.stream("form_code", "form_edition"):
                key = (str(code), str(edition))
                found[key] = found.get(key, 0) + 1
        return found

    def _is_fixed(self, code: str, edition: str) -> bool:
        held = next((one for one in self._catalog.editions(KIND, code) if one.edition == edition), None)
        return held is not None and (not held.own or (code, edition) in self._used())

    def _free_edition(self, code: str) -> str:
        taken = {one.edition for one in self._catalog.editions(KIND, code)}
        year = str(self._clock.today().year)
        names = (year, *(f"{year}-{n}" for n in range(2, 100)))
        return next(name for name in names if name not in taken)

    def _free_code(self) -> str:
        taken = {form.code for form in self._catalog.ballot_forms()}
        return next(code for n in range(1, 10_000) if (code := f"office_{n}") not in taken)


def sample_of(form: BallotForm) -> BallotForm:
    """Return the form as it is shown while no meeting has it: with an invented list where it judges one."""
    if form.list_subject is None:
        return form
    people = (
        ListedSubject(id="", meeting_id="", order=n, name=SAMPLE_NAME.format(number=n + 1), note=SAMPLE_NOTE)
        for n in range(_SAMPLE_PEOPLE)
    )
    return laid(form, tuple(people))


def in_words(one: Finding) -> Finding:
    """Say where a mistake is by the names a clerk sees: 项目 第 3 行 文字, not items.3.text."""
    words = [
        ROW.format(number=part) if part.isdigit() else FIELD_NAMES.get(part, part)
        for part in one.where.field.split(".")
        if part
    ]
    return replace(one, where=Where(field=" ".join(words)))
