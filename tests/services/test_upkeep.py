"""Undo and redo as a clerk presses them; backups that can be brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.upkeep import Upkeep, restore_backup
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 4, 12, 9, 0, tzinfo=UTC))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "柳溪.djb", clock=CLOCK, backups=tmp_path / "柳溪备份")
    yield made
    made.close()


def add(book: Book, name: str) -> None:
    with book.work("roster.area", f"新建 {name}") as work:
        work.areas.add(Area(id=name, name=name))
        work.commit()


def names(book: Book) -> list[str]:
    with book.read() as view:
        return sorted(area.name for area in view.areas.all())


def test_undo_twice_redo_twice_and_a_new_step_ends_redo(book: Book) -> None:
    keep = Upkeep(book, CLOCK)
    add(book, "东片")
    add(book, "西片")
    assert keep.undo().value == "新建 西片"
    assert keep.undo().value == "新建 东片"
    assert names(book) == []
    with pytest.raises(Rejected) as nothing:
        keep.undo()
    assert nothing.value.findings[0].code == "storage.nothing_to_undo"
    keep.redo()
    assert names(book) == ["东片"]
    keep.redo()
    assert names(book) == ["东片", "西片"]
    with pytest.raises(Rejected):
        keep.redo()
    keep.undo()
    add(book, "南片")
    with pytest.raises(Rejected):
        keep.redo()
    assert names(book) == ["东片", "南片"]


def test_an_export_between_does_not_stand_in_the_way_of_undo(book: Book) -> None:
    add(book, "东片")
    with book.work("roster.export", "导出花名册") as work:
        work.commit()
    assert Upkeep(book, CLOCK).undo().value == "新建 东片"
    assert names(book) == []


def test_a_backup_brings_back_what_was_and_keeps_what_is(tmp_path: Path) -> None:
    path = tmp_path / "柳溪.djb"
    book = Book.create(path, clock=CLOCK)
    keep = Upkeep(book, CLOCK)
    add(book, "东片")
    copy = keep.backup(tmp_path / "U盘").value
    add(book, "西片")
    book.close()
    kept = restore_backup(copy, path, None, CLOCK).value
    assert kept is not None
    with Book.open(path, clock=CLOCK) as again:
        assert names(again) == ["东片"]
        assert again.check() == ()
    restore_backup(kept, path, None, CLOCK)
    with Book.open(path, clock=CLOCK) as later:
        assert names(later) == ["东片", "西片"]
