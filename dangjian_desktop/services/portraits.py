"""The photo on a person's card: put there, changed, taken away, looked at, taken out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.exports import ExportRecord, Numbers
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.services.exports import ACTION, demand_purpose
from dangjian_desktop.services.whole_files import write_whole

if TYPE_CHECKING:
    from dangjian_desktop.domain.people import Person
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories

TOUCHED = Changes.of(Topic.ROSTER)
WORDS = "照片"


def file_name(person_id: str) -> str:
    """Return the name the photos of a person are kept under, those changed or taken away too."""
    return f"{WORDS}-{person_id}.jpg"


class Portraits:
    """What a clerk can do with the photos of persons."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def put(self, person_id: str, given: Path | bytes) -> Outcome[Person]:
        """Put a picture (a file or the bytes of one) on a card, in the place of the one there.

        Raises:
            Rejected: the person is gone; the picture is too large, damaged, or none.
            Unavailable: the disk is full.
        """
        from dangjian_desktop.exchange.portraits import portrait, read_portrait

        name, data = (given.name, read_portrait(given)) if isinstance(given, Path) else ("", given)
        small = portrait(data, name)
        with self._book.work("roster.photo", WORDS) as work:
            person = _person(work, person_id)
            stored = self._book.keep_file(work, file_name(person_id), small)
            changed = replace(person, photo=stored.id)
            work.persons.put(changed)
            work.describe(f"{'更换' if person.photo else '添加'} {person.name} 的照片")
            work.commit()
        return Outcome(changed, (), TOUCHED)

    def remove(self, person_id: str) -> Outcome[Person]:
        """Take the photo off a card. Its bytes stay with the record, for the way back.

        Raises:
            Rejected: the person is gone, or has no photo.
        """
        with self._book.work("roster.photo", WORDS) as work:
            person = _person(work, person_id)
            if person.photo is None:
                raise _none(person)
            changed = replace(person, photo=None)
            work.persons.put(changed)
            work.describe(f"移除 {person.name} 的照片")
            work.commit()
        return Outcome(changed, (), TOUCHED)

    def picture(self, person_id: str) -> bytes:
        """Return the photo of a person as JPEG.

        Raises:
            Rejected: the person is gone, or has no photo.
            Unavailable: the file is missing or damaged.
        """
        with self._book.read() as view:
            person = _person(view, person_id)
            stored = view.attachments.get(person.photo) if person.photo else None
        if stored is None:
            raise _none(person)
        return self._book.files.get(stored.sha256)

    def take_out(self, person_id: str, path: Path, *, purpose: str) -> Outcome[Path]:
        """Write the photo of a person to a JPEG file; the log keeps what for.

        Raises:
            Rejected: no purpose, the person is gone, or has no photo.
            Unavailable: the photo is damaged, or the file cannot be written.
        """
        demand_purpose(purpose)
        data = self.picture(person_id)
        write_whole(path, data)
        with self._book.read() as view:
            name = _person(view, person_id).name
        record = ExportRecord(
            what=f"{name} 的照片", persons=1, columns=(WORDS,), numbers=Numbers.NONE, purpose=purpose,
            file=path.name,
        )  # fmt: skip
        with self._book.work(ACTION, record.words()) as work:
            work.commit()
        return Outcome(path, (), NOTHING)


def _person(view: Repositories, person_id: str) -> Person:
    found = view.persons.get(person_id)
    if found is None:
        raise Rejected(finding("roster.person_gone"))
    return found


def _none(person: Person) -> Rejected:
    return Rejected(finding("roster.no_photo", name=person.name))
