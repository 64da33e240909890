"""The samples beside a column of an import hide every number of a person, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.roster_import import RosterImports
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))


@pytest.fixture
def imports(tmp_path: Path) -> Iterator[RosterImports]:
    book = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    yield RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    book.close()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("19900001111", "199****1111"),
        ("0990-5551234", "099****1234"),
        ("(0990)5551234", "099****1234"),
        ("5551234", "****234"),
        ("199 0000 1111", "199****1111"),
        ("19900001111、5551234", "199****1111、****234"),
        ("990101197503122216", "9901**********2216"),
        ("证号990101750312221", "证号9901*******2221"),
        ("1975-03-12", "1975-03-12"),
        ("19750312", "19750312"),
        ("1975.3", "1975.3"),
        ("第3组", "第3组"),
        ("1203", "1203"),
    ],
)
def test_numbers_are_hidden_and_days_and_counts_are_not(
    imports: RosterImports, written: str, shown: str
) -> None:
    columns = imports.preview(f"姓名\t性别\t说不清\n秦知远\t男\t{written}").tables[0].columns
    assert columns[2].samples == (shown,)
