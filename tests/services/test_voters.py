"""选民名单 by hand: each act is one step with one undo; numbers are masked until somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.domain.people import VoterLine, masked_id_number
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.roster_bin import RosterBin
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.services.voters import VoterEdit, Voters
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
NUMBER = "99010019750312001X"  # 1975-03-12, a man


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book of two communities."""
    made = Book.create(tmp_path / "柳溪.djb", clock=CLOCK)
    with made.work("roster.unit", "两个村") as work:
        for order, name in enumerate(("柳岸村", "石渡社区"), 1):
            work.communities.add(Community(id=new_id(), name=name, order=order))
        work.commit()
    yield made
    made.close()


@pytest.fixture
def voters(book: Book) -> Voters:
    """Return the service."""
    return Voters(book, Catalog(), CLOCK)


def place(voters: Voters, name: str = "柳岸村") -> str:
    return next(one.community_id for one in voters.lists() if one.community == name)


def line(voters: Voters, name: str) -> VoterLine:
    return next(one for one in voters.lines() if one.name == name)


def codes(caught: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [one.code for one in caught.value.findings]


def test_voters_are_listed_by_community(voters: Voters) -> None:
    here, there = place(voters), place(voters, "石渡社区")
    voters.add(there, "区 静", {"birth": "1980.07"})
    voters.add(here, "仇 念慈", {"sex": "女"})
    voters.add(here, "单秋月")
    found = voters.lines()
    assert [(one.community, one.number, one.name, one.pinyin) for one in found] == [
        ("柳岸村", 1, "仇念慈", "qiunianci"),
        ("柳岸村", 2, "单秋月", "shanqiuyue"),
        ("石渡社区", 1, "区静", "oujing"),
    ]
    assert [(one.sex, one.birth) for one in found] == [("女", ""), ("", ""), ("", "1980-07")]
    assert voters.lines(there) == found[2:]
    assert [one.count for one in voters.lists()] == [2, 1]


def test_typed_facts_are_one_step_and_all_or_none(voters: Voters, book: Book) -> None:
    here = place(voters)
    first, second = (voters.add(here, name).value for name in ("仇念慈", "单秋月"))
    edits = (
        VoterEdit(first, "household", "01-00012"),
        VoterEdit(second, "number", "5"),
        VoterEdit(second, "community", "石渡社区"),
    )
    assert voters.edit(edits).value == 2
    assert voters.edit(edits).value == 0
    assert line(voters, "单秋月").community == "石渡社区"
    assert line(voters, "单秋月").number == 5
    Upkeep(book, CLOCK).undo()
    assert line(voters, "单秋月").community == "柳岸村"
    wrong = (
        VoterEdit(first, "residence", "溪边路 1 号"),
        VoterEdit(second, "number", "五"),
        VoterEdit(second, "community", "没有的村"),
    )
    with pytest.raises(Rejected) as caught:
        voters.edit(wrong)
    assert codes(caught) == ["roster.cell_count", "roster.unknown_place"]
    assert line(voters, "仇念慈").residence == ""
    with pytest.raises(Rejected) as caught:
        voters.edit((VoterEdit("无", "note", "x"),))
    assert codes(caught) == ["roster.voter_gone"]


def test_an_id_number_is_masked_until_it_is_asked_for(voters: Voters, book: Book) -> None:
    key = voters.add(place(voters), "柳知远", {"sex": "男", "birth": "1975-03-12", "id_number": NUMBER}).value
    shown = line(voters, "柳知远")
    assert shown.id_number == masked_id_number(NUMBER)
    assert NUMBER not in map(str, shown)
    voters.edit((VoterEdit(key, "id_number", shown.id_number),))
    assert voters.reveal(key, "核对").value == NUMBER
    assert "柳知远" in book.operations(1)[0].summary
    assert voters.wrong_cell(shown, "sex", "甲")
    assert voters.wrong_cell(shown, "id_number", "123").startswith("身份证号")
    assert voters.wrong_cell(shown, "id_number", NUMBER) == ""
    assert voters.wrong_cell(shown._replace(sex="女"), "id_number", NUMBER)


def test_a_voter_goes_into_the_bin_with_a_reason_and_comes_back(voters: Voters, book: Book) -> None:
    here = place(voters)
    keys = [voters.add(here, name).value for name in ("仇念慈", "单秋月", "区静")]
    before = voters.lines()
    with pytest.raises(Rejected) as caught:
        voters.remove(keys[:2], " ")
    assert codes(caught) == ["roster.no_reason"]
    assert voters.remove(keys[:2], "迁出").value == 2
    assert [one.name for one in voters.lines()] == ["区静"]
    assert voters.number(here).value == 1
    assert voters.number(here).value == 0
    assert line(voters, "区静").number == 1
    Upkeep(book, CLOCK).undo()
    bin_ = RosterBin(book, CLOCK)
    assert bin_.put_back([one.id for one in bin_.contents()]).value == 2
    assert voters.lines() == before
    assert book.check() == ()
