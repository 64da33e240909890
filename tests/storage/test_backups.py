"""Backups are whole, thinned with age, and brought back without losing what was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.storage import backups
from dangjian_desktop.storage.database import Book

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def add_area(book: Book, name: str) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id=name, name=name))
        work.commit()


def area_names(book: Book) -> list[str]:
    with book.read() as view:
        return [area.name for area in view.areas.all("name")]


def test_backup_holds_what_was_committed_and_its_files(
    book: Book, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    add_area(book, "东片")
    with book.work("files.add", "存入附件") as work:
        stored = book.keep_file(work, "照片.jpg", b"picture")
        work.commit()
    folder = tmp_path / "备份"
    made = book.backup(folder)
    assert (made.path.name, made.files, made.lost) == ("本镇-20261120-093000.djb", 1, 0)
    assert book.backup(folder).path.name == "本镇-20261120-093000-2.djb"
    add_area(book, "西片")
    assert [one.path.name for one in backups.listed(folder)][-1] == made.path.name
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    target = tmp_path / "别处" / "恢复.djb"
    target.parent.mkdir()
    done = backups.restore(made.path, target, password=password, clock=clock)
    assert (done.previous, done.files, done.lost) == (None, 1, 0)
    with Book.open(target, password=password, clock=clock) as restored:
        assert area_names(restored) == ["东片"]
        assert restored.files.get(stored.sha256) == b"picture"
        assert restored.check() == ()


def test_restoring_keeps_the_previous_state(
    reopen: Callable[[], Book], file: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    book = reopen()
    add_area(book, "东片")
    made = book.backup(tmp_path / "b")
    add_area(book, "西片")
    with pytest.raises(Unavailable) as caught:
        backups.restore(made.path, file, password=password, clock=clock)
    assert caught.value.findings[0].code == "storage.in_use"
    book.close()
    done = backups.restore(made.path, file, password=password, clock=clock)
    assert done.previous is not None
    assert area_names(reopen()) == ["东片"]
    with Book.open(done.previous, password=password, clock=clock) as previous:
        assert area_names(previous) == ["东片", "西片"]


def test_a_damaged_book_is_set_aside_as_it_lies(
    reopen: Callable[[], Book], file: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    made = reopen().backup(tmp_path / "b")
    reopen().close()
    file.write_bytes(b"rubbish")
    done = backups.restore(made.path, file, password=password, clock=clock)
    assert done.previous is not None
    assert done.previous.read_bytes() == b"rubbish"
    assert reopen().check() == ()


def test_a_damaged_backup_is_refused_and_nothing_changes(
    reopen: Callable[[], Book], file: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    book = reopen()
    add_area(book, "东片")
    made = book.backup(tmp_path / "b")
    book.close()
    content = bytearray(made.path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xee" * 64
    made.path.write_bytes(content)
    before = file.read_bytes()
    with pytest.raises(Rejected) as caught:
        backups.restore(made.path, file, password=password, clock=clock)
    assert caught.value.findings[0].code in {"storage.damaged", "storage.backup_damaged"}
    assert caught.value.findings[0].where.file == made.path.name
    assert file.read_bytes() == before
    with pytest.raises(Unavailable):
        backups.restore(tmp_path / "none.djb", file, password=password, clock=clock)
    assert sorted(one.name for one in file.parent.iterdir()) == ["b", file.name]


def test_close_makes_a_backup_only_when_something_changed(
    file: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    folder = tmp_path / "b"
    Book.open(file, password=password, clock=clock, backups=folder).close()
    assert backups.listed(folder) == ()
    book = Book.open(file, password=password, clock=clock, backups=folder)
    add_area(book, "东片")
    book.close()
    book.close()
    assert len(backups.listed(folder)) == 1


def test_lost_attachments_are_counted(book: Book, tmp_path: Path) -> None:
    with book.work("files.add", "存入附件") as work:
        gone = book.keep_file(work, "a.txt", b"a")
        changed = book.keep_file(work, "b.txt", b"b")
        work.commit()
    book.files.path(gone.sha256).unlink()
    book.files.path(changed.sha256).write_bytes(b"c")
    made = book.backup(tmp_path / "b")
    assert (made.files, made.lost) == (0, 2)
    assert sorted(f.code for f in book.check()) == [
        "storage.attachment_damaged",
        "storage.attachment_missing",
    ]


def test_foreign_names_are_left_alone(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    for name in ("notes.djb", "本镇-20269999-000000.djb", "邻镇-20200101-000000.djb"):
        (folder / name).write_bytes(b"x")
    book.backup(folder)
    assert [one.stem for one in backups.listed(folder)] == ["本镇", "邻镇"]
    assert len(list(folder.glob("*.djb"))) == 4


def test_old_backups_are_thinned(tmp_path: Path) -> None:
    for hours in range(0, 24 * 400, 6):
        at = NOON - timedelta(hours=hours)
        (tmp_path / f"本镇-{at:%Y%m%d-%H%M%S}.djb").write_bytes(b"x")
    backups.thin(tmp_path, "本镇", NOON)
    left = [one.at.replace(tzinfo=UTC) for one in backups.listed(tmp_path)]
    ages = [(NOON.date() - at.date()).days for at in left]
    assert sum(age == 0 for age in ages) == 3
    assert sum(0 < age <= 14 for age in ages) == 14
    assert 6 <= sum(14 < age <= 56 for age in ages) <= 8
    assert 10 <= sum(age > 56 for age in ages) <= 13


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 20, 23)), max_size=40))  # noqa: DTZ001
def test_thinning_again_removes_nothing_and_the_newest_stays(moments: list[datetime]) -> None:
    today = date(2026, 11, 20)
    kept = backups.kept_moments(moments, today)
    assert backups.kept_moments(kept, today) == kept
    assert not moments or max(moments) in kept


def test_work_of_a_killed_window_comes_into_the_next_backup(
    file: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    folder = tmp_path / "备份"
    book = Book.open(file, password=password, clock=clock, backups=folder)
    add_area(book, "东片")
    book.changed = False  # as if the process had ended before it could close the book
    book.close()
    assert backups.listed(folder) == ()
    Book.open(file, password=password, clock=clock, backups=folder).close()
    assert len(backups.listed(folder)) == 1
    Book.open(file, password=password, clock=clock, backups=folder).close()
    assert len(backups.listed(folder)) == 1
