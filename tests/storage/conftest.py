"""A fresh book per test, plain and with a password, copied from a template."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.storage.database import Book

PASSWORD = "镇'里\" 100%;--пä"


@pytest.fixture(scope="session")
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.fixture(params=[None, PASSWORD], ids=["plain", "encrypted"], scope="session")
def password(request: pytest.FixtureRequest) -> str | None:
    chosen: str | None = request.param
    return chosen


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, password: str | None, clock: FixedClock) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.djb"
    Book.create(path, password=password, clock=clock).close()
    return path


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A closed book in a folder of its own."""
    path = tmp_path / "本镇.djb"
    shutil.copyfile(template, path)
    return path


@pytest.fixture
def reopen(file: Path, password: str | None, clock: FixedClock) -> Iterator[Callable[[], Book]]:
    """Open the test's book; every one is closed at the end."""
    opened: list[Book] = []

    def again() -> Book:
        for one in opened:
            one.close()
        opened.append(Book.open(file, password=password, clock=clock))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


@pytest.fixture
def book(reopen: Callable[[], Book]) -> Book:
    return reopen()


@pytest.fixture
def meeting(book: Book) -> Meeting:
    """A meeting that ballots can be typed for."""
    made = Meeting(id="m1", campaign_id="c1", form_code="survey", form_edition="2012", title="满意度测评")
    with book.work("meetings.add", "新建测评会") as work:
        work.campaigns.add(Campaign(id="c1", title="回头看", year=2012))
        work.meetings.add(made)
        work.commit()
    return made
