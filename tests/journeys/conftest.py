"""Journeys of the command line share one empty book, the demo of the township, and a closed log."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.kernel.clock import SystemClock
from tests.journeys.commands import close_log, home, say


@pytest.fixture(autouse=True)
def closed_log() -> Iterator[None]:
    """Close the program's log after each test."""
    yield
    close_log()


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new book; copy it, do not write into it."""
    folder = tmp_path_factory.mktemp("new")
    with home(folder / "home"):
        assert say("new", folder / "空.djb").code == 0
    return folder / "空.djb"


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Path:
    """Return an empty book of the test's own."""
    return Path(shutil.copy(empty_book, tmp_path / "本镇.djb"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of the demo and what the command printed; do not write into it.

    It takes seconds, so the processes of one run share it: who comes first makes it, the others wait.
    """
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "demo"
    told = folder / "told.txt"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + 180
        while not told.exists() and time.monotonic() < end:
            time.sleep(0.1)
        return folder / "成果", told.read_text("utf-8")
    with home(folder / "home"):
        said = say("demo", folder / "成果")
    part = folder / "told.part"
    part.write_text(f"{said.code}\n{said.text}", "utf-8")
    part.replace(told)
    return folder / "成果", told.read_text("utf-8")


@pytest.fixture
def township(demo: tuple[Path, str], tmp_path: Path) -> Path:
    """Return a copy of the demo's book, with its files, of the test's own."""
    shutil.copytree(demo[0] / "示例乡镇.files", tmp_path / "示例乡镇.files")
    return Path(shutil.copy(demo[0] / "示例乡镇.djb", tmp_path / "示例乡镇.djb"))


@pytest.fixture
def counting(township: Path) -> str:
    """Open the first count of the township again and return its meeting's title."""
    office = ProgramOpener(SystemClock()).open(township)
    meeting = office.ballots.find_meeting("柏树下村党员群众满意度测评会")
    if meeting.finished_on is not None:
        office.ballots.reopen(meeting.id, "补录漏下的票")
    office.upkeep.close(backup=False)
    return meeting.title
