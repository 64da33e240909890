"""Whom a paper is about, and keeping a made paper in the record together with that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Person
from dangjian_desktop.services.paper_asks import About, PaperKind
from dangjian_desktop.services.vetting_views import Conclusion

if TYPE_CHECKING:
    from datetime import datetime

    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.services.paper_facts import Sources, Typed
    from dangjian_desktop.services.vetting_views import CandidateRow
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

VETTING_PAPERS = ("vetting_sheet", "talk_record", "failed_list", "vetting_table")
_BETWEEN_NAMES = re.compile(r"[、，,;；\s｜|]+")
Finder = Callable[["Sources", "Typed"], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToKeep:
    """A made paper: under which form, title and file name, its bytes, when, in which campaign, about whom."""

    form: DocumentForm
    title: str
    name: str
    content: bytes
    created: datetime
    campaign: Campaign | None = None
    persons: tuple[str, ...] = ()


def keep_paper(book: Book, work: UnitOfWork, made: ToKeep) -> None:
    """Keep a paper and whom it is about, in the open unit."""
    from dangjian_desktop.storage.repositories.book import MadePaper, PaperSubject

    stored = book.keep_file(work, made.name, made.content)
    paper = MadePaper(
        id=new_id(),
        kind=made.form.code,
        title=made.title,
        form_code=made.form.code,
        form_edition=made.form.edition,
        attachment_id=stored.id,
        sha256=sha256(made.content).hexdigest(),
        created=made.created,
        campaign_id=made.campaign.id if made.campaign else "",
    )
    work.papers.add(paper)
    for person in made.persons:
        work.paper_subjects.add(PaperSubject(id=new_id(), paper_id=paper.id, person_id=person))


def subjects_of(kind: PaperKind, sources: Sources, typed: Typed) -> tuple[str, ...]:
    """Return the keys of the persons of the roster a paper is about, each once.

    Names that are only typed count where the roster has exactly one person of that name, or exactly one
    who is a candidate of the campaign.
    """
    finder = _FINDERS.get(kind.code)
    if finder is None and kind.about is About.MEETING:
        finder = _of_meeting
    if finder is None and kind.addressed:
        finder = _addressee
    found = tuple(dict.fromkeys(finder(sources, typed))) if finder is not None else ()
    return tuple(sources.view.persons.get_many(found))


def _vetted(wanted: Callable[[CandidateRow], bool]) -> Finder:
    """Return the candidates, of one name where one is asked for."""

    def find(sources: Sources, typed: Typed) -> Iterator[str]:
        name = typed.text("candidate")
        for row in sources.vetting().rows:
            if row.person.id and name in ("", row.person.name) and wanted(row):
                yield row.person.id

    return find


def _of_meeting(sources: Sources, _typed: Typed) -> Iterator[str]:
    """Return whom a meeting judges: one person, or those on its list."""
    meeting = sources.sheet().row.meeting
    if meeting.person_id:
        yield meeting.person_id
    for line in sources.view.listed_subjects.find(meeting_id=meeting.id):
        if line.person_id:
            yield line.person_id


def _addressee(sources: Sources, typed: Typed) -> Iterable[str]:
    if sources.to is not None and sources.to.person_id:
        return (sources.to.person_id,)
    return _named(sources, [sources.to.name if sources.to is not None else typed.text("recipient")])


def _in_cells(code: str) -> Finder:
    """Return the persons named in the cells of a typed table."""

    def find(sources: Sources, typed: Typed) -> Iterable[str]:
        cells = (cell for table in typed.tables(code) for row in table.rows for cell in row)
        return _named(sources, (name for cell in cells for name in _BETWEEN_NAMES.split(cell)))

    return find


def _publicised(sources: Sources, typed: Typed) -> Iterator[str]:
    """Return the persons a 公示 names: in a column of its own, and candidates of the campaign anywhere."""
    text = "\n".join((*typed.lines("body"), *typed.lines("attached")))
    rows = (line for line in text.splitlines() if "\t" in line)
    yield from _named(sources, (cell for line in rows for cell in line.split("\t")))
    plain = squeezed(text)
    for person in _candidates(sources):
        if person.name in plain:
            yield person.id


def _named(sources: Sources, names: Iterable[str]) -> Iterator[str]:
    wanted = {squeezed(one) for one in names} - {""}
    if not wanted:
        return
    standing = {one.id for one in _candidates(sources)}
    found: dict[str, list[Person]] = {}
    for person in sources.view.persons.all():
        if person.name in wanted:
            found.setdefault(person.name, []).append(person)
    for people in found.values():
        sure = [one for one in people if one.id in standing] if len(people) > 1 else people
        if len(sure) == 1:
            yield sure[0].id


def _candidates(sources: Sources) -> tuple[Person, ...]:
    if sources.campaign is None:
        return ()
    standing = sources.view.candidates.find(campaign_id=sources.campaign.id)
    return tuple(sources.view.persons.get_many(one.person_id or "" for one in standing).values())


_FINDERS: dict[str, Finder] = {
    "vetting_sheet": _vetted(lambda _: True),
    "vetting_table": _vetted(lambda _: True),
    "talk_record": _vetted(lambda row: bool(row.talks)),
    "failed_list": _vetted(lambda row: row.conclusion is Conclusion.FAILED),
    "election_candidates": _in_cells("election_seats"),
    "election_ballot": _in_cells("election_seats"),
    "election_result": _in_cells("elected"),
    "appointment_notice": _in_cells("appointees"),
    "publicity": _publicised,
}
