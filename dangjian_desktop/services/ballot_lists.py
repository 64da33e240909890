"""The list a meeting's ballots judge: proposed from the record, changed until papers are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.entries import FIRST
from dangjian_desktop.domain.forms import BallotSubject
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Post
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts.ballots import AUDIT, LIST_HEADINGS
from dangjian_desktop.services.meeting_forms import MeetingForms
from dangjian_desktop.services.meeting_rows import meeting_of, refuse_closed

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

TOUCHED = Changes.of(Topic.BALLOTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """A meeting's list as it stands, what it can hold, and whether it may still be changed."""

    meeting: Meeting
    kind: BallotSubject
    lines: tuple[ListedSubject, ...]
    proposed: tuple[ListedSubject, ...]
    fixed: bool

    def text(self, *, proposed: bool = False) -> str:
        """Return the list as a clerk types it: a line each, the note after the name."""
        lines = self.proposed if proposed else self.lines
        return "\n".join(f"{line.name} {line.note}".rstrip() for line in lines)


class BallotLists:
    """What a clerk can do with the list a ballot judges."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._clock = book, clock
        self._forms = MeetingForms(catalog, clock)

    def of_meeting(self, meeting_id: str) -> MeetingList:
        """Return the list of a meeting, and whom the record would put on it.

        Raises:
            Rejected: the meeting or its form is gone, or its form judges no list.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            kind = self._kind(meeting)
            return MeetingList(
                meeting=meeting,
                kind=kind,
                lines=view.listed_subjects.find(meeting_id=meeting_id),
                proposed=tuple(self._proposed(view, meeting, kind)),
                fixed=view.ballots.count(meeting_id, FIRST) > 0,
            )

    def text_of(self, path: Path) -> str:
        """Return the names and notes of a text or table file as lines to :meth:`read`.

        Raises:
            Rejected, Unavailable: the file cannot be read.
        """
        from dangjian_desktop.exchange.tables import Source, read_document

        lines = []
        for table in read_document(Source.from_path(path)).tables:
            for row in table.rows:
                words = [cell.text.strip() for cell in row.cells if cell.text.strip()]
                words = words[1:] if len(words) > 1 and words[0].isdigit() else words
                if words and words[0] not in LIST_HEADINGS:
                    lines.append(" ".join(("".join(words[0].split()), *words[1:])))
        return "\n".join(lines)

    def read(self, meeting_id: str, text: str) -> tuple[tuple[ListedSubject, ...], tuple[Finding, ...]]:
        """Read a typed or pasted list: a name a line, then the note; return what the record does not tell.

        Raises:
            Rejected: as :meth:`of_meeting`.
        """
        held = self.of_meeting(meeting_id)
        with self._book.read() as view:
            known = _known(view, held)
        found, told = [], []
        for name, note in _typed_lines(text):
            same = known.get(name, ())
            if len(same) != 1:
                code = "ballots.listed_many" if same else "ballots.listed_unknown"
                told.append(hint(code, Where(record=held.meeting.title), name=name))
                found.append(_line(held.meeting, name, note=note))
            else:
                found.append(replace(same[0], name=name, note=note or same[0].note))
        return tuple(found), tuple(told)

    def save(self, meeting_id: str, lines: Sequence[ListedSubject]) -> Outcome[tuple[ListedSubject, ...]]:
        """Write the whole list in the order given; empty names are left out.

        Raises:
            Rejected: no form with a list, a name without a person stands twice, papers are typed, or the
                count is closed.
        """
        kept = tuple(
            replace(line, id=line.id or new_id(), meeting_id=meeting_id, order=place, name=line.name.strip())
            for place, line in enumerate(line for line in lines if line.name.strip())
        )
        with self._book.work("ballots.list", "") as work:
            meeting = meeting_of(work, meeting_id)
            refuse_closed(meeting)
            self._kind(meeting)
            at = Where(record=meeting.title)
            if work.ballots.count(meeting_id, FIRST):
                raise Rejected(finding("ballots.list_in_use", where=at))
            seen: set[tuple[str, str]] = set()
            for line in kept:
                if (line.name, line.note) in seen:
                    raise Rejected(finding("ballots.listed_twice", where=at, name=line.name))
                seen.add((line.name, line.note))
            held = work.listed_subjects.find(meeting_id=meeting_id)
            ids = {line.id for line in kept}
            for line in held:
                if line.id not in ids:
                    work.listed_subjects.remove(line.id)
            for line in kept:
                work.listed_subjects.put(line)
            work.describe(AUDIT["list"].format(title=meeting.title, count=len(kept)))
            work.commit()
        return Outcome(kept, (), TOUCHED)

    def _kind(self, meeting: Meeting) -> BallotSubject:
        form = self._forms.on_paper(meeting)
        if form.list_subject is None:
            raise Rejected(
                finding("ballots.judges_no_list", where=Where(record=meeting.title), form=form.name)
            )
        return form.list_subject

    def _proposed(self, view: Repositories, meeting: Meeting, kind: BallotSubject) -> list[ListedSubject]:
        """Return the holders of posts in the body on the day of the meeting, or all units."""
        if kind is BallotSubject.PERSON:
            return self._holders(view, meeting)
        units = [
            _line(meeting, one.name, community_id=one.id)
            for one in sorted(view.communities.all(), key=lambda c: (c.order, c.name))
        ]
        if kind is BallotSubject.COMMUNITY:
            return units
        orgs = sorted(view.party_orgs.all(), key=lambda o: (o.order, o.name))
        return [*units, *(_line(meeting, one.name, party_org_id=one.id) for one in orgs)]

    def _holders(self, view: Repositories, meeting: Meeting) -> list[ListedSubject]:
        day = meeting.held_on or self._clock.today()
        found: dict[str, list[Post]] = {}
        for post in sorted(view.posts.all(), key=lambda p: p.order):
            bodies = {post.community_id, post.party_org_id} - {None}
            here = (meeting.community_id or meeting.party_org_id) in bodies
            if here and post.resident_group_id is None and post.held_on(day):
                found.setdefault(post.person_id, []).append(post)
        people = view.persons.get_many(found)
        return [
            _line(
                meeting,
                people[key].name,
                note="、".join(dict.fromkeys(p.title or p.role.value for p in posts if p.title)),
                person_id=key,
            )
            for key, posts in found.items()
        ]


def _known(view: Repositories, held: MeetingList) -> dict[str, tuple[ListedSubject, ...]]:
    """Return by name whom the record knows: those on the list, then those it proposes, then all others."""
    known: dict[str, tuple[ListedSubject, ...]] = {}
    if held.kind is BallotSubject.PERSON:
        for person in view.persons.all():
            line = _line(held.meeting, person.name, person_id=person.id)
            known[person.name] = (*known.get(person.name, ()), line)
    first = {line.name: (line,) for line in (*held.proposed, *held.lines)}
    return known | first


def _typed_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and note of every line that holds something; 李　四 is one name."""
    for line in text.splitlines():
        parts = line.split()
        if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1:
            parts[:2] = [parts[0] + parts[1]]
        if parts:
            yield parts[0], " ".join(parts[1:])


def _line(
    meeting: Meeting,
    name: str,
    *,
    note: str = "",
    community_id: str | None = None,
    party_org_id: str | None = None,
    person_id: str | None = None,
) -> ListedSubject:
    return ListedSubject(
        id="",
        meeting_id=meeting.id,
        order=0,
        name=name,
        note=note,
        community_id=community_id,
        party_org_id=party_org_id,
        person_id=person_id,
    )
