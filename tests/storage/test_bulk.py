"""Many rows at once: one step, one undo, kept in blocks that are checked like single images."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.domain.people import Sex, Voter
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.rows.book import journal
from dangjian_desktop.storage.rows.roster import voters as table

MANY = 2000


def voter(number: int) -> Voter:
    return Voter(
        id=f"v{number:05}", community_id="c", number=number, name=f"秦{number}", sex=Sex.FEMALE,
        birth=date(1975, 3, 1), birth_day_known=False, household="01-00012",
    )  # fmt: skip


def stored(book: Book) -> tuple[Voter, ...]:
    with book.read() as view:
        return view.voters.all("number")


@pytest.fixture
def listed(book: Book) -> int:
    with book.work("units.add", "新建社区") as work:
        work.communities.add(Community(id="c", name="柳岸村"))
        work.commit()
    with book.work("roster.import", "导入选民") as work:
        assert work.voters.put_all(map(voter, range(MANY))) == MANY
        return work.commit()


def test_a_list_comes_and_goes_as_one_step(book: Book, listed: int) -> None:
    with book.read() as view:
        kept = view.session.read(
            select(func.count()).select_from(journal).where(journal.c.operation == listed)
        )
        assert kept.scalar_one() < 10
    assert stored(book) == tuple(map(voter, range(MANY)))
    assert book.check() == ()
    back = book.undo(listed)
    assert stored(book) == ()
    assert book.check() == ()
    again = book.undo(back)
    assert stored(book) == tuple(map(voter, range(MANY)))
    book.undo(again)
    assert stored(book) == ()
    assert book.check() == ()


def test_only_what_differs_is_written(book: Book, listed: int) -> None:
    changed = [replace(voter(number), note="外出" if number < 3 else "") for number in range(MANY + 70)]
    with book.work("roster.import", "再导入") as work:
        assert work.voters.put_all(changed) == 73
        operation = work.commit()
    assert stored(book) == tuple(changed)
    assert book.check() == ()
    book.undo(operation)
    assert stored(book) == tuple(map(voter, range(MANY)))
    assert book.check() == ()


def test_a_list_changed_since_is_not_taken_back(book: Book, listed: int) -> None:
    with book.work("roster.voter", "改一名") as work:
        work.voters.put(replace(voter(1500), note="外出"))
        later = work.commit()
    with pytest.raises(Rejected) as caught:
        book.undo(listed)
    assert [one.code for one in caught.value.findings] == ["storage.undo_conflict"]
    assert len(stored(book)) == MANY
    book.undo(later)
    book.undo(listed)
    assert stored(book) == ()


def test_a_row_changed_outside_and_a_forged_block_are_noticed(book: Book, listed: int) -> None:
    with book.work("test.outside", "绕过") as work:
        work.session.write(update(table).where(table.c.id == "v00007").values(note="改"))
        work.commit()
    assert [one.code for one in book.check()] == ["storage.changed_outside"]
    with book.work("test.outside", "绕过") as work:
        forged = func.replace(journal.c.after, "秦1700", "秦1800")
        work.session.write(update(journal).where(journal.c.operation == listed).values(after=forged))
        work.commit()
    assert [one.code for one in book.check()] == ["storage.journal_broken"]
