"""The composition root: makes the services of a book once, and hands them on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.progress import Progress

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.office import Office
    from dangjian_desktop.storage.database import Book


class ProgramOpener:
    """Opens books for window and command line; everything heavy is loaded on the first book."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._catalog: Catalog | None = None

    @property
    def clock(self) -> Clock:
        """Return the clock every opened book goes by."""
        return self._clock

    @property
    def catalog(self) -> Catalog:
        """Return the forms, read once for all books."""
        from dangjian_desktop.catalog.catalog import Catalog
        from dangjian_desktop.kernel.paths import forms_folder, own_forms_folder

        if self._catalog is None:
            self._catalog = Catalog(forms_folder(), own_forms_folder())
        return self._catalog

    def create(self, path: Path, password: str | None = None) -> Office:
        """Make a new book and open it; see :class:`~dangjian_desktop.services.office.Opener`."""
        from dangjian_desktop.storage.backups import default_folder
        from dangjian_desktop.storage.database import Book

        book = Book.create(
            path, password=password, clock=self._clock, backups=default_folder(path.absolute())
        )
        return self._office(book)

    def open(self, path: Path, password: str | None = None) -> Office:
        """Open a book; see :class:`~dangjian_desktop.services.office.Opener`."""
        from dangjian_desktop.storage.backups import default_folder
        from dangjian_desktop.storage.database import Book

        book = Book.open(path, password=password, clock=self._clock, backups=default_folder(path.absolute()))
        return self._office(book)

    def sample(self, path: Path, progress: Progress) -> Office:
        """Open the sample township at ``path``, making it first when it is not there yet."""
        if path.exists():
            return self.open(path)
        part = path.with_name(path.name + ".new")
        part.unlink(missing_ok=True)
        office = self.create(part)
        try:
            office.samples.fill(progress)
        except BaseException:
            office.upkeep.close(backup=False)
            part.unlink(missing_ok=True)
            raise
        office.upkeep.close(backup=False)
        office.upkeep.move(path)
        return self.open(path)

    def _office(self, book: Book) -> Office:
        from dangjian_desktop.app.offices import office_of

        return office_of(book, self.catalog, self._clock)
