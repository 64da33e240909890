"""The hash chain, the row images, and what is found when someone else writes in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dangjian_desktop.domain.audit import first_broken
from dangjian_desktop.domain.organisations import Area
from dangjian_desktop.storage.database import Book


def fill(book: Book) -> None:
    for n in range(5):
        with book.work("areas.add", f"新建第 {n} 片") as work:
            work.areas.add(Area(id=f"a{n}", name=f"第{n}片"))
            work.commit()


def test_every_unit_leaves_one_entry_and_the_chain_holds(book: Book) -> None:
    fill(book)
    with book.read() as view:
        entries = view.audit.all("id")
    assert [entry.id for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert {entry.actor for entry in entries} == {"经办人"}
    assert first_broken(entries) is None
    assert len({entry.digest for entry in entries}) == 6
    assert book.check() == ()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE audit SET summary = '别的' WHERE id = 3", "storage.audit_broken"),
        ("UPDATE audit SET actor = '别人' WHERE id = 3", "storage.audit_broken"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00' WHERE id = 3", "storage.audit_broken"),
        ("DELETE FROM audit WHERE id = 3", "storage.audit_broken"),
        ("UPDATE audit SET digest = upper(digest) WHERE id = 3", "storage.audit_broken"),
        (
            "UPDATE journal SET after = replace(after, '片', '村') WHERE operation = 3",
            "storage.journal_broken",
        ),
        ("DELETE FROM journal WHERE operation = 3", "storage.journal_broken"),
        ("DELETE FROM audit WHERE id = 6", "storage.journal_broken"),
        ("UPDATE areas SET name = '改过' WHERE id = 'a1'", "storage.changed_outside"),
        ("DELETE FROM areas WHERE id = 'a1'", "storage.changed_outside"),
        ("INSERT INTO areas VALUES ('z', '多出', 0)", "storage.changed_outside"),
    ],
)
def test_tampering_is_found(reopen: Callable[[], Book], sql: str, code: str) -> None:
    book = reopen()
    fill(book)
    book._raw.execute("PRAGMA foreign_keys = OFF")
    book._raw.execute(sql)
    findings = reopen().check()
    assert code in [f.code for f in findings]
    if code == "storage.audit_broken":
        assert findings[-1].fact("number") == 3


def test_dangling_reference_is_found(book: Book) -> None:
    book._raw.execute("PRAGMA foreign_keys = OFF")
    book._raw.execute("INSERT INTO work_groups VALUES ('w', 'nowhere', NULL, '')")
    assert [f.code for f in book.check()] == ["storage.dangling"]


def test_audit_needs_action_and_summary(book: Book) -> None:
    from dangjian_desktop.kernel.findings import Rejected

    with pytest.raises(Rejected), book.work("", "没有代码") as work:
        work.commit()
    with pytest.raises(Rejected), book.work("areas.add", "") as work:
        work.commit()
