"""Office PCs as they are: odd paths, a stick pulled out, a wrong date, a GBK console, logs for years."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import logs
from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Unavailable
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.storage import errors
from dangjian_desktop.storage.errors import from_driver

RIGHT = FixedClock(datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
EARLY = FixedClock(datetime(1980, 1, 1, 0, 5, tzinfo=UTC))
LATE = FixedClock(datetime(2099, 12, 31, 23, 59, tzinfo=UTC))


def villages(office: Office) -> list[str]:
    return sorted(line.community.name for line in office.rosters.communities())


def long_folder(tmp_path: Path) -> Path:
    """Return a folder of 200 characters, with Chinese and spaces in every name."""
    folder = tmp_path
    while len(str(folder)) < 190:
        folder /= "组织 2026 No. 1"
    return folder


def command(home: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DANGJIAN_HOME": str(home), **more}
    line = [sys.executable, "-m", "dangjian_desktop", *map(str, words)]
    return subprocess.run(line, env=environment, capture_output=True, check=False)


@pytest.mark.processes
def test_names_with_chinese_spaces_and_200_characters(tmp_path: Path) -> None:
    folder = long_folder(tmp_path)
    folder.mkdir(parents=True)
    book, home = folder / "栖梧镇 台账.djb", folder / "设 置"
    steps: tuple[tuple[str | Path, ...], ...] = (
        ("new", book),
        ("roster", "add", book, "村社区", "上塘村"),
        ("backup", book, folder / "备 份"),
        ("roster", "export", book, folder / "名 册.xlsx", "--purpose", "核对"),
        ("check", book),
    )
    for words in steps:
        done = command(home, *words)
        assert done.returncode == 0, done.stderr.decode("utf-8", errors="replace")
    saved = next((folder / "备 份").glob("*.djb"))
    assert command(home, "restore", saved, book).returncode == 0
    listed = command(home, "roster", "list", book, "--list", "村社区", PYTHONIOENCODING="utf-8")
    assert "上塘村" in listed.stdout.decode("utf-8")


@pytest.mark.processes
def test_two_users_of_one_pc_use_a_file_in_turn_with_settings_of_their_own(tmp_path: Path) -> None:
    book, second = tmp_path / "公用" / "册.djb", tmp_path / "乙" / "设置"
    book.parent.mkdir()
    first = ProgramOpener(RIGHT).create(book)
    first.units.add_community("上塘村", "", "")
    words = ("roster", "add", book, "村社区", "下塘村")
    refused = command(second, *words, PYTHONIOENCODING="utf-8")
    assert refused.returncode == 3
    assert "别人可能还开着" in refused.stderr.decode("utf-8")
    first.upkeep.close()
    assert command(second, *words).returncode == 0
    assert list(second.rglob("program.log"))
    again = ProgramOpener(RIGHT).open(book)
    assert villages(again) == sorted(("上塘村", "下塘村"))
    assert again.upkeep.check() == ()
    again.upkeep.close()


def test_a_path_that_the_system_cannot_open_is_told_as_such(tmp_path: Path) -> None:
    folder = tmp_path
    while len(os.fsencode(folder)) < 560:
        folder /= "组织人事办的文件夹"
    folder.mkdir(parents=True)
    with pytest.raises(Unavailable) as caught:
        ProgramOpener(RIGHT).create(folder / "册.djb")
    assert "名称太长" in sentence(caught.value.findings[0])


def test_a_path_too_long_for_windows_is_not_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "WINDOWS", True)
    gone = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
    deep, near = Path("/" + "组织人事办/" * 45) / "册.djb.lock", Path("/组织人事办/册.djb.lock")
    assert "名称太长" in sentence(errors.from_system(gone, deep).findings[0])
    assert "名称太长" not in sentence(errors.from_system(gone, near).findings[0])


@pytest.mark.processes
def test_a_gbk_console_shows_what_it_can_and_stops_at_nothing(tmp_path: Path) -> None:
    book = tmp_path / "册.djb"
    for words in (("new", book), ("roster", "add", book, "村社区", "上塘村"),
                  ("roster", "person", book, "李𬭎", "上塘村", "主任")):  # fmt: skip
        assert command(tmp_path, *words, PYTHONIOENCODING="gbk").returncode == 0
    done = command(tmp_path, "roster", "list", book, PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "李?" in done.stdout.decode("gbk")
    wrong = command(tmp_path, "roster", "list", tmp_path / "无𬭎.djb", PYTHONIOENCODING="gbk")
    assert wrong.returncode == 3
    assert "找不到" in wrong.stderr.decode("gbk")


def test_a_stick_pulled_out_and_put_back_costs_nothing(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "U盘", tmp_path / "拔出"
    stick.mkdir()
    office = ProgramOpener(RIGHT).create(stick / "册.djb")
    office.units.add_community("上塘村", "", "")
    stick.rename(elsewhere)
    stick.write_text("", "utf-8")  # the letter of the stick now belongs to nothing one can write to
    with pytest.raises(Unavailable) as caught:
        office.upkeep.backup(stick / "备份")
    assert "请" in sentence(caught.value.findings[0])
    stick.unlink()
    elsewhere.rename(stick)
    office.upkeep.close()
    again = ProgramOpener(RIGHT).open(stick / "册.djb")
    assert villages(again) == ["上塘村"]
    assert again.upkeep.check() == ()
    again.upkeep.close()


def test_a_disk_that_fails_under_way_is_told_with_what_to_do() -> None:
    told = from_driver(sqlite3.OperationalError("disk I/O error"), Path("册.djb"))
    assert told is not None
    assert "U盘" in sentence(told.findings[0])


def test_a_wrong_date_loses_no_backup_and_breaks_no_chain(tmp_path: Path) -> None:
    book = tmp_path / "册.djb"
    ProgramOpener(RIGHT).create(book).upkeep.close()
    for number, clock in enumerate((EARLY, LATE, RIGHT)):
        office = ProgramOpener(clock).open(book)
        office.units.add_community(f"第{number}村", "", "")
        office.upkeep.close()
    office = ProgramOpener(RIGHT).open(book)
    assert villages(office) == ["第0村", "第1村", "第2村"]
    assert office.upkeep.check() == ()
    years = {copy.made.year for copy in office.upkeep.backups()}
    assert {2026, 2099} <= years
    office.upkeep.undo()
    assert villages(office) == ["第0村", "第1村"]
    office.upkeep.close()


@pytest.mark.processes
def test_the_program_writes_nothing_into_its_own_folder(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    program = tmp_path / "程序"
    for name in ("dangjian_desktop", "forms", "resources"):
        shutil.copytree(root / name, program / name, ignore=shutil.ignore_patterns("__pycache__", "shots"))
    before = set(program.rglob("*"))
    environment = {"PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": "1"}
    assert command(tmp_path / "设置", "new", tmp_path / "册.djb", **environment).returncode == 0
    assert set(program.rglob("*")) == before


def test_logs_stay_below_ten_megabytes(caplog: pytest.LogCaptureFixture) -> None:
    logs.start_logging()
    log = logging.getLogger("dangjian_desktop.years")
    line = "一年又一年" * 6_000
    for number in range(130):
        log.info("%06d %s", number, line)
    files = list(logs.log_folder().glob("program.log*"))
    assert len(files) == logs.OLD_FILES + 1
    assert sum(path.stat().st_size for path in files) <= 10_000_000
    caplog.clear()
    for handler in logging.getLogger("dangjian_desktop").handlers:
        handler.close()
    logging.getLogger("dangjian_desktop").handlers.clear()


def test_without_a_printer_the_window_opens_and_papers_are_made(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", QPrinterInfo)
    window = Window(ProgramOpener(RIGHT), (), RIGHT, Settings(tmp_path / "s.ini"))
    window.begin()
    window.books.opener.create(tmp_path / "册.djb").upkeep.close()
    window.books.open(tmp_path / "册.djb")
    qtbot.waitUntil(lambda: not window.runner.busy(), timeout=20_000)
    assert window.books.office is not None
    window.close()
    window.deleteLater()
