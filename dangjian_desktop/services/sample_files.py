"""The files of the sample township, by the names its ``township.toml`` gives them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """The folder of the sample, and what ``township.toml`` says."""

    folder: Path
    facts: Mapping[str, Any]

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a table by its heads."""
        with self.path(name).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def path(self, name: str) -> Path:
        """Return where the file called ``name`` in ``township.toml`` stands."""
        return self.folder / str(self.facts[name])


def day_in(text: str) -> date | None:
    """Return the day a cell holds; None where it is empty."""
    return date.fromisoformat(text) if text else None


def unit_ids(book: Book) -> dict[str, str]:
    """Return the communities by name."""
    with book.read() as view:
        return {unit.name: unit.id for unit in view.communities.all()}


def org_ids(book: Book) -> dict[str, str]:
    """Return the Party organisations by name."""
    with book.read() as view:
        return {org.name: org.id for org in view.party_orgs.all()}
