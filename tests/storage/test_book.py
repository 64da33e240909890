"""Making, opening and refusing data files."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import ExpectedError, Rejected, Unavailable
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.storage import migrations
from dangjian_desktop.storage.connect import connect
from dangjian_desktop.storage.database import Book


@contextmanager
def refused(kind: type[ExpectedError], code: str) -> Iterator[None]:
    """Expect one finding, whose Chinese sentence is there."""
    with pytest.raises(kind) as caught:
        yield
    assert [f.code for f in caught.value.findings] == [code]
    assert all(len(sentence(f)) > 10 for f in caught.value.findings)


def test_new_book_is_whole_and_leaves_one_file(
    tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    with Book.create(tmp_path / "新.djb", password=password, clock=clock) as book:
        assert book.check() == ()
        with book.read() as view:
            assert view.settings.value("book.id")
    assert [path.name for path in tmp_path.iterdir()] == ["新.djb"]


def test_what_was_committed_is_there_after_reopening(reopen: Callable[[], Book]) -> None:
    with reopen().work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片", order=1))
        work.commit()
    with reopen().read() as view:
        assert view.areas.all() == (Area(id="a", name="东片", order=1),)


def test_without_commit_everything_rolls_back(book: Book) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片"))
    with pytest.raises(ZeroDivisionError):
        fail_half_way(book)
    with book.read() as view:
        assert view.areas.count() == 0
    assert not book.changed


def fail_half_way(book: Book) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="b", name="西片"))
        raise ZeroDivisionError


def test_connection_settings(book: Book) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    for name, value in pragmas.items():
        assert book._raw.execute(f"PRAGMA {name}").fetchone()[0] == value


def test_create_never_overwrites(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "x.djb"
    path.write_bytes(b"something")
    with refused(Rejected, "storage.exists"):
        Book.create(path, clock=clock)
    assert path.read_bytes() == b"something"


def test_missing_file_folder_and_folder_as_file(tmp_path: Path, clock: FixedClock) -> None:
    with refused(Unavailable, "storage.missing"):
        Book.open(tmp_path / "x.djb", clock=clock)
    with refused(Unavailable, "storage.folder_missing"):
        Book.open(tmp_path / "no" / "x.djb", clock=clock)
    with refused(Unavailable, "storage.folder_missing"):
        Book.create(tmp_path / "no" / "x.djb", clock=clock)
    with refused(Rejected, "storage.is_folder"):
        Book.open(tmp_path, clock=clock)


def test_password_missing_wrong_or_not_needed(
    file: Path, password: str | None, clock: FixedClock, tmp_path: Path
) -> None:
    if password is None:
        with refused(Rejected, "storage.not_encrypted"):
            Book.open(file, password="x", clock=clock)
        with refused(Rejected, "storage.password_unusable"):
            Book.create(tmp_path / "y.djb", password="", clock=clock)
        return
    with refused(Rejected, "storage.password_needed"):
        Book.open(file, clock=clock)
    with refused(Rejected, "storage.wrong_password"):
        Book.open(file, password=password + "x", clock=clock)


def test_encrypted_file_shows_nothing(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "x.djb"
    with Book.create(path, password="密码", clock=clock) as book:
        with book.work("areas.add", "新建片") as work:
            work.areas.add(Area(id="a", name="secret-area"))
            work.commit()
        for one in tmp_path.glob("x.djb*"):
            content = one.read_bytes()
            assert b"secret-area" not in content
            assert b"CREATE TABLE" not in content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "storage.empty_file"),
        (b"a text file, no more\n" * 200, "storage.not_ours"),
        (b"PK\x03\x04" + bytes(8188), "storage.not_ours"),
        (b"SQLite format 3\x00", "storage.damaged"),
        (bytes(range(256)) * 32, "storage.password_needed"),
        (bytes(range(256)) * 32 + b"x", "storage.not_ours"),
    ],
)
def test_what_is_no_book(tmp_path: Path, clock: FixedClock, content: bytes, code: str) -> None:
    path = tmp_path / "x.djb"
    path.write_bytes(content)
    with refused(Rejected, code):
        Book.open(path, clock=clock)
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["x.djb"]


def test_sqlite_file_of_another_program(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    before = path.read_bytes()
    with refused(Rejected, "storage.not_ours"):
        Book.open(path, clock=clock)
    assert path.read_bytes() == before


def test_truncated_at_every_part(file: Path, password: str | None, clock: FixedClock, tmp_path: Path) -> None:
    whole = file.read_bytes()
    for share in (0.02, 0.3, 0.6, 0.97):
        cut = tmp_path / "cut.djb"
        cut.write_bytes(whole[: int(len(whole) * share) // 4096 * 4096])
        with pytest.raises(Rejected) as caught:
            Book.open(cut, password=password, clock=clock)
        assert caught.value.findings[0].code in {"storage.damaged", "storage.empty_file"}


def test_damaged_page_in_the_middle(file: Path, password: str | None, clock: FixedClock) -> None:
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096 - 1):
        content[page * 4096 : page * 4096 + 512] = b"\xff" * 512
    file.write_bytes(content)
    with refused(Rejected, "storage.damaged"):
        Book.open(file, password=password, clock=clock)


def test_newer_than_the_program(file: Path, password: str | None, clock: FixedClock) -> None:
    raw = connect(file, password)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with refused(Rejected, "storage.newer"):
        Book.open(file, password=password, clock=clock)


def test_second_window_is_refused_and_lock_ends_with_close(
    book: Book, password: str | None, clock: FixedClock
) -> None:
    with refused(Unavailable, "storage.in_use"):
        Book.open(book.path, password=password, clock=clock)
    book.close()
    Book.open(book.path, password=password, clock=clock).close()


def test_second_process_is_refused(book: Book) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from dangjian_desktop.storage.locks import FileLock\n"
        "from dangjian_desktop.kernel.findings import Unavailable\n"
        "try: FileLock(Path(sys.argv[1]))\n"
        "except Unavailable as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(book.path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "storage.in_use"


def test_lock_of_a_dead_process_does_not_hold(file: Path, password: str | None, clock: FixedClock) -> None:
    file.with_name(file.name + ".lock").write_bytes(b"")
    Book.open(file, password=password, clock=clock).close()


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Be bound by file permissions, which do not bind an administrator."""
    if os.geteuid() != 0:
        yield
        return
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == 0 and parent != Path(parent.anchor) and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_read_only_folder_and_file(file: Path, password: str | None, clock: FixedClock) -> None:
    if sys.platform == "win32":
        return  # folder permissions of POSIX
    file.chmod(0o444)
    file.parent.chmod(0o555)
    with ordinary_user(file.parent):
        with refused(Unavailable, "storage.read_only"):
            Book.open(file, password=password, clock=clock)
        with refused(Unavailable, "storage.read_only"):
            Book.create(file.parent / "neu.djb", password=password, clock=clock)
    file.parent.chmod(0o777)
    with ordinary_user(file.parent), refused(Unavailable, "storage.read_only"):
        Book.open(file, password=password, clock=clock)
    assert [one.name for one in file.parent.iterdir() if one.suffix != ".lock"] == [file.name]


def test_full_disk_keeps_what_was_there(book: Book) -> None:
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片"))
        work.commit()
    pages = book._raw.execute("PRAGMA page_count").fetchone()[0]
    book._raw.execute(f"PRAGMA max_page_count = {pages + 2}")
    with refused(Unavailable, "storage.disk_full"), book.work("areas.add", "新建很多片") as work:
        work.areas.add_all(Area(id=f"x{n}", name="很长的名字" * 200 + str(n)) for n in range(50))
        work.commit()
    assert book.check() == ()
    with book.read() as view:
        assert [area.id for area in view.areas.all()] == ["a"]


def test_another_program_holding_the_file(book: Book, password: str | None) -> None:
    book._raw.execute("PRAGMA busy_timeout = 10")
    other = connect(book.path, password)
    other.execute("BEGIN IMMEDIATE")
    with refused(Unavailable, "storage.busy"), book.work("areas.add", "新建片"):
        pass
    other.execute("ROLLBACK")
    other.close()
    with book.work("areas.add", "新建片") as work:
        work.areas.add(Area(id="a", name="东片"))
        work.commit()


def test_failed_creation_leaves_nothing(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "upgrade", lambda connection: connection.exec_driver_sql("nonsense"))
    with pytest.raises(Exception, match="syntax error"):
        Book.create(tmp_path / "x.djb", clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_opening_a_current_book_does_not_load_alembic(file: Path, password: str | None) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from dangjian_desktop.kernel.clock import SystemClock\n"
        "from dangjian_desktop.storage.database import Book\n"
        "Book.open(Path(sys.argv[1]), password=sys.argv[2] or None, clock=SystemClock()).close()\n"
        "print('alembic' in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(file), password or ""]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_name_with_spaces_and_signs(
    template: Path, tmp_path: Path, password: str | None, clock: FixedClock
) -> None:
    path = tmp_path / "本 镇 #1 ?%20'\".djb"
    shutil.copyfile(template, path)
    with Book.open(path, password=password, clock=clock) as book:
        assert book.check() == ()
