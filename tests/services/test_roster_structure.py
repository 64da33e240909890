"""班子 of a book on a day: the service, and the two commands that show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.organisations import Committee, CommitteeKind
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.roster_structure import Structures, why
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CADRES = """姓名\t性别\t出生年月\t政治面貌\t学历\t村（社区）\t职务\t任职时间\t离任时间
云舟白\t男\t1975.03\t中共党员\t高中\t柳溪村\t党支部书记、村委会主任\t2026.01\t
章若溪\t女\t1999.07\t群众\t大专\t柳溪村\t村委会委员\t2026.01\t
戚远山\t男\t1968.11\t中共党员\t初中\t柳溪村\t党支部书记\t2021.01\t2025.12
宁静川\t男\t1980.05\t中共党员\t\t橘园村\t党支部书记\t2026.01\t
"""
PLACES = "村（社区）\t类别\n柳溪村\t村\n橘园村\t村\n空山村\t村\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book with three villages and four persons, one of whom has left office."""
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, Catalog(), CLOCK)
    for text in (PLACES, CADRES):
        rosters.apply(rosters.preview(text))
    with made.work("roster.unit", "登记班子") as work:
        (place,) = work.communities.find(name="柳溪村")
        work.committees.put(
            Committee(
                id="r",
                kind=CommitteeKind.RESIDENTS,
                community_id=place.id,
                seats=3,
                since=date(2026, 1, 1),
                until=date(2031, 12, 31),
            )
        )
        work.commit()
    yield made
    made.close()


def test_all_bodies_today(book: Book) -> None:
    seen = Structures(book, Catalog(), CLOCK).structure()
    assert [(one.community, len(one.members)) for one in seen.bodies] == [("柳溪村", 2), ("橘园村", 1)]
    assert (seen.heads_both.count, seen.heads_both.whole) == (1, 2)
    assert (seen.vacant, seen.ending, seen.without) == (1, ("柳溪村",), ("空山村",))
    young, women = seen.bodies[1].verdicts
    assert (young.met, women.met) == (False, False)
    assert "现有 0 人" in why(women)
    assert "村民委员会组织法" in why(women)


def test_a_body_as_it_stood_then(book: Book) -> None:
    structures = Structures(book, Catalog(), CLOCK)
    then = structures.structure(date(2025, 6, 1), "柳溪村")
    assert [one.name for one in then.bodies[0].members] == ["戚远山"]
    assert then.vacant is None
    before = structures.structure(date(2019, 6, 1), "柳溪村")
    assert (before.bodies, before.without) == ((), ("柳溪村",))
    with pytest.raises(Rejected):
        structures.structure(community="没有的村")


def test_the_commands_say_the_same(book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.close()
    path = str(tmp_path / "柳溪.djb")
    assert run(["roster", "structure", path, "--as-of", "2031-05-08", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["members"], told["vacant"], told["terms_ending"]) == (3, 1, ["柳溪村"])
    assert told["bodies"][0]["requirements"][0]["met"] is True
    assert run(["roster", "body", path, "柳溪村", "--as-of", "2025-06-01"]) == 0
    assert "戚远山" in capsys.readouterr().out
    assert run(["roster", "body", path, "柳溪村", "--as-of", "去年", "--json"]) == 2
    assert "papers.bad_date" in capsys.readouterr().out
