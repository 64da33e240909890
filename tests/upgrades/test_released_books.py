"""Every data file the program ever released opens, is brought up to date, and holds what it held."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.storage.migrations import HEAD

HERE = Path(__file__).parent
PASSWORD = "梧桐 2026"
SCHEMAS = sorted({path.name[:4] for path in HERE.glob("*-*.djb*")})


def test_every_schema_but_the_one_in_the_making_has_its_books() -> None:
    """The newest has none until it is released; whoever changes a released one finds its books here."""
    every = [f"{number:04d}" for number in range(1, int(HEAD) + 1)]
    assert SCHEMAS in (every, every[:-1])


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_released_book_is_whole_and_goes_on(schema: str, kind: str, tmp_path: Path) -> None:
    book = tmp_path / "本镇.djb"
    if kind == "plain":
        book.write_bytes(gzip.decompress((HERE / f"{schema}-plain.djb.gz").read_bytes()))
    else:
        shutil.copy(HERE / f"{schema}-encrypted.djb", book)
    password = None if kind == "plain" else PASSWORD
    opener = ProgramOpener(SystemClock())
    office = opener.open(book, password)
    assert office.upkeep.check() == ()
    campaign = office.campaigns.in_hand()
    assert campaign is not None
    status = office.campaigns.status(campaign.id)
    assert [len(status.phases), len(status.tasks)] == [3, 4]
    assert {place.community.name for place in office.rosters.communities()} >= {"柳岸", "新塘社区"}
    undone = [office.upkeep.undo().value.split()[0] for _ in range(2)]
    assert undone == ["导入活动", "导入花名册：新增"]  # the choice of a campaign is passed over
    office.upkeep.close()
    again = opener.open(book, password)
    assert again.upkeep.check() == ()
    assert again.campaigns.in_hand() is None
    again.upkeep.close(backup=False)
